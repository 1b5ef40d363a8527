package paper

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/sheet"
	"avbrottsparm/internal/sheet/sheettest"
)

// A route with 80 visits, among them somebody with a very long name and a service in signs that can't
// be drawn: keys, attendance and the schedule of one member of staff lose nobody, plain, in large
// type and on both sides.
func TestTheListsOfARouteOf80Visits(t *testing.T) {
	u := sheettest.New()
	day := sheettest.Tomorrow()
	var visits []*care.Visit
	for i := range 80 {
		start := day.Add(7*time.Hour + time.Duration(i)*10*time.Minute)
		visits = append(visits, &care.Visit{Meta: care.Meta{ID: fmt.Sprint("v", i)}, PersonID: fmt.Sprintf("p%02d", i%60), Kind: care.VisitVisit,
			Start: start, End: start.Add(10 * time.Minute), Route: "Slinga 80", Staff: "Anna B", Service: []string{fmt.Sprintf("Insats%02d", i), "שלום 🙂"}})
	}
	s, route := u.Setting(), care.RouteDay{Route: "Slinga 80", Visits: visits}
	long := strings.Fields(u.Dossier(sheettest.Long).Person.Name())
	for name, looks := range map[string]func(*sheet.Document){
		"plain":      func(*sheet.Document) {},
		"large":      func(d *sheet.Document) { d.Large = true },
		"both sides": func(d *sheet.Document) { d.Large, d.Duplex = true, true },
	} {
		t.Run(name, func(t *testing.T) {
			doc := document(sheet.Keys(s, day, route, sheettest.Imported), sheet.Attendance(s, day, route, sheettest.Imported),
				sheet.ScheduleByStaff(s, day, care.StaffDay{Staff: "Anna B", Visits: visits}, sheettest.Imported))
			looks(&doc)
			printed := print(t, doc, sheet.Output{})
			if out := run(t, printed.PDF, "qpdf", "--check", "FILE"); !strings.Contains(out, "No syntax or stream encoding errors") {
				t.Error(out)
			}
			read := squeezed(t, printed.PDF)
			for i := range 80 {
				if n := strings.Count(read, fmt.Sprintf("Insats%02d", i)); n != 2 { // attendance and schedule
					t.Errorf("visit %d stands %d times", i, n)
				}
			}
			if last := long[len(long)-1]; strings.Count(read, last[:12]) < 3 {
				t.Errorf("the long name stands %d times", strings.Count(read, last[:12]))
			}
			if printed.Replaced == 0 {
				t.Error("nothing is told of signs that can't be drawn")
			}
		})
	}
}
