package lifecare_test

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding/unicode"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/intake/lifecare"
	"avbrottsparm/internal/text"
)

// The answers are read on Sunday afternoon.
var now = time.Date(2026, 11, 22, 14, 0, 0, 0, time.UTC)

func read(t testing.TB, raw string) care.Batch {
	t.Helper()
	reader := lifecare.NewReader()
	if !reader.Recognises("svar", []byte(raw)) {
		t.Errorf("the content isn't recognised: %.80s", raw)
	}
	batches, err := reader.Read(context.Background(), "svar", []byte(raw), now)
	if err != nil || len(batches) != 1 {
		t.Fatalf("read: %v, %d batches", err, len(batches))
	}
	checkWords(t, batches[0])
	if batches[0].FullList {
		t.Error("an answer is a page, never a full list")
	}
	return batches[0]
}

func checkWords(t testing.TB, b care.Batch) {
	t.Helper()
	for _, lang := range []text.Lang{text.Swedish, text.English} {
		words := text.For(lang)
		if !words.Has("format." + b.Format) {
			t.Errorf("format.%s has no name in %s", b.Format, lang)
		}
		for _, p := range slices.Concat(b.Errors, b.Warnings) {
			if said := words.Say("row."+p.Code, p.Pairs...); strings.Contains(said, "[[") {
				t.Errorf("row.%s has no sentence in %s", p.Code, lang)
			}
		}
	}
}

func problems(list []care.RowProblem) string {
	var parts []string
	for _, p := range list {
		parts = append(parts, fmt.Sprintf("%d %s %s", p.Row, p.Code, p.Field))
	}
	return strings.Join(parts, "; ")
}

func only[T care.Item](t testing.TB, b care.Batch) (all []T) {
	t.Helper()
	for _, in := range b.Incoming {
		if it, ok := in.Item.(T); ok {
			all = append(all, it)
		}
	}
	return all
}

func TestClients(t *testing.T) {
	b := read(t, `[
	{"Id": 11, "PersonId": "192401297250", "FirstName": "Anna", "LastName": "Ek", "Active": true, "KeyCode": "2199", "Deleted": false,
	 "Addresses": [{"StreetAddress": "Arbetsgatan 1", "Type": "Work"}, {"StreetAddress": "Storgatan 1", "ZipCode": "123 45", "City": "Staden", "EntryCode": "4711", "Type": "Home"}],
	 "Phones": [{"PhoneNumber": "08-123 45 67", "Protected": true, "Type": "Home"}], "Emails": [{"EmailAddress": "anna@example.se"}, {"EmailAddress": "x@example.se", "Protected": true}], "Okänt": {"x": [1]}},
	{"Id": 12, "PersonId": "195006142524", "FullName": "Bo Ek", "IsConfidential": true, "Active": true},
	{"Id": 13, "PersonId": "192410019190", "FullName": "Cilla Ek", "ProtectedRegistration": true, "Deregistration": {"Date": "2026-11-01T00:00:00", "Reason": "Decease"}},
	{"Id": 14, "PersonId": "19240129A123", "FullName": "Dan Ek", "Active": false, "Deregistration": null},
	{"Id": 15, "PersonId": "192410068338", "Deleted": true},
	{"Id": "16", "PersonId": "192411026301", "FirstName": 7},
	{"FirstName": "", "Active": true},
	"inget objekt",
	{"Id": 17, "PersonId": 192411119213, "FullName": "Eva Ek", "Deregistration": {"Date": "2027-01-01", "Reason": "Other"}}
	]`)
	people := only[*care.Person](t, b)
	if len(people) != 5 {
		t.Fatalf("%d persons, want 5", len(people))
	}
	anna := people[0]
	if a := anna.Address(); a.Street != "Storgatan 1" || a.EntryCode != "4711" || anna.Name() != "Anna Ek" || anna.Inactive || anna.Protected {
		t.Errorf("Anna: %+v", anna)
	}
	if len(anna.Keys) != 0 {
		t.Errorf("the municipality's KeyCode became a key: %v", anna.Keys)
	}
	if !anna.Phones[0].Protected || len(anna.Emails) != 1 {
		t.Errorf("Anna's protected number and e-mail: %v %v", anna.Phones, anna.Emails)
	}
	if anna.SourceID != "11" || anna.KnownAs[0] != (care.SourceNumber{System: "lifecare", Number: "11"}) || b.Incoming[0].Whose.Street != "Storgatan 1" {
		t.Errorf("Anna is known as %v, key %+v", anna.KnownAs, b.Incoming[0].Whose)
	}
	if !people[1].Protected || !people[2].Protected || !people[2].Inactive || !people[3].Inactive || people[4].Inactive {
		t.Errorf("marks: %+v", people[1:])
	}
	if got := problems(b.Errors); got != "6 bad_object FirstName; 7 no_person PersonId; 8 bad_object ?" {
		t.Errorf("errors: %s", got)
	}
	if got := problems(b.Warnings); got != "1 email_left_out Emails; 4 unknown_id_form PersonId" {
		t.Errorf("warnings: %s", got)
	}
	if len(b.Removed) != 1 || b.Removed[0].SourceID != "15" || b.Removed[0].Whose.PersonalID != "192410068338" || b.Removed[0].Kind != care.KindPerson {
		t.Errorf("removed: %+v", b.Removed)
	}
	if !b.AsOf.IsZero() || b.Has(care.FieldKeys) || !b.Has(care.FieldProtected) {
		t.Errorf("as of %v, fields %v", b.AsOf, b.Fields)
	}
}

func TestRelativesAndContactsAreToldByTheirRelations(t *testing.T) {
	relatives := read(t, `{"value": [
	{"Id": 1, "PersonId": "192401297250", "Relation": "Dotter", "FirstName": "Eva", "LastName": "Ek", "Note": "Första kontakt, ej natt.\r\nBor i Byn", "Phones": [{"PhoneNumber": "070-174 06 05", "Type": "Mobile"}]},
	{"Id": 2, "PersonId": "192401297250", "Relation": "Son", "FullName": "Per Ek", "Note": "Får kontaktas nattetid"},
	{"Id": 3, "PersonId": "192401297250", "Relation": "Son", "Deleted": true},
	{"Id": 4, "PersonId": "", "Relation": "Granne", "FullName": "Ann Lind"}]}`)
	if relatives.Format != "lifecare.relatives" || len(relatives.Incoming) != 2 {
		t.Fatalf("%s with %d items", relatives.Format, len(relatives.Incoming))
	}
	eva, per := relatives.Incoming[0].Item.(*care.Relative), relatives.Incoming[1].Item.(*care.Relative)
	if !eva.FirstContact || eva.Night == nil || *eva.Night || eva.Note != "Första kontakt, ej natt.\nBor i Byn" {
		t.Errorf("Eva: %+v", eva)
	}
	if per.FirstContact || per.Night == nil || !*per.Night {
		t.Errorf("Per: %+v", per)
	}
	if got := problems(relatives.Errors); got != "4 no_person PersonId" || len(relatives.Removed) != 1 {
		t.Errorf("errors %s, removed %v", got, relatives.Removed)
	}

	contacts := read(t, `[{"id": 1, "personId": "192401297250", "relation": "God man", "fullName": "Gun Alm"},
	{"id": 2, "personId": "192401297250", "relation": "Läkare", "firstName": "Farid", "lastName": "N", "note": "Norra vårdcentralen"}]`)
	if contacts.Format != "lifecare.contacts" || len(contacts.Incoming) != 2 {
		t.Fatalf("%s with %d items", contacts.Format, len(contacts.Incoming))
	}
	if c := contacts.Incoming[1].Item.(*care.Contact); c.Role != "Läkare" || c.Name() != "Farid N" || c.Note != "Norra vårdcentralen" {
		t.Errorf("contact: %+v", c)
	}
}

func TestCriticalInformations(t *testing.T) {
	b := read(t, `{"PersonId": "192401297250",
	"Infections": [{"Id": "a", "Status": "Current", "Text": "{\\rtf1\\ansi{\\fonttbl{\\f0 Arial;}}\\f0 MRSA i s\\'e5r\\par Handskar \\u8211? alltid}", "CreatedTime": "2026-02-01T10:00:00"}],
	"Observations": [{"Id": "b", "Status": "History", "PlainText": "gammal"}, {"Id": "c", "Status": "Current", "ErrorMarked": true, "PlainText": "fel"}, {"Id": "d", "Status": "Deleted"}],
	"Warnings": [{"Id": "e", "Status": "Current", "PlainText": "Överkänslig mot penicillin", "Text": "{\\rtf1 annat}", "CreatedTime": "2026-07-01T10:00:00", "CreatedName": "Sara Ö"}, {"Id": "f", "Status": "Current"}]}`)
	warnings := only[*care.Warning](t, b)
	if len(warnings) != 2 {
		t.Fatalf("%d warnings, want 2", len(warnings))
	}
	allergy, infection := warnings[0], warnings[1]
	if allergy.What != care.WarningWarning || allergy.Text != "Överkänslig mot penicillin" || allergy.By != "Sara Ö" || allergy.Noted.Format(time.RFC3339) != "2026-07-01T10:00:00+02:00" {
		t.Errorf("warning: %+v", allergy)
	}
	if infection.What != care.WarningInfection || infection.Text != "MRSA i sår\nHandskar – alltid" {
		t.Errorf("infection: %q", infection.Text)
	}
	if len(b.Removed) != 3 || len(b.CompleteFor) != 1 || problems(b.Warnings) != "1 no_text PlainText" {
		t.Errorf("removed %v, complete for %v, %s", b.Removed, b.CompleteFor, problems(b.Warnings))
	}
}

func TestServicePlans(t *testing.T) {
	b := read(t, `{"data": {"items": [{"Id": 9, "PersonId": "192401297250", "EstablishedDate": "2026-02-25T00:00:00", "EndDate": "0001-01-01T00:00:00", "FollowUpDate": "snart",
	"ClientParticipation": true, "ClientParticipationComment": "Deltog", "Participants": [{"FirstName": "Eva", "LastName": "Ek", "Relation": "dotter"}, {"FullName": "Bo"}],
	"Services": [{"ServiceType": {"Code": 1, "Text": "Dusch"}, "StartDate": "2026-03-01"}, {"ServiceType": {"Text": "Städ"}}, {"ServiceType": null}],
	"OtherInformation": [
	 {"Headline": {"Text": "Dusch"}, "Text": "Duschar sittande\nMål: Känna sig fräsch\nHur: Ställ fram pallen\noch handduken\nNär: Måndagar\nVem: Två personal"},
	 {"Headline": {"Text": "Mål och genomförande: Städ"}, "Text": "Vad: Golv"},
	 {"Headline": {"Text": "Boende"}, "Text": "Hiss finns"}, {"Headline": {"Text": "Tomt"}, "Text": " "}],
	"OtherServices": "Larm", "ImportantInformation": "Hör dåligt", "CreatedBy": {"FirstName": "Sara", "LastName": "Ö"}}]}}`)
	plans := only[*care.ServicePlan](t, b)
	if len(plans) != 1 {
		t.Fatalf("%d plans", len(plans))
	}
	p := plans[0]
	want := care.Goal{Service: "Dusch", Goal: "Känna sig fräsch", What: "Duschar sittande", How: "Ställ fram pallen\noch handduken", Who: "Två personal", When: "Måndagar",
		Starts: care.LocalTime(2026, 3, 1, 0, 0, 0)}
	if len(p.Goals) != 2 || p.Goals[0] != want || p.Goals[1].What != "Golv" {
		t.Errorf("goals: %+v", p.Goals)
	}
	if !slices.Equal(p.Participants, []string{"Eva Ek (dotter)", "Bo"}) || len(p.Other) != 1 || p.Other[0].Headline != "Boende" || p.CreatedBy != "Sara Ö" || p.Important != "Hör dåligt" {
		t.Errorf("plan: %+v", p)
	}
	if !p.Ends.IsZero() || !p.FollowUp.IsZero() || p.Established.Format(time.RFC3339) != "2026-02-25T00:00:00+01:00" || problems(b.Warnings) != "1 unknown_value FollowUpDate" {
		t.Errorf("dates: %+v, %s", p, problems(b.Warnings))
	}
}

func TestPlannedWorkshifts(t *testing.T) {
	b := read(t, `[{"Id": "s1", "ModificationTime": "2026-11-22T05:00:00", "StartTime": "2026-11-23T21:30:00", "EndTime": "2026-11-24T07:00:00", "TypeOfTransportation": "Bicycle",
	"Personnel": {"FirstName": "Sara", "LastName": "Ö"}, "PlannedActivities": [
	 {"Id": "v1", "StartTime": "2026-11-23T23:45:00", "Duration": "00:30:00", "TraveltimeToActivity": "PT5M", "ActivityName": "Tillsyn", "Description": "DUBBELBEMANNING 2/2", "MedicalReminder": true, "TypeOfPlannedActivity": "Visit",
	  "Client": {"PersonId": "192401297250", "FirstName": "Anna", "LastName": "Ek", "Addresses": [{"StreetAddress": "Storgatan 1", "City": "Staden"}]},
	  "KeyInfos": [{"TypeOfKeyInfo": "ClientKeyCode", "Value": "1"}, {"TypeOfKeyInfo": "ClientKeyNumber", "Value": "2"}, {"TypeOfKeyInfo": "ActivityKeyCode", "Value": "3"}, {"TypeOfKeyInfo": "ActivityKeyNumber", "Value": "4"}, {"TypeOfKeyInfo": "Magi", "Value": "5"}],
	  "ServiceItems": [{"Type": {"Text": "Tillsyn natt"}}, {"Category": {"Text": "Omvårdnad"}}]},
	 {"Id": "v2", "StartTime": "2026-11-24T02:00:00", "Duration": "PT30M", "TypeOfPlannedActivity": "Pause", "ActivityName": "Rast"},
	 {"Id": "v3", "StartTime": "2026-11-24T01:00:00Z", "Duration": 15, "TypeOfPlannedActivity": "MiscPersonnelJob", "ActivityName": "Rapport"},
	 {"Id": "v4", "StartTime": "2026-11-24T03:00:00", "Duration": "länge", "TypeOfPlannedActivity": "Undefined", "Client": {"PersonId": "195006142524", "Addresses": [{"StreetAddress": "Hemliga gatan 1", "Protected": true}]}},
	 {"Id": "v5", "StartTime": "2026-11-24T04:00:00", "TypeOfPlannedActivity": "Visit"},
	 {"Id": "v6", "StartTime": "2026-02-30T04:00:00", "TypeOfPlannedActivity": "Pause"}]},
	{"Id": "s2", "ModificationTime": "2026-11-22T06:00:00Z", "IsRevoked": true},
	{"Id": "s3", "ModificationTime": "2036-11-22T06:00:00Z", "StartTime": "2026-11-23T08:00:00", "EndTime": "2026-11-23T07:00:00"},
	{"Id": "s4", "StartTime": "2026-10-24T21:00:00", "EndTime": "2026-10-25T07:00:00", "PlannedActivities": null}]`)
	shifts, visits := only[*care.Workshift](t, b), only[*care.Visit](t, b)
	if len(shifts) != 2 || len(visits) != 4 {
		t.Fatalf("%d shifts and %d visits, want 2 and 4", len(shifts), len(visits))
	}
	if s := shifts[0]; s.Staff != "Sara Ö" || s.Transport != "Bicycle" || s.Start.Format(time.RFC3339) != "2026-11-23T21:30:00+01:00" || s.SourceID != "s1" {
		t.Errorf("shift: %+v", s)
	}
	if night := shifts[1].End.Sub(shifts[1].Start); night != 11*time.Hour {
		t.Errorf("the night when the clock goes back is %s long, want 11h", night)
	}
	v := visits[0]
	if v.ShiftID != "s1" || v.Staff != "Sara Ö" || v.Travel != 5*time.Minute || !v.Medical || v.Double != "2/2" || v.Place != "Storgatan 1, Staden" || !v.PassesMidnight() {
		t.Errorf("visit: %+v", v)
	}
	if v.Services() != "Tillsyn natt, Omvårdnad" || len(v.Keys) != 4 || v.Keys[3] != (care.KeyInfo{Kind: care.ActivityKeyNumber, Value: "4"}) {
		t.Errorf("services %q, keys %v", v.Services(), v.Keys)
	}
	if visits[1].Kind != care.VisitPause || visits[1].End.Sub(visits[1].Start) != 30*time.Minute {
		t.Errorf("pause: %+v", visits[1])
	}
	if visits[2].Kind != care.VisitOther || visits[2].Start.Format("15:04") != "02:00" || visits[2].End.Sub(visits[2].Start) != 15*time.Minute {
		t.Errorf("other work: %+v", visits[2])
	}
	if visits[3].Kind != care.VisitVisit || visits[3].Place != "" {
		t.Errorf("the visit to a protected address: %+v", visits[3])
	}
	if got := problems(b.Errors); got != "1 no_person PlannedActivities.Client; 1 bad_date PlannedActivities.StartTime; 3 end_before_start EndTime" {
		t.Errorf("errors: %s", got)
	}
	if got := problems(b.Warnings); got != "1 unknown_value KeyInfos.TypeOfKeyInfo; 1 unknown_value PlannedActivities.Duration" {
		t.Errorf("warnings: %s", got)
	}
	if len(b.Removed) != 1 || b.Removed[0].Kind != care.KindShift || b.Removed[0].SourceID != "s2" {
		t.Errorf("removed: %v", b.Removed)
	}
	if !b.AsOf.IsZero() {
		t.Errorf("as of %s: a time of modification doesn't tell when the answer left Lifecare", b.AsOf)
	}
}

func TestWrappings(t *testing.T) {
	object := `{"Id": 1, "PersonId": "192401297250", "FullName": "Anna Ek", "ProtectedRegistration": false}`
	for name, raw := range map[string]string{
		"a list":                 `[` + object + `]`,
		"an object":              object,
		"under a key":            `{"count": 1, "value": [` + object + `]}`,
		"under keys":             `{"meta": {"next": null, "links": []}, "result": {"clients": [` + object + `]}}`,
		"an object in each line": object + "\n" + strings.Replace(object, `"Id": 1`, `"Id": 2`, 1),
		"with a mark":            "\ufeff[" + object + `]`,
	} {
		t.Run(name, func(t *testing.T) {
			if b := read(t, raw); b.Format != "lifecare.clients" || len(b.Incoming) == 0 || len(b.Errors) > 0 {
				t.Errorf("%s with %d items, errors %v", b.Format, len(b.Incoming), b.Errors)
			}
		})
	}
	wide, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String("[" + object + "]")
	if err != nil {
		t.Fatal(err)
	}
	if b := read(t, wide); len(b.Incoming) != 1 {
		t.Errorf("UTF-16: %d items", len(b.Incoming))
	}
}

func TestFilesThatCannotBeRead(t *testing.T) {
	for name, c := range map[string]struct{ raw, want string }{
		"nothing":             {"", "intake.empty"},
		"an empty list":       {"[]", "intake.empty"},
		"an empty page":       {`{"value": []}`, "intake.empty"},
		"cut off":             {`[{"PersonId": "192401297250", "Relation": "Dot`, "intake.broken_json"},
		"a comma too much":    {`[{"PersonId": "192401297250"},]`, "intake.broken_json"},
		"something else":      {`{"a": 1}`, "intake.unknown_json"},
		"a number":            {`7`, "intake.unknown_json"},
		"nested too deep":     {strings.Repeat("[", 100_000) + strings.Repeat("]", 100_000), "intake.too_deep"},
		"deep inside a field": {`[{"PersonId": "192401297250", "Active": ` + strings.Repeat(`{"a":`, 70) + "1" + strings.Repeat("}", 70) + "}]", "intake.too_deep"},
	} {
		t.Run(name, func(t *testing.T) {
			batches, err := lifecare.NewReader().Read(context.Background(), "a.json", []byte(c.raw), now)
			if !text.IsFault(err, c.want) {
				t.Fatalf("got %v and %d batches, want the fault %s", err, len(batches), c.want)
			}
			if said := text.For(text.Swedish).Explain(err); strings.Contains(said, "{") || said == text.For(text.Swedish).Say("error.unknown") {
				t.Errorf("no whole sentence: %s", said)
			}
			if strings.Contains(err.Error(), "1924") {
				t.Errorf("the error quotes the file: %v", err)
			}
		})
	}
	if _, err := lifecare.NewReader().Read(context.Background(), "a.json", make([]byte, 128<<20+1), now); err == nil {
		t.Error("129 MiB of nothing were read")
	}
}

func TestRecognisesByContent(t *testing.T) {
	for name, c := range map[string]struct {
		file, raw string
		want      bool
	}{
		"an answer under any name": {"svar.txt", `[{"PersonId": "192401297250", "Relation": "Son"}]`, true},
		"unknown content":          {"a.txt", `{"a": 1}`, false},
		"the same called json":     {"a.json", `{"a": 1}`, true},
		"another standard":         {"a.json", `{"resourceType": "Patient", "active": true}`, false},
		"a table":                  {"a.json", "Namn;Kundnr\nAnna Ek;7\n", false},
	} {
		if got := lifecare.NewReader().Recognises(c.file, []byte(c.raw)); got != c.want {
			t.Errorf("%s: recognised %v, want %v", name, got, c.want)
		}
	}
}

// FuzzJSON holds that no file makes the reader panic and that every problem has its words.
func FuzzJSON(f *testing.F) {
	for name, raw := range samples {
		f.Add(name+".json", []byte(raw))
	}
	for _, seed := range []string{
		`[{"Id": 1, "PersonId": "192401297250", "FullName": "Anna Ek", "ProtectedRegistration": true, "Phones": [{"PhoneNumber": "08", "Protected": true}]}]`,
		`{"value": [{"Id": 1, "PersonId": "192401297250", "Relation": "God man", "Note": "ej natt"}]}`,
		`{"PersonId": "192401297250", "Warnings": [{"Id": "a", "Text": "{\\rtf1 \\'e5\\u8211? {\\*\\x y}\\par z}"}]}`,
		`[{"Id": "s", "StartTime": "2026-10-25T02:30:00", "EndTime": "2026-10-25T09:00:00Z", "PlannedActivities": [{"StartTime": "2026-10-25T02:30:00", "Duration": "PT30M", "ServiceItems": [{}], "Client": {}}], "IsRevoked": false}]`,
		`[[[[`, `{"a": {"b": []}}`, "\xff\xfe[\x00]\x00",
	} {
		f.Add("a.json", []byte(seed))
	}
	f.Fuzz(func(t *testing.T, name string, raw []byte) { readsAtAll(t, name, raw) })
}

// readsAtAll reads a file of any content and holds what is always so; it is false for a file that
// was refused.
func readsAtAll(t *testing.T, name string, raw []byte) bool {
	t.Helper()
	reader := lifecare.NewReader()
	reader.Recognises(name, raw)
	batches, err := reader.Read(context.Background(), name, raw, now)
	if err != nil {
		if said := text.For(text.Swedish).Explain(err); said == text.For(text.Swedish).Say("error.unknown") {
			t.Errorf("%v has no sentence", err)
		}
		return false
	}
	for _, b := range batches {
		checkWords(t, b)
		if len(b.Kinds) == 0 || b.FullList || b.Everything {
			t.Errorf("%s is about %v and claims to be whole: %v", b.Format, b.Kinds, b.FullList)
		}
		for _, in := range b.Incoming {
			if in.Row < 1 || in.Item.ItemMeta().Source != b.Format || !slices.Contains(b.Kinds, in.Item.ItemKind()) {
				t.Errorf("row %d of %s has source %q and kind %s", in.Row, b.Format, in.Item.ItemMeta().Source, in.Item.ItemKind())
			}
			if _, err := json.Marshal(in.Item); err != nil {
				t.Errorf("row %d of %s can't be stored: %v", in.Row, b.Format, err)
			}
		}
	}
	return true
}
