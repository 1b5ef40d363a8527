package scan

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"avbrottsparm/internal/custody"
	"avbrottsparm/internal/text"
)

// read are the pages of a file.
func read(t testing.TB, raw []byte) ([]custody.Scanned, error) {
	t.Helper()
	var all []custody.Scanned
	err := New().pages(t.Context(), bytes.NewReader(raw), func(p custody.Scanned) error {
		all = append(all, p)
		return nil
	})
	return all, err
}

// said are the codes of each page, or its fault.
func said(all []custody.Scanned) []string {
	var list []string
	for _, p := range all {
		var fault *text.Fault
		switch {
		case errors.As(p.Err, &fault):
			list = append(list, fault.Code)
		case p.Err != nil:
			list = append(list, p.Err.Error())
		default:
			slices.Sort(p.Texts)
			list = append(list, strings.Join(p.Texts, " "))
		}
	}
	return list
}

func TestEveryWayInWhichAPageIsPackedIsRead(t *testing.T) {
	one := sheetWith(t, first)
	two := sheetWith(t, second, other)
	strip := func(g *image.Gray, from, to int) *image.Gray {
		part := image.NewGray(image.Rect(0, 0, g.Rect.Dx(), to-from))
		copy(part.Pix, g.Pix[from*g.Stride:to*g.Stride])
		return part
	}
	rgb := make([]byte, 0, 3*len(one.Pix))
	for _, v := range one.Pix {
		rgb = append(rgb, v, v, v)
	}
	for name, c := range map[string]struct {
		raw   func(t *testing.T) []byte
		want  []string
		media string
	}{
		"JPEG":      {func(t *testing.T) []byte { return jpegOf(t, one) }, []string{first}, mediaJPEG},
		"PNG":       {func(t *testing.T) []byte { return pngOf(t, two) }, []string{second + " " + other}, mediaPNG},
		"TIFF, fax": {func(t *testing.T) []byte { return sample(t, "fax.tif") }, []string{first, second + " " + other}, mediaPNG},
		"PDF, fax": {func(t *testing.T) []byte {
			fax := "/BitsPerComponent 1/ColorSpace/DeviceGray/Filter/CCITTFaxDecode/DecodeParms<</K -1/Columns 620/Rows 877"
			strips := faxes(t, sample(t, "fax.tif"))
			return pdf("", onePicture(one.Rect, fax+">>", strips[0]), onePicture(one.Rect, fax+"/BlackIs1 true>>/Decode[1 0]", strips[1]))
		}, []string{first, second + " " + other}, mediaPNG},
		"PDF of JPEGs": {func(t *testing.T) []byte { return pdf("", photo(t, one), photo(t, two)) }, []string{first, second + " " + other}, mediaJPEG},
		"PDF, turned":  {func(t *testing.T) []byte { return pdf("/Rotate 90", photo(t, one)) }, []string{first}, mediaJPEG},
		"PDF, flate": {func(t *testing.T) []byte {
			return pdf("", onePicture(one.Rect, "/BitsPerComponent 8/ColorSpace/DeviceGray/Filter/FlateDecode", flate(t, one.Pix)))
		}, []string{first}, mediaPNG},
		"PDF, bare": {func(t *testing.T) []byte {
			return pdf("", onePicture(one.Rect, "/BitsPerComponent 8/ColorSpace/DeviceGray", one.Pix))
		}, []string{first}, mediaPNG},
		"PDF, colours": {func(t *testing.T) []byte {
			return pdf("", onePicture(one.Rect, "/BitsPerComponent 8/ColorSpace/DeviceRGB/Filter/FlateDecode", flate(t, rgb)))
		}, []string{first}, mediaPNG},
		"PDF, one bit": {func(t *testing.T) []byte {
			return pdf("", onePicture(one.Rect, "/BitsPerComponent 1/ColorSpace/DeviceGray/Filter/FlateDecode", flate(t, bits(one))))
		}, []string{first}, mediaPNG},
		"PDF, one bit, turned around": {func(t *testing.T) []byte {
			return pdf("", onePicture(one.Rect, "/BitsPerComponent 1/Decode[1 0]/ColorSpace/DeviceGray/Filter/FlateDecode", flate(t, bits(inverse(one)))))
		}, []string{first}, mediaPNG},
		"PDF, table of colours": {func(t *testing.T) []byte {
			return pdf("", onePicture(one.Rect, "/BitsPerComponent 1/ColorSpace[/Indexed/DeviceRGB 1<FFFFFF 000000>]/Filter/FlateDecode", flate(t, bits(inverse(one)))))
		}, []string{first}, mediaPNG},
		"PDF, stencil on paper": {func(t *testing.T) []byte {
			return pdf("", func(f *file) (string, map[string]int) {
				paper := f.add(imageOf(image.Rect(0, 0, 2, 2), "/BitsPerComponent 8/ColorSpace/DeviceGray"), []byte{250, 250, 250, 250})
				ink := f.add(imageOf(one.Rect, "/ImageMask true/BitsPerComponent 1/Filter/FlateDecode"), flate(t, bits(one)))
				return "q 595 0 0 842 0 0 cm /B Do Q " + wholePage, map[string]int{"A": ink, "B": paper}
			})
		}, []string{first}, mediaJPEG},
		"PDF, ink over a photograph": {func(t *testing.T) []byte {
			return pdf("", func(f *file) (string, map[string]int) {
				mask := f.add(imageOf(one.Rect, "/BitsPerComponent 8/ColorSpace/DeviceGray/Filter/FlateDecode"), flate(t, inverse(one).Pix))
				ink := f.add(imageOf(image.Rect(0, 0, 1, 1), fmt.Sprintf("/BitsPerComponent 8/ColorSpace/DeviceGray/SMask %d 0 R", mask)), []byte{10})
				return wholePage, map[string]int{"A": ink}
			})
		}, []string{""}, mediaJPEG},
		"PDF, in strips": {func(t *testing.T) []byte {
			return pdf("", func(f *file) (string, map[string]int) {
				const cut = 60 // through the code
				upper, lower := strip(one, 0, cut), strip(one, cut, 877)
				high := 842.0 * cut / 877
				return fmt.Sprintf("q 595 0 0 %.3f 0 %.3f cm /A Do Q\nq 595 0 0 %.3f 0 0 cm /B Do Q", high, 842-high, 842-high), map[string]int{
					"A": f.add(imageOf(upper.Rect, "/BitsPerComponent 8/ColorSpace/DeviceGray/Filter/DCTDecode"), jpegOf(t, upper)),
					"B": f.add(imageOf(lower.Rect, "/BitsPerComponent 8/ColorSpace/DeviceGray/Filter/DCTDecode"), jpegOf(t, lower))}
			})
		}, []string{first}, mediaJPEG},
		"PDF, inside a form": {func(t *testing.T) []byte {
			return pdf("", func(f *file) (string, map[string]int) {
				inner := f.add(imageOf(one.Rect, "/BitsPerComponent 8/ColorSpace/DeviceGray/Filter/DCTDecode"), jpegOf(t, one))
				form := f.add(fmt.Sprintf("<</Type/XObject/Subtype/Form/BBox[0 0 1 1]/Matrix[595 0 0 842 0 0]/Resources<</XObject<</X %d 0 R>>>>>>", inner), []byte("q /X Do Q"))
				return "q /A Do Q", map[string]int{"A": form}
			})
		}, []string{first}, mediaJPEG},
		"a page without a picture among others": {func(t *testing.T) []byte {
			return pdf("", photo(t, one), func(*file) (string, map[string]int) { return "BT (text /A Do) Tj ET", nil }, photo(t, two))
		}, []string{first, "scan.empty", second + " " + other}, mediaJPEG},
		"a page packed in a way nobody knows": {func(t *testing.T) []byte {
			return pdf("", onePicture(one.Rect, "/BitsPerComponent 1/ColorSpace/DeviceGray/Filter/JBIG2Decode", []byte("x")), photo(t, one))
		}, []string{"scan.packing", first}, ""},
		"a broken JPEG on one page": {func(t *testing.T) []byte {
			return pdf("", onePicture(one.Rect, "/BitsPerComponent 8/ColorSpace/DeviceGray/Filter/DCTDecode", jpegOf(t, one)[:200]), photo(t, one))
		}, []string{"scan.broken", first}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			all, err := read(t, c.raw(t))
			if err != nil {
				t.Fatal(err)
			}
			if got := said(all); !slices.Equal(got, c.want) {
				t.Errorf("read %q, want %q", got, c.want)
			}
			for i, p := range all {
				if p.At != i+1 || p.Of != len(all) || p.Err == nil && (c.media != "" && p.Media != c.media || len(p.Bytes) == 0) {
					t.Errorf("page %d of %d is %s of %d bytes, place %d of %d", i+1, len(all), p.Media, len(p.Bytes), p.At, p.Of)
				}
			}
		})
	}
}

func sample(t *testing.T, name string) []byte {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// A JPEG that comes as the only picture of its page is kept to the byte.
func TestAPhotographIsKeptAsItCame(t *testing.T) {
	raw := jpegOf(t, sheetWith(t, first))
	for name, file := range map[string][]byte{"alone": raw, "in a PDF": pdf("", photo(t, sheetWith(t, first)))} {
		all, err := read(t, file)
		if err != nil || len(all) != 1 || !bytes.Equal(all[0].Bytes, raw) {
			t.Errorf("%s: %d pages, %v", name, len(all), err)
		}
	}
}

func TestBrokenFilesAreNamed(t *testing.T) {
	good := pdf("", photo(t, sheetWith(t, first)))
	for name, c := range map[string]struct {
		raw  []byte
		want string
	}{
		"nothing":        {nil, "scan.broken"},
		"a letter":       {[]byte("Hej"), "scan.broken"},
		"half a PDF":     {good[:len(good)/3], "scan.broken"},
		"a PDF's head":   {[]byte("%PDF-1.7\n"), "scan.broken"},
		"a TIFF's head":  {[]byte("II*\x00\x08\x00\x00\x00"), "scan.broken"},
		"a PDF in rings": {[]byte("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 1000000/Kids[2 0 R]>>endobj\ntrailer<</Root 1 0 R/Size 3>>\nstartxref\n9\n%%EOF"), "scan.broken"},
	} {
		all, err := read(t, c.raw)
		if !text.IsFault(err, c.want) || len(all) != 0 {
			t.Errorf("%s: %d pages, %v", name, len(all), err)
		}
	}
	if all, err := read(t, []byte("\xFF\xD8\xFF\xE0broken")); err != nil || !slices.Equal(said(all), []string{"scan.broken"}) {
		t.Errorf("a broken picture: %q, %v", said(all), err)
	}
}

// Files that would unpack to more than the memory holds are refused by what they say of themselves, or
// where they lie about it.
func TestWhatUnpacksToTooMuchIsRefused(t *testing.T) {
	zeros := make([]byte, 64<<20)
	large := image.NewPaletted(image.Rect(0, 0, 8000, 8000), nil)
	large.Palette = append(large.Palette, image.White.C, image.Black.C)
	for name, c := range map[string]struct {
		raw  []byte
		want string
	}{
		"a PNG of 64 million dots": {pngOf(t, large), "scan.dots"},
		"a PDF that says so":       {pdf("", onePicture(image.Rect(0, 0, 100000, 100000), "/BitsPerComponent 1/ColorSpace/DeviceGray/Filter/FlateDecode", []byte("x"))), "scan.dots"},
		"a PDF that lies":          {pdf("", onePicture(image.Rect(0, 0, 100, 100), "/BitsPerComponent 8/ColorSpace/DeviceGray/Filter/FlateDecode", flate(t, zeros))), "scan.dots"},
		"packed twice":             {pdf("", onePicture(image.Rect(0, 0, 100, 100), "/BitsPerComponent 8/ColorSpace/DeviceGray/Filter[/FlateDecode/FlateDecode]", flate(t, flate(t, zeros)))), "scan.dots"},
		"one picture many times over": {pdf("", func(f *file) (string, map[string]int) {
			g := image.NewGray(image.Rect(0, 0, 3000, 3000))
			return strings.Repeat(wholePage+"\n", 1000), map[string]int{"A": f.add(imageOf(g.Rect, "/BitsPerComponent 8/ColorSpace/DeviceGray/Filter/FlateDecode"), flate(t, g.Pix))}
		}), "scan.dots"},
	} {
		all, err := read(t, c.raw)
		if err != nil || len(all) != 1 || !slices.Contains([]string{c.want, "scan.broken"}, said(all)[0]) {
			t.Errorf("%s: %q, %v", name, said(all), err)
		}
	}
}

func TestWhoCancelsIsAnsweredAtOnce(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	raw := pdf("", photo(t, sheetWith(t, first)), photo(t, sheetWith(t, second)))
	count := 0
	err := New().pages(ctx, bytes.NewReader(raw), func(custody.Scanned) error {
		count++
		cancel()
		return nil
	})
	if !errors.Is(err, context.Canceled) || count != 1 {
		t.Errorf("%d pages after cancelling: %v", count, err)
	}
	enough := errors.New("enough")
	if err := New().pages(t.Context(), bytes.NewReader(raw), func(custody.Scanned) error { return enough }); !errors.Is(err, enough) {
		t.Errorf("the caller's error came back as %v", err)
	}
}

// A file with a passphrase is named as such.
func TestALockedFileIsNamed(t *testing.T) {
	all, err := read(t, sample(t, "locked.pdf"))
	if !text.IsFault(err, "scan.locked") || len(all) != 0 {
		t.Errorf("%d pages, %v", len(all), err)
	}
}

func FuzzPages(f *testing.F) {
	page := sheetWith(f, first)
	small := image.NewGray(image.Rect(0, 0, 40, 40))
	f.Add(jpegOf(f, small))
	f.Add(pngOf(f, small))
	f.Add(pdf("", photo(f, small)))
	f.Add(pdf("/Rotate 270", onePicture(small.Rect, "/BitsPerComponent 1/ColorSpace[/Indexed/DeviceRGB 1<FFFFFF 000000>]/Filter/FlateDecode", flate(f, bits(small)))))
	f.Add(pdf("", onePicture(page.Rect, "/ImageMask true/BitsPerComponent 1/Filter/FlateDecode", flate(f, bits(page)))))
	raw, err := os.ReadFile(filepath.Join("testdata", "fax.tif"))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(raw)
	f.Fuzz(func(t *testing.T, raw []byte) {
		if len(raw) > 1<<20 {
			return
		}
		small := Reader{dots: 1 << 20}
		err := small.pages(t.Context(), bytes.NewReader(raw), func(p custody.Scanned) error {
			if p.At > 5 {
				return errors.New("enough")
			}
			if p.Err == nil && (len(p.Bytes) == 0 || p.Media == "") {
				t.Errorf("page %d of %d is kept as nothing", p.At, p.Of)
			}
			return nil
		})
		var fault *text.Fault
		if err != nil && err.Error() != "enough" && !errors.As(err, &fault) {
			t.Errorf("no sentence for %v", err)
		}
	})
}
