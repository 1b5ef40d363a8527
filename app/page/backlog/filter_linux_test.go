//go:build bench

package backlog

import (
	"fmt"
	"runtime"
	"slices"
	"syscall"
	"testing"
	"time"

	"avbrottsparm/app/page/pagetest"
)

// frame is what a window that draws sixty times a second has for one picture.
const frame = 16 * time.Millisecond

// thisThread asks for the usage of the calling thread (getrusage(2), RUSAGE_THREAD).
const thisThread = 1

// spent is the processor time of the thread that the window draws on, with the part that it takes in
// clearing up memory: unlike the clock it doesn't grow when something else runs on the machine.
func spent(t *testing.T) time.Duration {
	t.Helper()
	var used syscall.Rusage
	if err := syscall.Getrusage(thisThread, &used); err != nil {
		t.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

// TestRatioFilterInTheWindow holds a key in the field above ten thousand entries, with the list that it
// makes, against a frame of the window: the 99th percentile, where every entry is found.
func TestRatioFilterInTheWindow(t *testing.T) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	h := pagetest.New(t)
	many(t, h, 10_000)
	s := open(h)
	s.queue.find.OnChanged = nil
	var times []time.Duration
	for range 60 {
		for _, typed := range []string{"n", "na", "natten", "", "om"} {
			s.queue.find.SetText(typed)
			from := spent(t)
			s.queue.typed()
			times = append(times, max(spent(t)-from, time.Microsecond))
		}
	}
	if len(s.queue.rows) < 10_000 {
		t.Fatalf("%d rows", len(s.queue.rows))
	}
	slices.Sort(times)
	slow := times[len(times)*99/100]
	fmt.Printf("ratio\t%s\t%s\t%s\t%.2f\t%.2f\n", "a key above 10,000 in the window, p99, a frame", slow.Round(10*time.Microsecond), frame, float64(frame)/float64(slow), 1.0)
	fmt.Printf("# median %s\n", times[len(times)/2])
	if slow > frame {
		t.Errorf("a key takes %s", slow)
	}
}
