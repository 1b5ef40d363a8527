package wiring

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"image"
	"image/jpeg"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"avbrottsparm/internal/custody"
	"avbrottsparm/internal/paper"
	"avbrottsparm/internal/scan"
	"avbrottsparm/internal/sheet"
	"avbrottsparm/internal/sheet/sheettest"
	"avbrottsparm/internal/text"
)

// rendered are the pages of a PDF as a scanner sees them, in grey.
func rendered(t *testing.T, pdf []byte, dpi int) []*image.Gray {
	t.Helper()
	dir := t.TempDir()
	cmd := exec.Command("pdftoppm", "-r", fmt.Sprint(dpi), "-gray", "-", filepath.Join(dir, "page"))
	cmd.Stdin = bytes.NewReader(pdf)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	names, err := filepath.Glob(filepath.Join(dir, "*.pgm"))
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(names)
	var pages []*image.Gray
	for _, name := range names {
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var wide, high, most int
		if _, err := fmt.Sscanf(string(raw[:20]), "P5\n%d %d\n%d", &wide, &high, &most); err != nil {
			t.Fatal(err)
		}
		pages = append(pages, &image.Gray{Pix: raw[len(raw)-wide*high:], Stride: wide, Rect: image.Rect(0, 0, wide, high)})
	}
	return pages
}

// fate is what a paper goes through in a scanner.
type fate struct {
	name    string
	degrees float64
	noise   int // spread of the greys
	light   int // what black becomes
	blur    int
	speck   float64 // share of dots that are black or white by accident
}

var fates = []fate{
	{name: "straight"},
	{name: "skewed 2", degrees: 2, noise: 12},
	{name: "skewed -4", degrees: -4, noise: 12, light: 40},
	{name: "upside down", degrees: 180, noise: 12},
	{name: "upside down and skewed 3", degrees: 183, noise: 20, light: 40},
	{name: "on its side", degrees: 90, noise: 12},
	{name: "faint and grainy", degrees: -1.5, noise: 45, light: 110},
	{name: "soft", degrees: 1, noise: 10, light: 30, blur: 1},
	{name: "specks", degrees: 0.7, light: 10, speck: 0.02},
}

// scanned is a page as it comes out of the scanner.
func (f fate) scanned(g *image.Gray, random *rand.Rand) *image.Gray {
	w, h := g.Rect.Dx(), g.Rect.Dy()
	if f.degrees == 90 {
		w, h = h, w
	}
	out := image.NewGray(image.Rect(0, 0, w, h))
	sin, cos := math.Sincos(f.degrees * math.Pi / 180)
	for y := range h {
		for x := range w {
			dx, dy := float64(x)-float64(w)/2, float64(y)-float64(h)/2
			sx, sy := int(cos*dx+sin*dy+float64(g.Rect.Dx())/2), int(-sin*dx+cos*dy+float64(g.Rect.Dy())/2)
			sum, n := 0, 0
			for by := -f.blur; by <= f.blur; by++ {
				for bx := -f.blur; bx <= f.blur; bx++ {
					v := 255
					if px, py := sx+bx, sy+by; px >= 0 && py >= 0 && px < g.Rect.Dx() && py < g.Rect.Dy() {
						v = int(g.Pix[py*g.Stride+px])
					}
					sum, n = sum+v, n+1
				}
			}
			v := sum / n
			v = f.light + v*(250-f.light)/255
			if f.noise > 0 {
				v += random.IntN(2*f.noise) - f.noise
			}
			if f.speck > 0 && random.Float64() < f.speck {
				v = 255 * random.IntN(2)
			}
			out.Pix[y*out.Stride+x] = uint8(max(0, min(255, v)))
		}
	}
	return out
}

// pdfOf is a PDF as a scanner makes it: a picture to a page, packed as the dictionary says.
func pdfOf(pages ...pdfPicture) []byte {
	var out bytes.Buffer
	var offsets []int
	object := func(body string, stream []byte) {
		offsets = append(offsets, out.Len())
		fmt.Fprintf(&out, "%d 0 obj\n%s\n", len(offsets), body)
		if stream != nil {
			out.WriteString("stream\n")
			out.Write(stream)
			out.WriteString("\nendstream\n")
		}
		out.WriteString("endobj\n")
	}
	out.WriteString("%PDF-1.4\n")
	object("<</Type/Catalog/Pages 2 0 R>>", nil)
	var kids []string
	for i := range pages {
		kids = append(kids, fmt.Sprintf("%d 0 R", 3+3*i))
	}
	object(fmt.Sprintf("<</Type/Pages/Count %d/Kids[%s]>>", len(pages), strings.Join(kids, " ")), nil)
	for i, p := range pages {
		object(fmt.Sprintf("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<</XObject<</Im0 %d 0 R>>>>>>", 4+3*i, 5+3*i), nil)
		draw := []byte("q 595 0 0 842 0 0 cm /Im0 Do Q")
		object(fmt.Sprintf("<</Length %d>>", len(draw)), draw)
		object(fmt.Sprintf("<</Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 8/ColorSpace/DeviceGray/Filter/%s/Length %d>>",
			p.wide, p.high, p.filter, len(p.raw)), p.raw)
	}
	table := out.Len()
	fmt.Fprintf(&out, "xref\n0 %d\n0000000000 65535 f \n", len(offsets)+1)
	for _, at := range offsets {
		fmt.Fprintf(&out, "%010d 00000 n \n", at)
	}
	fmt.Fprintf(&out, "trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(offsets)+1, table)
	return out.Bytes()
}

type pdfPicture struct {
	wide, high int
	filter     string
	raw        []byte
}

func jpegOf(t *testing.T, g *image.Gray) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := jpeg.Encode(&out, g, &jpeg.Options{Quality: 70}); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func asJPEG(t *testing.T, g *image.Gray) pdfPicture {
	return pdfPicture{wide: g.Rect.Dx(), high: g.Rect.Dy(), filter: "DCTDecode", raw: jpegOf(t, g)}
}

func asFlate(t *testing.T, g *image.Gray) pdfPicture {
	t.Helper()
	var out bytes.Buffer
	w, err := zlib.NewWriterLevel(&out, zlib.BestSpeed)
	if err == nil {
		_, err = w.Write(g.Pix)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return pdfPicture{wide: g.Rect.Dx(), high: g.Rect.Dy(), filter: "FlateDecode", raw: out.Bytes()}
}

// realForms are forms of the program, each with a number: blank, and with a person's name.
func realForms(t *testing.T, count int) []sheet.Sheet {
	t.Helper()
	forms, err := Forms()
	if err != nil {
		t.Fatal(err)
	}
	u := sheettest.New()
	setting := u.Setting()
	random := rand.NewChaCha8([32]byte([]byte("numbers of papers, always alike.")))
	var sheets []sheet.Sheet
	for i := 0; len(sheets) < count; i++ {
		f := forms[i%len(forms)]
		if !f.OnPaper() {
			continue
		}
		sh := sheet.Form(setting, f, nil)
		if i%2 == 0 && f.Subject == "person" {
			sh = sheet.Form(setting, f, u.Dossier(u.Replica.Persons()[i%60].ID))
		}
		if sh.Number, err = custody.NewNumber(random); err != nil {
			t.Fatal(err)
		}
		sheets = append(sheets, sh)
	}
	return sheets
}

func printedForms(t *testing.T, sheets []sheet.Sheet) sheet.Printed {
	t.Helper()
	press, err := paper.New()
	if err != nil {
		t.Fatal(err)
	}
	printed, err := press.Print(t.Context(), sheet.Document{Title: "Blanketter", Unit: "Hemtjänst Norra Ängen", PrintedAt: sheettest.Now,
		PrintedBy: "Lena Åström", Head: "7KQ2-M9XA-4TRB-C3VZ", Words: text.For(text.Swedish), Sheets: sheets}, sheet.Output{})
	if err != nil {
		t.Fatal(err)
	}
	return printed
}

// wanted are the codes of the pages, in their order.
func wanted(sheets []sheet.Sheet, printed sheet.Printed) []custody.PageCode {
	var codes []custody.PageCode
	for i, span := range printed.Spans {
		for part := range span.Pages {
			codes = append(codes, custody.PageCode{Number: sheets[i].Number, Page: part + 1})
		}
	}
	return codes
}

// Given the program's own forms on paper, when they are scanned askew, upside down, faint, soft or with
// specks, then the code of every page is read.
func TestTheCodesOfRealFormsAreReadFromScans(t *testing.T) {
	sheets := realForms(t, 6)
	printed := printedForms(t, sheets)
	want := wanted(sheets, printed)
	random := rand.New(rand.NewPCG(6, 1))
	dir := t.TempDir()
	for _, dpi := range []int{150, 200, 300} {
		every := 1 + dpi/75 // of the pages in every fate, fewer where there are more dots
		pages := rendered(t, printed.PDF, dpi)
		if len(pages) != len(want) {
			t.Fatalf("%d pages of %d", len(pages), len(want))
		}
		right, all := 0, 0
		for n, f := range fates {
			var file []pdfPicture
			var codes []custody.PageCode
			for i := n % every; i < len(pages); i += every {
				seen := f.scanned(pages[i], random)
				if i%4 < 2 {
					file = append(file, asJPEG(t, seen))
				} else {
					file = append(file, asFlate(t, seen))
				}
				codes = append(codes, want[i])
			}
			path := filepath.Join(dir, fmt.Sprintf("%d-%d.pdf", dpi, n))
			if err := os.WriteFile(path, pdfOf(file...), 0o600); err != nil {
				t.Fatal(err)
			}
			at := 0
			err := scan.New().Pages(t.Context(), custody.ScanFile{Path: path}, func(p custody.Scanned) error {
				all++
				if p.Err == nil && slices.Equal(p.CodesOf(), codes[at:at+1]) {
					right++
				} else {
					t.Errorf("%d dpi, %s: page %d of %d reads %q, want %v: %v", dpi, f.name, p.At, p.Of, p.Texts, codes[at], p.Err)
				}
				at++
				return nil
			})
			if err != nil || at != len(codes) {
				t.Fatalf("%d dpi, %s: %d pages of %d: %v", dpi, f.name, at, len(codes), err)
			}
		}
		t.Logf("%d dpi: %d of %d pages read", dpi, right, all)
	}
}
