package lifecare

import (
	"cmp"
	"strings"
	"time"

	"avbrottsparm/internal/care"
)

type (
	wirePerformed struct {
		ID                         ident `json:"Id"`
		ActivityID                 ident `json:"ActivityId"`
		PlannedTime, PerformedTime string
		Performed                  flag
		TimeSpecified              *flag
		Result, ReasonNotPerformed string
		MeasuredValues             []wireMeasured
		CreatedBy, SignedBy        *wireStamp
		ErrorMarkedBy              *wireStamp
		ActivityPerformedKvas      []wirePerformedCode
		SystemEndTime              string
		Deleted                    flag
	}
	wireMeasured struct {
		Name, UnitName, HighLowValue, Comment string
		Value                                 ident // as written, so that no digit is lost
		IsFasting                             flag
	}
	wirePerformedCode struct {
		KvaCodeName string
		IsPerformed flag
	}
)

// performed reads what was signed for an activity. The answer names no person, so that the
// activity must be known. Its times are in UTC; of an activity without hours the planned time is
// a day in Sweden.
func (r *run) performed(w wirePerformed) {
	id := w.ID.numbered(signed)
	order := w.ActivityID.numbered(activity)
	switch {
	case bool(w.Deleted) || w.ErrorMarkedBy.someone():
		r.remove(care.KindSigning, id, care.PersonKey{})
		return
	case replaced(w.SystemEndTime):
		return
	case order == "":
		r.fail("ActivityId", "no_order")
		return
	}
	s := &care.Signing{
		OrderID: order, What: whatWasDone(w), Performed: r.whenUTC("PerformedTime", w.PerformedTime), Done: bool(w.Performed),
		AnyTime: w.TimeSpecified.isNo() || len(strings.TrimSpace(w.PlannedTime)) == len(time.DateOnly),
		Result:  clean(plainText(w.Result)), Reason: clean(plainText(w.ReasonNotPerformed)),
	}
	if s.AnyTime {
		if day := r.when("PlannedTime", w.PlannedTime); !day.IsZero() {
			s.Planned = care.Day(day)
		}
	} else {
		s.Planned = r.whenUTC("PlannedTime", w.PlannedTime)
	}
	by := w.CreatedBy
	if w.SignedBy.someone() {
		by = w.SignedBy
	}
	if by != nil {
		s.By, s.Title = by.by(), line(by.UserRole)
	}
	for _, m := range w.MeasuredValues {
		if measured, ok := m.measured(); ok {
			s.Measured = append(s.Measured, measured)
		}
	}
	if !s.Done { // when it was signed as not done is not a time of doing it
		s.Planned, s.Performed = cmp.Or(s.Planned, s.Performed), time.Time{}
	}
	if s.At().IsZero() {
		r.fail("PlannedTime", "bad_date")
		return
	}
	r.keepVia(s, id, order)
}

// whatWasDone names the parts that were done, and all of them where none was.
func whatWasDone(w wirePerformed) string {
	var done, all []string
	for _, c := range w.ActivityPerformedKvas {
		all = appendSaid(all, c.KvaCodeName)
		if c.IsPerformed {
			done = appendSaid(done, c.KvaCodeName)
		}
	}
	if len(done) > 0 && bool(w.Performed) {
		return strings.Join(done, ", ")
	}
	return strings.Join(all, ", ")
}

// measured is a value as it was written. Meters that show "HI" or "LO" give no number.
func (w wireMeasured) measured() (care.Measured, bool) {
	m := care.Measured{Name: line(w.Name), Value: line(string(w.Value)), Unit: line(w.UnitName), Comment: line(w.Comment)}
	remark := map[string]string{"high": "högt", "low": "lågt"}[strings.ToLower(strings.TrimSpace(w.HighLowValue))]
	if m.Value == "" {
		m.Value, remark = remark, ""
	}
	for _, more := range []string{remark, map[bool]string{true: "fastande"}[bool(w.IsFasting)]} {
		if more != "" {
			m.Comment = strings.TrimPrefix(m.Comment+"; "+more, "; ")
		}
	}
	return m, m.Value != "" || m.Comment != ""
}
