package desk

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

// viaDropFolder marks an import that nobody asked for: the program took it from the drop folder.
const viaDropFolder = "drop_folder"

// mostProblems is how many wrong rows are remembered with a file; the preview has them all.
const mostProblems = 200

// trayNote is why a file lies in quarantine, sealed with it. It holds no content of cells.
type trayNote struct {
	Fault    string        `json:"fault,omitempty"` // nothing could be read: the code of why
	Pairs    []string      `json:"pairs,omitempty"` // of the fault
	Format   string        `json:"format,omitempty"`
	Imported bool          `json:"imported,omitempty"`
	New      int           `json:"new,omitempty"`
	Changed  int           `json:"changed,omitempty"`
	Same     int           `json:"unchanged,omitempty"`
	Gone     int           `json:"gone,omitempty"`
	Wrong    int           `json:"wrong,omitempty"`
	Older    int           `json:"older,omitempty"`
	Held     bool          `json:"held,omitempty"`
	Day      bool          `json:"day,omitempty"`
	Problems []TrayProblem `json:"problems,omitempty"`
}

// dayless tells whether a sheet gives no date, so that a day was assumed for it.
func dayless(b care.Batch) bool { return care.Changes{Warnings: b.Warnings}.DayAssumed() }

func noteOf(f FileResult) trayNote {
	n := trayNote{Format: f.Format, New: f.New, Changed: f.Changed, Same: f.Unchanged, Gone: f.Gone, Wrong: len(f.Errors), Older: f.Older,
		Held: f.Held, Day: f.DayAssumed}
	if f.Err != nil {
		n.Fault = "unknown"
		var known *text.Fault
		if errors.As(f.Err, &known) {
			n.Fault = known.Code
			for _, p := range known.Pairs {
				n.Pairs = append(n.Pairs, fmt.Sprint(p))
			}
		}
		return n
	}
	for _, c := range f.changes {
		n.Imported = n.Imported || !allWrong(c)
		for _, p := range c.Errors {
			if len(n.Problems) < mostProblems {
				n.Problems = append(n.Problems, TrayProblem{Row: p.Row, Sheet: p.Sheet, Code: p.Code})
			}
		}
	}
	return n
}

// wants tells whether a person is needed.
func (n trayNote) wants() bool { return n.state() != TrayImported }

func (n trayNote) state() TrayState {
	switch {
	case n.Fault != "":
		return TrayUnread
	case n.Held, n.Day:
		return TrayAnswer
	case n.Wrong > 0 && !n.Imported:
		return TrayUnread
	case n.Wrong > 0, n.Older > 0:
		return TrayRows
	}
	return TrayImported
}

func (n trayNote) onto(f TrayFile) TrayFile {
	f.Format, f.Imported, f.Wrong, f.Older, f.Problems = n.Format, n.Imported, n.Wrong, n.Older, n.Problems
	f.New, f.Changed, f.Unchanged, f.Gone = n.New, n.Changed, n.Same, n.Gone
	f.WantsGone, f.WantsDay = n.Held, n.Day
	f.State = n.state()
	return f
}

// onLabel is a label with the note on it.
func (n trayNote) onLabel(l ledger.Label) (ledger.Label, error) {
	raw, err := json.Marshal(n)
	if err != nil {
		return l, fmt.Errorf("encode a note: %w", err)
	}
	l.Note = raw
	return l, nil
}

// fileOf is what a label says. Its name is cleaned again: anybody can seal a label.
func fileOf(p ledger.Parcel) TrayFile {
	f := TrayFile{ID: p.ID, Modified: p.Modified, Arrived: p.Arrived, Size: p.Size}
	if p.Fault == nil {
		f.Name, f.Ref = ledger.CleanName(p.Name), p.Hash[:min(8, len(p.Hash))]
	}
	return f
}

// asideFile is what a file in quarantine says of itself.
func (s *Session) asideFile(p ledger.Parcel) TrayFile {
	f := fileOf(p)
	if p.Fault != nil {
		return s.damaged(f, p.Fault)
	}
	var n trayNote
	if json.Unmarshal(p.Note, &n) != nil {
		n = trayNote{Fault: "unknown"}
	}
	f = n.onto(f)
	f.Why = s.why(n)
	return f
}

func (s *Session) damaged(f TrayFile, why error) TrayFile {
	f.State, f.Why = TrayDamaged, s.desk.Words.Explain(why)
	return f
}

// why words why a file lies in the tray.
func (s *Session) why(n trayNote) string {
	w := s.desk.Words
	if n.Fault != "" {
		pairs := make([]any, len(n.Pairs))
		for i, p := range n.Pairs {
			pairs[i] = p
		}
		return w.Explain(text.NewFault(n.Fault, pairs...))
	}
	var parts []string
	if n.Held {
		parts = append(parts, w.Count("tray.why.gone", n.Gone))
	}
	if n.Day {
		parts = append(parts, w.Say("tray.why.day"))
	}
	if n.Wrong > 0 {
		parts = append(parts, w.Count("tray.why.rows", n.Wrong))
	}
	if n.Older > 0 {
		parts = append(parts, w.Count("tray.why.older", n.Older))
	}
	return strings.Join(parts, " ")
}

func (s *Session) whyWaits(lacking []access.Area) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	w := s.desk.Words
	var names, who []string
	for _, a := range lacking {
		names = append(names, w.Say("area."+a.String()))
		for _, name := range s.readers(a) {
			who = appendNew(who, name)
		}
	}
	return w.Say("tray.why.area", "area", strings.Join(names, ", "), "who", strings.Join(who, "; "))
}

// importLine is the log's line of an import. The program's own names the drop folder, and nobody.
func (s *Session) importLine(f *FileResult) access.Event {
	line := s.line(access.ActionImport, "", f.Format)
	if f.via == viaDropFolder {
		line.Identity, line.Name, line.Title, line.Stated = "", s.desk.Words.Say("tray.actor"), "", false
	}
	return line
}
