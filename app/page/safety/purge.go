package safety

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/app/task"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/text"
)

// purge is what can be purged by hand, and the certificates of what went.
type purge struct {
	host  page.Host
	words *text.Words
	files page.Files
	again func() // shows how things stand afterwards

	replica *control.Button
	entries *control.Button
	sure    *control.Confirm // about the replica
	surely  *control.Confirm // about entries
	work    *work
	list    *fyne.Container // of certificates
	latest  *task.Latest[[]desk.Certificate]
	all     fyne.CanvasObject
}

func newPurge(h page.Host, files page.Files, resized, again func()) *purge {
	w := h.Words()
	p := &purge{host: h, words: w, files: files, again: again, list: control.Stack(look.Gap),
		latest: task.NewLatest[[]desk.Certificate](h.Runner(), "list certificates")}
	p.work = newWork(h, resized)
	p.sure = control.NewConfirm("", w.Say("safety.purge.replica_yes"), w.Say("safety.purge.no"), func(yes bool) {
		resized()
		if yes {
			p.run("purge-replica", h.Session().PurgeReplica)
		}
	})
	p.surely = control.NewConfirm("", w.Say("safety.purge.entries_yes"), w.Say("safety.purge.no"), func(yes bool) {
		resized()
		if yes {
			p.run("purge-entries", h.Session().PurgeEntries)
		}
	})
	p.replica = control.NewButton(w.Say("safety.purge.replica"), theme.DeleteIcon(), func() {
		p.sure.AskWith(w.Count("safety.purge.replica_sure", h.Session().Retention().Items), w.Say("safety.purge.replica_what"))
		resized()
	})
	p.entries = control.NewButton(w.Say("safety.purge.entries"), theme.DeleteIcon(), func() {
		kept := h.Session().Retention()
		p.surely.AskWith(w.Count("safety.purge.entries_sure", kept.Entries, "decision", kept.Rules.Decision), w.Say("safety.purge.entries_what"))
		resized()
	})
	p.work.presses = []*control.Button{p.replica, p.entries}
	hand := control.NewSection(w.Say("safety.purge.title"), control.Stack(look.Space-look.Step, control.Quiet(w.Say("safety.purge.why")),
		container.NewHBox(p.replica), p.sure, container.NewHBox(p.entries), p.surely, p.work.content))
	p.all = control.Stack(look.Space, hand, control.NewSection(w.Say("safety.certificates"), p.list))
	return p
}

func (p *purge) open() {
	p.work.shown = true
	p.readCertificates()
}

func (p *purge) leave() {
	p.work.shown = false
	p.sure.Hide()
	p.surely.Hide()
}

// show lets only what is there be purged.
func (p *purge) show(kept desk.Retained) {
	if p.work.busy() {
		return
	}
	enable(p.replica, kept.Items > 0)
	enable(p.entries, kept.Entries > 0)
}

func enable(b *control.Button, on bool) {
	if on {
		b.Enable()
	} else {
		b.Disable()
	}
}

func (p *purge) run(name string, do func(context.Context) (desk.Certificate, error)) {
	begin(p.work, step[desk.Certificate]{
		name: name, title: p.words.Say("safety.purge.running"), stopped: p.words.Say("safety.stopped"),
		do: func(ctx context.Context, _ func(int, int)) (desk.Certificate, error) { return do(ctx) },
		done: func(c desk.Certificate) result {
			p.gone()
			return result{control.ToneGood, p.words.Count("safety.purge.done", c.Count(), "id", c.ID), nil}
		},
		failed: func(err error) (result, bool) {
			if !text.IsFault(err, "retention.copies") {
				return result{}, false
			}
			p.gone() // only the copies beside the binder remain to be made anew
			return result{control.ToneNotice, p.words.Explain(err), nil}, true
		},
	})
}

// gone shows how things stand after something went.
func (p *purge) gone() {
	p.again()
	p.readCertificates()
}

// readCertificates lists what went, newest first. There are few: a binder is purged some times a
// year.
func (p *purge) readCertificates() {
	p.latest.Ask(p.host.Session().Certificates, func(list []desk.Certificate, err error) {
		p.list.Objects = nil
		switch {
		case err != nil:
			p.list.Add(control.Plain(p.words.Explain(err)))
		case len(list) == 0:
			p.list.Add(control.Quiet(p.words.Say("safety.certificates.none")))
		}
		for _, c := range list {
			p.list.Add(p.row(c))
		}
		p.work.resized()
	})
}

func (p *purge) row(c desk.Certificate) fyne.CanvasObject {
	w := p.words
	title := w.Say("safety.certificate", "day", w.Day(c.At.In(care.Stockholm)), "what", w.Say("retention.purged."+string(c.What)))
	below := w.Say("safety.certificate.below", "id", c.ID, "n", c.Count(), "by", c.By)
	if c.Automatic {
		below = w.Say("safety.certificate.automatic", "id", c.ID, "n", c.Count())
	}
	save := control.NewButton(w.Say("safety.certificate.save"), theme.DocumentSaveIcon(), func() { p.save(c.ID) })
	return container.New(layout.NewBorderLayout(nil, nil, nil, save), save,
		control.Stack(0, control.NewText(title, control.Style{Wrap: true}), control.NewText(below, control.Style{Size: look.SizeSmall, Color: look.Quiet, Wrap: true})))
}

// save draws a certificate and saves it. It names nobody, so it opens without a passphrase.
func (p *purge) save(id string) {
	session := p.host.Session()
	begin(p.work, step[string]{
		name: "certificate", title: p.words.Say("safety.certificate.drawing"), stopped: p.words.Say("safety.stopped"),
		do: func(ctx context.Context, _ func(int, int)) (string, error) {
			job, err := session.CertificatePDF(ctx, id)
			if err != nil {
				return "", err
			}
			return p.files.Save(p.files.Folder, job.Name, job.PDF)
		},
		done: func(path string) result {
			return result{control.ToneGood, p.words.Say("safety.certificate.saved"), page.SavedAt(p.host, p.files, path)}
		},
	})
}
