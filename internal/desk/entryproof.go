package desk

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/custody"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/sheet"
)

// PrintReentry is the report of re-entry on paper. An order's day has no meaning for it: it is about
// everything that the binder holds; EntryProofPDF bounds it.
const PrintReentry What = "reentry"

func reentryOffers() []offer {
	return []offer{{what: PrintReentry, group: GroupOutage, compose: func(c *composing) error {
		c.add(sheet.Reentry(c.at, c.s.entryProof(time.Time{}, time.Time{}).ReentryReport))
		return nil
	}}}
}

// EntryProof is how far what was written by hand has come into Lifecare, counted entry by entry.
type EntryProof struct {
	Unit string
	At   time.Time
	By   string // "name, title"
	sheet.ReentryReport
}

// EntryProof counts the entries whose event or writing lies from one moment until before another, and
// the forms of that time; a zero time leaves that side open. What lies behind a wall that the opener has
// no key for is named as closed, and nothing is complete then (requirement 26). Faults:
// "access.not_allowed".
func (s *Session) EntryProof(from, to time.Time) (EntryProof, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.may(access.RightReenter); err != nil {
		return EntryProof{}, err
	}
	return s.entryProof(from, to), nil
}

func (s *Session) entryProof(from, to time.Time) EntryProof {
	p := EntryProof{Unit: s.unit.Name, At: s.desk.now(), By: s.signature()}
	p.ReentryReport = sheet.ReentryReport{From: from, To: to, Head: s.store.Head().Code(), Forms: s.proofForms(from, to)}
	for _, c := range s.closedEntries() {
		p.Closed = append(p.Closed, sheet.ReentryClosed{Area: s.desk.Words.Say("area." + c.Area.String()), Who: strings.Join(c.Who, "; ")})
	}
	names := s.naming()
	for _, t := range s.backlog.List(func(t *entry.Tracked) bool { return spans(t, from, to) }) {
		p.Entries = append(p.Entries, s.proofEntry(t, names, p.At))
	}
	p.count()
	p.Complete = p.complete()
	return p
}

// spans tells whether an entry belongs to a time: it happened then, or it was written then. An event
// with a wrong year would otherwise be in no report at all.
func spans(t *entry.Tracked, from, to time.Time) bool {
	return slices.ContainsFunc([]time.Time{t.EventTime, t.WrittenTime}, func(at time.Time) bool {
		return (from.IsZero() || !at.Before(from)) && (to.IsZero() || at.Before(to))
	})
}

// proofEntry is one entry as the report tells of it.
func (s *Session) proofEntry(t *entry.Tracked, names naming, now time.Time) sheet.ReentryEntry {
	number, name := names.of(t)
	e := sheet.ReentryEntry{Tracked: *t, Title: s.KindTitle(t.Kind), Person: name, Number: care.PersonalID(number).Written(now)}
	if mark, late := s.measured(t, now); mark != nil {
		e.Due, e.DueWhat, e.Late = mark.At, mark.What.In(s.desk.Words.Lang()), late
	}
	e.Second, e.Done = s.NeedsSecond(*t), s.desk.Kinds.Closed(t)
	return e
}

// measured is the mark that an entry is measured by, and whether it was passed: the first mark that had
// passed when it came into Lifecare, or now where it hasn't; else the first. Nil for no mark, and for what
// was struck or corrected before it came there.
func (s *Session) measured(t *entry.Tracked, now time.Time) (*entry.Mark, bool) {
	marks := s.desk.Kinds.DueOf(t)
	if len(marks) == 0 || t.State.Ended() && t.EnteredAt.IsZero() {
		return nil, false
	}
	done := now
	if !t.EnteredAt.IsZero() {
		done = t.EnteredAt
	}
	if at := slices.IndexFunc(marks, func(m entry.Mark) bool { return m.Passed(done) }); at >= 0 {
		return &marks[at], true
	}
	return &marks[0], false
}

// count sums the entries up by kind and by person.
func (p *EntryProof) count() {
	kinds, persons := map[string]*sheet.ReentryCount{}, map[string]*sheet.ReentryCount{}
	for _, e := range p.Entries {
		if e.State.Ended() {
			continue
		}
		p.Total++
		if e.Done {
			p.Done++
		}
		add(kinds, string(e.Kind), e.Title, "", e)
		add(persons, e.PersonID+"\n"+e.Person, e.Person, e.Number, e)
	}
	p.Kinds, p.Persons = listed(kinds), listed(persons)
}

func add(counts map[string]*sheet.ReentryCount, key, label, number string, e sheet.ReentryEntry) {
	c := counts[key]
	if c == nil {
		c = &sheet.ReentryCount{Label: label, Number: number}
		counts[key] = c
	}
	c.Total++
	for _, is := range []struct {
		so   bool
		many *int
	}{{e.State.InLifecare(), &c.Entered}, {e.State == entry.StateVerified, &c.Verified}, {e.Done, &c.Done}, {e.Late, &c.Late}, {e.Unsure(), &c.Unknown}} {
		if is.so {
			*is.many++
		}
	}
}

func listed(counts map[string]*sheet.ReentryCount) []sheet.ReentryCount {
	list := make([]sheet.ReentryCount, 0, len(counts))
	for _, c := range counts {
		list = append(list, *c)
	}
	slices.SortFunc(list, func(x, y sheet.ReentryCount) int {
		return cmp.Or(cmp.Compare(x.Label, y.Label), cmp.Compare(x.Number, y.Number))
	})
	return list
}

// complete tells whether nothing is left to do that anybody can know of.
func (p *EntryProof) complete() bool {
	return p.Total > 0 && p.Done == p.Total && len(p.Closed) == 0 &&
		!slices.ContainsFunc(p.Entries, func(e sheet.ReentryEntry) bool { return e.Left() || e.Second }) &&
		!slices.ContainsFunc(p.Forms, func(f sheet.ReentryForms) bool {
			return f.In[custody.StateReturned]+f.In[custody.StateMissing] > 0
		})
}

// proofForms are the numbered forms of a time: those that were printed or told of then, and those that
// are still out or wait to be transcribed, whenever they were printed.
func (s *Session) proofForms(from, to time.Time) []sheet.ReentryForms {
	byKind := map[string]*sheet.ReentryForms{}
	within := func(at time.Time) bool {
		return (from.IsZero() || !at.Before(from)) && (to.IsZero() || at.Before(to))
	}
	for _, slip := range s.slips.List(func(slip custody.Slip) bool {
		open := (slip.State == custody.StateIssued || slip.State == custody.StateReturned) && (to.IsZero() || slip.At.Before(to))
		return slip.Sort == custody.SortForm && (open || within(slip.At) || within(slip.Changed))
	}) {
		f := byKind[slip.Kind]
		if f == nil {
			f = &sheet.ReentryForms{Title: s.kindTitle(s.desk.Words, slip.Kind), In: map[custody.State]int{}}
			byKind[slip.Kind] = f
		}
		f.Printed++
		f.In[slip.State]++
	}
	forms := make([]sheet.ReentryForms, 0, len(byKind))
	for _, f := range byKind {
		forms = append(forms, *f)
	}
	slices.SortFunc(forms, func(x, y sheet.ReentryForms) int { return cmp.Compare(x.Title, y.Title) })
	return forms
}

// EntryProofPDF draws the report of a time. The file is encrypted with the unit's passphrase unless it
// is asked for readable; either is logged, for it names persons. Faults: "access.not_allowed",
// "print.no_passphrase", "print.no_readable", those of the press.
func (s *Session) EntryProofPDF(ctx context.Context, from, to time.Time, readable bool) (Job, error) {
	doc, out, err := s.drawProof(from, to, readable)
	if err != nil {
		return Job{}, err
	}
	printed, err := s.desk.Press.Print(ctx, doc, out)
	if err != nil {
		return Job{}, err
	}
	s.noteProof(ctx, readable)
	return Job{Name: fileName(s.desk.Words.Say("print.file.reentry"), doc.PrintedAt), Printed: printed, Protected: !readable}, nil
}
