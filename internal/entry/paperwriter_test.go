package entry

import "testing"

// Who writes a paper down is not its writer: the name on it must be said, for a numbered paper as for one
// with pictures. What corrects an entry has it from there.
func TestAPaperSaysWhoWroteOnIt(t *testing.T) {
	for name, c := range map[string]struct {
		paper *Paper
		old   string
		stops bool
	}{
		"written in the binder": {nil, "", false},
		"numbered":              {&Paper{Number: "17"}, "", true},
		"numbered, blank name":  {&Paper{Number: "17", Name: "  "}, "", true},
		"pictures":              {&Paper{Pictures: []string{"d1"}}, "", true},
		"named":                 {&Paper{Number: "17", Name: "Rut Ek"}, "", false},
		"corrects":              {&Paper{Number: "17"}, "n0", false},
	} {
		e := note()
		e.Paper, e.Corrects = c.paper, c.old
		stops := false
		for _, p := range dueKinds(t).Check(e, night) {
			stops = stops || p == Problem{Field: "paper", Code: "no_paper_writer"}
		}
		if stops != c.stops {
			t.Errorf("%s: stopped %v, want %v", name, stops, c.stops)
		}
	}
}
