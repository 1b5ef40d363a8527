package table_test

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"avbrottsparm/internal/care"
)

// dirt makes tables that are true underneath and dirty on top: every encoding, separator and line
// end, quotes, titles, repeated headers, sums, remarks, ragged rows, and rows that are broken in a
// way that is known.
type dirt struct {
	*rand.Rand
	columns []string // headings, in the order of the file
	fields  []string // what they are
	rows    [][]string
	want    map[int]string // by row of the file: the item
	broken  map[int]string // by row of the file: the heading of the column that is wrong
}

func (d *dirt) one(of ...string) string { return of[d.IntN(len(of))] }

var (
	dirtyNames    = []string{"Åsa Öhrn", "Bo Ängström", "Cecilia Björk", "Désirée Åkerblom", "Öjvind Sjöö", "Märta Hård", "Anna-Karin Löf", "Jörgen Ås"}
	dirtyStreets  = []string{"Storgatan 1", "Ågatan 12 B", "Östra vägen 3", "Ängsstigen 4", "Sjövägen 55"}
	dirtyServices = []string{"Dusch", "Städ", "Inköp", "Frukost", "Promenad", "Stödstrumpor på"}
)

// schedule makes a schedule of n visits.
func (d *dirt) schedule(n int) {
	d.header(map[string][]string{
		"date": {"Datum", "Dag", "Besöksdatum", "DATUM"}, "nr": {"Kundnr", "Kund nr", "Kundnummer", "Brukar-ID"},
		"start": {"Starttid", "Start", "Tid från", "Från kl"}, "end": {"Sluttid", "Slut", "Tid till", "Till kl"},
		"service": {"Insatser", "Insats", "Att göra"}, "route": {"Slinga", "Tur", "Rutt"},
	})
	for range n {
		day := time.Date(2026, 11, 23+d.IntN(5), 0, 0, 0, 0, time.UTC)
		from := 6*60 + 5*d.IntN(190)
		to := from + 5 + 5*d.IntN(8)
		nr := fmt.Sprint(100 + d.IntN(900))
		service, route := d.one(dirtyServices...), d.one("Blå", "Röd", "Grön", "Natt, söder")
		cells := map[string]string{"date": d.day(day), "nr": nr, "start": d.clock(from), "end": d.clock(to), "service": service, "route": route}
		wrong := ""
		switch d.IntN(8) {
		case 0:
			cells["date"], wrong = d.one("2026-02-30", "i går", "2026-13-01", "32/11 2026"), "date"
		case 1:
			cells["start"], wrong = d.one("25:70", "halv nio", "08:61", "12:3:4"), "start"
		case 2:
			cells["end"], wrong = d.one("99:00", "sen"), "end"
		case 3:
			cells["start"], cells["end"], wrong = "14:00", "13:30", "end"
		case 4:
			cells["nr"], wrong = "", "nr"
		}
		start := care.LocalTime(2026, 11, day.Day(), 0, from, 0)
		want := fmt.Sprintf("visit %s %s %s %s %s", start.Format("02 15:04"), start.Add(time.Duration(to-from)*time.Minute).Format("02 15:04"), nr, service, route)
		d.row(cells, wrong, want)
	}
}

// persons makes a register of n persons.
func (d *dirt) persons(n int) {
	d.header(map[string][]string{
		"nr": {"Kundnr", "Kund-ID", "Brukarnr"}, "name": {"Namn", "Fullständigt namn", "BRUKARE"}, "street": {"Adress", "Gatuadress", "Gata"},
		"phone": {"Telefon", "Tel.nr", "Telefonnummer"}, "note": {"Notering", "Kommentar", "Övrigt"}, "junk": {"Favoritfärg", "Xyz"},
	})
	for i := range n {
		nr, name, street := fmt.Sprint(100+i), d.one(dirtyNames...), d.one(dirtyStreets...)
		phone := fmt.Sprintf("070-174 06 %02d", d.IntN(100))
		note := d.one("", "Obs hund", "Ring \"alltid\" först", "Två rader\nav text", "a;b,c|d\te", "Bor på övre våningen")
		cells := map[string]string{"nr": nr, "name": name, "street": street, "phone": phone, "note": note, "junk": d.one("", "blå", "7")}
		d.row(cells, "", fmt.Sprintf("person %s %s %s %s %s", nr, name, street, phone, strings.ReplaceAll(note, "\t", " ")))
	}
}

func (d *dirt) header(spellings map[string][]string) {
	for field := range spellings {
		d.fields = append(d.fields, field)
	}
	slices.Sort(d.fields)
	d.Shuffle(len(d.fields), func(i, j int) { d.fields[i], d.fields[j] = d.fields[j], d.fields[i] })
	titles := [][]string{{"Hemtjänst Norr, planering"}, {"Utskriven 2026-11-22 06:00"}, {}, {"Enhet:", "Norr"}}
	d.rows = append(d.rows, titles[:d.IntN(5)]...)
	for _, field := range d.fields {
		d.columns = append(d.columns, d.one(spellings[field]...))
	}
	d.rows = append(d.rows, slices.Clone(d.columns))
}

// row adds a row, now and then with a blank line, a repeated header, a sum or a remark before it.
func (d *dirt) row(cells map[string]string, wrong, want string) {
	switch d.IntN(12) {
	case 0:
		d.rows = append(d.rows, nil)
	case 1:
		d.rows = append(d.rows, slices.Clone(d.columns))
	case 2:
		d.rows = append(d.rows, []string{"Summa", "", "12"})
	case 3:
		d.rows = append(d.rows, []string{"Frågor? Ring 08-99 99 99"})
	}
	row := make([]string, len(d.fields))
	for i, field := range d.fields {
		row[i] = cells[field]
	}
	d.rows = append(d.rows, row)
	at := len(d.rows)
	if wrong == "" {
		d.want[at] = want
		return
	}
	d.broken[at] = d.columns[slices.Index(d.fields, wrong)]
}

func (d *dirt) day(t time.Time) string {
	switch d.IntN(5) {
	case 0:
		return t.Format("20060102")
	case 1:
		return fmt.Sprintf("%d/%d %d", t.Day(), t.Month(), t.Year())
	case 2:
		return fmt.Sprintf("%d november 2026", t.Day())
	}
	return t.Format("2006-01-02")
}

func (d *dirt) clock(minutes int) string {
	hour, minute := minutes/60, minutes%60
	switch d.IntN(6) {
	case 0:
		return fmt.Sprintf("%d.%02d", hour, minute)
	case 1:
		return fmt.Sprintf("%02d%02d", hour, minute)
	case 2:
		return fmt.Sprintf("kl %d:%02d", hour, minute)
	case 3:
		return fmt.Sprintf("%02d:%02d:00", hour, minute)
	}
	return fmt.Sprintf("%02d:%02d", hour, minute)
}

// write makes the file: separators, quotes, ragged rows, line ends, stray bytes, encoding.
func (d *dirt) write() []byte {
	separator := d.one(";", ";", ",", "\t", "|")
	always, trailing, hint := d.IntN(3) == 0, d.IntN(4) == 0, d.IntN(5) == 0
	end := d.one("\r\n", "\r\n", "\n")
	var b strings.Builder
	if hint {
		b.WriteString("sep=" + separator + end)
	}
	for _, row := range d.rows {
		if d.IntN(4) == 0 && len(row) > 0 { // ragged: blanks at the end left out, or too many of them
			for len(row) > 2 && row[len(row)-1] == "" {
				row = row[:len(row)-1]
			}
		} else if trailing {
			row = append(slices.Clone(row), "", "")
		}
		for i, cell := range row {
			if i > 0 {
				b.WriteString(separator)
			}
			if always && cell != "" || strings.ContainsAny(cell, separator+"\"\n") {
				cell = `"` + strings.ReplaceAll(cell, `"`, `""`) + `"`
			} else if d.IntN(30) == 0 {
				cell = " " + cell + " "
			}
			b.WriteString(cell)
		}
		b.WriteString(end)
	}
	text := b.String()
	if d.IntN(6) == 0 {
		text = strings.Replace(text, " ", "\u00a0", 2)
	}
	encodings := []encoding.Encoding{unicode.UTF8, unicode.UTF8, unicode.UTF8BOM, charmap.Windows1252, charmap.Windows1252, charmap.CodePage850,
		unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), unicode.UTF16(unicode.BigEndian, unicode.UseBOM),
		unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)}
	n := d.IntN(len(encodings))
	raw, err := encodings[n].NewEncoder().Bytes([]byte(text))
	if err != nil {
		panic(err)
	}
	if n < 6 && d.IntN(10) == 0 { // a NUL at the end of a cell, as fixed-width databases leave it
		raw = bytes.Replace(raw, []byte(separator), []byte("\x00"+separator), 3)
	}
	if hint {
		d.shift()
	}
	return raw
}

// shift moves what is expected down by the line that is Excel's hint.
func (d *dirt) shift() {
	for _, m := range []*map[int]string{&d.want, &d.broken} {
		moved := map[int]string{}
		for row, text := range *m {
			moved[row+1] = text
		}
		*m = moved
	}
}

func dirtyItem(in care.Incoming) string {
	switch it := in.Item.(type) {
	case *care.Visit:
		return fmt.Sprintf("visit %s %s %s %s %s", it.Start.Format("02 15:04"), it.End.Format("02 15:04"), in.Whose.Numbers[0].Number, it.Services(), it.Route)
	case *care.Person:
		phone := ""
		for _, p := range it.Phones {
			phone += p.Number
		}
		return fmt.Sprintf("person %s %s %s %s %s", it.KnownAs[0].Number, it.Name(), it.Addresses[0].Street, phone, it.Note)
	}
	return fmt.Sprintf("%T", in.Item)
}

// Two thousand dirty files: every good row comes in as it is, every broken one is named with its
// row and column, and nothing is invented.
func TestTwoThousandDirtyFiles(t *testing.T) {
	reader := newReader(t)
	failed := 0
	for seed := range uint64(2000) {
		d := &dirt{Rand: rand.New(rand.NewPCG(seed, 4)), want: map[int]string{}, broken: map[int]string{}}
		if n := 3 + d.IntN(20); seed%2 == 0 {
			d.schedule(n)
		} else {
			d.persons(n)
		}
		raw := d.write()
		if wrong := d.judge(reader.Read(context.Background(), "export.csv", raw, now)); wrong != "" {
			t.Errorf("seed %d: %s\n%q", seed, wrong, raw[:min(len(raw), 1500)])
			if failed++; failed > 5 {
				t.Fatal("and more")
			}
		}
	}
}

// judge compares what was read with the truth; empty when they agree.
func (d *dirt) judge(batches []care.Batch, err error) string {
	if err != nil {
		return err.Error()
	}
	if len(batches) != 1 {
		return fmt.Sprintf("%d batches", len(batches))
	}
	got := map[int]string{}
	for _, in := range batches[0].Incoming {
		if _, twice := got[in.Row]; twice {
			return fmt.Sprintf("row %d came in twice", in.Row)
		}
		got[in.Row] = dirtyItem(in)
		if got[in.Row] != d.want[in.Row] {
			return fmt.Sprintf("row %d: got %q, want %q", in.Row, got[in.Row], d.want[in.Row])
		}
	}
	for row, want := range d.want {
		if got[row] == "" {
			return fmt.Sprintf("row %d is missing: %s", row, want)
		}
	}
	named := map[int]bool{}
	for _, p := range batches[0].Errors {
		named[p.Row] = true
		if heading, ok := d.broken[p.Row]; !ok || p.Field != heading && p.Code != "no_person" {
			return fmt.Sprintf("row %d has error %s in %q, want %q", p.Row, p.Code, p.Field, heading)
		}
	}
	for row, heading := range d.broken {
		if !named[row] {
			return fmt.Sprintf("the broken row %d (%s) is not named", row, heading)
		}
	}
	return ""
}
