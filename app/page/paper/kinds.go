package paper

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/internal/desk"
)

// kinds is the left column: what can be printed, group by group or by what is typed.
type kinds struct {
	offers []desk.Offer
	groups []desk.Group
	shown  []desk.Offer

	group   *control.Select
	search  *control.Search
	list    *control.TwoLineList
	none    *control.Text
	content fyne.CanvasObject
	picked  func(desk.Offer)
}

func newKinds(h page.Host, picked func(desk.Offer)) *kinds {
	w := h.Words()
	k := &kinds{offers: h.Session().Offers(), picked: picked}
	var names []string
	for _, group := range desk.Groups() {
		for _, o := range k.offers {
			if o.Group == group {
				k.groups, names = append(k.groups, group), append(names, group.Title(w))
				break
			}
		}
	}
	k.groups, names = append(k.groups, forOne), append(names, w.Say("paperpage.for_one"))
	k.list = control.NewTwoLineList(func() int { return len(k.shown) }, func(i int) control.TwoLines {
		return control.TwoLines{Title: k.shown[i].Title, Subtitle: k.shown[i].About}
	})
	k.list.OnPicked = func(i int) { k.picked(k.shown[i]) }
	k.group = control.NewSelect(names, "", func(string) { k.search.Clear(); k.show() })
	k.search = control.NewSearch(w.Say("paperpage.find_kind"), func(string) { k.show() })
	k.search.OnDown = func() { k.list.Focus() }
	k.none = control.Quiet(w.Say("paperpage.no_kind"))
	above := control.Stack(look.Gap, k.group, k.search, k.none)
	k.content = control.NewSection(w.Say("paperpage.what"), container.New(layout.NewBorderLayout(above, nil, nil, nil), above, k.list))
	return k
}

// show fills the list: with what is typed out of everything, else with the group.
func (k *kinds) show() {
	k.shown = nil
	words := strings.Fields(strings.ToLower(k.search.Text))
	for _, o := range k.offers {
		switch {
		case len(words) > 0 && holdsAll(strings.ToLower(o.Title+" "+o.About), words),
			len(words) == 0 && k.one() && o.Takes&(desk.TakesPerson|desk.NeedsPerson) != 0,
			len(words) == 0 && o.Group == k.chosen():
			k.shown = append(k.shown, o)
		}
	}
	slices.SortStableFunc(k.shown, func(x, y desk.Offer) int {
		switch {
		case len(words) > 0:
			return far(x, words) - far(y, words)
		case k.one():
			return usual(x.What) - usual(y.What)
		}
		return 0
	})
	k.none.Hidden = len(k.shown) > 0
	k.content.Refresh()
	k.list.Renew()
	k.list.Pick(0)
}

// forOne is the choice of all that can be printed about one person, whatever group it stands in.
const forOne desk.Group = "one"

func (k *kinds) chosen() desk.Group {
	if i := k.group.SelectedIndex(); i >= 0 {
		return k.groups[i]
	}
	return ""
}

// one tells whether what is chosen is meant for a person.
func (k *kinds) one() bool { return k.chosen() == forOne && strings.TrimSpace(k.search.Text) == "" }

// usual is what is most often wanted for one person, first.
func usual(what desk.What) int {
	wanted := []desk.What{desk.PrintPerson, desk.PrintFolder, desk.PrintBinder}
	if i := slices.Index(wanted, what); i >= 0 {
		return i
	}
	return len(wanted)
}

// far is how far a kind is from what is typed: what is called so comes before what only holds it, or
// Enter would print the whole binder for the sake of one form in it.
func far(o desk.Offer, words []string) int {
	switch title := strings.ToLower(o.Title); {
	case title == strings.Join(words, " "):
		return -1
	case strings.HasPrefix(title, words[0]) && holdsAll(title, words):
		return 0
	case holdsAll(title, words):
		return 1
	}
	return 2
}

// pickForOne chooses a kind among all that can be printed about one person.
func (k *kinds) pickForOne(what desk.What) {
	k.search.Clear()
	k.group.SetSelectedIndex(slices.Index(k.groups, forOne))
	k.pickShown(what)
}

func holdsAll(text string, words []string) bool {
	for _, word := range words {
		if !strings.Contains(text, word) {
			return false
		}
	}
	return true
}

// pick chooses a kind, wherever it stands; what was looked for before would hide it.
func (k *kinds) pick(what desk.What) {
	if k.search.Text != "" {
		k.search.Clear()
	}
	for _, o := range k.offers {
		if o.What != what {
			continue
		}
		for i, group := range k.groups {
			if group == o.Group && k.group.SelectedIndex() != i {
				k.group.SetSelectedIndex(i)
			}
		}
	}
	k.pickShown(what)
}

func (k *kinds) pickShown(what desk.What) {
	for i, o := range k.shown {
		if o.What == what {
			k.list.Pick(i)
		}
	}
}
