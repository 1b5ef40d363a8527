package vault

import "avbrottsparm/internal/ledger"

// Two laptops that worked apart each have items that the other doesn't know. What changed on one of
// them since they parted is taken from there, share by share (ledger.Share). Where both changed one,
// the newest manifest's side decides, and of the data that imports bring the side that imported or
// purged it last. An item bears the generation in which it was stored, and the ledger has the manifest
// of each: who has all manifests of that generation has seen the item, and took it away if it isn't
// there. Nothing of a copy that isn't whole counts as taken away.

// meeting is a choice by the newest manifest, beside what the other side knows better.
type meeting struct {
	base          choice
	newest, other *side
	whole         bool // the other side's items are all that it left
}

// stake is which sides changed a share since they parted.
type stake struct {
	newest, other bool
	left          bool // the newest has something of it
}

// meet is the choice with what changed on the other side only, whether that differs from the base,
// and whether the data of imports comes from the other side.
func meet(base choice, newest, other *side) (met choice, differs, replaced bool) {
	m := meeting{base: base, newest: newest, other: other, whole: other.state.manifest.fits(other.rows)}
	stakes := m.stakes()
	met = make(choice, len(base))
	for ref, from := range base {
		if !m.taken(stakes, ref) {
			met[ref] = from
		} else if o, there := other.items[ref]; (!there && !m.whole) || o.failed {
			met[ref] = from
		} else if differs = differs || !there || o.digest != from.items[ref].digest; there {
			met[ref] = other
		}
	}
	for ref, o := range other.items {
		if _, there := base[ref]; !there && !o.failed && m.taken(stakes, ref) {
			met[ref], differs = other, true
		}
	}
	for share, st := range stakes {
		replaced = replaced || ledger.Replaced(share) && m.takes(share, st)
	}
	return met, differs, replaced
}

func (m meeting) taken(stakes map[string]*stake, ref ledger.ItemRef) bool {
	share := ledger.Share(ref)
	return share != "" && m.takes(share, stakes[share])
}

// takes tells whether a share comes from the other side. What was made is never lost because the
// newest side took away the version that it knew.
func (m meeting) takes(share string, st *stake) bool {
	if ledger.Replaced(share) {
		return m.whole && st.other && (!st.newest || m.later())
	}
	return st.other && (!st.newest || !st.left)
}

// later tells whether the other side imported or purged later than the newest did. A manifest's
// generation doesn't tell: it grows with each picture too.
func (m meeting) later() bool {
	mine, others := m.newest.broughtAt(m.other), m.other.broughtAt(m.newest)
	return mine > 0 && others > mine
}

// broughtAt is when this side last imported or purged without the other knowing of it; zero for never.
func (s *side) broughtAt(other *side) (at ledger.Clock) {
	for id, clock := range s.brought {
		if _, known := other.ids[id]; !known {
			at = max(at, clock)
		}
	}
	return at
}

func (m meeting) stakes() map[string]*stake {
	all := map[string]*stake{}
	of := func(ref ledger.ItemRef) *stake {
		share := ledger.Share(ref)
		st := all[share]
		if st == nil {
			st = &stake{}
			all[share] = st
		}
		return st
	}
	for ref, from := range m.base {
		row, st := from.items[ref], of(ref)
		o, both := m.other.items[ref]
		st.left = true
		switch seen := m.other.knows(m.newest, row.version); {
		case both && o.digest == row.digest:
		case !seen:
			st.newest = true
		case !both && m.whole:
			st.other = true
		}
		st.other = st.other || both && !o.failed && o.digest != row.digest && !m.newest.knows(m.other, o.version)
	}
	for ref, o := range m.other.items {
		if _, there := m.base[ref]; there {
			continue
		}
		if m.newest.knows(m.other, o.version) {
			of(ref).newest = true
		} else if !o.failed {
			of(ref).other = true
		}
	}
	return all
}

// knows tells whether this side has seen what another stored in a generation. Without any manifest
// of it the number has to do.
func (s *side) knows(other *side, generation uint64) bool {
	ids := other.manifests[generation]
	for _, id := range ids {
		if _, there := s.ids[id]; !there {
			return false
		}
	}
	return len(ids) > 0 || generation <= s.state.manifest.Generation
}
