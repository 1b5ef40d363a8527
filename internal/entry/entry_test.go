package entry

import (
	"slices"
	"strings"
	"testing"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/form"
	"avbrottsparm/internal/text"
)

var (
	night = time.Date(2026, 11, 22, 3, 10, 0, 0, care.Stockholm)
	anna  = Author{Identity: "a1", Name: "Anna Berg", Title: "undersköterska"}
	maria = Author{Identity: "b2", Name: "Maria Ek", Title: "administratör"}

	annaUser  = access.User{Identity: "a1", Name: "Anna Berg"}
	mariaUser = access.User{Identity: "b2", Name: "Maria Ek"}
)

func note() Entry {
	return Entry{ID: "n1", Kind: KindNote, PersonID: "p1", EventTime: night, WrittenTime: night.Add(20 * time.Minute),
		Clock: ClockTrusted, Author: anna, Headline: "Tillsyn", Text: "Sov lugnt."}
}

// kinds are the journal notes, by forms with the least that they need.
func kinds(t *testing.T) Kinds {
	t.Helper()
	both := func(s string) text.Both { return text.Both{SV: s, EN: s} }
	note := func(id, area string, order int, never ...form.Content) form.Form {
		return form.Form{ID: id, Version: 1, Subject: form.SubjectPerson, Area: area, Entry: &form.Written{Order: order,
			Target: form.Target{Order: []string{"personal_id", "person", "event_time", "headline", "text", "author", "author_title", "written_time"}}, Never: never, Fields: []form.Field{
				{ID: form.IDEventTime, Kind: form.FieldTime, Label: both("When"), Required: true},
				{ID: form.IDHeadline, Kind: form.FieldLine, Label: both("Headline"), Required: true},
				{ID: form.IDText, Kind: form.FieldText, Label: both("Text"), Required: true},
			}}}
	}
	k, err := NewKinds([]form.Form{note("health_note", form.AreaHealth, 2), note("note", form.AreaSocial, 1, form.ContentDose)})
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func TestWhatANoteNeedsBeforeItIsSigned(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*Entry)
		want   []string
	}{
		"whole":                {func(*Entry) {}, nil},
		"found years later":    {func(e *Entry) { e.EventTime = night.AddDate(-3, 0, 0) }, []string{"long_ago"}},
		"and it is so":         {func(e *Entry) { e.EventTime, e.Confirmed = night.AddDate(-3, 0, 0), []string{"long_ago"} }, nil},
		"a dose":               {func(e *Entry) { e.Text = "Gav Alvedon 500 mg." }, []string{"dose"}},
		"no kind":              {func(e *Entry) { e.Kind = "novel" }, []string{"no_kind"}},
		"nobody":               {func(e *Entry) { e.PersonID = "" }, []string{"no_person"}},
		"no time":              {func(e *Entry) { e.EventTime = time.Time{} }, []string{"no_time"}},
		"in the future":        {func(e *Entry) { e.EventTime = night.Add(2 * time.Hour) }, []string{"future"}},
		"only spaces":          {func(e *Entry) { e.Headline, e.Text = "  ", "\n" }, []string{"no_headline", "no_text"}},
		"as long as it may be": {func(e *Entry) { e.Text = strings.Repeat("å", MaxText) }, nil},
		"in parts":             {func(e *Entry) { e.Text = strings.Repeat("å", MaxText+1) }, nil},
		"too long":             {func(e *Entry) { e.Text = strings.Repeat("å", MaxWhole+1) }, []string{"long_text"}},
		"a headline too long":  {func(e *Entry) { e.Headline = strings.Repeat("ö", MaxHeadline+1) }, []string{"long_headline"}},
	} {
		e := note()
		c.change(&e)
		var got []string
		for _, p := range kinds(t).Check(e, night.Add(time.Hour)) {
			got = append(got, p.Code)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
		if err := Fault(kinds(t).Check(e, night.Add(time.Hour))); (err == nil) != (len(c.want) == 0) {
			t.Errorf("%s: fault %v", name, err)
		}
	}
}

func signed(t *testing.T, entries ...Entry) *Backlog {
	t.Helper()
	b := NewBacklog()
	for _, e := range entries {
		if err := b.Apply(Event{Type: EventSigned, ID: e.ID, At: e.WrittenTime, By: e.Author, Entry: &e}); err != nil {
			t.Fatal(err)
		}
	}
	return b
}

func TestEventsThatDoNotFitChangeNothing(t *testing.T) {
	b := signed(t, note())
	again := note()
	again.EventTime = again.EventTime.UTC() // as it comes out of the ledger
	for name, c := range map[string]struct {
		event Event
		code  string
	}{
		"signed twice":      {Event{Type: EventSigned, ID: "n1", Entry: &again}, "entry.state"},
		"entered unsigned":  {Event{Type: EventEntered, ID: "n2", Reference: "1"}, "entry.unknown"},
		"signed and empty":  {Event{Type: EventSigned, ID: "n3"}, "entry.state"},
		"an unknown event":  {Event{Type: "erased", ID: "n1"}, "entry.state"},
		"unknown to nobody": {Event{Type: "erased", ID: "n9"}, "entry.unknown"},
	} {
		if err := b.Apply(c.event); !text.IsFault(err, c.code) {
			t.Errorf("%s: %v, want %s", name, err, c.code)
		}
	}
	if got, _ := b.Get("n1"); b.Len() != 1 || got.Text != "Sov lugnt." || got.State != StateSigned {
		t.Errorf("the backlog changed: %d entries, %+v", b.Len(), got)
	}
}

// Routine 5.3: the one responsible for the note enters it; another only if that can't be.
func TestWhoEntersANoteSaysWhy(t *testing.T) {
	for name, c := range map[string]struct {
		by                access.User
		reference, reason string
		code              string
	}{
		"the author":              {annaUser, "2026-11-23 08:12", "", ""},
		"the author, renewed":     {access.User{Identity: "a9", Former: []string{"a1"}}, "4711", "", ""},
		"another with a reason":   {mariaUser, "4711", "Anna är ledig.", ""},
		"another without reason":  {mariaUser, "4711", " ", "entry.no_reason"},
		"without Lifecare's word": {annaUser, " ", "", "entry.no_reference"},
	} {
		b := signed(t, note())
		tracked, _ := b.Get("n1")
		err := tracked.CheckEntered(c.by, c.reference, c.reason)
		if (c.code == "" && err != nil) || (c.code != "" && !text.IsFault(err, c.code)) {
			t.Errorf("%s: %v, want %q", name, err, c.code)
		}
	}
	b := signed(t, note())
	if err := b.Apply(Event{Type: EventEntered, ID: "n1", At: night, By: maria, Reference: "4711", Reason: "Anna är ledig."}); err != nil {
		t.Fatal(err)
	}
	tracked, _ := b.Get("n1")
	if err := tracked.CheckEntered(annaUser, "4712", ""); !text.IsFault(err, "entry.state") {
		t.Errorf("entered twice: %v", err)
	}
	if tracked.EnteredBy != maria || tracked.Reference != "4711" || tracked.Reason != "Anna är ledig." {
		t.Errorf("kept %+v", tracked)
	}
}

func TestTheBacklogPutsMineFirstAndTheOldestFirst(t *testing.T) {
	write := func(id string, by Author, at time.Time) Entry {
		e := note()
		e.ID, e.Author, e.EventTime = id, by, at
		return e
	}
	b := signed(t,
		write("hers-late", maria, night.Add(3*time.Hour)), write("mine-late", anna, night.Add(2*time.Hour)),
		write("hers-early", maria, night.Add(-time.Hour)), write("mine-early", anna, night), write("done", anna, night.Add(-5*time.Hour)))
	if err := b.Apply(Event{Type: EventEntered, ID: "done", By: anna, Reference: "1"}); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range b.Waiting(annaUser) {
		got = append(got, e.ID)
	}
	if want := []string{"mine-early", "mine-late", "hers-early", "hers-late"}; !slices.Equal(got, want) {
		t.Errorf("order %v, want %v", got, want)
	}
	if b.Count(StateSigned) != 4 || b.Count(StateEntered) != 1 {
		t.Errorf("%d wait, %d entered", b.Count(StateSigned), b.Count(StateEntered))
	}
}

func TestFieldsComeInLifecaresOrder(t *testing.T) {
	e := note()
	e.EventTime = e.EventTime.UTC() // shown as Stockholm's all the same
	var got []string
	for _, f := range kinds(t).CopyFields(e, "192401297250", "Åsa Öst", text.Swedish) {
		got = append(got, f.Name+"="+f.Value)
	}
	want := []string{"personal_id=192401297250", "person=Åsa Öst", "event_date=2026-11-22", "event_time=03:10", "headline=Tillsyn",
		"text=Sov lugnt.", "author=Anna Berg", "title=undersköterska", "written=2026-11-22 03:30"}
	if !slices.Equal(got, want) {
		t.Errorf("fields\n%v, want\n%v", got, want)
	}
}

func TestEachKindOfNoteLiesBehindItsOwnWall(t *testing.T) {
	k := kinds(t)
	if got := k.Offered(); !slices.Equal(got, []Kind{KindNote, KindHealthNote}) {
		t.Errorf("offered %v", got)
	}
	for kind, want := range map[Kind]access.Area{KindNote: access.AreaSocial, KindHealthNote: access.AreaHealth, "letter": 0} {
		e := Entry{Kind: kind}
		if k.Wall(e) != want || e.Wall() != want {
			t.Errorf("%s is kept in %s, and of earlier programs in %s, want %s", kind, k.Wall(e), e.Wall(), want)
		}
	}
	if got := (Entry{Kind: "letter", Area: access.AreaCaseWork}).Wall(); got != access.AreaCaseWork {
		t.Errorf("a wall that was stamped counts: %s", got)
	}
}

// A temporary said who they are: the mark stays until a colleague's word, and the first word
// counts, whether the note is in Lifecare by then or not.
func TestAStatedIdentityIsMarkedUntilAColleagueVouches(t *testing.T) {
	stated, known := note(), note()
	stated.ID, stated.Author.Stated, known.ID = "n2", true, "n3"
	b := signed(t, stated, known)
	apply := func(e Event) {
		t.Helper()
		if err := b.Apply(e); err != nil {
			t.Fatal(err)
		}
	}
	marked, _ := b.Get("n2")
	plain, _ := b.Get("n3")
	if !marked.Unvouched() || plain.Unvouched() {
		t.Errorf("marked %v and %v, want the stated one only", marked.Unvouched(), plain.Unvouched())
	}
	apply(Event{Type: EventEntered, ID: "n2", At: night, By: maria, Reference: "4711", Reason: "Vikarien har slutat."})
	if !marked.Unvouched() {
		t.Error("entering it in Lifecare took the mark away")
	}
	apply(Event{Type: EventVouched, ID: "n2", At: night.Add(time.Hour), By: maria})
	apply(Event{Type: EventVouched, ID: "n2", At: night.Add(2 * time.Hour), By: anna})
	apply(Event{Type: EventVouched, ID: "n3", At: night, By: maria})
	if marked.Unvouched() || marked.VouchedBy != maria || !marked.VouchedAt.Equal(night.Add(time.Hour)) || marked.State != StateEntered {
		t.Errorf("after the first word: %+v", marked)
	}
	if plain.VouchedBy != (Author{}) || plain.State != StateSigned {
		t.Errorf("a word for somebody who is known changed %+v", plain)
	}
	if err := b.Apply(Event{Type: EventVouched, ID: "n9", By: maria}); !text.IsFault(err, "entry.unknown") {
		t.Errorf("a word for what nobody wrote: %v", err)
	}
}
