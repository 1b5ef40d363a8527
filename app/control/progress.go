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
	bar    *widget.ProgressBar
	button *Button
	cancel func()
}

// NewProgress makes a hidden progress; cancel may be nil when the work can't be broken off.
func NewProgress(words *text.Words, title string, cancel func()) *Progress {
	p := &Progress{
		words: words, title: NewText(title, Style{Bold: true, Wrap: true}), count: Small(""),
		bar: widget.NewProgressBar(), cancel: cancel,
	}
	p.bar.TextFormatter = func() string { return "" }
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
	p.Set(0, 0)
	p.Show()
}

// Set tells how much is done; a total of 0 means that it isn't known yet.
func (p *Progress) Set(done, total int) {
	p.bar.Max = max(1, float64(total))
	p.bar.SetValue(float64(done))
	p.count.SetText("")
	if total > 0 {
		p.count.SetText(p.words.Say("control.progress", "done", done, "total", total))
	}
}

// Stop hides the progress.
func (p *Progress) Stop() { p.Hide() }

func (p *Progress) stop() {
	p.button.SetText(p.words.Say("control.stopping"))
	p.button.Disable()
	p.cancel()
}

// CreateRenderer is for Fyne.
func (p *Progress) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewBorder(nil, nil, nil, middled(p.button),
		Stack(look.Step, container.NewBorder(nil, nil, nil, p.count, p.title), p.bar)))
}
