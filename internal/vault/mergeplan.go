package vault

import (
	"slices"

	"avbrottsparm/internal/ledger"
)

// action is what a merge does with a record of the copy.
type action byte

const (
	leave   action = iota
	insert         // it is not here
	replace        // the row here is damaged
)

// mergePlan is what one file of a vault brings to another, and what each lacks.
type mergePlan struct {
	here, there *side
	records     map[spot]action
	bury        []ledger.RecordID // here, because a tombstone of either side names them
	items       itemPlan
	drafts      []string      // to be taken from the copy
	apart       map[spot]bool // of the copy, from where a chain went another way than here
	salvage     bool          // the copy is what was read out of a damaged file
	diff        ledger.Difference
}

// planMerge compares two files of one vault. A record is taken along where the chain here goes on
// with it; a chain that went two ways stays as it is here from there on.
func planMerge(here, there *side, salvage bool) *mergePlan {
	p := &mergePlan{here: here, there: there, records: map[spot]action{}, apart: map[spot]bool{}, salvage: salvage}
	p.diff = ledger.Difference{Copy: there.newest, Here: here.newest, OnlyHere: map[ledger.Kind]int{}, OnlyThere: map[ledger.Kind]int{}, Apart: map[ledger.Kind]int{}}
	forked := map[spot]bool{} // by the chain's place 0
	for _, at := range there.order {
		c := there.records[at]
		if c.is == isHeadless {
			continue
		}
		chain := spot{stream: at.stream, device: at.device}
		if h, here := here.records[at]; forked[chain] && !(here && h.hash == c.hash) {
			p.setApart(at, c)
			continue
		}
		does, fork := p.judge(at, c)
		if fork {
			forked[chain] = true
			p.diff.Forks = append(p.diff.Forks, at.finding("fork"))
		}
		if does != leave {
			p.records[at] = does
		}
		if fork {
			p.setApart(at, c)
		} else if does != leave && !(does == insert && c.is == isBare && here.buried(c)) {
			p.diff.OnlyThere[c.kind]++
		}
	}
	p.countHere()
	p.planBurials()
	p.items = planItems(here, there, salvage)
	if m := p.items.manifest; m != nil && p.staysApart(m.Record) {
		p.items.manifest = nil // its record can't come, so a new one says that these are the items
	}
	p.diff.Items, p.diff.NewerItems, p.diff.Torn = len(p.items.puts), p.items.newer, p.items.torn
	p.planDrafts()
	d := p.diff
	p.diff.Same = len(d.OnlyHere)+len(d.OnlyThere)+d.Items+d.Drafts+d.DraftsThere+d.Purged+len(d.Forks)+len(p.items.drops) == 0 && !d.Torn
	return p
}

// setApart counts a record that stays in the copy.
func (p *mergePlan) setApart(at spot, c holding) {
	p.apart[at] = true
	p.diff.OnlyThere[c.kind]++
	p.diff.Apart[c.kind]++
}

// staysApart tells whether the record of that id stays in the copy.
func (p *mergePlan) staysApart(id string) bool {
	for at := range p.apart {
		if p.there.records[at].id.String() == id {
			return true
		}
	}
	return false
}

// judge tells what to do with a record of the copy, and whether the chain goes two ways there.
func (p *mergePlan) judge(at spot, c holding) (does action, fork bool) {
	h, there := p.here.records[at]
	if !there {
		return p.judgeMissing(at, c)
	}
	if h.hash == c.hash {
		if h.is == isHeadless && c.is != isBroken {
			return replace, false
		}
		lost := h.is == isBroken || (h.is == isBare && !p.buried(h))
		if lost && c.is == isWhole {
			return replace, false
		}
		return leave, false
	}
	says, told := p.here.expected(at)
	fits := (told && says == c.hash) || (c.is == isWhole && h.is != isBare && p.follows(at, c))
	if h.is != isWhole && c.is != isBroken && fits {
		return replace, false
	}
	if h.is == isHeadless {
		return leave, false
	}
	return leave, true
}

func (p *mergePlan) judgeMissing(at spot, c holding) (does action, fork bool) {
	says, told := p.here.expected(at)
	if told && says != c.hash {
		return leave, c.is == isWhole
	}
	if told || p.follows(at, c) {
		return insert, false
	}
	if _, there := p.prior(at); there {
		return leave, c.is == isWhole
	}
	// Its neighbours are gone on both sides: what opens is the vault's own all the same.
	if c.is == isWhole || !p.salvage {
		return insert, false
	}
	return leave, false
}

// prior is the hash of the record before, as it will be after the merge.
func (p *mergePlan) prior(at spot) (hash [32]byte, there bool) {
	if at.seq == 1 {
		return hash, true
	}
	if p.records[at.before()] != leave {
		return p.there.records[at.before()].hash, true
	}
	h, there := p.here.records[at.before()]
	return h.hash, there && h.is != isHeadless
}

func (p *mergePlan) follows(at spot, c holding) bool {
	hash, there := p.prior(at)
	return there && hash == c.prev
}

func (p *mergePlan) buried(k holding) bool { return p.here.buried(k) || p.there.buried(k) }

// countHere counts what the copy lacks.
func (p *mergePlan) countHere() {
	for _, at := range p.here.order {
		h := p.here.records[at]
		c, there := p.there.records[at]
		if h.is != isHeadless && (!there || c.hash != h.hash) && p.records[at] == leave {
			p.diff.OnlyHere[h.kind]++
		}
	}
}

// planBurials finds the records here that still have a body although a tombstone names them.
func (p *mergePlan) planBurials() {
	for _, at := range p.here.order {
		h := p.here.records[at]
		if h.is == isHeadless || h.is == isBare || !p.buried(h) {
			continue
		}
		p.bury = append(p.bury, h.id)
		p.diff.Purged++
		if p.records[at] == replace {
			p.records[at] = leave
		}
	}
}

// planDrafts takes the drafts that are newer in the copy, do not open here or are not here. A copy
// that knows of nothing newer lacks only what was signed or thrown away since, and that stays
// gone.
func (p *mergePlan) planDrafts() {
	past := len(p.diff.OnlyThere) == 0 && p.there.state.count <= p.here.state.count && !p.salvage
	for _, d := range p.here.drafts {
		past = past && !d.failed
	}
	for id, c := range p.there.drafts {
		h, there := p.here.drafts[id]
		if c.failed {
			continue
		}
		if (!there && !past) || (there && (h.failed || c.version > h.version)) {
			p.drafts = append(p.drafts, id)
			p.diff.DraftsThere++
		}
	}
	slices.Sort(p.drafts)
	for id, h := range p.here.drafts {
		if _, there := p.there.drafts[id]; !there && !h.failed {
			p.diff.Drafts++
		}
	}
}
