package vault

import (
	"testing"
	"time"
)

func TestCalibrationAimsAtASecond(t *testing.T) {
	// perMiB is how long one pass over a MiB takes on the machine.
	machine := func(perMiB time.Duration) func(cost) time.Duration {
		return func(c cost) time.Duration { return perMiB * time.Duration(c.memory>>10) * time.Duration(c.passes) }
	}
	for _, c := range []struct {
		name string
		took func(cost) time.Duration
		want cost
	}{
		{"a usual laptop", machine(650 * time.Microsecond), cost{memory: 256 << 10, passes: 6, lanes: 2}},
		{"exactly three passes", machine(1302 * time.Microsecond), cost{memory: 256 << 10, passes: 3, lanes: 2}},
		{"a little slow: the memory stays", machine(1900 * time.Microsecond), cost{memory: 256 << 10, passes: 3, lanes: 2}},
		{"slow: half the memory", machine(3 * time.Millisecond), cost{memory: 128 << 10, passes: 3, lanes: 2}},
		{"very slow: the floor", machine(20 * time.Millisecond), cost{memory: 64 << 10, passes: 3, lanes: 2}},
		{"a server: the ceiling", machine(50 * time.Microsecond), cost{memory: 256 << 10, passes: 10, lanes: 2}},
		{"a clock that stands still", func(cost) time.Duration { return 0 }, cost{memory: 256 << 10, passes: 10, lanes: 2}},
		{"a clock that runs backwards", func(cost) time.Duration { return -time.Hour }, cost{memory: 256 << 10, passes: 10, lanes: 2}},
	} {
		got := calibrate(c.took)
		if got != c.want {
			t.Errorf("%s: %+v, want %+v", c.name, got, c.want)
		}
		if got.memory < leastCost.memory || got.passes < leastCost.passes || !got.allowed() {
			t.Errorf("%s: %+v is outside the bounds", c.name, got)
		}
	}
}
