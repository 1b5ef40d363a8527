package main

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"avbrottsparm/app/control"
	"avbrottsparm/app/page"
	"avbrottsparm/app/page/pagetest"
	"avbrottsparm/internal/outage"
)

// walkTo presses Tab, or Shift and Tab, until what has the keyboard is called so.
func (s *shift) walkTo(words string, back bool) {
	s.t.Helper()
	c := s.Window.Window().Canvas()
	for range 60 {
		if back {
			c.FocusPrevious()
		} else {
			c.FocusNext()
		}
		if at, named := c.Focused().(interface{ AccessibilityLabel() string }); named && at.AccessibilityLabel() == words {
			return
		}
	}
	s.t.Fatalf("no Tab leads to %q", words)
}

// Each of the 14 systems of the routine is three steps away at most from the first screen, by the keyboard:
// the button, and the list whose arrows walk the systems.
func TestEverySystemIsWithinThreeStepsOfTheFirstScreen(t *testing.T) {
	s := newShift(t)
	s.logIn("demo", pagetest.Passphrase)
	systems := s.Session().Catalogue().Systems
	main := 0
	for _, system := range systems {
		if system.PartOf != "" {
			continue
		}
		main++
		s.Show(page.Place{Page: page.Start})
		s.walkTo("De 14 systemen", true)
		s.key(fyne.KeyReturn) // one
		s.key(fyne.KeyHome)
		stands := func() bool {
			return strings.Contains(s.reads(), system.Name.SV+"\n"+system.About.SV+"\nJust nu\n")
		}
		for range systems {
			if !stands() {
				s.key(fyne.KeyDown)
			}
		}
		s.key(fyne.KeyReturn) // two: the arrows picked it, Enter reads on
		if !stands() {
			t.Errorf("%s is not reached:\n%s", system.ID, s.reads())
		}
	}
	if main != 14 {
		t.Errorf("the catalogue has %d systems of the routine", main)
	}
}

// One outage as a person meets it, from the first press to the report for whoever decides.
func TestAnOutageIsGoneThroughFromTheFirstPressToTheReport(t *testing.T) {
	s := newShift(t)
	at := evening
	s.Desk.Now = func() time.Time { return at }
	s.logIn("demo", pagetest.Passphrase)
	session := s.Session()
	says := func(where string, parts ...string) {
		t.Helper()
		for _, part := range parts {
			if !strings.Contains(s.reads(), part) {
				t.Fatalf("%s: nothing says %q; the window says:\n%s", where, part, s.reads())
			}
		}
	}
	const next = "Nästa (Ctrl+Enter)"
	says("all is well", "Inget avbrott pågår")
	s.press("Något fungerar inte. Några frågor visar vad det är")
	for _, words := range []string{"Lifecare myndighet", "Lifecare HSL", "Lifecare utförare", "Lifecare planering", next, next,
		"Flera enheter", "Det handlar inte om inloggning", next, "Ja", next} {
		s.press(words)
	}
	says("what it is", "Lifecare är nere, eftersom:", "RING FÖRST", "Text att läsa upp")
	if report, _ := session.ReportText(answersOf(), ""); strings.Contains(report, session.People("")[0].Name) {
		t.Error("the report names somebody")
	}
	s.press("Starta avbrott")
	says("it began", "Sedan i dag 21:30.", "Gör så här", "Inget meddelande har gått ut")
	if !strings.Contains(s.band(), "AVBROTT: Lifecare är nere") {
		t.Errorf("the band says %q", s.band())
	}

	view, _ := session.OpenOutage()
	s.press(view.Steps[0].Step.Text.SV)
	s.press("Har ringt")
	s.fill("Ärendenummer hos "+view.Calls[0].Name, "INC-4711")
	s.press("Spara att det är anmält")
	says("told", "Ärende INC-4711.", "1 av ", "demo, i dag 21:30")

	s.press("Meddela enheterna")
	says("the message", "AVBROTT: Lifecare är nere", "Skanna med telefonens kamera")
	s.press("Notera att du skickat")
	says("the attempt", "Senaste försöket att meddela: i dag 21:30")

	at = at.Add(2*time.Hour + 5*time.Minute)
	person := session.People("")[0]
	note := session.NewNote(person.ID)
	note.Headline, note.Text, note.EventTime = "Tillsyn", "Sov lugnt.", at
	if _, err := session.Sign(t.Context(), note); err != nil {
		t.Fatal(err)
	}
	s.Show(page.Place{Page: page.Start})
	says("it lasts", "Sedan i dag 21:30 (2 h).", "det är dags för ett nytt meddelande", "Avbrottet drar ut på tiden")
	s.press("Öppna avbrottet")
	says("it lasts", "Avbrottet har varat 2 h: ")
	if got := s.face(); got != "2:05:00" {
		t.Errorf("the clock stands at %s", got)
	}
	s.press("Något fungerar igen")
	s.press("Allt fungerar, avsluta")
	says("the report", "Rapport", "2 h 5 min", "1 anteckningar om 1 personer", "0 införda, 1 väntar, 0 på annat sätt", "Lifecare är nere")
	s.fill("Vad kan bli bättre?", "Ladda reservtelefonen på natten.")
	s.press("Spara uppföljningen")
	says("the review", "Ladda reservtelefonen på natten.")
	s.press("Inom 24 timmar")
	says("the draft", "Senast ")

	s.Show(page.Place{Page: page.Start})
	says("after it", "Avbrottet är slut: Lifecare är nere", "1 anteckning väntar på att föras in.")
	if !strings.Contains(s.band(), "ÅTERINFÖRING") {
		t.Errorf("the band says %q", s.band())
	}
	timeline := ""
	for _, e := range session.Outages()[0].Timeline {
		timeline += string(e.Type) + " "
	}
	if timeline != "start tick report message end review " {
		t.Errorf("what happened is %s", timeline)
	}
}

func answersOf() outage.Answers { return outage.Answers{Systems: []string{"lifecare_utforare"}} }

// face is the large clock.
func (s *shift) face() string {
	said := ""
	s.each(func(o fyne.CanvasObject) bool {
		f, is := o.(*control.Face)
		if is {
			said = f.Words()
		}
		return is
	})
	return said
}

// band is what the band says.
func (s *shift) band() string {
	said := ""
	s.each(func(o fyne.CanvasObject) bool {
		b, is := o.(*control.StateBand)
		if is {
			said = b.AccessibilityLabel()
		}
		return is
	})
	return said
}
