//go:build bench

package wiring

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"strconv"
	"strings"
	"testing"
	"time"

	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/text"

	"github.com/xuri/excelize/v2"
)

// What an import may take at its peak: so many times the file, however long it is. A row is read
// into cells, an item, its text, and that sealed, and its neighbours wait for it. A workbook is
// packed to a tenth, and counts as it lies on the disk.
const (
	mostPerByte       = 40
	mostPerPackedByte = 120
)

// importing is set in the process that a test starts to see what an import takes: the binder's
// folder and the file, or the folder alone for what an open binder takes.
const importing = "AVBROTTSPARM_IMPORTING"

func init() {
	what := os.Getenv(importing)
	if what == "" {
		return
	}
	if err := importedAlone(what); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

// importedAlone opens the binder, reads the file in if there is one, and prints the most that the
// process held. The memory of the key derivation is given back first.
func importedAlone(what string) error {
	dir, file, _ := strings.Cut(what, "\n")
	d, err := Desk(text.Swedish)
	if err != nil {
		return err
	}
	s, err := d.Unlock(context.Background(), dir, "", passphrase)
	if err != nil {
		return err
	}
	debug.FreeOSMemory()
	if err := os.WriteFile("/proc/self/clear_refs", []byte("5"), 0); err != nil { // the peak counts from here
		return err
	}
	if file != "" {
		f, err := desk.OpenFile(file)
		if err != nil {
			return err
		}
		p, err := s.Preview(context.Background(), []desk.File{f}, desk.Importing{})
		if err == nil && p.Files[0].Err != nil {
			err = p.Files[0].Err
		}
		if err == nil {
			err = s.Import(context.Background(), p)
		}
		if err != nil {
			return err
		}
	}
	status, err := os.Open("/proc/self/status")
	if err != nil {
		return err
	}
	lines := bufio.NewScanner(status)
	for lines.Scan() {
		if strings.HasPrefix(lines.Text(), "VmHWM") {
			fmt.Println(strings.Fields(lines.Text())[1])
		}
	}
	return errors.Join(lines.Err(), status.Close(), s.Lock())
}

// peakOf is the most that a process of its own holds, in bytes.
func peakOf(t *testing.T, what string) float64 {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self)
	cmd.Env = append(os.Environ(), importing+"="+what)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	kib, err := strconv.ParseFloat(strings.TrimSpace(string(out)), 64)
	if err != nil {
		t.Fatal(err)
	}
	return kib * 1024
}

// TestRatioPeakOfImports holds what an import takes at its peak, above what the open binder takes,
// against its file: the same factor for a short one and one of ten times the length.
func TestRatioPeakOfImports(t *testing.T) {
	for _, rows := range []int{5_000, 50_000} {
		raw := planned(rows, time.Now())
		peak(t, rows, "slingor.csv", raw, mostPerByte)
		peak(t, rows, "slingor.xlsx", asWorkbook(t, raw), mostPerPackedByte)
	}
}

func peak(t *testing.T, rows int, name string, raw []byte, most float64) {
	t.Helper()
	file := filepath.Join(t.TempDir(), name)
	put(t, file, raw)
	d, err := Desk(text.Swedish)
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "binder")
	s, _, err := d.SetUp(t.Context(), dir, desk.Setup{Unit: "Norr", User: "Lena Ek", Title: "undersköterska", Passphrase: passphrase})
	if err != nil {
		t.Fatal(err)
	}
	readIn(t, s, "personer.csv", registered(), 400)
	if err := s.Lock(); err != nil {
		t.Fatal(err)
	}
	taken := peakOf(t, dir+"\n"+file) - peakOf(t, dir)
	size := float64(len(raw))
	row(t, fmt.Sprintf("peak, %d rows, %.1f MB of %s", rows, size/1e6, filepath.Ext(name)[1:]), fmt.Sprintf("%.0fx", taken/size), fmt.Sprintf("%.0fx", most), most*size/taken, 1)
}

// asWorkbook is a table of text as an xlsx file.
func asWorkbook(t *testing.T, raw []byte) []byte {
	t.Helper()
	book := excelize.NewFile()
	sheet, err := book.NewStreamWriter(book.GetSheetName(0))
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for line := range strings.Lines(string(raw)) {
		n++
		var cells []any
		for cell := range strings.SplitSeq(strings.TrimSpace(line), ";") {
			cells = append(cells, cell)
		}
		if err := sheet.SetRow(fmt.Sprintf("A%d", n), cells); err != nil {
			t.Fatal(err)
		}
	}
	var out bytes.Buffer
	if err := errors.Join(sheet.Flush(), book.Write(&out), book.Close()); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}
