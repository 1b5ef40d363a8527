package fhir

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"

	"avbrottsparm/internal/care"
)

type (
	wirePlan struct {
		Status      string         `json:"status"`
		Intent      string         `json:"intent"`
		Title       string         `json:"title"`
		Description string         `json:"description"`
		Category    []concept      `json:"category"`
		Subject     reference      `json:"subject"`
		Period      period         `json:"period"`
		Created     string         `json:"created"`
		Author      reference      `json:"author"`
		Contributor []reference    `json:"contributor"`
		CareTeam    []reference    `json:"careTeam"`
		Goal        []reference    `json:"goal"`
		Activity    []wireActivity `json:"activity"`
		Note        []annotation   `json:"note"`
		Text        struct {
			Div string `json:"div"`
		} `json:"text"`
	}
	wireActivity struct {
		Reference reference    `json:"reference"`
		Progress  []annotation `json:"progress"`
		Detail    *wireDetail  `json:"detail"`
	}
	wireDetail struct {
		Code            concept         `json:"code"`
		Status          string          `json:"status"`
		DoNotPerform    bool            `json:"doNotPerform"`
		Description     string          `json:"description"`
		Goal            []reference     `json:"goal"`
		ScheduledTiming json.RawMessage `json:"scheduledTiming"`
		ScheduledPeriod period          `json:"scheduledPeriod"`
		ScheduledString string          `json:"scheduledString"`
		Location        reference       `json:"location"`
		Performer       []reference     `json:"performer"`
	}
	wireGoal struct {
		LifecycleStatus string    `json:"lifecycleStatus"`
		Category        []concept `json:"category"`
		Description     concept   `json:"description"`
		Target          []struct {
			DueDate      string `json:"dueDate"`
			DetailString string `json:"detailString"`
		} `json:"target"`
		Note []annotation `json:"note"`
	}
)

// plan reads a CarePlan.
func (r *run) plan(e *entry) {
	g := r.group(care.KindPlan)
	wire, _, ok := decode[wirePlan](g, e)
	if !ok {
		return
	}
	for _, ref := range few(wire.Goal) {
		if target := r.index.resolve(e, ref); target != nil {
			r.referred[target] = true
		}
	}
	switch {
	case wire.Status == "entered-in-error":
		g.remove(care.KindPlan, e)
		return
	case wire.Status == "draft" || wire.Intent == "proposal" || wire.Intent == "option":
		g.warn(e, "status", "fhir_draft")
		g.remove(care.KindPlan, e)
		return
	}
	key, ok := r.whose(g, e, "subject", wire.Subject)
	if !ok {
		return
	}
	plan := &care.ServicePlan{Established: g.when(e, "period.start", cmp.Or(wire.Period.Start, wire.Created), false),
		Ends: g.when(e, "period.end", wire.Period.End, true), CreatedBy: r.who(e, wire.Author).name.plain()}
	r.ended(e, wire, plan)
	r.participants(e, wire, plan)
	r.planGoals(g, e, wire, plan)
	r.planTexts(wire, plan)
	g.keep(e, plan, key)
}

// ended sees to it that a plan that was revoked or completed isn't current, whatever its period says.
func (r *run) ended(e *entry, w wirePlan, plan *care.ServicePlan) {
	if w.Status != "revoked" && w.Status != "completed" || w.Period.over(r.now) {
		return
	}
	yesterday := care.NextDay(r.now, -1)
	plan.Ends = yesterday
	if changed := dayOf(e.updated); !e.updated.IsZero() && changed.Before(yesterday) {
		plan.Ends = changed
	}
}

func (r *run) participants(e *entry, w wirePlan, plan *care.ServicePlan) {
	add := func(said string) { plan.Participants = appendNew(plan.Participants, said) }
	for _, ref := range few(w.Contributor) {
		if who := r.who(e, ref); !who.isPatient {
			add(who.said())
		}
	}
	for _, ref := range w.CareTeam[:min(len(w.CareTeam), 10)] {
		target := r.index.resolve(e, ref)
		if target == nil || target.typ != "CareTeam" {
			add(line(ref.Display))
			continue
		}
		team := once[wireTeam](target)
		for _, member := range team.Participant[:min(len(team.Participant), 50)] {
			if who := r.who(target, member.Member); !who.isPatient && !member.Period.over(r.now) {
				who.title = cmp.Or(all(member.Role, ", "), who.title)
				add(who.said())
			}
		}
	}
}

// planGoals makes a goal of every activity, with the goals that it points to; goals that no
// activity points to stand by themselves.
func (r *run) planGoals(g *group, e *entry, w wirePlan, plan *care.ServicePlan) {
	if len(w.Activity) > maxParts || len(w.Goal) > maxParts {
		g.warn(e, "activity", "fhir_cut", "limit", maxParts)
	}
	used := map[string]bool{}
	for _, activity := range few(w.Activity) {
		goal, ok := r.activity(e, activity, used)
		if ok {
			plan.Goals = append(plan.Goals, goal)
		}
	}
	for _, ref := range few(w.Goal) {
		said, service := r.goal(e, ref)
		if said == "" || used[said] {
			continue
		}
		used[said] = true
		plan.Goals = append(plan.Goals, care.Goal{Service: cmp.Or(service, r.words.Say("fhir.goal")), Goal: said})
	}
}

// goal is what a Goal says and what it is about; nothing when it is given up or was a mistake.
func (r *run) goal(e *entry, ref reference) (said, about string) {
	target := r.copied(e, ref)
	if target == nil || target.typ != "Goal" {
		return line(ref.Display), ""
	}
	r.referred[target] = true
	w := once[wireGoal](target)
	switch w.LifecycleStatus {
	case "cancelled", "rejected", "entered-in-error":
		return "", ""
	}
	said = w.Description.saidOrCode()
	for _, t := range few(w.Target) {
		said = joinWords(", ", said, line(t.DetailString))
		if due, ok := readTime(t.DueDate, true); ok && !due.IsZero() {
			said += " (" + r.words.Say("fhir.due", "day", due.Format("2006-01-02")) + ")"
		}
	}
	if said != "" && w.LifecycleStatus == "completed" {
		said += " (" + r.words.Say("fhir.reached") + ")"
	}
	return joinLines(said, notes(w.Note)), all(w.Category, ", ")
}

// activity is a service of the plan; ok is false for one that was given up.
func (r *run) activity(e *entry, a wireActivity, used map[string]bool) (care.Goal, bool) {
	if a.Detail == nil {
		return r.pointed(e, a)
	}
	d := a.Detail
	if d.Status == "cancelled" || d.Status == "entered-in-error" {
		return care.Goal{}, false
	}
	goal := care.Goal{Service: d.Code.saidOrCode(), What: clean(d.Description), How: notes(a.Progress)}
	if goal.Service == "" {
		goal.Service, goal.What = goal.What, ""
	}
	if goal.Service == "" {
		return goal, false
	}
	if d.DoNotPerform {
		goal.Service = r.words.Say("fhir.forbidden", "what", goal.Service)
	}
	if d.Status == "on-hold" || d.Status == "stopped" || d.Status == "completed" {
		goal.Service += " (" + r.words.Say("fhir.activity."+strings.ReplaceAll(d.Status, "-", "_")) + ")"
	}
	r.scheduled(d, &goal)
	var who, goals []string
	for _, ref := range few(d.Performer) {
		who = appendNew(who, r.who(e, ref).said())
	}
	goal.Who = strings.Join(who, ", ")
	for _, ref := range few(d.Goal) {
		said, _ := r.goal(e, ref)
		used[said] = true
		goals = appendNew(goals, said)
	}
	goal.Goal = joinLines(goals...)
	return goal, true
}

func (r *run) scheduled(d *wireDetail, goal *care.Goal) {
	goal.When = clean(d.ScheduledString)
	s, ok := r.timing(d.ScheduledTiming)
	switch {
	case !ok:
		goal.When = joinWords(", ", goal.When, r.words.Say("fhir.timing_unread"))
	case s.said != "":
		goal.When, goal.Starts, goal.Ends = s.said, s.start, s.end
	}
	if t, ok := readTime(d.ScheduledPeriod.Start, false); ok && !t.IsZero() {
		goal.Starts = t
	}
	if t, ok := readTime(d.ScheduledPeriod.End, true); ok && !t.IsZero() {
		goal.Ends = t
	}
}

// pointed is an activity that only points to an order.
func (r *run) pointed(e *entry, a wireActivity) (care.Goal, bool) {
	goal := care.Goal{Service: line(a.Reference.Display), How: notes(a.Progress)}
	if target := r.copied(e, a.Reference); target != nil && target.typ == "ServiceRequest" {
		w := once[wireService](target)
		if w.Status == "entered-in-error" || w.Status == "revoked" {
			return goal, false
		}
		goal.Service = cmp.Or(w.Code.saidOrCode(), goal.Service)
		if w.DoNotPerform {
			goal.Service = r.words.Say("fhir.forbidden", "what", goal.Service)
		}
		goal.What = joinLines(all(w.OrderDetail, ", "), notes(w.Note))
		r.scheduled(&wireDetail{ScheduledTiming: w.OccurrenceTiming, ScheduledPeriod: w.OccurrencePeriod}, &goal)
	}
	return goal, goal.Service != ""
}

// planTexts are what the plan says besides its goals.
func (r *run) planTexts(w wirePlan, plan *care.ServicePlan) {
	if slices.Contains([]string{"on-hold", "unknown"}, w.Status) {
		plan.Important = r.words.Say("fhir.state." + strings.ReplaceAll(w.Status, "-", "_"))
	}
	add := func(headline, said string) {
		if said != "" {
			plan.Other = append(plan.Other, care.Section{Headline: headline, Text: said})
		}
	}
	add(cmp.Or(line(w.Title), all(w.Category, ", "), r.words.Say("fhir.plan.description")), clean(w.Description))
	add(r.words.Say("fhir.plan.note"), notes(w.Note))
	if len(plan.Goals)+len(plan.Other) == 0 {
		add(cmp.Or(line(w.Title), r.words.Say("fhir.plan.description")), cmp.Or(narrative(w.Text.Div), line(w.Title)))
	}
}
