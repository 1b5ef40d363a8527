// Package start is the first screen, "Läget": whether all is normal, an outage goes on or one is being
// entered, the things that people come for and, always, "Något fungerar inte"; what needs doing, most
// urgent first and each with its one button, and how old the data of each kind is.
package start

import (
	"context"
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
	"avbrottsparm/internal/desk"
)

// refreshEvery is how often the screen looks again while it is shown.
const refreshEvery = time.Minute

type screen struct {
	host      page.Host
	condition *condition
	tiles     []*control.Tile // the last is "Något fungerar inte"
	duties    *fyne.Container
	ages      *fyne.Container
	content   fyne.CanvasObject
	stop      func()
	waits     waiting
	count     *task.Latest[int]     // of reviews
	arrived   *task.Latest[waiting] // of what came in
	// compared is the binder beside its paper.
	compared *task.Latest[papers]
}

// mostTiles is how many large actions stand at the top.
const mostTiles = 3

// actions are what people come for, the first of them that a role may do at the top.
var actions = []struct {
	key   string // worded "start.<key>" and "start.<key>_what"
	to    page.Name
	right access.Right
	icon  func() fyne.Resource
}{
	{"find", page.People, access.RightRead, theme.SearchIcon},
	{"write", page.Write, access.RightWrite, theme.DocumentCreateIcon},
	{"print", page.Paper, access.RightPrint, theme.DocumentPrintIcon},
	{"intake", page.Intake, access.RightImport, theme.DownloadIcon},
	{"users", page.Users, access.RightUsers, look.IconKey},
}

// New makes the screen.
func New(h page.Host) page.Page {
	w := h.Words()
	s := &screen{host: h, duties: control.Stack(look.Gap), ages: container.New(&grid{}), stop: func() {}, count: task.NewLatest[int](h.Runner(), "count reviews"),
		arrived: task.NewLatest[waiting](h.Runner(), "count arrivals"), compared: task.NewLatest[papers](h.Runner(), "compare paper")}
	for _, what := range actions {
		if len(s.tiles) < mostTiles && h.Session().May(what.right) == nil {
			s.tiles = append(s.tiles, control.NewTile(what.icon(), w.Say("start."+what.key), w.Say("start."+what.key+"_what"),
				func() { h.Show(page.Place{Page: what.to}) }))
		}
	}
	s.condition = newCondition(h)
	s.tiles = append(s.tiles, control.NewTile(theme.WarningIcon(), w.Say("start.trouble"), w.Say("start.trouble_what"), func() {
		h.Show(page.Place{Page: page.Outage, Part: page.OutageTrouble})
	}))
	top := container.New(&equal{})
	for _, tile := range s.tiles {
		top.Add(tile)
	}
	// The bar of the scroll lies over what it scrolls: the right edge keeps clear of it.
	s.content = container.NewVScroll(container.New(layout.NewCustomPaddedLayout(0, 0, 0, look.Space), control.Tall(look.Space, nil, s.condition.card, top,
		container.New(&columns{}, control.NewSection(w.Say("start.todo"), s.duties), control.NewSection(w.Say("start.ages"), s.ages)))))
	return s
}

// Content is the screen.
func (s *screen) Content() fyne.CanvasObject { return s.content }

// Focus is the first of the large actions.
func (s *screen) Focus() fyne.Focusable { return s.tiles[0] }

// Open brings the screen up to date, now and each minute while it is shown.
func (s *screen) Open(page.Place) {
	s.stop()
	s.stop = s.host.Runner().Every(refreshEvery, func() {
		s.refresh()
		s.countArrivals()
		s.countPapers()
	})
	s.refresh()
	s.countReviews()
	s.countArrivals()
	s.countPapers()
}

// Leave stops looking.
func (s *screen) Leave() {
	s.stop()
	s.count.Drop()
	s.arrived.Drop()
	s.compared.Drop()
}

// countReviews counts what waits for a reviewer, beside the window: the whole log is read for it.
func (s *screen) countReviews() {
	session := s.host.Session()
	if session.May(access.RightReview) != nil {
		return
	}
	s.count.Ask(func(ctx context.Context) (int, error) {
		lines, err := session.WaitingForReview(ctx)
		return len(lines), err
	}, func(n int, _ error) { // a log that can't be read whole is told where it is read
		if s.waits.reviews != n {
			s.waits.reviews = n
			s.refresh()
		}
	})
}

func (s *screen) refresh() {
	session := s.host.Session()
	st, now := session.Status(), session.Now()
	s.waits.live = session.RefreshState()
	if session.May(access.RightImport) != nil {
		s.waits.live.Held = nil // they can't answer
	}
	s.waits.papers.evening = session.EveningState()
	s.waits.papers.countFailed(session.Failed())
	s.waits.countDrills(session, now)
	s.condition.show(st, now)
	s.waits.view, _ = session.OpenOutage()
	s.showDuties(st, session.Drafts, now)
	s.ages.Objects = ageRows(s.host.Words(), st, now)
	if session.May(access.RightPrint) == nil {
		s.ages.Objects = append(s.ages.Objects, paperRows(s.host.Words(), s.waits.papers, now)...)
	}
	s.ages.Refresh()
	s.content.Refresh()
}

// dutiesFor are those duties that the opener may see to. How old the data is concerns everyone,
// also those who can't read in.
func dutiesFor(session *desk.Session, all []duty) []duty {
	var mine []duty
	for _, d := range all {
		if d.to.Page.For(session) != nil {
			if d.to.Page != page.Intake {
				continue
			}
			d.button = ""
		}
		mine = append(mine, d)
	}
	return mine
}

func (s *screen) showDuties(st desk.Status, drafts draftLister, now time.Time) {
	w := s.host.Words()
	s.duties.Objects = s.duties.Objects[:0]
	for _, d := range dutiesFor(s.host.Session(), append(outageCalls(w, s.waits.view, s.host.Session().Catalogue()), dutiesOf(w, st, s.waits, drafts, now)...)) {
		s.duties.Add(dutyRow(d, s.host.Show))
	}
	if len(s.duties.Objects) == 0 {
		s.duties.Add(control.NewNoticeBox(control.ToneGood, w.Say("start.calm"),
			control.Quiet(w.Say("start.checked", "time", w.Clock(now)))))
	}
	s.duties.Refresh()
}

// dutyRow is a sentence framed by its urgency, with its button at the right.
func dutyRow(d duty, show func(page.Place)) fyne.CanvasObject {
	var button fyne.CanvasObject = layout.NewSpacer()
	if d.button != "" {
		button = control.NewButton(d.button, nil, func() { show(d.to) })
	}
	full, soft, icon := look.Binder, look.BinderSoft, theme.InfoIcon()
	switch d.tone {
	case control.ToneFault:
		full, soft, icon = look.Outage, look.OutageSoft, theme.ErrorIcon()
	case control.ToneNotice:
		full, soft, icon = look.Notice, look.NoticeSoft, theme.WarningIcon()
	}
	words := container.New(layout.NewCustomPaddedLayout(0, 0, look.Gap, look.Gap),
		container.New(layout.NewCustomPaddedVBoxLayout(0), layout.NewSpacer(), control.Plain(d.sentence), layout.NewSpacer()))
	return container.NewStack(control.NewPlate(soft, full, 1, look.Corner), control.Padded(look.Gap+look.Step,
		container.NewBorder(nil, nil, container.NewCenter(control.NewSymbol(icon, full, 1)), container.NewCenter(button), words)))
}

// equal sets objects side by side, as wide and as high as each other.
type equal struct{}

// Layout is for Fyne.
func (equal) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	n := float32(len(objects))
	width := (size.Width - (n-1)*look.Space) / n
	for i, o := range objects {
		o.Resize(fyne.NewSize(width, size.Height))
		o.Move(fyne.NewPos(float32(i)*(width+look.Space), 0))
	}
}

// MinSize is for Fyne.
func (equal) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var least fyne.Size
	for _, o := range objects {
		least = least.Max(o.MinSize())
	}
	return least
}

// columns sets what needs doing beside the ages, the first in three fifths of the width or what
// the ages leave, or one below the other where the window is narrow.
type columns struct{}

const sideBySide = 54 // base characters

func (columns) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	left, right := objects[0], objects[1]
	if size.Width < sideBySide*look.Size(look.SizeBase) {
		left.Resize(fyne.NewSize(size.Width, left.MinSize().Height))
		height := left.MinSize().Height
		left.Resize(fyne.NewSize(size.Width, height))
		left.Move(fyne.NewPos(0, 0))
		right.Resize(fyne.NewSize(size.Width, right.MinSize().Height))
		right.Move(fyne.NewPos(0, height+look.Space))
		return
	}
	width := min((size.Width-look.Space)*3/5, size.Width-look.Space-right.MinSize().Width)
	left.Resize(fyne.NewSize(width, left.MinSize().Height))
	left.Resize(fyne.NewSize(width, left.MinSize().Height))
	left.Move(fyne.NewPos(0, 0))
	right.Resize(fyne.NewSize(size.Width-width-look.Space, right.MinSize().Height))
	right.Move(fyne.NewPos(width+look.Space, 0))
}

// MinSize leaves room for both below each other, so that neither is cut.
func (columns) MinSize(objects []fyne.CanvasObject) fyne.Size {
	if width := objects[0].Size().Width + objects[1].Size().Width; width > sideBySide*look.Size(look.SizeBase) && objects[1].Position().Y == 0 {
		return fyne.NewSize(0, max(objects[0].MinSize().Height, objects[1].MinSize().Height))
	}
	return fyne.NewSize(0, objects[0].MinSize().Height+look.Space+objects[1].MinSize().Height)
}
