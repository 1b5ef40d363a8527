package desk

import (
	"context"
	"time"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/readiness"
)

// seesReady is what the binder itself sees of how the unit is prepared, by the id of the item in
// data/catalogue/readiness.json. What it can't see is left out, and counts as unknown.
func (s *Session) seesReady(now time.Time) readiness.Seen {
	list := s.readyList()
	found := map[string]readiness.Found{
		"own_documents":    s.seesDocuments(now),
		"read_documents":   s.seesReaders(s.readableDocuments()),
		"restarters":       s.seesRestarters(),
		"fresh":            s.seesFresh(now),
		"schedule_printed": s.seesSchedule(now),
		"binder_place":     s.seesPlaces(),
		"home_folders":     s.seesFolders(now),
		"after_hours":      s.seesAfterHours(),
		"numbers":          s.seesNumbers(),
		"carriers":         s.seesCarriers(),
		"facts":            s.seesFacts(),
		"office_hours":     s.seesOfficeHours(),
	}
	for _, c := range list.Checklists {
		found["answers_"+c.ID] = s.ready.Answers(c).Found(now)
		found["read_"+c.ID] = s.seesReaders([]Readable{s.readableChecklist(c)})
	}
	if i, asked := list.Item("binder_printed"); asked {
		found[i.ID] = i.Aged(s.binderPrinted(), "", now)
	}
	if i, asked := list.Item("drill"); asked {
		found[i.ID] = s.seesDrill(i, now)
	}
	if f, seen := s.seesCopies(now); seen {
		found["copies"] = f
	}
	return readiness.Seen{Found: found, Lasts: s.lasts()}
}

// seesFresh is whether each kind of data is younger than its limit.
func (s *Session) seesFresh(now time.Time) readiness.Found {
	good, of := 0, 0
	var oldest time.Time
	for _, age := range s.ages(now) {
		if of++; !age.TooOld {
			good++
		}
		if !age.AsOf.IsZero() && (oldest.IsZero() || age.AsOf.Before(oldest)) {
			oldest = age.AsOf
		}
	}
	f := readiness.Counted(good, of, "ready.why.too_old")
	if f.Last = oldest; f.State == readiness.StateMissing && !oldest.IsZero() {
		f.State = readiness.StateLate
	}
	return f
}

// binderPrinted is when the whole binder, or what had changed in it, was last printed; zero when never.
func (s *Session) binderPrinted() time.Time {
	last := s.printedAs(PrintBinder, PrintChanged)
	if whole := s.binder.Whole(); whole > 0 {
		if at := ledger.Clock(whole).Time(); at.After(last) {
			return at
		}
	}
	return last
}

// printedAs is when the newest print of these kinds that came out was drawn; zero for none.
func (s *Session) printedAs(kinds ...What) time.Time {
	var last time.Time
	for _, p := range s.prints {
		for _, what := range kinds {
			if p.What == what && p.left() && p.At.After(last) {
				last = p.At
			}
		}
	}
	return last
}

// seesSchedule is whether the schedule is on paper through the next working day (routine 5.4). Only what
// is known to hold all those days counts: a single day's schedule may be of any day.
func (s *Session) seesSchedule(now time.Time) readiness.Found {
	last := s.printedAs(PrintWeekend, PrintBinder)
	if s.evening.Printed.After(last) {
		last = s.evening.Printed
	}
	if last.IsZero() {
		return readiness.Found{State: readiness.StateMissing, Reason: readiness.Reason{Key: "ready.why.never_done"}}
	}
	days := care.PrintSpan(last, s.desk.Working)
	f := readiness.Found{Last: last, Due: care.NextDay(days[len(days)-1], 1), State: readiness.StateOK}
	switch {
	case last.After(now):
		f.State, f.Reason = readiness.StateOpen, readiness.Reason{Key: "ready.why.clock"}
	case !now.Before(f.Due):
		f.State, f.Reason = readiness.StateLate, readiness.Reason{Key: "ready.why.schedule"}
	case !now.Before(days[len(days)-1]):
		f.State, f.Reason = readiness.StateSoon, readiness.Reason{Key: "ready.why.soon"}
	}
	return f
}

// orNone says in its own words that there is nothing to count.
func orNone(f readiness.Found, key string) readiness.Found {
	if f.Of == 0 {
		f.Reason = readiness.Reason{Key: key}
	}
	return f
}

// seesFolders is how many home folders were filled this month.
func (s *Session) seesFolders(now time.Time) readiness.Found {
	good, folders := 0, s.homeFolders(now)
	var last time.Time
	var by string
	for _, f := range folders {
		if f.OK {
			good++
		}
		if f.Filled.After(last) {
			last, by = f.Filled, f.By
		}
	}
	f := orNone(readiness.Counted(good, len(folders), "ready.why.folders"), "ready.why.no_persons")
	f.Last, f.By = last, by
	return f
}

// seesPlaces is whether the unit has said where its binders and folders are kept.
func (s *Session) seesPlaces() readiness.Found {
	if len(s.paper.Places) == 0 {
		return readiness.Found{State: readiness.StateMissing, Reason: readiness.Reason{Key: "ready.why.no_places"}}
	}
	return readiness.Found{State: readiness.StateOK}
}

// copiesFor is how old the newest backup may be: one is made each day that the binder is opened.
const copiesFor = 48 * time.Hour

// seesCopies is whether there is a fresh backup; false where the folder doesn't say.
func (s *Session) seesCopies(now time.Time) (readiness.Found, bool) {
	kept, err := s.store.Kept(context.Background())
	if err != nil {
		return readiness.Found{}, false
	}
	if len(kept) == 0 {
		return readiness.Found{State: readiness.StateMissing, Reason: readiness.Reason{Key: "ready.why.never_done"}}, true
	}
	f := readiness.Found{State: readiness.StateOK, Last: kept[0].Taken, Due: kept[0].Taken.Add(copiesFor)}
	switch age := now.Sub(kept[0].Taken); {
	case age < -clockSlack:
		f.State, f.Reason = readiness.StateOpen, readiness.Reason{Key: "ready.why.clock"}
	case age >= copiesFor:
		f.State, f.Reason = readiness.StateLate, readiness.Reason{Key: "ready.why.copy_old"}
	}
	return f, true
}

// seesDrill is whether a drill in which every task was done was held in time.
func (s *Session) seesDrill(i readiness.Item, now time.Time) readiness.Found {
	if e, held := s.ready.LastWholeDrill(now); held {
		return i.Aged(e.Drill.Ended, e.By.Name, now)
	}
	if e, held := s.ready.LastDrill(now); held {
		return readiness.Found{State: readiness.StateMissing, Last: e.Drill.Ended, By: e.By.Name, Reason: readiness.Reason{Key: "ready.why.drill_part"}}
	}
	return readiness.Found{State: readiness.StateMissing, Reason: readiness.Reason{Key: "ready.why.never_done"}}
}
