// Package battery tells how much is left in the battery of this computer, where its system says so.
//
// It guarantees that a computer without a battery, or one whose system gives no answer that can be
// trusted, is told as unknown and never as empty or full, and that nothing of it is kept.
package battery

import "github.com/distatus/battery"

// Left is what is left in all batteries of this computer together, in whole percent from 0 to 100
// rounded down, and whether it has power from outside. Not known means that the system doesn't say.
func Left() (percent int, plugged, known bool) {
	defer func() {
		if recover() != nil { // the library trips over a file of the system that is empty
			percent, plugged, known = 0, false, false
		}
	}()
	all, err := battery.GetAll()
	if all == nil && err != nil {
		return 0, false, false
	}
	return together(all)
}

// together sums up the batteries that tell what they hold; a mouse or a keyboard tells no capacity and is
// left out. Power comes from outside when none of them is being emptied.
func together(all []*battery.Battery) (percent int, plugged, known bool) {
	var current, full float64
	plugged = true
	for _, b := range all {
		if b == nil || !(b.Full > 0) || !(b.Current >= 0) {
			continue
		}
		current += min(b.Current, b.Full)
		full += b.Full
		switch b.State.Raw {
		case battery.Charging, battery.Full, battery.Idle:
		default: // a state that nobody names must not promise a cable
			plugged = false
		}
	}
	if full == 0 {
		return 0, false, false
	}
	return int(current / full * 100), plugged, true
}
