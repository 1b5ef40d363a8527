package entry

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/form"
)

// Kind names a sort of entry. The names are part of the vault's format and of parm's words; what a
// kind asks for stands in its form.
type Kind string

// The kinds that were there before kinds had forms. Their entries don't say behind which wall they are.
const (
	KindNote       Kind = "note"        // journal note SoL/LSS (routine 5.3)
	KindHealthNote Kind = "health_note" // journal note HSL
)

// areas are the walls by the names that forms call them.
var areas = map[string]access.Area{
	form.AreaCommon:   access.AreaCommon,
	form.AreaSocial:   access.AreaSocial,
	form.AreaHealth:   access.AreaHealth,
	form.AreaCaseWork: access.AreaCaseWork,
}

// Areas are the walls behind which entries can lie.
func Areas() []access.Area {
	return []access.Area{access.AreaCommon, access.AreaSocial, access.AreaHealth, access.AreaCaseWork}
}

// Kinds are the sorts of entry that can be written: the forms that say how they are. The zero value
// has none.
type Kinds struct {
	forms []form.Form
	by    map[Kind]*form.Form
}

// NewKinds takes the kinds from forms; those that exist on paper only are passed over. The error is
// for whoever writes the files.
func NewKinds(forms []form.Form) (Kinds, error) {
	var k Kinds
	var wrong []error
	for _, f := range forms {
		if f.Entry == nil {
			continue
		}
		if slices.ContainsFunc(k.forms, func(other form.Form) bool { return other.Word() == f.Word() }) {
			wrong = append(wrong, fmt.Errorf("entry: the kind %q stands in two forms", f.Word()))
			continue
		}
		k.forms = append(k.forms, f)
	}
	slices.SortStableFunc(k.forms, func(a, b form.Form) int { return cmp.Compare(a.Entry.Order, b.Entry.Order) })
	k.by = make(map[Kind]*form.Form, len(k.forms))
	for i := range k.forms {
		k.by[Kind(k.forms[i].Word())] = &k.forms[i]
	}
	return k, errors.Join(wrong...)
}

// Form is the form of a kind.
func (k Kinds) Form(kind Kind) (form.Form, bool) {
	if f := k.by[kind]; f != nil {
		return *f, true
	}
	return form.Form{}, false
}

// Offered are the kinds in the order in which they are offered.
func (k Kinds) Offered() []Kind {
	list := make([]Kind, 0, len(k.forms))
	for _, f := range k.forms {
		list = append(list, Kind(f.Word()))
	}
	return list
}

// Walls are the areas behind which entries of the kind can lie: one, or more where a choice decides.
func (k Kinds) Walls(kind Kind) []access.Area {
	f, ok := k.Form(kind)
	if !ok {
		return nil
	}
	walls := []access.Area{areas[f.Area]}
	for _, w := range f.Entry.Walls {
		if area := areas[w.Area]; !slices.Contains(walls, area) {
			walls = append(walls, area)
		}
	}
	return walls
}

// Wall is the area behind which an entry belongs, by what was chosen in it; zero for a kind that
// isn't known.
func (k Kinds) Wall(e Entry) access.Area {
	f, ok := k.Form(e.Kind)
	if !ok {
		return 0
	}
	for _, w := range f.Entry.Walls {
		if w.If.Holds(e.Values) {
			return areas[w.Area]
		}
	}
	return areas[f.Area]
}

// Within makes the choice that decides the wall of a new entry, where the form's own area is closed to the
// author and a choice leads to one that isn't: a nurse's signing begins as a nurse's. What was chosen
// already stays.
func (k Kinds) Within(e Entry, open func(access.Area) bool) Entry {
	f, ok := k.Form(e.Kind)
	if !ok || open(areas[f.Area]) {
		return e
	}
	for _, w := range f.Entry.Walls {
		if e.Values[w.If.Field] != "" {
			return e
		}
	}
	for _, w := range f.Entry.Walls {
		if open(areas[w.Area]) {
			values := map[string]string{w.If.Field: w.If.Is[0]}
			maps.Copy(values, e.Values)
			e.Values = values
			return e
		}
	}
	return e
}
