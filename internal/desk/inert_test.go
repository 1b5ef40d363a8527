package desk

import "testing"

// Given what somebody wrote or pasted, when it stands in a cell of a file, then no spreadsheet carries it
// out and nothing in it steers or turns what is read.
func TestACellIsHarmless(t *testing.T) {
	for cell, want := range map[string]string{
		"=1+1":                  "'=1+1",
		" \u00a0@x":             "' \u00a0@x",
		"\x00=1":                "'=1",
		"\u202e=1":              "'=1",
		"a\x1b[31mb\u009bc\x07": "a[31mbc",
		"5\u202e mg\u2066":      "5 mg",
		"två\nrader":            "två\nrader",
	} {
		if got := inert(cell); got != want {
			t.Errorf("%q became %q, want %q", cell, got, want)
		}
	}
}
