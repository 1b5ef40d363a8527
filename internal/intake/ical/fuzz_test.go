package ical

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"avbrottsparm/internal/care"
)

// Whatever a file holds, it is read within bounds, the same way each time, and what comes out has
// a start and no end before it.
func FuzzRead(f *testing.F) {
	names, err := filepath.Glob("testdata/*.ics")
	if err != nil || len(names) == 0 {
		f.Fatal("no samples", err)
	}
	for _, name := range names {
		raw, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(raw)
	}
	f.Add([]byte(threeVisits))
	f.Add([]byte(schedule("DTSTART:20261124T080000", "RRULE:FREQ=MONTHLY;BYDAY=-1FR;BYSETPOS=1,-1;WKST=SU", "RDATE;VALUE=PERIOD:20261128T080000/PT2H")))
	f.Add([]byte(schedule("DTSTART:20261124T080000", "RRULE:FREQ=YEARLY;BYWEEKNO=1,-1,53;BYYEARDAY=366")))
	f.Add([]byte("BEGIN:VCALENDAR\n" + ownZones + "END:VCALENDAR"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		r := NewReader()
		r.Recognises("x", raw)
		batches, err := r.Read(context.Background(), "x", raw, today)
		if err != nil {
			return
		}
		again, err := r.Read(context.Background(), "x", raw, today)
		if err != nil || len(again[0].Incoming) != len(batches[0].Incoming) {
			t.Fatal("read twice, it is not the same", err)
		}
		for _, in := range batches[0].Incoming {
			switch it := in.Item.(type) {
			case *care.Visit:
				if it.Start.IsZero() || it.End.Before(it.Start) || it.Kind == care.VisitVisit && in.Whose.Empty() {
					t.Fatalf("%+v", it)
				}
			case *care.PlannedOutage:
				if it.Start.IsZero() || it.End.Before(it.Start) {
					t.Fatalf("%+v", it)
				}
			case *care.Absence:
				if it.From.IsZero() || in.Whose.Empty() {
					t.Fatalf("%+v", it)
				}
			}
		}
	})
}
