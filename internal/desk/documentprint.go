package desk

import (
	"context"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/sheet"
	"avbrottsparm/internal/text"
)

// PrintDocument prints one filed document, or is what Order.DocumentID is printed as.
const PrintDocument What = "document"

// documentOffer is a document in the table of what can be printed; it is ordered by its id and
// offered nowhere.
func documentOffer() offer {
	return offer{what: PrintDocument, group: GroupPerson, takes: TakesPerson, compose: func(*composing) error { return nil }} // the page before it comes with it
}

// mostAttached is how many bytes of documents go out with one print: what is printed is in memory.
const mostAttached = 96 << 20

// DocumentsPrinted lists the documents whose pages go out with an order, so that it can be told
// beforehand how many pages that is: with one person's binder the newest of each kind and all
// others, and never those of a person with protected identity.
func (s *Session) DocumentsPrinted(o Order) []Filing {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.may(access.RightPrint) != nil {
		return nil
	}
	chosen, err := s.chosenDocuments(o)
	if err != nil {
		return nil
	}
	var list []Filing
	for _, doc := range chosen {
		list = append(list, *s.filing(doc, s.replica))
	}
	return list
}

// chosenDocuments are the documents of an order. One that waits is printed by itself for who may
// file it: a scan from the drop folder can't be looked at otherwise. Faults, where one is asked for by its id:
// "document.unknown", "document.not_filed", "document.protected".
func (s *Session) chosenDocuments(o Order) ([]*care.Document, error) {
	if o.What == PrintDocument {
		doc, err := s.documentByID(o.DocumentID)
		switch {
		case err != nil:
			return nil, err
		case doc.Waiting() && s.mayFile() != nil:
			return nil, text.NewFault("document.not_filed")
		case s.offPaper(doc):
			return nil, text.NewFault("document.protected")
		}
		return []*care.Document{doc}, nil
	}
	if o.What != PrintBinder || o.PersonID == "" || o.NoDocuments {
		return nil, nil
	}
	p, err := s.person(o.PersonID)
	if err != nil {
		return nil, err
	}
	d := s.dossier(p.ID)
	var chosen []*care.Document
	for _, doc := range d.Newest() {
		newest := doc.What == care.DocumentOther || d.Document(doc.What) == doc
		if newest && doc.Paper == "" && !s.offPaper(doc) { // what was scanned is on paper already
			chosen = append(chosen, doc)
		}
	}
	return chosen, nil
}

// offPaper tells whether a document stays off paper: a page can show where somebody lives.
func (s *Session) offPaper(doc *care.Document) bool {
	if areaOf(doc) == access.AreaProtected {
		return true
	}
	p, known := s.replica.Person(doc.PersonID)
	return !doc.Waiting() && (!known || p.Protected)
}

// attach puts the documents of an order after its sheets.
func (s *Session) attach(ctx context.Context, out *sheet.Document, o Order) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	chosen, err := s.chosenDocuments(o)
	if err != nil {
		return err
	}
	at := sheet.Setting{Words: s.desk.Words, Now: s.desk.now()}
	size := 0
	for _, doc := range chosen {
		d := s.dossier(doc.PersonID)
		lead := sheet.Filed(at, d, doc)
		attachment := sheet.Attachment{Lead: lead, Media: doc.Media}
		if size += doc.Size; size > mostAttached {
			s.without(&attachment, "sheet.document.too_many")
		} else if attachment.Bytes, err = s.bytesOf(ctx, doc); text.IsFault(err, "document.altered") && o.What != PrintDocument {
			s.without(&attachment, "sheet.document.lost")
		} else if err != nil {
			return err
		}
		out.Attachments = append(out.Attachments, attachment)
	}
	return s.attachUnitDocuments(ctx, out, o, at, size)
}

// without makes an attachment a page that says why its document is not there: a missing page must
// not look as if there had been none.
func (s *Session) without(a *sheet.Attachment, why string) {
	a.Media, a.Bytes = "", nil
	a.Lead.Blocks = append(a.Lead.Blocks, sheet.Notice{Lines: []string{s.desk.Words.Say(why)}})
}
