package lifecare

import (
	"slices"
	"time"

	"avbrottsparm/internal/care"
)

// paging is how a read hands out what doesn't fit into one answer.
type paging int

const (
	byOffset     paging = iota // limit and offset
	byShift                    // modifiedTime, lastSeenWorkshiftId and maxCount
	byActivityID               // fetchFromActivityId, within a span of days
)

// Read is one of the interface's lists, as far as others need to know it.
type Read struct {
	// Name is the last part of its path; a file with its answer is called "<name>.json".
	Name string
	// Kinds are what it tells of.
	Kinds []care.Kind
	// Whole says that a pull without a mark brings everything that Lifecare has of it, so that
	// what is missing there is gone.
	Whole bool
}

// read is how it is asked.
type read struct {
	Read
	version string
	paging  paging
	// since is the layout of "gt"; empty where the read can't be asked for what changed.
	since string
	// within adds the span of days to a pull of everything; nil where it needs none.
	within func(today time.Time) (from, to time.Time)
	// parts is the list inside each item by which limit and offset count; empty where they
	// count items.
	parts string
	// names are the fields by which an item is known again, the first that it has.
	names []string
}

// The two ways in which moments are written in questions, both in UTC, and days.
const (
	moment      = "2006-01-02T15:04:05Z"
	plainMoment = "2006-01-02T15:04:05"
)

// How far back and ahead the reads that need a span are asked for.
const (
	shiftDays   = 120 // since a schedule was last changed: those of today were published before that
	signedDays  = 14
	plannedDays = 31 // the most that Lifecare answers
)

var id = []string{"Id"}

// reads are in the order in which they are pulled: persons first, so that what follows finds
// whom it is about; then what the next shift needs most.
var reads = []read{
	{Read: Read{Name: "clients", Kinds: []care.Kind{care.KindPerson}, Whole: true}, since: moment, names: id},
	{Read: Read{Name: "client_critical_informations", Kinds: []care.Kind{care.KindWarning}, Whole: true}, names: []string{"PersonId"}},
	{Read: Read{Name: "relatives", Kinds: []care.Kind{care.KindRelative}, Whole: true}, since: moment, names: id},
	{Read: Read{Name: "contacts", Kinds: []care.Kind{care.KindContact}, Whole: true}, since: moment, names: id},
	{Read: Read{Name: "planned_workshifts", Kinds: []care.Kind{care.KindShift, care.KindVisit}}, paging: byShift},
	{Read: Read{Name: "client_absences", Kinds: []care.Kind{care.KindAbsence}, Whole: true}, since: moment, names: id},
	{Read: Read{Name: "service_plans", Kinds: []care.Kind{care.KindPlan}, Whole: true}, names: id},
	{Read: Read{Name: "lifecare_hsl_orders", Kinds: []care.Kind{care.KindHealthOrder}, Whole: true}, version: "v2", since: plainMoment, names: []string{"OrderId"}},
	// Of the services of an order "gt" gives the spans of days that changed and not the others, which
	// would look as if they were gone: a task that nobody is told to do. They are always asked for whole.
	{Read: Read{Name: "lifecare_hsl_order_services", Kinds: []care.Kind{care.KindHealthOrder}, Whole: true}, version: "v4",
		parts: "LHslOrderActivities", names: []string{"ActivityId"}},
	{Read: Read{Name: "lifecare_hsl_activity", Kinds: []care.Kind{care.KindHealthOrder}, Whole: true}, since: plainMoment, names: id},
	{Read: Read{Name: "lifecare_hsl_activity_occurrence", Kinds: []care.Kind{care.KindHealthOrder}}, paging: byActivityID,
		within: func(today time.Time) (from, to time.Time) { return today, care.NextDay(today, plannedDays) }},
	{Read: Read{Name: "lifecare_hsl_activity_performed", Kinds: []care.Kind{care.KindSigning}}, since: plainMoment, names: id,
		within: func(today time.Time) (from, to time.Time) { return care.NextDay(today, -signedDays), today }},
	{Read: Read{Name: "lifecare_hsl_journal", Kinds: []care.Kind{care.KindJournal}, Whole: true}, since: time.DateOnly, names: []string{"JournalId"}},
	{Read: Read{Name: "sol_decisions", Kinds: []care.Kind{care.KindDecision}, Whole: true}, since: moment, names: id},
	{Read: Read{Name: "lss_decisions", Kinds: []care.Kind{care.KindDecision}, Whole: true}, since: moment, names: id},
	{Read: Read{Name: "investigations", Kinds: []care.Kind{care.KindInvestigation}, Whole: true}, since: moment, names: id},
	{Read: Read{Name: "provider_units", Kinds: []care.Kind{care.KindReference}, Whole: true}, since: moment, names: id},
	{Read: Read{Name: "provider_personnels", Kinds: []care.Kind{care.KindReference}, Whole: true}, since: moment, names: id},
	{Read: Read{Name: "provider_headlines", Kinds: []care.Kind{care.KindReference}, Whole: true}, names: id},
	{Read: Read{Name: "executions", Kinds: []care.Kind{care.KindReference}, Whole: true}, since: moment, names: id},
}

// Reads are all lists, in the order in which they should be pulled.
func Reads() []Read {
	all := make([]Read, 0, len(reads))
	for _, r := range reads {
		all = append(all, r.Read)
	}
	return all
}

func readNamed(name string) (read, bool) {
	at := slices.IndexFunc(reads, func(r read) bool { return r.Name == name })
	if at < 0 {
		return read{}, false
	}
	return reads[at], true
}

func (r read) path() string {
	if r.version != "" {
		return "/api/" + r.version + "/" + r.Name
	}
	return "/api/v1/" + r.Name
}
