package sheet

import (
	"strings"

	"avbrottsparm/internal/care"
)

// Plan is the genomförandeplan: for each service the goal, what is done, how, by whom and when.
// A person without a plan gets a sheet that says so and how old that knowledge is, because a
// missing sheet could as well have been lost.
func Plan(s Setting, d *care.Dossier) Sheet {
	sh := s.aboutPerson(KindPlan, "sheet.plan.title", d)
	sh.DataAsOf = d.AsOf.Oldest(care.KindPerson, care.KindWarning, care.KindPlan)
	sh.Blocks = append(sh.Blocks, s.warnings(d))
	plan := d.Plan(s.Now)
	if plan == nil && len(d.Plans) > 0 {
		plan = d.Plans[0]
		sh.Blocks = append(sh.Blocks, Notice{Lines: []string{
			s.Words.Say("sheet.plan.ended", "day", s.day(plan.Ends))}})
	}
	if doc := d.Document(care.DocumentPlan); plan == nil && doc != nil {
		sh.Blocks = append(sh.Blocks, Text{Text: s.Words.Say("sheet.plan.document", "what", s.tell().DocumentName(doc))})
		return sh
	}
	if plan == nil {
		sh.Blocks = append(sh.Blocks, Text{Text: s.Words.Say("sheet.plan.none")}, Text{Text: s.planAge(d)})
		return sh
	}
	if plan.Important != "" {
		sh.Blocks = append(sh.Blocks, Heading{s.Words.Say("sheet.plan.important")}, Text{Text: plan.Important})
	}
	sh.Blocks = append(sh.Blocks, s.goals(plan)...)
	if plan.OtherServices != "" {
		sh.Blocks = append(sh.Blocks, Heading{s.Words.Say("sheet.plan.other_services")}, Text{Text: plan.OtherServices})
	}
	for _, section := range plan.Other {
		if section.Text != "" {
			sh.Blocks = append(sh.Blocks, Heading{s.known(section.Headline)}, Text{Text: section.Text})
		}
	}
	sh.Blocks = append(sh.Blocks, Heading{s.Words.Say("sheet.plan.about")}, s.aboutPlan(plan, shielded(d)))
	return sh
}

func (s Setting) planAge(d *care.Dossier) string {
	at := d.AsOf[care.KindPlan]
	if at.IsZero() {
		return s.Words.Say("sheet.plan.never")
	}
	return s.Words.Say("sheet.plan.as_of", "moment", s.moment(at))
}

func (s Setting) goals(plan *care.ServicePlan) []Block {
	if len(plan.Goals) == 0 {
		return []Block{Text{Text: s.Words.Say("sheet.plan.no_goals")}}
	}
	var blocks []Block
	for _, g := range plan.Goals {
		fields := []Field{
			{s.Words.Say("sheet.plan.goal"), s.known(g.Goal)},
			{s.Words.Say("sheet.plan.what"), s.known(g.What)},
			{s.Words.Say("sheet.plan.how"), s.known(g.How)},
			{s.Words.Say("sheet.plan.who"), s.known(g.Who)},
			{s.Words.Say("sheet.plan.when"), s.known(g.When)},
		}
		var span []string
		if !g.Starts.IsZero() {
			span = append(span, s.Words.Say("sheet.plan.from", "day", s.day(g.Starts)))
		}
		if !g.Ends.IsZero() {
			span = append(span, s.Words.Say("sheet.plan.to", "day", s.day(g.Ends)))
		}
		if len(span) > 0 {
			fields = append(fields, Field{s.Words.Say("sheet.plan.holds"), strings.Join(span, " ")})
		}
		blocks = append(blocks, Heading{s.known(g.Service)}, Fields{Rows: fields})
	}
	return blocks
}

// aboutPlan is how the plan came about. Who took part is left out for a protected identity:
// participants are as a rule relatives.
func (s Setting) aboutPlan(plan *care.ServicePlan, shielded bool) Block {
	var rows []Field
	if !plan.Established.IsZero() {
		rows = append(rows, Field{s.Words.Say("sheet.plan.established"), s.day(plan.Established)})
	}
	if plan.CreatedBy != "" {
		rows = append(rows, Field{s.Words.Say("sheet.plan.by"), plan.CreatedBy})
	}
	if !plan.Ends.IsZero() {
		rows = append(rows, Field{s.Words.Say("sheet.plan.ends"), s.day(plan.Ends)})
	}
	followUp := ""
	if !plan.FollowUp.IsZero() {
		followUp = s.day(plan.FollowUp)
	}
	rows = append(rows, Field{s.Words.Say("sheet.plan.follow_up"), s.known(lines(followUp, plan.FollowUpNote))})
	part := ""
	if plan.Participated {
		part = s.Words.Say("sheet.plan.participated")
	}
	rows = append(rows, Field{s.Words.Say("sheet.plan.participation"), s.known(lines(part, plan.Participation))})
	if len(plan.Participants) > 0 {
		participants := strings.Join(plan.Participants, "\n")
		if shielded {
			participants = s.Words.Say("sheet.protected")
		}
		rows = append(rows, Field{s.Words.Say("sheet.plan.participants"), participants})
	}
	return Fields{Rows: rows}
}
