package ready

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"avbrottsparm/app/control"
	"avbrottsparm/app/page"
	"avbrottsparm/app/page/pagetest"
	"avbrottsparm/internal/access"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/outage"
	"avbrottsparm/internal/printer"
	"avbrottsparm/internal/readiness"
)

// open shows the screen at a part and a topic. Drills counts how often a drill was begun.
func open(t *testing.T, h *pagetest.Host, part, topic string) (*screen, *int) {
	t.Helper()
	drills := 0
	made := New(h, Params{Practise: func() { drills++ }, Files: page.Files{Folder: t.TempDir(), Save: printer.Save}})
	h.Open(made, page.Place{Page: page.Ready, Part: part, Topic: topic})
	return made.(*screen), &drills
}

// seek finds what is shown of a kind, in the order in which it stands.
func seek[T fyne.CanvasObject](s *screen) []T {
	var found []T
	var walk func(fyne.CanvasObject)
	walk = func(o fyne.CanvasObject) {
		if !o.Visible() {
			return
		}
		if hit, ok := o.(T); ok {
			found = append(found, hit)
		}
		switch o := o.(type) {
		case *fyne.Container:
			for _, child := range o.Objects {
				walk(child)
			}
		case fyne.Widget:
			for _, child := range test.WidgetRenderer(o).Objects() {
				walk(child)
			}
		}
	}
	walk(s.Content())
	return found
}

func press(t *testing.T, s *screen, key string, pairs ...any) {
	t.Helper()
	words := s.words.Say(key, pairs...)
	for _, b := range seek[*control.Button](s) {
		if b.Text == words {
			test.Tap(b)
			return
		}
	}
	t.Fatalf("there is no button %q: %s", words, pagetest.Reads(s.Content()))
}

// field is the entry below a label.
func field(t *testing.T, s *screen, key string) *control.Entry {
	t.Helper()
	label := s.words.Say(key)
	for _, f := range seek[*control.Field](s) {
		if !strings.HasPrefix(pagetest.Reads(f), label+"\n") {
			continue
		}
		var entry *control.Entry
		pagetest.Each(f, func(o fyne.CanvasObject) {
			if e, ok := o.(interface{ TooLong() bool }); ok && entry == nil {
				switch e := e.(type) {
				case *control.Entry:
					entry = e
				case *control.TimeField:
					entry = &e.Entry
				case *control.DateField:
					entry = &e.Entry
				}
			}
		})
		if entry != nil {
			return entry
		}
	}
	t.Fatalf("there is no field %q: %s", label, pagetest.Reads(s.Content()))
	return nil
}

func sees(t *testing.T, s *screen, wants ...string) {
	t.Helper()
	read := pagetest.Reads(s.Content())
	for _, want := range wants {
		if !strings.Contains(read, want) {
			t.Errorf("the screen does not say %q:\n%s", want, read)
		}
	}
}

func line(t *testing.T, h *pagetest.Host, id string) readiness.Line {
	t.Helper()
	for _, g := range h.Session().Ready().Groups {
		for _, l := range g.Lines {
			if l.ID == id {
				return l
			}
		}
	}
	t.Fatalf("there is no line %q", id)
	return readiness.Line{}
}

func TestTheScoreIsOneFigureWithItsReasonsWorstFirst(t *testing.T) {
	h := pagetest.New(t)
	s, drills := open(t, h, page.ReadyScore, "")
	stands := h.Session().Ready().Score
	if got := s.parts[0].(*score).figure.Text; got != fmt.Sprintf("%d %%", stands.Percent) {
		t.Errorf("the figure is %q, want %d %%", got, stands.Percent)
	}
	read := pagetest.Reads(s.Content())
	at := 0
	for _, l := range stands.Reasons {
		i := strings.Index(read[at:], l.Title.SV)
		if i < 0 {
			t.Fatalf("%q is not among the reasons, or out of order", l.Title.SV)
		}
		at += i
	}
	press(t, s, "readypage.practise")
	press(t, s, "readypage.print")
	if to := h.Shown[len(h.Shown)-1]; *drills != 1 || to.Page != page.Paper || to.Print != "readiness" {
		t.Errorf("%d drills began, and the print is at %+v", *drills, to)
	}
}

func TestEveryReasonHasItsOneButton(t *testing.T) {
	h := pagetest.New(t)
	s, _ := open(t, h, page.ReadyScore, "")
	for _, l := range h.Session().Ready().Score.Reasons {
		b := s.button(l)
		if b == nil {
			t.Errorf("nothing can be done about %q", l.ID)
			continue
		}
		h.Shown = nil
		before := s.tabs.Opened()
		test.Tap(b)
		if len(h.Shown) == 0 && s.tabs.Opened() == before {
			t.Errorf("the button of %q leads nowhere", l.ID)
		}
		s.tabs.Open(before)
	}
}

func TestARoundIsOnePressAndSaysWhoAndWhen(t *testing.T) {
	h := pagetest.New(t)
	s, _ := open(t, h, page.ReadyRounds, "computers_charged")
	before := h.Session().Ready().Score.Points
	press(t, s, "readypage.all_there")
	if l := line(t, h, "computers_charged"); l.State != readiness.StateOK || l.By != "demo" || !l.Last.Equal(h.Clock) {
		t.Fatalf("the line stands as %+v", l)
	}
	if after := h.Session().Ready().Score.Points; after <= before || h.Changes == 0 {
		t.Errorf("the score went from %d to %d", before, after)
	}
	sees(t, s, s.words.Say("readypage.history"), s.words.Say("readypage.said.ok"))
	field(t, s, "readypage.missing").SetText("Två datorer i skåpet")
	press(t, s, "readypage.something_missing")
	if l := line(t, h, "computers_charged"); l.State != readiness.StateMissing || l.Missing != "Två datorer i skåpet" {
		t.Errorf("the line stands as %+v", l)
	}
	sees(t, s, "Två datorer i skåpet")
}

func TestWhatIsMissingNeedsWords(t *testing.T) {
	h := pagetest.New(t)
	s, _ := open(t, h, page.ReadyRounds, "computers_charged")
	press(t, s, "readypage.something_missing")
	if l := line(t, h, "computers_charged"); l.State != readiness.StateOpen {
		t.Errorf("the line stands as %+v", l)
	}
	sees(t, s, s.words.Say("error.ready.nothing"))
}

func TestCountsAndSharesAreNumbers(t *testing.T) {
	h := pagetest.New(t)
	s, _ := open(t, h, page.ReadyRounds, "feitian_stock")
	field(t, s, "readypage.count").SetText("tre")
	press(t, s, "readypage.save")
	sees(t, s, s.words.Say("readypage.not_a_number"))
	field(t, s, "readypage.count").SetText("3")
	press(t, s, "readypage.save")
	if l := line(t, h, "feitian_stock"); !l.State.Good() {
		t.Errorf("three keys stand as %+v", l)
	}
	s.Open(page.Place{Page: page.Ready, Part: page.ReadyRounds, Topic: "freja"})
	field(t, s, "readypage.count").SetText("12")
	field(t, s, "readypage.of").SetText("20")
	press(t, s, "readypage.save")
	if l := line(t, h, "freja"); l.State != readiness.StateMissing || l.Good*100 != l.Of*60 {
		t.Errorf("12 of 20 stand as %+v", l)
	}
}

func TestATelephoneSaysWhoWasLastLoggedIn(t *testing.T) {
	h := pagetest.New(t)
	s, _ := open(t, h, page.ReadyRounds, "last_login")
	field(t, s, "readypage.part").SetText("Telefon 4")
	field(t, s, "readypage.part.who").SetText("Eva Ek, natt")
	press(t, s, "readypage.part.save")
	sees(t, s, "Telefon 4", "Eva Ek, natt")
	press(t, s, "readypage.part.gone")
	if parts := h.Session().RoundParts("last_login"); len(parts) != 0 {
		t.Errorf("the telephone is still in use: %+v", parts)
	}
}

func TestTheOutagePlanIsKnownByGroups(t *testing.T) {
	h := pagetest.New(t)
	s, _ := open(t, h, page.ReadyRounds, "outage_plan_known")
	field(t, s, "readypage.known.who").SetText("IT-chefen")
	press(t, s, "readypage.known.yes")
	known := 0
	for _, group := range line(t, h, "outage_plan_known").Groups {
		if e, ok := h.Session().KnownBy("outage_plan_known", group); ok && e.OK {
			known++
		}
	}
	if known != 1 {
		t.Errorf("%d groups know the plan", known)
	}
	press(t, s, "readypage.known.take_back")
}

func TestAUnitSaysThatItHasNoSuchThing(t *testing.T) {
	h := pagetest.New(t)
	s, _ := open(t, h, page.ReadyRounds, "alarm_server_ups")
	press(t, s, "readypage.not_here")
	if l := line(t, h, "alarm_server_ups"); l.State != readiness.StateNotHere {
		t.Fatalf("the line stands as %+v", l)
	}
	press(t, s, "readypage.here")
	if l := line(t, h, "alarm_server_ups"); l.State == readiness.StateNotHere {
		t.Error("the unit has it again, and the line does not know")
	}
}

func TestFoldersAtHomeAreFilledOneByOne(t *testing.T) {
	h := pagetest.New(t)
	s, _ := open(t, h, page.ReadyRounds, homeFolders)
	first := h.Session().HomeFolders()[0]
	sees(t, s, first.Name)
	press(t, s, "readypage.folder.filled")
	if !slices.ContainsFunc(h.Session().HomeFolders(), func(f desk.HomeFolder) bool { return f.PersonID == first.PersonID && f.OK && f.By == "demo" }) {
		t.Errorf("the folder was not noted: %+v", h.Session().HomeFolders())
	}
	lines, err := h.Session().Log(context.Background(), desk.LogQuery{Action: access.ActionList})
	if err != nil || !slices.ContainsFunc(lines, func(l desk.LogLine) bool { return l.Detail == desk.ListPeople }) {
		t.Errorf("that the list was seen is not in the log: %v", err)
	}
}

func TestAChangedChecklistAsksForNewReceipts(t *testing.T) {
	h := pagetest.New(t)
	s, _ := open(t, h, page.ReadyChecklist, "planned")
	list := h.Session().Checklists()[0]
	field(t, s, "readypage.lists.owner").SetText("Enhetschefen")
	for _, f := range seek[*control.Field](s) {
		if strings.HasPrefix(pagetest.Reads(f), list.Questions[0].Text.SV) {
			pagetest.Each(f, func(o fyne.CanvasObject) {
				if e, ok := o.(*control.Entry); ok {
					e.SetText("Personkort och morgondagens schema")
				}
			})
		}
	}
	press(t, s, "readypage.lists.save")
	press(t, s, "readypage.receipts.mine")
	r, err := h.Session().Receipts(list.Document())
	if err != nil || r.Read != 1 {
		t.Fatalf("read by %d: %v; %s", r.Read, err, pagetest.Reads(s.Content()))
	}
	sees(t, s, s.words.Say("readypage.receipts", "n", 1, "of", r.Asked))
	if err := h.Session().SetChecklist(context.Background(), list.ID, "Enhetschefen", map[string]string{list.Questions[0].ID: "Bara schemat"}); err != nil {
		t.Fatal(err)
	}
	s.Open(page.Place{Page: page.Ready, Part: page.ReadyChecklist, Topic: list.ID})
	sees(t, s, s.words.Say("readypage.receipts", "n", 0, "of", r.Asked))
	press(t, s, "readypage.receipts.mine")
}

func TestWhatWasWrittenAndNotSavedIsThereAgain(t *testing.T) {
	h := pagetest.New(t)
	s, _ := open(t, h, page.ReadyChecklist, "planned")
	field(t, s, "readypage.lists.owner").SetText("Enhetschefen")
	s.Open(page.Place{Page: page.Ready, Part: page.ReadyFacts})
	s.Leave()
	s.Open(page.Place{Page: page.Ready, Part: page.ReadyChecklist, Topic: "planned"})
	if got := field(t, s, "readypage.lists.owner").Text; got != "Enhetschefen" {
		t.Errorf("the field holds %q", got)
	}
	press(t, s, "readypage.lists.save")
	if got := h.Session().Checklists()[0].Owner; got != "Enhetschefen" {
		t.Errorf("the owner is %q", got)
	}
}

func TestAnOpenFactIsSettledTakenBackAndPutOnAChecklist(t *testing.T) {
	h := pagetest.New(t)
	i := slices.IndexFunc(h.Session().Facts(), func(f desk.FactRow) bool { return f.Sort == outage.FactDuration })
	fact := h.Session().Facts()[i]
	s, _ := open(t, h, page.ReadyFacts, fact.ID)
	sees(t, s, s.words.Say("readypage.facts.unknown"), fact.Quote, s.words.Say("outage.role."+string(fact.Owner)))
	field(t, s, "readypage.facts.answer_field").SetText("ganska länge")
	press(t, s, "readypage.facts.settle")
	if h.Session().Facts()[i].Settled != nil {
		t.Fatal("what is no time was taken for one")
	}
	field(t, s, "readypage.facts.answer_field").SetText("12 timmar")
	press(t, s, "readypage.facts.settle")
	if now := h.Session().Facts()[i]; now.Settled == nil || now.Settled.Minutes != 720 || now.By != "demo" {
		t.Fatalf("the fact stands as %+v", now)
	}
	sees(t, s, "12 timmar", s.words.Say("readypage.facts.settled"))
	press(t, s, "readypage.facts.unsettle")
	if h.Session().Facts()[i].Settled != nil {
		t.Fatal("the answer was not taken back")
	}
	press(t, s, "readypage.facts.put")
	if h.Session().Facts()[i].OnChecklist == "" {
		t.Fatal("the fact is not on the checklist of the next planned outage")
	}
	press(t, s, "readypage.facts.off_list")
	if h.Session().Facts()[i].OnChecklist != "" {
		t.Error("the fact is still on the checklist")
	}
}
