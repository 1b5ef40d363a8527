package data_test

import (
	"os"
	"testing"

	"avbrottsparm/internal/outage"
)

// whole is the program's own catalogue.
func whole(t *testing.T) outage.Catalogue {
	t.Helper()
	c, err := outage.ReadCatalogue(os.DirFS("catalogue"))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestProbe(t *testing.T) {
	c := whole(t)
	hsl := []string{"lifecare_hsl"}
	for _, a := range []outage.Answers{
		{Systems: hsl}, {Systems: hsl, Works: []string{"lifecare_utforare"}}, {Systems: []string{"lmo_app"}}, {Systems: []string{"lmo_app", "digital_locks"}},
		{Systems: []string{"lmo_app", "lifecare_hsl", "lifecare_utforare"}}, {Systems: []string{"digital_locks"}}, {Systems: []string{"medicine_cabinets"}},
		{Systems: []string{"digital_locks", "medicine_cabinets"}},
		{Systems: []string{"safety_alarms"}}, {Systems: []string{"door_locks"}}, {Systems: []string{"door_locks", "safety_alarms"}}, {Systems: []string{"e_services"}},
		{Systems: []string{"phoniro_administration"}}, {Systems: []string{"access_administration"}}, {Systems: []string{"phoniro_administration", "digital_locks", "medicine_cabinets"}},
		{Systems: []string{"lifecare_hsl", "phoniro_administration"}}, {Systems: []string{"lifecare_hsl", "lifecare_planering", "phoniro_administration", "lmo_app"}, Wifi: outage.Yes},
		{Systems: []string{"lifecare_myndighet", "lifecare_hsl", "lifecare_utforare", "lifecare_planering", "lifecare_fees", "e_services", "lmo_app"}, Light: outage.Yes, Signal: outage.Yes, Password: outage.TriedNotAbout, Wifi: outage.Yes},
		{Systems: []string{"lifecare_hsl"}, Password: outage.TriedWorked}, {Systems: []string{"lifecare_hsl", "lmo_app"}, Password: outage.TriedWorked},
		{Systems: []string{"home_care_nurses"}}, {Systems: []string{"lmo_app", "home_care_nurses"}, Works: hsl},
	} {
		f := c.Diagnose(a)
		t.Logf("%v works %v pw %q -> %+v OR %+v %v %v ASK %v", a.Systems, a.Works, a.Password, ids(f.Broken), ids(f.Or), f.Say, f.OrSay, f.Ask)
	}
}

func ids(l []outage.Broken) (s []string) {
	for _, b := range l {
		s = append(s, b.Failure+":"+b.Of)
	}
	return
}
