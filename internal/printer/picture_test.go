package printer

import (
	"bytes"
	"context"
	"image/png"
	"os"
	"testing"

	"codeberg.org/go-pdf/fpdf"

	"avbrottsparm/internal/text"
)

func twoPages(t *testing.T) []byte {
	t.Helper()
	pdf := fpdf.New("P", "mm", "A4", "")
	pdf.SetFont("Helvetica", "", 20)
	pdf.AddPage()
	pdf.Text(20, 20, "one")
	pdf.AddPageFormat("L", fpdf.SizeType{Wd: 210, Ht: 297})
	pdf.Text(20, 20, "two")
	var out bytes.Buffer
	if err := pdf.Output(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestAPageIsDrawnAsAPictureWithoutTouchingTheDisk(t *testing.T) {
	temp := t.TempDir()
	t.Setenv("TMPDIR", temp)
	pdf := twoPages(t)
	for page, upright := range map[int]bool{1: true, 2: false} {
		raw, err := Draw(context.Background(), pdf, page, 400)
		if err != nil {
			t.Fatal(err)
		}
		picture, err := png.DecodeConfig(bytes.NewReader(raw))
		if err != nil || picture.Width != 400 || (picture.Height > 400) != upright {
			t.Errorf("page %d: %dx%d %v", page, picture.Width, picture.Height, err)
		}
	}
	if left, err := os.ReadDir(temp); err != nil || len(left) != 0 {
		t.Errorf("%d files lie in the folder for temporary files: %v", len(left), err)
	}
}

func TestAPageThatIsNotThereAndAProgramThatIsMissingAreSaid(t *testing.T) {
	if _, err := Draw(context.Background(), twoPages(t), 9, 400); !text.IsFault(err, "printer.not_drawn") {
		t.Errorf("page 9 of 2: %v", err)
	}
	if _, err := Draw(context.Background(), []byte("no PDF"), 1, 400); !text.IsFault(err, "printer.not_drawn") {
		t.Errorf("no PDF: %v", err)
	}
	t.Setenv("PATH", t.TempDir())
	if _, err := Draw(context.Background(), twoPages(t), 1, 400); !text.IsFault(err, "printer.no_renderer") || CanDraw() {
		t.Errorf("without the program: %v", err)
	}
}
