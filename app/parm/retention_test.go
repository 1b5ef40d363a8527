package main

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"avbrottsparm/app/wiring"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/retention"
	"avbrottsparm/internal/text"
)

// Given the municipality's decision and the real vault, when the days of an entry are over, then
// it is gone for good, also after reopening and from the copies; verification accounts for every
// record, with those that were purged counted apart.
func TestAPurgedEntryIsGoneAndEveryRecordAccountedFor(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "binder")
	d, err := wiring.Desk(text.Swedish)
	must(t, err)
	now := time.Now()
	d.Now = func() time.Time { return now }
	s, _, err := wiring.Demo(t.Context(), d, dir, "en ganska lång fras", now)
	must(t, err)
	ids := []string{signedNote(t, s, "Införd"), signedNote(t, s, "Väntar")}
	_, err = s.Reenter(t.Context(), ids[0], "LC 1", "")
	must(t, err)
	must(t, s.SetRetention(t.Context(), retention.Rules{ReplicaDays: 365, WarnDays: 7, Decision: "SN 2026:14",
		KeepDays: map[retention.Law]int{retention.LawSocial: 30}}))
	_, err = s.KeepCopy(t.Context(), nil)
	must(t, err)

	now = now.AddDate(0, 0, 31)
	c, err := s.PurgeEntries(t.Context())
	must(t, err)
	if c.Count() != 1 || c.Decision != "SN 2026:14" {
		t.Errorf("certificate: %+v", c)
	}
	must(t, s.Lock())

	s, err = d.Unlock(t.Context(), dir, "demo", "en ganska lång fras")
	must(t, err)
	defer func() { must(t, s.Lock()) }()
	if _, err := s.Entry(ids[0]); !text.IsFault(err, "entry.unknown") {
		t.Errorf("the purged entry: %v", err)
	}
	if kept, err := s.Entry(ids[1]); err != nil || kept.State != entry.StateSigned {
		t.Errorf("the entry that waits: %+v, %v", kept, err)
	}
	report, err := s.Verify(t.Context(), nil)
	must(t, err)
	if !report.OK() || report.Purged != 2 || report.Opened != report.Records-2 {
		t.Errorf("verification: %+v", report)
	}
	copies, err := s.Kept(t.Context())
	if err != nil || len(copies) != 1 || copies[0].Head == (ledger.Head{}) {
		t.Errorf("copies: %+v, %v", copies, err)
	}
	files, err := os.ReadDir(filepath.Join(dir, "copies"))
	if err != nil || len(files) != 1 {
		t.Errorf("%d files beside the binder, %v", len(files), err)
	}
	lines, err := s.Log(t.Context(), desk.LogQuery{Action: "purge"})
	if err != nil || len(lines) != 1 {
		t.Errorf("lines about the purge: %+v, %v", lines, err)
	}
}

// signedNote signs a note about the first person of the binder.
func signedNote(t *testing.T, s *desk.Session, headline string) string {
	t.Helper()
	e := s.NewNote(s.People("")[0].ID)
	e.Headline, e.Text, e.EventTime = headline, "Sov lugnt.", s.Now()
	signed, err := s.Sign(t.Context(), e)
	must(t, err)
	return signed.ID
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
