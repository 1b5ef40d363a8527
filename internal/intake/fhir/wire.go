package fhir

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"
	"time"
)

// The data types of FHIR R4 that are read, with the fields that are used. Numbers keep the digits
// of the file: 0.50 is not 0.5 to whoever reads a dose.
type (
	coding struct {
		System       string `json:"system"`
		Code         string `json:"code"`
		Display      string `json:"display"`
		UserSelected bool   `json:"userSelected"`
	}
	concept struct {
		Coding []coding `json:"coding"`
		Text   string   `json:"text"`
	}
	period struct {
		Start string `json:"start"`
		End   string `json:"end"`
	}
	identifier struct {
		Use    string  `json:"use"`
		Type   concept `json:"type"`
		System string  `json:"system"`
		Value  string  `json:"value"`
		Period period  `json:"period"`
	}
	reference struct {
		Reference  string      `json:"reference"`
		Type       string      `json:"type"`
		Identifier *identifier `json:"identifier"`
		Display    string      `json:"display"`
	}
	humanName struct {
		Use    string   `json:"use"`
		Text   string   `json:"text"`
		Family string   `json:"family"`
		Given  []string `json:"given"`
		Period period   `json:"period"`
	}
	postal struct {
		Use        string   `json:"use"`
		Text       string   `json:"text"`
		Line       []string `json:"line"`
		City       string   `json:"city"`
		PostalCode string   `json:"postalCode"`
		Period     period   `json:"period"`
	}
	telecom struct {
		System string `json:"system"`
		Value  string `json:"value"`
		Use    string `json:"use"`
		Rank   int    `json:"rank"`
		Period period `json:"period"`
	}
	annotation struct {
		Text string `json:"text"`
	}
	quantity struct {
		Value      json.Number `json:"value"`
		Comparator string      `json:"comparator"`
		Unit       string      `json:"unit"`
		Code       string      `json:"code"`
	}
	span struct { // a Range
		Low  *quantity `json:"low"`
		High *quantity `json:"high"`
	}
	ratio struct {
		Numerator   *quantity `json:"numerator"`
		Denominator *quantity `json:"denominator"`
	}
	extension struct {
		ValueString string `json:"valueString"`
	}
)

func (r reference) empty() bool {
	return r.Reference == "" && r.Identifier == nil && r.Display == ""
}

// said is a concept in words: its text, else the display that a person chose, else any display.
// A bare code is for callers that can live with one.
func (c concept) said() string {
	if said := line(c.Text); said != "" {
		return said
	}
	chosen := ""
	for _, coding := range c.Coding {
		display := line(coding.Display)
		if display != "" && !coding.absent() && (chosen == "" || coding.UserSelected) {
			chosen = display
		}
	}
	return chosen
}

// absent tells a code that says why there is none: a medicine is never called "unknown".
func (c coding) absent() bool { return strings.HasSuffix(system(c.System), "/data-absent-reason") }

// saidOrCode is said, or a code where there are no words.
func (c concept) saidOrCode() string {
	if said := c.said(); said != "" {
		return said
	}
	for _, coding := range c.Coding {
		if coding.Code != "" && !coding.absent() {
			return line(coding.Code)
		}
	}
	return ""
}

// has tells whether one of the codes is among those given, whatever their case and system.
func (c concept) has(codes ...string) bool { return hasCode(c.Coding, codes...) }

func hasCode(codings []coding, codes ...string) bool {
	return slices.ContainsFunc(codings, func(coding coding) bool {
		return slices.ContainsFunc(codes, func(code string) bool { return strings.EqualFold(coding.Code, code) })
	})
}

// all are concepts in words, on one line.
func all(concepts []concept, sign string) string {
	var said []string
	for _, c := range concepts {
		if one := c.saidOrCode(); one != "" && !slices.Contains(said, one) {
			said = append(said, one)
		}
	}
	return strings.Join(said, sign)
}

// notes are annotations, one under the other.
func notes(annotations []annotation) string {
	var said []string
	for _, a := range annotations {
		said = append(said, clean(a.Text))
	}
	return joinLines(said...)
}

// few are as many parts of a resource as are read.
func few[T any](list []T) []T { return list[:min(len(list), maxParts)] }

// joinLines puts what isn't empty on lines of its own.
func joinLines(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), "\n")
}

func joinWords(sign string, parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), sign)
}

// over tells whether the period has ended; one whose end can't be read has not.
func (p period) over(now time.Time) bool {
	end, ok := readTime(p.End, true)
	if !ok || end.IsZero() {
		return false
	}
	if dateOnly(p.End) {
		return dayOf(end).Before(dayOf(now))
	}
	return end.Before(now)
}

// toCome tells whether the period has not begun.
func (p period) toCome(now time.Time) bool {
	start, ok := readTime(p.Start, false)
	return ok && start.After(now)
}

// name is the name to use: the official one, else the usual, never one that is no longer used.
func nameOf(names []humanName, now time.Time) humanName {
	rank := map[string]int{"official": 1, "usual": 2, "": 3, "temp": 4, "nickname": 5, "anonymous": 6}
	var fit []humanName
	for _, n := range names {
		if rank[n.Use] > 0 && !n.Period.over(now) {
			fit = append(fit, n)
		}
	}
	slices.SortStableFunc(fit, func(x, y humanName) int { return cmp.Compare(rank[x.Use], rank[y.Use]) })
	for _, n := range fit {
		if given, family, whole := n.parts(); given+family+whole != "" {
			return n
		}
	}
	return humanName{}
}

// parts are the given and the family name; the whole counts only where both are missing.
func (n humanName) parts() (given, family, whole string) {
	given, family = cut(line(strings.Join(few(n.Given), " ")), maxName), cut(line(n.Family), maxName)
	if given == "" && family == "" {
		whole = cut(line(n.Text), maxName)
	}
	return given, family, whole
}

func (n humanName) plain() string {
	given, family, whole := n.parts()
	return joinWords(" ", given, family, whole)
}
