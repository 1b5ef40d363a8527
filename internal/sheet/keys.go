package sheet

import (
	"slices"
	"strings"
	"time"

	"avbrottsparm/internal/care"
)

// Keys is how each door of a route is opened on a day: door code and number of the metal key, each
// person once, and first which keys to bring along. Nothing that is protected stands on it, only
// that it does elsewhere (requirement 16). asOf is when its data left Lifecare.
func Keys(s Setting, day time.Time, route care.RouteDay, asOf time.Time) Sheet {
	sh := Sheet{
		Kind:     KindKeys,
		Title:    s.Words.Say("sheet.keys.title", "route", s.routeName(route), "day", s.day(day)),
		Chapter:  s.Words.Say("sheet.chapter.keys"),
		DataAsOf: asOf,
		Key:      keyOfRoute(KindKeys, route.Route, day),
	}
	visits := homes(inOrder(route.Visits))
	if len(visits) == 0 {
		sh.Blocks = []Block{Text{Text: s.nothingOn(day)}}
		return sh
	}
	table := Table{Columns: []Column{
		{Title: s.Words.Say("sheet.route.time"), Width: 34, Lead: true},
		{Title: s.Words.Say("sheet.route.who"), Width: 67, Lead: true},
		{Title: s.Words.Say("sheet.card.code"), Width: 38, Lead: true},
		{Title: s.Words.Say("sheet.card.key"), Width: 38, Lead: true},
	}}
	var bring []string
	hidden := 0
	for _, theirs := range visits {
		row, numbers, shielded := s.door(day, theirs)
		table.Rows = append(table.Rows, row)
		if shielded {
			hidden++
		}
		for _, number := range numbers {
			if !slices.Contains(bring, number) {
				bring = append(bring, number)
			}
		}
	}
	slices.SortFunc(bring, care.CompareNatural)
	sh.Blocks = []Block{s.bring(bring)}
	if hidden > 0 {
		sh.Blocks = append(sh.Blocks, Notice{Lines: []string{s.Words.Count("sheet.keys.protected", hidden)}})
	}
	sh.Blocks = append(sh.Blocks, table, Text{Text: s.Words.Say("sheet.keys.explain"), Quiet: true})
	return sh
}

// bring lists the keys to fetch, to tick off when they are taken out and when they are back.
func (s Setting) bring(numbers []string) Block {
	if len(numbers) == 0 {
		return Text{Text: s.Words.Say("sheet.keys.none")}
	}
	return Boxes{Label: s.Words.Count("sheet.keys.bring", len(numbers)), Texts: numbers}
}

// door is the row of a person whom a route visits, with the numbers of the keys that it takes.
func (s Setting) door(day time.Time, visits []*care.Visit) (row Row, numbers []string, hidden bool) {
	first := visits[0]
	p, hidden := s.visited(first)
	var times []string
	for _, group := range care.Together(visits) {
		times = append(times, strings.ReplaceAll(s.clock(group[0], day), "\n", " "))
	}
	when, name, away := strings.Join(times, "\n"), s.named(p), s.awayAt(first, hidden)
	if hidden {
		return Row{Cells: []string{when, lines(name, away, s.Words.Say("sheet.protected")), "", ""}}, nil, true
	}
	lists := [][]care.KeyInfo{p.Keys}
	for _, v := range visits {
		lists = append(lists, v.Keys)
	}
	codes, numbers := doors(p.Address(), lists...)
	return Row{Cells: []string{when, lines(name, away, s.place(p, first)),
		s.known(strings.Join(codes, "\n")), s.known(strings.Join(numbers, "\n"))}}, numbers, false
}

// homes are the visits to persons, person by person, in the order of their first visit.
func homes(visits []*care.Visit) [][]*care.Visit {
	var by [][]*care.Visit
	at := map[string]int{}
	for _, v := range visits {
		if v.PersonID == "" {
			continue
		}
		i, known := at[v.PersonID]
		if !known {
			i = len(by)
			at[v.PersonID], by = i, append(by, nil)
		}
		by[i] = append(by[i], v)
	}
	return by
}
