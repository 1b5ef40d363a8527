package main

import (
	"context"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"avbrottsparm/app/control"
	"avbrottsparm/app/page"
	"avbrottsparm/app/page/pagetest"
	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/outage"
)

var (
	telephone = regexp.MustCompile(`0[\d -]{6,}\d`)
)

// task is the person whom the task that is given names.
func (s *shift) task(begins string) desk.PersonRow {
	s.t.Helper()
	for line := range strings.Lines(s.reads()) {
		if !strings.HasPrefix(line, begins) {
			continue
		}
		for _, p := range s.Session().People("") {
			if dossier, err := s.Session().Person(p.ID); err == nil && strings.Contains(line, dossier.Name()) {
				return p
			}
		}
	}
	s.t.Fatalf("no task begins with %q; the window says:\n%s", begins, s.reads())
	return desk.PersonRow{}
}

// dial calls a number on the telephone of the drill.
func (s *shift) dial(number string) {
	s.t.Helper()
	s.each(func(o fyne.CanvasObject) bool {
		e, is := o.(*control.Entry)
		if is = is && e.PlaceHolder == "Slå numret"; is {
			s.Window.Window().Canvas().Focus(e)
		}
		return is
	})
	s.types(number)
	s.press("Ring")
}

// pressMain presses the filled button with these words: places in the column bear the same.
func (s *shift) pressMain(words string) {
	s.t.Helper()
	if !s.each(func(o fyne.CanvasObject) bool {
		b, is := o.(*control.Button)
		if is = is && b.Text == words && b.Importance == widget.HighImportance; is {
			test.Tap(b)
		}
		return is
	}) {
		s.t.Fatalf("no button says %q; the window says:\n%s", words, s.reads())
	}
}

// One drill with the real screens, from the button to the result: every task is done as a person does
// it, and the real binder holds nothing of it but how it went.
func TestOneDrillFromTheButtonToTheResult(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	s := newShift(t)
	s.Drill = drillBinder
	s.logIn("demo", pagetest.Passphrase)
	s.Window.Window().Resize(fyne.NewSize(1366, 768))
	real := s.Session()
	s.press("Beredskap")
	s.press("Öva tio minuter")
	if s.Session() == real || !s.Session().Unit().Demo {
		t.Fatalf("no drill began:\n%s", s.reads())
	}

	first := s.task("Ring den anhöriga")
	s.key(fyne.KeyF3)
	s.types(string(first.PersonalID))
	s.key(fyne.KeyReturn)
	_, relatives, _ := strings.Cut(s.reads(), "Anhöriga, i den ordning de rings")
	s.dial(telephone.FindString(relatives))
	second := s.task("Ta ut personkortet")

	s.Show(page.Place{Page: page.Paper, Part: page.PaperPrint, Print: desk.PrintSchedule, Day: care.NextDay(s.Session().Now(), 1)})
	s.pressMain("Skriv ut")
	s.hand.Move(time.Second)
	if got := s.task("Skriv en anteckning"); got.ID != second.ID {
		t.Errorf("the note is to be about %s, not %s", got.ID, second.ID)
	}
	s.write(entry.KindNote, second, map[string]string{"text": "Övade på att skriva."})
	s.hand.Move(time.Second)

	book := s.Session().Contacts()
	night := book[slices.IndexFunc(book, func(c outage.Contact) bool { return c.Role == outage.ContactAfterHours && c.Number != "" })]
	s.dial(night.Number)
	if !strings.Contains(s.reads(), "Övningen är slut: 4 av 4 uppgifter klara") {
		t.Fatalf("in the end the window says:\n%s", s.reads())
	}
	s.press("Tillbaka till pärmen")
	if s.Session() != real || s.At() != page.Ready || !strings.Contains(s.reads(), "1 övning, 1 med alla uppgifter klara") {
		t.Errorf("at %q:\n%s", s.At(), s.reads())
	}
	if c := real.Counts(); c.Waiting+c.Drafts+c.Entered != 0 || len(real.FindNotes("övade", "")) != 0 {
		t.Errorf("the real binder has %+v", c)
	}
	lines, err := real.Log(context.Background(), desk.LogQuery{})
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range lines {
		if l.Action == access.ActionSign || l.Action == access.ActionPrint || l.Action == access.ActionRead || l.Action == access.ActionHit {
			t.Errorf("the real log tells of %s %s", l.Action, l.Detail)
		}
	}
	left, err := os.ReadDir(os.TempDir())
	if err != nil || len(left) != 0 {
		t.Errorf("left behind: %v %v", left, err)
	}
}
