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
	n := runtime.GOMAXPROCS(0)
	var wait sync.WaitGroup
	for share := range n {
		from, to := len(rows)*share/n, len(rows)*(share+1)/n
		wait.Go(func() {
			for i := from; i < to; i++ {
				if told[i] {
					items[i] = rec.ready(rows[i], persons[i])
				}
			}
		})
	}
	wait.Wait()
	for i, in := range rows {
		if told[i] {
			rec.place(items[i], in, persons[i])
		}
	}
}
