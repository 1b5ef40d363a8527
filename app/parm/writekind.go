package main

import (
	"strings"

	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/form"
)

// The shapes of what a kind of entry asks for.

type kindShape struct {
	Kind    string   `json:"kind"`
	Title   string   `json:"title"`
	About   string   `json:"about"`
	Subject string   `json:"subject"` // "person" or "unit"
	Anyone  bool     `json:"anyone"`  // may be about nobody in particular
	Areas   []string `json:"areas"`
	System  string   `json:"system"`
	By      string   `json:"by"`
	// Fields and what follows are there for one kind only.
	Fields   []fieldShape `json:"fields,omitempty"`
	Path     string       `json:"path,omitempty"`
	Order    []string     `json:"order,omitempty"`
	Due      []dueShape   `json:"due,omitempty"`
	Second   bool         `json:"second,omitempty"`
	Never    []string     `json:"never,omitempty"`
	Pointers []string     `json:"pointers,omitempty"`
	Source   []string     `json:"source,omitempty"`
	Paper    []string     `json:"paper,omitempty"`
}

type fieldShape struct {
	Name     string        `json:"name"`
	Label    string        `json:"label"`
	Kind     string        `json:"kind"`
	Required bool          `json:"required"`
	Choices  []choiceShape `json:"choices,omitempty"`
	Unit     string        `json:"unit,omitempty"`
	Min      *float64      `json:"min,omitempty"`
	Max      *float64      `json:"max,omitempty"`
	If       string        `json:"if,omitempty"` // "outcome=cancelled"
	Pick     string        `json:"pick,omitempty"`
	Help     string        `json:"help,omitempty"`
}

type choiceShape struct {
	ID   string `json:"id"`
	Word string `json:"word"`
}

type dueShape struct {
	Hours  int    `json:"hours"`
	If     string `json:"if,omitempty"`
	What   string `json:"what"`
	Source string `json:"source,omitempty"`
}

// kindAmong is the form of the first word that is a kind.
func (a *app) kindAmong(words []string) (form.Form, bool) {
	for _, word := range words {
		if f, ok := a.desk.Kinds.Form(entry.Kind(word)); ok {
			return f, true
		}
	}
	return form.Form{}, false
}

func (a *app) shapeKinds() []kindShape {
	shapes := []kindShape{}
	for _, kind := range a.desk.Kinds.Offered() {
		if f, ok := a.desk.Kinds.Form(kind); ok {
			shapes = append(shapes, a.shapeKind(f))
		}
	}
	return shapes
}

func (a *app) shapeKind(f form.Form) kindShape {
	lang := a.words.Lang()
	shape := kindShape{Kind: f.Word(), Title: f.Called().In(lang), About: f.About.In(lang), Subject: string(f.EntrySubject()),
		Anyone: f.Entry.Anyone, Areas: []string{}, System: f.Entry.Target.System, By: string(f.Entry.Target.By)}
	for _, area := range a.desk.Kinds.Walls(entry.Kind(f.Word())) {
		shape.Areas = append(shape.Areas, area.String())
	}
	return shape
}

func (a *app) shapeField(field form.Field) fieldShape {
	lang := a.words.Lang()
	shape := fieldShape{Name: field.ID, Label: field.Label.In(lang), Kind: string(field.Kind), Required: field.Required,
		Unit: field.Unit.In(lang), Pick: string(field.Pick), Help: field.Help.In(lang)}
	for _, c := range field.Choices {
		shape.Choices = append(shape.Choices, choiceShape{ID: c.ID, Word: c.In(lang)})
	}
	if field.Min != 0 || field.Max != 0 {
		shape.Min, shape.Max = &field.Min, &field.Max
	}
	if field.If.Field != "" {
		shape.If = conditionOf(field.If)
	}
	return shape
}

// listKinds lists what can be written, below the help on the word.
func (a *app) listKinds() {
	p := a.page()
	p.head(a.words.Say("parm.write.kinds"))
	var rows [][]string
	for _, k := range a.shapeKinds() {
		rows = append(rows, []string{"  " + k.Kind, k.Title, k.About})
	}
	p.table(nil, rows)
	p.gap()
	p.line(a.words.Say("parm.write.see_kind"))
}

// helpOnKind tells what one kind asks for, by which law and when, and where it goes afterwards.
func (a *app) helpOnKind(f form.Form) {
	lang := a.words.Lang()
	shape := a.shapeKind(f)
	shape.Path, shape.Order, shape.Second = f.Entry.Target.Path.In(lang), f.Entry.Target.Order, f.Entry.Second
	shape.Source, shape.Paper = f.Source, f.Entry.Paper
	for _, field := range f.EntryFields() {
		shape.Fields = append(shape.Fields, a.shapeField(field))
	}
	for _, due := range f.Entry.Due {
		d := dueShape{Hours: due.Hours, What: due.What.In(lang), Source: due.Source}
		if due.If.Field != "" {
			d.If = conditionOf(due.If)
		}
		shape.Due = append(shape.Due, d)
	}
	for _, content := range f.Entry.Never {
		shape.Never = append(shape.Never, string(content))
	}
	for _, pointer := range f.Entry.Pointers {
		shape.Pointers = append(shape.Pointers, pointer.Text.In(lang))
	}
	if a.json {
		a.putJSON(shape)
		return
	}
	a.tellKind(f, shape)
}

func (a *app) tellKind(f form.Form, k kindShape) {
	p := a.page()
	usage := []string{"parm", "write", k.Kind, "--vault", "DIR"}
	if k.Subject == string(form.SubjectPerson) {
		usage = append(usage, "--person", "P")
	}
	p.line(strings.Join(append(usage, "--field", "NAME=VALUE..."), " "))
	p.gap()
	p.line(k.Title + ". " + k.About + ".")
	p.line(a.words.Say("parm.write.whom." + aboutWhom(f)))
	p.head(a.words.Say("parm.write.fields"))
	for _, field := range k.Fields {
		a.tellField(p, field)
	}
	p.head(a.words.Say("parm.write.after"))
	var rows [][]string
	add := func(key, value string) {
		if value != "" {
			rows = append(rows, []string{"  " + a.words.Say("parm.write."+key), value})
		}
	}
	add("areas", a.areas(a.desk.Kinds.Walls(entry.Kind(k.Kind))))
	add("target", k.Path)
	add("by", a.words.Say("parm.write.by."+k.By))
	for _, due := range k.Due {
		add("due", a.dueLine(due))
	}
	if k.Second {
		add("second", a.words.Say("parm.write.second_says"))
	}
	for _, content := range k.Never {
		add("never", a.words.Say("parm.write.never."+content))
	}
	for _, pointer := range f.Entry.Pointers {
		add("law", join(" ", pointer.Text.In(a.words.Lang()), onlyIf(a, pointer.If)))
	}
	add("source", strings.Join(k.Source, ", "))
	p.table(nil, rows)
}

func aboutWhom(f form.Form) string {
	if f.Entry.Anyone {
		return "anyone"
	}
	return string(f.EntrySubject())
}

func onlyIf(a *app, c form.Condition) string {
	if c.Field == "" {
		return ""
	}
	return "(" + a.words.Say("parm.write.if", "condition", conditionOf(c)) + ")"
}

func (a *app) dueLine(d dueShape) string {
	when := a.words.Say("parm.write.due_at_once")
	switch {
	case d.Hours > 0 && d.Hours%24 == 0:
		when = a.words.Count("parm.write.due_days", d.Hours/24)
	case d.Hours > 0:
		when = a.words.Count("parm.write.due_hours", d.Hours)
	}
	if d.If != "" {
		when += " (" + a.words.Say("parm.write.if", "condition", d.If) + ")"
	}
	return join(" – ", when, join(", ", d.What, d.Source))
}

// tellField is a field in a line or two: its name, what it is called, what is written in it.
func (a *app) tellField(p *page, f fieldShape) {
	notes := []string{a.words.Say("parm.write.kind." + f.Kind)}
	if f.Unit != "" {
		notes = append(notes, f.Unit)
	}
	if f.Min != nil && f.Max != nil {
		notes = append(notes, a.words.Say("parm.write.bounds", "min", plainNumber(*f.Min), "max", plainNumber(*f.Max)))
	}
	if f.Required {
		notes = append(notes, a.words.Say("parm.write.required"))
	}
	if f.If != "" {
		notes = append(notes, a.words.Say("parm.write.if", "condition", f.If))
	}
	p.indented(2, f.Name+" – "+f.Label+" ("+strings.Join(notes, ", ")+")")
	if f.Help != "" {
		p.indented(6, f.Help)
	}
	var choices []string
	for _, c := range f.Choices {
		choices = append(choices, c.ID+" = "+c.Word)
	}
	if len(choices) > 0 {
		p.indented(6, strings.Join(choices, "; "))
	}
}
