package messages

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/outage"
	"avbrottsparm/internal/text"
)

// preview is what a message will look like, whom it goes to, and the ways to send it.
type preview struct {
	host    page.Host
	send    func(outage.Sent)
	column  *fyne.Container
	shown   string
	content fyne.CanvasObject
}

func newPreview(h page.Host, send func(outage.Sent)) *preview {
	p := &preview{host: h, send: send, column: control.Tall(look.Space, nil)}
	p.content = container.NewVScroll(container.New(layout.NewCustomPaddedLayout(0, 0, 0, look.Space), p.column))
	return p
}

// show makes the preview anew. Noted says that there is an outage that attempts are noted in.
func (p *preview) show(d outage.Draft, groups []outage.Group, noted bool) {
	w, now := p.host.Words(), p.host.Session().Now()
	sms := d.SMS(w, now)
	if shown := sms + d.Kanalen(w) + d.ReadOut(w); shown == p.shown && len(p.column.Objects) > 0 {
		return
	} else {
		p.shown = shown
	}
	p.column.RemoveAll()
	refused := p.host.Session().CheckMessage(d)
	p.column.Add(control.NewSection(w.Say("outagepage.message.sms"), p.text(sms, refused)))
	if namesSomebody(refused) { // nothing to scan, to copy or to read out
		p.column.Refresh()
		return
	}
	if refused == nil {
		for _, g := range groups {
			p.column.Add(p.group(g, sms, noted))
		}
		if len(groups) == 0 {
			p.column.Add(control.NewNoticeBox(control.ToneNotice, w.Say("outagepage.message.no_groups"), control.Plain(w.Say("outagepage.message.no_groups_what"))))
		}
	}
	p.column.Add(p.kanalen(d.Kanalen(w), noted))
	p.column.Add(p.readOut(d.ReadOut(w), noted))
	p.column.Refresh()
}

// text is the text message with its length, and what is wrong with it.
func (p *preview) text(sms string, refused error) fyne.CanvasObject {
	w := p.host.Words()
	counted := outage.CountSMS(sms)
	column := control.Tall(look.Gap, nil, control.NewText(sms, control.Style{Wrap: true, Copy: true}))
	count := w.Count("outagepage.message.parts", counted.Parts, "used", counted.Used, "left", counted.Left)
	style := control.Style{Wrap: true, Color: look.Quiet}
	if counted.Parts > outage.MostParts {
		style.Color, style.Bold = look.Outage, true
	}
	column.Add(control.NewText(count, style))
	if len(counted.Wide) > 0 {
		column.Add(control.NewText(w.Say("outagepage.message.wide", "signs", wideSigns(counted.Wide)), control.Style{Wrap: true, Color: look.Notice}))
	}
	if refused != nil {
		column.Add(control.NewText(w.Explain(refused), control.Style{Wrap: true, Color: look.Outage, Bold: true}))
	}
	if namesSomebody(refused) {
		return column
	}
	column.Add(control.Flow(look.Gap, control.NewButton(w.Say("control.copy"), theme.ContentCopyIcon(), func() { p.host.Copy(sms) })))
	return column
}

// namesSomebody tells that a message is refused because it says about a cared-for person.
func namesSomebody(refused error) bool {
	return text.IsFault(refused, "outage.person") || text.IsFault(refused, "outage.number")
}

func wideSigns(wide []rune) string {
	signs := make([]string, 0, len(wide))
	for _, r := range wide {
		signs = append(signs, string(r))
	}
	return strings.Join(slices.Compact(signs), " ")
}

// group is a group of recipients: those without a number by name, and the codes for a phone.
func (p *preview) group(g outage.Group, sms string, noted bool) fyne.CanvasObject {
	w := p.host.Words()
	column := control.Tall(look.Gap, nil)
	column.Add(control.Plain(w.Count("outagepage.message.numbers", len(g.Contacts), "who", contactNames(g.Contacts))))
	if len(g.Missing) > 0 {
		column.Add(control.NewText(w.Count("outagepage.message.missing", len(g.Missing), "who", contactNames(g.Missing)),
			control.Style{Wrap: true, Bold: true, Color: look.Notice}))
	}
	numbers := numbersOf(g.Contacts)
	if len(numbers) > 0 {
		column.Add(p.codes(numbers, sms))
	}
	if noted && len(numbers) > 0 {
		column.Add(control.Flow(look.Gap, control.NewButton(w.Say("outagepage.message.note"), theme.ConfirmIcon(), func() {
			p.send(outage.Sent{Channel: outage.ChannelSMS, Text: sms, Group: g.Name, Numbers: len(numbers)})
		})))
	}
	return control.NewSection(g.Name, column)
}

// codes are what a phone scans into a ready text message. Where one code does not hold all numbers, they
// are parted in several.
func (p *preview) codes(numbers []string, sms string) fyne.CanvasObject {
	w := p.host.Words()
	links, err := linksOf(numbers, sms)
	if err != nil {
		return control.NewText(w.Explain(err), control.Style{Wrap: true, Color: look.Notice})
	}
	row := control.Flow(look.Space)
	for i, link := range links {
		code := control.NewCode(link, look.Size(look.SizeBase)*codeSide)
		if code == nil {
			continue
		}
		said := w.Say("outagepage.message.scan")
		if len(links) > 1 {
			said = w.Say("outagepage.message.scan_part", "n", i+1, "total", len(links))
		}
		row.Add(container.NewVBox(code, control.Wide(codeSide, control.Quiet(said))))
	}
	return row
}

// codeSide is the side of a code with a whole message, in base characters: its dots are smaller than
// those of a number.
const codeSide = 15

// linksOf parts the numbers until each part fits in a code.
func linksOf(numbers []string, sms string) ([]string, error) {
	link, err := outage.SMSLink(numbers, sms)
	if err == nil {
		return []string{link}, nil
	}
	if len(numbers) < 2 {
		return nil, err
	}
	half := (len(numbers) + 1) / 2
	first, err := linksOf(numbers[:half], sms)
	if err != nil {
		return nil, err
	}
	second, err := linksOf(numbers[half:], sms)
	return append(first, second...), err
}

// kanalen is the text for the yellow box.
func (p *preview) kanalen(said string, noted bool) fyne.CanvasObject {
	w := p.host.Words()
	column := control.Tall(look.Gap, nil, control.NewCopyField(w, w.Say("outagepage.message.kanalen_what"), said, p.host.Copy))
	if noted {
		column.Add(control.Flow(look.Gap, control.NewButton(w.Say("outagepage.message.note_kanalen"), theme.ConfirmIcon(), func() {
			p.send(outage.Sent{Channel: outage.ChannelKanalen, Text: said})
		})))
	}
	return control.NewSection(w.Say("outagepage.message.kanalen"), column)
}

// readOut is what the carrier of the phone reads out to the shift, to be printed.
func (p *preview) readOut(said string, noted bool) fyne.CanvasObject {
	w := p.host.Words()
	buttons := control.Flow(look.Gap)
	if page.Paper.For(p.host.Session()) == nil {
		buttons.Add(control.NewButton(w.Say("outagepage.message.readout_print"), theme.DocumentPrintIcon(), func() {
			p.host.Show(page.Place{Page: page.Paper, Part: page.PaperPrint, Print: desk.PrintReadout, Message: said})
		}))
	}
	if noted {
		buttons.Add(control.NewButton(w.Say("outagepage.message.note_readout"), theme.ConfirmIcon(), func() {
			p.send(outage.Sent{Channel: outage.ChannelReadOut, Text: said})
		}))
	}
	return control.NewSection(w.Say("outagepage.message.readout"), control.Tall(look.Gap, nil, control.NewText(said, control.Style{Wrap: true, Copy: true}), buttons))
}

func contactNames(list []outage.Contact) string {
	names := make([]string, len(list))
	for i, c := range list {
		names[i] = c.Name
		if c.Carrier != "" {
			names[i] += " (" + c.Carrier + ")"
		}
	}
	return strings.Join(names, ", ")
}

func numbersOf(list []outage.Contact) []string {
	var numbers []string
	for _, c := range list {
		if c.Number != "" {
			numbers = append(numbers, c.Number)
		}
	}
	return numbers
}
