// Package sheet decides what stands on paper: which fields, in which order, with which warnings
// on top, and what is left out because an identity is protected.
//
// A sheet is content without a look; internal/paper draws it. Each kind of sheet has a file of
// its own. The package knows the types of internal/care and nothing of files or screens.
package sheet

import "time"

// Kind names a sort of sheet. The names are part of parm's words and of the ledger.
type Kind string

// The kinds of sheet.
const (
	KindCover    Kind = "cover"
	KindPerson   Kind = "person"   // personkort
	KindPlan     Kind = "plan"     // genomförandeplan
	KindSchedule Kind = "schedule" // by route or by person
	KindJournal  Kind = "journal"  // blank journal sheet
	KindSigning  Kind = "signing"  // blank signing list
	KindHealth   Kind = "health"   // medicines, health orders, signings, journal
	KindDecision Kind = "decision" // decisions and investigations
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
	Cover  bool
	Sheets []Sheet
	// Attachments go out after the sheets, as they are.
	Attachments []Attachment
	// Words is the language of header, footer and cover.
	Words Words
}

// Words is the language of a document; *text.Words implements it.
type Words interface {
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
	// PersonID is the binder's id of that person, for the log; never drawn.
	PersonID string
	// DataAsOf is when the oldest data on the sheet left Lifecare; zero for blank forms.
	DataAsOf  time.Time
	Landscape bool
	// Foot is what the paper is and what becomes of it, at the foot of each page instead of the
	// words on copies of Lifecare: two short lines, or none.
	Foot   []string
	Blocks []Block
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

// Break starts a new page within the sheet.
type Break struct{}

func (Heading) block() {}
func (Text) block()    {}
func (Fields) block()  {}
func (Notice) block()  {}
func (Table) block()   {}
func (Grid) block()    {}
func (Lines) block()   {}
func (Break) block()   {}

// Output says how a document is made into a file.
type Output struct {
	// Passphrase encrypts the file with AES-256; empty leaves it readable.
	Passphrase string
	// Progress is called with sheets drawn so far and in all; may be nil.
	Progress func(done, total int)
}

// Printed is a finished file.
type Printed struct {
	PDF    []byte
	Pages  int
	Sheets int
	// Replaced counts characters that the fonts can't draw and that were replaced by a box sign.
	Replaced int
}
