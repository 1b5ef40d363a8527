package lifecare_test

import (
	"slices"
	"strings"
	"testing"

	"avbrottsparm/internal/care"
)

// removed is what a batch says is gone.
func removed(b care.Batch) string {
	var parts []string
	for _, r := range b.Removed {
		parts = append(parts, string(r.Kind)+" "+r.SourceID)
	}
	return strings.Join(parts, "; ")
}

const solDecisions = `[
{"Id": 71, "InvestigationId": 61, "PersonId": "192401297250", "Code": {"Code": 1, "Text": "Hemtjänst"}, "Type": {"Code": 2, "Text": "Bifall"}, "Date": "2026-01-15T00:00:00",
 "FromDate": "2026-02-01T00:00:00", "ToDate": null, "Reason": {"Code": 3, "Text": "Behov av stöd"}, "Caseworker": {"Id": "x", "FirstName": "Karin", "LastName": "Berg", "FullName": "Karin Berg", "Types": ["DecisionMaker"]},
 "ServiceCategory": {"Text": "Omvårdnad"}, "Hour": 12.5, "HourType": {"Code": 1, "Text": "timmar/månad"}, "Day": 0, "DayType": null, "Visit": 3, "VisitType": null,
 "Amount": null, "Quantity": 2, "QuantityType": {"Text": "larm"}, "DecisionLevel": {"Text": "Delegat"}, "OrderIds": [1, 2], "IterationNumber": 1, "Deleted": false},
{"Id": 72, "PersonId": "192401297250", "DecisionLevel": null, "Deleted": true},
{"Id": 73, "PersonId": "", "DecisionLevel": null},
{"Id": 74, "PersonId": "195006142524", "InvestigationId": 0, "Hour": 1e999, "FromDate": "2026-02-30", "DecisionLevel": null}]`

func TestDecisions(t *testing.T) {
	b := read(t, solDecisions)
	all := only[*care.Decision](t, b)
	if len(all) != 2 || b.Format != "lifecare.sol_decisions" || !slices.Equal(b.Kinds, []care.Kind{care.KindDecision}) {
		t.Fatalf("%d decisions of %s %s", len(all), b.Format, problems(b.Errors))
	}
	same(t, all[0], &care.Decision{
		Meta: care.Meta{Source: "lifecare.sol_decisions", SourceID: "71"}, InvestigationID: "61", Law: "SoL", What: "Hemtjänst", Type: "Bifall",
		Category: "Omvårdnad", Level: "Delegat", Date: at(2026, 1, 15, 0, 0), From: at(2026, 2, 1, 0, 0), Reason: "Behov av stöd", CaseWorker: "Karin Berg",
		Amounts: []care.Amount{{Number: 12.5, Unit: "timmar/månad"}, {Number: 3, Unit: "besök"}, {Number: 2, Unit: "larm"}},
	})
	if d := all[1]; d.InvestigationID != "" || len(d.Amounts) != 0 || !d.From.IsZero() {
		t.Errorf("the second: %+v", d)
	}
	if got := removed(b) + " | " + problems(b.Errors) + " | " + problems(b.Warnings); got != "decision 72 | 3 no_person PersonId | 4 unknown_value FromDate; 4 unknown_value Hour" {
		t.Errorf("removed and wrong: %s", got)
	}
}

const lssDecisions = `[
{"Id": 71, "PersonId": "192401297250", "Code": {"Text": "Ledsagarservice"}, "FromDate": "2026-02-01", "PersonCategory1": true, "PersonCategory2": false, "PersonCategory3": false, "PersonCategory3P": false, "Law": 2},
{"Id": 72, "PersonId": "195006142524", "Code": {"Text": "Daglig verksamhet"}, "PersonCategory3": true, "PersonCategory3P": true},
{"Id": 73, "PersonId": "195006142524", "Code": "Kontaktperson", "PersonCategory1": true, "PersonCategory3P": true}]`

func TestDecisionsByLSSNameTheGroup(t *testing.T) {
	b := read(t, lssDecisions)
	all := only[*care.Decision](t, b)
	if len(all) != 3 || b.Format != "lifecare.lss_decisions" {
		t.Fatalf("%d decisions of %s %s", len(all), b.Format, problems(b.Errors))
	}
	for i, want := range []string{"LSS 1 Ledsagarservice", "LSS 3 Daglig verksamhet", "LSS 1, 3 Kontaktperson"} {
		if got := all[i].Law + " " + all[i].Group + " " + all[i].What; got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

const investigations = `[
{"Id": 61, "PersonId": "192401297250", "Caseworker": {"FullName": "Karin Berg"}, "StartDate": "2025-12-01T00:00:00", "EndDate": "2026-01-15T00:00:00", "Type": {"Text": "Ansökan"}, "UpdateTime": "2026-01-16T09:30:00", "Law": "SoL", "Deleted": false},
{"Id": 62, "PersonId": "192401297250", "Law": "LSS", "StartDate": null, "Deleted": true}]`

func TestInvestigations(t *testing.T) {
	b := read(t, investigations)
	all := only[*care.Investigation](t, b)
	if len(all) != 1 || b.Format != "lifecare.investigations" || removed(b) != "investigation 62" {
		t.Fatalf("%d of %s, removed %s", len(all), b.Format, removed(b))
	}
	same(t, all[0], &care.Investigation{
		Meta: care.Meta{Source: "lifecare.investigations", SourceID: "61"}, Law: "SoL", Type: "Ansökan", CaseWorker: "Karin Berg",
		Starts: at(2025, 12, 1, 0, 0), Ends: at(2026, 1, 15, 0, 0), Updated: at(2026, 1, 16, 9, 30),
	})
}

const absences = `[
{"Id": 81, "PersonId": "192401297250", "StartDate": "2026-11-21T10:00:00", "EndDate": "9999-12-31T00:00:00", "Reason": {"Code": 1, "Text": "Sjukhus"}, "Note": "Avd 7", "Deleted": false},
{"Id": 82, "PersonId": "195006142524", "StartDate": "2026-11-21", "EndDate": "2026-11-20", "Reason": null},
{"Id": 83, "PersonId": "195006142524", "StartDate": null, "Reason": null},
{"Id": 84, "PersonId": "195006142524", "StartDate": "2026-11-21", "Deleted": true}]`

func TestAbsences(t *testing.T) {
	b := read(t, absences)
	all := only[*care.Absence](t, b)
	if len(all) != 2 || b.Format != "lifecare.absences" || removed(b) != "absence 84" {
		t.Fatalf("%d of %s, removed %s", len(all), b.Format, removed(b))
	}
	same(t, all[0], &care.Absence{Meta: care.Meta{Source: "lifecare.absences", SourceID: "81"}, From: at(2026, 11, 21, 10, 0), Reason: "Sjukhus", Note: "Avd 7"})
	if !all[1].To.IsZero() || problems(b.Errors)+" | "+problems(b.Warnings) != "3 bad_date StartDate | 2 unknown_value EndDate" {
		t.Errorf("an end before the start: %+v, %s | %s", all[1], problems(b.Errors), problems(b.Warnings))
	}
}

const journals = `{"JournalId": 4, "CustomerNumber": 11, "PersonId": "192401297250", "PersonName": "Ek, Anna", "OrganizationUnit": {"OrganizationId": 1, "OrganizationUnitId": "a", "OrganizationName": "Hemsjukvården"},
"StartDate": "2024-03-01T00:00:00", "EndDate": "2026-03-01T00:00:00", "EndReason": {"CodeId": 2, "Name": "Utskriven"}, "ModifiedDate": "2026-03-01T00:00:00", "Deleted": false}
{"JournalId": 5, "CustomerNumber": 12, "Deleted": true}`

func TestJournals(t *testing.T) {
	b := read(t, journals)
	all := only[*care.Journal](t, b)
	if len(all) != 1 || b.Format != "lifecare.hsl_journals" || removed(b) != "journal 5" || b.Incoming[0].Whose.Name != "Anna Ek" {
		t.Fatalf("%d of %s, removed %s", len(all), b.Format, removed(b))
	}
	same(t, all[0], &care.Journal{
		Meta: care.Meta{Source: "lifecare.hsl_journals", SourceID: "4"}, Unit: "Hemsjukvården",
		Starts: at(2024, 3, 1, 0, 0), Ends: at(2026, 3, 1, 0, 0), Why: "Utskriven",
	})
}

const (
	units = `[{"CompanyId": 1, "CompanyName": "Kommunen", "Active": true, "Id": 31, "Name": "Hemtjänst Söder"}, {"CompanyId": 1, "Active": false, "Id": 32, "Name": "Nedlagd"},
	{"CompanyId": 1, "Id": 33, "Deleted": true}, {"CompanyId": 1, "Name": "Utan nummer"}]`
	personnels = `[{"Id": 51, "Title": "Undersköterska", "Signature": "MAAL", "UserId": "maal01", "PersonId": "195006142524", "FirstName": "Maria", "LastName": "Alm",
	 "Roles": [{"Active": true, "FromDate": "2020-01-01", "ToDate": null, "ProviderUnitId": 31}, {"Active": true, "ToDate": "2026-11-21", "ProviderUnitId": 32}, {"Active": false, "ProviderUnitId": 33}, {"Active": true, "FromDate": "2026-12-01", "ProviderUnitId": 34}, {"Active": true, "ToDate": "2026-11-22", "ProviderUnitId": 31}],
	 "HsaIds": [{"HsaId": "SE1", "ProviderUnitId": 31}], "Addresses": [{"StreetAddress": "Hemma 1", "Type": "Home"}],
	 "Phones": [{"PhoneNumber": "0980-31 92 00", "Type": "Work"}, {"PhoneNumber": "070-174 06 05", "Type": "Home"}, {"PhoneNumber": "0980-31 92 01", "Type": "Work", "Protected": true}],
	 "Emails": [{"EmailAddress": "maria@example.se", "Type": "Work"}, {"EmailAddress": "privat@example.se", "Type": "Home"}]},
	{"Id": 52, "Signature": "X", "FullName": "Slutat", "Roles": [{"Active": false, "ProviderUnitId": 31}]}, {"Id": 53, "Signature": null, "Deleted": true}]`
	headlines = `[{"Id": 41, "Name": "Tillsyn", "ServiceCategoryId": 5, "ServiceCategoryName": "Omvårdnad", "IsActive": true, "HelpText": "Kort om besöket", "Law": "SoL", "PhraseTexts": ["Sov lugnt", " ", "Vaken"]},
	{"Id": 42, "Name": "Gammalt", "IsActive": false}]`
	executions = `[{"Id": 21, "PersonId": "192401297250", "StartDate": "2026-02-01T00:00:00", "EndDate": null, "ServiceCategory": {"Code": 5, "Text": "Omvårdnad"}, "Law": "SoL", "OrganizationUnit": {"Id": "a", "Name": "Kommunen"}, "ProviderUnit": {"Id": 31, "Name": "Hemtjänst Söder"}, "Professional": {"Id": "b", "Name": "Maria Alm"}, "EndReasonId": 0, "EndReasonText": ""},
	{"Id": 22, "PersonId": "192401297250", "ServiceCategoryName": "Larm", "EndReasonId": 3, "ProviderUnit": null}, {"Id": 23, "EndReasonId": 0, "Deleted": true}, {"Id": 24, "PersonId": "", "EndReasonId": 0}]`
)

func TestReferences(t *testing.T) {
	for name, c := range map[string]struct {
		raw, format, removed, wrong string
		want                        []care.Reference
	}{
		"units": {units, "lifecare.units", "reference 33", "4 no_number Id", []care.Reference{
			{What: care.ReferenceUnit, Number: "31", Name: "Hemtjänst Söder"}, {What: care.ReferenceUnit, Number: "32", Name: "Nedlagd", Inactive: true}}},
		"staff": {personnels, "lifecare.staff", "reference 53", "", []care.Reference{
			{What: care.ReferenceStaff, Number: "51", Name: "Maria Alm", Title: "Undersköterska", Sign: "MAAL", Units: []string{"31"},
				Phones: []care.Phone{{Number: "0980-31 92 00", Type: "Work"}}, Emails: []string{"maria@example.se"}},
			{What: care.ReferenceStaff, Number: "52", Name: "Slutat", Sign: "X", Inactive: true}}},
		"headlines": {headlines, "lifecare.headlines", "", "", []care.Reference{
			{What: care.ReferenceHeadline, Number: "41", Name: "Tillsyn", Category: "Omvårdnad", Help: "Kort om besöket", Law: "SoL", Phrases: []string{"Sov lugnt", "Vaken"}},
			{What: care.ReferenceHeadline, Number: "42", Name: "Gammalt", Inactive: true}}},
		"executions": {executions, "lifecare.executions", "reference 23", "4 no_person PersonId", []care.Reference{
			{What: care.ReferenceExecution, Number: "21", Name: "Hemtjänst Söder", Law: "SoL", Category: "Omvårdnad", Unit: "31", Starts: at(2026, 2, 1, 0, 0)},
			{What: care.ReferenceExecution, Number: "22", Category: "Larm", Inactive: true}}},
	} {
		t.Run(name, func(t *testing.T) {
			b := read(t, c.raw)
			all := only[*care.Reference](t, b)
			if len(all) != len(c.want) || b.Format != c.format || removed(b) != c.removed || problems(b.Errors) != c.wrong {
				t.Fatalf("%d of %s, removed %s, wrong %s", len(all), b.Format, removed(b), problems(b.Errors))
			}
			for i, want := range c.want {
				want.Source, want.SourceID = c.format, want.Number
				same(t, all[i], &want)
			}
		})
	}
	for _, in := range read(t, executions).Incoming {
		if in.Whose.PersonalID != "192401297250" {
			t.Errorf("whose execution: %+v", in.Whose)
		}
	}
}
