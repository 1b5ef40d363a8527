package settings

import (
	"context"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/app/task"
	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/text"
)

// connectionPart is how the binder is connected to Lifecare. The key is typed once and never shown
// again but for its end; it leaves the field when it is saved and when the screen is left.
type connectionPart struct {
	host    page.Host
	words   *text.Words
	resized func()
	reveal  func() // brings the foot into view, where it says how something went
	filled  bool   // the fields hold what is saved, or what somebody has changed in it
	busy    bool

	facts   *control.FieldGrid // for those who may only look
	address *control.Entry
	domain  *control.Entry
	key     *control.Entry
	minutes *control.Entry
	on      *control.Check
	fields  map[string]*control.Field // by what is asked in them
	save    *control.Button
	try     *control.Button
	remove  *control.Button
	sure    *control.Confirm
	set     *control.Text // who connected it, and when
	quiet   *control.QuietMessage
	section fyne.CanvasObject
}

func newConnectionPart(h page.Host, resized, reveal func()) *connectionPart {
	w := h.Words()
	p := &connectionPart{host: h, words: w, resized: resized, reveal: reveal, quiet: control.NewQuietMessage(), fields: map[string]*control.Field{}}
	p.quiet.Hide()
	if err := h.Session().May(access.RightUnit); err != nil {
		p.facts = control.NewFieldGrid(w)
		p.section = control.NewSection(w.Say("settings.live"), control.Stack(look.Gap, p.facts, control.Quiet(w.Explain(err))))
		return p
	}
	p.address, p.domain = control.NewEntry(w.Say("settings.live.address_example")), control.NewEntry("")
	p.key, p.minutes = control.NewPasswordEntry(""), control.NewEntry("")
	field := func(name string, entry *control.Entry) fyne.CanvasObject {
		p.fields[name] = control.NewField(w, w.Say("settings.live."+name), "", entry)
		entry.OnChanged = func(string) { p.fields[name].SetFault("") }
		return p.fields[name]
	}
	p.on = control.NewCheck(w.Say("settings.live.on"), nil)
	p.save = control.NewButton(w.Say("settings.live.save"), theme.DocumentSaveIcon(), p.store)
	p.try = control.NewButton(w.Say("settings.live.try"), theme.ViewRefreshIcon(), p.tryIt)
	p.sure = control.NewConfirm(w.Say("settings.live.remove_ask"), w.Say("settings.live.remove"), w.Say("settings.live.keep"), p.removed)
	p.remove = control.NewButton(w.Say("settings.live.remove"), theme.DeleteIcon(), func() {
		p.sure.Ask()
		p.resized()
		p.reveal()
	})
	p.set = control.NewText("", control.Style{Size: look.SizeSmall, Color: look.Quiet, Wrap: true})
	p.section = control.NewSection(w.Say("settings.live"), control.Stack(look.Space-look.Step, control.Quiet(w.Say("settings.live.why")),
		field("address", p.address), control.Even(look.Space, field("domain", p.domain), field("minutes", p.minutes)), field("key", p.key), p.on,
		container.New(layout.NewRowWrapLayoutWithCustomPadding(look.Gap, look.Gap), p.save, p.try, p.remove), p.sure, p.quiet, p.set))
	return p
}

// show shows what is saved. Fields keep what somebody has typed and not saved.
func (p *connectionPart) show() {
	c := p.host.Session().Connection()
	switch {
	case p.facts != nil:
		p.facts.Set(p.factsOf(c)...)
	case !p.filled:
		p.fill(c)
	}
	p.resized()
}

func (p *connectionPart) factsOf(c desk.ConnectionShown) []control.Fact {
	w := p.words
	if c.Set.IsZero() {
		return []control.Fact{{Label: w.Say("settings.live.address"), Value: w.Say("settings.live.none")}}
	}
	how := w.Say("live.rhythm_off")
	if c.On {
		how = w.Say("live.rhythm", "n", int(c.Every/time.Minute))
	}
	return []control.Fact{
		{Label: w.Say("settings.live.address"), Value: c.Address}, {Label: w.Say("settings.live.domain"), Value: c.Domain},
		{Label: w.Say("settings.live.key"), Value: c.KeyHint}, {Label: w.Say("settings.live.rhythm"), Value: how}, {Label: w.Say("settings.live.by"), Value: c.SetBy},
	}
}

func (p *connectionPart) fill(c desk.ConnectionShown) {
	set := !c.Set.IsZero()
	if !set {
		c.Every, c.On = desk.UsualRhythm, true
	}
	p.filled = true
	p.address.SetText(c.Address)
	p.domain.SetText(c.Domain)
	p.minutes.SetText(strconv.Itoa(int(c.Every / time.Minute)))
	p.key.SetText("")
	p.on.SetChecked(c.On)
	hint, by := p.words.Say("settings.live.key_new"), ""
	if set {
		hint = p.words.Say("settings.live.key_kept", "end", c.KeyHint)
		by = p.words.Say("settings.live.set", "who", c.SetBy, "when", p.words.When(c.Set.In(care.Stockholm), p.host.Session().Now()))
	}
	p.fields["key"].SetHint(hint)
	p.set.SetText(by)
	p.set.Hidden, p.remove.Hidden = !set, !set
}

// typed is the connection in the fields. What is no number of minutes is refused as a rhythm.
func (p *connectionPart) typed() desk.Connection {
	minutes, err := strconv.Atoi(strings.TrimSpace(p.minutes.Text))
	if err != nil || minutes < 1 {
		minutes = -1
	}
	return desk.Connection{Address: p.address.Text, Domain: p.domain.Text, Key: access.NewSecret(strings.TrimSpace(p.key.Text)),
		Every: time.Duration(minutes) * time.Minute, On: p.on.Checked}
}

func (p *connectionPart) store() {
	session, c := p.host.Session(), p.typed()
	p.work(p.words.Say("settings.live.saving"), "connect", func(ctx context.Context) error { return session.SetConnection(ctx, c) }, func() string {
		p.filled = false
		if c.On {
			return p.words.Say("settings.live.saved")
		}
		return p.words.Say("settings.live.saved_off")
	})
}

func (p *connectionPart) tryIt() {
	session, c := p.host.Session(), p.typed()
	p.work(p.words.Say("settings.live.trying"), "try-connection", func(ctx context.Context) error { return session.TryConnection(ctx, c) },
		func() string { return p.words.Say("settings.live.answers") })
}

func (p *connectionPart) removed(yes bool) {
	p.resized()
	if !yes {
		return
	}
	session := p.host.Session()
	p.work(p.words.Say("settings.live.saving"), "disconnect", session.RemoveConnection, func() string {
		p.filled = false
		return p.words.Say("settings.live.is_removed")
	})
}

// work does something beside the window, and says how it went: at the field that it is about, or
// below.
func (p *connectionPart) work(meanwhile, name string, do func(context.Context) error, done func() string) {
	if p.busy {
		return
	}
	p.busy = true
	for _, b := range []*control.Button{p.save, p.try, p.remove} {
		b.Disable()
	}
	p.tell(control.ToneCalm, meanwhile)
	task.Go(p.host.Runner(), name, func(ctx context.Context) (struct{}, error) { return struct{}{}, do(ctx) }, func(_ struct{}, err error) {
		p.busy = false
		for _, b := range []*control.Button{p.save, p.try, p.remove} {
			b.Enable()
		}
		switch {
		case err == nil:
			p.tell(control.ToneGood, done())
		case p.atField(err):
			p.quiet.Hide()
		default:
			p.tell(control.ToneFault, p.words.Explain(err))
		}
		p.show()
		p.host.Changed()
	})
}

// atField says what is wrong below the field that it is about, and puts the keyboard there.
func (p *connectionPart) atField(err error) bool {
	for code, at := range map[string]struct {
		name  string
		entry *control.Entry
	}{
		"lifecare.address": {"address", p.address}, "lifecare.insecure": {"address", p.address}, "connection.domain": {"domain", p.domain},
		"connection.key": {"key", p.key}, "connection.key_again": {"key", p.key}, "connection.rhythm": {"minutes", p.minutes},
	} {
		if text.IsFault(err, code) {
			p.fields[at.name].SetFault(p.words.Explain(err))
			at.entry.Focus()
			return true
		}
	}
	return false
}

func (p *connectionPart) tell(tone control.Tone, sentence string) {
	p.quiet.Say(tone, sentence)
	p.quiet.Show()
	p.resized()
	p.reveal()
}

// leave empties the key's field: it is typed anew or not at all.
func (p *connectionPart) leave() {
	p.quiet.Hide()
	if p.key != nil {
		p.key.SetText("")
		p.sure.Hide()
	}
}
