package paper

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"avbrottsparm/internal/sheet"
	"avbrottsparm/internal/sheet/sheettest"
)

// dots per inch at which margins are measured; a dot is half a millimetre.
const dotsPerMM = 150 / 25.4

// ink is the part of a page that is drawn on, in millimetres.
func ink(t *testing.T, pdf []byte) []area {
	t.Helper()
	var all []area
	for _, page := range rendered(t, pdf) {
		a := area{left: longSide, top: longSide}
		for y := range page.Rect.Dy() {
			for x, grey := range page.Pix[y*page.Stride : y*page.Stride+page.Rect.Dx()] {
				if grey < 200 {
					mmX, mmY := float64(x)/dotsPerMM, float64(y)/dotsPerMM
					a = area{min(a.left, mmX), min(a.top, mmY), max(a.right, mmX), max(a.bottom, mmY)}
				}
			}
		}
		all = append(all, a)
	}
	return all
}

func TestEachSheetBeginsOnALeafOfItsOwn(t *testing.T) {
	u := sheettest.New()
	s, d := u.Setting(), u.Dossier(sheettest.Rich)
	doc := document(sheet.PersonCard(s, d), sheet.Signing(s, d, sheettest.Now), sheettest.Journal(s, nil), page(sheet.Text{Text: "a"}, sheet.Break{}, sheet.Text{Text: "b"}))
	for _, cover := range []bool{false, true} {
		doc.Cover, doc.Duplex = cover, true
		printed := print(t, doc, sheet.Output{})
		pages := pagesOf(t, printed.PDF)
		empty := 0
		next := printed.Pages - printed.Spans[3].Pages + 1
		for i, span := range printed.Spans {
			if span.First%2 != 1 || span.Pages%2 != 0 {
				t.Errorf("cover %v: sheet %d begins at page %d and has %d", cover, i, span.First, span.Pages)
			}
			for part := range span.Pages {
				content := pages[span.First-1+part]
				if !strings.Contains(content, doc.Sheets[i].Title) || !strings.Contains(content, doc.Sheets[i].PersonalID) {
					t.Errorf("page %d doesn't say whose it is:\n%s", span.First+part, content)
				}
			}
		}
		for i, content := range pages {
			if !strings.Contains(content, fmt.Sprintf("Sida %d av %d", i+1, len(pages))) {
				t.Errorf("page %d has lost its number", i+1)
			}
			if strings.Contains(content, "Den här sidan är med avsikt tom.") {
				empty++
			}
		}
		want := 3 // the backs of the card, the third page of the signing list, and the journal sheet
		if cover {
			want++
		}
		if empty != want || printed.Spans[3].First != next || len(pages) != printed.Pages {
			t.Errorf("cover %v: %d sides are empty of %d", cover, empty, len(pages))
		}
	}
}

func TestOneSidedPagesFollowOneAnother(t *testing.T) {
	u := sheettest.New()
	s, d := u.Setting(), u.Dossier(sheettest.Rich)
	printed := print(t, document(sheet.PersonCard(s, d), sheet.Signing(s, d, sheettest.Now), sheettest.Journal(s, nil)), sheet.Output{})
	if got := fmt.Sprint(printed.Spans); got != "[{1 1} {2 3} {5 1}]" {
		t.Errorf("the sheets lie at %s", got)
	}
}

func TestMarginsFollowTheHoles(t *testing.T) {
	for _, large := range []bool{false, true} {
		for _, landscape := range []bool{false, true} {
			sh := page(sheet.Lines{Count: 60}, sheet.Table{Columns: []sheet.Column{{Title: "Vad", Width: 1}}, Rows: make([]sheet.Row, 40)})
			sh.Landscape = landscape
			doc := document(sh)
			doc.Large, doc.Duplex = large, true
			for i, a := range ink(t, print(t, doc, sheet.Output{}).PDF) {
				want := [...]area{{25, 11, 198, 288}, {12, 11, 185, 288}}[i%2]
				if landscape {
					want = [...]area{{12, 21, 285, 201}, {12, 9, 285, 189}}[i%2]
				}
				// Letters begin a little inside their lines.
				if a.left < want.left-0.6 || a.left > want.left+1 || a.right > want.right+0.6 || a.right < want.right-1 ||
					a.top < want.top-0.6 || a.top > want.top+4 || a.bottom > want.bottom+0.6 || a.bottom < want.bottom-4 {
					t.Errorf("large %v, landscape %v, page %d: %.1f, not %.1f", large, landscape, i+1, a, want)
				}
			}
		}
	}
}

func TestAttachedDocumentsBeginOnALeafOfTheirOwn(t *testing.T) {
	doc := binderWith(sheet.Attachment{Media: "application/pdf", Bytes: foreign(t, 2)}, sheet.Attachment{Media: "application/pdf", Bytes: foreign(t, 1)}, sheet.Attachment{})
	doc.Duplex = true
	printed := print(t, doc, sheet.Output{})
	pages := pagesOf(t, printed.PDF)
	if want := 2 + 4 + 2 + 2; printed.Pages != want || len(pages) != want {
		t.Fatalf("%d pages, should be %d", printed.Pages, want)
	}
	for i, must := range []string{"Personkort", "avsikt tom", "Sidorna följer", "sida 1", "sida 2", "avsikt tom", "Sidorna följer", "sida 1", "Sidorna följer", "avsikt tom"} {
		if !strings.Contains(pages[i], must) {
			t.Errorf("page %d lacks %q:\n%s", i+1, must, pages[i])
		}
	}
}

func TestLargeTypeIsAQuarterLargerAndStaysOnThePage(t *testing.T) {
	doc := sheettest.New().Binder()
	doc.Sheets = doc.Sheets[:40]
	sizes := map[bool]float64{}
	for _, large := range []bool{false, true} {
		doc.Large = large
		printed := print(t, doc, sheet.Output{})
		highest := 0.0
		inside(t, printed.PDF)
		for _, w := range words(t, printed.PDF) {
			if strings.Contains(w.line, ">Personkort<") {
				highest = max(highest, w.box[3]-w.box[1])
			}
		}
		sizes[large] = highest
		if large {
			run(t, printed.PDF, "qpdf", "--check", "FILE")
		}
	}
	if got := sizes[true] / sizes[false]; got < 1.24 || got > 1.26 {
		t.Errorf("%.2f times as large", got)
	}
}

func TestContentsOfLargePagesLeadToTheRightPlaces(t *testing.T) {
	doc := sheettest.New().Binder()
	doc.Large, doc.Duplex = true, true
	printed := print(t, doc, sheet.Output{})
	pages := pagesOf(t, printed.PDF)
	found := 0
	for _, content := range pages[:4] {
		for line := range strings.SplitSeq(content, "\n") {
			m := contentsLine.FindStringSubmatch(line)
			if m == nil {
				continue
			}
			var first int
			fmt.Sscan(m[2], &first)
			if number := regexp.MustCompile(`\d{8}[-+]\d{4}$`).FindString(m[1]); number != "" {
				if found++; !strings.Contains(pages[first-1], number) || first%2 != 1 {
					t.Errorf("%q leads to page %d", m[1], first)
				}
			}
		}
	}
	if found != 60 {
		t.Errorf("%d persons in the contents", found)
	}
}
