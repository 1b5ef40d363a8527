package table

import (
	"cmp"
	"regexp"
	"strings"

	"avbrottsparm/internal/care"
)

var (
	refusedWords = regexp.MustCompile(`(?i)(^|[^\pL])(avslag|avslagen|avslaget|avslås|ej beviljad|ej beviljat|inte beviljad|återkalla|återtag|makul|upphävd|avvisa|avskriv)`)
	grantedWords = regexp.MustCompile(`(?i)^\W*(bifall|beviljad|beviljat|gäller|gällande|aktuell|aktuellt|aktiv|aktivt|pågående|ja|verkställt|verkställd)\W*$`)
	amountForm   = regexp.MustCompile(`^(\d+(?:[.,]\d+)?)\s*(.*)$`)
	amountUnits  = regexp.MustCompile(`(?i)(timmar|tim|minuter|min|dagar|dygn|besök|gånger)(?:\s*(?:/|per)\s*(\pL+))?`)
)

// decision reads a row of a list of decisions on support.
func (r *run) decision(key care.PersonKey) {
	d := &care.Decision{
		What: cmp.Or(r.value("decision"), r.value("service")), Law: lawName(r.value("law")), Level: r.value("level"),
		Reason: r.value("reason"), CaseWorker: r.value("case_worker"), Category: r.value("category"), Group: r.value("group"),
	}
	if r.value("decision") != "" && r.value("service") != "" {
		d.Type, d.What = r.value("decision"), r.value("service")
	}
	if d.What == "" || isDash(d.What) {
		r.fail(cmp.Or(r.heading("decision"), r.heading("service")), "no_decision")
		return
	}
	if status := r.value("status"); refusedWords.MatchString(status) {
		r.warn(r.heading("status"), "decision_refused")
		return
	} else if status != "" && !isDash(status) && !grantedWords.MatchString(status) {
		d.Reason = addLine(d.Reason, r.heading("status")+": "+status)
	}
	d.From, d.To, d.Date = r.dayAlone("starts", &d.Reason), r.dayAlone("ends", &d.Reason), r.dayAlone("decided", &d.Reason)
	if cell := r.value("amount"); cell != "" && !isDash(cell) {
		if amount, ok := readAmount(cell, r.heading("amount"), r.value("amount_unit")); ok {
			d.Amounts = []care.Amount{amount}
		} else {
			r.keepWords("amount", &d.Reason)
		}
	}
	r.keep(d, key)
}

// readAmount reads "12,5 tim/mån"; a bare number has the unit of its heading or of the column
// beside it.
func readAmount(cell, heading, beside string) (care.Amount, bool) {
	m := amountForm.FindStringSubmatch(cell)
	if m == nil {
		return care.Amount{}, false
	}
	unit := strings.TrimSpace(m[2])
	if unit == "" {
		unit = strings.TrimSpace(strings.ToLower(amountUnits.FindString(heading)))
		if beside != "" && !strings.Contains(unit, "/") && !strings.Contains(unit, "per ") {
			unit = strings.TrimPrefix(unit+" "+beside, " ")
		}
	}
	return care.Amount{Number: decimal(m[1]), Unit: unit}, true
}

// lawName is a law as the binder writes it, or as the file does where it is another.
func lawName(cell string) string {
	lower := strings.ToLower(cell)
	switch {
	case strings.Contains(lower, "lss") || strings.Contains(lower, "stöd och service"):
		return "LSS"
	case strings.Contains(lower, "hsl") || strings.Contains(lower, "hälso"):
		return "HSL"
	case strings.Contains(lower, "sol") || strings.Contains(lower, "socialtjänst"):
		return "SoL"
	}
	return cell
}

// absence reads a row of a list of who is away.
func (r *run) absence(key care.PersonKey) {
	from, to := "absent_from", "absent_to"
	if !r.lay.has(from) {
		from = "starts"
	}
	if !r.lay.has(to) {
		to = "ends"
	}
	a := &care.Absence{Reason: cmp.Or(r.value("absence"), r.value("reason")), Note: r.value("remark")}
	if r.value("absence") != "" && r.value("reason") != "" {
		a.Note = addLine(a.Note, r.value("reason"))
	}
	start, ok := r.moment(from, from, civil{})
	if !ok {
		return
	}
	if start.at.IsZero() {
		r.fail(r.heading(from), "no_date")
		return
	}
	a.From, a.To = start.at, r.dayAlone(to, &a.Note)
	if !a.To.IsZero() && care.Day(a.To).Before(care.Day(a.From)) {
		r.fail(r.heading(to), "end_before_start")
		return
	}
	r.keep(a, key)
}

// plan reads a row of a care plan: one goal. The rows of a person make one plan.
func (r *run) plan(key care.PersonKey) {
	g := care.Goal{
		Service: r.value("service"), Goal: r.value("goal"), What: r.value("what"), How: r.value("how"),
		Who: r.value("who"), When: r.value("when"),
	}
	if g == (care.Goal{}) {
		r.fail(r.heading("goal"), "no_goal")
		return
	}
	p := r.plans[keyOf(key)]
	if p == nil {
		p = &care.ServicePlan{CreatedBy: r.value("by")}
		r.plans[keyOf(key)] = p
		r.keep(p, key)
	}
	if p.Established.IsZero() {
		p.Established = r.dayAlone("established", &p.Important)
	}
	if p.Ends.IsZero() {
		p.Ends = r.dayAlone("ends", &p.Important)
	}
	if p.FollowUp.IsZero() {
		p.FollowUp = r.dayAlone("follow_up", &p.FollowUpNote)
	}
	if part := r.value("taking_part"); part != "" && p.Participation == "" {
		p.Participation, p.Participated = part, !saysNo(part)
	}
	if important := r.value("important"); important != "" && !strings.Contains(p.Important, important) {
		p.Important = addLine(p.Important, important)
	}
	p.Goals = append(p.Goals, g)
}
