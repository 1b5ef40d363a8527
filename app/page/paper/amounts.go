package paper

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/internal/desk"
)

// amounts are how many: of empty forms, and the hours and persons of a stock pack.
type amounts struct {
	host    page.Host
	blanks  *number
	hours   *number
	persons *number
	stock   fyne.CanvasObject
	content *fyne.Container
}

// usualPersons is how many a stock pack is for until somebody says otherwise: a small route.
const usualPersons = 12

func newAmounts(h page.Host) *amounts {
	w := h.Words()
	a := &amounts{host: h, blanks: newNumber(h, w.Say("paperpage.blanks"), 1, desk.MostBlanks), hours: newNumber(h, w.Say("paperpage.hours"), desk.UsualHours, 24*7),
		persons: newNumber(h, w.Say("paperpage.persons"), usualPersons, 999)}
	a.stock = control.Even(look.Space, a.hours.field, a.persons.field)
	a.content = control.Stack(look.Gap, a.blanks.field, a.stock)
	return a
}

func (a *amounts) show(blanks, stock bool) {
	a.blanks.field.Hidden, a.content.Hidden = !blanks, !blanks && !stock
	a.stock.Hide()
	if stock {
		a.stock.Show()
	}
}

// read puts the amounts that are asked for into an order, or says what is wrong.
func (a *amounts) read(out *desk.Order) bool {
	if !a.blanks.field.Hidden {
		n, ok := a.blanks.read()
		if !ok {
			return false
		}
		out.Blanks = n
	}
	if a.stock.Visible() {
		hours, ok := a.hours.read()
		if !ok {
			return false
		}
		persons, ok := a.persons.read()
		if !ok {
			return false
		}
		out.Hours, out.Persons = hours, persons
	}
	return true
}

// number is a field for a whole number from one up.
type number struct {
	host  page.Host
	entry *control.Entry
	field *control.Field
	most  int
}

func newNumber(h page.Host, label string, usual, most int) *number {
	n := &number{host: h, most: most, entry: control.NewEntry("")}
	n.entry.Replace = true
	n.entry.SetText(strconv.Itoa(usual))
	n.field = control.NewField(h.Words(), label, "", n.entry)
	n.entry.OnChanged = func(string) { n.field.SetFault("") }
	return n
}

func (n *number) read() (int, bool) {
	value, err := strconv.Atoi(strings.TrimSpace(n.entry.Text))
	if err != nil || value < 1 || value > n.most {
		n.field.SetFault(n.host.Words().Say("paperpage.bad_number", "most", n.most))
		n.host.Window().Canvas().Focus(n.entry)
		return 0, false
	}
	return value, true
}
