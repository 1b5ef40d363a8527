package start

import (
	"context"
	"time"

	"avbrottsparm/app/control"
	"avbrottsparm/app/page"
	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/readiness"
	"avbrottsparm/internal/text"
)

// waiting is what waits for somebody, as it was last counted beside the window.
type waiting struct {
	reviews   int // lines of the log, for the one who opened the binder
	tray      desk.TrayCount
	documents int // that nobody has filed yet
	live      desk.RefreshState
	papers    papers
	view      desk.OutageView // of what goes on; without an id for nothing
	// drills are those of this year, and practises says that the opener leads the unit and may begin one.
	drills    []readiness.Event
	practises bool
}

// countArrivals counts what came in and needs somebody, beside the window: sealed files lie on the
// disk.
func (s *screen) countArrivals() {
	session := s.host.Session()
	if session.May(access.RightImport) != nil {
		return
	}
	s.arrived.Ask(func(ctx context.Context) (waiting, error) {
		tray, err := session.TrayCounts(ctx)
		return waiting{tray: tray, documents: len(session.DocumentsWaiting())}, err
	}, func(n waiting, err error) {
		if err == nil && (n.tray != s.waits.tray || n.documents != s.waits.documents) {
			s.waits.tray, s.waits.documents = n.tray, n.documents
			s.refresh()
		}
	})
}

// intakeDuties are what came by itself and needs somebody, and Lifecare that does not.
func intakeDuties(w *text.Words, n waiting, now time.Time) []duty {
	var list []duty
	at := func(part string) page.Place { return page.Place{Page: page.Intake, Part: part} }
	if silent(n.live, now) {
		since := w.When(n.live.FailingSince.In(care.Stockholm), now)
		list = append(list, duty{control.ToneFault, w.Say("start.silent", "since", since), w.Say("start.silent_do"), at(page.IntakeLive)})
	}
	if len(n.live.Held) > 0 {
		list = append(list, duty{control.ToneNotice, w.Say("start.held"), w.Say("start.held_do"), at(page.IntakeLive)})
	}
	if aside := n.tray.Aside(); aside > 0 {
		list = append(list, duty{control.ToneNotice, w.Count("start.tray", aside), w.Say("start.tray_do"), at(page.IntakeTray)})
	}
	if n.documents > 0 {
		list = append(list, duty{control.ToneNotice, w.Count("start.documents", n.documents), w.Say("start.documents_do"), at(page.IntakeDocuments)})
	}
	if n.tray.Waiting > 0 {
		list = append(list, duty{control.ToneCalm, w.Count("start.arrivals", n.tray.Waiting), w.Say("start.arrivals_do"), at(page.IntakeTray)})
	}
	return list
}

// silent tells whether nothing has come from Lifecare for longer than twice its rhythm: once can
// be a stop of a minute.
func silent(st desk.RefreshState, now time.Time) bool {
	return st.Configured && st.On && !st.FailingSince.IsZero() && now.Sub(st.FailingSince) > 2*st.Every
}
