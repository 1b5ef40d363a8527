package care

import (
	"runtime"
	"sync"
)

// manyRows is from how many rows on they are made into items on all processors.
const manyRows = 1_000

// many tells whether a long file's rows can be made into items side by side: none is about a person
// themselves, and none points to another.
func (rec *reconciler) many() bool {
	if len(rec.batch.Incoming) < manyRows {
		return false
	}
	for _, in := range rec.batch.Incoming {
		if _, person := in.Item.(*Person); person || in.Via.SourceID != "" {
			return false
		}
	}
	return true
}

// takeMany does for all rows what take does for one: whose they are in their order, the items side
// by side, and then each in its place in their order.
func (rec *reconciler) takeMany() {
	rows := rec.batch.Incoming
	persons, told := make([]*Person, len(rows)), make([]bool, len(rows))
	for i, in := range rows {
		persons[i], told[i] = rec.whose(in)
	}
	items := make([]readied, len(rows))
	sideBySide(len(rows), func(i int) {
		if told[i] {
			items[i] = rec.ready(rows[i], persons[i])
		}
	})
	for i, in := range rows {
		if told[i] {
			rec.place(items[i], in, persons[i])
		}
	}
}

// sideBySide does something for each of n things, on all processors when they are many. No one of
// them may touch what another does.
func sideBySide(n int, work func(i int)) {
	shares := min(runtime.GOMAXPROCS(0), n/(manyRows/2))
	if shares < 2 {
		for i := range n {
			work(i)
		}
		return
	}
	var wait sync.WaitGroup
	for share := range shares {
		wait.Go(func() {
			for i := n * share / shares; i < n*(share+1)/shares; i++ {
				work(i)
			}
		})
	}
	wait.Wait()
}
