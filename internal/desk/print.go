package desk

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/custody"
	"avbrottsparm/internal/sheet"
	"avbrottsparm/internal/text"
)

// Order is what somebody wants on paper.
type Order struct {
	What     What
	PersonID string    // one person; empty for all
	Route    string    // one route of a schedule; empty for all
	Staff    string    // one member of staff's visits of a schedule; empty for all
	Date     time.Time // the day of the schedule, or on which the weekend is printed; zero is today
	// Blanks is how many empty forms are wanted where no person is chosen; 0 counts as one.
	Blanks int
	// Hours and Persons size a stock pack.
	Hours, Persons int
	// Message is what stands on the sheet to read out, and in its code for a text message.
	Message string
	// Outage is the id of the outage that the sheets are about; empty for the newest.
	Outage string
	// Reason and Again are the two answers without which no sheet of a protected identity is printed
	// (requirement 16): why, and that it is really meant.
	Reason string
	Again  bool
	// Entries are the ids of what is handed to another care provider, and Recipient which one, with
	// PrintReleased.
	Entries   []string
	Recipient string
	// Large and Duplex are how the pages are drawn.
	Large, Duplex bool
	// Readable leaves the file open to whoever finds it; asked for in words, and logged.
	Readable bool
	// Paper says that the pages go straight to a printer, which can't open an encrypted file, and
	// that no file is left.
	Paper bool
	// Passphrase opens the file instead of the unit's own; ignored when Readable or Paper.
	Passphrase string
	// DocumentID is the document to print, with PrintDocument.
	DocumentID string
	// NoDocuments leaves out the pages of the person's filed documents, which otherwise go out with
	// one person's binder.
	NoDocuments bool
	Progress    func(done, total int)
	// out are the sheets that PrintChanged tells to take out; set while it is put together.
	out     []custody.Key
	renewal *Renewal
	// copies is how many of each page the printer is asked for; 0 counts as one.
	copies int
	// pending says that the print counts as printed once cameOut says so.
	pending bool
}

// Job is a finished print.
type Job struct {
	// Name is a file name without personal data.
	Name string
	sheet.Printed
	Protected bool // the file is encrypted
	// Numbers are those of the sheets that are accounted for, in their order.
	Numbers []custody.Number
	// Renewal is what a print of changed sheets changes in the binder on paper; nil for other prints.
	Renewal *Renewal
	// at names it in the ledger.
	at time.Time
}

// Print makes the sheets of an order into one file and notes that it went out: whoever asks for it has
// it. The binder can be read and written in while the pages are drawn. Faults: "print.unknown",
// "print.not_taken", "print.nothing", "print.no_passphrase", "print.no_readable", those of Person.
func (s *Session) Print(ctx context.Context, o Order) (Job, error) {
	doc, out, err := s.prepare(&o)
	if err == nil {
		err = s.attach(ctx, &doc, o)
	}
	if err != nil {
		return Job{}, err
	}
	if o.copies > 1 && slices.ContainsFunc(doc.Sheets, func(sh sheet.Sheet) bool { return sh.Counted }) {
		return Job{}, text.NewFault("print.numbered_copies") // two papers would have one number
	}
	numbers, err := s.number(doc.Sheets)
	if err != nil {
		return Job{}, err
	}
	listNumbers(&doc)
	went := jobOf(o, doc)
	out.Release = true
	printed, err := s.desk.Press.Print(ctx, doc, out)
	if err != nil {
		return Job{}, err
	}
	s.hold()
	defer s.mu.Unlock()
	paged(went.Papers, doc, printed)
	at, err := s.issued(ctx, o, printed, doc.Head, went)
	if err != nil {
		return Job{}, err
	}
	offer, _ := s.offer(o.What)
	name := fmt.Sprintf("%s-%s-%s.pdf", offer.file(s.desk.Words), o.Date.In(care.Stockholm).Format("2006-01-02"), doc.PrintedAt.Format("150405"))
	return Job{Name: name, Printed: printed, Protected: !o.Readable && !o.Paper, Numbers: numbers, Renewal: o.renewal, at: at}, nil
}

// prepare gathers what stands on the sheets and how the file is locked. The order's person
// becomes the binder's own id, whatever it was asked for by: the log holds no identity number.
func (s *Session) prepare(o *Order) (sheet.Document, sheet.Output, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.may(access.RightPrint); err != nil {
		return sheet.Document{}, sheet.Output{}, err
	}
	if o.Readable && s.paper.NoReadable {
		return sheet.Document{}, sheet.Output{}, text.NewFault("print.no_readable")
	}
	now := s.desk.now()
	if o.Date.IsZero() {
		o.Date = now
	}
	if o.PersonID != "" {
		p, err := s.person(o.PersonID)
		if err != nil {
			return sheet.Document{}, sheet.Output{}, err
		}
		o.PersonID = p.ID
	}
	if o.What == PrintDocument {
		chosen, err := s.chosenDocuments(*o)
		if err != nil {
			return sheet.Document{}, sheet.Output{}, err
		}
		o.PersonID = chosen[0].PersonID
	}
	out := sheet.Output{Progress: o.Progress}
	if !o.Readable && !o.Paper {
		if out.Passphrase = o.Passphrase; out.Passphrase == "" {
			out.Passphrase = s.unit.PDFPassphrase
		}
		if out.Passphrase == "" { // the unit's settings are gone: the file would be open to all
			return sheet.Document{}, sheet.Output{}, text.NewFault("print.no_passphrase")
		}
	}
	doc, err := s.document(o, now)
	return doc, out, err
}

// LastPrinted is when the newest print was drawn that was saved or that a printer took, in UTC; zero
// when never. What waits for a printer doesn't count.
func (s *Session) LastPrinted() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.prints.last()
}

// document puts the sheets of an order together, each with its key and mark.
func (s *Session) document(order *Order, now time.Time) (sheet.Document, error) {
	o := *order
	if err := s.mayPrint(o.What); err != nil {
		return sheet.Document{}, err
	}
	offer, known := s.offer(o.What)
	if !known {
		return sheet.Document{}, text.NewFault("print.unknown")
	}
	if err := offer.check(o); err != nil {
		return sheet.Document{}, err
	}
	c, err := s.composing(o, now)
	if err != nil {
		return sheet.Document{}, err
	}
	c.doc.Title = offer.title(c.w)
	if err := offer.compose(c); err != nil {
		return sheet.Document{}, err
	}
	order.out, order.renewal = c.o.out, c.o.renewal
	doc := c.doc
	identify(doc.Sheets)
	if s.unit.Demo {
		doc.Subtitle = strings.Trim(doc.Subtitle+" · "+c.w.Say("print.demo"), " ·")
	}
	if len(doc.Sheets) == 0 && o.What != PrintDocument {
		return sheet.Document{}, text.NewFault("print.nothing")
	}
	return doc, nil
}

// composing begins to put an order together.
func (s *Session) composing(o Order, now time.Time) (*composing, error) {
	persons, err := s.subjects(o)
	if err != nil {
		return nil, err
	}
	w := s.desk.Words
	return &composing{s: s, o: o, persons: persons, w: w,
		at: sheet.Setting{Words: w, Now: now, Persons: s.replica.Person, Visits: s.replica.VisitsOn, Away: s.replica.Away, Places: s.paper.Places, Large: o.Large},
		doc: sheet.Document{Unit: s.unit.Name, PrintedAt: now, Large: o.Large, Duplex: o.Duplex,
			PrintedBy: strings.Trim(s.user.Name+", "+s.user.Title, ", "), Head: s.store.Head().Code(), Words: w}}, nil
}

func span(w *text.Words, days []time.Time) string {
	if len(days) == 1 {
		return w.Day(days[0])
	}
	return w.DayShort(days[0]) + " – " + w.Day(days[len(days)-1])
}

// subjects are the persons of an order: one, or everyone who receives care.
func (s *Session) subjects(o Order) ([]*care.Person, error) {
	if o.PersonID != "" {
		p, err := s.person(o.PersonID)
		if err != nil {
			return nil, err
		}
		return []*care.Person{p}, nil
	}
	var persons []*care.Person
	for _, id := range s.finder.Find("") {
		if p, ok := s.replica.Person(id); ok && !p.Gone() && !p.Inactive {
			persons = append(persons, p)
		}
	}
	return persons, nil
}

func (s *Session) dossierOn(personID string, days []time.Time) *care.Dossier {
	d, _ := s.replica.Dossier(personID, days[0], care.NextDay(days[len(days)-1], 1), s.fresh)
	return d
}

// unwritable tells whether nothing can be saved at present, although all can be read.
func unwritable(err error) bool {
	return slices.ContainsFunc([]string{"vault.read_only", "vault.not_writable", "vault.full", "vault.disk"}, func(code string) bool { return text.IsFault(err, code) })
}
