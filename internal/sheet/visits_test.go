package sheet_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/sheet"
	"avbrottsparm/internal/sheet/sheettest"
)

// Nobody goes to an empty home because of a line in small print: the frame beside the time says it.
func TestAVisitToSomebodyWhoIsAwayIsMarkedBesideItsTime(t *testing.T) {
	u := sheettest.New()
	s := u.Setting()
	start := sheettest.Tomorrow().Add(8 * time.Hour)
	s.Away = func(id string, _ time.Time) *care.Absence {
		if id == sheettest.Rich {
			return &care.Absence{PersonID: id, From: sheettest.Now, Reason: "Sjukhus"}
		}
		return nil
	}
	visit := func(id string) *care.Visit {
		return &care.Visit{Meta: care.Meta{ID: "v" + id}, Kind: care.VisitVisit, PersonID: id, Start: start, End: start.Add(time.Hour), Service: []string{"Frukost"}}
	}
	route := care.RouteDay{Route: "Slinga 1", Visits: []*care.Visit{visit(sheettest.Rich), visit(sheettest.Bare)}}
	for name, sh := range map[string]sheet.Sheet{
		"route": sheet.ScheduleByRoute(s, sheettest.Tomorrow(), route, sheettest.Imported), "attendance": sheet.Attendance(s, sheettest.Tomorrow(), route, sheettest.Imported),
	} {
		if got := written(sh); strings.Count(got, "[Frånvarande]") != 1 {
			t.Errorf("%s marks %d visits:\n%s", name, strings.Count(got, "[Frånvarande]"), got)
		}
	}
}

// Both halves of a double staffing carry the same note as a rule; it is read once.
func TestADoubleStaffingSaysTheSameNoteOnce(t *testing.T) {
	u := sheettest.New()
	d := *u.Dossier(sheettest.Rich)
	start := sheettest.Tomorrow().Add(8 * time.Hour)
	d.Visits = nil
	for i, half := range []struct{ staff, note string }{{"Eva Lind", "Taklyft"}, {"Olle Berg", " Taklyft"}, {"Mia Holm", "Ta med sladden"}} {
		d.Visits = append(d.Visits, &care.Visit{Meta: care.Meta{ID: fmt.Sprint(i)}, Kind: care.VisitVisit, PersonID: d.Person.ID, Start: start, End: start.Add(time.Hour), Staff: half.staff,
			Service: []string{"Förflyttning med lyft"}, Double: "d1", Note: half.note})
	}
	got := written(sheet.VisitPlan(u.Setting(), &d, []time.Time{sheettest.Tomorrow()}))
	if strings.Count(got, "Taklyft") != 1 || strings.Count(got, "Ta med sladden") != 1 {
		t.Errorf("each note should stand once:\n%s", got)
	}
}
