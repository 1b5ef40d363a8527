//go:build bench

package main

import (
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"avbrottsparm/internal/desk"
)

// benchEntries is how many entries a store holds that is opened and listed.
const benchEntries = 10_000

// TestRatioOpeningAgainstKeePass holds opening and listing a store of 10,000 entries against what
// a careful person would otherwise keep them in. Both run as programs of their own; what either
// takes for an empty store - starting, and its key derivation - is left out on both sides.
func TestRatioOpeningAgainstKeePass(t *testing.T) {
	ours := opening(t, 5, []string{"parm", "queue", "--json", "--vault", ownStore(t, 0)}, []string{"parm", "queue", "--json", "--vault", ownStore(t, benchEntries)})
	theirs := opening(t, 5, []string{"keepassxc-cli", "ls", "-q", keePass(t, 0)}, []string{"keepassxc-cli", "ls", "-q", keePass(t, benchEntries)})
	got := float64(theirs) / float64(ours)
	fmt.Printf("ratio\tkeepassxc-cli: open %d entries\t%s\t%s\t%.2f\t%.2f\n", benchEntries, ours.Round(time.Millisecond), theirs.Round(time.Millisecond), got, 1.0)
	if got < 1 {
		t.Errorf("KeePassXC is ahead: %.2f", got)
	}
}

// opening is the best time of the full command less the best time of the empty one.
func opening(t *testing.T, rounds int, empty, full []string) time.Duration {
	t.Helper()
	pass := filepath.Join(t.TempDir(), "pass")
	if err := os.WriteFile(pass, []byte(passphrase+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	run := func(args []string, want int) time.Duration {
		cmd := exec.Command(args[0], args[1:]...)
		cmd.Env = append(os.Environ(), "AVBROTTSPARM_PASSPHRASE_FILE="+pass)
		cmd.Stdin = strings.NewReader(passphrase + "\n")
		from := time.Now()
		out, err := cmd.Output()
		took := time.Since(from)
		if lines := strings.Count(string(out), "\n"); err != nil || lines < want {
			t.Fatalf("%v: %v, %d lines", args, err, lines)
		}
		return took
	}
	var little, all []time.Duration
	for range rounds {
		little = append(little, run(empty, 0))
		all = append(all, run(full, benchEntries))
	}
	return max(slices.Min(all)-slices.Min(little), time.Millisecond)
}

// ownStore is a binder with n signed notes.
func ownStore(t *testing.T, n int) string {
	t.Helper()
	_, dir, s := withFiles(t, desk.File{Name: "personer.csv", Bytes: register(40)})
	persons := s.People("")
	for i := range n {
		e := s.NewNote(persons[i%len(persons)].ID)
		e.EventTime, e.Headline, e.Text = s.Now().Add(-time.Hour), "Tillsyn", noteText(i)
		if _, err := s.Sign(t.Context(), e); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Lock(); err != nil {
		t.Fatal(err)
	}
	return dir
}

// noteText is about 400 characters that differ from note to note.
func noteText(n int) string {
	words := strings.Fields("sov lugnt hela natten hade varit uppe en gång och fått hjälp tillbaka i sängen dricker bra inga smärtor larmet ligger inom räckhåll vaken vid besöket orolig frågade efter dottern åt halva portionen")
	var out strings.Builder
	for i := 0; out.Len() < 400; i++ {
		out.WriteString(words[(n*7+i*i)%len(words)])
		out.WriteByte(' ')
	}
	return out.String()
}

// keePass is a KeePass file with n entries with the same texts, made with the cheapest
// derivation that the program offers.
func keePass(t *testing.T, n int) string {
	t.Helper()
	var xml strings.Builder
	uuid := func(i int) string {
		return base64.StdEncoding.EncodeToString(binary.BigEndian.AppendUint64(make([]byte, 8), uint64(i)+1))
	}
	fmt.Fprintf(&xml, `<?xml version="1.0" encoding="utf-8"?><KeePassFile><Meta><Generator>bench</Generator></Meta><Root><Group><UUID>%s</UUID><Name>Root</Name>`, uuid(1<<40))
	for i := range n {
		fmt.Fprintf(&xml, `<Entry><UUID>%s</UUID><String><Key>Title</Key><Value>Tillsyn %d</Value></String><String><Key>UserName</Key><Value>Lena Ek</Value></String><String><Key>Notes</Key><Value>%s</Value></String></Entry>`, uuid(i), i, noteText(i))
	}
	xml.WriteString(`</Group></Root></KeePassFile>`)
	dir := t.TempDir()
	from, to := filepath.Join(dir, "in.xml"), filepath.Join(dir, "store.kdbx")
	if err := os.WriteFile(from, []byte(xml.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("keepassxc-cli", "import", "-q", "-p", "-t", "100", from, to)
	cmd.Stdin = strings.NewReader(passphrase + "\n" + passphrase + "\n")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("KeePassXC could not make its store, so there is nothing to compare with: %v\n%s", err, out)
	}
	return to
}
