package table

import (
	"context"
	"runtime"
	"sync"

	"avbrottsparm/internal/care"
)

// shareRows is how many rows a share of a long schedule has at least.
const shareRows = 2_000

// shares is in how many pieces the rows can be read side by side: those of a long schedule in which
// every row stands for itself. Where a row says something of the rows below, they are read in order.
func (r *run) shares(rows int) int {
	n := min(runtime.GOMAXPROCS(0), rows/shareRows)
	if n < 2 || r.lay.kind != sheetSchedule || !r.from.zero() {
		return 1
	}
	for _, block := range r.blocks {
		if block {
			return 1
		}
	}
	for _, row := range r.sheet.rows[r.headerRow+1:] {
		if filled(row) == 1 {
			return 1
		}
	}
	return n
}

// readShares reads the rows from first to before last in n shares and puts what they gave together
// in the order of the rows.
func (r *run) readShares(ctx context.Context, first, last, n int) error {
	parts, failed := make([]*run, n), make([]error, n)
	sideBySide(n, func(i int) {
		parts[i] = r.share()
		failed[i] = parts[i].span(ctx, first+(last-first)*i/n, first+(last-first)*(i+1)/n)
	})
	for i, part := range parts {
		if failed[i] != nil {
			return failed[i]
		}
		r.join(part)
	}
	return nil
}

// share is a run over the same sheet with nothing read and nothing remembered.
func (r *run) share() *run {
	part := *r
	part.batch.Incoming, part.batch.Errors, part.batch.Warnings, part.batch.Removed = nil, nil, nil, nil
	part.dates, part.people, part.broken = dates{}, newPeople(), false
	part.shielded, part.carried = map[string]bool{}, map[string]string{}
	part.when.known = &readings{}
	part.addresses, part.tasks = memory[writtenAddress, care.Address]{}, memory[string, tasks]{}
	part.hidden, part.besides, part.remarks = memory[string, bool]{}, memory[string, bool]{}, memory[string, bool]{}
	return &part
}

// join adds what a share gave. A person whom an earlier share already marked as protected is not
// marked again.
func (r *run) join(part *run) {
	for _, in := range part.batch.Incoming {
		if _, person := in.Item.(*care.Person); person && r.shielded[keyOf(in.Whose)] {
			continue
		}
		r.batch.Incoming = append(r.batch.Incoming, in)
	}
	for key := range part.shielded {
		r.shielded[key] = true
	}
	r.batch.Errors = firstProblems(append(r.batch.Errors, part.batch.Errors...))
	r.batch.Warnings = firstProblems(append(r.batch.Warnings, part.batch.Warnings...))
	r.dates.found += part.dates.found
	r.dates.missing += part.dates.missing
	r.dates.week += part.dates.week
	r.broken = r.broken || part.broken
}

func firstProblems(problems []care.RowProblem) []care.RowProblem {
	return problems[:min(len(problems), maxProblems)]
}

// sideBySide does the shares of some work at once. A fall in one of them is the caller's, who knows
// what to do about it, and not the whole program's.
func sideBySide(shares int, work func(share int)) {
	var wait sync.WaitGroup
	fell := make([]any, shares)
	for i := range shares {
		wait.Go(func() {
			defer func() { fell[i] = recover() }()
			work(i)
		})
	}
	wait.Wait()
	for _, reason := range fell {
		if reason != nil {
			panic(reason)
		}
	}
}
