package custody_test

import (
	"slices"
	"strings"
	"testing"

	"avbrottsparm/internal/custody"
	"avbrottsparm/internal/text"
)

// allowed is the life of a paper as it was agreed on, written out: from, step, to.
var allowed = map[custody.Sort][][3]string{
	custody.SortForm: {
		{"issued", "return", "returned"}, {"issued", "missing", "missing"},
		{"returned", "transcribe", "transcribed"}, {"returned", "destroy", "destroyed"}, {"returned", "missing", "missing"},
		{"transcribed", "keep", "kept"}, {"transcribed", "destroy", "destroyed"}, {"transcribed", "missing", "missing"},
		{"missing", "found", "issued"},
	},
	custody.SortSheet: {
		{"issued", "return", "returned"}, {"issued", "missing", "missing"},
		{"returned", "destroy", "destroyed"}, {"returned", "missing", "missing"},
		{"missing", "found", "issued"},
	},
}

// Every state meets every step, for forms and for sheets that are only read: what was not agreed on is
// refused, and what is offered next is what is allowed.
func TestTheLifeOfAPaper(t *testing.T) {
	for sort, rows := range allowed {
		met := 0
		for _, from := range custody.States() {
			var open []custody.Step
			for _, step := range custody.Steps() {
				i := slices.IndexFunc(rows, func(r [3]string) bool { return r[0] == string(from) && r[1] == string(step) })
				to, ok := from.After(sort, step)
				if ok != (i >= 0) || (ok && string(to) != rows[i][2]) {
					t.Errorf("sort %d: %s by %s gives %q %v", sort, from, step, to, ok)
				}
				err := custody.Check(sort, from, step, "tom")
				if (err == nil) != ok || (err != nil && !text.IsFault(err, "custody.state")) {
					t.Errorf("sort %d: check of %s by %s: %v", sort, from, step, err)
				}
				if ok {
					met++
					open = append(open, step)
				}
			}
			if got := from.Open(sort); !slices.Equal(got, open) {
				t.Errorf("sort %d: after %s are offered %v, want %v", sort, from, got, open)
			}
		}
		if met != len(rows) {
			t.Errorf("sort %d: %d steps are allowed, want %d", sort, met, len(rows))
		}
	}
}

func TestWhatAStepNeeds(t *testing.T) {
	for name, c := range map[string]struct {
		sort custody.Sort
		from custody.State
		step custody.Step
		note string
		code string
	}{
		"a word that is no step":           {custody.SortForm, custody.StateIssued, "burn", "", "custody.step"},
		"an empty form, without a reason":  {custody.SortForm, custody.StateReturned, custody.StepDestroy, "", "custody.no_note"},
		"an empty form, with one":          {custody.SortForm, custody.StateReturned, custody.StepDestroy, "Tom.", ""},
		"a protected sheet needs none":     {custody.SortSheet, custody.StateReturned, custody.StepDestroy, "", ""},
		"a form that is in Lifecare":       {custody.SortForm, custody.StateTranscribed, custody.StepDestroy, "", ""},
		"as long as a note may be":         {custody.SortForm, custody.StateIssued, custody.StepMiss, strings.Repeat("å", custody.LongestNote), ""},
		"a note too long":                  {custody.SortForm, custody.StateIssued, custody.StepMiss, strings.Repeat("å", custody.LongestNote+1), "custody.long_note"},
		"what is destroyed stays that way": {custody.SortForm, custody.StateDestroyed, custody.StepFind, "", "custody.state"},
	} {
		err := custody.Check(c.sort, c.from, c.step, c.note)
		if (c.code == "" && err != nil) || (c.code != "" && !text.IsFault(err, c.code)) {
			t.Errorf("%s: %v, want %q", name, err, c.code)
		}
	}
}

// Whoever tells a step that doesn't fit reads where the paper is and what fits instead.
func TestARefusedStepSaysWhatFits(t *testing.T) {
	for _, lang := range []text.Lang{text.Swedish, text.English} {
		for _, sort := range []custody.Sort{custody.SortForm, custody.SortSheet} {
			for _, from := range custody.States() {
				for _, step := range custody.Steps() {
					if err := custody.Check(sort, from, step, "tom"); err != nil {
						if said := text.For(lang).Explain(err); strings.ContainsAny(said, "{[") {
							t.Errorf("%s by %s: %s", from, step, said)
						}
					}
				}
			}
		}
	}
	said := text.For(text.Swedish).Explain(custody.Check(custody.SortForm, custody.StateIssued, custody.StepTranscribe, ""))
	if !strings.Contains(said, "Markera det som återlämnat först.") || !strings.HasPrefix(said, "Pappret är ute") {
		t.Errorf("says %q", said)
	}
}
