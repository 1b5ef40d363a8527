package document

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"runtime"
	"strings"
	"testing"
)

// file is a PDF of these objects, without a table: none is needed.
func file(objects ...string) []byte {
	var out bytes.Buffer
	out.WriteString("%PDF-1.5\n")
	for i, o := range objects {
		fmt.Fprintf(&out, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	out.WriteString("trailer << /Root 1 0 R >>\nstartxref\n0\n%%EOF\n")
	return out.Bytes()
}

func packed(t testing.TB, raw []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zlib.NewWriter(&out)
	if _, err := z.Write(raw); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func streamOf(head string, raw []byte) string {
	return fmt.Sprintf("<< %s /Length %d >>\nstream\n%s\nendstream", head, len(raw), raw)
}

const (
	catalog = "<< /Type /Catalog /Pages 2 0 R >>"
	tree    = "<< /Type /Pages /Count 1 /Kids [3 0 R] >>"
	page    = "<< /Type /Page /Parent 2 0 R /Resources << /Font << /F 5 0 R >> /XObject << /X 6 0 R >> >> /Contents 4 0 R >>"
	hello   = "BT /F 12 Tf (hej) Tj ET"
	plain   = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
)

// hostile are files that other readers hang on, or die of.
func hostile(t testing.TB) map[string][]byte {
	bomb := packed(t, packed(t, bytes.Repeat([]byte("(aaaaaaaa) Tj "), 20<<20)))
	return map[string][]byte{
		"a table of four thousand million objects": []byte("%PDF-1.5\n1 0 obj << /Type /XRef /Size 4000000000 /W [1 2 1] /Index [0 4000000000] /Root 1 0 R /Length 4 >>\nstream\nabcd\nendstream\nendobj\nstartxref\n9\n%%EOF"),
		"pages that are their own children":        file(catalog, "<< /Type /Pages /Kids [2 0 R 2 0 R 3 0 R 3 0 R] >>", page, streamOf("", []byte(hello)), plain),
		"parents in a circle":                      file(catalog, "<< /Type /Pages /Kids [3 0 R] /Parent 3 0 R >>", "<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>", streamOf("", []byte(hello))),
		"a length that is in its own stream":       file(catalog, tree, page, "<< /Length 4 0 R >>\nstream\n"+hello+"\nendstream", plain),
		"references in a circle":                   file("2 0 R", "1 0 R"),
		"packed objects that hold themselves":      file(catalog, streamOf("/Type /ObjStm /N 2 /First 8 /Extends 2 0 R", []byte("2 0 2 0 << /Type /ObjStm >>"))),
		"a million lists in one another":           file(catalog, tree, strings.Repeat("[", 1_000_000)),
		"a million dictionaries in one another":    file(catalog, strings.Repeat("<< /A ", 1_000_000)),
		"brackets that never close":                file(catalog, tree, page, streamOf("", []byte("BT "+strings.Repeat("(", 1_000_000)))),
		"a bomb within a bomb":                     file(catalog, tree, page, streamOf("/Filter [/FlateDecode /FlateDecode]", bomb), plain),
		"a thousand million letters for a code":    file(catalog, tree, page, streamOf("", []byte(hello)), "<< /Subtype /Type0 /ToUnicode 6 0 R >>", streamOf("", []byte("1000000000000 beginbfchar endbfchar 1 beginbfrange <0000> <ffffffff> <0041> endbfrange"))),
		"a form that draws itself":                 file(catalog, tree, page, streamOf("", []byte("/X Do /X Do")), plain, streamOf("/Subtype /Form /Resources << /XObject << /X 6 0 R >> >>", []byte(strings.Repeat("/X Do ", 200)))),
		"half a million objects":                   []byte("%PDF-1.4\n" + strings.Repeat("1 0 obj ", 500_000)),
		"widths without end":                       file(catalog, tree, page, streamOf("", []byte(hello)), "<< /Subtype /Type0 /DescendantFonts [<< /DW 1 /W [0 2000000000 500 0 2000000000 500] >>] >>"),
		"filters without end":                      file(catalog, tree, page, streamOf("/Filter ["+strings.Repeat("/FlateDecode ", 100)+"]", bomb), plain),
		"a hundred pictures in the text":           file(catalog, tree, page, streamOf("", []byte(strings.Repeat("BI ", 1_000_000))), plain),
	}
}

func TestAHostileFileEndsWithinItsBudget(t *testing.T) {
	for name, raw := range hostile(t) {
		t.Run(name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			batches, err := NewReader().Read(t.Context(), "x.pdf", raw, now)
			runtime.ReadMemStats(&after)
			if made := (after.TotalAlloc - before.TotalAlloc) >> 20; made > 1024 {
				t.Errorf("%d MiB were made of a file of %d bytes", made, len(raw))
			}
			if err == nil && len(batches[0].Incoming) != 1 {
				t.Error("no document and no fault")
			}
		})
	}
}

func TestTheBudgetHoldsForAWholeFile(t *testing.T) {
	for name, raw := range hostile(t) {
		b := newBudget()
		f := readPDF(raw, b)
		if said := f.textOf(f.pages()); len(said) > mostText {
			t.Errorf("%s: %d bytes of text", name, len(said))
		}
		if b.inflated < 0 || b.steps < -64<<20 {
			t.Errorf("%s: %d steps and %d bytes left", name, b.steps, b.inflated)
		}
	}
}

func TestGoodPagesBesideABadOneAreRead(t *testing.T) {
	raw := file(catalog, "<< /Type /Pages /Kids [3 0 R 6 0 R] >>", "<< /Type /Page /Resources << /Font << /F 5 0 R >> >> /Contents 4 0 R >>",
		streamOf("/Filter /FlateDecode", []byte("no zlib at all")), plain,
		"<< /Type /Page /Resources << /Font << /F 5 0 R >> >> /Contents 7 0 R >>", streamOf("", []byte(hello)))
	if doc := read(t, "x.pdf", raw); doc.Pages != 2 || doc.Text != "hej" {
		t.Errorf("%d pages, %q", doc.Pages, doc.Text)
	}
}

// FuzzDocument reads with a small budget, so that many files are tried: what ends within a small
// one ends within the usual one.
func FuzzDocument(f *testing.F) {
	f.Add("plan.pdf", made(f, false, "Genomförandeplan 19240129-7250 Upprättad 2026-03-01", "Beslut åäö"))
	for _, raw := range hostile(f) {
		if len(raw) < 4<<10 {
			f.Add("x.pdf", raw)
		}
	}
	f.Add("x.png", []byte("\x89PNG\r\n\x1a\n"))
	f.Add("x.jpg", []byte("\xff\xd8\xff\xe0"))
	f.Fuzz(func(t *testing.T, name string, raw []byte) {
		if len(raw) > 64<<10 || !NewReader().Recognises(name, raw) {
			return
		}
		if media(raw) != "application/pdf" {
			if _, err := NewReader().Read(t.Context(), name, raw, now); err != nil && err.Error() == "" {
				t.Error("a fault without words")
			}
			return
		}
		b := &budget{steps: 50_000, inflated: 1 << 20}
		p := readPDF(raw, b)
		p.drawing.steps = 50_000
		said := p.textOf(p.pages())
		if len(said) > mostText || b.inflated < 0 {
			t.Errorf("%d bytes of text, %d bytes left to inflate", len(said), b.inflated)
		}
		day, _ := date(said, p.created(), now)
		if day.After(now) || len(candidates(name, said, now)) > mostCandidates || area(what(name, said), said) == "" {
			t.Error("it says what can't be")
		}
		title(name)
	})
}
