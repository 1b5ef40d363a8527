package desk_test

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

// note is a note about Elsa that lacks nothing.
func note(t *testing.T, s *desk.Session, headline string, at time.Time) entry.Entry {
	t.Helper()
	p, err := s.Person(string(elsa.PersonalID))
	if err != nil {
		t.Fatal(err)
	}
	e := s.NewNote(p.ID)
	e.Headline, e.Text, e.EventTime = headline, "Sov lugnt.", at
	return e
}

func signed(t *testing.T, s *desk.Session, e entry.Entry) *entry.Tracked {
	t.Helper()
	tracked, err := s.Sign(t.Context(), e)
	if err != nil {
		t.Fatal(err)
	}
	return tracked
}

// Given a draft, when somebody else opens the binder, then it is neither shown to them nor
// theirs to change; its author finds it again.
func TestADraftBelongsToItsAuthor(t *testing.T) {
	u := newUnit(t)
	s := u.setUp()
	u.read(s, "register", register())
	draft, err := s.SaveDraft(t.Context(), s.NewNote(""))
	if err != nil {
		t.Fatal(err)
	}
	draft.Headline = "Påbörjad"
	u.now = u.now.Add(time.Minute)
	if draft, err = s.SaveDraft(t.Context(), draft); err != nil || !draft.WrittenTime.Equal(u.now) {
		t.Fatalf("draft written %v, %v", draft.WrittenTime, err)
	}

	other := u.open("sara")
	if got := other.Drafts(); len(got) != 0 {
		t.Errorf("Sara sees %d drafts of Lena", len(got))
	}
	if got := other.Counts().Drafts; got != 0 {
		t.Errorf("Sara has %d drafts", got)
	}
	_, err = other.SaveDraft(t.Context(), draft)
	fault(t, err, "entry.not_yours")
	fault(t, other.DiscardDraft(t.Context(), draft.ID), "entry.not_yours")
	_, err = other.Sign(t.Context(), draft)
	fault(t, err, "entry.not_yours")

	again := u.open("lena")
	if got := again.Drafts(); len(got) != 1 || got[0].Headline != "Påbörjad" || got[0].Author.Name != "Lena Ek" {
		t.Fatalf("Lena's drafts: %+v", got)
	}
	if err := again.DiscardDraft(t.Context(), draft.ID); err != nil || len(again.Drafts())+len(u.vault.drafts) != 0 {
		t.Errorf("a draft thrown away is still there: %v", err)
	}
}

func TestWhatIsSignedIsFinal(t *testing.T) {
	u := newUnit(t)
	s := u.setUp()
	u.read(s, "register", register())
	e := note(t, s, "Tillsyn", u.now.Add(-time.Hour))
	e, err := s.SaveDraft(t.Context(), e)
	if err != nil {
		t.Fatal(err)
	}
	u.now = u.now.Add(10 * time.Minute)
	tracked := signed(t, s, e)
	if tracked.State != entry.StateSigned || !tracked.WrittenTime.Equal(u.now) || tracked.Clock != entry.ClockTrusted || tracked.Author.Title != "undersköterska" {
		t.Errorf("signed as %+v", tracked)
	}
	if len(u.vault.drafts) != 0 {
		t.Error("the draft of a signed note is still there")
	}
	e.Text = "Ändrad i efterhand"
	_, err = s.Sign(t.Context(), e)
	fault(t, err, "entry.final")
	_, err = s.SaveDraft(t.Context(), e)
	fault(t, err, "entry.final")

	got, err := u.open("lena").Entry(tracked.ID)
	if err != nil || got.Text != "Sov lugnt." {
		t.Errorf("after unlocking again: %+v, %v", got, err)
	}
}

func TestWhatIsMissingKeepsANoteFromBeingSigned(t *testing.T) {
	u := newUnit(t)
	s := u.setUp()
	u.read(s, "register", register())
	for code, spoil := range map[string]func(*entry.Entry){
		"entry.no_person":   func(e *entry.Entry) { e.PersonID = "" },
		"entry.no_time":     func(e *entry.Entry) { e.EventTime = time.Time{} },
		"entry.future":      func(e *entry.Entry) { e.EventTime = u.now.Add(time.Hour) },
		"entry.no_headline": func(e *entry.Entry) { e.Headline = " " },
		"entry.no_text":     func(e *entry.Entry) { e.Text = "\n" },
		"entry.long_text":   func(e *entry.Entry) { e.Text = strings.Repeat("å", entry.MaxWhole+1) },
		"person.unknown":    func(e *entry.Entry) { e.PersonID = "someone" },
	} {
		e := note(t, s, "Tillsyn", u.now.Add(-time.Hour))
		spoil(&e)
		_, err := s.Sign(t.Context(), e)
		fault(t, err, code)
	}
	if got := s.Counts().Waiting; got != 0 {
		t.Errorf("%d notes wait although none could be signed", got)
	}
}

// A note counts as saved only when the disk says so.
func TestANoteThatCouldNotBeStoredIsNotSigned(t *testing.T) {
	u := newUnit(t)
	s := u.setUp()
	u.read(s, "register", register())
	e := note(t, s, "Tillsyn", u.now.Add(-time.Hour))
	if _, err := s.SaveDraft(t.Context(), e); err != nil {
		t.Fatal(err)
	}
	u.vault.fails = func(ledger.Change) bool { return true }
	if _, err := s.Sign(t.Context(), e); err == nil {
		t.Fatal("signed on a broken disk")
	}
	if s.Counts().Waiting != 0 || len(s.Drafts()) != 1 {
		t.Errorf("%d wait, %d drafts; want 0 and 1", s.Counts().Waiting, len(s.Drafts()))
	}
	u.vault.fails = nil
	signed(t, s, e)
	if s.Counts().Waiting != 1 || len(s.Drafts()) != 0 {
		t.Errorf("after another try: %d wait, %d drafts", s.Counts().Waiting, len(s.Drafts()))
	}
}

// Given a draft whose area is closed to its author afterwards, by a choice or by their rights, then it is
// never lost: what they can still open they go on with, the rest is there when they get the key back.
func TestADraftSurvivesTheWallThatCloses(t *testing.T) {
	u, head := filled(t)
	u.add(head, "Maria Ek", "sjuksköterska", access.RoleStaff, access.AreaSocial, access.AreaHealth)
	u.add(head, "Bo Alm", "vårdbiträde", access.RoleStaff, access.AreaSocial)
	bo := u.open("Bo Alm")
	e, err := bo.Begin(desk.Beginning{Kind: "deviation", PersonID: elsaOf(bo)})
	u.must(err)
	if e.Values == nil {
		e.Values = map[string]string{}
	}
	e.Values["law"], e.Text = "hsl", "Fel dos."
	e, err = bo.SaveDraft(t.Context(), e)
	u.must(err)
	if drafts := u.open("Bo Alm").Drafts(); len(drafts) != 1 || drafts[0].Text != "Fel dos." || drafts[0].Area != access.AreaSocial {
		t.Errorf("after a choice: %+v", drafts)
	}
	maria := u.open("Maria Ek")
	n := note(t, maria, "Sår", u.now)
	n.Kind = entry.KindHealthNote
	n, err = maria.SaveDraft(t.Context(), n)
	u.must(err)
	held := u.vault.identities[maria.User().Identity]
	all := held.areas
	held.areas = slices.DeleteFunc(slices.Clone(all), func(a access.Area) bool { return a == access.AreaHealth })
	_, err = maria.SaveDraft(t.Context(), n) // while she writes
	u.must(err)
	if drafts := u.open("Maria Ek").Drafts(); len(drafts) != 1 || drafts[0].Area != access.AreaSocial {
		t.Errorf("without the key: %+v", drafts)
	}
	_, err = u.open("Maria Ek").Sign(t.Context(), n)
	fault(t, err, "access.closed")
	held.areas = all
	signed(t, u.open("Maria Ek"), n)
}

// Given a laptop whose clock has fallen behind what it has written, then times are marked as
// uncertain and not guessed.
func TestAClockThatIsBehindMarksTimes(t *testing.T) {
	for _, c := range []struct {
		name string
		back time.Duration
		want entry.ClockState
	}{
		{"a little slack", time.Minute, entry.ClockTrusted},
		{"months in a cupboard", 90 * 24 * time.Hour, entry.ClockUncertain},
	} {
		t.Run(c.name, func(t *testing.T) {
			u := newUnit(t)
			u.read(u.setUp(), "register", register())
			u.now = u.now.Add(-c.back)
			s := u.open("lena")
			if s.ClockUncertain() != (c.want == entry.ClockUncertain) {
				t.Errorf("uncertain: %v", s.ClockUncertain())
			}
			e := note(t, s, "Tillsyn", u.now.Add(-time.Hour))
			if c.want == entry.ClockUncertain {
				_, err := s.Sign(t.Context(), e)
				fault(t, err, "entry.clock_uncertain")
				e.Confirmed = []string{"clock_uncertain"}
			}
			if got := signed(t, s, e); got.Clock != c.want || !slices.Equal(got.Confirmed, e.Confirmed) {
				t.Errorf("the note's clock is %s, want %s", got.Clock, c.want)
			}
		})
	}
}

func TestTheQueueHasOnesOwnFirstAndOldestFirst(t *testing.T) {
	u := newUnit(t)
	s := u.setUp()
	u.read(s, "register", register())
	signed(t, s, note(t, s, "Lenas nyare", u.now.Add(-time.Hour)))
	signed(t, s, note(t, s, "Lenas äldre", u.now.Add(-3*time.Hour)))
	sara := u.open("sara")
	signed(t, sara, note(t, sara, "Saras", u.now.Add(-2*time.Hour)))
	for who, want := range map[string]string{"sara": "Saras, Lenas äldre, Lenas nyare", "lena": "Lenas äldre, Lenas nyare, Saras"} {
		var got []string
		for _, e := range u.open(who).Queue(false) {
			got = append(got, e.Headline)
		}
		if strings.Join(got, ", ") != want {
			t.Errorf("%s's queue: %v, want %s", who, got, want)
		}
	}
}

// Routine 5.3: the author enters the note; another only with a reason; always with Lifecare's own
// time or number, and once.
func TestReentry(t *testing.T) {
	u := newUnit(t)
	s := u.setUp()
	u.read(s, "register", register())
	own, others := signed(t, s, note(t, s, "Ett", u.now.Add(-time.Hour))), signed(t, s, note(t, s, "Två", u.now.Add(-time.Hour)))

	_, err := s.Reenter(t.Context(), own.ID, "  ", "")
	fault(t, err, "entry.no_reference")
	_, err = s.Reenter(t.Context(), "finns inte", "LC 1", "")
	fault(t, err, "entry.unknown")
	done, err := s.Reenter(t.Context(), " "+own.ID+" ", " LC 1 ", "")
	if err != nil || done.State != entry.StateEntered || done.Reference != "LC 1" || done.EnteredBy.Name != "Lena Ek" {
		t.Fatalf("entered: %+v, %v", done, err)
	}
	_, err = s.Reenter(t.Context(), own.ID, "LC 2", "")
	fault(t, err, "entry.state")

	sara := u.open("sara")
	_, err = sara.Reenter(t.Context(), others.ID, "LC 3", " ")
	fault(t, err, "entry.no_reason")
	if done, err = sara.Reenter(t.Context(), others.ID, "LC 3", "Lena är ledig"); err != nil || done.Reason != "Lena är ledig" {
		t.Fatalf("entered by Sara: %+v, %v", done, err)
	}
	again := u.open("lena")
	if c := again.Counts(); c.Waiting != 0 || c.Entered != 2 || len(again.Queue(false)) != 0 || len(again.Queue(true)) != 2 {
		t.Errorf("after unlocking again: %+v", c)
	}
	fields, err := again.CopyFields(t.Context(), own.ID)
	if err != nil || fields[0].Value != string(elsa.PersonalID) || fields[1].Value != "Elsa Lund" {
		t.Errorf("fields in Lifecare's order: %v, %v", fields, err)
	}
}

func TestTimesAsPeopleWriteThem(t *testing.T) {
	for written, want := range map[string]string{
		"2026-11-22T03:10":          "2026-11-22T03:10:00+01:00",
		" 2026-07-01 03:10 ":        "2026-07-01T03:10:00+02:00",
		"2026-11-22T03:10:00+02:00": "2026-11-22T02:10:00+01:00",
		"2026-10-25T02:30":          "2026-10-25T02:30:00+02:00", // comes twice: the first
		"2026-03-29T02:30":          "2026-03-29T03:30:00+02:00", // doesn't exist
	} {
		got, err := desk.ReadEventTime(written)
		if err != nil || got.Format(time.RFC3339) != want {
			t.Errorf("%q is %v, %v; want %s", written, got, err, want)
		}
	}
	for _, wrong := range []string{"", "igår", "2026-02-30T10:00", "03:10", "2026-11-22"} {
		if _, err := desk.ReadEventTime(wrong); !text.IsFault(err, "entry.bad_time") {
			t.Errorf("%q: %v", wrong, err)
		}
	}
}

// The envelope's code opens the binder; what is written then is by nobody's name.
func TestTheRecoveryCodeWritesAsItself(t *testing.T) {
	u := newUnit(t)
	u.read(u.setUp(), "register", register())
	s, err := u.desk.UnlockRecovery(t.Context(), "binder", "code")
	if err != nil {
		t.Fatal(err)
	}
	if got := s.User(); got.Name != "Återställningskod" || got.Identity != "envelope" {
		t.Errorf("opened as %+v", got)
	}
	if got := signed(t, s, note(t, s, "Tillsyn", u.now.Add(-time.Hour))); got.Author.Identity != "envelope" || got.EventTime.Location() != care.Stockholm {
		t.Errorf("written by %+v at %v", got.Author, got.EventTime)
	}
}

// Given a binder that was put together from an older copy, when the copy held a draft that has
// been signed since, then the note is final and the draft is not offered again.
func TestADraftThatWasSignedDoesNotComeBack(t *testing.T) {
	u := newUnit(t)
	s := u.setUp()
	u.read(s, "personer", register())
	note := s.NewNote(s.People("Elsa")[0].ID)
	note.EventTime, note.Headline, note.Text = u.now.Add(-time.Hour), "Tillsyn", "Sov lugnt."
	if _, err := s.SaveDraft(t.Context(), note); err != nil {
		t.Fatal(err)
	}
	before := maps.Clone(u.vault.drafts)
	if _, err := s.Sign(t.Context(), note); err != nil {
		t.Fatal(err)
	}
	u.vault.drafts = before
	if again := u.open("lena"); len(again.Drafts()) != 0 || again.Counts().Drafts != 0 || again.Counts().Waiting != 1 {
		t.Errorf("%d drafts, %+v", len(again.Drafts()), again.Counts())
	}
}
