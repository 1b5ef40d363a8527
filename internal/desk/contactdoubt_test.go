package desk_test

import (
	"fmt"
	"strings"
	"testing"

	"avbrottsparm/internal/outage"
)

// Numbers as people write them come in; what nobody can dial is refused, never dropped.
func TestStrangeNumbers(t *testing.T) {
	u, s := catalogued(t)
	book := s.Contacts()
	for number, fine := range map[string]bool{"": true, "112": true, "1177": true, "116 117": true, "+46 70 174 06 05": true, "0046701740605": true, "*100#": true, "070–174 06 05": true,
		"***": false, "((((": false, "–––": false, "12": false, "+": false, "070-1740605, 070-1740606": false, "08-12 anknytning 4": false, "٠٧٠١٧٤٠٦٠٥": false, "fråga Bo": false} {
		err := s.SetContacts(t.Context(), append(book[:len(book):len(book)], outage.Contact{Role: outage.ContactUnitPhone, Name: "Natt", Number: number, Groups: []string{"Natt"}}))
		if fine != (err == nil) {
			t.Errorf("%q: %v", number, err)
		}
		if !fine {
			fault(t, err, "contacts.number")
			continue
		}
		groups, shown := s.Recipients(), 0
		for _, g := range groups {
			shown += len(g.Contacts) + len(g.Missing)
		}
		if shown != 1 {
			t.Errorf("%q: %d recipients", number, shown)
		}
		u.must(s.SetContacts(t.Context(), book))
	}
}

// A number that is said to answer a question which nobody asks would go nowhere.
func TestAContactForAQuestionThatIsNotAsked(t *testing.T) {
	_, s := catalogued(t)
	fault(t, s.SetContacts(t.Context(), append(s.Contacts(), outage.Contact{Role: outage.ContactHead, Name: "Chefen", Number: "070-174 06 05", Open: "vem_vet"})), "contacts.wrong")
}

// A catalogue brings no more contacts than the book holds: with more, no later change could be saved.
func TestFiveHundredContacts(t *testing.T) {
	u, s := catalogued(t)
	raw := strings.TrimRight(strings.TrimSpace(string(s.ExportCatalogue()["contacts.json"])), "]")
	more := func(n int) map[string][]byte {
		var b strings.Builder
		b.WriteString(raw)
		for i := range n {
			fmt.Fprintf(&b, `,{"id":"telefon_%d","role":"unit_phone","name":"Telefon %d","number":"070-174 06 %02d","hours":"","groups":["Natt"]}`, i, i, i%100)
		}
		return map[string][]byte{"contacts.json": []byte(b.String() + "]")}
	}
	had := len(s.Contacts())
	for _, n := range []int{401 - had, 600} {
		if err := s.ImportCatalogue(t.Context(), more(n)); err == nil || len(s.Contacts()) != had {
			t.Errorf("%d more: %v, %d contacts", n, err, len(s.Contacts()))
		}
	}
	u.must(s.ImportCatalogue(t.Context(), more(400-had)))
	book := u.open("lena").Contacts()
	book[len(book)-1].Number = ""
	s = u.open("lena")
	u.must(s.SetContacts(t.Context(), book))
	missing, all := 0, 0
	for _, g := range s.Recipients() {
		missing, all = missing+len(g.Missing), all+len(g.Missing)+len(g.Contacts)
	}
	if len(book) != 400 || missing == 0 || all < 400-had {
		t.Errorf("%d contacts, %d recipients, %d of them without a number", len(book), all, missing)
	}
}
