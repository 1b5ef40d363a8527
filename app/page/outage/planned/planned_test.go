package planned

import (
	"os"
	"slices"
	"strings"
	"testing"

	"avbrottsparm/app/page"
	"avbrottsparm/app/page/pagetest"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/outage"
)

func opened(t *testing.T) (*pagetest.Host, *Planned) {
	t.Helper()
	h := pagetest.New(t)
	p := New(h, page.Files{Folder: t.TempDir(), Save: h.Printers.Save})
	h.Window().SetContent(p.Content())
	p.Open(page.Place{Page: page.Outage, Part: page.OutagePlanned})
	return h, p
}

func (p *Planned) find(title string) (outage.Planned, bool) {
	i := slices.IndexFunc(p.rows, func(r outage.Planned) bool { return r.Title == title })
	if i < 0 {
		return outage.Planned{}, false
	}
	return p.rows[i], true
}

func TestTheYearHasItsPatchWednesdays(t *testing.T) {
	_, p := opened(t)
	patches := 0
	for i, r := range p.rows {
		if r.Source != outage.PlannedRule {
			continue
		}
		patches++
		if day := r.Start.In(care.Stockholm); day.Weekday() != 3 || day.Day() < 8 || day.Day() > 14 {
			t.Errorf("a patch Wednesday is %v", day)
		}
		if row := p.row(i); row.Title != "Patchonsdag" || !strings.Contains(row.Subtitle, "10:00–12:00") {
			t.Errorf("it is told as %+v", row)
		}
	}
	if patches != 12 {
		t.Errorf("%d patch Wednesdays in a year", patches)
	}
}

func TestAPlannedOutageIsAddedChangedAndTakenOff(t *testing.T) {
	h, p := opened(t)
	p.add()
	f := p.form
	f.title.SetText("Uppgradering Phoniro 7.2")
	f.day.SetText("2040-12-08")
	f.from.SetText("2200")
	f.save()
	if _, there := p.find("Uppgradering Phoniro 7.2"); there || !strings.Contains(pagetest.Reads(f.content), "Skriv dag och klockslag") {
		t.Fatal("a stop without an end was stored, or nobody is told why not")
	}
	f.to.SetText("2330")
	f.systems.Set(slices.Index(f.ids, "digital_locks"))
	f.save()
	stop, there := p.find("Uppgradering Phoniro 7.2")
	if !there || p.at != stop.ID || stop.End.Sub(stop.Start).Minutes() != 90 || !slices.Equal(stop.Systems, []string{"digital_locks"}) {
		t.Fatalf("stored %+v", stop)
	}
	if said := pagetest.Reads(p.pane); !strings.Contains(said, "dagen före") || !strings.Contains(said, "Spara ofta") {
		t.Errorf("it says:\n%s", said)
	}
	p.form.to.SetText("2300")
	p.form.save()
	if stop, _ = p.find(stop.Title); stop.End.Sub(stop.Start).Minutes() != 60 {
		t.Errorf("changed to %+v", stop)
	}
	p.form.delete()
	if _, there = p.find(stop.Title); there || len(h.Failed) > 0 {
		t.Errorf("it is still there, %v", h.Failed)
	}
}

func TestAPatchWednesdayThatITMovesStaysMoved(t *testing.T) {
	_, p := opened(t)
	i := slices.IndexFunc(p.rows, func(r outage.Planned) bool { return r.Source == outage.PlannedRule })
	id := p.rows[i].ID
	p.open(p.rows[i])
	p.form.day.SetText("2040-12-19")
	p.form.last.SetText("")
	p.form.save()
	i = slices.IndexFunc(p.rows, func(r outage.Planned) bool { return r.ID == id })
	if i < 0 || p.rows[i].Start.In(care.Stockholm).Day() != 19 || p.rows[i].Source != outage.PlannedUnit {
		t.Errorf("row %d of %+v", i, p.rows)
	}
}

func TestTheCalendarIsSavedAsAFile(t *testing.T) {
	h, p := opened(t)
	p.export()
	if len(h.Failed) > 0 {
		t.Fatal(h.Failed)
	}
	entries, err := os.ReadDir(p.files.Folder)
	if err != nil || len(entries) != 1 {
		t.Fatalf("%v, %v", entries, err)
	}
	raw, err := os.ReadFile(p.files.Folder + "/" + entries[0].Name())
	if err != nil || !strings.HasPrefix(string(raw), "BEGIN:VCALENDAR") || strings.Count(string(raw), "BEGIN:VEVENT") != len(p.rows) {
		t.Errorf("%d rows, %v:\n%.300s", len(p.rows), err, raw)
	}
	if !strings.Contains(pagetest.Reads(p.saved), entries[0].Name()) {
		t.Error("nobody is told where it lies")
	}
}
