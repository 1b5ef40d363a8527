package outage

import "time"

// YesNo is an answer that may not have been given.
type YesNo string

// The answers.
const (
	Unknown YesNo = "" // not asked, or one can't tell
	Yes     YesNo = "yes"
	No      YesNo = "no"
)

// Reach is how many are touched (routine 3.1.1).
type Reach string

// The reaches.
const (
	ReachUnknown Reach = ""
	ReachMe      Reach = "me"
	ReachSeveral Reach = "several" // several colleagues
	ReachUnits   Reach = "units"   // several units
)

// Tried is how it went to log in to a computer with user name and password (routine 3.1.1).
type Tried string

// What was tried.
const (
	TriedUnknown  Tried = ""
	TriedWorked   Tried = "worked"
	TriedFailed   Tried = "failed"
	TriedNot      Tried = "not_tried"
	TriedNotAbout Tried = "not_about" // it isn't about logging in
)

// Answers is what somebody says about what doesn't work. Nothing of it has to be said.
type Answers struct {
	Systems  []string // ids of systems and parts that don't work
	Works    []string // ids of those that still answer
	Reach    Reach
	Password Tried
	Light    YesNo // is there light
	Signal   YesNo // does the phone have a signal
	Wifi     YesNo // does the wireless network answer
	Web      YesNo // does any other page on the web open
	Bank     YesNo // do colleagues with another bank get in
	Slow     YesNo // it answers, but slowly
	OneSite  YesNo // is it at one place only
	// Ways are the ways to log in that fail, by the ids of their failures: bankid, freja, feitian, ad.
	Ways  []string
	Site  string    // which place, in words, where it is there only
	Seen  string    // what one sees, in one's own words
	Since time.Time // since when it doesn't work, zero for unknown
}

// Finding is what it probably is.
type Finding struct {
	// Broken is the probable failure, several where several are there at once. Or is what it may be
	// just as well, where the answers can't tell: Sure is false then, and nothing is claimed.
	Broken []Broken
	Or     []Broken
	Sure   bool
	// Outage is false only where it is one's own phone or log-in: Do says what to try then. Where nothing
	// can be told it is true and Broken is empty.
	Outage bool
	Say    []string // keys of why, best reason first
	OrSay  []string // keys of why it may be Or
	Do     []Step   // in order
	Ask    []Question
}

// Reported is who reports, from where.
type Reported struct {
	Unit     string
	Reporter string
	Phone    string // where the service desk reaches the reporter
	At       time.Time
	// Broken is what is known to be broken, once an outage goes on; else the report says what Diagnose
	// finds.
	Broken []Broken
}
