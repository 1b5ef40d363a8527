package people

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/sheet"
)

// card is how to reach the person and those around them: home and keys, relatives in the order in
// which they are called, contacts.
func (s *screen) card(k *known) fyne.CanvasObject {
	sheets := control.Stack(look.Wide)
	if len(k.Warnings) == 0 {
		sheets.Add(control.Quiet(s.words.Say("people.warnings.none")))
	}
	if box := s.shield(k); box != nil {
		sheets.Add(box)
	}
	if away := s.absences(k); away != nil {
		sheets.Add(away)
	}
	if !k.covered() {
		sheets.Add(part(s.words.Say("people.home"), s.home(k)))
		if box := s.differences(k); box != nil {
			sheets.Add(box)
		}
		sheets.Add(part(s.words.Say("people.relatives"), s.relatives(k.Relatives)))
	}
	sheets.Add(part(s.words.Say("people.contacts"), s.contacts(k.Contacts)))
	if box := s.closed(k, access.AreaSocial, access.AreaCaseWork, access.AreaProtected); box != nil {
		sheets.Add(box)
	}
	return sheets
}

// part is a piece of a tab under its heading.
func part(title string, content fyne.CanvasObject) fyne.CanvasObject {
	return control.Stack(look.Gap, control.Heading(title), content)
}

// home is where the person lives, how the door is opened and how to call.
func (s *screen) home(k *known) fyne.CanvasObject {
	p, w := k.Person, s.words
	main := p.Address()
	codes, numbers := care.Doors(main, k.Keys())
	facts := []control.Fact{{Label: w.Say("people.address"), Value: main.Line()}}
	for _, other := range p.Addresses {
		if other != main {
			facts = append(facts, control.Fact{Label: w.Say("people.other_address"), Value: joined(", ", other.Line(), other.EntryCode)})
		}
	}
	facts = append(facts,
		control.Fact{Label: w.Say("people.code"), Value: strings.Join(codes, ", "), Large: len(codes) > 0},
		control.Fact{Label: w.Say("people.key"), Value: strings.Join(numbers, ", "), Large: len(numbers) > 0},
		control.Fact{Label: w.Say("people.phone"), Value: s.phones(p.Phones), Large: len(p.Phones) > 0})
	if len(p.Emails) > 0 {
		facts = append(facts, control.Fact{Label: w.Say("people.email"), Value: strings.Join(p.Emails, "\n")})
	}
	if note := strings.TrimSpace(p.Note); note != "" {
		facts = append(facts, control.Fact{Label: w.Say("people.note"), Value: note})
	}
	return control.NewFieldGrid(w, facts...)
}

// differences are what other sources say otherwise; nil when they agree.
func (s *screen) differences(k *known) fyne.CanvasObject {
	if len(k.Person.Differs) == 0 {
		return nil
	}
	lines := control.Stack(look.Step)
	for _, d := range k.Person.Differs {
		lines.Add(control.NewText(s.tell(k).Differs(d), control.Style{Wrap: true, Copy: true}))
	}
	return control.NewNoticeBox(control.ToneNotice, s.words.Say("people.differs"), lines)
}

// phones are numbers on lines of their own, each with where it rings.
func (s *screen) phones(phones []care.Phone) string {
	lines := make([]string, 0, len(phones))
	for _, phone := range phones {
		line := strings.TrimSpace(phone.Number)
		if line == "" {
			continue
		}
		if key := "people.phone." + strings.ToLower(phone.Type); s.words.Has(key) {
			line += " (" + s.words.Say(key) + ")"
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

// relatives are in the order in which they are called, the number to dial large.
func (s *screen) relatives(relatives []*care.Relative) fyne.CanvasObject {
	if len(relatives) == 0 {
		return control.Quiet(s.words.Say("people.relatives.none"))
	}
	list := control.Stack(look.Space)
	for i, r := range relatives {
		list.Add(s.relative(i+1, r))
	}
	return list
}

func (s *screen) relative(place int, r *care.Relative) fyne.CanvasObject {
	name := r.Name()
	if name == "" {
		name = s.words.Say("people.no_name")
	}
	lines := control.Stack(look.Step, control.NewText(joined(", ", name, r.Relation), control.Style{Bold: true, Wrap: true, Copy: true}),
		s.number(s.phones(r.Phones)), control.Plain(joined(" ", s.callingOrder(r), s.night(r.Night))))
	for _, more := range []string{r.Note, strings.Join(r.Emails, ", ")} {
		if strings.TrimSpace(more) != "" {
			lines.Add(control.NewText(more, control.Style{Wrap: true, Copy: true}))
		}
	}
	digit := control.NewText(fmt.Sprint(place), control.Style{Size: look.SizeLargest, Bold: true, Color: look.Binder})
	return container.NewBorder(nil, nil, control.Padded(look.Step, control.Stack(0, digit)), s.callCode(r.Phones), control.Padded(look.Step, lines))
}

// callSide is the side of a code to call: three dots of the screen for each of its own.
const callSide = 99

// callCode is a code that makes the phone which scans it call the first number that can be dialled;
// nil when there is none. A number that is protected by itself is not among them.
func (s *screen) callCode(phones []care.Phone) fyne.CanvasObject {
	for _, p := range phones {
		if code := sheet.CallCode(p.Number); code != "" && !p.Protected {
			return control.Stack(look.Step, control.NewCode(code, callSide), control.NewText(s.words.Say("people.call_code"),
				control.Style{Size: look.SizeSmall, Color: look.Quiet, Align: fyne.TextAlignCenter}))
		}
	}
	return nil
}

func (s *screen) callingOrder(r *care.Relative) string {
	if r.FirstContact {
		return s.words.Say("people.first")
	}
	return ""
}

// night says whether the relative may be called at night; that nobody has said is said too.
func (s *screen) night(may *bool) string {
	switch {
	case may == nil:
		return s.words.Say("people.night.unknown")
	case *may:
		return s.words.Say("people.night.yes")
	default:
		return s.words.Say("people.night.no")
	}
}

// number is a telephone number to read aloud or dial.
func (s *screen) number(lines string) fyne.CanvasObject {
	if lines == "" {
		return control.Quiet(s.words.Say("people.no_phone"))
	}
	return control.NewText(lines, control.Style{Size: look.SizeLarge, Bold: true, Wrap: true, Copy: true})
}

func (s *screen) contacts(contacts []*care.Contact) fyne.CanvasObject {
	if len(contacts) == 0 {
		return control.Quiet(s.words.Say("people.contacts.none"))
	}
	facts := make([]control.Fact, 0, len(contacts))
	for _, c := range contacts {
		role := c.Role
		if role == "" {
			role = s.words.Say("people.contact")
		}
		facts = append(facts, control.Fact{Label: role,
			Value: joined("\n", c.Name(), s.phones(c.Phones), strings.Join(c.Emails, ", "), c.Note)})
	}
	return control.NewFieldGrid(s.words, facts...)
}

// joined puts what is not empty together.
func joined(between string, parts ...string) string {
	var kept []string
	for _, part := range parts {
		if part = strings.TrimSpace(part); part != "" {
			kept = append(kept, part)
		}
	}
	return strings.Join(kept, between)
}
