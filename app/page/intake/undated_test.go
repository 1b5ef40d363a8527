package intake

import (
	"testing"

	"fyne.io/fyne/v2"

	"avbrottsparm/app/page/pagetest"
	"avbrottsparm/internal/care"
)

const withoutDay = "Kundnr;Namn;Gata;Insatser;Starttid;Längd;Slinga\n" +
	"12;Eva Ek;Ekgatan 1;Frukost;07:30;30;Slinga 1\n"

func TestAFileWithoutADayAsksForIt(t *testing.T) {
	h := pagetest.NewEmpty(t)
	s := open(h)
	s.add(write(t, "grundschema.csv", withoutDay))
	if !s.undated.box.Visible() {
		t.Fatal("nobody is asked which day the visits are on")
	}
	s.undated.day.SetText("någon gång")
	s.undated.day.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if s.undated.field.Below() == "" || s.seen.preview == nil {
		t.Error("a day that can't be read must be said, and the preview stay")
	}
	tomorrow := care.NextDay(h.Session().Now(), 1)
	s.undated.day.SetDay(tomorrow)
	s.undated.day.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	s.storeFiles()
	if days := h.Session().ScheduleDays(); len(days) != 1 || !days[0].Equal(tomorrow) {
		t.Errorf("the visits came in on %v, want %v", days, tomorrow)
	}
	if s.undated.box.Visible() || !s.undated.chosen.IsZero() {
		t.Error("the next files must be asked about anew")
	}
}

func TestAFileWithItsDayAsksNothing(t *testing.T) {
	s := open(pagetest.NewEmpty(t))
	s.add(write(t, "schema 2026-11-24.csv", withoutDay), write(t, "personer.csv", persons))
	if s.undated.box.Visible() {
		t.Error("the file's name says the day")
	}
}
