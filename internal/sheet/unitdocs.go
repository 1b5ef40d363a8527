package sheet

import (
	"strings"
	"time"
)

// The unit's own documents on paper: a list of them, and each.
const (
	KindUnitDocuments Kind = "unit_documents"
	KindUnitDocument  Kind = "unit_document"
)

// UnitPaper is a document of the unit's own, as sheets need to know it.
type UnitPaper struct {
	ID    string
	What  string // its kind in words
	Title string
	Owner string
	// Review is the day on which it is to be looked over; zero where nobody has said. Filed is when it was
	// taken in.
	Review, Filed time.Time
	// Pages are those of a PDF, which follow as they are; 0 for a text. Version is the short code of its bytes.
	Pages   int
	Version string
	// Text is what stands in a plain text; unused for a PDF.
	Text string
}

// UnitDocuments is the list of the unit's own documents: who sees to each, and when it is to be looked over.
func UnitDocuments(s Setting, docs []UnitPaper) Sheet {
	w := s.Words
	sh := s.ofUnitDocuments(KindUnitDocuments, w.Say("sheet.unitdoc.list"))
	table := Table{Columns: []Column{
		{Title: w.Say("sheet.unitdoc.title"), Width: 40, Lead: true},
		{Title: w.Say("sheet.unitdoc.owner"), Width: 22},
		{Title: w.Say("sheet.unitdoc.review"), Width: 18},
		{Title: w.Say("sheet.unitdoc.version"), Width: 20},
	}}
	for _, d := range docs {
		table.Rows = append(table.Rows, Row{Cells: []string{d.Title + "\n" + d.What, d.Owner, s.reviewOf(d), d.Version}})
	}
	sh.Blocks = append(sh.Blocks, table, Text{Text: w.Say("sheet.unitdoc.follow"), Quiet: true})
	return sh
}

// UnitDocument is a plain text of the unit's own, or the page before the pages of a PDF.
func UnitDocument(s Setting, d UnitPaper) Sheet {
	w := s.Words
	sh := s.ofUnitDocuments(KindUnitDocument, d.Title)
	sh.Key, sh.Subtitle = string(KindUnitDocument)+"|"+d.ID, d.What
	rows := []Field{{Label: w.Say("sheet.unitdoc.owner"), Value: d.Owner}, {Label: w.Say("sheet.unitdoc.review"), Value: s.reviewOf(d)},
		{Label: w.Say("sheet.unitdoc.filed"), Value: s.day(d.Filed)}, {Label: w.Say("sheet.unitdoc.version"), Value: d.Version}}
	if d.Pages > 0 {
		rows = append(rows, Field{Label: w.Say("sheet.document.pages"), Value: w.Count("sheet.document.count", d.Pages)})
	}
	sh.Blocks = append(sh.Blocks, Fields{Rows: rows, Columns: 2})
	if d.Pages > 0 {
		sh.Blocks = append(sh.Blocks, Text{Text: w.Say("sheet.unitdoc.pages"), Quiet: true})
		return sh
	}
	for part := range strings.SplitSeq(plainText(strings.ReplaceAll(d.Text, "\t", "    ")), "\n\n") {
		if part = strings.Trim(part, "\n"); part != "" {
			sh.Blocks = append(sh.Blocks, Text{Text: part})
		}
	}
	return sh
}

func (s Setting) ofUnitDocuments(kind Kind, title string) Sheet {
	return Sheet{Kind: kind, Title: title, Chapter: s.Words.Say("sheet.chapter.unit"),
		Foot: []string{s.Words.Say("sheet.unitdoc.foot"), s.Words.Say("sheet.cards.rule")}}
}

func (s Setting) reviewOf(d UnitPaper) string {
	if d.Review.IsZero() {
		return s.Words.Say("sheet.unitdoc.no_review")
	}
	return s.day(d.Review)
}
