package intake

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/app/task"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/text"
)

// columns lets a person say what the columns of a table are, and shows at once what would come in.
// Nothing is stored but the choice itself, without anything that stands below the headings.
type columns struct {
	host    page.Host
	words   *text.Words
	session *desk.Session

	file   desk.File
	how    desk.Importing
	done   func(*care.Mapping) // nil for no change
	sheets []care.SketchedSheet
	choice choice
	kinds  []string
	saved  []care.Mapping

	sketching *task.Latest[looked]
	trying    *task.Latest[file]
	storing   bool
	silent    bool // while the screen itself sets what is chosen

	title    *control.Text
	quiet    *control.QuietMessage
	sheet    *control.Select
	kind     *control.Select
	header   *control.Select
	route    *control.Entry
	sheetBox fyne.CanvasObject
	routeBox fyne.CanvasObject
	form     *fyne.Container
	grid     *columnGrid
	outcome  *brought
	remember *control.Check
	name     *control.Entry
	use      *control.Button
	list     *mappings
	one      fyne.CanvasObject // the columns of a file
	whole    *fyne.Container
}

// longestName is how long a name a choice can have, in characters.
const longestName = 60

// looked is how a file looks, and what is remembered for others.
type looked struct {
	sketch care.Sketch
	saved  []care.Mapping
}

// listedColumns is how much of a row of headings a choice shows, in characters.
const listedColumns = 24

func newColumns(h page.Host, files page.Files) *columns {
	w := h.Words()
	c := &columns{host: h, words: w, session: h.Session(), sketching: task.NewLatest[looked](h.Runner(), "sketch file"),
		trying: task.NewLatest[file](h.Runner(), "try columns")}
	c.title = control.Heading("")
	c.quiet = control.NewQuietMessage()
	c.quiet.Hide()
	wide := strings.Repeat("n", listedColumns*3/4) // a choice is as wide as its placeholder
	c.sheet = control.NewSelect(nil, wide, func(string) { c.setSheet() })
	c.kind = control.NewSelect(nil, wide, func(string) { c.setKind() })
	c.header = control.NewSelect(nil, wide, func(string) { c.setHeader() })
	c.route = control.NewEntry("")
	c.route.OnChanged = func(s string) { c.choice.route = strings.TrimSpace(s); c.changed() }
	c.sheetBox = control.NewField(w, w.Say("columnspage.sheet"), "", c.sheet)
	c.routeBox = control.NewField(w, w.Say("columnspage.route"), "", c.route)
	c.form = container.New(layout.NewRowWrapLayoutWithCustomPadding(look.Space, look.Gap), c.sheetBox,
		control.NewField(w, w.Say("columnspage.kind"), "", c.kind), control.NewField(w, w.Say("columnspage.header"), "", c.header),
		container.New(&columnWidth{}, c.routeBox))
	c.grid = newColumnGrid(c.setField)
	c.outcome = newBrought(w)
	c.name = control.NewEntry(w.Say("columnspage.name"))
	c.name.MaxRunes = longestName
	c.remember = control.NewCheck(w.Say("columnspage.remember"), func(on bool) { c.name.Hidden = !on; c.whole.Refresh() })
	c.use = control.NewPrimary(w.Say("columnspage.use"), theme.ConfirmIcon(), c.useIt)
	c.list = newMappings(h, files, c.listed)
	c.lay()
	return c
}

func (c *columns) lay() {
	w := c.words
	saved := control.NewButton(w.Say("columnspage.saved"), theme.ListIcon(), func() { c.showSaved() })
	back := control.NewButton(w.Say("columnspage.back"), nil, func() { c.leave(nil) })
	foot := container.NewBorder(nil, nil, c.remember, control.Beside(look.Gap, back, c.use), control.Padded(0, c.name))
	top := control.Stack(look.Gap, c.quiet, container.NewBorder(nil, nil, nil, saved, c.title), c.form)
	c.one = container.NewBorder(top, container.New(layout.NewCustomPaddedLayout(look.Gap, 0, 0, 0), foot), nil, nil,
		container.New(layout.NewCustomPaddedLayout(look.Gap, 0, 0, 0), control.NewColumns(gridShare, c.grid.scroll, control.NewCard(c.outcome.content))))
	c.whole = container.NewStack(c.one)
	c.remember.SetChecked(true)
}

// gridShare is the columns' part of the width; the rest shows what would come in.
const gridShare = 0.62

// ask shows a file's columns, and hands over what was chosen.
func (c *columns) ask(f desk.File, how desk.Importing, done func(*care.Mapping)) {
	c.file, c.how, c.done = f, how, done
	c.how.Mapping, c.sheets = f.Mapping, nil
	c.quiet.Hide()
	c.title.SetText(c.words.Say("columnspage.title", "file", f.Name))
	c.show(c.one)
	c.use.Disable()
	c.grid.fill(nil, nil, nil, nil)
	c.outcome.wait(c.words.Say("columnspage.reading"))
	how = c.how
	c.sketching.Ask(func(ctx context.Context) (looked, error) {
		saved, err := c.session.Mappings()
		if err != nil {
			return looked{}, err
		}
		sketch, err := c.session.Sketch(ctx, f, how)
		return looked{sketch, saved}, err
	}, c.sketched)
}

func (c *columns) sketched(seen looked, err error) {
	if err == nil && len(seen.sketch.Sheets) == 0 {
		err = text.NewFault("mapping.no_table")
	}
	if err != nil {
		c.outcome.fail(c.words.Explain(err))
		return
	}
	c.sheets, c.saved = seen.sketch.Sheets, seen.saved
	c.silent = true
	c.sheet.Options = nil
	for i, sheet := range c.sheets {
		c.sheet.Options = append(c.sheet.Options, cmp.Or(sheet.Name, strconv.Itoa(i+1)))
	}
	c.sheetBox.(*control.Field).Hidden = len(c.sheets) < 2
	c.kinds, c.kind.Options = nil, nil
	for _, g := range c.session.MappingFields() {
		c.kinds = append(c.kinds, g.Kind)
		c.kind.Options = append(c.kind.Options, c.words.Say("sheet."+g.Kind))
	}
	c.silent = false
	at := slices.IndexFunc(c.sheets, func(s care.SketchedSheet) bool { return s.Kind == "" }) // the one that wants an answer
	c.sheet.ClearSelected()
	c.sheet.SetSelectedIndex(max(0, at))
	if len(c.grid.columns) > 0 {
		c.host.Window().Canvas().Focus(c.grid.columns[0].choice)
	}
}

// setSheet begins with what was guessed of a sheet, or was chosen for it before.
func (c *columns) setSheet() {
	at := c.sheet.SelectedIndex()
	if c.silent || at < 0 {
		return
	}
	c.choice = guessed(c.sheets[at], c.session.MappingFields())
	if tried := c.file.Mapping; tried != nil && c.choice.sheet.Mapping == tried.Name {
		c.choice.route = tried.Fixed["route"]
	}
	c.renew()
}

// renew shows the choice anew: the kind, where the headings stand, and every column.
func (c *columns) renew() {
	c.silent = true
	c.kind.SetSelectedIndex(slices.Index(c.kinds, c.choice.kind))
	c.header.Options = []string{c.words.Say("columnspage.no_header")}
	for i, row := range c.choice.sheet.Top[:min(mostHeadings, len(c.choice.sheet.Top))] {
		c.header.Options = append(c.header.Options, c.words.Say("columnspage.header_row", "row", i+1, "text", beginning(row)))
	}
	if c.choice.header < len(c.header.Options) {
		c.header.SetSelectedIndex(c.choice.header)
	} else {
		c.header.ClearSelected()
	}
	c.route.SetText(c.choice.route)
	c.name.SetText(c.freeName())
	c.silent = false
	c.fill()
	c.changed()
}

// beginning is how a row begins, to know it by.
func beginning(row []string) string {
	said := []rune(strings.Join(strings.Fields(strings.Join(row, " ")), " "))
	if len(said) > listedColumns {
		return string(said[:listedColumns]) + "…"
	}
	return string(said)
}

func (c *columns) fill() {
	c.grid.fill(c.choice.headings(), c.choice.samples(), c.options(), c.picked)
}

// options are what a column can be, in words; the first is that it is not read.
func (c *columns) options() []string {
	options := []string{c.words.Say("columnspage.not_read")}
	for _, field := range c.choice.offered() {
		options = append(options, c.words.Say("column."+field))
	}
	return options
}

func (c *columns) picked(column int) int {
	return 1 + slices.Index(c.choice.offered(), c.choice.read(column))
}

func (c *columns) setKind() {
	if at := c.kind.SelectedIndex(); !c.silent && at >= 0 {
		c.choice.kind = c.kinds[at]
		c.name.SetText(c.freeName())
		c.grid.offer(c.options(), c.picked)
		c.changed()
	}
}

func (c *columns) setHeader() {
	if at := c.header.SelectedIndex(); !c.silent && at >= 0 {
		c.choice.at(at)
		c.fill()
		c.changed()
	}
}

func (c *columns) setField(column, option int) {
	c.choice.fields[column] = ""
	if option > 0 {
		c.choice.fields[column] = c.choice.offered()[option-1]
	}
	c.grid.paint(column, option > 0)
	c.changed()
}

// freeName is the name that the choice is remembered by until somebody says another: that of the
// choice that the file was read by, else one that no other has.
func (c *columns) freeName() string {
	if c.choice.sheet.Mapping != "" && c.choice.sheet.Kind == c.choice.kind {
		return c.choice.sheet.Mapping
	}
	word := c.words.Say("sheet." + c.choice.kind)
	name := word
	for n := 2; slices.ContainsFunc(c.saved, func(m care.Mapping) bool { return strings.EqualFold(m.Name, name) }); n++ {
		name = word + " " + strconv.Itoa(n)
	}
	return name
}

// chosen is the choice with its name.
func (c *columns) chosen() care.Mapping {
	return c.choice.mapping(cmp.Or(strings.TrimSpace(c.name.Text), c.words.Say("sheet."+c.choice.kind)))
}

func (c *columns) content() fyne.CanvasObject { return c.whole }

func (c *columns) show(content fyne.CanvasObject) {
	c.whole.Objects = []fyne.CanvasObject{content}
	c.whole.Refresh()
}
