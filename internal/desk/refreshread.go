package desk

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"time"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/text"
)

const (
	// wholeEvery is how often everything is asked for, so that what vanished without a word is
	// seen.
	wholeEvery = 24 * time.Hour
	// noteEvery is how often the ledger gets a record of a list in which nothing changed.
	noteEvery = 20 * time.Hour
	// resumeWithin is how long the pages of a line that broke are of use.
	resumeWithin = 6 * time.Hour
)

// pulled is a list that came.
type pulled struct {
	SourceDone
	pages   [][]byte
	items   int
	resumed bool
}

// read pulls one list, weighs it against the replica and stores what it means.
func (r *refresh) read(ctx context.Context, list SourceRead) ReadResult {
	result := ReadResult{Read: list.Name}
	fail := func(err error) ReadResult {
		result.Outcome, result.Err = ReadFailed, err
		return result
	}
	s := r.s
	s.mu.Lock()
	if err := ctx.Err(); err != nil { // the binder may be closed
		s.mu.Unlock()
		return fail(err)
	}
	known := s.pulls.Reads[list.Name]
	area, walled := s.wallOf(list.Kinds)
	s.mu.Unlock()
	if walled {
		result.Outcome, result.Area = ReadLeft, area
		return result
	}
	if r.how.ByRhythm && r.began.Sub(known.Strange) < wholeEvery && r.began.After(known.Strange) {
		result.Outcome = ReadStrange
		return result
	}
	got, err := r.pull(ctx, list, r.since(known))
	result.Resumed, result.Pages, result.Items, result.Whole = got.resumed, len(got.pages), got.items, !got.Delta
	if err != nil {
		return fail(err)
	}
	batches, err := r.batches(ctx, list, known, got)
	switch {
	case notUnderstood(err):
		result.Outcome = ReadStrange
		known.Strange = r.began.UTC()
		r.remember(ctx, list.Name, known)
		return result
	case err != nil:
		return fail(err)
	}
	known = r.advanced(known, list, got, batches)
	if err := r.store(ctx, list.Name, known, batches, &result); err != nil {
		return fail(err)
	}
	result.Outcome = ReadTaken
	return result
}

// since is the mark that a list is asked from; empty for everything.
func (r *refresh) since(known pulledRead) string {
	age := r.began.Sub(known.Whole)
	if r.how.Whole || r.how.ConfirmGone && known.Held || age >= wholeEvery || age < 0 {
		return ""
	}
	return known.Mark
}

// pull collects the pages of a list. When the line breaks they stay with the session, and the
// next pull goes on after them.
func (r *refresh) pull(ctx context.Context, list SourceRead, since string) (pulled, error) {
	r.s.mu.Lock()
	part := r.s.puller.take(list.Name, since, r.began)
	r.s.mu.Unlock()
	got := pulled{pages: part.Pages, items: part.Items, resumed: part.Next != ""}
	size := 0
	for _, page := range part.Pages {
		size += len(page)
	}
	progress := r.s.progressNow()
	done, err := r.source.Pull(ctx, SourcePull{Read: list.Name, Since: since, From: part.Next}, func(page SourcePage) error {
		if page.First {
			got.pages, got.items, size = nil, 0, 0
		}
		got.pages, got.items, part.Next = append(got.pages, page.Raw), got.items+page.Items, page.Next
		if size += len(page.Raw); size > MaxFile {
			return text.NewFault("refresh.too_much", "max", MaxFile>>20)
		}
		progress.Items = got.items
		r.tell(progress)
		return ctx.Err()
	})
	got.SourceDone = done
	if err == nil {
		r.answered()
		return got, nil
	}
	if len(got.pages) > 0 && !text.IsFault(err, "refresh.too_much") {
		part.Pages, part.Items, part.Since, part.At = got.pages, got.items, since, r.began.UTC()
		return got, r.keepPart(ctx, list, part, err)
	}
	return got, err
}

// answered remembers that the source said something.
func (r *refresh) answered() {
	r.s.mu.Lock()
	defer r.s.mu.Unlock()
	r.s.pulls.Answered = r.s.desk.now().UTC()
}

// batches are what a list means, by the same reader as a file with that answer.
func (r *refresh) batches(ctx context.Context, list SourceRead, known pulledRead, got pulled) ([]care.Batch, error) {
	now := r.s.desk.now()
	var batches []care.Batch
	if got.items > 0 {
		var err error
		batches, err = r.s.parse(ctx, File{Name: list.Name + ".json", ModTime: got.At, Bytes: bytes.Join(got.pages, []byte("\n"))}, now)
		if err != nil && !text.IsFault(err, "intake.empty") {
			return nil, err
		}
	}
	if len(batches) == 0 && known.Format != "" && !got.Delta { // a list of everyone that is empty
		batches = []care.Batch{{Format: known.Format, Kinds: list.Kinds}}
	}
	for i := range batches {
		b := &batches[i]
		if !overlaps(b.Kinds, list.Kinds) {
			return nil, errOtherList
		}
		b.AsOf = got.At
		if b.AsOf.After(now) {
			b.AsOf = now
		}
		b.Everything = list.Whole && !got.Delta && !got.Loose && len(b.Errors) == 0 // what can't be read is not gone
		b.FullList = b.Everything
	}
	return batches, nil
}

// errOtherList says that an answer was taken for another list than the one that was asked for.
var errOtherList = errors.New("the answer of another list")

// notUnderstood tells an answer whose meaning is not known from one that is broken.
func notUnderstood(err error) bool {
	return errors.Is(err, errOtherList) || text.IsFault(err, "intake.unknown_json") || text.IsFault(err, "file.unknown")
}

func overlaps(x, y []care.Kind) bool {
	return slices.ContainsFunc(x, func(kind care.Kind) bool { return slices.Contains(y, kind) })
}

// advanced is how far a list is pulled once it is stored.
func (r *refresh) advanced(known pulledRead, list SourceRead, got pulled, batches []care.Batch) pulledRead {
	known.Mark, known.AsOf, known.Kinds, known.Strange = got.Mark, got.At, list.Kinds, time.Time{}
	if now := r.s.desk.now(); known.AsOf.After(now) {
		known.AsOf = now.UTC()
	}
	if !got.Delta && !got.Loose {
		known.Whole, known.Held = r.began.UTC(), false
	}
	if len(batches) > 0 {
		known.Format = batches[0].Format
	}
	return known
}

// remember keeps how far a list is pulled; it is stored with the next thing that is. A refresh that
// was stopped may be of another connection than the binder's now.
func (r *refresh) remember(ctx context.Context, name string, known pulledRead) {
	r.s.mu.Lock()
	defer r.s.mu.Unlock()
	if ctx.Err() != nil {
		return
	}
	p := r.s.pulls.clone()
	p.Reads[name] = known
	r.s.pulls = p
}
