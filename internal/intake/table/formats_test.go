package table_test

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"io"
	"runtime"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"avbrottsparm/internal/text"
)

const swedish = "Kundnr;Namn;Adress\r\n7;Åsa Öhrn-Ärlig;Ågatan 1\r\n"
const swedishRead = "table.persons\n2 person | kundnr 7 Åsa Öhrn-Ärlig | Åsa Öhrn-Ärlig | Ågatan 1"

func encoded(t testing.TB, enc encoding.Encoding, s string) []byte {
	t.Helper()
	raw, err := enc.NewEncoder().Bytes([]byte(s))
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func TestEncodingsAndDelimiters(t *testing.T) {
	for name, raw := range map[string][]byte{
		"UTF-8":                      []byte(swedish),
		"UTF-8 with a mark":          []byte("\ufeff" + swedish),
		"UTF-8, letters in parts":    []byte(strings.NewReplacer("Å", "A\u030a", "Ö", "O\u0308").Replace(swedish)),
		"Windows-1252":               encoded(t, charmap.Windows1252, swedish),
		"code page 850":              encoded(t, charmap.CodePage850, swedish),
		"UTF-16 LE with a mark":      encoded(t, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), swedish),
		"UTF-16 BE with a mark":      encoded(t, unicode.UTF16(unicode.BigEndian, unicode.UseBOM), swedish),
		"UTF-16 LE without a mark":   encoded(t, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), swedish),
		"UTF-16 BE without a mark":   encoded(t, unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), swedish),
		"tabs":                       []byte(strings.ReplaceAll(swedish, ";", "\t")),
		"commas":                     []byte(strings.ReplaceAll(swedish, ";", ",")),
		"bars":                       []byte(strings.ReplaceAll(swedish, ";", "|")),
		"quotes everywhere":          []byte("\"Kundnr\";\"Namn\";\"Adress\"\n\"7\";\"Åsa Öhrn-Ärlig\";\"Ågatan 1\"\n"),
		"an old Mac's letters":       []byte(strings.ReplaceAll(string(encoded(t, charmap.Macintosh, swedish)), "\r\n", "\r")),
		"old Mac line ends":          []byte(strings.ReplaceAll(swedish, "\r\n", "\r")),
		"no line end at the end":     []byte(strings.TrimSpace(swedish)),
		"control and hidden letters": []byte("Kundnr;Namn;Adress\n7;Åsa\u00a0Öhrn\u200b-Ärlig\x07;\x1bÅgatan 1\n"),
		"headings in capitals":       []byte(strings.Replace(swedish, "Kundnr;Namn;Adress", "KUND-NR. ; NAMN: ; ADRESS", 1)),
	} {
		t.Run(name, func(t *testing.T) {
			if got := read(t, "export", raw); got != swedishRead {
				t.Errorf("got\n%s\nwant\n%s", got, swedishRead)
			}
		})
	}
}

func TestExcelsHintAndStrayQuotes(t *testing.T) {
	check(t, []sample{
		{name: "the hint is a row", raw: "sep=,\nKundnr,Namn\n7,Anna Ek\n", want: "table.persons\n3 person | kundnr 7 Anna Ek | Anna Ek"},
		{name: "a quote that never ends", raw: "Kundnr;Namn;Adress\n7;\"Anna Ek;Storgatan 1\n8;Bo Ek;Storgatan 2\n",
			want: "table.persons\n2 person | kundnr 7 \"Anna Ek | \"Anna Ek | Storgatan 1\n3 person | kundnr 8 Bo Ek | Bo Ek | Storgatan 2"},
		{name: "a nickname in quotes", raw: "Kundnr;Namn\n7;\"Anna \"\"Annis\"\" Ek\"\n8;Bo \"Bosse\" Ek\n",
			want: "table.persons\n2 person | kundnr 7 Anna \"Annis\" Ek | Anna \"Annis\" Ek\n3 person | kundnr 8 Bo \"Bosse\" Ek | Bo \"Bosse\" Ek"},
	})
}

// workbook builds an xlsx file; values are as Excel holds them.
func workbook(t testing.TB, build func(f *excelize.File)) []byte {
	t.Helper()
	f := excelize.NewFile()
	build(f)
	var raw bytes.Buffer
	if err := f.Write(&raw); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	return raw.Bytes()
}

func must(t testing.TB, errs ...error) {
	t.Helper()
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
}

func TestWorkbookWithExcelsOwnDatesAndTimes(t *testing.T) {
	raw := workbook(t, func(f *excelize.File) {
		style, err := f.NewStyle(&excelize.Style{NumFmt: 14})
		must(t, err,
			f.SetSheetRow("Sheet1", "A1", &[]any{"Schema vecka 48"}),
			f.SetSheetRow("Sheet1", "A3", &[]any{"Datum", "Kundnr", "Starttid", "Sluttid", "Personnr", "Slinga"}),
			f.SetSheetRow("Sheet1", "A4", &[]any{46349, 7, 8.5 / 24, 9.0 / 24, 192401297250, "Blå"}),
			f.SetSheetRow("Sheet1", "A5", &[]any{nil, 8, 0.5, 0.75, nil, nil}),
			f.SetSheetRow("Sheet1", "A6", &[]any{46349, 9, 23.0 / 24, 1, nil, "Natt"}),
			f.SetSheetRow("Sheet1", "A7", &[]any{nil, 10, 46350.3541666667, 46350.375, nil, nil}),
			f.SetSheetRow("Sheet1", "A8", &[]any{"24/11 2026", 11, "08:30", "0900", nil, "Blå"}),
			f.SetSheetRow("Sheet1", "A9", &[]any{46350, 12, 8.3, 9, nil, "Röd"}),
			f.MergeCell("Sheet1", "A4", "A5"), f.MergeCell("Sheet1", "F4", "F5"),
			f.SetCellStyle("Sheet1", "A4", "A9", style))
	})
	want := `table.schedule
4 visit | 1123 08:30-09:00 | 192401297250 kundnr 7 | route Blå
5 visit | 1123 12:00-18:00 | kundnr 8 | route Blå
6 visit | 1123 23:00-1124 00:00 | kundnr 9 | route Natt
7 visit | 1124 08:30-09:00 | kundnr 10 | route Natt
8 visit | 1124 08:30-09:00 | kundnr 11 | route Blå
9 visit | 1124 08:30-09:00 | kundnr 12 | route Röd`
	if got := read(t, "utan ändelse", raw); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestWorkbookOfTheYear1904(t *testing.T) {
	raw := workbook(t, func(f *excelize.File) {
		yes := true
		must(t, f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &yes}),
			f.SetSheetRow("Sheet1", "A1", &[]any{"Datum", "Kundnr", "Start", "Längd"}),
			f.SetSheetRow("Sheet1", "A2", &[]any{46349 - 1462, 7, 0.25, 30}))
	})
	want := "table.schedule\n2 visit | 1123 06:00-06:30 | kundnr 7"
	if got := read(t, "a.xlsx", raw); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestWorkbookWithSeveralSheets(t *testing.T) {
	raw := workbook(t, func(f *excelize.File) {
		for _, name := range []string{"2026-11-23", "Blå", "Dolt", "Tomt", "Läs mig"} {
			_, err := f.NewSheet(name)
			must(t, err)
		}
		header := []any{"Datum", "Kundnr", "Namn", "Starttid", "Längd"}
		must(t,
			f.SetSheetRow("Sheet1", "A1", &[]any{"Kundnr", "Namn", "Telefon"}),
			f.SetSheetRow("Sheet1", "A2", &[]any{7, "Ek, Anna", 701740605}),
			f.SetSheetRow("2026-11-23", "A1", &[]any{"Kundnr", "Namn", "Starttid", "Längd"}),
			f.SetSheetRow("2026-11-23", "A2", &[]any{7, "Ek, Anna", "08:30", 30}),
			f.SetSheetRow("Blå", "A1", &header),
			f.SetSheetRow("Blå", "A2", &[]any{46349, 7, "Ek, Anna", "08:30", 30}),
			f.SetSheetRow("Dolt", "A1", &header),
			f.SetSheetRow("Dolt", "A2", &[]any{46349, 9, "Ek, Cilla", "08:30", 30}),
			f.SetSheetVisible("Dolt", false),
			f.SetSheetRow("Läs mig", "A1", &[]any{"Så här fyller du i listan"}))
	})
	want := `table.persons
Sheet1!2 person | kundnr 7 Anna Ek | Ek, Anna | 0701740605 Mobile
Läs mig!0 warning sheet_skipped []
table.schedule
2026-11-23!2 visit | 1123 08:30-09:00 | kundnr 7 Anna Ek
table.schedule
Blå!2 visit | 1123 08:30-09:00 | kundnr 7 Anna Ek | route Blå`
	if got := read(t, "a.xlsx", raw); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestFormulasAreNeverEvaluated(t *testing.T) {
	raw := workbook(t, func(f *excelize.File) {
		must(t, f.SetSheetRow("Sheet1", "A1", &[]any{"Kundnr", "Namn", "Adress"}),
			f.SetSheetRow("Sheet1", "A2", &[]any{7, "Anna Ek", nil}),
			f.SetCellFormula("Sheet1", "C2", `CONCATENATE("Stor","gatan 1")`))
	})
	if got := read(t, "a.xlsx", raw); got != "table.persons\n2 person | kundnr 7 Anna Ek | Anna Ek" {
		t.Errorf("got %s", got)
	}
}

func TestFilesThatCannotBeRead(t *testing.T) {
	good := workbook(t, func(f *excelize.File) {
		must(t, f.SetSheetRow("Sheet1", "A1", &[]any{"Kundnr", "Namn"}), f.SetSheetRow("Sheet1", "A2", &[]any{7, "Anna Ek"}))
	})
	empty := workbook(t, func(*excelize.File) {})
	var locked bytes.Buffer
	f, err := excelize.OpenReader(bytes.NewReader(good))
	must(t, err)
	must(t, f.Write(&locked, excelize.Options{Password: "hemligt"}), f.Close())
	old := append([]byte{0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1}, make([]byte, 2048)...)
	for name, c := range map[string]struct {
		raw  []byte
		want string
	}{
		"nothing":                     {nil, "fault intake.empty"},
		"only line breaks":            {[]byte("\r\n\r\n;;;\n"), "fault intake.empty"},
		"a mark and nothing":          {[]byte("\ufeff"), "fault intake.empty"},
		"an empty workbook":           {empty, "fault intake.empty"},
		"an encrypted workbook":       {locked.Bytes(), "fault intake.encrypted"},
		"an old workbook":             {old, "fault intake.old_excel"},
		"a PDF":                       {[]byte("%PDF-1.7\n1 0 obj"), "fault intake.pdf"},
		"a picture":                   {[]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00"), "fault intake.unknown_format"},
		"a web page":                  {[]byte("<html><table><tr><td>Namn</td></tr></table></html>"), "fault intake.unknown_format"},
		"a zip of something else":     {zipped(t, "bild.png", strings.NewReader("x")), "fault intake.unknown_format"},
		"a workbook cut off":          {good[:len(good)-200], "fault intake.broken"},
		"a workbook without its core": {zipped(t, "xl/workbook.xml", strings.NewReader("<workbook>")), "fault intake."},
		"a letter":                    {[]byte("Hej!\n\nHär kommer listan.\nHälsningar\nEva\n"), "fault intake.missing_columns"},
		"columns about nobody":        {[]byte("Adress;Postnr;Ort\nStorgatan 1;12345;Staden\n"), "fault intake.missing_columns"},
		"a schedule of nobody":        {[]byte("Starttid;Sluttid;Insats\n08:00;09:00;Dusch\n"), "fault intake.missing_columns"},
	} {
		t.Run(name, func(t *testing.T) {
			batches, err := newReader(t).Read(context.Background(), "fil.csv", c.raw, now)
			if err == nil {
				t.Fatalf("it was read: %v", batches)
			}
			if got := faultLine(t, err); !strings.HasPrefix(got, c.want) {
				t.Errorf("got %s (%v), want %s", got, err, c.want)
			}
		})
	}
}

func zipped(t testing.TB, name string, content io.Reader) []byte {
	t.Helper()
	var raw bytes.Buffer
	archive := zip.NewWriter(&raw)
	entry, err := archive.Create(name)
	must(t, err)
	if _, err := io.Copy(entry, content); err != nil {
		t.Fatal(err)
	}
	must(t, archive.Close())
	return raw.Bytes()
}

// endless gives n bytes of one letter.
type endless struct{ n int64 }

func (e *endless) Read(p []byte) (int, error) {
	if e.n <= 0 {
		return 0, io.EOF
	}
	n := min(int64(len(p)), e.n)
	for i := range p[:n] {
		p[i] = 'a'
	}
	e.n -= n
	return int(n), nil
}

// A bomb is refused by what it unpacks to, also when it lies about its size, within the memory of
// the file itself and a little more.
func TestZipBombs(t *testing.T) {
	bomb := zipped(t, "xl/worksheets/sheet1.xml", &endless{n: 300 << 20})
	lying := bytes.Clone(bomb)
	// The central directory states the size in four bytes at 24 past its signature.
	at := bytes.LastIndex(lying, []byte("PK\x01\x02"))
	copy(lying[at+24:], []byte{0, 4, 0, 0})
	var many bytes.Buffer
	archive := zip.NewWriter(&many)
	for range 10_001 {
		if _, err := archive.Create("xl/a.xml"); err != nil {
			t.Fatal(err)
		}
	}
	must(t, archive.Close())
	for name, raw := range map[string][]byte{"honest": bomb, "lying": lying, "many files": many.Bytes()} {
		t.Run(name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			_, err := newReader(t).Read(context.Background(), "a.xlsx", raw, now)
			runtime.ReadMemStats(&after)
			if !text.IsFault(err, "intake.bomb") && !text.IsFault(err, "intake.broken") {
				t.Errorf("got %v, want a fault about the bomb", err)
			}
			if used := after.TotalAlloc - before.TotalAlloc; used > 64<<20 {
				t.Errorf("it took %d MiB to refuse", used>>20)
			}
		})
	}
}

func TestLimits(t *testing.T) {
	reader := newReader(t)
	if _, err := reader.Read(context.Background(), "a.csv", make([]byte, 128<<20+1), now); !text.IsFault(err, "intake.too_large") {
		t.Errorf("a file above the limit: %v", err)
	}

	long := read(t, "a.csv", []byte("Kundnr;Namn;Notering\n7;Anna Ek;"+strings.Repeat("å", 10_001)+"\n"))
	if !strings.Contains(long, "2 warning cell_cut [Notering] 10000") || strings.Count(long, "å") != 10_000 {
		t.Errorf("a long cell: %d letters kept", strings.Count(long, "å"))
	}

	wide := read(t, "a.csv", []byte("Kundnr;Namn"+strings.Repeat(";x", 300)+"\n7;Anna Ek"+strings.Repeat(";x", 300)+"\n"))
	if !strings.Contains(wide, "person | kundnr 7 Anna Ek") || !strings.Contains(wide, "warning too_many_columns") {
		t.Errorf("a wide sheet: %.200s", wide)
	}

	batches, err := reader.Read(context.Background(), "a.csv", []byte("Kundnr;Namn;Adress\n"+strings.Repeat("7;Anna Ek;Storgatan 1\n", 500_005)), now)
	if err != nil || len(batches) != 1 {
		t.Fatalf("a long sheet: %v", err)
	}
	if b := batches[0]; b.FullList || len(b.Errors) != 1 || b.Errors[0].Code != "too_many_rows" || len(b.Incoming) != 1 {
		t.Errorf("a long sheet: full list %v, %d items, errors %v", b.FullList, len(b.Incoming), b.Errors)
	}
}

// A file of nothing but stray quotes is read to its end: looking for the end of every one of them
// as far as a cell may go would take hours.
func TestStrayQuotesAreReadToTheEnd(t *testing.T) {
	for name, part := range map[string]string{"cells": "\"a;", "rows": "\"a;b\n", "quotes only": "\"", "doubled": "\"\";"} {
		raw := []byte("Kundnr;Namn\n" + strings.Repeat(part, 4<<20/len(part)))
		batches, err := newReader(t).Read(context.Background(), "a.csv", raw, now)
		if err != nil || len(batches) != 1 {
			t.Errorf("%s: %d batches, %v", name, len(batches), err)
		}
	}
}

func TestReadingCanBeCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := newReader(t).Read(ctx, "a.csv", []byte(swedish), now); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want context.Canceled", err)
	}
}

func TestRecognisesByContent(t *testing.T) {
	reader := newReader(t)
	for name, c := range map[string]struct {
		file, raw string
		want      bool
	}{
		"a table under any name":      {"lista.dat", swedish, true},
		"text without a header":       {"brev.dat", "Hej!\nDet här är ett brev.\n", false},
		"the same called csv":         {"brev.csv", "Hej!\nDet här är ett brev.\n", true},
		"an empty csv":                {"tom.csv", "", true},
		"an answer of an interface":   {"a.csv", `[{"PersonId": "192401297250"}]`, false},
		"a calendar":                  {"a.txt", "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n", false},
		"a PDF that is called xlsx":   {"a.xlsx", "%PDF-1.4 Namn;Kundnr", false},
		"a word processor's document": {"a.rtf", `{\rtf1 Namn;Kundnr}`, false},
	} {
		if got := reader.Recognises(c.file, []byte(c.raw)); got != c.want {
			t.Errorf("%s: recognised %v, want %v", name, got, c.want)
		}
	}
}

// FuzzTable holds that no file makes the reader panic or lose count of its rows, and that every
// problem has its words.
func FuzzTable(f *testing.F) {
	for _, seed := range []string{
		swedish, "Datum;Kundnr;Starttid;Sluttid;Insatser;Slinga\n2026-11-23;7;08:00;8.30;Dusch, DUBBELBEMANNING 1/2;Blå\nmån 24 nov\n;8;23:00;07:00;;\n",
		"Personnr;Namn;Anhörig 1;Relation 1;Tel 1;Anhörig 2;God man tel\n240129+7250;\"Ek, Anna\";Eva Ek (dotter) 070-174 06 05;;;;\n",
		"Schema vecka 48;\nUtskriven 2026-11-22 06:00;\nDag;Namn;Tid\nmåndag;Anna;08-09\n", "sep=;\nNamn;Kundnr\n\"a\"\"b;1", "\xff\xfeN\x00a\x00m\x00n\x00",
		"Kundnr\tStart\tLängd\n7\t46349,35\tPT30M\n",
		"<html><table><tr><th>Kundnr</th><th>Namn</th></tr><tr><td rowspan=2>7</td><td colspan=3>Anna<br>Ek</td></tr></table>",
		"<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"><Worksheet ss:Name=\"a\"><Table><Row ss:Index=\"2\"><Cell><Data ss:Type=\"DateTime\">1899-12-31T08:00:00.000</Data></Cell></Row></Table></Worksheet></Workbook>",
		"Boende;Dag;Tid;Gavs;Skulle ges (datum);Skulle ges (tid);Minuter innan;Status;Signerat av\nAnna Ek;fre;Morgon;Ja;2026-11-20;08:00;5;Ej given;S\n",
		"Läkemedelslista Anna Ek 19240129-7250;\nLäkemedel;Styrka;Utsatt\nAlvedon;500 mg;i går\nUtsatta läkemedel;;\n;;\n",
		"Namn;HSL-uppdrag;Tider;Dagar;Delegering\nAnna Ek;Insulin;08, 14 och 20;mån-fre;Ja\n", "Namn;Mål;Hur;Upprättad\nAnna Ek;Gå;Rullator;x\n",
		"Dagar;Återkommer;Namn;Start;Gäller till;Insatser\nfre-mån;varannan vecka (udda);Anna Ek;24:00;2026-12-01;Dusch DUBBELBEM 2/2\n",
		"Namn;Typ;Text\nAnna Ek;Smitta;MRSA\n", "Personal;Signatur;Telefon\nSara Ö;so;070-174 06 05\n", "Kund;Frånvaro från;Frånvaro till\nAnna Ek;2026-11-20 14:00;tv\n",
	} {
		f.Add("a.csv", []byte(seed))
	}
	f.Add("a.xlsx", workbook(f, func(book *excelize.File) {
		must(f, book.SetSheetRow("Sheet1", "A1", &[]any{"Kundnr", "Namn", "Start"}), book.SetSheetRow("Sheet1", "A2", &[]any{7, "Anna Ek", 0.5}))
	}))
	reader := newReader(f)
	f.Fuzz(func(t *testing.T, name string, raw []byte) {
		reader.Recognises(name, raw)
		batches, err := reader.Read(context.Background(), name, raw, now)
		if err != nil {
			faultLine(t, err)
			return
		}
		wordsFor(t, batches)
		for _, b := range batches {
			for _, in := range b.Incoming {
				if in.Row < 1 || in.Item.ItemMeta().Source != b.Format {
					t.Errorf("row %d of %s has source %q", in.Row, b.Format, in.Item.ItemMeta().Source)
				}
			}
		}
	})
}
