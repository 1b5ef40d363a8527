package vault

import (
	"avbrottsparm/internal/access"
	"avbrottsparm/internal/ledger"
)

// itemPlan is which item rows are taken from the copy and which go, and the manifest that then
// holds. A nil manifest means that none of the two covers what there will be.
type itemPlan struct {
	puts, drops []ledger.ItemRef
	manifest    *manifest
	newer       bool // the copy's replica is the newer one, and whole
	pieced      bool // these are not the items of the newest manifest that is known
	torn        bool // and it is told still, since here's manifest stays
}

// choice says from which side each item is taken.
type choice map[ledger.ItemRef]*side

// planItems lets the newer manifest decide, but keeps what only the other side made (meet). Rows that are damaged come from the other
// side where it has them unchanged: the manifest says whether the rows together are the right ones.
func planItems(here, there *side, salvage bool) itemPlan {
	if c := healed(here, there); c != nil {
		plan := c.plan(here)
		plan.newer = true
		return plan
	}
	newest, other := here, there
	if there.state.manifest.decides(here.state.manifest) {
		newest, other = there, here
	}
	m := newest.state.manifest
	for _, c := range []choice{mended(newest, other, true), mended(newest, other, false), union(newest, other), mended(other, newest, true)} {
		if rows := c.rows(); m.fits(rows) {
			return planMet(c, here, newest, other)
		}
	}
	switch {
	case salvage:
		plan := union(newest, other).plan(here)
		plan.pieced = m.Generation > 0
		return plan
	case here.state.manifest.fits(here.rows):
		return planMet(mended(here, there, false), here, here, there)
	}
	c := refilled(here, there)
	if c == nil {
		c = mended(here, there, false)
	}
	plan := c.plan(here)
	plan.manifest, plan.torn = &here.state.manifest, true
	return plan
}

// planMet is the plan for the newest manifest's rows with what the other side has changed since they
// parted.
func planMet(base choice, here, newest, other *side) itemPlan {
	met, differs, replaced := meet(base, newest, other)
	plan := met.plan(here)
	plan.newer = (newest == here) == replaced
	if !differs {
		m := newest.state.manifest
		plan.manifest = &m
	}
	return plan
}

// refilled is this side's rows with the missing and the damaged ones in the version of the other
// side, which is older than the one that was lost. The manifest can't tell what was lost, only how
// many there were: it must be as many as the other side fills in, or what was removed since would
// come back. Who has access is never taken from an older file.
func refilled(here, there *side) choice {
	m := here.state.manifest
	if m.headLost() || there.state.manifest.Generation > m.Generation {
		return nil
	}
	for ref, row := range there.items {
		if has, both := here.items[ref]; row.area == access.AreaSettings && (!both || has.failed || has.version < row.version) {
			return nil
		}
	}
	c := union(here, there)
	if len(c) != m.Items {
		return nil
	}
	return c
}

// healed is the other side's replica, where it is whole and not older than the one that was lost
// here, with what was written here since. It is nil where there is nothing to heal.
func healed(here, there *side) choice {
	m := here.state.manifest
	if m.Broken == 0 || m.headLost() || there.state.manifest.Generation+1 < m.Broken || !there.state.manifest.fits(there.rows) {
		return nil
	}
	c := mended(there, here, false)
	for ref, row := range here.items {
		if o, both := there.items[ref]; !row.failed && row.version >= m.Broken && (!both || o.version < row.version) {
			c[ref] = here
		}
	}
	return c
}

// mended is one side's rows, with those that do not open taken from the other side: of the same
// version only, or also whatever is missing altogether.
func mended(from, other *side, missing bool) choice {
	c := choice{}
	for ref, row := range from.items {
		c[ref] = from
		if o, there := other.items[ref]; row.failed && there && !o.failed && (missing || o.version == row.version) {
			c[ref] = other
		}
	}
	if !missing {
		return c
	}
	for ref, row := range other.items {
		if _, there := from.items[ref]; !there && !row.failed && row.version <= from.state.manifest.Generation {
			c[ref] = other
		}
	}
	for ref, row := range from.items {
		if _, there := other.items[ref]; !there && row.failed {
			delete(c, ref) // a row whose name was altered; its own name came from the other side
		}
	}
	return c
}

// union is every item that opens on some side, the newer version of each.
func union(a, b *side) choice {
	c := choice{}
	for _, s := range []*side{a, b} {
		for ref, row := range s.items {
			if has := c[ref]; !row.failed && (has == nil || has.items[ref].version < row.version) {
				c[ref] = s
			}
		}
	}
	return c
}

func (c choice) rows() []digest {
	rows := make([]digest, 0, len(c))
	for ref, s := range c {
		rows = append(rows, s.items[ref].digest)
	}
	sortDigests(rows)
	return rows
}

// plan is what has to change here for a choice.
func (c choice) plan(here *side) itemPlan {
	var p itemPlan
	for ref, s := range c {
		had, there := here.items[ref]
		if s != here && (!there || had.failed || had.digest != s.items[ref].digest) {
			p.puts = append(p.puts, ref)
		}
	}
	for ref := range here.items {
		if c[ref] == nil {
			p.drops = append(p.drops, ref)
		}
	}
	return p
}
