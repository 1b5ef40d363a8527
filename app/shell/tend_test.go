package shell

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"

	"avbrottsparm/app/control"
	"avbrottsparm/app/page"
	"avbrottsparm/app/wiring"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/text"
)

func TestACopyIsKeptWhenTheBinderOpensAndNobodyIsTold(t *testing.T) {
	w := unlocked(t)
	kept, err := w.Session().Kept(context.Background())
	if err != nil || len(kept) != 1 {
		t.Fatalf("kept %v, %v", kept, err)
	}
	if said := w.open.frame.foot.text(); said != "" {
		t.Errorf("the foot says %q", said)
	}
}

func TestACopyThatFailsSaysWhatItMeans(t *testing.T) {
	w := closed(t, t.TempDir(), true)
	if err := os.RemoveAll(filepath.Join(w.Folder, "copies")); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(w.Folder, "copies"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	w.unlock("demo", passphrase)
	if said := w.open.frame.foot.text(); !strings.Contains(said, strings.Split(w.words.Say("shell.no_copy"), "{")[0]) {
		t.Errorf("the foot says %q", said)
	}
	if w.At() != page.Start {
		t.Errorf("at %q: the work goes on", w.At())
	}
}

// carried is a sealed copy of a binder, as a USB stick brings it.
func carried(t *testing.T, phrase string) string {
	t.Helper()
	d, err := wiring.Desk(text.Swedish)
	if err != nil {
		t.Fatal(err)
	}
	ctx := context.Background()
	s, _, err := d.SetUp(ctx, t.TempDir(), desk.Setup{Unit: "Hemtjänst Norr", User: "Anna Berg", Title: "enhetschef", Passphrase: passphrase})
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "kopia.age")
	out, err := os.Create(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Backup(ctx, out, desk.To{Passphrase: phrase}); err != nil {
		t.Fatal(err)
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	if err := s.Lock(); err != nil {
		t.Fatal(err)
	}
	return file
}

func TestABinderIsMadeOfACopyFromAnotherLaptop(t *testing.T) {
	const phrase = "skog sten vatten himmel"
	file := carried(t, phrase)
	w := closed(t, filepath.Join(t.TempDir(), "pärm"), false)
	test.Tap(w.button(w.words.Say("setup.copy.instead")))
	b := newBringIn(w.Window)
	w.put(b.content())
	test.Tap(b.place)
	if !strings.Contains(w.reads(), w.words.Say("safety.in.choose_first")) {
		t.Error("nobody is asked for the file")
	}
	b.chosen(file, nil)
	b.passphrase.SetText("något annat än det")
	test.Tap(b.place)
	if w.Desk.HasBinder(w.Folder) || b.place.Disabled() || !b.message.Visible() {
		t.Fatal("a wrong passphrase made a binder, or is not told")
	}
	b.passphrase.SetText(phrase)
	test.Tap(b.place)
	open, ok := seek(w, func(b *control.Button) bool { return b.Text == w.words.Say("setup.copy.open") })
	if !ok || !w.Desk.HasBinder(w.Folder) {
		t.Fatalf("no binder was made: %q", w.reads())
	}
	test.Tap(open)
	w.unlock("Anna Berg", passphrase)
	if w.At() != page.Start || w.Session().Unit().Name != "Hemtjänst Norr" {
		t.Errorf("at %q", w.At())
	}
}
