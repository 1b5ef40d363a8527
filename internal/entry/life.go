package entry

// State is where an entry is on its way into Lifecare.
type State string

// The states of an entry. Struck and corrected are ends: the entry stays legible for ever.
const (
	StateDraft     State = "draft"     // being written; belongs to its author
	StateSigned    State = "signed"    // final; waits in the backlog
	StateClaimed   State = "claimed"   // somebody is entering it
	StateSending   State = "sending"   // on its way through Lifecare's interface
	StateUnknown   State = "unknown"   // sent, and nobody knows whether it arrived: a person looks in Lifecare
	StateEntered   State = "entered"   // in Lifecare, with Lifecare's time or number
	StateVerified  State = "verified"  // and compared with Lifecare by a second person
	StateStruck    State = "struck"    // wrongly written, with a reason
	StateCorrected State = "corrected" // a newer version took its place
)

// States are all states, in the order of an entry's life.
func States() []State {
	return []State{StateDraft, StateSigned, StateClaimed, StateSending, StateUnknown, StateEntered, StateVerified, StateStruck, StateCorrected}
}

// EventType is something that happens to an entry.
type EventType string

// The events in an entry's life.
const (
	EventSigned     EventType = "signed"
	EventClaimed    EventType = "claimed"    // until Event.Until
	EventReleased   EventType = "released"   // the claim is given back
	EventHanded     EventType = "handed"     // Event.To is responsible from now on, with the reason
	EventSending    EventType = "sending"    // noted before the first byte leaves
	EventUnanswered EventType = "unanswered" // no answer, or none that can be trusted
	EventRefused    EventType = "refused"    // Lifecare said no; Event.Reason holds its own words
	EventAbsent     EventType = "absent"     // a person looked: it isn't in Lifecare
	EventEntered    EventType = "entered"
	EventVerified   EventType = "verified"
	EventReturned   EventType = "returned" // the second person found it wrong or missing in Lifecare
	EventStruck     EventType = "struck"
	EventCorrected  EventType = "corrected" // Event.Entry is the new version, signed by the same record
	EventUndone     EventType = "undone"    // a struck or corrected entry was marked in Lifecare too
	// EventVouched is a colleague's word that the author is who they stated to be; By is the
	// colleague. It changes no state.
	EventVouched EventType = "vouched"
	// EventMatched says which person of the binder an entry is about that was written about somebody
	// whom the binder did not know. It changes no state; the newest word counts.
	EventMatched EventType = "matched"
)

// EventTypes are all events.
func EventTypes() []EventType {
	return []EventType{EventSigned, EventClaimed, EventReleased, EventHanded, EventSending, EventUnanswered, EventRefused, EventAbsent,
		EventEntered, EventVerified, EventReturned, EventStruck, EventCorrected, EventUndone, EventVouched, EventMatched}
}

// next is the table of an entry's life: from a state, by an event, to a state, as a person or the
// delivery may do it who sees the state. An entry that two laptops entered before they met is entered
// twice: the second is kept, so that a person can take it out of Lifecare.
var next = map[State]map[EventType]State{
	StateDraft: {EventSigned: StateSigned},
	StateSigned: {EventClaimed: StateClaimed, EventHanded: StateSigned, EventSending: StateSending, EventEntered: StateEntered,
		EventStruck: StateStruck, EventCorrected: StateCorrected, EventVouched: StateSigned, EventMatched: StateSigned},
	StateClaimed: {EventClaimed: StateClaimed, EventReleased: StateSigned, EventHanded: StateSigned, EventSending: StateSending, EventEntered: StateEntered,
		EventStruck: StateStruck, EventCorrected: StateCorrected, EventVouched: StateClaimed, EventMatched: StateClaimed},
	StateSending: {EventUnanswered: StateUnknown, EventRefused: StateSigned, EventEntered: StateEntered, EventVouched: StateSending, EventMatched: StateSending},
	StateUnknown: {EventAbsent: StateSigned, EventEntered: StateEntered, EventVouched: StateUnknown, EventMatched: StateUnknown},
	StateEntered: {EventEntered: StateEntered, EventVerified: StateVerified, EventReturned: StateSigned, EventUndone: StateEntered,
		EventStruck: StateStruck, EventCorrected: StateCorrected, EventVouched: StateEntered, EventMatched: StateEntered},
	StateVerified: {EventEntered: StateVerified, EventReturned: StateSigned, EventUndone: StateVerified,
		EventStruck: StateStruck, EventCorrected: StateCorrected, EventVouched: StateVerified, EventMatched: StateVerified},
	StateStruck:    {EventEntered: StateStruck, EventUndone: StateStruck, EventVouched: StateStruck, EventMatched: StateStruck},
	StateCorrected: {EventEntered: StateCorrected, EventUndone: StateCorrected, EventVouched: StateCorrected, EventMatched: StateCorrected},
}

// late is the rest of the table: what another laptop rightly did before it met this one, and what is
// kept of it although the entry has gone on meanwhile. Claims and their return aren't in it: they say
// nothing any more.
var late = map[State]map[EventType]State{
	StateSigned: {EventUnanswered: StateUnknown, EventRefused: StateSigned, EventVerified: StateSigned, EventReturned: StateSigned, EventUndone: StateSigned},
	StateClaimed: {EventUnanswered: StateUnknown, EventRefused: StateClaimed, EventVerified: StateClaimed, EventReturned: StateClaimed,
		EventUndone: StateClaimed},
	StateSending: {EventHanded: StateSending, EventSending: StateSending, EventVerified: StateSending, EventReturned: StateSending, EventUndone: StateSending,
		EventStruck: StateStruck, EventCorrected: StateCorrected},
	StateUnknown: {EventHanded: StateUnknown, EventSending: StateUnknown, EventUnanswered: StateUnknown, EventRefused: StateSigned,
		EventVerified: StateUnknown, EventReturned: StateUnknown, EventUndone: StateUnknown, EventStruck: StateStruck, EventCorrected: StateCorrected},
	StateEntered: {EventHanded: StateEntered, EventSending: StateEntered, EventUnanswered: StateEntered, EventRefused: StateEntered, EventAbsent: StateEntered},
	StateVerified: {EventHanded: StateVerified, EventSending: StateVerified, EventUnanswered: StateVerified, EventRefused: StateVerified,
		EventAbsent: StateVerified, EventVerified: StateVerified},
	StateStruck: {EventSending: StateStruck, EventUnanswered: StateStruck, EventRefused: StateStruck, EventAbsent: StateStruck,
		EventVerified: StateStruck, EventReturned: StateStruck, EventStruck: StateStruck, EventCorrected: StateCorrected},
	StateCorrected: {EventSending: StateCorrected, EventUnanswered: StateCorrected, EventRefused: StateCorrected, EventAbsent: StateCorrected,
		EventVerified: StateCorrected, EventReturned: StateCorrected, EventStruck: StateCorrected, EventCorrected: StateCorrected},
}

// After is the state that an event leads to, and whether it is allowed there.
func (s State) After(e EventType) (State, bool) {
	to, ok := next[s][e]
	return to, ok
}

// Valid tells whether this program knows the event.
func (e EventType) Valid() bool {
	for _, known := range EventTypes() {
		if e == known {
			return true
		}
	}
	return false
}

// Waits tells whether something is left to do with an entry of the state before it is in Lifecare.
func (s State) Waits() bool {
	return s == StateSigned || s == StateClaimed || s == StateSending || s == StateUnknown
}
