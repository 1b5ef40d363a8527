package control

// Mark puts the bar at a row without choosing it, as when a page comes back as it was left. A row
// that isn't there is ignored.
func (p *Picker) Mark(i int) { p.list.PickQuietly(i) }
