package printer

import (
	"os"
	"path/filepath"
	"testing"
)

func TestTheUsualFolderIsTheBindersOwn(t *testing.T) {
	home := t.TempDir()
	t.Setenv("HOME", home)
	t.Setenv("USERPROFILE", home)
	if got := UsualFolder(); got != filepath.Join(home, "Avbrottsparm") {
		t.Errorf("without a folder for documents it is %q", filepath.Base(got))
	}
	for _, documents := range []string{"Documents", "Dokument"} {
		if err := os.Mkdir(filepath.Join(home, documents), 0o700); err != nil {
			t.Fatal(err)
		}
		if got := UsualFolder(); got != filepath.Join(home, documents, "Avbrottsparm") {
			t.Errorf("with %s it is %q", documents, got)
		}
	}
}
