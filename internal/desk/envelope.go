package desk

import (
	"context"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/sheet"
)

// kindEnvelope is the page for the sealed envelope; it is in no binder.
const kindEnvelope sheet.Kind = "envelope"

// Envelope draws the page with the recovery code and the passphrase of PDF files that goes into
// the sealed envelope. It opens without a passphrase, so it goes straight to a printer and never
// lies on the disk. That it was drawn is logged.
func (s *Session) Envelope(ctx context.Context, secrets Secrets) (sheet.Printed, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.may(access.RightUsers); err != nil {
		return sheet.Printed{}, err
	}
	w := s.desk.Words
	page := sheet.Sheet{Kind: kindEnvelope, Title: w.Say("envelope.title"), Blocks: []sheet.Block{
		sheet.Notice{Title: w.Say("envelope.keep"), Lines: []string{w.Say("envelope.where")}},
		sheet.Heading{Text: w.Say("envelope.code")},
		sheet.Fields{Rows: []sheet.Field{{Label: w.Say("envelope.opens_all"), Value: secrets.RecoveryCode}}},
		sheet.Heading{Text: w.Say("envelope.pdf")},
		sheet.Fields{Rows: []sheet.Field{{Label: w.Say("envelope.opens_files"), Value: secrets.PDFPassphrase}}},
		sheet.Fields{Rows: []sheet.Field{{Label: w.Say("envelope.sealed_by")}, {Label: w.Say("envelope.sealed_on")}}},
	}}
	printed, err := s.desk.Press.Print(ctx, s.envelopeDocument(page), sheet.Output{})
	if err != nil {
		return sheet.Printed{}, err
	}
	s.log(ctx, access.ActionReadable, "", "envelope 1")
	return printed, nil
}

// envelopeDocument is a page for an envelope, ready to be drawn.
func (s *Session) envelopeDocument(page sheet.Sheet) sheet.Document {
	return sheet.Document{Title: page.Title, Unit: s.unit.Name, PrintedAt: s.desk.now(), PrintedBy: signature(s.user),
		Head: s.store.Head().Code(), Words: s.desk.Words, Sheets: []sheet.Sheet{page}}
}
