package desk

import (
	"bytes"
	"encoding/csv"
	"slices"
	"strings"
	"time"
	"unicode"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/entry"
)

// byteOrderMark makes Excel read the file as UTF-8.
const byteOrderMark = "\ufeff"

// writeCSV is lines of the log with a header row, semicolons between, and a line's end as
// Windows has it.
func (s *Session) writeCSV(lines []LogLine) ([]byte, error) {
	w := s.desk.Words
	var out bytes.Buffer
	out.WriteString(byteOrderMark)
	table := csv.NewWriter(&out)
	table.Comma, table.UseCRLF = ';', true
	rows := [][]string{{w.Say("log.column.time"), w.Say("log.column.who"), w.Say("log.column.title"), w.Say("log.column.stated"),
		w.Say("log.column.unit"), w.Say("log.column.action"), w.Say("log.column.number"), w.Say("log.column.person"),
		w.Say("log.column.detail"), w.Say("log.column.reviewed"), w.Say("log.column.id")}}
	for _, l := range lines {
		rows = append(rows, []string{l.At.In(care.Stockholm).Format(time.RFC3339), l.Name, l.Title, s.yes(l.Stated), l.Unit,
			w.Say("action." + string(l.Action)), care.PersonalID(l.PersonNumber).Written(l.At), l.PersonName, s.Detail(l.Event), s.yes(l.Reviewed), l.ID})
	}
	for _, row := range rows {
		for i := range row {
			row[i] = inert(row[i])
		}
		if err := table.Write(row); err != nil {
			return nil, err
		}
	}
	table.Flush()
	return out.Bytes(), table.Error()
}

func (s *Session) yes(is bool) string {
	if !is {
		return ""
	}
	return s.desk.Words.Say("log.yes")
}

// inert keeps a spreadsheet from carrying out what a cell says: one that begins like a formula,
// also after spaces, gets an apostrophe before it. What steers a terminal or turns the direction of
// reading goes.
func inert(cell string) string {
	cell = strings.Map(func(r rune) rune {
		if r != '\n' && r != '\t' && r != '\r' && unicode.IsControl(r) || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 {
			return -1
		}
		return r
	}, cell)
	first := strings.TrimLeft(cell, " \u00a0\ufeff")
	if first != "" && strings.ContainsRune("=+-@\t\r\n＝＋－＠", []rune(first)[0]) {
		return "'" + cell
	}
	return cell
}

// coded are the actions whose detail begins with a word of the program's, worded
// "log.detail.<word>". Elsewhere it is what somebody wrote.
var coded = []access.Action{access.ActionRead, access.ActionList, access.ActionPrint, access.ActionReadable, access.ActionSign,
	access.ActionEnter, access.ActionLog, access.ActionPurge, access.ActionUsers, access.ActionUnlock, access.ActionTray}

// onEntries are the actions whose detail is the kind of an entry.
var onEntries = []access.Action{access.ActionSign, access.ActionCorrect, access.ActionStrike, access.ActionMatch, access.ActionEnter, access.ActionUndone,
	access.ActionVerify, access.ActionLook}

// Detail words what a line of the log says beside who, what and whom: the kind of sheet, what was
// searched for, the reason that was given.
func (s *Session) Detail(e access.Event) string {
	w := s.desk.Words
	if key := "copy." + e.Detail; e.Action == access.ActionCopy && w.Has(key) {
		return w.Say(key)
	}
	if e.Action == access.ActionImport {
		return s.formats(e.Detail)
	}
	if f, known := s.desk.Kinds.Form(entry.Kind(e.Detail)); known && slices.Contains(onEntries, e.Action) {
		return f.Called().In(w.Lang())
	}
	word, rest, _ := strings.Cut(e.Detail, " ")
	word = strings.TrimSuffix(word, ":")
	if key := "custody.step." + word; e.Action == access.ActionSlip && w.Has(key) {
		return w.Say(key) + ": " + rest
	}
	if key := "area." + word; e.Action == access.ActionEmergency && w.Has(key) {
		return w.Say(key) + ": " + rest
	}
	if key := "log.detail." + word; slices.Contains(coded, e.Action) && w.Has(key) {
		return strings.TrimRight(w.Say(key, "rest", rest), " :,")
	}
	if o, known := s.offer(What(word)); known && slices.Contains(coded, e.Action) {
		if rest == "" {
			return o.title(w)
		}
		return w.Say("log.sheets", "what", o.title(w), "rest", rest)
	}
	return e.Detail
}

// formats words what sort of file came in; one may hold several.
func (s *Session) formats(names string) string {
	var worded []string
	for name := range strings.SplitSeq(names, "+") {
		if key := "format." + name; s.desk.Words.Has(key) {
			name = s.desk.Words.Say(key)
		}
		worded = append(worded, name)
	}
	return strings.Join(worded, ", ")
}
