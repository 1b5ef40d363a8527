package main

import (
	"time"

	"avbrottsparm/internal/care"
)

type orderShape struct {
	ID      string `json:"id"`
	Code    string `json:"code"`
	Title   string `json:"title"`
	Text    string `json:"text"`
	Cause   string `json:"cause"`
	Current bool   `json:"current"`
	Starts  string `json:"starts"`
	Ends    string `json:"ends"`
	Summary string `json:"summary"`
	// Recurrence is the source's rule, which the binder never works out.
	Recurrence string      `json:"recurrence"`
	Times      []timeShape `json:"times"`
	// Today are today's moments, empty for one without an hour; TodayKnown is false when what the
	// source gave doesn't tell.
	Today       []string `json:"today"`
	TodayKnown  bool     `json:"today_known"`
	WindowFrom  string   `json:"window_from"`
	WindowTo    string   `json:"window_to"`
	When        string   `json:"when"`
	PerDay      int      `json:"per_day"`
	AsNeeded    bool     `json:"as_needed"`
	Medication  bool     `json:"medication"`
	Delegation  string   `json:"delegation"`
	Tasks       []string `json:"tasks"`
	Professions []string `json:"professions"`
	Measured    []string `json:"measured"`
	OrderedBy   string   `json:"ordered_by"`
	Source      string   `json:"source"`
}

type timeShape struct {
	At   string   `json:"at"`
	Days []string `json:"days"` // in English, none for every day
}

func shapeOrder(o *care.HealthOrder, now time.Time) orderShape {
	shape := orderShape{ID: o.SourceID, Code: o.Code, Title: o.Title, Text: o.Text, Cause: o.Cause, Current: o.Current(now), Starts: stamp(o.Starts),
		Ends: stamp(o.Ends), Summary: o.Summary, Recurrence: o.Recurrence, WindowFrom: o.WindowFrom, WindowTo: o.WindowTo, When: o.When,
		PerDay: o.PerDay, AsNeeded: o.AsNeeded, Medication: o.Medication, Delegation: string(o.Delegation), OrderedBy: o.OrderedBy, Source: o.Source,
		Tasks: append([]string{}, o.Tasks...), Professions: append([]string{}, o.Professions...), Measured: append([]string{}, o.Measured...)}
	shape.Times = each(o.Times, func(t care.OrderTime) timeShape {
		return timeShape{At: t.At, Days: each(t.Days, time.Weekday.String)}
	})
	moments, known := o.On(now)
	shape.TodayKnown = known
	shape.Today = each(moments, func(m care.OrderMoment) string {
		if m.AnyTime {
			return ""
		}
		return stamp(m.At)
	})
	return shape
}

type signingShape struct {
	OrderID   string          `json:"order_id"`
	What      string          `json:"what"`
	Planned   string          `json:"planned"`
	AnyTime   bool            `json:"any_time"`
	Performed string          `json:"performed"`
	Done      bool            `json:"done"`
	Status    string          `json:"status"`
	Result    string          `json:"result"`
	Reason    string          `json:"reason"`
	Measured  []measuredShape `json:"measured"`
	By        string          `json:"by"`
	Title     string          `json:"title"`
}

type measuredShape struct {
	Name    string `json:"name"`
	Value   string `json:"value"`
	Unit    string `json:"unit"`
	Comment string `json:"comment"`
}

func shapeSigning(d *care.Dossier, s *care.Signing) signingShape {
	return signingShape{OrderID: s.OrderID, What: d.SignedOf(s), Planned: stamp(s.Planned), AnyTime: s.AnyTime, Performed: stamp(s.Performed),
		Done: s.Done, Status: s.Status, Result: s.Result, Reason: s.Reason, By: s.By, Title: s.Title,
		Measured: each(s.Measured, func(m care.Measured) measuredShape { return measuredShape(m) })}
}
