package outage

import "time"

// EventType is what happened in an outage.
type EventType string

// The events of an outage. One that this program doesn't know is kept and changes nothing.
const (
	EventStart    EventType = "start"    // begins the outage: Broken, Title, Touched, Drill
	EventBreak    EventType = "break"    // something more is broken: Broken
	EventMend     EventType = "mend"     // something works again: Broken with Failure and Of
	EventTick     EventType = "tick"     // a step is done: Step
	EventUntick   EventType = "untick"   // it wasn't
	EventNote     EventType = "note"     // Text
	EventReading  EventType = "reading"  // something was read off: Reading, Value
	EventReport   EventType = "report"   // reported to somebody: To, Case, Text
	EventMessage  EventType = "message"  // Message, as attempted
	EventEscalate EventType = "escalate" // a level was carried out: Step is the escalation's id
	EventExpect   EventType = "expect"   // when it is expected to work: Expected, zero for unknown
	EventMove     EventType = "move"     // it began at another time than was said: At is the right one
	EventJoin     EventType = "join"     // the same as another outage, whose events count here: Other
	EventEnd      EventType = "end"      // everything works: the outage is over from At
	EventReopen   EventType = "reopen"   // it wasn't over
	EventReview   EventType = "review"   // afterwards: Text, what to improve; Incidents
)

// By is who did something, as the ledger keeps it.
type By struct {
	Identity string `json:"identity"`
	Name     string `json:"name"`
	Title    string `json:"title,omitempty"`
}

// Broken is a failure, as it is there now or was.
type Broken struct {
	Failure string `json:"failure"`
	// Of says which, by the failure's scope: the id of a system, or a place or bank in words.
	Of string `json:"of,omitempty"`
	// Systems are those that somebody saw not work, which the catalogue may not have expected.
	Systems []string `json:"systems,omitempty"`
	// Since is when it began and Until when it ended, zero while it lasts.
	Since time.Time `json:"since,omitzero"`
	Until time.Time `json:"until,omitzero"`
}

// MessageKind is what a message to the units is for (routine 2.1, 3.1.1).
type MessageKind string

// The kinds of message.
const (
	MessageFirst   MessageKind = "first"
	MessageUpdate  MessageKind = "update"
	MessageSolved  MessageKind = "solved"
	MessageNotice  MessageKind = "notice"  // two weeks before a planned outage
	MessageDay     MessageKind = "day"     // the day before
	MessageDone    MessageKind = "done"    // a planned outage is over
	MessageReadOut MessageKind = "readout" // read out by who carries the phone
)

// Channel is how a message went.
type Channel string

// The channels.
const (
	ChannelSMS     Channel = "sms"
	ChannelKanalen Channel = "kanalen" // the yellow box
	ChannelReadOut Channel = "readout"
	ChannelCall    Channel = "call"
)

// Sent is an attempt to send a message: the binder can't see whether it arrived, and never says so.
type Sent struct {
	Kind    MessageKind `json:"kind"`
	Channel Channel     `json:"channel"`
	Text    string      `json:"text"`
	Group   string      `json:"group,omitempty"` // recipients
	Numbers int         `json:"numbers,omitempty"`
}

// Event is one thing that happened in an outage, as the ledger keeps it. It says nothing about any
// person that the unit cares for.
type Event struct {
	// Outage is the id of the outage, 32 hex digits.
	Outage string    `json:"outage"`
	Type   EventType `json:"type"`
	// At is when it happened, Told when somebody said so, both with zone offset. Unsure says that the
	// laptop's clock could not be trusted then.
	At     time.Time `json:"at"`
	Told   time.Time `json:"told"`
	Unsure bool      `json:"unsure,omitempty"`
	By     By        `json:"by"`

	Title    string    `json:"title,omitempty"`
	Touched  string    `json:"touched,omitempty"` // who is touched, in words
	Drill    bool      `json:"drill,omitempty"`
	Planned  string    `json:"planned,omitempty"` // id of the planned outage that it is
	Broken   []Broken  `json:"broken,omitempty"`
	Step     string    `json:"step,omitempty"` // "<failure>/<step>", or the id of an escalation
	Text     string    `json:"text,omitempty"`
	Reading  string    `json:"reading,omitempty"` // what was read: "ups", "battery", ...
	Value    string    `json:"value,omitempty"`
	To       string    `json:"to,omitempty"`   // id of the contact
	Case     string    `json:"case,omitempty"` // the service desk's number
	Expected time.Time `json:"expected,omitzero"`
	Other    string    `json:"other,omitempty"`
	Message  *Sent     `json:"message,omitempty"`
	// Incidents are how many incidents there were, by what the unit calls them.
	Incidents string `json:"incidents,omitempty"`
}
