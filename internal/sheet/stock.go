package sheet

import "avbrottsparm/internal/custody"

// KindStock is the first page of a pack of blank forms.
const KindStock Kind = "stock"

// StockList is what lies in a pack of blank forms, to tick off: each form with its number, in the order
// of the pack. Without numbers, in a proof, there are lines for them.
func StockList(s Setting, subtitle string, pack []Sheet) Sheet {
	sh := Sheet{Kind: KindStock, Key: string(KindStock), Title: s.Words.Say("print.title.stock"), Subtitle: subtitle,
		Chapter: s.Words.Say("sheet.chapter.forms"), Blank: true,
		Foot:   []string{s.Words.Say("sheet.stock.foot"), s.Words.Say("sheet.stock.foot_rule")},
		Blocks: []Block{Text{Text: s.Words.Say("sheet.stock.rules"), Quiet: true}}}
	for from := 0; from < len(pack); {
		to := from + 1
		for to < len(pack) && pack[to].Kind == pack[from].Kind {
			to++
		}
		sh.Blocks = append(sh.Blocks, Heading{s.Words.Say("sheet.stock.heading", "form", pack[from].Title, "copies", s.Words.Count("sheet.stock.copies", to-from))},
			s.ticked(pack[from:to]))
		from = to
	}
	return sh
}

// ticked are the numbers of the copies of one form, each with a box.
func (s Setting) ticked(copies []Sheet) Block {
	boxes := Boxes{Columns: 4}
	for _, one := range copies {
		boxes.Texts = append(boxes.Texts, s.numbered(one.Number))
	}
	return boxes
}

func (s Setting) numbered(n custody.Number) string {
	if n == "" {
		return s.Words.Say("sheet.stock.no_number")
	}
	return n.String()
}
