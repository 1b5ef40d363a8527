package paper

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"
	"time"

	"codeberg.org/go-pdf/fpdf"
	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"

	"avbrottsparm/internal/sheet"
)

// foreign is a PDF of another program.
func foreign(t *testing.T, pages int) []byte {
	t.Helper()
	pdf := fpdf.New("P", "mm", "A4", "")
	pdf.SetFont("Helvetica", "", 11)
	for n := range pages {
		pdf.AddPage()
		pdf.Text(20, 20, fmt.Sprintf("sida %d", n+1))
	}
	var out bytes.Buffer
	if err := pdf.Output(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func binderWith(attached ...sheet.Attachment) sheet.Document {
	about := sheet.Sheet{Kind: sheet.KindPerson, Title: "Personkort", Name: "Maj Öst", PersonalID: "19240129+7250", PersonID: "p",
		Blocks: []sheet.Block{sheet.Text{Text: "Storgatan 1"}}}
	for i := range attached {
		attached[i].Lead = sheet.Sheet{Kind: sheet.KindDocument, Title: "Genomförandeplan", Name: "Maj Öst", PersonalID: "19240129+7250", PersonID: "p",
			Foot: []string{"Dokument.", "Förstör."}, Blocks: []sheet.Block{sheet.Text{Text: "Sidorna följer."}}}
	}
	return sheet.Document{Title: "Pärm", Unit: "Norr", PrintedAt: time.Date(2026, 3, 5, 14, 0, 0, 0, time.UTC), PrintedBy: "Lena Ek", Sheets: []sheet.Sheet{about}, Attachments: attached}
}

func countPages(t *testing.T, pdf []byte, passphrase string) int {
	t.Helper()
	withoutConfig()
	conf := model.NewDefaultConfiguration()
	if passphrase != "" {
		conf = model.NewAESConfiguration(passphrase, "", 256)
	}
	if err := api.Validate(bytes.NewReader(pdf), conf); err != nil {
		t.Fatalf("the file is not sound: %v", err)
	}
	n, err := api.PageCount(bytes.NewReader(pdf), conf)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func shot(wide, high int) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, wide, high))
	for i := range img.Pix {
		img.Pix[i] = 0xff
	}
	img.SetRGBA(0, 0, color.RGBA{0xff, 0, 0, 0xff})
	return img
}

func encoded(t *testing.T, write func(*bytes.Buffer) error) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestADocumentsPagesFollowAPageThatSaysWhoseTheyAre(t *testing.T) {
	newer := bytes.Replace(foreign(t, 1), []byte("%PDF-1.3"), version20, 1)
	photo := encoded(t, func(out *bytes.Buffer) error { return jpeg.Encode(out, shot(60, 80), nil) })
	drawing := encoded(t, func(out *bytes.Buffer) error { return png.Encode(out, shot(80, 60)) })
	doc := binderWith(sheet.Attachment{Media: "application/pdf", Bytes: foreign(t, 3)}, sheet.Attachment{Media: "application/pdf", Bytes: newer},
		sheet.Attachment{Media: "image/jpeg", Bytes: photo}, sheet.Attachment{Media: "image/png", Bytes: drawing}, sheet.Attachment{})
	for _, passphrase := range []string{"", "fyraordomhavet"} {
		printed, err := press(t).Print(t.Context(), doc, sheet.Output{Passphrase: passphrase})
		if err != nil {
			t.Fatal(err)
		}
		if want := 1 + 4 + 2 + 1 + 1 + 1; printed.Pages != want || printed.Sheets != 6 || countPages(t, printed.PDF, passphrase) != want {
			t.Errorf("%d pages and %d sheets; the file has %d", printed.Pages, printed.Sheets, countPages(t, printed.PDF, passphrase))
		}
		if passphrase != "" && (bytes.Contains(printed.PDF, []byte("sida")) || !bytes.HasPrefix(printed.PDF, version20)) {
			t.Error("the documents lie open in a locked file")
		}
	}
	doc.Sheets = nil
	printed, err := press(t).Print(t.Context(), doc, sheet.Output{})
	if err != nil || printed.Pages != 9 || countPages(t, printed.PDF, "") != 9 {
		t.Errorf("documents alone: %d pages, %v", printed.Pages, err)
	}
}

func TestADocumentThatCannotBeTakenOverIsToldAndTheRestGoesOut(t *testing.T) {
	loop := "%PDF-1.4\n1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj\n2 0 obj << /Type /Pages /Kids [2 0 R] /Count 1 >> endobj\nxref\n0 1\n0000000000 65535 f \ntrailer << /Root 1 0 R /Size 3 /Prev 109 >>\nstartxref\n109\n%%EOF\n"
	for name, bad := range map[string]sheet.Attachment{
		"no PDF at all":         {Media: "application/pdf", Bytes: []byte("%PDF-1.4\nnothing")},
		"a table in a circle":   {Media: "application/pdf", Bytes: []byte(loop)},
		"a picture cut short":   {Media: "image/png", Bytes: []byte("\x89PNG\r\n\x1a\n")},
		"an empty document":     {Media: "application/pdf"},
		"thousands of millions": {Media: "application/pdf", Bytes: []byte("%PDF-1.5\n1 0 obj << /Type /XRef /Size 4000000000 /W [1 2 1] /Index [0 4000000000] /Root 1 0 R /Length 4 >>\nstream\nabcd\nendstream\nendobj\nstartxref\n9\n%%EOF")},
	} {
		t.Run(name, func(t *testing.T) {
			printed, err := press(t).Print(t.Context(), binderWith(bad, sheet.Attachment{Media: "application/pdf", Bytes: foreign(t, 2)}), sheet.Output{})
			if err != nil || printed.Pages != 5 || countPages(t, printed.PDF, "") != 5 {
				t.Errorf("%d pages, %v", printed.Pages, err)
			}
		})
	}
}

func TestAttachingEndsWhenItIsCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := press(t).Print(ctx, binderWith(sheet.Attachment{Media: "application/pdf", Bytes: foreign(t, 1)}), sheet.Output{})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestAPictureStandsUprightHoweverTheCameraWasHeld(t *testing.T) {
	for orientation, want := range map[int]image.Point{1: {0, 0}, 2: {5, 0}, 3: {5, 2}, 4: {0, 2}, 5: {0, 0}, 6: {2, 0}, 7: {2, 5}, 8: {0, 5}} {
		out := turn(shot(6, 3), orientation)
		if r, _, b, _ := out.At(want.X, want.Y).RGBA(); r != 0xffff || b != 0 {
			t.Errorf("%d: the first dot is not at %v of %v", orientation, want, out.Bounds())
		}
	}
	if size := turn(image.NewRGBA(image.Rect(0, 0, 9000, 4000)), 1).Bounds().Size(); size.X*size.Y > mostDots {
		t.Errorf("drawn with %v dots", size)
	}
	plain := encoded(t, func(out *bytes.Buffer) error { return jpeg.Encode(out, shot(6, 3), nil) })
	exif := "Exif\x00\x00II*\x00\x08\x00\x00\x00\x01\x00\x12\x01\x03\x00\x01\x00\x00\x00\x06\x00\x00\x00\x00\x00\x00\x00"
	held := append([]byte("\xff\xd8\xff\xe1\x00"+string(rune(len(exif)+2))+exif), plain[2:]...)
	if orientation(plain) != 1 || orientation(held) != 6 {
		t.Errorf("read as %d and %d", orientation(plain), orientation(held))
	}
	_, size, err := drawable(sheet.Picture{Bytes: held, Media: "image/jpeg"})
	if err != nil || size != image.Pt(3, 6) {
		t.Errorf("drawn as %v, %v", size, err)
	}
	for _, cut := range []string{"", "\xff\xd8", "\xff\xd8\xff\xe1\xff\xffExif", strings.Repeat("\xff", 40)} {
		if orientation([]byte(cut)) != 1 {
			t.Errorf("%q tells an orientation", cut)
		}
	}
}
