package page

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/task"
	"avbrottsparm/internal/access"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/entry"
)

// mostMatches is how many persons are offered at once: whoever isn't among them is searched for.
const mostMatches = 5

// matching says who a stranger is, once the data about them have come: who has the number that the author
// wrote, or whom a search finds.
type matching struct {
	host    Host
	shown   entry.Tracked
	matched func(entry.Tracked)
	query   *control.Entry
	field   *control.Field
	found   *fyne.Container
	content *fyne.Container
}

func newMatching(h Host, matched func(entry.Tracked)) *matching {
	w := h.Words()
	m := &matching{host: h, matched: matched, query: control.NewEntry(""), found: control.Flow(look.Gap)}
	m.field = control.NewField(w, w.Say("notes.match"), w.Say("notes.match_why"), m.query)
	m.query.OnChanged = func(string) { m.search() }
	m.content = control.Tall(look.Gap, nil, m.field, m.found)
	m.content.Hide()
	return m
}

// show asks about an entry when nobody of the binder is said to be meant.
func (m *matching) show(t entry.Tracked) {
	m.shown = t
	m.content.Hidden = t.PersonID != "" || t.Subject == nil || t.State.Ended() || m.host.Session().May(access.RightWrite) != nil
	m.query.SetText("")
	m.search()
}

// search offers those whom the field finds; an empty field offers who has the number that was written.
func (m *matching) search() {
	m.field.SetFault("")
	m.found.RemoveAll()
	if m.content.Hidden {
		return
	}
	query := strings.TrimSpace(m.query.Text)
	if query == "" {
		query = m.shown.Subject.Number
	}
	if query == "" {
		return
	}
	people := m.host.Session().People(query)
	for _, p := range people[:min(len(people), mostMatches)] {
		m.found.Add(control.NewButton(m.host.Words().Say("notes.match_is", "name", p.Name, "number", p.PersonalID.Written(m.host.Session().Now())), nil, func() { m.match(p) }))
	}
	m.content.Refresh()
}

func (m *matching) match(p desk.PersonRow) {
	id := m.shown.ID
	task.Go(m.host.Runner(), "match", func(ctx context.Context) (entry.Tracked, error) {
		return m.host.Session().Match(context.WithoutCancel(ctx), id, p.ID)
	}, func(t entry.Tracked, err error) {
		if err != nil {
			m.field.SetFault(m.host.Words().Explain(err))
			return
		}
		m.matched(t)
	})
}
