package care

import "time"

// Batch is what a parser made of one file: items that are not yet matched with the replica, and
// what was wrong, row by row. A parser never fails for a bad row.
type Batch struct {
	// Format names what the file was read as: "table.persons", "table.schedule",
	// "lifecare.clients", ... Each is worded as "format.<name>" in the translations.
	Format string
	// Layout tells files of one format apart by their columns, so that a key list never says of
	// a person register who is gone; empty where a format has one layout only.
	Layout string
	// Kinds are the kinds of item that the file is about, so that freshness is known even of an
	// empty list.
	Kinds []Kind
	// AsOf is when the data left its source, in UTC, where the file itself says so; zero when
	// only the file's own time is known.
	AsOf     time.Time
	Incoming []Incoming
	Errors   []RowProblem
	Warnings []RowProblem
	// Removed are items that the source says are gone: Deleted, IsRevoked.
	Removed []Removed
	// FullList says that the file claims to hold everything within its span: persons missing
	// from it, or visits missing on its days and routes, are gone. Pages and deltas do not.
	FullList bool
	// Everything says that it holds every item of its kinds that its source has, whoever they are
	// about: what is missing is gone. It goes beyond FullList, which speaks of persons, days and
	// routes.
	Everything bool
	// CompleteFor are persons of whom the file holds every item of its kinds: what it lacks about
	// them is gone (critical informations come as one object per person).
	CompleteFor []PersonKey
	// Series are the recurring events that the file lays out whole within a span.
	Series []Series
	// Fields are the groups of person fields that the file has columns for; the others keep
	// what is known. Nil means all.
	Fields map[Field]bool
}

// Field is a group of fields that a file has or lacks as a whole.
type Field string

// The groups of person fields.
const (
	FieldName       Field = "name"
	FieldPersonalID Field = "personal_id"
	FieldAddress    Field = "address"
	FieldEntryCode  Field = "entry_code"
	FieldPhone      Field = "phone"
	FieldEmail      Field = "email"
	FieldKeys       Field = "keys"
	FieldProtected  Field = "protected"
	FieldActive     Field = "active"
	FieldNote       Field = "note"
)

// Has tells whether the batch speaks of a group of fields.
func (b Batch) Has(f Field) bool { return b.Fields == nil || b.Fields[f] }

// Incoming is one item from one row. The item's PersonID is empty; Whose tells whom it concerns.
type Incoming struct {
	Item Item
	// Whose identifies the person of a relative, contact, warning, plan or visit, and for a
	// Person repeats its own numbers. Empty for workshifts, pauses and other work.
	Whose PersonKey
	// Via names the item whose person this one concerns, where the row itself names nobody: a
	// signing that only gives the number of its health order. It must have come in before, or
	// stand earlier in the file.
	Via   Via
	Row   int    // 1-based row of the file, counting title rows; 0 where the format has no rows
	Sheet string // name of the sheet in a workbook with several; else empty
}

// Via points to an item by its kind and its id in the same system.
type Via struct {
	Kind     Kind
	SourceID string
}

// PersonKey is all that a row says about who it concerns; matching takes the first that decides.
type PersonKey struct {
	PersonalID PersonalID
	Numbers    []SourceNumber
	Name       string
	Street     string
}

// Empty tells whether the key identifies nobody.
func (k PersonKey) Empty() bool {
	return k.PersonalID == "" && len(k.Numbers) == 0 && k.Name == ""
}

// Removed names an item that its source says is gone.
type Removed struct {
	Kind     Kind
	SourceID string
	Whose    PersonKey // for persons that are named by number rather than by source id
}

// RowProblem is something wrong in a row. Code names the sentence "row.<code>" in the
// translations; Pairs fill its places and hold what stood in the cell only where that can't be
// data about a person.
type RowProblem struct {
	Row   int
	Sheet string
	Field string // the column as the file writes it, or the field's name in the interface
	Code  string
	Pairs []any
}

// itemsOf are the items of rows.
func itemsOf(rows []Incoming) []Item {
	items := make([]Item, len(rows))
	for i := range rows {
		items[i] = rows[i].Item
	}
	return items
}
