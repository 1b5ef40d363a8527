package vault

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

// TestAFileIsNoOtherThatWasThereBefore: a disk gives the number of a file that went to the next one that
// comes, as when an older folder is put back where the binder was. It is another file all the same.
func TestAFileIsNoOtherThatWasThereBefore(t *testing.T) {
	path := filepath.Join(t.TempDir(), deviceName)
	seen := map[sight]int{}
	for round := range 50 {
		file, err := os.Create(path)
		if err != nil {
			t.Fatal(err)
		}
		s, err := sightOf(file)
		if err != nil {
			t.Fatal(err)
		}
		if err := file.Close(); err != nil {
			t.Fatal(err)
		}
		if s[0] == 0 {
			t.Log("this disk doesn't tell when files were born")
			return
		}
		if before, known := seen[s]; known {
			t.Fatalf("file %d looks like file %d: %v", round, before, s)
		}
		seen[s] = round
		renamed := path + " flyttad"
		if err := os.Rename(path, renamed); err != nil {
			t.Fatal(err)
		}
		if file, err = os.Open(renamed); err != nil {
			t.Fatal(err)
		}
		if again, err := sightOf(file); err != nil || again != s {
			t.Errorf("under another name %v, before %v, %v", again, s, err)
		}
		if err := file.Close(); err != nil {
			t.Fatal(err)
		}
		if err := os.Remove(renamed); err != nil {
			t.Fatal(err)
		}
		time.Sleep(20 * time.Millisecond) // a disk tells times of birth only so closely
	}
}
