package main

import (
	"bytes"
	"image"
	"image/jpeg"
	"os"
	"time"

	"codeberg.org/go-pdf/fpdf"
	"github.com/rogpeppe/go-internal/testscript"
)

// letter makes a PDF of a text, as another program would.
func letter(ts *testscript.TestScript, _ bool, args []string) {
	need(ts, len(args) == 2, "letter TO.pdf FROM.txt")
	pdf := blankPage()
	pdf.SetFont("Helvetica", "", 11)
	pdf.MultiCell(0, 6, pdf.UnicodeTranslatorFromDescriptor("")(ts.ReadFile(args[1])), "", "L", false)
	ts.Check(pdf.OutputFileAndClose(ts.MkAbs(args[0])))
}

// scan makes a PDF that is one picture.
func scan(ts *testscript.TestScript, _ bool, args []string) {
	need(ts, len(args) == 1, "scan TO.pdf")
	var raw bytes.Buffer
	ts.Check(jpeg.Encode(&raw, image.NewGray(image.Rect(0, 0, 60, 80)), nil))
	pdf := blankPage()
	pdf.RegisterImageOptionsReader("scan", fpdf.ImageOptions{ImageType: "JPEG"}, bytes.NewReader(raw.Bytes()))
	pdf.ImageOptions("scan", 10, 10, 100, 0, false, fpdf.ImageOptions{}, 0, "")
	ts.Check(pdf.OutputFileAndClose(ts.MkAbs(args[0])))
}

func blankPage() *fpdf.Fpdf {
	pdf := fpdf.New("P", "mm", "A4", "")
	pdf.SetCreationDate(time.Date(2026, 2, 1, 12, 0, 0, 0, time.UTC))
	pdf.AddPage()
	return pdf
}

// picture writes a JPEG.
func picture(ts *testscript.TestScript, _ bool, args []string) {
	need(ts, len(args) == 1, "picture TO.jpg")
	var raw bytes.Buffer
	ts.Check(jpeg.Encode(&raw, image.NewGray(image.Rect(0, 0, 60, 80)), nil))
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), raw.Bytes(), 0o600))
}
