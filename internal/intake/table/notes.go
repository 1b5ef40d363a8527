package table

import (
	"cmp"
	"regexp"
	"strings"

	"avbrottsparm/internal/care"
)

// journalNote reads a row of journal notes. One whose law isn't told is for those who may read
// health care.
func (r *run) journalNote(key care.PersonKey) {
	n := &care.JournalNote{
		Headline: r.value("headline"), Text: r.value("body"), By: cmp.Or(r.value("by"), r.value("sign")),
		Title: r.value("title"), Law: lawName(r.value("law")), Unit: r.value("unit"), Wrong: r.says("wrong"), Signed: r.says("signed"),
	}
	if n.Text == "" {
		r.fail(r.heading("body"), "no_note")
		return
	}
	at, ok := r.moment("day", "time", r.day)
	if ok && at.at.IsZero() {
		at, ok = r.moment("event", "event", r.day)
	}
	if !ok {
		return
	}
	n.At, n.Written = at.at, r.dayAlone("written", nil)
	if n.At.IsZero() {
		n.At = n.Written
	}
	if n.At.IsZero() {
		r.fail(cmp.Or(r.heading("day"), r.heading("event")), "no_date")
		return
	}
	r.keep(n, key)
}

// warnings reads what to beware of with a person, each column its own sort. A yes alone is told by
// its heading.
func (r *run) warnings(key care.PersonKey, columns map[string][]column) {
	found := len(r.batch.Incoming)
	noted, by := r.dayAlone("day", nil), r.value("by")
	take := func(kind care.WarningKind, heading, cell string) {
		if saysNo(cell) {
			return
		}
		if saysYes(cell) {
			cell = heading
		}
		r.keep(&care.Warning{What: kind, Text: cell, Noted: noted, By: by}, key)
	}
	for _, sort := range []struct {
		field string
		kind  care.WarningKind
	}{{"warning", care.WarningWarning}, {"observation", care.WarningObservation}, {"infection", care.WarningInfection}} {
		for _, c := range columns[sort.field] {
			take(sort.kind, c.heading, underHeading(c.heading, at(r.cells, c.index)))
		}
	}
	if r.lay.kind != sheetWarnings {
		return
	}
	if kind := cmp.Or(r.value("warning_kind"), r.value("sort")); kind != "" {
		take(warningKind(kind), kind, cmp.Or(r.value("details"), kind))
	} else if details := r.value("details"); details != "" && len(r.batch.Incoming) == found+1 {
		last := r.batch.Incoming[found].Item
		if w, ok := last.(*care.Warning); ok {
			w.Text = addLine(w.Text, details)
		}
	}
	if len(r.batch.Incoming) == found && r.lay.has("warning_kind", "sort") {
		r.fail(r.heading("details"), "no_text")
	}
}

var plainHeadings = regexp.MustCompile(`(?i)^\W*(varning(ar)?|observera|observand\pL+|uppmärksamma|smitta|smittor)\W*$`)

// rescue is a column in which a no is what to know, and a yes what goes for everybody; noneKnown
// is a no in more words.
var (
	rescue    = regexp.MustCompile(`(?i)^(hlr|hlr-beslut|hjärt-?lungräddning)$`)
	noneKnown = regexp.MustCompile(`(?i)^\W*(ingen|inga|inget)\s+(kända?|känt|överkänslighet(er)?|allergi(er)?|smitta)\W*$`)
)

// underHeading is the text of a warning with the heading that it needs to be understood:
// "Blodförtunnande: Eliquis".
func underHeading(heading, cell string) string {
	if rescue.MatchString(heading) {
		if saysYes(cell) || cell == "" || isDash(cell) {
			return ""
		}
		return heading + ": " + cell
	}
	if noneKnown.MatchString(cell) {
		return ""
	}
	if care.TellsDose(cell, false) && ofClotting.MatchString(heading) {
		cell = withoutFigures(cell) // which, and no dose: warnings stand on every sheet
	}
	if plainHeadings.MatchString(heading) || saysNo(cell) || saysYes(cell) || strings.Contains(strings.ToLower(cell), strings.ToLower(heading)) {
		return cell
	}
	return heading + ": " + cell
}

// warningKind reads the sort of a warning; what isn't known is a warning.
func warningKind(cell string) care.WarningKind {
	switch lower := strings.ToLower(cell); {
	case strings.Contains(lower, "smitt") || strings.Contains(lower, "infekt"):
		return care.WarningInfection
	case strings.Contains(lower, "observ") || strings.Contains(lower, "uppmärks"):
		return care.WarningObservation
	}
	return care.WarningWarning
}

// member reads a row of a list of staff. Their identity numbers are not taken: nothing needs them.
func (r *run) member() {
	name := splitName(r.value("given"), r.value("family"), cmp.Or(r.value("staff_name"), r.value("name")))
	ref := &care.Reference{
		What: care.ReferenceStaff, Name: name.plain(), Title: r.value("title"), Sign: r.value("sign"),
		Number: cmp.Or(strings.TrimSuffix(r.value("number"), ".0"), r.value("sign")),
		Phones: r.phones(r.lay.client), Emails: readEmails(r.value("email")),
	}
	if ref.Name == "" {
		r.fail(cmp.Or(r.heading("staff_name"), r.heading("name"), r.heading("family")), "no_staff")
		return
	}
	ref.SourceID = cmp.Or(ref.Number, care.FoldName(ref.Name))
	r.keep(ref, care.PersonKey{})
}
