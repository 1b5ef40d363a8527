package desk

import (
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/sheet"
)

// What is printed of health care.
const (
	PrintHealth     What = "health"
	PrintMedication What = "medication"
	PrintExtract    What = "extract"
	PrintOnCall     What = "oncall"
	PrintWeek       What = "week"
	PrintToDo       What = "todo"
	PrintSigning    What = "signing"
)

// weekDays is how many days the week's list holds, from the day of the order on.
const weekDays = 7

func healthOffers() []offer {
	return []offer{
		{what: PrintOnCall, group: GroupHealth, takes: TakesPerson, area: access.AreaHealth,
			compose: each(nil, func(c *composing, d *care.Dossier) sheet.Sheet { return sheet.OnCall(c.at, d) })},
		{what: PrintMedication, group: GroupHealth, takes: TakesPerson, area: access.AreaHealth,
			compose: each(sheet.HasHealth, func(c *composing, d *care.Dossier) sheet.Sheet { return sheet.Medication(c.at, d) })},
		{what: PrintHealth, group: GroupHealth, takes: TakesPerson, area: access.AreaHealth,
			compose: each(sheet.HasHealth, func(c *composing, d *care.Dossier) sheet.Sheet { return sheet.Health(c.at, d) })},
		{what: PrintExtract, group: GroupHealth, takes: TakesPerson, area: access.AreaHealth,
			compose: each(sheet.HasNotes, func(c *composing, d *care.Dossier) sheet.Sheet { return sheet.Extract(c.at, d) })},
		{what: PrintWeek, group: GroupHealth, takes: TakesPerson | TakesDay, area: access.AreaHealth, compose: (*composing).week},
		{what: PrintToDo, group: GroupHealth, takes: TakesPerson | TakesDay, area: access.AreaHealth, compose: (*composing).toDo},
		{what: PrintSigning, group: GroupHealth, takes: TakesPerson | TakesDay | TakesBlanks | TakesAll, behind: access.AreaHealth, numbered: true, compose: signingLists},
	}
}

// week is the nurse's list of each day, then each person's week.
func (c *composing) week() error {
	days := make([]time.Time, weekDays)
	for i := range days {
		days[i] = care.NextDay(c.o.Date, i)
	}
	c.doc.Subtitle = span(c.w, days)
	if !c.one() {
		for _, day := range days {
			c.add(sheet.NursesDay(c.at, day, c.s.replica.VisitsOn(day), c.s.fresh[care.KindVisit]))
		}
	}
	for _, p := range c.persons {
		if d := c.dossier(p.ID, days...); c.one() || sheet.HasWeek(d, days) {
			c.add(sheet.Week(c.at, d, days))
		}
	}
	return nil
}

// toDo is what is to be done from the day on through the next working day.
func (c *composing) toDo() error {
	days := append([]time.Time{c.day()}, care.PrintSpan(c.o.Date, c.s.desk.Working)...)
	c.doc.Subtitle = span(c.w, days)
	for _, p := range c.persons {
		if d := c.dossier(p.ID, days...); c.one() || sheet.HasToDo(d, days) {
			c.add(sheet.ToDo(c.at, d, days))
		}
	}
	return nil
}

// signingLists are those of one person or of everyone, or as many empty ones as are asked for.
func signingLists(c *composing) error {
	signing := func(c *composing, d *care.Dossier) sheet.Sheet { return sheet.Signing(c.at, d, c.o.Date) }
	if c.o.Blanks > 0 {
		return blanks(signing)(c)
	}
	return forAll(signing)(c)
}
