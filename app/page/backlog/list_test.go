package backlog

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/png"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"avbrottsparm/app/page"
	"avbrottsparm/app/page/pagetest"
	"avbrottsparm/internal/access"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/entry"
)

func TestTheListIsGroupedAndFilteredAsChosen(t *testing.T) {
	h := pagetest.New(t)
	sign(t, h, 0, 10, "Fall")
	sign(t, h, 1, 60*50, "Hälsa") // fifty hours ago
	s := open(h)
	headings := func() (all []string) {
		for _, r := range s.queue.rows {
			if r.entry == nil {
				all = append(all, r.heading.Title)
			}
		}
		return all
	}
	if got := headings(); !slices.Equal(got, []string{"Mina: 2"}) {
		t.Errorf("by what is to be done: %q", got)
	}
	if s.queue.which.Options[0] != "Allt som är kvar: 2" || s.queue.which.Options[3] != "Försenat: 1" || s.queue.which.Options[2] != "Andras: 0" {
		t.Errorf("counted %q", s.queue.which.Options)
	}
	s.queue.by.SetSelectedIndex(slices.Index(groupings, entry.ByDue))
	if got := headings(); len(got) != 2 || got[0] != "Försenat: 1" {
		t.Errorf("by time left: %q", got)
	}
	s.queue.by.SetSelectedIndex(slices.Index(groupings, entry.ByKind))
	if got := headings(); !slices.Equal(got, []string{"Anteckning SoL/LSS: 2"}) {
		t.Errorf("by kind: %q", got)
	}
	s.queue.by.SetSelectedIndex(slices.Index(groupings, entry.ByPerson))
	if got := headings(); len(got) != 2 {
		t.Errorf("by person: %q", got)
	}
	s.queue.by.SetSelectedIndex(slices.Index(groupings, entry.ByResponsible))
	if got := headings(); !slices.Equal(got, []string{"demo: 2"}) {
		t.Errorf("by responsible: %q", got)
	}
	test.Type(s.queue.find, "hälsa")
	if len(s.queue.rows) != 2 || headline(s, 1) != "Hälsa" {
		t.Errorf("the field leaves %d rows", len(s.queue.rows))
	}
	test.Type(s.queue.find, "zzz")
	if len(s.queue.rows) != 0 {
		t.Error("what nothing fits is found")
	}
	s.queue.find.Clear()
	s.queue.which.SetSelectedIndex(slices.Index(showings, showLate))
	if len(s.queue.rows) != 2 || headline(s, 1) != "Hälsa" {
		t.Errorf("late are %d rows", len(s.queue.rows))
	}
}

// headline is what a row of the list is about.
func headline(s *screen, row int) string {
	r, _ := s.session.BacklogRow(s.queue.rows[row].entry.ID)
	return r.Headline
}

func TestAScannerOpensWhatWasWrittenFromAForm(t *testing.T) {
	h := pagetest.New(t)
	session, ctx := h.Session(), context.Background()
	p := session.People("")[0]
	job, err := session.Print(ctx, desk.Order{What: desk.PrintJournal, PersonID: p.ID, Paper: true})
	if err != nil {
		t.Fatal(err)
	}
	number := job.Numbers[0].String()
	sign(t, h, 1, 500, "Hälsa")
	s := open(h)
	scan := func() {
		test.Type(s.queue.find, number)
		s.queue.find.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	}
	scan()
	if len(h.Shown) != 1 || h.Shown[0].Page != page.Write || h.Shown[0].Number != number || s.queue.find.Text != "" {
		t.Fatalf("a form that nothing was written from leads to %+v", h.Shown)
	}
	e, err := session.Begin(desk.Beginning{Paper: number})
	if err != nil {
		t.Fatal(err)
	}
	e.EventTime, e.Headline, e.Text = pagetest.Night.Add(-time.Hour), "Fall", "Satt på golvet."
	e.Paper.Name, e.Paper.WrittenTime = "Eva Ek", e.EventTime
	signed, err := session.Sign(ctx, e)
	if err != nil {
		t.Fatal(err)
	}
	s.open()
	scan()
	if s.sheet.id() != signed.ID {
		t.Error("the number of its form doesn't open the entry")
	}
	test.Type(s.queue.find, "hälsa")
	s.queue.find.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if s.sheet.entry.Headline != "Hälsa" {
		t.Error("Enter after a word doesn't lead to the list")
	}
}

func TestPaperNotesAboutAPersonAreSummedUpInADraft(t *testing.T) {
	h := pagetest.New(t)
	session, ctx := h.Session(), context.Background()
	p := session.People("")[0]
	for i := range 2 {
		e := session.NewNote(p.ID)
		e.EventTime, e.Headline, e.Text = pagetest.Night.Add(-time.Duration(i+1)*time.Hour), "Fall", "Satt på golvet."
		e.Paper = &entry.Paper{Name: "Eva Ek", Title: "undersköterska", WrittenTime: e.EventTime}
		if _, err := session.Sign(ctx, e); err != nil {
			t.Fatal(err)
		}
	}
	s := open(h)
	tapNamed(t, s, "Sammanfatta 2 från papper: Anteckning SoL/LSS")
	drafts := session.Drafts()
	if len(drafts) != 1 || drafts[0].PersonID != p.ID || !strings.Contains(drafts[0].Text, "Eva Ek") {
		t.Fatalf("%d drafts", len(drafts))
	}
	if last := h.Shown[len(h.Shown)-1]; last.Page != page.Write || last.EntryID != drafts[0].ID {
		t.Errorf("leads to %+v", last)
	}
}

// many signs n notes.
func many(b testing.TB, h *pagetest.Host, n int) {
	b.Helper()
	session := h.Session()
	people := session.People("")
	var list []entry.Entry
	for i := range n {
		e := session.NewNote(people[i%len(people)].ID)
		e.EventTime, e.Headline, e.Text = pagetest.Night.Add(-time.Duration(i)*time.Minute), "Fall", fmt.Sprintf("Anteckning %d om natten.", i)
		list = append(list, e)
	}
	for part := range slices.Chunk(list, 1000) {
		results, err := session.SignMany(context.Background(), part)
		if err != nil {
			b.Fatal(err)
		}
		for _, r := range results {
			if r.Err != nil {
				b.Fatal(r.Err)
			}
		}
	}
}

// BenchmarkFilter is one key in the field above ten thousand entries, with everything that the list then
// shows.
func BenchmarkFilter(b *testing.B) {
	h := pagetest.New(b)
	many(b, h, 10_000)
	s := open(h)
	for _, typed := range []string{"", "n", "natten", "natten 99", "zzz"} {
		b.Run("typed="+typed, func(b *testing.B) {
			s.queue.find.OnChanged = nil
			s.queue.find.SetText(typed)
			for b.Loop() {
				s.queue.typed()
			}
		})
	}
}

func TestThePaperIsShownBesideWhatIsCopied(t *testing.T) {
	h := pagetest.New(t)
	session, ctx := h.Session(), context.Background()
	var drawn bytes.Buffer
	if err := png.Encode(&drawn, image.NewGray(image.Rect(0, 0, 60, 80))); err != nil {
		t.Fatal(err)
	}
	e := session.NewNote(session.People("")[0].ID)
	e.EventTime, e.Headline, e.Text = pagetest.Night.Add(-time.Hour), "Fall", "Satt på golvet."
	e.Paper = &entry.Paper{Name: "Eva Ek", Title: "undersköterska", WrittenTime: e.EventTime}
	id, err := session.AttachPicture(ctx, e, "papper.png", drawn.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	e.Paper.Pictures = []string{id}
	if _, err := session.Sign(ctx, e); err != nil {
		t.Fatal(err)
	}
	s := open(h)
	tapNamed(t, s, h.Words().Say("notes.picture", "n", 1))
	if !s.side.paper.Visible() || len(s.side.picture.Objects) != 1 || !s.side.content.Visible() || s.queue.content.Visible() {
		t.Fatal("the paper isn't shown beside the fields")
	}
	s.sheet.copyNext()
	if !s.side.paper.Visible() || len(h.Copied) != 1 {
		t.Error("the paper goes when something is copied")
	}
	tapNamed(t, s, "Dölj papperet")
	if s.side.paper.Visible() || len(s.side.picture.Objects) != 0 || !s.queue.content.Visible() {
		t.Error("the paper stays, or lies in memory")
	}
}

func TestNothingIsCalledDoneThatCanNotBeSeen(t *testing.T) {
	h := pagetest.New(t)
	session, ctx := h.Session(), context.Background()
	if _, err := session.AddUser(ctx, desk.NewUser{Name: "Kim Ask", Title: "undersköterska", Role: access.RoleStaff, Passphrase: colleague, Areas: []access.Area{access.AreaSocial}}); err != nil {
		t.Fatal(err)
	}
	e, err := session.Begin(desk.Beginning{Kind: entry.KindHealthNote, PersonID: session.People("")[0].ID})
	if err != nil {
		t.Fatal(err)
	}
	e.EventTime, e.Headline, e.Text = pagetest.Night.Add(-time.Hour), "Fall", "Satt på golvet."
	if _, err := session.Sign(ctx, e); err != nil {
		t.Fatal(err)
	}
	own := sign(t, h, 1, 10, "Hälsa")
	h.As(t, "Kim Ask", colleague)
	s := open(h)
	if said := reads(s); !strings.Contains(said, "till ligger bakom") || !strings.Contains(said, "demo") {
		t.Errorf("it isn't said that more lies where one can't see: %s", said)
	}
	if last := s.queue.rows[len(s.queue.rows)-1]; last.entry != nil || !strings.Contains(last.heading.Title, "inte räkna") {
		t.Errorf("the list ends with %q", last.heading.Title)
	}
	if _, err := h.Session().Reenter(ctx, own.ID, "03:20", "demo är ledig"); err != nil {
		t.Fatal(err)
	}
	s.open()
	if said := reads(s); strings.Contains(said, "Allt är infört") || !strings.Contains(said, "Inget mer som du kan läsa väntar") {
		t.Errorf("what can't be seen is called done: %s", said)
	}
}
