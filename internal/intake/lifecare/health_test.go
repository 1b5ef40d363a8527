package lifecare_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"avbrottsparm/internal/care"
)

func at(year int, month time.Month, day, hour, minute int) time.Time {
	return care.LocalTime(year, month, day, hour, minute, 0)
}

// same compares two items of which the first came from an answer, in instants and not in zones.
func same(t *testing.T, got, want any) {
	t.Helper()
	if !reflect.DeepEqual(inUTC(got), inUTC(want)) {
		t.Errorf("got\n%+v\nwant\n%+v", got, want)
	}
}

// inUTC is a copy of an item with its times in UTC.
func inUTC(item any) any {
	out := reflect.New(reflect.TypeOf(item).Elem())
	out.Elem().Set(reflect.ValueOf(item).Elem())
	for i := range out.Elem().NumField() {
		switch v := out.Elem().Field(i).Interface().(type) {
		case time.Time:
			out.Elem().Field(i).Set(reflect.ValueOf(v.UTC()))
		case []time.Time:
			var all []time.Time
			for _, t := range v {
				all = append(all, t.UTC())
			}
			out.Elem().Field(i).Set(reflect.ValueOf(all))
		}
	}
	return out.Interface()
}

const hslOrders = `[
{"OrderId": 45, "PatientPersonId": "192401297250", "PatientOrganizationId": 3, "StartDate": "2026-11-01T00:00:00", "StartTime": "13.30", "EndDate": null, "EndTime": null,
 "OrdererId": 8, "OrdererName": "Sara Ö", "OrderDate": "2026-10-30T09:12:00", "ReceiverProviderUnitId": 31, "ReceiverProviderUnitName": "Hemtjänst Söder",
 "ErrorMarkedById": 0, "ErrorMarkedName": null, "ErrorMarkedDate": null, "OrderText": "Omläggning av bensår.\r\nRing vid rodnad.", "Deleted": false},
{"OrderId": 46, "PatientPersonId": "195006142524", "StartDate": "2026-11-01", "EndDate": "2026-11-30", "EndTime": "08.00", "OrderText": "Insulin", "ErrorMarkedDate": "0001-01-01T00:00:00"},
{"OrderId": 47, "PatientPersonId": "195006142524", "OrderText": "Fel person", "ErrorMarkedDate": "2026-11-20T08:00:00Z", "ErrorMarkedName": "Sara Ö"},
{"OrderId": 48, "Deleted": true, "OrdererName": null},
{"OrderId": 49, "PatientPersonId": null, "OrderText": "Till vem?"},
{"OrderId": 50, "PatientPersonId": "195006142524", "StartDate": "2026-11-01", "StartTime": "kl 8"}]`

func TestHealthOrders(t *testing.T) {
	b := read(t, hslOrders)
	orders := only[*care.HealthOrder](t, b)
	if len(orders) != 3 || b.Format != "lifecare.hsl_orders" || !slices.Equal(b.Kinds, []care.Kind{care.KindHealthOrder}) {
		t.Fatalf("%d orders of %s %v", len(orders), b.Format, b.Kinds)
	}
	same(t, orders[0], &care.HealthOrder{
		Meta: care.Meta{Source: "lifecare.hsl_orders", SourceID: "order:45"}, Text: "Omläggning av bensår.\nRing vid rodnad.",
		OrderedBy: "Sara Ö", Unit: "Hemtjänst Söder", Starts: at(2026, 11, 1, 13, 30),
	})
	if !orders[1].Starts.Equal(at(2026, 11, 1, 0, 0)) || !orders[1].Ends.Equal(at(2026, 11, 30, 8, 0)) {
		t.Errorf("the second is from %v to %v", orders[1].Starts, orders[1].Ends)
	}
	if got := removed(b); got != "health_order order:47; health_order order:48" {
		t.Errorf("removed: %s", got)
	}
	if got := problems(b.Errors) + " | " + problems(b.Warnings); got != "5 no_person PatientPersonId | 6 unknown_value StartTime" {
		t.Errorf("problems: %s", got)
	}
}

const hslServices = `[
{"ActivityId": 123, "ActivityType": "Treating", "IsWhenNeeded": true, "PrescriptionCause": "Vid smärta",
 "KvaCodes": [{"Code": "QN001", "Name": "Smärtskattning", "IsPrimary": false}, {"Code": "DT016", "Name": "Läkemedelsadministrering", "IsPrimary": true}],
 "Description": "Ge ur dosett", "Duration": "00.15", "Nurse": false, "AssistantNurse": true, "OtherPersonnel": true, "TimeSpecified": true,
 "CreatedBy": {"UserName": "Sara Ö", "UserRole": "Sjuksköterska"}, "ErrorMarkedDateTime": null, "ErrorMarkedByName": null,
 "Feedback": "Ring vid dosbyte", "WhenDuringDay": 0, "WhenDuringDayText": "", "InactivatedDate": null, "InactivatedById": 0, "InactivatedName": "",
 "IsMedication": true, "DelegationMode": "Provider", "Tasks": [{"TaskCode": 1, "Description": "Läkemedel ur dosett"}],
 "TimeWindowMode": "WithinTheSpecifiedTimeWindow", "TimeWindow": {"TimeWindowFrom": "07.30", "TimeWindowTo": "9.00"}, "IsJournalClosed": false, "IsCareProcessClosed": false,
 "LHslOrderActivities": [{"Id": 9, "LHslOrderId": 45, "ActivityId": 123, "StartDate": "2026-11-01T00:00:00", "EndDate": null,
  "RRule": "FREQ=WEEKLY;BYDAY=MO,SU", "RRuleSummarySwedish": "Varje vecka, mån och sön",
  "Times": [{"Time": "08.00", "Monday": true, "Sunday": true, "Tuesday": false}, {"Time": "20.00", "Monday": true, "Tuesday": true, "Wednesday": true, "Thursday": true, "Friday": true, "Saturday": true, "Sunday": true}]}],
 "AllDayTimesPerDay": null},
{"ActivityId": 124, "KvaCodes": [], "Description": "Blodtryck", "TimeWindowMode": "AsPlanned", "TimeWindow": {"TimeWindowFrom": "00.00", "TimeWindowTo": "00.00"},
 "WhenDuringDayText": "Förmiddag", "AllDayTimesPerDay": 2, "DelegationMode": "NotSpecified", "InactivatedDate": "2026-11-20T08:00:00Z", "LHslOrderActivities": [{"LHslOrderId": 46, "StartDate": "2026-11-01"}]},
{"ActivityId": 125, "ErrorMarkedDateTime": "2026-11-20T08:00:00", "LHslOrderActivities": [{"LHslOrderId": 46}]},
{"ActivityId": 126, "Description": "Utan uppdrag", "LHslOrderActivities": []}]`

func TestServicesOfHealthOrders(t *testing.T) {
	b := read(t, hslServices)
	tasks := only[*care.HealthOrder](t, b)
	if len(tasks) != 2 || b.Format != "lifecare.hsl_services" {
		t.Fatalf("%d services of %s, %s", len(tasks), b.Format, problems(b.Errors))
	}
	same(t, tasks[0], &care.HealthOrder{
		Meta: care.Meta{Source: "lifecare.hsl_services", SourceID: "activity:123"}, OrderID: "order:45",
		Code: "DT016", Title: "Läkemedelsadministrering, Smärtskattning", Text: "Ge ur dosett", Cause: "Vid smärta", AsNeeded: true,
		Starts: at(2026, 11, 1, 0, 0), Recurrence: "FREQ=WEEKLY;BYDAY=MO,SU", Summary: "Varje vecka, mån och sön",
		Times:      []care.OrderTime{{At: "08:00", Days: []time.Weekday{time.Monday, time.Sunday}}, {At: "20:00"}},
		WindowFrom: "07:30", WindowTo: "09:00", Length: 15 * time.Minute, Medication: true, Delegation: care.DelegationUnit,
		Tasks: []string{"Läkemedel ur dosett"}, Professions: []string{care.ProfessionAssistantNurse, care.ProfessionOther},
		Feedback: "Ring vid dosbyte", OrderedBy: "Sara Ö",
	})
	if in := b.Incoming[0]; in.Via != (care.Via{Kind: care.KindHealthOrder, SourceID: "order:45"}) || !in.Whose.Empty() {
		t.Errorf("whose it is: %+v %+v", in.Via, in.Whose)
	}
	if o := tasks[1]; !o.Inactive || o.WindowFrom != "" || o.When != "Förmiddag" || o.PerDay != 2 || o.Delegation != care.DelegationNone || o.OrderID != "order:46" {
		t.Errorf("the second: %+v", o)
	}
	if got := removed(b) + " | " + problems(b.Errors); got != "health_order activity:125 | 4 no_order LHslOrderId" {
		t.Errorf("removed and wrong: %s", got)
	}
}

// An activity whose hour changes on Monday must not be listed at both hours on every day.
func TestAServiceWithSeveralSpans(t *testing.T) {
	span := func(order, from, to, rule, said, hour string) string {
		return `{"LHslOrderId": ` + order + `, "StartDate": "` + from + `", "EndDate": "` + to + `", "RRule": "` + rule + `", "RRuleSummarySwedish": "` + said + `", "Times": [{"Time": "` + hour + `", "Monday": true}]}`
	}
	task := func(spans string) *care.HealthOrder {
		t.Helper()
		all := only[*care.HealthOrder](t, read(t, `{"ActivityId": 7, "LHslOrderActivities": [`+spans+`]}`))
		if len(all) != 1 {
			t.Fatalf("%d services", len(all))
		}
		return all[0]
	}
	past, now, next := span("1", "2026-01-01", "2026-10-31", "A", "Förr", "07.00"), span("2", "2026-11-01", "2026-11-22", "B", "Varje måndag", "08.00"), span("3", "2026-11-23", "", "C", "Måndagar", "09.00")
	if o := task(past + "," + now); o.OrderID != "order:2" || o.Recurrence != "B" || len(o.Times) != 1 || o.Summary != "Varje måndag" {
		t.Errorf("one that holds now: %+v", o)
	}
	if o := task(past); o.OrderID != "order:1" || o.Current(at(2026, 11, 22, 12, 0)) {
		t.Errorf("one that has ended: %+v", o)
	}
	o := task(next + "," + past + "," + now)
	if o.OrderID != "order:2" || len(o.Times) != 0 || o.Summary != "2026-11-01–2026-11-22: Varje måndag, mån 08:00\n2026-11-23–: Måndagar, mån 09:00" || o.Recurrence != "B\nC" || !o.Ends.IsZero() {
		t.Errorf("two: %+v", o)
	}
	if moments, known := o.On(at(2026, 11, 22, 12, 0)); known || len(moments) > 0 {
		t.Errorf("hours are claimed for the day: %v", moments)
	}
	if o := task(now + "," + span("9", "2026-11-01", "2026-11-22", "B", "Varje måndag", "08.00")); len(o.Times) != 1 || o.Summary != "Varje måndag" {
		t.Errorf("the same in two orders: %+v", o)
	}
}

// An hour that can't be read stays in the list, so that nobody takes the others for all of them.
func TestHoursThatCannotBeRead(t *testing.T) {
	for raw, want := range map[string]struct {
		hours string
		known bool
	}{
		`[{"Time": "08.00", "Sunday": true}, {"Time": "vid läggdags"}]`: {"08:00 vid läggdags", false},
		`[{"Time": "08:00"}, {"Time": null, "Sunday": true}]`:           {"08:00 ?", false},
		`[{"Time": null, "Sunday": true}]`:                              {"", false},
		`[{"Time": "24.00"}, {"Time": "7.5"}]`:                          {"00:00 7.5", false},
		`[{"Time": "8.05"}, {"Time": "20.00.00"}]`:                      {"08:05 20:00", true},
	} {
		b := read(t, `[{"ActivityId": 7, "LHslOrderActivities": [{"LHslOrderId": 1, "StartDate": "2026-11-01", "RRule": "FREQ=DAILY", "Times": `+raw+`}]}]`)
		o := only[*care.HealthOrder](t, b)[0]
		var hours []string
		for _, at := range o.Times {
			hours = append(hours, at.At)
		}
		if got := strings.Join(hours, " "); got != want.hours {
			t.Errorf("%s is %q, want %q", raw, got, want.hours)
		}
		if _, known := o.On(at(2026, 11, 22, 12, 0)); known != want.known {
			t.Errorf("%s: what is to be done today is known: %v", raw, known)
		}
	}
}

const hslActivities = `[
{"Id": 123, "PatientPersonId": "192401297250", "PatientName": "Ek, Anna", "LHslJournalId": 4, "Type": "Treating", "KvaCode": {"Code": "DT016", "Name": "Läkemedelsadministrering"},
 "ExtraKvaCodes": [{"Code": "QN001", "Name": "Smärtskattning"}], "Description": "Ge ur dosett", "IsWhenNeeded": false, "TimeSpecified": true,
 "StartDate": "2026-11-01T07:00:00", "EndDate": "2026-12-01T07:15:00Z", "Duration": "00.15", "RRule": "FREQ=DAILY", "RRuleSummarySwedish": "Varje dag", "Times": [{"Time": "08.00"}],
 "Nurse": true, "IsPlanned": true, "DelegationMode": "Patient", "Goals": [{"Description": "Smärtfri", "FollowUpDate": "2026-12-01"}],
 "PlannedMeasuredTypes": [{"MeasuredTypeId": 1, "Name": "Blodtryck"}], "CreatedBy": {"UserName": null, "UserSignature": "SAÖ"},
 "ErrorMarkedBy": null, "InactivatedBy": null, "Deleted": false, "SystemStartTime": "2026-11-01T00:00:00Z", "SystemEndTime": "9999-12-31T23:59:59.9999999"},
{"Id": 124, "PatientPersonId": "195006142524", "PatientName": "Bo Ek", "TimeSpecified": false, "StartDate": "2026-11-01T00:00:00", "EndDate": null, "IsPlanned": true,
 "InactivatedBy": {"UserName": "Sara Ö", "Timestamp": "2026-11-20T08:00:00Z"}, "ErrorMarkedBy": {"UserName": null, "Timestamp": null}},
{"Id": 125, "PatientPersonId": "195006142524", "IsPlanned": true, "ErrorMarkedBy": {"UserName": "Sara Ö"}},
{"Id": 126, "Deleted": true, "IsPlanned": true, "SystemEndTime": "2026-11-20T08:00:00Z"},
{"Id": 123, "PatientPersonId": "192401297250", "IsPlanned": true, "Description": "Äldre version", "SystemEndTime": "2026-11-10T08:00:00Z"},
{"Id": 127, "IsPlanned": true}]`

func TestHealthActivities(t *testing.T) {
	b := read(t, hslActivities)
	all := only[*care.HealthOrder](t, b)
	if len(all) != 2 || b.Format != "lifecare.hsl_activities" {
		t.Fatalf("%d activities of %s, %s", len(all), b.Format, problems(b.Errors))
	}
	same(t, all[0], &care.HealthOrder{
		Meta: care.Meta{Source: "lifecare.hsl_activities", SourceID: "activity:123"}, Code: "DT016",
		Title: "Läkemedelsadministrering, Smärtskattning", Text: "Ge ur dosett", Starts: at(2026, 11, 1, 8, 0), Ends: at(2026, 12, 1, 8, 15),
		Recurrence: "FREQ=DAILY", Summary: "Varje dag", Times: []care.OrderTime{{At: "08:00"}}, Length: 15 * time.Minute,
		Delegation: care.DelegationPatient, Professions: []string{care.ProfessionNurse}, Measured: []string{"Blodtryck"},
		Goals: []string{"Smärtfri"}, OrderedBy: "SAÖ",
	})
	if whose := b.Incoming[0].Whose; whose.PersonalID != "192401297250" || whose.Name != "Anna Ek" {
		t.Errorf("whose: %+v", whose)
	}
	if o := all[1]; !o.Inactive || !o.Starts.Equal(at(2026, 11, 1, 0, 0)) || !o.Ends.IsZero() || b.Incoming[1].Whose.Name != "Bo Ek" {
		t.Errorf("the second: %+v", o)
	}
	if got := removed(b) + " | " + problems(b.Errors); got != "health_order activity:125; health_order activity:126 | 6 no_person PatientPersonId" {
		t.Errorf("removed and wrong: %s", got)
	}
}

const hslOccurrences = `{"MaxFetchedActivityId": 124, "Results": [
{"PatientPersonId": "192401297250", "PatientName": "Ek, Anna", "Activities": [
 {"Id": 123, "KvaCodes": ["DT016"], "PlannedDates": ["2026-11-23T00:00:00", "2026-11-24"], "PlannedPerformBy": [{"ProfessionKvaCode": "XS919", "ProfessionTitleSwe": "Sjuksköterska"}], "PerformAtProviderUnit": {"Id": 31, "Name": "Hemtjänst Söder"}, "PerformAtExternalUnit": null},
 {"Id": null, "PlannedDates": ["2026-11-23"]}]},
{"PatientPersonId": "195006142524", "PatientName": "Ek, Bo", "Activities": [{"Id": 124, "KvaCodes": [], "PlannedDates": ["någon dag"]}]},
{"PatientPersonId": "192401297250", "PatientName": "Ek, Anna", "Activities": [{"Id": 123, "KvaCodes": ["DT016"], "PlannedDates": ["2026-11-30T00:00:00"]}]}]}`

func TestPlannedDaysOfActivities(t *testing.T) {
	b := read(t, hslOccurrences)
	all := only[*care.HealthOrder](t, b)
	if len(all) != 2 || b.Format != "lifecare.hsl_occurrences" {
		t.Fatalf("%d activities of %s, %s", len(all), b.Format, problems(b.Errors))
	}
	same(t, all[0], &care.HealthOrder{
		Meta: care.Meta{Source: "lifecare.hsl_occurrences", SourceID: "activity:123"}, Code: "DT016", Unit: "Hemtjänst Söder",
		Professions: []string{care.ProfessionNurse}, Planned: []time.Time{at(2026, 11, 23, 0, 0), at(2026, 11, 24, 0, 0), at(2026, 11, 30, 0, 0)},
	})
	if got := problems(b.Errors) + " | " + problems(b.Warnings); got != "1 no_number Activities.Id | 2 unknown_value PlannedDates" {
		t.Errorf("problems: %s", got)
	}
	if b := read(t, `{"MaxFetchedActivityId": null, "Results": []}`); b.Format != "lifecare.hsl_occurrences" || len(b.Incoming)+len(b.Errors) > 0 {
		t.Errorf("no occurrences: %+v", b)
	}
}

const hslPerformed = `[
{"Id": 900, "ActivityId": 123, "ActivityType": "Treating", "PlannedTime": "2026-11-22T07:00:00", "PerformedTime": "2026-11-22T07:05:00Z", "Performed": true, "TimeSpecified": true,
 "Result": "Väl", "ReasonNotPerformed": null, "MeasuredValues": [{"Name": "Blodsocker", "UnitName": "mmol/l", "Value": 7.50, "HighLowValue": "High", "Comment": "Efter mat", "IsFasting": false}, {"Name": "Blodsocker", "Value": null, "HighLowValue": "Low", "IsFasting": true}, {"Name": "Vikt", "HighLowValue": "Undefined"}],
 "CreatedBy": {"UserName": "Maria Alm", "UserRole": "Undersköterska", "TimeStamp": "2026-11-22T07:06:00"}, "SignedBy": {"UserName": "Sara Ö", "UserRole": "Sjuksköterska"}, "ErrorMarkedBy": null,
 "ActivityPerformedKvas": [{"KvaCodeName": "Läkemedelsadministrering", "IsPerformed": true}, {"KvaCodeName": "Smärtskattning", "IsPerformed": false}], "Deleted": false, "SystemEndTime": null},
{"Id": 901, "ActivityId": 124, "PlannedTime": "2026-11-22T00:00:00", "PerformedTime": "2026-11-22T21:30:00", "Performed": false, "TimeSpecified": false, "ReasonNotPerformed": "Sov", "CreatedBy": {"UserName": "Maria Alm"},
 "ActivityPerformedKvas": [{"KvaCodeName": "Blodtryck", "IsPerformed": false}]},
{"Id": 902, "ActivityId": 124, "Performed": true, "PerformedTime": "2026-11-22T07:05:00Z", "ErrorMarkedBy": {"UserName": "Sara Ö"}},
{"Id": 903, "Deleted": true, "PerformedTime": null},
{"Id": 900, "ActivityId": 123, "PerformedTime": "2026-11-22T06:00:00Z", "SystemEndTime": "2026-11-22T08:00:00Z"},
{"Id": 904, "PerformedTime": "2026-11-22T06:00:00Z"},
{"Id": 905, "ActivityId": 123, "PerformedTime": null, "PlannedTime": "i går"}]`

func TestSignedActivities(t *testing.T) {
	b := read(t, hslPerformed)
	all := only[*care.Signing](t, b)
	if len(all) != 2 || b.Format != "lifecare.hsl_performed" || !slices.Equal(b.Kinds, []care.Kind{care.KindSigning}) {
		t.Fatalf("%d signings of %s, %s", len(all), b.Format, problems(b.Errors))
	}
	same(t, all[0], &care.Signing{
		Meta: care.Meta{Source: "lifecare.hsl_performed", SourceID: "performed:900"}, OrderID: "activity:123", What: "Läkemedelsadministrering",
		Planned: at(2026, 11, 22, 8, 0), Performed: at(2026, 11, 22, 8, 5), Done: true, Result: "Väl", By: "Sara Ö", Title: "Sjuksköterska",
		Measured: []care.Measured{{Name: "Blodsocker", Value: "7.50", Unit: "mmol/l", Comment: "Efter mat; högt"}, {Name: "Blodsocker", Value: "lågt", Comment: "fastande"}},
	})
	same(t, all[1], &care.Signing{
		Meta: care.Meta{Source: "lifecare.hsl_performed", SourceID: "performed:901"}, OrderID: "activity:124", What: "Blodtryck",
		Planned: at(2026, 11, 22, 0, 0), AnyTime: true, Reason: "Sov", By: "Maria Alm",
	})
	if via := b.Incoming[0].Via; via != (care.Via{Kind: care.KindHealthOrder, SourceID: "activity:123"}) {
		t.Errorf("via %+v", via)
	}
	if got := removed(b) + " | " + problems(b.Errors) + " | " + problems(b.Warnings); got != "signing performed:902; signing performed:903 | 6 no_order ActivityId; 7 bad_date PlannedTime | 7 unknown_value PlannedTime" {
		t.Errorf("removed and wrong: %s", got)
	}
}
