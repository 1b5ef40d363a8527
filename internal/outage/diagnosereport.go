package outage

import (
	"strings"
	"time"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/text"
)

// ReportText is the report to the service desk, to be read out or pasted (routine 3.1.1): the unit, what
// is gone and what still works, who is touched, how it went to log in with user name and password, since
// when, what it probably is, who reports with the number to call back, and the vendor's customer number
// where a vendor is concerned. Identity numbers are taken out of whatever a person wrote.
func (c Catalogue) ReportText(w *text.Words, a Answers, o Reported) string {
	found := c.Diagnose(a)
	if len(o.Broken) > 0 {
		found = Finding{Broken: o.Broken, Sure: true, Outage: true}
	}
	a = c.understood(a)
	r := report{w: w}
	r.line("diagnose.report.unit", orMissing(w, withoutNumbers(o.Unit)))
	r.line("diagnose.report.gone", orUnknown(w, c.names(w, a.Systems)))
	r.line("diagnose.report.works", orUnknown(w, c.names(w, a.Works)))
	r.line("diagnose.report.touched", touched(w, a))
	r.line("diagnose.report.password", r.chosen("diagnose.report.password."+string(a.Password)))
	r.maybe("diagnose.report.ways", strings.Join(c.failureNames(w, a.Ways), ", "))
	r.line("diagnose.report.since", since(w, a.Since, o.At))
	r.maybe("diagnose.report.around", around(w, a))
	if found.Outage && len(found.Broken) > 0 {
		key := "diagnose.report.probably"
		if !found.Sure {
			key = "diagnose.report.perhaps"
		}
		r.line(key, strings.Join(c.brokenNames(w, found.Broken), ", "))
	}
	r.maybe("diagnose.report.seen", withoutNumbers(a.Seen))
	r.line("diagnose.report.reporter", orMissing(w, withoutNumbers(o.Reporter)))
	r.line("diagnose.report.phone", orMissing(w, withoutNumber(o.Phone)))
	for _, vendor := range c.vendorsOf(found.Broken) {
		r.lines = append(r.lines, w.Say("diagnose.report.customer", "vendor", vendor.called(w.Lang()), "number", orMissing(w, vendor.Customer)))
	}
	return strings.Join(r.lines, "\n")
}

// report is the lines of the text.
type report struct {
	w     *text.Words
	lines []string
}

func (r *report) line(key, what string) { r.lines = append(r.lines, r.w.Say(key, "what", what)) }

func (r *report) maybe(key, what string) {
	if what != "" {
		r.line(key, what)
	}
}

// chosen words a choice; one that wasn't made is not known.
func (r *report) chosen(key string) string {
	if !r.w.Has(key) {
		return r.w.Say("diagnose.report.unknown")
	}
	return r.w.Say(key)
}

func orUnknown(w *text.Words, s string) string {
	if s == "" {
		return w.Say("diagnose.report.unknown")
	}
	return s
}

func orMissing(w *text.Words, s string) string {
	if strings.TrimSpace(s) == "" {
		return w.Say("diagnose.report.missing")
	}
	return s
}

func (c Catalogue) names(w *text.Words, ids []string) string {
	var names []string
	for _, id := range ids {
		if s, known := c.System(id); known {
			names = append(names, s.Name.In(w.Lang()))
		}
	}
	return strings.Join(names, ", ")
}

func (c Catalogue) failureNames(w *text.Words, ids []string) []string {
	var names []string
	for _, id := range ids {
		if f, known := c.Failure(id); known {
			names = append(names, f.Name.In(w.Lang()))
		}
	}
	return names
}

// brokenNames is the failures' names, each with which it is.
func (c Catalogue) brokenNames(w *text.Words, broken []Broken) []string {
	var names []string
	for _, b := range broken {
		f, known := c.Failure(b.Failure)
		if !known {
			continue
		}
		name, of := f.Name.In(w.Lang()), withoutNumbers(b.Of)
		if s, is := c.System(b.Of); is && f.Scope == ScopeSystem {
			of = s.Name.In(w.Lang())
		}
		if of != "" && f.Scope != ScopeNone {
			name = w.Say("diagnose.report.which", "failure", name, "which", of)
		}
		names = union(names, []string{name})
	}
	return names
}

// called is the contact's name in a language.
func (c Contact) called(lang text.Lang) string {
	if lang == text.English && c.NameEN != "" {
		return c.NameEN
	}
	return c.Name
}

// touched is how many are touched, and where.
func touched(w *text.Words, a Answers) string {
	r := report{w: w}
	said := r.chosen("diagnose.report.reach." + string(a.Reach))
	if site := withoutNumbers(a.Site); site != "" {
		return w.Say("diagnose.report.at_site", "who", said, "site", site)
	}
	return said
}

func since(w *text.Words, began, at time.Time) string {
	if began.IsZero() {
		return w.Say("diagnose.report.unknown")
	}
	return w.When(began.In(care.Stockholm), at.In(care.Stockholm))
}

// around is what is seen from where one stands, as far as anybody has said.
func around(w *text.Words, a Answers) string {
	var said []string
	for _, one := range []struct {
		id     string
		answer YesNo
	}{{"light", a.Light}, {"signal", a.Signal}, {"wifi", a.Wifi}, {"web", a.Web}, {"bank", a.Bank}} {
		if one.answer == Yes || one.answer == No {
			said = append(said, w.Say("diagnose.report.around."+one.id+"_"+string(one.answer)))
		}
	}
	if a.Slow == Yes {
		said = append(said, w.Say("diagnose.report.around.slow"))
	}
	return strings.Join(said, ", ")
}
