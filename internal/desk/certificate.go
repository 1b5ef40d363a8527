package desk

import (
	"context"
	"strings"
	"time"

	"avbrottsparm/internal/sheet"
	"avbrottsparm/internal/text"
)

// PurgedWhat is what a purge took away.
type PurgedWhat string

// What can be purged. The sentences "retention.purged.<what>" word them.
const (
	PurgedReplica PurgedWhat = "replica"
	PurgedEntries PurgedWhat = "entries"
)

// Certificate says what a purge took away, without naming anybody (gallringsintyg). It is the body
// of a record of the ledger.
type Certificate struct {
	ID   string     `json:"id"` // six characters
	What PurgedWhat `json:"what"`
	At   time.Time  `json:"at"`
	By   string     `json:"by"` // "name, title"
	Unit string     `json:"unit"`
	// Automatic says that the replica's days were over; otherwise somebody decided it.
	Automatic bool `json:"automatic,omitempty"`
	// Gone is how many of each kind of item or entry went.
	Gone map[string]int `json:"gone"`
	// Stay is how many persons stayed because something about them is not in Lifecare yet.
	Stay int `json:"stay,omitempty"`
	// From and To are when the data left Lifecare, or when what the entries tell of happened.
	From time.Time `json:"from,omitzero"`
	To   time.Time `json:"to,omitzero"`
	// Days is the rule on the replica; Decision is the reference of the decision on entries.
	Days     int    `json:"days,omitempty"`
	Decision string `json:"decision,omitempty"`
	// Head is the code over the ledger just before.
	Head string `json:"head"`
}

// Count is how much went in all.
func (c Certificate) Count() int {
	n := 0
	for _, k := range c.Gone {
		n += k
	}
	return n
}

// certify begins a certificate.
func (s *Session) certify(what PurgedWhat) Certificate {
	return Certificate{ID: newReviewID(), What: what, At: s.desk.now(), By: s.signature(), Unit: s.unit.Name, Head: s.store.Head().Code()}
}

// CertificatePDF draws a certificate. It names nobody, so the file opens without a passphrase.
// Faults: "retention.no_certificate", those of Certificates.
func (s *Session) CertificatePDF(ctx context.Context, id string) (Job, error) {
	list, err := s.Certificates(ctx)
	if err != nil {
		return Job{}, err
	}
	for _, c := range list {
		if c.ID == strings.ToLower(strings.TrimSpace(id)) {
			return s.drawCertificate(ctx, c)
		}
	}
	return Job{}, text.NewFault("retention.no_certificate")
}

func (s *Session) drawCertificate(ctx context.Context, c Certificate) (Job, error) {
	s.mu.Lock()
	doc := s.page(s.desk.Words.Say("sheet.certificate.title"))
	s.mu.Unlock()
	at := sheet.Setting{Words: s.desk.Words, Now: doc.PrintedAt}
	doc.Sheets = []sheet.Sheet{sheet.Certificate(at, sheet.Purge{ID: c.ID, What: string(c.What), At: c.At, By: c.By, Unit: c.Unit,
		Automatic: c.Automatic, Gone: c.Gone, Stay: c.Stay, From: c.From, To: c.To, Days: c.Days, Decision: c.Decision, Head: c.Head})}
	printed, err := s.desk.Press.Print(ctx, doc, sheet.Output{})
	if err != nil {
		return Job{}, err
	}
	return Job{Name: fileName(s.desk.Words.Say("print.file.certificate"), doc.PrintedAt), Printed: printed}, nil
}

// page begins a document by the one who has opened the binder. The caller holds the lock.
func (s *Session) page(title string) sheet.Document {
	return sheet.Document{Title: title, Unit: s.unit.Name, PrintedAt: s.desk.now(), PrintedBy: s.signature(),
		Head: s.store.Head().Code(), Words: s.desk.Words}
}

// fileName is a file name without personal data.
func fileName(stem string, at time.Time) string {
	return stem + "-" + at.Format("2006-01-02-150405") + ".pdf"
}
