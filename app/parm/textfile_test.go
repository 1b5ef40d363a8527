package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// Given a text that Swedish Windows saved in one of its ways, when it is signed from the file, then every
// letter of it stands in what is final.
func TestATextFileKeepsItsLettersWhateverSavedIt(t *testing.T) {
	const said = "Åt två ägg. Öl till. – 37,5°"
	flags := batchBinder(t)
	for name, enc := range map[string]encoding.Encoding{
		"UTF-8":                    encoding.Nop,
		"UTF-8 with a mark":        unicode.UTF8BOM,
		"Windows-1252":             charmap.Windows1252,
		"UTF-16 as PowerShell has": unicode.UTF16(unicode.LittleEndian, unicode.UseBOM),
		"UTF-16, high byte first":  unicode.UTF16(unicode.BigEndian, unicode.UseBOM),
	} {
		raw, err := enc.NewEncoder().String(said + "\r\n")
		must(t, err)
		file := filepath.Join(t.TempDir(), "text.txt")
		must(t, os.WriteFile(file, []byte(raw), 0o600))
		args := []string{"write", "note", "--json", "--person", person, "--at", "2025-01-16T01:20", "--headline", "Mat", "--text-file", file}
		var signed stateShape
		must(t, json.Unmarshal([]byte(calls(t, exitDone, append(args, flags...)...)), &signed))
		var shown struct {
			Text string `json:"text"`
		}
		must(t, json.Unmarshal([]byte(calls(t, exitDone, append([]string{"queue", signed.ID, "--json"}, flags...)...)), &shown))
		if shown.Text != said {
			t.Errorf("%s: %q", name, shown.Text)
		}
	}
}
