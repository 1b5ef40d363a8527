package lifecare_test

import (
	"context"
	"strings"
	"testing"

	"avbrottsparm/internal/intake/lifecare"
	"avbrottsparm/internal/text"
)

// formatOf is the format of the items that each read gives.
var formatOf = map[string]string{
	"clients": "lifecare.clients", "relatives": "lifecare.relatives", "contacts": "lifecare.contacts",
	"client_critical_informations": "lifecare.critical", "service_plans": "lifecare.plans", "planned_workshifts": "lifecare.workshifts",
	"sol_decisions": "lifecare.sol_decisions", "lss_decisions": "lifecare.lss_decisions", "investigations": "lifecare.investigations",
	"client_absences": "lifecare.absences", "lifecare_hsl_journal": "lifecare.hsl_journals", "lifecare_hsl_orders": "lifecare.hsl_orders",
	"lifecare_hsl_order_services": "lifecare.hsl_services", "lifecare_hsl_activity": "lifecare.hsl_activities",
	"lifecare_hsl_activity_occurrence": "lifecare.hsl_occurrences", "lifecare_hsl_activity_performed": "lifecare.hsl_performed",
	"provider_units": "lifecare.units", "provider_personnels": "lifecare.staff", "provider_headlines": "lifecare.headlines",
	"executions": "lifecare.executions",
}

func formats(t *testing.T, name, raw string) string {
	t.Helper()
	if !lifecare.NewReader().Recognises(name, []byte(raw)) {
		return "not recognised"
	}
	batches, err := lifecare.NewReader().Read(context.Background(), name, []byte(raw), now)
	if err != nil {
		return err.Error()
	}
	var all []string
	for _, b := range batches {
		checkWords(t, b)
		all = append(all, b.Format)
	}
	return strings.Join(all, "+")
}

// What an answer is stands in its fields, whatever the file is called.
func TestEveryReadIsToldByItsFields(t *testing.T) {
	if len(formatOf) != 20 || len(samples) != 20 {
		t.Fatalf("%d formats and %d samples, want 20", len(formatOf), len(samples))
	}
	for read, want := range formatOf {
		for _, name := range []string{"svar", "svar.json", read + ".json", "provider_units.json", "clients (3).json"} {
			raw := samples[read]
			if read == "contacts" || read == "relatives" {
				name = "svar.json" // of these two the name decides
			}
			if got := formats(t, name, raw); got != want {
				t.Errorf("%s called %s: %s", read, name, got)
			}
			if got := formats(t, name, strings.NewReplacer(`"Id"`, `"id"`, `"P`, `"p`, `"R`, `"r`, `"K`, `"k`, `"E`, `"e`, `"D`, `"d`, `"I`, `"i`, `"C`, `"c`).Replace(raw)); got != want {
				t.Errorf("%s in small letters called %s: %s", read, name, got)
			}
		}
	}
}

// An answer without objects, or with objects that tell nothing, is the one that it is called by,
// so that a refresh knows how fresh everything is.
func TestWhereTheFieldsTellNothingTheNameDoes(t *testing.T) {
	for read, want := range formatOf {
		number := "Id"
		switch {
		case strings.HasSuffix(read, "order_services"):
			number = "ActivityId"
		case strings.HasSuffix(read, "hsl_orders"):
			number = "OrderId"
		case strings.HasSuffix(read, "hsl_journal"):
			number = "JournalId"
		case strings.HasSuffix(read, "occurrence"), strings.HasSuffix(read, "informations"):
			number = "" // their objects have no number
		}
		for _, name := range []string{read, read + ".json", "api_v2_" + read + "-2026-11-22 (1).JSON", strings.ToUpper(read) + ".txt"} {
			for _, raw := range []string{"[]", `{"value": []}`, `{"` + read + `": []}`, `{"` + read + `": null}`, `[{"` + number + `": 5, "Deleted": true}]`} {
				if number == "" && strings.Contains(raw, "Deleted") {
					continue
				}
				if got := formats(t, name, raw); got != want {
					t.Errorf("%s in %s is %s, want %s", raw, name, got, want)
				}
			}
		}
		if got := formats(t, read+".xml", `<ArrayOf`+typeOf[read]+` xmlns:i="x" i:nil="true"/>`); got != want && typeOf[read] != "" {
			t.Errorf("an empty list in XML is %s, want %s", got, want)
		}
		if got := formats(t, "svar.xml", `<ArrayOf`+typeOf[read]+`/>`); got != want && typeOf[read] != "" {
			t.Errorf("an empty list of a known type is %s, want %s", got, want)
		}
	}
	for name, c := range map[string]struct{ file, raw, want string }{
		"a name in capitals and words":    {"PlannedWorkshifts.json", "[]", "lifecare.workshifts"},
		"relatives by name":               {"relatives.json", `[{"Id": 1, "PersonId": "192401297250", "Relation": "God man", "FullName": "Gun"}]`, "lifecare.relatives"},
		"contacts by name":                {"contacts_v1.json", `[{"Id": 1, "PersonId": "192401297250", "Relation": "Dotter", "FullName": "Eva"}]`, "lifecare.contacts"},
		"staff by name":                   {"provider_personnels.json", `[{"Id": 1, "PersonId": "192401297250", "FirstName": "Eva"}]`, "lifecare.staff"},
		"persons where no name says":      {"svar.json", `[{"Id": 1, "PersonId": "192401297250", "FirstName": "Eva"}]`, "lifecare.clients"},
		"LSS by name":                     {"lss_decisions.json", `[{"Id": 1, "PersonId": "192401297250", "DecisionLevel": null}]`, "lifecare.lss_decisions"},
		"absences called clients":         {"clients.json", `[{"Id": 1, "PersonId": "192401297250", "StartDate": "2026-11-01", "Reason": null}]`, "lifecare.absences"},
		"several lists, whatever order":   {"allt.json", `{"lifecare_hsl_activity_performed": [], "lifecare_hsl_orders": [], "clients": [], "x": []}`, "lifecare.clients+lifecare.hsl_orders+lifecare.hsl_performed"},
		"an error message with a list":    {"clients.json", `{"message": "Nej", "errors": []}`, "intake.empty"},
		"an error message":                {"clients.json", `{"message": "Nej"}`, "intake.unknown_json"},
		"a read that the binder lacks":    {"provider_contact_personnels.json", "[]", "intake.empty"},
		"another, with objects":           {"food.json", `[{"Id": 1, "PersonId": "192401297250", "ExecutionId": 2, "StartDate": "2026-11-01", "Reason": {"Text": "x"}, "Type": {"Text": "x"}, "ServiceCategory": {"Text": "x"}}]`, "intake.unknown_json"},
		"general notes":                   {"general_notes.json", `[{"PersonId": "192401297250", "Type": "Accessibility", "ForeignId": 1, "Title": {"Text": "x"}, "Text": "x", "StartDate": "2026-11-01"}]`, "intake.unknown_json"},
		"units of a member of staff":      {"unit-access.json", `{"Id": 1, "UnitId": 2, "ProviderUnitRoles": [{"Id": 3, "Name": "x"}]}`, "intake.unknown_json"},
		"names that only begin like ours": {"clientsar.txt", "[]", "not recognised"},
	} {
		if got := formats(t, c.file, c.raw); got != c.want && !strings.Contains(got, c.want) {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
	if _, err := lifecare.NewReader().Read(context.Background(), "svar.json", []byte("[]"), now); !text.IsFault(err, "intake.empty") {
		t.Errorf("an empty list that nothing names: %v", err)
	}
}
