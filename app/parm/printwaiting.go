package main

import (
	"strconv"
	"strings"

	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/text"
)

// waitingShape is a print of which nobody knows whether it came out.
type waitingShape struct {
	ID      string   `json:"id"`
	At      string   `json:"at"`
	What    string   `json:"what"`
	Pages   int      `json:"pages"`
	Sheets  int      `json:"sheets"`
	Numbers []string `json:"numbers"`
}

// waiting lists the prints that were broken off before the printer answered, or tells of some what
// became of them: --set ID=out, --set ID=never.
func (c *printWord) waiting(a *app, s *desk.Session) error {
	for _, one := range c.Set {
		if err := settle(a, s, one); err != nil {
			return err
		}
	}
	shapes := []waitingShape{}
	var rows [][]string
	for _, f := range s.Failed() {
		shape := waitingShape{ID: strconv.FormatInt(f.ID, 10), At: stamp(f.At), What: string(f.What), Pages: f.Pages, Sheets: f.Sheets, Numbers: []string{}}
		for _, n := range f.Numbers {
			shape.Numbers = append(shape.Numbers, n.String())
		}
		shapes = append(shapes, shape)
		rows = append(rows, []string{shape.ID, a.moment(f.At), f.Title, a.words.Count("parm.pages", f.Pages), strings.Join(shape.Numbers, ", ")})
	}
	if a.json {
		a.putJSON(shapes)
		return nil
	}
	p := a.page()
	if len(rows) == 0 {
		p.line(a.words.Say("parm.print_waiting.none"))
		return nil
	}
	p.table(nil, rows)
	p.line(a.words.Say("parm.print_waiting.how"))
	return nil
}

// settle takes one answer: "ID=out" or "ID=never".
func settle(a *app, s *desk.Session, one string) error {
	name, answer, _ := strings.Cut(one, "=")
	id, err := strconv.ParseInt(name, 10, 64)
	switch {
	case err != nil:
	case answer == "out":
		return s.CameOut(a.ctx, id)
	case answer == "never":
		return s.Forget(id)
	}
	return misuse{text.NewFault("parm.print_answer")}
}
