package table

import (
	"cmp"
	"regexp"
	"strings"
	"time"

	"avbrottsparm/internal/care"
)

var (
	pausedWords  = regexp.MustCompile(`(?i)^\W*(paus|vilande|tillfälligt|uppehåll|on hold)`)
	endedWords   = regexp.MustCompile(`(?i)^\W*(utsatt|utsätt|avslut|upphör|inaktiv|ej aktu|ej aktiv|inte aktu|ej pågå|makul|tidigare|stoppad|nej\b|ended|stopped|inactive)`)
	currentWords = regexp.MustCompile(`(?i)^\W*(aktu|aktiv|pågå|insatt|stående|ja\b|gäller|current|active)`)
	// takenBack and heldBack are remarks that tell more than the columns beside them.
	takenBack = regexp.MustCompile(`(?i)^\W*(utsatt|utsätt|avslutad|makulerad|stoppad|ska(ll)? ej ges|ges ej|ges inte)`)
	heldBack  = regexp.MustCompile(`(?i)^\W*(paus|vilande|uppehåll|tillfälligt uppehåll)`)
	doubtful  = regexp.MustCompile(`(?i)(^|[^\pL])(utsatt|utsätts|utsättes|pausad|pausas|pausat|makulerad|stoppad|vilande)`)
	asNeeded  = regexp.MustCompile(`(?i)(^|[^\pL])(vid ?behov|v\.?\s?b\.?)([^\pL]|$)`)
)

// medication reads a row of a list of medicines, current and ended.
func (r *run) medication(key care.PersonKey) {
	m := &care.Medication{
		Name: cmp.Or(r.value("medicine"), r.value("substance")), Substance: r.value("substance"),
		Form: r.value("form"), Strength: r.value("strength"), Dosage: r.value("dosage"), Route: r.value("way"),
		Reason: r.value("reason"), MaxDose: r.value("most"), OrderedBy: r.value("prescriber"), Note: r.value("remark"),
	}
	if m.Name == "" || isDash(m.Name) {
		r.fail(cmp.Or(r.heading("medicine"), r.heading("substance")), "no_medicine")
		return
	}
	if times := r.value("times"); times != "" {
		m.Dosage = strings.TrimSpace(m.Dosage + " " + times)
	}
	needed := r.value("as_needed")
	m.AsNeeded = !saysNo(needed) || asNeeded.MatchString(m.Dosage) || asNeeded.MatchString(r.group)
	if !saysNo(needed) && !saysYes(needed) && !asNeeded.MatchString(needed) {
		m.Reason = addLine(m.Reason, needed)
	}
	unread := len(r.batch.Warnings)
	m.Ends = r.dayAlone("ends", &m.Note)
	unread = len(r.batch.Warnings) - unread
	m.Status = r.medicationStatus(m, unread > 0)
	m.Starts, m.Ordered = r.dayAlone("starts", &m.Note), r.dayAlone("ordered", &m.Note)
	r.keep(m, key)
}

// medicationStatus is how the prescription stands. A list that says neither a status nor an end
// doesn't say it, and an end that can't be read says nothing.
func (r *run) medicationStatus(m *care.Medication, unread bool) care.MedicationStatus {
	status, remark := r.value("status"), r.value("remark")
	over := !m.Ends.IsZero() && care.Day(m.Ends).Before(care.Day(r.now))
	switch {
	case pausedWords.MatchString(status):
		return care.MedicationPaused
	case endedWords.MatchString(status), endedWords.MatchString(r.group), over:
		return care.MedicationEnded
	case takenBack.MatchString(remark), takenBack.MatchString(m.Dosage):
		return care.MedicationEnded
	case heldBack.MatchString(remark), heldBack.MatchString(m.Dosage):
		return care.MedicationPaused
	case doubtful.MatchString(remark), doubtful.MatchString(m.Dosage), doubtful.MatchString(m.Name):
		return care.MedicationUnknown
	case currentWords.MatchString(status):
		return care.MedicationCurrent
	case status != "" && !isDash(status):
		r.keepWords("status", &m.Note)
		return care.MedicationUnknown
	case unread:
		return care.MedicationUnknown
	case r.lay.has("ends") || currentWords.MatchString(r.group):
		return care.MedicationCurrent
	}
	return care.MedicationUnknown
}

var (
	orderClock     = regexp.MustCompile(`(?i)(?:kl\.?\s*)?(\d{1,2}[:.]\d{2}|\d{1,2}|\d{4})`)
	betweenClocks  = regexp.MustCompile(`(?i)^(\s*[,;/&+\n]?\s*(och|samt)?\s*(kl\.?)?\s*)$`)
	personalWords  = regexp.MustCompile(`(?i)(patient|person|individ|brukar)`)
	activeNegative = regexp.MustCompile(`(?i)^\W*(inaktiv|avslut|upphör|utsatt|ej aktiv|ej aktu|nej\b|inactive)`)
)

// healthOrder reads a row of a list of HSL-uppdrag.
func (r *run) healthOrder(key care.PersonKey) {
	o := &care.HealthOrder{
		Title: cmp.Or(r.value("order"), r.value("action")), Code: r.value("code"), Text: r.value("details"),
		Cause: r.value("reason"), OrderedBy: r.value("ordered_by"), Unit: r.value("unit"),
	}
	if o.Title == "" || isDash(o.Title) {
		r.fail(cmp.Or(r.heading("order"), r.heading("action")), "unnamed_order")
		return
	}
	if r.lay.has("order") && r.value("action") != "" {
		o.Text = addLine(r.value("action"), o.Text)
	}
	needed := r.value("as_needed")
	o.AsNeeded = !saysNo(needed) || asNeeded.MatchString(r.value("often")) || asNeeded.MatchString(r.value("times"))
	if !saysNo(needed) && !saysYes(needed) && !asNeeded.MatchString(needed) {
		o.Cause = addLine(o.Cause, needed)
	}
	medicine := r.value("medicine")
	o.Medication = !saysNo(medicine) || medicWords.MatchString(o.Title)
	if !saysNo(medicine) && !saysYes(medicine) {
		o.Text = addLine(o.Text, medicine)
	}
	switch delegation := r.value("delegation"); {
	case saysNo(delegation) || notDone.MatchString(delegation):
	case personalWords.MatchString(delegation):
		o.Delegation = care.DelegationPatient
	default:
		o.Delegation = care.DelegationUnit
	}
	o.Starts, o.Ends = r.dayAlone("starts", &o.Text), r.dayAlone("ends", &o.Text)
	o.Inactive = activeNegative.MatchString(r.value("status")) || endedWords.MatchString(r.group)
	if d, ok := readLength(r.value("minutes"), r.heading("minutes"), r.sheet.workbook); ok && r.value("minutes") != "" {
		o.Length = d
	}
	r.orderTimes(o)
	r.keep(o, key)
}

// perDay is how many times a day something is done, on every day.
var perDay = regexp.MustCompile(`(?i)^\W*(\d+|en|ett|två|tre|fyra)\s*(gånger|gång|ggr|g|x)?\s*(/|per|om)\s*(dag|dygn)(en|et)?\W*$`)

// orderTimes reads at what hours and on what days an order is carried out. What can't be read
// stays in words, the hours too: without their days they would be read as those of every day.
func (r *run) orderTimes(o *care.HealthOrder) {
	days, often, times := r.value("days"), r.value("often"), r.value("times")
	o.Summary = strings.Join(cellsOf(often, days), ", ")
	var on []time.Weekday
	said := strings.Join(cellsOf(days, often), " ")
	p, sure := readPattern(said)
	sure = sure && p.every == 1
	if sure && len(p.weekdays) < 7 {
		on = p.weekdays
	}
	clocks, ok := readClocks(times, r.sheet.workbook)
	if !ok || said != "" && !sure && !perDay.MatchString(said) {
		o.When, clocks = times, nil
	}
	for _, k := range clocks {
		o.Times = append(o.Times, care.OrderTime{At: clockText(k), Days: on})
	}
	if e := r.edge("first"); e.hasTime {
		o.WindowFrom = e.written
	}
	if e := r.edge("last"); e.hasTime {
		o.WindowTo = e.written
	}
}

// cellsOf are the cells that hold anything.
func cellsOf(cells ...string) []string {
	var kept []string
	for _, cell := range cells {
		if !isDash(cell) {
			kept = append(kept, cell)
		}
	}
	return kept
}

// readClocks reads "08:00, 14 och 20.00"; false when anything else stands there.
func readClocks(cell string, workbook bool) ([]clock, bool) {
	if isDash(cell) {
		return nil, true
	}
	if k, ok := readClock(cell, workbook); ok {
		return []clock{k}, true
	}
	var clocks []clock
	last := 0
	for _, at := range orderClock.FindAllStringSubmatchIndex(cell, 50) {
		k, ok := readClock(cell[at[2]:at[3]], false)
		if !ok || !betweenClocks.MatchString(cell[last:at[0]]) {
			return nil, false
		}
		clocks, last = append(clocks, k), at[1]
	}
	return clocks, len(clocks) > 0 && strings.Trim(cell[last:], " .,") == ""
}
