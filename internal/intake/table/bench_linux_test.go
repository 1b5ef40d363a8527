//go:build bench

package table

import (
	"bytes"
	"fmt"
	"slices"
	"syscall"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"avbrottsparm/data"
	"avbrottsparm/internal/care"
)

// The goal of reading workbooks: what excelize takes to hand out the bare cells of the same file
// in the same run, and not half of it more for what they mean.
const (
	benchRows    = 20_000
	benchRounds  = 15
	workbookGoal = 1 / 1.4
)

// TestRatioWorkbook holds the whole reading of a long schedule against excelize only reading it.
func TestRatioWorkbook(t *testing.T) {
	raw := longWorkbook(t)
	reader, err := NewReader(data.Columns)
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, time.November, 23, 6, 0, 0, 0, care.Stockholm)
	var ours, peer, work, peerWork []time.Duration
	for range benchRounds {
		from, before := time.Now(), processors(t)
		if n := bareRows(t, raw); n != benchRows+1 {
			t.Fatalf("excelize reads %d rows", n)
		}
		peer, peerWork = append(peer, time.Since(from)), append(peerWork, processors(t)-before)
		from, before = time.Now(), processors(t)
		batches, err := reader.Read(t.Context(), "schema.xlsx", raw, now)
		if err != nil || len(batches) != 1 || len(batches[0].Incoming) != benchRows || len(batches[0].Errors) > 0 {
			t.Fatalf("%v, %d batches", err, len(batches))
		}
		ours, work = append(ours, time.Since(from)), append(work, processors(t)-before)
	}
	told := func(name string, us, them time.Duration, goal float64) float64 {
		got := float64(them) / float64(us)
		fmt.Printf("ratio\t%s\t%s\t%s\t%.2f\t%.2f\n", name, us.Round(time.Millisecond), them.Round(time.Millisecond), got, goal)
		return got
	}
	told(fmt.Sprintf("excelize: %d rows of xlsx, work, for information", benchRows), slices.Min(work), slices.Min(peerWork), 0)
	if got := told(fmt.Sprintf("excelize: %d rows of xlsx", benchRows), slices.Min(ours), slices.Min(peer), workbookGoal); got < workbookGoal {
		t.Errorf("%.2f, the goal is %.2f", got, workbookGoal)
	}
}

// processors is the time that they have spent on this process, whatever else runs beside it.
func processors(t *testing.T) time.Duration {
	t.Helper()
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		t.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

// bareRows reads every row and throws it away.
func bareRows(t *testing.T, raw []byte) int {
	t.Helper()
	book, err := excelize.OpenReader(bytes.NewReader(raw), excelize.Options{UnzipSizeLimit: maxUnzipped, UnzipXMLSizeLimit: maxUnzipped, RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	rows, err := book.Rows(book.GetSheetName(0))
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	n := 0
	for rows.Next() {
		if _, err := rows.Columns(); err != nil {
			t.Fatal(err)
		}
		n++
	}
	return n
}

// longWorkbook is a schedule as Excel saves one: texts shared, days as serial numbers with a style.
func longWorkbook(t *testing.T) []byte {
	t.Helper()
	book := excelize.NewFile()
	sheet := book.GetSheetName(0)
	put := func(row int, cells []any) {
		if err := book.SetSheetRow(sheet, fmt.Sprintf("A%d", row), &cells); err != nil {
			t.Fatal(err)
		}
	}
	put(1, []any{"Kundnr", "Förnamn", "Efternamn", "Adress", "Datum", "Starttid", "Sluttid", "Insatser", "Slinga", "Personal", "Notering"})
	monday := time.Date(2026, time.November, 23, 0, 0, 0, 0, time.UTC)
	for v := range benchRows {
		i, round := v%400, v/400
		put(v+2, []any{i, []string{"Elsa", "Åke", "Örjan", "Märta"}[i%4], fmt.Sprintf("Åbergsjö%d", i), fmt.Sprintf("Storgatan %d", i%97+1), monday.AddDate(0, 0, round/3),
			fmt.Sprintf("%02d:%02d", 7+round%3*4+i%4, i%2*30), fmt.Sprintf("%02d:%02d", 7+round%3*4+i%4, i%2*30+20), "Morgonhjälp, Frukost", fmt.Sprintf("Slinga %d", i%20), fmt.Sprintf("Person %d", i%20), "Ring på"})
	}
	var out bytes.Buffer
	if err := book.Write(&out); err != nil {
		t.Fatal(err)
	}
	if err := book.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}
