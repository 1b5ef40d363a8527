package scan

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"avbrottsparm/internal/custody"
	"avbrottsparm/internal/text"
)

// The bounds of one hostile file: what it may ask for in all, bit by bit, although most of it is let go
// at once.
const (
	mostAsked      = 8 << 30
	answeredWithin = 30 * time.Second
)

// Files that are made to use up time or memory get a sentence for an answer, and ask for little.
func TestHostileFilesAskForLittle(t *testing.T) {
	const opens = "%PDF-1.5\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R>>endobj\n"
	zeros := func(n int) []byte {
		var out bytes.Buffer
		w := zlib.NewWriter(&out)
		if _, err := w.Write(bytes.Repeat([]byte{' '}, n)); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		return out.Bytes()
	}
	packed := func(dict string, raw []byte) string {
		return fmt.Sprintf("%s4 0 obj<<%s/Length %d>>stream\n%s\nendstream endobj\nstartxref\n%d\n%%%%EOF", opens, dict, len(raw), raw, len(opens))
	}
	for name, raw := range map[string]string{
		"a table of four thousand million":  opens + "xref\n0 4000000000\n0000000000 65535 f \ntrailer<</Root 1 0 R/Size 4000000000>>\nstartxref\n" + fmt.Sprint(len(opens)) + "\n%%EOF",
		"a trailer that says so":            opens + "trailer<</Root 1 0 R/Size 4000000000>>\nstartxref\n9\n%%EOF",
		"a table that leads to itself":      opens + "xref\n0 1\n0000000000 65535 f \ntrailer<</Root 1 0 R/Size 4/Prev " + fmt.Sprint(len(opens)) + ">>\nstartxref\n" + fmt.Sprint(len(opens)) + "\n%%EOF",
		"a table in a stream of zeros":      packed("/Type/XRef/Size 4000000000/W[1 2 1]/Root 1 0 R/Filter/FlateDecode", zeros(200<<20)),
		"a table with wide columns":         packed("/Type/XRef/Size 4000000000/W[1 2000000000 1]/Root 1 0 R/Filter/FlateDecode", zeros(1<<20)),
		"a table over more than is there":   packed("/Type/XRef/Size 4000000000/Index[0 4000000000]/W[1 2 1]/Root 1 0 R/Filter/FlateDecode", zeros(1<<20)),
		"objects in a stream of blanks":     packed("/Type/ObjStm/N 2000000000/First 2000000000/Filter/FlateDecode", zeros(200<<20)),
		"pages that are their own parents":  "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Parent 2 0 R/Count 2/Kids[2 0 R 2 0 R]>>endobj\ntrailer<</Root 1 0 R/Size 3>>\nstartxref\n9\n%%EOF",
		"brackets a million deep":           "%PDF-1.4\n1 0 obj" + strings.Repeat("[", 1<<20) + "\nendobj\ntrailer<</Root 1 0 R/Size 2>>\nstartxref\n9\n%%EOF",
		"as many empty objects as are read": "%PDF-1.4\n" + strings.Repeat("1 0 obj\nendobj\n", mostObjects) + "trailer<</Root 1 0 R/Size 2>>\nstartxref\n9\n%%EOF",
		"pages that draw themselves": string(pdf("", func(f *file) (string, map[string]int) {
			form := f.add("<<>>", []byte(strings.Repeat("/A Do ", 1000)))
			f.objects[form-1] = fmt.Sprintf("<</Type/XObject/Subtype/Form/BBox[0 0 1 1]/Resources<</XObject<</A %d 0 R>>>>/Length 6000>>\nstream\n%s\nendstream", form, strings.Repeat("/A Do ", 1000))
			return "/A Do", map[string]int{"A": form}
		})),
		"a TIFF of four thousand million": "II*\x00\x08\x00\x00\x00\xff\xff" + strings.Repeat("\x01\x01\x03\x00\xff\xff\xff\xff\x08\x00\x00\x00", 1000),
		"a JPEG that says it is enormous": "\xff\xd8\xff\xc0\x00\x0b\x08\xff\xff\xff\xff\x01\x01\x11\x00\xff\xda",
	} {
		t.Run(name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			begin := time.Now()
			var rows []custody.Scanned
			err := New().pages(t.Context(), bytes.NewReader([]byte(raw)), func(p custody.Scanned) error {
				rows = append(rows, p)
				return nil
			})
			runtime.ReadMemStats(&after)
			asked := after.TotalAlloc - before.TotalAlloc
			t.Logf("%d pages, %v, %v, %d MB asked for in %v", len(rows), said(rows), err, asked>>20, time.Since(begin).Round(time.Millisecond))
			if asked > mostAsked || time.Since(begin) > answeredWithin {
				t.Errorf("asked for %d MB in %v", asked>>20, time.Since(begin))
			}
			if err == nil && len(rows) > 0 && rows[0].Err == nil {
				t.Errorf("read %q", said(rows))
			}
			if err != nil && !text.IsFault(err, "scan.broken") && !text.IsFault(err, "scan.pages") {
				t.Errorf("got %v", err)
			}
		})
	}
}
