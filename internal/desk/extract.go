package desk

import (
	"context"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/sheet"
	"avbrottsparm/internal/text"
)

// LogCSV is lines of the log as a file that Swedish Excel opens: UTF-8 with a mark, semicolons,
// and nothing in it that a spreadsheet would carry out. That it left the binder readable is
// logged. Fault "access.not_allowed".
func (s *Session) LogCSV(ctx context.Context, lines []LogLine) ([]byte, error) {
	if err := s.May(access.RightReview); err != nil {
		return nil, err
	}
	raw, err := s.writeCSV(lines)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.noteQuery(ctx, access.ActionReadable, LogQuery{Person: onlyPerson(lines)}, len(lines))
	return raw, nil
}

// onlyPerson is whom all lines concern, by the binder's id; empty when they concern several.
func onlyPerson(lines []LogLine) string {
	for _, l := range lines {
		if l.PersonID != lines[0].PersonID {
			return ""
		}
	}
	if len(lines) == 0 {
		return ""
	}
	return lines[0].PersonID
}

// LogPDF draws the lines that a query chooses. The file is encrypted with the unit's passphrase
// unless it is asked for readable; either is logged. Lines that don't open are counted on the
// paper. The binder can be read and written in while the pages are drawn. Faults: "log.nothing", "print.no_passphrase", those of Log.
func (s *Session) LogPDF(ctx context.Context, q LogQuery, readable bool) (Job, error) {
	lines, err := s.readLog(ctx, q)
	if err != nil && !LogIncomplete(err) {
		return Job{}, err
	}
	if len(lines) == 0 {
		return Job{}, text.NewFault("log.nothing")
	}
	action := access.ActionReadable
	if !readable {
		action = access.ActionPrint
	}
	doc, out, err := s.extract(q, lines, readable, err != nil)
	if err != nil {
		return Job{}, err
	}
	printed, err := s.desk.Press.Print(ctx, doc, out)
	if err != nil {
		return Job{}, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.noteQuery(ctx, action, q, len(lines))
	return Job{Name: fileName(s.desk.Words.Say("print.file.log"), doc.PrintedAt), Printed: printed, Protected: !readable}, nil
}

// extract gathers what stands on the paper and how the file is locked.
func (s *Session) extract(q LogQuery, lines []LogLine, readable, missing bool) (sheet.Document, sheet.Output, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out sheet.Output
	if !readable {
		if out.Passphrase = s.unit.PDFPassphrase; out.Passphrase == "" {
			return sheet.Document{}, out, text.NewFault("print.no_passphrase")
		}
	}
	doc := s.page(s.desk.Words.Say("sheet.log.title"))
	events := make([]access.Event, 0, len(lines))
	for _, l := range lines {
		events = append(events, l.Event)
	}
	doc.Sheets = []sheet.Sheet{sheet.Log(sheet.Setting{Words: s.desk.Words, Now: doc.PrintedAt}, sheet.LogExtract{Events: events,
		Person: s.asked(q.Person), By: q.By, From: q.From, To: q.To, Action: q.Action, Missing: missing, Detail: s.Detail})}
	return doc, out, nil
}

// asked names the person that a query asks for.
func (s *Session) asked(person string) string {
	if person == "" {
		return ""
	}
	if p, err := s.person(person); err == nil {
		return p.Name() + ", " + p.PersonalID.Written(s.desk.now())
	}
	return person
}
