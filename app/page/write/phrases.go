package write

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/app/task"
	"avbrottsparm/internal/access"
	"avbrottsparm/internal/entry"
)

// phrases lets who may change the unit's settings say what the unit often writes in a kind of entry.
type phrases struct {
	host    page.Host
	kind    entry.Kind
	lines   *control.Entry
	field   *control.Field
	open    *control.Button
	editor  *fyne.Container
	content *fyne.Container
	saved   func()
	resized func()
}

const phraseRows = 6

func newPhrases(h page.Host, saved, resized func()) *phrases {
	w := h.Words()
	p := &phrases{host: h, lines: control.NewTextArea("", phraseRows), saved: saved, resized: resized}
	p.field = control.NewField(w, w.Say("write.phrases"), w.Say("write.phrases_hint"), p.lines)
	p.lines.OnChanged = func(string) { p.field.SetFault("") }
	p.open = control.NewFlat(w.Say("write.phrases_change"), theme.SettingsIcon(), p.edit)
	p.editor = control.Tall(look.Gap, nil, p.field, control.Flow(look.Gap,
		control.NewButton(w.Say("write.phrases_save"), theme.DocumentSaveIcon(), p.save),
		control.NewButton(w.Say("write.phrases_not"), nil, func() { p.show(p.kind, true) })))
	p.content = control.Tall(look.Gap, nil, control.Flow(look.Gap, p.open), p.editor)
	return p
}

// show is about the phrases of a kind, for one with a text to put them in; they are not being changed.
func (p *phrases) show(kind entry.Kind, texts bool) {
	p.kind = kind
	p.content.Hidden = !texts || p.host.Session().May(access.RightUnit) != nil
	p.editor.Hide()
	p.open.Show()
	p.content.Refresh()
}

func (p *phrases) edit() {
	p.lines.SetText(strings.Join(p.host.Session().Phrases(p.kind), "\n"))
	p.open.Hide()
	p.editor.Show()
	p.content.Refresh()
	p.resized()
	p.lines.Focus()
}

func (p *phrases) save() {
	kind, own := p.kind, strings.Split(p.lines.Text, "\n")
	task.Go(p.host.Runner(), "phrases", func(ctx context.Context) (struct{}, error) {
		return struct{}{}, p.host.Session().SetPhrases(ctx, kind, own)
	}, func(_ struct{}, err error) {
		if err != nil {
			p.field.SetFault(p.host.Words().Explain(err))
			p.lines.Focus()
			return
		}
		p.show(kind, true)
		p.saved()
	})
}
