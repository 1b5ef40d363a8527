package paper

import (
	"runtime"
	"testing"

	"avbrottsparm/internal/sheet"
	"avbrottsparm/internal/sheet/sheettest"
)

// heap is what is in use, in bytes.
func heap() int {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return int(m.HeapAlloc)
}

// While sheets are drawn, memory holds the file as far as it is written and little more, for however
// many persons: pages that are done are packed and sealed.
func TestMemoryGrowsWithTheFileAlone(t *testing.T) {
	all := sheettest.New().Binder()
	persons := all.Sheets[7:]
	held := func(copies int) (drawing, file int) {
		doc := all
		doc.Sheets = nil
		for range copies {
			doc.Sheets = append(doc.Sheets, persons...)
		}
		before := heap()
		printed := print(t, doc, sheet.Output{Passphrase: "havet", Progress: func(done, total int) {
			if done == total {
				drawing = heap() - before
			}
		}})
		return drawing, len(printed.PDF)
	}
	held(1)
	drawingFew, few := held(1)
	drawingMany, many := held(8)
	if many < 6*few {
		t.Fatalf("files of %d and %d bytes", few, many)
	}
	// The file's slice may have a fourth of its length to spare, and each page has its place in tables.
	if grown, most := drawingMany-drawingFew, (many-few)*3/2; grown > most {
		t.Errorf("%d bytes more in memory for %d bytes more in the file", grown, many-few)
	} else {
		t.Logf("%d bytes more in memory for %d bytes more in the file", grown, many-few)
	}
}
