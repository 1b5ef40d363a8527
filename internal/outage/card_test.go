package outage_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"avbrottsparm/internal/outage"
	"avbrottsparm/internal/text"
)

func both(s string) text.Both { return text.Both{SV: s, EN: s} }

// card is a whole card, to be broken in one place at a time.
func card() outage.Card {
	return outage.Card{ID: "power", Kind: outage.KindCard, Place: 10, Title: both("Ström"), When: both("När strömmen är borta."), Audience: outage.AudienceAll,
		Calls: []outage.Call{{Who: both("IT"), Number: "0121-18499", Note: both("Först")}},
		Sections: []outage.Section{
			{Title: both("Nu"), Steps: []text.Both{both("Ring.")}, Source: []string{"routine 4.2", "routine 3.1.1"}},
			{Title: both("Frågor"), Questions: []text.Both{both("Vad?")}, Room: 3, Source: []string{"routine 4.2"}},
			{Title: both("Fungerar"), Works: []outage.Work{{What: both("Lås"), Still: both("Ja"), Open: "lock_hours"}, {What: both("Nät"), Open: "lock_hours"}}}},
		Open: []outage.Open{{ID: "lock_hours", Fact: both("Hur länge"), Owner: outage.RoleObjectOwner, Source: "routine 4.1"}}}
}

func raw(t *testing.T, c any) []byte {
	t.Helper()
	b, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestAWholeCardIsRead(t *testing.T) {
	c, err := outage.Parse(raw(t, card()))
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(c.Sources(), "|"); got != "routine 4.2|routine 3.1.1|routine 4.1" {
		t.Errorf("sources %s", got)
	}
	if c.Open[0].Owner != outage.RoleObjectOwner || outage.SectionOf(c.Open[0].Source) != "4.1" {
		t.Errorf("open %+v", c.Open)
	}
}

func TestABrokenCardIsRefused(t *testing.T) {
	for name, broken := range map[string]func(c *outage.Card){
		"without an id":                    func(c *outage.Card) { c.ID = "" },
		"an id with a path":                func(c *outage.Card) { c.ID = "../power" },
		"an unknown kind":                  func(c *outage.Card) { c.Kind = "poster" },
		"an unknown audience":              func(c *outage.Card) { c.Audience = "" },
		"a title in one language":          func(c *outage.Card) { c.Title.EN = "" },
		"without saying when":              func(c *outage.Card) { c.When = text.Both{} },
		"without sections":                 func(c *outage.Card) { c.Sections = nil },
		"an empty section":                 func(c *outage.Card) { c.Sections[0].Steps = nil },
		"a section without a title":        func(c *outage.Card) { c.Sections[0].Title = text.Both{} },
		"a step in one language":           func(c *outage.Card) { c.Sections[0].Steps[0].SV = " " },
		"a step like a novel":              func(c *outage.Card) { c.Sections[0].Steps[0].SV = strings.Repeat("å", 601) },
		"too many steps":                   func(c *outage.Card) { c.Sections[0].Steps = slices.Repeat([]text.Both{both("x")}, 41) },
		"a question without room":          func(c *outage.Card) { c.Sections[1].Room = 0 },
		"room without a question":          func(c *outage.Card) { c.Sections[0].Room = 2 },
		"room for a book":                  func(c *outage.Card) { c.Sections[1].Room = 31 },
		"a source that is no section":      func(c *outage.Card) { c.Sections[0].Source = []string{"hearsay"} },
		"a number that is words":           func(c *outage.Card) { c.Calls[0].Number = "växeln" },
		"a number without whom":            func(c *outage.Card) { c.Calls[0].Who = text.Both{} },
		"a time both known and open":       func(c *outage.Card) { c.Sections[2].Works[0].Long = both("2 timmar") },
		"a time that nobody answers for":   func(c *outage.Card) { c.Sections[2].Works[0].Open = "unknown_thing" },
		"work neither told nor open":       func(c *outage.Card) { c.Sections[2].Works[1].Open = "" },
		"an open fact without an owner":    func(c *outage.Card) { c.Open[0].Owner = "" },
		"an open fact owned by a name":     func(c *outage.Card) { c.Open[0].Owner = "Karin" },
		"an open fact without a source":    func(c *outage.Card) { c.Open[0].Source = "" },
		"an open fact in one language":     func(c *outage.Card) { c.Open[0].Fact.EN = "" },
		"an open fact that stands twice":   func(c *outage.Card) { c.Open = append(c.Open, c.Open[0]) },
		"an open fact with a spaced id":    func(c *outage.Card) { c.Open[0].ID = "lock hours" },
		"a source of endless length":       func(c *outage.Card) { c.Sections[0].Source = []string{"routine " + strings.Repeat("4", 90)} },
		"more sections than anybody reads": func(c *outage.Card) { c.Sections = slices.Repeat(c.Sections, 14) },
	} {
		c := card()
		broken(&c)
		if _, err := outage.Parse(raw(t, c)); err == nil {
			t.Errorf("a card with %s is read", name)
		}
	}
	for name, file := range map[string][]byte{
		"nothing":            nil,
		"no JSON":            []byte("Ring IT"),
		"a field too many":   []byte(strings.Replace(string(raw(t, card())), `"id"`, `"dose":"2","id"`, 1)),
		"two cards in one":   append(raw(t, card()), raw(t, card())...),
		"a file without end": append(raw(t, card()), []byte(strings.Repeat(" ", 64<<10))...),
	} {
		if _, err := outage.Parse(file); err == nil {
			t.Errorf("%s is read", name)
		}
	}
}

func TestCardsAreReadInTheirOrder(t *testing.T) {
	second, first, book := card(), card(), card()
	first.ID, first.Place = "login", 5
	book.ID, book.Kind, book.Calls = "alarms", outage.KindRunbook, []outage.Call{{Who: both("Support"), Number: "0121-18218"}, {Who: both("IT"), Number: "0121-18499"}}
	files := fstest.MapFS{"power.json": {Data: raw(t, second)}, "login.json": {Data: raw(t, first)}, "alarms.json": {Data: raw(t, book)}}
	cards, err := outage.ReadAll(files)
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, c := range append(outage.Of(cards, outage.KindCard), outage.Of(cards, outage.KindRunbook)...) {
		ids = append(ids, c.ID)
	}
	if got := strings.Join(ids, " "); got != "login power alarms" {
		t.Errorf("in the order %s", got)
	}
	var numbers []string
	for _, call := range outage.Calls(cards) {
		numbers = append(numbers, call.Number)
	}
	if got := strings.Join(numbers, " "); got != "0121-18499 0121-18218" {
		t.Errorf("calls %s", got)
	}

	second.Open[0].Owner = outage.RoleIT
	files["power.json"] = &fstest.MapFile{Data: raw(t, second)}
	if _, err := outage.ReadAll(files); err == nil {
		t.Error("an open fact may have two owners")
	}
	delete(files, "power.json")
	files["other.json"] = files["login.json"]
	if _, err := outage.ReadAll(files); err == nil {
		t.Error("a card may have another name than its file")
	}
}

func FuzzParse(f *testing.F) {
	good, err := json.Marshal(card())
	if err != nil {
		f.Fatal(err)
	}
	f.Add(good)
	f.Add([]byte(`{"id":"x1","sections":[{"works":[{"open":"y1"}]}]}`))
	f.Fuzz(func(t *testing.T, file []byte) {
		c, err := outage.Parse(file)
		if err != nil {
			return
		}
		again, err := outage.Parse(raw(t, c))
		if err != nil || again.ID != c.ID || len(again.Sections) != len(c.Sections) || c.Title.In(text.Swedish) == "" || c.Title.In(text.English) == "" {
			t.Errorf("%q is read, and not read again: %v", c.ID, err)
		}
	})
}
