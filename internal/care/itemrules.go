package care

import (
	"cmp"
	"strconv"
	"strings"
	"time"
)

// concerning are items that concern a person (some visits, references and contacts none).
type concerning interface {
	Item
	owner() *string // the place of the person's id in the item
}

func (r *Relative) owner() *string      { return &r.PersonID }
func (c *Contact) owner() *string       { return &c.PersonID }
func (w *Warning) owner() *string       { return &w.PersonID }
func (p *ServicePlan) owner() *string   { return &p.PersonID }
func (v *Visit) owner() *string         { return &v.PersonID }
func (m *Medication) owner() *string    { return &m.PersonID }
func (o *HealthOrder) owner() *string   { return &o.PersonID }
func (s *Signing) owner() *string       { return &s.PersonID }
func (i *Investigation) owner() *string { return &i.PersonID }
func (d *Decision) owner() *string      { return &d.PersonID }
func (a *Absence) owner() *string       { return &a.PersonID }
func (j *Journal) owner() *string       { return &j.PersonID }
func (n *JournalNote) owner() *string   { return &n.PersonID }
func (d *Document) owner() *string      { return &d.PersonID }
func (r *Reference) owner() *string     { return &r.PersonID }
func (f *HealthFacts) owner() *string   { return &f.PersonID }

// OwnerID is the id of the person whom an item concerns; a person's own for a person, empty for
// none.
func OwnerID(item Item) string {
	switch it := item.(type) {
	case *Person:
		return it.ID
	case *Secrets:
		return it.PersonID
	case concerning:
		return *it.owner()
	}
	return ""
}

// naturalKey is what an item is known again by among those of its kind, source and person, where
// its source gives it no id.
func naturalKey(item Item) string {
	switch it := item.(type) {
	case *Relative:
		return FoldName(it.Name())
	case *Contact:
		return FoldName(it.Name()) + "|" + fold(it.Role)
	case *Warning:
		return string(it.What) + "|" + it.Text
	case *ServicePlan:
		return it.Established.Format(time.RFC3339)
	case *Workshift:
		return it.Staff + "|" + moment(it.Start)
	case *Visit:
		return moment(it.Start) + "|" + it.RouteName() + "|" + it.Double
	}
	return naturalKeyOfCare(item)
}

func naturalKeyOfCare(item Item) string {
	switch it := item.(type) {
	case *Medication:
		return joined(fold(it.Name), fold(it.Form), fold(it.Strength), strconv.FormatBool(it.AsNeeded), moment(it.Starts))
	case *HealthOrder:
		return joined(it.Code, fold(cmp.Or(it.Title, it.Text)), moment(it.Starts))
	case *Signing:
		return joined(cmp.Or(it.OrderID, fold(it.What)), moment(it.At()))
	case *Investigation:
		return joined(it.Law, fold(it.Type), moment(it.Starts))
	case *Decision:
		return joined(it.Law, fold(it.What), fold(it.Type), moment(cmp.Or(it.From, it.Date)))
	case *Absence:
		return moment(it.From)
	case *Journal:
		return joined(fold(it.Unit), moment(it.Starts))
	case *JournalNote:
		return joined(moment(it.At), fold(it.Headline), it.By)
	case *Document:
		return it.Hash
	case *PlannedOutage:
		return joined(moment(it.Start), fold(it.Title))
	case *Reference:
		return joined(string(it.What), it.Number)
	case *HealthFacts:
		return "facts" // one of a source for each person: a newer answer replaces the older
	}
	return ""
}

func moment(t time.Time) string { return t.UTC().Format(time.RFC3339) }

func joined(parts ...string) string { return strings.Join(parts, "|") }

// twins tells the kinds of which rows that look alike are several items and not one written
// twice: two halves of a visit on one route, two doses signed in the same minute, two notes.
func twins(kind Kind) bool {
	return kind == KindVisit || kind == KindSigning || kind == KindJournalNote || kind == KindMedication
}

// clone is a copy of an item that can be stamped without changing the first.
func clone(item Item) Item {
	switch it := item.(type) {
	case *Person:
		return copied(it)
	case *Secrets:
		c := *it
		c.Relatives = append([]Relative(nil), it.Relatives...)
		return &c
	case *Relative:
		return copied(it)
	case *Contact:
		return copied(it)
	case *Warning:
		return copied(it)
	case *ServicePlan:
		return copied(it)
	case *Workshift:
		return copied(it)
	case *Visit:
		return copied(it)
	}
	return cloneOfCare(item)
}

func cloneOfCare(item Item) Item {
	switch it := item.(type) {
	case *Medication:
		return copied(it)
	case *HealthOrder:
		return copied(it)
	case *Signing:
		return copied(it)
	case *Investigation:
		return copied(it)
	case *Decision:
		return copied(it)
	case *Absence:
		return copied(it)
	case *Journal:
		return copied(it)
	case *JournalNote:
		return copied(it)
	case *Document:
		return copied(it)
	case *DocumentContent:
		return copied(it)
	case *PlannedOutage:
		return copied(it)
	case *Reference:
		return copied(it)
	case *HealthFacts:
		return copied(it)
	}
	return item
}

// copied is a shallow copy, as an Item.
func copied[T any, P interface {
	*T
	Item
}](item P) Item {
	c := *item
	return P(&c)
}

// Blank is an empty item of a kind, to decode into; nil for a kind that this program doesn't know.
func Blank(kind Kind) Item {
	make, known := blanks[kind]
	if !known {
		return nil
	}
	return make()
}

var blanks = map[Kind]func() Item{
	KindPerson: func() Item { return &Person{} }, KindSecrets: func() Item { return &Secrets{} },
	KindRelative: func() Item { return &Relative{} }, KindContact: func() Item { return &Contact{} },
	KindWarning: func() Item { return &Warning{} }, KindPlan: func() Item { return &ServicePlan{} },
	KindShift: func() Item { return &Workshift{} }, KindVisit: func() Item { return &Visit{} },
	KindMedication: func() Item { return &Medication{} }, KindHealthOrder: func() Item { return &HealthOrder{} },
	KindSigning: func() Item { return &Signing{} }, KindInvestigation: func() Item { return &Investigation{} },
	KindDecision: func() Item { return &Decision{} }, KindAbsence: func() Item { return &Absence{} },
	KindJournal: func() Item { return &Journal{} }, KindJournalNote: func() Item { return &JournalNote{} },
	KindDocument: func() Item { return &Document{} }, KindDocumentContent: func() Item { return &DocumentContent{} },
	KindPlannedOutage: func() Item { return &PlannedOutage{} }, KindReference: func() Item { return &Reference{} },
	KindHealthFacts: func() Item { return &HealthFacts{} },
}
