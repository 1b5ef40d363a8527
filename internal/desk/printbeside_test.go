package desk_test

import (
	"context"
	"sync"
	"testing"

	"avbrottsparm/internal/custody"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/sheet"
)

// Given a long file on its way to the disk, when several things are printed, looked at and compared at
// once, then all that only reads answers meanwhile, every page comes out, and no number is drawn twice
// or forgotten.
func TestPaperIsMadeBesideALongFile(t *testing.T) {
	u, s, o := evenings(t, desk.PaperSettings{Evening: desk.Evening{Paper: true}})
	u.now = at(t, "2026-11-23 18:05")
	p := u.preview(s, "lång", many(1000))
	begun, goOn := make(chan bool), make(chan bool)
	u.vault.fails = func(c ledger.Change) bool {
		if len(c.Puts) >= 1000 {
			begun <- true
			<-goOn
		}
		return false
	}
	journals := desk.Order{What: desk.PrintJournal, Blanks: 5}
	beside := map[string]func(context.Context) error{
		"look": func(ctx context.Context) error {
			_, err := s.Proof(ctx, desk.Order{What: desk.PrintBinder})
			return err
		},
		"compare": func(ctx context.Context) error { _, err := s.Changes(ctx); return err },
	}
	waiting := map[string]func(context.Context) error{
		"journals": func(ctx context.Context) error { _, err := s.PrintTo(ctx, journals, sheet.Sending{}); return err },
		"more":     func(ctx context.Context) error { _, err := s.PrintTo(ctx, journals, sheet.Sending{}); return err },
		"binder": func(ctx context.Context) error {
			_, err := s.PrintTo(ctx, desk.Order{What: desk.PrintBinder}, sheet.Sending{})
			return err
		},
		"evening": func(ctx context.Context) error { _, err := s.RunEvening(ctx, "/usual"); return err },
		"list": func(context.Context) error {
			s.Slips(desk.SlipQuery{})
			s.EveningState()
			s.Failed()
			return nil
		},
	}
	imported := make(chan error)
	go func() { imported <- s.Import(t.Context(), p) }()
	<-begun
	for name, do := range beside { // they answer although the file is not stored yet
		if err := do(t.Context()); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	var all sync.WaitGroup
	for name, do := range waiting {
		all.Go(func() {
			if err := do(t.Context()); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		})
	}
	goOn <- true
	if err := <-imported; err != nil {
		t.Fatal(err)
	}
	all.Wait()
	if len(o.out) != 4 || len(o.saved) != 1 || s.EveningState().Due {
		t.Errorf("%d came out, %d saved: %+v", len(o.out), len(o.saved), s.EveningState())
	}
	drawn := map[custody.Number]bool{}
	for _, row := range s.Slips(desk.SlipQuery{}) {
		drawn[row.Number] = true
	}
	want := 0
	for _, doc := range u.paper {
		for _, sh := range doc.Sheets {
			if sh.Number != "" {
				want++
			}
			if sh.Number != "" && !drawn[sh.Number] {
				t.Errorf("%s is not accounted for", sh.Number)
			}
		}
	}
	if len(drawn) != want || want < 10 {
		t.Errorf("%d numbers on %d sheets", len(drawn), want)
	}
}
