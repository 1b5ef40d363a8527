package entry

import (
	"slices"
	"strings"
	"testing"
)

// Given what came by pasting or from a file with characters that no eye sees, when it is signed, then what
// is kept is what could be read, and what shows nothing counts as nothing.
func TestWhatNoEyeSeesIsNotSigned(t *testing.T) {
	for said, want := range map[string]string{
		"Sov lugnt.\nDrack\tte.": "Sov lugnt.\nDrack\tte.",
		"a\x00b\x1b[31mc\u009bd": "ab[31mcd",
		"5\u202e mg 01\u2066":    "5 mg 01",
		"rad\u2028rad\u0085rad":  "rad\nrad\nrad",
		"\ufeffhej\u200b":        "hej",
		"\u200b\u200d \n":        "",
		"👩🏽\u200d⚕️ åäö":         "👩🏽\u200d⚕️ åäö",
	} {
		e := note()
		e.Headline, e.Text, e.Values = said, said, map[string]string{"why": said}
		e.Subject, e.Paper = &Subject{Name: said, Number: said}, &Paper{Name: said, Title: said}
		p := e.Plain()
		for _, got := range []string{p.Headline, p.Text, p.Values["why"], p.Subject.Name, p.Subject.Number, p.Paper.Name, p.Paper.Title} {
			if got != want {
				t.Errorf("%q became %q, want %q", said, got, want)
			}
		}
		if e.Values["why"] != said || e.Subject.Name != said || e.Paper.Name != said {
			t.Errorf("%q was changed where it came from", said)
		}
	}
}

func TestNamesHaveALengthAndTextsASight(t *testing.T) {
	long := strings.Repeat("ö", MaxHeadline+1)
	for name, c := range map[string]struct {
		change func(*Entry)
		want   Problem
	}{
		"a text that nobody sees": {func(e *Entry) { e.Text = "\u200b\u2060" }, Problem{Field: "text", Code: "no_text"}},
		"a person nobody sees":    {func(e *Entry) { e.PersonID, e.Subject = "", &Subject{Name: "\u200b"} }, Problem{Field: "person", Code: "no_person"}},
		"a name too long":         {func(e *Entry) { e.PersonID, e.Subject = "", &Subject{Name: long} }, Problem{Field: "person", Code: "long_name"}},
		"a number too long":       {func(e *Entry) { e.PersonID, e.Subject = "", &Subject{Name: "Ek", Number: long} }, Problem{Field: "person", Code: "long_name"}},
		"a writer too long":       {func(e *Entry) { e.Paper = &Paper{Name: long} }, Problem{Field: "paper", Code: "long_name"}},
		"a title too long":        {func(e *Entry) { e.Paper = &Paper{Name: "Ek", Title: long} }, Problem{Field: "paper", Code: "long_name"}},
	} {
		e := note()
		c.change(&e)
		if found := kinds(t).Check(e, e.EventTime); !slices.Contains(found, c.want) || len(found) != 1 {
			t.Errorf("%s: %+v", name, found)
		}
	}
	stamped := note()
	stamped.Subject = &Subject{Name: long} // as a register has it
	if found := kinds(t).Check(stamped, stamped.EventTime); len(found) != 0 {
		t.Errorf("a person of the binder: %+v", found)
	}
}
