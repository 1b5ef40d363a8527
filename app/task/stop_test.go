package task

import (
	"testing"
	"time"
)

// A page that forgets its ticker must not wake up behind the lock screen.
func TestNoTimerFiresAfterTheRunnerWasStopped(t *testing.T) {
	r, hand := Inline()
	ticks, saves, later := 0, 0, 0
	r.Every(time.Second, func() { ticks++ })
	draft := NewAfter(r, time.Second, 5*time.Second, func() { saves++ })
	draft.Touch()
	hand.Move(1500 * time.Millisecond)
	draft.Touch()
	r.Stop(0)
	hand.Move(time.Minute)
	if ticks != 1 || saves != 1 {
		t.Fatalf("%d ticks and %d saves, want one of each from before the stop", ticks, saves)
	}
	draft.Flush()
	if saves != 2 {
		t.Fatal("what was waiting could not be saved by hand after the stop")
	}
	r.Every(time.Second, func() { later++ })
	hand.Move(3 * time.Second)
	if later != 3 {
		t.Fatalf("the runner can't be used again: %d ticks", later)
	}
}
