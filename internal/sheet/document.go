// Package sheet decides what stands on paper: which fields, in which order, with which warnings
// on top, and what is left out because an identity is protected.
//
// A sheet is content without a look; internal/paper draws it. Each kind of sheet has a file of
// its own. The package knows the types of internal/care and nothing of files or screens.
package sheet

import (
	"time"

	"avbrottsparm/internal/custody"
	"avbrottsparm/internal/text"
)

// Kind names a sort of sheet. The names are part of parm's words and of the ledger.
type Kind string

// The kinds of sheet.
const (
	KindCover    Kind = "cover"
	KindPerson   Kind = "person"   // personkort
	KindPlan     Kind = "plan"     // genomförandeplan
	KindSchedule Kind = "schedule" // by route or by person
	KindSigning  Kind = "signing"  // blank signing list
	KindHealth   Kind = "health"   // medicines, health orders, signings, journal
	KindDecision Kind = "decision" // decisions and investigations

	KindWarnings   Kind = "warnings"
	KindKeys       Kind = "keys"       // a route's keys and doors of a day
	KindAttendance Kind = "attendance" // a route's times of a day, to fill in
	KindFolder     Kind = "folder"     // contents of the folder in a person's home
	KindProtected  Kind = "protected"  // a person's protected fields
)

// Document is one PDF: a binder, or some sheets of it.
type Document struct {
	Title     string
	Subtitle  string
	Unit      string
	PrintedAt time.Time // shown in its own zone
	PrintedBy string
	// Head is the 80-bit code over all chains at printing (ledger.Head), so that the paper can
	// prove what the ledger held.
	Head string
	// Cover asks for a first page with contents and page numbers.
	Cover bool
	// Notes stand on the cover in a frame: what the binder lacks.
	Notes  []string
	Sheets []Sheet
	// Attachments go out after the sheets, as they are.
	Attachments []Attachment
	// Large draws everything a quarter larger, for bad light and tired eyes.
	Large bool
	// Duplex says that both sides are printed: each sheet then starts on a leaf of its own, so that
	// no leaf holds two persons and a sheet can be replaced alone, and margins follow the holes.
	Duplex bool
	// Words is the language of header, footer and cover.
	Words Words
}

// Words is the language of a document; *text.Words implements it.
type Words interface {
	Lang() text.Lang
	Has(key string) bool
	Say(key string, pairs ...any) string
	Count(key string, n int, pairs ...any) string
	Day(t time.Time) string
	DayShort(t time.Time) string
	Clock(t time.Time) string
	Moment(t time.Time) string
	Span(d time.Duration) string
	Weekday(t time.Time) string
}

// Sheet is one or more pages about one subject. It starts on a page of its own, and never holds
// two persons' records (patientdatalagen 3 kap. 1 §) unless it is a schedule by route.
type Sheet struct {
	Kind  Kind
	Title string
	// Subtitle stands under the title on every page: who drives the route, which month.
	Subtitle string
	// Chapter groups sheets in the contents and the bookmarks: "Personer", "Schema".
	Chapter string
	// Name and PersonalID stand on every page of a sheet about one person; empty otherwise.
	Name       string
	PersonalID string
	// Whose are the labels of the lines for them on each page of a form about a person whom nobody has
	// chosen yet: name and number, by hand, on both sides of the paper.
	Whose []string
	// PersonID is the binder's id of that person, for the log; never drawn.
	PersonID string
	// DataAsOf is when the oldest data on the sheet left Lifecare; zero for blank forms.
	DataAsOf  time.Time
	Landscape bool
	// Key names the sheet among those of the unit, so that a newer one is known to replace it: kind
	// and binder ids, days, routes. It stands in sealed records only.
	Key string
	// Mark is the short code of what stands on the sheet, drawn small at the foot of each page, so
	// that an outdated sheet is told from its newer one; empty for none.
	Mark string
	// Blank says that the sheet is a form to write on: what is written is a record, not a copy.
	Blank bool
	// Number is that of paper that is accounted for; it stands on each page with its code. Empty
	// for other sheets, and in a proof.
	Number custody.Number
	// Counted says that the sheet is to have a Number when it is printed.
	Counted bool
	// Version is that of the form, for whoever transcribes it; 0 for what is no form.
	Version int
	// Foot is what the paper is and what becomes of it, at the foot of each page instead of the
	// words on copies of Lifecare: two short lines, or none.
	Foot   []string
	Blocks []Block
	// Said is what the fingerprint goes by instead of Blocks where large type leaves room for fewer rows:
	// the blocks in normal type. Nil elsewhere; never drawn.
	Said []Block
}

// Block is a piece of a sheet. The types below are all that there are.
type Block interface{ block() }

// Heading is a line above what follows; it is never left alone at the foot of a page.
type Heading struct{ Text string }

// Text is a paragraph, wrapped to the width; line breaks in it are kept.
type Text struct {
	Text  string
	Quiet bool // smaller and grey: an explanation rather than content
}

// Fields are labels with values, in one or two columns.
type Fields struct {
	Rows    []Field
	Columns int // 1 or 2; 0 means 1
}

// Field is a label with its value. An empty value is drawn as a line to write on.
type Field struct{ Label, Value string }

// Notice is a framed box that can't be overlooked: warnings about a person.
type Notice struct {
	Title string
	Lines []string
}

// Align is where text stands in a column.
type Align int

// The alignments.
const (
	Left Align = iota
	Right
	Center
)

// Column is a column of a table. Width is its share of the page's width, relative to the others.
type Column struct {
	Title string
	Width float64
	Align Align
	// Lead draws the first line of each cell in bold: the name above the address.
	Lead bool
}

// Table is rows under a header that is repeated on each page. A row is never split between
// pages unless it is higher than a page.
type Table struct {
	Columns []Column
	Rows    []Row
	// Fill repeats the last row, a blank one, for as long as it fits on the page. What follows then
	// starts on the next page.
	Fill bool
}

// Row is a row of a table, one cell per column.
type Row struct {
	Cells []string
	Bold  bool
	// Struck is how many of the cells, from the first, are ruled through: a medicine that is no
	// longer given.
	Struck int
	// Marks are short words in frames under the first cell: "Dubbel", "Första kontakt". They are
	// text and not colour, so that they survive a grey-scale printer.
	Marks []string
	// Height is the least height in millimetres, for rows that are written on; 0 for as needed.
	Height float64
	// Code is the content of a QR code in the last cell, to call or to text; empty for none.
	Code string
}

// Grid is a form with narrow columns, one per day of a month, to sign in. Rows are blank but for
// their labels.
type Grid struct {
	// Columns stand to the left of the days, with Width in millimetres; a row's label fills the
	// first.
	Columns []Column
	Days    []GridDay
	// Rows are the labels of the rows; an empty label is a line to write on.
	Rows []string
	// Cells are what stands in the other left columns of each row, and Closed the days on which
	// nothing is to be done, by index into Days: ruled through. Both are by row and may be short.
	Cells  [][]string
	Closed [][]int
	// Height is the height of a row in millimetres.
	Height float64
}

// GridDay heads a narrow column.
type GridDay struct {
	Number  string // "1"
	Weekday string // "M"
	Sunday  bool   // a heavier line follows, so that weeks can be told apart
}

// Lines is room to write by hand.
type Lines struct {
	Label string
	Count int // 0 fills the rest of the page
}

// Blanks are frames to write in by hand, each with its label small in the corner.
type Blanks struct {
	Labels []string
	// Columns is how many stand beside one another; 0 means 1.
	Columns int
	// Lines is the room in each, in lines of handwriting; 0 fills the page.
	Lines int
}

// Break starts a new page within the sheet.
type Break struct{}

// Boxes are choices to tick by hand, some to a line.
type Boxes struct {
	Label string
	Texts []string
	// Columns is how many stand beside one another; 0 puts in as many as there is room for.
	Columns int
}

// Steps are numbered steps with a box to tick before each: what to do now, in order.
type Steps struct {
	Texts []string
	// Plain leaves the boxes out.
	Plain bool
}

// Code is a QR code with a caption beside it: to call a number or to open a text message. It never
// holds anything about anybody's health.
type Code struct {
	Content string
	Caption string
	// Lead is drawn large above the caption: the number to call. A code without content is its Lead
	// and Caption alone.
	Lead string
}

func (Heading) block() {}
func (Text) block()    {}
func (Fields) block()  {}
func (Notice) block()  {}
func (Table) block()   {}
func (Grid) block()    {}
func (Lines) block()   {}
func (Blanks) block()  {}
func (Break) block()   {}
func (Boxes) block()   {}
func (Steps) block()   {}
func (Code) block()    {}

// Output says how a document is made into a file.
type Output struct {
	// Passphrase encrypts the file with AES-256; empty leaves it readable.
	Passphrase string
	// Progress is called with sheets drawn so far and in all; may be nil.
	Progress func(done, total int)
	// Release lets go of each sheet's blocks as soon as they are drawn, so that memory never holds
	// a whole binder twice. The document can't be drawn again.
	Release bool
}

// Printed is a finished file.
type Printed struct {
	PDF    []byte
	Pages  int
	Sheets int
	// Spans tells where each sheet of the document lies, in its order.
	Spans []Span
	// Replaced counts characters that the fonts can't draw and that were replaced by a box sign.
	Replaced int
}

// Span is the pages of a sheet: the first, counted from 1, and how many.
type Span struct{ First, Pages int }
