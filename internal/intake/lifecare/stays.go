package lifecare

import (
	"time"

	"avbrottsparm/internal/care"
)

type (
	wireAbsence struct {
		ID                 ident `json:"Id"`
		PersonID           ident `json:"PersonId"`
		StartDate, EndDate string
		Reason             coded
		Note               string
		Deleted            flag
	}
	wireJournal struct {
		JournalID          ident `json:"JournalId"`
		PersonID           ident `json:"PersonId"`
		PersonName         string
		OrganizationUnit   *struct{ OrganizationName string }
		StartDate, EndDate string
		EndReason          coded
		Deleted            flag
	}
)

// absence reads when a person is away. An end before the start would hide the absence, so it is
// left out and the absence shown as open.
func (r *run) absence(w wireAbsence) {
	if w.Deleted {
		r.remove(care.KindAbsence, string(w.ID), care.PersonKey{})
		return
	}
	key := r.key(w.PersonID, "")
	if key.Empty() {
		r.fail("PersonId", "no_person")
		return
	}
	from, ok := readTime(w.StartDate, false)
	if !ok || from.IsZero() {
		r.fail("StartDate", "bad_date")
		return
	}
	to := r.when("EndDate", w.EndDate)
	if !to.IsZero() && to.Before(from) {
		r.warn("EndDate", "unknown_value")
		to = time.Time{}
	}
	r.keep(&care.Absence{From: from, To: to, Reason: w.Reason.line(), Note: clean(plainText(w.Note))}, string(w.ID), key)
}

// journal reads that a health journal exists. What stands in it the interface doesn't give.
func (r *run) journal(w wireJournal) {
	if w.Deleted {
		r.remove(care.KindJournal, w.JournalID.known(), care.PersonKey{})
		return
	}
	key := r.key(w.PersonID, firstNameFirst(w.PersonName))
	if key.Empty() {
		r.fail("PersonId", "no_person")
		return
	}
	journal := &care.Journal{Starts: r.when("StartDate", w.StartDate), Ends: r.when("EndDate", w.EndDate), Why: w.EndReason.line()}
	if w.OrganizationUnit != nil {
		journal.Unit = line(w.OrganizationUnit.OrganizationName)
	}
	r.keep(journal, w.JournalID.known(), key)
}
