package main

import (
	"strconv"
	"strings"

	"avbrottsparm/internal/desk"
)

type proofShape struct {
	Sheets []proofSheetShape `json:"sheets"`
	Pages  int               `json:"pages"`
}

type proofSheetShape struct {
	Title    string `json:"title"`
	Subtitle string `json:"subtitle,omitempty"`
	Name     string `json:"name,omitempty"`
	First    int    `json:"first"`
	Pages    int    `json:"pages"`
	Numbered bool   `json:"numbered"`
}

type offerShape struct {
	What  string `json:"what"`
	Group string `json:"group"`
	Title string `json:"title"`
	About string `json:"about"`
}

// fewNumbers is how many numbers are named in a sentence; the rest are counted.
const fewNumbers = 12

// someOf is the first numbers in one line.
func someOf(numbers []string) string {
	if len(numbers) > fewNumbers {
		return strings.Join(numbers[:fewNumbers], ", ") + " …"
	}
	return strings.Join(numbers, ", ")
}

// proof tells what an order would put on paper.
func (a *app) proof(s *desk.Session, order desk.Order) error {
	proof, err := s.Proof(a.ctx, order)
	if err != nil {
		return err
	}
	shape := proofShape{Sheets: []proofSheetShape{}, Pages: proof.Pages}
	var rows [][]string
	for _, sh := range proof.Sheets {
		shape.Sheets = append(shape.Sheets, proofSheetShape{Title: sh.Title, Subtitle: sh.Subtitle, Name: sh.Name, First: sh.First, Pages: sh.Pages, Numbered: sh.Counted})
		rows = append(rows, []string{strconv.Itoa(sh.First), sh.Title, sh.Name, sh.Subtitle, a.words.Count("parm.pages", sh.Pages)})
	}
	if a.json {
		a.putJSON(shape)
		return nil
	}
	p := a.page()
	p.table([]string{a.words.Say("parm.proof_page"), a.words.Say("parm.proof_sheet"), a.words.Say("parm.proof_name"), "", ""}, rows)
	p.gap()
	p.line(a.words.Say("parm.proofed", "pages", a.words.Count("parm.pages", proof.Pages), "sheets", a.words.Count("parm.sheets", len(proof.Sheets))))
	return nil
}

// list tells what can be printed.
func (c *printWord) list(a *app, s *desk.Session) error {
	offers := s.Offers()
	if a.json {
		shapes := make([]offerShape, 0, len(offers))
		for _, o := range offers {
			shapes = append(shapes, offerShape{string(o.What), string(o.Group), o.Title, o.About})
		}
		a.putJSON(shapes)
		return nil
	}
	p := a.page()
	var group desk.Group
	var rows [][]string
	flush := func() {
		if len(rows) > 0 {
			p.head(group.Title(a.words))
			p.table(nil, rows)
			rows = nil
		}
	}
	for _, o := range offers {
		if o.Group != group {
			flush()
			group = o.Group
		}
		rows = append(rows, []string{"  " + string(o.What), o.Title, o.About})
	}
	flush()
	return nil
}
