//go:build unix

package inbox

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/ledger"
)

// Given a program in the background that imports what arrived, when a window wants the binder, then
// it gets it in the middle of the import, and what is left comes in there.
func TestAWindowGetsTheBinderInTheMiddleOfAnImport(t *testing.T) {
	u := newUnit(t)
	for n := range 12 {
		u.write(fmt.Sprintf("export-%02d.csv", n), export(n))
	}
	u.steps(3)
	background := u.open()
	until, stop, err := background.UntilWanted(t.Context())
	u.must(err)
	defer stop()
	var window *desk.Session
	opened := make(chan error, 1)
	files, err := background.TakeArrivals(until, func(done, _ int) {
		if done == 3 {
			go func() {
				var err error
				window, err = u.desk.Unlock(context.WithoutCancel(t.Context()), u.binder, "", phrase)
				opened <- err
			}()
			<-until.Done()
		}
	})
	if !errors.Is(err, context.Canceled) || len(files) != 3 {
		t.Fatalf("%d files were taken, %v", len(files), err)
	}
	u.must(background.Lock())
	u.must(<-opened)
	files, err = window.TakeArrivals(t.Context(), nil)
	u.must(err)
	if len(files) != 9 {
		t.Errorf("%d files were left", len(files))
	}
	if routes := window.Schedule(care.LocalTime(2026, 11, 23, 12, 0, 0), "").Routes; len(routes) != 12 {
		t.Errorf("%d of 12 are in the schedule", len(routes))
	}
	if window.DropFolder() != (ledger.Drop{}) {
		t.Error("a folder was chosen by nobody")
	}
	u.must(window.Lock())
}
