// Package messages is the part "Meddelanden" of the outage: what is said to the units, as a text message,
// on Kanalen and read out by who carries the phone.
//
// Nothing is sent from here: a phone scans a code into a ready text message, and what somebody says that
// they did is noted as attempted. A recipient without a number is named and never left out.
package messages

import (
	"context"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/app/task"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/outage"
)

// kinds are what a message is for, in the order in which they are sent.
var kinds = []outage.MessageKind{outage.MessageFirst, outage.MessageUpdate, outage.MessageSolved}

// plannedKinds are those of an outage that is planned.
var plannedKinds = []outage.MessageKind{outage.MessageNotice, outage.MessageDay, outage.MessageDone}

// Messages is the part.
type Messages struct {
	host    page.Host
	id      string // of the outage, or of the planned one
	planned bool
	draft   outage.Draft
	kinds   []outage.MessageKind
	choice  *control.Options
	kindBox *fyne.Container
	fields  *fields
	preview *preview
	last    *control.Text
	reach   *control.Text // that a text message may not get through
	left    *fyne.Container
	content fyne.CanvasObject
}

// New makes the part.
func New(h page.Host) *Messages {
	w := h.Words()
	m := &Messages{host: h, last: control.Quiet(""), kindBox: container.NewStack()}
	m.offer(kinds)
	m.fields = newFields(h, m.changed)
	m.preview = newPreview(h, m.send)
	m.reach = control.NewText(w.Say("outagepage.messages.no_mobile"), control.Style{Color: look.Notice, Bold: true, Wrap: true})
	m.left = control.Tall(look.Space, nil, control.Heading(w.Say("outagepage.message.title")), m.last, m.reach, m.kindBox, m.fields.content)
	scroll := container.NewVScroll(container.New(layout.NewCustomPaddedLayout(0, 0, 0, look.Space), m.left))
	control.FollowAll(scroll, m.left)
	m.content = control.NewColumns(formShare, control.NewCard(scroll), m.preview.content)
	return m
}

// formShare is the form's part of the width.
const formShare = 0.46

// Content is the form and what comes of it.
func (m *Messages) Content() fyne.CanvasObject { return m.content }

// offer gives the kinds of message to choose among.
func (m *Messages) offer(kinds []outage.MessageKind) {
	w := m.host.Words()
	m.kinds = kinds
	names := make([]string, len(kinds))
	for i, kind := range kinds {
		names[i] = w.Say("outagepage.message.kind." + string(kind))
	}
	m.choice = control.NewOptions(names, false, func() { m.begin() })
	m.choice.Set(0)
	m.kindBox.Objects = []fyne.CanvasObject{m.choice}
	m.kindBox.Refresh()
}

// Open begins a message about the outage that the place names, or the one that goes on. A topic is the kind
// of message that a planned outage calls for. What was typed stays while it is about the same.
func (m *Messages) Open(at page.Place) {
	session := m.host.Session()
	id, planned := at.Outage, at.Topic != ""
	if at.Page == "" {
		id, planned = m.id, m.planned // only the tab was pressed
	}
	if view, open := session.OpenOutage(); open && id == "" {
		id = view.ID
	}
	if id == m.id && planned == m.planned && (at.Page == "" || m.fields.touched) && m.draft.Kind != "" {
		m.changed()
		return
	}
	m.id, m.planned = id, planned
	if planned {
		m.offer(plannedKinds)
		m.choice.Set(max(0, slices.Index(plannedKinds, outage.MessageKind(at.Topic))))
	} else {
		m.offer(kinds)
		m.choice.Set(m.usual())
	}
	m.begin()
}

// usual is the kind that comes next: an update once something was sent, solved when it is over.
func (m *Messages) usual() int {
	view, err := m.host.Session().Outage(m.id)
	switch {
	case m.id == "" || err != nil:
		return 0
	case !view.Open():
		return 2
	case !view.LastMessage.IsZero():
		return 1
	}
	return 0
}

// begin fills the form for the kind that is chosen.
func (m *Messages) begin() {
	chosen := m.choice.Chosen()
	if len(chosen) == 0 {
		m.choice.Set(0)
		chosen = []int{0}
	}
	kind := m.kinds[chosen[0]]
	m.draft = outage.Draft{Kind: kind}
	from := m.host.Session().MessageDraft
	if m.planned {
		from = m.host.Session().PlannedDraft
	}
	if m.id != "" {
		draft, err := from(m.id, kind)
		if err != nil {
			m.host.Fail(err)
		} else {
			m.draft = draft
		}
	}
	m.fields.set(m.draft)
	m.changed()
}

// changed shows what comes of what is typed.
func (m *Messages) changed() {
	session := m.host.Session()
	m.fields.read(&m.draft, session.Now())
	m.draft.At = session.Now()
	m.last.SetText("") // of a planned outage the calendar tells what is still to be sent
	m.reach.Hide()
	if view, err := session.Outage(m.id); err == nil {
		m.last.SetText(m.host.Words().Say("outagepage.messages.never"))
		if !view.LastMessage.IsZero() {
			m.last.SetText(m.host.Words().Say("outagepage.messages.last", "when", m.host.Words().When(view.LastMessage, session.Now())))
		}
		m.reach.Hidden = !slices.ContainsFunc(view.Now(), func(b outage.Broken) bool { return b.Failure == failureMobile })
	}
	m.preview.show(m.draft, session.Recipients(), m.id != "")
}

// failureMobile is the failure that takes text messages with it.
const failureMobile = "mobile"

// send notes that somebody tried to send the message on a channel.
func (m *Messages) send(sent outage.Sent) {
	session, w := m.host.Session(), m.host.Words()
	sent.Kind = m.draft.Kind
	id, planned := m.id, m.planned
	task.Go(m.host.Runner(), "note a message", func(ctx context.Context) (struct{}, error) {
		if planned {
			return struct{}{}, session.NotePlannedMessage(ctx, id, sent)
		}
		_, err := session.SendMessage(ctx, id, sent)
		return struct{}{}, err
	}, func(_ struct{}, err error) {
		if err != nil {
			m.host.Fail(err)
			return
		}
		m.host.Tell(w.Say("outagepage.message.noted", "time", w.Clock(session.Now().In(care.Stockholm))))
		m.host.Changed()
		m.fields.touched = false
		m.changed()
	})
}

// Leave keeps what was typed.
func (m *Messages) Leave() {}

// Focus is the kind of message.
func (m *Messages) Focus() fyne.Focusable { return m.choice.Target() }

// fields are what a message says.
type fields struct {
	what, touch, doing  *control.Entry
	day                 *control.DateField
	clock               *control.TimeField
	responsible, number *control.Entry
	touched             bool // somebody typed since it was filled
	filling             bool
	content             fyne.CanvasObject
}

func newFields(h page.Host, changed func()) *fields {
	w := h.Words()
	now := func() time.Time { return h.Session().Now().In(care.Stockholm) }
	f := &fields{what: control.NewTextArea("", 2), touch: control.NewEntry(""), doing: control.NewTextArea("", 2), day: control.NewDateField(w, now).Ahead(),
		clock: control.NewTimeField(w, now).Ahead(), responsible: control.NewEntry(""), number: control.NewEntry("")}
	for _, e := range []*control.Entry{f.what, f.touch, f.doing, &f.day.Entry, &f.clock.Entry, f.responsible, f.number} {
		e.OnChanged = func(string) {
			if !f.filling {
				f.touched = true
				changed()
			}
		}
	}
	field := func(key string, o fyne.CanvasObject) fyne.CanvasObject {
		return control.NewField(w, w.Say("outagepage.message."+key), "", o)
	}
	f.content = control.Tall(look.Space, nil, field("what", f.what), field("touched", f.touch), field("doing", f.doing),
		control.Even(look.Space, field("day", f.day), field("clock", f.clock)),
		control.Even(look.Space, field("responsible", f.responsible), field("number", f.number)),
		control.Quiet(w.Say("outagepage.message.nobody")))
	return f
}

// set fills the fields.
func (f *fields) set(d outage.Draft) {
	f.filling = true
	defer func() { f.filling = false }()
	f.what.SetText(d.What)
	f.touch.SetText(d.Touched)
	f.doing.SetText(d.Doing)
	f.responsible.SetText(d.Responsible)
	f.number.SetText(d.Number)
	f.day.SetText("")
	f.clock.SetText("")
	if at := d.Expected.In(care.Stockholm); !d.Expected.IsZero() {
		f.day.SetDay(at)
		f.clock.SetClock(at.Hour(), at.Minute())
	}
	f.touched = false
}

// read puts what is typed into a draft. A clock without a day is the next time that it is that clock.
func (f *fields) read(d *outage.Draft, now time.Time) {
	d.What, d.Touched, d.Doing, d.Responsible, d.Number = f.what.Text, f.touch.Text, f.doing.Text, f.responsible.Text, f.number.Text
	d.Expected = time.Time{}
	day, dayOK := f.day.Day()
	hour, minute, clockOK := f.clock.Clock()
	switch {
	case dayOK && clockOK:
		d.Expected = time.Date(day.Year(), day.Month(), day.Day(), hour, minute, 0, 0, care.Stockholm)
	case clockOK && strings.TrimSpace(f.day.Text) == "":
		d.Expected = nextClock(now.In(care.Stockholm), hour, minute)
	}
}

// nextClock is the next time that it is that clock: "06:00" before midnight is in the morning.
func nextClock(now time.Time, hour, minute int) time.Time {
	at := time.Date(now.Year(), now.Month(), now.Day(), hour, minute, 0, 0, care.Stockholm)
	if !at.After(now) {
		at = time.Date(now.Year(), now.Month(), now.Day()+1, hour, minute, 0, 0, care.Stockholm)
	}
	return at
}
