package backlog

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/task"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/text"
)

// mode is what an entry asks for, worded "backlog.ref.<mode>" and "backlog.why_label.<mode>".
type mode string

// The modes.
const (
	modeEnter   mode = "enter"   // to be entered by hand
	modeUnknown mode = "unknown" // sent without an answer: is it there?
	modeUndo    mode = "undo"    // to be marked in Lifecare
	modeVerify  mode = "verify"  // in Lifecare: is it there as it was written?
	modeNothing mode = ""
)

func modeOf(r desk.BacklogRow) mode {
	switch {
	case r.State == entry.StateSending:
		return modeNothing
	case r.Unsure():
		return modeUnknown
	case r.State.Waits():
		return modeEnter
	case r.Undo:
		return modeUndo
	case r.State.InLifecare():
		return modeVerify
	}
	return modeNothing
}

// closing asks for what closes an entry: Lifecare's time or number, and why.
type closing struct {
	sheet *sheet

	reference, reason  *control.Entry
	refField, whyField *control.Field
	enter              *control.Button // entered by hand
	there, missing     *control.Button // of an unknown one
	agrees, differs    *control.Button // a second person's word
	undone             *control.Button
	compare            *compare
	one, two           *fyne.Container
	content            *fyne.Container
}

func newClosing(s *sheet) *closing {
	w := s.words
	c := &closing{sheet: s, reference: control.NewEntry(w.Say("backlog.reference_hint")), reason: control.NewEntry(w.Say("backlog.reason_hint"))}
	c.reference.OnShortcut, c.reason.OnShortcut = s.of.shortcut, s.of.shortcut
	c.reference.OnChanged = func(string) { c.refField.SetFault("") }
	c.reason.OnChanged = func(string) { c.whyField.SetFault("") }
	c.reference.OnSubmitted = func(string) { c.submit() }
	c.reason.OnSubmitted = func(string) { c.submit() }
	c.refField = control.NewField(w, w.Say("backlog.reference_short"), "", c.reference)
	c.whyField = control.NewField(w, w.Say("backlog.reason"), "", c.reason)
	c.enter = control.NewPrimary(w.Say("backlog.enter"), theme.ConfirmIcon(), c.close)
	c.there = control.NewPrimary(w.Say("backlog.there"), theme.ConfirmIcon(), func() { c.settle(true) })
	c.missing = control.NewButton(w.Say("backlog.missing"), theme.CancelIcon(), func() { c.settle(false) })
	c.agrees = control.NewPrimary(w.Say("backlog.agrees"), theme.ConfirmIcon(), c.verify)
	c.differs = control.NewButton(w.Say("backlog.differs"), theme.CancelIcon(), c.sendBack)
	c.compare = newCompare(s)
	c.undone = control.NewPrimary(w.Say("backlog.undone"), theme.ConfirmIcon(), c.undo)
	// One button stands level with the fields, below a label's height of air; two stand below them.
	beside := control.Stack(look.Step, control.NewText(" ", control.Style{}), control.Beside(0, c.enter, c.undone))
	c.one = container.New(layout.NewCustomPaddedLayout(0, 0, look.Gap, 0), beside)
	c.two = control.Flow(look.Gap, c.there, c.missing, c.agrees, c.differs, c.compare.ask)
	c.content = control.Tall(look.Gap, nil, container.NewBorder(nil, nil, nil, c.one, control.Even(look.Space, c.refField, c.whyField)), c.two, c.compare.said)
	return c
}

// empty takes away what was typed.
func (c *closing) empty() {
	c.reference.SetText("")
	c.reason.SetText("")
	c.refField.SetFault("")
	c.whyField.SetFault("")
}

// show asks for what the entry needs.
func (c *closing) show(r desk.BacklogRow) {
	w, m := c.sheet.words, modeOf(r)
	c.compare.show(r)
	for o, on := range map[fyne.CanvasObject]bool{
		c.refField: m == modeEnter || m == modeUnknown || m == modeUndo,
		c.whyField: m == modeUnknown || m == modeVerify || m == modeEnter && (!r.Mine || r.ClaimedByOther),
		c.enter:    m == modeEnter, c.there: m == modeUnknown, c.missing: m == modeUnknown,
		c.agrees: m == modeVerify && r.State == entry.StateEntered, c.differs: m == modeVerify, c.undone: m == modeUndo,
		c.one: m == modeEnter || m == modeUndo, c.two: m == modeUnknown || m == modeVerify,
	} {
		if on {
			o.Show()
		} else {
			o.Hide()
		}
	}
	c.content.Hidden = m == modeNothing
	if m == modeNothing {
		return
	}
	c.refField.SetLabel(w.Say("backlog.reference_short"))
	if m == modeUndo {
		c.refField.SetLabel(w.Say("backlog.undo_reference"))
	}
	c.whyField.SetHint("")
	if r.ClaimedByOther {
		c.whyField.SetHint(w.Say("backlog.claimed", "name", r.ClaimedBy.Name, "until", clock(w, r.ClaimedUntil)))
	}
	c.agrees.Enable()
	if c.sheet.session.User().Is(r.EnteredBy.Identity) { // somebody else compares what one entered
		c.agrees.Disable()
	}
	c.whyField.SetLabel(w.Say("backlog.reason"))
	c.reason.SetPlaceHolder(w.Say("backlog.reason_hint"))
	switch m {
	case modeUnknown:
		c.whyField.SetLabel(w.Say("backlog.saw"))
		c.reason.SetPlaceHolder(w.Say("backlog.saw_hint"))
	case modeVerify:
		c.whyField.SetLabel(w.Say("backlog.wrong"))
		c.reason.SetPlaceHolder(w.Say("backlog.wrong_hint"))
	}
	c.content.Refresh()
}

// submit is Enter in one of the fields: the answer that it belongs to.
func (c *closing) submit() {
	switch modeOf(*c.sheet.entry) {
	case modeEnter:
		c.close()
	case modeUnknown:
		c.settle(c.reference.Text != "")
	case modeUndo:
		c.undo()
	case modeVerify:
		c.sendBack()
	}
}

// fault says beside the field what is missing.
func (c *closing) fault(err error) {
	w := c.sheet.words
	say := func(f *control.Field, e *control.Entry, sentence string) {
		f.SetFault(sentence)
		c.sheet.content.Refresh()
		e.Focus()
	}
	switch {
	case text.IsFault(err, "entry.no_reference"):
		say(c.refField, c.reference, w.Say("backlog.no_reference"))
	case text.IsFault(err, "entry.no_reason"):
		c.whyField.Show()
		say(c.whyField, c.reason, w.Say("backlog.no_reason"))
	case text.IsFault(err, "entry.claimed"):
		c.whyField.Show()
		say(c.whyField, c.reason, w.Explain(err))
	case text.IsFault(err, "entry.return_reason"):
		say(c.whyField, c.reason, w.Explain(err))
	default:
		c.sheet.host.Fail(err)
	}
}

// act does something with the entry that is shown and tells how it went.
func (c *closing) act(do func(context.Context, string) error, told string) {
	s := c.sheet
	id := s.id()
	if err := do(context.Background(), id); err != nil {
		c.fault(err)
		return
	}
	s.clearClipboard()
	s.of.done(id, told)
}

// close marks the entry as entered.
func (c *closing) close() {
	if c.sheet.entry == nil || modeOf(*c.sheet.entry) != modeEnter {
		return
	}
	c.act(func(ctx context.Context, id string) error {
		_, err := c.sheet.session.Reenter(ctx, id, c.reference.Text, c.reason.Text)
		return err
	}, "")
}

// settle is what somebody saw in Lifecare of an entry that was sent without an answer.
func (c *closing) settle(there bool) {
	told := c.sheet.words.Say("backlog.settled_missing")
	if there {
		told = c.sheet.words.Say("backlog.settled_there")
	}
	c.act(func(ctx context.Context, id string) error {
		_, err := c.sheet.session.Settle(ctx, id, there, c.reference.Text, c.reason.Text)
		return err
	}, told)
}

// verify is the word of the second person.
func (c *closing) verify() {
	c.act(func(ctx context.Context, id string) error {
		_, err := c.sheet.session.VerifyEntry(ctx, id)
		return err
	}, c.sheet.words.Say("backlog.verified_done"))
}

// sendBack lets an entry wait again that is missing in Lifecare, or wrong there.
func (c *closing) sendBack() {
	c.act(func(ctx context.Context, id string) error {
		_, err := c.sheet.session.Return(ctx, id, c.reason.Text)
		return err
	}, c.sheet.words.Say("backlog.returned_done"))
}

func (c *closing) undo() {
	c.act(func(ctx context.Context, id string) error {
		_, err := c.sheet.session.Undone(ctx, id, c.reference.Text)
		return err
	}, c.sheet.words.Say("backlog.undone_done"))
}

// claimAgain is how long a claim of one's own is left alone.
const claimAgain = desk.ClaimFor / 4

// claim says that the entry is being entered here, as soon as something of it is copied. It keeps nobody
// from anything: where somebody else is at it, or answers for it, that is said and a reason asked for.
func (s *sheet) claim() {
	r := s.entry
	if r == nil || modeOf(*r) != modeEnter || r.ClaimedByMe && r.ClaimedUntil.Sub(s.session.Now()) > desk.ClaimFor-claimAgain {
		return
	}
	id, reason := r.ID, s.closing.reason.Text
	task.Go(s.host.Runner(), "claim an entry", func(ctx context.Context) (entry.Tracked, error) {
		return s.session.Claim(context.WithoutCancel(ctx), id, reason)
	}, func(_ entry.Tracked, err error) {
		switch {
		case s.id() != id:
		case text.IsFault(err, "entry.others"): // the field for why stands there already
		case text.IsFault(err, "entry.claimed"): // somebody took it since the list was read
			s.of.claimed()
		case err != nil:
			s.host.Fail(err)
		default:
			s.of.claimed()
		}
	})
}
