package sheet

import "avbrottsparm/internal/care"

// KindDocument is the page that stands before a filed document and says whose it is.
const KindDocument Kind = "document"

// Attachment is a document that goes out as it is, after the sheets: its own pages can't carry the
// binder's header, so a page before them says whose they are, from when, and how many.
type Attachment struct {
	Lead Sheet
	// Media is "application/pdf", or that of a picture, which stands on the page itself; empty when
	// the page only says why there is nothing.
	Media string
	Bytes []byte
}

// Picture is a picture as wide or high as the page has room for.
type Picture struct {
	Bytes []byte
	Media string // "image/jpeg" or "image/png"
}

func (Picture) block() {}

// Filed is the page before a document that is filed under a person, or that waits to be: then the
// dossier is nil.
func Filed(s Setting, d *care.Dossier, doc *care.Document) Sheet {
	sh := s.aboutPerson(KindDocument, "document."+string(doc.What), d)
	if doc.Title != sh.Title {
		sh.Subtitle = doc.Title
	}
	day := s.day(doc.Date)
	if doc.DateFrom != "" {
		day += " (" + s.Words.Say("document.date."+doc.DateFrom) + ")"
	}
	rows := []Field{{Label: s.Words.Say("sheet.document.date"), Value: day},
		{Label: s.Words.Say("sheet.document.pages"), Value: s.Words.Count("sheet.document.count", doc.Pages)},
	}
	if doc.Waiting() {
		sh.Blocks = append(sh.Blocks, Notice{Lines: []string{s.Words.Say("sheet.document.waiting", "id", doc.ID)}})
	} else {
		rows = append(rows, Field{Label: s.Words.Say("sheet.document.filed"), Value: s.Words.Say("sheet.document.by", "who", doc.FiledBy, "moment", s.moment(doc.FiledAt))})
		if newest := d.Document(doc.What); doc.What != care.DocumentOther && newest != nil && newest.ID != doc.ID {
			sh.Blocks = append(sh.Blocks, Notice{Lines: []string{s.Words.Say("sheet.document.older", "day", s.day(newest.Date))}})
		}
	}
	sh.Blocks = append(sh.Blocks, Fields{Rows: rows})
	if doc.Media == "application/pdf" {
		sh.Blocks = append(sh.Blocks, Text{Text: s.Words.Say("sheet.document.follows"), Quiet: true})
	}
	sh.Foot = []string{s.Words.Say("sheet.document.foot"), s.Words.Say("sheet.document.rule")}
	return sh
}
