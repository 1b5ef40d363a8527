// Package page is what the screens share: their names, what a screen is, and what it may ask of
// the window around it.
//
// Each screen has a package of its own below this one. A screen never knows another screen or an
// adapter: it asks the Host to show a Place, and the desk to do the work.
package page

import (
	"time"

	"fyne.io/fyne/v2"

	"avbrottsparm/app/task"
	"avbrottsparm/internal/access"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/text"
)

// Name is a screen. The names are worded "nav.<name>" in the translations.
type Name string

// The screens, in the order of the left column.
const (
	Start    Name = "start"
	People   Name = "people"
	Schedule Name = "schedule"
	Write    Name = "write"
	Notes    Name = "notes"
	Paper    Name = "paper"
	Outage   Name = "outage"
	Backlog  Name = "backlog"
	Ready    Name = "ready"
	Intake   Name = "intake"
	Users    Name = "users"
	Review   Name = "review"
	Safety   Name = "safety"
	Settings Name = "settings"
)

// rights are what the screens are of use to; one that is not named here is for everyone.
var rights = map[Name]access.Right{
	People: access.RightRead, Schedule: access.RightRead, Write: access.RightWrite, Notes: access.RightRead, Paper: access.RightPrint,
	Backlog: access.RightReenter, Intake: access.RightImport, Review: access.RightReview,
}

// For is nil when the screen is of use to the one who opened the binder, and says otherwise who
// has the right that it takes.
func (n Name) For(s *desk.Session) error {
	right, asks := rights[n]
	if !asks {
		return nil
	}
	return s.May(right)
}

// The tabs of Safety, counted as Place.Tab does. One that the opener has no right to is passed over.
const (
	SafetyCopies = iota
	SafetyRestore
	SafetyVerify
	SafetyRetention
)

// The parts of Review, for Place.Part.
const (
	ReviewWaiting = "waiting" // for a reviewer's word
	ReviewLog     = "log"
	ReviewSamples = "samples"
)

// The parts of Intake, for Place.Part.
const (
	IntakeFiles     = "files"     // files that a person chooses
	IntakeColumns   = "columns"   // files, at the columns of the first that nobody can read
	IntakeLive      = "live"      // what comes from Lifecare by itself
	IntakeTray      = "tray"      // what came to the drop folder and needs somebody
	IntakeDocuments = "documents" // documents that wait to be filed
	IntakeDoubts    = "doubts"    // questions about who is who
)

// The parts of Backlog, for Place.Part.
const (
	BacklogByHand   = "by_hand"  // entry after entry, field after field
	BacklogDelivery = "delivery" // what Lifecare's own interface takes
	BacklogProof    = "proof"    // n of n, for the unit head to sign
	BacklogRelease  = "release"  // to another care provider
)

// The parts of Paper, for Place.Part. The settings are passed over for those who may not change them.
const (
	PaperPrint    = "print"
	PaperProof    = "proof"    // the same, with the sheets shown as they will be
	PaperSlips    = "slips"    // what became of numbered papers
	PaperScans    = "scans"    // papers that come back as scanned pages
	PaperSettings = "settings" // how the unit prints
)

// The parts of Users, for Place.Part. One that the opener has no right to is passed over.
const (
	UsersPeople    = "people"
	UsersEnvelopes = "envelopes"
	UsersRecovery  = "recovery"
	UsersAccount   = "account"   // one's own passphrase, and opening an area with an envelope
	UsersEmergency = "emergency" // the same, at the code of the envelope
)

// ScheduleSign is the part of Schedule where several visits are signed in one go.
const ScheduleSign = "sign"

// SettingsSources is the part of Settings with what the binder takes from: folder and Lifecare.
const SettingsSources = "sources"

// Place is a screen and what to show on it. Empty fields leave what the screen showed before.
type Place struct {
	Page     Name
	PersonID string     // People: opens the person; Write: about them; Notes: theirs; Paper: one person
	Found    bool       // People: a search found the person, which the access log tells
	EntryID  string     // Backlog, Notes: the entry; Write: the draft
	Kind     entry.Kind // Write: what is written
	VisitID  string     // Write: the planned visit that it is about
	Number   string     // Write: of the paper that it is written down from
	Corrects string     // Write: id of the entry that a new version is written of
	Route    string     // Schedule, Paper
	Day      time.Time  // Schedule, Paper
	Print    desk.What  // Paper: what is to be printed
	Tab      int        // People: the tab of the person, counted from 0; Safety: one of its tabs
	Folder   string     // Intake: previews the files in it
	Part     string     // Users, Review, Intake, Paper, Backlog, Settings, Outage, Ready
	Topic    string     // Outage: a system or a failure; Ready: a line
	Outage   string     // Outage: the id of the outage; empty for the one that is open
	Message  string     // Paper: what is read out
}

// Page is a screen in the open window. It is made once per unlocked session.
type Page interface {
	// Content is the screen itself, made once.
	Content() fyne.CanvasObject
	// Open is called each time the screen is shown: it brings what it shows up to date.
	Open(at Place)
	// Leave is called before another screen is shown, at lock and at exit: it saves what must
	// not be lost, synchronously, and clears what it put on the clipboard.
	Leave()
	// Focus is where the keyboard starts; nil for nowhere.
	Focus() fyne.Focusable
}

// Escaper is a Page that has something of its own for Escape to close. Escape tells whether it did.
type Escaper interface{ Escape() bool }

// Host is what a screen may ask of the window.
type Host interface {
	Session() *desk.Session
	Words() *text.Words
	Runner() *task.Runner
	Window() fyne.Window
	// Show goes to a place.
	Show(to Place)
	// Tell says a result in the quiet line; Fail words an error there, in the colour of notice.
	Tell(sentence string)
	Fail(err error)
	// Changed brings band and status line up to date after something was stored.
	Changed()
	// FinishKeys goes through what still lies under older keys, with progress in the window and a
	// button to stop it: after somebody was removed or a code replaced.
	FinishKeys()
	// Copy puts a value on the clipboard for a minute and clears it then, at lock and at exit, if
	// it is still ours.
	Copy(value string)
}

// The parts of Outage, for Place.Part.
const (
	OutageNow      = "now"      // what works, what to do, timeline
	OutageTrouble  = "trouble"  // "Något fungerar inte": questions that lead to what it is
	OutageSystems  = "systems"  // the systems of the routine, or one: Place.Topic is its id
	OutageGuide    = "guide"    // the special guide of a failure: Place.Topic is its id
	OutageMessages = "messages" // to the units
	OutagePlanned  = "planned"  // the calendar of planned outages
	OutageAfter    = "after"    // report, statistics, drafts for the authorities
	OutageHistory  = "history"  // earlier outages
)

// The parts of Ready, for Place.Part.
const (
	ReadyScore     = "score"
	ReadyRounds    = "rounds"
	ReadyChecklist = "checklist"
	ReadyFacts     = "facts" // what the routine leaves open
	ReadyContacts  = "contacts"
	ReadyDocuments = "documents" // the unit's own
	ReadyDrills    = "drills"
	ReadyLimits    = "limits" // office hours, escalation, reminders
)
