package wiring

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/custody"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/sheet/sheettest"
	"avbrottsparm/internal/text"
)

// Given forms that were printed out of a real binder, when they come back in one scanned PDF among
// broken files, then every page lies sealed in the binder after it was stopped half-way, locked and read
// again, and nothing of it is readable in the folder of the binder.
func TestAScannedFolderSurvivesBeingStopped(t *testing.T) {
	d, err := Desk(text.Swedish)
	if err != nil {
		t.Fatal(err)
	}
	vault, dir := t.TempDir(), t.TempDir()
	const phrase = "nattens lampa lyser svagt"
	s, _, err := Demo(t.Context(), d, vault, phrase, sheettest.Now)
	if err != nil {
		t.Fatal(err)
	}
	job, err := s.Print(t.Context(), desk.Order{What: "deviation", Blanks: 4, Paper: true})
	if err != nil {
		t.Fatal(err)
	}
	var file []pdfPicture
	for _, g := range rendered(t, job.PDF, 150) {
		file = append(file, asJPEG(t, g))
	}
	file = slices.Delete(file, 1, 2) // the first form's second page was forgotten
	foreign := realForms(t, 1)
	for _, g := range rendered(t, printedForms(t, foreign).PDF, 150) {
		file = append(file, asJPEG(t, g))
	}
	scan := pdfOf(file...)
	for name, raw := range map[string][]byte{"2.pdf": scan, "1.pdf": scan[:len(scan)/2], "3.jpg": []byte("\xff\xd8\xff")} {
		if err := os.WriteFile(filepath.Join(dir, name), raw, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	ctx, stop := context.WithCancel(t.Context())
	report, err := s.ScanFolder(ctx, dir, func(done, _ int) {
		if done == 4 {
			stop()
		}
	})
	if kept := report.Count(desk.ScanFiled); !errors.Is(err, context.Canceled) || kept == 0 || kept > 3 {
		t.Fatalf("%+v, %v", report, err)
	}
	first := report.Count(desk.ScanFiled)
	if err := s.Lock(); err != nil {
		t.Fatal(err)
	}
	if s, err = d.Unlock(t.Context(), vault, "demo", phrase); err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := s.Lock(); err != nil {
			t.Error(err)
		}
	}()
	if report, err = s.ScanFolder(t.Context(), dir, nil); err != nil {
		t.Fatal(err)
	}
	if report.Count(desk.ScanKnown) != first || report.Count(desk.ScanFiled)+first != 7 || report.Count(desk.ScanForeign) == 0 || report.Count(desk.ScanBroken) != 2 || len(report.Done) != 0 {
		t.Errorf("%d known of %d, %d new, %d foreign, %d broken, done %q", report.Count(desk.ScanKnown), first, report.Count(desk.ScanFiled),
			report.Count(desk.ScanForeign), report.Count(desk.ScanBroken), report.Done)
	}
	for i, n := range job.Numbers {
		form, err := s.FormOf(n.String())
		if err != nil || form.State != custody.StateReturned || fmt.Sprint(form.Missing()) != map[bool]string{true: "[2]", false: "[]"}[i == 0] || form.Kind != "deviation" {
			t.Errorf("%d: %+v, missing %v, %v", i, form, form.Missing(), err)
		}
	}
	form, err := s.FormOf(custody.Code(job.Numbers[0], 1, 1))
	if err != nil || form.Page != 1 {
		t.Fatalf("%+v, %v", form, err)
	}
	doc, raw, err := s.OpenDocument(t.Context(), form.Scans[0].Document, "")
	if err != nil || !bytes.Equal(raw, file[0].raw) || doc.Area != access.AreaSocial.String() {
		t.Errorf("%+v, %v", doc, err)
	}
	found, err := s.Verify(t.Context(), nil)
	if err != nil || !found.OK() {
		t.Errorf("%+v, %v", found, err)
	}
	at := len(file[0].raw) / 2
	lying, err := filepath.Glob(filepath.Join(vault, "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range lying {
		if info, err := os.Stat(path); err != nil || !info.Mode().IsRegular() {
			continue
		}
		held, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(held, file[0].raw[at:at+64]) {
			t.Errorf("%s holds a page in the clear", filepath.Base(path))
		}
	}
	if again, err := s.ScanFolder(t.Context(), dir, nil); err != nil || again.Count(desk.ScanKnown) != 7 || again.Count(desk.ScanFiled)+again.Count(desk.ScanAnother) != 0 {
		t.Errorf("again: %+v, %v", again.Rows, err)
	}
}
