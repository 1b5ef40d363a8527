package table

import (
	"regexp"
	"strings"

	"avbrottsparm/internal/care"
)

// sheetKind is what a sheet is about.
type sheetKind int

const (
	sheetUnknown sheetKind = iota
	sheetPersons
	sheetRelatives
	sheetContacts
	sheetSchedule
	sheetSignings
	sheetMedications
	sheetHealthOrders
	sheetDecisions
	sheetAbsences
	sheetPlans
	sheetNotes
	sheetWarnings
	sheetStaff
	sheetFacts
)

// recordKinds are the kinds of sheet that hold one sort of record. Where a header reads equally
// well as two of them, the first is taken.
var recordKinds = []sheetKind{sheetSignings, sheetMedications, sheetHealthOrders, sheetDecisions, sheetAbsences,
	sheetPlans, sheetNotes, sheetFacts, sheetWarnings, sheetStaff}

// kindNames are the kinds as mappings and formats write them.
var kindNames = map[sheetKind]string{
	sheetPersons: "persons", sheetRelatives: "relatives", sheetContacts: "contacts", sheetSchedule: "schedule",
	sheetSignings: "signings", sheetMedications: "medications", sheetHealthOrders: "health_orders",
	sheetDecisions: "decisions", sheetAbsences: "absences", sheetPlans: "plans", sheetNotes: "notes",
	sheetWarnings: "warnings", sheetStaff: "staff", sheetFacts: "health_facts",
}

func (k sheetKind) name() string { return kindNames[k] }

func (k sheetKind) records() bool { return k >= sheetSignings }

// item is the kind of item that a sheet of records gives.
func (k sheetKind) item() care.Kind {
	return map[sheetKind]care.Kind{
		sheetSignings: care.KindSigning, sheetMedications: care.KindMedication, sheetHealthOrders: care.KindHealthOrder,
		sheetDecisions: care.KindDecision, sheetAbsences: care.KindAbsence, sheetPlans: care.KindPlan,
		sheetNotes: care.KindJournalNote, sheetWarnings: care.KindWarning, sheetStaff: care.KindReference,
		sheetFacts: care.KindHealthFacts,
	}[k]
}

// decide tells what the sheet is by its columns.
func (l *layout) decide() {
	details := l.has("street", "zip", "phone", "phone_home", "phone_mobile", "phone_work", "email",
		"entry_code", "key_number", "key_code", "protected", "active")
	switch {
	case l.planned(details) && (len(l.relatives) == 0 || l.has("services", "route", "staff", "end")):
		l.kind = sheetSchedule
		if !l.identifies() {
			l.kind, l.missing = sheetUnknown, "Namn, Kundnr, ObjectID, Personnr"
		}
	case l.ofUnit():
		l.kind = sheetContacts
	case !l.identifies() && (len(l.relatives) > 0 || len(l.contacts) > 0):
		l.missing = "Personnr, Kundnr, Brukare"
	case !l.identifies():
		l.missing = "Namn, Personnr, Kundnr"
	case named(l.relatives) && !details:
		l.kind = sheetRelatives
	case named(l.contacts) && !details && len(l.relatives) == 0:
		l.kind = sheetContacts
	default:
		l.kind = sheetPersons
	}
}

var titleHeading = regexp.MustCompile(`(?i)titel|title|befattning|yrke`)

// ofUnit tells a list of the unit's own telephone numbers: a function or a name with a number, and
// nobody whom they belong to. A list of "God man" without persons is none: whose they are is lost.
// Nor is one of names with titles, which may be of staff or of anybody.
func (l *layout) ofUnit() bool {
	if l.identifies() || len(l.relatives) > 0 || len(l.contacts) != 1 || l.contacts[0].role != "" {
		return false
	}
	has := func(field string) bool { return len(l.contacts[0].columns[field]) > 0 }
	for _, c := range l.contacts[0].columns["role"] {
		if titleHeading.MatchString(c.heading) {
			return false
		}
	}
	return (has("name") || has("role")) && (has("phone") || has("phone_mobile") || has("phone_work"))
}

// planned tells whether the columns are those of a schedule. A length alone can be what somebody
// was granted, and a day alone when that began.
func (l *layout) planned(details bool) bool {
	switch {
	case l.has("start", "end", "earliest", "latest", "wished"):
		return true
	case l.has("length") && l.client["length"][0].score >= 85 && !l.decides():
		return l.has("date", "route", "staff", "double") || l.has("services") && !details
	}
	return l.has("services", "route", "staff", "double", "visit_name") && l.has("date", "double") && !l.decides()
}

// named tells whether the relatives or contacts have names, roles or relations: a number of
// "Telefon anhörig" alone makes no list of relatives.
func named(parties []party) bool {
	for _, p := range parties {
		for _, field := range []string{"name", "given", "family", "relation", "role"} {
			if len(p.columns[field]) > 0 {
				return true
			}
		}
	}
	return false
}

func (l *layout) format() string {
	kind := l.kind
	if kind == sheetUnknown {
		kind = sheetPersons
	}
	return strings.Join([]string{"table", kind.name()}, ".")
}

// full tells whether the sheet claims to be a whole list. A list of keys or door codes adds to
// what is known of persons and leaves out those who have none, so that it is no list of persons.
func (l *layout) full() bool {
	if l.kind == sheetPersons && l.has("key_number", "key_code", "entry_code") {
		return l.has("street", "zip", "phone", "phone_home", "phone_mobile", "email", "active", "protected")
	}
	return l.kind == sheetPersons || l.kind == sheetSchedule
}

func (l *layout) kinds() []care.Kind {
	switch {
	case l.kind == sheetSchedule:
		return []care.Kind{care.KindVisit}
	case l.kind == sheetFacts && l.has("hypersensitivity", "clotting", "pacemaker", "access"):
		return []care.Kind{care.KindHealthFacts, care.KindWarning}
	case l.kind.records():
		return []care.Kind{l.kind.item()}
	}
	var kinds []care.Kind
	if l.kind == sheetPersons {
		kinds = append(kinds, care.KindPerson)
	}
	if len(l.relatives) > 0 {
		kinds = append(kinds, care.KindRelative)
	}
	if len(l.contacts) > 0 {
		kinds = append(kinds, care.KindContact)
	}
	if len(l.warnings) > 0 {
		kinds = append(kinds, care.KindWarning)
	}
	if len(l.facts) > 0 {
		kinds = append(kinds, care.KindHealthFacts)
	}
	return kinds
}

// fields are the groups of person fields that the sheet has columns for.
func (l *layout) fields() map[care.Field]bool {
	has := map[care.Field]bool{}
	for field, columns := range map[care.Field][]string{
		care.FieldName:       {"name", "given", "family"},
		care.FieldPersonalID: {"personid"},
		care.FieldAddress:    {"street", "zip", "city", "care_of"},
		care.FieldEntryCode:  {"entry_code"},
		care.FieldPhone:      {"phone", "phone_home", "phone_mobile", "phone_work"},
		care.FieldEmail:      {"email"},
		care.FieldKeys:       {"key_number", "key_code"},
		care.FieldProtected:  {"protected"},
		care.FieldActive:     {"active"},
		care.FieldNote:       {"note"},
	} {
		if l.has(columns...) {
			has[field] = true
		}
	}
	return has
}

// decides tells a column of days that begin something, as a decision on a service does, rather
// than of the days of visits.
func (l *layout) decides() bool {
	if l.has("end_date") {
		return true
	}
	for _, c := range l.client["date"] {
		for _, word := range fold(c.heading) {
			if strings.HasPrefix(word, "start") || strings.HasPrefix(word, "fr") {
				return true
			}
		}
	}
	return false
}
