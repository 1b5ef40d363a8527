package sheet

import (
	"strconv"
	"strings"
	"time"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/custody"
	"avbrottsparm/internal/entry"
)

// KindReentry is the report of re-entry; it is in no binder.
const KindReentry Kind = "reentry"

// ReentryReport is how far what was written by hand has come into Lifecare.
type ReentryReport struct {
	// From and To bound what it is about, To not included; zero for no bound.
	From, To time.Time
	// Done of Total entries are in Lifecare, compared by a second person where the form asks for it
	// (requirement 21). What was struck or corrected counts among neither.
	Done, Total int
	// Complete says that nothing at all is left to do, and that nothing lies where it can't be seen.
	Complete bool
	Kinds    []ReentryCount
	Persons  []ReentryCount
	Forms    []ReentryForms
	// Entries are all of them, oldest event first; the paper shows those that somebody has to know of.
	Entries []ReentryEntry
	// Closed are areas with entries that nobody who made the report could read.
	Closed []ReentryClosed
	Head   string
}

// ReentryCount is the entries of one kind, or about one person.
type ReentryCount struct {
	Label   string
	Number  string // the person's identity number, as written; empty for a kind
	Total   int    // signed and still valid
	Entered int    // in Lifecare
	// Verified is how many of those were compared with Lifecare by a second person.
	Verified int
	Done     int // in Lifecare, and compared where the form asks for it
	Late     int
	Unknown  int // sent, and nobody knows whether they arrived
}

// ReentryForms is the numbered papers of one form and where they are.
type ReentryForms struct {
	Title   string
	Printed int
	In      map[custody.State]int
}

// ReentryEntry is one entry with what the report says of it.
type ReentryEntry struct {
	entry.Tracked
	Title  string // the kind in words
	Person string // whom it is about; empty for the unit
	Number string
	// Due is the mark that it was measured by, zero for none, DueWhat what should have been done by then,
	// and Late that it was passed.
	Due     time.Time
	DueWhat string
	Late    bool
	// Done says that it is in Lifecare, and compared by a second person where its form asks for that.
	Done bool
	// Second says that its form asks for a second person, and none has compared it yet.
	Second bool
}

// ReentryClosed is an area with entries that could not be read.
type ReentryClosed struct{ Area, Who string }

// Reentry is the report of re-entry: n of n by kind and person, what became of the forms, everything
// that is late, unknown, entered twice or left to do, and the code over the ledger, for the unit head to
// sign (requirements 21 and 24).
func Reentry(s Setting, r ReentryReport) Sheet {
	w := s.Words
	to := r.To
	if !to.IsZero() {
		to = to.Add(-time.Second)
	}
	sh := Sheet{Kind: KindReentry, Title: w.Say("sheet.reentry.title"), Subtitle: s.period(r.From, to), Landscape: true,
		Foot: []string{w.Say("sheet.reentry.foot"), w.Say("sheet.reentry.keep")}}
	sh.Blocks = append(sh.Blocks, s.verdict(r), Fields{Rows: []Field{{Label: w.Say("sheet.reentry.head"), Value: r.Head}}})
	sh.Blocks = append(sh.Blocks, s.reentryCounts(w.Say("sheet.reentry.kinds"), w.Say("sheet.reentry.kind"), r.Kinds)...)
	sh.Blocks = append(sh.Blocks, s.reentryCounts(w.Say("sheet.reentry.persons"), w.Say("sheet.reentry.person"), r.Persons)...)
	sh.Blocks = append(sh.Blocks, s.reentryForms(r.Forms)...)
	for _, part := range []struct {
		key    string
		belong func(ReentryEntry) bool
	}{
		{"waiting", func(e ReentryEntry) bool { return e.State.Waits() && !e.Unsure() }},
		{"unknown", func(e ReentryEntry) bool { return e.Unsure() }},
		{"second", func(e ReentryEntry) bool { return e.Second }},
		{"late", func(e ReentryEntry) bool { return e.Late && !e.State.Waits() }},
		{"double", func(e ReentryEntry) bool { return len(e.Doubles) > 0 }},
		{"undo", func(e ReentryEntry) bool { return e.State.Ended() && e.Undo() }},
		{"struck", func(e ReentryEntry) bool { return e.State == entry.StateStruck && !e.Undo() }},
	} {
		sh.Blocks = append(sh.Blocks, s.reentryPart(part.key, r.Entries, part.belong)...)
	}
	sh.Blocks = append(sh.Blocks, Heading{w.Say("sheet.reentry.signature")},
		Fields{Columns: 2, Rows: []Field{{Label: w.Say("sheet.reentry.signed")}, {Label: w.Say("sheet.reentry.day")}}}, Text{Text: w.Say("sheet.reentry.word"), Quiet: true})
	return sh
}

// verdict is n of n, and what is left: never "all" unless all was counted (requirement 26).
func (s Setting) verdict(r ReentryReport) Block {
	w := s.Words
	box := Notice{Title: w.Say("sheet.reentry.of", "done", r.Done, "total", r.Total)}
	if r.Total == 0 {
		box.Title = w.Say("sheet.reentry.none")
	}
	left := func(key string, n int) {
		if n > 0 {
			box.Lines = append(box.Lines, w.Count("sheet.reentry.left."+key, n))
		}
	}
	var waiting, unknown, second, undo, double int
	for _, e := range r.Entries {
		switch {
		case e.Unsure():
			unknown++
		case e.State.Waits():
			waiting++
		}
		if e.Second {
			second++
		}
		if e.Undo() {
			undo++
		}
		if len(e.Doubles) > 0 {
			double++
		}
	}
	returned, missing := 0, 0
	for _, f := range r.Forms {
		returned, missing = returned+f.In[custody.StateReturned], missing+f.In[custody.StateMissing]
	}
	left("waiting", waiting)
	left("unknown", unknown)
	left("second", second)
	left("undo", undo)
	left("double", double)
	left("returned", returned)
	left("missing", missing)
	for _, c := range r.Closed {
		box.Lines = append(box.Lines, w.Say("sheet.reentry.closed", "area", c.Area, "who", c.Who))
	}
	if r.Complete {
		box.Lines = append(box.Lines, w.Say("sheet.reentry.complete"))
	}
	return box
}

// reentryCounts is a table of counts with their sum under its heading; nothing where there are none.
func (s Setting) reentryCounts(title, first string, counts []ReentryCount) []Block {
	if len(counts) == 0 {
		return nil
	}
	w := s.Words
	table := Table{Columns: []Column{{Title: first, Width: 84, Lead: true}}}
	for _, key := range []string{"total", "entered", "verified", "done", "unknown", "late"} {
		table.Columns = append(table.Columns, Column{Title: w.Say("sheet.reentry." + key), Width: 28, Align: Right})
	}
	var sum [6]int
	row := func(label string, bold bool, figures [6]int) {
		cells := []string{label}
		for _, n := range figures {
			cells = append(cells, strconv.Itoa(n))
		}
		table.Rows = append(table.Rows, Row{Bold: bold, Cells: cells})
	}
	for _, c := range counts {
		figures := [6]int{c.Total, c.Entered, c.Verified, c.Done, c.Unknown, c.Late}
		label := c.Label
		if label == "" {
			label = w.Say("sheet.reentry.nobody")
		}
		row(lines(label, c.Number), false, figures)
		for i, n := range figures {
			sum[i] += n
		}
	}
	row(w.Say("sheet.reentry.sum"), true, sum)
	return []Block{Heading{title}, table}
}

func (s Setting) reentryForms(forms []ReentryForms) []Block {
	if len(forms) == 0 {
		return nil
	}
	w := s.Words
	table := Table{Columns: []Column{{Title: w.Say("sheet.reentry.form"), Width: 70}, {Title: w.Say("sheet.reentry.printed"), Width: 26, Align: Right}}}
	for _, state := range custody.States() {
		table.Columns = append(table.Columns, Column{Title: w.Say("sheet.reentry.form." + string(state)), Width: 30, Align: Right})
	}
	for _, f := range forms {
		cells := []string{f.Title, strconv.Itoa(f.Printed)}
		for _, state := range custody.States() {
			cells = append(cells, strconv.Itoa(f.In[state]))
		}
		table.Rows = append(table.Rows, Row{Cells: cells})
	}
	return []Block{Heading{w.Say("sheet.reentry.forms")}, table}
}

// reentryPart is a table of the entries that belong in it; nothing where none does.
func (s Setting) reentryPart(key string, entries []ReentryEntry, belong func(ReentryEntry) bool) []Block {
	w := s.Words
	table := Table{Columns: []Column{{Title: w.Say("sheet.reentry.happened"), Width: 36}, {Title: w.Say("sheet.reentry.entry"), Width: 62, Lead: true},
		{Title: w.Say("sheet.reentry.writer"), Width: 48}, {Title: w.Say("sheet.reentry.in_lifecare"), Width: 54}, {Title: w.Say("sheet.reentry.why"), Width: 64}}}
	for _, e := range entries {
		if !belong(e) {
			continue
		}
		row := Row{Cells: []string{s.instant(e.EventTime), lines(e.Title, e.Person, e.Number), lines(e.Writer().Name, s.answers(e)), s.inLifecare(e), s.reasons(e)}}
		if e.Late {
			row.Marks = []string{w.Say("sheet.reentry.mark_late")}
		}
		table.Rows = append(table.Rows, row)
	}
	if len(table.Rows) == 0 {
		return nil
	}
	return []Block{Heading{w.Say("sheet.reentry.part."+key, "n", len(table.Rows))}, table}
}

// instant is a moment with its day in figures, for columns that are compared.
func (s Setting) instant(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(care.Stockholm).Format("2006-01-02 15:04")
}

// answers is who is responsible, where it isn't the writer.
func (s Setting) answers(e ReentryEntry) string {
	if e.Responsible.Name == "" {
		return ""
	}
	return s.Words.Say("sheet.reentry.answers", "who", e.Responsible.Name)
}

// inLifecare is when and by whom the entry was entered, each time, and what it was measured by.
func (s Setting) inLifecare(e ReentryEntry) string {
	var said []string
	if !e.EnteredAt.IsZero() {
		said = append(said, s.entering(entry.Entering{At: e.EnteredAt, By: e.EnteredBy, Reference: e.Reference}))
	}
	for _, double := range e.Doubles {
		said = append(said, s.entering(double))
	}
	if !e.Due.IsZero() {
		said = append(said, s.Words.Say("sheet.reentry.due", "what", e.DueWhat, "at", s.instant(e.Due)))
	}
	return strings.Join(said, "\n")
}

func (s Setting) entering(e entry.Entering) string {
	return s.Words.Say("sheet.reentry.by", "at", s.instant(e.At), "who", e.By.Name, "reference", e.Reference)
}

// reasons are all that was said of why an entry went another way than straight into Lifecare.
func (s Setting) reasons(e ReentryEntry) string {
	return lines(e.HandedReason, e.Reason, e.Refusal, e.EndedReason)
}
