package after

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/outage"
)

// cyber is the drafts for the authority: within 24 hours, 72 hours and a month. Somebody else judges
// whether the outage is to be reported.
type cyber struct {
	host    page.Host
	id      string
	choice  *control.Options
	body    *fyne.Container
	content fyne.CanvasObject
}

func newCyber(h page.Host) *cyber {
	w := h.Words()
	c := &cyber{host: h, body: container.NewStack()}
	names := make([]string, len(outage.CyberKinds()))
	for i, kind := range outage.CyberKinds() {
		names[i] = w.Say("outagepage.cyber." + string(kind))
	}
	c.choice = control.NewOptions(names, false, func() { c.renew() })
	c.content = control.NewSection(w.Say("outagepage.cyber.title"), control.Tall(look.Gap, nil,
		control.Plain(w.Say("outagepage.cyber.judge")), c.choice, c.body))
	return c
}

// show is about another outage.
func (c *cyber) show(o outage.Outage) {
	c.id = o.ID
	c.renew()
}

func (c *cyber) renew() {
	w := c.host.Words()
	c.body.RemoveAll()
	for _, i := range c.choice.Chosen() {
		draft, err := c.host.Session().CyberDraft(c.id, outage.CyberKinds()[i])
		if err != nil {
			c.body.Add(control.NewNoticeBox(control.ToneFault, w.Explain(err), nil))
			continue
		}
		column := control.Tall(look.Gap, nil, control.Heading(draft.Title),
			control.NewText(w.Say("outagepage.cyber.due", "when", w.Moment(draft.Due.In(care.Stockholm))), control.Style{Bold: true, Wrap: true}))
		if draft.DueText != "" {
			column.Add(control.Quiet(draft.DueText))
		}
		for _, s := range draft.Sections {
			style := control.Style{Wrap: true, Copy: true}
			if s.Fill {
				style.Color = look.Notice
			}
			column.Add(control.Tall(0, nil, control.NewText(s.Heading, control.Style{Bold: true, Wrap: true}), control.NewText(s.Text, style)))
		}
		column.Add(control.Flow(look.Gap, control.NewButton(w.Say("outagepage.cyber.copy"), nil, func() { c.host.Copy(plainDraft(draft)) })))
		c.body.Add(column)
	}
	c.body.Refresh()
}

// plainDraft is a draft as text to paste.
func plainDraft(d outage.CyberReport) string {
	lines := []string{d.Title, d.DueText}
	for _, s := range d.Sections {
		lines = append(lines, "", s.Heading, s.Text)
	}
	return strings.Join(lines, "\n")
}
