package intake

// Renew brings the open part up to date, if it shows what comes in by itself.
func (s *screen) Renew() {
	if shown, ok := s.parts[s.tabs.Opened()].(interface{ renew() }); ok {
		shown.renew()
	}
	s.count()
}
