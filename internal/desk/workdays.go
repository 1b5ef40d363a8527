package desk

import "time"

// WorkingDay tells whether people are at work on the day of t: false on weekends, red days and the
// eves that nobody works.
func (s *Session) WorkingDay(t time.Time) bool { return s.desk.Working(t) }
