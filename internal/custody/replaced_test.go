package custody_test

import (
	"bytes"
	"encoding/json"
	"testing"
	"time"

	"avbrottsparm/internal/custody"
)

// shelf is a book and a binder that follow the same prints.
type shelf struct {
	t     *testing.T
	book  *custody.Book
	lies  *custody.Contents
	clock uint64
}

func newShelf(t *testing.T) *shelf {
	return &shelf{t: t, book: custody.NewBook(), lies: custody.NewContents()}
}

// prints prints forms of the named sheets and gives their numbers.
func (s *shelf) prints(job custody.Job, sheets ...custody.Paper) []custody.Number {
	s.t.Helper()
	s.clock++
	var numbers []custody.Number
	for i := range sheets {
		sheets[i].Number = drawn(s.t)
		issue := custody.Issue{Number: sheets[i].Number, Kind: "journal", Sort: sheets[i].Sort, Person: sheets[i].Person, At: morning, By: "lena"}
		if job.Binding != custody.BindsNothing {
			issue.Key = sheets[i].Key
		}
		s.book.Issue(issue, s.clock)
		numbers = append(numbers, sheets[i].Number)
	}
	job.Papers = append(job.Papers, sheets...)
	s.lies.Take(job, s.clock)
	return numbers
}

func (s *shelf) tells(e custody.Event) {
	s.clock++
	s.book.Tell(e, s.clock)
}

// replaced tells of each number whether it is to be shredded.
func (s *shelf) replaced(numbers ...custody.Number) string {
	told := ""
	for _, n := range numbers {
		slip, _ := s.book.Get(n)
		if s.lies.Replaced(slip) {
			told += "x"
		} else {
			told += "-"
		}
	}
	return told
}

func TestWhichFormsANewerPrintReplaces(t *testing.T) {
	elsa, plan, ake := paper("elsa", "1", "e"), paper("elsa-plan", "1", "e"), paper("åke", "1", "a")
	nobody := paper("stock", "1", "")
	for name, c := range map[string]struct {
		again func(s *shelf)
		want  string // of Elsa's form, her plan, Åke's form and one about nobody
	}{
		"nothing more": {func(*shelf) {}, "----"},
		"the whole binder": {func(s *shelf) {
			s.prints(custody.Job{Binding: custody.BindsWhole}, elsa, plan, ake, nobody)
		}, "xxxx"},
		"a whole binder without most of it": {func(s *shelf) {
			s.prints(custody.Job{Binding: custody.BindsWhole}, elsa)
		}, "xxxx"},
		"one person's part": {func(s *shelf) {
			s.prints(custody.Job{Binding: custody.BindsPerson, Person: "e"}, elsa)
		}, "xx--"},
		"what changed": {func(s *shelf) {
			s.prints(custody.Job{Binding: custody.BindsChanged, Out: []custody.Key{ake.Key}}, elsa)
		}, "x-x-"},
		"a form by itself": {func(s *shelf) {
			s.prints(custody.Job{}, elsa, nobody)
		}, "----"},
		"a print of an earlier program": {func(s *shelf) {
			s.prints(custody.Job{Binding: custody.BindsWhole})
		}, "----"},
	} {
		s := newShelf(t)
		numbers := s.prints(custody.Job{Binding: custody.BindsWhole}, elsa, plan, ake, nobody)
		c.again(s)
		if got := s.replaced(numbers...); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

// A form that was printed by itself is in use, and a sheet of a protected identity comes back by itself:
// neither goes with the binder.
func TestPapersBesideTheBinderAreNotReplaced(t *testing.T) {
	s := newShelf(t)
	secret := paper("protected", "1", "p")
	secret.Sort = custody.SortSheet
	loose := s.prints(custody.Job{}, paper("elsa", "1", "e"))
	bound := s.prints(custody.Job{Binding: custody.BindsWhole}, secret, paper("åke", "1", "a"))
	s.prints(custody.Job{Binding: custody.BindsWhole}, paper("elsa", "2", "e"))
	if got := s.replaced(loose[0], bound[0], bound[1]); got != "--x" {
		t.Errorf("%s", got)
	}
	s.tells(step(bound[1], custody.StepReturn, 1))
	if got := s.replaced(bound[1]); got != "-" {
		t.Error("a form that was handed in is to be shredded")
	}
}

// Two laptops tell of the same form while they are apart. What somebody says who has the paper in hand
// counts, whenever it was told and whatever is read first.
func TestAFormThatWasWrittenOnIsNotShreddedUnseen(t *testing.T) {
	n := drawn(t)
	shred := func(step custody.Step, minute int) custody.Event {
		return custody.Event{Number: n, Step: step, At: morning.Add(time.Duration(minute) * time.Minute), By: "lena", Note: "Ersatt", Unused: true}
	}
	type at struct {
		clock uint64
		event custody.Event
	}
	shredded := []at{{5, shred(custody.StepReturn, 5)}, {7, shred(custody.StepDestroy, 5)}}
	for name, c := range map[string]struct {
		others []at
		want   custody.State
	}{
		"nobody else tells":          {nil, custody.StateDestroyed},
		"it was handed in before":    {[]at{{3, step(n, custody.StepReturn, 3)}}, custody.StateReturned},
		"it was handed in meanwhile": {[]at{{6, step(n, custody.StepReturn, 6)}}, custody.StateReturned},
		"it is handed in afterwards": {[]at{{9, step(n, custody.StepReturn, 9)}}, custody.StateReturned},
		"it was entered afterwards":  {[]at{{9, step(n, custody.StepReturn, 9)}, {10, step(n, custody.StepTranscribe, 10)}}, custody.StateTranscribed},
		"it was missing before":      {[]at{{3, step(n, custody.StepMiss, 3)}}, custody.StateMissing},
		"both shredded it":           {[]at{{6, shred(custody.StepReturn, 6)}, {8, shred(custody.StepDestroy, 6)}}, custody.StateDestroyed},
		"it was handed in and looked at": {[]at{{9, step(n, custody.StepReturn, 9)}, {10, step(n, custody.StepDestroy, 10)}, {11, step(n, custody.StepReturn, 11)}},
			custody.StateDestroyed},
	} {
		var first []byte
		all := append(append([]at(nil), shredded...), c.others...)
		for turn := range len(all) {
			b := custody.NewBook()
			b.Issue(custody.Issue{Number: n, Kind: "journal", Key: custody.KeyOf("elsa"), At: morning, By: "lena"}, 1)
			for i := range 2 * len(all) { // each twice
				told := all[(i+turn)%len(all)]
				b.Tell(told.event, told.clock)
			}
			s, _ := b.Get(n)
			if s.State != c.want || s.Unused != (c.want == custody.StateDestroyed && len(c.others) != 3) {
				t.Errorf("%s: %s, unseen %v, want %s", name, s.State, s.Unused, c.want)
			}
			raw, err := json.Marshal(b)
			if err != nil {
				t.Fatal(err)
			}
			if first == nil {
				first = raw
			}
			if !bytes.Equal(raw, first) {
				t.Errorf("%s: kept as\n%s\n%s", name, first, raw)
			}
		}
	}
}

// A form that turns up after it was shredded with the others, written on, can still be handed in.
func TestWhatWasShreddedUnseenCanStillBeHandedIn(t *testing.T) {
	s := newShelf(t)
	n := s.prints(custody.Job{Binding: custody.BindsWhole}, paper("elsa", "1", "e"))[0]
	for _, one := range []custody.Step{custody.StepReturn, custody.StepDestroy} {
		e := step(n, one, 1)
		e.Unused = true
		s.tells(e)
	}
	slip, _ := s.book.Get(n)
	if open := slip.Open(); slip.State != custody.StateDestroyed || len(open) != 1 || open[0] != custody.StepReturn {
		t.Errorf("%s, then %v", slip.State, open)
	}
	if err := slip.Check(custody.StepReturn, ""); err != nil {
		t.Error(err)
	}
	for _, one := range []custody.Step{custody.StepMiss, custody.StepFind, custody.StepKeep, custody.StepDestroy, custody.StepTranscribe} {
		if slip.Check(one, "tom") == nil {
			t.Errorf("%s is allowed", one)
		}
	}
	s.tells(step(n, custody.StepReturn, 2))
	if slip, _ = s.book.Get(n); slip.State != custody.StateReturned || slip.Unused || len(slip.Open()) != 3 {
		t.Errorf("%s, then %v", slip.State, slip.Open())
	}
}
