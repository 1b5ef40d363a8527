package sheet

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"avbrottsparm/internal/care"
)

// orderLine is a health order on a list that holds no doses (requirement 15): its name and text
// without what says how much is given, which is read in the prescription. The text is free and can
// say where somebody with a protected identity is.
func (s Setting) orderLine(o *care.HealthOrder, hidden bool) string {
	name, text := s.orderName(o, hidden)
	_, _, cut := o.WithoutDose()
	return lines(name, strings.Join(text, "\n"), s.readDose(cut))
}

// orderBrief is an order's name and the first line of its text.
func (s Setting) orderBrief(o *care.HealthOrder, hidden bool) string {
	name, text := s.orderName(o, hidden)
	return lines(name, strings.Join(text[:min(1, len(text))], ""))
}

// orderName is what an order is called and the lines of its text, without doses.
func (s Setting) orderName(o *care.HealthOrder, hidden bool) (name string, text []string) {
	name, text, _ = o.WithoutDose()
	if hidden {
		text = nil
		if o.Title == "" {
			name = ""
		}
	}
	switch {
	case name != "":
	case o.OfMedicines():
		name = s.Words.Say("sheet.order.medicine")
	default:
		name = s.Words.Say("sheet.order.unnamed")
	}
	return name, text
}

// dueOrder is an order at a moment of a day. Unsure says that what the source gave doesn't tell
// whether or when it is to be done on the day.
type dueOrder struct {
	order   *care.HealthOrder
	at      time.Time
	anyTime bool
	unsure  bool
}

// due are the orders of a day: those with an hour by time, then those that are done some time in the
// day, then those for which the order has to be read. What is done as needed isn't among them.
func due(d *care.Dossier, day time.Time) []dueOrder {
	var found []dueOrder
	for _, o := range d.Orders {
		moments, known := o.On(day)
		for _, m := range moments {
			found = append(found, dueOrder{order: o, at: m.At, anyTime: m.AnyTime})
		}
		if !known {
			found = append(found, dueOrder{order: o, at: care.Day(day), unsure: true})
		}
	}
	rank := func(x dueOrder) int {
		switch {
		case x.unsure:
			return 2
		case x.anyTime:
			return 1
		}
		return 0
	}
	slices.SortStableFunc(found, func(x, y dueOrder) int { return cmp.Or(cmp.Compare(rank(x), rank(y)), x.at.Compare(y.at)) })
	return found
}

// dueAt is the hour of an order, or the words for what has none.
func (s Setting) dueAt(x dueOrder) string {
	switch {
	case x.unsure && x.order.When != "":
		return lines(x.order.When, s.Words.Say("care.order.read"))
	case x.unsure:
		return s.Words.Say("care.order.read")
	case x.anyTime:
		return s.Words.Say("care.order.some_time")
	}
	return s.Words.Clock(x.at)
}

// asNeeded are the orders that hold on one of the days and are carried out as needed.
func asNeeded(d *care.Dossier, days []time.Time) []*care.HealthOrder {
	return slices.DeleteFunc(slices.Clone(d.Orders), func(o *care.HealthOrder) bool {
		return !o.AsNeeded || !slices.ContainsFunc(days, o.Holds)
	})
}

// neededBlocks are the orders that are carried out as needed, with why.
func (s Setting) neededBlocks(d *care.Dossier, days []time.Time) []Block {
	needed := asNeeded(d, days)
	if len(needed) == 0 {
		return nil
	}
	fields := make([]Field, 0, len(needed))
	for _, o := range needed {
		why := o.Cause
		if shielded(d) || care.TellsDose(why, o.OfMedicines()) {
			why = ""
		}
		name, rest, _ := strings.Cut(s.orderLine(o, shielded(d)), "\n")
		fields = append(fields, Field{name, s.known(lines(why, rest))})
	}
	return []Block{Heading{s.Words.Say("sheet.order.as_needed")}, Fields{Rows: fields}}
}
