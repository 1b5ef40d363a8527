package users

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/internal/access"
	"avbrottsparm/internal/desk"
)

// recovery is the recovery code: whether somebody has it on paper, and a new one.
type recovery struct {
	*screen
	replace *control.Button
	column  *fyne.Container
	content fyne.CanvasObject
}

func newRecovery(s *screen) *recovery {
	r := &recovery{screen: s, column: control.Stack(look.Space)}
	r.replace = control.NewButton(s.words.Say("accounts.recovery_replace"), look.IconKey(), r.ask)
	inside := container.New(layout.NewCustomPaddedLayout(0, 0, look.Step, look.Wide), r.column)
	r.content = control.NewCard(container.NewVScroll(control.NewReading(inside)))
	return r
}

func (r *recovery) view() fyne.CanvasObject { return r.content }

func (r *recovery) focus() fyne.Focusable {
	if !hasAll(r.Session().User()) {
		return nil
	}
	return r.replace
}

// leave takes a code off the screen.
func (r *recovery) leave() { r.open() }

func (r *recovery) open() {
	w := r.words
	state := control.NewNoticeBox(control.ToneGood, w.Say("accounts.recovery_confirmed"), nil)
	if r.Session().RecoveryUnconfirmed() {
		state = control.NewNoticeBox(control.ToneNotice, w.Say("accounts.recovery_unconfirmed"), control.Plain(w.Say("accounts.recovery_unconfirmed_what")))
	}
	var how fyne.CanvasObject = control.Beside(look.Gap, r.replace)
	if !hasAll(r.Session().User()) {
		how = control.Quiet(w.Say("accounts.recovery_who", "who", strings.Join(r.whoMay(), "; ")))
	}
	r.put(control.Title(w.Say("accounts.tab.recovery")), control.Plain(w.Say("accounts.recovery_what")), state, how)
}

// hasAll tells whether somebody has every area, which a new code is made from.
func hasAll(u access.User) bool {
	has := u.HasAreas()
	return !slices.ContainsFunc(access.Areas(), func(a access.Area) bool { return !slices.Contains(has, a) })
}

// whoMay are the names and titles of those who may make a new code.
func (r *recovery) whoMay() []string {
	var who []string
	for _, u := range r.Session().Users() {
		if hasAll(u) && u.Role.May(access.RightUsers) {
			who = append(who, r.words.Say("shell.who", "name", u.Name, "title", u.Title))
		}
	}
	return who
}

func (r *recovery) put(objects ...fyne.CanvasObject) {
	r.column.Objects = objects
	r.content.Refresh()
}

// ask says what a new code means, and makes one on a yes.
func (r *recovery) ask() {
	w := r.words
	quiet := control.NewQuietMessage()
	quiet.Hide()
	no := control.NewButton(w.Say("accounts.cancel"), nil, r.open)
	yes := control.NewPrimary(w.Say("accounts.recovery_yes"), look.IconKey(), func() {
		quiet.Show()
		r.content.Refresh()
		do(r.screen, quiet, "accounts.working", func(ctx context.Context, b *desk.Session) (string, error) { return b.ReplaceRecovery(ctx) }, func(code string, err error) {
			if err == nil {
				r.show(code)
			}
			r.content.Refresh()
		})
	})
	what := control.Stack(look.Gap)
	for _, key := range []string{"old", "keys", "paper"} {
		what.Add(control.Plain(w.Say("accounts.recovery_ask." + key)))
	}
	r.put(control.Title(w.Say("accounts.tab.recovery")), control.NewNoticeBox(control.ToneNotice, w.Say("accounts.recovery_ask"),
		control.Stack(look.Space, what, control.Beside(look.Gap, no, yes), quiet)))
	r.Window().Canvas().Focus(no)
}

// show shows the new code until somebody says that they have it on paper.
func (r *recovery) show(code string) {
	w := r.words
	once := page.Once{
		Title: w.Say("accounts.recovery_new"), Intro: w.Say("accounts.recovery_new_what"),
		Codes:   []page.Code{{Title: w.Say("setup.secrets.code"), Value: code, Why: w.Say("setup.secrets.code_why")}},
		Written: w.Say("accounts.recovery_written"), Proceed: w.Say("accounts.done"), Then: r.confirm,
	}
	if r.print != nil {
		session := r.Session()
		once.Print = func(ctx context.Context) error {
			drawn, err := session.Envelope(ctx, desk.Secrets{RecoveryCode: code, PDFPassphrase: session.Unit().PDFPassphrase})
			if err != nil {
				return err
			}
			return r.print(ctx, drawn.PDF)
		}
	}
	content, focus := once.Content(w, r.Runner())
	r.put(content)
	r.Window().Canvas().Focus(focus)
	r.Changed()
	r.FinishKeys()
}

// confirm notes that the code is on paper.
func (r *recovery) confirm() {
	quiet := control.NewQuietMessage()
	do(r.screen, quiet, "accounts.working", func(ctx context.Context, b *desk.Session) (struct{}, error) {
		return struct{}{}, b.ConfirmRecovery(ctx)
	}, func(_ struct{}, err error) {
		if err != nil {
			r.Fail(err)
			return
		}
		r.Tell(r.words.Say("accounts.recovery_done"))
		r.open()
		r.Changed()
	})
}
