package vault

import (
	"runtime"
	"runtime/debug"
	"time"

	"golang.org/x/crypto/argon2"
)

// target is how long a derivation should take on the computer that the vault is made on: no
// more than a person waits with patience, and as much as they do for whoever guesses.
const target = time.Second

// calibrate finds the cost of a new vault's slots with a stopwatch for one derivation. Memory
// counts most against guessing, so it is given up only where the least number of passes over it
// takes too long, and never below the floor; on a fast computer passes are added, up to the
// ceiling.
func calibrate(stopwatch func(cost) time.Duration) cost {
	c := usualCost
	for {
		once := c
		once.passes = 1
		// A clock that stands still must not divide by zero, and says nothing: the ceiling holds.
		pass := max(stopwatch(once), time.Microsecond)
		least := pass * time.Duration(leastCost.passes)
		if least > 2*target && c.memory/2 >= leastCost.memory {
			c.memory /= 2
			continue
		}
		passes := (target + pass/2) / pass
		c.passes = uint32(min(max(passes, time.Duration(leastCost.passes)), time.Duration(mostCost.passes)))
		return c
	}
}

// timed is how long a derivation takes on this computer when nothing else is going on: the better
// of two, and no more than its processor time over the processors that it can use. A computer that
// happens to be busy while the binder is made must not make it cheap to guess for good.
func timed(c cost) time.Duration {
	best := time.Duration(0)
	for n := range 2 {
		start := time.Now()
		before, failed := spent()
		argon2.IDKey([]byte("avbrottsparm"), make([]byte, saltSize), c.passes, c.memory, c.lanes, keySize)
		took := time.Since(start)
		if after, err := spent(); err == nil && failed == nil {
			took = min(took, (after-before)/time.Duration(min(int(c.lanes), runtime.GOMAXPROCS(0))))
		}
		debug.FreeOSMemory()
		if n == 0 || took < best {
			best = took
		}
	}
	return best
}
