package desk

import (
	"time"

	"avbrottsparm/internal/custody"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/sheet"
)

// difference is how composed sheets stand against the binder on paper.
type difference struct {
	Changes
	in   []sheet.Sheet // new and changed
	out  []replaced    // still there as paper
	took []custody.Key // gone
	data time.Time     // oldest data that the comparison rests on
	// apart says that sheets of an area that the opener has no key for were passed over.
	apart bool
}

// replaced is a printed sheet that is to be taken out, and its title where that is known: from the sheet
// that takes its place.
type replaced struct {
	custody.Paper
	by string
}

// against compares sheets with those that lie in the binder. A numbered form that was used up (handed
// in, lost) needs a new one although its content is the same. What the opener has no key for is not
// compared: it looks empty to them.
func (s *Session) against(sheets []sheet.Sheet) difference {
	var d difference
	if at := s.binder.Last(); at > 0 {
		d.Last = ledger.Clock(at).Time()
	}
	identify(sheets)
	here, forms := map[custody.Key]bool{}, map[custody.Key][]custody.Slip{}
	for _, slip := range s.lying() {
		if slip.State == custody.StateIssued {
			forms[slip.Key] = append(forms[slip.Key], slip)
		}
	}
	for _, sh := range sheets {
		if s.mayOpen(s.areaOfKind(string(sh.Kind))) != nil {
			d.apart = true
			continue
		}
		p := paperOf(sh)
		here[p.Key] = true
		if !sh.DataAsOf.IsZero() && (d.data.IsZero() || sh.DataAsOf.Before(d.data)) {
			d.data = sh.DataAsOf
		}
		had, there := s.binder.Get(p.Key)
		switch {
		case !there:
			d.New++
			d.in = append(d.in, sh)
		case had.Hash != p.Hash || s.usedUp(had):
			d.Changed++
			d.in = append(d.in, sh)
			d.out = append(d.out, s.goes(had, forms[p.Key], sh.Title)...)
		default:
			d.Same++
		}
	}
	for _, had := range s.binder.List() {
		if here[had.Key] {
			continue
		}
		if s.mayOpen(s.areaOfKind(had.Kind)) != nil {
			d.apart = true
			continue
		}
		d.Gone++
		d.took = append(d.took, had.Key)
		d.out = append(d.out, s.goes(had, forms[had.Key], "")...)
	}
	return d
}

// goes are the papers of a sheet that are to be taken out: the newest, and the numbered form that lies
// there instead where the newest never came out.
func (s *Session) goes(had custody.Paper, forms []custody.Slip, title string) []replaced {
	var list []replaced
	if !s.usedUp(had) && (had.Number != "" || len(forms) == 0) {
		list = append(list, replaced{had, title})
	}
	for _, form := range forms {
		if form.Number != had.Number {
			p := had
			p.Number = form.Number
			list = append(list, replaced{p, title})
		}
	}
	return list
}

// usedUp tells whether a numbered paper is no longer where it was put.
func (s *Session) usedUp(p custody.Paper) bool {
	if p.Number == "" {
		return false
	}
	slip, known := s.slips.Get(p.Number)
	return known && slip.State != custody.StateIssued
}
