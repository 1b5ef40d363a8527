// Package task is the only place of the program that starts goroutines and calls fyne.Do.
//
// Work runs away from the window, what follows runs on it: Done and Progress are always called
// on the window's own goroutine, so pages never need a lock. Work can be cancelled, only the
// latest answer counts where someone is typing, and after Runner.Stop no callback arrives.
// Inline gives a runner for tests where everything happens at once and time is told by hand.
package task

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"
	"time"

	"fyne.io/fyne/v2"
)

// ErrBroken tells that the work itself broke off through a fault in the program.
var ErrBroken = errors.New("the work broke off")

// Runner starts work and brings its result back to the window. It is safe from any goroutine,
// but is normally used from the window's.
type Runner struct {
	start func(func()) // runs work away from the window
	post  func(func()) // runs what follows on the window's goroutine
	timer func(time.Duration, func()) (stop func())

	mu    sync.Mutex
	jobs  map[*Job]struct{} // under way, or with an answer that has not been handed over yet
	round int               // moves on at Stop: timers of an earlier round never fire
}

// New makes the runner of the real program.
func New() *Runner {
	return &Runner{
		start: func(work func()) { go work() },
		post:  fyne.Do,
		timer: func(wait time.Duration, then func()) func() {
			t := time.AfterFunc(wait, then)
			return func() { t.Stop() }
		},
		jobs: map[*Job]struct{}{},
	}
}

// Job is one piece of work under way.
type Job struct {
	runner *Runner
	ctx    context.Context
	cancel context.CancelFunc
	ended  chan struct{} // closed when the work has returned

	mu     sync.Mutex
	silent bool
}

// Cancel asks the work to stop; Done then gets what the work answers, as a rule context.Canceled.
func (j *Job) Cancel() { j.cancel() }

// Drop cancels the work, and neither Progress nor Done is called any more.
func (j *Job) Drop() {
	j.mu.Lock()
	j.silent = true
	j.mu.Unlock()
	j.cancel()
}

func (j *Job) dropped() bool {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.silent
}

func (j *Job) post(then func()) {
	j.runner.post(func() {
		if !j.dropped() {
			then()
		}
	})
}

// Work is what to do, and what follows.
type Work[T any] struct {
	// Name tells developers what broke off. It never holds data about a person.
	Name string
	// Do runs away from the window and touches no widget. It should give up when ctx ends.
	// It may report how far it has come as often as it likes.
	Do func(ctx context.Context, report func(done, total int)) (T, error)
	// Progress, if set, is called on the window's goroutine, at most about ten times a second.
	Progress func(done, total int)
	// Done, if set, is called once on the window's goroutine.
	Done func(T, error)
}

// Run starts work. With a runner for tests it has finished when Run returns.
func Run[T any](r *Runner, w Work[T]) *Job {
	j := r.begin()
	r.start(func() {
		result, err := safely(w.Name, func() (T, error) { return w.Do(j.ctx, j.reporter(w.Progress)) })
		j.cancel()
		close(j.ended)
		r.post(func() {
			r.forget(j)
			if w.Done != nil && !j.dropped() {
				w.Done(result, err)
			}
		})
	})
	return j
}

// Go is Run for work without progress: do, then done.
func Go[T any](r *Runner, name string, do func(context.Context) (T, error), done func(T, error)) *Job {
	return Run(r, Work[T]{
		Name: name,
		Do:   func(ctx context.Context, _ func(int, int)) (T, error) { return do(ctx) },
		Done: done,
	})
}

func (r *Runner) begin() *Job {
	ctx, cancel := context.WithCancel(context.Background())
	j := &Job{runner: r, ctx: ctx, cancel: cancel, ended: make(chan struct{})}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.jobs[j] = struct{}{}
	return j
}

func (r *Runner) forget(j *Job) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.jobs, j)
}

// Stop drops all work and timers under way and waits until no work is left, or for as long as
// patience. It tells whether all had ended. The runner can be used again: this is what locking
// needs, which must not wipe keys under work that still reads.
func (r *Runner) Stop(patience time.Duration) bool {
	r.mu.Lock()
	r.round++
	jobs := make([]*Job, 0, len(r.jobs))
	for j := range r.jobs {
		jobs = append(jobs, j)
	}
	r.mu.Unlock()
	for _, j := range jobs {
		j.Drop()
	}
	late := time.NewTimer(patience)
	defer late.Stop()
	for _, j := range jobs {
		select {
		case <-j.ended:
		case <-late.C:
			return false
		}
	}
	return true
}

// current tells the round, which a timer keeps to know whether it was stopped since.
func (r *Runner) current() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.round
}

// reporter passes on the first report, the last one, and between them about ten a second.
func (j *Job) reporter(progress func(done, total int)) func(int, int) {
	if progress == nil {
		return func(int, int) {}
	}
	const pause = 100 * time.Millisecond
	var mu sync.Mutex
	var last time.Time
	return func(done, total int) {
		mu.Lock()
		now := time.Now()
		if done < total && now.Sub(last) < pause {
			mu.Unlock()
			return
		}
		last = now
		mu.Unlock()
		j.post(func() { progress(done, total) })
	}
}

// safely turns a panic of the work into an error, so that a fault in one search does not take
// an unsaved note with it. The panic's own words may hold data about a person and are left out,
// except the Go runtime's, which never do.
func safely[T any](name string, work func() (T, error)) (result T, err error) {
	defer func() {
		switch fault := recover().(type) {
		case nil:
		case runtime.Error:
			err = fmt.Errorf("task %s: %w: %w", name, ErrBroken, fault)
		default:
			err = fmt.Errorf("task %s: %w: %T", name, ErrBroken, fault)
		}
	}()
	return work()
}
