package lifecare

import (
	"strings"

	"avbrottsparm/internal/care"
)

type (
	wireActivityOfHealth struct {
		ID                           ident `json:"Id"`
		PatientPersonID              ident `json:"PatientPersonId"`
		PatientName                  string
		KvaCode                      *wireCode
		ExtraKvaCodes                []wireCode
		StartDate, EndDate           string
		RRule, RRuleSummarySwedish   string
		Times                        []wireTime
		Goals                        []struct{ Description string }
		PlannedMeasuredTypes         []struct{ Name string }
		ErrorMarkedBy, InactivatedBy *wireStamp
		SystemEndTime                string
		Deleted                      flag
		wireTask
	}
	wireOccurrences struct {
		PatientPersonID ident `json:"PatientPersonId"`
		PatientName     string
		Activities      []wireOccurrence
	}
	wireOccurrence struct {
		ID                    ident `json:"Id"`
		KvaCodes              []string
		PlannedDates          []string
		PlannedPerformBy      []struct{ ProfessionTitleSwe string }
		PerformAtProviderUnit *wireUnit
		PerformAtExternalUnit *wireUnit
	}
)

// activityOfHealth reads an activity with the person whom it is for. Its first and last moment
// are in UTC when it has hours; its hours of the day are Swedish.
func (r *run) activityOfHealth(w wireActivityOfHealth) {
	id := w.ID.numbered(activity)
	switch {
	case bool(w.Deleted) || w.ErrorMarkedBy.someone():
		r.remove(care.KindHealthOrder, id, care.PersonKey{})
		return
	case replaced(w.SystemEndTime):
		return
	}
	key := r.key(w.PatientPersonID, firstNameFirst(w.PatientName))
	if key.Empty() {
		r.fail("PatientPersonId", "no_person")
		return
	}
	o := r.task(w.wireTask)
	if w.KvaCode != nil {
		w.KvaCode.IsPrimary = true
		w.ExtraKvaCodes = append(w.ExtraKvaCodes, *w.KvaCode)
	}
	o.Code, o.Title = codes(w.ExtraKvaCodes)
	o.Inactive = w.InactivatedBy.someone()
	if w.TimeSpecified != nil && bool(*w.TimeSpecified) {
		o.Starts, o.Ends = r.whenUTC("StartDate", w.StartDate), r.whenUTC("EndDate", w.EndDate)
	} else {
		o.Starts, o.Ends = r.when("StartDate", w.StartDate), r.when("EndDate", w.EndDate)
	}
	s := r.span(wireSpan{RRule: w.RRule, RRuleSummarySwedish: w.RRuleSummarySwedish, Times: w.Times})
	o.Recurrence, o.Summary, o.Times = s.rule, s.said, s.times
	for _, g := range w.Goals {
		o.Goals = appendSaid(o.Goals, g.Description)
	}
	for _, m := range w.PlannedMeasuredTypes {
		o.Measured = appendSaid(o.Measured, m.Name)
	}
	r.keep(o, id, key)
}

// replaced tells a version that another has taken the place of: what changed comes with its
// history, and an old version must never take the place of the new one.
func replaced(ended string) bool { return said(ended) }

// occurrence reads on which days one person's activities are planned.
func (r *run) occurrence(w wireOccurrences) {
	key := r.key(w.PatientPersonID, firstNameFirst(w.PatientName))
	if key.Empty() {
		r.fail("PatientPersonId", "no_person")
		return
	}
	for _, one := range w.Activities {
		r.planned(one, key)
	}
}

func (r *run) planned(w wireOccurrence, key care.PersonKey) {
	id := w.ID.numbered(activity)
	if id == "" {
		r.fail("Activities.Id", "no_number")
		return
	}
	o := r.occurrences[id]
	if o == nil {
		o = &care.HealthOrder{Code: line(strings.Join(w.KvaCodes, ", "))}
		for _, unit := range []*wireUnit{w.PerformAtProviderUnit, w.PerformAtExternalUnit} {
			if unit != nil && o.Unit == "" {
				o.Unit = line(unit.Name)
			}
		}
		for _, p := range w.PlannedPerformBy {
			o.Professions = appendProfession(o.Professions, p.ProfessionTitleSwe)
		}
		if r.occurrences == nil {
			r.occurrences = map[string]*care.HealthOrder{}
		}
		r.occurrences[id] = o
		r.keep(o, id, key)
	}
	for _, day := range w.PlannedDates {
		if t := r.when("PlannedDates", day); !t.IsZero() {
			o.Planned = append(o.Planned, care.Day(t))
		}
	}
}

// appendProfession adds the key of a profession by its Swedish title.
func appendProfession(keys []string, title string) []string {
	title = strings.ToLower(title)
	for _, p := range []struct{ part, key string }{
		{"undersköterska", care.ProfessionAssistantNurse}, {"sjuksköterska", care.ProfessionNurse},
		{"fysioterapeut", care.ProfessionPhysiotherapist}, {"sjukgymnast", care.ProfessionPhysiotherapist},
		{"arbetsterapeut", care.ProfessionOccupational}, {"dietist", care.ProfessionDietician}, {"kurator", care.ProfessionCurator},
		{"logoped", care.ProfessionSpeech}, {"psykolog", care.ProfessionPsychologist}, {"personal", care.ProfessionOther},
	} {
		if strings.Contains(title, p.part) {
			return append(keys, p.key)
		}
	}
	return keys
}
