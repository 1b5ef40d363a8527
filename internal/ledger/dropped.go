package ledger

// DropEvent is something that happened in the drop folder. The sentences "drop.<event>" word it.
type DropEvent string

// What happens in a drop folder.
const (
	DropTaken    DropEvent = "taken"     // sealed, and the original is gone
	DropAgain    DropEvent = "again"     // the same content had come before; the original is gone
	DropStays    DropEvent = "stays"     // sealed, but the original can't be taken away; tried again
	DropShut     DropEvent = "shut"      // another program has it open; tried again
	DropTooLarge DropEvent = "too_large" // it stays until it changes
	DropOdd      DropEvent = "odd"       // a link, a pipe or a device: never opened
	DropRefused  DropEvent = "refused"   // it could not be sealed; tried again
	DropGone     DropEvent = "gone"      // the folder can't be read; tried again
	DropBack     DropEvent = "back"      // it can be read again
)

// Done tells whether an event leaves nothing to be done.
func (e DropEvent) Done() bool { return e == DropTaken || e == DropAgain || e == DropBack }

// Dropped tells what happened in the drop folder. Each trouble of a file is told once until it
// changes.
type Dropped struct {
	What DropEvent
	// Name is the file's, cleaned; it may say something about a person, so it reaches no log.
	Name string
	// Ref names the content without saying anything: the first digits of its hash; empty when it
	// was not read.
	Ref  string
	Size int64 // bytes
	Err  error // why, for stays, shut, refused and gone
}
