package desk

import (
	"context"

	"avbrottsparm/internal/sheet"
	"avbrottsparm/internal/text"
)

// PrintUnitDocuments prints the unit's own documents: their list, plain texts as sheets, and the pages of
// PDFs after them. The whole binder holds them too.
const PrintUnitDocuments What = "unit_documents"

func unitDocumentOffer() offer {
	return offer{what: PrintUnitDocuments, group: GroupUnit, compose: (*composing).ownDocuments}
}

// ownDocuments are the list and the plain texts; nothing where the unit has filed none.
func (c *composing) ownDocuments() error {
	docs := c.s.unitDocuments()
	if len(docs) == 0 {
		return nil
	}
	papers := make([]sheet.UnitPaper, 0, len(docs))
	for _, doc := range docs {
		papers = append(papers, c.s.unitPaper(doc))
	}
	c.add(sheet.UnitDocuments(c.at, papers))
	for _, p := range papers {
		if p.Pages == 0 {
			c.add(sheet.UnitDocument(c.at, p))
		}
	}
	return nil
}

func (s *Session) unitPaper(doc UnitDocument) sheet.UnitPaper {
	p := sheet.UnitPaper{ID: doc.ID, What: s.desk.Words.Say("unitdoc.kind." + string(doc.Kind)), Title: doc.Title, Owner: doc.Owner,
		Review: doc.Review, Filed: doc.FiledAt, Version: doc.Version()}
	if doc.Media == mediaPDF {
		p.Pages = max(1, doc.Pages)
	} else {
		p.Text = doc.Text
	}
	return p
}

// printsUnitDocuments tells whether the pages of the unit's PDFs go out with an order.
func printsUnitDocuments(o Order) bool {
	return o.What == PrintUnitDocuments || o.What == PrintBinder && o.PersonID == "" && !o.NoDocuments
}

// attachUnitDocuments puts the unit's PDFs after the sheets of an order; size is how many bytes go out with
// it already. One whose pages can't be had is a page that says so. The caller holds the lock.
func (s *Session) attachUnitDocuments(ctx context.Context, out *sheet.Document, o Order, at sheet.Setting, size int) error {
	if !printsUnitDocuments(o) {
		return nil
	}
	for _, doc := range s.unitDocuments() {
		if doc.Media != mediaPDF {
			continue
		}
		attachment := sheet.Attachment{Lead: sheet.UnitDocument(at, s.unitPaper(doc)), Media: doc.Media}
		var err error
		if size += doc.Size; size > mostAttached {
			s.without(&attachment, "sheet.document.too_many")
		} else if attachment.Bytes, err = s.unitBytes(ctx, doc); text.IsFault(err, "unitdoc.altered") {
			s.without(&attachment, "sheet.document.lost")
		} else if err != nil {
			return err
		}
		out.Attachments = append(out.Attachments, attachment)
	}
	return nil
}
