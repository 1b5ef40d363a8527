package control

import (
	"avbrottsparm/app/look"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Followed is a control that can say when the keyboard comes to it.
type Followed interface {
	fyne.CanvasObject
	follow(seen func())
}

func (e *Entry) follow(seen func())  { e.seen = seen }
func (s *Select) follow(seen func()) { s.seen = seen }
func (c *Check) follow(seen func())  { c.seen = seen }
func (b *Button) follow(seen func()) { b.seen = seen }

// Follow scrolls so that whichever of the controls gets the keyboard is in sight, with its label and
// the line below it: Fyne lets Tab go where nobody sees it.
func Follow(scroll *container.Scroll, controls ...Followed) {
	for _, c := range controls {
		c.follow(func() { reveal(scroll, c, look.Target) })
	}
}

// FollowWith shows more than the control itself when the keyboard comes to it, as far as there is room: a
// field with the list of what it finds.
func FollowWith(scroll *container.Scroll, c Followed, shown fyne.CanvasObject) {
	c.follow(func() { reveal(scroll, shown, look.Gap) })
}

// FollowAll does the same for every control that stands in an object, for what comes and goes as a whole.
func FollowAll(scroll *container.Scroll, o fyne.CanvasObject) {
	switch o := o.(type) {
	case Followed:
		Follow(scroll, o)
	case *Options:
		Follow(scroll, o.Each()...)
	case *StandingRow:
		FollowAll(scroll, o.content)
	case *Field:
		FollowAll(scroll, o.control)
	case *Strip:
		for _, button := range o.buttons {
			FollowAll(scroll, button)
		}
	case *fyne.Container:
		for _, child := range o.Objects {
			FollowAll(scroll, child)
		}
	}
}

// Follow does the same in a Scroller.
func (s *Scroller) Follow(controls ...Followed) { Follow(s.scroll, controls...) }

// Reaches tells whether an object stands whole in what is seen of a scroll that is at its top.
func Reaches(scroll *container.Scroll, o fyne.CanvasObject) bool {
	at, there := placeIn(scroll.Content, o)
	return there && at.Y+o.Size().Height <= scroll.Size().Height
}

// reveal scrolls no further than it takes to show an object and a margin above and below it.
func reveal(scroll *container.Scroll, o fyne.CanvasObject, margin float32) {
	at, there := placeIn(scroll.Content, o)
	if !there {
		driver := fyne.CurrentApp().Driver()
		if driver.CanvasForObject(o) == nil {
			return // within a widget that was not drawn yet: what is shown first stands at the top
		}
		at = driver.AbsolutePositionForObject(o).Subtract(driver.AbsolutePositionForObject(scroll.Content))
	}
	top := at.Y - margin
	bottom := top + o.Size().Height + 2*margin
	room := scroll.Size().Height
	to := min(max(scroll.Offset.Y, bottom-room), top)
	to = min(max(0, to), max(0, scroll.Content.MinSize().Height-room))
	if to != scroll.Offset.Y {
		scroll.ScrollToOffset(fyne.NewPos(0, to))
	}
}

// placeIn finds where an object stands in a tree of containers, drawn or not: Fyne itself knows only what
// it has drawn, and a question gets the keyboard in the moment that it comes.
func placeIn(tree, o fyne.CanvasObject) (fyne.Position, bool) {
	if tree == o {
		return fyne.Position{}, true
	}
	if c, is := tree.(*fyne.Container); is {
		for _, child := range c.Objects {
			if at, there := placeIn(child, o); there {
				return child.Position().Add(at), true
			}
		}
	}
	return fyne.Position{}, false
}

// tellSeen calls what follows a control, if anything does.
func tellSeen(seen func()) {
	if seen != nil {
		seen()
	}
}

// FollowAll does the same for every control that stands in an object.
func (s *Scroller) FollowAll(o fyne.CanvasObject) { FollowAll(s.scroll, o) }
