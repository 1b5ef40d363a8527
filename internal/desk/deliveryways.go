package desk

import (
	"strconv"
	"strings"
	"time"

	"avbrottsparm/internal/care"
)

// note is what a journal note needs beside person and writer.
func (r *resolving) note() {
	t, send := r.t, &r.row.sending
	send.Text = strings.TrimSpace(t.Text)
	if t.Parts > 1 {
		send.Text = r.s.desk.Words.Say("delivery.part", "part", t.Part, "parts", t.Parts) + "\n" + send.Text
	}
	if send.Text == "" {
		r.lacks("no_text")
	}
	r.headline()
	for id, value := range t.Values {
		if strings.TrimSpace(value) != "" && id != "law" {
			r.lacks("more_fields")
			return
		}
	}
}

// headline is the one of the name, of the entry's law and of the execution's category: the same name
// can stand for several.
func (r *resolving) headline() {
	var fit, own []int
	for _, h := range r.look.headlines[nameKey(r.t.Headline)] {
		switch {
		case h.Law != "" && !r.fits(h.Law), h.Category != 0 && r.category != 0 && h.Category != r.category:
		case h.Category != 0 && h.Category == r.category:
			own = append(own, h.ID)
		default:
			fit = append(fit, h.ID)
		}
	}
	if len(own) > 0 {
		fit = own
	}
	switch len(fit) {
	case 0:
		r.lacks("no_headline")
	case 1:
		r.row.sending.Headline = fit[0]
	default:
		r.lacks("headlines", "n", len(fit))
	}
}

// visit is what a reported visit needs: its times, how it went, and nothing that only words can say.
// What was done is told by the plan that it followed: a visit that went otherwise stays for a person.
func (r *resolving) visit() {
	t, send := r.t, &r.row.sending
	if send.Staff.ID != 0 && (send.Staff.Number == "" || send.Staff.UserID == "") {
		r.lacks("staff_unlisted")
	}
	planned := r.planned()
	switch outcome := t.Values["outcome"]; outcome {
	case "done":
		r.asPlanned(planned, t.Values["services_done"])
	case "declined":
		send.Reason = strings.TrimSpace(t.Values["why"])
		r.asPlanned(planned, t.Values["services_not_done"])
	case "cancelled":
		send.Reason = r.label("cancelled_reason")
		send.Minutes = wholeNumber(t.Values["cancelled_minutes"])
	default:
		r.lacks("visit_partly")
	}
	send.Outcome = t.Values["outcome"]
	end, ok := endOf(t.EventTime, t.Values["end"])
	switch {
	case ok:
		send.Ends = end
	case send.Outcome == "done":
		r.lacks("no_end")
	case send.Minutes > 0:
		send.Ends = t.EventTime.Add(time.Duration(send.Minutes) * time.Minute)
	case planned != nil && planned.End.After(t.EventTime):
		send.Ends = planned.End
	default: // without one it would count as going on
		r.lacks("no_end")
	}
	send.Double = t.Values["double"] == "yes"
	if strings.TrimSpace(t.Text) != "" {
		r.lacks("visit_words")
	}
}

// planned is the planned visit that it was written from; nil where it was written of its own.
func (r *resolving) planned() *care.Visit {
	item, ok := r.s.replica.Get(care.KindVisit, r.t.Visit)
	if !ok {
		return nil
	}
	v := item.(*care.Visit)
	r.row.sending.Planned = plannedID(v)
	return v
}

// plannedID is Lifecare's own id of a planned visit; empty for one of another source.
func plannedID(v *care.Visit) string {
	if strings.HasPrefix(v.Source, "lifecare.") {
		return v.SourceID
	}
	return ""
}

// asPlanned lets services go unsaid that are those of the plan.
func (r *resolving) asPlanned(planned *care.Visit, written string) {
	written = strings.TrimSpace(written)
	if written != "" && (planned == nil || nameKey(written) != nameKey(planned.Services())) {
		r.lacks("visit_words")
	}
}

// label is the Swedish word of what was chosen in a field, as Lifecare's own staff read it.
func (r *resolving) label(field string) string {
	f, ok := r.s.desk.Kinds.Form(r.t.Kind)
	if !ok {
		return ""
	}
	for _, of := range f.EntryFields() {
		for _, c := range of.Choices {
			if of.ID == field && c.ID == r.t.Values[field] {
				return c.SV
			}
		}
	}
	return ""
}

// meals are the meals by the ids of the form's choices.
var meals = map[string]bool{"main": true, "snack": true, "evening": true, "dessert": true}

// meal is what a food delivery needs. Lifecare doesn't say whether its number is for each day or for
// all of them, so several days stay for a person.
func (r *resolving) meal() {
	t, send := r.t, &r.row.sending
	from, err1 := time.ParseInLocation(time.DateOnly, strings.TrimSpace(t.Values["day_from"]), care.Stockholm)
	to, err2 := from, error(nil)
	if last := strings.TrimSpace(t.Values["day_to"]); last != "" {
		to, err2 = time.ParseInLocation(time.DateOnly, last, care.Stockholm)
	}
	switch {
	case err1 != nil || err2 != nil:
		r.lacks("no_day")
	case !to.Equal(from):
		r.lacks("several_days")
	}
	send.Happened, send.Ends = from, to
	send.Meal = t.Values["meal"]
	if !meals[send.Meal] {
		r.lacks("no_meal")
	}
	if send.Quantity = wholeNumber(t.Values["count"]); send.Quantity <= 0 {
		r.lacks("no_count")
	}
	send.Reason = strings.TrimSpace(t.Values["reason"])
}

// endOf is the moment of a clock time at or after a start: past midnight it is the next day's.
func endOf(start time.Time, clock string) (time.Time, bool) {
	at, err := time.Parse("15:04", strings.TrimSpace(clock))
	if err != nil {
		return time.Time{}, false
	}
	day := start.In(care.Stockholm)
	end := care.LocalTime(day.Year(), day.Month(), day.Day(), at.Hour(), at.Minute(), 0)
	if end.Before(start) {
		next := care.NextDay(care.Day(start), 1)
		end = care.LocalTime(next.Year(), next.Month(), next.Day(), at.Hour(), at.Minute(), 0)
	}
	return end, true
}

func wholeNumber(written string) int {
	n, err := strconv.Atoi(strings.TrimSpace(written))
	if err != nil {
		return 0
	}
	return n
}

// documentation is what a text under an execution needs. The id of the role under which it is written
// is in none of the lists that Lifecare gives out.
func (r *resolving) documentation() {
	r.note()
	r.lacks("no_role")
}
