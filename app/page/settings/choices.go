package settings

import "avbrottsparm/internal/text"

// Choices are what a person may choose about the window on this computer. They are remembered in
// the clear beside the program's other preferences, so they never say anything about a person.
type Choices struct {
	Lang        text.Lang
	Dark        bool
	Large       bool
	LockMinutes int // without a key or a movement of the mouse before the binder locks itself
}

// usualLock is after how many minutes the binder locks itself where nobody has chosen.
const usualLock = 10

// lockMinutes are the times that can be chosen for the automatic lock.
var lockMinutes = []int{2, 5, 10, 20, 30}

// Usual are the choices of a computer where nobody has chosen.
func Usual() Choices { return Choices{Lang: text.Swedish, LockMinutes: usualLock} }

// Within brings what was remembered back to what can be chosen.
func (c Choices) Within() Choices {
	if c.Lang != text.English {
		c.Lang = text.Swedish
	}
	if c.LockMinutes < lockMinutes[0] || c.LockMinutes > lockMinutes[len(lockMinutes)-1] {
		c.LockMinutes = usualLock
	}
	return c
}
