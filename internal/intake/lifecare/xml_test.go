package lifecare_test

import (
	"bytes"
	"context"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding/unicode"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/intake/lifecare"
	"avbrottsparm/internal/text"
)

// samples are answers in JSON, by their reads.
var samples = map[string]string{
	"clients": `[{"Id": 11, "PersonId": "192401297250", "FirstName": "Anna", "LastName": "Ek & Co <1>", "Active": true, "ProtectedRegistration": false, "Deregistration": null,
	 "Addresses": [{"StreetAddress": "Storgatan 1", "ZipCode": "123 45", "City": "Staden", "EntryCode": "4711", "Type": "Home"}, {"StreetAddress": "Hemliga vägen 2", "Protected": true}],
	 "Phones": [{"PhoneNumber": "08-123 45 67", "Protected": true, "Type": "Home"}], "Emails": []}, {"Id": 12, "PersonId": "195006142524", "FullName": "Bo Ek", "IsConfidential": true}, {"Id": 15, "PersonId": "192410068338", "Deleted": true}]`,
	"relatives": `[{"Id": 1, "PersonId": "192401297250", "Relation": "Dotter", "FirstName": "Eva", "LastName": "Ek", "Note": "Första kontakt, ej natt.\nBor i Byn", "Phones": [{"PhoneNumber": "070-174 06 05", "Type": "Mobile"}, {"PhoneNumber": "070-174 06 06"}],
	 "Addresses": [{"StreetAddress": "Byn 1", "Protected": true}]}]`,
	"contacts": `[{"Id": 1, "PersonId": "192401297250", "Relation": "God man", "FullName": "Gun Alm"}]`,
	"client_critical_informations": `[{"PersonId": "192401297250", "Infections": [], "Observations": [{"Id": "c", "Status": "Current", "ErrorMarked": true, "PlainText": "fel"}],
	 "Warnings": [{"Id": "e", "Status": "Current", "PlainText": "Överkänslig mot penicillin", "CreatedTime": "2026-07-01T10:00:00", "CreatedName": "Sara Ö"}, {"Id": "g", "Status": "Current", "Text": "{\\rtf1\\ansi Faller\\par l\\'e4tt}"}]}]`,
	"service_plans": `[{"Id": 9, "PersonId": "192401297250", "EstablishedDate": "2026-02-25T00:00:00", "ClientParticipation": true, "Participants": [{"FirstName": "Eva", "LastName": "Ek", "Relation": "dotter"}],
	 "Services": [{"ServiceType": {"Code": 1, "Text": "Dusch"}, "StartDate": "2026-03-01"}], "OtherInformation": [{"Headline": {"Text": "Dusch"}, "Text": "Mål: Känna sig fräsch\nHur: Ställ fram pallen"}], "ImportantInformation": "Hör dåligt"}]`,
	"planned_workshifts": `[{"Id": "s1", "ModificationTime": "2026-11-22T05:00:00", "StartTime": "2026-11-23T21:30:00", "EndTime": "2026-11-24T07:00:00", "TypeOfTransportation": "Bicycle", "Personnel": {"FirstName": "Sara", "LastName": "Ö"}, "PlannedActivities": [
	 {"Id": "v1", "StartTime": "2026-11-23T23:45:00", "Duration": "00:30:00", "TraveltimeToActivity": "PT5M", "ActivityName": "Tillsyn", "MedicalReminder": true, "TypeOfPlannedActivity": "Visit", "StartPosition": {"Address": {"StreetAddress": "Storgatan 1"}},
	  "Client": {"PersonId": "192401297250", "FirstName": "Anna", "LastName": "Ek", "Addresses": [{"StreetAddress": "Storgatan 1", "City": "Staden"}]},
	  "KeyInfos": [{"TypeOfKeyInfo": "ClientKeyCode", "Value": "1"}, {"TypeOfKeyInfo": "ActivityKeyNumber", "Value": "4"}], "ServiceItems": [{"Type": {"Text": "Tillsyn natt"}}, {"Category": {"Text": "Omvårdnad"}}]}]},
	 {"Id": "s2", "ModificationTime": "2026-11-22T06:00:00Z", "IsRevoked": true}]`,
	"sol_decisions": solDecisions, "lss_decisions": lssDecisions, "investigations": investigations, "client_absences": absences,
	"lifecare_hsl_journal": "[" + strings.Replace(journals, "\n{\"JournalId\": 5", ",{\"JournalId\": 5", 1) + "]", "lifecare_hsl_orders": hslOrders,
	"lifecare_hsl_order_services": hslServices, "lifecare_hsl_activity": hslActivities, "lifecare_hsl_activity_occurrence": hslOccurrences,
	"lifecare_hsl_activity_performed": hslPerformed, "provider_units": units, "provider_personnels": personnels,
	"provider_headlines": headlines, "executions": executions,
}

// typeOf are what the interface calls the objects of its lists in XML.
var typeOf = map[string]string{
	"clients": "Client", "relatives": "RelativePerson", "contacts": "ContactPerson", "client_critical_informations": "ClientCriticalInformation",
	"service_plans": "ServicePlan", "planned_workshifts": "PlannedWorkshift", "sol_decisions": "Decision", "lss_decisions": "LssDecision",
	"investigations": "Investigation", "client_absences": "ClientAbsence", "lifecare_hsl_journal": "LifecareHslJournal",
	"lifecare_hsl_orders": "LifecareHslOrder", "lifecare_hsl_order_services": "LifecareHslOrderService", "lifecare_hsl_activity": "Activity",
	"lifecare_hsl_activity_performed": "ActivityPerformed", "provider_units": "ProviderUnit", "provider_personnels": "ProviderPersonnelWithRoles",
	"provider_headlines": "ProviderNoteHeadline", "executions": "Execution",
}

// asXML writes JSON as the interface's XML: null as an attribute, lists around their objects.
func asXML(t testing.TB, read, raw string) string {
	t.Helper()
	dec := json.NewDecoder(strings.NewReader(raw))
	dec.UseNumber()
	var value any
	if err := dec.Decode(&value); err != nil {
		t.Fatal(err)
	}
	root := "ArrayOf" + typeOf[read]
	if _, list := value.([]any); !list {
		root = "ActivityResponse"
	}
	var out strings.Builder
	element(t, &out, root, value)
	return `<?xml version="1.0" encoding="utf-8"?>` + "\n" + strings.Replace(out.String(), "<"+root,
		"<"+root+` xmlns:i="http://www.w3.org/2001/XMLSchema-instance" xmlns="http://schemas.datacontract.org/2004/07/WE.EC.Integration.Contracts"`, 1)
}

func element(t testing.TB, out *strings.Builder, name string, value any) {
	t.Helper()
	if value == nil {
		fmt.Fprintf(out, `<%s i:nil="true" />`, name)
		return
	}
	fmt.Fprintf(out, "<%s>", name)
	switch value := value.(type) {
	case map[string]any:
		var names []string
		for name := range value {
			names = append(names, name)
		}
		slices.Sort(names)
		for _, name := range names {
			element(t, out, name, value[name])
		}
	case []any:
		for _, one := range value {
			if _, object := one.(map[string]any); object {
				element(t, out, "Item", one)
			} else {
				element(t, out, "d4p1:string", one)
			}
		}
	default:
		if err := xml.EscapeText(out, fmt.Append(nil, value)); err != nil {
			t.Fatal(err)
		}
	}
	fmt.Fprintf(out, "</%s>", name)
}

func TestXMLSaysTheSameAsJSON(t *testing.T) {
	reader := lifecare.NewReader()
	for name, raw := range samples {
		t.Run(name, func(t *testing.T) {
			inXML := asXML(t, name, raw)
			for called, c := range map[string]struct{ raw, again string }{
				name: {raw, inXML}, name + ".xml": {raw, inXML}, name + "-v1 (2).json": {raw, strings.ReplaceAll(inXML, "><", ">\r\n  <")},
			} {
				if !reader.Recognises(called, []byte(c.raw)) || !reader.Recognises(called, []byte(c.again)) {
					t.Errorf("%s isn't recognised", called)
				}
				want, err := reader.Read(context.Background(), called, []byte(c.raw), now)
				if err != nil {
					t.Fatal(err)
				}
				got, err := reader.Read(context.Background(), called, []byte(c.again), now)
				if err != nil || len(got) != 1 || len(want) != 1 {
					t.Fatalf("%s: %v, %d and %d batches", called, err, len(got), len(want))
				}
				if !reflect.DeepEqual(got, want) {
					t.Errorf("%s: XML says\n%s\nJSON\n%s", called, dump(t, got[0]), dump(t, want[0]))
				}
			}
		})
	}
}

func dump(t *testing.T, b care.Batch) string {
	t.Helper()
	raw, err := json.MarshalIndent(b, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

func TestWaysToWriteXML(t *testing.T) {
	client := func(id string) string {
		return `<Id>` + id + `</Id><PersonId>192401297250</PersonId><FullName>Åsa &amp; Bo</FullName><ProtectedRegistration>true</ProtectedRegistration>`
	}
	const phone = `<PhoneNumber>08-1</PhoneNumber><Type>Home</Type>`
	for name, c := range map[string]struct {
		raw    string
		people int
	}{
		"a list":                    {`<ArrayOfClient><Client>` + client("1") + `</Client><Client>` + client("2") + `</Client></ArrayOfClient>`, 2},
		"a list of one":             {`<ArrayOfClient><Client>` + client("1") + `</Client></ArrayOfClient>`, 1},
		"one":                       {`<Client>` + client("1") + `</Client>`, 1},
		"under elements of its own": {`<Page><Total>2</Total><Clients><Client>` + client("1") + `</Client><Client>` + client("2") + `</Client></Clients></Page>`, 2},
		"without an element around": {`<Page><Total>2</Total><Client>` + client("1") + `</Client><Client>` + client("2") + `</Client></Page>`, 2},
		"pages after each other":    {`<ArrayOfClient><Client>` + client("1") + `</Client></ArrayOfClient>` + "\n" + `<ArrayOfClient><Client>` + client("2") + `</Client></ArrayOfClient>`, 2},
		"prefixes":                  {`<a:ArrayOfClient xmlns:a="x"><a:Client>` + strings.NewReplacer("</", "</a:", "<", "<a:").Replace(client("1")) + `</a:Client></a:ArrayOfClient>`, 1},
		"phones with an element":    {`<Client>` + client("1") + `<Phones><Phone>` + phone + `</Phone></Phones></Client>`, 1},
		"phones without":            {`<Client>` + client("1") + `<Phones>` + phone + `</Phones></Client>`, 1},
		"phones without, twice":     {`<Client>` + client("1") + `<Phones>` + phone + `</Phones><Phones>` + phone + `</Phones></Client>`, 1},
		"remarks and sections":      {`<?xml version="1.0" encoding="windows-1252"?><!-- <!DOCTYPE x> --><Client><?x <y> ?>` + strings.Replace(client("1"), "Åsa &amp; Bo", "<![CDATA[Åsa & <Bo>]]>", 1) + `</Client>`, 1},
	} {
		t.Run(name, func(t *testing.T) {
			b := read(t, c.raw)
			people := only[*care.Person](t, b)
			if len(people) != c.people || len(b.Errors) > 0 || !people[0].Protected || !strings.HasPrefix(people[0].Name(), "Åsa & ") {
				t.Fatalf("%d persons, errors %s, %+v", len(people), problems(b.Errors), people)
			}
			if strings.HasPrefix(name, "phones") && (len(people[0].Phones) == 0 || people[0].Phones[0].Number != "08-1") {
				t.Errorf("phones: %+v", people[0].Phones)
			}
		})
	}
	wide, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(`<?xml version="1.0" encoding="utf-16"?><Client>` + client("1") + `</Client>`)
	if err != nil {
		t.Fatal(err)
	}
	if people := only[*care.Person](t, read(t, wide)); len(people) != 1 || people[0].Name() != "Åsa & Bo" {
		t.Errorf("UTF-16: %+v", people)
	}
}

func TestXMLThatIsRefused(t *testing.T) {
	const lol = `<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><ArrayOfClient><Client><FullName>&c;</FullName></Client></ArrayOfClient>`
	for name, c := range map[string]struct{ raw, want string }{
		"a document type":          {`<?xml version="1.0"?><!DOCTYPE ArrayOfClient SYSTEM "file:///etc/passwd"><ArrayOfClient/>`, "intake.xml_doctype"},
		"entities in one another":  {lol, "intake.xml_doctype"},
		"a document type later on": {`<ArrayOfClient><!DOCTYPE x></ArrayOfClient>`, "intake.xml_doctype"},
		"an unknown entity":        {`<ArrayOfClient><Client><FullName>&hemlig;</FullName></Client></ArrayOfClient>`, "intake.broken_json"},
		"cut off":                  {`<ArrayOfClient><Client><FullName>Anna`, "intake.broken_json"},
		"ends that cross":          {`<ArrayOfClient><Client></ArrayOfClient></Client>`, "intake.broken_json"},
		"nested too deep":          {strings.Repeat("<a>", 100_000), "intake.too_deep"},
		"a tag without an end":     {"<a " + strings.Repeat(`b="c" `, 100_000) + "/>", "intake.too_deep"},
		"ends within quotes":       {"<a " + strings.Repeat(`b=">" `, 100_000) + "/>", "intake.too_deep"},
		"too many elements":        {"<a>" + strings.Repeat("<b/>", 10_000_001) + "</a>", "intake.too_large"},
		"something else":           {`<catalog><book>1</book></catalog>`, "intake.unknown_json"},
		"an error message":         {`<Error><Message>Behörighet saknas</Message></Error>`, "intake.unknown_json"},
		"nothing":                  {`<Response/>`, "intake.empty"},
		"only a remark":            {`<!-- -->`, "intake.empty"},
	} {
		t.Run(name, func(t *testing.T) {
			batches, err := lifecare.NewReader().Read(context.Background(), "a.xml", []byte(c.raw), now)
			if !text.IsFault(err, c.want) {
				t.Fatalf("got %v and %d batches, want the fault %s", err, len(batches), c.want)
			}
			if said := text.For(text.Swedish).Explain(err); strings.Contains(said, "{") || said == text.For(text.Swedish).Say("error.unknown") {
				t.Errorf("no whole sentence: %s", said)
			}
		})
	}
}

func TestXMLOfOthersIsLeftToThem(t *testing.T) {
	for name, raw := range map[string]string{
		"a web page":    "<!DOCTYPE html><html><table><tr><td>PersonId</td></tr></table></html>",
		"a spreadsheet": `<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>`,
		"FHIR":          `<Bundle xmlns="http://hl7.org/fhir"><active/></Bundle>`,
	} {
		for _, file := range []string{"a.xml", "a.xls", "clients.xml"} {
			if lifecare.NewReader().Recognises(file, []byte(raw)) {
				t.Errorf("%s called %s is taken on", name, file)
			}
		}
	}
	if !lifecare.NewReader().Recognises("a.xml", []byte(`<!DOCTYPE x><a/>`)) || lifecare.NewReader().Recognises("a.txt", []byte(`<a/>`)) {
		t.Error("unknown XML is taken on by its ending only")
	}
}

// FuzzXML holds that no XML makes the reader panic, that every problem has its words, and that
// what it takes is XML to others too.
func FuzzXML(f *testing.F) {
	for name, raw := range samples {
		f.Add(name, []byte(asXML(f, name, raw)))
	}
	for _, seed := range []string{`<!DOCTYPE x [<!ENTITY a "a">]><x>&a;</x>`, `<a b="<!--">`, `<![CDATA[`, `<ArrayOfClient i:nil="true"/>`, `<a:b/>`, `<_"\>x</_"\>`, "\xff\xfe<\x00a\x00>\x00"} {
		f.Add("a.xml", []byte(seed))
	}
	f.Fuzz(func(t *testing.T, name string, raw []byte) {
		if len(raw) > 0 && raw[0] != '<' {
			raw = append([]byte("<"), raw...)
		}
		if readsAtAll(t, name, raw) && !wellFormed(raw) {
			t.Errorf("broken XML was read: %q", raw)
		}
	})
}

// wellFormed tells whether a strict decoder gets through UTF-8; other encodings count as such.
func wellFormed(raw []byte) bool {
	if !bytes.HasPrefix(raw, []byte("<")) || bytes.ContainsAny(raw[:min(len(raw), 4)], "\x00") || !utf8.Valid(raw) {
		return true
	}
	dec := xml.NewDecoder(bytes.NewReader(raw))
	dec.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	for {
		switch _, err := dec.Token(); {
		case errors.Is(err, io.EOF):
			return true
		case err != nil:
			return strings.Contains(err.Error(), "UTF-8") || strings.Contains(err.Error(), "character code")
		}
	}
}
