package wording

import (
	"strings"
	"time"

	"avbrottsparm/internal/care"
)

// Medicine is what the medicine is: name, strength and form, and its substance where that isn't
// the name.
func (t Teller) Medicine(m *care.Medication) string {
	name := Joined(" ", m.Name, m.Strength)
	if m.Substance != "" && m.Substance != m.Name {
		name = Joined(" ", name, "("+m.Substance+")")
	}
	return Joined(", ", name, m.Form)
}

// Dose is how the medicine is given, as the source wrote it. It belongs on health care's own pages
// and sheets only (requirement 15).
func (t Teller) Dose(m *care.Medication) string {
	needed, most := "", ""
	if m.AsNeeded && !strings.Contains(strings.ToLower(m.Dosage), strings.ToLower(t.Words.Say("care.as_needed"))) {
		needed = t.Words.Say("care.as_needed")
	}
	if m.MaxDose != "" {
		most = t.Words.Say("care.max_dose", "dose", m.MaxDose)
	}
	return sentences(Joined(", ", m.Dosage, m.Route), needed, most)
}

// State is whether the medicine is given on the day of the teller, in a word.
func (t Teller) State(m *care.Medication) string {
	return t.Words.Say("care.medicine." + StateOf(m, t.Now))
}

// StateOf names how a medicine stands: "current", "coming", "paused", "unknown" or "ended".
func StateOf(m *care.Medication, now time.Time) string {
	switch {
	case m.Ended(now):
		return "ended"
	case m.Current(now):
		return "current"
	case m.Status == care.MedicationCurrent:
		return "coming" // begins later
	case m.Status == care.MedicationPaused:
		return "paused"
	}
	return "unknown"
}

// Course is since and until when, why and by whom.
func (t Teller) Course(m *care.Medication) string {
	ordered := ""
	switch {
	case m.OrderedBy != "" && !m.Ordered.IsZero() && !care.Day(m.Ordered).Equal(care.Day(m.Starts)):
		ordered = t.Words.Say("care.ordered_by_on", "who", m.OrderedBy, "day", t.day(m.Ordered))
	case m.OrderedBy != "":
		ordered = t.Words.Say("care.ordered_by", "who", m.OrderedBy)
	case !m.Ordered.IsZero() && !care.Day(m.Ordered).Equal(care.Day(m.Starts)):
		ordered = t.Words.Say("care.ordered_on", "day", t.day(m.Ordered))
	}
	reason := ""
	if m.Reason != "" {
		reason = t.Words.Say("care.reason", "text", m.Reason)
	}
	missing := ""
	if m.Gone() {
		missing = t.Words.Say("care.medicine_gone", "day", t.day(*m.GoneSince))
	}
	return sentences(t.Period(m.Starts, m.Ends), reason, ordered, m.Note, missing)
}

// Prescribed is who says so and when, and to read the prescription where the word is older than a
// day, or where no source gives medicines (requirement 17).
func (t Teller) Prescribed(c *care.Chart) (line string, old bool) {
	source, at := c.Prescribed()
	if source == "" {
		if doc := c.Document(care.DocumentMedication); doc != nil {
			return t.Words.Say("care.prescription_document", "day", t.day(doc.Date)), true
		}
		return t.Words.Say("care.prescription"), true
	}
	line = t.Words.Say("care.according_to", "source", t.Source(source), "when", t.Words.Moment(at.In(care.Stockholm)))
	if age := t.Now.Sub(at); age > care.MedicationLimit {
		return Joined(" ", line, t.Words.Say("care.old_word", "span", t.Words.Span(age))), true
	}
	return line, false
}
