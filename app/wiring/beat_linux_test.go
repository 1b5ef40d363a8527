//go:build bench

package wiring

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"avbrottsparm/internal/desk"
)

// A window that is open while a very long file comes in: how long whoever reads may wait for an
// answer, and how often it asks.
const (
	manyVisits  = 200_000
	longestWait = 100 * time.Millisecond
	beat        = 50 * time.Millisecond
)

// asked is what a window asks for over and over, and the longest that it waited for each.
type asked struct {
	names   []string
	longest map[string]time.Duration
	beats   int
	err     error
}

func (a *asked) ask(name string, question func() error) {
	from := time.Now()
	err := question()
	if a.longest[name] == 0 {
		a.names = append(a.names, name)
	}
	a.longest[name] = max(a.longest[name], time.Since(from))
	a.err = errors.Join(a.err, err)
}

// beating asks as the window does until the context ends.
func beating(ctx context.Context, s *desk.Session) <-chan *asked {
	done := make(chan *asked, 1)
	go func() {
		a := &asked{longest: map[string]time.Duration{}}
		ticks := time.NewTicker(beat)
		defer ticks.Stop()
		for ctx.Err() == nil && a.err == nil {
			person := ""
			a.ask("Status", func() error { s.Status(); return nil })
			a.ask("People", func() error { person = s.People("åbergsjö7")[0].ID; return nil })
			a.ask("Schedule", func() error { s.Schedule(s.Now(), ""); return nil })
			a.ask("Open", func() error { _, err := s.Open(context.WithoutCancel(ctx), person); return err })
			a.ask("Drafts", func() error { s.Drafts(); return nil })
			a.beats++
			<-ticks.C
		}
		done <- a
	}()
	return done
}

// writing saves a draft over and over, as somebody who writes does, and tells the longest that it
// took. Who saves while a file is on its way to the disk waits for it, behind the window.
func writing(ctx context.Context, s *desk.Session) <-chan *asked {
	done := make(chan *asked, 1)
	note := s.NewNote(s.People("åbergsjö7")[0].ID)
	note.Text = "Skriver medan filen läses in."
	go func() {
		a := &asked{longest: map[string]time.Duration{}}
		for ctx.Err() == nil && a.err == nil {
			a.ask("SaveDraft", func() (err error) { note, err = s.SaveDraft(context.WithoutCancel(ctx), note); return err })
			time.Sleep(10 * beat)
		}
		done <- a
	}()
	return done
}

// TestRatioWindowWhileManyVisitsComeIn imports a year of a large unit under an open window. What
// only reads must not wait.
func TestRatioWindowWhileManyVisitsComeIn(t *testing.T) {
	s := binder(t)
	raw := planned(manyVisits, time.Now())
	ctx, stop := context.WithCancel(t.Context())
	answers, drafts := beating(ctx, s), writing(ctx, s)
	from := time.Now()
	p, err := s.Preview(t.Context(), []desk.File{{Name: "slingor.csv", Bytes: raw}}, desk.Importing{})
	if err != nil {
		t.Fatal(err)
	}
	if f := p.Files[0]; f.Err != nil || len(f.Errors) > 0 || f.New != manyVisits {
		t.Fatalf("%v, %d errors, %d new", f.Err, len(f.Errors), f.New)
	}
	previewed := time.Since(from)
	if err := s.Import(t.Context(), p); err != nil {
		t.Fatal(err)
	}
	imported := time.Since(from) - previewed
	stop()
	a, d := <-answers, <-drafts
	if err := errors.Join(a.err, d.err); err != nil {
		t.Fatal(err)
	}
	t.Logf("preview %v, import %v, %d beats, the longest that a draft took to be saved %v", previewed, imported, a.beats, d.longest["SaveDraft"])
	for _, name := range a.names {
		within(t, fmt.Sprintf("%s while %d visits come in, longest", name, manyVisits), a.longest[name], longestWait)
	}
}
