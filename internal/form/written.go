package form

import (
	"slices"

	"avbrottsparm/internal/text"
)

// The ids of the fields that every entry has of its own: what is written in them is no value of the
// form, but the entry's time, headline and text.
const (
	IDEventTime = "event_time"
	IDHeadline  = "headline"
	IDText      = "text"
)

// Written is how a form is filled in on the screen, and what becomes of it in Lifecare.
type Written struct {
	// Kind is the word of "parm write", kept in binders for ever; the form's id when empty.
	Kind  string    `json:"kind,omitempty"`
	Title text.Both `json:"title,omitzero"` // where it is called something else than the form
	// Order is its place among all kinds, from 1: the first are offered as tiles.
	Order   int     `json:"order"`
	Subject Subject `json:"subject,omitempty"` // the form's when empty
	// Anyone lets it be about nobody: a deviation that hurt no one, a child whose name nobody knows.
	Anyone bool     `json:"anyone,omitempty"`
	Walls  []Wall   `json:"walls,omitempty"` // a choice decides the area; the form's where none does
	Take   []string `json:"take,omitempty"`  // fields of the sections, by id, that are filled in here too
	Fields []Field  `json:"fields,omitempty"`
	Target Target   `json:"target"`
	Due    []Due    `json:"due,omitempty"`
	// Second says that another person compares the entry with Lifecare afterwards.
	Second bool `json:"second,omitempty"`
	// Never is what must not be in it.
	Never []Content `json:"never,omitempty"`
	// Paper are the words of "parm print" of the papers that it is written down from.
	Paper []string `json:"paper,omitempty"`
	// Pointers are what the law asks for besides the entry, where a choice was made or always.
	Pointers []Pointer `json:"pointers,omitempty"`
}

// Wall says behind which area what is written belongs where a choice was made.
type Wall struct {
	If   Condition `json:"if"`
	Area string    `json:"area"`
}

// Condition is that one of some choices was made in a field.
type Condition struct {
	Field string   `json:"field"`
	Is    []string `json:"is"` // ids of choices
}

// Target is where in which system the entry is entered afterwards.
type Target struct {
	System string    `json:"system"` // one of Systems
	Path   text.Both `json:"path"`   // the way to the form in that system
	By     Delivery  `json:"by"`
	// Order are the ids of the fields in the order of the system's own form. Besides the fields:
	// "person", "personal_id", "author", "author_title", "written_time".
	Order []string `json:"order"`
}

// Systems are the ids of the systems that entries go into: the fourteen of the routine, in its order
// (routine 1 and 4), the service desk that faults are reported to, and the papers of the outage.
func Systems() []string {
	return []string{"log_in", "access_administration", "lifecare_myndighet", "e_services", "lifecare_hsl", "lifecare_utforare",
		"lifecare_planering", "lifecare_fees", "lmo_app", "phoniro_administration", "digital_locks", "medicine_cabinets",
		"door_locks", "safety_alarms", "service_desk", "outage_file"}
}

// Delivery is how an entry gets into its system.
type Delivery string

// The ways. All but the first are paths of Lifecare's interface, and by hand is possible always.
const (
	ByHand          Delivery = "hand"
	ByNote          Delivery = "note"          // a journal note
	ByVisit         Delivery = "visit"         // a reported visit
	ByMeal          Delivery = "meal"          // a food delivery
	ByDocumentation Delivery = "documentation" // documentation under an execution
)

// Due is a mark by which the entry should be done.
type Due struct {
	Hours  int       `json:"hours"`            // after the event; 0 is at once
	If     Condition `json:"if,omitzero"`      // only where that was chosen
	Source string    `json:"source,omitempty"` // "LSS 24 b §"
	What   text.Both `json:"what"`
}

// Pointer is what the law asks for besides the entry.
type Pointer struct {
	If   Condition `json:"if,omitzero"`
	Text text.Both `json:"text"`
}

// Content is something that can be recognised in a text.
type Content string

// The contents.
const (
	ContentDose   Content = "dose"   // the strength or amount of a medicine
	ContentPerson Content = "person" // who receives care: an identity number, or the name of a person of the binder
)

// Choice is one of the answers of a field. What was chosen is kept by its id.
type Choice struct {
	ID string `json:"id"`
	text.Both
}

// Pick is where the answers that a field offers come from. Something else may always be written.
type Pick string

// The sources of answers.
const (
	PickOrders    Pick = "orders"    // the person's health orders
	PickMedicines Pick = "medicines" // the person's current medicines
	PickServices  Pick = "services"  // what the visit holds
	PickHeadlines Pick = "headlines" // the unit's headlines (sökord)
	PickStaff     Pick = "staff"
	PickKeys      Pick = "keys" // the person's key number
	PickSystems   Pick = "systems"
)

// Word is the kind of what is written on the form; empty where it exists on paper only.
func (f Form) Word() string {
	switch {
	case f.Entry == nil:
		return ""
	case f.Entry.Kind != "":
		return f.Entry.Kind
	}
	return f.ID
}

// OnPaper tells whether the form can be printed.
func (f Form) OnPaper() bool { return len(f.Sections) > 0 }

// Papers are the forms that can be printed, in their order.
func Papers(forms []Form) []Form {
	return slices.DeleteFunc(slices.Clone(forms), func(f Form) bool { return !f.OnPaper() })
}

// Called is the name of what is written on the form.
func (f Form) Called() text.Both {
	if f.Entry != nil && f.Entry.Title.SV != "" {
		return f.Entry.Title
	}
	return f.Title
}

// EntrySubject is whom an entry is about.
func (f Form) EntrySubject() Subject {
	if f.Entry != nil && f.Entry.Subject != "" {
		return f.Entry.Subject
	}
	return f.Subject
}

// EntryFields are the fields to fill in on the screen: when it happened, those taken from the paper, then
// its own.
func (f Form) EntryFields() []Field {
	if f.Entry == nil {
		return nil
	}
	fields := make([]Field, 0, len(f.Entry.Take)+len(f.Entry.Fields))
	for _, id := range f.Entry.Take {
		if field, ok := f.onPaper(id); ok {
			fields = append(fields, field)
		}
	}
	fields = append(fields, f.Entry.Fields...)
	if i := slices.IndexFunc(fields, func(field Field) bool { return field.ID == IDEventTime }); i > 0 {
		when := fields[i]
		copy(fields[1:], fields[:i])
		fields[0] = when
	}
	return fields
}

func (f Form) onPaper(id string) (Field, bool) {
	for _, s := range f.Sections {
		for _, field := range s.Fields {
			if field.ID == id {
				return field, true
			}
		}
	}
	return Field{}, false
}

// Holds tells whether a condition is met by what was written; the zero condition always is. Several
// choices stand with a comma between them.
func (c Condition) Holds(values map[string]string) bool {
	if c.Field == "" {
		return true
	}
	return slices.ContainsFunc(Chosen(values[c.Field]), func(id string) bool { return slices.Contains(c.Is, id) })
}
