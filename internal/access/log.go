package access

import "time"

// Action is something that a person did with what the binder holds (patientdatalagen 4 kap.:
// whoever reads leaves a trace).
type Action string

// The actions that the log knows.
const (
	ActionUnlock   Action = "unlock"
	ActionRead     Action = "read"     // opened a person
	ActionUnshield Action = "unshield" // opened protected fields
	ActionPrint    Action = "print"
	ActionReadable Action = "readable" // made a file that opens without a passphrase
	ActionCopy     Action = "copy"     // copied a field for re-entry
	ActionImport   Action = "import"
	ActionSign     Action = "sign"
	ActionEnter    Action = "enter" // marked an entry as entered in Lifecare
)

// Event is one line of the access log: who did what, when, about whom.
type Event struct {
	Action   Action    `json:"action"`
	At       time.Time `json:"at"` // with zone offset
	Identity string    `json:"identity"`
	Name     string    `json:"name"`
	Title    string    `json:"title"`
	Unit     string    `json:"unit"`
	PersonID string    `json:"person,omitempty"` // the person concerned; empty when none or all
	Detail   string    `json:"detail,omitempty"` // kind of sheet, number of sheets; never free text
}
