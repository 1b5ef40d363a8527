package people

import (
	"bytes"
	"image"
	"image/png"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"avbrottsparm/app/page"
	"avbrottsparm/app/page/pagetest"
	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/text"
)

// The tabs of a person, counted as Place.Tab does.
const (
	tabHealth = iota + 3
	tabDecisions
	tabDocuments
	tabNotes
)

const majLis = "194606109108" // at the hospital

// kim is staff with the social area alone.
func kim(t *testing.T, h *pagetest.Host) {
	t.Helper()
	if _, err := h.Session().AddUser(t.Context(), desk.NewUser{Name: "Kim Ask", Title: "undersköterska", Passphrase: pagetest.Passphrase,
		Role: access.RoleStaff, Areas: []access.Area{access.AreaSocial}}); err != nil {
		t.Fatal(err)
	}
	h.As(t, "Kim Ask", pagetest.Passphrase)
}

// Requirement 17: what is given, what no longer is, who says so and when.
func TestMedicinesStandWithTheirSourceAndOrdersWithTheirHours(t *testing.T) {
	h := pagetest.New(t)
	s := open(t, h, page.Place{PersonID: idOf(t, h, svenAke), Tab: tabHealth})
	follows(t, s.pane, "Läkemedel", "Enligt FHIR, sön 25 nov 2040 06:00.", "Exempelin 2,5 mg", "2 tabletter klockan 8", "Lugnipan", "Penisyn",
		"HSL-uppdrag", "Kompressionsbehandling", "Kräver delegering för just den här personen", "I dag: 08:00, 20:00. I morgon: 08:00, 20:00.",
		"Signerat de senaste två veckorna", "Inte gjort, Sov", "Senast i journalen", "Sårvård")
	has(t, s.pane, "Utsatt", "Pausat", "Gäller")
	hasNone(t, s.pane, "kvällspromenaden")
	s = open(t, h, page.Place{PersonID: idOf(t, h, svenAke), Tab: tabNotes})
	has(t, s.pane, "Redan i Lifecare", "kvällspromenaden")
	s = open(t, h, page.Place{PersonID: idOf(t, h, svenAke), Tab: tabDecisions})
	follows(t, s.pane, "Hemtjänst, omvårdnad, SoL", "Trygghetslarm", "Korttidsboende", "Gäller inte längre", "Ansökan om hemtjänst")
	has(t, s.pane, "42 timmar/månad")
}

// The desk's clock stands a night later than the word on medicines may be old.
func TestAnOldWordOnMedicinesSendsToThePrescription(t *testing.T) {
	h := pagetest.New(t)
	h.Clock = h.Clock.Add(24 * time.Hour)
	s := open(t, h, page.Place{PersonID: idOf(t, h, svenAke), Tab: tabHealth})
	has(t, s.pane, "Läs ordinationshandlingen innan något ges")
	s = open(t, h, page.Place{PersonID: idOf(t, h, birgitta), Tab: tabHealth})
	has(t, s.pane, "Läs ordinationshandlingen. Inga läkemedel har kommit in i pärmen.", "Ge ögondroppar")
}

func TestEmptyTabsSayWhatBelongsThere(t *testing.T) {
	h := pagetest.NewEmpty(t)
	s := open(t, h, page.Place{})
	k := &known{Dossier: &care.Dossier{Person: &care.Person{}}, now: h.Clock}
	has(t, s.health(k), "Läs ordinationshandlingen", "när de har lästs in")
	has(t, s.decisions(k), "Inga beslut är kända", "när de har lästs in")
	has(t, s.documents(k), "Inga dokument", "när de har lästs in")
}

func TestClosedTabsSayWhoMayAndNothingElse(t *testing.T) {
	h := pagetest.New(t)
	kim(t, h)
	for _, tab := range []int{tabHealth, tabDecisions, tabDocuments} {
		s := open(t, h, page.Place{PersonID: idOf(t, h, svenAke), Tab: tab})
		has(t, s.pane, "Det finns mer i pärmen", "demo, ")
		hasNone(t, s.pane, "Exempelin", "Läkemedelsadministrering", "42 timmar", "ordinationshandlingen")
	}
}

// Nobody stands before a closed door: head, list and visits say who is away.
func TestWhoIsAwaySaysSoWhereverOneLooks(t *testing.T) {
	h := pagetest.New(t)
	s := open(t, h, page.Place{PersonID: idOf(t, h, majLis)})
	has(t, s.pane, "Frånvarande t.o.m. ons 28 nov, Sjukhus", "Väntas hem med nya läkemedel.")
	s.find.Field.SetText("Öhrnfelter")
	has(t, s.find.List, "Frånvarande")
	s = open(t, h, page.Place{PersonID: idOf(t, h, majLis), Tab: 2})
	if first := s.visits(s.shown); first != nil {
		follows(t, first, "I dag", "Frånvarande t.o.m.", "I morgon", "Frånvarande t.o.m.")
	}
}

// A covered identity: the reason can say where the person is, and so can what a paper holds.
func TestWhatIsFreeTextStaysCovered(t *testing.T) {
	h := pagetest.New(t)
	s := open(t, h, page.Place{})
	leak := "Storgatan 7"
	k := &known{now: h.Clock, Dossier: &care.Dossier{Person: &care.Person{Protected: true}, Chart: care.Chart{
		Absences:       []*care.Absence{{From: h.Clock, Reason: leak, Note: leak}},
		Investigations: []*care.Investigation{{Text: leak, Needs: []care.Need{{Area: "Boende", Text: leak}}}},
		Documents:      []*care.Document{{What: care.DocumentPlan, Area: care.DocumentAreaProtected, Title: leak, Text: leak, Date: h.Clock}}}}}
	for name, o := range map[string]fyne.CanvasObject{"head": s.awayLine(k), "card": s.absences(k), "visits": s.awayOn(k, h.Clock),
		"decisions": s.decisions(k), "documents": s.documents(k), "plan": s.plan(k)} {
		if o == nil {
			t.Errorf("%s is empty", name)
			continue
		}
		hasNone(t, o, leak)
	}
	k.open = true
	has(t, s.documents(k), leak)
	has(t, s.decisions(k), leak)
}

// A plan in PDF counts as the plan where no plan has come in as data.
func TestAPlanOnPaperIsThePlan(t *testing.T) {
	h := pagetest.New(t)
	s := open(t, h, page.Place{})
	k := &known{now: h.Clock, Dossier: &care.Dossier{Person: &care.Person{}, Chart: care.Chart{
		Documents: []*care.Document{{What: care.DocumentPlan, Area: care.DocumentAreaSocial, Title: "plan.pdf", Text: "Dusch på tisdagar", Date: h.Clock, Pages: 2}}}}}
	has(t, s.plan(k), "Genomförandeplan, mån 26 nov 2040", "Dusch på tisdagar", "2 sidor")
}

// An image is drawn only when it is asked for, and one of a protected identity not at all.
func TestAPaperThatIsAnImageIsDrawn(t *testing.T) {
	h := pagetest.New(t)
	s := open(t, h, page.Place{})
	paper := &care.Document{Meta: care.Meta{ID: "nobody has it"}, What: care.DocumentOther, Area: care.DocumentAreaSocial, Media: "image/png", Date: h.Clock}
	k := &known{now: h.Clock, Dossier: &care.Dossier{Person: &care.Person{}, Chart: care.Chart{Documents: []*care.Document{paper}}}}
	b, there := buttonIn(s.documents(k), "Visa bilden")
	if !there {
		t.Fatal("nothing shows the picture")
	}
	test.Tap(b)
	if len(h.Failed) != 1 {
		t.Errorf("a paper that isn't there was shown: %v", h.Failed)
	}
	k.Person.Protected = true
	if _, there := buttonIn(s.documents(k), "Visa bilden"); there {
		t.Error("a covered paper is offered")
	}
	var raw bytes.Buffer
	if err := png.Encode(&raw, image.NewGray(image.Rect(0, 0, 20, 30))); err != nil {
		t.Fatal(err)
	}
	drawn, err := page.Picture(raw.Bytes(), 200)
	if err != nil {
		t.Fatal(err)
	}
	if size := drawn.MinSize(); size.Height != size.Width*1.5 {
		t.Errorf("drawn at %v", size)
	}
	if _, err := page.Picture(raw.Bytes()[:40], 200); !text.IsFault(err, "people.picture") {
		t.Errorf("half an image: %v", err)
	}
}

func TestTheTelephoneListIsReachedFromTheEmptyPane(t *testing.T) {
	h := pagetest.New(t)
	s := open(t, h, page.Place{})
	b, there := buttonIn(s.pane, "Telefonlista")
	if !there {
		t.Fatal("nothing leads to the telephone list")
	}
	test.Tap(b)
	has(t, s.pane, "Viktiga nummer", "Kommunens IT-stöd", "0980-31 92 01", "Vardagar 8-16")
	empty := open(t, pagetest.NewEmpty(t), page.Place{})
	if _, there := buttonIn(empty.pane, "Telefonlista"); there {
		t.Error("an empty list is offered")
	}
}
