package planned

import (
	"context"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/app/task"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/outage"
)

// stopKinds are the sorts of planned stop.
var stopKinds = []outage.PlannedKind{outage.PlannedUpgrade, outage.PlannedPatch, outage.PlannedOther}

// form is one of the unit's own planned outages.
type form struct {
	host   page.Host
	stored func(id string)
	stop   outage.Planned // what is edited; without an id for a new one

	title    *control.Entry
	kind     *control.Options
	day      *control.DateField
	from, to *control.TimeField
	last     *control.DateField // the day on which it ends
	systems  *control.Options
	ids      []string
	frame    *control.Field // of the times, which say what is wrong
	remove   *control.Button
	sure     *control.Confirm
	content  *fyne.Container
}

func newForm(h page.Host, stored func(string)) *form {
	w := h.Words()
	now := func() time.Time { return h.Session().Now().In(care.Stockholm) }
	f := &form{host: h, stored: stored, title: control.NewEntry(""), day: control.NewDateField(w, now).Ahead(), last: control.NewDateField(w, now).Ahead(),
		from: control.NewTimeField(w, now).Ahead(), to: control.NewTimeField(w, now).Ahead()}
	names := make([]string, len(stopKinds))
	for i, kind := range stopKinds {
		names[i] = w.Say("outage.planned." + string(kind))
	}
	f.kind = control.NewOptions(names, false, nil)
	var systems []string
	for _, s := range h.Session().Catalogue().Systems {
		if s.PartOf == "" {
			f.ids, systems = append(f.ids, s.ID), append(systems, s.Name.In(w.Lang()))
		}
	}
	f.systems = control.NewOptions(systems, true, nil)
	f.frame = control.NewField(w, w.Say("outagepage.planned.from"), "", f.from)
	f.remove = control.NewDanger(w.Say("outagepage.planned.remove"), theme.DeleteIcon(), func() { f.sure.Ask() })
	f.sure = control.NewConfirm(w.Say("outagepage.planned.remove_sure"), w.Say("outagepage.planned.remove"), w.Say("outagepage.planned.keep"), func(yes bool) {
		if yes {
			f.delete()
		}
	})
	f.content = control.Tall(look.Space, nil,
		control.NewField(w, w.Say("outagepage.planned.title"), "", f.title),
		control.NewField(w, w.Say("outagepage.planned.what"), "", f.kind),
		control.Even(look.Space, control.NewField(w, w.Say("outagepage.planned.day"), "", f.day), f.frame),
		control.Even(look.Space, control.NewField(w, w.Say("outagepage.planned.last"), "", f.last), control.NewField(w, w.Say("outagepage.planned.to"), "", f.to)),
		control.NewField(w, w.Say("outagepage.planned.systems"), "", f.systems),
		control.Flow(look.Gap, control.NewPrimary(w.Say("outagepage.planned.save"), theme.DocumentSaveIcon(), f.save), f.remove), f.sure)
	return f
}

// begin empties the form for a new one.
func (f *form) begin() {
	f.stop = outage.Planned{Kind: outage.PlannedUpgrade, Source: outage.PlannedUnit}
	f.fill()
	f.day.SetText("")
	f.last.SetText("")
	f.from.SetText("")
	f.to.SetText("")
	f.remove.Hide()
}

// edit shows one that is there.
func (f *form) edit(p outage.Planned) {
	f.stop = p
	f.fill()
	from, to := p.Start.In(care.Stockholm), p.End.In(care.Stockholm)
	f.day.SetDay(from)
	f.last.SetDay(to)
	f.from.SetClock(from.Hour(), from.Minute())
	f.to.SetClock(to.Hour(), to.Minute())
	f.remove.Show()
}

func (f *form) fill() {
	f.title.SetText(f.stop.Title)
	for i, kind := range stopKinds {
		if kind == f.stop.Kind {
			f.kind.Set(i)
		}
	}
	var chosen []int
	for i, id := range f.ids {
		for _, system := range f.stop.Systems {
			if system == id {
				chosen = append(chosen, i)
			}
		}
	}
	f.systems.Set(chosen...)
	f.frame.SetFault("")
}

// read is the stop as it stands in the form; ok is false when a time can't be read.
func (f *form) read() (p outage.Planned, ok bool) {
	p = f.stop
	p.Title = strings.TrimSpace(f.title.Text)
	for _, i := range f.kind.Chosen() {
		p.Kind = stopKinds[i]
	}
	p.Systems = nil
	for _, i := range f.systems.Chosen() {
		p.Systems = append(p.Systems, f.ids[i])
	}
	last := f.last
	if strings.TrimSpace(last.Text) == "" {
		last = f.day // it ends on the day on which it begins
	}
	var fromOK, toOK bool
	p.Start, fromOK = moment(f.day, f.from)
	p.End, toOK = moment(last, f.to)
	return p, fromOK && toOK
}

func moment(d *control.DateField, c *control.TimeField) (time.Time, bool) {
	day, dayOK := d.Day()
	hour, minute, clockOK := c.Clock()
	if !dayOK || !clockOK {
		return time.Time{}, false
	}
	return time.Date(day.Year(), day.Month(), day.Day(), hour, minute, 0, 0, care.Stockholm), true
}

func (f *form) save() {
	w := f.host.Words()
	stop, ok := f.read()
	if !ok {
		f.frame.SetFault(w.Say("outagepage.planned.times_unread"))
		f.day.Focus()
		return
	}
	session := f.host.Session()
	task.Go(f.host.Runner(), "save a planned outage", func(ctx context.Context) (string, error) {
		store := session.AddPlanned
		if stop.ID != "" {
			store = session.ChangePlanned
		}
		stored, err := store(ctx, stop)
		return stored.ID, err
	}, func(id string, err error) {
		if err != nil {
			f.frame.SetFault(w.Explain(err))
			return
		}
		f.host.Tell(w.Say("outagepage.planned.saved"))
		f.stored(id)
	})
}

func (f *form) delete() {
	session, w, id := f.host.Session(), f.host.Words(), f.stop.ID
	task.Go(f.host.Runner(), "remove a planned outage", func(ctx context.Context) (struct{}, error) {
		return struct{}{}, session.RemovePlanned(ctx, id)
	}, func(_ struct{}, err error) {
		if err != nil {
			f.host.Fail(err)
			return
		}
		f.host.Tell(w.Say("outagepage.planned.removed"))
		f.stored("")
	})
}
