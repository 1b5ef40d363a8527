package paper

import (
	"bytes"
	"encoding/json"
	"regexp"
	"testing"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"

	"avbrottsparm/internal/sheet"
)

// objectsOf are the objects of a file, by their number and as another program reads them.
func objectsOf(t *testing.T, pdf []byte) map[string]struct {
	Value  json.RawMessage
	Stream struct{ Dict json.RawMessage }
} {
	t.Helper()
	var read struct {
		Qpdf []json.RawMessage
	}
	objects := map[string]struct {
		Value  json.RawMessage
		Stream struct{ Dict json.RawMessage }
	}{}
	out := run(t, pdf, "qpdf", "--json", "--json-stream-data=none", "FILE")
	if err := json.Unmarshal([]byte(out), &read); err != nil || len(read.Qpdf) != 2 {
		t.Fatalf("%d parts, %v", len(read.Qpdf), err)
	}
	if err := json.Unmarshal(read.Qpdf[1], &objects); err != nil {
		t.Fatal(err)
	}
	return objects
}

// What readers forgive and the standard doesn't: a strict reader has nothing to say either.
func TestABinderIsWrittenAsTheStandardWants(t *testing.T) {
	pdf := print(t, awkward(t), sheet.Output{}).PDF
	withoutConfig()
	conf := model.NewDefaultConfiguration()
	conf.ValidationMode = model.ValidationStrict
	if err := api.Validate(bytes.NewReader(pdf), conf); err != nil {
		t.Errorf("a strict reader says: %v", err)
	}
	reference := regexp.MustCompile(`^\d+ 0 R$`)
	links, marks := 0, 0
	for number, object := range objectsOf(t, pdf) {
		var d struct {
			Type   string            `json:"/Type"`
			Annots []json.RawMessage `json:"/Annots"`
			Title  string            `json:"/Title"`
			Parent string            `json:"/Parent"`
			Count  *int              `json:"/Count"`
			First  string            `json:"/First"`
		}
		if len(object.Value) == 0 || object.Value[0] != '{' {
			continue
		}
		if err := json.Unmarshal(object.Value, &d); err != nil {
			t.Fatalf("%s: %v", number, err)
		}
		for _, link := range d.Annots { // ISO 32000, table 30
			var to string
			if err := json.Unmarshal(link, &to); err != nil || !reference.MatchString(to) {
				t.Errorf("%s: a link is %.40s", number, link)
			}
			links++
		}
		if d.Title != "" && d.Parent != "" { // table 151
			if (d.Count != nil) != (d.First != "") {
				t.Errorf("%s: a bookmark counts %v, and its first is %q", number, d.Count, d.First)
			}
			marks++
		}
	}
	if links < 20 || marks < 60 {
		t.Errorf("only %d links and %d bookmarks", links, marks)
	}
}
