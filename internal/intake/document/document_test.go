package document

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"slices"
	"strings"
	"testing"
	"time"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/text"

	"codeberg.org/go-pdf/fpdf"
	"github.com/go-fonts/liberation/liberationsansregular"
	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
)

// Numbers that Skatteverket publishes for tests: no real person has them.
const (
	maj  = "192401297250"
	ulla = "192403027093"
)

var now = time.Date(2026, 3, 5, 14, 0, 0, 0, care.Stockholm)

func day(year int, month time.Month, d int) time.Time {
	return time.Date(year, month, d, 0, 0, 0, 0, care.Stockholm)
}

// made is a PDF with a page for each text, with letters of the program's own font, or of one that
// every reader has.
func made(t testing.TB, own bool, pages ...string) []byte {
	t.Helper()
	pdf := fpdf.New("P", "mm", "A4", "")
	pdf.SetCreationDate(time.Date(2026, 2, 1, 12, 0, 0, 0, time.UTC))
	letters := func(s string) string { return s }
	if own {
		pdf.AddUTF8FontFromBytes("own", "", liberationsansregular.TTF)
		pdf.SetFont("own", "", 11)
	} else {
		letters = pdf.UnicodeTranslatorFromDescriptor("")
		pdf.SetFont("Helvetica", "", 11)
	}
	for _, page := range pages {
		pdf.AddPage()
		pdf.MultiCell(0, 6, letters(page), "", "L", false)
	}
	return written(t, pdf)
}

func written(t testing.TB, pdf *fpdf.Fpdf) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := pdf.Output(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func read(t *testing.T, name string, raw []byte) *care.Document {
	t.Helper()
	r := NewReader()
	if !r.Recognises(name, raw) {
		t.Fatalf("%s is not recognised", name)
	}
	batches, err := r.Read(t.Context(), name, raw, now)
	if err != nil {
		t.Fatal(err)
	}
	if len(batches) != 1 || len(batches[0].Incoming) != 1 || batches[0].Format != Format {
		t.Fatalf("%d batches", len(batches))
	}
	doc := batches[0].Incoming[0].Item.(*care.Document)
	if !doc.Waiting() || doc.FiledBy != "" || doc.ID != "" {
		t.Error("a document files itself")
	}
	return doc
}

func picture() image.Image {
	img := image.NewGray(image.Rect(0, 0, 40, 60))
	img.SetGray(3, 3, color.Gray{Y: 200})
	return img
}

func TestAPlanIsReadWhicheverFontsItHas(t *testing.T) {
	page := "Genomförandeplan\nMaj Åkerö Öst 19240129-7250\nUpprättad 2026-02-20, reviderad 1 mars 2026\nUtskriven 2026-03-04\nHjälp på morgonen: tvätt och påklädning."
	for _, own := range []bool{true, false} {
		doc := read(t, "export_4711.pdf", made(t, own, page, "Sida två"))
		if doc.What != care.DocumentPlan || doc.Area != care.DocumentAreaSocial || doc.Pages != 2 || doc.Media != "application/pdf" {
			t.Errorf("own font %v: %s in %s, %d pages, %s", own, doc.What, doc.Area, doc.Pages, doc.Media)
		}
		if !doc.Date.Equal(day(2026, 3, 1)) || doc.DateFrom != care.DateInText {
			t.Errorf("the plan is from %v (%s)", doc.Date, doc.DateFrom)
		}
		for _, said := range []string{"Maj Åkerö Öst", "tvätt och påklädning", "Sida två"} {
			if !strings.Contains(doc.Text, said) {
				t.Errorf("own font %v: %q lacks %q", own, doc.Text, said)
			}
		}
		if len(doc.Candidates) != 1 || doc.Candidates[0].Number != maj || !slices.Equal(doc.Candidates[0].In, []string{care.FoundInText}) {
			t.Errorf("candidates %v", doc.Candidates)
		}
	}
}

func TestObjectsThatLiePackedAreRead(t *testing.T) {
	var packed bytes.Buffer
	api.DisableConfigDir()
	if err := api.Optimize(bytes.NewReader(made(t, true, "Läkemedelslista för Ulla 19240302-7093")), &packed, model.NewDefaultConfiguration()); err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(packed.Bytes(), []byte("ObjStm")) {
		t.Fatal("the file has no packed objects")
	}
	doc := read(t, "lista.pdf", packed.Bytes())
	if doc.What != care.DocumentMedication || doc.Area != care.DocumentAreaHealth || len(doc.Candidates) != 1 || doc.Candidates[0].Number != ulla {
		t.Errorf("%s in %s, %v: %q", doc.What, doc.Area, doc.Candidates, doc.Text)
	}
}

func TestAFileWhoseTableIsBrokenIsReadAllTheSame(t *testing.T) {
	raw := made(t, false, "Beslut om hemtjänst "+maj)
	raw = raw[:bytes.LastIndex(raw, []byte("startxref"))]
	doc := read(t, "x.pdf", bytes.Replace(raw, []byte("xref\n0"), []byte("xxxx\n9"), 1))
	if doc.What != care.DocumentDecision || doc.Area != care.DocumentAreaCaseWork || len(doc.Candidates) != 1 {
		t.Errorf("%s in %s, %v", doc.What, doc.Area, doc.Candidates)
	}
}

func TestAScanIsKnownByItsFileName(t *testing.T) {
	pdf := fpdf.New("P", "mm", "A4", "")
	pdf.SetCreationDate(time.Date(2026, 2, 1, 12, 0, 0, 0, time.UTC))
	var raw bytes.Buffer
	if err := jpeg.Encode(&raw, picture(), nil); err != nil {
		t.Fatal(err)
	}
	pdf.RegisterImageOptionsReader("scan", fpdf.ImageOptions{ImageType: "JPEG"}, bytes.NewReader(raw.Bytes()))
	pdf.AddPage()
	pdf.ImageOptions("scan", 10, 10, 100, 0, false, fpdf.ImageOptions{}, 0, "")

	doc := read(t, "Genomförandeplan_19240129-7250_Öst.pdf", written(t, pdf))
	if doc.Text != "" || doc.What != care.DocumentPlan || doc.Title != "Genomförandeplan Öst" {
		t.Errorf("%q, %s, %q", doc.Text, doc.What, doc.Title)
	}
	if !doc.Date.Equal(day(2026, 2, 1)) || doc.DateFrom != care.DateOfFile {
		t.Errorf("it is from %v (%s)", doc.Date, doc.DateFrom)
	}
	if len(doc.Candidates) != 1 || doc.Candidates[0].Number != maj || !slices.Equal(doc.Candidates[0].In, []string{care.FoundInName}) {
		t.Errorf("candidates %v", doc.Candidates)
	}
	photo := read(t, maj+".jpg", raw.Bytes())
	if photo.Media != "image/jpeg" || photo.Pages != 1 || len(photo.Candidates) != 1 || photo.Title != "" || !photo.Date.IsZero() {
		t.Errorf("%s with %d pages, %v, %q, %v", photo.Media, photo.Pages, photo.Candidates, photo.Title, photo.Date)
	}
	var drawn bytes.Buffer
	if err := png.Encode(&drawn, picture()); err != nil {
		t.Fatal(err)
	}
	if doc := read(t, "bild", drawn.Bytes()); doc.Media != "image/png" || doc.What != care.DocumentOther {
		t.Errorf("%s, %s", doc.Media, doc.What)
	}
}

func TestNumbersAreFoundHoweverTheyAreWritten(t *testing.T) {
	for said, want := range map[string][]care.PersonalID{
		"19240129-7250 och 192401297250": {maj},
		// Two digits of a year are read as the newest century that has been; the binder knows better.
		"240129+7250, 240129-7250":                     {maj, "202401297250"},
		"Pnr 240129–7250":                              {"202401297250"},
		"samordningsnummer 19701062-2384":              {"197010622384"},
		"samordningsnummer 19701062-2385":              nil, // wrong check digit
		"födelsenr 192401297250 kontakt 19240302-7093": {maj, ulla},
		"telefon 0980-123456, ärende 20260304001":      nil,
		"reservnummer 22240129TF01":                    {"22240129TF01"},
		"A192401297250B":                               nil,
	} {
		var got []care.PersonalID
		for _, c := range candidates("", said, now) {
			got = append(got, c.Number)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q gives %v, want %v", said, got, want)
		}
	}
}

func TestWhatADocumentIsAndFromWhen(t *testing.T) {
	for name, c := range map[string]struct {
		file, text string
		is         care.DocumentKind
		area       string
		date       time.Time
		from       string
	}{
		"the name of the file comes first": {"Personkort.pdf", "Genomförandeplan", care.DocumentOverview, "social", time.Time{}, ""},
		"a plan speaks of decisions":       {"x.pdf", strings.Repeat("rad om insatser ", 30) + "enligt beslut. Genomförandeplan", care.DocumentPlan, "social", time.Time{}, ""},
		"a decision deep in a letter":      {"x.pdf", strings.Repeat("brev om mat ", 40) + "beslut", care.DocumentOther, "health", time.Time{}, ""},
		"a plan of the nurses":             {"x.pdf", "Genomförandeplan enligt hälso- och sjukvårdslagen", care.DocumentPlan, "health", time.Time{}, ""},
		"when it was printed":              {"x.pdf", "Ordinationshandling\nUtskriven: 2026-03-04 08:15", care.DocumentMedication, "health", day(2026, 3, 4), care.DatePrinted},
		"a day to come is none":            {"x.pdf", "Dosrecept upprättad 2027-01-01", care.DocumentMedication, "health", time.Time{}, ""},
		"a decision's own day":             {"Utredning.pdf", "Beslutsdatum 20260115", care.DocumentDecision, "casework", day(2026, 1, 15), care.DateInText},
		"letters of two parts":             {"Genomfo\u0308randeplan.pdf", "", care.DocumentPlan, "social", time.Time{}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			is := what(c.file, c.text)
			got, from := date(c.text, time.Time{}, now)
			if is != c.is || area(is, c.text) != c.area || !got.Equal(c.date) || from != c.from {
				t.Errorf("%s in %s from %v (%s)", is, area(is, c.text), got, from)
			}
		})
	}
}

func TestWhatCannotBeUsedIsRefusedWithASentence(t *testing.T) {
	var locked bytes.Buffer
	api.DisableConfigDir()
	if err := api.Encrypt(bytes.NewReader(made(t, false, "hemligt")), &locked, model.NewAESConfiguration("a", "b", 256)); err != nil {
		t.Fatal(err)
	}
	huge := append([]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"), []byte("\x7f\xff\xff\xff\x7f\xff\xff\xff\x08\x00\x00\x00\x00")...)
	for code, raw := range map[string][]byte{
		"document.encrypted":     locked.Bytes(),
		"document.picture":       []byte("II*\x00 a scan"),
		"document.too_large":     append([]byte("%PDF-1.4\n"), make([]byte, MaxSize)...),
		"document.broken":        []byte("%PDF-1.4\nnothing"),
		"document.picture_large": append(huge, 0x7d, 0x2f, 0x01, 0x5b),
	} {
		if _, err := NewReader().Read(t.Context(), "x", raw, now); !text.IsFault(err, code) && !(code == "document.picture_large" && text.IsFault(err, "document.broken")) {
			t.Errorf("%s: %v", code, err)
		}
	}
	heic := []byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic")
	if _, err := NewReader().Read(t.Context(), "IMG_1.HEIC", heic, now); !text.IsFault(err, "document.picture") {
		t.Errorf("a photo of a telephone: %v", err)
	}
	for _, other := range []string{"", "Personnr;Namn\n", "<html>", "PK\x03\x04"} {
		if NewReader().Recognises("x.pdf", []byte(other)) {
			t.Errorf("%q is recognised by its name", other)
		}
	}
}

func TestTheFileNameIsNeverThePath(t *testing.T) {
	doc := read(t, `..\..\hemligt/`+maj+` Personkort.pdf`, made(t, false, "x"))
	if doc.Title != "Personkort" {
		t.Errorf("title %q", doc.Title)
	}
	if long := read(t, strings.Repeat("å", 500)+".pdf", made(t, false, "x")); len([]rune(long.Title)) != mostTitle {
		t.Errorf("a title of %d letters", len([]rune(long.Title)))
	}
	var many strings.Builder
	for n := range 400 {
		fmt.Fprintf(&many, "19240129-7250 2403027093 rad %d\n", n)
	}
	if doc := read(t, "x.pdf", made(t, false, many.String())); len(doc.Candidates) > mostCandidates {
		t.Errorf("%d candidates", len(doc.Candidates))
	}
}
