package sheet

import (
	"strings"
	"unicode/utf8"

	"avbrottsparm/internal/care"
)

// KindExtract is the one-page extract of the recent journal.
const KindExtract Kind = "extract"

// The extract is one page: as many of the newest notes as there is room for. A line of a note is
// about noteLine characters, and each note has its head and foot.
const (
	extractLines = 42
	extractLarge = 26 // in large type
	factLines    = 10 // what is known in illness takes, with one line for each fact
	noteLine     = 78
	noteLarge    = 58
	longestNote  = 14 // lines of one note, so that one never fills the page
	longestLarge = 7
)

// Extract is what was last written in the health journal, newest first, on one page, with what has
// to be known about the person (requirement 17b). It says how many notes it leaves out.
func Extract(s Setting, d *care.Dossier) Sheet {
	sh := s.aboutPerson(KindExtract, "sheet.extract.title", d)
	sh.Chapter = s.Words.Say("sheet.chapter.health")
	sh.DataAsOf = d.AsOf.Oldest(care.KindPerson, care.KindWarning, care.KindJournalNote, care.KindHealthFacts)
	sh.Blocks = append(sh.Blocks, s.warnings(d))
	if len(d.Facts) > 0 {
		sh.Blocks = append(sh.Blocks, s.facts(d)...)
	}
	sh.Blocks = append(sh.Blocks, Heading{s.Words.Say("sheet.health_journal.title")})
	notes := healthNotes(d)
	switch {
	case len(notes) == 0:
		return sh.with(Text{Text: s.Words.Say("sheet.extract.none")})
	case shielded(d):
		return sh.with(s.protectedNotice())
	}
	table := Table{Columns: []Column{
		{Title: s.Words.Say("sheet.notes.when"), Width: 24, Lead: true},
		{Title: s.Words.Say("sheet.notes.text"), Width: 76, Lead: true},
	}}
	room := s.extractRoom(d)
	for i, n := range notes {
		text := s.shortened(n.Text)
		if room -= 3 + s.linesOf(text); room < 0 && i > 0 {
			break
		}
		table.Rows = append(table.Rows, Row{Cells: []string{s.moment(n.At), lines(s.known(n.Headline), text, s.tell().NoteBy(n))}})
	}
	sh.Blocks = append(sh.Blocks, table)
	if left := len(notes) - len(table.Rows); left > 0 {
		sh.Blocks = append(sh.Blocks, Text{Text: s.Words.Count("sheet.extract.more", left)})
	}
	return sh.with(Text{Text: s.Words.Say("sheet.extract.dose"), Quiet: true})
}

// extractRoom is how many lines there are for notes.
func (s Setting) extractRoom(d *care.Dossier) int {
	room := extractLines
	if s.Large {
		room = extractLarge
	}
	room -= 2 * len(d.Warnings)
	if len(d.Facts) > 0 {
		a := d.Acute(s.Now)
		room -= factLines + len(d.Facts)
		for _, listed := range [][]string{a.Diagnoses, a.Access, a.Hypersensitivity, a.Important} {
			room -= max(0, len(listed)-1)
		}
	}
	return room
}

// HasNotes tells whether a note of a health journal has come in about a person.
func HasNotes(d *care.Dossier) bool { return len(healthNotes(d)) > 0 }

// healthNotes are the notes of health journals, newest first.
func healthNotes(d *care.Dossier) []*care.JournalNote {
	var notes []*care.JournalNote
	for _, n := range d.JournalNotes {
		if n.Law != "SoL" && n.Law != "LSS" {
			notes = append(notes, n)
		}
	}
	return notes
}

// linesOf is how many lines a text takes in the notes' column.
func (s Setting) linesOf(text string) int {
	width := noteLine
	if s.Large {
		width = noteLarge
	}
	n := 0
	for _, line := range strings.Split(text, "\n") {
		n += 1 + utf8.RuneCountInString(line)/width
	}
	return n
}

// shortened ends a note that would fill the page at a word, and says so.
func (s Setting) shortened(text string) string {
	most := longestNote
	if s.Large {
		most = longestLarge
	}
	if s.linesOf(text) <= most {
		return text
	}
	letters := []rune(text)
	text = string(letters[:min(len(letters), most*noteLine)]) // a note of fifty pages is not gone through word by word
	for s.linesOf(text) > most {
		cut := strings.LastIndexAny(strings.TrimSpace(text), " \n")
		if cut <= 0 { // one word without end
			text = string([]rune(text)[:noteLarge])
			break
		}
		text = text[:cut]
	}
	return strings.TrimSpace(text) + " … " + s.Words.Say("sheet.extract.goes_on")
}
