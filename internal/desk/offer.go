package desk

import (
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/form"
	"avbrottsparm/internal/sheet"
	"avbrottsparm/internal/text"
)

// What is a word of "parm print".
type What string

// Group is where something that can be printed is offered; the sentences "print.group.<group>"
// word it.
type Group string

// The groups, in the order in which they are offered.
const (
	GroupBinder   Group = "binder"   // the binder, what changed in it, stock packs
	GroupSchedule Group = "schedule" // days and routes
	GroupPerson   Group = "person"   // about one person, SoL and LSS
	GroupHealth   Group = "health"
	GroupCaseWork Group = "casework"
	GroupKeys     Group = "keys"   // keys, cabinets, alarms
	GroupOutage   Group = "outage" // the outage itself
	GroupUnit     Group = "unit"   // the unit's own: telephone lists, routines, cards
)

// Groups lists the groups in the order in which they are offered.
func Groups() []Group {
	return []Group{GroupBinder, GroupSchedule, GroupPerson, GroupHealth, GroupCaseWork, GroupKeys, GroupOutage, GroupUnit}
}

// Title is the group in words.
func (g Group) Title(w *text.Words) string { return w.Say("print.group." + string(g)) }

// Takes is what an order of a kind may or must say.
type Takes uint16

// What orders take.
const (
	TakesPerson  Takes = 1 << iota // one person, or all
	NeedsPerson                    // one person, no less
	TakesDay                       // a day, or the month that it lies in
	TakesRoute                     // one route, or all
	TakesStaff                     // one member of staff, or all
	TakesBlanks                    // how many empty forms
	TakesStock                     // hours and persons
	TakesMessage                   // a text
	NeedsReason                    // a reason, and the word that it is meant
	TakesAll                       // with TakesBlanks: one for everyone, or for every route, as well
	TakesOutage                    // one outage, or the newest
)

// Offer is one thing that can be printed.
type Offer struct {
	What  What
	Group Group
	Takes Takes
	// Numbered says that papers of it are accounted for by their numbers, so that no copies are made.
	Numbered bool
	// Title and About say what it is, in the binder's language.
	Title, About string
}

// offer is a row of the table of what can be printed. A form has its words in its file, all others
// under "print.title.<what>", "print.about.<what>" and, for the name of the file, "print.file.<what>".
type offer struct {
	what  What
	group Group
	takes Takes
	// area is the wall of its data, for sheets that say nothing without it; 0 for none.
	area access.Area
	// behind is the wall of what stands on it, for sheets that are made without it too; 0 for none.
	behind access.Area
	form   *form.Form
	// numbered says that some of its sheets are accounted for, as those of all forms are.
	numbered bool
	// compose puts the sheets into the document. The session is locked.
	compose func(c *composing) error
}

func (o offer) title(w *text.Words) string {
	if o.form != nil {
		return o.form.Title.In(w.Lang())
	}
	return w.Say("print.title." + string(o.what))
}

func (o offer) about(w *text.Words) string {
	if o.form != nil {
		return o.form.About.In(w.Lang())
	}
	return w.Say("print.about." + string(o.what))
}

// file begins the name of the file; it says nothing about any person.
func (o offer) file(w *text.Words) string {
	if o.form != nil {
		return w.Say("print.file.form")
	}
	return w.Say("print.file." + string(o.what))
}

// check refuses an order for a part of what is only printed whole: the rest would be taken for gone
// from the binder. A form that is about nobody stays so, whoever is chosen. Fault "print.not_taken".
func (o offer) check(order Order) error {
	if o.form != nil {
		return nil
	}
	if order.PersonID != "" && o.takes&(TakesPerson|NeedsPerson) == 0 || order.Route != "" && o.takes&TakesRoute == 0 ||
		order.Staff != "" && o.takes&TakesStaff == 0 || order.Outage != "" && o.takes&TakesOutage == 0 {
		return text.NewFault("print.not_taken")
	}
	return nil
}

// offers are all that can be printed but documents, in the order in which they are offered within
// their groups.
func (d *Desk) offers() []offer {
	var all []offer
	for _, part := range [][]offer{binderOffers(), changedOffers(), scheduleOffers(), personOffers(), healthOffers(), caseWorkOffers(), d.formOffers(), reentryOffers(), unitOffers(), {unitDocumentOffer()}, readyOffers(), outageOffers()} {
		all = append(all, part...)
	}
	return all
}

func (s *Session) offer(what What) (offer, bool) { return s.desk.offer(what) }

func (d *Desk) offer(what What) (offer, bool) {
	for _, o := range append(d.offers(), documentOffer(), releaseOffer()) {
		if o.what == what {
			return o, true
		}
	}
	return offer{}, false
}

// Prints tells whether the word names something that can be printed.
func (d *Desk) Prints(what What) bool {
	_, known := d.offer(what)
	return known
}

// Offers lists what can be printed, group by group.
func (d *Desk) Offers() []Offer {
	var list []Offer
	for _, group := range Groups() {
		for _, o := range d.offers() {
			if o.group == group {
				list = append(list, Offer{What: o.what, Group: o.group, Takes: o.takes, Numbered: o.numbered || o.form != nil, Title: o.title(d.Words), About: o.about(d.Words)})
			}
		}
	}
	return list
}

// Offers lists what can be printed, group by group, without what lies in an area that the opener has
// no key for.
func (s *Session) Offers() []Offer {
	s.mu.Lock()
	defer s.mu.Unlock()
	var open []Offer
	for _, o := range s.desk.Offers() {
		if s.mayPrint(o.What) == nil {
			open = append(open, o)
		}
	}
	return open
}

// composing is a document that is being put together.
type composing struct {
	s       *Session
	o       Order
	w       *text.Words
	at      sheet.Setting
	persons []*care.Person // whom the order is about: one, or everyone who receives care
	doc     sheet.Document
}

func (c *composing) add(sheets ...sheet.Sheet) { c.doc.Sheets = append(c.doc.Sheets, sheets...) }

// one tells that the order is about one person.
func (c *composing) one() bool { return c.o.PersonID != "" }

// day is the day of the order, at midnight in Stockholm.
func (c *composing) day() time.Time { return care.Day(c.o.Date) }

// dossier is what is known about a person, with the visits of the days from first to last.
func (c *composing) dossier(personID string, days ...time.Time) *care.Dossier {
	if len(days) == 0 {
		days = []time.Time{c.day()}
	}
	return c.s.dossierOn(personID, days)
}

// each composes one sheet for each person; for everyone only where it has something to say. A nil
// tells lets all through.
func each(tells func(*care.Dossier) bool, sheetOf func(c *composing, d *care.Dossier) sheet.Sheet) func(*composing) error {
	return func(c *composing) error {
		for _, p := range c.persons {
			if d := c.dossier(p.ID); c.one() || tells == nil || tells(d) {
				c.add(sheetOf(c, d))
			}
		}
		return nil
	}
}

// blanks composes forms with the chosen person's name, or the wanted number without any.
func blanks(sheetOf func(c *composing, d *care.Dossier) sheet.Sheet) func(*composing) error {
	return func(c *composing) error {
		if c.one() {
			c.add(sheetOf(c, c.dossier(c.o.PersonID)))
			return nil
		}
		if c.o.Blanks > MostBlanks {
			return text.NewFault("print.blanks_many", "most", MostBlanks)
		}
		for range max(1, c.o.Blanks) {
			c.add(sheetOf(c, nil))
		}
		return nil
	}
}

// MostBlanks is how many empty forms one order makes at most: a slip of the finger must not empty the
// printer's tray.
const MostBlanks = 500

// concernsAll tells whether sheets of a kind that were printed for nobody in particular hold something
// about everyone.
func concernsAll(what What) bool {
	if what == PrintChanged || what == PrintReentry { // their first pages name many
		return true
	}
	for _, part := range [][]offer{binderOffers(), scheduleOffers(), personOffers(), healthOffers(), caseWorkOffers()} {
		for _, o := range part {
			if o.what == what {
				return o.takes&(TakesPerson|TakesRoute) != 0
			}
		}
	}
	return false
}
