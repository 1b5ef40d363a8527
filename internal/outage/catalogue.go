package outage

import "avbrottsparm/internal/text"

// Catalogue is what is known of systems, failures and whom to call: the files of data/catalogue, or
// those that a unit head has adapted. It is checked when it is read, so that every id that it points to
// is there.
type Catalogue struct {
	Systems  []System  // by place
	Failures []Failure // by place
	Facts    []Fact    // by place; what the routine leaves open
	Contacts []Contact // in the order in which they are called
	Cards    []Card
	Limits   Limits

	// settled are the answers to open facts that With has put in, by the fact's id. failures and cards
	// are those of the files, before anything was filled in.
	settled  map[string]Settled
	failures []Failure
	cards    []Card
}

// System is a system, an app, a lock or an alarm that staff work with (routine 1), or a part of one.
type System struct {
	ID string `json:"id"`
	// Place is its number in the routine's list, 1 to 14; parts stand within their system.
	Place  int        `json:"place"`
	PartOf string     `json:"part_of,omitempty"` // the system that it is a part of
	Name   text.Both  `json:"name"`
	About  text.Both  `json:"about"` // one line: what staff do with it
	Users  []Audience `json:"users"`
	// Functions are what of it a failure can take away, one by one.
	Functions []Function `json:"functions"`
	// Needs is what it depends on: it doesn't work when every failure of one of the needs is there.
	Needs []Need `json:"needs,omitempty"`
	// Prints are words of what is printed for it, Writes kinds of entry that are written by hand.
	Prints []string `json:"prints,omitempty"`
	Writes []string `json:"writes,omitempty"`
	// Card is the id of the card that is for it, whatever has failed.
	Card   string `json:"card,omitempty"`
	Source string `json:"source"`
}

// Function is something that staff do with a system.
type Function struct {
	ID   string    `json:"id"`
	What text.Both `json:"what"`
}

// Need is something that a system can't do without. It has it until all of the failures are there: an
// app needs a network, and has none when WiFi and 4G/5G are both gone.
type Need struct {
	What   text.Both `json:"what"`
	AnyOf  []string  `json:"any_of"` // ids of failures; all of them at once take it away
	Source string    `json:"source,omitempty"`
}

// Scope is what has to be said beside a failure to know which one it is.
type Scope string

// The scopes.
const (
	ScopeNone   Scope = ""
	ScopeSystem Scope = "system" // one app or system: its id
	ScopeSite   Scope = "site"   // one place, in words
	ScopeBank   Scope = "bank"   // one bank, in words
)

// Failure is something that can break (routine 4).
type Failure struct {
	ID    string    `json:"id"`
	Place int       `json:"place"`
	Name  text.Both `json:"name"`
	Sign  text.Both `json:"sign"` // how one sees that it is this
	Scope Scope     `json:"scope,omitempty"`
	// Touches are the systems that are gone with it as such, where no effect says otherwise.
	Touches []string `json:"touches,omitempty"`
	// Follows are failures that bring this one with them: each list is enough when all of it is there.
	// No power takes WiFi with it (routine 4.2).
	Follows [][]string `json:"follows,omitempty"`
	Steps   []Step     `json:"steps"`
	Effects []Effect   `json:"effects"`
	Card    string     `json:"card,omitempty"`  // id of the card that is printed for it
	Guide   []Section  `json:"guide,omitempty"` // what else the special guide says
	Vendor  string     `json:"vendor,omitempty"`
	Source  []string   `json:"source"`
}

// Step is something to do, in the order of the list.
type Step struct {
	// ID names the step for ever within its failure: ticks point to it.
	ID     string     `json:"id"`
	For    []Audience `json:"for,omitempty"` // empty for everyone
	Text   text.Both  `json:"text"`
	Go     Link       `json:"go,omitempty"`
	Open   string     `json:"open,omitempty"` // the open fact that the step rests on
	Source []string   `json:"source,omitempty"`
	// Unless are failures during which it is no step, because it is wrong or can't be done then: what rests
	// on 4G while that is gone too.
	Unless []string `json:"unless,omitempty"`
	// OffCard leaves it out of the printed card: the window has room for more.
	OffCard bool `json:"off_card,omitempty"`
	// Answer is what the open fact was settled to.
	Answer string `json:"-"`
}

// Link is where a step leads, "<to>" or "<to>:<what>": "report", "message", "notes", "guide:<failure>",
// "print:<what>", "write:<kind of entry>", "ready:<part>", "schedule", "people", "backlog".
type Link string

// Still is what is left of a function.
type Still string

// What is left, from best to worst.
const (
	StillUntold Still = "" // words of its own say it
	StillWorks  Still = "works"
	StillUntil  Still = "until" // for a time
	StillIf     Still = "if"    // on a condition, such as being logged in already
	StillOpen   Still = "open"  // the routine asks
	StillNot    Still = "not"
)

// Effect is what becomes of a function of a system under a failure.
type Effect struct {
	System string `json:"system"`
	// Function is what of it, one of the system's functions; What is that function's words.
	Function string    `json:"function"`
	What     text.Both `json:"-"`
	Still    Still     `json:"still"`
	// If is the condition (StillIf), such as "så länge du är inloggad".
	If text.Both `json:"if,omitzero"`
	// Minutes is for how long from when the failure began (StillUntil); Long words a time that no clock
	// counts, such as "tills batteriet är slut". Open is the open fact instead of either.
	Minutes int       `json:"minutes,omitempty"`
	Long    text.Both `json:"long,omitzero"`
	Open    string    `json:"open,omitempty"`
	// Unsure is an open fact that asks whether what stands here is right at all.
	Unsure string `json:"unsure,omitempty"`
	// Instead is what to do when it doesn't, in order.
	Instead []text.Both `json:"instead,omitempty"`
	Source  string      `json:"source"`
	// OffCard leaves it out of the printed card.
	OffCard bool `json:"off_card,omitempty"`

	answered []string // the facts whose answers stand in it
}

// FactSort is what answers an open fact.
type FactSort string

// The sorts of answer.
const (
	FactDuration FactSort = "duration" // minutes; a clock counts them once it is settled
	FactYesNo    FactSort = "yes_no"
	FactText     FactSort = "text"
	FactPhone    FactSort = "phone"
)

// Fact is something that the routine leaves open: shown as "ej fastställt" with its owner until somebody
// settles it, and never with a guess.
type Fact struct {
	ID     string    `json:"id"`
	Place  int       `json:"place"`
	Fact   text.Both `json:"fact"`
	Sort   FactSort  `json:"sort"`
	Owner  Role      `json:"owner"`
	Source string    `json:"source"`
	// Quote is the routine's own words, in Swedish, in which it is open.
	Quote string `json:"quote"`
}

// Settled is the answer to an open fact. By and At say who settled it and when.
type Settled struct {
	Value   string `json:"value"`             // as a person wrote it
	Minutes int    `json:"minutes,omitempty"` // of FactDuration
	Yes     bool   `json:"yes,omitempty"`     // of FactYesNo
	No      bool   `json:"no,omitempty"`      // of FactYesNo: the other answer
}

// ContactRole is what somebody is called for.
type ContactRole string

// The roles of contacts; the sentences "outage.contact.<role>" word them.
const (
	ContactServiceDesk ContactRole = "service_desk" // IT servicedesk, first (routine 3.1.1)
	ContactSupport     ContactRole = "support"      // socialförvaltningens support, second
	ContactAfterHours  ContactRole = "after_hours"  // the unit's own instruction (routine 3.1.2)
	ContactVendor      ContactRole = "vendor"
	ContactHead        ContactRole = "head"    // socialchef, IT-chef (routine 3.1.1)
	ContactManager     ContactRole = "manager" // objektsförvaltare
	ContactOnCall      ContactRole = "on_call"
	ContactRestart     ContactRole = "restart"    // may restart the alarm server at Aspgården (routine 4.1)
	ContactUnitPhone   ContactRole = "unit_phone" // kontaktlistan: the phone that a unit's SMS go to
)

// ContactRoles lists the roles of contacts.
func ContactRoles() []ContactRole {
	return []ContactRole{ContactServiceDesk, ContactSupport, ContactAfterHours, ContactVendor, ContactHead, ContactManager,
		ContactOnCall, ContactRestart, ContactUnitPhone}
}

// Contact is whom to call or write to. It may lack a number: it is listed as missing and never left out.
type Contact struct {
	ID     string      `json:"id"`
	Role   ContactRole `json:"role"`
	Name   string      `json:"name"`
	NameEN string      `json:"name_en,omitempty"` // where it has a name of its own in English
	Number string      `json:"number,omitempty"`  // as people write it
	// Hours tells whether it is called in office hours only; empty for always.
	Hours Hours `json:"hours,omitempty"`
	// Customer is the customer number that a vendor asks for; Vendor the system supplier.
	Customer string `json:"customer,omitempty"`
	// Unit is the unit whose phone it is, and Carrier who carries it (routine 3.1.1).
	Unit    string `json:"unit,omitempty"`
	Carrier string `json:"carrier,omitempty"`
	// Groups are the recipient groups that it belongs to: "Hemtjänst", "Särskilt boende".
	Groups []string `json:"groups,omitempty"`
	Note   string   `json:"note,omitempty"`
	NoteEN string   `json:"note_en,omitempty"`
	Open   string   `json:"open,omitempty"` // the open fact where the routine asks for it
	Source string   `json:"source,omitempty"`
}

// Hours is when somebody answers.
type Hours string

// The hours.
const (
	HoursAlways Hours = ""
	HoursOffice Hours = "office"
	HoursAfter  Hours = "after"
)

// Limits are the unit's own times.
type Limits struct {
	// OfficeFrom and OfficeTo are clocks in Stockholm, "08:00". The routine says "kontorstid" and no
	// clock: Assumed is true until the unit has said that they are right.
	OfficeFrom string `json:"office_from"`
	OfficeTo   string `json:"office_to"`
	Assumed    bool   `json:"assumed"`
	// Escalations are steps after so many minutes, shortest first.
	Escalations []Escalation `json:"escalations"`
	// UpdateMinutes is how long after the newest message a reminder comes.
	UpdateMinutes int `json:"update_minutes"`
	// Patch is the monthly window: restart between From and To on the second Wednesday (routine 2.2).
	PatchFrom    string `json:"patch_from"`
	PatchTo      string `json:"patch_to"`
	PatchMinutes int    `json:"patch_minutes"`
	// NoticeDays is how long before a planned outage notice is given (routine 2.1).
	NoticeDays int `json:"notice_days"`
}

// Escalation is what is done when an outage lasts.
type Escalation struct {
	ID      string    `json:"id"`
	Minutes int       `json:"minutes"`
	Text    text.Both `json:"text"`
	Call    []string  `json:"call,omitempty"` // ids of contacts
	Steps   []Step    `json:"steps,omitempty"`
	Source  string    `json:"source,omitempty"`
}
