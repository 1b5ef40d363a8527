package entry

import (
	"strings"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/text"
)

// Event is one step in an entry's life, as the ledger keeps it.
type Event struct {
	Type EventType `json:"type"`
	ID   string    `json:"id"` // of the entry
	At   time.Time `json:"at"`
	By   Author    `json:"by"`
	// Entry is the whole entry, on EventSigned; on EventCorrected the new version.
	Entry *Entry `json:"entry,omitempty"`
	// Reference is Lifecare's own time or number, on EventEntered and EventUndone.
	Reference string `json:"reference,omitempty"`
	// Reason says why: on EventEntered why it wasn't the one responsible (routine 5.3), on EventRefused
	// Lifecare's own words.
	Reason string    `json:"reason,omitempty"`
	Until  time.Time `json:"until,omitzero"` // on EventClaimed
	To     *Author   `json:"to,omitempty"`   // on EventHanded
	// PersonID and Subject are, on EventMatched, whom the entry is about, as the binder knows them then.
	PersonID string   `json:"person,omitempty"`
	Subject  *Subject `json:"subject,omitempty"`
	// Via says how it got into Lifecare, on EventEntered: "" by hand, or the way of the interface, also
	// where a person found what had been sent.
	Via string `json:"via,omitempty"`
	// Of is the Reference of the entering that EventVerified, EventReturned or EventUndone is about:
	// another laptop may have entered it, too. Without it the one that counts is meant.
	Of string `json:"of,omitempty"`
}

// Tracked is an entry with what has happened to it.
type Tracked struct {
	Entry
	State State
	// EnteredAt and the three after it are about the first time that it was entered, since it was last
	// found not to be in Lifecare.
	EnteredAt time.Time
	EnteredBy Author
	Reference string
	Reason    string
	Via       string
	// Doubles are the times that it was entered once more, by a laptop that didn't know, and Earlier
	// those that were found wrong or missing, or were taken out of Lifecare.
	Doubles, Earlier []Entering
	// Sent is how many times it was sent to Lifecare without an answer that counts.
	Sent int
	// Claim is who said that they are entering it; it counts until ClaimedUntil only.
	ClaimedBy    Author
	ClaimedUntil time.Time
	// Responsible is whom it was handed to; the author while Name is empty.
	Responsible  Author
	HandedReason string
	// Refusal is why it isn't in Lifecare although somebody tried: Lifecare's own words, or those of
	// the second person who looked.
	Refusal    string
	VerifiedAt time.Time
	VerifiedBy Author
	// ReturnedAt is when a second person found it wrong or missing in Lifecare, until it is entered
	// again: it may stand there all the same.
	ReturnedAt time.Time
	// EndedAt, EndedBy and EndedReason are about being struck or corrected; NewID is the version that
	// took its place.
	EndedAt     time.Time
	EndedBy     Author
	EndedReason string
	NewID       string
	// Ends are how it was struck or corrected once more, by a laptop that didn't know; SecondOf is the
	// entry of which this is a second version, made so. A person looks at them side by side.
	Ends     []Ending
	SecondOf string
	// UndoneAt is when the mark was made in Lifecare too, where it had been entered already.
	UndoneAt        time.Time
	UndoneBy        Author
	UndoneReference string
	// VouchedBy is who vouched for an author of stated identity, and when.
	VouchedBy Author
	VouchedAt time.Time
	// MatchedAt, MatchedBy and MatchedTo are about an entry that was written about somebody whom the
	// binder did not know: Subject stays as the author wrote it, PersonID says who it was.
	MatchedAt time.Time
	MatchedBy Author
	MatchedTo Subject
}

// Unvouched tells whether the author is who they said to be and nobody has vouched: every paper
// and field with the author's name says "uppgiven identitet".
func (t *Tracked) Unvouched() bool { return t.Author.Stated && t.VouchedAt.IsZero() }

// Answers is who is responsible for entering it: its author, until it was handed to another.
func (t *Tracked) Answers() Author {
	if t.Responsible.Name != "" {
		return t.Responsible
	}
	return t.Author
}

// StateAt is the state at a time: a claim that ran out counts no more.
func (t *Tracked) StateAt(now time.Time) State {
	if t.State == StateClaimed && !now.Before(t.ClaimedUntil) {
		return StateSigned
	}
	return t.State
}

// CheckEntered tells what is missing before an entry may be marked as entered: Lifecare's
// reference always, and a reason when someone other than the one responsible enters it (routine 5.3).
func (t *Tracked) CheckEntered(by access.User, reference, reason string) error {
	if !t.State.Waits() {
		return text.NewFault("entry.state")
	}
	if strings.TrimSpace(reference) == "" {
		return text.NewFault("entry.no_reference")
	}
	if !by.Is(t.Answers().Identity) && strings.TrimSpace(reason) == "" {
		return text.NewFault("entry.no_reason")
	}
	return nil
}

// CheckVerified tells why somebody may not confirm that the entry stands in Lifecare as it was
// written: it takes another person than the one who entered it.
func (t *Tracked) CheckVerified(by access.User) error {
	if t.State != StateEntered {
		return text.NewFault("entry.state")
	}
	if by.Is(t.EnteredBy.Identity) {
		return text.NewFault("entry.same_person")
	}
	return nil
}
