package lifecare

import (
	"strings"

	"avbrottsparm/internal/care"
)

type (
	wirePlan struct {
		ID                                                ident `json:"Id"`
		PersonID                                          ident `json:"PersonId"`
		EstablishedDate, EndDate                          string
		ClientParticipation                               flag
		ClientParticipationComment                        string
		Participants                                      []wireParticipant
		OtherInformation                                  []wireInformation
		Services                                          []wireService
		OtherServices, ImportantInformation, FollowUpDate string
		FollowUpComment                                   string
		CreatedBy                                         *wireName
		Deleted                                           flag
	}
	wireParticipant struct {
		Relation string
		wireName
	}
	wireInformation struct {
		Headline                 struct{ Text string }
		Text, StartDate, EndDate string
	}
	wireService struct {
		ServiceType        struct{ Text string }
		StartDate, EndDate string
	}
)

// plan reads a care plan.
func (r *run) plan(w wirePlan) {
	if w.Deleted {
		r.remove(care.KindPlan, string(w.ID), care.PersonKey{})
		return
	}
	key := r.key(w.PersonID, "")
	if key.Empty() {
		r.fail("PersonId", "no_person")
		return
	}
	plan := &care.ServicePlan{
		Established: r.when("EstablishedDate", w.EstablishedDate), Ends: r.when("EndDate", w.EndDate),
		FollowUp: r.when("FollowUpDate", w.FollowUpDate), FollowUpNote: clean(plainText(w.FollowUpComment)),
		Participated: bool(w.ClientParticipation), Participation: clean(plainText(w.ClientParticipationComment)),
		OtherServices: clean(plainText(w.OtherServices)), Important: clean(plainText(w.ImportantInformation)),
	}
	for _, p := range w.Participants {
		if said := p.said(); said != "" {
			plan.Participants = append(plan.Participants, said)
		}
	}
	if w.CreatedBy != nil {
		plan.CreatedBy = w.CreatedBy.plain()
	}
	r.goals(plan, w)
	r.keep(plan, string(w.ID), key)
}

// said is a participant as a plan lists them: "Eva Ek (dotter)".
func (p wireParticipant) said() string {
	name, relation := p.plain(), line(p.Relation)
	switch {
	case name == "":
		return relation
	case relation == "":
		return name
	}
	return name + " (" + relation + ")"
}

// goals makes a goal of every service. Other information under a headline that is a service's
// name, or ends with one, is about that service; the rest are sections of their own.
func (r *run) goals(plan *care.ServicePlan, w wirePlan) {
	byName := map[string]int{}
	for _, s := range w.Services {
		service := line(s.ServiceType.Text)
		if service == "" {
			continue
		}
		byName[strings.ToLower(service)] = len(plan.Goals)
		plan.Goals = append(plan.Goals, care.Goal{
			Service: service, Starts: r.when("Services.StartDate", s.StartDate), Ends: r.when("Services.EndDate", s.EndDate),
		})
	}
	for _, info := range w.OtherInformation {
		headline, said := line(info.Headline.Text), clean(plainText(info.Text))
		if at, isService := aboutService(byName, headline); isService {
			fillGoal(&plan.Goals[at], said)
		} else if said != "" {
			plan.Other = append(plan.Other, care.Section{Headline: headline, Text: said})
		}
	}
}

// aboutService finds the service that a headline names, alone or after other words: "Dusch", "Mål
// och genomförande: Dusch".
func aboutService(byName map[string]int, headline string) (at int, found bool) {
	headline = strings.ToLower(headline)
	if at, found = byName[headline]; found {
		return at, true
	}
	for _, sign := range []string{": ", " - ", " – "} {
		if i := strings.LastIndex(headline, sign); i >= 0 {
			if at, found = byName[strings.TrimSpace(headline[i+len(sign):])]; found {
				return at, true
			}
		}
	}
	return 0, false
}

// fillGoal shares out lines that begin with "Mål:", "Hur:", "När:", "Vem:" or "Vad:". Lines
// without such a word go on with the one above; those before the first say what is done.
func fillGoal(goal *care.Goal, said string) {
	part := &goal.What
	for _, row := range strings.Split(said, "\n") {
		if row = strings.TrimSpace(row); row == "" {
			continue
		}
		if label, rest, ok := strings.Cut(row, ":"); ok {
			if labelled := goalPart(goal, label); labelled != nil {
				part, row = labelled, strings.TrimSpace(rest)
			}
		}
		if row == "" {
			continue
		}
		if *part != "" {
			*part += "\n"
		}
		*part += row
	}
}

func goalPart(goal *care.Goal, label string) *string {
	switch strings.ToLower(strings.TrimSpace(label)) {
	case "mål", "delmål", "målsättning":
		return &goal.Goal
	case "vad", "insats", "beskrivning":
		return &goal.What
	case "hur", "utförande", "så här", "tillvägagångssätt":
		return &goal.How
	case "vem", "vem gör vad", "utförs av", "ansvarig", "av vem":
		return &goal.Who
	case "när", "tid", "tidpunkt", "frekvens", "hur ofta":
		return &goal.When
	}
	return nil
}
