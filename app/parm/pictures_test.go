package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"avbrottsparm/app/wiring"
	"avbrottsparm/internal/text"
)

// Everything that can be printed was drawn and looked at: its first page lies in docs/sheets, small, and
// the index there shows it. A word that is gone leaves no picture behind.
func TestEverythingThatCanBePrintedHasAPicture(t *testing.T) {
	const mostBytes, mostOfAll = 60_000, 1_500_000
	folder := filepath.Join("..", "..", "docs", "sheets")
	d, err := wiring.Desk(text.Swedish)
	must(t, err)
	index, err := os.ReadFile(filepath.Join(folder, "README.md"))
	must(t, err)
	all := 0
	words := map[string]bool{}
	for _, offer := range d.Offers() {
		word := string(offer.What)
		words[word] = true
		switch picture, err := os.Stat(filepath.Join(folder, word+".png")); {
		case err != nil:
			t.Errorf("print %s has no picture: run make sheets", word)
		case picture.Size() > mostBytes:
			t.Errorf("the picture of print %s is %d bytes, want %d at most", word, picture.Size(), mostBytes)
		default:
			all += int(picture.Size())
		}
		if !strings.Contains(string(index), "]("+word+".png)") {
			t.Errorf("the index doesn't show print %s: run make sheets", word)
		}
	}
	if all > mostOfAll {
		t.Errorf("the pictures are %d bytes, want %d at most", all, mostOfAll)
	}
	files, err := filepath.Glob(filepath.Join(folder, "*.png"))
	must(t, err)
	for _, file := range files {
		if word := strings.TrimSuffix(filepath.Base(file), ".png"); !words[word] {
			t.Errorf("%s is a picture of nothing that can be printed", filepath.Base(file))
		}
	}
}
