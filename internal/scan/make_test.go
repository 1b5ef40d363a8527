package scan

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"
)

// The codes of three pages of papers, and one of something else.
const (
	first  = "AVB1*1234567J*1*1"
	second = "AVB1*1234567J*1*2"
	other  = "tel:+46701740650"
)

// sheetWith is an upright page with codes from the upper right downwards, each of its dots four dots of
// the picture.
func sheetWith(t testing.TB, texts ...string) *image.Gray {
	t.Helper()
	g := image.NewGray(image.Rect(0, 0, 620, 877)) // A4 at 75 dots per inch
	for i := range g.Pix {
		g.Pix[i] = 255
	}
	for n, content := range texts {
		code, err := qrcode.NewQRCodeWriter().Encode(content, gozxing.BarcodeFormat_QR_CODE, 0, 0, map[gozxing.EncodeHintType]any{gozxing.EncodeHintType_MARGIN: 0})
		if err != nil {
			t.Fatal(err)
		}
		const dot = 4
		left, top := 620-40-dot*code.GetWidth(), 30+n*180
		for y := range dot * code.GetHeight() {
			for x := range dot * code.GetWidth() {
				if code.Get(x/dot, y/dot) {
					g.Pix[(top+y)*g.Stride+left+x] = 0
				}
			}
		}
	}
	return g
}

// file is a PDF that is put together of objects.
type file struct {
	objects []string
}

func (f *file) add(body string, stream []byte) int {
	if stream != nil {
		body = strings.Replace(body, ">>", fmt.Sprintf("/Length %d>>", len(stream)), 1) + "\nstream\n" + string(stream) + "\nendstream"
	}
	f.objects = append(f.objects, body)
	return len(f.objects)
}

// pdf is the file with pages that draw and have pictures: each "name object".
func pdf(extra string, pages ...func(*file) (draw string, pictures map[string]int)) []byte {
	f := &file{objects: []string{"", ""}}
	var kids []string
	for _, p := range pages {
		draw, pictures := p(f)
		var named strings.Builder
		for name, n := range pictures {
			fmt.Fprintf(&named, "/%s %d 0 R", name, n)
		}
		content := f.add("<<>>", []byte(draw))
		n := f.add(fmt.Sprintf("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]%s/Contents %d 0 R/Resources<</XObject<<%s>>>>>>", extra, content, named.String()), nil)
		kids = append(kids, fmt.Sprintf("%d 0 R", n))
	}
	f.objects[0] = "<</Type/Catalog/Pages 2 0 R>>"
	f.objects[1] = fmt.Sprintf("<</Type/Pages/Count %d/Kids[%s]>>", len(pages), strings.Join(kids, " "))
	var out bytes.Buffer
	out.WriteString("%PDF-1.4\n")
	var offsets []int
	for i, body := range f.objects {
		offsets = append(offsets, out.Len())
		fmt.Fprintf(&out, "%d 0 obj\n%s\nendobj\n", i+1, body)
	}
	table := out.Len()
	fmt.Fprintf(&out, "xref\n0 %d\n0000000000 65535 f \n", len(offsets)+1)
	for _, at := range offsets {
		fmt.Fprintf(&out, "%010d 00000 n \n", at)
	}
	fmt.Fprintf(&out, "trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(offsets)+1, table)
	return out.Bytes()
}

const wholePage = "q 595 0 0 842 0 0 cm /A Do Q"

// imageOf is the dictionary of a picture.
func imageOf(g image.Rectangle, more string) string {
	return fmt.Sprintf("<</Type/XObject/Subtype/Image/Width %d/Height %d%s>>", g.Dx(), g.Dy(), more)
}

// photo is a page of one JPEG.
func photo(t testing.TB, g *image.Gray) func(*file) (string, map[string]int) {
	return func(f *file) (string, map[string]int) {
		return wholePage, map[string]int{"A": f.add(imageOf(g.Rect, "/BitsPerComponent 8/ColorSpace/DeviceGray/Filter/DCTDecode"), jpegOf(t, g))}
	}
}

// onePicture is a page of one picture with its bytes.
func onePicture(g image.Rectangle, more string, raw []byte) func(*file) (string, map[string]int) {
	return func(f *file) (string, map[string]int) {
		return wholePage, map[string]int{"A": f.add(imageOf(g, more), raw)}
	}
}

func jpegOf(t testing.TB, g image.Image) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := jpeg.Encode(&out, g, nil); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func pngOf(t testing.TB, g image.Image) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := png.Encode(&out, g); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func flate(t testing.TB, raw []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zlib.NewWriter(&out)
	if _, err := w.Write(raw); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// bits packs a page into one bit a dot: 1 is white.
func bits(g *image.Gray) []byte {
	row := (g.Rect.Dx() + 7) / 8
	out := make([]byte, row*g.Rect.Dy())
	for y := range g.Rect.Dy() {
		for x := range g.Rect.Dx() {
			if g.Pix[y*g.Stride+x] > 127 {
				out[y*row+x/8] |= 0x80 >> (x % 8)
			}
		}
	}
	return out
}

// faxes are the pages of a TIFF in one strip each, as they are packed there.
func faxes(t testing.TB, raw []byte) (pages [][]byte) {
	t.Helper()
	starts, _ := tiffStarts(raw)
	order := tiffOrder(raw)
	for _, at := range starts {
		var offset, length uint32
		for n := range uint32(order.Uint16(raw[at:])) {
			entry := raw[at+2+12*n:]
			value := order.Uint32(entry[8:])
			if order.Uint16(entry[2:]) == 3 { // a short one
				value = uint32(order.Uint16(entry[8:]))
			}
			switch order.Uint16(entry) {
			case 273:
				offset = value
			case 279:
				length = value
			}
			if count := order.Uint32(entry[4:]); order.Uint16(entry) == 273 && count != 1 {
				t.Fatalf("%d strips", count)
			}
		}
		pages = append(pages, raw[offset:offset+length])
	}
	return pages
}
