package battery

import (
	"math"
	"testing"

	"github.com/distatus/battery"
)

func one(current, full float64, state battery.AgnosticState) *battery.Battery {
	return &battery.Battery{Current: current, Full: full, State: battery.State{Raw: state}}
}

func TestWhatIsLeft(t *testing.T) {
	for name, c := range map[string]struct {
		all     []*battery.Battery
		percent int
		plugged bool
		known   bool
	}{
		"no battery":                     {nil, 0, false, false},
		"on battery":                     {[]*battery.Battery{one(32_900, 50_000, battery.Discharging)}, 65, false, true},
		"charging":                       {[]*battery.Battery{one(10_000, 50_000, battery.Charging)}, 20, true, true},
		"held at eighty per cent":        {[]*battery.Battery{one(40_000, 50_000, battery.Idle)}, 80, true, true},
		"more than was thought possible": {[]*battery.Battery{one(51_000, 50_000, battery.Full)}, 100, true, true},
		"two, one being emptied":         {[]*battery.Battery{one(50_000, 50_000, battery.Idle), one(0, 50_000, battery.Discharging)}, 50, false, true},
		"a mouse beside it":              {[]*battery.Battery{one(0, 0, battery.Discharging), one(25_000, 50_000, battery.Charging)}, 50, true, true},
		"only a mouse":                   {[]*battery.Battery{one(0, 0, battery.Discharging)}, 0, false, false},
		"a state that nobody names":      {[]*battery.Battery{one(25_000, 50_000, battery.Undefined)}, 50, false, true},
		"no number":                      {[]*battery.Battery{one(math.NaN(), 50_000, battery.Full), one(1, math.NaN(), battery.Full), nil}, 0, false, false},
	} {
		percent, plugged, known := together(c.all)
		if percent != c.percent || plugged != c.plugged || known != c.known {
			t.Errorf("%s: %d %v %v, want %d %v %v", name, percent, plugged, known, c.percent, c.plugged, c.known)
		}
	}
}

// What this computer says is not known here; it must be an answer that can be shown.
func TestThisComputer(t *testing.T) {
	percent, plugged, known := Left()
	if percent < 0 || percent > 100 || !known && (percent != 0 || plugged) {
		t.Errorf("%d %v %v", percent, plugged, known)
	}
}
