package lifecare

import (
	"strings"

	"avbrottsparm/internal/care"
)

type (
	wireCaseworker struct{ wireName }
	wireDecision   struct {
		ID                                                     ident `json:"Id"`
		InvestigationID                                        ident `json:"InvestigationId"`
		PersonID                                               ident `json:"PersonId"`
		Code, Type, Reason, ServiceCategory, DecisionLevel     coded
		Date, FromDate, ToDate                                 string
		Caseworker                                             *wireCaseworker
		Hour, Day, Visit, Amount, Quantity                     number
		HourType, DayType, VisitType, AmountType, QuantityType coded
		Deleted                                                flag
	}
	wireDisability struct {
		wireDecision
		PersonCategory1, PersonCategory2, PersonCategory3, PersonCategory3P flag
	}
	wireInvestigation struct {
		ID                             ident `json:"Id"`
		PersonID                       ident `json:"PersonId"`
		Type                           coded
		Law                            string
		StartDate, EndDate, UpdateTime string
		Caseworker                     *wireCaseworker
		Deleted                        flag
	}
)

// socialDecision reads a decision by the law of social services.
func (r *run) socialDecision(w wireDecision) { r.decision(w, "SoL", "") }

// disabilityDecision reads a decision by LSS, whose persons belong to a group: 3P is group 3.
func (r *run) disabilityDecision(w wireDisability) {
	var groups []string
	for _, g := range []struct {
		member bool
		name   string
	}{
		{bool(w.PersonCategory1), "1"}, {bool(w.PersonCategory2), "2"}, {bool(w.PersonCategory3 || w.PersonCategory3P), "3"},
	} {
		if g.member {
			groups = append(groups, g.name)
		}
	}
	r.decision(w.wireDecision, "LSS", strings.Join(groups, ", "))
}

// decision reads what both laws' decisions have in common. Its dates are days in Sweden.
func (r *run) decision(w wireDecision, law, group string) {
	if w.Deleted {
		r.remove(care.KindDecision, string(w.ID), care.PersonKey{})
		return
	}
	key := r.key(w.PersonID, "")
	if key.Empty() {
		r.fail("PersonId", "no_person")
		return
	}
	r.keep(&care.Decision{
		InvestigationID: w.InvestigationID.known(), Law: law, Group: group,
		What: w.Code.line(), Type: w.Type.line(), Category: w.ServiceCategory.line(), Level: w.DecisionLevel.line(),
		Date: r.when("Date", w.Date), From: r.when("FromDate", w.FromDate), To: r.when("ToDate", w.ToDate),
		Reason: w.Reason.line(), CaseWorker: w.Caseworker.said(), Amounts: r.amounts(w),
	}, string(w.ID), key)
}

// amounts are what was granted of each sort, without those that are nought. Where the interface
// gives a sort no unit, the sort's own name is the unit; an amount and a quantity have none.
func (r *run) amounts(w wireDecision) []care.Amount {
	var all []care.Amount
	for _, a := range []struct {
		field  string
		number number
		unit   coded
		sort   string
	}{
		{"Hour", w.Hour, w.HourType, "timmar"}, {"Day", w.Day, w.DayType, "dagar"}, {"Visit", w.Visit, w.VisitType, "besök"},
		{"Amount", w.Amount, w.AmountType, ""}, {"Quantity", w.Quantity, w.QuantityType, ""},
	} {
		if a.number.odd {
			r.warn(a.field, "unknown_value")
		}
		if a.number.value == 0 {
			continue
		}
		unit := a.unit.line()
		if unit == "" {
			unit = a.sort
		}
		all = append(all, care.Amount{Number: a.number.value, Unit: unit})
	}
	return all
}

func (w *wireCaseworker) said() string {
	if w == nil {
		return ""
	}
	return w.plain()
}

// investigation reads an investigation; the interface gives no text of it.
func (r *run) investigation(w wireInvestigation) {
	if w.Deleted {
		r.remove(care.KindInvestigation, string(w.ID), care.PersonKey{})
		return
	}
	key := r.key(w.PersonID, "")
	if key.Empty() {
		r.fail("PersonId", "no_person")
		return
	}
	r.keep(&care.Investigation{
		Law: line(w.Law), Type: w.Type.line(), CaseWorker: w.Caseworker.said(),
		Starts: r.when("StartDate", w.StartDate), Ends: r.when("EndDate", w.EndDate), Updated: r.when("UpdateTime", w.UpdateTime),
	}, string(w.ID), key)
}
