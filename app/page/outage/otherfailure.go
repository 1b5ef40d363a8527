package outage

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/internal/outage"
)

// otherFailure chooses a failure by hand.
type otherFailure struct {
	host    page.Host
	chosen  func(outage.Broken)
	list    []outage.Failure
	which   *control.Select
	systems []string
	system  *control.Select
	place   *control.Entry
	scope   *fyne.Container
	content fyne.CanvasObject
}

func newOtherFailure(h page.Host, chosen func(outage.Broken)) *otherFailure {
	w := h.Words()
	o := &otherFailure{host: h, chosen: chosen, place: control.NewEntry(""), scope: container.NewStack()}
	o.which = control.NewSelect(nil, w.Say("outagepage.finding.choose"), nil)
	o.system = control.NewSelect(nil, w.Say("outagepage.finding.choose_system"), nil)
	o.content = control.Tall(look.Gap, nil, o.which, o.scope, control.Flow(look.Gap, control.NewButton(w.Say("outagepage.finding.start_other"), nil, o.choose)))
	return o
}

// renew lists the failures anew, none of them chosen.
func (o *otherFailure) renew() {
	w := o.host.Words()
	o.list = nil
	var names []string
	for _, f := range o.host.Session().Catalogue().Failures {
		if len(f.Follows) > 0 && f.Scope == outage.ScopeNone && len(f.Steps) == 0 {
			continue // it follows from others and is never chosen by itself
		}
		o.list, names = append(o.list, f), append(names, f.Name.In(w.Lang()))
	}
	o.which.OnChanged = nil
	o.which.SetOptions(names)
	o.which.ClearSelected()
	o.which.OnChanged = func(string) { o.scoped() }
	o.scope.RemoveAll()
}

// scoped asks which system, site or bank it is, where the failure is of one.
func (o *otherFailure) scoped() {
	w := o.host.Words()
	o.scope.RemoveAll()
	i := o.which.SelectedIndex()
	if i < 0 {
		return
	}
	switch o.list[i].Scope {
	case outage.ScopeSystem:
		var names []string
		o.systems, names = mainSystems(o.host)
		o.system.SetOptions(names)
		o.scope.Add(o.system)
	case outage.ScopeSite, outage.ScopeBank:
		o.scope.Add(control.NewField(w, w.Say("outagepage.finding.which."+string(o.list[i].Scope)), "", o.place))
	}
	o.content.Refresh()
}

func (o *otherFailure) choose() {
	i := o.which.SelectedIndex()
	if i < 0 {
		o.which.FocusGained()
		return
	}
	b := outage.Broken{Failure: o.list[i].ID}
	switch o.list[i].Scope {
	case outage.ScopeSystem:
		if at := o.system.SelectedIndex(); at >= 0 {
			b.Of = o.systems[at]
		}
	case outage.ScopeSite, outage.ScopeBank:
		b.Of = strings.TrimSpace(o.place.Text)
	}
	o.chosen(b)
}
