package write

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/app/task"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/entry"
)

// lastNotes is how many of a person's notes stand beside a new one, and lastRunes how much of each.
const (
	lastNotes = 4
	lastRunes = 280
)

// about shows what is known of the person while one writes, so that no other screen is needed.
type about struct {
	host    page.Host
	session *desk.Session
	latest  *task.Latest[known]
	column  *fyne.Container
	content fyne.CanvasObject
}

type known struct {
	dossier *care.Dossier
	notes   []entry.Tracked
}

func newAbout(h page.Host, session *desk.Session) *about {
	a := &about{host: h, session: session, latest: task.NewLatest[known](h.Runner(), "about person"), column: control.Stack(look.Space)}
	a.content = control.NewScroller(container.New(layout.NewCustomPaddedLayout(0, 0, 0, look.Space), control.NewReading(a.column)))
	return a
}

// show reads about a person, which the log notes, and shows it.
func (a *about) show(personID string) {
	a.latest.Ask(func(ctx context.Context) (known, error) {
		d, err := a.session.Open(ctx, personID)
		return known{d, a.session.Notes(personID)}, err
	}, func(k known, err error) {
		if err != nil {
			a.host.Fail(err)
			return
		}
		a.fill(k)
	})
}

func (a *about) clear() {
	a.latest.Drop()
	a.column.Objects = nil
	a.column.Refresh()
}

func (a *about) fill(k known) {
	w := a.host.Words()
	a.column.Objects = []fyne.CanvasObject{a.warnings(k.dossier)}
	notes := control.Stack(look.Space - look.Step)
	for i, n := range k.notes {
		if i == lastNotes {
			break
		}
		notes.Add(a.note(n))
	}
	if len(k.notes) == 0 {
		notes.Add(control.Quiet(w.Say("write.no_notes")))
	}
	a.column.Add(control.NewSection(w.Say("write.notes"), notes))
	a.column.Add(control.Small(a.age(k.dossier)))
	a.column.Refresh()
}

func (a *about) warnings(d *care.Dossier) fyne.CanvasObject {
	w := a.host.Words()
	if len(d.Warnings) == 0 {
		return control.NewCard(control.Quiet(w.Say("write.no_warnings")))
	}
	lines := control.Stack(look.Step)
	for _, warning := range d.Warnings {
		lines.Add(control.Plain(w.Say("write.warning."+string(warning.What), "text", warning.Text)))
	}
	return control.NewNoticeBox(control.ToneNotice, w.Count("write.warnings", len(d.Warnings)), lines)
}

func (a *about) note(n entry.Tracked) fyne.CanvasObject {
	w, now := a.host.Words(), a.session.Now()
	state := desk.StateName(w, n.StateAt(now))
	said := n.Text
	for _, fact := range page.EntryFacts(a.session, n.Entry) {
		said = strings.TrimSpace(said + "\n" + w.Say("write.fact", "label", fact.Label, "value", fact.Value))
	}
	return control.Stack(look.Step/2,
		control.NewText(w.Say("write.note", "time", w.When(n.EventTime, now), "headline", page.EntryHead(a.session, n.Entry)), control.Style{Bold: true, Wrap: true}),
		control.NewText(shorten(said), control.Style{Wrap: true, Struck: n.State == entry.StateStruck || n.State == entry.StateCorrected}),
		control.NewText(w.Say("write.note_by", "name", desk.WriterOf(w, n), "title", n.Writer().Title, "state", state),
			control.Style{Size: look.SizeSmall, Color: look.Quiet, Wrap: true}))
}

func (a *about) age(d *care.Dossier) string {
	w := a.host.Words()
	at := d.AsOf.Oldest(care.KindPerson, care.KindWarning)
	if at.IsZero() {
		return w.Say("write.no_age")
	}
	return w.Say("write.age", "time", w.When(at, a.session.Now()))
}

// shorten takes the beginning of a text, on as few lines as it has.
func shorten(s string) string {
	s = strings.TrimSpace(s)
	if r := []rune(s); len(r) > lastRunes {
		return strings.TrimSpace(string(r[:lastRunes])) + " …"
	}
	return s
}
