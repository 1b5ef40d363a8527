package paper

import (
	"bytes"
	"testing"

	"codeberg.org/go-pdf/fpdf"
)

// libraryFile is a file of one page by the drawing library, with a font in it.
func libraryFile(t testing.TB) []byte {
	t.Helper()
	pdf := fpdf.New("P", "mm", "A4", "")
	pdf.SetCatalogSort(true)
	pdf.AddPage()
	pdf.AddUTF8FontFromBytes(familyRegular, "", fontFiles[0].ttf)
	pdf.SetFont(familyRegular, "", sizeText)
	pdf.Text(0, 0, "Åäö")
	var out bytes.Buffer
	if err := pdf.Output(&out); err != nil {
		t.Fatal(err)
	}
	tagFonts(out.Bytes())
	return out.Bytes()
}

const regularHead = "/Subtype /Type0\n/BaseFont /PARMRA+LiberationSans\n"

func TestFontsAreTakenOverUnderNumbersOfTheirOwn(t *testing.T) {
	file := libraryFile(t)
	b := newBook(nil)
	for range 40 {
		b.begin(b.reserve())
		b.end()
	}
	before := len(b.offsets)
	found, err := b.transplant(file, regularHead, "/BaseFont /Another")
	if err != nil || found[0] < before || found[1] != 0 {
		t.Fatalf("found at %v, %v", found, err)
	}
	for object := before; object < len(b.offsets); object++ {
		if b.offsets[object] == 0 {
			t.Errorf("object %d has no place", object)
		}
	}
}

func TestAFileThatIsNotOfTheLibraryIsRefused(t *testing.T) {
	file := libraryFile(t)
	for name, change := range map[string][2]string{
		"a comment":                  {"<</Type /Font\n", "<</Type % ont\n"},
		"a hexadecimal string":       {"(Adobe)\n/Ordering (UCS)\n/Supplement 0>>\nendobj", "<a0a0a>\n/Ordering (UCS)\n/Supplement 0>>\nendobj"},
		"an escaped sign":            {"(UCS)\n/Supplement 0>>\nendobj", "(\\CS)\n/Supplement 0>>\nendobj"},
		"another generation":         {"\n5 0 obj", "\n5 1 obj"},
		"a length that is no number": {"/Length 3", "/Length x"},
		"a reference out of it":      {"[6 0 R]", "[1 0 R]"},
		"no table":                   {"xref\n0 ", "xerf\n0 "},
		"no end":                     {"startxref", "startxerf"},
	} {
		changed := bytes.Replace(file, []byte(change[0]), []byte(change[1]), 1)
		if bytes.Equal(changed, file) {
			t.Fatalf("%s: nothing to change", name)
		}
		if _, err := newBook(nil).transplant(changed, regularHead); err == nil {
			t.Errorf("%s is taken over", name)
		}
	}
	for cut := 0; cut < len(file)-len("12345\n%%EOF\n"); cut += 7 {
		if _, err := newBook(nil).transplant(file[:cut], regularHead); err == nil {
			t.Fatalf("taken over what ends at %d of %d", cut, len(file))
		}
	}
}

func FuzzTransplant(f *testing.F) {
	file := libraryFile(f)
	f.Add(file)
	f.Add(file[len(file)/2:])
	f.Add([]byte("5 0 obj\n<</Length 3>>\nstream\nabc\nendstream\nendobj\nxref\n0 8\n" + "0000000000 00000 n \nstartxref\n55\n%%EOF\n"))
	f.Fuzz(func(t *testing.T, file []byte) {
		b := newBook(nil)
		found, err := b.transplant(file, regularHead)
		if err == nil && len(found) != 1 {
			t.Error("no answer")
		}
	})
}
