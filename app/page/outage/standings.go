package outage

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/internal/outage"
	"avbrottsparm/internal/text"
)

// standings are the three groups of what runs out soon, what doesn't work and what does.
type standings struct {
	host    page.Host
	box     *fyne.Container
	shown   string // what stands there, to show anew only what has changed
	counted []counted
}

// counted is a row whose word is a countdown.
type counted struct {
	row   *control.StandingRow
	until time.Time
}

func newStandings(h page.Host) *standings {
	return &standings{host: h, box: control.Tall(look.Space, nil)}
}

// line is a system and what is to be said of some of its functions in one row.
type line struct {
	system outage.System
	still  outage.Still
	word   string    // of the row; a countdown where until is set
	until  time.Time // zero for no countdown
	says   []string
}

// group is where a function stands.
type group int

const (
	groupSoon group = iota
	groupNot
	groupWorks
	groups
)

// groupOf puts a function in its group, and says what stands there as its state: what has run out
// doesn't work any more.
func groupOf(f outage.FunctionState) (group, outage.Still) {
	switch {
	case f.Ran || f.Still == outage.StillNot:
		return groupNot, outage.StillNot
	case f.Still == outage.StillUntil:
		return groupSoon, f.Still
	}
	return groupWorks, f.Still
}

// linesOf gathers the functions of all systems in groups, one row for each system and word. Systems that
// nothing has happened to are named together, last.
func linesOf(w *text.Words, states []outage.State) (lines [groups][]line, untouched []outage.System) {
	for _, s := range states {
		if len(s.Functions) == 0 {
			if s.Still == outage.StillNot {
				lines[groupNot] = append(lines[groupNot], line{system: s.System, still: s.Still, word: stillWord(w, s.Still)})
			} else if s.System.PartOf == "" {
				untouched = append(untouched, s.System)
			}
			continue
		}
		for _, f := range s.Functions {
			in, still := groupOf(f)
			l := line{system: s.System, still: still, word: stillWord(w, still)}
			switch {
			case f.Ran:
				l.word = w.Say("outagepage.ran_out")
			case still == outage.StillUntil && !f.Until.IsZero():
				l.until = f.Until
			case still == outage.StillUntil && f.Long.SV != "":
				l.word = text.Capital(f.Long.In(w.Lang()))
			case still == outage.StillUntil:
				l.word = w.Say("outagepage.how_long_open")
			}
			l.says = []string{saysOf(w, f)}
			lines[in] = merge(lines[in], l)
		}
	}
	sortSoon(lines[groupSoon])
	return lines, untouched
}

// merge adds a row, or its words to the row of the same system that says the same.
func merge(lines []line, l line) []line {
	for i, other := range lines {
		if other.system.ID == l.system.ID && other.word == l.word && other.still == l.still && other.until.Equal(l.until) {
			lines[i].says = append(lines[i].says, l.says...)
			return lines
		}
	}
	return append(lines, l)
}

// sortSoon puts what runs out soonest first; what no clock counts comes last, in its order.
func sortSoon(lines []line) {
	for i := 1; i < len(lines); i++ {
		for j := i; j > 0 && before(lines[j], lines[j-1]); j-- {
			lines[j], lines[j-1] = lines[j-1], lines[j]
		}
	}
}

func before(a, b line) bool {
	return !a.until.IsZero() && (b.until.IsZero() || a.until.Before(b.until))
}

// saysOf is a function, its condition, and what to do instead.
func saysOf(w *text.Words, f outage.FunctionState) string {
	said := f.What.In(w.Lang())
	if f.If.SV != "" && f.Still == outage.StillIf {
		said += ": " + f.If.In(w.Lang())
	}
	parts := []string{strings.TrimSuffix(said, ".") + "."}
	if f.Open != "" && f.Still == outage.StillOpen {
		parts = append(parts, w.Say("outagepage.open_fact"))
	}
	if f.Unsure != "" {
		parts = append(parts, w.Say("outagepage.unsure_fact"))
	}
	if len(f.Instead) > 0 {
		parts = append(parts, w.Say("outagepage.instead", "what", inOrder(w, f.Instead)))
	}
	return strings.Join(parts, " ")
}

// inOrder are several things to do, one after the other in one line.
func inOrder(w *text.Words, list []text.Both) string {
	said := make([]string, len(list))
	for i, one := range list {
		said[i] = strings.TrimSuffix(one.In(w.Lang()), ".")
	}
	return strings.Join(said, "; ") + "."
}

// show brings the groups up to date; the keyboard stays where it is.
func (s *standings) show(states []outage.State) {
	w := s.host.Words()
	lines, untouched := linesOf(w, states)
	if now := signature(lines, untouched); now == s.shown {
		s.tick(s.host.Session().Now())
		return
	} else {
		s.shown = now
	}
	control.KeepFocus(s.host.Window().Canvas(), s.box, func() {
		s.box.RemoveAll()
		s.counted = nil
		for in, key := range []string{"outagepage.group.soon", "outagepage.group.not", "outagepage.group.works"} {
			if group(in) == groupSoon && len(lines[in]) == 0 {
				continue
			}
			s.box.Add(s.frame(group(in), w.Say(key), lines[in], untouched))
		}
		s.box.Refresh()
	})
	s.tick(s.host.Session().Now())
}

// over says that there is nothing left to count.
func (s *standings) over() {
	w := s.host.Words()
	if s.shown == "over" {
		return
	}
	s.shown, s.counted = "over", nil
	s.box.Objects = []fyne.CanvasObject{control.NewNoticeBox(control.ToneGood, w.Say("outagepage.over"), control.Plain(w.Say("outagepage.over_what")))}
	s.box.Refresh()
}

func signature(lines [groups][]line, untouched []outage.System) string {
	var all strings.Builder
	for in, list := range lines {
		for _, l := range list {
			all.WriteString(strings.Join(append([]string{string(rune('0' + in)), l.system.ID, string(l.still), l.word, l.until.String()}, l.says...), "|") + "\n")
		}
	}
	for _, s := range untouched {
		all.WriteString(s.ID + " ")
	}
	return all.String()
}

// frame is a group as a sheet with its heading in its colour.
func (s *standings) frame(in group, title string, lines []line, untouched []outage.System) fyne.CanvasObject {
	w := s.host.Words()
	rows := control.Tall(look.Space-look.Step, nil)
	for _, l := range lines {
		shape, ink := shapeOf(l.still)
		row := control.NewStandingRow(control.Standing{Shape: shape, Color: ink, Word: l.word, Title: l.system.Name.In(w.Lang()), Lines: l.says,
			Press: func() {
				s.host.Show(page.Place{Page: page.Outage, Part: page.OutageSystems, Topic: l.system.ID})
			}})
		rows.Add(row)
		if !l.until.IsZero() {
			s.counted = append(s.counted, counted{row, l.until})
		}
	}
	if in == groupWorks && len(untouched) > 0 {
		names := make([]string, len(untouched))
		for i, system := range untouched {
			names[i] = system.Name.In(w.Lang())
		}
		shape, ink := shapeOf(outage.StillWorks)
		rows.Add(control.NewStandingRow(control.Standing{Shape: shape, Color: ink, Word: w.Say("outagepage.untouched"), Lines: []string{strings.Join(names, ", ") + "."}}))
	}
	if len(rows.Objects) == 0 {
		rows.Add(control.Quiet(w.Say("outagepage.group.nothing")))
	}
	tone := [groups]control.Tone{control.ToneNotice, control.ToneFault, control.ToneGood}[in]
	return control.NewToned(tone, title, rows)
}

// tick counts down.
func (s *standings) tick(now time.Time) {
	for _, c := range s.counted {
		c.row.SetWord(left(s.host.Words(), c.until, now))
	}
}
