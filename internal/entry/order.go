package entry

import (
	"cmp"
	"slices"
)

// order keeps entries sorted, oldest event first, while they come and go. What is added waits at the
// end and what is dropped stays until somebody looks, so that reading a whole binder sorts once.
type order struct {
	list []*Tracked
	ripe int             // so many from the front are in order
	in   map[string]bool // by id: true while it counts, false when it was dropped and still lies in the list
	gone int             // so many were dropped
}

func newOrder() *order { return &order{in: map[string]bool{}} }

func byEvent(x, y *Tracked) int {
	if c := x.EventTime.Compare(y.EventTime); c != 0 {
		return c
	}
	return cmp.Compare(x.ID, y.ID)
}

func (o *order) holds(t *Tracked) bool { return o.in[t.ID] }

func (o *order) add(t *Tracked) {
	counts, lies := o.in[t.ID]
	if counts {
		return
	}
	o.in[t.ID] = true
	if lies {
		o.gone--
		return
	}
	if o.ripe == len(o.list) && (o.ripe == 0 || byEvent(o.list[o.ripe-1], t) < 0) {
		o.ripe++
	}
	o.list = append(o.list, t)
}

func (o *order) drop(t *Tracked) {
	if o.in[t.ID] {
		o.in[t.ID] = false
		o.gone++
	}
}

// sorted is the list in order. It is ours: callers don't keep it.
func (o *order) sorted() []*Tracked {
	o.merge()
	if o.gone > 0 {
		o.list = slices.DeleteFunc(o.list, func(t *Tracked) bool {
			if o.in[t.ID] {
				return false
			}
			delete(o.in, t.ID)
			return true
		})
		o.ripe, o.gone = len(o.list), 0
	}
	return o.list
}

// merge brings what waits at the end to its place, from the back.
func (o *order) merge() {
	if o.ripe == len(o.list) {
		return
	}
	fresh := slices.Clone(o.list[o.ripe:])
	slices.SortFunc(fresh, byEvent)
	i, j := o.ripe-1, len(fresh)-1
	for k := len(o.list) - 1; j >= 0; k-- {
		if i >= 0 && byEvent(o.list[i], fresh[j]) > 0 {
			o.list[k] = o.list[i]
			i--
		} else {
			o.list[k] = fresh[j]
			j--
		}
	}
	o.ripe = len(o.list)
}
