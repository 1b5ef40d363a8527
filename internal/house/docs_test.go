package house_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

func TestTheTopLevelIsTidy(t *testing.T) {
	known := []string{
		"app", "assets", "data", "docs", "exports", "internal",
		"CHANGELOG.md", "CONTRIBUTING.md", "FyneApp.toml", "Makefile", "README.md", "go.mod", "go.sum", "staticcheck.conf",
		"dist", "coverage.out", // left by commands, ignored by git
	}
	entries, err := os.ReadDir(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		if name := entry.Name(); !strings.HasPrefix(name, ".") && !slices.Contains(known, name) {
			t.Errorf("%s has no place at the top of the repository", name)
		}
	}
}

var link = regexp.MustCompile(`\]\(([^)\s]+)\)`)

// A link or a picture that leads nowhere is worse than none: guides are read when time is short.
func TestLinksInDocumentsLeadSomewhere(t *testing.T) {
	root := filepath.Join("..", "..")
	err := filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && name != root && (strings.HasPrefix(entry.Name(), ".") || entry.Name() == "dist"):
			return filepath.SkipDir
		case entry.IsDir() || filepath.Ext(name) != ".md":
			return nil
		}
		raw, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		for _, found := range link.FindAllStringSubmatch(string(raw), -1) {
			target, _, _ := strings.Cut(found[1], "#")
			if target == "" || strings.Contains(target, "://") || strings.HasPrefix(target, "mailto:") {
				continue
			}
			if _, err := os.Stat(filepath.Join(filepath.Dir(name), filepath.FromSlash(target))); err != nil {
				t.Errorf("%s leads to %s, which isn't there", strings.TrimPrefix(name, root+string(filepath.Separator)), target)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// Every command of the Makefile that CONTRIBUTING.md and the README name is there, and the other
// way around.
func TestTheMakefileAndItsDescriptionAgree(t *testing.T) {
	read := func(name string) string {
		raw, err := os.ReadFile(filepath.Join("..", "..", name))
		if err != nil {
			t.Fatal(err)
		}
		return string(raw)
	}
	offered := map[string]bool{}
	for _, found := range regexp.MustCompile(`(?m)^([a-z-]+):.*## `).FindAllStringSubmatch(read("Makefile"), -1) {
		offered[found[1]] = true
	}
	contributing := read("CONTRIBUTING.md")
	described := map[string]bool{}
	for _, found := range regexp.MustCompile("(?m)(?:`|^)make ([a-z-]+)").FindAllStringSubmatch(contributing+read("README.md"), -1) {
		described[found[1]] = true
		if !offered[found[1]] {
			t.Errorf("make %s is described and isn't in the Makefile", found[1])
		}
	}
	for target := range offered {
		if !described[target] {
			t.Errorf("make %s is described nowhere", target)
		}
	}
}
