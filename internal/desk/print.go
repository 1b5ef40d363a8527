package desk

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/sheet"
	"avbrottsparm/internal/text"
)

// What is a word of "parm print".
type What string

// What can be printed.
const (
	PrintBinder   What = "binder"
	PrintPerson   What = "person"
	PrintPlan     What = "plan"
	PrintHealth   What = "health"
	PrintDecision What = "decision"
	PrintSchedule What = "schedule"
	PrintWeekend  What = "weekend"
	PrintJournal  What = "journal"
	PrintSigning  What = "signing"
)

// PrintKinds lists what can be printed, in the order in which it is offered.
func PrintKinds() []What {
	return []What{PrintBinder, PrintWeekend, PrintSchedule, PrintPerson, PrintPlan, PrintHealth, PrintDecision, PrintJournal, PrintSigning}
}

// Order is what somebody wants on paper.
type Order struct {
	What     What
	PersonID string    // one person; empty for all
	Route    string    // one route of a schedule; empty for all
	Date     time.Time // the day of the schedule, or on which the weekend is printed; zero is today
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
}

// Job is a finished print.
type Job struct {
	// Name is a file name without personal data.
	Name string
	sheet.Printed
	Protected bool // the file is encrypted
}

// Issued is the ledger's record of paper or a file that went out.
type Issued struct {
	What     What      `json:"what"`
	At       time.Time `json:"at"`
	By       string    `json:"by"`
	PersonID string    `json:"person,omitempty"`
	Day      string    `json:"day,omitempty"`
	Pages    int       `json:"pages"`
	Sheets   int       `json:"sheets"`
	Readable bool      `json:"readable,omitempty"`
	Head     string    `json:"head"`
}

// Print makes the sheets of an order into one file and notes that it went out. The binder can be
// read and written in while the pages are drawn. Faults: "print.unknown", "print.nothing",
// "print.no_passphrase", those of Person.
func (s *Session) Print(ctx context.Context, o Order) (Job, error) {
	doc, out, err := s.prepare(&o)
	if err == nil {
		err = s.attach(ctx, &doc, o)
	}
	if err != nil {
		return Job{}, err
	}
	printed, err := s.desk.Press.Print(ctx, doc, out)
	if err != nil {
		return Job{}, err
	}
	s.hold()
	defer s.mu.Unlock()
	if err := s.issued(ctx, o, printed, doc.Head); err != nil {
		return Job{}, err
	}
	name := fmt.Sprintf("%s-%s-%s.pdf", s.desk.Words.Say("print.file."+string(o.What)), o.Date.In(care.Stockholm).Format("2006-01-02"), doc.PrintedAt.Format("150405"))
	return Job{Name: name, Printed: printed, Protected: !o.Readable && !o.Paper}, nil
}

// prepare gathers what stands on the sheets and how the file is locked. The order's person
// becomes the binder's own id, whatever it was asked for by: the log holds no identity number.
func (s *Session) prepare(o *Order) (sheet.Document, sheet.Output, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.may(access.RightPrint); err != nil {
		return sheet.Document{}, sheet.Output{}, err
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
	doc, err := s.document(*o, now)
	return doc, out, err
}

func (s *Session) issued(ctx context.Context, o Order, printed sheet.Printed, head string) error {
	at := s.desk.now()
	rec, err := record(ledger.StreamMain, access.AreaCommon, ledger.KindPrint, Issued{What: o.What, At: at, By: s.user.Identity,
		PersonID: o.PersonID, Day: o.Date.In(care.Stockholm).Format(time.DateOnly), Pages: printed.Pages, Sheets: printed.Sheets, Readable: o.Readable, Head: head})
	if err != nil {
		return err
	}
	// Paper is what an outage is got through with, so a folder that takes nothing keeps nobody from
	// it. The line of the log waits in memory and is told as such.
	if err := s.commit(ctx, ledger.Change{Appends: []ledger.Append{rec}}); err != nil && !unwritable(err) {
		return err
	} else if err == nil {
		s.printed = at
	}
	action := access.ActionPrint
	if o.Readable {
		action = access.ActionReadable
	}
	s.log(ctx, action, o.PersonID, fmt.Sprintf("%s %d", o.What, printed.Sheets))
	return nil
}

// LastPrinted is when something was last printed, in UTC; zero when never.
func (s *Session) LastPrinted() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.printed
}

func (s *Session) document(o Order, now time.Time) (sheet.Document, error) {
	if err := s.mayPrint(o.What); err != nil {
		return sheet.Document{}, err
	}
	persons, err := s.subjects(o)
	if err != nil {
		return sheet.Document{}, err
	}
	w := s.desk.Words
	doc := sheet.Document{Title: w.Say("print.title." + string(o.What)), Unit: s.unit.Name, PrintedAt: now,
		PrintedBy: strings.Trim(s.user.Name+", "+s.user.Title, ", "), Head: s.store.Head().Code(), Words: w}
	at := sheet.Setting{Words: w, Now: now, Persons: s.replica.Person, Visits: s.replica.VisitsOn, Away: s.replica.Away}
	switch o.What {
	case PrintBinder:
		s.binder(&doc, at, o, persons)
	case PrintPerson, PrintPlan, PrintHealth, PrintDecision, PrintJournal, PrintSigning:
		doc.Sheets = s.each(at, persons, o)
	case PrintSchedule:
		doc.Subtitle = w.Day(o.Date)
		doc.Sheets = s.schedules(at, []time.Time{care.Day(o.Date)}, o, persons)
	case PrintWeekend:
		days := care.PrintSpan(o.Date, s.desk.Working)
		doc.Subtitle = span(w, days)
		doc.Cover = o.PersonID == ""
		doc.Sheets = s.schedules(at, days, o, persons)
	case PrintDocument: // it has no sheets but the page before it
	default:
		return sheet.Document{}, text.NewFault("print.unknown")
	}
	if s.unit.Demo {
		doc.Subtitle = strings.Trim(doc.Subtitle+" · "+w.Say("print.demo"), " ·")
	}
	if len(doc.Sheets) == 0 && o.What != PrintDocument {
		return sheet.Document{}, text.NewFault("print.nothing")
	}
	return doc, nil
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

// binder is the unit's binder: schedules from the day on through the next working day, then each
// person's card, plan and visits, then a blank journal sheet each. For one person also the
// signing list.
func (s *Session) binder(doc *sheet.Document, at sheet.Setting, o Order, persons []*care.Person) {
	days := append([]time.Time{care.Day(o.Date)}, care.PrintSpan(o.Date, s.desk.Working)...)
	doc.Cover = true
	doc.Subtitle = span(s.desk.Words, days)
	if o.PersonID == "" {
		doc.Sheets = append(doc.Sheets, s.byRoute(at, days, o.Route)...)
	}
	for _, p := range persons {
		d := s.dossierOn(p.ID, days)
		doc.Sheets = append(doc.Sheets, sheet.PersonCard(at, d), sheet.Plan(at, d), sheet.ScheduleByPerson(at, d, days))
		doc.Sheets = append(doc.Sheets, s.areaSheets(at, d, o.PersonID != "")...)
		doc.Sheets = append(doc.Sheets, sheet.Journal(at, d))
		if o.PersonID != "" {
			doc.Sheets = append(doc.Sheets, sheet.Signing(at, d, o.Date))
		}
	}
}

func (s *Session) dossierOn(personID string, days []time.Time) *care.Dossier {
	d, _ := s.replica.Dossier(personID, days[0], care.NextDay(days[len(days)-1], 1), s.fresh)
	return d
}

// each is one sheet of a kind for each person.
func (s *Session) each(at sheet.Setting, persons []*care.Person, o Order) []sheet.Sheet {
	make1 := map[What]func(*care.Dossier) sheet.Sheet{
		PrintPerson:   func(d *care.Dossier) sheet.Sheet { return sheet.PersonCard(at, d) },
		PrintPlan:     func(d *care.Dossier) sheet.Sheet { return sheet.Plan(at, d) },
		PrintHealth:   func(d *care.Dossier) sheet.Sheet { return sheet.Health(at, d) },
		PrintDecision: func(d *care.Dossier) sheet.Sheet { return sheet.Decisions(at, d) },
		PrintJournal:  func(d *care.Dossier) sheet.Sheet { return sheet.Journal(at, d) },
		PrintSigning:  func(d *care.Dossier) sheet.Sheet { return sheet.Signing(at, d, o.Date) },
	}[o.What]
	day := []time.Time{care.Day(o.Date)}
	var sheets []sheet.Sheet
	for _, p := range persons {
		if d := s.dossierOn(p.ID, day); o.PersonID != "" || told(o.What, d) {
			sheets = append(sheets, make1(d))
		}
	}
	if len(sheets) == 0 && (o.What == PrintJournal || o.What == PrintSigning) {
		sheets = append(sheets, make1(nil)) // a blank form needs no person
	}
	return sheets
}

// schedules are the days by route and by person; for one person only theirs, for one route only
// that route.
func (s *Session) schedules(at sheet.Setting, days []time.Time, o Order, persons []*care.Person) []sheet.Sheet {
	var sheets []sheet.Sheet
	if o.PersonID == "" {
		sheets = s.byRoute(at, days, o.Route)
	}
	if o.Route != "" {
		return sheets
	}
	for _, p := range persons {
		d := s.dossierOn(p.ID, days)
		if len(d.Visits) > 0 || o.PersonID != "" {
			sheets = append(sheets, sheet.ScheduleByPerson(at, d, days))
		}
	}
	return sheets
}

func (s *Session) byRoute(at sheet.Setting, days []time.Time, route string) []sheet.Sheet {
	var sheets []sheet.Sheet
	for _, day := range days {
		routes := s.replica.RoutesOn(day)
		if len(routes) == 0 && route == "" {
			routes = []care.RouteDay{{}} // a sheet that says that nothing is planned
		}
		for _, r := range routes {
			if route == "" || r.Route == route {
				sheets = append(sheets, sheet.ScheduleByRoute(at, day, r, s.fresh[care.KindVisit]))
			}
		}
	}
	return sheets
}

// unwritable tells whether nothing can be saved at present, although all can be read.
func unwritable(err error) bool {
	return slices.ContainsFunc([]string{"vault.read_only", "vault.not_writable", "vault.full", "vault.disk"}, func(code string) bool { return text.IsFault(err, code) })
}
