package main

import (
	"fmt"
	"slices"

	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/text"
)

type entryDeliverWord struct {
	binder
	ID     []string `arg:"" name:"id" optional:"" help:"${help_deliver_ids}"`
	DryRun bool     `help:"${help_deliver_dry_run}"`
}

type laptopShape struct {
	Named  bool   `json:"named"`
	Mine   bool   `json:"mine"`
	Code   string `json:"code"`
	Since  string `json:"since"`
	By     string `json:"by"`
	Reason string `json:"reason"`
}

type deliveryPlanShape struct {
	Laptop  laptopShape        `json:"laptop"`
	Ready   int                `json:"ready"`
	ByHand  int                `json:"by_hand"` // that no way of the interface takes
	Unknown int                `json:"unknown"` // that wait for a person to look in Lifecare
	Rows    []deliveryRowShape `json:"rows"`
}

type deliveryRowShape struct {
	ID         string         `json:"id"`
	Kind       string         `json:"kind"`
	Title      string         `json:"title"`
	Person     string         `json:"person"`
	PersonName string         `json:"person_name"`
	Way        string         `json:"way"`
	EventTime  string         `json:"event_time"`
	State      string         `json:"state"`
	Ready      bool           `json:"ready"`
	Again      bool           `json:"again,omitempty"`
	Fields     []sendingShape `json:"fields"`
	Missing    []failure      `json:"missing"`

	when string
}

type sendingShape struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

type deliveredShape struct {
	Total   int         `json:"total"`
	Entered int         `json:"entered"`
	Refused int         `json:"refused"`
	Unknown int         `json:"unknown"`
	Unsent  int         `json:"unsent"`
	ByHand  int         `json:"by_hand"`
	Stopped bool        `json:"stopped"`
	Why     *failure    `json:"why,omitempty"`
	Steps   []stepShape `json:"steps"`
}

type stepShape struct {
	ID      string   `json:"id"`
	Outcome string   `json:"outcome"`
	Why     *failure `json:"why,omitempty"`
	Words   string   `json:"words,omitempty"` // Lifecare's own
}

// outcomeWords are what can come of an entry that was to be sent.
var outcomeWords = map[desk.Outcome]string{desk.OutcomeEntered: "entered", desk.OutcomeRefused: "refused", desk.OutcomeUnknown: "unknown", desk.OutcomeUnsent: "unsent"}

func shapeLaptop(l desk.DeliveringLaptop) laptopShape {
	return laptopShape{Named: l.Named, Mine: l.Mine, Code: l.Code, Since: stamp(l.Since), By: l.By, Reason: l.Reason}
}

// Run sends what is ready through Lifecare's interface, or tells what would be sent.
func (c *entryDeliverWord) Run(a *app) error {
	return a.with(c.binder, func(s *desk.Session) error {
		if c.DryRun {
			return a.deliveryPlan(s, c.ID)
		}
		return a.deliver(s, c.ID)
	})
}

func (a *app) deliveryPlan(s *desk.Session, choose []string) error {
	plan, err := s.DeliveryPlan(a.ctx)
	if err != nil {
		return err
	}
	shape := deliveryPlanShape{Laptop: shapeLaptop(plan.Laptop), ByHand: plan.ByHand, Unknown: plan.Unknown, Rows: []deliveryRowShape{}}
	for _, r := range plan.Rows {
		if len(choose) > 0 && !slices.Contains(choose, r.EntryID) {
			continue
		}
		if r.Ready() {
			shape.Ready++
		}
		shape.Rows = append(shape.Rows, a.shapeDeliveryRow(r))
	}
	if a.json {
		a.putJSON(shape)
		return nil
	}
	p := a.page()
	a.tellLaptop(p, plan.Laptop)
	p.line(a.words.Say("parm.deliver.would", "ready", shape.Ready, "hand", plan.ByHand+len(shape.Rows)-shape.Ready, "unknown", plan.Unknown))
	for _, r := range shape.Rows {
		a.tellDeliveryRow(p, r)
	}
	return nil
}

func (a *app) shapeDeliveryRow(r desk.DeliveryRow) deliveryRowShape {
	one := deliveryRowShape{ID: r.EntryID, Kind: string(r.Kind), Title: r.Title, Person: r.PersonID, PersonName: r.PersonName, Way: string(r.Way),
		EventTime: stamp(r.EventTime), State: string(r.State), Ready: r.Ready(), Again: r.Again, Fields: []sendingShape{}, Missing: []failure{}, when: a.moment(r.EventTime)}
	for _, f := range r.Fields {
		one.Fields = append(one.Fields, sendingShape{Name: f.Name, Value: f.Value})
	}
	for _, missing := range r.Missing {
		one.Missing = append(one.Missing, a.failure(missing))
	}
	return one
}

// tellDeliveryRow is what would be sent, field by field, or why it stays for a person.
func (a *app) tellDeliveryRow(p *page, r deliveryRowShape) {
	p.head(join(" · ", r.ID, r.when, r.PersonName, r.Title, a.words.Say("parm.deliver.way."+r.Way)))
	for _, missing := range r.Missing {
		p.indented(2, missing.Message)
	}
	if !r.Ready {
		return
	}
	rows := make([][]string, 0, len(r.Fields))
	for _, f := range r.Fields {
		rows = append(rows, []string{"  " + f.Name, f.Value})
	}
	p.table(nil, rows)
}

func (a *app) deliver(s *desk.Session, choose []string) error {
	shape := deliveredShape{Steps: []stepShape{}}
	result, err := s.Deliver(a.ctx, choose, func(step desk.DeliveryStep) {
		one := stepShape{ID: step.EntryID, Outcome: outcomeWords[step.Outcome], Words: step.Words}
		if step.Why != nil {
			why := a.failure(step.Why)
			one.Why = &why
			a.say(a.words.Say("parm.entry.not_done", "id", step.EntryID, "why", join(" ", why.Message, step.Words)))
		}
		shape.Steps = append(shape.Steps, one)
	})
	if err != nil {
		return err
	}
	shape.Total, shape.Entered, shape.Refused, shape.Unknown = result.Total, result.Entered, result.Refused, result.Unknown
	shape.Unsent, shape.ByHand, shape.Stopped = result.Unsent, result.ByHand, result.Stopped
	if result.Why != nil {
		why := a.failure(result.Why)
		shape.Why = &why
	}
	if a.json {
		a.putJSON(shape)
	} else {
		a.tellDelivered(shape)
	}
	if result.Entered < result.Total {
		return errPart
	}
	return nil
}

func (a *app) tellDelivered(shape deliveredShape) {
	p := a.page()
	if shape.Why != nil {
		p.line(shape.Why.Message)
	}
	p.line(a.words.Say("parm.deliver.came", "entered", shape.Entered, "total", shape.Total))
	for _, row := range []struct {
		key string
		n   int
	}{{"refused", shape.Refused}, {"unknown", shape.Unknown}, {"unsent", shape.Unsent}, {"by_hand", shape.ByHand}} {
		if row.n > 0 {
			p.line(fmt.Sprintf("%d %s", row.n, a.words.Say("parm.deliver."+row.key)))
		}
	}
}

type entryDelivererWord struct {
	binder
	TakeOver bool   `help:"${help_take_over}"`
	Reason   string `placeholder:"TEXT" help:"${help_take_over_reason}"`
}

// Run tells which laptop delivers for the unit, or makes it this one.
func (c *entryDelivererWord) Run(a *app) error {
	if c.TakeOver != (c.Reason != "") {
		return misuse{text.NewFault("parm.take_over")}
	}
	return a.with(c.binder, func(s *desk.Session) error {
		if c.TakeOver {
			if err := s.TakeOverDelivery(a.ctx, c.Reason); err != nil {
				return err
			}
		}
		laptop := s.DeliveringLaptop()
		if a.json {
			a.putJSON(shapeLaptop(laptop))
			return nil
		}
		a.tellLaptop(a.page(), laptop)
		return nil
	})
}

func (a *app) tellLaptop(p *page, l desk.DeliveringLaptop) {
	switch {
	case !l.Named:
		p.line(a.words.Say("parm.deliver.nobody"))
	case l.Mine:
		p.line(a.words.Say("parm.deliver.this", "code", l.Code, "since", a.moment(l.Since), "who", l.By))
	default:
		p.line(a.words.Say("parm.deliver.other", "code", l.Code, "since", a.moment(l.Since), "who", l.By))
	}
}
