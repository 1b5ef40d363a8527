package safety

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

// verify is the part that tells whether anything is missing or altered: against the chains in the
// binder itself, and against a code on paper.
type verify struct {
	host      page.Host
	words     *text.Words
	mayRepair bool

	run    *control.Button
	repair *control.Button
	work   *work
	code   *control.Entry
	typed  *control.Field
	check  *control.Button
	answer *work
	scroll *container.Scroll
}

func newVerify(h page.Host, mayRepair bool) *verify {
	w := h.Words()
	v := &verify{host: h, words: w, mayRepair: mayRepair}
	v.run = control.NewPrimary(w.Say("safety.verify.run"), theme.ConfirmIcon(), v.verify)
	v.repair = control.NewButton(w.Say("safety.verify.repair"), theme.HistoryIcon(), v.mend)
	v.work = newWork(h, func() { v.resized() })
	v.work.presses = []*control.Button{v.run, v.repair}
	v.code = control.NewEntry("")
	v.code.OnChanged = func(string) { v.typed.SetFault(""); v.answer.show(nil) }
	v.code.OnSubmitted = func(string) { v.compare() }
	v.typed = control.NewField(w, w.Say("safety.head.code"), w.Say("safety.head.hint"), v.code)
	v.check = control.NewButton(w.Say("safety.head.check"), theme.SearchIcon(), v.compare)
	v.answer = newWork(h, func() { v.resized() })
	v.answer.presses = []*control.Button{v.check}
	left := control.NewSection(w.Say("safety.verify.title"), control.Stack(look.Space-look.Step,
		control.Quiet(w.Say("safety.verify.why")), v.work.content, container.NewHBox(v.run)))
	right := control.NewSection(w.Say("safety.head.title"), control.Stack(look.Space-look.Step,
		control.Quiet(w.Say("safety.head.why")), v.typed, container.NewHBox(v.check), v.answer.content))
	v.scroll = control.NewHalves(left, right)
	return v
}

func (v *verify) content() fyne.CanvasObject { return v.scroll }
func (v *verify) focus() fyne.Focusable      { return v.run }
func (v *verify) open()                      { v.work.shown, v.answer.shown = true, true }
func (v *verify) leave()                     { v.work.shown, v.answer.shown = false, false }

func (v *verify) resized() {
	if v.scroll != nil {
		v.scroll.Content.Refresh()
	}
}

func (v *verify) verify() {
	begin(v.work, step[ledger.Report]{
		name: "verify", title: v.words.Say("safety.verify.running"), stopped: v.words.Say("safety.verify.stopped"),
		do: v.host.Session().Verify, done: v.told,
	})
}

// told is the outcome in words: n of n, and everything that is wrong.
func (v *verify) told(r ledger.Report) result {
	w := v.words
	stack := control.Stack(look.Step,
		control.Plain(w.Say("safety.verify.counted", "opened", r.Opened, "records", r.Records, "chains", r.Chains)),
		control.Plain(w.Say("safety.verify.items", "items", r.Items, "drafts", r.Drafts)))
	if r.Withheld > 0 {
		stack.Add(control.Plain(w.Count("safety.verify.withheld", r.Withheld)))
	}
	if r.Purged > 0 {
		stack.Add(control.Plain(w.Count("safety.verify.purged", r.Purged)))
	}
	stack.Add(control.NewText(w.Say("safety.verify.code", "code", r.Head.Code()), control.Style{Copy: true, Wrap: true}))
	if r.OK() {
		return result{control.ToneGood, w.Say("safety.verify.ok"), stack}
	}
	for _, line := range page.Findings(w, r.Faults) {
		stack.Add(control.Plain(line))
	}
	if v.mayRepair {
		stack.Add(control.Plain(w.Say("safety.verify.repair_why")))
		stack.Add(container.NewHBox(v.repair))
	}
	return result{control.ToneFault, w.Say("safety.verify.wrong"), stack}
}

// mend brings back from the newest copy what the binder lacks or can no longer open.
func (v *verify) mend() {
	begin(v.work, step[ledger.Difference]{
		name: "repair", title: v.words.Say("safety.verify.repairing"), stopped: v.words.Say("safety.in.merge_stopped"),
		do: v.host.Session().Repair,
		done: func(d ledger.Difference) result {
			return result{control.ToneCalm, v.words.Say("safety.verify.repaired"),
				control.Stack(look.Step, lines(brought(v.words, d)), control.Plain(v.words.Say("safety.verify.again")))}
		},
	})
}

// compare looks for a code from paper.
func (v *verify) compare() {
	if v.code.Text == "" {
		v.typed.SetFault(v.words.Say("safety.head.empty"))
		v.resized()
		v.code.Focus()
		return
	}
	session, code := v.host.Session(), v.code.Text
	begin(v.answer, step[ledger.HeadMatch]{
		name: "check-head", title: v.words.Say("safety.head.checking"), stopped: v.words.Say("safety.verify.stopped"),
		do: func(ctx context.Context, _ func(int, int)) (ledger.HeadMatch, error) {
			return session.CheckHead(ctx, code)
		},
		done: v.matched,
	})
}

func (v *verify) matched(m ledger.HeadMatch) result {
	w := v.words
	if !m.Found {
		return result{control.ToneFault, w.Say("safety.head.missing"), control.Plain(w.Say("safety.head.missing_do"))}
	}
	when := w.When(m.At.In(care.Stockholm), v.host.Session().Now())
	return result{control.ToneGood, w.Say("safety.head.found", "when", when), control.Plain(w.Count("safety.head.since", m.Since))}
}
