package start

import (
	"time"

	"avbrottsparm/app/control"
	"avbrottsparm/app/page"
	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/text"
)

// countDrills looks up which drills the unit has held this year, for who leads it and could begin one.
func (w *waiting) countDrills(session *desk.Session, now time.Time) {
	w.practises = session.May(access.RightUnit) == nil && session.May(access.RightWrite) == nil
	w.drills = nil
	if w.practises {
		w.drills = session.Drills(now.In(care.Stockholm).Year()).Drills
	}
}

// practiseDuty offers a drill once in each quarter of the year, by the calendar of Stockholm: only while
// all is normal, in a binder that is in use, and never within a drill.
func practiseDuty(w *text.Words, st desk.Status, waits waiting, now time.Time) (duty, bool) {
	if !waits.practises || st.Demo || st.Persons == 0 || st.Condition.Phase != desk.PhaseNormal {
		return duty{}, false
	}
	now = now.In(care.Stockholm)
	quarter := time.Date(now.Year(), (now.Month()-1)/3*3+1, 1, 0, 0, 0, 0, care.Stockholm)
	for _, e := range waits.drills {
		if !e.Drill.Began.Before(quarter) {
			return duty{}, false
		}
	}
	return duty{control.ToneCalm, w.Say("start.practise"), w.Say("start.practise_do"), page.Place{Page: page.Ready, Part: page.ReadyDrills}}, true
}
