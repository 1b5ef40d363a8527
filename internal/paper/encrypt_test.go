package paper

import (
	"bytes"
	"fmt"
	"image/png"
	"regexp"
	"strings"
	"testing"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"

	"avbrottsparm/internal/sheet"
	"avbrottsparm/internal/sheet/sheettest"
)

// awkward is a binder with all that a file can hold: cover, contents with links, bookmarks with
// signs that are escaped, a picture, landscape pages.
func awkward(t *testing.T) sheet.Document {
	t.Helper()
	doc := sheettest.New().Binder()
	photo := encoded(t, func(out *bytes.Buffer) error { return png.Encode(out, shot(80, 60)) })
	about := page(sheet.Text{Text: "Åäö (inom parentes) och \\ bakstreck"}, sheet.Picture{Bytes: photo, Media: "image/png"})
	about.Name, about.Title = "Ek) (Åke \\", "਍ഊ (\\)"
	doc.Sheets = append(doc.Sheets[:7+5*12], about)
	return doc
}

func TestASealedBinderIsTheOpenOneToEveryReader(t *testing.T) {
	const passphrase = "Blåbär & grädde på Åsgatan"
	doc := awkward(t)
	open, sealed := print(t, doc, sheet.Output{}), print(t, doc, sheet.Output{Passphrase: passphrase})
	if out := run(t, sealed.PDF, "qpdf", "--password="+passphrase, "--check", "FILE"); !strings.Contains(out, "No syntax or stream encoding errors") {
		t.Errorf("qpdf says:\n%s", out)
	}
	for _, args := range [][]string{
		{"pdftotext", "-layout", "FILE", "-"},
		{"pdftoppm", "-f", fmt.Sprint(open.Pages), "-r", "50", "-png", "FILE"},
		{"pdffonts", "FILE"},
	} {
		got := run(t, sealed.PDF, args[0], append([]string{"-upw", passphrase}, args[1:]...)...)
		if want := run(t, open.PDF, args[0], args[1:]...); got != want {
			t.Errorf("%s reads another thing in the sealed file", args[0])
		}
	}
	var outlines [2]string
	for i, pdf := range [][]byte{open.PDF, sealed.PDF} {
		outlines[i] = run(t, pdf, "qpdf", "--password="+passphrase, "--json", "--json-key=outlines", "FILE")
	}
	if outlines[0] != outlines[1] || !strings.Contains(outlines[1], `Ek) (Åke \\`) {
		t.Error("the bookmarks differ")
	}
	// A third reader, which takes no spaces.
	sealed = print(t, doc, sheet.Output{Passphrase: "blåbärsgrädde"})
	if pages := countPages(t, sealed.PDF, "blåbärsgrädde"); pages != open.Pages {
		t.Errorf("%d pages of %d", pages, open.Pages)
	}
}

func TestNothingIsLeftOpenInASealedBinder(t *testing.T) {
	doc := awkward(t)
	first, second := print(t, doc, sheet.Output{Passphrase: "havet"}).PDF, print(t, doc, sheet.Output{Passphrase: "havet"}).PDF
	streams := regexp.MustCompile(`(?s)\nstream\n(.{16})`)
	vectors := map[string]bool{}
	for _, pdf := range [][]byte{first, second} {
		for _, found := range streams.FindAllSubmatch(pdf, -1) {
			if vectors[string(found[1])] {
				t.Fatal("two streams start alike")
			}
			vectors[string(found[1])] = true
		}
	}
	if len(vectors) < 2*80 {
		t.Errorf("only %d streams", len(vectors))
	}
	outside := regexp.MustCompile(`(?s)\nstream\n.*?\nendstream\n`).ReplaceAll(first, nil)
	if found := regexp.MustCompile(`\([^)]*\)`).Find(outside); found != nil {
		t.Errorf("a string lies open: %q", found)
	}
}

// The hash takes as many rounds as chance wants, so many passphrases are tried, of every length.
func TestEveryPassphraseOpensItsFileAndNoOther(t *testing.T) {
	withoutConfig()
	opens := func(pdf []byte, passphrase string) bool {
		_, err := api.PageCount(bytes.NewReader(pdf), model.NewAESConfiguration(passphrase, "", 256))
		return err == nil
	}
	for n := 1; n <= longestPassphrase; n += 3 {
		passphrase := strings.Repeat("havetochskogen", 10)[:n]
		l, err := newLocks(passphrase)
		if err != nil {
			t.Fatal(err)
		}
		b := newBook(l)
		b.addPage(shortSide, longSide)
		b.setFont(false, sizeText)
		b.print(20, 20, "Öppnas")
		sealed, err := b.finish(about{title: "Utskrift", lang: "sv", at: sheettest.Now})
		if err != nil {
			t.Fatal(err)
		}
		if !opens(sealed, passphrase) {
			t.Errorf("%d bytes: does not open", n)
		}
		if opens(sealed, passphrase[1:]+"x") || opens(sealed, passphrase[1:]) {
			t.Errorf("%d bytes: opens with another", n)
		}
	}
}
