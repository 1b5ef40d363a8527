package data_test

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"

	"avbrottsparm/data"
	"avbrottsparm/internal/outage"
)

func embedded(t *testing.T) outage.Catalogue {
	t.Helper()
	files, err := data.Catalogue()
	if err != nil {
		t.Fatal(err)
	}
	c, err := outage.ReadCatalogue(files)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// The fourteen systems of the routine are there, each in its place, and every failure that can be named.
func TestTheSystemsAndFailuresOfTheRoutine(t *testing.T) {
	c := embedded(t)
	var systems, failures []string
	for i, s := range c.Whole() {
		systems = append(systems, s.ID)
		if s.Place != i+1 {
			t.Errorf("%s stands at place %d, should be %d", s.ID, s.Place, i+1)
		}
	}
	if got := strings.Join(systems, " "); got != "log_in access_administration lifecare_myndighet e_services lifecare_hsl lifecare_utforare "+
		"lifecare_planering lifecare_fees lmo_app phoniro_administration digital_locks medicine_cabinets door_locks safety_alarms" {
		t.Errorf("systems %s", got)
	}
	for _, f := range c.Failures {
		failures = append(failures, f.ID)
		if len(f.Steps) == 0 || f.Card == "" {
			t.Errorf("%s has no steps or no card", f.ID)
		}
	}
	slices.Sort(failures)
	if got := strings.Join(failures, " "); got != "ad bankid e_services feitian freja idp lifecare mobile no_login no_network no_way_in one_app one_bank phoniro power site slow wifi" {
		t.Errorf("failures %s", got)
	}
	for _, part := range []string{"home_care_nurses", "home_care_staff", "senior_living", "devices"} {
		if s, known := c.System(part); !known || s.PartOf == "" {
			t.Errorf("no part %s", part)
		}
	}
	for _, id := range []string{"power", "wifi", "mobile", "bankid", "site"} {
		if f, _ := c.Failure(id); len(f.Guide) == 0 {
			t.Errorf("no special guide for %s", id)
		}
	}
}

// Where the routine asks, the catalogue says that it is open, and who owns the question. The questions
// are counted here so that none is lost or answered in passing, and each stands where somebody meets it.
func TestWhatTheRoutineAsksStaysOpen(t *testing.T) {
	c := embedded(t)
	used := map[string]bool{}
	for _, f := range c.Failures {
		for _, e := range f.Effects {
			used[e.Open], used[e.Unsure] = true, true
			if e.Open != "" && (e.Minutes != 0 || e.Long.SV != "") {
				t.Errorf("%s %s/%s is both open and told", f.ID, e.System, e.Function)
			}
		}
		for _, s := range f.Steps {
			used[s.Open] = true
		}
	}
	for _, card := range c.Cards {
		for _, o := range card.Open {
			used[o.ID] = true
		}
	}
	for _, contact := range c.Contacts {
		used[contact.Open] = true
	}
	want := map[string]outage.Role{
		"plan_known 3":                  outage.RoleIT,
		"office_hours 3.1.1":            outage.RoleObjectOwner,
		"manager_number 3.1.2":          outage.RoleObjectOwner,
		"eservices_effect 4.1":          outage.RoleObjectOwner,
		"eservices_messages 4.1":        outage.RoleObjectOwner,
		"homecare_hours 4.1":            outage.RoleObjectOwner,
		"homecare_provider_hours 4.1":   outage.RoleObjectOwner,
		"homecare_offline 4.1":          outage.RoleObjectOwner,
		"homecare_provider_offline 4.1": outage.RoleObjectOwner,
		"aspgarden_systems 4.1":         outage.RoleObjectOwner,
		"aspgarden_radio_minutes 4.2":   outage.RoleObjectOwner,
		"power_mobile 4.2":              outage.RoleIT,
		"ad_homecare 4.4":               outage.RoleSystemManager,
		"ad_providers 4.4":              outage.RoleSystemManager,
		"long_points 5":                 outage.RoleAreaHeads,
		"health_calendar 5.5":           outage.RoleObjectOwner,
	}
	for _, f := range c.OpenFacts() {
		key := f.ID + " " + outage.SectionOf(f.Source)
		if want[key] != f.Owner {
			t.Errorf("%s is owned by %q, should be %q", key, f.Owner, want[key])
		}
		delete(want, key)
		if !used[f.ID] {
			t.Errorf("%s stands nowhere but in the list", f.ID)
		}
	}
	if len(want) > 0 {
		t.Errorf("questions of the routine that are lost: %v", want)
	}
	if !c.Limits.Assumed {
		t.Error("office hours stand as if the routine named them")
	}
}

// answers are to one fact of each sort.
var answers = map[outage.FactSort]string{outage.FactDuration: "8 timmar", outage.FactYesNo: "ja", outage.FactText: "Vardagar", outage.FactPhone: "0121-100 00"}

// Once everything is settled nothing is open anywhere, and each answer stands on a card or counts.
func TestWhatIsSettledIsOpenNowhere(t *testing.T) {
	c := embedded(t)
	settled := map[string]outage.Settled{}
	for _, f := range c.Facts {
		answer, err := f.Answer(answers[f.Sort])
		if err != nil {
			t.Fatal(err)
		}
		settled[f.ID] = answer
	}
	c = c.With(settled)
	for _, f := range c.Failures {
		for _, e := range f.Effects {
			if e.Open != "" || e.Unsure != "" || e.Still == outage.StillOpen {
				t.Errorf("%s %s/%s is open", f.ID, e.System, e.Function)
			}
		}
	}
	for _, card := range c.Cards {
		if len(card.Open) != 0 {
			t.Errorf("card %s leaves %v open", card.ID, card.Open)
		}
	}
	if e, _ := c.Effect("power", "door_locks", "radio"); e.Minutes != 480 || e.Long.SV != "8 timmar" {
		t.Errorf("the radio bases: %+v", e)
	}
	for _, card := range []struct {
		id    string
		facts int
	}{{"power", 3}, {"homecare", 4}, {"login", 2}, {"fault_office", 1}, {"eservices", 2}} {
		if got, _ := c.Card(card.id); len(got.Settled) != card.facts {
			t.Errorf("card %s tells %d answers, should be %d", card.id, len(got.Settled), card.facts)
		}
	}
}

var (
	amount = regexp.MustCompile(`[0-9][0-9–:-]*`)
	guess  = regexp.MustCompile(`(?i)\bxx\b|\?\?|josefine|isabella|\bmats\b|kolla upp|checka av|checka upp`)
	said   = regexp.MustCompile(`"(?:sv|en|name|name_en|note|note_en)": "((?:[^"\\]|\\.)*)"`)
)

// Every number that anybody reads is one of the routine's, and nobody is named. Quotes are the routine's
// own words, without the names that stand in it.
func TestTheCatalogueHoldsNoInventedNumberAndNoName(t *testing.T) {
	known := []string{"6–8", "10", "12", // 2.1, 2.2
		"30",     // 4.2
		"4", "5", // 4G/5G
		"1", "2", "3"} // of lines to write names on
	c := embedded(t)
	for name, raw := range c.Files() {
		texts := said.FindAllSubmatch(raw, -1)
		if len(texts) == 0 {
			t.Errorf("%s says nothing", name)
		}
		for _, found := range texts {
			for _, n := range amount.FindAllString(string(found[1]), -1) {
				if !slices.Contains(known, n) {
					t.Errorf("%s says %s, which isn't in the routine: %s", name, n, found[1])
				}
			}
			if word := guess.Find(found[1]); word != nil {
				t.Errorf("%s says %q: %s", name, word, found[1])
			}
		}
		if named := regexp.MustCompile(`(?i)josefine|isabella|\bmats\b`).Find(raw); named != nil {
			t.Errorf("%s names %s", name, named)
		}
	}
	var numbers []string
	for _, contact := range c.Contacts {
		if contact.Number != "" {
			numbers = append(numbers, contact.Number)
		}
	}
	if got := strings.Join(numbers, " "); got != "0121-18499 0121-18218" { // 3.1.1, in that order
		t.Errorf("numbers %s", got)
	}
}

// The files are written as the program writes them, so that what a unit exports and changes differs from
// them only where it was changed.
func TestTheFilesAreWrittenAsTheProgramWritesThem(t *testing.T) {
	files, err := data.Catalogue()
	if err != nil {
		t.Fatal(err)
	}
	written := embedded(t).Files()
	err = fs.WalkDir(files, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || name == "readiness.json" {
			return err
		}
		raw, err := fs.ReadFile(files, name)
		if !bytes.Equal(raw, written[name]) || !json.Valid(raw) {
			t.Errorf("%s is written otherwise", name)
		}
		delete(written, name)
		return err
	})
	if err != nil || len(written) > 0 {
		t.Errorf("%v, and %d files more", err, len(written))
	}
}
