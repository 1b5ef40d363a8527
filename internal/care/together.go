package care

import (
	"slices"
	"strings"
)

// SameVisit tells whether two rows of a schedule are the halves of one double-staffed visit: they
// share an id, or both are marked as halves ("1/2") and start at the same time.
func SameVisit(x, y *Visit) bool {
	if x == y || x.PersonID == "" || x.PersonID != y.PersonID || x.Double == "" || y.Double == "" {
		return false
	}
	if !x.Day().Equal(y.Day()) || x.AnyTime != y.AnyTime || (x.ID != "" && x.ID == y.ID) {
		return false
	}
	if x.Double == y.Double && !strings.Contains(x.Double, "/") {
		return true
	}
	return x.Start.Equal(y.Start)
}

// Together puts the halves of double-staffed visits together, each pair where its first half
// stands; every other visit is alone.
func Together(visits []*Visit) [][]*Visit {
	taken := make([]bool, len(visits))
	var groups [][]*Visit
	for i, v := range visits {
		if taken[i] {
			continue
		}
		group := []*Visit{v}
		for j := i + 1; j < len(visits) && v.Double != ""; j++ {
			if !taken[j] && SameVisit(v, visits[j]) {
				group, taken[j] = append(group, visits[j]), true
			}
		}
		groups = append(groups, group)
	}
	return groups
}

// StaffOf names who makes the visits, each once: the staff, or the route where none is given.
func StaffOf(visits []*Visit) []string {
	var names []string
	for _, v := range visits {
		if name := joinNonEmpty("", firstOf(v.Staff, v.Route)); name != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

func firstOf(x, y string) string {
	if strings.TrimSpace(x) != "" {
		return x
	}
	return y
}

// DoubleStaff names all who make a double-staffed visit, looking for its other half among the
// visits at hand; nil when the visit is not double-staffed or the other half isn't there.
func DoubleStaff(v *Visit, among []*Visit) []string {
	halves := []*Visit{v}
	for _, other := range among {
		if SameVisit(v, other) {
			halves = append(halves, other)
		}
	}
	if names := StaffOf(halves); len(halves) > 1 && len(names) > 1 {
		return names
	}
	return nil
}
