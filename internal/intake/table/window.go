package table

import (
	"strings"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/text"
)

// window is when a visit may begin, where the planners leave some play.
type window struct {
	earliest, latest, wished edge
}

// edge is one end of a window, and how the file writes it.
type edge struct {
	moment
	written string
}

// window reads the columns of a window; one of them may hold both ends.
func (r *run) window() window {
	w := window{earliest: r.edge("earliest"), latest: r.edge("latest"), wished: r.edge("wished")}
	for _, e := range []*edge{&w.wished, &w.earliest} {
		from, to, both := r.when.readRange(e.written)
		if e.written == "" || e.hasTime || !both {
			continue
		}
		*e = edge{}
		w.earliest = edge{from, clockText(from.clock)}
		if w.latest.written == "" {
			w.latest = edge{to, clockText(to.clock)}
		}
	}
	return w
}

func (r *run) edge(field string) edge {
	cell := r.value(field)
	if isDash(cell) {
		return edge{}
	}
	e := edge{written: cell}
	if m, ok := r.when.readMoment(cell); ok && m.hasTime {
		e.moment = m
		if m.instant.IsZero() {
			e.written = clockText(m.clock)
		}
	}
	return e
}

func clockText(k clock) string { return civil{2000, 1, 1}.at(k).Format("15:04") }

// start is when the visit begins if nothing else tells: at the earliest, else as wished.
func (w window) start() moment {
	if w.earliest.hasTime {
		return w.earliest.moment
	}
	return w.wished.moment
}

// note keeps the window in words, unless the visit's own start and end say the same.
func (w window) note(v *care.Visit, exact bool) {
	same := func(e edge) bool {
		return e.written == "" || exact && e.hasTime && (e.written == v.Start.Format("15:04") || e.written == v.End.Format("15:04"))
	}
	if same(w.earliest) && same(w.latest) && (same(w.wished) || !exact && w.wished.hasTime && !w.earliest.hasTime) {
		return
	}
	words := text.For(text.Swedish) // what a file says is kept in the unit's language
	var parts []string
	for _, part := range []struct {
		key string
		edge
	}{{"earliest", w.earliest}, {"latest", w.latest}, {"wished", w.wished}} {
		if part.written != "" {
			parts = append(parts, words.Say("intake.window."+part.key, "time", part.written))
		}
	}
	v.Note = strings.TrimSpace(v.Note + "\n" + strings.Join(parts, ", "))
}
