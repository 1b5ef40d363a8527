package care

import (
	"slices"
	"strings"
	"testing"
	"time"
)

func noon(month time.Month, day int) time.Time {
	return time.Date(2026, month, day, 12, 0, 0, 0, Stockholm)
}

func named(id, source, sourceID string) Meta {
	return Meta{ID: id, Source: source, SourceID: sourceID, AsOf: noon(11, 20)}
}

func dossierOf(t *testing.T, items ...Item) *Dossier {
	t.Helper()
	r := NewReplica()
	r.Put(&Person{Meta: Meta{ID: "p"}, Given: "Elsa", Family: "Lund"})
	for _, item := range items {
		r.Put(item)
	}
	d, ok := r.Dossier("p", NextDay(noon(11, 23), -1), NextDay(noon(11, 23), 8), Freshness{})
	if !ok {
		t.Fatal("no dossier")
	}
	return d
}

func TestTheMedicinesThatAreGivenStandFirst(t *testing.T) {
	left := noon(11, 22)
	d := dossierOf(t,
		&Medication{Meta: Meta{ID: "1", AsOf: left, GoneSince: &left, Source: "fhir"}, PersonID: "p", Name: "Alimemazin", Status: MedicationCurrent},
		&Medication{Meta: named("2", "fhir", ""), PersonID: "p", Name: "Waran", Status: MedicationCurrent},
		&Medication{Meta: named("3", "fhir", ""), PersonID: "p", Name: "Alvedon", Status: MedicationPaused},
		&Medication{Meta: named("4", "fhir", ""), PersonID: "p", Name: "Ögondroppar", Status: MedicationCurrent, Ends: noon(11, 22)},
		&Medication{Meta: named("5", "fhir", ""), PersonID: "p", Name: "Kåvepenin", Status: MedicationCurrent, Ends: noon(11, 23)},
		&Medication{Meta: named("6", "fhir", ""), PersonID: "other", Name: "Någon annans", Status: MedicationCurrent})
	var got []string
	for _, m := range d.InUse(noon(11, 23)) {
		got = append(got, m.Name)
	}
	if want := "Kåvepenin Waran Alvedon Alimemazin Ögondroppar"; strings.Join(got, " ") != want {
		t.Errorf("in the order %v, want %s", got, want)
	}
	source, at := d.Prescribed()
	if source != "fhir" || !at.Equal(left) {
		t.Errorf("prescribed by %q at %s", source, at)
	}
	if source, _ := dossierOf(t).Prescribed(); source != "" {
		t.Errorf("a source %q of nothing", source)
	}
}

func TestWhatSeveralAnswersSayOfAnOrderIsOneOrder(t *testing.T) {
	d := dossierOf(t,
		&HealthOrder{Meta: named("a", "lifecare.activities", "activity:1"), PersonID: "p", OrderID: "order:45", Title: "Läkemedelsövertag", Times: []OrderTime{{At: "08:00"}}, Medication: true},
		&HealthOrder{Meta: named("b", "lifecare.services", "activity:1"), PersonID: "p", Title: "Annat", Summary: "Varje dag", Delegation: DelegationUnit},
		&HealthOrder{Meta: named("c", "lifecare.occurrences", "activity:1"), PersonID: "p", Planned: []time.Time{noon(11, 23)}},
		&HealthOrder{Meta: named("d", "lifecare.orders", "order:45"), PersonID: "p", Text: "Ge ur dosett", OrderedBy: "Dr Ek"},
		&HealthOrder{Meta: named("e", "lifecare.orders", "order:46"), PersonID: "p", Text: "Viktkontroll"},
		&HealthOrder{Meta: named("f", "table.orders", ""), PersonID: "p", Title: "Bensår"},
		&HealthOrder{Meta: named("g", "table.orders", ""), PersonID: "p", Title: "Bensår"})
	var got []string
	for _, o := range d.Orders {
		got = append(got, o.Name())
	}
	if want := []string{"Läkemedelsövertag", "Bensår", "Bensår", "Viktkontroll"}; !slices.Equal(got, want) {
		t.Fatalf("orders %v, want %v", got, want)
	}
	o := d.Orders[0]
	if o.Text != "Ge ur dosett" || len(o.Times) != 1 || o.OrderedBy != "Dr Ek" || o.Summary != "Varje dag" || o.Delegation != DelegationUnit || len(o.Planned) != 1 || !o.Medication {
		t.Errorf("put together as %+v", *o)
	}
	if name := d.SignedOf(&Signing{OrderID: "activity:1"}); name != "Läkemedelsövertag: Ge ur dosett" {
		t.Errorf("a signing of the order is of %q", name)
	}
}

func TestPuttingOrdersTogetherChangesNoItem(t *testing.T) {
	first := &HealthOrder{Meta: named("a", "x.one", "7"), PersonID: "p", Planned: []time.Time{noon(11, 23)}}
	second := &HealthOrder{Meta: named("b", "x.two", "7"), PersonID: "p", Text: "Text", Planned: []time.Time{noon(11, 24)}}
	if d := dossierOf(t, first, second); len(d.Orders) != 1 || len(d.Orders[0].Planned) != 2 {
		t.Fatalf("%d orders", len(d.Orders))
	}
	if first.Text != "" || len(first.Planned) != 1 || len(second.Planned) != 1 {
		t.Error("an item of the replica was changed")
	}
}

func TestWhenAnOrderIsCarriedOut(t *testing.T) {
	monday := noon(11, 23)
	weekdays := []OrderTime{{At: "08:00", Days: []time.Weekday{time.Monday}}, {At: "20:00", Days: []time.Weekday{time.Tuesday}}}
	for name, c := range map[string]struct {
		order HealthOrder
		on    time.Time
		want  string
		known bool
	}{
		"every day":               {HealthOrder{Times: []OrderTime{{At: "20:00"}, {At: "08:00"}}}, monday, "08:00 20:00", true},
		"weekday":                 {HealthOrder{Times: weekdays}, monday, "08:00", true},
		"other weekday":           {HealthOrder{Times: weekdays}, noon(11, 25), "", true},
		"not begun":               {HealthOrder{Starts: noon(11, 24), Times: []OrderTime{{At: "08:00"}}}, monday, "", true},
		"ended":                   {HealthOrder{Ends: noon(11, 22), Times: []OrderTime{{At: "08:00"}}}, monday, "", true},
		"last day":                {HealthOrder{Ends: noon(11, 23), Times: []OrderTime{{At: "08:00"}}}, monday, "08:00", true},
		"as needed":               {HealthOrder{AsNeeded: true}, monday, "", true},
		"planned":                 {HealthOrder{Planned: []time.Time{noon(11, 23), Day(monday)}}, monday, "any 12:00", true},
		"planned and hour agree":  {HealthOrder{Planned: []time.Time{noon(11, 23)}, Times: []OrderTime{{At: "12:00"}}}, monday, "12:00", true},
		"planned around":          {HealthOrder{Planned: []time.Time{noon(11, 22), noon(11, 24)}}, monday, "", true},
		"planned before":          {HealthOrder{Planned: []time.Time{noon(11, 21)}}, monday, "", false},
		"daily by rule":           {HealthOrder{Recurrence: "FREQ=DAILY;INTERVAL=1", Times: []OrderTime{{At: "08:00"}}}, monday, "08:00", true},
		"daily on some weekdays":  {HealthOrder{Recurrence: "FREQ=DAILY;BYDAY=TU,TH", Times: []OrderTime{{At: "08:00"}}}, monday, "", false},
		"every other day":         {HealthOrder{Recurrence: "RRULE:FREQ=DAILY;INTERVAL=2", Times: []OrderTime{{At: "08:00"}}}, monday, "", false},
		"weekly without weekdays": {HealthOrder{Recurrence: "FREQ=WEEKLY;BYDAY=MO", Times: []OrderTime{{At: "08:00"}}}, monday, "", false},
		"weekday, biweekly":       {HealthOrder{Recurrence: "FREQ=WEEKLY;INTERVAL=2", Times: weekdays}, monday, "", false},
		"one hour without days":   {HealthOrder{Recurrence: "FREQ=WEEKLY;BYDAY=MO", Times: append(weekdays, OrderTime{At: "12:00"})}, monday, "", false},
		"rule that has run out":   {HealthOrder{Recurrence: "FREQ=DAILY;UNTIL=20261122T000000Z", Times: []OrderTime{{At: "08:00"}}}, monday, "", false},
		"rule that runs out":      {HealthOrder{Recurrence: "FREQ=DAILY;UNTIL=20261123T000000Z", Times: []OrderTime{{At: "08:00"}}}, monday, "08:00", true},
		"other weekday, biweekly": {HealthOrder{Recurrence: "FREQ=WEEKLY;INTERVAL=2", Times: weekdays}, noon(11, 25), "", false},
		"rule alone":              {HealthOrder{Recurrence: "FREQ=MONTHLY"}, monday, "", false},
		"wrong hour":              {HealthOrder{Times: []OrderTime{{At: "8"}}}, monday, "", false},
		"spring, no such hour":    {HealthOrder{Times: []OrderTime{{At: "02:30"}}}, noon(3, 29), "03:30", true},
	} {
		moments, known := c.order.On(c.on)
		var got []string
		for _, m := range moments {
			if m.AnyTime {
				got = append(got, "any")
			} else {
				got = append(got, m.At.Format("15:04"))
			}
		}
		if strings.Join(got, " ") != c.want || known != c.known {
			t.Errorf("%s: %v, known %v", name, got, known)
		}
	}
}

func TestAnOrderThatOnlyHasARuleMustBeRead(t *testing.T) {
	for name, c := range map[string]struct {
		order HealthOrder
		want  bool
	}{
		"rule alone": {HealthOrder{Recurrence: "FREQ=MONTHLY"}, true},
		"in words":   {HealthOrder{Recurrence: "FREQ=MONTHLY", Summary: "En gång i månaden"}, false},
		"no rule":    {HealthOrder{}, false},
	} {
		if c.order.Recurs() != c.want {
			t.Errorf("%s: %v", name, !c.want)
		}
	}
}

func TestSignedTwoWeeksBackNewestFirst(t *testing.T) {
	d := dossierOf(t, &Signing{Meta: named("1", "", ""), PersonID: "p", What: "gammal", Performed: noon(11, 1)},
		&Signing{Meta: named("2", "", ""), PersonID: "p", What: "i går", Performed: noon(11, 22)},
		&Signing{Meta: named("3", "", ""), PersonID: "p", What: "i dag", Planned: noon(11, 23)})
	if len(d.Signings) != 2 || d.Signings[0].What != "i dag" {
		t.Errorf("%d signings", len(d.Signings))
	}
}

func TestWhoIsAway(t *testing.T) {
	d := dossierOf(t, &Absence{Meta: named("1", "", ""), PersonID: "p", From: noon(11, 20), To: noon(11, 24), Reason: "resa"},
		&Absence{Meta: named("2", "", ""), PersonID: "p", From: noon(11, 23), Reason: "sjukhus"},
		&Absence{Meta: named("3", "", ""), PersonID: "p", From: noon(12, 1), To: noon(12, 3), Reason: "avlastning"})
	for day, want := range map[int]string{19: "", 20: "resa", 22: "resa", 23: "sjukhus", 30: "sjukhus"} {
		got := ""
		if a := d.Away(noon(11, day)); a != nil {
			got = a.Reason
		}
		if got != want {
			t.Errorf("away on the %d: %q, want %q", day, got, want)
		}
	}
	if coming := d.Coming(noon(11, 23)); len(coming) != 1 || coming[0].Reason != "avlastning" {
		t.Errorf("%d absences to come", len(coming))
	}
}

func TestTheDecisionsThatHoldStandFirst(t *testing.T) {
	d := dossierOf(t, &Decision{Meta: named("1", "", ""), PersonID: "p", What: "Hemtjänst", From: noon(1, 1)},
		&Decision{Meta: named("2", "", ""), PersonID: "p", What: "Korttid", From: noon(10, 1), To: noon(10, 9)})
	if got := d.Granted(noon(11, 23)); got[0].What != "Hemtjänst" || d.Decisions[0].What != "Korttid" {
		t.Errorf("first %s", got[0].What)
	}
}

func TestTheNewestDocumentOfEachKindStandsFirst(t *testing.T) {
	d := dossierOf(t, &Document{Meta: named("1", "", ""), PersonID: "p", What: DocumentPlan, Title: "ny plan", Date: noon(11, 1)},
		&Document{Meta: named("2", "", ""), PersonID: "p", What: DocumentPlan, Title: "äldre plan", Date: noon(10, 1)},
		&Document{Meta: named("3", "", ""), PersonID: "p", What: DocumentOther, Title: "karta", Date: noon(9, 1)},
		&Document{Meta: named("4", "", ""), PersonID: "p", What: DocumentOther, Title: "brev", Date: noon(8, 1)})
	var got []string
	for _, doc := range d.Newest() {
		got = append(got, doc.Title)
	}
	if strings.Join(got, ", ") != "ny plan, karta, brev, äldre plan" {
		t.Errorf("in the order %v", got)
	}
	if plan := d.Document(DocumentPlan); plan == nil || plan.Title != "ny plan" || d.Document(DocumentDecision) != nil {
		t.Error("the newest plan is not the plan")
	}
}

func TestWhatIsAboutTheUnit(t *testing.T) {
	r := NewReplica()
	for _, item := range []Item{
		&PlannedOutage{Meta: named("1", "ical", ""), Start: noon(12, 9), End: noon(12, 9).Add(time.Hour), Title: "Lifecare"},
		&PlannedOutage{Meta: named("2", "ical", ""), Start: noon(11, 23), Title: "Phoniro"},
		&Contact{Meta: named("3", "vcard", ""), Whole: "Vårdcentralen"},
		&Contact{Meta: named("4", "vcard", ""), PersonID: "p", Whole: "God man"},
		&Reference{Meta: named("5", "", ""), What: ReferenceStaff, Name: "Åsa", Phones: []Phone{{Number: "0980-31 92 00"}}},
		&Reference{Meta: named("6", "", ""), What: ReferenceStaff, Name: "Nils", Phones: []Phone{{Number: "0980-31 92 01", Protected: true}}},
		&Reference{Meta: named("7", "", ""), What: ReferenceHeadline, Name: "Tillsyn", Emails: []string{"x@y.example"}},
	} {
		r.Put(item)
	}
	if got := r.Outages(noon(11, 23), noon(12, 9)); len(got) != 1 || got[0].Title != "Phoniro" {
		t.Errorf("%d outages before the ninth", len(got))
	}
	if got := r.Outages(noon(12, 9).Add(30*time.Minute), noon(12, 10)); len(got) != 1 || got[0].Title != "Lifecare" {
		t.Errorf("%d outages while it goes on", len(got))
	}
	if got := r.UnitContacts(); len(got) != 1 || got[0].Whole != "Vårdcentralen" {
		t.Errorf("%d contacts of the unit", len(got))
	}
	if got := r.Reachable(); len(got) != 1 || got[0].Name != "Åsa" {
		t.Errorf("%d can be reached", len(got))
	}
}
