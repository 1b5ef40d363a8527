package main

import (
	"strconv"
	"strings"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/text"
)

// documentFlags are import's for documents that wait to be filed under a person.
type documentFlags struct {
	Waiting        bool   `help:"${help_waiting}"`
	FileDocument   string `placeholder:"ID" help:"${help_file_document}"`
	RefuseDocument string `placeholder:"ID" help:"${help_refuse_document}"`
	ShowDocument   string `placeholder:"ID" help:"${help_show_document}"`
	Person         string `placeholder:"P" help:"${help_document_person}"`
	What           string `placeholder:"KIND" help:"${help_document_what}"`
	Title          string `placeholder:"TEXT" help:"${help_document_title}"`
	Area           string `placeholder:"AREA" help:"${help_document_area}"`
	Reason         string `placeholder:"TEXT" help:"${help_document_reason}"`
}

// aboutDocuments tells whether import is asked about documents rather than for files.
func (d documentFlags) aboutDocuments() bool {
	return d.Waiting || d.asked() > 0 || d.Person+d.What+d.Title+d.Area+d.Reason != ""
}

// asked is how many documents are asked for by number.
func (d documentFlags) asked() int {
	n := 0
	for _, id := range []string{d.FileDocument, d.RefuseDocument, d.ShowDocument} {
		if id != "" {
			n++
		}
	}
	return n
}

// filingShape is a document in answers: whose it may be, or whose it is.
type filingShape struct {
	ID       string           `json:"id"`
	Title    string           `json:"title"`
	What     string           `json:"what"`
	Date     string           `json:"date"`
	DateFrom string           `json:"date_from,omitempty"`
	Media    string           `json:"media"`
	Pages    int              `json:"pages"`
	Bytes    int              `json:"bytes"`
	Area     string           `json:"area"`
	Text     bool             `json:"text"`
	Person   string           `json:"person,omitempty"`
	Persons  []candidateShape `json:"persons,omitempty"`
	Unknown  int              `json:"unknown_numbers,omitempty"`
	Around   string           `json:"around,omitempty"`
	Content  string           `json:"content,omitempty"`
}

type candidateShape struct {
	Person     string   `json:"person"`
	Name       string   `json:"name"`
	PersonalID string   `json:"personal_id"`
	In         []string `json:"in"`
}

func shapeFiling(f desk.Filing) filingShape {
	shape := filingShape{ID: f.ID, Title: f.Title, What: string(f.What), Date: f.Date.In(care.Stockholm).Format(time.DateOnly),
		DateFrom: f.DateFrom, Media: f.Media, Pages: f.Pages, Bytes: f.Size, Area: f.Area.String(), Text: f.HasText,
		Person: f.PersonID, Unknown: f.Unknown}
	for _, p := range f.Persons {
		shape.Persons = append(shape.Persons, candidateShape{Person: p.PersonID, Name: p.Name, PersonalID: string(p.PersonalID), In: p.In})
	}
	return shape
}

// documents lists the documents that wait, files one or takes one away.
func (c *importWord) documents(a *app) error {
	switch {
	case len(c.File) > 0 || c.any() || c.DryRun || c.Rows || c.ConfirmGone || c.TakeOlder,
		c.asked() > 1, c.Waiting && c.asked() > 0:
		return misuse{text.NewFault("parm.document_alone")}
	case c.FileDocument != "" && (c.Person == "" || c.Reason != ""), c.Person != "" && c.FileDocument == "":
		return misuse{text.NewFault("parm.document_whose")}
	case !c.Waiting && c.asked() == 0:
		return misuse{text.NewFault("parm.document_which")}
	}
	as := desk.FileAs{PersonID: c.Person, What: care.DocumentKind(c.What), Title: c.Title, Area: c.Area}
	if c.Date != "" {
		var err error
		if as.Date, err = dayOf(c.Date, time.Now()); err != nil {
			return err
		}
	}
	return a.with(c.binder, func(s *desk.Session) error {
		switch {
		case c.FileDocument != "":
			return a.fileDocument(s, c.FileDocument, as)
		case c.RefuseDocument != "":
			if err := s.RefuseDocument(a.ctx, c.RefuseDocument, c.Reason); err != nil {
				return err
			}
			a.tellWaiting(s)
			return nil
		case c.ShowDocument != "":
			return a.showDocument(s, c.ShowDocument, c.Reason)
		}
		if err := s.May(access.RightImport); err != nil {
			return err
		}
		a.tellWaiting(s)
		return nil
	})
}

func (a *app) fileDocument(s *desk.Session, id string, as desk.FileAs) error {
	filed, err := s.FileDocument(a.ctx, id, as)
	if err != nil {
		return err
	}
	if a.json {
		a.putJSON(shapeFiling(filed))
		return nil
	}
	a.page().line(a.words.Say("parm.document.filed", "title", filed.Title, "name", s.Name(filed.PersonID),
		"day", a.words.Day(filed.Date.In(care.Stockholm)), "area", a.words.Say("area."+filed.Area.String())))
	return nil
}

// showDocument tells what is known of a document and the text in it.
func (a *app) showDocument(s *desk.Session, id, reason string) error {
	doc, _, err := s.OpenDocument(a.ctx, id, reason)
	if err != nil {
		return err
	}
	shape := shapeFiling(s.FilingOf(doc))
	if a.json {
		shape.Content = doc.Text
		a.putJSON(shape)
		return nil
	}
	p := a.page()
	a.tellFiling(p, shape)
	p.gap()
	if doc.Text == "" {
		p.line(a.words.Say("parm.document.no_text", "id", doc.ID))
	}
	for line := range strings.SplitSeq(doc.Text, "\n") {
		p.line(line)
	}
	return nil
}

// tellWaiting lists the documents that nobody has filed yet.
func (a *app) tellWaiting(s *desk.Session) {
	list := s.DocumentsWaiting()
	if len(list) > 0 {
		s.NoteList(a.ctx, desk.ListDocuments)
	}
	if a.json {
		shapes := make([]filingShape, 0, len(list))
		for _, f := range list {
			shapes = append(shapes, shapeFiling(f))
		}
		a.putJSON(map[string][]filingShape{"waiting": shapes})
		return
	}
	p := a.page()
	if len(list) == 0 {
		p.line(a.words.Say("parm.document.none"))
		return
	}
	p.line(a.words.Count("parm.document.waiting", len(list)))
	for _, f := range list {
		p.gap()
		a.tellFiling(p, shapeFiling(f))
	}
}

// tellFiling says of a document what it is and whose it may be.
func (a *app) tellFiling(p *page, f filingShape) {
	day, from := f.Date, ""
	if at, err := time.ParseInLocation(time.DateOnly, f.Date, care.Stockholm); err == nil {
		day = a.words.Day(at)
	}
	if f.DateFrom != "" {
		from = "(" + a.words.Say("document.date."+f.DateFrom) + ")"
	}
	p.line(join("  ", f.ID, f.Title))
	p.indented(2, join(", ", a.words.Say("document."+f.What), join(" ", day, from), a.words.Count("parm.document.pages", f.Pages)))
	if len(f.Persons) == 0 && f.Person == "" {
		p.indented(2, a.words.Say("parm.document.nobody"))
	}
	for _, c := range f.Persons {
		p.indented(2, a.words.Say("parm.document.maybe", "name", c.Name, "number", care.PersonalID(c.PersonalID).Written(p.now), "where", a.found(c.In)))
	}
	if f.Unknown > 0 {
		p.indented(2, a.words.Count("parm.document.unknown", f.Unknown))
	}
}

// found says where a number was found.
func (a *app) found(in []string) string {
	var places []string
	for _, where := range in {
		places = append(places, a.words.Say("document.in."+where))
	}
	return strings.Join(places, ", ")
}

// tellDocumentFile says of an imported document that it waits, and how it is filed.
func (a *app) tellDocumentFile(p *page, f *filingShape) {
	p.gap()
	a.tellFiling(p, *f)
	if f.Person == "" {
		p.indented(2, a.words.Say("parm.document.how", "id", f.ID))
	}
}

// searchDocuments lists the documents that hold what was searched for.
func (c *peopleWord) searchDocuments(a *app) error {
	if c.Find != "" || c.Contacts {
		return misuse{text.NewFault("parm.find_one")}
	}
	return a.with(c.binder, func(s *desk.Session) error { return a.tellHits(s, c.Documents) })
}

func (a *app) tellHits(s *desk.Session, query string) error {
	if err := s.May(access.RightRead); err != nil {
		return err
	}
	hits := s.SearchDocuments(query)
	if len(hits) > 0 {
		s.NoteList(a.ctx, join(" ", desk.ListDocuments, query))
	}
	shapes := make([]filingShape, 0, len(hits))
	rows := [][]string{}
	for _, hit := range hits {
		shape := shapeFiling(hit.Filing)
		shape.Around = hit.Around
		shapes = append(shapes, shape)
		rows = append(rows, []string{hit.ID, hit.Name, hit.Title, shape.Date, strconv.Itoa(hit.Pages), hit.Around})
	}
	if a.json {
		a.putJSON(shapes)
		return nil
	}
	p := a.page()
	if len(rows) == 0 {
		p.line(a.words.Say("parm.document.no_hits"))
		return nil
	}
	p.table(nil, rows)
	return nil
}
