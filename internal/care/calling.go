package care

import (
	"regexp"
	"strings"
)

var (
	firstWords   = regexp.MustCompile(`(första|1:?a|först)\s*(hands?)?\s*-?\s*kontakt|ring(s|a)?\s+(alltid\s+)?först|kontaktas\s+först|närmast(e)?\s+anhörig`)
	notFirst     = regexp.MustCompile(`(inte|ej)\s+(som\s+)?(första|1:?a)`)
	nightNoWords = regexp.MustCompile(`(ej|inte|aldrig)\s+(\S+\s+){0,4}?(natt|nätter)|natt(etid)?\s*[:=]?\s*(nej|ej)|(endast|bara)\s+(\S+\s+){0,2}?(dagtid|dag|kväll)`)
	nightOkWords = regexp.MustCompile(`(får|kan|vill|ska)\s+(\S+\s+){0,5}?(natt|nätter)|dygnet\s+runt|(även|också)\s+(\S+\s+){0,2}?natt|natt(etid)?\s*[:=]?\s*(ja|ok)|alla\s+tider|när\s+som\s+helst`)
)

// ReadCallingNote reads what units write in a relative's note about calling: "första kontakt",
// "ej natt", "får kontaktas nattetid", "dygnet runt". Night is nil when the note says nothing of
// it; where a note says both, no call at night is the answer.
func ReadCallingNote(note string) (first bool, night *bool) {
	note = strings.ToLower(note)
	first = firstWords.MatchString(note) && !notFirst.MatchString(note)
	no, yes := false, true
	switch {
	case nightNoWords.MatchString(note):
		night = &no
	case nightOkWords.MatchString(note):
		night = &yes
	}
	return first, night
}
