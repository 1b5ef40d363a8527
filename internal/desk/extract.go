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
	s.mu.Lock()
	defer s.mu.Unlock()
	raw, err := s.writeCSV(lines)
	if err != nil {
		return nil, err
	}
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
// paper. Faults: "log.nothing", "print.no_passphrase", those of Log.
func (s *Session) LogPDF(ctx context.Context, q LogQuery, readable bool) (Job, error) {
	lines, err := s.readLog(ctx, q)
	if err != nil && !LogIncomplete(err) {
		return Job{}, err
	}
	if len(lines) == 0 {
		return Job{}, text.NewFault("log.nothing")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	var out sheet.Output
	action := access.ActionReadable
	if !readable {
		action = access.ActionPrint
		if out.Passphrase = s.unit.PDFPassphrase; out.Passphrase == "" {
			return Job{}, text.NewFault("print.no_passphrase")
		}
	}
	doc := s.page(s.desk.Words.Say("sheet.log.title"))
	events := make([]access.Event, 0, len(lines))
	for _, l := range lines {
		events = append(events, l.Event)
	}
	doc.Sheets = []sheet.Sheet{sheet.Log(sheet.Setting{Words: s.desk.Words, Now: doc.PrintedAt}, sheet.LogExtract{Events: events,
		Person: s.asked(q.Person), By: q.By, From: q.From, To: q.To, Action: q.Action, Missing: err != nil, Detail: s.Detail})}
	printed, printErr := s.desk.Press.Print(ctx, doc, out)
	if printErr != nil {
		return Job{}, printErr
	}
	s.noteQuery(ctx, action, q, len(lines))
	return Job{Name: fileName(s.desk.Words.Say("print.file.log"), doc.PrintedAt), Printed: printed, Protected: !readable}, nil
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
