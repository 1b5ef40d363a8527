package intake

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"avbrottsparm/app/page"
	"avbrottsparm/app/page/pagetest"
)

func TestAFolderIsPreviewedFromTheFileThatNeedsAnEye(t *testing.T) {
	h := pagetest.NewEmpty(t)
	folder := t.TempDir()
	for name, content := range map[string]string{"a.csv": persons, "b.csv": persons + wrongRow} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(filepath.Join(folder, "c"), 0o700); err != nil {
		t.Fatal(err)
	}
	whole := New(h, page.Files{}).(*screen)
	s := whole.files
	h.Open(whole, page.Place{Page: page.Intake, Folder: folder})
	if len(s.seen.files) != 2 || s.files.Picked() != 1 || s.rows.file.name != "b.csv" {
		t.Errorf("of %d files number %d is shown, %q", len(s.seen.files), s.files.Picked(), s.rows.file.name)
	}
	if s.foot.Visible() || !s.rows.foot.Visible() || !strings.HasPrefix(s.rows.full.Text(), "Rad 5  ·  × Fel") {
		t.Errorf("what is wrong first isn't told in full: %q", s.rows.full.Text())
	}
	s.files.Pick(0)
	if s.rows.file.name != "a.csv" || s.rows.foot.Visible() {
		t.Error("a file without faults doesn't get the room for its rows")
	}
}

func TestAFolderThatIsGoneIsSaid(t *testing.T) {
	h := pagetest.NewEmpty(t)
	h.Open(New(h, page.Files{}), page.Place{Page: page.Intake, Folder: filepath.Join(t.TempDir(), "borta")})
	if len(h.Failed) != 1 {
		t.Errorf("failed with %v", h.Failed)
	}
}
