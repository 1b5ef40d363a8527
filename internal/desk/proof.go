package desk

import (
	"context"

	"avbrottsparm/internal/access"
)

// Proof is what an order would put on paper, to look at beforehand. Nothing has gone out: numbered
// sheets have no number yet, and the ledger knows nothing of it.
type Proof struct {
	Sheets []ProofSheet
	// Documents are filed documents whose pages follow the sheets.
	Documents []Filing
	Pages     int
	// Replaced counts characters that can't be drawn.
	Replaced int
	// Renewal is what a print of changed sheets would change in the binder on paper; nil for others.
	Renewal *Renewal
	// PDF is the pages, open. It stays in memory.
	PDF []byte
}

// ProofSheet is one sheet of a proof.
type ProofSheet struct {
	Title, Subtitle string
	Name            string // whom it is about; empty otherwise
	First, Pages    int    // first page, from 1, and how many; 0 where the press doesn't tell
	Counted         bool   // it will have a number
}

// Proof draws an order without letting anything out. It is reading, and is logged as such. Faults:
// those of Print.
func (s *Session) Proof(ctx context.Context, o Order) (Proof, error) {
	o.Paper, o.Readable = true, false // nothing is saved, so there is nothing to lock
	doc, out, err := s.prepare(&o)
	if err == nil {
		err = s.attach(ctx, &doc, o)
	}
	if err != nil {
		return Proof{}, err
	}
	printed, err := s.desk.Press.Print(ctx, doc, out)
	if err != nil {
		return Proof{}, err
	}
	p := Proof{Pages: printed.Pages, PDF: printed.PDF, Replaced: printed.Replaced, Renewal: o.renewal, Documents: s.DocumentsPrinted(o)}
	for i, sh := range doc.Sheets {
		row := ProofSheet{Title: sh.Title, Subtitle: sh.Subtitle, Name: sh.Name, Counted: sh.Counted}
		if i < len(printed.Spans) {
			row.First, row.Pages = printed.Spans[i].First, printed.Spans[i].Pages
		}
		p.Sheets = append(p.Sheets, row)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if o.PersonID != "" {
		s.log(ctx, access.ActionRead, o.PersonID, string(o.What))
	} else {
		s.log(ctx, access.ActionList, "", string(o.What))
	}
	return p, nil
}
