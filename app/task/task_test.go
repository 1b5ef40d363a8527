package task

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"
)

// window stands in for the window's goroutine: what is posted waits until the test runs it.
type window struct {
	mu     sync.Mutex
	queue  []func()
	arrive chan struct{}
}

func beside(t *testing.T) (*Runner, *window) {
	t.Helper()
	w := &window{arrive: make(chan struct{}, 1000)}
	r := New()
	r.post = func(f func()) {
		w.mu.Lock()
		w.queue = append(w.queue, f)
		w.mu.Unlock()
		w.arrive <- struct{}{}
	}
	return r, w
}

// next waits for one posted call and runs it.
func (w *window) next(t *testing.T) {
	t.Helper()
	select {
	case <-w.arrive:
	case <-time.After(30 * time.Second):
		t.Fatal("nothing was handed over to the window")
	}
	w.mu.Lock()
	f := w.queue[0]
	w.queue = w.queue[1:]
	w.mu.Unlock()
	f()
}

func TestWorkRunsBesideTheWindowAndItsAnswerOnIt(t *testing.T) {
	r, w := beside(t)
	var got int
	Go(r, "count", func(context.Context) (int, error) { return 42, nil }, func(n int, err error) {
		if err != nil {
			t.Error(err)
		}
		got = n
	})
	w.next(t)
	if got != 42 {
		t.Fatalf("got %d, want 42", got)
	}
}

func TestProgressTellsTheFirstAndTheLastAndNotEveryStep(t *testing.T) {
	r, _ := Inline()
	var told []int
	finished := false
	Run(r, Work[string]{
		Name: "read",
		Do: func(_ context.Context, report func(int, int)) (string, error) {
			for i := 0; i <= 100_000; i++ {
				report(i, 100_000)
			}
			return "done", nil
		},
		Progress: func(done, _ int) { told = append(told, done) },
		Done:     func(string, error) { finished = true },
	})
	if !finished {
		t.Fatal("an inline runner answers before Run returns")
	}
	if told[0] != 0 || told[len(told)-1] != 100_000 {
		t.Errorf("told %d to %d, want the first and the last step", told[0], told[len(told)-1])
	}
	if len(told) > 1000 {
		t.Errorf("the window was told %d times", len(told))
	}
}

func TestCancelledWorkAnswersThatItWas(t *testing.T) {
	r, w := beside(t)
	var got error
	job := Go(r, "wait", func(ctx context.Context) (int, error) {
		<-ctx.Done()
		return 0, ctx.Err()
	}, func(_ int, err error) { got = err })
	job.Cancel()
	w.next(t)
	if !errors.Is(got, context.Canceled) {
		t.Fatalf("got %v, want that it was cancelled", got)
	}
}

func TestOnlyTheLatestSearchIsAnswered(t *testing.T) {
	r, w := beside(t)
	search := NewLatest[string](r, "search")
	var answers []string
	show := func(found string, _ error) { answers = append(answers, found) }
	for _, typed := range []string{"a", "an", "and"} {
		search.Ask(func(context.Context) (string, error) { return typed, nil }, show)
	}
	for range 3 {
		w.next(t)
	}
	if len(answers) != 1 || answers[0] != "and" {
		t.Fatalf("answered %v, want only the last", answers)
	}
	search.Ask(func(context.Context) (string, error) { return "late", nil }, show)
	search.Drop()
	w.next(t)
	if len(answers) != 1 {
		t.Fatalf("answered %v after the page was left", answers)
	}
}

func TestStopWaitsForWorkAndSilencesIt(t *testing.T) {
	r, w := beside(t)
	started, ended := make(chan struct{}), make(chan struct{})
	Go(r, "slow", func(ctx context.Context) (int, error) {
		close(started)
		<-ctx.Done()
		close(ended)
		return 1, nil
	}, func(int, error) { t.Error("an answer came after the window was locked") })
	Go(r, "quick", func(context.Context) (int, error) { return 2, nil },
		func(int, error) { t.Error("an answer under way came after the window was locked") })
	<-started
	if !r.Stop(30 * time.Second) {
		t.Fatal("work went on")
	}
	select {
	case <-ended:
	default:
		t.Error("Stop returned before the work had")
	}
	w.next(t)
	w.next(t)

	again := false
	Go(r, "after", func(context.Context) (int, error) { return 3, nil }, func(int, error) { again = true })
	w.next(t)
	if !again {
		t.Error("the runner did not work after unlocking")
	}
}

func TestStopGivesUpOnWorkThatDoesNotListen(t *testing.T) {
	r, _ := beside(t)
	release := make(chan struct{})
	Go(r, "deaf", func(context.Context) (int, error) { <-release; return 0, nil }, nil)
	if r.Stop(time.Millisecond) {
		t.Error("Stop said that all had ended")
	}
	close(release)
	if !r.Stop(30 * time.Second) {
		t.Error("Stop did not see that it ended")
	}
}

func TestAFaultInTheWorkBecomesAnErrorWithoutItsWords(t *testing.T) {
	r, _ := Inline()
	var got error
	done := func(_ int, err error) { got = err }
	Go(r, "broken", func(context.Context) (int, error) { panic("Karl Andersson has no address") }, done)
	if !errors.Is(got, ErrBroken) || strings.Contains(got.Error(), "Karl") || !strings.Contains(got.Error(), "broken") {
		t.Errorf("got %v", got)
	}
	Go(r, "index", func(context.Context) (int, error) { return []int{}[len(t.Name())*0], nil }, done)
	if !errors.Is(got, ErrBroken) || !strings.Contains(got.Error(), "index out of range") {
		t.Errorf("got %v, want what the Go runtime says", got)
	}
}

func TestADraftIsSavedWhenTheTypingPauses(t *testing.T) {
	r, hand := Inline()
	saved := 0
	draft := NewAfter(r, 800*time.Millisecond, 5*time.Second, func() { saved++ })
	draft.Touch()
	hand.Move(700 * time.Millisecond)
	draft.Touch()
	hand.Move(700 * time.Millisecond)
	if saved != 0 {
		t.Fatal("saved in the middle of typing")
	}
	hand.Move(100 * time.Millisecond)
	if saved != 1 || draft.Pending() {
		t.Fatalf("saved %d times, want once", saved)
	}
	hand.Move(time.Minute)
	if saved != 1 {
		t.Fatalf("saved %d times though nothing was typed", saved)
	}
}

func TestADraftIsSavedAlsoWhenTheTypingNeverPauses(t *testing.T) {
	r, hand := Inline()
	saved := 0
	draft := NewAfter(r, time.Second, 5*time.Second, func() { saved++ })
	for range 100 { // ten seconds of a key every tenth
		draft.Touch()
		hand.Move(100 * time.Millisecond)
	}
	if saved < 1 || saved > 2 {
		t.Fatalf("saved %d times in ten seconds of typing, want at the longest wait of five", saved)
	}
}

func TestFlushSavesAtOnceAndDropForgets(t *testing.T) {
	r, hand := Inline()
	saved := 0
	draft := NewAfter(r, time.Second, time.Second, func() { saved++ })
	draft.Flush()
	draft.Touch()
	draft.Flush()
	hand.Move(time.Minute)
	if saved != 1 {
		t.Fatalf("saved %d times, want once", saved)
	}
	draft.Touch()
	if !draft.Drop() || draft.Drop() {
		t.Error("Drop tells whether something waited")
	}
	hand.Move(time.Minute)
	if saved != 1 {
		t.Fatal("saved what was dropped")
	}
}

func TestATickerTicksUntilItIsStopped(t *testing.T) {
	r, hand := Inline()
	ticks := 0
	var stop func()
	stop = r.Every(time.Second, func() {
		if ticks++; ticks == 3 {
			stop()
		}
	})
	hand.Move(500 * time.Millisecond)
	if ticks != 0 {
		t.Fatal("ticked too early")
	}
	hand.Move(time.Minute)
	if ticks != 3 {
		t.Fatalf("ticked %d times, want 3", ticks)
	}
}

func TestTheRealClockTicksOnTheWindow(t *testing.T) {
	r, w := beside(t)
	ticks := 0
	stop := r.Every(time.Millisecond, func() { ticks++ })
	w.next(t)
	w.next(t)
	stop()
	if ticks != 2 {
		t.Fatalf("ticked %d times, want 2", ticks)
	}
}
