package desk_test

import (
	"slices"
	"strings"
	"testing"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/custody"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/sheet"
	"avbrottsparm/internal/text"
)

// last is the document that went out last.
func (u *unit) last() sheet.Document { return u.paper[len(u.paper)-1] }

// kinds counts the sheets of a document by what they are.
func kinds(doc sheet.Document) map[sheet.Kind]int {
	n := map[sheet.Kind]int{}
	for _, sh := range doc.Sheets {
		n[sh.Kind]++
	}
	return n
}

// Given a new binder, when a pack for a shift and twelve persons is printed, then it begins with a list
// of everything in it, and every paper has a number that stands on the list.
func TestAStockPackListsEveryPaperInIt(t *testing.T) {
	u := newUnit(t)
	s := u.setUp()
	job, err := s.Print(t.Context(), desk.Order{What: desk.PrintStock, Hours: 8, Persons: 12})
	if err != nil {
		t.Fatal(err)
	}
	doc := u.last()
	n := kinds(doc)
	if n[sheet.KindStock] != 1 || n["journal"] != 12 || n["fees"] != 12 || n["health_journal"] != 6 || n["key_receipt"] != 4 || n["concern"] != 2 || n["signature_keys"] != 1 {
		t.Errorf("the pack holds %v", n)
	}
	if len(job.Numbers) != len(doc.Sheets)-1 {
		t.Errorf("%d numbers for %d sheets", len(job.Numbers), len(doc.Sheets)-1)
	}
	var listed []string
	for _, block := range doc.Sheets[0].Blocks {
		if boxes, ok := block.(sheet.Boxes); ok {
			listed = append(listed, boxes.Texts...)
		}
	}
	for i, sh := range doc.Sheets[1:] {
		if sh.Name != "" || !sh.Counted || i >= len(listed) || listed[i] != sh.Number.String() {
			t.Errorf("sheet %d, %s %s, isn't where the list says", i, sh.Kind, sh.Number)
		}
	}
	if out := s.Slips(desk.SlipQuery{}); len(out) != len(job.Numbers) || out[0].State != custody.StateIssued {
		t.Errorf("%d of %d papers are accounted for", len(out), len(job.Numbers))
	}
	if !strings.Contains(doc.Subtitle, "8 timmar") || !strings.Contains(doc.Subtitle, "12 personer") || job.Name[:14] != "blankettpaket-" {
		t.Errorf("%q %q", doc.Subtitle, job.Name)
	}
}

func TestAStockPackIsForTheUnitsPersonsAndAShiftUnlessTold(t *testing.T) {
	u := newUnit(t)
	s := u.setUp()
	u.read(s, "register", register())
	if _, err := s.Print(t.Context(), desk.Order{What: desk.PrintStock}); err != nil {
		t.Fatal(err)
	}
	if doc := u.last(); !strings.Contains(doc.Subtitle, "8 timmar") || !strings.Contains(doc.Subtitle, "3 personer") || kinds(doc)["journal"] != 4 {
		t.Errorf("%q with %d journal sheets", doc.Subtitle, kinds(doc)["journal"])
	}
	for _, o := range []desk.Order{{Hours: 24 * 30, Persons: 60}, {Hours: 1 << 40, Persons: 1 << 40}} {
		o.What = desk.PrintStock
		_, err := s.Print(t.Context(), o)
		fault(t, err, "print.stock_many")
	}
}

// Forms of an area that the opener doesn't work in aren't in the pack; one that is asked for comes: a
// blank form is no secret.
func TestAStockPackHoldsWhatTheUnitWrites(t *testing.T) {
	u := newUnit(t)
	s := u.setUp()
	added := u.add(s, "Vera Vik", "undersköterska", access.RoleStaff, access.AreaSocial)
	u.must(s.Lock())
	s = u.open(added.Identity)
	if _, err := s.Print(t.Context(), desk.Order{What: desk.PrintStock, Hours: 8, Persons: 2}); err != nil {
		t.Fatal(err)
	}
	if n := kinds(u.last()); n["journal"] == 0 || n["fault_report"] == 0 || n["casenote"]+n["application"]+n["concern"]+n["sbar"] != 0 {
		t.Errorf("the pack holds %v", n)
	}
	if job, err := s.Print(t.Context(), desk.Order{What: "concern"}); err != nil || job.Sheets != 1 {
		t.Errorf("a blank report of concern: %v", err)
	}
}

// Given persons in the binder, when forms are printed for nobody in particular, then they are blank and
// as many as asked for; for somebody there is one, with name and number.
func TestFormsAreBlankUnlessSomebodyIsChosen(t *testing.T) {
	u := newUnit(t)
	s := u.setUp()
	u.read(s, "register", register())
	for _, f := range u.desk.Forms {
		if !u.desk.Prints(desk.What(f.ID)) {
			t.Errorf("%s can't be printed", f.ID)
		}
	}
	_, err := s.Print(t.Context(), desk.Order{What: desk.PrintJournal, Blanks: desk.MostBlanks + 1})
	fault(t, err, "print.blanks_many")
	if job, err := s.Print(t.Context(), desk.Order{What: desk.PrintJournal, Blanks: 3}); err != nil || job.Sheets != 3 || len(job.Numbers) != 3 {
		t.Errorf("%d sheets, %d numbers, %v", job.Sheets, len(job.Numbers), err)
	}
	for _, sh := range u.last().Sheets {
		if sh.Name != "" || len(sh.Whose) != 2 {
			t.Errorf("a blank form is %q's", sh.Name)
		}
	}
	for what, named := range map[desk.What]bool{desk.PrintJournal: true, "deviation": true, "key_log": false, "fault_report": false} {
		if _, err := s.Print(t.Context(), desk.Order{What: what, PersonID: string(birgit.PersonalID)}); err != nil {
			t.Fatal(err)
		}
		if sheets := u.last().Sheets; len(sheets) != 1 || (sheets[0].Name != "") != named {
			t.Errorf("%s names somebody: %v", what, !named)
		}
	}
}

func TestFormsAreOfferedInTheirGroupsInBothLanguages(t *testing.T) {
	u := newUnit(t)
	in := map[desk.What]desk.Group{}
	for _, o := range u.desk.Offers() {
		in[o.What] = o.Group
		if o.Title == "" || o.About == "" {
			t.Errorf("%s has no words", o.What)
		}
	}
	for what, group := range map[desk.What]desk.Group{desk.PrintStock: desk.GroupBinder, "journal": desk.GroupPerson, "sbar": desk.GroupHealth, "concern": desk.GroupCaseWork,
		"rounds": desk.GroupKeys, "fault_report": desk.GroupOutage, "fees": desk.GroupOutage, "signature_keys": desk.GroupUnit} {
		if in[what] != group {
			t.Errorf("%s is offered under %q", what, in[what])
		}
	}
	s := u.setUp()
	u.desk.Words = text.For(text.English)
	if _, err := s.Print(t.Context(), desk.Order{What: "fault_report"}); err != nil || u.last().Sheets[0].Title != "Fault report" {
		t.Errorf("in English: %v", err)
	}
	if !slices.ContainsFunc(s.Offers(), func(o desk.Offer) bool { return o.What == "concern" }) {
		t.Error("a blank form isn't offered")
	}
}
