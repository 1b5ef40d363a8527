package table_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"avbrottsparm/internal/text"
)

func fixture(t testing.TB, name string) []byte {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("testdata", "xls", name))
	must(t, err)
	return raw
}

func TestOldWorkbooks(t *testing.T) {
	const schedule = `table.persons
Personer!3 person | 192401297250 Åsa Ek | Ek, Åsa | Ågatan 1 | 070-174 06 05 Mobile
Personer!4 person | 192402149237 Bo Öhrn-Ärlig | Öhrn-Ärlig, Bo | Storgatan 2 b
table.schedule
Schema!2 visit | 1123 08:30-09:00 | 192401297250 Åsa Ek | Dusch + frukost | route Blå | double 1/2
Schema!3 visit | 1123 23:15-1124 00:15 | 192402149237 Bo Öhrn-Ärlig | Tillsyn | route Natt`
	for name, want := range map[string]string{
		"schedule-97.xls": schedule,
		"schedule-95.xls": schedule,
		"medicines-97.xls": `table.medications part
3 medication | of 192401297250 | Alvedon | 500 mg | 1 tablett kl 8, åt gärna | unknown | from 260101
4 medication | of 192402149237 | Ögonsalva | 1,5 % | kväll | unknown | from 260201`,
		"formulas-97.xls": "table.persons\n2 person | kundnr 7 Anna Ek | Anna Ek | Storgatan 1",
		"schedule.ods":    "fault intake.open_document",
	} {
		if got := read(t, name, fixture(t, name)); got != want {
			t.Errorf("%s: got\n%s\nwant\n%s", name, got, want)
		}
	}
}

// Every cut and every flipped byte of an old workbook gives sheets or a sentence, soon.
func TestBrokenOldWorkbooksAreReadToASentence(t *testing.T) {
	reader := newReader(t)
	for _, name := range []string{"schedule-97.xls", "schedule-95.xls"} {
		whole := fixture(t, name)
		try := func(raw []byte) {
			t.Helper()
			began := time.Now()
			if _, err := reader.Read(context.Background(), name, raw, now); err != nil {
				faultLine(t, err)
			}
			if took := time.Since(began); took > 10*time.Second {
				t.Errorf("%s took %v", name, took)
			}
		}
		for n := 8; n < len(whole); n += 211 {
			try(whole[:n])
		}
		for n := 8; n < len(whole); n += 13 {
			for _, b := range []byte{0x00, 0xFF, 0x80} {
				raw := bytes.Clone(whole)
				raw[n] = b
				try(raw)
			}
		}
	}
}

// A count of strings that only the header claims costs nothing.
func TestOldWorkbooksAreNotTakenAtTheirWord(t *testing.T) {
	raw := bytes.Clone(fixture(t, "schedule-97.xls"))
	at := bytes.Index(raw, []byte{0xFC, 0x00})
	if at < 0 {
		t.Fatal("the workbook has no shared strings")
	}
	copy(raw[at+4:], []byte{0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF})
	if got := read(t, "a.xls", raw); !strings.Contains(got, "Öhrn-Ärlig") {
		t.Errorf("got %s", got)
	}
}

func TestPagesAndXMLThatAreCalledXLS(t *testing.T) {
	check(t, []sample{
		{
			name: "a page with a title, breaks and merged cells", file: "export.xls",
			raw: `<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="utf-8"><style>td{mso-number-format:"\@"}</style><title>Export</title></head>
<body><h2>Schema 2026-11-23</h2><table border=1>
<tr><th>Slinga</th><th>Namn</th><th>Start</th><th>Slut</th><th>Insatser</th></tr>
<tr><td rowspan="2">Blå</td><td>Åsa&nbsp;Ek</td><td>08:00</td><td>08:30</td><td>Dusch<br>Frukost &amp;
 kaffe</td></tr>
<tr><td>Bo Öhrn</td><td>09:00</td><td>09:30</td><td>Städ</td></tr>
<tr><td>Röd</td><td colspan="1">Cilla Ek</td><td>fel</td><td>09:30</td><td><p>Städ</p></td></tr>
</table></body></html>`,
			want: `
table.schedule
3 visit | 1123 08:00-08:30 | Åsa Ek | Dusch + Frukost & kaffe | route Blå
4 visit | 1123 09:00-09:30 | Bo Öhrn | Städ | route Blå
5 ERROR bad_time [Start]`,
		},
		{
			name: "Excel's XML of 2003", file: "export.xls",
			raw: `<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Styles><Style ss:ID="a"/></Styles>
<Worksheet ss:Name="Personer"><Table><Row><Cell><Data ss:Type="String">Kundnr</Data></Cell><Cell><Data ss:Type="String">Namn</Data></Cell><Cell ss:Index="4"><Data ss:Type="String">Adress</Data></Cell></Row>
<Row ss:Index="4"><Cell><Data ss:Type="Number">7</Data></Cell><Cell><Data ss:Type="String">Åsa Ek</Data></Cell><Cell/><Cell><Data ss:Type="String">Ågatan 1</Data></Cell></Row></Table></Worksheet>
<Worksheet ss:Name="Schema"><Table><Row><Cell><Data ss:Type="String">Datum</Data></Cell><Cell><Data ss:Type="String">Namn</Data></Cell><Cell><Data ss:Type="String">Start</Data></Cell><Cell><Data ss:Type="String">Längd</Data></Cell></Row>
<Row><Cell><Data ss:Type="DateTime">2026-11-23T00:00:00.000</Data></Cell><Cell><Data ss:Type="String">Åsa Ek</Data></Cell><Cell><Data ss:Type="DateTime">1899-12-31T08:30:00.000</Data></Cell><Cell><Data ss:Type="Number">30</Data></Cell></Row></Table></Worksheet></Workbook>`,
			want: `
table.persons
Personer!4 person | kundnr 7 Åsa Ek | Åsa Ek | Ågatan 1
table.schedule
Schema!2 visit | 1123 08:30-09:00 | Åsa Ek`,
		},
		{
			name: "semicolons that are called xls", file: "export.xls",
			raw: swedish, want: swedishRead,
		},
	})
}

func TestHostilePages(t *testing.T) {
	reader := newReader(t)
	head := "<html><body><table><tr><td>Kundnr</td><td>Namn</td></tr>"
	for name, raw := range map[string]string{
		"cells over a million columns": head + `<tr><td colspan="1000000000">7</td><td>Anna Ek</td></tr></table>`,
		"a cell over a billion rows":   head + `<tr><td rowspan="1000000000">7</td><td>Anna Ek</td></tr></table>`,
		"tables in tables":             strings.Repeat("<table><tr><td>", 200_000),
		"an endless mark":              head + "<td " + strings.Repeat("a", 4<<20),
		"entities":                     `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>` + head + "<tr><td>&b;</td><td>x</td></tr></table></html>",
		"a billion rows":               `<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet><Table><Row ss:Index="1000000000"><Cell ss:Index="1000000000"><Data>x</Data></Cell></Row></Table></Worksheet></Workbook>`,
		"a script that never ends":     head + "<script>" + strings.Repeat("<td>", 100_000),
	} {
		began := time.Now()
		_, err := reader.Read(context.Background(), "a.xls", []byte(raw), now)
		if err != nil {
			faultLine(t, err)
		}
		if took := time.Since(began); took > 20*time.Second {
			t.Errorf("%s took %v", name, took)
		}
	}
	if _, err := reader.Read(context.Background(), "a.xls", []byte("<html><p>Hej</p></html>"), now); !text.IsFault(err, "intake.unknown_format") {
		t.Errorf("a page without tables: %v", err)
	}
}
