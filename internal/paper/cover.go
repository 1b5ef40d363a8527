package paper

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"avbrottsparm/internal/sheet"
)

const (
	sizeCoverUnit  = 20.0
	sizeCoverTitle = 30.0
	sizeEntry      = 11.0
	pagesWidth     = 30.0 // for page numbers in the contents, in millimetres
	entryHeight    = 6.3
)

// entry is a line of the contents: a sheet, or all sheets of a chapter about one person.
type entry struct {
	title  string
	sheets []int
	page   int // of the contents, 1-based
	y      float64
	link   int
}

// chapter is a heading of the contents with its entries.
type chapter struct {
	title   string
	entries []*entry
}

// contents groups the sheets by chapter and, within it, by person.
func (c *canvas) contents() []*chapter {
	var chapters []*chapter
	byTitle := map[string]*chapter{}
	type key struct{ chapter, person string }
	byPerson := map[key]*entry{}
	for i := range c.doc.Sheets {
		sh := &c.doc.Sheets[i]
		ch := byTitle[sh.Chapter]
		if ch == nil {
			ch = &chapter{title: sh.Chapter}
			byTitle[sh.Chapter] = ch
			chapters = append(chapters, ch)
		}
		person := key{sh.Chapter, sh.PersonID}
		if e := byPerson[person]; e != nil && sh.PersonID != "" {
			e.sheets = append(e.sheets, i)
			continue
		}
		e := &entry{title: c.oneLine(strings.TrimPrefix(sh.Title, sh.Chapter+", ")), sheets: []int{i}} // the chapter stands above
		if sh.Name != "" {
			e.title = c.oneLine(sh.Name + "  " + sh.PersonalID)
		}
		byPerson[person] = e
		ch.entries = append(ch.entries, e)
	}
	return chapters
}

// cover draws the first page and the contents, whose page numbers follow when they are known.
func (c *canvas) cover() []*chapter {
	c.current = -1
	c.head = header{} // the unit stands in large type below
	c.foot = c.footerOf(&sheet.Sheet{Kind: sheet.KindCover, DataAsOf: c.oldest()})
	c.newPage()
	c.pdf.bookmark(c.say("paper.contents"), 0)
	c.y = 34
	c.big(c.doc.Unit, sizeCoverUnit, false)
	c.big(c.doc.Title, sizeCoverTitle, true)
	c.big(c.doc.Subtitle, 14, false)
	c.y += 5
	c.rule(c.left, c.y, c.right, c.y, 1.2)
	c.y += 6
	c.fields(sheet.Fields{Rows: c.facts()})
	c.y += 3
	c.notice(sheet.Notice{Lines: []string{c.words.Say("paper.cover_rule")}})
	c.y += 3
	if len(c.doc.Notes) > 0 {
		c.notice(sheet.Notice{Lines: c.doc.Notes})
		c.y += 3
	}
	chapters := c.contents()
	if len(c.doc.Sheets) == 0 {
		c.text(sheet.Text{Text: c.words.Say("paper.empty")})
		return nil
	}
	c.font(true, sizeTitle)
	c.y = c.paragraph(c.left, c.y, []string{c.say("paper.contents")}) + 1
	c.head = c.headerOf(&sheet.Sheet{Title: c.words.Say("paper.contents")})
	for _, ch := range chapters {
		c.chapterLines(ch)
	}
	return chapters
}

func (c *canvas) big(s string, size float64, bold bool) {
	if s = c.oneLine(s); s == "" {
		return
	}
	c.font(bold, size)
	c.y = c.paragraph(c.left, c.y, atMost(c.wrap(s, bold, size, c.width()), mostTitleLines)) + 1.5
}

// facts are what the cover tells about the binder.
func (c *canvas) facts() []sheet.Field {
	rows := []sheet.Field{
		{Label: c.words.Say("paper.cover.printed"), Value: c.words.Moment(c.doc.PrintedAt)},
		{Label: c.words.Say("paper.cover.by"), Value: c.doc.PrintedBy},
	}
	if oldest := c.oldest(); !oldest.IsZero() {
		rows = append(rows, sheet.Field{Label: c.words.Say("paper.cover.as_of"),
			Value: c.words.Say("paper.cover.oldest", "moment", c.words.Moment(oldest.In(c.doc.PrintedAt.Location())))})
	}
	persons := map[string]bool{}
	for i := range c.doc.Sheets {
		if id := c.doc.Sheets[i].PersonID; id != "" {
			persons[id] = true
		}
	}
	rows = append(rows, sheet.Field{Label: c.words.Say("paper.cover.holds"), Value: strings.Join([]string{
		c.words.Count("paper.cover.persons", len(persons)), c.words.Count("paper.cover.sheets", len(c.doc.Sheets))}, ", ")})
	if c.doc.Head != "" {
		rows = append(rows, sheet.Field{Label: c.words.Say("paper.cover.head"), Value: c.doc.Head})
	}
	return rows
}

// oldest is when the oldest data of any sheet left Lifecare; zero when no sheet says.
func (c *canvas) oldest() time.Time {
	var oldest time.Time
	for i := range c.doc.Sheets {
		if at := c.doc.Sheets[i].DataAsOf; !at.IsZero() && (oldest.IsZero() || at.Before(oldest)) {
			oldest = at
		}
	}
	return oldest
}

func (c *canvas) chapterLines(ch *chapter) {
	c.need(3 * entryHeight)
	c.y += 2
	c.font(true, sizeText)
	c.line(c.left, c.y, c.oneLine(ch.title))
	c.y += entryHeight
	for i, e := range ch.entries {
		lines := atMost(c.wrap(e.title, false, sizeEntry, c.width()-pagesWidth), mostNameLines)
		if c.need(float64(len(lines)) * entryHeight); i > 0 && i == len(ch.entries)-2 {
			c.need(float64(len(lines)+1) * entryHeight) // the last one takes one along
		}
		e.link = c.pdf.addLink()
		from := c.y
		for _, s := range lines {
			c.font(false, sizeEntry)
			c.line(c.left, c.y, s)
			e.y = c.y
			c.y += entryHeight
		}
		e.page = len(c.sides)
		c.pdf.link(c.left*c.scale, from*c.scale, c.width()*c.scale, (c.y-from)*c.scale, e.link)
		baseline := e.y + lineHeight(sizeEntry)
		c.rule(c.left, baseline, c.right, baseline, 0.1)
	}
}

// fillContents writes the page numbers into the contents.
func (c *canvas) fillContents(chapters []*chapter) {
	first, last := map[int]int{}, map[int]int{}
	for i, l := range c.sides {
		if first[l.sheet] == 0 {
			first[l.sheet] = i + 1
		}
		last[l.sheet] = i + 1
	}
	high := c.pdf.high
	page := 0
	for _, ch := range chapters {
		for _, e := range ch.entries {
			if e.page != page {
				page, c.size = e.page, 0
				c.pdf.setPage(page)
			}
			c.font(true, sizeEntry)
			c.lineRight(c.sides[page-1].right, e.y+high-longSide, pageSpans(e.sheets, first, last))
			c.pdf.setLink(e.link, first[e.sheets[0]])
		}
	}
}

// pageSpans writes pages as people do: "12–17, 40".
func pageSpans(sheets []int, first, last map[int]int) string {
	var spans []string
	sheets = slices.Sorted(slices.Values(sheets))
	for i := 0; i < len(sheets); {
		from, to := first[sheets[i]], last[sheets[i]]
		for i++; i < len(sheets) && first[sheets[i]] == to+1; i++ {
			to = last[sheets[i]]
		}
		if from == to {
			spans = append(spans, fmt.Sprint(from))
		} else {
			spans = append(spans, fmt.Sprintf("%d–%d", from, to))
		}
	}
	if len(spans) > 4 {
		spans = append(spans[:3], "…")
	}
	return strings.Join(spans, ", ")
}
