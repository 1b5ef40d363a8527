package lifecare

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
	"time"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/form"
)

// reportingSystem is the name under which visits are reported; together with the entry's own id it
// makes a visit one and the same however often it is sent.
const reportingSystem = "Avbrottsparm"

// Sending is one entry as it is to go in. What the way has no use for is zero.
type Sending struct {
	Way       form.Delivery
	External  string // the binder's own id of it
	Number    string // the person's identity number, twelve characters
	Client    int    // Lifecare's number of the person
	Unit      int
	Headline  int
	Execution int // zero where a note does without
	Staff     Staff
	Role      string
	Law       string
	Happened  time.Time
	Ends      time.Time
	Written   time.Time
	Text      string
	Signed    bool
	Outcome   string // of a visit: "done", "cancelled" or "declined"
	Double    bool
	Reason    string
	Minutes   int
	Planned   string // Lifecare's id of the planned visit
	Meal      string // "main", "snack", "evening" or "dessert"
	Quantity  int
}

// Field is one field as it goes over the line, by Lifecare's own name.
type Field struct {
	Name  string
	Value string
}

// way is a path of the interface that takes entries in.
type way struct {
	path    string
	members func(Sending) []member
	// upsert says that the same entry sent again is the same one in Lifecare.
	upsert bool
}

// ways are the paths. Only a visit has an id of the sender's that Lifecare promises to know again:
// of documentation the interface says what its origin is, and not that a second one is refused.
var ways = map[form.Delivery]way{
	form.ByNote:          {"/api/v2/provider_notes", noteMembers, false},
	form.ByVisit:         {"/api/v1/reported_visits", visitMembers, true},
	form.ByMeal:          {"/api/v1/food_deliveries", mealMembers, false},
	form.ByDocumentation: {"/api/v1/documentations", documentationMembers, false},
}

// member is a field of a body, in its place.
type member struct {
	name  string
	value any
}

// body is the members as JSON, in their order.
func body(members []member) ([]byte, error) {
	var out bytes.Buffer
	out.WriteByte('{')
	for i, m := range members {
		if i > 0 {
			out.WriteByte(',')
		}
		name, err := json.Marshal(m.name)
		if err != nil {
			return nil, fmt.Errorf("encode the name of a field: %w", err)
		}
		value, err := json.Marshal(m.value)
		if err != nil {
			return nil, fmt.Errorf("encode a field: %w", err)
		}
		out.Write(name)
		out.WriteByte(':')
		out.Write(value)
	}
	out.WriteByte('}')
	return out.Bytes(), nil
}

// Fields are what Send would put on the line for an entry; none for a way that there isn't.
func (c *Client) Fields(s Sending) []Field {
	w, known := ways[s.Way]
	if !known {
		return nil
	}
	var fields []Field
	for _, m := range w.members(s) {
		fields = append(fields, Field{Name: m.name, Value: fmt.Sprint(m.value)})
	}
	return fields
}

// utc is a moment as the fields that say "Utc" want it.
func utc(at time.Time) string { return at.UTC().Format(moment) }

// offset is a moment of the place, with its offset, so that the hour that comes twice is clear.
func offset(at time.Time) string { return at.In(care.Stockholm).Format(time.RFC3339) }

// localDay is a day as the interface writes them: midnight, without a zone.
func localDay(at time.Time) string { return at.In(care.Stockholm).Format(time.DateOnly) + "T00:00:00" }

// noteMembers is a journal note, POST /api/v2/provider_notes.
func noteMembers(s Sending) []member {
	list := []member{{"occurrenceTimeUtc", utc(s.Happened)}, {"text", s.Text}, {"clientId", s.Client}, {"providerUnitId", s.Unit}, {"headlineId", s.Headline}}
	if s.Execution != 0 {
		list = append(list, member{"executionId", s.Execution})
	}
	return append(list, member{"createdDateTimeUtc", utc(s.Written)}, member{"createdPersonnelId", s.Staff.ID}, member{"createdPersonnelTitle", s.Staff.Title},
		member{"isSigned", s.Signed})
}

// visitStatuses are Lifecare's words for how a visit went.
var visitStatuses = map[string]string{"done": "Completed", "cancelled": "Cancelled", "declined": "Declined"}

// visitMembers is a reported visit, POST /api/v1/reported_visits.
func visitMembers(s Sending) []member {
	list := []member{{"ExternalId", s.External}, {"ReportingSystem", reportingSystem}, {"ClientPersonId", s.Number}}
	if s.Law != "" {
		list = append(list, member{"Law", s.Law})
	}
	list = append(list, member{"PersonnelPersonId", s.Staff.Number}, member{"PersonnelUserId", s.Staff.UserID}, member{"ExecutionId", s.Execution},
		member{"ProviderUnitId", s.Unit}, member{"StartTime", offset(s.Happened)})
	if !s.Ends.IsZero() {
		list = append(list, member{"EndTime", offset(s.Ends)})
	}
	list = append(list, member{"Status", visitStatuses[s.Outcome]}, member{"IsDoubleManning", s.Double}, member{"StartQuittanceType", "None"},
		member{"EndQuittanceType", "None"})
	if s.Planned != "" {
		list = append(list, member{"PlannedVisitId", s.Planned})
	}
	if s.Reason != "" {
		list = append(list, member{"CancelledReason", s.Reason})
	}
	if s.Minutes > 0 {
		list = append(list, member{"CancelledMinutes", s.Minutes})
	}
	return list
}

// mealTypes are Lifecare's words for meals.
var mealTypes = map[string]string{"main": "MainMeal", "snack": "Snack", "evening": "EveningMeal", "dessert": "Dessert"}

// mealMembers is a food delivery, POST /api/v1/food_deliveries.
func mealMembers(s Sending) []member {
	list := []member{{"PersonId", s.Number}, {"StartDate", localDay(s.Happened)}, {"EndDate", localDay(s.Ends)}, {"ExecutionId", s.Execution},
		{"Type", mealTypes[s.Meal]}, {"Quantity", s.Quantity}}
	if s.Reason != "" {
		list = append(list, member{"Reason", s.Reason})
	}
	return list
}

// documentationMembers is a text under an execution, POST /api/v1/documentations.
func documentationMembers(s Sending) []member {
	return []member{{"HeadlineId", strconv.Itoa(s.Headline)}, {"ContentType", "Text"}, {"Text", s.Text}, {"CreatedSignature", s.Staff.Sign},
		{"CreatedTime", offset(s.Written)}, {"CreatedName", s.Staff.Name}, {"CreatedRoleId", s.Role}, {"ExecutionId", s.Execution},
		{"OccurrenceTime", offset(s.Happened)}, {"OriginId", s.External}}
}
