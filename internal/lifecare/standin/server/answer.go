package server

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// answer is what Lifecare would say. The question fits the description.
func (s *Server) answer(name string, query url.Values) ([]byte, error) {
	switch name {
	case "planned_workshifts":
		return s.shiftsAfter(query)
	case "lifecare_hsl_activity_occurrence":
		return s.occurrences(query)
	}
	since, delta, err := moment(query.Get("gt"))
	if err != nil {
		return nil, err
	}
	list := []map[string]any{}
	for _, t := range s.lists[name] {
		if t.deleted && !delta || delta && t.changed.Before(since) || !within(t.fields, query) || hidden(t.fields, query, delta) {
			continue
		}
		list = append(list, t.shown(delta))
	}
	limit, offset := number(query.Get("limit"), s.Largest), number(query.Get("offset"), 0)
	limit = min(limit, s.Largest)
	if name == "lifecare_hsl_order_services" {
		return encode(cutTasks(list, limit, offset))
	}
	from := min(offset, len(list))
	return encode(list[from:min(from+limit, len(list))])
}

// shown is an item as an answer has it: deleted ones only in what changed.
func (t *thing) shown(delta bool) map[string]any {
	if !delta || !t.deleted {
		return t.fields
	}
	copied := map[string]any{"Deleted": true}
	for name, value := range t.fields {
		copied[name] = value
	}
	return copied
}

func moment(s string) (at time.Time, given bool, err error) {
	if s == "" {
		return time.Time{}, false, nil
	}
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04:05", time.DateOnly} {
		if at, err = time.Parse(layout, s); err == nil {
			return at, true, nil
		}
	}
	return time.Time{}, false, fmt.Errorf("no moment: %w", err)
}

func number(s string, otherwise int) int {
	if n, err := strconv.Atoi(s); err == nil {
		return n
	}
	return otherwise
}

// within tells whether an item with days touches the span that is asked for.
func within(fields map[string]any, query url.Values) bool {
	day := func(names ...string) string {
		for _, name := range names {
			if s, ok := fields[name].(string); ok && len(s) >= len(time.DateOnly) {
				return s[:len(time.DateOnly)]
			}
		}
		return ""
	}
	from, to := query.Get("startDate"), query.Get("endDate")
	starts, ends := day("StartDate", "PerformedTime"), day("EndDate", "PerformedTime")
	return (from == "" || ends == "" || ends >= from) && (to == "" || starts == "" || starts <= to)
}

// hidden tells whether an item is error marked, which only some questions ask for.
func hidden(fields map[string]any, query url.Values, delta bool) bool {
	_, wrong := fields["ErrorMarkedBy"]
	return wrong && !delta && query.Get("includeErrorMarked") != "true"
}

// cutTasks counts by the orders' activities inside the tasks; a task that the edge goes through is
// cut in two.
func cutTasks(tasks []map[string]any, limit, offset int) []map[string]any {
	cut := []map[string]any{}
	at := 0
	for _, task := range tasks {
		parts, _ := task["LHslOrderActivities"].([]any)
		from, to := max(offset-at, 0), min(offset+limit-at, len(parts))
		at += len(parts)
		if from >= to {
			continue
		}
		copied := map[string]any{}
		for name, value := range task {
			copied[name] = value
		}
		copied["LHslOrderActivities"] = parts[from:to]
		cut = append(cut, copied)
	}
	return cut
}

// shiftsAfter are the work shifts after the one that was seen last, in the order of their changes.
func (s *Server) shiftsAfter(query url.Values) ([]byte, error) {
	since, _, err := moment(query.Get("modifiedTime"))
	if err != nil {
		return nil, err
	}
	seen := query.Get("lastSeenWorkshiftId")
	list := []map[string]any{}
	for _, t := range s.inOrderOfChange("planned_workshifts") {
		name := fmt.Sprint(t.fields["Id"])
		if t.changed.Before(since) || t.changed.Equal(since) && seen != "" && strings.Compare(name, seen) <= 0 {
			continue
		}
		list = append(list, t.fields)
	}
	return encode(list[:min(len(list), s.Largest, number(query.Get("maxCount"), s.Largest))])
}

// occurrences are the planned days of activities after the one that was fetched last, by person.
func (s *Server) occurrences(query url.Values) ([]byte, error) {
	from, _, err := moment(query.Get("startDate"))
	if err != nil {
		return nil, err
	}
	to, _, err := moment(query.Get("endDate"))
	if err != nil {
		return nil, err
	}
	seen, most := number(query.Get("fetchFromActivityId"), 0), mostActivities(s.Largest)
	results := []map[string]any{}
	last := 0
	for _, t := range s.lists["lifecare_hsl_activity"] {
		id := number(fmt.Sprint(t.fields["Id"]), 0)
		if t.deleted || id <= seen || len(results) == most {
			continue
		}
		days := []string{}
		for day := from; day.Before(to) && len(days) < 3; day = day.AddDate(0, 0, 1) {
			days = append(days, day.Format("2006-01-02T15:04:05"))
		}
		last = id
		results = append(results, map[string]any{"PatientPersonId": t.fields["PatientPersonId"], "PatientName": t.fields["PatientName"],
			"Activities": []any{map[string]any{"Id": id, "KvaCodes": []any{"DT016"}, "PlannedDates": days}}})
	}
	return encode(map[string]any{"MaxFetchedActivityId": last, "Results": results})
}

// mostActivities is how many activities an answer of occurrences has: fewer than others, so that pages are
// seen.
func mostActivities(largest int) int { return max(largest/4, 1) }
