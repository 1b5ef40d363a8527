package safety

import (
	"context"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
	retain "avbrottsparm/internal/retention"
	"avbrottsparm/internal/text"
)

// retention is the part that says how long things are kept, what is due and when, and what has
// gone.
type retention struct {
	host  page.Host
	words *text.Words

	due      *fyne.Container
	days     *control.Entry
	warn     *control.Entry
	decision *control.Entry
	keep     map[retain.Law]*control.Entry
	save     *control.Button
	work     *work
	purge    *purge
	scroll   *container.Scroll
	all      *fyne.Container
	filled   bool // the fields hold the rules, or what somebody has changed in them
}

func newRetention(h page.Host, files page.Files) *retention {
	w := h.Words()
	r := &retention{host: h, words: w, due: control.Stack(look.Step), keep: map[retain.Law]*control.Entry{}}
	r.days, r.warn, r.decision = control.NewEntry(""), control.NewEntry(""), control.NewEntry(w.Say("safety.keep.decision_example"))
	r.save = control.NewPrimary(w.Say("safety.keep.save"), theme.DocumentSaveIcon(), r.store)
	r.work = newWork(h, func() { r.resized() })
	r.work.presses = []*control.Button{r.save}
	replica := control.NewSection(w.Say("safety.keep.replica"), control.Stack(look.Space-look.Step, r.due,
		control.Even(look.Space, control.NewField(w, w.Say("safety.keep.days"), "", r.days), control.NewField(w, w.Say("safety.keep.warn"), "", r.warn))))
	laws := control.Even(look.Space)
	for _, law := range retain.Laws() {
		r.keep[law] = control.NewEntry(w.Say("safety.keep.for_ever"))
		laws.Add(control.NewField(w, w.Say("retention.law."+string(law)), "", r.keep[law]))
	}
	entries := control.NewSection(w.Say("safety.keep.entries"), control.Stack(look.Space-look.Step, control.Quiet(w.Say("safety.keep.entries_why")),
		control.NewField(w, w.Say("safety.keep.decision"), w.Say("safety.keep.decision_hint"), r.decision),
		control.Plain(w.Say("safety.keep.after")), laws, control.Quiet(w.Say("safety.keep.log", "years", retain.LogYears))))
	left := control.Stack(look.Space, replica, entries)
	r.purge = newPurge(h, files, func() { r.resized() }, r.show)
	r.scroll = control.NewHalves(left, r.purge.all)
	r.all = container.NewBorder(nil, footed(r.save, r.work.content), nil, nil, r.scroll)
	return r
}

func (r *retention) content() fyne.CanvasObject { return r.all }
func (r *retention) focus() fyne.Focusable      { return r.days }

func (r *retention) open() {
	r.work.shown = true
	r.purge.open()
	r.show()
}

func (r *retention) leave() {
	r.work.shown = false
	r.purge.leave()
}

func (r *retention) resized() {
	if r.scroll != nil {
		r.scroll.Content.Refresh()
		r.all.Refresh()
	}
}

// show tells how things stand. Fields keep what somebody has typed and not saved.
func (r *retention) show() {
	kept := r.host.Session().Retention()
	r.due.Objects = nil
	for _, line := range dueLines(r.words, r.host.Session(), kept) {
		r.due.Add(line)
	}
	if !r.filled {
		r.fill(kept.Rules)
	}
	r.purge.show(kept)
	r.resized()
}

func (r *retention) fill(rules retain.Rules) {
	r.filled = true
	r.days.SetText(strconv.Itoa(rules.ReplicaDays))
	r.warn.SetText(strconv.Itoa(rules.WarnDays))
	r.decision.SetText(rules.Decision)
	for law, field := range r.keep {
		field.SetText("")
		if days, ok := rules.KeepDays[law]; ok {
			field.SetText(strconv.Itoa(days))
		}
	}
}

// dueLines say what is due and when.
func dueLines(w *text.Words, session *desk.Session, kept desk.Retained) []fyne.CanvasObject {
	var all []fyne.CanvasObject
	now := session.Now()
	switch {
	case !kept.Purged.IsZero():
		all = append(all, control.Plain(w.Say("safety.keep.gone", "when", w.When(kept.Purged.In(care.Stockholm), now))))
	case kept.Items == 0 || kept.Newest.IsZero():
		all = append(all, control.Plain(w.Say("safety.keep.empty")))
	default:
		newest := kept.Newest.In(care.Stockholm)
		all = append(all, control.Plain(w.Say("safety.keep.newest", "when", w.When(newest, now))))
		switch {
		case kept.Warn && kept.Left > 0:
			all = append(all, control.NewText(w.Count("safety.keep.goes_soon", kept.Left), control.Style{Wrap: true, Bold: true, Color: look.Notice}))
		case kept.Warn:
			all = append(all, control.NewText(w.Say("safety.keep.waits"), control.Style{Wrap: true, Bold: true, Color: look.Notice}))
		default:
			all = append(all, control.Plain(w.Say("safety.keep.goes", "day", w.Day(newest.AddDate(0, 0, kept.Rules.ReplicaDays)))))
		}
	}
	if kept.Stay > 0 {
		all = append(all, control.Plain(w.Count("safety.keep.stay", kept.Stay)))
	}
	return all
}

// rules are those in the fields; what is no number counts as none, and is refused by its rule.
func (r *retention) rules() retain.Rules {
	rules := retain.Rules{ReplicaDays: number(r.days.Text), WarnDays: number(r.warn.Text), Decision: strings.TrimSpace(r.decision.Text)}
	for law, field := range r.keep {
		if strings.TrimSpace(field.Text) == "" {
			continue
		}
		if rules.KeepDays == nil {
			rules.KeepDays = map[retain.Law]int{}
		}
		rules.KeepDays[law] = number(field.Text)
	}
	return rules
}

// number reads a number of days; -1 for anything else.
func number(typed string) int {
	n, err := strconv.Atoi(strings.TrimSpace(typed))
	if err != nil {
		return -1
	}
	return n
}

func (r *retention) store() {
	session, rules := r.host.Session(), r.rules()
	begin(r.work, step[retain.Rules]{
		name: "set-retention", title: r.words.Say("safety.keep.saving"), stopped: r.words.Say("safety.stopped"),
		do: func(ctx context.Context, _ func(int, int)) (retain.Rules, error) {
			return rules, session.SetRetention(ctx, rules)
		},
		done: func(retain.Rules) result {
			r.filled = false
			r.show()
			return result{control.ToneGood, r.words.Say("safety.keep.saved"), nil}
		},
	})
}
