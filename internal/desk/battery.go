package desk

// BatteryLeft is what is left in this computer's battery, in whole percent, and whether it has power from
// outside; not known where the system doesn't say (routine 4.2).
func (d *Desk) BatteryLeft() (percent int, plugged, known bool) {
	if d.Battery == nil {
		return 0, false, false
	}
	return d.Battery()
}

// BatteryLeft is the desk's, for who has an open binder.
func (s *Session) BatteryLeft() (percent int, plugged, known bool) { return s.desk.BatteryLeft() }
