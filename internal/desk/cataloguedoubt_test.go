package desk_test

import (
	"bytes"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/outage"
	"avbrottsparm/internal/text"
)

// Files that are damaged as files are damaged: each is refused with its name, a line and a reason in words,
// the old catalogue stays, and nothing is stored.
func TestDamagedCatalogueFiles(t *testing.T) {
	u, s := prepares(t)
	u.must(s.ImportCatalogue(t.Context(), changed(t, s, "failures/lifecare.json", nameOf(t, s, "lifecare"), "Lifecare svarar inte")))
	had, lines := s.ExportCatalogue(), len(u.logLines(access.ActionCatalogue))
	wide := func(raw []byte) []byte {
		out := []byte{0xff, 0xfe}
		for _, r := range string(raw) {
			out = append(out, byte(r), byte(r>>8))
		}
		return out
	}
	for what, damage := range map[string]func(raw []byte) []byte{
		"empty":              func([]byte) []byte { return nil },
		"only spaces":        func([]byte) []byte { return []byte(" \n\t ") },
		"null":               func([]byte) []byte { return []byte("null") },
		"a list of null":     func([]byte) []byte { return []byte("[null]") },
		"a text":             func([]byte) []byte { return []byte(`"Lifecare"`) },
		"a number":           func([]byte) []byte { return []byte("14") },
		"an empty object":    func([]byte) []byte { return []byte("{}") },
		"a page of the web":  func([]byte) []byte { return []byte("<!DOCTYPE html><html><body>Lifecare</body></html>") },
		"cut in half":        func(raw []byte) []byte { return raw[:len(raw)/2] },
		"cut at the end":     func(raw []byte) []byte { return bytes.TrimSpace(raw)[:len(bytes.TrimSpace(raw))-1] },
		"twice after itself": func(raw []byte) []byte { return append(slices.Clone(raw), raw...) },
		"a comma at the end": lastComma,
		"a remark":           func(raw []byte) []byte { return append([]byte("// vår egen\n"), raw...) },
		"zeros":              func(raw []byte) []byte { return make([]byte, len(raw)) },
		"UTF-16":             wide,
		"Latin-1":            func(raw []byte) []byte { return bytes.Replace(raw, []byte("ö"), []byte{0xf6}, 1) },
		"curly quotes":       func(raw []byte) []byte { return bytes.Replace(raw, []byte(`"id"`), []byte(`”id”`), 1) },
		"a word too many":    func(raw []byte) []byte { return bytes.Replace(raw, []byte(`"id":`), []byte(`"färg": 1, "id":`), 1) },
		"a name twice":       func(raw []byte) []byte { return bytes.Replace(raw, []byte(`"id":`), []byte(`"id": "x", "id":`), 1) },
		"the name in capitals": func(raw []byte) []byte {
			return bytes.Replace(raw, []byte(`"id":`), []byte(`"ID": "annat", "id":`), 1)
		},
		"an id of nobody": func(raw []byte) []byte { return bytes.Replace(raw, []byte(`"id": "`), []byte(`"id": "Å `), 1) },
		"an id that is empty": func(raw []byte) []byte {
			return bytes.Replace(raw, []byte(`"id": "`), []byte(`"id": "", "färg": "`), 1)
		},
		"too deep":  func([]byte) []byte { return []byte(strings.Repeat("[", 10000)) },
		"too large": func(raw []byte) []byte { return append(slices.Clone(raw), bytes.Repeat([]byte(" "), 300<<10)...) },
	} {
		for _, name := range []string{"systems.json", "facts.json", "contacts.json", "limits.json", "readiness.json", "failures/power.json", "cards/power.json"} {
			raw := damage(had[name])
			if bytes.Equal(raw, had[name]) || what == "null" && (name == "contacts.json" || name == "facts.json") {
				continue // none at all; what points to one tells
			}
			err := s.ImportCatalogue(t.Context(), map[string][]byte{name: raw})
			said := u.desk.Words.Explain(err)
			if err == nil || !text.IsFault(err, "outage.catalogue") || !strings.Contains(said, name) || strings.Contains(said, "outage.reason") || strings.Contains(said, "{") {
				t.Errorf("%s, %s: %v: %s", name, what, err, said)
			}
		}
	}
	more := len(u.logLines(access.ActionCatalogue)) - lines
	if !maps.EqualFunc(had, u.open("lena").ExportCatalogue(), bytes.Equal) || more != 0 {
		t.Errorf("the catalogue is another, or %d lines of the log more", more)
	}
}

// lastComma puts a comma after the last part of a file, where none belongs.
func lastComma(raw []byte) []byte {
	raw = bytes.TrimSpace(raw)
	at := bytes.LastIndexByte(raw, '\n')
	return slices.Concat(raw[:at], []byte(","), raw[at:])
}

// Whatever a slip of the keyboard does to a file, it is refused in words or comes in whole: then it goes out
// and in again unchanged, and everything that asks the catalogue has an answer.
func TestSlipsOfTheKeyboardInACatalogue(t *testing.T) {
	u, s := prepares(t)
	first := s.ExportCatalogue()
	names := slices.Sorted(maps.Keys(first))
	random := rand.New(rand.NewPCG(7, 11))
	signs := []string{"\"", ",", ":", "{", "}", "[", "]", "0", "-", "1e9", "null", "true", "", "\\", "\n", "å", "\x00", "\u202e", `"x"`, `{"sv":"a","en":"b"}`}
	accepted := 0
	for range 80 {
		name := names[random.IntN(len(names))]
		raw := first[name]
		at, long := random.IntN(len(raw)), random.IntN(4)
		if random.IntN(3) == 0 { // a whole line goes, or stands twice
			at = bytes.LastIndexByte(raw[:at], '\n') + 1
			long = bytes.IndexByte(raw[at:], '\n') + 1
		}
		fresh := slices.Concat(raw[:at], []byte(signs[random.IntN(len(signs))]), raw[min(at+long, len(raw)):])
		before := s.ExportCatalogue()
		err := s.ImportCatalogue(t.Context(), map[string][]byte{name: fresh})
		if err != nil {
			if f := u.desk.Words.Explain(err); !text.IsFault(err, "outage.catalogue") && !strings.Contains(err.Error(), "contacts.") && !text.IsFault(err, "catalogue.person") {
				t.Errorf("%s at %d: %v: %s", name, at, err, f)
			}
			if !maps.EqualFunc(before, s.ExportCatalogue(), bytes.Equal) {
				t.Errorf("%s at %d: refused, and the catalogue is another", name, at)
			}
			continue
		}
		accepted++
		out := s.ExportCatalogue()
		u.must(s.ImportCatalogue(t.Context(), out))
		if !maps.EqualFunc(out, s.ExportCatalogue(), bytes.Equal) {
			t.Errorf("%s at %d: goes out otherwise than it came in", name, at)
		}
		u.answers(s)
		u.must(s.ImportCatalogue(t.Context(), nil))
	}
	if accepted == 0 {
		t.Error("no slip came in: nothing was tried")
	}
	t.Logf("%d of 80 came in", accepted)
}

// answers asks everything that goes by the catalogue.
func (u *unit) answers(s *desk.Session) {
	u.t.Helper()
	c := s.Catalogue()
	var all []outage.Broken
	for _, f := range c.Failures {
		all = append(all, outage.Broken{Failure: f.ID, Since: u.now.Add(-time.Hour)})
	}
	c.Now(all, u.now)
	c.StepsFor(all, []outage.Audience{outage.AudienceAll})
	c.Calls(all, u.now, nil)
	s.ReportText(outage.Answers{Light: outage.No, Reach: outage.ReachUnits}, "")
	s.Ready()
	s.Recipients()
	s.PlannedDuties()
}
