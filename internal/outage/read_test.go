package outage_test

import (
	"bytes"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"avbrottsparm/internal/outage"
	"avbrottsparm/internal/text"
)

// small is a whole catalogue with one of each, to be broken in one place at a time.
func small() map[string]string {
	return map[string]string{
		"systems.json": `[
  {"id": "locks", "place": 11, "name": {"sv": "Lås", "en": "Locks"}, "about": {"sv": "Öppna.", "en": "Open."}, "users": ["providers"],
   "functions": [{"id": "app", "what": {"sv": "Öppna med app", "en": "Open by app"}}, {"id": "key", "what": {"sv": "Öppna med nyckel", "en": "Open by key"}}],
   "needs": [{"what": {"sv": "Nät", "en": "Network"}, "any_of": ["power"], "source": "routine 4.3"}], "prints": ["keys"], "writes": ["key_log"], "card": "power", "source": "routine 1"},
  {"id": "locks_app", "place": 11, "part_of": "locks", "name": {"sv": "Appen", "en": "The app"}, "about": {"sv": "Öppna.", "en": "Open."}, "users": ["providers"],
   "functions": [{"id": "again", "what": {"sv": "Komma in igen", "en": "Get in again"}}], "source": "routine 4.1"}
]`,
		"facts.json": `[
  {"id": "hours", "place": 1, "fact": {"sv": "Hur länge", "en": "How long"}, "sort": "duration", "owner": "object_owner", "source": "routine 4.1", "quote": "upp till xx timmar"},
  {"id": "right", "place": 2, "fact": {"sv": "Om det stämmer", "en": "Whether it is right"}, "sort": "yes_no", "owner": "it", "source": "routine 4.2", "quote": "Kolla med IT"},
  {"id": "number", "place": 3, "fact": {"sv": "Vilket nummer", "en": "Which number"}, "sort": "phone", "owner": "object_owner", "source": "routine 3.1.2", "quote": "Ev telefonnummer"}
]`,
		"contacts.json": `[
  {"id": "service_desk", "role": "service_desk", "name": "IT servicedesk", "number": "0121-18499", "hours": "office"},
  {"id": "manager", "role": "head", "name": "Ansvarig chef", "open": "number"},
  {"id": "vendor", "role": "vendor", "name": "Leverantören"}
]`,
		"limits.json": `{"office_from": "08:00", "office_to": "16:30", "assumed": true,
  "escalations": [{"id": "heads", "minutes": 120, "text": {"sv": "Ring", "en": "Call"}, "call": ["manager"]}],
  "update_minutes": 60, "patch_from": "10:00", "patch_to": "12:00", "patch_minutes": 10, "notice_days": 14}`,
		"failures/power.json": `{
  "id": "power", "place": 10,
  "name": {"sv": "Strömavbrott", "en": "Power failure"},
  "sign": {"sv": "Det är mörkt.", "en": "It is dark."},
  "steps": [
    {"id": "time", "text": {"sv": "Skriv upp klockslaget.", "en": "Write down the time."}, "go": "notes", "source": ["routine 4.2"]},
    {"id": "more", "text": {"sv": "Läs mer.", "en": "Read more."}, "go": "guide:power", "open": "right", "off_card": true}
  ],
  "effects": [
    {"system": "locks", "function": "app", "still": "until", "if": {"sv": "med UPS", "en": "with the UPS"}, "minutes": 30, "long": {"sv": "cirka 30 minuter", "en": "about 30 minutes"}, "unsure": "right", "source": "routine 4.2"},
    {"system": "locks", "function": "key", "still": "open", "open": "right", "source": "routine 4.2"},
    {"system": "locks_app", "function": "again", "still": "until", "open": "hours", "instead": [{"sv": "Nyckel", "en": "Key"}, {"sv": "Tagg", "en": "Tag"}], "source": "routine 4.1"}
  ],
  "card": "power",
  "guide": [{"title": {"sv": "UPS", "en": "UPS"}, "checks": [{"sv": "Laddad", "en": "Charged"}], "source": ["routine 4.2"]}, {"of_card": "power"}],
  "vendor": "vendor",
  "source": ["routine 4.2"]
}`,
		"cards/power.json": `{
  "id": "power", "kind": "card", "place": 110,
  "title": {"sv": "Strömavbrott", "en": "Power failure"},
  "when": {"sv": "När det är mörkt.", "en": "When it is dark."},
  "audience": "all", "calls": ["service_desk", "head"],
  "sections": [
    {"title": {"sv": "Gör nu", "en": "Do now"}, "steps_of": ["power"], "source": ["routine 4.2"]},
    {"title": {"sv": "Fungerar", "en": "Works"}, "effects_of": ["power/locks"]},
    {"title": {"sv": "Mer", "en": "More"}, "works": [{"of": "power/locks_app/again", "what": {"sv": "In igen", "en": "In again"}}, {"what": {"sv": "Mobil", "en": "Phone"}, "open": "right"}]},
    {"title": {"sv": "Nummer", "en": "Number"}, "fill": [{"sv": "Ring", "en": "Call"}], "unless": "head"},
    {"title": {"sv": "Frågor", "en": "Questions"}, "questions": [{"sv": "Vad?", "en": "What?"}], "room": 3}
  ],
  "facts": ["number"]
}`,
	}
}

func fsOf(files map[string]string) fstest.MapFS {
	m := fstest.MapFS{}
	for name, content := range files {
		m[name] = &fstest.MapFile{Data: []byte(content)}
	}
	return m
}

func read(t *testing.T, files map[string]string) outage.Catalogue {
	t.Helper()
	c, err := outage.ReadCatalogue(fsOf(files))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// A card takes its steps, its rows, its numbers and its open facts from where they stand once.
func TestACardSaysWhatItsFailureSays(t *testing.T) {
	card, known := read(t, small()).Card("power")
	if !known {
		t.Fatal("no card")
	}
	if steps := card.Sections[0].Steps; len(steps) != 1 || steps[0].SV != "Skriv upp klockslaget." {
		t.Errorf("steps %v, should be those of the failure that fit a card", steps)
	}
	rows := card.Sections[1].Works
	if len(rows) != 2 || rows[0].What.SV != "Öppna med app" || rows[0].Left != outage.StillUntil || rows[0].Still.SV != "med UPS" ||
		rows[0].Long.SV != "cirka 30 minuter" || rows[1].Left != outage.StillOpen || rows[1].Open != "right" {
		t.Errorf("rows %+v", rows)
	}
	if row := card.Sections[2].Works[0]; row.What.SV != "In igen" || row.Open != "hours" || row.Instead.SV != "Nyckel. Tagg" {
		t.Errorf("row %+v, should be the effect in words of its own", row)
	}
	if f, _ := read(t, small()).Failure("power"); len(f.Guide) != 6 || f.Guide[1].Title.SV != "Strömavbrott: Gör nu" || len(f.Guide[1].Steps) != 1 {
		t.Errorf("guide %+v, should go on with the card", f.Guide)
	}
	if len(card.Calls) != 1 || card.Calls[0].Number != "0121-18499" {
		t.Errorf("calls %+v, should be the one that has a number", card.Calls)
	}
	var open []string
	for _, o := range card.Open {
		open = append(open, o.ID)
	}
	if got := strings.Join(open, " "); got != "number right hours" {
		t.Errorf("open %s, should be what the card names and what its rows rest on", got)
	}
	if got := strings.Join(card.Sources(), "|"); got != "routine 4.2|routine 3.1.2|routine 4.1" {
		t.Errorf("sources %s", got)
	}
}

// What is written is what is read, to the byte, and the files say nothing of what has been settled.
func TestTheFilesOfACatalogueAreReadAgain(t *testing.T) {
	c := read(t, small())
	first := c.Files()
	again := fstest.MapFS{}
	for name, raw := range first {
		again[name] = &fstest.MapFile{Data: raw}
	}
	back, err := outage.ReadCatalogue(again)
	if err != nil {
		t.Fatal(err)
	}
	settled := back.With(map[string]outage.Settled{"hours": {Value: "12 timmar", Minutes: 720}, "number": {Value: "0121-100 00"}})
	for _, files := range []map[string][]byte{back.Files(), settled.Files()} {
		if !maps.EqualFunc(first, files, bytes.Equal) {
			t.Errorf("written differently the second time: %v", slices.Sorted(maps.Keys(files)))
		}
	}
}

// Each mistake is told with file, line and reason, and nothing is read.
func TestAMistakeIsToldWithItsLine(t *testing.T) {
	for name, m := range map[string]struct {
		file, old, new string
		line           int
		reason         string
	}{
		"a comma too few":                {"facts.json", `"place": 2, "fact"`, `"place": 2 "fact"`, 3, "json"},
		"a word that isn't one of it":    {"failures/power.json", `"place": 10,`, `"place": 10, "colour": 1,`, 2, "field"},
		"words for a number":             {"failures/power.json", `"place": 10,`, `"place": "10",`, 2, "type"},
		"a name twice":                   {"contacts.json", `"role": "head", `, `"role": "head", "role": "vendor", `, 3, "twice"},
		"an id twice":                    {"facts.json", `"id": "right"`, `"id": "hours"`, 3, "twice"},
		"a text in one language":         {"failures/power.json", `"en": "Power failure"`, `"en": ""`, 3, "language"},
		"no text":                        {"failures/power.json", `{"sv": "Det är mörkt.", "en": "It is dark."}`, `{}`, 4, "missing"},
		"a text like a novel":            {"failures/power.json", "Läs mer.", strings.Repeat("å", 601), 7, "language"},
		"an id with a path":              {"systems.json", `"id": "locks_app"`, `"id": "../locks"`, 5, "id"},
		"a system that isn't there":      {"failures/power.json", `"system": "locks_app"`, `"system": "doors"`, 12, "unknown"},
		"a function that isn't there":    {"failures/power.json", `"function": "key"`, `"function": "foot"`, 11, "unknown"},
		"an effect told twice":           {"failures/power.json", `"function": "key"`, `"function": "app"`, 11, "twice"},
		"a fact that isn't there":        {"failures/power.json", `"open": "hours"`, `"open": "minutes"`, 12, "unknown"},
		"a failure that isn't there":     {"systems.json", `"any_of": ["power"]`, `"any_of": ["water"]`, 4, "unknown"},
		"a contact that isn't there":     {"limits.json", `"call": ["manager"]`, `"call": ["nobody"]`, 2, "unknown"},
		"a vendor that is none":          {"failures/power.json", `"vendor": "vendor"`, `"vendor": "manager"`, 16, "unknown"},
		"a card that isn't there":        {"failures/power.json", `"card": "power"`, `"card": "light"`, 14, "unknown"},
		"a guide that isn't there":       {"failures/power.json", `guide:power`, `guide:light`, 7, "unknown"},
		"a link to anywhere":             {"failures/power.json", `"go": "notes"`, `"go": "https://example.org"`, 6, "choice"},
		"a time both told and open":      {"failures/power.json", `"unsure": "right"`, `"open": "hours"`, 10, "both"},
		"a time neither told nor open":   {"failures/power.json", `"still": "until", "open": "hours"`, `"still": "until"`, 12, "both"},
		"a condition that isn't told":    {"failures/power.json", `"still": "until", "open": "hours"`, `"still": "if"`, 12, "missing"},
		"a state of no name":             {"failures/power.json", `"still": "open"`, `"still": "maybe"`, 11, "choice"},
		"a part of a part":               {"systems.json", `"id": "locks", "place"`, `"id": "locks", "part_of": "locks_app", "place"`, 2, "unknown"},
		"an owner with a name":           {"facts.json", `"owner": "it"`, `"owner": "Karin"`, 3, "choice"},
		"a fact without its words":       {"facts.json", `"quote": "Kolla med IT"`, `"quote": " "`, 3, "missing"},
		"a source that is hearsay":       {"facts.json", `"source": "routine 4.2"`, `"source": "hearsay"`, 3, "source"},
		"a number that is words":         {"contacts.json", `0121-18499`, `växeln`, 2, "number"},
		"a number that is open as well":  {"contacts.json", `"open": "number"`, `"open": "number", "number": "0121-100 00"`, 3, "both"},
		"a contact of no role":           {"contacts.json", `"role": "head"`, `"role": "friend"`, 3, "choice"},
		"a clock that isn't one":         {"limits.json", `"office_to": "16:30"`, `"office_to": "half past four"`, 1, "clock"},
		"a day that ends before it":      {"limits.json", `"office_from": "08:00"`, `"office_from": "17:00"`, 1, "clock"},
		"an endless escalation":          {"limits.json", `"minutes": 120`, `"minutes": 99999999`, 2, "number"},
		"another name than the file's":   {"cards/power.json", `"id": "power"`, `"id": "light"`, 2, "name"},
		"a question without room":        {"cards/power.json", `"room": 3`, `"room": 0`, 11, "number"},
		"steps both told and taken":      {"cards/power.json", `"steps_of": ["power"]`, `"steps_of": ["power"], "steps": [{"sv": "x", "en": "x"}]`, 7, "both"},
		"rows of nothing":                {"cards/power.json", `power/locks"`, `power/doors"`, 8, "unknown"},
		"a row both taken and told":      {"cards/power.json", `"of": "power/locks_app/again"`, `"of": "power/locks_app/again", "open": "right"`, 9, "both"},
		"a row of several":               {"cards/power.json", `"of": "power/locks_app/again"`, `"of": "power/locks"`, 9, "unknown"},
		"an empty section":               {"failures/power.json", `, "checks": [{"sv": "Laddad", "en": "Charged"}]`, "", 15, "missing"},
		"a card that isn't there within": {"failures/power.json", `"of_card": "power"`, `"of_card": "light"`, 15, "unknown"},
		"a card's sections and more":     {"failures/power.json", `"of_card": "power"`, `"of_card": "power", "room": 2`, 15, "both"},
		"a card within a card":           {"cards/power.json", `{"title": {"sv": "Fungerar", "en": "Works"}, "effects_of": ["power/locks"]}`, `{"of_card": "power"}`, 8, "choice"},
		"no sections":                    {"cards/power.json", `"sections": [`, `"sections": [], "sectionz": [`, 6, "field"},
		"an audience of no name":         {"cards/power.json", `"audience": "all"`, `"audience": "us"`, 5, "choice"},
		"lists within lists":             {"facts.json", `"Kolla med IT"`, strings.Repeat("[", 50) + strings.Repeat("]", 50), 3, "json"},
		"the letters of an old editor":   {"facts.json", "Hur länge", "Hur l\xe4nge", 2, "letters"},
		"a file of another name":         {"notes.txt", "", "Ring Karin", 1, "file"},
		"a card in a folder of its own":  {"cards/deep.json/power.json", "", "{}", 1, "file"},
		"a file as long as a book":       {"facts.json", `"Kolla med IT"`, `"` + strings.Repeat("x", 300<<10) + `"`, 1, "many"},
	} {
		files := small()
		files[m.file] = strings.Replace(files[m.file], m.old, m.new, 1)
		_, err := outage.ReadCatalogue(fsOf(files))
		mistakes := outage.Mistakes(err)
		if !text.IsFault(err, "outage.catalogue") || len(mistakes) == 0 {
			t.Errorf("a catalogue with %s is read: %v", name, err)
			continue
		}
		if got := mistakes[0]; !strings.HasPrefix(m.file, got.File) || got.Line != m.line || got.Reason != m.reason {
			t.Errorf("%s is told as %v, should be %s:%d: %s", name, got, m.file, m.line, m.reason)
		}
		for _, lang := range []text.Lang{text.Swedish, text.English} {
			if said := text.For(lang).Explain(err); strings.ContainsAny(said, "{}[]") || !strings.Contains(said, mistakes[0].File) {
				t.Errorf("%s is worded %q", name, said)
			}
		}
	}
}

func TestAMissingFileIsTold(t *testing.T) {
	for _, name := range []string{"systems.json", "facts.json", "contacts.json", "limits.json"} {
		files := small()
		delete(files, name)
		if m := outage.Mistakes(second(outage.ReadCatalogue(fsOf(files)))); len(m) == 0 || m[0].File != name || m[0].Reason != "gone" {
			t.Errorf("without %s: %v", name, m)
		}
	}
}

func second(_ outage.Catalogue, err error) error { return err }

// Editors on Windows begin a file with a mark and end its lines in their own way: that is no mistake.
func TestAFileFromAnyEditorIsRead(t *testing.T) {
	files := small()
	for name, content := range files {
		files[name] = "\xef\xbb\xbf" + strings.ReplaceAll(content, "\n", "\r\n")
	}
	if c := read(t, files); len(c.Failures) != 1 || len(c.Facts) != 3 {
		t.Errorf("%+v", c)
	}
}

// All mistakes of a catalogue are found at once, so that whoever wrote it needn't try ten times.
func TestAllMistakesAreFoundAtOnce(t *testing.T) {
	files := small()
	files["facts.json"] = strings.Replace(files["facts.json"], `"owner": "it"`, `"owner": "x"`, 1)
	files["failures/power.json"] = strings.NewReplacer(`"system": "locks_app"`, `"system": "x"`, `"still": "open"`, `"still": "x"`).Replace(files["failures/power.json"])
	var told []string
	for _, m := range outage.Mistakes(second(outage.ReadCatalogue(fsOf(files)))) {
		told = append(told, m.Error())
	}
	if len(told) != 5 || !strings.HasPrefix(told[0], "facts.json:3") || !strings.Contains(strings.Join(told, "\n"), "failures/power.json:11: effects/1/still: choice") {
		t.Errorf("%d mistakes:\n%s", len(told), strings.Join(told, "\n"))
	}
}

// No file, however broken, does more than be refused with a line that it has; what is read is whole.
func FuzzReadCatalogue(f *testing.F) {
	names := slices.Sorted(maps.Keys(small()))
	for i, name := range names {
		f.Add(i, small()[name])
	}
	f.Add(0, `[{"id":"x1","functions":[{}],"needs":[{"any_of":["power"]}]}]`)
	f.Add(3, `{"office_from":"08:00","escalations":[{"steps":[{"go":"guide:"}]}]}`)
	f.Add(4, "{\n\"id\":\"power\",\"effects\":[{\"system\":\"locks/app\",\"function\":\"/\"}]}")
	f.Fuzz(func(t *testing.T, which int, content string) {
		files := small()
		name := names[(which%len(names)+len(names))%len(names)]
		files[name] = content
		c, err := outage.ReadCatalogue(fsOf(files))
		if err != nil {
			m := outage.Mistakes(err)
			if len(m) == 0 || m[0].Line < 1 || m[0].Line > 1+strings.Count(content, "\n") && m[0].File == name {
				t.Errorf("%q is told as %v", content, err)
			}
			return
		}
		again := fstest.MapFS{}
		for name, raw := range c.Files() {
			again[name] = &fstest.MapFile{Data: raw}
		}
		back, err := outage.ReadCatalogue(again)
		if err != nil {
			t.Fatalf("%q is read, and not read again: %v", content, err)
		}
		if !maps.EqualFunc(c.Files(), back.Files(), bytes.Equal) {
			t.Errorf("%q is written in two ways", content)
		}
	})
}
