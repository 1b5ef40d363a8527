package desk_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/custody"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/sheet"
	"avbrottsparm/internal/text"
)

// newer is the register with Elsa in another street, and without those whom gone names.
func newer(gone ...string) care.Batch {
	b := register()
	b.Incoming = slices.DeleteFunc(b.Incoming, func(in care.Incoming) bool {
		p := in.Item.(*care.Person)
		return slices.Contains(gone, p.Given)
	})
	b.Incoming[0].Item.(*care.Person).Addresses[0].Street = "Torggatan 9"
	return b
}

// changes compares, and must not fail.
func (u *unit) changes(s *desk.Session) desk.Changes {
	u.t.Helper()
	c, err := s.Changes(u.t.Context())
	u.must(err)
	return c
}

// brought prints what changed and gives the document; nil when nothing did.
func (u *unit) brought(s *desk.Session) *sheet.Document {
	u.t.Helper()
	_, err := s.Print(u.t.Context(), desk.Order{What: desk.PrintChanged})
	if text.IsFault(err, "print.unchanged") {
		return nil
	}
	u.must(err)
	return &u.paper[len(u.paper)-1]
}

// pageText is the text of a page: its paragraphs, headings and rows.
func pageText(sh sheet.Sheet) string {
	var b strings.Builder
	for _, block := range sh.Blocks {
		switch bl := block.(type) {
		case sheet.Text:
			b.WriteString(bl.Text + "\n")
		case sheet.Heading:
			b.WriteString("# " + bl.Text + "\n")
		case sheet.Notice:
			b.WriteString("! " + strings.Join(bl.Lines, " ") + "\n")
		case sheet.Table:
			for _, r := range bl.Rows {
				b.WriteString(strings.Join(r.Cells[1:], " | ") + "\n")
			}
		}
	}
	return b.String()
}

// Given a binder that was printed, when nothing has changed, then nothing is printed; not at the same
// hour, not at night, and not after the same file came in again.
func TestAnUnchangedBinderPrintsNothing(t *testing.T) {
	u, s := filled(t)
	if c := u.changes(s); c.New == 0 || c.Changed+c.Gone+c.Same != 0 || !c.Last.IsZero() {
		t.Errorf("before any print: %+v", c)
	}
	u.prints(s, desk.Order{What: desk.PrintBinder})
	records := len(u.vault.records)
	for _, later := range []time.Duration{0, time.Minute, 9 * time.Hour} {
		u.now = u.now.Add(later)
		if doc := u.brought(s); doc != nil {
			t.Errorf("after %s: %s", later, pageText(doc.Sheets[0]))
		}
	}
	if len(u.vault.records) != records {
		t.Error("something was noted")
	}
	u.read(s, "register", register())
	u.read(s, "schedule", day(u.now))
	if c := u.changes(s); c.Any() || c.Same != 20 {
		t.Errorf("after the same files: %+v", c)
	}
}

func TestInAnotherLanguageTheBinderSaysSomethingElse(t *testing.T) {
	u, s := filled(t)
	u.prints(s, desk.Order{What: desk.PrintBinder})
	swedish := u.changes(s)
	u.desk.Words = text.For(text.English)
	if c := u.changes(s); swedish.Any() || c.Changed == 0 || u.brought(s) == nil {
		t.Errorf("in Swedish %+v, in English %+v", swedish, c)
	}
}

// Given a printed binder, when Elsa moves, then her card is printed after a page that says which card to
// shred, by its code, and the rest stays.
func TestOnlyWhatChangedIsPrinted(t *testing.T) {
	u, s := filled(t)
	u.prints(s, desk.Order{What: desk.PrintBinder})
	old := sheetOf(u.paper[0], sheet.KindPerson, "Elsa Lund")
	u.now = u.now.Add(time.Hour)
	u.read(s, "register", newer())
	before := u.changes(s)
	doc := u.brought(s)
	if doc == nil || doc.Cover || len(doc.Sheets) < 2 || doc.Sheets[0].Kind != sheet.KindChanges {
		t.Fatalf("printed %+v", doc)
	}
	fresh := sheetOf(*doc, sheet.KindPerson, "Elsa Lund")
	if fresh.Mark == "" || fresh.Mark == old.Mark {
		t.Errorf("marks %q and %q", old.Mark, fresh.Mark)
	}
	page := pageText(doc.Sheets[0])
	for _, want := range []string{"Jämfört med pärmen som den skrevs ut", old.Title + " | Elsa Lund | " + old.Mark, fresh.Title + " | Elsa Lund | " + fresh.Mark, "blad är oförändrade", "# Låt sitta kvar"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page doesn't say %q:\n%s", want, page)
		}
	}
	for _, sh := range doc.Sheets[1:] {
		if sh.Name == "Åke Ström" {
			t.Errorf("%s of Åke is printed again", sh.Kind)
		}
	}
	if before.Changed != len(doc.Sheets)-1 || before.New+before.Gone != 0 || before.Same+before.Changed != 20 {
		t.Errorf("%+v, printed %d", before, len(doc.Sheets))
	}
	if again := u.brought(s); again != nil {
		t.Errorf("printed again: %s", pageText(again.Sheets[0]))
	}
	u.must(s.Lock())
	if c := u.changes(u.open("lena")); c.Any() || !c.Last.Equal(u.now.UTC()) {
		t.Errorf("after unlocking: %+v", c)
	}
}

func sheetOf(doc sheet.Document, kind sheet.Kind, name string) sheet.Sheet {
	for _, sh := range doc.Sheets {
		if sh.Kind == kind && sh.Name == name {
			return sh
		}
	}
	return sheet.Sheet{}
}

// Given a numbered form in the binder, when it comes back or is lost, then a new one is printed and
// nothing is to be taken out; when it turns up again, nothing is missing.
func TestAFormThatWasUsedUpIsPrintedAnew(t *testing.T) {
	u, s := filled(t)
	numbers := u.prints(s, desk.Order{What: desk.PrintBinder})
	u.moves(s, numbers[0], custody.StepMiss)
	if c := u.changes(s); c.Changed != 1 || c.New+c.Gone != 0 {
		t.Errorf("lost: %+v", c)
	}
	u.moves(s, numbers[0], custody.StepFind)
	if c := u.changes(s); c.Any() {
		t.Errorf("found: %+v", c)
	}
	u.moves(s, numbers[0], custody.StepReturn)
	doc := u.brought(s)
	if doc == nil || len(doc.Sheets) != 2 || doc.Sheets[1].Number == "" || doc.Sheets[1].Number == numbers[0] {
		t.Fatalf("returned: %+v", doc)
	}
	if page := pageText(doc.Sheets[0]); !strings.Contains(page, "Inget ska tas ut") || !strings.Contains(page, "eget nummer") {
		t.Errorf("the page says\n%s", page)
	}
	if c := u.changes(s); c.Any() {
		t.Errorf("afterwards: %+v", c)
	}
}

// Whoever is gone from the binder is named nowhere: their sheets are told by the code at their foot.
func TestSheetsOfWhoIsGoneAreToldByTheirCode(t *testing.T) {
	u, s := filled(t)
	numbers := u.prints(s, desk.Order{What: desk.PrintBinder})
	cards := u.paper[0]
	_, err := s.PurgeReplica(t.Context())
	u.must(err)
	doc := u.brought(s)
	if doc == nil {
		t.Fatal("nothing is to be taken out")
	}
	page := pageText(doc.Sheets[0])
	if strings.Contains(page, "Elsa") || strings.Contains(page, "Lund") {
		t.Errorf("the page names somebody:\n%s", page)
	}
	card := sheetOf(cards, sheet.KindPerson, "Elsa Lund")
	for _, want := range []string{"Personkort | Någon som inte finns kvar i pärmen | " + card.Mark, numbers[0].String()} {
		if !strings.Contains(page, want) {
			t.Errorf("the page doesn't say %q:\n%s", want, page)
		}
	}
	if c := u.changes(s); c.Any() {
		t.Errorf("afterwards: %+v", c)
	}
}

// Whoever asks who has seen what is written about them reads of the pages that say what changed.
func TestChangedSheetsAreInTheExtractOfEveryone(t *testing.T) {
	u, s := filled(t)
	u.prints(s, desk.Order{What: desk.PrintBinder})
	u.read(s, "register", newer())
	u.brought(s)
	if lines := u.log(s, desk.LogQuery{Person: string(ake.PersonalID), Action: access.ActionPrint}); len(lines) != 2 {
		t.Errorf("%v", lines)
	}
}

// Given a binder of Monday, when Tuesday comes, then Monday's schedules go, by route as long as the
// route is known.
func TestYesterdaysSchedulesGo(t *testing.T) {
	u, s := filled(t)
	u.prints(s, desk.Order{What: desk.PrintBinder})
	u.now = u.now.AddDate(0, 0, 1)
	doc := u.brought(s)
	if doc == nil {
		t.Fatal("nothing changed")
	}
	page := pageText(doc.Sheets[0])
	for _, want := range []string{"Slinga 1, mån 23 nov 2026 |  | ", "Natt, mån 23 nov 2026 |  | ", "Nycklar och portar, Slinga 1, mån 23 nov 2026 |  | "} {
		if !strings.Contains(page, want) {
			t.Errorf("the page doesn't say %q:\n%s", want, page)
		}
	}
}

// What the opener has no key for is neither compared nor told to be shredded: it only looks empty to
// them.
func TestClosedAreasAreNotCompared(t *testing.T) {
	u, s := filled(t)
	u.prints(s, desk.Order{What: desk.PrintBinder})
	u.add(s, "Maria Ek", "undersköterska", access.RoleStaff, access.AreaHealth)
	m := u.open("Maria Ek")
	if c := u.changes(m); c.Any() || c.Same == 0 || c.Same >= 20 {
		t.Errorf("%+v", c)
	}
	u.read(s, "register", newer())
	doc := u.brought(u.open("Maria Ek"))
	if doc == nil || !strings.Contains(pageText(doc.Sheets[0]), "Alla delar är inte jämförda") {
		t.Errorf("%+v", doc)
	}
}

// One person's binder replaces that person's part. A sheet that was printed by itself may be for a car,
// so that the one in the binder is still to be replaced.
func TestPartsOfTheBinderArePrintedByThemselves(t *testing.T) {
	u, s := filled(t)
	u.prints(s, desk.Order{What: desk.PrintBinder})
	u.read(s, "register", newer())
	u.prints(s, desk.Order{What: desk.PrintPerson, PersonID: elsaOf(s)})
	if c := u.changes(s); c.Changed != 3 || c.New+c.Gone != 0 {
		t.Errorf("after the card by itself the card, the route and its keys have changed: %+v", c)
	}
	u.prints(s, desk.Order{What: desk.PrintBinder, PersonID: elsaOf(s)})
	if c := u.changes(s); c.Changed != 2 || c.New+c.Gone != 0 || c.Same != 21 {
		t.Errorf("her own part holds a signing list and a sheet of health care, which stay: %+v", c)
	}
	u.prints(s, desk.Order{What: desk.PrintBinder})
	if c := u.changes(s); c.Any() || c.Same != 20 {
		t.Errorf("after the whole binder: %+v", c)
	}
}

// What changed is told of the whole binder: asked for one person or route, the rest would be taken for
// gone, and whole binders of one route for whole binders.
func TestAPartOfTheBinderIsNotTakenForTheWhole(t *testing.T) {
	u, s := filled(t)
	u.prints(s, desk.Order{What: desk.PrintBinder})
	for _, o := range []desk.Order{{What: desk.PrintChanged, PersonID: string(elsa.PersonalID)}, {What: desk.PrintChanged, Route: "Slinga 1"},
		{What: desk.PrintBinder, Route: "Slinga 1"}, {What: desk.PrintBinder, Staff: "Anna"}} {
		o.Paper = true
		_, err := s.Print(t.Context(), o)
		fault(t, err, "print.not_taken")
	}
	if c := u.changes(s); c.Any() {
		t.Errorf("something is taken for gone: %+v", c)
	}
}
