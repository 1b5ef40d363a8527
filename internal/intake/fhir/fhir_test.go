package fhir_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/intake/fhir"
	"avbrottsparm/internal/text"
)

const elsa = `{"resourceType":"Patient","id":"1","identifier":[{"system":"urn:oid:1.2.752.129.2.1.3.1","value":"192401297250"}],"name":[{"family":"Lund","given":["Elsa"]}]}`

func read(t *testing.T, raw string) []care.Batch {
	t.Helper()
	batches, err := fhir.NewReader().Read(context.Background(), "fil.json", []byte(raw), now)
	if err != nil {
		t.Fatalf("%v in %.200s", err, raw)
	}
	return batches
}

// about is a bundle of Elsa and resources about her; SUBJECT stands for the reference.
func about(resources ...string) string {
	entries := []string{`{"resource":` + elsa + `}`}
	for _, r := range resources {
		entries = append(entries, `{"resource":`+strings.ReplaceAll(r, `SUBJECT`, `{"reference":"Patient/1"}`)+`}`)
	}
	return `{"resourceType":"Bundle","type":"collection","entry":[` + strings.Join(entries, ",") + `]}`
}

func items[T care.Item](batches []care.Batch) (found []T, whose []care.PersonKey) {
	for _, b := range batches {
		for _, in := range b.Incoming {
			if item, ok := in.Item.(T); ok {
				found, whose = append(found, item), append(whose, in.Whose)
			}
		}
	}
	return found, whose
}

func one[T care.Item](t *testing.T, batches []care.Batch) T {
	t.Helper()
	found, _ := items[T](batches)
	if len(found) != 1 {
		t.Fatalf("%d items, want 1: %s", len(found), written(t, batches))
	}
	return found[0]
}

// codes are the codes of all problems, each once.
func codes(batches []care.Batch) map[string]int {
	found := map[string]int{}
	for _, b := range batches {
		for _, p := range append(append([]care.RowProblem{}, b.Errors...), b.Warnings...) {
			found[p.Code]++
		}
	}
	return found
}

func gone(batches []care.Batch) (ids []string) {
	for _, b := range batches {
		for _, r := range b.Removed {
			ids = append(ids, string(r.Kind)+" "+r.SourceID)
		}
	}
	return ids
}

func TestAFileIsTakenForWhatItHolds(t *testing.T) {
	for name, c := range map[string]struct {
		raw  string
		want bool
	}{
		"a bundle":           {`{"resourceType":"Bundle"}`, true},
		"type at the end":    {`{"id":"1", "entry":[], "resourceType" : "Bundle"}`, true},
		"lines":              {elsa + "\n" + elsa, true},
		"a list":             {"[" + elsa + "]", true},
		"with a mark":        {"\xef\xbb\xbf" + elsa, true},
		"UTF-16":             {"\xff\xfe{\x00\"\x00r\x00e\x00s\x00o\x00u\x00r\x00c\x00e\x00T\x00y\x00p\x00e\x00\"\x00:\x00", true},
		"XML":                {`<?xml version="1.0"?><Patient xmlns="http://hl7.org/fhir">`, true},
		"other XML":          {`<html>`, false},
		"Lifecare's answers": {`[{"Id":4103,"PersonId":"192401297250"}]`, false},
		"a table":            {"Namn;\"resourceType\"\n", false},
		"nothing":            {"", false},
	} {
		if got := fhir.NewReader().Recognises("fil", []byte(c.raw)); got != c.want {
			t.Errorf("%s: recognised %v", name, got)
		}
	}
}

func TestAFileOfWhichNothingCanBeReadSaysWhy(t *testing.T) {
	outcome := `{"resourceType":"OperationOutcome","issue":[{"severity":"error","code":"%s","diagnostics":"Patient 192401297250"}]}`
	for raw, want := range map[string]string{
		``: "intake.empty", "\xef\xbb\xbf ": "intake.empty",
		`<Bundle xmlns="http://hl7.org/fhir"/>`: "fhir.xml",
		about()[:200]:                           "fhir.broken",
		elsa + "x":                              "fhir.broken",
		"[" + elsa:                              "fhir.broken",
		`"resourceType"`:                        "fhir.broken",
		`{"resourceType":"Bundle","type":"searchset","total":0}`: "fhir.empty",
		`{"resourceType":"Bundle","entry":null}`:                 "fhir.empty",
		fmt.Sprintf(outcome, "forbidden"):                        "fhir.outcome_refused",
		fmt.Sprintf(outcome, "not-found"):                        "fhir.outcome_missing",
		fmt.Sprintf(outcome, "timeout"):                          "fhir.outcome_busy",
		fmt.Sprintf(outcome, "invalid"):                          "fhir.outcome_other",
		fmt.Sprintf(outcome, "success"):                          "fhir.outcome_ok",
		`{"resourceType":"Patient","x":` + strings.Repeat("[", 70) + strings.Repeat("]", 70) + `}`: "fhir.too_deep",
	} {
		_, err := fhir.NewReader().Read(context.Background(), "fil.json", []byte(raw), now)
		if !text.IsFault(err, want) {
			t.Errorf("%.60s: %v, want %s", raw, err, want)
		}
		if err != nil && !text.For(text.Swedish).Has("error."+want) {
			t.Errorf("no sentence for %s", want)
		}
	}
}

func TestABrokenResourceCostsOnlyItself(t *testing.T) {
	batches := read(t, about(
		`{"resourceType":"Flag","id":"f1","status":{},"subject":SUBJECT}`,
		`{"resourceType":"Flag","id":"f2","status":"active","code":{"text":"Fallrisk"},"subject":SUBJECT}`,
		`{"resourceType":"Patient","id":"2","name":"192402149237"}`, `{"id":"7"}`, `{"resourceType":"Elsa Lund 192401297250"}`))
	if w := one[*care.Warning](t, batches); w.Text != "Fallrisk" {
		t.Errorf("%+v", w)
	}
	if got := codes(batches); got["fhir_bad_object"] != 2 || got["fhir_no_type"] != 1 || got["fhir_unknown_type"] != 1 {
		t.Error(got)
	}
	for _, b := range batches {
		for _, p := range append(b.Errors, b.Warnings...) {
			if said := fmt.Sprint(p.Field, p.Pairs); strings.Contains(said, "1924") || strings.Contains(said, "Elsa") {
				t.Errorf("a problem repeats the file: %v", p)
			}
		}
	}
}

func TestADamagedFirstLineCostsOnlyItself(t *testing.T) {
	batches := read(t, "{\"resourceType\":\"Pat\n"+elsa+"\n")
	if p := one[*care.Person](t, batches); p.PersonalID != "192401297250" || codes(batches)["fhir_bad_line"] != 1 {
		t.Error(written(t, batches))
	}
	over := strings.ReplaceAll(about(`{"resourceType":"Flag","status":"active","code":{"text":"Fallrisk"},"subject":SUBJECT}`), `{"resource":`, "\n{\"resource\":\n")
	one[*care.Warning](t, read(t, over))
	if _, err := fhir.NewReader().Read(context.Background(), "a.json", []byte(over[:len(over)-9]), now); !text.IsFault(err, "fhir.broken") {
		t.Error(err)
	}
}

func TestLinesAreReadOneByOne(t *testing.T) {
	deep := `{"resourceType":"Flag","x":` + strings.Repeat("[", 70) + strings.Repeat("]", 70) + `}`
	lines := elsa + "\r\n\n{\"resourceType\":\"Flag\", \n" + strings.Repeat("{\"[[[\n", 80) + deep + "\n" +
		`{"resourceType":"Flag","id":"f","status":"active","code":{"text":"Fallrisk"},"subject":{"reference":"Patient/1"}}` + "\n"
	batches := read(t, lines)
	_, whose := items[*care.Warning](batches)
	if len(whose) != 1 || whose[0].PersonalID != "192401297250" {
		t.Error(whose)
	}
	if got := codes(batches); got["fhir_bad_line"] != 82 {
		t.Error(got)
	}
}

// A reference finds its patient however it is written, and never another server's.
func TestWhomAResourceIsAbout(t *testing.T) {
	patient := func(url, number string) string {
		return `{"fullUrl":"` + url + `","resource":{"resourceType":"Patient","id":"1","identifier":[{"system":"urn:oid:1.2.752.129.2.1.3.1","value":"` + number + `"}]}}`
	}
	const server, other = "https://a.example.se/r4", "https://b.example.se/r4"
	for name, c := range map[string]struct {
		entries, url, subject, extra string
		id                           care.PersonalID
		number                       care.SourceNumber
	}{
		"relative":            {patient(server+"/Patient/1", "192401297250"), server + "/Flag/f", `{"reference":"Patient/1"}`, "", "192401297250", care.SourceNumber{}},
		"with a version":      {patient(server+"/Patient/1", "192401297250"), server + "/Flag/f", `{"reference":"Patient/1/_history/4"}`, "", "192401297250", care.SourceNumber{}},
		"absolute":            {patient(server+"/Patient/1", "192401297250"), "", `{"reference":"` + server + `/Patient/1"}`, "", "192401297250", care.SourceNumber{}},
		"uuid":                {patient("urn:uuid:0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0", "192401297250"), "", `{"reference":"urn:uuid:0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0"}`, "", "192401297250", care.SourceNumber{}},
		"two servers":         {patient(server+"/Patient/1", "192401297250") + "," + patient(other+"/Patient/1", "192402149237"), other + "/Flag/f", `{"reference":"Patient/1"}`, "", "192402149237", care.SourceNumber{}},
		"identifier":          {patient(server+"/Patient/1", "192401297250"), "", `{"identifier":{"system":"http://electronichealth.se/identifier/personnummer","value":"192402239269"}}`, "", "192402239269", care.SourceNumber{}},
		"contained":           {patient(server+"/Patient/1", "192401297250"), "", `{"reference":"#p"}`, `,"contained":[{"resourceType":"Patient","id":"p","identifier":[{"system":"1.2.752.129.2.1.3.1","value":"19240223-9269"}]}]`, "192402239269", care.SourceNumber{}},
		"elsewhere":           {patient("", "192401297250"), "", `{"reference":"Patient/9","display":"Åke Ström"}`, "", "", care.SourceNumber{System: "fhir", Number: "9"}},
		"elsewhere, a server": {patient(server+"/Patient/1", "192401297250"), other + "/Flag/f", `{"reference":"Patient/1"}`, "", "", care.SourceNumber{System: "fhir " + other, Number: "1"}},
	} {
		flag := `{"fullUrl":"` + c.url + `","resource":{"resourceType":"Flag","status":"active","code":{"text":"Fallrisk"},"subject":` + c.subject + c.extra + `}}`
		batches := read(t, `{"resourceType":"Bundle","entry":[`+c.entries+","+flag+`]}`)
		_, whose := items[*care.Warning](batches)
		switch {
		case len(whose) != 1 || whose[0].PersonalID != c.id:
			t.Errorf("%s: %v", name, whose)
		case c.number.Number != "" && (len(whose[0].Numbers) != 1 || whose[0].Numbers[0] != c.number || codes(batches)["fhir_patient_elsewhere"] != 1):
			t.Errorf("%s: %v", name, whose)
		}
	}
	for name, subject := range map[string]string{"a name alone": `{"display":"Elsa Lund"}`, "a group": `{"reference":"Group/1"}`, "nothing": `{}`,
		"nothing contained": `{"reference":"#x"}`, "itself": `{"reference":"#"}`} {
		batches := read(t, about(`{"resourceType":"Flag","status":"active","code":{"text":"x"},"subject":`+subject+`}`))
		if found, _ := items[*care.Warning](batches); len(found) != 0 || codes(batches)["no_person"] != 1 {
			t.Errorf("%s came in: %s", name, written(t, batches))
		}
	}
}

func TestIdentityNumbersAreKnownByTheirSystem(t *testing.T) {
	id := func(system, value string) string { return `{"system":"` + system + `","value":"` + value + `"}` }
	for name, c := range map[string]struct {
		identifiers string
		want        care.PersonalID
		numbers     int // besides the server's own
	}{
		"personnummer":                             {id("urn:oid:1.2.752.129.2.1.3.1", "19240129-7250"), "192401297250", 0},
		"personnummer by address":                  {id("http://electronichealth.se/identifier/personnummer/", "192401297250"), "192401297250", 0},
		"samordningsnummer":                        {id("urn:oid:1.2.752.129.2.1.3.3", "197010632391"), "197010632391", 0},
		"samordningsnummer by address":             {id("http://electronichealth.se/identifier/samordningsnummer", "197010632391"), "197010632391", 0},
		"national reserve number":                  {id("http://electronichealth.se/identifier/nationelltReservnummer", "22950606-FH20"), "22950606FH20", 0},
		"personnummer before the others":           {id("urn:oid:1.2.752.74.9.1", "22950606FH20") + "," + id("urn:oid:1.2.752.129.2.1.3.1", "192401297250"), "192401297250", 0},
		"a region's reserve number":                {id("urn:oid:1.2.752.113.11.0.2.1.1.1", "19810829M071"), "19810829M071", 1},
		"a reserve number that looks like another": {id("urn:oid:1.2.752.97.3.1.3", "192401297250"), "", 1},
		"an unknown system":                        {id("urn:oid:1.2.3.4", "192401297250"), "", 1},
		"no system":                                {`{"value":"192401297250"}`, "", 1},
		"no system but HL7's type":                 {`{"value":"192401297250","type":{"coding":[{"code":"NNSWE"}]}}`, "192401297250", 0},
		"an old one":                               {`{"use":"old","system":"urn:oid:1.2.752.129.2.1.3.1","value":"192401297250"}`, "", 1},
	} {
		batches := read(t, `{"resourceType":"Patient","id":"1","name":[{"text":"Elsa Lund"}],"identifier":[`+c.identifiers+`]}`)
		p := one[*care.Person](t, batches)
		if p.PersonalID != c.want || len(p.KnownAs) != c.numbers+1 {
			t.Errorf("%s: %q %v", name, p.PersonalID, p.KnownAs)
		}
	}
}

func TestAProtectedIdentityIsObeyedWhoeverSaysIt(t *testing.T) {
	patient := func(more string) string {
		return `{"resourceType":"Patient","id":"1","identifier":[{"system":"1.2.752.129.2.1.3.1","value":"192401297250"}]` + more + `}`
	}
	for name, raw := range map[string]string{
		"Swedish label":       patient(`,"meta":{"security":[{"system":"http://hl7.se/fhir/ig/base/CodeSystem/SecurityLabel","code":"skyddadFolkbokforing"}]}`),
		"restricted":          patient(`,"meta":{"security":[{"system":"http://terminology.hl7.org/CodeSystem/v3-Confidentiality","code":"R"}]}`),
		"very restricted":     patient(`,"meta":{"security":[{"code":"V"}]}`),
		"extension":           patient(`,"extension":[{"url":"https://example.se/sekretessmarkering","valueBoolean":true}]`),
		"coded extension":     patient(`,"extension":[{"url":"https://example.se/skydd","valueCodeableConcept":{"text":"Skyddade personuppgifter"}}]`),
		"broken otherwise":    patient(`,"meta":{"security":[{"code":"R"}]},"name":7`),
		"flag":                about(`{"resourceType":"Flag","status":"active","code":{"text":"Skyddade personuppgifter"},"subject":SUBJECT}`),
		"contained elsewhere": about(`{"resourceType":"Flag","status":"active","code":{"text":"x"},"subject":{"reference":"#p"},"contained":[` + strings.Replace(patient(`,"meta":{"security":[{"code":"R"}]}`), `"id":"1"`, `"id":"p"`, 1) + `]}`),
	} {
		protected := false
		persons, _ := items[*care.Person](read(t, raw))
		for _, p := range persons {
			protected = protected || p.Protected && p.PersonalID == "192401297250"
		}
		if !protected {
			t.Errorf("%s: not protected", name)
		}
	}
	for name, raw := range map[string]string{"normal": patient(`,"meta":{"security":[{"code":"N"}]}`), "said not to be": patient(`,"extension":[{"url":"https://example.se/sekretessmarkering","valueBoolean":false}]`)} {
		batches := read(t, raw)
		if one[*care.Person](t, batches).Protected {
			t.Errorf("%s: protected", name)
		}
		for _, b := range batches {
			if b.Has(care.FieldProtected) {
				t.Errorf("%s: the mark of another source could be taken back", name)
			}
		}
	}
}

// What a Patient doesn't speak of stays as other sources have it.
func TestAnElementThatIsNotThereEmptiesNothing(t *testing.T) {
	b := read(t, elsa)[0]
	for _, f := range []care.Field{care.FieldAddress, care.FieldPhone, care.FieldEmail, care.FieldKeys, care.FieldNote, care.FieldActive, care.FieldEntryCode} {
		if b.Has(f) {
			t.Errorf("the batch speaks of %s", f)
		}
	}
	if b.FullList || !b.Has(care.FieldName) {
		t.Error("a page of a search is no full list")
	}
}

func TestARecordThatWasReplacedIsNotAPersonOfItsOwn(t *testing.T) {
	old := `{"resourceType":"Patient","id":"0","active":false,"name":[{"text":"Elsa L"}],"link":[{"type":"replaced-by","other":{"reference":"Patient/1"}}]}`
	round := `{"resourceType":"Patient","id":"8","name":[{"text":"A"}],"link":[{"type":"replaced-by","other":{"reference":"Patient/9"}}]}`
	back := `{"resourceType":"Patient","id":"9","name":[{"text":"B"}],"link":[{"type":"replaced-by","other":{"reference":"Patient/8"}}]}`
	batches := read(t, about(old, round, back, `{"resourceType":"Flag","status":"active","code":{"text":"Fallrisk"},"subject":{"reference":"Patient/0"}}`))
	persons, _ := items[*care.Person](batches)
	_, whose := items[*care.Warning](batches)
	if len(persons) != 3 || whose[0].PersonalID != "192401297250" {
		t.Error(written(t, batches))
	}
}

func TestOnlyTheNewestOfSeveralVersionsCounts(t *testing.T) {
	flag := func(text, updated string) string {
		return `{"fullUrl":"https://a.example.se/Flag/f","resource":{"resourceType":"Flag","id":"f","meta":{"lastUpdated":"` + updated + `"},"status":"active","code":{"text":"` + text + `"},"subject":{"reference":"Patient/1"}}}`
	}
	deleted := `{"fullUrl":"https://a.example.se/Flag/f","request":{"method":"DELETE","url":"Flag/f"}}`
	bundle := func(typ string, entries ...string) string {
		return `{"resourceType":"Bundle","entry":[{"resource":` + elsa + `},` + strings.Join(entries, ",") + `],"type":"` + typ + `"}`
	}
	for name, c := range map[string]struct{ raw, want string }{
		"history, newest first": {bundle("history", flag("ny", ""), flag("gammal", "")), "ny"},
		"history, by time":      {bundle("history", flag("gammal", "2026-01-01T00:00:00Z"), flag("ny", "2026-02-01T00:00:00Z")), "ny"},
		"lines, newest last":    {bundle("collection", flag("gammal", ""), flag("ny", "")), "ny"},
		"deleted":               {bundle("history", deleted, flag("gammal", "2026-01-01T00:00:00Z")), ""},
		"made again":            {bundle("history", flag("ny", "2026-02-01T00:00:00Z"), deleted), "ny"},
	} {
		batches := read(t, c.raw)
		found, _ := items[*care.Warning](batches)
		switch {
		case c.want == "" && (len(found) != 0 || fmt.Sprint(gone(batches)) != "[warning Flag/f]"):
			t.Errorf("%s: %v %v", name, found, gone(batches))
		case c.want != "" && (len(found) != 1 || found[0].Text != c.want):
			t.Errorf("%s: %d found", name, len(found))
		}
	}
}

func TestWhatIsNotTakenIsCountedAndNamed(t *testing.T) {
	observation := `{"resourceType":"Observation","id":"%d"}`
	batches := read(t, about(fmt.Sprintf(observation, 1), fmt.Sprintf(observation, 2), fmt.Sprintf(observation, 3), `{"resourceType":"Goal","id":"g","description":{"text":"x"}}`,
		`{"resourceType":"Practitioner","id":"p"}`, `{"resourceType":"OperationOutcome","issue":[{"severity":"warning","code":"incomplete"}]}`))
	if said := fmt.Sprint(batches[0].Warnings); !strings.Contains(said, "[n 3 type Observation]") || !strings.Contains(said, "[n 1 type Goal]") ||
		!strings.Contains(said, "fhir_outcome_busy") || len(batches[0].Warnings) != 3 {
		t.Error(said)
	}
	alone := read(t, `{"resourceType":"Observation"}`)
	if len(alone) != 1 || len(alone[0].Kinds) != 0 || codes(alone)["fhir_not_taken"] != 1 {
		t.Error("a file of nothing but other resources isn't told apart")
	}
}

func TestWhenTheDataLeftItsSource(t *testing.T) {
	for raw, want := range map[string]time.Time{
		`{"resourceType":"Bundle","timestamp":"2026-11-20T04:15:00+01:00","meta":{"lastUpdated":"2026-01-01T00:00:00Z"},"entry":[{"resource":` + elsa + `}]}`: time.Date(2026, 11, 20, 3, 15, 0, 0, time.UTC),
		`{"resourceType":"Bundle","meta":{"lastUpdated":"2026-11-20T03:15:00Z"},"entry":[{"resource":` + elsa + `}]}`:                                         time.Date(2026, 11, 20, 3, 15, 0, 0, time.UTC),
		elsa: {},
	} {
		if got := read(t, raw)[0].AsOf; !got.Equal(want) {
			t.Errorf("as of %v, want %v", got, want)
		}
	}
}

func TestReadingStopsWhenNobodyWaits(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	var many []string
	for range 200 {
		many = append(many, elsa)
	}
	if _, err := fhir.NewReader().Read(ctx, "a.json", []byte(about(many...)), now); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}
