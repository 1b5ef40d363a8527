package custody_test

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"testing"
	"time"

	"avbrottsparm/internal/custody"
)

var morning = time.Date(2026, 11, 23, 7, 0, 0, 0, time.UTC)

func drawn(t *testing.T) custody.Number {
	t.Helper()
	n, err := custody.NewNumber(nil)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func issue(n custody.Number, minutes int) custody.Issue {
	return custody.Issue{Number: n, Kind: "journal", Version: 2, Pages: 1, Person: "p1", At: morning.Add(time.Duration(minutes) * time.Minute), By: "lena"}
}

func step(n custody.Number, s custody.Step, minutes int) custody.Event {
	return custody.Event{Number: n, Step: s, At: morning.Add(time.Duration(minutes) * time.Minute), By: "maria", Note: "not"}
}

func TestAPaperIsFollowedFromThePrinterToTheShredder(t *testing.T) {
	n, b := drawn(t), custody.NewBook()
	b.Issue(issue(n, 0), 1)
	for i, c := range []struct {
		step custody.Step
		want custody.State
	}{{custody.StepReturn, custody.StateReturned}, {custody.StepMiss, custody.StateMissing}, {custody.StepFind, custody.StateIssued},
		{custody.StepReturn, custody.StateReturned}, {custody.StepTranscribe, custody.StateTranscribed}, {custody.StepDestroy, custody.StateDestroyed}} {
		if !b.Tell(step(n, c.step, i+1), uint64(i+2)) {
			t.Fatalf("%s is not known", c.step)
		}
		s, _ := b.Get(n)
		if s.State != c.want || s.ChangedBy != "maria" || s.Note != "not" || len(s.Events) != i+1 || s.By != "lena" {
			t.Errorf("after %s: %+v", c.step, s)
		}
	}
	if _, known := b.Get(drawn(t)); known {
		t.Error("a number that nobody drew is known")
	}
}

func TestTheBookCountsWhatIsOut(t *testing.T) {
	b := custody.NewBook()
	put := func(at int, steps ...custody.Step) {
		n := drawn(t)
		b.Issue(issue(n, at), 1)
		for i, s := range steps {
			b.Tell(step(n, s, at+i+1), uint64(i+2))
		}
	}
	put(0)
	put(0, custody.StepReturn)
	put(0, custody.StepReturn, custody.StepTranscribe, custody.StepKeep)
	put(0, custody.StepReturn, custody.StepDestroy)
	put(0, custody.StepMiss)
	put(60)
	put(60, custody.StepReturn, custody.StepTranscribe)
	all := b.Count(time.Time{}, time.Time{}, nil)
	if want := (custody.Counts{Printed: 7, Out: 2, Returned: 1, Transcribed: 1, Kept: 1, Destroyed: 1, Missing: 1, OutNow: 2, ReturnedNow: 1}); all != want {
		t.Errorf("all: %+v", all)
	}
	first := b.Count(morning, morning.Add(time.Hour), nil)
	if want := (custody.Counts{Printed: 5, Out: 1, Returned: 1, Kept: 1, Destroyed: 1, Missing: 1, OutNow: 2, ReturnedNow: 1}); first != want {
		t.Errorf("the first hour: %+v", first)
	}
}

// fact is one record of the ledger.
type fact struct {
	take  func(*custody.Book, *custody.Contents)
	clock uint64
}

func packed(t *testing.T, b *custody.Book, c *custody.Contents) []byte {
	t.Helper()
	raw, err := json.Marshal([]any{b, c})
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// Given records of two laptops, when they are read in any order and some twice, as after a merge, then
// they come to the same, byte by byte; and so does a checkpoint in the middle.
func TestRecordsComeToTheSameInAnyOrder(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 23))
	persons := []string{"", "p1", "p2", "p3"}
	gone := 0
	for round := range 200 {
		var facts []fact
		var numbers []custody.Number
		for i := range 40 {
			clock := uint64(1+r.IntN(30)) << 16 // laptops that were apart share clocks
			switch r.IntN(3) {
			case 0:
				job := custody.Job{Binding: custody.Binding(r.IntN(4)), Person: persons[1+r.IntN(3)]}
				for range 1 + r.IntN(3) {
					n := drawn(t)
					numbers = append(numbers, n)
					job.Papers = append(job.Papers, custody.Paper{Key: custody.Key{byte(r.IntN(5))}, Hash: custody.Hash{byte(r.IntN(3))}, Kind: "journal", Person: persons[r.IntN(4)], Number: n})
				}
				if job.Binding == custody.BindsChanged {
					job.Out = []custody.Key{{byte(r.IntN(5))}}
				}
				facts = append(facts, fact{func(b *custody.Book, c *custody.Contents) {
					c.Take(job, clock)
					for _, p := range job.Papers {
						issue := custody.Issue{Number: p.Number, Kind: p.Kind, Person: p.Person, At: morning, By: "lena"}
						if job.Binding != custody.BindsNothing {
							issue.Key = p.Key
						}
						b.Issue(issue, clock)
					}
				}, clock})
			default:
				if len(numbers) == 0 {
					continue
				}
				n := numbers[r.IntN(len(numbers))]
				e := step(n, custody.Steps()[r.IntN(6)], i)
				e.Unused = r.IntN(3) == 0
				facts = append(facts, fact{func(b *custody.Book, _ *custody.Contents) { b.Tell(e, clock) }, clock})
			}
		}
		one, cone := custody.NewBook(), custody.NewContents()
		for _, f := range facts {
			f.take(one, cone)
		}
		other, cother := custody.NewBook(), custody.NewContents()
		for i, at := range r.Perm(len(facts)) {
			facts[at].take(other, cother)
			if r.IntN(4) == 0 {
				facts[at].take(other, cother)
			}
			if i == len(facts)/2 { // a checkpoint
				raw, err := json.Marshal(struct {
					B *custody.Book
					C *custody.Contents
				}{other, cother})
				if err != nil {
					t.Fatal(err)
				}
				kept := struct {
					B *custody.Book
					C *custody.Contents
				}{}
				if err := json.Unmarshal(raw, &kept); err != nil {
					t.Fatal(err)
				}
				other, cother = kept.B, kept.C
			}
		}
		if x, y := packed(t, one, cone), packed(t, other, cother); !bytes.Equal(x, y) {
			t.Fatalf("round %d:\n%s\n%s", round, x, y)
		}
		for _, p := range cone.List() {
			if got, there := cother.Get(p.Key); !there || got != p {
				t.Fatalf("round %d: %v holds %v", round, got, p)
			}
		}
		if len(cone.List()) != len(cother.List()) {
			t.Fatalf("round %d: %d and %d sheets", round, len(cone.List()), len(cother.List()))
		}
		for _, s := range one.List(nil) {
			same, _ := other.Get(s.Number)
			if x, y := cone.ReplacedAt(s), cother.ReplacedAt(same); x != y || cone.Replaced(s) != cother.Replaced(same) {
				t.Fatalf("round %d: %s was replaced at %d or %d", round, s.Number, x, y)
			}
			if x := cone.ReplacedAt(s); x > 0 {
				gone++
			}
		}
	}
	if gone < 200 {
		t.Errorf("only %d papers were replaced", gone)
	}
}

// Two laptops printed apart and chance gave two papers one number: the first one counts for both.
func TestTheFirstOfTwoPapersWithOneNumberCounts(t *testing.T) {
	n, b := drawn(t), custody.NewBook()
	late, early := issue(n, 9), issue(n, 1)
	b.Issue(late, 90)
	b.Issue(early, 10)
	b.Issue(custody.Issue{Number: "nonsense"}, 1)
	if s, _ := b.Get(n); !s.At.Equal(early.At) || len(b.List(nil)) != 1 {
		t.Errorf("%+v of %d", s, len(b.List(nil)))
	}
}

func TestWhatIsToldBeforeThePrintIsReadWaits(t *testing.T) {
	n, b := drawn(t), custody.NewBook()
	if !b.Tell(step(n, custody.StepReturn, 5), 5) || b.Tell(step(n, "later", 6), 6) || !b.Has(n) {
		t.Error("what is known of steps is wrong")
	}
	if _, known := b.Get(n); known {
		t.Error("a paper without a print is listed")
	}
	b.Issue(issue(n, 0), 1)
	if s, _ := b.Get(n); s.State != custody.StateReturned {
		t.Errorf("%+v", s)
	}
}
