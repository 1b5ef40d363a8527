package desk

import "time"

// WorkingDay tells whether people are at work on the day of t: false on weekends, red days and the
// eves that nobody works.
func (s *Session) WorkingDay(t time.Time) bool { return s.desk.Working(t) }

// DayName is a day with the name of its holiday, for those who plan around it: "tors 24 dec
// (julafton)"; only the day where it has none.
func (s *Session) DayName(t time.Time) string {
	w := s.desk.Words
	if s.desk.Holiday != nil {
		if key := s.desk.Holiday(t); key != "" {
			return w.Say("desk.holiday", "day", w.DayShort(t), "name", w.Say("holiday."+key))
		}
	}
	return w.DayShort(t)
}
