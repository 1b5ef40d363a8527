package care_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"avbrottsparm/internal/care"
)

var evening = time.Date(2026, 11, 23, 21, 45, 0, 0, care.Stockholm)

func visit(id, person, staff, double string, start time.Time) *care.Visit {
	return &care.Visit{Meta: care.Meta{ID: id}, PersonID: person, Staff: staff, Double: double, Kind: care.VisitVisit,
		Start: start, End: start.Add(30 * time.Minute)}
}

func TestHalvesOfADoubleStaffedVisitAreFound(t *testing.T) {
	first := visit("a", "p", "Anna", "77", evening)
	for name, c := range map[string]struct {
		other *care.Visit
		want  bool
	}{
		"the same id":                   {visit("b", "p", "Bo", "77", evening.Add(5*time.Minute)), true},
		"another id, the same time":     {visit("b", "p", "Bo", "78", evening), true},
		"another id, another time":      {visit("b", "p", "Bo", "78", evening.Add(time.Hour)), false},
		"the same id, another day":      {visit("b", "p", "Bo", "77", evening.Add(24*time.Hour)), false},
		"the same id, another person":   {visit("b", "q", "Bo", "77", evening), false},
		"the same time, not double":     {visit("b", "p", "Bo", "", evening), false},
		"the very same row":             {first, false},
		"the same row, read once again": {visit("a", "p", "Anna", "77", evening), false},
	} {
		if got := care.SameVisit(first, c.other); got != c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
	if care.SameVisit(visit("a", "p", "Anna", "1/2", evening), visit("b", "p", "Bo", "1/2", evening.Add(time.Hour))) {
		t.Error("two halves that say 1/2 are one visit though an hour apart")
	}
	if !care.SameVisit(visit("a", "p", "Anna", "1/2", evening), visit("b", "p", "Bo", "2/2", evening)) {
		t.Error("1/2 and 2/2 at the same time are two visits")
	}
}

func TestHalvesStandWhereTheFirstOneStood(t *testing.T) {
	a, b, c := visit("a", "p", "Anna", "77", evening), visit("b", "q", "Anna", "", evening), visit("c", "p", "Bo", "77", evening)
	var told []string
	for _, group := range care.Together([]*care.Visit{a, b, c}) {
		ids := ""
		for _, v := range group {
			ids += v.ID
		}
		told = append(told, ids)
	}
	if got := strings.Join(told, " "); got != "ac b" {
		t.Errorf("grouped %s", got)
	}
	if care.Together(nil) != nil {
		t.Error("no visits made a group")
	}
}

func TestWhoMakesAVisit(t *testing.T) {
	a, c := visit("a", "p", "Anna", "77", evening), visit("c", "p", "", "77", evening)
	c.Route = "Slinga 2"
	if got := care.DoubleStaff(a, []*care.Visit{a, c}); !slices.Equal(got, []string{"Anna", "Slinga 2"}) {
		t.Errorf("double by %v", got)
	}
	if got := care.DoubleStaff(a, []*care.Visit{a}); got != nil {
		t.Errorf("the other half is not there, and still %v", got)
	}
	if got := care.StaffOf([]*care.Visit{a, a, c}); !slices.Equal(got, []string{"Anna", "Slinga 2"}) {
		t.Errorf("staff %v", got)
	}
}

func TestWaysToOpenADoorAreToldOnce(t *testing.T) {
	number := care.KeyInfo{Kind: care.ClientKeyNumber, Value: "N12"}
	codes, numbers := care.Doors(care.Address{EntryCode: "4405 "}, []care.KeyInfo{number, {Kind: care.ClientKeyCode, Value: "4405"}},
		[]care.KeyInfo{number, {Kind: care.ActivityKeyCode, Value: "2199"}, {Kind: care.ActivityKeyNumber, Value: " "}})
	if !slices.Equal(codes, []string{"4405", "2199"}) || !slices.Equal(numbers, []string{"N12"}) {
		t.Errorf("codes %v, numbers %v", codes, numbers)
	}
}
