package lifecare

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"avbrottsparm/internal/care"
)

// Orders and activities have numbers of their own, and are told apart by what stands before.
const (
	ordered  = "order"
	activity = "activity"
	signed   = "performed"
)

type (
	wireOrder struct {
		OrderID                                     ident `json:"OrderId"`
		PatientPersonID                             ident `json:"PatientPersonId"`
		StartDate, StartTime, EndDate, EndTime      string
		OrdererName, ReceiverProviderUnitName       string
		OrderText, ErrorMarkedDate, ErrorMarkedName string
		Deleted                                     flag
	}
	// wireTask is what the answers about activities have in common.
	wireTask struct {
		IsWhenNeeded                   flag
		PrescriptionCause, Description string
		Duration, Feedback             string
		TimeSpecified                  *flag
		TimeWindowMode                 string
		TimeWindow                     *struct{ TimeWindowFrom, TimeWindowTo string }
		WhenDuringDayText              string
		AllDayTimesPerDay              number
		IsMedication                   flag
		DelegationMode                 string
		Tasks                          []struct{ Description string }
		CreatedBy                      *wireStamp
		wireProfessions
	}
	wireProfessions struct {
		Nurse, Physiotherapist, OccupationalTherapist, Dietician, Curator flag
		SpeechTherapist, Psychologist, OtherPersonnel, AssistantNurse     flag
	}
	wireStamp struct{ UserName, UserRole, UserSignature, Timestamp string }
	wireCode  struct {
		Code, Name string
		IsPrimary  flag
	}
	wireOrderedTask struct {
		ActivityID                             ident `json:"ActivityId"`
		KvaCodes                               []wireCode
		ErrorMarkedDateTime, ErrorMarkedByName string
		InactivatedDate, InactivatedName       string
		IsJournalClosed, IsCareProcessClosed   flag
		LHslOrderActivities                    []wireSpan
		Deleted                                flag
		wireTask
	}
	wireSpan struct {
		LHslOrderID                                    ident `json:"LHslOrderId"`
		StartDate, EndDate, RRule, RRuleSummarySwedish string
		Times                                          []wireTime
	}
	wireTime struct {
		Time                                                           string
		Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday flag
	}
)

// order reads a health order as it was sent to the unit. Its days and hours are Swedish.
func (r *run) order(w wireOrder) {
	if bool(w.Deleted) || said(w.ErrorMarkedDate, w.ErrorMarkedName) {
		r.remove(care.KindHealthOrder, w.OrderID.numbered(ordered), care.PersonKey{})
		return
	}
	key := r.key(w.PatientPersonID, "")
	if key.Empty() {
		r.fail("PatientPersonId", "no_person")
		return
	}
	r.keep(&care.HealthOrder{
		Text: clean(plainText(w.OrderText)), OrderedBy: line(w.OrdererName), Unit: line(w.ReceiverProviderUnitName),
		Starts: r.dayAt("StartDate", w.StartDate, "StartTime", w.StartTime),
		Ends:   r.dayAt("EndDate", w.EndDate, "EndTime", w.EndTime),
	}, w.OrderID.numbered(ordered), key)
}

// said tells whether anything stands in one of the fields; the years 1 and 9999 stand for no time.
func said(fields ...string) bool {
	return slices.ContainsFunc(fields, func(s string) bool {
		s = strings.TrimSpace(s)
		return s != "" && !strings.HasPrefix(s, "0001-") && !strings.HasPrefix(s, "9999-")
	})
}

// someone tells whether a stamp says who or when; an empty one says nobody.
func (w *wireStamp) someone() bool {
	return w != nil && said(w.UserName, w.UserSignature, w.Timestamp)
}

// by is who set the stamp.
func (w *wireStamp) by() string {
	if w == nil {
		return ""
	}
	return cmp.Or(line(w.UserName), line(w.UserSignature))
}

// service reads an activity as it stands in orders. The answer names no person, so that the order
// must be known. An activity always comes whole, with all its spans.
func (r *run) service(w wireOrderedTask) {
	id := w.ActivityID.numbered(activity)
	if bool(w.Deleted) || said(w.ErrorMarkedDateTime, w.ErrorMarkedByName) {
		r.remove(care.KindHealthOrder, id, care.PersonKey{})
		return
	}
	o := r.task(w.wireTask)
	o.Code, o.Title = codes(w.KvaCodes)
	o.Inactive = said(w.InactivatedDate, w.InactivatedName) || bool(w.IsJournalClosed || w.IsCareProcessClosed)
	r.spans(o, w.LHslOrderActivities)
	if o.OrderID == "" {
		r.fail("LHslOrderId", "no_order")
		return
	}
	r.keepVia(o, id, o.OrderID)
}

// task reads what the answers about activities have in common.
func (r *run) task(w wireTask) *care.HealthOrder {
	o := &care.HealthOrder{
		Text: clean(plainText(w.Description)), Cause: clean(plainText(w.PrescriptionCause)), AsNeeded: bool(w.IsWhenNeeded),
		Medication: bool(w.IsMedication), When: line(w.WhenDuringDayText), PerDay: int(w.AllDayTimesPerDay.value),
		Feedback: clean(plainText(w.Feedback)), OrderedBy: w.CreatedBy.by(), Professions: w.keys(),
	}
	if w.AllDayTimesPerDay.odd || o.PerDay < 0 || o.PerDay > 100 {
		r.warn("AllDayTimesPerDay", "unknown_value")
		o.PerDay = 0
	}
	hours, minutes, _, ok := clock(w.Duration)
	if !ok {
		r.warn("Duration", "unknown_value")
	}
	o.Length = time.Duration(hours)*time.Hour + time.Duration(minutes)*time.Minute
	if w.TimeWindow != nil && !strings.EqualFold(w.TimeWindowMode, "AsPlanned") {
		o.WindowFrom = r.hourOfDay("TimeWindowFrom", w.TimeWindow.TimeWindowFrom)
		o.WindowTo = r.hourOfDay("TimeWindowTo", w.TimeWindow.TimeWindowTo)
	}
	o.Delegation = r.delegation(w.DelegationMode)
	for _, t := range w.Tasks {
		o.Tasks = appendSaid(o.Tasks, t.Description)
	}
	return o
}

func appendSaid(list []string, s string) []string {
	if s = line(plainText(s)); s == "" {
		return list
	}
	return append(list, s)
}

func (r *run) delegation(mode string) care.Delegation {
	switch strings.ToLower(strings.TrimSpace(mode)) {
	case "", "notspecified":
		return care.DelegationNone
	case "unit", "provider":
		return care.DelegationUnit
	case "patient":
		return care.DelegationPatient
	}
	r.warn("DelegationMode", "unknown_value")
	return care.DelegationNone
}

// keys are the professions by the keys that word them.
func (w wireProfessions) keys() []string {
	var all []string
	for _, p := range []struct {
		asked flag
		key   string
	}{
		{w.Nurse, care.ProfessionNurse}, {w.AssistantNurse, care.ProfessionAssistantNurse},
		{w.Physiotherapist, care.ProfessionPhysiotherapist}, {w.OccupationalTherapist, care.ProfessionOccupational},
		{w.Dietician, care.ProfessionDietician}, {w.Curator, care.ProfessionCurator}, {w.SpeechTherapist, care.ProfessionSpeech},
		{w.Psychologist, care.ProfessionPsychologist}, {w.OtherPersonnel, care.ProfessionOther},
	} {
		if p.asked {
			all = append(all, p.key)
		}
	}
	return all
}

// codes are the primary code and what all of them mean, the primary one first.
func codes(all []wireCode) (code, title string) {
	all = slices.Clone(all)
	slices.SortStableFunc(all, func(x, y wireCode) int {
		switch {
		case x.IsPrimary == y.IsPrimary:
			return 0
		case bool(x.IsPrimary):
			return -1
		}
		return 1
	})
	var names []string
	for _, c := range all {
		code = cmp.Or(code, line(c.Code))
		if name := line(c.Name); name != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return code, strings.Join(names, ", ")
}
