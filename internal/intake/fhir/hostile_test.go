package fhir_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/intake/fhir"
	"avbrottsparm/internal/text"
)

// Files that are made to harm, or only are enormous, are read within bounds and say what was left.
func TestHostileFilesAreBounded(t *testing.T) {
	var many bytes.Buffer
	many.WriteString(`{"resourceType":"Bundle","entry":[`)
	for i := range 1_000_000 {
		if i > 0 {
			many.WriteByte(',')
		}
		many.WriteString(`{}`)
	}
	many.WriteString(`,{"resource":` + elsa + `}]}`)
	batches := read(t, many.String())
	if codes(batches)["fhir_too_many"] != 1 {
		t.Errorf("a million entries: %v", codes(batches))
	}

	big := base64.StdEncoding.EncodeToString(bytes.Repeat([]byte("x"), 24<<20))
	batches = read(t, about(`{"resourceType":"DocumentReference","status":"current","date":"2026-01-01","author":[{"display":"A"}],"subject":SUBJECT,"content":[{"attachment":{"contentType":"text/plain","data":"`+big+`"}}]}`))
	if notes, _ := items[*care.JournalNote](batches); len(notes) != 0 || codes(batches)["fhir_documents"] != 1 {
		t.Error("a text without bounds came in")
	}

	if _, err := fhir.NewReader().Read(context.Background(), "a.json", make([]byte, 128<<20+1), now); !text.IsFault(err, "intake.too_large") {
		t.Error(err)
	}
}

// What many resources point to is read once: a giant team that 20,000 plans name costs no more
// than one.
func TestAGiantThatManyPointToIsReadOnce(t *testing.T) {
	giant := `{"resourceType":"CareTeam","id":"t","status":"active","subject":SUBJECT,"participant":[` +
		strings.TrimSuffix(strings.Repeat(`{"member":{"reference":"Practitioner/p"}},`, 20_000), ",") + `]}`
	doctor := `{"resourceType":"Practitioner","id":"p","name":[{"text":"` + strings.Repeat("x", 1<<20) + `"}]}`
	resources := []string{giant, doctor}
	for i := range 2_000 {
		resources = append(resources, fmt.Sprintf(`{"resourceType":"CarePlan","id":"c%d","status":"active","title":"Plan","subject":SUBJECT,"careTeam":[{"reference":"CareTeam/t"}],"author":{"reference":"Practitioner/p"}}`, i))
	}
	batches := read(t, about(resources...))
	if plans, _ := items[*care.ServicePlan](batches); len(plans) != 2_000 {
		t.Errorf("%d plans", len(plans))
	}
}

// Contained resources that point to each other, and bundles within bundles, end.
func TestNothingGoesRound(t *testing.T) {
	loop := `{"resourceType":"MedicationRequest","id":"m","status":"active","intent":"order","subject":SUBJECT,"medicationReference":{"reference":"#a"},` +
		`"basedOn":[{"reference":"MedicationRequest/m"}],"requester":{"reference":"#r"},"contained":[` +
		`{"resourceType":"Medication","id":"a","code":{"text":"A"},"ingredient":[{"itemReference":{"reference":"#a"}}]},` +
		`{"resourceType":"PractitionerRole","id":"r","practitioner":{"reference":"#r"},"organization":{"reference":"#r"}}]}`
	if m := one[*care.Medication](t, read(t, about(loop))); m.Name != "A" {
		t.Errorf("%+v", m)
	}
	nested := `{"resourceType":"Flag","status":"active","code":{"text":"Fallrisk"},"subject":{"reference":"Patient/1"}}`
	for range 5 {
		nested = `{"resourceType":"Bundle","entry":[{"resource":` + nested + `}]}`
	}
	if got := codes(read(t, nested)); got["fhir_nested"] != 1 {
		t.Error(got)
	}
	answers := `{"resourceType":"Bundle","type":"batch-response","entry":[{"resource":{"resourceType":"Bundle","type":"searchset","entry":[{"resource":` + elsa + `}]}},{"response":{"status":"404"}}]}`
	one[*care.Person](t, read(t, answers))
}

// A municipality's month of visits is read in bounded memory.
func TestManyVisitsTakeBoundedMemory(t *testing.T) {
	var lines bytes.Buffer
	lines.WriteString(elsa + "\n")
	for i := range 50_000 {
		if _, err := fmt.Fprintf(&lines, `{"resourceType":"Appointment","id":"%d","status":"booked","start":"2026-11-23T08:30:00Z","minutesDuration":15,"participant":[{"actor":{"reference":"Patient/1"},"status":"accepted"}]}`+"\n", i); err != nil {
			t.Fatal(err)
		}
	}
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	batches := read(t, lines.String())
	runtime.GC()
	runtime.ReadMemStats(&after)
	visits, _ := items[*care.Visit](batches)
	if len(visits) != 50_000 {
		t.Errorf("%d visits", len(visits))
	}
	if kept := int64(after.HeapAlloc) - int64(before.HeapAlloc); kept > 12*int64(lines.Len()) {
		t.Errorf("%d MB are kept of a file of %d MB", kept>>20, lines.Len()>>20)
	}
}

func FuzzRead(f *testing.F) {
	raw, err := os.ReadFile(filepath.Join("testdata", "kommun.json"))
	if err != nil {
		f.Fatal(err)
	}
	var bundle struct {
		Entry []struct{ Resource json.RawMessage }
	}
	if err := json.Unmarshal(raw, &bundle); err != nil {
		f.Fatal(err)
	}
	for _, entry := range bundle.Entry { // one by one: small seeds are changed faster
		f.Add([]byte(entry.Resource))
	}
	for _, seed := range []string{
		elsa, elsa + "\n" + elsa, "[" + elsa + "]", prescription(`{"text":"1 tablett"}`),
		prescription(`{"doseAndRate":[{"doseQuantity":{"value":1,"unit":"tablett"}}],"timing":{"repeat":{"frequency":2,"period":1,"periodUnit":"d","timeOfDay":["08:00:00"],"when":["AC"],"offset":30}}}`),
		about(`{"resourceType":"CarePlan","status":"active","subject":SUBJECT,"goal":[{"reference":"#g"}],"contained":[{"resourceType":"Goal","id":"g"}],"activity":[{"detail":{"code":{"text":"x"}}},{"reference":{"reference":"CarePlan/1"}}]}`),
		`{"resourceType":"Bundle","type":"history","entry":[{"request":{"method":"DELETE","url":"Flag/1"}},{"resource":{"resourceType":"Bundle","entry":[{}]}}]}`,
		`{"resourceType":"OperationOutcome","issue":[{"code":"login"}]}`, `<Patient xmlns="http://hl7.org/fhir"/>`, "\xff\xfe{\x00", `{"resourceType":1}`,
		about(`{"resourceType":"Appointment","start":"2026-02-30T25:61:00Z","minutesDuration":-1,"participant":[{},null]}`, `{"resourceType":"Patient","id":"","link":[{"other":{"reference":"#"},"type":"replaced-by"}]}`),
	} {
		f.Add([]byte(seed))
	}
	words := text.For(text.Swedish)
	f.Fuzz(func(t *testing.T, raw []byte) {
		reader := fhir.NewReader()
		reader.Recognises("a.json", raw)
		batches, err := reader.Read(context.Background(), "a.json", raw, now)
		if err != nil {
			if words.Explain(err) == words.Say("error.unknown") {
				t.Fatalf("no sentence for %v", err)
			}
			return
		}
		if len(batches) == 0 {
			t.Fatal("neither batches nor an error")
		}
		for _, b := range batches {
			for _, in := range b.Incoming {
				if in.Item == nil || in.Item.ItemMeta().Source != fhir.Format {
					t.Fatal("an item without a source")
				}
				if m, ok := in.Item.(*care.Medication); ok && (m.Name == "" || m.Status == "" || in.Whose.Empty()) {
					t.Fatalf("a medicine that says too little: %+v", m)
				}
			}
			for _, p := range append(b.Errors, b.Warnings...) {
				if !words.Has("row." + p.Code) {
					t.Fatalf("no sentence for %s", p.Code)
				}
			}
		}
	})
}
