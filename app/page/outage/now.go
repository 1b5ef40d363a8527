package outage

import (
	"fyne.io/fyne/v2"

	"avbrottsparm/app/control"
	"avbrottsparm/app/page"
)

// now is what goes on: what works, what to do, and what was done.
type now struct {
	host page.Host
}

func newNow(h page.Host) *now { return &now{host: h} }

// Content shows that nothing is out of order.
func (n *now) Content() fyne.CanvasObject {
	w := n.host.Words()
	return control.NewEmpty(nil, w.Say("outagepage.none"), w.Say("outagepage.none_what"), "", nil)
}

// Open has nothing to bring up to date.
func (n *now) Open(page.Place) {}

// Leave has nothing to stop.
func (n *now) Leave() {}

// Focus is nowhere.
func (n *now) Focus() fyne.Focusable { return nil }
