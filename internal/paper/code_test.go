package paper

import (
	"bytes"
	"fmt"
	"image"
	"image/draw"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"

	"avbrottsparm/internal/custody"
	"avbrottsparm/internal/sheet"
	"avbrottsparm/internal/sheet/sheettest"
)

// rendered is each page as a scanner sees it: 150 dots per inch, in grey.
func rendered(t *testing.T, pdf []byte) []*image.Gray {
	t.Helper()
	dir := t.TempDir()
	cmd := exec.Command("pdftoppm", "-r", "150", "-gray", "-", filepath.Join(dir, "page"))
	cmd.Stdin = bytes.NewReader(pdf)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	names, err := filepath.Glob(filepath.Join(dir, "*.pgm"))
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(names)
	var pages []*image.Gray
	for _, name := range names {
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var wide, high, most int
		if _, err := fmt.Sscanf(string(raw[:20]), "P5\n%d %d\n%d", &wide, &high, &most); err != nil {
			t.Fatal(err)
		}
		pages = append(pages, &image.Gray{Pix: raw[len(raw)-wide*high:], Stride: wide, Rect: image.Rect(0, 0, wide, high)})
	}
	return pages
}

func decode(t *testing.T, page *image.Gray) (*gozxing.Result, error) {
	t.Helper()
	bitmap, err := gozxing.NewBinaryBitmapFromImage(page)
	if err != nil {
		t.Fatal(err)
	}
	return qrcode.NewQRCodeReader().Decode(bitmap, map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_TRY_HARDER: true})
}

func read(t *testing.T, page *image.Gray) (string, error) {
	t.Helper()
	found, err := decode(t, page)
	if err != nil {
		return "", err
	}
	return found.GetText(), nil
}

// numbered is every sort of sheet that is accounted for, each with a number of its own.
func numbered(t *testing.T, count int) []sheet.Sheet {
	t.Helper()
	u := sheettest.New()
	s := u.Setting()
	random := rand.NewChaCha8([32]byte([]byte("numbers of papers, always alike.")))
	var sheets []sheet.Sheet
	for i := range count {
		d := u.Dossier(u.Replica.Persons()[i%60].ID)
		sh := []sheet.Sheet{sheettest.Journal(s, d), sheet.Signing(s, d, sheettest.Now), sheettest.Journal(s, nil), sheet.PersonCard(s, d),
			page(sheet.Heading{Text: "Vad har hänt"}, sheet.Boxes{Texts: []string{"Fall", "Läkemedel", "Annat"}}, sheet.Lines{Count: 40})}[i%5]
		number, err := custody.NewNumber(random)
		if err != nil {
			t.Fatal(err)
		}
		sh.Number, sh.Version = number, i*37%1000
		sheets = append(sheets, sh)
	}
	return sheets
}

func TestEveryCodeOfAPaperIsReadBack(t *testing.T) {
	right, all := 0, 0
	for name, doc := range map[string]sheet.Document{
		"one side": document(numbered(t, 100)...), "large on both": document(numbered(t, 50)...)} {
		doc.Large = name != "one side"
		doc.Duplex = doc.Large
		printed := print(t, doc, sheet.Output{})
		pages := rendered(t, printed.PDF)
		if len(pages) != printed.Pages {
			t.Fatalf("%d of %d pages", len(pages), printed.Pages)
		}
		for i, span := range printed.Spans {
			for part := range span.Pages {
				all++
				got, err := read(t, upperRight(pages[span.First-1+part]))
				number, version, at, err2 := custody.ReadCode(got)
				if err != nil || err2 != nil || number != doc.Sheets[i].Number || version != doc.Sheets[i].Version || at != part+1 {
					t.Errorf("%s: sheet %d, side %d reads %q: %v", name, i, part+1, got, err)
					continue
				}
				right++
			}
		}
	}
	if all < 300 || right != all {
		t.Errorf("%d of %d codes were read", right, all)
	}
}

func TestTheNumberStandsBesideItsCode(t *testing.T) {
	sheets := numbered(t, 5)
	printed := print(t, document(sheets...), sheet.Output{})
	pages := pagesOf(t, printed.PDF)
	for i, span := range printed.Spans {
		for part := range span.Pages {
			if want := "Nr " + sheets[i].Number.String(); !strings.Contains(pages[span.First-1+part], want) {
				t.Errorf("sheet %d, side %d lacks %s", i, part+1, want)
			}
		}
	}
	proof := sheets[0]
	proof.Number, proof.Counted = "", true
	unnumbered := print(t, document(proof), sheet.Output{})
	if got := squeezed(t, unnumbered.PDF); !strings.Contains(got, "Nrsättsvidutskrift") || unnumbered.Pages != printed.Spans[0].Pages {
		t.Errorf("a proof has %d pages: %s", unnumbered.Pages, got)
	}
	if code, err := read(t, rendered(t, unnumbered.PDF)[0]); err == nil {
		t.Errorf("a proof has the code %q", code)
	}
}

func TestTheNumberTakesNoRoomFromTheSheet(t *testing.T) {
	for _, sh := range numbered(t, 5) {
		plain := sh
		plain.Number, plain.Counted = "", false
		with, without := print(t, document(sh), sheet.Output{}).Pages, print(t, document(plain), sheet.Output{}).Pages
		if with != without {
			t.Errorf("%s: %d pages with a number, %d without", sh.Title, with, without)
		}
	}
}

func TestPhoneCodesAreReadBack(t *testing.T) {
	message := sheet.TextCode([]string{"+46701740651"}, "Hej! Det går inte att läsa schemat sedan 02:14. Vi arbetar på papper. Ring enheten om något är bråttom: 0121-18218. Åter när det löst sig.")
	var want []string
	table := sheet.Table{Columns: []sheet.Column{{Title: "Namn", Width: 3, Lead: true}, {Title: "Telefon", Width: 2}, {Title: "Ring nattetid", Width: 1}}}
	for i := range 9 {
		code := fmt.Sprintf("tel:+467017406%02d", 50+i)
		want = append(want, code)
		table.Rows = append(table.Rows, sheet.Row{Code: code, Cells: []string{"Birgitta Öberg\ndotter", "070-174 06 " + code[len(code)-2:], []string{"Ja", "Nej, bara på dagen", ""}[i%3]}})
	}
	for _, large := range []bool{false, true} {
		doc := document(page(table))
		doc.Large = large
		var got []string
		for _, page := range rendered(t, print(t, doc, sheet.Output{}).PDF) {
			got = append(got, readAll(t, page)...)
		}
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("large %v: read %q", large, got)
		}
		for _, content := range []string{message, "tel:+4612118499", sheet.TextCode(nil, strings.Repeat("Nere igen, å. ", 30)), strings.Repeat("lång text ", 40)} {
			doc.Sheets = []sheet.Sheet{page(sheet.Code{Content: content, Lead: "0121-184 99", Caption: "Skicka till alla"})}
			if got, err := read(t, rendered(t, print(t, doc, sheet.Output{}).PDF)[0]); err != nil || got != content {
				t.Errorf("large %v: %.20q reads %q, %v", large, content, got, err)
			}
		}
	}
}

// upperRight is where somebody holds the telephone over to read a paper's number.
func upperRight(page *image.Gray) *image.Gray {
	size := page.Rect.Size()
	cut := image.NewGray(image.Rect(0, 0, size.X/2, size.Y/3))
	draw.Draw(cut, cut.Rect, page, image.Pt(size.X/2, 0), draw.Src)
	return cut
}

// readAll reads one code after the other, and paints over each that it has read.
func readAll(t *testing.T, page *image.Gray) []string {
	t.Helper()
	var texts []string
	for {
		found, err := decode(t, page)
		if err != nil {
			return texts
		}
		texts = append(texts, found.GetText())
		box := image.Rectangle{}
		for _, p := range found.GetResultPoints() {
			at := image.Pt(int(p.GetX()), int(p.GetY()))
			box = box.Union(image.Rectangle{at, at.Add(image.Pt(1, 1))})
		}
		draw.Draw(page, box.Inset(-20), image.White, image.Point{}, draw.Src)
	}
}

func TestACodeThatHoldsTooMuchLeavesItsText(t *testing.T) {
	for _, content := range []string{strings.Repeat("x", 1500), strings.Repeat("å", 5000)} {
		doc := document(page(sheet.Code{Content: content, Caption: "Sms till alla"},
			sheet.Table{Columns: []sheet.Column{{Title: "Namn", Width: 1}}, Rows: []sheet.Row{{Cells: []string{"Birgitta"}, Code: content}}}))
		got := squeezed(t, print(t, doc, sheet.Output{}).PDF)
		for _, must := range []string{"Smstillalla", "Kodenkundeintegöras", "Birgitta"} {
			if !strings.Contains(got, must) {
				t.Errorf("lacks %s: %s", must, got)
			}
		}
	}
}
