package server

import (
	_ "embed"
	"fmt"
	"strings"
	"time"
)

// The numbers of invented persons and staff: Skatteverket's for tests, which nobody has.
var (
	//go:embed numbers.txt
	numbers string
	//go:embed staff.txt
	staffNumbers string
)

func words(list string) []string { return strings.Fields(list) }

var (
	firstNames = words("Astrid Birger Cecilia David Elsa Folke Greta Harald Inga Johan Karin Lars Märta Nils Olga Per Rut Sven Tora Ulla")
	lastNames  = words("Alm Berg Dahl Ek Fors Gran Holm Ivarsson Jonsson Kvist Lind Moberg Nord Olsson Palm Rask Sund Toll Vik Åberg Öst")
	streets    = words("Storgatan Lillgatan Kvarnvägen Skolvägen Björkstigen Hamngatan Ekbacken")
	relations  = words("Dotter Son Syster Bror Maka Make Granne")
	roles      = []string{"God man", "Läkare", "Sjuksköterska", "Fast omsorgskontakt"}
	headlines  = []string{"Tillsyn", "Måltid", "Hygien", "Aktivitet", "Sömn", "Nutrition", "Fall", "Kontakt med anhörig"}
)

// day is midnight of today, so many days on, as the interface writes local days.
func (s *Server) day(n int) string {
	return s.Now().AddDate(0, 0, n).Format(time.DateOnly) + "T00:00:00"
}

func (s *Server) add(list string, changed time.Time, fields map[string]any) {
	t := &thing{changed: changed, fields: fields}
	s.stamp(list, t)
	s.lists[list] = append(s.lists[list], t)
}

// fill makes the unit. What it holds was last changed two days ago.
func (s *Server) fill() error {
	people, staff := words(numbers), words(staffNumbers)
	if s.Persons > len(people) {
		return fmt.Errorf("%d persons, and numbers for %d", s.Persons, len(people))
	}
	at := s.Now().UTC().Truncate(time.Second).AddDate(0, 0, -2)
	for i, name := range []string{"Hemtjänst Norr", "Hemtjänst Söder", "Nattpatrullen"} {
		s.add("provider_units", at, map[string]any{"Id": 10 + i, "Name": name, "CompanyId": 1, "CompanyName": "Norrköpa kommun", "Active": true})
	}
	for i, name := range headlines {
		s.add("provider_headlines", at, map[string]any{"Id": 700 + i, "Name": name, "IsActive": true, "Law": "SoL", "HelpText": "", "PhraseTexts": []any{"Inget särskilt."}})
	}
	for i, number := range staff[:min(len(staff), s.Persons/3+2)] {
		s.add("provider_personnels", at, map[string]any{"Id": 500 + i, "PersonId": number, "FirstName": firstNames[(i*7)%len(firstNames)],
			"LastName": lastNames[(i*5)%len(lastNames)], "Title": "Undersköterska", "Signature": fmt.Sprintf("sig%02d", i), "UserId": fmt.Sprintf("user%02d", i),
			"Roles": []any{map[string]any{"Active": true, "Name": "Utförare", "ProviderUnitId": 10 + i%3}}})
	}
	for i, number := range people[:s.Persons] {
		s.person(i, number, at)
		s.care(i, number, at)
		s.health(i, number, at)
	}
	s.shifts(people[:s.Persons], at)
	return nil
}

func name(i int) (first, last string) {
	return firstNames[i%len(firstNames)], lastNames[(i/len(firstNames)+i)%len(lastNames)]
}

func street(i int) string { return fmt.Sprintf("%s %d", streets[i%len(streets)], 1+i/len(streets)) }

func phone(i int) string { return fmt.Sprintf("070-174 06 %02d", 5+i%95) }

// person is somebody with those around them. Every tenth has protected identity.
func (s *Server) person(i int, number string, at time.Time) {
	first, last := name(i)
	s.add("clients", at, map[string]any{"Id": 1000 + i, "PersonId": number, "FirstName": first, "LastName": last, "FullName": first + " " + last,
		"ProtectedRegistration": i%10 == 9, "IsConfidential": false, "Active": true, "MaritalStatus": "Ogift", "UpdateTime": at.Format(time.RFC3339),
		"Addresses": []any{map[string]any{"StreetAddress": street(i), "ZipCode": "999 11", "City": "Norrköpa", "Type": "Home", "EntryCode": fmt.Sprint(1000 + i*7%9000)}},
		"Phones":    []any{map[string]any{"PhoneNumber": phone(i), "Type": "Home", "Protected": false}}})
	first = firstNames[(i+3)%len(firstNames)]
	s.add("relatives", at, map[string]any{"Id": 20_000 + i, "PersonId": number, "FirstName": first, "LastName": last, "FullName": first + " " + last,
		"Relation": relations[i%len(relations)], "Note": "", "Phones": []any{map[string]any{"PhoneNumber": phone(i + 40), "Type": "Mobile"}}})
	if i%3 == 0 {
		first, last = name(i + 11)
		s.add("contacts", at, map[string]any{"Id": 30_000 + i, "PersonId": number, "FirstName": first, "LastName": last, "FullName": first + " " + last,
			"Relation": roles[i/3%len(roles)], "Phones": []any{map[string]any{"PhoneNumber": phone(i + 60), "Type": "Work"}}})
	}
	if i%5 == 0 {
		s.add("client_critical_informations", at, map[string]any{"PersonId": number, "Infections": []any{}, "Observations": []any{}, "Warnings": []any{
			map[string]any{"Id": fmt.Sprint("w", i), "Status": "Current", "ContentType": "Text", "PlainText": "Allergisk mot penicillin.", "Text": "Allergisk mot penicillin.",
				"CreatedTime": s.day(-90), "CreatedName": "Karin Holm"}}})
	}
}

// care is what social care has about somebody.
func (s *Server) care(i int, number string, at time.Time) {
	s.add("service_plans", at, map[string]any{"Id": 40_000 + i, "ProviderUnitId": 10, "PersonId": number, "EstablishedDate": s.day(-60), "FollowUpDate": s.day(120),
		"ClientParticipation": true, "ImportantInformation": "Vill ha lampan tänd om natten.", "OtherServices": "", "Participants": []any{},
		"Services": []any{map[string]any{"ServiceType": map[string]any{"Code": 1, "Text": "Morgonhjälp"}, "StartDate": s.day(-60)}}})
	s.add("sol_decisions", at, map[string]any{"Id": 50_000 + i, "PersonId": number, "InvestigationId": 60_000 + i, "Date": s.day(-61), "FromDate": s.day(-60),
		"Code": map[string]any{"Code": 1, "Text": "Hemtjänst"}, "Type": map[string]any{"Code": 1, "Text": "Bifall"}, "Caseworker": map[string]any{"Id": "h1", "FullName": "Maria Nord"}})
	s.add("executions", at, map[string]any{"Id": 55_000 + i, "PersonId": number, "StartDate": s.day(-60), "Law": "SoL",
		"ServiceCategory": map[string]any{"Code": 1, "Text": "Hemtjänst"}, "ProviderUnit": map[string]any{"Id": 10 + i%3, "Name": "Hemtjänst Norr"}})
	if i%4 == 0 {
		s.add("investigations", at, map[string]any{"Id": 60_000 + i, "PersonId": number, "StartDate": s.day(-90), "EndDate": s.day(-61), "Law": "SoL",
			"Type": map[string]any{"Code": 1, "Text": "Utredning ansökan"}, "Caseworker": map[string]any{"Id": "h1", "FullName": "Maria Nord"}})
	}
	if i%10 == 3 {
		s.add("lss_decisions", at, map[string]any{"Id": 65_000 + i, "PersonId": number, "Date": s.day(-61), "FromDate": s.day(-60), "ToDate": s.day(300),
			"Code": map[string]any{"Code": 9, "Text": "Ledsagarservice"}, "Type": map[string]any{"Code": 1, "Text": "Bifall"}})
	}
	if i%6 == 2 {
		s.add("client_absences", at, map[string]any{"Id": 70_000 + i, "PersonId": number, "StartDate": s.day(0), "EndDate": s.day(4),
			"Reason": map[string]any{"Code": 2, "Text": "Sjukhus"}, "Note": ""})
	}
}

// health is what health care asks for every third person: an order, its task, the activity, what
// was signed yesterday, and the journal.
func (s *Server) health(i int, number string, at time.Time) {
	if i%3 != 0 {
		return
	}
	first, last := name(i)
	stamp := map[string]any{"UserName": "Karin Holm", "UserRole": "Sjuksköterska", "UserSignature": "kaho", "Timestamp": at.Format(time.RFC3339)}
	s.add("lifecare_hsl_orders", at, map[string]any{"OrderId": 80_000 + i, "PatientPersonId": number, "StartDate": s.day(-30), "OrderDate": s.day(-31),
		"OrdererName": "Karin Holm", "ReceiverProviderUnitId": 10, "ReceiverProviderUnitName": "Hemtjänst Norr", "OrderText": "Ge läkemedel ur dosett.",
		"ConfirmedDate": s.day(-30), "LHslJournalId": 95_000 + i, "CreatedBy": stamp})
	parts := []any{}
	for n := range 1 + i%2 {
		parts = append(parts, map[string]any{"Id": 83_000 + 2*i + n, "LHslOrderId": 80_000 + i, "ActivityId": 85_000 + i, "StartDate": s.day(-30), "RRule": "FREQ=DAILY",
			"RRuleSummarySwedish": "Varje dag", "Times": []any{map[string]any{"Id": 1, "Time": fmt.Sprintf("%02d.00", 8+12*n)}}, "ModifiedDate": at.Format(time.RFC3339)})
	}
	s.add("lifecare_hsl_order_services", at, map[string]any{"ActivityId": 85_000 + i, "CareProcessId": 1, "ActivityType": "Treating", "IsWhenNeeded": false,
		"KvaCodes": []any{map[string]any{"Id": 1, "Code": "DT016", "Name": "Läkemedelsadministrering", "IsPrimary": true}}, "Description": "Dosett", "Duration": "00.10",
		"Nurse": false, "OtherPersonnel": true, "TimeSpecified": true, "IsMedication": true, "DelegationMode": "Provider", "LHslOrderActivities": parts})
	s.add("lifecare_hsl_activity", at, map[string]any{"Id": 85_000 + i, "CareProcessId": 1, "PatientPersonId": number, "PatientName": last + ", " + first, "LHslJournalId": 95_000 + i,
		"Type": "Treating", "KvaCode": map[string]any{"Id": 1, "Code": "DT016", "Name": "Läkemedelsadministrering"}, "Description": "Dosett", "TimeSpecified": true,
		"StartDate": s.day(-30), "RRule": "FREQ=DAILY", "RRuleSummarySwedish": "Varje dag", "OtherPersonnel": true, "IsMedication": true, "IsPlanned": true,
		"Times": []any{map[string]any{"Time": "08.00"}}, "DelegationMode": "Unit", "CreatedBy": stamp})
	s.add("lifecare_hsl_activity_performed", at, map[string]any{"Id": 90_000 + i, "CareProcessId": 1, "ActivityId": 85_000 + i, "OtherPersonnel": true, "ActivityType": "Treating",
		"PlannedTime": s.day(-1), "PerformedTime": s.day(-1)[:11] + "07:04:00Z", "Performed": true, "TimeSpecified": true, "Result": "",
		"SignedBy": map[string]any{"IsProviderUser": true, "UserId": 1, "UserName": "Lena Ek", "UserRole": "Undersköterska", "UserSignature": "leek", "TimeStamp": at.Format(time.RFC3339)}})
	s.add("lifecare_hsl_journal", at, map[string]any{"JournalId": 95_000 + i, "CustomerNumber": i, "PersonId": number, "PersonName": last + ", " + first,
		"OrganizationUnit": map[string]any{"OrganizationId": 1, "OrganizationUnitId": "1", "OrganizationName": "Kommunal hälso- och sjukvård"}, "StartDate": s.day(-400)})
}

// perShift is how many persons one work shift visits.
const perShift = 6

// shifts are the mornings of today and tomorrow.
func (s *Server) shifts(people []string, at time.Time) {
	for d := range 2 {
		for from := 0; from < len(people); from += perShift {
			s.shift(d, from, people, at)
		}
	}
}

func (s *Server) shift(d, from int, people []string, at time.Time) {
	day := s.day(d)[:11]
	visits := []any{}
	for n, number := range people[from:min(from+perShift, len(people))] {
		first, last := name(from + n)
		visits = append(visits, map[string]any{"Id": fmt.Sprintf("v%d-%d", d, from+n), "PlanningUnitId": "p1", "StartTime": fmt.Sprintf("%s%02d:00:00", day, 8+n/2),
			"Duration": "00:30:00", "ActivityName": "Morgonhjälp", "Description": "", "MedicalReminder": (from+n)%3 == 0, "TypeOfPlannedActivity": "Visit",
			"Client":       map[string]any{"PersonId": number, "FirstName": first, "LastName": last, "FullName": first + " " + last, "PlanningUnitId": "p1"},
			"KeyInfos":     []any{map[string]any{"TypeOfKeyInfo": "ClientKeyNumber", "TypeOfKeyInfoLocalized": "Nyckelnummer", "Value": fmt.Sprint("N", 100+from+n)}},
			"ServiceItems": []any{map[string]any{"Type": map[string]any{"Code": 1, "Text": "Morgonhjälp"}}}})
	}
	first, last := name(from/perShift + 5)
	s.add("planned_workshifts", at.Add(time.Duration(from/12)*time.Second), map[string]any{"Id": fmt.Sprintf("s%d-%04d", d, from/perShift), "PlanningUnitId": "p1", "StartTime": day + "07:00:00",
		"EndTime": day + "16:00:00", "TypeOfTransportation": "Car", "IsRevoked": false, "PlannedActivities": visits,
		"Personnel": map[string]any{"PersonId": words(staffNumbers)[from/perShift%40], "FirstName": first, "LastName": last, "FullName": first + " " + last}})
}
