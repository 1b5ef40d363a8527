package people

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/internal/care"
)

// plan is the current plan, or the last one with the word that it has ended.
func (s *screen) plan(k *known) fyne.CanvasObject {
	w := s.words
	plan, ended := k.Plan(k.now), false
	if plan == nil && len(k.Plans) > 0 {
		plan, ended = k.Plans[0], true
	}
	if doc := k.Document(care.DocumentPlan); plan == nil && doc != nil {
		return s.document(k, doc)
	}
	if plan == nil {
		return control.NewReading(control.Stack(look.Gap, control.Heading(w.Say("people.plan.none")), control.Quiet(s.planAge(k))))
	}
	sheets := control.Stack(look.Wide)
	if ended {
		sheets.Add(control.NewNoticeBox(control.ToneNotice, w.Say("people.plan.ended", "day", s.day(plan.Ends)), nil))
	}
	if plan.Important != "" {
		sheets.Add(part(w.Say("people.plan.important"), s.passage(plan.Important)))
	}
	for _, g := range plan.Goals {
		sheets.Add(part(g.Service, s.goal(g)))
	}
	if len(plan.Goals) == 0 {
		sheets.Add(control.Quiet(w.Say("people.plan.no_goals")))
	}
	if plan.OtherServices != "" {
		sheets.Add(part(w.Say("people.plan.other_services"), s.passage(plan.OtherServices)))
	}
	for _, section := range plan.Other {
		if section.Text != "" {
			sheets.Add(part(section.Headline, s.passage(section.Text)))
		}
	}
	sheets.Add(part(w.Say("people.plan.about"), s.aboutPlan(plan, k.covered())))
	return sheets
}

func (s *screen) planAge(k *known) string {
	for _, a := range k.ages {
		if a.Kind == care.KindPlan && !a.AsOf.IsZero() {
			return s.words.Say("people.plan.as_of", "age", page.Age(s.words, a.AsOf, k.now))
		}
	}
	return s.words.Say("people.plan.never")
}

// passage is reading text, no wider than lines can be followed.
func (s *screen) passage(words string) fyne.CanvasObject {
	return control.NewReading(control.NewText(words, control.Style{Wrap: true, Copy: true}))
}

func (s *screen) day(t time.Time) string { return s.words.Day(t.In(care.Stockholm)) }

func (s *screen) goal(g care.Goal) fyne.CanvasObject {
	w := s.words
	facts := []control.Fact{
		{Label: w.Say("people.plan.goal"), Value: g.Goal}, {Label: w.Say("people.plan.what"), Value: g.What},
		{Label: w.Say("people.plan.how"), Value: g.How}, {Label: w.Say("people.plan.who"), Value: g.Who},
		{Label: w.Say("people.plan.when"), Value: g.When},
	}
	var span []string
	if !g.Starts.IsZero() {
		span = append(span, w.Say("people.plan.from", "day", s.day(g.Starts)))
	}
	if !g.Ends.IsZero() {
		span = append(span, w.Say("people.plan.to", "day", s.day(g.Ends)))
	}
	if len(span) > 0 {
		facts = append(facts, control.Fact{Label: w.Say("people.plan.holds"), Value: strings.Join(span, " ")})
	}
	return control.NewFieldGrid(w, facts...)
}

// aboutPlan is how the plan came about and when it is followed up. Who took part is left out
// while the identity is covered: participants are as a rule relatives.
func (s *screen) aboutPlan(plan *care.ServicePlan, covered bool) fyne.CanvasObject {
	w := s.words
	var facts []control.Fact
	add := func(key, value string) { facts = append(facts, control.Fact{Label: w.Say(key), Value: value}) }
	date := func(t time.Time) string {
		if t.IsZero() {
			return ""
		}
		return s.day(t)
	}
	add("people.plan.follow_up", joined("\n", date(plan.FollowUp), plan.FollowUpNote))
	add("people.plan.established", joined(", ", date(plan.Established), plan.CreatedBy))
	if !plan.Ends.IsZero() {
		add("people.plan.ends", date(plan.Ends))
	}
	took := ""
	if plan.Participated {
		took = w.Say("people.plan.participated")
	}
	add("people.plan.participation", joined("\n", took, plan.Participation))
	if len(plan.Participants) > 0 {
		participants := strings.Join(plan.Participants, "\n")
		if covered {
			participants = w.Say("people.protected")
		}
		add("people.plan.participants", participants)
	}
	return control.NewFieldGrid(w, facts...)
}
