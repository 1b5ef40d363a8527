package care

import (
	"fmt"
	"testing"
	"time"
)

// The numbers of form personnummer are among those that Skatteverket publishes for tests.

var idDay = time.Date(2026, 11, 23, 12, 0, 0, 0, Stockholm)

func TestReadPersonalID(t *testing.T) {
	for name, c := range map[string]struct {
		cell string
		want PersonalID
		ok   bool
		form IDForm
	}{
		"twelve digits":                 {"192401297250", "192401297250", true, FormPersonnummer},
		"twelve with a hyphen":          {"19240129-7250", "192401297250", true, FormPersonnummer},
		"spaces around and inside":      {"  19240129 7250 ", "192401297250", true, FormPersonnummer},
		"another dash":                  {"19240129–7250", "192401297250", true, FormPersonnummer},
		"wide digits":                   {"１９２４０１２９７２５０", "192401297250", true, FormPersonnummer},
		"plus sign in the long form":    {"19240129+7250", "192401297250", true, FormPersonnummer},
		"ten digits with plus":          {"240129+7250", "192401297250", true, FormPersonnummer},
		"ten digits with a hyphen":      {"500614-2524", "195006142524", true, FormPersonnummer},
		"ten digits without a sign":     {"5006142524", "195006142524", true, FormPersonnummer},
		"ten digits of this century":    {"000216-2386", "200002162386", true, FormPersonnummer},
		"wrong check digit":             {"19240129-7251", "192401297251", false, FormUnknown},
		"wrong check digit, ten digits": {"240129-7251", "2401297251", false, FormUnknown},
		"no such day":                   {"19240230-7250", "192402307250", false, FormUnknown},
		"no such month":                 {"19241329-7250", "192413297250", false, FormUnknown},
		"no such century":               {"17240129-7250", "172401297250", false, FormUnknown},
		"national reserve number":       {"22240129-AB12", "22240129AB12", true, FormNationalReserve},
		"reserve in small letters":      {"22240129ab12", "22240129AB12", true, FormNationalReserve},
		"reserve of digits only":        {"22240129-7250", "222401297250", true, FormNationalReserve},
		"reserve with a letter O":       {"22240129-AO12", "22240129AO12", false, FormUnknown},
		"reserve on no such day":        {"22240230-AB12", "22240230AB12", false, FormUnknown},
		"a region's own reserve number": {"19240129-A123", "19240129A123", false, FormUnknown},
		"too short":                     {"1234", "1234", false, FormUnknown},
		"words":                         {"okänt", "OKÄNT", false, FormUnknown},
		"signs only":                    {"-", "", false, FormUnknown},
		"an empty cell":                 {"   ", "", true, FormUnknown},
		"twelve bytes of six letters":   {"åååååå", "ÅÅÅÅÅÅ", false, FormUnknown},
	} {
		t.Run(name, func(t *testing.T) {
			got, ok := ReadPersonalID(c.cell, idDay)
			if got != c.want || ok != c.ok || got.Form() != c.form {
				t.Errorf("ReadPersonalID(%q) = %q, %v, form %d; want %q, %v, form %d", c.cell, got, ok, got.Form(), c.want, c.ok, c.form)
			}
		})
	}
}

// The century of a ten-digit number hangs on the day on which it is read.
func TestCenturyOfTenDigits(t *testing.T) {
	at := func(year int, month time.Month, day, hour int) time.Time {
		return time.Date(year, month, day, hour, 0, 0, 0, Stockholm)
	}
	for name, c := range map[string]struct {
		cell  string
		today time.Time
		want  PersonalID
	}{
		"plus before the hundredth birthday":              {"261204+9029", at(2026, 11, 23, 12), "192612049029"},
		"plus after the hundredth birthday":               {"261103+8387", at(2026, 11, 23, 12), "192611038387"},
		"hyphen before the hundredth birthday":            {"261204-9029", at(2026, 11, 23, 12), "192612049029"},
		"hyphen on the day of birth, just after midnight": {"261103-8387", at(2026, 11, 3, 0), "202611038387"},
		"hyphen on the day before":                        {"261103-8387", at(2026, 11, 2, 23), "192611038387"},
		"plus at ninety-nine is two centuries":            {"270122+8138", at(2026, 12, 31, 23), "182701228138"},
		"plus from the turn of the year":                  {"270122+8138", at(2027, 1, 1, 0), "192701228138"},
		"the year turns in Stockholm, not in UTC":         {"270122+8138", at(2027, 1, 1, 0).UTC(), "192701228138"},
	} {
		t.Run(name, func(t *testing.T) {
			got, ok := ReadPersonalID(c.cell, c.today)
			if got != c.want || !ok {
				t.Errorf("ReadPersonalID(%q, %s) = %q, %v; want %q", c.cell, c.today.Format(time.RFC3339), got, ok, c.want)
			}
		})
	}
}

func TestCoordinationNumberHasSixtyAddedToTheDay(t *testing.T) {
	found := 0
	for digit := range 10 {
		id, ok := ReadPersonalID(fmt.Sprintf("19240189-725%d", digit), idDay)
		if ok {
			found++
			if id.Form() != FormSamordning {
				t.Errorf("%s has form %d, want the coordination number's", id, id.Form())
			}
		}
	}
	if found != 1 {
		t.Errorf("%d of ten check digits were right, want 1", found)
	}
	for digit := range 10 {
		if id, ok := ReadPersonalID(fmt.Sprintf("19240192-725%d", digit), idDay); ok {
			t.Errorf("%s was taken though the day would be the 32nd", id)
		}
	}
}

func TestWritten(t *testing.T) {
	for _, c := range []struct {
		id    PersonalID
		today time.Time
		want  string
	}{
		{"195006142524", idDay, "19500614-2524"},
		{"192612049029", idDay, "19261204+9029"},
		{"192701228138", idDay, "19270122-8138"},
		{"192701228138", time.Date(2026, 12, 31, 23, 30, 0, 0, time.UTC), "19270122+8138"},
		{"22240129AB12", idDay, "22240129AB12"},
		{"19240129A123", idDay, "19240129A123"},
		{"", idDay, ""},
	} {
		if got := c.id.Written(c.today); got != c.want {
			t.Errorf("Written(%q) = %q, want %q", c.id, got, c.want)
		}
	}
}

// What is written reads back as the same number, so that a printed number can be typed in again.
func TestWrittenReadsBack(t *testing.T) {
	for _, id := range []PersonalID{"192401297250", "192612049029", "195006142524", "200002162386", "22240129AB12"} {
		if got, ok := ReadPersonalID(id.Written(idDay), idDay); got != id || !ok {
			t.Errorf("%q written as %q reads back as %q, %v", id, id.Written(idDay), got, ok)
		}
	}
}

func FuzzReadPersonalID(f *testing.F) {
	for _, seed := range []string{"19240129-7250", "240129+7250", "22240129-AB12", "", "åäö", "1e11"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, cell string) {
		id, ok := ReadPersonalID(cell, idDay)
		if ok && id != "" && id.Form() == FormUnknown {
			t.Errorf("%q was taken as %q of unknown form", cell, id)
		}
		if again, sure := ReadPersonalID(string(id), idDay); ok && (again != id || !sure) {
			t.Errorf("%q became %q, which reads as %q", cell, id, again)
		}
	})
}
