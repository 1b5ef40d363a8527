package desk_test

import (
	"slices"
	"strings"
	"testing"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/outage"
	"avbrottsparm/internal/text"
)

// catalogued is a binder with register, schedule and the program's catalogue.
func catalogued(t *testing.T) (*unit, *desk.Session) {
	t.Helper()
	u, _ := filled(t)
	u.withCards()
	return u, u.open("lena")
}

func nameOf(t *testing.T, s *desk.Session, failure string) string {
	t.Helper()
	f, known := s.Catalogue().Failure(failure)
	if !known {
		t.Fatalf("no failure %s", failure)
	}
	return f.Name.SV
}

// changed is a file of the catalogue with something else in it.
func changed(t *testing.T, s *desk.Session, file, from, to string) map[string][]byte {
	t.Helper()
	raw := string(s.ExportCatalogue()[file])
	if !strings.Contains(raw, from) {
		t.Fatalf("no %q in %s", from, file)
	}
	return map[string][]byte{file: []byte(strings.Replace(raw, from, to, 1))}
}

// Given a unit head who adapts a file and reads it in again, the unit goes by it from then on, also after
// the binder was locked, and by the program's again when nothing is read in.
func TestTheUnitsOwnCatalogue(t *testing.T) {
	u, s := catalogued(t)
	first := nameOf(t, s, "lifecare")
	u.must(s.ImportCatalogue(t.Context(), changed(t, s, "failures/lifecare.json", first, "Lifecare svarar inte")))
	if got := nameOf(t, s, "lifecare"); got != "Lifecare svarar inte" || !s.OwnCatalogue() {
		t.Errorf("it is called %q", got)
	}
	s = u.open("lena")
	if got := nameOf(t, s, "lifecare"); got != "Lifecare svarar inte" || s.CatalogueFault() != nil {
		t.Errorf("afterwards it is called %q, %v", got, s.CatalogueFault())
	}
	u.must(s.ImportCatalogue(t.Context(), nil))
	if got := nameOf(t, u.open("lena"), "lifecare"); got != first {
		t.Errorf("the program calls it %q", got)
	}
	if n := len(u.logLines(access.ActionCatalogue)); n != 2 {
		t.Errorf("%d lines of the log", n)
	}
}

// What is exported is what can be read in: the same files come out again.
func TestACatalogueGoesOutAndInUnchanged(t *testing.T) {
	u, s := catalogued(t)
	out := s.ExportCatalogue()
	u.must(s.ImportCatalogue(t.Context(), out))
	again := u.open("lena").ExportCatalogue()
	if len(again) != len(out) || len(out) < 40 {
		t.Fatalf("%d files, then %d", len(out), len(again))
	}
	for name, raw := range out {
		if string(again[name]) != string(raw) {
			t.Errorf("%s is another", name)
		}
	}
}

// A mistake changes nothing, and the fault says where it is.
func TestAMistakeInACatalogueKeepsTheOldOne(t *testing.T) {
	u, s := catalogued(t)
	u.must(s.ImportCatalogue(t.Context(), changed(t, s, "failures/lifecare.json", nameOf(t, s, "lifecare"), "Lifecare svarar inte")))
	before := len(u.vault.records)
	for name, files := range map[string]map[string][]byte{
		"no JSON":            {"systems.json": []byte("[\n{\n")},
		"an unknown failure": changed(t, s, "systems.json", `"wifi"`, `"trådlöst"`),
		"no such file":       {"system.json": []byte("[]")},
		"out of the folder":  {"../systems.json": []byte("[]")},
		"an empty name":      {"": []byte("[]")},
	} {
		err := s.ImportCatalogue(t.Context(), files)
		if !text.IsFault(err, "outage.catalogue") && !text.IsFault(err, "catalogue.names") {
			t.Errorf("%s: %v", name, err)
		}
		if text.IsFault(err, "outage.catalogue") && !strings.Contains(u.desk.Words.Explain(err), "system") {
			t.Errorf("%s says %q", name, u.desk.Words.Explain(err))
		}
	}
	fault(t, s.ImportCatalogue(t.Context(), map[string][]byte{"systems.json": make([]byte, 5<<20)}), "catalogue.large")
	fault(t, s.ImportCatalogue(t.Context(), changed(t, s, "failures/wifi.json", nameOf(t, s, "wifi"), "Ring Elsa Lund")), "catalogue.person")
	fault(t, u.open("sara").ImportCatalogue(t.Context(), nil), "access.not_allowed")
	s = u.open("lena")
	if got := nameOf(t, s, "lifecare"); got != "Lifecare svarar inte" {
		t.Errorf("it is called %q now", got)
	}
	if lines := len(u.logLines(access.ActionCatalogue)); lines != 1 {
		t.Errorf("%d lines of the log, %d records before", lines, before)
	}
}

// A catalogue that only a newer program reads leaves this one with its own, and says so.
func TestACatalogueOfANewerProgram(t *testing.T) {
	u, s := catalogued(t)
	first := nameOf(t, s, "lifecare")
	u.must(s.ImportCatalogue(t.Context(), changed(t, s, "failures/lifecare.json", first, "Lifecare svarar inte")))
	ref := ledger.ItemRef{Kind: ledger.CatalogueKind, ID: ledger.CatalogueKind}
	item := u.vault.items[ref]
	item.Body = []byte(strings.Replace(string(item.Body), `"systems.json"`, `"rooms.json"`, 1))
	u.vault.items[ref] = item
	s = u.open("lena")
	if got := nameOf(t, s, "lifecare"); got != first || s.CatalogueFault() == nil {
		t.Errorf("it is called %q, fault %v", got, s.CatalogueFault())
	}
}

func contactNames(contacts []outage.Contact) []string {
	var names []string
	for _, c := range contacts {
		names = append(names, c.Name)
	}
	return names
}

// The contact book is the program's with what the unit changes, in the order that the unit gives it.
func TestTheContactBook(t *testing.T) {
	u, s := catalogued(t)
	book := s.Contacts()
	night := outage.Contact{Role: outage.ContactUnitPhone, Name: "Nattens telefon", Number: "070-174 06 05", Unit: "Natt", Groups: []string{"Hemtjänst"}}
	book[0].Number = "0980-319 201"
	gone := book[1].Name
	next := append(slices.Clone(book[:1]), book[2:]...)
	u.must(s.SetContacts(t.Context(), append(next, night)))
	for i, s := range []*desk.Session{s, u.open("lena")} {
		got := s.Contacts()
		names := contactNames(got)
		if len(got) != len(book) || slices.Contains(names, gone) || names[len(names)-1] != "Nattens telefon" || got[0].Number != "0980-319 201" {
			t.Errorf("%d: %q", i, names)
		}
		if last := got[len(got)-1]; last.ID == "" || last.Number != "070-174 06 05" {
			t.Errorf("%d: %+v", i, last)
		}
	}
	before := len(u.logLines(access.ActionCatalogue))
	u.must(u.open("lena").SetContacts(t.Context(), u.open("lena").Contacts()))
	if after := len(u.logLines(access.ActionCatalogue)); after != before {
		t.Error("a book without a change was stored")
	}
}

func TestWhatIsNoContact(t *testing.T) {
	u, s := catalogued(t)
	fine := outage.Contact{Role: outage.ContactUnitPhone, Name: "Natt", Number: "070-1740605"}
	with := func(change func(*outage.Contact)) []outage.Contact {
		c := fine
		change(&c)
		return []outage.Contact{c}
	}
	for code, list := range map[string][]outage.Contact{
		"contacts.name":   with(func(c *outage.Contact) { c.Name = "  " }),
		"contacts.number": with(func(c *outage.Contact) { c.Number = "fråga Bo" }),
		"contacts.wrong":  with(func(c *outage.Contact) { c.Role = "granne" }),
		"contacts.long":   with(func(c *outage.Contact) { c.Note = strings.Repeat("å", 201) }),
		"contacts.person": with(func(c *outage.Contact) { c.Note = "hemma hos Elsa Lund" }),
		"contacts.twice":  {{ID: "natt", Role: fine.Role, Name: "A"}, {ID: "natt", Role: fine.Role, Name: "B"}},
		"contacts.many":   make([]outage.Contact, 401),
	} {
		fault(t, s.SetContacts(t.Context(), list), code)
	}
	fault(t, s.SetContacts(t.Context(), with(func(c *outage.Contact) { c.Carrier = "Bo 19240129-7250" })), "contacts.person")
	for _, number := range []string{"192401297250", "240129-7250", "2401297250"} {
		fault(t, s.SetContacts(t.Context(), with(func(c *outage.Contact) { c.Number = number })), "contacts.person")
	}
	fault(t, u.open("sara").SetContacts(t.Context(), []outage.Contact{fine}), "access.not_allowed")
	u.vault.fails = func(ledger.Change) bool { return true }
	s = u.open("lena")
	if err := s.SetContacts(t.Context(), []outage.Contact{fine}); err == nil || len(s.Contacts()) < 3 {
		t.Errorf("changed on a broken disk: %v", err)
	}
}

// The unit's own times hold, and are no longer assumed.
func TestTheUnitsTimes(t *testing.T) {
	u, s := catalogued(t)
	limits := s.Limits()
	if !limits.Assumed {
		t.Fatal("the office hours are known from the start")
	}
	limits.OfficeFrom, limits.UpdateMinutes = "07:30", 30
	u.must(s.SetLimits(t.Context(), limits))
	if row := factOf(t, u.open("lena"), "office_hours"); row.Settled == nil || row.Settled.Value != "07:30–"+limits.OfficeTo {
		t.Errorf("%+v", row)
	}
	if got := u.open("lena").Limits(); got.Assumed || got.OfficeFrom != "07:30" || got.UpdateMinutes != 30 {
		t.Errorf("%+v", got)
	}
	limits.OfficeTo = "07:00"
	fault(t, s.SetLimits(t.Context(), limits), "limits.wrong")
	fault(t, u.open("sara").SetLimits(t.Context(), s.Limits()), "access.not_allowed")
}

// The file of contacts holds names and numbers: a telephone number that looks like an identity number and a
// colleague who is called as a cared-for person come in, a note about a cared-for person doesn't.
func TestContactsComeInWithTheCatalogue(t *testing.T) {
	u, s := catalogued(t)
	phone := outage.Contact{ID: "natt", Role: outage.ContactUnitPhone, Name: "Natt", Number: "0701740607", Carrier: "Elsa Lund"}
	u.must(s.SetContacts(t.Context(), append(s.Contacts(), phone)))
	out := s.ExportCatalogue()
	u.must(s.ImportCatalogue(t.Context(), map[string][]byte{"contacts.json": out["contacts.json"]}))
	s = u.open("lena")
	if got, known := s.Catalogue().Contact("natt"); !known || got.Number != phone.Number || got.Carrier != phone.Carrier {
		t.Errorf("%+v, %v", got, known)
	}
	fault(t, s.ImportCatalogue(t.Context(), changed(t, s, "contacts.json", `"carrier": "Elsa Lund"`, `"note": "hemma hos Elsa Lund"`)), "contacts.person")
}
