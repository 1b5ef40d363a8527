package desk_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/sheet"
	"avbrottsparm/internal/text"
)

// hidden is what stands in every field of Birgit's that protection keeps off paper.
const hidden = "HEMLIGT"

// shielded is a binder where Birgit's protected fields are all filled, from whatever source.
func shielded(t *testing.T) (*unit, *desk.Session, string) {
	t.Helper()
	u := newUnit(t)
	s := u.setUp()
	yes := true
	persons := register()
	persons.Incoming[2].Item = &care.Person{PersonalID: birgit.PersonalID, Given: "Birgit", Family: "Hult", Protected: true, Note: hidden,
		Addresses: []care.Address{{Street: hidden, City: hidden, CareOf: hidden, EntryCode: hidden}}, Phones: []care.Phone{{Number: hidden}},
		Emails: []string{hidden}, Keys: []care.KeyInfo{{Kind: care.ClientKeyNumber, Value: hidden}, {Kind: care.ClientKeyCode, Value: hidden}}}
	u.read(s, "register", persons)
	u.read(s, "relatives", care.Batch{Format: "table.relatives", Kinds: []care.Kind{care.KindRelative}, Incoming: []care.Incoming{
		{Row: 2, Whose: birgit, Item: &care.Relative{Given: hidden, Family: hidden, FirstContact: true, Night: &yes, Note: hidden, Phones: []care.Phone{{Number: hidden}}}},
		{Row: 3, Whose: elsa, Item: &care.Relative{Given: "Bo", Family: "Lund", Phones: []care.Phone{{Number: "070-174 06 05"}}}}}})
	schedule := day(u.now)
	for _, row := range schedule.Incoming {
		v := row.Item.(*care.Visit)
		v.Staff = "Anna B"
		if row.Whose.PersonalID == birgit.PersonalID {
			v.Place, v.Note, v.Text, v.Keys = hidden, hidden, hidden, []care.KeyInfo{{Kind: care.ActivityKeyNumber, Value: hidden}}
		}
	}
	u.read(s, "schedule", schedule)
	p, err := s.Person(string(birgit.PersonalID))
	if err != nil {
		t.Fatal(err)
	}
	return u, s, p.ID
}

// said is everything that a document says.
func said(doc sheet.Document) string { return fmt.Sprintf("%+v", doc) }

// Requirement 16: whatever is printed, for everyone, for a route, for a member of staff or for the
// person alone, holds nothing that is protected. A kind of sheet that is added is tried too.
func TestNothingThatIsPrintedHoldsAProtectedField(t *testing.T) {
	u, s, id := shielded(t)
	if err := s.SetPaper(t.Context(), desk.PaperSettings{Places: []sheet.Place{{What: "Hemmapärmar", Where: "Hallen"}}}); err != nil {
		t.Fatal(err)
	}
	named := 0
	for _, offer := range s.Offers() {
		if offer.What == desk.PrintProtected {
			continue
		}
		orders := []desk.Order{{}, {Blanks: 2}, {PersonID: id}, {Route: "Slinga 1"}, {Staff: "anna b"}, {Staff: desk.EveryStaff}}
		for _, order := range orders {
			order.What, order.Reason, order.Again, order.Hours, order.Persons, order.Message = offer.What, "Larm", true, 4, 2, "Lifecare står still"
			order.Date, order.Paper = u.now, true
			before := len(u.paper)
			if _, err := s.Print(t.Context(), order); err != nil {
				if !text.IsFault(err, "print.nothing") && !text.IsFault(err, "print.unchanged") && !text.IsFault(err, "print.not_taken") {
					t.Errorf("%s: %v", offer.What, err)
				}
				continue
			}
			for _, doc := range u.paper[before:] {
				if strings.Contains(said(doc), hidden) {
					t.Errorf("%s %+v holds a protected field", offer.What, order)
				}
				if strings.Contains(said(doc), "Birgit Hult") {
					named++
				}
			}
		}
	}
	if named < 15 {
		t.Errorf("Birgit stands in %d papers only: the test sees nothing", named)
	}
}

func TestTheProtectedSheetIsAskedForTwice(t *testing.T) {
	u, s, id := shielded(t)
	elsas, err := s.Person(string(elsa.PersonalID))
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		order desk.Order
		want  string
	}{
		"for everyone":             {desk.Order{Reason: "Larm i natt", Again: true, Paper: true}, "print.needs_person"},
		"without a reason":         {desk.Order{PersonID: id, Again: true, Paper: true}, "print.protected_ask"},
		"with an empty reason":     {desk.Order{PersonID: id, Reason: "  \n", Again: true, Paper: true}, "print.protected_ask"},
		"asked for once":           {desk.Order{PersonID: id, Reason: "Larm i natt", Paper: true}, "print.protected_again"},
		"into an open file":        {desk.Order{PersonID: id, Reason: "Larm i natt", Again: true, Readable: true}, "print.protected_readable"},
		"of who isn't protected":   {desk.Order{PersonID: elsas.ID, Reason: "Larm i natt", Again: true, Paper: true}, "print.not_protected"},
		"of who isn't in a binder": {desk.Order{PersonID: "191212121212", Reason: "Larm i natt", Again: true, Paper: true}, "person.unknown"},
	} {
		t.Run(name, func(t *testing.T) {
			c.order.What = desk.PrintProtected
			papers, lines := len(u.paper), len(u.vault.logged())
			_, err := s.Print(t.Context(), c.order)
			fault(t, err, c.want)
			u.desk.Folders = &office{}
			_, _, err = s.Lend(t.Context(), c.order)
			fault(t, err, "print.protected_readable")
			_, err = s.Proof(t.Context(), c.order)
			if c.want != "print.protected_readable" { // a proof is no file
				fault(t, err, c.want)
				if len(u.paper) != papers {
					t.Error("it was drawn all the same")
				}
				if len(u.vault.logged()) != lines {
					t.Error("the log says that something was opened")
				}
			}
		})
	}
}

func TestTheProtectedSheetIsLoggedWithItsReasonAndNumbered(t *testing.T) {
	u, s, id := shielded(t)
	order := desk.Order{What: desk.PrintProtected, PersonID: id, Reason: " Larm i natt ", Again: true, Paper: true}
	lines := len(u.vault.logged())
	job, err := s.Print(t.Context(), order)
	if err != nil {
		t.Fatal(err)
	}
	doc := u.paper[len(u.paper)-1]
	if len(doc.Sheets) != 1 || !doc.Sheets[0].Counted || doc.Sheets[0].Kind != sheet.KindProtected || !strings.Contains(said(doc), hidden) {
		t.Errorf("the sheet: %+v", doc.Sheets)
	}
	if len(job.Numbers) != 1 || !job.Numbers[0].Valid() || doc.Sheets[0].Number != job.Numbers[0] {
		t.Errorf("numbers %v, on the sheet %q", job.Numbers, doc.Sheets[0].Number)
	}
	if strings.Contains(job.Name, "skydd") || strings.Contains(job.Name, "Hult") {
		t.Errorf("the file's name %q tells of whom or what", job.Name)
	}
	logged := strings.Join(u.vault.logged()[lines:], "\n")
	if !strings.Contains(logged, `"unshield"`) || !strings.Contains(logged, `"Larm i natt"`) || !strings.Contains(logged, `"protected 1, Larm i natt"`) || strings.Count(logged, id) != 2 {
		t.Errorf("logged:\n%s", logged)
	}
	told, err := s.Log(t.Context(), desk.LogQuery{Action: access.ActionPrint})
	if err != nil || len(told) != 1 || s.Detail(told[0].Event) != "Skyddade uppgifter, blad: 1, Larm i natt" {
		t.Errorf("the log says %+v, %v", told, err)
	}
	for _, r := range u.vault.records {
		if strings.Contains(string(r.Body), hidden) {
			t.Error("the ledger holds a protected field")
		}
	}

	// A proof is a look like any other.
	lines = len(u.vault.logged())
	if _, err := s.Proof(t.Context(), order); err != nil {
		t.Fatal(err)
	}
	if logged := strings.Join(u.vault.logged()[lines:], "\n"); !strings.Contains(logged, `"unshield"`) || !strings.Contains(logged, `"Larm i natt"`) {
		t.Errorf("a proof is logged as:\n%s", logged)
	}
}

// A single number can be protected although the person isn't.
func TestASingleProtectedNumberHasASheetToo(t *testing.T) {
	u := newUnit(t)
	s := u.setUp()
	persons := register()
	persons.Incoming[0].Item.(*care.Person).Phones = []care.Phone{{Number: hidden, Protected: true}, {Number: "0970-1"}}
	u.read(s, "register", persons)
	if _, err := s.Print(t.Context(), desk.Order{What: desk.PrintPerson, PersonID: string(elsa.PersonalID), Paper: true}); err != nil || strings.Contains(said(u.paper[len(u.paper)-1]), hidden) {
		t.Errorf("the card holds it, or %v", err)
	}
	if _, err := s.Print(t.Context(), desk.Order{What: desk.PrintProtected, PersonID: string(elsa.PersonalID), Reason: "Ring", Again: true, Paper: true}); err != nil || !strings.Contains(said(u.paper[len(u.paper)-1]), hidden) {
		t.Errorf("the separate sheet lacks it, or %v", err)
	}
}

// Orders for one member of staff, for all, and for nobody who is known.
func TestASchedulePerMemberOfStaff(t *testing.T) {
	u, s, _ := shielded(t)
	for staff, titles := range map[string][]string{"Anna B": {"Anna B, mån 23 nov 2026"}, "ANNA B": {"Anna B, mån 23 nov 2026"}, desk.EveryStaff: {"Anna B, mån 23 nov 2026"}, "Nobody": nil} {
		before := len(u.paper)
		_, err := s.Print(t.Context(), desk.Order{What: desk.PrintSchedule, Staff: staff, Date: u.now, Paper: true})
		if titles == nil {
			fault(t, err, "print.nothing")
			continue
		}
		if err != nil || len(u.paper) != before+1 {
			t.Fatalf("%s: %v", staff, err)
		}
		for i, sh := range u.paper[before].Sheets {
			if i >= len(titles) || sh.Title != titles[i] {
				t.Errorf("%s: sheet %d is %q", staff, i, sh.Title)
			}
		}
	}
}

// A day without a schedule still needs somewhere to write the times; so does a stock.
func TestAttendanceOfADayWithoutASchedule(t *testing.T) {
	u, s, _ := shielded(t)
	for name, c := range map[string]struct {
		order  desk.Order
		sheets int
		blank  bool
	}{
		"the day's routes":       {desk.Order{Date: u.now}, 2, false},
		"one route":              {desk.Order{Date: u.now, Route: "Slinga 1"}, 1, false},
		"a day without schedule": {desk.Order{Date: u.now.Add(90 * 24 * time.Hour)}, 1, true},
		"blank ones":             {desk.Order{Date: u.now, Blanks: 3}, 3, true},
	} {
		t.Run(name, func(t *testing.T) {
			c.order.What, c.order.Paper = desk.PrintAttendance, true
			job, err := s.Print(t.Context(), c.order)
			if err != nil || len(job.Numbers) != c.sheets {
				t.Fatalf("%d numbers, %v", len(job.Numbers), err)
			}
			for _, sh := range u.paper[len(u.paper)-1].Sheets {
				if !sh.Blank || !sh.Counted || sh.DataAsOf.IsZero() != c.blank {
					t.Errorf("%q: blank %v, counted %v, as of %v", sh.Title, sh.Blank, sh.Counted, sh.DataAsOf)
				}
			}
		})
	}
}
