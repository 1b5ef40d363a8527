package main

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"avbrottsparm/internal/text"
)

// steering are characters that a terminal obeys: escape, the one-byte form of escape and bracket,
// backspace, delete, and the marks that turn the direction of reading.
const steering = "\x1b[2J\u009b31m\b\x7f\u202e\u2066"

// A file's name may come from anywhere, and a name can be an order to the terminal or a whole
// line that this program never said.
func TestFileNamesCanNotSteerTheTerminal(t *testing.T) {
	var complaint bytes.Buffer
	a := &app{stderr: &complaint, words: text.For(text.Swedish)}
	a.say(a.words.Say("parm.import.failed", "file", "lista"+steering+"\nAllt är i ordning.csv", "why", "x"))
	said := complaint.String()
	if strings.ContainsAny(said, steering[:1]+"\u009b\b\x7f\u202e\u2066") || strings.Count(said, "\n") != 1 {
		t.Errorf("said %q", said)
	}
}

// JSON is read on terminals too. The values stay what they were.
func TestJSONCanNotSteerTheTerminal(t *testing.T) {
	a := &app{words: text.For(text.Swedish)}
	a.putJSON(map[string]string{"name": "Å" + steering})
	if strings.ContainsAny(a.out.String(), "\x1b\u009b\b\x7f\u202e\u2066") {
		t.Errorf("printed %q", a.out.String())
	}
	var read map[string]string
	if err := json.Unmarshal(a.out.Bytes(), &read); err != nil || read["name"] != "Å"+steering {
		t.Errorf("read back %q, %v", read["name"], err)
	}
}
