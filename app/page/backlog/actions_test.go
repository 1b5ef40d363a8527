package backlog

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"avbrottsparm/app/page/pagetest"
	"avbrottsparm/internal/access"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/entry"
)

const colleague = "en helt annan påhittad fras"

// addColleague adds somebody who may enter, with a passphrase of their own.
func addColleague(t *testing.T, h *pagetest.Host, name string) {
	t.Helper()
	if _, err := h.Session().AddUser(context.Background(), desk.NewUser{Name: name, Title: "undersköterska", Role: access.RoleStaff, Passphrase: colleague}); err != nil {
		t.Fatal(err)
	}
}

func reads(s *screen) string { return pagetest.Reads(s.tabs) }

func tracked(t *testing.T, h *pagetest.Host, id string) entry.Tracked {
	t.Helper()
	e, err := h.Session().Entry(id)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func TestWhoBeginsToCopyIsSeenByTheOthers(t *testing.T) {
	h := pagetest.New(t)
	e := sign(t, h, 0, 10, "Fall")
	s := open(h)
	s.sheet.copyNext()
	if got := tracked(t, h, e.ID); got.State != entry.StateClaimed || !got.ClaimedUntil.Equal(pagetest.Night.Add(time.Hour)) {
		t.Fatalf("after the first copy it is %s until %s", got.State, got.ClaimedUntil)
	}
	if said := reads(s); !strings.Contains(said, "Du: 1, till 04:12") {
		t.Errorf("the side doesn't say who is at it: %s", said)
	}
	h.Reopen(t)
	s = open(h)
	if said := reads(s); !strings.Contains(said, "demo för in den, till 04:12") || !strings.Contains(said, "skriv varför du tar över") {
		t.Errorf("another isn't told who is at it and until when: %s", said)
	}
	test.Type(s.sheet.closing.reference, "03:20")
	test.Tap(s.sheet.closing.enter)
	if !strings.Contains(s.sheet.closing.whyField.Below(), "varför") {
		t.Errorf("without a reason it says %q", s.sheet.closing.whyField.Below())
	}
	test.Type(s.sheet.closing.reason, "demo gick hem")
	test.Tap(s.sheet.closing.enter)
	if got := tracked(t, h, e.ID); got.State != entry.StateEntered || got.Reason != "demo gick hem" {
		t.Errorf("with a reason it is %s because of %q", got.State, got.Reason)
	}
}

func TestAClaimCanBeGivenBack(t *testing.T) {
	h := pagetest.New(t)
	e := sign(t, h, 0, 10, "Fall")
	s := open(h)
	s.sheet.copyNext()
	tapNamed(t, s, "Jag för inte in den nu")
	if got := tracked(t, h, e.ID); got.State != entry.StateSigned || s.sheet.id() != e.ID {
		t.Errorf("it is %s", got.State)
	}
}

// tapNamed presses a button that can be seen.
func tapNamed(t *testing.T, s *screen, label string) {
	t.Helper()
	pressed := false
	pagetest.Each(s.tabs, func(o fyne.CanvasObject) {
		if b, ok := o.(interface {
			AccessibilityLabel() string
			fyne.Tappable
			fyne.CanvasObject
		}); ok && !pressed && b.Visible() && b.AccessibilityLabel() == label {
			pressed = true
			test.Tap(b)
		}
	})
	if !pressed {
		t.Fatalf("there is no button %q", label)
	}
}

func TestAWholeGroupIsHandedOverInOneStep(t *testing.T) {
	h := pagetest.New(t)
	addColleague(t, h, "Eva Ek")
	first, last := sign(t, h, 0, 30, "Fall"), sign(t, h, 2, 10, "Fall")
	theirs, other := sign(t, h, 1, 20, "Fall"), sign(t, h, 1, 25, "Hälsa")
	if _, err := h.Session().Hand(context.Background(), theirs.ID, "Eva Ek", "Ledig"); err != nil {
		t.Fatal(err)
	}
	s := open(h)
	test.Type(s.queue.find, "fall")
	s.queue.by.SetSelectedIndex(slices.Index(groupings, entry.ByKind))
	s.queue.open(first.ID)
	hand := s.sheet.handing
	hand.ask()
	if !hand.what.Visible() || hand.what.Options[1] != "Alla 3 i gruppen Anteckning SoL/LSS" {
		t.Fatalf("offers %q", hand.what.Options)
	}
	s.open()
	s.sheet.copyNext()
	if !hand.content.Visible() || s.sheet.closing.content.Visible() {
		t.Error("both what closes it and who else is to enter it are asked after the screen was opened anew")
	}
	hand.what.SetSelectedIndex(1)
	hand.who.SetSelected("Eva Ek, undersköterska")
	test.Type(hand.reason, "Ledig till torsdag")
	hand.hand()
	for _, e := range []entry.Entry{first, theirs, last} {
		if got := tracked(t, h, e.ID); got.Responsible.Name != "Eva Ek" {
			t.Errorf("%q answers for one of the group", got.Answers().Name)
		}
	}
	if got := tracked(t, h, other.ID); got.Responsible.Name != "" {
		t.Error("one that the field leaves out went along")
	}
	if !slices.Contains(h.Told, "2 överlämnade till Eva Ek.") {
		t.Errorf("told %q", h.Told)
	}
}

func TestTimeLeftIsToldAnewWhileTheScreenIsOpen(t *testing.T) {
	h := pagetest.New(t)
	sign(t, h, 0, 10, "Fall")
	s := open(h)
	test.Type(s.sheet.closing.reference, "03:2")
	before := s.sheet.due.Text()
	h.Clock = h.Clock.Add(3 * time.Hour)
	h.Hand.Move(time.Minute)
	if now := s.sheet.due.Text(); now == before || s.sheet.closing.reference.Text != "03:2" {
		t.Errorf("%q became %q, typed %q", before, now, s.sheet.closing.reference.Text)
	}
	s.Leave()
	before = s.sheet.due.Text()
	h.Clock = h.Clock.Add(3 * time.Hour)
	h.Hand.Move(time.Minute)
	if s.sheet.due.Text() != before {
		t.Error("it ticks after the screen was left")
	}
}

func TestAnEntryIsHandedOverWithAReason(t *testing.T) {
	h := pagetest.New(t)
	addColleague(t, h, "Eva Ek")
	e := sign(t, h, 0, 10, "Fall")
	s := open(h)
	s.sheet.handing.ask()
	hand := s.sheet.handing
	hand.hand()
	if hand.whoField.Below() != "Välj vem" {
		t.Errorf("without a name it says %q", hand.whoField.Below())
	}
	hand.who.SetSelected("Eva Ek, undersköterska")
	hand.hand()
	if !strings.Contains(hand.why.Below(), "varför") || tracked(t, h, e.ID).Responsible.Name != "" {
		t.Errorf("without a reason it says %q", hand.why.Below())
	}
	test.Type(hand.reason, "Ledig till torsdag")
	hand.hand()
	got := tracked(t, h, e.ID)
	if got.Responsible.Name != "Eva Ek" || got.HandedReason != "Ledig till torsdag" || !slices.Contains(h.Told, "Överlämnad till Eva Ek.") {
		t.Fatalf("answers %q because of %q, told %q", got.Responsible.Name, got.HandedReason, h.Told)
	}
	if s.queue.rows[0].heading.Title != "Andras: 1" || !strings.Contains(reads(s), "Eva Ek: 1") {
		t.Errorf("the list still has it under %q", s.queue.rows[0].heading.Title)
	}
	s.sheet.handing.ask()
	test.Type(hand.reason, "Kom tillbaka")
	test.Tap(hand.writer)
	if got := tracked(t, h, e.ID); got.Answers().Name != "demo" {
		t.Errorf("back at the writer, %q answers", got.Answers().Name)
	}
}

// signDose signs that a medicine was given: a second person compares it.
func signDose(t *testing.T, h *pagetest.Host) entry.Entry {
	t.Helper()
	s := h.Session()
	for _, p := range s.People("") {
		e, err := s.Begin(desk.Beginning{Kind: "signing", PersonID: p.ID})
		if err != nil {
			t.Fatal(err)
		}
		e.EventTime = pagetest.Night.Add(-time.Hour)
		if e.Values == nil {
			e.Values = map[string]string{}
		}
		form, _ := s.KindForm("signing")
		for _, f := range form.EntryFields() {
			if f.Pick == "orders" {
				if offered := s.Picks(e, f.Pick); len(offered) > 0 {
					e.Values[f.ID] = offered[0]
				}
			}
		}
		if e.Values["order"] == "" {
			continue
		}
		e.Values["outcome"], e.Values["as_needed"], e.Values["delegation"] = "done", "no", "no_delegation_needed"
		for _, problem := range s.Check(e) {
			e.Confirmed = append(e.Confirmed, problem.Code)
		}
		signed, err := s.Sign(context.Background(), e)
		if err != nil {
			t.Fatal(err)
		}
		return signed.Entry
	}
	t.Fatal("nobody has an order")
	return entry.Entry{}
}

func TestASecondPersonComparesADose(t *testing.T) {
	h := pagetest.New(t)
	e := signDose(t, h)
	s := open(h)
	test.Type(s.sheet.closing.reference, "03:20")
	test.Tap(s.sheet.closing.enter)
	if h.Session().AllDone() || slices.ContainsFunc(h.Told, func(told string) bool { return strings.Contains(told, "Allt") }) {
		t.Fatalf("before it is compared it tells %q", h.Told)
	}
	if s.sheet.id() != e.ID || !s.sheet.closing.agrees.Disabled() {
		t.Fatal("whoever entered it can compare it, or it isn't in the list of what is left")
	}
	h.Reopen(t)
	s = open(h)
	if s.queue.rows[0].heading.Title != "Ska kontrolleras av en till: 1" {
		t.Errorf("it stands under %q", s.queue.rows[0].heading.Title)
	}
	test.Tap(s.sheet.closing.differs)
	if !strings.Contains(s.sheet.closing.whyField.Below(), "skriv vad som är fel") {
		t.Errorf("without a word on what is wrong it says %q", s.sheet.closing.whyField.Below())
	}
	test.Tap(s.sheet.closing.agrees)
	if got := tracked(t, h, e.ID); got.State != entry.StateVerified {
		t.Errorf("it is %s", got.State)
	}
	if !strings.Contains(reads(s), "Allt är infört") || !h.Session().AllDone() {
		t.Error("it isn't said that all is done")
	}
}

func TestWhoComparesGoesOnComparing(t *testing.T) {
	h := pagetest.New(t)
	ctx := context.Background()
	for n := range 2 {
		e := sign(t, h, n, time.Duration(10+n), "Fall")
		if _, err := h.Session().Reenter(ctx, e.ID, "03:20", ""); err != nil {
			t.Fatal(err)
		}
	}
	sign(t, h, 3, 5, "Hälsa") // waits to be entered
	h.Reopen(t)
	s := open(h)
	s.queue.which.SetSelectedIndex(slices.Index(showings, showEntered))
	s.queue.list.Focus()
	first := s.sheet.id()
	test.Tap(s.sheet.closing.agrees)
	if now := s.sheet.entry; now.ID == first || now.State != entry.StateEntered {
		t.Errorf("after one that agrees, one that is %s opens", now.State)
	}
}

func TestWhatDoesNotAgreeWaitsAgain(t *testing.T) {
	h := pagetest.New(t)
	e := signDose(t, h)
	if _, err := h.Session().Reenter(context.Background(), e.ID, "03:20", ""); err != nil {
		t.Fatal(err)
	}
	h.Reopen(t)
	s := open(h)
	test.Type(s.sheet.closing.reason, "Fel klockslag")
	test.Tap(s.sheet.closing.differs)
	if got := tracked(t, h, e.ID); got.State != entry.StateSigned || got.Refusal != "Fel klockslag" {
		t.Fatalf("it is %s, %q", got.State, got.Refusal)
	}
	if said := reads(s); !strings.Contains(said, "En kollega fann") || !strings.Contains(said, "Fel klockslag") {
		t.Errorf("it isn't said what was found: %s", said)
	}
}

func TestWhatWasStruckAfterwardsIsMarkedInLifecare(t *testing.T) {
	h := pagetest.New(t)
	e := sign(t, h, 0, 10, "Fall")
	ctx := context.Background()
	if _, err := h.Session().Reenter(ctx, e.ID, "LC-4711", ""); err != nil {
		t.Fatal(err)
	}
	if _, err := h.Session().Strike(ctx, e.ID, "Fel person"); err != nil {
		t.Fatal(err)
	}
	s := open(h)
	if s.sheet.id() != e.ID || s.queue.rows[0].heading.Title != "Ska märkas i Lifecare: 1" {
		t.Fatal("a struck entry that is in Lifecare isn't in the list")
	}
	if said := reads(s); !strings.Contains(said, "I Lifecare: LC-4711. Fel person") {
		t.Errorf("it isn't said what to mark: %s", said)
	}
	test.Tap(s.sheet.closing.undone)
	if s.sheet.closing.refField.Below() != "Skriv den tid eller det nummer som Lifecare visar." {
		t.Errorf("without a reference it says %q", s.sheet.closing.refField.Below())
	}
	test.Type(s.sheet.closing.reference, "03:30")
	test.Tap(s.sheet.closing.undone)
	if got := tracked(t, h, e.ID); got.Undo() || got.UndoneReference != "03:30" {
		t.Errorf("it is left to mark: %+v", got.UndoneReference)
	}
}
