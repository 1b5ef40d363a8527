package desk_test

import (
	"strings"
	"testing"

	"avbrottsparm/data"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/outage"
	"avbrottsparm/internal/sheet"
	"avbrottsparm/internal/text"
)

// withCards gives the desk the program's catalogue.
func (u *unit) withCards() {
	u.t.Helper()
	files, err := data.Catalogue()
	if err != nil {
		u.t.Fatal(err)
	}
	c, err := outage.ReadCatalogue(files)
	if err != nil {
		u.t.Fatal(err)
	}
	u.desk.Catalogue = c
}

// Given a new binder without a single person, when the unit's own sheets are printed, then all of them
// come, and nobody is on them.
func TestTheUnitsOwnSheetsNeedNoPersons(t *testing.T) {
	u := newUnit(t)
	u.withCards()
	s := u.setUp()
	for what, want := range map[desk.What]int{desk.PrintContacts: 1, desk.PrintCards: 14, desk.PrintRoutines: 10, desk.PrintRunbooks: 2, desk.PrintPlaces: 1, desk.PrintReadout: 1} {
		job, err := s.Print(t.Context(), desk.Order{What: what})
		if err != nil || job.Sheets != want {
			t.Errorf("%s: %d sheets, should be %d, %v", what, job.Sheets, want, err)
			continue
		}
		for _, sh := range u.paper[len(u.paper)-1].Sheets {
			if sh.PersonID != "" || sh.Name != "" {
				t.Errorf("%s: %q is about a person", what, sh.Title)
			}
		}
	}
}

func TestTheTelephoneListBeginsWithTheServiceDesk(t *testing.T) {
	u := newUnit(t)
	u.withCards()
	s := u.setUp()
	u.read(s, "telefonlista", care.Batch{Format: "vcard", Kinds: []care.Kind{care.KindContact}, FullList: true, Incoming: []care.Incoming{
		{Row: 1, Item: &care.Contact{Whole: "Vårdcentralen", Phones: []care.Phone{{Number: "0980-31 92 99"}}}}}})
	book := append(s.Contacts(), outage.Contact{Role: outage.ContactUnitPhone, Name: "Natt", Number: "070-174 06 05", Carrier: "Nattens ledare"}, outage.Contact{Role: outage.ContactUnitPhone, Name: "Utan nummer"})
	u.must(s.SetContacts(t.Context(), book))
	if _, err := s.Print(t.Context(), desk.Order{What: desk.PrintContacts}); err != nil {
		t.Fatal(err)
	}
	list := u.paper[len(u.paper)-1].Sheets[0]
	var numbers []string
	for _, block := range list.Blocks {
		switch b := block.(type) {
		case sheet.Code:
			numbers = append(numbers, b.Lead)
		case sheet.Table:
			for _, r := range b.Rows {
				numbers = append(numbers, r.Cells[1])
			}
		}
	}
	if got := strings.Join(numbers, "|"); got != "0121-18499|0121-18218|070-174 06 05|0980-31 92 99" {
		t.Errorf("numbers %s", got)
	}
	if list.DataAsOf.IsZero() {
		t.Error("the list doesn't say how old it is")
	}
}

// Given persons in the binder, when a message says about whom it is, then nothing is printed.
func TestAMessageToReadOutNamesNobody(t *testing.T) {
	u := newUnit(t)
	s := u.setUp()
	u.read(s, "register", register())
	for message, code := range map[string]string{
		"Elsa Lund får inget besök i dag":        "print.message_name",
		"LUND ELSA":                              "print.message_name",
		"Åke Ströms dörr":                        "print.message_name",
		"Nyckeln till Birgit Hult":               "print.message_name",
		"Gäller 19240129-7250":                   "print.message_number",
		"Gäller 192401297250":                    "print.message_number",
		"Gäller 240129-7250":                     "print.message_number",
		"Gäller 2401297250":                      "print.message_number",
		"Gäller 240129+7250":                     "print.message_number",
		"Okänd, 19240223-9269":                   "print.message_number",
		strings.Repeat("Lifecare är nere. ", 90): "print.message_long",
	} {
		printed := len(u.paper)
		_, err := s.Print(t.Context(), desk.Order{What: desk.PrintReadout, Message: message})
		fault(t, err, code)
		if len(u.paper) != printed {
			t.Errorf("%q was drawn", message)
		}
		if said := text.For(text.Swedish).Explain(err); strings.Contains(said, "Elsa") || strings.Contains(said, "7250") || strings.Contains(said, "{") {
			t.Errorf("the fault says %q", said)
		}
	}
	const message = "Lifecare är nere.\nRing 0121-18499 eller 070-174 06 51 före klockan 10."
	if _, err := s.Print(t.Context(), desk.Order{What: desk.PrintReadout, Message: message}); err != nil {
		t.Fatal(err)
	}
	for _, block := range u.paper[len(u.paper)-1].Sheets[0].Blocks {
		if code, ok := block.(sheet.Code); ok && code.Content == sheet.TextCode(nil, message) {
			return
		}
	}
	t.Error("the sheet has no code that opens the message")
}
