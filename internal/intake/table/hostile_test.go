package table_test

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
	"time"
)

// book makes a workbook of raw parts, as no spreadsheet program would write it.
func book(t testing.TB, sheet io.Reader, shared string) []byte {
	t.Helper()
	var raw bytes.Buffer
	archive := zip.NewWriter(&raw)
	put := func(name string, content io.Reader) {
		entry, err := archive.Create(name)
		must(t, err)
		_, err = io.Copy(entry, content)
		must(t, err)
	}
	put("[Content_Types].xml", strings.NewReader(`<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>`))
	put("_rels/.rels", strings.NewReader(`<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`))
	put("xl/_rels/workbook.xml.rels", strings.NewReader(`<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>`))
	put("xl/workbook.xml", strings.NewReader(`<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Blad1" sheetId="1" r:id="rId1"/></sheets></workbook>`))
	put("xl/sharedStrings.xml", strings.NewReader(`<?xml version="1.0"?><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">`+shared+`</sst>`))
	put("xl/worksheets/sheet1.xml", sheet)
	must(t, archive.Close())
	return raw.Bytes()
}

const (
	sheetHead = `<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">`
	rowOne    = `<row r="1"><c r="A1" t="inlineStr"><is><t>Kundnr</t></is></c><c r="B1" t="inlineStr"><is><t>Namn</t></is></c></row><row r="2"><c r="A2"><v>7</v></c><c r="B2" t="inlineStr"><is><t>Anna Ek</t></is></c></row>`
)

// repeated gives a text n times without ever holding it whole.
func repeated(before, text string, n int, after string) io.Reader {
	parts := []io.Reader{strings.NewReader(before)}
	block := strings.Repeat(text, 1000)
	for range n / 1000 {
		parts = append(parts, strings.NewReader(block))
	}
	return io.MultiReader(append(parts, strings.NewReader(after))...)
}

// Whatever a workbook claims of itself, it is read or refused within bounds of time and memory.
func TestHostileWorkbooks(t *testing.T) {
	far := &strings.Builder{}
	for row := 3; row < 6000; row++ {
		fmt.Fprintf(far, `<row r="%d"><c r="XFD%d"><v>1</v></c></row>`, row, row)
	}
	long := `<si><t>` + strings.Repeat("å", 32_000) + `</t></si>`
	for name, c := range map[string]struct {
		raw  []byte
		want string // of the answer
	}{
		"a range over every row and column": {book(t, strings.NewReader(sheetHead+`<dimension ref="A1:XFD1048576"/><sheetData>`+rowOne+`</sheetData></worksheet>`), ""), "kundnr 7 Anna Ek"},
		"the last row of all":               {book(t, strings.NewReader(sheetHead+`<sheetData>`+rowOne+`<row r="1048576"><c r="A1048576"><v>8</v></c></row></sheetData></worksheet>`), ""), "kundnr 7 Anna Ek"},
		"a billion rows":                    {book(t, strings.NewReader(sheetHead+`<sheetData>`+rowOne+`<row r="1000000000"><c r="A1000000000"><v>8</v></c></row></sheetData></worksheet>`), ""), ""},
		"cells in the last column":          {book(t, strings.NewReader(sheetHead+`<sheetData>`+rowOne+far.String()+`</sheetData></worksheet>`), ""), "fault intake."},
		"one text in every cell":            {book(t, repeated(sheetHead+`<sheetData>`+rowOne, `<row><c t="s"><v>0</v></c></row>`, 100_000, `</sheetData></worksheet>`), long), "fault intake.too_large"},
		"marks within marks":                {book(t, repeated(sheetHead+`<sheetData>`+rowOne, `<a>`, 1_000_000, ``), ""), ""},
		"entities":                          {book(t, strings.NewReader(`<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>`+rowOne+`<row r="3"><c r="B3" t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>`), ""), ""},
		"merged over everything":            {book(t, strings.NewReader(sheetHead+`<sheetData>`+rowOne+`</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>`), ""), "kundnr 7 Anna Ek"},
		"a text that isn't there":           {book(t, strings.NewReader(sheetHead+`<sheetData>`+rowOne+`<row r="3"><c r="A3" t="s"><v>99999999</v></c><c r="B3" t="s"><v>-4</v></c></row></sheetData></worksheet>`), ""), "kundnr 7 Anna Ek"},
	} {
		t.Run(name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&before)
			began := time.Now()
			got := "fault "
			batches, err := newReader(t).Read(context.Background(), "a.xlsx", c.raw, now)
			if err != nil {
				got = faultLine(t, err)
			} else {
				got = strings.Join(describe(batches[0]), "\n")
			}
			runtime.ReadMemStats(&after)
			if took := time.Since(began); took > 60*time.Second {
				t.Errorf("it took %v", took)
			}
			if held := int64(after.HeapAlloc) - int64(before.HeapAlloc); held > 1<<30 {
				t.Errorf("it left %d MiB", held>>20)
			}
			if !strings.Contains(got, c.want) {
				t.Errorf("got %.300s, want %s", got, c.want)
			}
		})
	}
}
