package main

import (
	"errors"
	"slices"
	"strings"

	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/form"
	"avbrottsparm/internal/text"
)

// unreadyShape is one thing that keeps an entry from being signed.
type unreadyShape struct {
	Field   string `json:"field"` // "person", or the name of a field
	Code    string `json:"code"`
	Label   string `json:"label"`
	Message string `json:"message"`
}

// unready is an entry that could not be signed, with all that is missing or wrong at once. Its code is
// that of the first.
type unready struct {
	*text.Fault
	code     string
	problems []unreadyShape
}

func (u *unready) Unwrap() error { return u.Fault }

// unready words the problems of an entry.
func (a *app) unready(f form.Form, problems []entry.Problem) error {
	u := &unready{code: "entry." + problems[0].Code}
	var fields []string
	for _, p := range problems {
		shape := unreadyShape{Field: p.Field, Code: "entry." + p.Code, Label: a.labelOf(f, p.Field), Message: a.words.Say("entry." + p.Code)}
		u.problems = append(u.problems, shape)
		if !slices.Contains(fields, p.Field) {
			fields = append(fields, p.Field)
		}
	}
	u.Fault = text.NewFault("parm.unready", "fields", strings.Join(fields, ", "))
	return u
}

// sayProblems lists what keeps an entry from being signed on standard error.
func (a *app) sayProblems(err error) {
	var u *unready
	if !errors.As(err, &u) {
		return
	}
	for _, p := range u.problems {
		a.say("  " + join(" – ", p.Field, p.Label) + ": " + p.Message)
	}
}

// labelOf is what a field is called on the form.
func (a *app) labelOf(f form.Form, id string) string {
	for _, field := range f.EntryFields() {
		if field.ID == id {
			return field.Label.In(a.words.Lang())
		}
	}
	return a.words.Say("parm.write.whom")
}
