package readiness_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"avbrottsparm/internal/readiness"
	"avbrottsparm/internal/text"
)

// embedded is the list that the program brings.
func embedded(t testing.TB) readiness.List {
	t.Helper()
	list, err := readiness.ReadList(raw(t))
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func raw(t testing.TB) []byte {
	t.Helper()
	file, err := os.ReadFile(filepath.Join("..", "..", "data", "catalogue", "readiness.json"))
	if err != nil {
		t.Fatal(err)
	}
	return file
}

// Each sentence of the routine's recommendation, of 5.6 and of the part on cabinets is an item that
// somebody looks at, and so are the things that the other sections say must be there beforehand.
func TestEverySentenceOnEquipmentIsAnItem(t *testing.T) {
	list := embedded(t)
	for _, one := range []struct{ section, says, item string }{
		{"Rekommendation", "bärbara datorer och iPads alltid är fulladdade", "computers_charged"},
		{"Rekommendation", "telefoner sätts på laddning efter genomförda arbetspass", "phones_charged"},
		{"Rekommendation", "alla bilar har laddare för androidtelefoner, iPhones och iPads", "car_chargers"},
		{"Rekommendation", "laddade USB-batterier", "usb_batteries"},
		{"Rekommendation", "reserv-SIM från andra teleoperatörer", "sim_stock"},
		{"Rekommendation", "Feitian säkerhetsnycklar på lager", "feitian_stock"},
		{"Rekommendation", "Freja ID som komplement", "freja"},
		{"5.6", "bärbara datorer och iPads alltid är laddade", "computers_charged"},
		{"5.6", "telefoner sätts på laddning efter genomförda arbetspass", "phones_charged"},
		{"5.6", "bilarna är utrustade med mobila laddare", "car_chargers"},
		{"5.6", "externa USB-batterier som är laddade", "usb_batteries"},
		{"5.6", "rutiner för larmtelefoner", "alarm_phones"},
		{"5, Phoniro läkemedelsskåp", "uppladdad UPS tillgänglig", "cabinet_ups"},
		{"5, Phoniro läkemedelsskåp", "skåp eller hurts med vanlig nyckel", "key_cabinet"},
		{"5, Phoniro läkemedelsskåp", "rutin för hantering av fysiska nycklar", "key_routine"},
		{"2.3", "lokal checklista", "answers_planned"},
		{"2.3", "kommunicerad till berörd personal", "read_planned"},
		{"2.1", "SMS via kontaktlistan", "numbers"},
		{"3", "avbrottsplanen förmedlad och känd", "outage_plan_known"},
		{"3.1.1", "den som ansvarar för mobiltelefonen", "carriers"},
		{"3.1.2", "instruktioner för felanmälan på er enhet", "after_hours"},
		{"4.1", "senast inloggad person på en mobiltelefon", "last_login"},
		{"4.1", "vanliga fysiska nycklar att hämta ut", "spare_keys"},
		{"4.1", "reserv personaltagg som är preparerad", "staff_tag"},
		{"4.1", "öppna med vanlig nyckel", "door_keys"},
		{"4.1", "omstart av behörig personal", "restarters"},
		{"4.2", "UPS till läkemedelsskåp", "cabinet_ups"},
		{"4.2", "UPS till larmservern", "alarm_server_ups"},
		{"4.2", "UPS till radiobasarna", "lock_ups"},
		{"4.2", "utsedd personal får starta om", "restarters"},
		{"5.1", "de fem frågorna", "answers_long"},
		{"5.2", "personkort och utredning utskrivna", "binder_printed"},
		{"5.3", "anteckningar på ett och samma ställe", "notes_place"},
		{"5.3", "tomma signeringslistor i hemmapärmen", "home_folders"},
		{"5.4", "morgondagens schema, och för helg alla dagar", "schedule_printed"},
		{"5.5", "personkort med anhöriga utskrivna", "binder_printed"},
		{"5.5", "förvaras på säker plats", "binder_place"},
		{"5.5", "tomma signeringslistor i hemmapärmen", "home_folders"},
	} {
		item, known := list.Item(one.item)
		if !known {
			t.Errorf("%s: %q has no item %s", one.section, one.says, one.item)
			continue
		}
		if !strings.Contains(strings.Join(item.Source, "|")+"|", "routine "+one.section+"|") {
			t.Errorf("%s: %q: %s cites %v", one.section, one.says, one.item, item.Source)
		}
	}
	planned, _ := list.Checklist("planned")
	long, _ := list.Checklist("long")
	if len(planned.Questions) != 4 || len(long.Questions) != 5 {
		t.Errorf("%d and %d questions, the routine has four and five", len(planned.Questions), len(long.Questions))
	}
}

// Each mistake is told with the line on which it stands, or on which the item that it is in begins, and a
// sentence that says what is wrong.
func TestAListWithAMistakeIsRefused(t *testing.T) {
	whole := string(raw(t))
	line := func(of string) int { return 1 + strings.Count(whole[:strings.Index(whole, of)], "\n") }
	last := func(of string) int { return 1 + strings.Count(whole[:strings.LastIndex(whole, of)], "\n") }
	for name, one := range map[string]struct {
		from, to, reason string
		line             int
	}{
		"a field nobody knows":      {`"weight": 8`, `"wieght": 8`, "field", line(`"weight": 8`)},
		"words for a number":        {`"weight": 8`, `"weight": "8"`, "type", line(`"weight": 8`)},
		"a comma too many":          {`"weight": 8,`, `"weight": 8,,`, "json", line(`"weight": 8`)},
		"a weight of nothing":       {`"weight": 8`, `"weight": 0`, "number", line(`"answers_planned"`)},
		"a group that isn't there":  {`"group": "plan"`, `"group": "plans"`, "unknown", line(`"answers_planned"`)},
		"a kind that isn't there":   {`"kind": "check"`, `"kind": "cheque"`, "choice", line(`"computers_charged"`)},
		"an id twice":               {`"id": "phones_charged"`, `"id": "computers_charged"`, "twice", line(`"phones_charged"`)},
		"a language less":           {`"sv": "Feitian-nycklar i lager"`, `"sv": ""`, "language", line(`"feitian_stock"`)},
		"a text without end":        {`"sv": "Feitian-nycklar i lager"`, `"sv": "` + strings.Repeat("x", 700) + `"`, "language", line(`"feitian_stock"`)},
		"an id with capitals":       {`"id": "freja"`, `"id": "Freja"`, "id", line(`"freja"`)},
		"a reminder after the day":  {`"days": 7,`, `"days": 1,`, "number", line(`"usb_batteries"`)},
		"days that nobody lives":    {`"days": 365`, `"days": 36500`, "number", line(`"outage_plan_known"`)},
		"more than all of them":     {`"least": 100`, `"least": 101`, "number", line(`"freja"`)},
		"a count of nothing":        {`"least": 1`, `"least": 0`, "number", line(`"feitian_stock"`)},
		"a source of nobody":        {`"routine 2.3"`, `"somebody said"`, "source", line(`"answers_planned"`)},
		"a question by the owner":   {`"id": "charge"`, `"id": "owner"`, "twice", last(`"id": "long"`)},
		"a group of readers, twice": {`"heads"`, `"it"`, "twice", line(`"outage_plan_known"`)},
		"a link with a space":       {`"ready:contacts"`, `"ready: contacts"`, "unknown", line(`"restarters"`)},
		"something after the list":  {"\n}\n", "\n}\n{}", "json", strings.Count(whole, "\n") + 1},
		"another alphabet":          {`"Varje slag`, "\"Varje sl\xe5g", "letters", line(`"Varje slag`)},
	} {
		if !strings.Contains(whole, one.from) {
			t.Errorf("%s: nothing to change", name)
		}
		_, err := readiness.ReadList([]byte(strings.Replace(whole, one.from, one.to, 1)))
		var wrong *readiness.ListError
		if !errors.As(err, &wrong) || !text.IsFault(err, "outage.catalogue") {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if wrong.Reason != one.reason || wrong.Line != one.line {
			t.Errorf("%s: %v, want %s on line %d", name, wrong, one.reason, one.line)
		}
		for _, lang := range []text.Lang{text.Swedish, text.English} {
			if said := text.For(lang).Explain(err); !strings.Contains(said, fmt.Sprint(wrong.Line)) || strings.ContainsAny(said, "{[") {
				t.Errorf("%s says %q", name, said)
			}
		}
	}
	if _, err := readiness.ReadList(make([]byte, 1<<20)); !text.IsFault(err, "outage.catalogue") {
		t.Errorf("a file of a megabyte: %v", err)
	}
}

// What is written is what can be read: the file that the program brings is one that it wrote.
func TestTheListGoesOutAndInUnchanged(t *testing.T) {
	file, err := embedded(t).File()
	if err != nil || string(file) != string(raw(t)) {
		t.Errorf("another file of %d bytes, before %d, %v", len(file), len(raw(t)), err)
	}
	again, err := readiness.ReadList(append([]byte("\xef\xbb\xbf"), file...))
	if err != nil || len(again.Items) != len(embedded(t).Items) {
		t.Errorf("%v", err)
	}
}

func FuzzReadList(f *testing.F) {
	f.Add(raw(f))
	f.Add([]byte(`{"groups":[{"id":"ab","title":{"sv":"a","en":"a"}}],"items":[],"checklists":[]}`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		list, err := readiness.ReadList(raw)
		if err != nil {
			return
		}
		lines := readiness.NewBook().Lines(list, readiness.Seen{}, noon)
		if score := readiness.ScoreOf(lines); score.Points != 0 || score.Percent != 0 || len(score.Reasons) != len(lines) {
			t.Fatalf("a unit of which nothing is known has %+v", score)
		}
	})
}
