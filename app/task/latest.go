package task

import "context"

// Latest runs work of which only the newest request counts, such as a search as one types.
// A new request cancels the one before, whose answer never arrives. Use it from the window.
type Latest[T any] struct {
	runner *Runner
	name   string
	job    *Job
}

// NewLatest makes a place where only the newest request counts.
func NewLatest[T any](r *Runner, name string) *Latest[T] {
	return &Latest[T]{runner: r, name: name}
}

// Ask drops the request before and starts this one.
func (l *Latest[T]) Ask(do func(context.Context) (T, error), done func(T, error)) {
	l.Drop()
	l.job = Go(l.runner, l.name, do, done)
}

// Drop forgets the request under way, for instance when the page is left.
func (l *Latest[T]) Drop() {
	if l.job != nil {
		l.job.Drop()
		l.job = nil
	}
}
