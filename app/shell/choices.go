package shell

import (
	"fyne.io/fyne/v2"

	"avbrottsparm/app/page/settings"
	"avbrottsparm/internal/text"
)

// The names under which the choices and the size of the window are kept.
const (
	keepLang   = "lang"
	keepDark   = "dark"
	keepLarge  = "large"
	keepLock   = "lock_minutes"
	keepWidth  = "width"
	keepHeight = "height"
)

// LoadChoices reads the choices of this computer.
func LoadChoices(from fyne.Preferences) settings.Choices {
	usual := settings.Usual()
	return settings.Choices{
		Lang:        text.Lang(from.StringWithFallback(keepLang, string(usual.Lang))),
		Dark:        from.BoolWithFallback(keepDark, usual.Dark),
		Large:       from.BoolWithFallback(keepLarge, usual.Large),
		LockMinutes: from.IntWithFallback(keepLock, usual.LockMinutes),
	}.Within()
}

func saveChoices(to fyne.Preferences, c settings.Choices) {
	to.SetString(keepLang, string(c.Lang))
	to.SetBool(keepDark, c.Dark)
	to.SetBool(keepLarge, c.Large)
	to.SetInt(keepLock, c.LockMinutes)
}

// The size of the window on a computer where it was never opened: it fits on the smallest laptops
// of a unit, 1366 by 768, with a task bar below.
const (
	usualWidth  = 1280
	usualHeight = 680
	leastWidth  = 900
	leastHeight = 560
)

// LoadSize reads the size that the window last had.
func LoadSize(from fyne.Preferences) fyne.Size {
	return fyne.NewSize(
		max(leastWidth, float32(from.FloatWithFallback(keepWidth, usualWidth))),
		max(leastHeight, float32(from.FloatWithFallback(keepHeight, usualHeight))))
}

func saveSize(to fyne.Preferences, size fyne.Size) {
	to.SetFloat(keepWidth, float64(size.Width))
	to.SetFloat(keepHeight, float64(size.Height))
}
