package page

import (
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

// mostFindings is how many findings are worded: the rest say no more than their number.
const mostFindings = 10

// Findings words what a verification found wrong, or what a recovery could not save.
func Findings(w *text.Words, found []ledger.Finding) []string {
	var lines []string
	for i, f := range found {
		if i == mostFindings {
			return append(lines, w.Count("safety.verify.more_wrong", len(found)-i))
		}
		lines = append(lines, w.Say("verify."+f.Code, "seq", f.Seq))
	}
	return lines
}
