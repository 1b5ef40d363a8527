//go:build bench && unix

package entry

import (
	"fmt"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// frame is how long the window has for what it shows at a key.
const frame = 16 * time.Millisecond

// longBacklog are 10,000 entries that wait among so many that are in Lifecare, of ten kinds, forty persons
// and twenty writers.
func longBacklog(t *testing.T, k Kinds, entered int) *Backlog {
	t.Helper()
	b := NewBacklog()
	apply := func(e Event) {
		if err := b.Apply(e); err != nil {
			t.Fatal(err)
		}
	}
	kinds := k.Offered()
	for i := range 10_000 + entered {
		e := note()
		e.ID, e.Kind = fmt.Sprintf("e%06d", i), kinds[i%len(kinds)]
		e.PersonID, e.Subject = fmt.Sprintf("p%d", i%40), &Subject{Name: fmt.Sprintf("Åsa Öst %d", i%40)}
		e.Author = Author{Identity: fmt.Sprintf("a%d", i%20), Name: fmt.Sprintf("Anna Berg %d", i%20)}
		e.EventTime = night.Add(time.Duration(i*7919%20_000) * time.Minute)
		e.Text = strings.Repeat("Sov lugnt hela natten. ", 12) + fmt.Sprint(i)
		apply(Event{Type: EventSigned, ID: e.ID, At: night, By: e.Author, Entry: &e})
		if i >= 10_000 {
			apply(Event{Type: EventEntered, ID: e.ID, At: night, By: e.Author, Reference: "1"})
		}
	}
	return b
}

// spent is the processor time of this program: unlike the clock it doesn't grow when something else runs
// on the machine.
func spent(t *testing.T) time.Duration {
	t.Helper()
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		t.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

// TestRatioBacklog holds the filter of the backlog, as somebody types into it and chooses, against a frame
// of the window: the 99th percentile of a key, the groups beside the list included in the last row.
func TestRatioBacklog(t *testing.T) {
	k := dueKinds(t)
	b := longBacklog(t, k, 90_000)
	now := night.Add(3 * 24 * time.Hour)
	text := "sov natten 77"
	var typed []Filter
	for i := range []rune(text) {
		typed = append(typed, Filter{Text: text[:i+1]})
		typed = append(typed, Filter{Text: text[i:]}) // and typed anew
	}
	chosen := []Filter{{}, {Mine: true, Me: annaUser}, {Others: true, Me: annaUser}, {PersonID: "p7"}, {Kind: KindNote}, {State: StateSigned}, {Due: DueLate}, {Due: DueTwoDays, Text: "lugnt"}}
	measure := func(name string, filters []Filter, do func(Filter)) {
		var times []time.Duration
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		for range 40 {
			for _, f := range filters {
				from := spent(t)
				do(f)
				times = append(times, max(spent(t)-from, time.Microsecond))
			}
		}
		runtime.ReadMemStats(&after)
		slices.Sort(times)
		us := times[len(times)*99/100]
		fmt.Printf("ratio\t%s\t%s\t%s\t%.2f\t%.2f\n", name, us.Round(10*time.Microsecond), frame, float64(frame)/float64(us), 1.0)
		if us > frame {
			t.Errorf("%s: %s", name, us)
		}
		each := (after.Mallocs - before.Mallocs) / uint64(len(times))
		fmt.Printf("# %s: median %s, %d allocations each\n", name, times[len(times)/2], each)
		if each > 200 {
			t.Errorf("%s: %d allocations each", name, each)
		}
	}
	b.Filtered(Filter{Text: "sov"}, k, now)
	measure("filter of 10,000 by text, p99, a frame", typed, func(f Filter) { b.Filtered(f, k, now) })
	measure("filter of 10,000 by choice, p99, a frame", chosen, func(f Filter) { b.Filtered(f, k, now) })
	measure("10,000 after an entry went on, p99, a frame", chosen, func(f Filter) {
		if err := b.Apply(Event{Type: EventHanded, ID: "e000500", At: now, By: anna, To: &maria}); err != nil {
			t.Fatal(err)
		}
		b.Filtered(f, k, now)
	})
	measure("all counts of the backlog, p99, a frame", []Filter{{}}, func(f Filter) {
		b.Overview(f, k, now)
	})
}
