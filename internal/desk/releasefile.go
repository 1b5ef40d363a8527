package desk

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/sheet"
	"avbrottsparm/internal/text"
)

// ReleaseOrder is which entries another care provider gets, and how.
type ReleaseOrder struct {
	Entries   []string // ids
	Recipient string   // which provider, and whom there
	Reason    string
	// Again is the second yes, without which nothing leaves about a protected identity.
	Again bool
	// To is who can open the file.
	To To
}

// ReleaseEntries writes chosen entries, and nothing else of the binder, as an age file for another care
// provider: a ZIP with the pages as PDF and the same as JSON. Nothing is written before the ledger and
// the log know of it, for each person. On paper it is Print with PrintReleased. Faults: those of the
// order ("release.none", "release.no_recipient", "release.no_reason", "release.protected",
// "entry.unknown"), "backup.bad_recipient", "backup.weak_passphrase", "backup.no_key", "backup.not_written".
func (s *Session) ReleaseEntries(ctx context.Context, out io.Writer, o ReleaseOrder) error {
	s.mu.Lock()
	r, err := s.releasing(o.Entries, o.Recipient, o.Reason, o.Again)
	if err != nil {
		s.mu.Unlock()
		return err
	}
	doc := s.page(s.desk.Words.Say("sheet.released.title"))
	doc.Sheets = sheet.Released(sheet.Setting{Words: s.desk.Words, Now: doc.PrintedAt}, r.Releasing, r.persons)
	raw, err := json.MarshalIndent(releaseData(r, doc), "", "  ")
	s.mu.Unlock()
	if err != nil {
		return fmt.Errorf("encode a release: %w", err)
	}
	printed, err := s.desk.Press.Print(ctx, doc, sheet.Output{})
	if err != nil {
		return err
	}
	var sealed bytes.Buffer
	if err := s.sealRelease(&sealed, o.To, printed.PDF, raw, doc.PrintedAt); err != nil {
		return err
	}
	if err := s.noteRelease(ctx, r, len(o.To.Recipients)); err != nil {
		return err
	}
	if _, err := out.Write(sealed.Bytes()); err != nil {
		return text.Because(err, "backup.not_written")
	}
	return nil
}

// sealRelease puts the pages and their data into a sealed ZIP.
func (s *Session) sealRelease(out io.Writer, to To, pdf, data []byte, at time.Time) error {
	sealed, err := s.desk.Sealer.Seal(out, to.Recipients, to.Passphrase)
	if err != nil {
		return err
	}
	files := zip.NewWriter(sealed)
	stem := s.desk.Words.Say("release.file")
	for _, part := range []struct {
		ending string
		raw    []byte
	}{{".pdf", pdf}, {".json", data}} {
		w, err := files.CreateHeader(&zip.FileHeader{Name: stem + part.ending, Method: zip.Deflate, Modified: at})
		if err != nil {
			return fmt.Errorf("release %s: %w", part.ending, err)
		}
		if _, err := w.Write(part.raw); err != nil {
			return fmt.Errorf("release %s: %w", part.ending, err)
		}
	}
	if err := files.Close(); err != nil {
		return fmt.Errorf("release: %w", err)
	}
	return sealed.Close()
}

// noteRelease stores that the entries leave: the ledger's records and a line of the log for each
// person, or none. In a folder that can't be written the lines wait in memory.
func (s *Session) noteRelease(ctx context.Context, r releasing, keys int) error {
	s.hold()
	defer s.mu.Unlock()
	list := s.releaseLines(r)
	if s.store.ReadOnly() {
		s.unlogged = append(s.unlogged, list...)
		return nil
	}
	records, err := s.releaseRecords(r, false, keys)
	if err != nil {
		return err
	}
	s.settled()
	waited := len(s.unlogged)
	change, err := noted(ledger.Change{Appends: records}, append(slices.Clone(s.unlogged), list...))
	if err != nil {
		return err
	}
	if err := s.commit(ctx, change); err != nil {
		return err
	}
	s.unlogged = s.unlogged[waited:]
	return nil
}

// ReleaseData is the JSON of a release: what stands on the pages, to be taken into another system.
type ReleaseData struct {
	Unit      string         `json:"unit"`
	Recipient string         `json:"recipient"`
	Reason    string         `json:"reason"`
	By        string         `json:"by"` // "name, title"
	At        time.Time      `json:"at"`
	Head      string         `json:"head"` // the code over the ledger, as on paper
	Persons   []ReleasedData `json:"persons"`
}

// ReleasedData is the chosen entries about one person.
type ReleasedData struct {
	Name    string         `json:"name,omitempty"`
	Number  string         `json:"number,omitempty"` // as written on the page
	Entries []ReleasedNote `json:"entries"`
}

// ReleasedNote is one entry. Fields are in words, as on the page.
type ReleasedNote struct {
	ID       string       `json:"id"`
	Kind     string       `json:"kind"`
	Title    string       `json:"title"`
	Happened time.Time    `json:"happened"`
	Written  time.Time    `json:"written"`
	Writer   string       `json:"writer"` // "name, title"
	Stated   bool         `json:"stated,omitempty"`
	Clock    string       `json:"clock"`
	State    entry.State  `json:"state"`
	Why      string       `json:"why,omitempty"` // it was struck or corrected
	Fields   []FieldValue `json:"fields"`
}

// FieldValue is a label with its value.
type FieldValue struct {
	Label string `json:"label"`
	Value string `json:"value"`
}

func releaseData(r releasing, doc sheet.Document) ReleaseData {
	d := ReleaseData{Unit: r.Unit, Recipient: r.Recipient, Reason: r.Reason, By: r.By, At: doc.PrintedAt, Head: doc.Head}
	for _, p := range r.persons {
		person := ReleasedData{Name: p.Name, Number: p.Number}
		for _, e := range p.Entries {
			n := ReleasedNote{ID: e.ID, Kind: string(e.Kind), Title: e.Title, Happened: e.EventTime, Written: e.WrittenTime, Writer: signatureOf(e.Writer()),
				Stated: e.Unvouched(), Clock: string(e.Clock), State: e.State, Why: e.EndedReason}
			for _, f := range e.Fields {
				n.Fields = append(n.Fields, FieldValue{Label: f.Label, Value: f.Value})
			}
			person.Entries = append(person.Entries, n)
		}
		d.Persons = append(d.Persons, person)
	}
	return d
}

// ReleaseName is a name for the file of a release, without personal data.
func (s *Session) ReleaseName() string {
	return s.desk.Words.Say("release.file") + "-" + s.desk.now().Format("2006-01-02-150405") + ".zip.age"
}

// released stores what a release on paper adds to the record of a print. The caller holds the lock.
func (s *Session) releasedOnPaper(o Order) ([]ledger.Append, []access.Event, error) {
	if o.What != PrintReleased {
		return nil, nil, nil
	}
	r, err := s.releasing(o.Entries, o.Recipient, o.Reason, o.Again)
	if err != nil {
		return nil, nil, err
	}
	records, err := s.releaseRecords(r, true, 0)
	return records, s.releaseLines(r), err
}
