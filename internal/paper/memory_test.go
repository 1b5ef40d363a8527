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

// What is drawn is let go where nobody needs it any more: at the end memory holds the file, and neither
// it beside the sheets that it was drawn from nor more for every person.
func TestSheetsAreLetGoAsTheyAreDrawn(t *testing.T) {
	held := func(copies int, release bool) (over, file int) {
		before := heap()
		var doc sheet.Document
		for range copies {
			binder := sheettest.New().Binder()
			binder.Sheets = append(doc.Sheets, binder.Sheets[7:]...)
			doc = binder
		}
		peak := 0
		printed := print(t, doc, sheet.Output{Passphrase: "havet", Release: release, Progress: func(done, total int) {
			if done == total {
				peak = heap() - before
			}
		}})
		runtime.KeepAlive(doc)
		return peak - len(printed.PDF), len(printed.PDF)
	}
	held(1, true)
	few, file := held(1, true)
	many, larger := held(6, true)
	if larger < 5*file {
		t.Fatalf("files of %d and %d bytes", file, larger)
	}
	kept, _ := held(6, false)
	if grown, most := many-few, (larger-file)/2; grown > most {
		t.Errorf("beside the file memory grew by %d bytes where the file grew by %d", grown, larger-file)
	}
	t.Logf("beside files of %d and %d bytes: %d and %d bytes; %d where the sheets are kept", file, larger, few, many, kept)
}
