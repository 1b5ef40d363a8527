package access

import (
	"slices"
	"time"
)

// Action is something that a person did with what the binder holds (patientdatalagen 4 kap.:
// whoever reads leaves a trace). The sentences "action.<action>" word it.
type Action string

// The actions that the log knows.
const (
	ActionUnlock     Action = "unlock"
	ActionRead       Action = "read"     // opened a person
	ActionHit        Action = "hit"      // opened a person that a search had found
	ActionList       Action = "list"     // saw a list of persons or a schedule
	ActionUnshield   Action = "unshield" // opened protected fields
	ActionPrint      Action = "print"
	ActionReadable   Action = "readable" // made a file that opens without a passphrase
	ActionCopy       Action = "copy"     // copied a field for re-entry
	ActionImport     Action = "import"
	ActionTray       Action = "tray"       // chose the drop folder, or answered for a file from it
	ActionConnection Action = "connection" // changed where and how the binder refreshes itself
	ActionSign       Action = "sign"
	ActionCorrect    Action = "correct"    // signed a new version of an entry
	ActionStrike     Action = "strike"     // marked an entry as wrongly written
	ActionUndone     Action = "undone"     // noted that a struck or corrected entry was marked in Lifecare too
	ActionMatch      Action = "match"      // said which person of the binder an entry is about
	ActionPicture    Action = "picture"    // put a picture of a paper in, or looked at one
	ActionNotes      Action = "notes"      // read what was written during the outage
	ActionPhrases    Action = "phrases"    // changed the unit's phrases
	ActionEnter      Action = "enter"      // marked an entry as entered in Lifecare
	ActionVouch      Action = "vouch"      // vouched for a temporary
	ActionEmergency  Action = "emergency"  // opened an area with its envelope code
	ActionUsers      Action = "users"      // added, changed or removed a user, an envelope or a code
	ActionPassphrase Action = "passphrase" // changed one's own passphrase
	ActionLog        Action = "log"        // read the access log
	ActionReview     Action = "review"     // noted a review of a sample
	ActionBackup     Action = "backup"     // took a copy off the laptop
	ActionRestore    Action = "restore"    // brought a copy in, or recovered a damaged binder
	ActionRetention  Action = "retention"  // changed how long things are kept
	ActionPurge      Action = "purge"
	ActionDocument   Action = "document"  // filed, moved or removed a document
	ActionPaper      Action = "paper"     // changed how the unit prints
	ActionSlip       Action = "slip"      // told what became of a numbered paper
	ActionHand       Action = "hand"      // made somebody responsible for entering an entry
	ActionVerify     Action = "verify"    // compared an entered entry with Lifecare
	ActionLook       Action = "look"      // looked in Lifecare for an entry that was missing or unknown there
	ActionRelease    Action = "release"   // gave entries to another care provider (patientdatalagen 3 kap. 11 §)
	ActionOutage     Action = "outage"    // told something of an outage
	ActionCatalogue  Action = "catalogue" // changed the catalogue, a contact or an open fact
	ActionReady      Action = "ready"     // noted a round, a receipt or a drill
)

// Actions lists what the log knows, in the order in which it is offered to a reviewer.
func Actions() []Action {
	return []Action{ActionRead, ActionHit, ActionList, ActionUnshield, ActionPrint, ActionReadable, ActionCopy, ActionNotes, ActionPicture, ActionSign,
		ActionCorrect, ActionStrike, ActionMatch, ActionEnter, ActionUndone, ActionHand, ActionVerify, ActionLook, ActionRelease, ActionVouch, ActionImport, ActionTray,
		ActionConnection, ActionEmergency, ActionUnlock, ActionUsers, ActionPassphrase, ActionLog, ActionReview, ActionBackup, ActionRestore, ActionRetention, ActionPurge,
		ActionDocument, ActionPaper, ActionSlip, ActionPhrases, ActionOutage, ActionCatalogue, ActionReady}
}

// Event is one line of the access log: who did what, when, about whom. The log area is sealed to
// reviewers, so a line holds the person's number and name itself: it must say whom it concerned
// also when the replica is long gone.
type Event struct {
	Action       Action    `json:"action"`
	At           time.Time `json:"at"` // with zone offset
	Identity     string    `json:"identity"`
	Name         string    `json:"name"`
	Title        string    `json:"title"`
	Unit         string    `json:"unit"`
	PersonID     string    `json:"person,omitempty"` // the person concerned; empty when none or all
	PersonNumber string    `json:"person_number,omitempty"`
	PersonName   string    `json:"person_name,omitempty"`
	// Detail is the kind of sheet, the number of sheets, the area, or the reason that was given.
	Detail string `json:"detail,omitempty"`
	// Stated says that the name is what a temporary said of themselves.
	Stated bool `json:"stated,omitempty"`
}

// MustBeReviewed tells whether a line waits until a reviewer has noted what they think of it.
func (e Event) MustBeReviewed() bool {
	return slices.Contains([]Action{ActionEmergency, ActionUnshield}, e.Action)
}

// Review is a reviewer's word on some lines of the log.
type Review struct {
	ID    string    `json:"id"` // six characters, to refer to the sample
	Drawn time.Time `json:"drawn"`
	By    string    `json:"by"` // "name, title"
	// Lines are the log records looked at, in hexadecimal.
	Lines []string `json:"lines"`
	// From is how many lines the sample was drawn from; zero when the lines were chosen.
	From int `json:"from,omitempty"`
	// Note is what the reviewer found; empty while the sample waits.
	Note  string    `json:"note,omitempty"`
	Noted time.Time `json:"noted,omitzero"`
}
