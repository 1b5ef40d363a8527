package wiring

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/text"
)

// The bounds of one hostile file: generous, because machines are slow and busy, and still far from
// what such files ask for.
const (
	answeredWithin = 3 * time.Minute
	mostHeld       = 1500 << 20 // bytes, above what was held before
)

// archive is a zip file with the named contents.
func archive(t *testing.T, parts ...string) []byte {
	t.Helper()
	var raw bytes.Buffer
	w := zip.NewWriter(&raw)
	for i := 0; i < len(parts); i += 2 {
		entry, err := w.Create(parts[i])
		if err == nil {
			_, err = entry.Write([]byte(parts[i+1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return raw.Bytes()
}

// workbook is an xlsx file with one sheet, as no spreadsheet program would write it.
func workbook(t *testing.T, sheet string) []byte {
	t.Helper()
	const package_, office = "http://schemas.openxmlformats.org/package/2006/", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	return archive(t,
		"[Content_Types].xml", `<Types xmlns="`+package_+`content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`,
		"_rels/.rels", `<Relationships xmlns="`+package_+`relationships"><Relationship Id="rId1" Type="`+office+`/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/_rels/workbook.xml.rels", `<Relationships xmlns="`+package_+`relationships"><Relationship Id="rId1" Type="`+office+`/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
		"xl/workbook.xml", `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="`+office+`"><sheets><sheet name="Blad1" sheetId="1" r:id="rId1"/></sheets></workbook>`,
		"xl/worksheets/sheet1.xml", sheet)
}

const (
	sheetOpens      = `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">`
	headings        = `<row r="1"><c r="A1" t="inlineStr"><is><t>Kundnr</t></is></c><c r="B1" t="inlineStr"><is><t>Namn</t></is></c></row>`
	oleBegins       = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
	hostileCalendar = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20261123T080000Z\r\nDTEND:20261123T083000Z\r\nSUMMARY:Elsa Lundvik\r\n%s\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
	// pages that are their own pages, an object that is itself, and tables that point to each other
	loopedPDF = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 1000000/Kids[2 0 R 3 0 R]>>endobj\n" +
		"3 0 obj<</Type/Page/Parent 2 0 R/Contents 4 0 R>>endobj\n4 0 obj<</Length 4 0 R/Filter[4 0 R]>>stream\nBT ET\nendstream\nendobj\n" +
		"xref\n0 1\n0000000000 65535 f \ntrailer<</Root 1 0 R/Prev 0/Size 5>>\nstartxref\n9\n%%EOF"
)

// hostile is a file that is made when its turn comes, because some are large.
type hostile struct {
	name string
	raw  func() []byte
}

func zeros(n int) string { return strings.Repeat("0", n) }

// hostileFiles are made to use up time or memory, or to reach what they should not.
func hostileFiles(t *testing.T) []hostile {
	return []hostile{
		{"bomb.xlsx", func() []byte { return archive(t, "xl/worksheets/sheet1.xml", zeros(300<<20)) }},
		{"bomber.xlsx", func() []byte { return workbook(t, sheetOpens+`<sheetData>`+headings+strings.Repeat(" ", 260<<20)) }},
		{"entiteter.xml", func() []byte {
			return []byte(`<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">` + entities() + `]><ArrayOfClient><Client><Name>&j;</Name></Client></ArrayOfClient>`)
		}},
		{"utifrån.xml", func() []byte {
			return []byte(`<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><ArrayOfClient><Client><Name>&a;</Name></Client></ArrayOfClient>`)
		}},
		{"spann.xlsx", func() []byte {
			return workbook(t, sheetOpens+`<dimension ref="A1:XFD1000000000"/><sheetData>`+headings+`<row r="1000000000"><c r="A1000000000"><v>8</v></c></row></sheetData></worksheet>`)
		}},
		{"djup.json", func() []byte { return []byte(strings.Repeat("[", 20<<20)) }},
		{"djupare.json", func() []byte {
			return []byte(`{"resourceType":"Bundle","entry":` + strings.Repeat(`[{"resource":`, 1<<20))
		}},
		{"djup.xml", func() []byte { return []byte("<ArrayOfClient>" + strings.Repeat("<Client>", 2<<20)) }},
		{"evig.ics", func() []byte { return fmt.Appendf(nil, hostileCalendar, "RRULE:FREQ=SECONDLY") }},
		{"aldrig.ics", func() []byte {
			return fmt.Appendf(nil, hostileCalendar, "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=1000000000")
		}},
		{"rad.csv", func() []byte { return []byte(zeros(100 << 20)) }},
		{"celler.csv", func() []byte { return bytes.Repeat([]byte(";"), 100<<20) }},
		{"citat.csv", func() []byte { return bytes.Repeat([]byte(`"`), 50<<20) }},
		{"rad.ics", func() []byte { return []byte("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:" + zeros(50<<20)) }},
		{"rad.vcf", func() []byte { return []byte("BEGIN:VCARD VERSION:3.0 FN:" + zeros(50<<20) + " END:VCARD") }},
		{"rad.json", func() []byte { return []byte(`{"resourceType":"Patient","name":[{"text":"` + zeros(50<<20)) }},
		{"nollor.xls", func() []byte { return append([]byte(oleBegins), make([]byte, 20<<20)...) }},
		{"nollor.pdf", func() []byte { return append([]byte("%PDF-1.7\n"), make([]byte, 20<<20)...) }},
		{"slinga.pdf", func() []byte { return []byte(loopedPDF) }},
		{"tabeller.html", func() []byte { return []byte(strings.Repeat("<table><tr><td colspan=1000000000>", 1<<20)) }},
		{"brus", func() []byte { return bytes.Repeat([]byte{0, 255, 1, 254}, 5<<20) }},
	}
}

// entities are nine that hold ten of the one before.
func entities() string {
	var out strings.Builder
	for c := 'b'; c <= 'j'; c++ {
		fmt.Fprintf(&out, `<!ENTITY %c "%s">`, c, strings.Repeat(fmt.Sprintf("&%c;", c-1), 10))
	}
	return out.String()
}

// held runs work and tells the most that the heap grew meanwhile, in bytes.
func held(work func()) uint64 {
	var before, now runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	stop, most := make(chan bool), make(chan uint64)
	go func() {
		peak := uint64(0)
		for {
			select {
			case <-stop:
				most <- peak
				return
			case <-time.After(20 * time.Millisecond):
				runtime.ReadMemStats(&now)
				peak = max(peak, now.HeapInuse)
			}
		}
	}()
	work()
	close(stop)
	return max(<-most, before.HeapInuse) - before.HeapInuse
}

// Files that are made to harm are answered within bounds of time and memory, with a sentence, and
// leave the binder as it was.
func TestHostileFilesAreAnsweredAndChangeNothing(t *testing.T) {
	d, err := Desk(text.Swedish)
	if err != nil {
		t.Fatal(err)
	}
	s, _, err := d.SetUp(t.Context(), filepath.Join(t.TempDir(), "binder"), desk.Setup{Unit: "Norr", User: "Lena Ek", Title: "undersköterska", Passphrase: "en påhittad lösenfras"})
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range hostileFiles(t) {
		t.Run(h.name, func(t *testing.T) {
			f := desk.File{Name: h.name, Bytes: h.raw()}
			ctx, stop := context.WithTimeout(t.Context(), answeredWithin)
			defer stop()
			head := s.Head()
			var p *desk.Preview
			var err error
			if n := held(func() { p, err = s.Preview(ctx, []desk.File{f}, desk.Importing{}) }); n > mostHeld {
				t.Errorf("%d MiB were held", n>>20)
			}
			if err != nil || errors.Is(ctx.Err(), context.DeadlineExceeded) {
				t.Fatalf("%v, %v", err, ctx.Err())
			}
			answer := p.Files[0]
			if answer.Document != nil { // it is kept as it is, until a person says whose it is
				return
			}
			said := ""
			switch {
			case answer.Err != nil:
				said = d.Words.Explain(answer.Err)
			case len(answer.Errors) > 0:
				said = answer.Errors[0].Message
			case len(answer.Warnings) > 0:
				said = answer.Warnings[0].Message
			}
			if said == "" || strings.Contains(said, "[[") || len(said) > 1000 {
				t.Errorf("said %.200q", said)
			}
			if answer.New+answer.Changed+answer.Gone > 0 {
				t.Errorf("%d new, %d changed, %d gone", answer.New, answer.Changed, answer.Gone)
			}
			if answer.Err != nil {
				if err := s.Import(ctx, p); err != nil {
					t.Error(err)
				}
				if s.Head() != head {
					t.Error("something was stored")
				}
			}
		})
	}
	if err := s.Lock(); err != nil {
		t.Fatal(err)
	}
}

// Names that lead elsewhere are names and nothing else: what is in the file comes in, and no file
// is written outside the binder.
func TestNamesLeadNowhere(t *testing.T) {
	d, err := Desk(text.Swedish)
	if err != nil {
		t.Fatal(err)
	}
	around := t.TempDir()
	s, _, err := d.SetUp(t.Context(), filepath.Join(around, "binder"), desk.Setup{Unit: "Norr", User: "Lena Ek", Title: "undersköterska", Passphrase: "en påhittad lösenfras"})
	if err != nil {
		t.Fatal(err)
	}
	inside := archive(t, "../../../../tmp/utanför.txt", "utanför", "xl/../../utanför.xml", "<x/>", `C:\utanför.txt`, "utanför")
	for i, name := range []string{"../utanför.csv", "../../../../../../etc/utanför.csv", `..\..\utanför.csv`, `C:\utanför.csv`, "/utanför.csv", "utan\x00för.csv", "utan\nför.csv", strings.Repeat("å", 5000) + ".csv", "..", "."} {
		rows := fmt.Appendf(nil, "Kundnr;Namn;Adress\n%d;Elsa Lundvik%d;Storgatan %d\n", i, i, i)
		p, err := s.Preview(t.Context(), []desk.File{{Name: name, Bytes: rows}, {Name: name + ".xlsx", Bytes: inside}}, desk.Importing{})
		if err != nil {
			t.Fatal(err)
		}
		if p.Files[0].Err != nil || p.Files[0].New != 1 || p.Files[1].Err == nil {
			t.Errorf("%.40q: %v, %d new; %v", name, p.Files[0].Err, p.Files[0].New, p.Files[1].Err)
		}
		if err := s.Import(t.Context(), p); err != nil {
			t.Errorf("%.40q: %v", name, err)
		}
	}
	if err := s.Lock(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(os.TempDir(), "utanför.txt")); err == nil {
		t.Error("a file of an archive was unpacked")
	}
	err = filepath.WalkDir(around, func(path string, _ fs.DirEntry, err error) error {
		if strings.Contains(filepath.Base(path), "utan") {
			t.Errorf("%s was written", path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
