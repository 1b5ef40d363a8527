// Package data holds what is embedded in the program: the invented demo unit, as files in the very
// formats that a unit would drop in, the spellings of columns that the spreadsheet reader knows, the
// forms and the instruction cards.
//
// The demo's sources lie readable in demo/, with days counted from the day of the demo; this
// package only stamps the days and encodes. No person in it is real: identity numbers are
// Skatteverket's test numbers, telephone numbers are from the series kept free for fiction.
package data

import (
	"bytes"
	"embed"
	"encoding/csv"
	"fmt"
	"regexp"
	"strconv"
	"time"

	"golang.org/x/text/encoding/charmap"

	"avbrottsparm/internal/care"
)

// DemoUnit is the name of the invented unit: a home-care area of the invented town Norrköpa.
const DemoUnit = "Hemtjänst Norr"

// The days that the demo's schedules cover, counted from the day that is asked for.
const (
	demoFirstDay = -1
	demoLastDay  = 8
)

// DemoFile is one file as a unit would drop it in.
type DemoFile struct {
	Name  string
	Bytes []byte
}

//go:embed demo/*.json demo/*.csv demo/*.ics demo/*.vcf
var demoSources embed.FS

// Demo gives the demo unit's files for a day: what Lifecare and the planning system would have
// exported that morning. Only the calendar day of day in Stockholm matters. The order is the one
// in which the files are best imported, persons first. No visit is in two of the files: day and
// evening routes and the meal rounds come from schedule files, the night patrol and the nurses
// from work shifts.
func Demo(day time.Time) ([]DemoFile, error) {
	day = care.Day(day)
	files := make([]DemoFile, 0, 22)
	for _, part := range []struct{ source, name string }{
		{"klienter.json", "lifecare-klienter.json"},
		{"narstaende.json", "lifecare-narstaende.json"},
		{"kontakter.json", "lifecare-kontakter.json"},
		{"kritisk-information.json", "lifecare-kritisk-information.json"},
		{"genomforandeplaner.json", "lifecare-genomforandeplaner.json"},
		{"beslut.json", "lifecare-beslut.json"},
		{"utredningar.json", "lifecare-utredningar.json"},
		{"franvaro.json", "lifecare-franvaro.json"},
		{"hsl-uppdrag.json", "lifecare-hsl-uppdrag.json"},
		{"hsl-insatser.json", "lifecare-hsl-insatser.json"},
		{"hsl-utfort.json", "lifecare-hsl-utfort.json"},
		{"hsl-journaler.json", "lifecare-hsl-journaler.json"},
		{"lakemedel-fhir.json", "lakemedel-fhir.json"},
		{"halsouppgifter.csv", "halsouppgifter.csv"},
		{"journalanteckningar.csv", "journalanteckningar.csv"},
		{"driftkalender.ics", "driftkalender.ics"},
		{"telefonlista.vcf", "telefonlista.vcf"},
	} {
		raw, err := demoSource(part.source)
		if err != nil {
			return nil, err
		}
		stamped, err := stampDays(raw, day)
		if err != nil {
			return nil, fmt.Errorf("demo: %s: %w", part.source, err)
		}
		files = append(files, DemoFile{part.name, stamped})
	}
	keys, err := demoKeyList()
	if err != nil {
		return nil, err
	}
	unit, err := readDemoUnit()
	if err != nil {
		return nil, err
	}
	schedules, err := unit.scheduleFiles(day)
	if err != nil {
		return nil, err
	}
	shifts, err := unit.workshiftFile(day)
	if err != nil {
		return nil, err
	}
	files = append(files, keys)
	files = append(files, schedules...)
	return append(files, shifts), nil
}

func demoSource(name string) ([]byte, error) {
	raw, err := demoSources.ReadFile("demo/" + name)
	if err != nil {
		return nil, fmt.Errorf("demo: read %s: %w", name, err)
	}
	return raw, nil
}

// demoRows reads a source table; the first of the rows is its header.
func demoRows(name string) ([][]string, error) {
	raw, err := demoSource(name)
	if err != nil {
		return nil, err
	}
	r := csv.NewReader(bytes.NewReader(raw))
	r.Comma = ';'
	rows, err := r.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("demo: read %s: %w", name, err)
	}
	return rows, nil
}

var dayToken = regexp.MustCompile(`\{\{(date|time|stamp) (-?\d+)(?: (\d\d):(\d\d))?\}\}`)

// stampDays replaces the tokens of a source file, as Lifecare writes times without a zone:
// {{date 35}} is midnight 35 days after the day, or the Friday before when that is a weekend,
// since plans are made and followed up on weekdays; {{time -3 14:20}} is a clock three days before,
// and {{stamp 1 10:00}} a clock as calendars write it.
func stampDays(raw []byte, day time.Time) ([]byte, error) {
	var failed error
	stamped := dayToken.ReplaceAllFunc(raw, func(token []byte) []byte {
		parts := dayToken.FindSubmatch(token)
		offset, err := strconv.Atoi(string(parts[2]))
		if err != nil {
			failed = err
			return token
		}
		on := care.NextDay(day, offset)
		if string(parts[1]) == "date" {
			return []byte(onWeekday(on).Format("2006-01-02T15:04:05"))
		}
		if string(parts[1]) == "stamp" {
			return []byte(on.Format("20060102T") + string(parts[3]) + string(parts[4]) + "00")
		}
		return []byte(on.Format("2006-01-02T") + string(parts[3]) + ":" + string(parts[4]) + ":00")
	})
	if failed == nil && bytes.Contains(stamped, []byte("{{")) {
		failed = fmt.Errorf("a day token is misspelt")
	}
	return stamped, failed
}

func onWeekday(t time.Time) time.Time {
	switch t.Weekday() {
	case time.Saturday:
		return care.NextDay(t, -1)
	case time.Sunday:
		return care.NextDay(t, -2)
	default:
		return t
	}
}

// demoKeyList is the key cabinet's list. It holds every person, also those without a metal key,
// because a list of persons is taken as whole.
func demoKeyList() (DemoFile, error) {
	rows, err := demoRows("nyckellista.csv")
	if err != nil {
		return DemoFile{}, err
	}
	raw, err := windows1252(rows)
	if err != nil {
		return DemoFile{}, err
	}
	return DemoFile{"nyckellista.csv", raw}, nil
}

// semicolons writes a table as Swedish systems do: semicolons and CRLF, in UTF-8.
func semicolons(rows [][]string) ([]byte, error) {
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	w.Comma, w.UseCRLF = ';', true
	if err := w.WriteAll(rows); err != nil {
		return nil, fmt.Errorf("demo: write table: %w", err)
	}
	return out.Bytes(), nil
}

// windows1252 writes a table as older planning systems do. A letter that the code page lacks is
// an error, so that nobody adds a person whose name would come out wrong.
func windows1252(rows [][]string) ([]byte, error) {
	raw, err := semicolons(rows)
	if err != nil {
		return nil, err
	}
	encoded, err := charmap.Windows1252.NewEncoder().Bytes(raw)
	if err != nil {
		return nil, fmt.Errorf("demo: encode table: %w", err)
	}
	return encoded, nil
}

// utf8WithMark writes a table as Excel saves "CSV UTF-8", with a byte order mark.
func utf8WithMark(rows [][]string) ([]byte, error) {
	raw, err := semicolons(rows)
	if err != nil {
		return nil, err
	}
	return append([]byte("\ufeff"), raw...), nil
}
