package backlog

import (
	"strings"

	"avbrottsparm/app/control"
	"avbrottsparm/app/task"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/entry"
)

// compare tells the second person what Lifecare shows of a signing, where the binder is connected. One
// question is for all signings that wait; it presses no button for anybody.
type compare struct {
	sheet *sheet
	ask   *control.Button
	said  *control.Text
	last  desk.SigningCheck
}

func newCompare(s *sheet) *compare {
	c := &compare{sheet: s, said: control.Quiet("")}
	c.ask = control.NewButton(s.words.Say("signingcheck.compare"), nil, c.run)
	return c
}

// show offers it for an entered signing, and tells what Lifecare showed after that was entered.
func (c *compare) show(r desk.BacklogRow) {
	offered := r.Kind == entry.KindSigning && r.State == entry.StateEntered && c.sheet.session.CanCheckSignings()
	c.ask.Hidden = !offered
	c.tell("")
	for _, row := range c.last.Rows {
		if offered && row.EntryID == r.ID && c.last.At.After(r.EnteredAt) {
			lines := row.Says
			if row.Shows != "" {
				lines = append([]string{row.Shows}, lines...)
			}
			c.tell(strings.Join(lines, "\n"))
		}
	}
}

func (c *compare) tell(said string) {
	c.said.SetText(said)
	c.said.Hidden = said == ""
}

// run asks Lifecare.
func (c *compare) run() {
	s := c.sheet
	c.ask.Disable()
	c.tell(s.words.Say("signingcheck.asking"))
	s.content.Refresh()
	task.Go(s.host.Runner(), "compare signings", s.session.CheckSignings, func(check desk.SigningCheck, err error) {
		c.ask.Enable()
		if err != nil {
			c.tell("")
			s.host.Fail(err)
		} else {
			c.last = check
		}
		if s.entry != nil {
			s.closing.show(*s.entry)
		}
		s.content.Refresh()
	})
}
