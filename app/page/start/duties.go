package start

import (
	"time"

	"avbrottsparm/app/control"
	"avbrottsparm/app/page"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/retention"
	"avbrottsparm/internal/text"
)

// duty is something that needs doing, with the place where it is done.
type duty struct {
	tone     control.Tone
	sentence string
	button   string // empty when there is nothing to press
	to       page.Place
}

// draftLister gives the drafts of the one who opened the binder, newest first.
type draftLister func() []entry.Entry

// dutiesOf lists what needs doing, most urgent first.
func dutiesOf(w *text.Words, st desk.Status, waits waiting, drafts draftLister, now time.Time) []duty {
	var list []duty
	if st.Altered != nil {
		list = append(list, duty{control.ToneFault, w.Explain(st.Altered), w.Say("start.altered_do"), page.Place{Page: page.Safety, Tab: page.SafetyVerify}})
	}
	if waits.reviews > 0 {
		list = append(list, duty{control.ToneNotice, w.Count("start.review", waits.reviews), w.Say("start.review_do"), page.Place{Page: page.Review, Part: page.ReviewWaiting}})
	}
	list = append(list, dataDuties(w, st)...)
	list = append(list, retentionDuties(w, st)...)
	list = append(list, intakeDuties(w, waits, now)...)
	if st.Doubts > 0 {
		list = append(list, duty{control.ToneNotice, w.Count("start.doubts", st.Doubts), w.Say("start.doubts_do"), page.Place{Page: page.Intake, Part: page.IntakeDoubts}})
	}
	if st.Counts.Drafts > 0 {
		at := page.Place{Page: page.Write}
		if mine := drafts(); len(mine) > 0 {
			at.EntryID = mine[0].ID
		}
		list = append(list, duty{control.ToneNotice, w.Count("start.drafts", st.Counts.Drafts), w.Say("start.drafts_do"), at})
	}
	if st.Counts.Waiting > 0 {
		list = append(list, duty{control.ToneNotice, w.Count("start.waiting", st.Counts.Waiting), w.Say("start.waiting_do"), page.Place{Page: page.Backlog}})
	}
	list = append(list, paperDuties(w, st, waits.papers, now)...)
	list = append(list, plannedDuties(w, st)...)
	list = append(list, outageDuties(w, st, now)...)
	if st.Unlogged > 0 {
		list = append(list, duty{control.ToneNotice, w.Count("start.unlogged", st.Unlogged), "", page.Place{}})
	}
	if st.Clock {
		list = append(list, duty{control.ToneNotice, w.Say("start.clock"), "", page.Place{}})
	}
	if d, offered := practiseDuty(w, st, waits, now); offered {
		list = append(list, d)
	}
	return list
}

// dataDuties are an empty binder, which says what to do first, or kinds that are too old.
func dataDuties(w *text.Words, st desk.Status) []duty {
	read := page.Place{Page: page.Intake}
	if st.Persons == 0 && st.ReplicaPurged.IsZero() {
		return []duty{{control.ToneCalm, w.Say("start.empty"), w.Say("start.read"), read}}
	}
	var old []care.Kind
	for _, k := range st.Fresh {
		if k.TooOld && !k.AsOf.IsZero() {
			old = append(old, k.Kind)
		}
	}
	if len(old) == 0 {
		return nil
	}
	names := ""
	for i, kind := range old {
		if i > 0 {
			names += ", "
		}
		names += w.Say("start.kind." + string(kind))
	}
	return []duty{{control.ToneFault, w.Say("start.old", "kinds", names), w.Say("start.read"), read}}
}

// retentionDuties say that the copy of Lifecare is about to go, or that it went.
func retentionDuties(w *text.Words, st desk.Status) []duty {
	sentence := ""
	switch {
	case !st.ReplicaPurged.IsZero():
		sentence = w.Say("start.retention_gone", "day", w.Day(st.ReplicaPurged.In(care.Stockholm)))
	case st.Replica.Step == retention.StepWarn:
		sentence = w.Count("start.retention", st.Replica.Left)
	case st.Replica.Step == retention.StepPurge:
		sentence = w.Say("start.retention_due")
	default:
		return nil
	}
	return []duty{{control.ToneFault, sentence, w.Say("start.read"), page.Place{Page: page.Intake}}}
}

// weekend is the print before days off (routine 5.4): due while the span covers more than the
// next day and nothing was printed today.
func weekend(w *text.Words, st desk.Status, now time.Time) (duty, bool) {
	if len(st.PrintDays) < 2 || st.Persons == 0 {
		return duty{}, false
	}
	if !st.LastPrinted.IsZero() && care.Day(st.LastPrinted).Equal(care.Day(now)) {
		return duty{}, false
	}
	first, last := st.PrintDays[0], st.PrintDays[len(st.PrintDays)-1]
	return duty{control.ToneNotice, w.Say("start.weekend", "from", w.DayShort(first), "to", w.DayShort(last)),
		w.Say("start.weekend_do"), page.Place{Page: page.Paper, Day: now, Print: desk.PrintWeekend}}, true
}
