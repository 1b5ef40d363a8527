package printer

import (
	"os"
	"os/exec"
	"testing"
)

// Some shared folders take files and let nobody remove any. A file that lies there is saved: told
// otherwise, its numbers would count as destroyed.
func TestAFileThatLiesInItsFolderIsSaved(t *testing.T) {
	dir := t.TempDir()
	if out, err := exec.Command("chattr", "+a", dir).CombinedOutput(); err != nil {
		t.Logf("no folder that only takes files can be made here: %v %s", err, out)
		return
	}
	t.Cleanup(func() {
		if out, err := exec.Command("chattr", "-a", dir).CombinedOutput(); err != nil {
			t.Errorf("%v %s", err, out)
		}
	})
	path, err := Save(dir, "blad.pdf", pdf)
	if err != nil {
		t.Fatal(err)
	}
	if saved, err := os.ReadFile(path); err != nil || string(saved) != string(pdf) {
		t.Errorf("%q, %v", saved, err)
	}
}
