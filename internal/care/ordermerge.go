package care

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// mergeOrders puts together what several answers of a source say of one order: of each field what
// the one that changed last says, else the others. The text and the orderer of an order are given
// to its tasks; an order with tasks is not listed beside them.
func mergeOrders(orders []*HealthOrder) []*HealthOrder {
	slices.SortFunc(orders, func(x, y *HealthOrder) int {
		return cmp.Or(y.AsOf.Compare(x.AsOf), cmp.Compare(x.Source, y.Source), cmp.Compare(x.ID, y.ID))
	})
	byID := map[string]*HealthOrder{}
	var merged []*HealthOrder
	for _, o := range orders {
		key := orderKey(o)
		if one := byID[key]; one != nil && key != "" {
			one.fill(o)
			continue
		}
		one := *o
		one.Times, one.Planned = slices.Clone(o.Times), slices.Clone(o.Planned)
		if key != "" {
			byID[key] = &one
		}
		merged = append(merged, &one)
	}
	merged = underOrders(merged, byID)
	slices.SortFunc(merged, func(x, y *HealthOrder) int {
		return cmp.Or(cmp.Compare(x.firstHour(), y.firstHour()), cmp.Compare(fold(x.Name()), fold(y.Name())), cmp.Compare(x.ID, y.ID))
	})
	return merged
}

// underOrders gives tasks what their order says, and leaves out the orders that have tasks.
func underOrders(merged []*HealthOrder, byID map[string]*HealthOrder) []*HealthOrder {
	parents := map[*HealthOrder]bool{}
	for _, o := range merged {
		if o.OrderID == "" {
			continue
		}
		parent := byID[system(o.Source)+"|"+o.OrderID]
		if parent == nil || parent == o {
			continue
		}
		parents[parent] = true
		if parent.Text != "" && !strings.Contains(o.Text, parent.Text) {
			o.Text = joinNonEmpty("\n", o.Text, parent.Text)
		}
		o.OrderedBy = cmp.Or(parent.OrderedBy, o.OrderedBy)
		o.Cause, o.Inactive = cmp.Or(o.Cause, parent.Cause), o.Inactive || parent.Inactive
	}
	return slices.DeleteFunc(merged, func(o *HealthOrder) bool { return parents[o] })
}

// orderKey is what answers of one system know an order by; empty where the source numbers none.
func orderKey(o *HealthOrder) string {
	if o.SourceID == "" {
		return ""
	}
	return system(o.Source) + "|" + o.SourceID
}

// system is the system of a format: "lifecare" of "lifecare.activities".
func system(format string) string {
	name, _, _ := strings.Cut(format, ".")
	return name
}

// fill takes what another answer says of the same order where this one says nothing.
func (o *HealthOrder) fill(other *HealthOrder) {
	for _, f := range []struct{ mine, theirs *string }{
		{&o.OrderID, &other.OrderID}, {&o.Code, &other.Code}, {&o.Title, &other.Title}, {&o.Text, &other.Text},
		{&o.Cause, &other.Cause}, {&o.Recurrence, &other.Recurrence}, {&o.Summary, &other.Summary},
		{&o.WindowFrom, &other.WindowFrom}, {&o.WindowTo, &other.WindowTo}, {&o.When, &other.When},
		{&o.Feedback, &other.Feedback}, {&o.OrderedBy, &other.OrderedBy}, {&o.Unit, &other.Unit},
	} {
		*f.mine = cmp.Or(*f.mine, *f.theirs)
	}
	o.Starts, o.Ends = cmp.Or(o.Starts, other.Starts), cmp.Or(o.Ends, other.Ends)
	o.PerDay, o.Length = cmp.Or(o.PerDay, other.PerDay), cmp.Or(o.Length, other.Length)
	o.Delegation = cmp.Or(o.Delegation, other.Delegation)
	o.AsNeeded, o.Medication, o.Inactive = o.AsNeeded || other.AsNeeded, o.Medication || other.Medication, o.Inactive || other.Inactive
	o.Tasks, o.Professions = orElse(o.Tasks, other.Tasks), orElse(o.Professions, other.Professions)
	o.Measured, o.Goals = orElse(o.Measured, other.Measured), orElse(o.Goals, other.Goals)
	if len(o.Times) == 0 || (!onWeekdays(o.Times) && onWeekdays(other.Times)) {
		o.Times = slices.Clone(other.Times)
	}
	for _, at := range other.Planned {
		if !slices.ContainsFunc(o.Planned, at.Equal) {
			o.Planned = append(o.Planned, at)
		}
	}
	slices.SortFunc(o.Planned, time.Time.Compare)
}

// onWeekdays tells whether hours are said with their weekdays, as one answer does and another not.
func onWeekdays(times []OrderTime) bool {
	return slices.ContainsFunc(times, func(t OrderTime) bool { return len(t.Days) > 0 })
}

func orElse[T any](x, y []T) []T {
	if len(x) > 0 {
		return x
	}
	return y
}

// firstHour orders by the hour of the day; what has none comes last.
func (o *HealthOrder) firstHour() string {
	first := "~"
	for _, t := range o.Times {
		first = min(first, t.At)
	}
	return first
}
