package desk

import (
	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/form"
	"avbrottsparm/internal/sheet"
	"avbrottsparm/internal/text"
)

// The forms that other sheets go with, and packs of blank forms for a stretch of time.
const (
	PrintJournal What = "journal"
	PrintStock   What = "stock"
)

// UsualHours is how long a stock pack lasts when nothing is said: a shift.
const UsualHours = 8

// formGroups are the groups under which the groups of forms are offered.
var formGroups = map[string]Group{form.GroupSocial: GroupPerson, form.GroupHealth: GroupHealth, form.GroupCaseWork: GroupCaseWork,
	form.GroupKeys: GroupKeys, form.GroupOutage: GroupOutage, form.GroupUnit: GroupUnit}

// formOffers are the forms of data/forms, and the stock pack of them.
func (d *Desk) formOffers() []offer {
	all := []offer{{what: PrintStock, group: GroupBinder, takes: TakesStock, numbered: true, compose: (*composing).stock}}
	for i := range d.Forms {
		f := &d.Forms[i]
		takes := TakesBlanks
		if f.Subject == form.SubjectPerson {
			takes |= TakesPerson
		}
		all = append(all, offer{what: What(f.ID), group: formGroups[f.Group], takes: takes, form: f,
			compose: blanks(func(c *composing, d *care.Dossier) sheet.Sheet { return sheet.Form(c.at, *f, d) })})
	}
	return all
}

// addForm adds a form with a person's name, where the binder has it.
func (c *composing) addForm(what What, d *care.Dossier) {
	for _, f := range c.s.desk.Forms {
		if What(f.ID) == what {
			c.add(sheet.Form(c.at, f, d))
		}
	}
}

// stock is a pack of blank forms for so many hours and persons, after a page that lists them. What
// belongs in an area that the opener has no key for is left out: that unit doesn't write it. Fault
// "print.stock_many".
func (c *composing) stock() error {
	hours, persons := c.o.Hours, c.o.Persons
	if hours <= 0 {
		hours = UsualHours
	}
	if persons <= 0 {
		persons = len(c.persons)
	}
	var pack []sheet.Sheet
	for _, f := range c.s.desk.Forms {
		if area, known := access.AreaNamed(f.Area); !known || c.s.mayOpen(area) != nil {
			continue
		}
		copies := f.Stock.Copies(min(hours, mostStock), min(persons, mostStock))
		if len(pack)+copies > MostBlanks {
			return text.NewFault("print.stock_many", "most", MostBlanks)
		}
		for range copies {
			pack = append(pack, sheet.Form(c.at, f, nil))
		}
	}
	if len(pack) == 0 {
		return nil
	}
	pack = append(pack, c.attendanceStock(hours, persons, MostBlanks-len(pack))...)
	c.doc.Subtitle = c.w.Say("print.stock_for", "hours", c.w.Count("print.stock_hours", hours), "persons", c.w.Count("print.stock_persons", persons))
	c.add(sheet.StockList(c.at, c.doc.Subtitle, pack))
	c.add(pack...)
	return nil
}

// mostStock bounds hours and persons before they are multiplied.
const mostStock = 100_000

// listNumbers writes the numbers of a stock pack on its first page, once they have been drawn.
func listNumbers(doc *sheet.Document) {
	if len(doc.Sheets) > 0 && doc.Sheets[0].Kind == sheet.KindStock {
		at := sheet.Setting{Words: doc.Words, Now: doc.PrintedAt}
		doc.Sheets[0].Blocks = sheet.StockList(at, doc.Subtitle, doc.Sheets[1:]).Blocks
	}
}
