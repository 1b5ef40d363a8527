package entry

import "time"

// Entering is one time that an entry was entered in Lifecare, and what was found there afterwards.
type Entering struct {
	At        time.Time
	By        Author
	Reference string // Lifecare's own time or number
	Reason    string
	Via       string
	// A second person found it as it was written; or found it wrong or missing, and why.
	VerifiedAt  time.Time
	VerifiedBy  Author
	ReturnedAt  time.Time
	ReturnedBy  Author
	ReturnedFor string
	// UndoneAt is when it was taken out of Lifecare, or marked there as wrong.
	UndoneAt        time.Time
	UndoneBy        Author
	UndoneReference string
}

// Ending is one time that an entry was struck or corrected. NewID is empty when it was struck.
type Ending struct {
	At     time.Time
	By     Author
	Reason string
	NewID  string
}

// Ended tells whether the entry counts no more: it was struck, or a newer version took its place.
func (s State) Ended() bool { return s == StateStruck || s == StateCorrected }

// InLifecare tells whether the entry is in Lifecare as far as anybody knows.
func (s State) InLifecare() bool { return s == StateEntered || s == StateVerified }

// Undo tells whether something is left to take out of Lifecare, or to mark there: the entry was struck
// or corrected after it had been entered, or it was entered twice.
func (t *Tracked) Undo() bool {
	_, left := t.ToUndo()
	return left
}

// ToUndo is the entering that is to be taken out of Lifecare next. Its Reference belongs in Event.Of
// when that was done.
func (t *Tracked) ToUndo() (Entering, bool) {
	if t.State.Ended() && !t.EnteredAt.IsZero() && t.UndoneAt.IsZero() {
		return t.counted(), true
	}
	for _, d := range t.Doubles {
		if d.UndoneAt.IsZero() {
			return d, true
		}
	}
	if t.State.Ended() {
		for _, d := range t.Earlier {
			if d.UndoneAt.IsZero() {
				return d, true
			}
		}
	}
	return Entering{}, false
}

// Unsure tells whether the entry was sent to Lifecare and nobody knows whether it arrived, whatever
// else has happened to it: a person looks in Lifecare.
func (t *Tracked) Unsure() bool { return t.Sent > 0 && t.State != StateSending }

// Left tells whether anything is left to do with the entry in Lifecare.
func (t *Tracked) Left() bool { return t.State.Waits() || t.Undo() || t.Unsure() }

// Before is the entry of which this one is a version: the one that it corrects, or the other one that was
// signed of the same draft. Empty for a first version.
func (t *Tracked) Before() string {
	if t.Corrects != "" {
		return t.Corrects
	}
	return t.SecondOf
}

// counted is the entering that counts, and count makes one count.
func (t *Tracked) counted() Entering {
	return Entering{At: t.EnteredAt, By: t.EnteredBy, Reference: t.Reference, Reason: t.Reason, Via: t.Via,
		VerifiedAt: t.VerifiedAt, VerifiedBy: t.VerifiedBy, ReturnedAt: t.ReturnedAt, UndoneAt: t.UndoneAt, UndoneBy: t.UndoneBy, UndoneReference: t.UndoneReference}
}

func (t *Tracked) count(c Entering) {
	t.EnteredAt, t.EnteredBy, t.Reference, t.Reason, t.Via = c.At, c.By, c.Reference, c.Reason, c.Via
	t.VerifiedAt, t.VerifiedBy, t.ReturnedAt = c.VerifiedAt, c.VerifiedBy, c.ReturnedAt
	t.UndoneAt, t.UndoneBy, t.UndoneReference = c.UndoneAt, c.UndoneBy, c.UndoneReference
}

// take changes what is known by an event that the table, or its late part, leads to a state.
func (t *Tracked) take(e Event, to State) {
	before := t.State
	t.State = to
	switch e.Type {
	case EventClaimed:
		t.ClaimedBy, t.ClaimedUntil = e.By, e.Until
	case EventHanded:
		if e.To != nil {
			t.Responsible, t.HandedReason = *e.To, e.Reason
		}
	case EventSending:
		t.Sent++
	case EventUnanswered:
		t.Sent = max(t.Sent, 1)
	case EventRefused, EventAbsent:
		t.missed(e)
	case EventEntered:
		t.entered(e)
	case EventVerified, EventReturned, EventUndone:
		t.looked(e, before)
	case EventStruck, EventCorrected:
		t.end(e, before.Ended())
	case EventVouched:
		if t.Unvouched() { // a second word, from another laptop, adds nothing
			t.VouchedBy, t.VouchedAt = e.By, e.At
		}
	case EventMatched:
		if e.PersonID != "" && e.Subject != nil {
			t.PersonID, t.MatchedAt, t.MatchedBy, t.MatchedTo = e.PersonID, e.At, e.By, *e.Subject
		}
	}
	if t.State != StateClaimed {
		t.ClaimedBy, t.ClaimedUntil = Author{}, time.Time{}
	}
}

// missed takes in that what was sent isn't in Lifecare. One answer, or one look, is about one sending:
// whoever gave it didn't know of another laptop's.
func (t *Tracked) missed(e Event) {
	t.Sent = max(0, t.Sent-1)
	if !t.State.Waits() {
		return
	}
	t.Refusal = e.Reason
	if t.Sent > 0 {
		t.State = StateUnknown
	}
}

// entered takes in that it is in Lifecare. The interface's answer about the same thing twice is no
// double: what it takes by a name of ours it keeps once.
func (t *Tracked) entered(e Event) {
	if e.Via != "" {
		t.Sent = max(0, t.Sent-1)
		if t.knows(e.Via, e.Reference) {
			return
		}
	}
	in := Entering{At: e.At, By: e.By, Reference: e.Reference, Reason: e.Reason, Via: e.Via}
	if !t.EnteredAt.IsZero() {
		t.Doubles = append(t.Doubles, in)
		return
	}
	t.count(in)
	t.Refusal = ""
}

func (t *Tracked) knows(via, reference string) bool {
	if t.Via == via && t.Reference == reference && !t.EnteredAt.IsZero() {
		return true
	}
	for _, d := range t.Doubles {
		if d.Via == via && d.Reference == reference {
			return true
		}
	}
	return false
}

// looked takes in what was found, or done, in Lifecare about one of the times that it was entered.
func (t *Tracked) looked(e Event, before State) {
	if t.EnteredAt.IsZero() || e.Of != "" && e.Of != t.Reference || e.Of == "" && e.Type == EventUndone && !t.State.Ended() {
		t.State = before // of what counts nothing was said
		t.lookedBeside(e)
		return
	}
	c := t.counted()
	c.look(e)
	switch {
	case e.Type != EventVerified && !t.State.Ended():
		t.Earlier = append(t.Earlier, c)
		t.replace(e)
	default:
		t.count(c)
	}
}

// lookedBeside is about an entering that doesn't count: a double, or an earlier one.
func (t *Tracked) lookedBeside(e Event) {
	for _, list := range [][]Entering{t.Doubles, t.Earlier} {
		for i := range list {
			if d := &list[i]; e.Of == d.Reference || e.Of == "" && d.UndoneAt.IsZero() {
				d.look(e)
				return
			}
		}
	}
}

func (d *Entering) look(e Event) {
	switch e.Type {
	case EventVerified:
		if d.VerifiedAt.IsZero() {
			d.VerifiedAt, d.VerifiedBy = e.At, e.By
		}
	case EventReturned:
		if d.ReturnedAt.IsZero() {
			d.ReturnedAt, d.ReturnedBy, d.ReturnedFor = e.At, e.By, e.Reason
		}
	case EventUndone:
		if d.UndoneAt.IsZero() {
			d.UndoneAt, d.UndoneBy, d.UndoneReference = e.At, e.By, e.Reference
		}
	}
}

// replace lets the next time that it was entered count, after the one that did was found wrong or was
// taken out. Without one the entry waits again.
func (t *Tracked) replace(e Event) {
	for i, d := range t.Doubles {
		if d.UndoneAt.IsZero() && d.ReturnedAt.IsZero() {
			t.count(d)
			t.Doubles = append(t.Doubles[:i:i], t.Doubles[i+1:]...)
			t.State = StateEntered
			if !d.VerifiedAt.IsZero() {
				t.State = StateVerified
			}
			return
		}
	}
	t.count(Entering{})
	t.State, t.Refusal, t.ReturnedAt = StateSigned, e.Reason, e.At
	if t.Sent > 0 {
		t.State = StateUnknown
	}
}

func (t *Tracked) end(e Event, again bool) {
	if !again {
		t.EndedAt, t.EndedBy, t.EndedReason = e.At, e.By, e.Reason
		t.NewID = e.newID()
		return
	}
	t.Ends = append(t.Ends, Ending{At: e.At, By: e.By, Reason: e.Reason, NewID: e.newID()})
	if t.NewID == "" {
		t.NewID = e.newID()
	}
}
