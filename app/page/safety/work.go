package safety

import (
	"context"
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/app/task"
)

// result is how some work went, in words.
type result struct {
	tone  control.Tone
	title string
	more  fyne.CanvasObject // below the title; nil for nothing
}

// work is a place on a part for one thing at a time that runs beside the window: its progress, and
// then how it went.
type work struct {
	host     page.Host
	progress *control.Progress
	outcome  *fyne.Container
	content  *fyne.Container
	presses  []*control.Button // can't be pressed meanwhile
	job      *task.Job
	shown    bool   // the part is; an outcome is told elsewhere when it isn't
	resized  func() // lays out what stands around
	ended    func() // brings the outcome into view; nil where it always is
}

func newWork(h page.Host, resized func()) *work {
	p := &work{host: h, outcome: control.Stack(look.Gap), resized: resized}
	p.progress = control.NewProgress(h.Words(), "", func() {
		if p.job != nil {
			p.job.Cancel()
		}
	})
	p.content = control.Stack(look.Gap, p.progress, p.outcome)
	p.content.Hide()
	return p
}

func (p *work) busy() bool { return p.job != nil }

// show shows how it went; nil for nothing.
func (p *work) show(o fyne.CanvasObject) {
	p.outcome.Objects = nil
	if o != nil {
		p.outcome.Objects = []fyne.CanvasObject{o}
	}
	p.settle()
}

func (p *work) settle() {
	p.content.Hidden = !p.progress.Visible() && len(p.outcome.Objects) == 0
	p.content.Refresh()
	p.resized()
}

// step is something to do and how its end is worded.
type step[T any] struct {
	name    string // for developers
	title   string // above the progress
	stopped string // when it was broken off
	do      func(ctx context.Context, report func(done, total int)) (T, error)
	done    func(T) result
	// failed, if set, words faults of its own; ok is false for those that it doesn't know.
	failed func(error) (_ result, ok bool)
}

// begin starts work unless some is under way here.
func begin[T any](p *work, s step[T]) {
	if p.busy() {
		return
	}
	for _, b := range p.presses {
		b.Disable()
	}
	p.outcome.Objects = nil
	p.progress.Start(s.title)
	p.settle()
	ended := false
	job := task.Run(p.host.Runner(), task.Work[T]{Name: s.name, Do: s.do, Progress: p.progress.Set, Done: func(value T, err error) {
		ended = true
		p.release()
		p.tell(wordEnd(p, s, value, err))
	}})
	if !ended { // work that runs at once, in tests, is over already
		p.job = job
	}
}

func wordEnd[T any](p *work, s step[T], value T, err error) result {
	if err != nil && s.failed != nil {
		if r, ok := s.failed(err); ok {
			return r
		}
	}
	switch {
	case errors.Is(err, context.Canceled):
		return result{control.ToneCalm, s.stopped, nil}
	case err != nil:
		return result{control.ToneFault, p.host.Words().Explain(err), nil}
	}
	return s.done(value)
}

func (p *work) release() {
	p.job = nil
	p.progress.Stop()
	for _, b := range p.presses {
		b.Enable()
	}
}

// tell shows how it went, here or wherever one is now.
func (p *work) tell(r result) {
	p.show(control.NewNoticeBox(r.tone, r.title, r.more))
	if p.ended != nil {
		p.ended()
	}
	if !p.shown {
		p.host.Tell(r.title)
	}
	p.host.Changed()
}

// footed is the foot of a part that scrolls: what is above the button, and the button.
func footed(press *control.Button, above ...fyne.CanvasObject) fyne.CanvasObject {
	stack := control.Stack(look.Gap, above...)
	stack.Add(container.NewHBox(press))
	return container.New(layout.NewCustomPaddedLayout(look.Space-look.Step, 0, 0, 0), stack)
}
