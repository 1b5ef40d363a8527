package desk

import (
	"bytes"
	"context"
	"encoding/csv"
	"strconv"
	"strings"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/custody"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/sheet"
	"avbrottsparm/internal/text"
)

// drawProof gathers what stands on the report and how the file is locked.
func (s *Session) drawProof(from, to time.Time, readable bool) (sheet.Document, sheet.Output, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out sheet.Output
	if err := s.may(access.RightReenter); err != nil {
		return sheet.Document{}, out, err
	}
	if readable && s.paper.NoReadable {
		return sheet.Document{}, out, text.NewFault("print.no_readable")
	}
	if !readable {
		if out.Passphrase = s.unit.PDFPassphrase; out.Passphrase == "" {
			return sheet.Document{}, out, text.NewFault("print.no_passphrase")
		}
	}
	doc := s.page(s.desk.Words.Say("sheet.reentry.title"))
	doc.Sheets = []sheet.Sheet{sheet.Reentry(sheet.Setting{Words: s.desk.Words, Now: doc.PrintedAt}, s.entryProof(from, to).ReentryReport)}
	return doc, out, nil
}

// noteProof notes that the report left the binder; it names many.
func (s *Session) noteProof(ctx context.Context, readable bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	action := access.ActionPrint
	if readable {
		action = access.ActionReadable
	}
	s.log(ctx, action, "", string(PrintReentry)+" 1")
}

// EntryProofCSV is a report as a file that Swedish Excel opens: UTF-8 with a mark, semicolons, and
// nothing in it that a spreadsheet would carry out. The first column says what a row is about, the last
// is the code over the ledger. That it left the binder readable is logged. Faults: "access.not_allowed",
// "print.no_readable".
func (s *Session) EntryProofCSV(ctx context.Context, p EntryProof) ([]byte, error) {
	s.mu.Lock()
	err := s.may(access.RightReenter)
	if err == nil && s.paper.NoReadable {
		err = text.NewFault("print.no_readable")
	}
	s.mu.Unlock()
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	out.WriteString(byteOrderMark)
	table := csv.NewWriter(&out)
	table.Comma, table.UseCRLF = ';', true
	for _, row := range proofRows(s.desk.Words, p) {
		for i := range row {
			row[i] = inert(row[i])
		}
		if err := table.Write(row); err != nil {
			return nil, err
		}
	}
	table.Flush()
	if err := table.Error(); err != nil {
		return nil, err
	}
	s.noteProof(ctx, true)
	return out.Bytes(), nil
}

// proofColumns are the columns of the file, worded "reentry.column.<name>".
var proofColumns = []string{"row", "what", "person", "number", "total", "in_lifecare", "verified", "done", "unknown", "late", "id", "happened", "written", "writer",
	"answers", "state", "entered", "entered_by", "reference", "way", "verified_at", "verified_by", "due", "why", "doubles", "head"}

// proofRows are the header, the sum, kinds, persons, forms, areas that are closed, and every entry.
func proofRows(w *text.Words, p EntryProof) [][]string {
	header := make([]string, 0, len(proofColumns))
	for _, name := range proofColumns {
		header = append(header, w.Say("reentry.column."+name))
	}
	rows := [][]string{header}
	add := func(row string, cells map[string]string) {
		cells["row"], cells["head"] = w.Say("reentry.row."+row), p.Head
		line := make([]string, 0, len(proofColumns))
		for _, name := range proofColumns {
			line = append(line, cells[name])
		}
		rows = append(rows, line)
	}
	add("sum", map[string]string{"what": p.Unit, "total": strconv.Itoa(p.Total), "done": strconv.Itoa(p.Done)})
	for _, c := range p.Kinds {
		add("kind", countCells(c, "what"))
	}
	for _, c := range p.Persons {
		add("person", countCells(c, "person"))
	}
	for _, f := range p.Forms {
		for _, state := range custody.States() {
			if n := f.In[state]; n > 0 {
				add("form", map[string]string{"what": f.Title, "state": w.Say("custody.state." + string(state)), "total": strconv.Itoa(n)})
			}
		}
	}
	for _, c := range p.Closed {
		add("closed", map[string]string{"what": c.Area, "answers": c.Who})
	}
	for _, e := range p.Entries {
		add("entry", entryCells(w, e))
	}
	return rows
}

func countCells(c sheet.ReentryCount, label string) map[string]string {
	return map[string]string{label: c.Label, "number": c.Number, "total": strconv.Itoa(c.Total), "in_lifecare": strconv.Itoa(c.Entered), "done": strconv.Itoa(c.Done),
		"verified": strconv.Itoa(c.Verified), "unknown": strconv.Itoa(c.Unknown), "late": strconv.Itoa(c.Late)}
}

func entryCells(w *text.Words, e sheet.ReentryEntry) map[string]string {
	var doubles []string
	for _, d := range e.Doubles {
		doubles = append(doubles, strings.Trim(stamp(d.At)+" "+d.By.Name+" "+d.Reference, " "))
	}
	late := ""
	if e.Late {
		late = w.Say("log.yes")
	}
	return map[string]string{"what": e.Title, "person": e.Person, "number": e.Number, "late": late, "id": e.ID, "happened": stamp(e.EventTime),
		"written": stamp(e.WrittenTime), "writer": signatureOf(e.Writer()), "answers": signatureOf(e.Answers()), "state": StateName(w, e.State),
		"entered": stamp(e.EnteredAt), "entered_by": signatureOf(e.EnteredBy), "reference": e.Reference, "way": e.Via, "verified_at": stamp(e.VerifiedAt),
		"verified_by": signatureOf(e.VerifiedBy), "due": stamp(e.Due), "why": strings.Join(whys(e.Tracked), ", "), "doubles": strings.Join(doubles, ", ")}
}

// whys are all that was said of why an entry went another way than straight into Lifecare.
func whys(t entry.Tracked) []string {
	var said []string
	for _, why := range []string{t.HandedReason, t.Reason, t.Refusal, t.EndedReason} {
		if why = strings.TrimSpace(why); why != "" {
			said = append(said, why)
		}
	}
	return said
}

// stamp is a moment with its offset, so that the hour that comes twice is told apart; nothing for none.
func stamp(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return at.In(care.Stockholm).Format(time.RFC3339)
}

// StateName is a state of an entry in words.
func StateName(w *text.Words, state entry.State) string { return w.Say("entry.state." + string(state)) }
