package ready

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/app/page/pagetest"
	"avbrottsparm/internal/access"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/outage"
	"avbrottsparm/internal/readiness"
)

func TestAContactWithoutNumberIsMarkedAndGetsOne(t *testing.T) {
	h := pagetest.NewEmpty(t)
	book := h.Session().Contacts()
	i := slices.IndexFunc(book, func(c outage.Contact) bool { return c.Number == "" })
	s, _ := open(t, h, page.ReadyContacts, book[i].ID)
	p := s.parts[slices.Index(s.names, page.ReadyContacts)].(*contacts)
	if marks := p.lines(book[i]).Marks; len(marks) != 1 || marks[0].Text != s.words.Say("readypage.contacts.no_number") {
		t.Errorf("the row is marked %+v", marks)
	}
	sees(t, s, s.words.Say("readypage.contacts.missing_number"))
	field(t, s, "readypage.contacts.number").SetText("0121 ring mig")
	press(t, s, "readypage.save")
	if h.Session().Contacts()[i].Number != "" {
		t.Fatal("what can't be called was taken for a number")
	}
	field(t, s, "readypage.contacts.number").SetText("0980-319 200")
	press(t, s, "readypage.save")
	if got := h.Session().Contacts()[i].Number; got != "0980-319 200" {
		t.Fatalf("the number is %q", got)
	}
	press(t, s, "readypage.contacts.add")
	field(t, s, "readypage.contacts.name").SetText("Hemtjänst Norr, kväll")
	field(t, s, "readypage.contacts.number").SetText("0980-319 201")
	field(t, s, "readypage.contacts.carrier").SetText("den som har kvällspasset")
	field(t, s, "readypage.contacts.groups").SetText("Hemtjänst, Kväll")
	press(t, s, "readypage.save")
	book = h.Session().Contacts()
	last := book[len(book)-1]
	if last.Name != "Hemtjänst Norr, kväll" || last.Role != outage.ContactUnitPhone || !slices.Equal(last.Groups, []string{"Hemtjänst", "Kväll"}) {
		t.Fatalf("the new contact is %+v", last)
	}
	s.Open(page.Place{Page: page.Ready, Part: page.ReadyContacts, Topic: last.ID})
	press(t, s, "readypage.contacts.earlier")
	if book = h.Session().Contacts(); book[len(book)-2].ID != last.ID {
		t.Error("the contact is not called earlier")
	}
	press(t, s, "readypage.contacts.remove")
	press(t, s, "readypage.contacts.remove")
	if slices.ContainsFunc(h.Session().Contacts(), func(c outage.Contact) bool { return c.ID == last.ID }) {
		for _, b := range seek[*control.Button](s) {
			if b.Text == s.words.Say("readypage.contacts.remove") {
				test.Tap(b) // the question's own
			}
		}
	}
	if slices.ContainsFunc(h.Session().Contacts(), func(c outage.Contact) bool { return c.ID == last.ID }) {
		t.Error("the contact is still there")
	}
}

func TestTheUnitsOwnDocumentsAreFiledReadAndRemoved(t *testing.T) {
	h := pagetest.New(t)
	s, _ := open(t, h, page.ReadyDocuments, "")
	p := s.parts[slices.Index(s.names, page.ReadyDocuments)].(*documents)
	path := filepath.Join(t.TempDir(), "Lokal rutin.txt")
	if err := os.WriteFile(path, []byte("Ring jouren först. Ta fram reservnycklarna."), 0o600); err != nil {
		t.Fatal(err)
	}
	raw, err := readWhole(path)
	if err != nil {
		t.Fatal(err)
	}
	p.form(p.filing(filepath.Base(path), raw))
	field(t, s, "readypage.docs.owner").SetText("Enhetschefen")
	field(t, s, "readypage.docs.review_label").SetText(h.Clock.AddDate(0, 0, -1).Format(time.DateOnly))
	press(t, s, "readypage.docs.file")
	docs := h.Session().UnitDocuments()
	if len(docs) != 1 || docs[0].Owner != "Enhetschefen" {
		t.Fatalf("filed: %+v; %s", docs, pagetest.Reads(s.Content()))
	}
	if marks := p.lines(docs[0]).Marks; len(marks) != 1 || marks[0].Text != s.words.Say("readypage.docs.due") {
		t.Errorf("the row is marked %+v", marks)
	}
	sees(t, s, "Lokal rutin", "Ta fram reservnycklarna")
	press(t, s, "readypage.receipts.mine")
	if r, err := h.Session().Receipts("document:" + docs[0].ID); err != nil || r.Read != 1 {
		t.Errorf("read by %d: %v", r.Read, err)
	}
	p.find.SetText("reservnycklar")
	sees(t, s, s.words.Count("readypage.docs.count", 1))
	p.find.SetText("finns inte alls")
	sees(t, s, s.words.Count("readypage.docs.count", 0))
	p.find.SetText("")
	s.Open(page.Place{Page: page.Ready, Part: page.ReadyDocuments, Topic: docs[0].ID})
	press(t, s, "readypage.docs.remove")
	if len(h.Session().UnitDocuments()) != 1 {
		t.Fatal("a document went without a reason")
	}
	field(t, s, "readypage.docs.why").SetText("En nyare finns")
	press(t, s, "readypage.docs.remove")
	if len(h.Session().UnitDocuments()) != 0 {
		t.Error("the document is still there")
	}
}

func TestTheDrillsOfAYearAreShown(t *testing.T) {
	h := pagetest.New(t)
	drill := readiness.Drill{Began: h.Clock.Add(-5 * time.Minute), Ended: h.Clock, Tasks: []readiness.Task{
		{Kind: readiness.TaskFind, Done: true, Seconds: 65}, {Kind: readiness.TaskCall, Seconds: 30}}}
	if _, err := h.Session().RecordDrill(context.Background(), drill); err != nil {
		t.Fatal(err)
	}
	s, begun := open(t, h, page.ReadyDrills, "")
	sees(t, s, "1 min 5 s", s.words.Say("readypage.drills.not_done", "task", "Ringa"), s.words.Say("readypage.drills.result", "n", 1, "of", 2, "span", "5 min 0 s"))
	press(t, s, "readypage.practise")
	if *begun != 1 {
		t.Error("no drill began")
	}
	p := s.parts[slices.Index(s.names, page.ReadyDrills)].(*drills)
	test.Tap(p.before)
	sees(t, s, s.words.Say("readypage.drills.none"), "2039")
}

func TestOfficeHoursAreAssumedUntilSomebodySavesThem(t *testing.T) {
	h := pagetest.New(t)
	s, _ := open(t, h, page.ReadyLimits, "")
	sees(t, s, s.words.Say("readypage.limits.assumed"))
	field(t, s, "readypage.limits.office_from").SetText("halv nio")
	press(t, s, "readypage.limits.save")
	sees(t, s, s.words.Say("error.limits.wrong"))
	field(t, s, "readypage.limits.office_from").SetText("07:30")
	p := s.parts[slices.Index(s.names, page.ReadyLimits)].(*limits)
	p.spans[0].SetText("90 min")
	press(t, s, "readypage.limits.save")
	if l := h.Session().Limits(); l.Assumed || l.OfficeFrom != "07:30" || l.Escalations[0].Minutes != 90 {
		t.Fatalf("the limits are %+v", l)
	}
	if strings.Contains(pagetest.Reads(s.Content()), s.words.Say("readypage.limits.assumed")) {
		t.Error("the hours are still said to be assumed")
	}
}

func TestACatalogueWithAMistakeIsRefusedWithFileAndLine(t *testing.T) {
	h := pagetest.New(t)
	s, _ := open(t, h, page.ReadyLimits, "")
	p := s.parts[slices.Index(s.names, page.ReadyLimits)].(*limits).files
	folder := filepath.Join(t.TempDir(), "ut")
	p.exportTo(folder)
	limitsFile := filepath.Join(folder, "limits.json")
	raw, err := os.ReadFile(limitsFile)
	if err != nil {
		t.Fatal(err)
	}
	p.bringFrom(t.TempDir())
	sees(t, s, s.words.Say("readypage.catalogue.empty"))
	wrong := strings.Replace(string(raw), `"minutes": 120`, `"minutes": "två timmar"`, 1)
	if err := os.WriteFile(limitsFile, []byte(wrong), 0o600); err != nil {
		t.Fatal(err)
	}
	p.bringFrom(folder)
	if h.Session().OwnCatalogue() {
		t.Fatal("a catalogue with a mistake was taken in")
	}
	row := 1 + strings.Count(wrong[:strings.Index(wrong, "två timmar")], "\n")
	sees(t, s, "limits.json", fmt.Sprintf("%d", row))
	right := strings.Replace(string(raw), `"minutes": 120`, `"minutes": 150`, 1)
	if err := os.WriteFile(limitsFile, []byte(right), 0o600); err != nil {
		t.Fatal(err)
	}
	p.bringFrom(folder)
	if l := h.Session().Limits(); !h.Session().OwnCatalogue() || l.Escalations[0].Minutes != 150 {
		t.Fatalf("the files were not taken in: %+v; %s", l, pagetest.Reads(s.Content()))
	}
	sees(t, s, s.words.Say("readypage.catalogue.own"))
	press(t, s, "readypage.catalogue.usual")
	if h.Session().OwnCatalogue() {
		t.Error("the program's own did not come back")
	}
}

func TestStaffSeeAndMayNotChange(t *testing.T) {
	h := pagetest.New(t)
	if _, err := h.Session().AddUser(context.Background(), desk.NewUser{Name: "Eva Ek", Title: "undersköterska", Role: access.RoleStaff, Passphrase: "en helt annan påhittad fras"}); err != nil {
		t.Fatal(err)
	}
	h.As(t, "Eva Ek", "en helt annan påhittad fras")
	for part, topic := range map[string]string{page.ReadyFacts: h.Session().Facts()[0].ID, page.ReadyContacts: h.Session().Contacts()[0].ID, page.ReadyLimits: "", page.ReadyChecklist: "planned"} {
		s, _ := open(t, h, part, topic)
		for _, b := range seek[*control.Button](s) {
			for _, key := range []string{"readypage.facts.settle", "readypage.save", "readypage.contacts.add", "readypage.limits.save", "readypage.lists.save", "readypage.catalogue.import"} {
				if b.Text == s.words.Say(key) {
					t.Errorf("%s: staff are offered %q", part, b.Text)
				}
			}
		}
	}
	s, _ := open(t, h, page.ReadyRounds, "computers_charged")
	press(t, s, "readypage.all_there")
	if l := line(t, h, "computers_charged"); l.By != "Eva Ek" {
		t.Errorf("the round is told by %q", l.By)
	}
}

func TestEveryPartFitsALowWindowInLargeType(t *testing.T) {
	h := pagetest.New(t)
	fyne.CurrentApp().Settings().SetTheme(look.New(look.Options{Large: true, Dark: true}))
	s, _ := open(t, h, page.ReadyScore, "")
	topics := map[string]string{page.ReadyRounds: "last_login", page.ReadyFacts: h.Session().Facts()[0].ID, page.ReadyContacts: h.Session().Contacts()[0].ID}
	for _, part := range s.names {
		s.Open(page.Place{Page: page.Ready, Part: part, Topic: topics[part]})
		if got := s.Content().MinSize(); got.Width > 1280-90 || got.Height > 560 {
			t.Errorf("%s needs %v", part, got)
		}
	}
}
