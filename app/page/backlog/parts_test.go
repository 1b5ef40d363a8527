package backlog

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"avbrottsparm/app/page"
	"avbrottsparm/app/page/pagetest"
	"avbrottsparm/internal/access"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/text"
)

// lifecare answers as it is told, one entry after the other.
type lifecare struct {
	mu      sync.Mutex
	known   desk.Directory
	answers []desk.Answer
	sent    []desk.Sending
}

func (l *lifecare) Look(context.Context) (desk.Directory, error) { return l.known, nil }

func (l *lifecare) Fields(s desk.Sending) []desk.SentField {
	return []desk.SentField{{Name: "ExternalId", Value: s.External}}
}

func (l *lifecare) Send(_ context.Context, s desk.Sending) (desk.Answer, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.sent = append(l.sent, s)
	answer := l.answers[len(l.sent)-1]
	if answer.Outcome == desk.OutcomeUnknown {
		return answer, text.NewFault("delivery.unanswered")
	}
	return answer, nil
}

// signMeal signs meals of the nth person, which Lifecare takes.
func signMeal(t *testing.T, h *pagetest.Host, n int, count string) entry.Entry {
	t.Helper()
	s := h.Session()
	e, err := s.Begin(desk.Beginning{Kind: "meals", PersonID: s.People("")[n].ID})
	if err != nil {
		t.Fatal(err)
	}
	e.EventTime = pagetest.Night.Add(-time.Duration(n+1) * time.Minute)
	e.Values = map[string]string{"day_from": "2040-11-26", "day_to": "2040-11-26", "meal": "main", "count": count}
	signed, err := s.Sign(context.Background(), e)
	if err != nil {
		t.Fatal(err)
	}
	return signed.Entry
}

// connected is a binder that is connected to a Lifecare that knows the opener and everyone in it.
func connected(t *testing.T) (*pagetest.Host, *lifecare) {
	t.Helper()
	h := pagetest.New(t)
	s := h.Session()
	l := &lifecare{known: desk.Directory{At: pagetest.Night.UTC(), Units: []desk.DirectoryUnit{{ID: 10, Name: s.Status().Unit, Active: true}},
		Staff: []desk.DirectoryStaff{{ID: 500, Name: s.User().Name, Title: s.User().Title, Number: "192403027093", UserID: "demo", Units: []int{10}}}}}
	for i, p := range s.People("") {
		l.known.Executions = append(l.known.Executions, desk.DirectoryExecution{ID: 900 + i, Number: string(p.PersonalID), Law: "SoL", Unit: 10, Starts: pagetest.Night.AddDate(-1, 0, 0)})
	}
	h.Lifecare = l
	if err := s.SetConnection(context.Background(), desk.Connection{Address: "https://lifecare.example", Domain: "enhet", Key: access.NewSecret("en nyckel som ingen har 1234")}); err != nil {
		t.Fatal(err)
	}
	return h, l
}

func openAt(h *pagetest.Host, part string) *screen {
	s := open(h)
	s.Open(page.Place{Page: page.Backlog, Part: part})
	return s
}

// partOf is the part of a sort.
func partOf[T part](t *testing.T, s *screen) T {
	t.Helper()
	for _, p := range s.parts {
		if found, ok := p.(T); ok {
			return found
		}
	}
	t.Fatal("the part isn't there")
	panic("unreachable")
}

func TestDeliveryShowsFirstAndSendsThen(t *testing.T) {
	h, l := connected(t)
	first, second := signMeal(t, h, 0, "2"), signMeal(t, h, 1, "1")
	note := sign(t, h, 2, 30, "Fall") // its headline isn't in Lifecare
	l.answers = []desk.Answer{{Outcome: desk.OutcomeRefused, Words: "Kunden saknar beslut om mat"}, {Outcome: desk.OutcomeUnknown}}
	s := openAt(h, page.BacklogDelivery)
	d := partOf[*delivery](t, s)
	if !strings.Contains(reads(s), "Ingen dator är utsedd") || !d.send.Disabled() {
		t.Fatal("before anybody named a laptop it can send")
	}
	test.Tap(d.takeOver)
	if !strings.Contains(d.why.Below(), "Skriv varför") {
		t.Errorf("without a reason it says %q", d.why.Below())
	}
	test.Type(d.reason, "Den står på kontoret")
	test.Tap(d.takeOver)
	if !h.Session().DeliveringLaptop().Mine || !strings.Contains(reads(s), "Den här datorn skickar för enheten. Utsedd av demo") {
		t.Fatalf("the laptop isn't named: %s", reads(s))
	}
	test.Tap(d.look)
	if len(l.sent) != 0 || d.ready != 2 || len(d.rows) != 3 || d.send.Text != "Skicka 2 till Lifecare" {
		t.Fatalf("the dry run sends %d, finds %d of %d, %q", len(l.sent), d.ready, len(d.rows), d.send.Text)
	}
	if said := d.row(2)[3].Text; !strings.HasPrefix(said, "Stannar: ") || d.rows[2].EntryID != note.ID {
		t.Errorf("of what stays it says %q", said)
	}
	d.table.List.Pick(0)
	if said := pagetest.Reads(d.detail); !strings.Contains(said, "ExternalId") || !strings.Contains(said, first.ID) && !strings.Contains(said, second.ID) {
		t.Errorf("what would be sent isn't shown: %s", said)
	}
	test.Tap(d.send)
	if len(l.sent) != 2 {
		t.Fatalf("sent %d", len(l.sent))
	}
	said := reads(s)
	for _, want := range []string{"0 av 2 är i Lifecare", "Lifecare sade nej till 1. 1 är oklara. 0 skickades inte."} {
		if !strings.Contains(said, want) {
			t.Errorf("doesn't tell %q: %s", want, said)
		}
	}
	states := map[entry.State]entry.Tracked{}
	for _, id := range []string{first.ID, second.ID} {
		e := tracked(t, h, id)
		states[e.State] = e
	}
	if states[entry.StateSigned].Refusal != "Kunden saknar beslut om mat" || !strings.Contains(d.row(0)[3].Text+d.row(1)[3].Text, "Kunden saknar beslut om mat") {
		t.Errorf("Lifecare's own words are lost: %+v", states)
	}
	unknown, there := states[entry.StateUnknown]
	if !there {
		t.Fatalf("none is unknown: %+v", states)
	}
	settles(t, h, s, unknown.ID)
}

// settles is what a person does with an entry of which nobody knows whether it arrived.
func settles(t *testing.T, h *pagetest.Host, s *screen, id string) {
	t.Helper()
	s.Open(page.Place{Page: page.Backlog, EntryID: id})
	if s.tabs.Opened() != 0 || s.sheet.id() != id || s.queue.rows[0].heading.Title != "Oklart om den finns: 1" || !strings.Contains(reads(s), "Finns den i Lifecare?") {
		t.Fatalf("it isn't asked first whether it is there: %s", reads(s))
	}
	if s.sheet.closing.enter.Visible() {
		t.Error("it can be entered once more before anybody looked")
	}
	test.Tap(s.sheet.closing.there)
	if s.sheet.closing.refField.Below() != "Skriv den tid eller det nummer som Lifecare visar." {
		t.Errorf("without a reference it says %q", s.sheet.closing.refField.Below())
	}
	test.Type(s.sheet.closing.reason, "Inget den dagen")
	test.Tap(s.sheet.closing.missing)
	if got := tracked(t, h, id); got.State != entry.StateSigned || got.Refusal != "Inget den dagen" {
		t.Errorf("what isn't there is %s, %q", got.State, got.Refusal)
	}
}

func TestAnUnknownOneThatIsThereIsEntered(t *testing.T) {
	h, l := connected(t)
	e := signMeal(t, h, 0, "2")
	l.answers = []desk.Answer{{Outcome: desk.OutcomeUnknown}}
	if err := h.Session().TakeOverDelivery(context.Background(), "Står på kontoret"); err != nil {
		t.Fatal(err)
	}
	if _, err := h.Session().Deliver(context.Background(), nil, nil); err != nil {
		t.Fatal(err)
	}
	s := open(h)
	test.Type(s.sheet.closing.reference, "4711")
	test.Tap(s.sheet.closing.there)
	if got := tracked(t, h, e.ID); got.State != entry.StateEntered || got.Reference != "4711" || !got.EnteredAt.Equal(pagetest.Night) {
		t.Errorf("it is %s, %q", got.State, got.Reference)
	}
}

func TestWithoutAConnectionDeliverySaysSo(t *testing.T) {
	h := pagetest.New(t)
	s := openAt(h, page.BacklogDelivery)
	d := partOf[*delivery](t, s)
	test.Tap(d.look)
	if said := pagetest.Reads(d.outcome); !strings.Contains(said, h.Words().Explain(text.NewFault("delivery.none"))) {
		t.Errorf("says %q", said)
	}
}

func TestTheProofCountsAndIsSaved(t *testing.T) {
	h := pagetest.New(t)
	e := sign(t, h, 0, 10, "Fall")
	sign(t, h, 1, 60*50, "Hälsa")
	if _, err := h.Session().Reenter(context.Background(), e.ID, "03:20", ""); err != nil {
		t.Fatal(err)
	}
	s := openAt(h, page.BacklogProof)
	p := partOf[*proof](t, s)
	if p.verdict.Text() != "1 av 2 klara i Lifecare" {
		t.Errorf("counted %q", p.verdict.Text())
	}
	for i, want := range []int{1, 2, 0, 1, 1} { // kinds, persons, forms, left, late
		if len(p.lines[i]) != want {
			t.Errorf("%s has %d lines, want %d", proofLists[i], len(p.lines[i]), want)
		}
	}
	if line := p.lines[0][0]; line[0].Text != "Anteckning SoL/LSS" || line[1].Text != "2" || line[3].Text != "1" {
		t.Errorf("by kind: %+v", line)
	}
	p.which.SetSelectedIndex(4)
	if !p.tables[4].Visible() || p.tables[0].Visible() {
		t.Error("another table isn't shown")
	}
	test.Type(p.from, "2040-13-45")
	p.count()
	if p.since.Below() == "" {
		t.Error("a day that can't be read is counted from")
	}
	p.from.SetText("2040-11-26")
	p.count()
	if p.counted.Total != 2 { // both were written that day
		t.Errorf("of the day %d", p.counted.Total)
	}
	test.Tap(p.csv)
	p.sure.Hide()
	p.saveCSV(true)
	saved, err := filepath.Glob(filepath.Join(h.Dir, "*.csv"))
	if err != nil || len(saved) != 1 {
		t.Fatalf("saved %q, %v; %s", saved, err, pagetest.Reads(p.message))
	}
	raw, err := os.ReadFile(saved[0])
	if err != nil || !bytes.Contains(raw, []byte("Anteckning SoL/LSS")) {
		t.Errorf("the file doesn't tell the kinds: %v", err)
	}
	p.savePDF()
	if said := pagetest.Reads(p.message); !strings.Contains(said, "lösenfras") && !strings.Contains(said, "sparad") {
		t.Errorf("of the paper it says %q", said)
	}
}

func TestOnlyWhatWasChosenIsReleasedInASealedFile(t *testing.T) {
	h := pagetest.New(t)
	sign(t, h, 0, 10, "Fall")
	sign(t, h, 1, 20, "Hälsa")
	s := openAt(h, page.BacklogRelease)
	r := partOf[*release](t, s)
	if len(r.rows) != 2 {
		t.Fatalf("%d can be chosen", len(r.rows))
	}
	r.picker.Field.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if r.count.Text() != "1 vald" {
		t.Errorf("after Enter it says %q", r.count.Text())
	}
	phrase := "fyra påhittade ord utan mening"
	fill := func(to, why string) {
		r.recipient.SetText(to)
		r.reason.SetText(why)
		r.secret.First.SetText(phrase)
		r.secret.Second.SetText(phrase)
		test.Tap(r.save)
	}
	fill("", "Tar över vården")
	if !strings.Contains(r.toField.Below(), "vårdgivare") {
		t.Errorf("without a recipient it says %q", r.toField.Below())
	}
	fill("Vårdcentralen Åsen", "")
	if !strings.Contains(r.whyField.Below(), "varför") {
		t.Errorf("without a reason it says %q", r.whyField.Below())
	}
	fill("Vårdcentralen Åsen, Eva Ek", "Tar över vården i natt")
	if r.sure.Visible() {
		r.release(true)
	}
	saved, err := filepath.Glob(filepath.Join(h.Dir, "*.zip.age"))
	if err != nil || len(saved) != 1 {
		t.Fatalf("saved %q, %v; %s", saved, err, pagetest.Reads(r.message))
	}
	raw, err := os.ReadFile(saved[0])
	if err != nil || !bytes.HasPrefix(raw, []byte("age-encryption.org/")) || bytes.Contains(raw, []byte("Satt på golvet")) {
		t.Error("the file isn't sealed")
	}
	if len(r.chosen) != 0 || r.secret.First.Text != "" {
		t.Error("what was chosen, or the passphrase, stays on the screen")
	}
	lines, err := h.Session().Log(context.Background(), desk.LogQuery{})
	if err != nil {
		t.Fatal(err)
	}
	found := false
	for _, line := range lines {
		found = found || line.Action == access.ActionRelease
	}
	if !found {
		t.Error("the log doesn't tell of it")
	}
}
