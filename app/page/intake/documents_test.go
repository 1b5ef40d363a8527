package intake

import (
	"bytes"
	"image"
	"image/png"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2/test"

	"avbrottsparm/app/page"
	"avbrottsparm/app/page/pagetest"
	"avbrottsparm/internal/care"
)

// scanned is a page of paper as a picture.
func scanned(t *testing.T) string {
	t.Helper()
	var raw bytes.Buffer
	if err := png.Encode(&raw, image.NewGray(image.Rect(0, 0, 20, 30))); err != nil {
		t.Fatal(err)
	}
	return raw.String()
}

// waiting brings in a document that names a person by its file, and opens the tab.
func waiting(t *testing.T) (*pagetest.Host, *screen, *documents) {
	t.Helper()
	h := pagetest.NewEmpty(t)
	whole := New(h, page.Files{}).(*screen)
	h.Open(whole, page.Place{Page: page.Intake})
	whole.files.add(write(t, "personer.csv", persons))
	test.Tap(whole.files.store)
	whole.files.add(write(t, "19240129-7250 beslut.png", scanned(t)))
	if !strings.Contains(pagetest.Reads(whole.files.whole), "väntar, när det är inläst") {
		t.Error("nobody is told that the document waits")
	}
	test.Tap(whole.files.store)
	return h, whole, partOf[*documents](t, whole, page.IntakeDocuments)
}

func TestADocumentIsFiledUnderWhomSomebodyChooses(t *testing.T) {
	h, _, d := waiting(t)
	if len(d.all) != 1 || len(d.form.rows) != 1 || !strings.Contains(d.form.rows[0].row.Subtitle, "i filnamnet") {
		t.Fatalf("offers %+v", d.form.rows)
	}
	test.Tap(d.form.file)
	if len(d.all) != 1 || d.form.who.Below() != "Välj vem dokumentet gäller." {
		t.Fatalf("filed without a person: %q", d.form.who.Below())
	}
	test.Tap(d.paper.see)
	if len(d.paper.picture.Objects) != 1 {
		t.Error("the picture isn't shown")
	}
	d.form.choose(0)
	d.renew()
	if d.form.person == "" {
		t.Fatal("what somebody chose goes when the list is brought up to date")
	}
	d.form.what.SetSelectedIndex(slices.Index(care.DocumentKinds(), care.DocumentPlan))
	d.form.date.SetText("2026-11-01")
	test.Tap(d.form.file)
	if len(d.all) != 0 || !d.none.Visible() || !strings.Contains(d.quiet.Text(), "Karl-Göran Åberg") {
		t.Fatalf("left %+v, and said %q", d.all, d.quiet.Text())
	}
	if len(d.paper.picture.Objects) != 0 {
		t.Error("the pages stay in memory")
	}
	found := h.Session().SearchDocuments("beslut")
	if len(found) != 1 || found[0].What != care.DocumentPlan || found[0].Date.In(care.Stockholm).Format(time.DateOnly) != "2026-11-01" {
		t.Errorf("filed as %+v", found)
	}
}

func TestSomebodyWhomTheDocumentDoesNotNameCanBeSearchedFor(t *testing.T) {
	h, _, d := waiting(t)
	d.form.pick.Field.SetText("Märta")
	if len(d.form.rows) != 1 || !strings.Contains(d.form.rows[0].row.Title, "Märta") {
		t.Fatalf("found %+v", d.form.rows)
	}
	d.form.choose(0)
	test.Tap(d.form.file)
	if found := h.Session().SearchDocuments("beslut"); len(found) != 1 || found[0].Name != "Märta Öst" {
		t.Errorf("filed as %+v", found)
	}
}

func TestADocumentThatDoesNotBelongHereGoesWithAReason(t *testing.T) {
	h, _, d := waiting(t)
	test.Tap(d.form.refuse)
	d.form.refuseIt()
	if len(d.all) != 1 || d.form.why.Below() != "Skriv varför dokumentet inte hör hit." {
		t.Fatalf("gone without a reason: %q", d.form.why.Below())
	}
	d.form.reason.SetText("en annan enhets")
	d.form.refuseIt()
	if len(d.all) != 0 || len(h.Session().DocumentsWaiting()) != 0 {
		t.Errorf("left %+v", d.all)
	}
}
