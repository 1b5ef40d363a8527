package wiring

import (
	"testing"
	"time"

	"avbrottsparm/internal/desk"
)

// files a plain text among the unit's own documents.
func (l *laptop) files(name, said string) desk.UnitDocument {
	l.t.Helper()
	doc, err := l.FileUnitDocument(l.t.Context(), name, []byte(said), desk.UnitRoutine, "Enhetschefen", time.Time{})
	l.must(err)
	return doc
}

// Given two laptops with one binder, when each files a document of the unit's own, and both a newer version
// of one that was there, then after they met both have all of them, and each opens whole.
func TestTwoLaptopsFileDocumentsOfTheUnit(t *testing.T) {
	a, b, _ := twoLaptops(t)
	a.files("Nycklar.txt", "Skåpet på plan 1.")
	b.brings(a.copied())
	a.files("Natten.txt", "Ring jouren.")
	a.files("Nycklar.txt", "Skåpet på plan 2.")
	b.files("Jouren.txt", "Hämta pärmen.")
	b.files("Nycklar.txt", "Skåpet på plan 3.")
	a.brings(b.copied())
	b.brings(a.copied())
	said := map[string]map[string]string{}
	for name, l := range map[string]*laptop{"a": a, "b": b} {
		said[name] = map[string]string{}
		for _, doc := range l.UnitDocuments() {
			_, raw, err := l.OpenUnitDocument(t.Context(), doc.ID)
			if err != nil || string(raw) != doc.Text {
				t.Errorf("%s: %s opens as %q, %v", name, doc.Title, raw, err)
			}
			said[name][doc.Title] = string(raw)
		}
		if len(said[name]) != 3 || said[name]["Natten"] != "Ring jouren." || said[name]["Jouren"] != "Hämta pärmen." {
			t.Errorf("%s has %v", name, said[name])
		}
		if report, err := l.Verify(t.Context(), nil); err != nil || !report.OK() {
			t.Errorf("%s: %+v, %v", name, report, err)
		}
	}
	if said["a"]["Nycklar"] != said["b"]["Nycklar"] || said["a"]["Nycklar"] == "Skåpet på plan 1." {
		t.Errorf("the laptops don't agree: %v", said)
	}
}
