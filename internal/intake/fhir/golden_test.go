package fhir_test

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/intake/fhir"
)

var update = flag.Bool("update", false, "write the golden files anew")

var now = time.Date(2026, 11, 23, 9, 0, 0, 0, care.Stockholm)

// A municipality's bundle, with all that a unit's server gives about three invented persons, comes
// in as the golden file says: every item, every problem and all that is gone.
func TestAMunicipalitysBundle(t *testing.T) {
	raw, err := os.ReadFile(filepath.Join("testdata", "kommun.json"))
	if err != nil {
		t.Fatal(err)
	}
	if !fhir.NewReader().Recognises("kommun.json", raw) {
		t.Fatal("the bundle isn't recognised")
	}
	batches, err := fhir.NewReader().Read(context.Background(), "kommun.json", raw, now)
	if err != nil {
		t.Fatal(err)
	}
	golden := filepath.Join("testdata", "kommun.golden")
	got := written(t, batches)
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("the bundle came in otherwise than the golden file says:\n%s", difference(got, string(want)))
	}
}

// written is batches as lines that a person can check against the bundle.
func written(t *testing.T, batches []care.Batch) string {
	t.Helper()
	var b strings.Builder
	say := func(format string, args ...any) {
		if _, err := fmt.Fprintf(&b, format+"\n", args...); err != nil {
			t.Fatal(err)
		}
	}
	for _, batch := range batches {
		say("== %s %v as of %s fields %v", batch.Format, batch.Kinds, batch.AsOf.Format(time.RFC3339), batch.Fields)
		for _, in := range batch.Incoming {
			item, err := json.Marshal(in.Item)
			if err != nil {
				t.Fatal(err)
			}
			say("%d %s | %s | %v | %s\n   %s", in.Row, in.Item.ItemKind(), in.Whose.PersonalID, in.Whose.Numbers, in.Whose.Name, item)
		}
		for _, gone := range batch.Removed {
			say("gone %s %s %v", gone.Kind, gone.SourceID, gone.Whose.Numbers)
		}
		for _, p := range batch.Errors {
			say("error %d %s %s %v", p.Row, p.Field, p.Code, p.Pairs)
		}
		for _, p := range batch.Warnings {
			say("warning %d %s %s %v", p.Row, p.Field, p.Code, p.Pairs)
		}
	}
	return b.String()
}

func difference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range max(len(g), len(w)) {
		if i >= len(g) || i >= len(w) || g[i] != w[i] {
			return fmt.Sprintf("line %d:\n got %s\nwant %s", i+1, strings.Join(g[min(i, len(g)):min(i+1, len(g))], ""), strings.Join(w[min(i, len(w)):min(i+1, len(w))], ""))
		}
	}
	return ""
}
