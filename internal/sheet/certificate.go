package sheet

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"time"
)

// KindCertificate is the certificate of a purge; it is in no binder.
const KindCertificate Kind = "certificate"

// Purge is what a purge took away, without naming anybody.
type Purge struct {
	ID        string
	What      string // "replica" or "entries", worded "retention.purged.<what>"
	At        time.Time
	By        string
	Unit      string
	Automatic bool
	// Gone is how many went of each kind, worded "retention.kind.<kind>".
	Gone     map[string]int
	Stay     int
	From, To time.Time
	Days     int
	Decision string
	Head     string
}

// Certificate is the paper on a purge (gallringsintyg): what kinds and how many, from when to
// when, by which rule or decision, who and when, and the head of the ledger just before, so that
// what was there can be shown against an older paper.
func Certificate(s Setting, p Purge) Sheet {
	w := s.Words
	rule := w.Say("sheet.certificate.decision", "decision", p.Decision)
	switch {
	case p.What == "replica" && p.Automatic:
		rule = w.Say("sheet.certificate.days", "days", p.Days)
	case p.What == "replica":
		rule = w.Say("sheet.certificate.by_hand")
	}
	rows := []Field{
		{Label: w.Say("sheet.certificate.id"), Value: p.ID},
		{Label: w.Say("sheet.certificate.what"), Value: w.Say("retention.purged." + p.What)},
		{Label: w.Say("sheet.certificate.at"), Value: s.moment(p.At)},
		{Label: w.Say("sheet.certificate.by"), Value: lines(p.By, p.Unit)},
		{Label: w.Say("sheet.certificate.rule"), Value: rule},
	}
	if !p.From.IsZero() {
		rows = append(rows, Field{Label: w.Say("sheet.certificate.span." + p.What), Value: s.moment(p.From) + " – " + s.moment(p.To)})
	}
	rows = append(rows, Field{Label: w.Say("sheet.certificate.head"), Value: p.Head})
	table := Table{Columns: []Column{{Title: w.Say("sheet.certificate.kind"), Width: 120}, {Title: w.Say("sheet.certificate.number"), Width: 40, Align: Right}}}
	total := 0
	for _, kind := range slices.SortedFunc(maps.Keys(p.Gone), func(x, y string) int { return cmp.Compare(x, y) }) {
		table.Rows = append(table.Rows, Row{Cells: []string{w.Say("retention.kind." + kind), strconv.Itoa(p.Gone[kind])}})
		total += p.Gone[kind]
	}
	table.Rows = append(table.Rows, Row{Bold: true, Cells: []string{w.Say("sheet.certificate.total"), strconv.Itoa(total)}})
	sh := Sheet{Kind: KindCertificate, Title: w.Say("sheet.certificate.title"), Foot: []string{w.Say("sheet.certificate.foot"), w.Say("sheet.certificate.keep")},
		Blocks: []Block{Fields{Rows: rows}, Heading{Text: w.Say("sheet.certificate.gone")}, table}}
	if p.Stay > 0 {
		sh.Blocks = append(sh.Blocks, Text{Text: w.Count("sheet.certificate.stay", p.Stay)})
	}
	sh.Blocks = append(sh.Blocks, Text{Text: w.Say("sheet.certificate.copies"), Quiet: true},
		Fields{Rows: []Field{{Label: w.Say("sheet.certificate.signed")}}})
	return sh
}
