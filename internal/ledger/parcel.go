package ledger

import "time"

// Tray is where sealed files wait beside the vault, outside it.
type Tray byte

// The trays. The numbers are part of the file format (docs/security.md) and never change.
const (
	TrayArrivals   Tray = 8 // came to the drop folder and is not imported yet
	TrayQuarantine Tray = 9 // could not be imported, or wants an answer
)

// String is the name of the tray's folder beside the vault.
func (t Tray) String() string {
	if t == TrayQuarantine {
		return "quarantine"
	}
	return "arrivals"
}

// Label is what is known of a sealed file without opening its content.
type Label struct {
	// Name is the file's, without folder, as cleaned by whoever took it in.
	Name     string    `json:"name"`
	Modified time.Time `json:"modified"` // UTC
	Arrived  time.Time `json:"arrived"`  // UTC
	Hash     string    `json:"hash"`     // SHA-256 of the content, hex
	Size     int64     `json:"size"`     // bytes
	// Note is what whoever put it there wants to remember: why it is there.
	Note []byte `json:"note,omitempty"`
}

// Parcel is a file that waits in a tray.
type Parcel struct {
	ID string // 32 hex digits
	Label
	// Fault says why it does not open: damaged, foreign, or sealed under a key that is not here.
	// The label is empty then, but for Size, that of the sealed file.
	Fault error
}

// Drop says which folder is watched and what becomes of a file there once it is sealed.
type Drop struct {
	Folder string `json:"folder"` // empty: none is watched
	// MoveTo is where the original goes; empty means that it is removed, as it should.
	MoveTo string `json:"move_to,omitempty"`
}
