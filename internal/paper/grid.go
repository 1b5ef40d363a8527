package paper

import "avbrottsparm/internal/sheet"

const (
	gridHead    = 9.0 // height of the header: weekday above number
	sizeDay     = 9.0
	weekRule    = 0.6
	leastColumn = 4.0
)

// grid draws a form with a narrow column per day. The columns to the left have their widths in
// millimetres; the days share the rest.
func (c *canvas) grid(b sheet.Grid) {
	height := max(b.Height, lineHeight(sizeTable)+2*rowPad)
	for i := 0; i < len(b.Rows) || i == 0; {
		c.need(min(gridHead+3*height, c.full()))
		fits := min(len(b.Rows)-i, max(1, int((c.room()-gridHead)/height)))
		c.gridPart(b, b.Rows[i:i+fits], height)
		if i += fits; i < len(b.Rows) {
			c.newPage()
		} else {
			break
		}
	}
	c.y += 2
}

func (c *canvas) gridPart(b sheet.Grid, rows []string, height float64) {
	top, left := c.y, 0.0
	for _, col := range b.Columns {
		left += col.Width
	}
	day := max(leastColumn, (c.width()-left)/float64(max(1, len(b.Days))))
	bottom := top + gridHead + float64(len(rows))*height
	right := c.left + left + day*float64(len(b.Days))
	c.fill(c.left, top, right-c.left, gridHead, headGrey)
	x := c.left
	for _, col := range b.Columns {
		c.font(true, sizeHead)
		lines := atMost(c.wrap(c.clean(col.Title), true, sizeHead, col.Width-2*cellPad), 2)
		c.paragraph(x+cellPad, top+0.4, lines)
		x += col.Width
		c.rule(x, top, x, bottom, thinRule)
	}
	for _, d := range b.Days {
		c.font(false, sizeDay)
		c.centre(x, top+0.4, day, d.Weekday)
		c.font(true, sizeDay)
		c.centre(x, top+0.4+lineHeight(sizeDay), day, d.Number)
		x += day
		thickness := thinRule
		if d.Sunday {
			thickness = weekRule
		}
		c.rule(x, top, x, bottom, thickness)
	}
	c.y = top + gridHead
	for _, label := range rows {
		c.rule(c.left, c.y, right, c.y, thinRule)
		if label != "" && len(b.Columns) > 0 {
			c.font(false, sizeTable)
			label = c.faces.regular.fit(c.oneLine(label), sizeTable, b.Columns[0].Width-2*cellPad)
			c.line(c.left+cellPad, c.y+(height-lineHeight(sizeTable))/2, label)
		}
		c.y += height
	}
	c.frame(c.left, top, right-c.left, bottom-top, thinRule*2)
}

// centre draws a line in the middle of a column.
func (c *canvas) centre(x, y, width float64, s string) {
	s = c.oneLine(s)
	c.line(x+(width-c.faces.weight(c.bold).width(s, c.size))/2, y, s)
}
