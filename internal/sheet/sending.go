package sheet

// Sending is how pages go to a printer.
type Sending struct {
	Printer string // as the print system names it; empty for its usual one
	Copies  int    // below one counts as one
	Duplex  bool   // both sides, turned over the long edge
	Tray    string // as the print system names it; empty for the usual one
}

// MostCopies is how many copies one job makes at most: a slip of the finger must not empty the tray.
const MostCopies = 99

// Printer is a printer of the computer.
type Printer struct {
	Name   string
	Usual  bool     // the system's usual one
	Duplex bool     // prints both sides by itself
	Trays  []string // as the print system names them; none where it doesn't tell
}

// Place is where a binder or folder of the unit is kept, for the sheets that say so.
type Place struct {
	What  string `json:"what"`  // "Hemmapärmar", "Enhetens avbrottspärm"
	Where string `json:"where"` // "Låst skåp i expeditionen"
	Who   string `json:"who,omitempty"`
}
