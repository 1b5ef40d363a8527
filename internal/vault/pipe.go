package vault

import (
	"context"
	"runtime"
	"sync"
)

// A chunk goes through the pipe when it has so many rows or, for large bodies, so many bytes;
// that many chunks may wait, so that sealing goes on while the disk is slow and still takes no
// more than a few MiB.
const (
	chunkRows  = 128
	chunkBytes = 128 << 10
	waiting    = 32
)

// What is no more than this is sealed where it stands, without the pipe.
const (
	fewRows  = 4
	fewBytes = 16 << 10
)

// inOrder runs three kinds of work at once: produce makes chunks (in one goroutine), work changes
// each (in one goroutine per processor but one, which SQLite keeps busy), and consume takes them
// in the order they were made (in the caller's goroutine). The first error ends everything; no goroutine outlives the call.
func inOrder[C any](ctx context.Context, produce func(ctx context.Context, emit func(*C) error) error, work func(*C) error, consume func(*C) error) error {
	ctx, cancel := context.WithCancelCause(ctx)
	var running sync.WaitGroup
	defer running.Wait()
	defer cancel(nil) // before the waiting, for a callback that panics
	type job struct {
		chunk *C
		done  chan struct{}
	}
	width := max(1, runtime.GOMAXPROCS(0)-1)
	jobs, order := make(chan job, waiting), make(chan job, waiting)
	for range width {
		running.Go(func() {
			for j := range jobs {
				if err := work(j.chunk); err != nil {
					cancel(err)
				}
				close(j.done)
			}
		})
	}
	running.Go(func() {
		defer close(order)
		defer close(jobs)
		err := produce(ctx, func(chunk *C) error {
			j := job{chunk: chunk, done: make(chan struct{})}
			select {
			case jobs <- j:
			case <-ctx.Done():
				return context.Cause(ctx)
			}
			select {
			case order <- j:
				return nil
			case <-ctx.Done():
				return context.Cause(ctx)
			}
		})
		if err != nil {
			cancel(err)
		}
	})
	for j := range order {
		<-j.done
		if ctx.Err() == nil {
			if err := consume(j.chunk); err != nil {
				cancel(err)
			}
		}
	}
	return context.Cause(ctx)
}

// chunked cuts n things into chunks, given the size of each.
func chunked(n int, size func(i int) int, each func(from, to int) error) error {
	for from := 0; from < n; {
		to, bytes := from, 0
		for to < n && to-from < chunkRows && bytes < chunkBytes {
			bytes += size(to)
			to++
		}
		if err := each(from, to); err != nil {
			return err
		}
		from = to
	}
	return nil
}
