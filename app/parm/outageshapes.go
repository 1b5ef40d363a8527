package main

import (
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/outage"
	"avbrottsparm/internal/text"
)

// lifeShape is an outage as what was told of it comes to.
type lifeShape struct {
	ID          string        `json:"id"`
	Title       string        `json:"title"`
	Began       string        `json:"began"`
	Ended       string        `json:"ended"`
	Open        bool          `json:"open"`
	Minutes     int           `json:"minutes"` // how long it lasted, or has lasted
	Drill       bool          `json:"drill"`
	Planned     string        `json:"planned"`
	Touched     string        `json:"touched"`
	Broken      []brokenShape `json:"broken"`
	Expected    string        `json:"expected"`
	LastMessage string        `json:"last_message"`
	Joined      []string      `json:"joined"`
	Unsure      bool          `json:"unsure"` // the laptop's clock could not be trusted
	Reviewed    string        `json:"reviewed"`
}

type brokenShape struct {
	Failure string   `json:"failure"`
	Name    string   `json:"name"`
	Of      string   `json:"of"`
	Systems []string `json:"systems"`
	Since   string   `json:"since"`
	Until   string   `json:"until"`
}

func (a *app) shapeLife(c outage.Catalogue, o outage.Outage) lifeShape {
	return lifeShape{ID: o.ID, Title: o.Title, Began: stamp(o.Began), Ended: stamp(o.Ended), Open: o.Open(), Minutes: a.lasted(o), Drill: o.Drill, Planned: o.Planned,
		Touched: o.Touched, Expected: stamp(o.Expected), LastMessage: stamp(o.LastMessage), Joined: append([]string{}, o.Joined...), Unsure: o.Unsure, Reviewed: stamp(o.Reviewed),
		Broken: each(o.Broken, func(b outage.Broken) brokenShape {
			return brokenShape{Failure: b.Failure, Name: a.failureName(c, b.Failure), Of: b.Of, Systems: append([]string{}, b.Systems...), Since: stamp(b.Since), Until: stamp(b.Until)}
		})}
}

// statusShape is how the unit works now, and the outage that was asked for.
type statusShape struct {
	Phase string `json:"phase"`
	// More is how many other outages are open, and Waiting how many entries of outages that are over wait.
	More    int        `json:"more"`
	Waiting int        `json:"waiting"`
	Outage  *viewShape `json:"outage"`
}

type viewShape struct {
	lifeShape
	Mended      bool               `json:"mended"` // nothing is broken any more, and nobody has said that it is over
	Systems     []systemStateShape `json:"systems"`
	RunsOut     []functionShape    `json:"runs_out"` // soonest first
	Steps       []outageStepShape  `json:"steps"`
	Calls       []callShape        `json:"calls"`
	Escalations []escalationShape  `json:"escalations"` // due and not carried out
	Next        *escalationShape   `json:"next"`
	UpdateDue   bool               `json:"update_due"`
	Messages    []timelineShape    `json:"messages"`
	Entries     int                `json:"entries"`
	Waiting     int                `json:"waiting"`
	Overlaps    []string           `json:"overlaps"`
}

type systemStateShape struct {
	ID        string          `json:"id"`
	Name      string          `json:"name"`
	Still     string          `json:"still"`
	PartOf    string          `json:"part_of,omitempty"`
	Functions []functionShape `json:"functions"`
}

type functionShape struct {
	System   string   `json:"system"`
	Function string   `json:"function"`
	What     string   `json:"what"`
	Still    string   `json:"still"`
	If       string   `json:"if,omitempty"`
	Long     string   `json:"long,omitempty"`
	Until    string   `json:"until,omitempty"`
	Ran      bool     `json:"ran,omitempty"`    // it has run out
	Open     string   `json:"open,omitempty"`   // the open fact that asks how long
	Unsure   string   `json:"unsure,omitempty"` // the open fact that asks whether this is right
	Instead  []string `json:"instead"`
	Failures []string `json:"failures"`
}

type outageStepShape struct {
	ID   string   `json:"id"` // as tick takes it
	Text string   `json:"text"`
	For  []string `json:"for"`
	Go   string   `json:"go,omitempty"`
	Open string   `json:"open,omitempty"`
	Done bool     `json:"done"`
	By   string   `json:"by,omitempty"`
	At   string   `json:"at,omitempty"`
}

type callShape struct {
	ID       string   `json:"id"`
	Role     string   `json:"role"`
	Name     string   `json:"name"`
	Number   string   `json:"number"` // empty where it is missing
	Hours    string   `json:"hours"`
	Customer string   `json:"customer"`
	Unit     string   `json:"unit"`
	Carrier  string   `json:"carrier"`
	Groups   []string `json:"groups"`
	Note     string   `json:"note"`
	Open     string   `json:"open,omitempty"`
}

type escalationShape struct {
	ID   string   `json:"id"`
	Text string   `json:"text"`
	At   string   `json:"at"`
	Call []string `json:"call"`
}

// timelineShape is one thing that was told of an outage. Its type is a word of the ledger.
type timelineShape struct {
	Type     string   `json:"type"`
	At       string   `json:"at"`
	Told     string   `json:"told"`
	By       string   `json:"by"`
	Text     string   `json:"text,omitempty"`
	Failures []string `json:"failures,omitempty"`
	Step     string   `json:"step,omitempty"`
	Reading  string   `json:"reading,omitempty"`
	Value    string   `json:"value,omitempty"`
	To       string   `json:"to,omitempty"`
	Case     string   `json:"case,omitempty"`
	Expected string   `json:"expected,omitempty"`
	Other    string   `json:"other,omitempty"`
	Kind     string   `json:"kind,omitempty"`
	Channel  string   `json:"channel,omitempty"`
	Group    string   `json:"group,omitempty"`
	Unsure   bool     `json:"unsure,omitempty"`
}

func shapeEvent(e outage.Event) timelineShape {
	shape := timelineShape{Type: string(e.Type), At: stamp(e.At), Told: stamp(e.Told), By: e.By.Name, Text: e.Text, Step: e.Step, Reading: e.Reading, Value: e.Value,
		To: e.To, Case: e.Case, Expected: stamp(e.Expected), Other: e.Other, Unsure: e.Unsure}
	for _, b := range e.Broken {
		shape.Failures = append(shape.Failures, b.Failure)
	}
	if e.Message != nil {
		shape.Kind, shape.Channel, shape.Group, shape.Text = string(e.Message.Kind), string(e.Message.Channel), e.Message.Group, e.Message.Text
	}
	return shape
}

func (a *app) in(b text.Both) string { return b.In(a.words.Lang()) }

func (a *app) shapeFunction(f outage.FunctionState) functionShape {
	return functionShape{System: f.System, Function: f.Function, What: a.in(f.What), Still: string(f.Still), If: a.in(f.If), Long: a.in(f.Long), Until: stamp(f.Until), Ran: f.Ran,
		Open: f.Open, Unsure: f.Unsure, Instead: each(f.Instead, a.in), Failures: append([]string{}, f.Failures...)}
}

func (a *app) shapeState(s outage.State) systemStateShape {
	return systemStateShape{ID: s.System.ID, Name: a.in(s.System.Name), Still: string(s.Still), PartOf: s.System.PartOf, Functions: each(s.Functions, a.shapeFunction)}
}

func (a *app) shapeStep(r desk.StepRow) outageStepShape {
	return outageStepShape{ID: r.Key(), Text: a.in(r.Step.Text), For: each(r.Step.For, func(who outage.Audience) string { return string(who) }), Go: string(r.Step.Go), Open: r.Step.Open,
		Done: r.Done, By: r.By, At: stamp(r.At)}
}

func shapeCall(c outage.Contact) callShape {
	return callShape{ID: c.ID, Role: string(c.Role), Name: c.Name, Number: c.Number, Hours: string(c.Hours), Customer: c.Customer, Unit: c.Unit, Carrier: c.Carrier,
		Groups: append([]string{}, c.Groups...), Note: c.Note, Open: c.Open}
}

func (a *app) shapeEscalation(e outage.EscalationAt) escalationShape {
	return escalationShape{ID: e.ID, Text: a.in(e.Text), At: stamp(e.At), Call: append([]string{}, e.Call...)}
}

func (a *app) shapeView(c outage.Catalogue, v desk.OutageView) *viewShape {
	shape := &viewShape{lifeShape: a.shapeLife(c, v.Outage), Mended: v.Mended, UpdateDue: v.UpdateDue, Entries: v.Entries, Waiting: v.Waiting,
		Systems: each(v.States, a.shapeState), RunsOut: each(v.RunsOut, a.shapeFunction), Steps: each(v.Steps, a.shapeStep), Calls: each(v.Calls, shapeCall),
		Escalations: each(v.Escalations, a.shapeEscalation), Messages: each(v.Messages, shapeEvent),
		Overlaps: each(v.Overlaps, func(o outage.Outage) string { return o.ID })}
	if v.Next != nil {
		next := a.shapeEscalation(*v.Next)
		shape.Next = &next
	}
	return shape
}
