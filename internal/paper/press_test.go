package paper

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"avbrottsparm/internal/sheet"
	"avbrottsparm/internal/sheet/sheettest"
	"avbrottsparm/internal/text"
)

var shared = sync.OnceValues(New)

func press(t testing.TB) *Press {
	t.Helper()
	p, err := shared()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func print(t testing.TB, doc sheet.Document, out sheet.Output) sheet.Printed {
	t.Helper()
	printed, err := press(t).Print(context.Background(), doc, out)
	if err != nil {
		t.Fatal(err)
	}
	return printed
}

// run runs a program of poppler or qpdf on a PDF.
func run(t testing.TB, pdf []byte, program string, args ...string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "sheets.pdf")
	if err := os.WriteFile(path, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	for i, arg := range args {
		args[i] = strings.Replace(arg, "FILE", path, 1)
	}
	out, err := exec.Command(program, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s %v: %v\n%s", program, args, err, out)
	}
	return string(out)
}

// pagesOf is the text of each page, as a reader sees it.
func pagesOf(t testing.TB, pdf []byte) []string {
	t.Helper()
	pages := strings.Split(run(t, pdf, "pdftotext", "-layout", "FILE", "-"), "\f")
	return pages[:len(pages)-1]
}

// document is a document of some sheets, without a cover.
func document(sheets ...sheet.Sheet) sheet.Document {
	return sheet.Document{Title: "Prov", Unit: "Hemtjänst Norra Ängen", PrintedAt: sheettest.Now, PrintedBy: "Lena Åström",
		Head: "7KQ2-M9XA-4TRB-C3VZ", Words: text.For(text.Swedish), Sheets: sheets}
}

func page(blocks ...sheet.Block) sheet.Sheet {
	return sheet.Sheet{Kind: sheet.KindPerson, Title: "Personkort", Chapter: "Personer", Name: "Åke Öberg",
		PersonalID: "19240129+7250", PersonID: "p", DataAsOf: sheettest.Imported, Blocks: blocks}
}

func TestTheBinderIsASoundPDF(t *testing.T) {
	doc := sheettest.New().Binder()
	printed := print(t, doc, sheet.Output{})
	if out := run(t, printed.PDF, "qpdf", "--check", "FILE"); !strings.Contains(out, "No syntax or stream encoding errors") {
		t.Errorf("qpdf says:\n%s", out)
	}
	fonts := strings.Split(strings.TrimSpace(run(t, printed.PDF, "pdffonts", "FILE")), "\n")[2:]
	if len(fonts) != 2 {
		t.Errorf("fonts:\n%s", strings.Join(fonts, "\n"))
	}
	for _, font := range fonts {
		if !regexp.MustCompile(`^[A-Z]{6}\+LiberationSans\S* +CID TrueType +Identity-H +yes yes yes`).MatchString(font) {
			t.Errorf("not an embedded subset: %s", font)
		}
	}
	info := run(t, printed.PDF, "pdfinfo", "FILE")
	if !strings.Contains(info, fmt.Sprintf("Pages:           %d\n", printed.Pages)) || printed.Sheets != len(doc.Sheets) {
		t.Errorf("says %d pages and %d sheets:\n%s", printed.Pages, printed.Sheets, info)
	}
	if !strings.Contains(info, "Title:           Utskrift ur Avbrottspärm\n") || strings.Contains(info, "Norra") || strings.Contains(info, "Lena") {
		t.Errorf("the metadata tell too much:\n%s", info)
	}
	if each := len(printed.PDF) / printed.Pages; each > 6000 {
		t.Errorf("%d bytes a page", each)
	}
	if printed.Replaced != 0 {
		t.Errorf("%d characters replaced in ordinary names", printed.Replaced)
	}
}

func TestEveryPageSaysWhatItIs(t *testing.T) {
	doc := sheettest.New().Binder()
	printed := print(t, doc, sheet.Output{})
	for i, content := range pagesOf(t, printed.PDF) {
		flat := strings.Join(strings.Fields(content), " ")
		for _, must := range []string{"Hemtjänst Norra Ängen", fmt.Sprintf("Sida %d av %d", i+1, printed.Pages),
			"Utskriven mån 23 nov 2026 14:05 av Lena Åström, enhetschef.", "Kontrollkod 7KQ2-M9XA-4TRB-C3VZ"} {
			if !strings.Contains(flat, must) {
				t.Errorf("page %d lacks %q", i+1, must)
			}
		}
		form := strings.Contains(flat, "Blankett") && strings.Contains(flat, "strimla det inte")
		copied := strings.Contains(flat, "Uppgifterna lämnade Lifecare mån 23 nov 2026 06:30.") && strings.Contains(flat, "Kopia, ersätter inte Lifecare")
		if form == copied {
			t.Errorf("page %d is form %v and copy %v", i+1, form, copied)
		}
	}
}

var contentsLine = regexp.MustCompile(`^ *(\S.*?\S)  +(\d+)(?:–(\d+))?$`)

func TestContentsAndBookmarksLeadToTheRightPages(t *testing.T) {
	doc := sheettest.New().Binder()
	printed := print(t, doc, sheet.Output{})
	pages := pagesOf(t, printed.PDF)
	routes, persons := 0, 0
	for _, content := range pages[:3] {
		for line := range strings.SplitSeq(content, "\n") {
			found := contentsLine.FindStringSubmatch(line)
			if found == nil {
				continue
			}
			var first int
			if _, err := fmt.Sscan(found[2], &first); err != nil {
				t.Fatal(err)
			}
			target := strings.Join(strings.Fields(pages[first-1]), " ")
			number := regexp.MustCompile(`\d{8}[-+]\d{4}$`).FindString(found[1])
			switch {
			case number != "" && strings.Contains(target, number) && strings.Contains(target, "Personkort"):
				persons++
			case number == "" && strings.Contains(target, found[1]):
				routes++
			default:
				t.Errorf("%q leads to a page that starts %.80q", line, target)
			}
		}
	}
	if routes != 7 || persons != 60 {
		t.Errorf("the contents lead to %d routes and %d persons", routes, persons)
	}
	outline := run(t, printed.PDF, "qpdf", "--json", "--json-key=outlines", "FILE")
	// Contents, two chapters, seven routes, and for each person the name and five sheets.
	if got, want := strings.Count(outline, `"title":`), 1+2+7+60*6; got != want {
		t.Errorf("%d bookmarks, should be %d", got, want)
	}
	if want := fmt.Sprintf(`"destpageposfrom1": %d`, printed.Pages); strings.Count(outline, want) > 1 {
		t.Error("bookmarks pile up on the last page")
	}
}

func TestTheSameDocumentGivesTheSameBytes(t *testing.T) {
	doc := sheettest.New().Binder()
	p := press(t)
	var prints [2]sheet.Printed
	for i := range prints {
		var err error
		if prints[i], err = p.Print(context.Background(), doc, sheet.Output{}); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(prints[0].PDF, prints[1].PDF) {
		t.Error("two prints of one document differ")
	}
}

func TestAPassphraseSealsTheFile(t *testing.T) {
	const passphrase = "Blåbär & grädde på Åsgatan"
	temp := t.TempDir()
	home := t.TempDir()
	doc := document(page(sheet.Text{Text: "Öppnas bara med lösenfras"}))
	doc.Cover = true
	t.Setenv("TMPDIR", temp)
	t.Setenv("HOME", home)
	t.Setenv("XDG_CONFIG_HOME", home)
	printed := print(t, doc, sheet.Output{Passphrase: passphrase})
	for _, dir := range []string{temp, home} {
		if left, err := os.ReadDir(dir); err != nil || len(left) != 0 {
			t.Errorf("left behind: %v, %v", left, err)
		}
	}
	out := run(t, printed.PDF, "qpdf", "--password="+passphrase, "--show-encryption", "FILE")
	for _, must := range []string{"R = 6\n", "file encryption method: AESv3", "stream encryption method: AESv3", "string encryption method: AESv3",
		"Supplied password is user password", "extract for accessibility: allowed", "print high resolution: allowed", "modify anything: allowed"} {
		if !strings.Contains(out, must) {
			t.Errorf("lacks %q:\n%s", must, out)
		}
	}
	run(t, printed.PDF, "qpdf", "--password="+passphrase, "--check", "FILE")
	if got := run(t, printed.PDF, "pdftotext", "-upw", passphrase, "-layout", "FILE", "-"); !strings.Contains(got, "Öppnas bara med lösenfras") {
		t.Errorf("opened, it says:\n%s", got)
	}
	path := filepath.Join(temp, "sealed.pdf")
	if err := os.WriteFile(path, printed.PDF, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, wrong := range []string{"", "blåbär & grädde på Åsgatan"} {
		if err := exec.Command("pdftotext", "-upw", wrong, path, "-").Run(); err == nil {
			t.Errorf("opens with %q", wrong)
		}
	}
	if bytes.Contains(printed.PDF, []byte("Utskrift")) {
		t.Error("the title is readable")
	}
}

// Of a passphrase that is too long readers take the first part only, so nobody could open the file.
func TestTheLongestPassphraseOpensAndALongerOneIsRefused(t *testing.T) {
	doc := document(page(sheet.Text{Text: "Öppnas"}))
	longest := strings.Repeat("å", 63) + "x" // 127 bytes
	printed := print(t, doc, sheet.Output{Passphrase: longest})
	run(t, printed.PDF, "qpdf", "--password="+longest, "--check", "FILE")
	if _, err := press(t).Print(context.Background(), doc, sheet.Output{Passphrase: longest + "y"}); !text.IsFault(err, "paper.passphrase_long") {
		t.Errorf("got %v", err)
	}
	// Read from a file with decomposed letters, typed with composed ones.
	printed = print(t, doc, sheet.Output{Passphrase: "a\u030asa"})
	run(t, printed.PDF, "qpdf", "--password=\u00e5sa", "--check", "FILE")
}

func TestPrintingStopsBetweenSheetsAndTellsHowFarItIs(t *testing.T) {
	doc := sheettest.New().Binder()
	ctx, cancel := context.WithCancel(context.Background())
	var seen []int
	_, err := press(t).Print(ctx, doc, sheet.Output{Progress: func(done, total int) {
		if total != len(doc.Sheets) {
			t.Errorf("of %d sheets", total)
		}
		if seen = append(seen, done); done == 5 {
			cancel()
		}
	}})
	if !errors.Is(err, context.Canceled) || fmt.Sprint(seen) != "[1 2 3 4 5]" {
		t.Errorf("stopped with %v after %v", err, seen)
	}
}

func TestAnEmptyUnitGetsAPageThatSaysSo(t *testing.T) {
	for _, cover := range []bool{true, false} {
		doc := document()
		doc.Cover = cover
		printed := print(t, doc, sheet.Output{})
		pages := pagesOf(t, printed.PDF)
		if len(pages) != 1 || !strings.Contains(pages[0], "Det finns inget att skriva ut") || !strings.Contains(pages[0], "Sida 1 av 1") {
			t.Errorf("cover %v: %q", cover, pages)
		}
	}
}

func TestLandscapePagesAmongPortraitOnes(t *testing.T) {
	u := sheettest.New()
	s, d := u.Setting(), u.Dossier(sheettest.Rich)
	for _, order := range [][]sheet.Sheet{
		{sheet.PersonCard(s, d), sheet.Signing(s, d, sheettest.Now), sheet.Plan(s, d)},
		{sheet.PersonCard(s, d), sheet.Signing(s, d, sheettest.Now)},
	} {
		doc := document(order...)
		doc.Cover = true
		printed := print(t, doc, sheet.Output{})
		for i, content := range pagesOf(t, printed.PDF) {
			if !strings.Contains(content, fmt.Sprintf("Sida %d av %d", i+1, printed.Pages)) {
				t.Errorf("page %d has lost its number:\n%s", i+1, content)
			}
		}
		// The number stands in the lowest tenth of its page, whatever page was added last.
		boxes := run(t, printed.PDF, "pdftotext", "-bbox", "FILE", "-")
		var high, y float64
		for line := range strings.SplitSeq(boxes, "\n") {
			if m := regexp.MustCompile(`<page width="[\d.]+" height="([\d.]+)"`).FindStringSubmatch(line); m != nil {
				fmt.Sscan(m[1], &high)
			}
			if m := regexp.MustCompile(`yMin="([\d.]+)".*>Sida<`).FindStringSubmatch(line); m != nil {
				if fmt.Sscan(m[1], &y); y < high*0.9 || y > high {
					t.Errorf("a page number stands at %.0f of %.0f points", y, high)
				}
			}
		}
		if high == 0 {
			t.Fatal("no pages found")
		}
	}
}

func TestASigningListIsThreePagesAndAJournalSheetOne(t *testing.T) {
	u := sheettest.New()
	for _, words := range []*text.Words{text.For(text.Swedish), text.For(text.English)} {
		s := u.Setting()
		s.Words = words
		d := u.Dossier(sheettest.Rich)
		for name, c := range map[string]struct {
			sheet sheet.Sheet
			pages int
		}{
			"signing":       {sheet.Signing(s, d, sheettest.Now), 3},
			"blank signing": {sheet.Signing(s, nil, sheettest.Now), 3},
			"journal":       {sheettest.Journal(s, d), 1},
			"blank journal": {sheettest.Journal(s, nil), 1},
		} {
			doc := document(c.sheet)
			doc.Words = words
			if got := print(t, doc, sheet.Output{}).Pages; got != c.pages {
				t.Errorf("%s in %s: %d pages, should be %d", name, words.Lang(), got, c.pages)
			}
		}
	}
}

func TestPrintedAtIsShownInItsOwnZone(t *testing.T) {
	doc := document(page())
	doc.PrintedAt = time.Date(2026, 7, 1, 12, 0, 0, 0, time.UTC)
	if got := pagesOf(t, print(t, doc, sheet.Output{}).PDF)[0]; !strings.Contains(got, "Utskriven ons 1 juli 2026 12:00") {
		t.Errorf("says:\n%s", got)
	}
}
