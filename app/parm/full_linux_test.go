package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// A disk without room to tidy up takes nothing back: whoever is told that a note was not saved writes it
// once more. And reading is no failure.
func TestAFullDiskTakesNothingBackThatWasSaved(t *testing.T) {
	flags := batchBinder(t)
	disk, real := smallDisk(t, "size=16m")
	if !real {
		return
	}
	binder := filepath.Join(disk, "binder")
	if out, err := exec.Command("cp", "-a", flags[1], binder).CombinedOutput(); err != nil {
		t.Fatalf("%v %s", err, out)
	}
	flags[1] = binder
	parm, feed, answers := batchProgram(t, flags)
	ids := acknowledged(t, feed, answers, 200)
	filler := fill(t, disk, 0)
	must(t, feed.Close())
	if err := parm.Wait(); err != nil {
		t.Errorf("after 200 notes that were saved: %v", err)
	}
	calls(t, exitDone, append([]string{"people"}, flags...)...)
	must(t, os.Remove(filler))
	present(t, flags, ids)
}
