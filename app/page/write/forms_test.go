package write

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"avbrottsparm/app/page"
	"avbrottsparm/app/page/pagetest"
	"avbrottsparm/internal/custody"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/form"
)

// answer is something that a field takes.
func answer(f form.Field) string {
	switch f.Kind {
	case form.FieldChoice, form.FieldChoices:
		return f.Choices[0].ID
	case form.FieldDate:
		return "2040-11-26"
	case form.FieldClock:
		return "02:15"
	case form.FieldTime:
		return "2040-11-26 02:15"
	case form.FieldNumber:
		if f.Min > 0 {
			return "1"
		}
		return "0"
	}
	return "Som det var"
}

// fillAll writes in every field that the form shows, also those that a choice asks for.
func fillAll(s *screen) {
	for range 4 { // a choice can ask for a field that asks for another
		for _, id := range slices.Clone(s.blank.asked) {
			if p := s.blank.part(id); p != nil && p.value() == "" {
				p.set(answer(p.def))
				s.blank.changed(p)
			}
		}
	}
}

// Every kind of entry opens by its own file, tells beside its fields what is missing, keeps a draft and
// is signed: the window needs to know none of them.
func TestEveryKindIsWrittenByItsFile(t *testing.T) {
	h := pagetest.New(t)
	person := h.Session().People("")[0].ID
	kinds := h.Session().WriteKinds()
	if len(kinds) < 20 {
		t.Fatalf("only %d kinds", len(kinds))
	}
	s := New(h).(*screen)
	for _, k := range kinds {
		t.Run(string(k.Kind), func(t *testing.T) {
			h.Failed = nil
			h.Open(s, page.Place{Page: page.Write, Kind: k.Kind, PersonID: person})
			if s.blank == nil || s.what.title.Text() != k.Form.Called().SV {
				t.Fatalf("the form of %s does not open: %v", k.Kind, h.Failed)
			}
			test.Tap(s.sign)
			for _, p := range s.session.Check(s.read()) {
				if p.Asks {
					continue
				}
				if said := s.said(p.Field); said != h.Words().Say("entry."+p.Code) {
					t.Errorf("below %s stands %q", p.Field, said)
				}
			}
			fillAll(s)
			h.Hand.Move(2 * time.Second)
			id := s.note.ID
			if !slices.ContainsFunc(h.Session().Drafts(), func(d entry.Entry) bool { return d.ID == id && d.Kind == k.Kind }) {
				t.Error("no draft is stored")
			}
			s.signNote()
			for code, button := range s.answers {
				t.Logf("asked: %s", code)
				test.Tap(button)
			}
			s.signNote()
			signed, err := h.Session().Entry(id)
			if err != nil {
				t.Fatalf("not signed: %q, %v, %v", s.status.Text(), s.session.Check(s.read()), h.Failed)
			}
			if signed.Kind != k.Kind || signed.Form != k.Form.Version {
				t.Errorf("signed %s by form %d", signed.Kind, signed.Form)
			}
			if about := signed.PersonID == person; about != (personal(k)) {
				t.Errorf("about the person: %v", about)
			}
		})
	}
}

func TestAFieldIsAskedForOnlyWhereItsChoiceIsMade(t *testing.T) {
	_, s, _ := at(t, "attendance")
	if s.blank.part("services_not_done") != nil || s.blank.part("end") != nil {
		t.Fatal("fields are asked for before anything is chosen")
	}
	s.write(t, "outcome", "done")
	if s.blank.part("end") == nil || s.blank.part("services_not_done") != nil {
		t.Errorf("done asks for %v", s.blank.asked)
	}
	s.write(t, "services_done", "Dusch")
	s.write(t, "outcome", "declined")
	if got := s.read().Values["services_done"]; got != "" || s.blank.part("services_done") != nil {
		t.Errorf("a visit that was declined holds services: %q", got)
	}
	s.write(t, "outcome", "partly")
	if got := s.read().Values["services_done"]; got != "Dusch" {
		t.Errorf("what was written is gone: %q", got)
	}
}

func TestTimesAreTypedAsOnAKeypadOrTakenByAPress(t *testing.T) {
	h, s, _ := atNight(t)
	clock := s.blank.part(form.IDEventTime).target()
	h.Window().Canvas().Focus(clock)
	for _, r := range "0310" {
		clock.TypedRune(r)
	}
	clock.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if got := s.read().EventTime.Format("2006-01-02T15:04-07:00"); got != "2040-11-26T03:10+01:00" {
		t.Errorf("0310 is %s", got)
	}
	if h.Window().Canvas().Focused() != s.blank.part(form.IDHeadline).target() {
		t.Error("Enter does not go on to the next field")
	}
	s.write(t, form.IDEventTime, "nyss")
	if got := s.read().EventTime; !got.IsZero() {
		t.Errorf("a day that is none became %s", got)
	}
}

// A question stands beside its field and is answered with one press; writing something else asks anew.
func TestAQuestionIsAnsweredBesideItsField(t *testing.T) {
	h, s, _ := atNight(t)
	fillIn(t, s)
	s.write(t, form.IDEventTime, "2040-11-26 23:45")
	s.signNote()
	part := s.blank.part(form.IDEventTime)
	if !part.question.Visible() || s.answers["future"] == nil {
		t.Fatal("a time later today is not asked about beside the time")
	}
	if said := s.status.Text(); said != "Inte signerad än. 1 fråga att svara på, se vid fältet." {
		t.Errorf("the screen says %q", said)
	}
	if h.Window().Canvas().Focused() != fyne.Focusable(s.answers["future"]) {
		t.Error("the keyboard is not at the question")
	}
	test.Tap(s.answers["future"])
	if part.question.Visible() || !slices.Contains(s.read().Confirmed, "future") {
		t.Error("the answer is not noted")
	}
	s.write(t, form.IDEventTime, "2040-11-26 23:50")
	if slices.Contains(s.read().Confirmed, "future") {
		t.Error("another time keeps the old answer")
	}
	s.signNote()
	test.Tap(s.answers["future"])
	s.signNote()
	queue := h.Session().Queue(false)
	if len(queue) != 1 || !slices.Equal(queue[0].Confirmed, []string{"future"}) {
		t.Errorf("signed: %+v", queue)
	}
}

func TestADoseInASocialNoteIsAskedAboutAtTheText(t *testing.T) {
	_, s, _ := atNight(t)
	fillIn(t, s)
	test.Type(s.body(), " Fick Alvedon 500 mg.")
	s.signNote()
	if !s.blank.part(form.IDText).question.Visible() {
		t.Error("a dose in a social note is not asked about")
	}
}

func TestTheNumberOfAPaperOpensItsPersonAndForm(t *testing.T) {
	h := pagetest.New(t)
	person := h.Session().People("")[3].ID
	job, err := h.Session().Print(t.Context(), desk.Order{What: desk.PrintJournal, PersonID: person, Paper: true})
	if err != nil {
		t.Fatal(err)
	}
	number := job.Numbers[0].String()
	s := New(h).(*screen)
	h.Open(s, page.Place{Page: page.Write})
	s.what.number.SetText(number)
	s.what.number.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn}) // as a scanner does
	if s.note.Kind != entry.KindNote || s.note.PersonID != person || !s.papers.on || s.papers.number.Text != number {
		t.Fatalf("opened %+v: %s", s.note, s.what.paper.Below())
	}
	fillIn(t, s)
	s.signNote()
	if got := s.papers.writer.part(paperName).frame.Below(); got != "Skriv vem som skrev på pappret." {
		t.Errorf("who wrote on the paper is not asked for: %q", got)
	}
	s.papers.writer.part(paperName).set("Siv Lund")
	s.papers.writer.part(paperTime).set("2040-11-26 03:06")
	picture := filepath.Join(t.TempDir(), "papper.png")
	if err := os.WriteFile(picture, []byte("\x89PNG\r\n\x1a\nthe rest of a picture"), 0o600); err != nil {
		t.Fatal(err)
	}
	s.attachFile(picture)
	if len(s.papers.pictures) != 1 {
		t.Fatalf("no picture is attached: %v", h.Failed)
	}
	s.signNote()
	queue := h.Session().Queue(false)
	if len(queue) != 1 || queue[0].Paper == nil || queue[0].Paper.Name != "Siv Lund" || queue[0].Paper.Number != number || len(queue[0].Paper.Pictures) != 1 {
		t.Fatalf("signed %+v, said %q, failed %v", queue, s.status.Text(), h.Failed)
	}
	for _, slip := range h.Session().Slips(desk.SlipQuery{}) {
		if slip.Number.String() == number && slip.State != custody.StateTranscribed {
			t.Errorf("the paper is %s", slip.State)
		}
	}
}

func TestANumberThatIsNoneSaysSo(t *testing.T) {
	h := pagetest.New(t)
	s := New(h).(*screen)
	h.Open(s, page.Place{Page: page.Write})
	s.what.number.SetText("12")
	s.what.number.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if s.what.paper.Below() == h.Words().Say("write.paper_scan") || s.blank != nil {
		t.Error("nothing is said of a number that is none")
	}
}

// What was signed is corrected with the old version legible above, and with the reason.
func TestACorrectionShowsTheOldVersionAndAsksWhy(t *testing.T) {
	h, s, _ := atNight(t)
	fillIn(t, s)
	s.signNote()
	old := h.Session().Queue(false)[0]
	s.Open(page.Place{Page: page.Write, Corrects: old.ID})
	if !s.old.content.Visible() || len(s.old.before.Objects) != 1 || s.body().Text != old.Text {
		t.Fatalf("the old version is not shown: %v", h.Failed)
	}
	s.body().SetText("Satt på golvet vid dörren.")
	s.signNote()
	if got := s.old.why.Below(); got != "Fyll i det här." {
		t.Errorf("the reason is not asked for: %q", got)
	}
	s.old.reason.SetText("Fel plats")
	s.signNote()
	versions, err := h.Session().Versions(old.ID)
	if err != nil || len(versions) != 2 || versions[0].Text != old.Text || versions[0].EndedReason != "Fel plats" || versions[1].Text != "Satt på golvet vid dörren." {
		t.Errorf("versions %+v, %v, failed %v", versions, err, h.Failed)
	}
}

func TestSigningAsksWhoItIsAfterARest(t *testing.T) {
	h, s, _ := atNight(t)
	fillIn(t, s)
	h.Session().Rested()
	s.signNote()
	if !s.proof.Asks() || len(h.Session().Queue(false)) != 0 {
		t.Fatal("signed without asking who it is")
	}
	field := h.Window().Canvas().Focused()
	for _, r := range pagetest.Passphrase {
		field.TypedRune(r)
	}
	field.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if s.proof.Asks() || len(h.Session().Queue(false)) != 1 {
		t.Errorf("not signed: %q, %v", s.status.Text(), h.Failed)
	}
}

func TestSomebodyWhomTheBinderDoesntKnowIsWrittenAbout(t *testing.T) {
	h := pagetest.New(t)
	s := New(h).(*screen)
	h.Open(s, page.Place{Page: page.Write, Kind: entry.KindNote})
	s.who.toStranger(true)
	test.Type(s.who.writtenName, "Ny Granne")
	fillIn(t, s)
	h.Hand.Move(time.Second)
	if drafts := h.Session().Drafts(); len(drafts) != 1 || drafts[0].Subject == nil || drafts[0].Subject.Name != "Ny Granne" {
		t.Fatalf("the drafts are %+v", drafts)
	}
	s.signNote()
	queue := h.Session().Queue(false)
	if len(queue) != 1 || queue[0].PersonID != "" || queue[0].Subject.Name != "Ny Granne" {
		t.Errorf("signed %+v: %q", queue, s.status.Text())
	}
}

func TestAVisitIsBegunWithWhatWasPlanned(t *testing.T) {
	h := pagetest.New(t)
	visits := h.Session().VisitsToSign(h.Clock, "", "")
	if len(visits) == 0 {
		t.Fatal("no visits to sign")
	}
	s := New(h).(*screen)
	h.Open(s, page.Place{Page: page.Write, VisitID: visits[0].Visit.ID})
	if s.note.Kind != "attendance" || s.note.PersonID != visits[0].Visit.PersonID || s.read().Visit != visits[0].Visit.ID {
		t.Fatalf("begun %+v: %v", s.note, h.Failed)
	}
	if got := s.read(); !got.EventTime.Equal(visits[0].Visit.Start) {
		t.Errorf("begins %s", got.EventTime)
	}
	s.write(t, "outcome", "done")
	if got := s.read().Values["services_done"]; !strings.HasPrefix(got, visits[0].Visit.Service[0]) {
		t.Errorf("services %q", got)
	}
}

// Two visits at the same time by the same author are asked about, with the other one beside.
func TestAnOverlapShowsTheOtherVisitBesideTheQuestion(t *testing.T) {
	h, s, id := at(t, "attendance")
	visit := func(from, to, what string) {
		s.write(t, form.IDEventTime, "2040-11-26 "+from)
		s.write(t, "outcome", "done")
		s.write(t, "end", to)
		s.write(t, "services_done", what)
		s.write(t, "double", "no")
		s.signNote()
	}
	visit("02:00", "02:20", "Dusch")
	s.Open(page.Place{Page: page.Write, Kind: "attendance", PersonID: h.Session().People("")[1].ID})
	visit("02:10", "02:30", "Mat")
	button := s.answers["overlap"]
	if button == nil {
		t.Fatalf("nothing is asked: %q", s.status.Text())
	}
	beside := strings.Join(labels(s.blank.part(form.IDEventTime).question), "|")
	for _, want := range []string{"Utförda insatser: Dusch", "Utförda insatser: Mat", h.Session().Name(id)} {
		if !strings.Contains(beside, want) {
			t.Errorf("%q does not stand beside the question: %s", want, beside)
		}
	}
	test.Tap(button)
	if said := s.status.Text(); said != "Frågorna är besvarade. Signera nu." {
		t.Errorf("after the answer it says %q", said)
	}
	s.signNote()
	if n := len(h.Session().Queue(false)); n != 2 {
		t.Errorf("%d are signed: %q", n, s.status.Text())
	}
}

// labels are the words within an object.
func labels(o fyne.CanvasObject) []string {
	var words []string
	switch o := o.(type) {
	case *widget.Label:
		return []string{o.Text}
	case *fyne.Container:
		for _, child := range o.Objects {
			words = append(words, labels(child)...)
		}
	case fyne.Widget:
		for _, child := range test.WidgetRenderer(o).Objects() {
			words = append(words, labels(child)...)
		}
	}
	return words
}
