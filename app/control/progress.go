package control

import (
	"avbrottsparm/app/look"
	"avbrottsparm/internal/text"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// Progress shows how far work has come, with a button to break it off.
type Progress struct {
	widget.BaseWidget
	words  *text.Words
	title  *Text
	count  *Text
	bar    *bar
	going  *widget.ProgressBarInfinite // while nobody knows how far it is
	button *Button
	cancel func()
}

// NewProgress makes a hidden progress; cancel may be nil when the work can't be broken off.
func NewProgress(words *text.Words, title string, cancel func()) *Progress {
	p := &Progress{
		words: words, title: NewText(title, Style{Bold: true, Wrap: true}), count: Small(""),
		bar: newBar(), going: widget.NewProgressBarInfinite(), cancel: cancel,
	}
	p.button = NewButton(words.Say("control.cancel"), nil, p.stop)
	p.button.Hidden = cancel == nil
	p.ExtendBaseWidget(p)
	p.Hide()
	return p
}

// Start shows the progress at nothing done.
func (p *Progress) Start(title string) {
	p.title.SetText(title)
	p.button.SetText(p.words.Say("control.cancel"))
	p.button.Enable()
	p.Show()
	p.Set(0, 0)
}

// Set tells how much is done; a total of 0 means that it isn't known yet.
func (p *Progress) Set(done, total int) {
	p.bar.set(done, total)
	p.bar.Hidden, p.going.Hidden = total <= 0, total > 0
	if p.Visible() && total <= 0 {
		p.going.Start()
	} else {
		p.going.Stop()
	}
	p.count.SetText("")
	if total > 0 {
		p.count.SetText(p.words.Say("control.progress", "done", done, "total", total))
	}
}

// Stop hides the progress.
func (p *Progress) Stop() {
	p.going.Stop()
	p.Hide()
}

func (p *Progress) stop() {
	p.button.SetText(p.words.Say("control.stopping"))
	p.button.Disable()
	p.cancel()
}

// CreateRenderer is for Fyne.
func (p *Progress) CreateRenderer() fyne.WidgetRenderer {
	how := Stack(look.Step, container.NewBorder(nil, nil, nil, p.count, p.title), container.New(slim{}, p.bar, p.going))
	if p.cancel == nil {
		return widget.NewSimpleRenderer(how)
	}
	return widget.NewSimpleRenderer(container.NewBorder(nil, nil, nil, middled(p.button), how))
}

// bar is a plain bar; how far it has come also stands beside it in figures.
type bar struct {
	widget.BaseWidget
	part        float32 // 0 to 1
	track, done *Plate
}

func newBar() *bar {
	b := &bar{
		track: NewPlate(look.Sheet, look.Edge, 1, look.Step),
		done:  NewPlate(look.Binder, "", 0, look.Step),
	}
	b.ExtendBaseWidget(b)
	return b
}

func (b *bar) set(done, total int) {
	b.part = 0
	if total > 0 {
		b.part = max(0, min(1, float32(done)/float32(total)))
	}
	b.Refresh()
}

func (b *bar) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.New(&barLayout{b}, b.track, b.done))
}

// Refresh is for Fyne; the filled part is laid out anew.
func (b *bar) Refresh() {
	b.done.Resize(fyne.NewSize(b.Size().Width*b.part, b.Size().Height))
	b.BaseWidget.Refresh()
}

type barLayout struct{ bar *bar }

func (l *barLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Resize(size)
	objects[1].Resize(fyne.NewSize(size.Width*l.bar.part, size.Height))
}

func (l *barLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(look.Target, look.Space-look.Step)
}

// slim keeps a bar as low as one that is only looked at should be.
type slim struct{}

func (slim) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Resize(size)
	}
}

func (slim) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(look.Target, look.Space-look.Step)
}
