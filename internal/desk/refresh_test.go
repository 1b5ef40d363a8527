package desk_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

// canaryKey is the key of the connection in these tests; it must be found nowhere but sealed.
const canaryKey = "kanarie-4711-nyckel"

// lifecare is a source that answers what a test says.
type lifecare struct {
	u     *unit
	reads []desk.SourceRead
	// pages are what a list answers, page by page; the batches that they mean stand in u.files.
	pages map[string]int
	fails map[string]error // after its pages
	delta map[string]bool
	asked []desk.SourcePull
	meant []desk.Connection
	wait  func(ctx context.Context, read string) // before it answers
}

func (l *lifecare) Reads() []desk.SourceRead { return l.reads }

func (l *lifecare) Try(context.Context) error { return l.fails["try"] }

func (l *lifecare) Pull(ctx context.Context, p desk.SourcePull, take func(desk.SourcePage) error) (desk.SourceDone, error) {
	l.asked = append(l.asked, p)
	if l.wait != nil {
		l.wait(ctx, p.Read)
	}
	if err := ctx.Err(); err != nil {
		return desk.SourceDone{}, err
	}
	from := 0
	if p.From != "" {
		if _, err := fmt.Sscan(p.From, &from); err != nil {
			return desk.SourceDone{}, err
		}
	}
	for n := from; n < l.pages[p.Read]; n++ {
		if err := take(desk.SourcePage{Raw: []byte("[]"), Items: 1, First: n == 0, Next: fmt.Sprint(n + 1)}); err != nil {
			return desk.SourceDone{}, err
		}
	}
	if err := l.fails[p.Read]; err != nil {
		return desk.SourceDone{}, err
	}
	return desk.SourceDone{Mark: "after " + l.u.now.UTC().Format(time.TimeOnly), At: l.u.now.UTC(), Delta: p.Since != "" && l.delta[p.Read]}, nil
}

func (l *lifecare) connect(c desk.Connection) (desk.Source, error) {
	if c.Address == "fel" {
		return nil, text.NewFault("lifecare.address")
	}
	l.meant = append(l.meant, c)
	return l, nil
}

// answers makes a list answer in so many pages, and says what they mean.
func (l *lifecare) answers(read string, pages int, batches ...care.Batch) {
	l.pages[read] = pages
	l.u.files[read+".json"] = batches
}

// live is a unit whose binder is connected, with Lena at it.
func live(t *testing.T) (*unit, *lifecare, *desk.Session) {
	t.Helper()
	u := newUnit(t)
	l := &lifecare{u: u, pages: map[string]int{}, fails: map[string]error{}, delta: map[string]bool{"clients": true, "relatives": true, "orders": true},
		reads: []desk.SourceRead{{Name: "clients", Kinds: []care.Kind{care.KindPerson}, Whole: true}, {Name: "relatives", Kinds: []care.Kind{care.KindRelative}, Whole: true},
			{Name: "orders", Kinds: []care.Kind{care.KindHealthOrder}, Whole: true}}}
	u.desk.Connect = l.connect
	s := u.setUp()
	l.answers("clients", 2, clients("192401297250", "195006142524"))
	l.answers("relatives", 1, relatives("192401297250"))
	l.answers("orders", 0)
	if err := s.SetConnection(t.Context(), desk.Connection{Address: "https://lifecare.example", Domain: "7", Key: access.NewSecret(canaryKey), On: true}); err != nil {
		t.Fatal(err)
	}
	return u, l, s
}

func clients(numbers ...string) care.Batch {
	b := care.Batch{Format: "lifecare.clients", Kinds: []care.Kind{care.KindPerson}}
	for i, n := range numbers {
		p := &care.Person{Given: "Elsa", Family: fmt.Sprint("Lund", n[6:8]), PersonalID: care.PersonalID(n)}
		p.SourceID = n
		b.Incoming = append(b.Incoming, care.Incoming{Item: p, Whose: care.PersonKey{PersonalID: p.PersonalID}, Row: i + 1})
	}
	return b
}

func relatives(numbers ...string) care.Batch {
	b := care.Batch{Format: "lifecare.relatives", Kinds: []care.Kind{care.KindRelative}}
	for i, n := range numbers {
		rel := &care.Relative{Given: "Per", Family: "Ek", Relation: "Son"}
		rel.SourceID = fmt.Sprint("r", n)
		b.Incoming = append(b.Incoming, care.Incoming{Item: rel, Whose: care.PersonKey{PersonalID: care.PersonalID(n)}, Row: i + 1})
	}
	return b
}

func refresh(t *testing.T, s *desk.Session, how desk.Refreshing) desk.Refreshed {
	t.Helper()
	done, err := s.Refresh(t.Context(), how)
	if err != nil {
		t.Fatal(err)
	}
	return done
}

// outcomes are a refresh on one line for each list.
func outcomes(done desk.Refreshed) []string {
	var lines []string
	for _, r := range done.Reads {
		lines = append(lines, fmt.Sprintf("%s %s %d/%d/%d/%d", r.Read, r.Outcome, r.New, r.Changed, r.Unchanged, r.Gone))
	}
	return lines
}

func (l *lifecare) since() string {
	var marks []string
	for _, p := range l.asked {
		marks = append(marks, p.Read+":"+p.Since+":"+p.From)
	}
	l.asked = nil
	return strings.Join(marks, " ")
}

// Everything comes first, then what changed, and once a day everything again, so that what
// vanished is seen.
func TestTheBinderRefreshesItself(t *testing.T) {
	u, l, s := live(t)
	if !s.RefreshDue(u.now) {
		t.Error("a new connection is not due")
	}
	var seen []desk.RefreshProgress
	done := refresh(t, s, desk.Refreshing{Progress: func(p desk.RefreshProgress) { seen = append(seen, p) }})
	same(t, outcomes(done), []string{"clients taken 2/0/0/0", "relatives taken 1/0/0/0", "orders taken 0/0/0/0"})
	if done.Why != nil || done.Reads[0].Pages != 2 || !done.Reads[0].Whole || l.since() != "clients:: relatives:: orders::" {
		t.Errorf("%+v", done)
	}
	if len(seen) < 6 || seen[0] != (desk.RefreshProgress{Read: "clients", Total: 3}) || seen[len(seen)-1].Done != 3 {
		t.Errorf("progress %+v", seen)
	}
	st := s.RefreshState()
	if !st.Configured || !st.On || st.Running || !st.LastComplete.Equal(u.now) || !st.LastAnswer.Equal(u.now) || !st.Next.Equal(u.now.Add(desk.UsualRhythm)) || st.Why != nil {
		t.Errorf("%+v", st)
	}
	if s.RefreshDue(u.now.Add(14*time.Minute)) || !s.RefreshDue(u.now.Add(15*time.Minute)) || !s.RefreshDue(u.now.AddDate(0, 0, -3)) {
		t.Error("the rhythm is not kept")
	}

	mark := "after " + u.now.UTC().Format(time.TimeOnly)
	u.now = u.now.Add(15 * time.Minute)
	l.answers("clients", 0)
	l.answers("relatives", 1, care.Batch{Format: "lifecare.relatives", Kinds: []care.Kind{care.KindRelative}, Removed: []care.Removed{{Kind: care.KindRelative, SourceID: "r192401297250"}}})
	done = refresh(t, s, desk.Refreshing{ByRhythm: true})
	same(t, outcomes(done), []string{"clients taken 0/0/0/0", "relatives taken 0/0/0/1", "orders taken 0/0/0/0"})
	if asked := l.since(); asked != "clients:"+mark+": relatives:"+mark+": orders:"+mark+":" {
		t.Error(asked)
	}

	u.now = u.now.AddDate(0, 0, 1)
	l.answers("clients", 1, clients("192401297250"))
	l.answers("relatives", 0)
	done = refresh(t, s, desk.Refreshing{ByRhythm: true})
	same(t, outcomes(done), []string{"clients taken 0/0/1/1", "relatives taken 0/0/0/0", "orders taken 0/0/0/0"})
	if l.since() != "clients:: relatives:: orders::" {
		t.Error("a day later it doesn't ask for everything")
	}
}

// A pull in which nothing changed makes no record, and still counts as fresh, also after the lock.
func TestWhatDidNotChangeIsFreshAllTheSame(t *testing.T) {
	u, l, s := live(t)
	refresh(t, s, desk.Refreshing{})
	l.answers("clients", 0)
	l.answers("relatives", 0)
	records := func() (n int) {
		for _, r := range u.vault.records {
			if r.Kind == ledger.KindImport || r.Stream == ledger.StreamLog {
				n++
			}
		}
		return n
	}
	before := records()
	for range 10 {
		u.now = u.now.Add(15 * time.Minute)
		refresh(t, s, desk.Refreshing{ByRhythm: true})
	}
	if records() != before {
		t.Errorf("%d records for ten pulls without anything new", records()-before)
	}
	at := u.now.UTC()
	if got := s.Fresh()[care.KindPerson]; !got.Equal(at) {
		t.Errorf("persons are of %s, want %s", got, at)
	}
	if err := s.Lock(); err != nil {
		t.Fatal(err)
	}
	u.now = u.now.Add(time.Minute)
	s = u.open("lena")
	if got := s.Fresh()[care.KindPerson]; !got.Equal(at) {
		t.Errorf("after the lock persons are of %s, want %s", got, at)
	}
	if st := s.RefreshState(); !st.LastComplete.Equal(at) || !st.Next.Equal(at.Add(desk.UsualRhythm)) {
		t.Errorf("%+v", st)
	}
	l.since()
	u.now = u.now.Add(time.Hour)
	refresh(t, s, desk.Refreshing{ByRhythm: true})
	if asked := l.since(); !strings.HasPrefix(asked, "clients:after ") {
		t.Errorf("the marks are lost at the lock: %s", asked)
	}
}

// A line that breaks costs nothing that came: the lists before it are stored, and the list itself
// goes on where it broke, also after the lock.
func TestALineThatBreaks(t *testing.T) {
	u, l, s := live(t)
	l.fails["relatives"] = text.NewFault("lifecare.broken_line")
	l.pages["relatives"] = 3
	done := refresh(t, s, desk.Refreshing{ByRhythm: true})
	same(t, outcomes(done), []string{"clients taken 2/0/0/0", "relatives failed 0/0/0/0", "orders taken 0/0/0/0"})
	fault(t, done.Why, "lifecare.broken_line")
	st := s.RefreshState()
	if !st.FailingSince.Equal(u.now) || !text.IsFault(st.Why, "lifecare.broken_line") || !st.LastComplete.IsZero() {
		t.Errorf("%+v", st)
	}
	if err := s.Lock(); err != nil {
		t.Fatal(err)
	}
	s = u.open("lena")
	l.since()
	u.now = u.now.Add(15 * time.Minute)
	delete(l.fails, "relatives")
	l.pages["relatives"] = 5
	done = refresh(t, s, desk.Refreshing{ByRhythm: true})
	if asked := l.since(); !strings.Contains(asked, "relatives::3 ") || !done.Reads[1].Resumed || done.Reads[1].Pages != 5 || done.Reads[1].New != 1 {
		t.Errorf("asked %s, %+v", asked, done.Reads[1])
	}
	if st := s.RefreshState(); !st.FailingSince.IsZero() || st.Why != nil || st.LastComplete.IsZero() {
		t.Errorf("%+v", st)
	}
	for ref := range u.vault.items {
		if ref.Kind == "pulled_part" {
			t.Error("the part of the list is still there")
		}
	}

	// What is too old to go on with begins anew.
	l.fails["clients"] = text.NewFault("lifecare.broken_line")
	u.now = u.now.AddDate(0, 0, 1)
	refresh(t, s, desk.Refreshing{ByRhythm: true})
	u.now = u.now.Add(7 * time.Hour)
	l.since()
	refresh(t, s, desk.Refreshing{ByRhythm: true})
	if asked := l.since(); !strings.HasPrefix(asked, "clients:: ") {
		t.Error(asked)
	}
}

// What every list would meet is met once; what one list meets costs the others nothing.
func TestWhatEndsARefresh(t *testing.T) {
	for name, c := range map[string]struct {
		fails map[string]string
		want  []desk.ReadOutcome
		why   string
		next  time.Duration
	}{
		"the key":       {map[string]string{"clients": "lifecare.key_refused"}, []desk.ReadOutcome{"failed", "not_tried", "not_tried"}, "lifecare.key_refused", time.Hour},
		"no answer":     {map[string]string{"clients": "lifecare.not_answering", "relatives": "lifecare.not_answering"}, []desk.ReadOutcome{"failed", "failed", "not_tried"}, "lifecare.not_answering", 15 * time.Minute},
		"one is busy":   {map[string]string{"relatives": "lifecare.busy"}, []desk.ReadOutcome{"taken", "failed", "taken"}, "lifecare.busy", 15 * time.Minute},
		"one not there": {map[string]string{"relatives": "lifecare.not_there"}, []desk.ReadOutcome{"taken", "failed", "taken"}, "", 15 * time.Minute},
		"none there":    {map[string]string{"clients": "lifecare.not_there", "relatives": "lifecare.not_there", "orders": "lifecare.not_there"}, []desk.ReadOutcome{"failed", "failed", "failed"}, "lifecare.not_there", 15 * time.Minute},
		"not allowed":   {map[string]string{"orders": "lifecare.not_allowed"}, []desk.ReadOutcome{"taken", "taken", "failed"}, "", 15 * time.Minute},
	} {
		t.Run(name, func(t *testing.T) {
			u, l, s := live(t)
			for read, code := range c.fails {
				l.fails[read] = text.NewFault(code)
			}
			done := refresh(t, s, desk.Refreshing{ByRhythm: true})
			var got []desk.ReadOutcome
			for _, r := range done.Reads {
				got = append(got, r.Outcome)
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("%v, want %v", got, c.want)
			}
			if c.why == "" && done.Why != nil || c.why != "" && !text.IsFault(done.Why, c.why) {
				t.Errorf("why %v, want %s", done.Why, c.why)
			}
			if st := s.RefreshState(); !st.Next.Equal(u.now.Add(c.next)) || (st.Why == nil) != (c.why == "") {
				t.Errorf("%+v", st)
			}
		})
	}
}

// An answer that nobody understands is named and left, and the rhythm lets it be for a day.
func TestAnAnswerThatIsNotUnderstood(t *testing.T) {
	u, l, s := live(t)
	l.answers("orders", 1, clients("192401297250"))
	done := refresh(t, s, desk.Refreshing{ByRhythm: true})
	if done.Reads[2].Outcome != desk.ReadStrange || done.Why != nil || !slices.Equal(s.RefreshState().Strange, []string{"orders"}) {
		t.Errorf("%+v, %+v", done.Reads[2], s.RefreshState())
	}
	l.since()
	u.now = u.now.Add(time.Hour)
	refresh(t, s, desk.Refreshing{ByRhythm: true})
	if asked := l.since(); strings.Contains(asked, "orders") {
		t.Errorf("asked again: %s", asked)
	}
	refresh(t, s, desk.Refreshing{})
	if asked := l.since(); !strings.Contains(asked, "orders") {
		t.Errorf("a person who asks is not obeyed: %s", asked)
	}
}

// More than a fifth gone waits for a person, as with files; what came is stored.
func TestMoreThanAFifthGoneWaits(t *testing.T) {
	u, l, s := live(t)
	five := []string{"192401297250", "195006142524", "192402149237", "192402239269", "193706187071"}
	l.answers("clients", 1, clients(five...))
	refresh(t, s, desk.Refreshing{})
	u.now = u.now.AddDate(0, 0, 1)
	l.answers("clients", 1, clients(five[:3]...))
	done := refresh(t, s, desk.Refreshing{ByRhythm: true})
	if !done.Reads[0].Held || done.Reads[0].Gone != 2 || len(s.People("")) != 5 || !slices.Equal(s.RefreshState().Held, []string{"clients"}) {
		t.Errorf("%+v", done.Reads[0])
	}
	u.now = u.now.Add(time.Hour)
	done = refresh(t, s, desk.Refreshing{ConfirmGone: true})
	if done.Reads[0].Held || done.Reads[0].Gone != 2 || !done.Reads[0].Whole || len(s.RefreshState().Held) != 0 {
		t.Errorf("%+v", done.Reads[0])
	}
}

// After a purge what changed since the last pull is not all that there is: everything is asked for
// again, and nothing of a list that broke is left.
func TestAPurgeForgetsHowFarItCame(t *testing.T) {
	u, l, s := live(t)
	l.fails["relatives"] = text.NewFault("lifecare.broken_line")
	refresh(t, s, desk.Refreshing{ByRhythm: true})
	if _, err := s.PurgeReplica(t.Context()); err != nil {
		t.Fatal(err)
	}
	for ref := range u.vault.items {
		if ref.Kind == "pulled_part" || ref.Kind == "pulls" {
			t.Errorf("%s is left", ref.Kind)
		}
	}
	delete(l.fails, "relatives")
	l.since()
	if !s.RefreshDue(u.now) {
		t.Error("the empty binder is not due")
	}
	refresh(t, s, desk.Refreshing{ByRhythm: true})
	if asked := l.since(); asked != "clients:: relatives:: orders::" || len(s.People("")) != 2 {
		t.Errorf("asked %s", asked)
	}
}
