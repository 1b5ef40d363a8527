package data_test

import (
	"encoding/json"
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

func embeddedCards(t *testing.T) []outage.Card {
	t.Helper()
	return embedded(t).Cards
}

// The routine's sections that staff act by each have a card.
func TestTheCardsCoverTheRoutine(t *testing.T) {
	told := map[string]bool{}
	for _, c := range embeddedCards(t) {
		for _, source := range c.Sources() {
			told[outage.SectionOf(source)] = true
		}
	}
	for _, section := range []string{"2", "2.1", "2.2", "2.3", "3", "3.1.1", "3.1.2", "4.1", "4.2", "4.3", "4.4",
		"5", "5.1", "5.2", "5.3", "5.4", "5.5", "5.6", "Rekommendation", "5, Phoniro läkemedelsskåp"} {
		if !told[section] {
			t.Errorf("no card rests on section %s", section)
		}
		delete(told, section)
	}
	if len(told) > 0 {
		t.Errorf("sections that the routine doesn't have: %v", told)
	}
}

// Where the routine asks, the cards say that it is open, and who owns the question. The questions are
// counted here so that none is lost or answered in passing.
func TestWhatTheRoutineAsksStaysOpen(t *testing.T) {
	owners := map[string]outage.Role{}
	for _, c := range embeddedCards(t) {
		for _, open := range c.Open {
			owners[open.ID+" "+outage.SectionOf(open.Source)] = open.Owner
		}
	}
	want := map[string]outage.Role{
		"plan_known 3":                outage.RoleIT,
		"manager_number 3.1.2":        outage.RoleObjectOwner,
		"eservices_effect 4.1":        outage.RoleObjectOwner,
		"eservices_messages 4.1":      outage.RoleObjectOwner,
		"homecare_hours 4.1":          outage.RoleObjectOwner,
		"homecare_provider_hours 4.1": outage.RoleObjectOwner,
		"homecare_offline 4.1":        outage.RoleObjectOwner,
		"aspgarden_systems 4.1":       outage.RoleObjectOwner,
		"aspgarden_radio_minutes 4.2": outage.RoleObjectOwner,
		"power_mobile 4.2":            outage.RoleIT,
		"ad_homecare 4.4":             outage.RoleSystemManager,
		"ad_providers 4.4":            outage.RoleSystemManager,
		"long_points 5":               outage.RoleAreaHeads,
		"health_calendar 5.5":         outage.RoleObjectOwner,
	}
	for fact, owner := range want {
		if owners[fact] != owner {
			t.Errorf("%s is owned by %q, should be %q", fact, owners[fact], owner)
		}
		delete(owners, fact)
	}
	if len(owners) > 0 {
		t.Errorf("open facts that the routine doesn't leave open: %v", owners)
	}
}

var (
	amount = regexp.MustCompile(`[0-9][0-9–:-]*`)
	guess  = regexp.MustCompile(`(?i)xx|\?\?|josefine|isabella|\bmats\b|kolla upp|checka`)
)

// Every number on a card is one of the routine's, and nobody is named.
func TestNoCardHoldsAnInventedNumberOrAName(t *testing.T) {
	known := []string{"0121-18499", "0121-18218", // 3.1.1
		"6–8", "10", "12", // 2.1, 2.2
		"30",     // 4.2
		"4", "5", // 4G/5G
		"1", "2", "3"} // of lines to write names on
	for _, c := range embeddedCards(t) {
		plain := c
		plain.Place, plain.Facts, plain.Roles = 0, nil, nil
		plain.Sections = slices.Clone(c.Sections)
		for i := range plain.Sections {
			plain.Sections[i].Source, plain.Sections[i].Room = nil, 0
		}
		raw, err := json.Marshal(plain)
		if err != nil {
			t.Fatal(err)
		}
		said := strings.Replace(string(raw), `"place":0`, "", 1)
		for _, n := range amount.FindAllString(said, -1) {
			if !slices.Contains(known, n) {
				t.Errorf("card %s says %s, which isn't in the routine", c.ID, n)
			}
		}
		if found := guess.FindString(said); found != "" {
			t.Errorf("card %s says %q", c.ID, found)
		}
	}
}

// The first to call is the service desk, the second the support of social services (routine 3.1.1).
func TestWhomToCallFirst(t *testing.T) {
	var numbers []string
	for _, call := range outage.Calls(embeddedCards(t)) {
		numbers = append(numbers, call.Number)
	}
	if got := strings.Join(numbers, " "); got != "0121-18499 0121-18218" {
		t.Errorf("calls %s", got)
	}
}
