package outage

import (
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"avbrottsparm/app/control"
	"avbrottsparm/app/page"
	"avbrottsparm/app/page/pagetest"
	"avbrottsparm/internal/access"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/outage"
)

// opened is the screen over the demo unit, at a part.
func opened(t *testing.T, h *pagetest.Host, at page.Place) *screen {
	t.Helper()
	s := New(h, page.Files{Folder: t.TempDir(), Save: h.Printers.Save}).(*screen)
	at.Page = page.Outage
	h.Open(s, at)
	return s
}

func (s *screen) now() *now         { return s.parts[0].(*now) }
func (s *screen) trouble() *trouble { return s.parts[1].(*trouble) }

// reads is what can be read in the open part.
func (s *screen) reads() string { return pagetest.Reads(s.parts[s.tabs.Opened()].Content()) }

func began(t *testing.T, h *pagetest.Host, ago time.Duration, failures ...string) outage.Outage {
	t.Helper()
	at := h.Clock.Add(-ago)
	e := outage.Event{At: at}
	for _, f := range failures {
		e.Broken = append(e.Broken, outage.Broken{Failure: f, Since: at})
	}
	o, err := h.Session().StartOutage(t.Context(), e)
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// key presses a key where the keyboard is.
func key(t *testing.T, h *pagetest.Host, name fyne.KeyName) {
	t.Helper()
	at := h.Window().Canvas().Focused()
	if at == nil {
		t.Fatalf("the keyboard is nowhere, to press %s", name)
	}
	at.TypedKey(&fyne.KeyEvent{Name: name})
}

// onTop follows the screen to where it wants to go, as the window does.
func onTop(t *testing.T, h *pagetest.Host, s *screen) page.Place {
	t.Helper()
	to := h.Shown[len(h.Shown)-1]
	if to.Page == page.Outage {
		s.Open(to)
		if f := s.Focus(); f != nil {
			h.Window().Canvas().Focus(f)
		}
	}
	return to
}

func TestDarknessLeadsToAPowerOutageByTheKeyboardAlone(t *testing.T) {
	h := pagetest.New(t)
	s := opened(t, h, page.Place{Part: page.OutageTrouble})
	tr := s.trouble()
	for range 2 {
		tr.goOn() // nobody knows which systems
	}
	key(t, h, fyne.KeyDown)
	key(t, h, fyne.KeySpace) // several colleagues; to answer is to go on
	if tr.answers.Reach != outage.ReachSeveral || tr.at != 3 {
		t.Fatalf("card %d, %+v", tr.at, tr.answers)
	}
	key(t, h, fyne.KeySpace)
	tr.goOn()
	key(t, h, fyne.KeyRight)
	key(t, h, fyne.KeySpace) // no light
	tr.goOn()
	if tr.at != len(tr.cards) || tr.answers.Light != outage.No || tr.answers.Password != outage.TriedNotAbout {
		t.Fatalf("card %d, %+v", tr.at, tr.answers)
	}
	if said := s.reads(); !strings.Contains(said, "Strömavbrott, eftersom:") || !strings.Contains(said, "RING FÖRST") {
		t.Fatalf("it says:\n%s", said)
	}
	if h.Window().Canvas().Focused() != fyne.Focusable(tr.finding.start) {
		t.Error("the keyboard is not on the button that begins the outage")
	}
	key(t, h, fyne.KeyReturn)
	if to := onTop(t, h, s); to.Part != page.OutageNow || s.tabs.Opened() != 0 {
		t.Fatalf("it leads to %+v", to)
	}
	if view, open := h.Session().OpenOutage(); !open || view.Broken[0].Failure != "power" || !strings.Contains(s.reads(), "30 min kvar") {
		t.Errorf("%+v; it says:\n%s", view.Broken, s.reads())
	}
	if s.Escape() {
		t.Error("Escape closes something that isn't there")
	}
}

func TestOnesOwnLogInIsNoOutageAndTheQuestionsGoBackWithEscape(t *testing.T) {
	h := pagetest.New(t)
	s := opened(t, h, page.Place{Part: page.OutageTrouble, Topic: "lifecare_utforare"})
	tr := s.trouble()
	tr.goOn()
	if !slices.Equal(tr.answers.Systems, []string{"lifecare_utforare"}) {
		t.Fatalf("the system that it was opened for is %v", tr.answers.Systems)
	}
	tr.goOn()
	key(t, h, fyne.KeySpace) // only me
	key(t, h, fyne.KeyDown)
	key(t, h, fyne.KeySpace) // user name and password work
	tr.goOn()
	tr.goOn()
	if said := s.reads(); !strings.Contains(said, "Det här är inget avbrott: gör så här") {
		t.Fatalf("it says:\n%s", said)
	}
	if len(h.Session().Outages()) != 0 {
		t.Error("an outage began by itself")
	}
	if !s.Escape() || tr.at != len(tr.cards)-1 || !s.Escape() || tr.at != len(tr.cards)-2 {
		t.Errorf("Escape leads to card %d", tr.at)
	}
	if tr.answers.Reach != outage.ReachMe {
		t.Error("going back forgets what was answered")
	}
}

func TestWhatRunsOutCountsDownAndStopsWorking(t *testing.T) {
	h := pagetest.New(t)
	began(t, h, 0, "power")
	s := opened(t, h, page.Place{})
	if said := s.reads(); !strings.Contains(said, "Tar snart slut") || !strings.Contains(said, "30 min kvar") {
		t.Fatalf("it says:\n%s", said)
	}
	h.Clock = h.Clock.Add(29*time.Minute + 30*time.Second)
	h.Hand.Move(time.Second)
	if said := s.reads(); !strings.Contains(said, "30 s kvar") {
		t.Errorf("after 29 and a half minutes it says:\n%s", said)
	}
	h.Clock = h.Clock.Add(time.Minute)
	h.Hand.Move(reloadEvery)
	if said := s.reads(); !strings.Contains(said, "Tiden är slut") || s.now().head.face.Words() != "0:30:30" {
		t.Errorf("the clock stands at %s and it says:\n%s", s.now().head.face.Words(), said)
	}
}

func TestAStepIsTickedByItsWriterAndTheKeyboardStays(t *testing.T) {
	h := pagetest.New(t)
	o := began(t, h, time.Hour, "lifecare")
	s := opened(t, h, page.Place{})
	first := s.now().steps.first()
	h.Window().Canvas().Focus(first)
	key(t, h, fyne.KeySpace)
	if !first.Done() || !strings.Contains(first.Under(), "demo") || len(h.Session().Outages()[0].Ticks) != 1 {
		t.Fatalf("the box is %v, %q", first.Done(), first.Under())
	}
	if _, err := h.Session().TellOutage(t.Context(), outage.Event{Outage: o.ID, Type: outage.EventBreak, Broken: []outage.Broken{{Failure: "wifi"}}}); err != nil {
		t.Fatal(err)
	}
	s.Renew()
	if !strings.Contains(s.reads(), "Mer slutade fungera: WiFi") {
		t.Error("what another told is not shown")
	}
	at, is := h.Window().Canvas().Focused().(*control.Tick)
	if !is || at.Words() != first.Words() || !at.Done() {
		t.Errorf("the keyboard went to %T", h.Window().Canvas().Focused())
	}
	key(t, h, fyne.KeyReturn)
	if at.Done() {
		t.Error("a tick can't be taken back")
	}
}

func TestANoteThatNamesSomebodyStaysInItsFieldUnstored(t *testing.T) {
	h := pagetest.New(t)
	began(t, h, time.Hour, "lifecare")
	s := opened(t, h, page.Place{})
	n := s.now().side.noting
	typed := "Ringde " + h.Session().People("")[0].Name
	test.Type(n.typed, typed)
	n.save()
	if n.typed.Text != typed || !strings.Contains(n.frame.Below(), "utan namn") {
		t.Errorf("the field holds %q, below it %q", n.typed.Text, n.frame.Below())
	}
	n.typed.SetText("12,7 volt")
	n.what.SetSelectedIndex(1)
	n.save()
	if n.typed.Text != "" || !strings.Contains(s.reads(), "UPS: 12,7 volt") {
		t.Errorf("the reading is not in the timeline:\n%s", s.reads())
	}
}

func TestAnOutageThatIsOverSaysSoAndCountsNothing(t *testing.T) {
	h := pagetest.New(t)
	o := began(t, h, 2*time.Hour, "power")
	s := opened(t, h, page.Place{})
	s.now().tell(outage.Event{Type: outage.EventExpect, Expected: h.Clock.Add(-time.Minute)})
	if !strings.Contains(s.reads(), "Skulle fungera i dag 03:11. Fråga servicedesk igen.") {
		t.Errorf("a time that has passed is told as\n%s", s.now().head.since.Text())
	}
	s.now().tell(outage.Event{Type: outage.EventEnd})
	if to := h.Shown[len(h.Shown)-1]; to.Part != page.OutageAfter || to.Outage != o.ID {
		t.Errorf("the end leads to %+v", to)
	}
	h.Clock = h.Clock.Add(time.Hour)
	s.Open(page.Place{Page: page.Outage, Part: page.OutageNow, Outage: o.ID})
	h.Hand.Move(reloadEvery)
	said := s.reads()
	if !strings.Contains(said, "Avbrottet är slut") || strings.Contains(said, "kvar") || strings.Contains(said, "RING FÖRST") || s.now().head.face.Words() != "2:00:00" {
		t.Errorf("the clock stands at %s and it says:\n%s", s.now().head.face.Words(), said)
	}
	s.Open(page.Place{Page: page.Outage})
	if s.now().has || !strings.Contains(s.reads(), "Inget avbrott pågår") {
		t.Error("what is over is shown as what goes on")
	}
}

func TestWhoLooksSomethingUpComesBackToTheSameQuestion(t *testing.T) {
	h := pagetest.New(t)
	s := opened(t, h, page.Place{Part: page.OutageTrouble})
	tr := s.trouble()
	tr.cards[0].(*askSystems).options.Choose(2)
	tr.goOn()
	s.Leave()
	s.Open(page.Place{Page: page.Outage})
	if tr.at != 1 || len(tr.answers.Systems) != 1 {
		t.Errorf("card %d, %+v", tr.at, tr.answers)
	}
	s.Open(page.Place{Page: page.Outage, Part: page.OutageTrouble})
	if tr.at != 0 || len(tr.answers.Systems) != 0 {
		t.Error("who comes with something new meets the answers of before")
	}
}

func TestTwoOutagesAtOnceAreBothReached(t *testing.T) {
	h := pagetest.New(t)
	first := began(t, h, 3*time.Hour, "lifecare")
	began(t, h, time.Hour, "bankid")
	s := opened(t, h, page.Place{})
	if s.now().view.ID == first.ID || !strings.Contains(s.reads(), "Ett annat avbrott pågår också: Lifecare") {
		t.Fatalf("it says:\n%s", s.reads())
	}
	s.Open(page.Place{Page: page.Outage, Part: page.OutageNow, Outage: first.ID})
	if s.now().view.ID != first.ID || !strings.Contains(s.reads(), "Avbrottet har varat 2 h: Kontakta socialchefen") {
		t.Errorf("it shows %s:\n%s", s.now().view.ID, s.reads())
	}
}

func TestWhoMayNotWriteReadsAndIsToldWhy(t *testing.T) {
	h := pagetest.New(t)
	began(t, h, time.Hour, "lifecare")
	if _, err := h.Session().AddUser(t.Context(), desk.NewUser{Name: "Stig Alm", Title: "it", Role: access.RoleSteward, Passphrase: pagetest.Passphrase}); err != nil {
		t.Fatal(err)
	}
	h.As(t, "Stig Alm", pagetest.Passphrase)
	s := opened(t, h, page.Place{})
	s.now().steps.roles.SetSelectedIndex(1)
	s.now().steps.first().OnPressed()
	if len(h.Failed) != 1 || len(h.Session().Outages()[0].Ticks) != 0 {
		t.Errorf("%v, ticks %v", h.Failed, h.Session().Outages()[0].Ticks)
	}
}

// Every link of the catalogue leads somewhere that exists: a button that leads nowhere is never seen.
func TestEveryLinkOfTheCatalogueLeadsSomewhere(t *testing.T) {
	h := pagetest.New(t)
	c := h.Session().Catalogue()
	offers := map[desk.What]bool{}
	for _, o := range h.Session().Offers() {
		offers[o.What] = true
	}
	links := 0
	for _, f := range c.Failures {
		for _, step := range f.Steps {
			if step.Go == "" {
				continue
			}
			links++
			to, label, ok := leads(step.Go)
			switch {
			case !ok || !h.Words().Has(label):
				t.Errorf("%s/%s: %q leads nowhere", f.ID, step.ID, step.Go)
			case to.Page == page.Paper && !offers[to.Print]:
				t.Errorf("%s/%s: nothing is printed by %q", f.ID, step.ID, to.Print)
			case to.Part == page.OutageGuide && !slices.ContainsFunc(c.Failures, func(f outage.Failure) bool { return f.ID == to.Topic }):
				t.Errorf("%s/%s: there is no guide of %q", f.ID, step.ID, to.Topic)
			case to.Page == page.Write && to.Kind != "" && h.Session().KindTitle(to.Kind) == "":
				t.Errorf("%s/%s: nobody writes %q", f.ID, step.ID, to.Kind)
			}
		}
	}
	if links < 20 {
		t.Errorf("only %d links were looked at", links)
	}
}

func TestEachGuideAndSystemSaysSomething(t *testing.T) {
	h := pagetest.New(t)
	s := opened(t, h, page.Place{Part: page.OutageGuide})
	g := s.parts[3].(*guides)
	for _, f := range h.Session().Catalogue().Failures {
		s.Open(page.Place{Page: page.Outage, Part: page.OutageGuide, Topic: f.ID})
		said := pagetest.Reads(g.pane)
		if !strings.HasPrefix(said, f.Name.SV) || len(f.Steps) > 0 && !strings.Contains(said, "1. "+f.Steps[0].Text.SV) {
			t.Errorf("the guide of %s says:\n%s", f.ID, said)
		}
	}
	s.Open(page.Place{Page: page.Outage, Part: page.OutageSystems})
	systems := s.parts[2].(*systems)
	for _, system := range h.Session().Catalogue().Systems {
		s.Open(page.Place{Page: page.Outage, Part: page.OutageSystems, Topic: system.ID})
		if said := pagetest.Reads(systems.pane); !strings.HasPrefix(said, system.Name.SV) || !strings.Contains(said, "Inget fel är känt") {
			t.Errorf("%s says:\n%s", system.ID, said)
		}
	}
}
