package desk

import (
	"cmp"
	"context"
	"slices"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/custody"
	"avbrottsparm/internal/sheet"
	"avbrottsparm/internal/text"
)

// PrintChanged is the sheets of the binder that are not as they were last printed, after a page that
// says which to take out and shred.
const PrintChanged What = "changed"

func changedOffers() []offer {
	return []offer{{what: PrintChanged, group: GroupBinder, takes: TakesDay, numbered: true, compose: (*composing).changed}}
}

// Changes is how the unit's binder on paper stands against what it would hold if it were printed now.
type Changes struct {
	New, Changed, Gone, Same int
	// Last is when the binder was last printed or brought up to date, in UTC; zero for never.
	Last time.Time
}

// Any tells whether there is anything to print or to take out.
func (c Changes) Any() bool { return c.New+c.Changed+c.Gone > 0 }

// Renewal is what a print of changed sheets changes in the binder on paper: of so many sheets in all,
// how many are put in and how many papers are taken out.
type Renewal struct{ Sheets, In, Out int }

// Changes compares the binder as it would be printed today with what was printed, sheet by sheet.
// Faults: "access.not_allowed".
func (s *Session) Changes(ctx context.Context) (Changes, error) {
	if err := ctx.Err(); err != nil {
		return Changes{}, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.may(access.RightPrint); err != nil {
		return Changes{}, err
	}
	now := s.desk.now()
	basis := s.basis(now)
	if s.compared.basis == basis {
		return s.compared.Changes, nil
	}
	c, err := s.composing(Order{What: PrintBinder, Date: now}, now)
	if err != nil {
		return Changes{}, err
	}
	if err := c.current(); err != nil {
		return Changes{}, err
	}
	s.compared = comparison{s.against(c.doc.Sheets).Changes, basis}
	return s.compared.Changes, nil
}

// comparison is what the binder and its paper came to, and what it rested on: the start page asks every
// minute, and composing the whole binder takes a while.
type comparison struct {
	Changes
	basis basis
}

// basis is all that a comparison rests on. No sheet says anything of the hour, so the day is enough; forms
// and cards are the program's own.
type basis struct {
	day      time.Time
	lang     text.Lang
	revision int    // of the replica
	head     string // of the chain: moves with every record
	settings int    // changes of how the unit prints
	unissued int    // prints that wait to be noted
	areas    int    // whose keys are open
}

func (s *Session) basis(now time.Time) basis {
	return basis{day: care.Day(now), lang: s.desk.Words.Lang(), revision: s.revision, head: s.store.Head().Code(), settings: s.paperChanges, unissued: len(s.unissued), areas: len(s.store.Areas())}
}

// current composes the binder as it would be printed now: with one person's own part where that was
// printed by itself, because that holds more.
func (c *composing) current() error {
	if err := c.binder(); err != nil {
		return err
	}
	var sheets []sheet.Sheet
	done := map[string]bool{}
	for _, sh := range c.doc.Sheets {
		if !c.s.binder.Own(sh.PersonID) {
			sheets = append(sheets, sh)
			continue
		}
		if done[sh.PersonID] {
			continue
		}
		done[sh.PersonID] = true
		own, err := c.s.composing(Order{What: PrintBinder, PersonID: sh.PersonID, Date: c.o.Date}, c.at.Now)
		if err != nil {
			return err
		}
		if err := own.binder(); err != nil {
			return err
		}
		sheets = append(sheets, own.doc.Sheets...)
	}
	c.doc.Sheets = sheets
	return nil
}

// changed is the binder of today without the sheets that are as they were printed.
func (c *composing) changed() error {
	if err := c.current(); err != nil {
		return err
	}
	diff := c.s.against(c.doc.Sheets)
	if !diff.Any() {
		return text.NewFault("print.unchanged")
	}
	list := sheet.ChangeList{Since: diff.Last, Data: diff.data, Same: diff.Same, Apart: diff.apart}
	c.routesGone(diff.out)
	for _, p := range c.inOrder(diff.out) {
		list.Out = append(list.Out, c.changeOut(p))
	}
	for _, sh := range diff.in {
		row := sheet.ChangeRow{Title: sh.Title, Name: sh.Name, Code: sh.Mark}
		if sh.Counted {
			row.Code = c.w.Say("sheet.changes.numbered")
		}
		list.In = append(list.In, row)
	}
	c.doc.Cover = false
	c.doc.Sheets = append([]sheet.Sheet{sheet.Changes(c.at, list)}, diff.in...)
	c.o.out = diff.took
	c.o.renewal = &Renewal{Sheets: diff.New + diff.Changed + diff.Same, In: len(diff.in), Out: len(diff.out)}
	return nil
}

// routesGone finds the titles of schedules of days that are over, as far as their routes are still
// known. The ledger doesn't name routes: some are called after people.
func (c *composing) routesGone(out []replaced) {
	titles := map[custody.Key]string{}
	done := map[string]bool{}
	for i := range out {
		p := &out[i]
		if p.by != "" || p.Person != "" || p.Day == "" {
			continue
		}
		day, err := time.ParseInLocation(time.DateOnly, p.Day, care.Stockholm)
		if err == nil && !done[p.Day] {
			done[p.Day] = true
			then := &composing{s: c.s, o: c.o, w: c.w, at: c.at}
			then.byRoute([]time.Time{day})
			then.keysOn([]time.Time{day})
			for _, sh := range then.doc.Sheets {
				titles[custody.KeyOf(sh.Key)] = sh.Title
			}
		}
		p.by = titles[p.Key]
	}
}

// inOrder are printed sheets as they lie in the binder: those about nobody, then person by person, and
// last of all those whose person is gone.
func (c *composing) inOrder(out []replaced) []replaced {
	place := map[string]int{"": 0}
	for i, p := range c.persons {
		place[p.ID] = i + 1
	}
	of := func(p replaced) int {
		if at, known := place[p.Person]; known {
			return at
		}
		return len(c.persons) + 1
	}
	slices.SortStableFunc(out, func(x, y replaced) int { return cmp.Compare(of(x), of(y)) })
	return out
}

// changeOut is a printed sheet in words. Whoever is gone from the binder has no name here: the code at
// the foot of the paper tells which it is.
func (c *composing) changeOut(p replaced) sheet.ChangeRow {
	row := sheet.ChangeRow{Title: c.s.kindTitle(c.w, p.Kind), Code: sheet.MarkOf(p.Hash[:])}
	if p.Number != "" {
		row.Code = p.Number.String()
	}
	if p.by != "" {
		row.Title = p.by
	} else if day, err := time.Parse(time.DateOnly, p.Day); err == nil {
		row.Title += ", " + c.w.Day(day)
	}
	if p.Person == "" {
		return row
	}
	if known, ok := c.s.replica.Person(p.Person); ok {
		row.Name = known.Name()
	} else {
		row.Name = c.w.Say("sheet.changes.person_gone")
	}
	return row
}
