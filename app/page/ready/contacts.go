package ready

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/internal/access"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/outage"
)

// contactRoles are what somebody can be called for, in the order in which they are offered.
var contactRoles = []outage.ContactRole{outage.ContactServiceDesk, outage.ContactSupport, outage.ContactAfterHours, outage.ContactOnCall,
	outage.ContactVendor, outage.ContactHead, outage.ContactManager, outage.ContactRestart, outage.ContactUnitPhone}

// contacts is the unit's contact book: whom to call and write to, in that order.
type contacts struct {
	*screen
	*board[outage.Contact]
	quiet *control.QuietMessage
	add   *control.Button
	which *control.Select // of the contacts are shown
	may   bool
}

// shown are the choices of which contacts are shown: all, the list for text messages, those that can't be
// called.
var shown = []struct {
	key  string
	does func(outage.Contact) bool
}{
	{"readypage.contacts.all", func(outage.Contact) bool { return true }},
	{"readypage.contacts.sms", func(c outage.Contact) bool { return c.Role == outage.ContactUnitPhone }},
	{"readypage.contacts.vendors", func(c outage.Contact) bool { return c.Role == outage.ContactVendor }},
	{"readypage.contacts.without", func(c outage.Contact) bool { return c.Number == "" }},
}

func newContacts(s *screen) *contacts {
	p := &contacts{screen: s, quiet: control.NewQuietMessage(), may: s.Session().May(access.RightUnit) == nil}
	p.quiet.Hide()
	p.add = control.NewPrimary(s.words.Say("readypage.contacts.add"), theme.ContentAddIcon(), func() { p.form(p.editing(outage.Contact{Role: outage.ContactUnitPhone})) })
	buttons := control.Flow(look.Gap)
	if p.may {
		buttons.Add(p.add)
	}
	buttons.Add(printButton(s, "readypage.contacts.print", desk.PrintContacts))
	var options []string
	for _, choice := range shown {
		options = append(options, s.words.Say(choice.key))
	}
	p.which = control.NewSelect(options, "", nil)
	p.which.SetSelectedIndex(0)
	p.which.OnChanged = func(string) { p.open("") }
	above := control.Stack(look.Gap, buttons, p.which)
	p.board = newBoard(func(c outage.Contact) string { return c.ID }, p.lines, p.showContact,
		control.NewEmpty(theme.AccountIcon(), s.words.Say("readypage.contacts.none"), s.words.Say("readypage.contacts.none_what"), "", nil), above)
	return p
}

func (p *contacts) view() fyne.CanvasObject { return p.content }

func (p *contacts) focus() fyne.Focusable { return p.board.focus(p.add) }

func (p *contacts) leave() { p.none() }

// open reads the book anew, in the order in which it is called. What is asked for is shown whatever was
// chosen to be shown before.
func (p *contacts) open(topic string) {
	rows := p.Session().Contacts()
	does := shown[max(0, p.which.SelectedIndex())].does
	rows = slices.DeleteFunc(rows, func(c outage.Contact) bool { return !does(c) && c.ID != topic })
	missing := 0
	for _, c := range rows {
		if c.Number == "" {
			missing++
		}
	}
	p.count.SetText(p.words.Count("readypage.contacts.count", len(rows), "missing", missing))
	p.set(rows, topic)
}

func (p *contacts) lines(c outage.Contact) control.TwoLines {
	w := p.words
	var parts []string
	if c.Number != "" {
		parts = append(parts, c.Number)
	}
	parts = append(parts, w.Say("outage.contact."+string(c.Role)))
	if c.Customer != "" {
		parts = append(parts, w.Say("readypage.contacts.customer_row", "number", c.Customer))
	}
	if c.Carrier != "" {
		parts = append(parts, w.Say("readypage.contacts.carrier_row", "who", c.Carrier))
	}
	lines := control.TwoLines{Title: c.Name, Subtitle: strings.Join(parts, " · ")}
	if c.Number == "" {
		lines.Marks = []control.Mark{{Text: w.Say("readypage.contacts.no_number"), Color: look.Outage}}
	}
	return lines
}

// showContact shows a contact: to be changed, or as it is for who may not.
func (p *contacts) showContact(c outage.Contact) {
	if p.may {
		p.put(p.editing(c))
		return
	}
	w := p.words
	p.put(control.Stack(look.Space, control.Title(c.Name), control.NewFieldGrid(w,
		control.Fact{Label: w.Say("readypage.contacts.role"), Value: w.Say("outage.contact." + string(c.Role))},
		control.Fact{Label: w.Say("readypage.contacts.number"), Value: c.Number, Large: true},
		control.Fact{Label: w.Say("readypage.contacts.hours"), Value: w.Say(hoursKey(c.Hours))},
		control.Fact{Label: w.Say("readypage.contacts.customer"), Value: c.Customer},
		control.Fact{Label: w.Say("readypage.contacts.unit"), Value: c.Unit}, control.Fact{Label: w.Say("readypage.contacts.carrier"), Value: c.Carrier},
		control.Fact{Label: w.Say("readypage.contacts.groups"), Value: strings.Join(c.Groups, ", ")}, control.Fact{Label: w.Say("readypage.contacts.note"), Value: c.Note}),
		control.Quiet(w.Explain(p.Session().May(access.RightUnit)))))
}

func hoursKey(h outage.Hours) string {
	if h == outage.HoursAlways {
		return "readypage.contacts.hours.always"
	}
	return "readypage.contacts.hours." + string(h)
}

// with is the book with one contact changed, or added last where it is new.
func with(book []outage.Contact, c outage.Contact) []outage.Contact {
	book = slices.Clone(book)
	for i := range book {
		if book[i].ID == c.ID && c.ID != "" {
			book[i] = c
			return book
		}
	}
	return append(book, c)
}

// moved is the book with one contact called earlier or later by one place.
func moved(book []outage.Contact, id string, by int) []outage.Contact {
	book = slices.Clone(book)
	i := slices.IndexFunc(book, func(c outage.Contact) bool { return c.ID == id })
	if to := i + by; i >= 0 && to >= 0 && to < len(book) {
		book[i], book[to] = book[to], book[i]
	}
	return book
}

// without is the book without one contact.
func without(book []outage.Contact, id string) []outage.Contact {
	return slices.DeleteFunc(slices.Clone(book), func(c outage.Contact) bool { return c.ID == id })
}
