package write

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/text"
)

// mostTiles is how many kinds of entry are tiles; the others are a list below.
const mostTiles = 6

// what is which kind of entry it becomes: a tile for each of the most common and a button for each of
// the others, or the chosen one on a line.
type what struct {
	words   *text.Words
	kinds   []desk.Kind
	tiles   []*control.Tile
	chooser *fyne.Container
	number  *control.Entry // of a paper
	paper   *control.Field
	title   *control.Text
	change  *control.Button
	beside  *fyne.Container // buttons beside the chosen one
	line    *fyne.Container
}

func newWhat(w *text.Words, kinds []desk.Kind, chosen func(entry.Kind), scanned func(number string), other func()) *what {
	k := &what{words: w, kinds: kinds, title: control.Heading("")}
	tiles, more := container.New(&tiled{}), control.Flow(look.Gap)
	for i, kind := range kinds {
		name := kind.Form.Called().In(w.Lang())
		if i < mostTiles {
			tile := control.NewTile(nil, name, "", func() { chosen(kind.Kind) })
			k.tiles = append(k.tiles, tile)
			tiles.Add(tile)
			continue
		}
		more.Add(control.NewButton(name, nil, func() { chosen(kind.Kind) }))
	}
	k.number = control.NewEntry("")
	k.paper = control.NewField(w, w.Say("write.paper_number"), w.Say("write.paper_scan"), k.number)
	k.number.OnSubmitted = func(typed string) { scanned(typed) }
	k.number.OnChanged = func(string) { k.paper.SetFault("") }
	k.paper.Hide()
	fromPaper := control.NewButton(w.Say("write.from_paper"), theme.DocumentIcon(), func() {
		k.paper.Show()
		k.chooser.Refresh()
		k.number.Focus()
	})
	k.chooser = control.Tall(fieldGap, nil, container.NewBorder(nil, nil, nil, fromPaper,
		container.New(layout.NewCustomPaddedLayout(look.Gap, look.Gap, 0, 0), control.NewText(w.Say("write.what"), control.Style{Bold: true, Wrap: true}))), k.paper, tiles)
	if len(more.Objects) > 0 {
		k.chooser.Add(control.Tall(look.Gap, nil, control.NewText(w.Say("write.more"), control.Style{Bold: true}), more))
	}
	k.change = control.NewButton(w.Say("write.change_kind"), theme.GridIcon(), other)
	k.beside = container.NewHBox(k.change)
	k.line = container.NewBorder(nil, nil, nil, container.NewCenter(k.beside), container.New(layout.NewCustomPaddedLayout(look.Gap, look.Gap, 0, 0), k.title))
	return k
}

// show shows the chosen kind, or all of them when none is chosen. A new version stays of the same kind.
func (k *what) show(kind entry.Kind, corrects bool) {
	k.change.Hidden = corrects
	k.chooser.Hidden, k.line.Hidden = kind != "", kind == ""
	k.number.SetText("")
	k.paper.Hide()
	k.paper.SetFault("")
	if f, ok := k.form(kind); ok {
		k.title.SetText(f.Form.Called().In(k.words.Lang()))
	}
}

// form finds a kind among those that the author may write.
func (k *what) form(kind entry.Kind) (desk.Kind, bool) {
	for _, known := range k.kinds {
		if known.Kind == kind {
			return known, true
		}
	}
	return desk.Kind{}, false
}

// target is where the keyboard comes; nil for who may write nothing.
func (k *what) target() fyne.Focusable {
	if len(k.tiles) == 0 {
		return nil
	}
	return k.tiles[0]
}

// tiled sets tiles in rows of three, or of two where the type is large for the room.
type tiled struct{ across int }

// tileRoom is how many characters of the base size a tile has room for at the least.
const tileRoom = 11

func (l *tiled) height(objects []fyne.CanvasObject, width float32) float32 {
	least := float32(0)
	for _, o := range objects {
		o.Resize(fyne.NewSize(width, o.Size().Height))
		least = max(least, o.MinSize().Height)
	}
	return least
}

func (l *tiled) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.across = 3
	if size.Width < 3*tileRoom*look.Size(look.SizeBase) {
		l.across = 2
	}
	width := (size.Width - look.Gap*float32(l.across-1)) / float32(l.across)
	height := l.height(objects, width)
	for i, o := range objects {
		o.Move(fyne.NewPos(float32(i%l.across)*(width+look.Gap), float32(i/l.across)*(height+look.Gap)))
		o.Resize(fyne.NewSize(width, height))
	}
}

func (l *tiled) MinSize(objects []fyne.CanvasObject) fyne.Size {
	across, height := max(l.across, 1), float32(0)
	for _, o := range objects {
		height = max(height, o.MinSize().Height)
	}
	rows := float32((len(objects) + across - 1) / across)
	return fyne.NewSize(look.Target, rows*(height+look.Gap)-look.Gap)
}
