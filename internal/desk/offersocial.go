package desk

import (
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/sheet"
)

// What is printed of the binder, the schedules and persons.
const (
	PrintBinder   What = "binder"
	PrintPerson   What = "person"
	PrintPlan     What = "plan"
	PrintSchedule What = "schedule"
	PrintWeekend  What = "weekend"

	PrintVisits     What = "visits"
	PrintAttendance What = "attendance"
	PrintKeys       What = "keys"
	PrintWarnings   What = "warnings"
	PrintFolder     What = "folder"
	PrintProtected  What = "protected"
)

func binderOffers() []offer {
	return []offer{{what: PrintBinder, group: GroupBinder, takes: TakesPerson | TakesDay, numbered: true, compose: (*composing).binder}}
}

func scheduleOffers() []offer {
	return []offer{
		{what: PrintWeekend, group: GroupSchedule, takes: TakesPerson | TakesRoute | TakesStaff | TakesDay, compose: (*composing).weekend},
		{what: PrintSchedule, group: GroupSchedule, takes: TakesPerson | TakesRoute | TakesStaff | TakesDay, compose: func(c *composing) error {
			c.doc.Subtitle = c.w.Day(c.o.Date)
			c.schedules([]time.Time{c.day()})
			return nil
		}},
		{what: PrintVisits, group: GroupSchedule, takes: TakesPerson | TakesDay, compose: (*composing).visitPlans},
		{what: PrintAttendance, group: GroupSchedule, takes: TakesRoute | TakesDay | TakesBlanks | TakesAll, numbered: true, compose: (*composing).attendance},
		{what: PrintKeys, group: GroupKeys, takes: TakesRoute | TakesDay, compose: (*composing).keys},
	}
}

func personOffers() []offer {
	return []offer{
		{what: PrintPerson, group: GroupPerson, takes: TakesPerson, compose: each(nil, func(c *composing, d *care.Dossier) sheet.Sheet { return sheet.PersonCard(c.at, d) })},
		{what: PrintPlan, group: GroupPerson, takes: TakesPerson, behind: access.AreaSocial, compose: each(nil, func(c *composing, d *care.Dossier) sheet.Sheet { return sheet.Plan(c.at, d) })},
		{what: PrintWarnings, group: GroupPerson, takes: TakesPerson, compose: each(sheet.HasWarnings, func(c *composing, d *care.Dossier) sheet.Sheet { return sheet.Warnings(c.at, d) })},
		{what: PrintFolder, group: GroupPerson, takes: TakesPerson | TakesDay, numbered: true, compose: (*composing).folders},
		{what: PrintProtected, group: GroupPerson, takes: NeedsPerson | NeedsReason, area: access.AreaProtected, numbered: true, compose: (*composing).protected},
	}
}

// forAll composes a form for each person of the unit, or one without a name where the unit has none.
func forAll(sheetOf func(c *composing, d *care.Dossier) sheet.Sheet) func(*composing) error {
	return func(c *composing) error {
		for _, p := range c.persons {
			c.add(sheetOf(c, c.dossier(p.ID)))
		}
		if len(c.persons) == 0 {
			c.add(sheetOf(c, nil)) // a blank form needs no person
		}
		return nil
	}
}

// binder is the unit's binder: whom to call and what to do first, schedules and keys from the day on
// through the next working day, then person by person, then a blank journal sheet each. For one
// person also the signing list.
func (c *composing) binder() error {
	days := append([]time.Time{c.day()}, care.PrintSpan(c.o.Date, c.s.desk.Working)...)
	c.doc.Cover = true
	c.doc.Subtitle = span(c.w, days)
	c.doc.Notes = c.closed()
	if !c.one() {
		if err := c.unitPart(); err != nil {
			return err
		}
		c.byRoute(days)
		c.keysOn(days)
	}
	for _, p := range c.persons {
		d := c.dossier(p.ID, days...)
		c.add(sheet.PersonCard(c.at, d), sheet.Plan(c.at, d), sheet.ScheduleByPerson(c.at, d, days))
		c.areaSheets(d)
		c.addForm(PrintJournal, d)
		if c.one() {
			c.add(sheet.Signing(c.at, d, c.o.Date))
		}
	}
	return nil
}

// unitPart is what the unit's binder holds about nobody: telephone list, cards, routines, and where
// the other binders are.
func (c *composing) unitPart() error {
	for _, o := range append(unitOffers(), unitDocumentOffer()) {
		if o.takes&TakesMessage != 0 { // there is nothing to read out yet
			continue
		}
		if err := o.compose(c); err != nil {
			return err
		}
	}
	return nil
}

// weekend is every day from the next through the next working day (routine 5.4).
func (c *composing) weekend() error {
	days := care.PrintSpan(c.o.Date, c.s.desk.Working)
	c.doc.Subtitle = span(c.w, days)
	c.doc.Cover = !c.one()
	c.schedules(days)
	return nil
}
