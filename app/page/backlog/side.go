package backlog

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/app/task"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/text"
)

// side tells how far all entries have come and who is at it; or shows the paper that an entry was
// written on, beside what is copied.
type side struct {
	host    page.Host
	words   *text.Words
	changed func() // lays out what stands around
	done    *control.Progress
	column  *fyne.Container
	all     *fyne.Container
	told    *control.Scroller
	drawing *task.Latest[fyne.CanvasObject]
	picture *fyne.Container
	paper   *fyne.Container
	content fyne.CanvasObject
}

func newSide(h page.Host) *side {
	w := h.Words()
	s := &side{host: h, words: w, column: control.Tall(look.Gap, nil), picture: container.NewStack(), drawing: task.NewLatest[fyne.CanvasObject](h.Runner(), "picture")}
	s.done = control.NewProgress(w, "", nil)
	s.all = control.Tall(look.Gap, nil, s.done, s.column)
	s.told = control.NewScroller(container.NewPadded(s.all))
	hide := control.NewButton(w.Say("backlog.paper_hide"), theme.CancelIcon(), s.hidePaper)
	scroll := control.NewScroller(s.picture)
	s.paper = control.Tall(look.Gap, scroll, control.Flow(look.Gap, hide), scroll)
	s.paper.Hide()
	s.content = control.NewCard(container.NewStack(s.told, s.paper))
	return s
}

// show tells how far it has come.
func (s *side) show(v desk.BacklogView) {
	w := s.words
	s.column.Objects = nil
	heading := func(key string) {
		s.column.Add(control.NewText(w.Say("backlog.side."+key), control.Style{Bold: true, Wrap: true}))
	}
	line := func(sentence string) { s.column.Add(control.NewText(sentence, control.Style{Wrap: true})) }
	s.done.Start(w.Say("backlog.side.done"))
	s.done.Set(v.Progress.Done, v.Progress.Total)
	if v.Progress.Total == 0 {
		s.done.Stop()
	}
	if kinds := leftByKind(v); len(kinds) > 0 {
		heading("kinds")
		for _, k := range kinds {
			line(w.Say("backlog.count", "label", s.host.Session().KindTitle(k.kind), "n", k.left))
		}
	}
	if groups := waiting(v.Groups[entry.ByResponsible]); len(groups) > 0 {
		heading("whom")
		for _, g := range groups {
			line(w.Say("backlog.count", "label", g.Label, "n", g.Waiting))
		}
	}
	if at := s.working(); len(at) > 0 {
		heading("working")
		for _, who := range at {
			line(who)
		}
	}
	for _, c := range v.Closed {
		lines := closedLines(w, c)
		s.column.Add(control.NewNoticeBox(control.ToneNotice, lines.Title, control.Plain(lines.Subtitle)))
	}
	s.all.Refresh()
}

type kindLeft struct {
	kind entry.Kind
	left int
}

// leftByKind counts what isn't done, the most first.
func leftByKind(v desk.BacklogView) []kindLeft {
	left := map[entry.Kind]int{}
	for _, t := range v.Tallies {
		left[t.Kind] += t.Total - t.Done
	}
	var list []kindLeft
	for kind, n := range left {
		if n > 0 {
			list = append(list, kindLeft{kind, n})
		}
	}
	slices.SortFunc(list, func(a, b kindLeft) int {
		return cmp.Or(cmp.Compare(b.left, a.left), strings.Compare(string(a.kind), string(b.kind)))
	})
	return list
}

// waiting are the groups with something to enter, the most first.
func waiting(groups []entry.Group) []entry.Group {
	kept := slices.DeleteFunc(slices.Clone(groups), func(g entry.Group) bool { return g.Waiting == 0 })
	slices.SortStableFunc(kept, func(a, b entry.Group) int { return cmp.Compare(b.Waiting, a.Waiting) })
	return kept
}

// working are those who said that they are entering something now, and until when.
func (s *side) working() []string {
	rows := s.host.Session().BacklogRows(desk.BacklogFilter{State: entry.StateClaimed})
	var order []string
	at := map[string]*desk.BacklogRow{}
	count := map[string]int{}
	for i := range rows {
		who := rows[i].ClaimedBy.Identity + rows[i].ClaimedBy.Name
		if at[who] == nil {
			order = append(order, who)
		}
		if at[who] == nil || rows[i].ClaimedUntil.After(at[who].ClaimedUntil) {
			at[who] = &rows[i]
		}
		count[who]++
	}
	lines := make([]string, len(order))
	for i, who := range order {
		r := at[who]
		name := r.ClaimedBy.Name
		if r.ClaimedByMe {
			name = s.words.Say("backlog.you")
		}
		lines[i] = s.words.Say("backlog.works", "name", name, "n", count[who], "until", clock(s.words, r.ClaimedUntil))
	}
	return lines
}

// paperOf is a page of the paper that an entry was written on.
type paperOf struct {
	label string
	show  func()
}

// papers are the scanned pages, and the pictures, of the paper that an entry was written on.
func (s *sheet) papers(r desk.BacklogRow) []paperOf {
	var list []paperOf
	add := func(label string, fetch func(context.Context) ([]byte, error)) {
		list = append(list, paperOf{label, func() { s.of.side.showPaper(fetch) }})
	}
	if form, err := s.session.FormOf(r.Paper.Number); err == nil {
		for _, scan := range form.Scans {
			if !strings.HasPrefix(scan.Media, "image/") {
				continue
			}
			add(s.words.Say("backlog.paper_page", "n", max(1, scan.Page)), func(ctx context.Context) ([]byte, error) {
				_, raw, err := s.session.OpenDocument(ctx, scan.Document, "")
				return raw, err
			})
		}
	}
	for i, id := range r.Paper.Pictures {
		add(s.words.Say("notes.picture", "n", i+1), func(ctx context.Context) ([]byte, error) {
			_, raw, err := s.session.Picture(ctx, r.ID, id)
			return raw, err
		})
	}
	return list
}

// paperWidth is how wide a paper is drawn, in base sizes.
const paperWidth = 28

// showPaper shows a page. It is fetched, and noted as read, only when it is asked for, and lies in memory
// no longer than it is shown.
func (s *side) showPaper(fetch func(context.Context) ([]byte, error)) {
	s.drawing.Ask(func(ctx context.Context) (fyne.CanvasObject, error) {
		raw, err := fetch(ctx)
		if err != nil {
			return nil, err
		}
		return page.Picture(raw, look.Size(look.SizeBase)*paperWidth)
	}, func(drawn fyne.CanvasObject, err error) {
		if err != nil {
			s.host.Fail(err)
			return
		}
		s.picture.Objects = []fyne.CanvasObject{drawn}
		s.told.Hide()
		s.paper.Show()
		s.changed()
	})
}

func (s *side) hidePaper() {
	s.drawing.Drop()
	s.picture.Objects = nil
	if s.paper.Visible() {
		s.paper.Hide()
		s.told.Show()
		s.changed()
	}
}
