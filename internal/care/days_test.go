package care

import (
	"testing"
	"time"
)

// The day of one member of staff holds what is left of the night, and who works without visits and
// what nobody has been set to do are seen, too.
func TestADayByStaff(t *testing.T) {
	day := time.Date(2026, 11, 24, 0, 0, 0, 0, Stockholm)
	at := func(hours float64) time.Time { return day.Add(time.Duration(hours * float64(time.Hour))) }
	r := NewReplica()
	visit := func(id, staff string, hour float64) {
		r.Put(&Visit{Meta: Meta{ID: id}, PersonID: "p", Kind: VisitVisit, Staff: staff, Route: "Slinga " + id, Start: at(hour), End: at(hour + 0.5)})
	}
	visit("1", "Karin S", 8)
	visit("2", " Karin S ", 9) // spaces are no other person
	visit("3", "Natt Ek", 22)
	visit("4", "Natt Ek", 28)   // four in the morning
	visit("5", "Natt Ek", 32)   // the next day's work
	visit("6", "Karin S", 30.5) // half past six on the next day: no night of hers
	visit("7", "", 10)
	r.Put(&Workshift{Meta: Meta{ID: "s2"}, Staff: "Karin S", Start: at(13), End: at(16)})
	r.Put(&Workshift{Meta: Meta{ID: "s1"}, Staff: "Karin S", Start: at(7), End: at(12)})
	r.Put(&Workshift{Meta: Meta{ID: "s3"}, Staff: "Lisbeth K", Start: at(7), End: at(16)})
	r.Put(&Workshift{Meta: Meta{ID: "s4"}, Staff: "Per O", Start: at(7 + 24), End: at(16 + 24)})
	want := []struct {
		staff  string
		visits []string
		shifts int
	}{{"Karin S", []string{"1", "2"}, 2}, {"Lisbeth K", nil, 1}, {"Natt Ek", []string{"3", "4"}, 0}, {"", []string{"7"}, 0}}
	got := r.StaffOn(day)
	if len(got) != len(want) {
		t.Fatalf("%d members of staff: %+v", len(got), got)
	}
	for i, w := range want {
		g := got[i]
		if g.Staff != w.staff || len(g.Visits) != len(w.visits) || len(g.Shifts) != w.shifts {
			t.Fatalf("%q has %d visits and %d shifts, should be %+v", g.Staff, len(g.Visits), len(g.Shifts), w)
		}
		for j, id := range w.visits {
			if g.Visits[j].ID != id {
				t.Errorf("%q makes %s as number %d", g.Staff, g.Visits[j].ID, j)
			}
		}
	}
	if karin := got[0]; !karin.Shifts[0].Start.Before(karin.Shifts[1].Start) {
		t.Error("her shifts aren't in order")
	}
}
