package desk

import (
	"cmp"
	"strings"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/text"
)

// signingRow says in words what a comparison came to. What may be missing only because the list changed
// under the reading is not called missing.
func (s *Session) signingRow(e entry.EnteredSigning, f entry.SigningFinding, loose bool) SigningRow {
	w := s.desk.Words
	_, name := s.naming().of(e.Tracked)
	r := SigningRow{EntryID: e.ID, PersonID: e.PersonID, PersonName: name, Order: e.Values["order"], EventTime: e.EventTime, SigningFinding: f}
	switch {
	case f.Outcome == entry.SigningUnmatched && e.PersonID == "":
		r.Says = append(r.Says, w.Say("signingcheck.no_person"))
	case f.Outcome == entry.SigningUnmatched && !e.EventTime.After(s.desk.now().AddDate(0, 0, -checkDays)):
		r.Says = append(r.Says, w.Say("signingcheck.old", "days", checkDays))
	case f.Outcome == entry.SigningUnmatched:
		r.Says = append(r.Says, w.Say("signingcheck.no_activity"))
	case f.Outcome == entry.SigningMissing && loose:
		r.Outcome = entry.SigningUnmatched
		r.Says = append(r.Says, w.Say("signingcheck.loose"))
	case f.Outcome == entry.SigningMissing:
		r.Says = append(r.Says, w.Say("signingcheck.missing"))
	default:
		r.Shows = showsSigning(w, f)
		for _, fact := range f.Differs {
			r.Says = append(r.Says, w.Say("signingcheck.differs."+string(fact), "ours", oursOf(w, e, fact), "theirs", theirsOf(w, f, fact)))
		}
		for _, fact := range f.Look {
			r.Says = append(r.Says, w.Say("signingcheck.look."+string(fact)))
		}
	}
	return r
}

// showsSigning is one signing of Lifecare's in a line.
func showsSigning(w *text.Words, f entry.SigningFinding) string {
	s := f.Shown
	key := "signingcheck.shows_not_done"
	if s.Done {
		key = "signingcheck.shows_done"
	}
	when := s.Performed
	if when.IsZero() {
		when = s.Planned
	}
	at := w.Moment(when.In(care.Stockholm))
	if s.Performed.IsZero() && s.AnyTime {
		at = w.Day(when.In(care.Stockholm))
	}
	by := strings.Trim(s.By+", "+s.Title, ", ")
	return joinSaid(w.Say(key, "at", at, "who", cmp.Or(by, w.Say("signingcheck.nobody"))), s.Result, s.Reason, measuredSaid(s.Measured))
}

func joinSaid(parts ...string) string {
	var said []string
	for _, p := range parts {
		if p != "" {
			said = append(said, p)
		}
	}
	return strings.Join(said, " · ")
}

func measuredSaid(list []care.Measured) string {
	said := make([]string, 0, len(list))
	for _, m := range list {
		said = append(said, strings.Join(strings.Fields(m.Name+" "+m.Value+" "+m.Unit), " "))
	}
	return strings.Join(said, ", ")
}

// oursOf is a fact as the entry has it.
func oursOf(w *text.Words, e entry.EnteredSigning, fact entry.SigningFact) string {
	switch fact {
	case entry.FactOutcome:
		return doneSaid(w, e.Values["outcome"] != "not_done")
	case entry.FactOrder:
		return e.Values["order"]
	case entry.FactPlanned:
		return e.Values["planned"]
	case entry.FactTime:
		return w.Moment(e.EventTime.In(care.Stockholm))
	case entry.FactWho:
		return e.Writer().Name
	case entry.FactAmount:
		return e.Values["amount"]
	case entry.FactMeasured:
		return cmp.Or(e.Values["measured"], w.Say("signingcheck.nothing"))
	}
	return ""
}

// theirsOf is a fact as Lifecare shows it.
func theirsOf(w *text.Words, f entry.SigningFinding, fact entry.SigningFact) string {
	s := f.Shown
	switch fact {
	case entry.FactOutcome:
		return doneSaid(w, s.Done)
	case entry.FactOrder:
		return cmp.Or(f.Order, w.Say("signingcheck.nothing"))
	case entry.FactPlanned:
		if s.AnyTime {
			return s.Planned.In(care.Stockholm).Format("2006-01-02")
		}
		return s.Planned.In(care.Stockholm).Format("2006-01-02 15:04")
	case entry.FactTime:
		if s.Performed.IsZero() {
			return w.Moment(s.Planned.In(care.Stockholm))
		}
		return w.Moment(s.Performed.In(care.Stockholm))
	case entry.FactWho:
		return s.By
	case entry.FactAmount:
		return s.Result
	case entry.FactMeasured:
		return cmp.Or(measuredSaid(s.Measured), w.Say("signingcheck.nothing"))
	}
	return ""
}

func doneSaid(w *text.Words, done bool) string {
	if done {
		return w.Say("signingcheck.done")
	}
	return w.Say("signingcheck.not_done")
}
