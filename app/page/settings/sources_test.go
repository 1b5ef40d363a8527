package settings

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2/test"

	"avbrottsparm/app/page"
	"avbrottsparm/app/page/pagetest"
	"avbrottsparm/internal/access"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/lifecare/standin/server"
)

// sources is the screen under the tab of folder and Lifecare.
func sources(t *testing.T, h *pagetest.Host) *screen {
	t.Helper()
	s := New(h, Params{Choices: Usual, Choose: func(Choices) {}, Folder: h.Dir, Version: "1.2"}).(*screen)
	h.Open(s, page.Place{Part: page.SettingsSources})
	return s
}

func TestTheFolderThatIsChosenHoldsAtOnce(t *testing.T) {
	h := pagetest.NewEmpty(t)
	s := sources(t, h)
	if reads := pagetest.Reads(s.tabs); !strings.Contains(reads, h.Words().Say("settings.drop.none")) || s.folder.after.Visible() {
		t.Errorf("before: %q", reads)
	}
	folder, originals := t.TempDir(), t.TempDir()
	s.folder.chosen(folder, nil)
	if d := h.Session().DropFolder(); d.Folder == "" || d.MoveTo != "" || h.Changes == 0 {
		t.Fatalf("it is %+v, told %d times", d, h.Changes)
	}
	if reads := pagetest.Reads(s.tabs); !strings.Contains(reads, filepath.Base(folder)) || !strings.Contains(reads, h.Words().Say("settings.drop.removes")) {
		t.Errorf("after: %q", reads)
	}
	s.folder.movesTo(originals, nil)
	if d := h.Session().DropFolder(); d.MoveTo == "" || !s.folder.move.Checked {
		t.Errorf("originals: %+v", d)
	}
	s.folder.move.SetChecked(false)
	if d := h.Session().DropFolder(); d.MoveTo != "" || d.Folder == "" {
		t.Errorf("unchecked: %+v", d)
	}
	test.Tap(s.folder.forget)
	if d := h.Session().DropFolder(); d != (ledger.Drop{}) || s.folder.after.Visible() {
		t.Errorf("forgotten: %+v", d)
	}
}

func TestAFolderThatWouldLoseFilesIsRefusedInWords(t *testing.T) {
	h := pagetest.NewEmpty(t)
	s := sources(t, h)
	full := t.TempDir()
	for _, name := range strings.Split("abcdefghijklmnopqrstuvwxyz", "") {
		if err := os.WriteFile(filepath.Join(full, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for folder, want := range map[string]string{full: "26 filer", h.Dir: h.Words().Say("error.tray.own_folder"), "/": h.Words().Say("error.tray.wide_folder")} {
		s.folder.chosen(folder, nil)
		if said := s.folder.quiet.Text(); !strings.Contains(said, want) || h.Session().DropFolder().Folder != "" {
			t.Errorf("%q is told by %q", want, said)
		}
	}
}

func TestTheKeyIsTypedOnceAndShownByItsEndOnly(t *testing.T) {
	h := pagetest.NewEmpty(t)
	lifecare, err := server.New(server.Params{Key: "hemlig-nyckel-4711"})
	if err != nil {
		t.Fatal(err)
	}
	address, stop := lifecare.Start()
	t.Cleanup(stop)
	s := sources(t, h)
	c := s.live
	c.address.SetText(address)
	c.domain.SetText(lifecare.Domain)
	c.key.SetText("fel")
	test.Tap(c.try)
	if said := c.quiet.Text(); said != h.Words().Say("error.lifecare.key_refused") {
		t.Errorf("a wrong key is told by %q", said)
	}
	c.key.SetText(lifecare.Key)
	test.Tap(c.try)
	if said := c.quiet.Text(); said != h.Words().Say("settings.live.answers") || h.Session().RefreshState().Configured {
		t.Errorf("trying says %q, stored: %v", said, h.Session().RefreshState().Configured)
	}
	c.minutes.SetText("30")
	test.Tap(c.save)
	if got := h.Session().Connection(); got.Every != 30*time.Minute || !got.On || h.Changes == 0 {
		t.Errorf("saved %+v", got)
	}
	if c.key.Text != "" || !strings.Contains(c.fields["key"].Below(), "711") || strings.Contains(pagetest.Reads(s.tabs), lifecare.Key) {
		t.Errorf("the key stands as %q, %q", c.key.Text, c.fields["key"].Below())
	}
	c.key.SetText("halvskriven")
	s.Leave()
	if c.key.Text != "" {
		t.Error("what was typed of a key stays when the screen is left")
	}
	c.on.SetChecked(false)
	test.Tap(c.save)
	if h.Session().Connection().On || c.quiet.Text() != h.Words().Say("settings.live.saved_off") {
		t.Error("it can't be turned off")
	}
	test.Tap(c.remove)
	if !c.sure.Visible() || !h.Session().RefreshState().Configured {
		t.Fatal("nobody is asked first")
	}
	c.sure.Hide()
	c.removed(true)
	if h.Session().RefreshState().Configured || c.address.Text != "" {
		t.Error("it can't be removed")
	}
}

func TestWhatIsMissingIsToldAtItsField(t *testing.T) {
	h := pagetest.NewEmpty(t)
	c := sources(t, h).live
	for _, step := range []struct{ field, address, domain, key, minutes string }{
		{"address", "lifecare", "1", "n", "15"}, {"address", "http://lifecare.example", "1", "n", "15"},
		{"domain", "https://lifecare.example", "", "n", "15"}, {"key", "https://lifecare.example", "1", "", "15"},
		{"minutes", "https://lifecare.example", "1", "n", "2"}, {"minutes", "https://lifecare.example", "1", "n", "ofta"},
	} {
		c.address.SetText(step.address)
		c.domain.SetText(step.domain)
		c.key.SetText(step.key)
		c.minutes.SetText(step.minutes)
		hint := c.fields[step.field].Below()
		test.Tap(c.save)
		if below := c.fields[step.field].Below(); below == "" || below == hint || h.Session().RefreshState().Configured {
			t.Errorf("%+v: the field reads %q", step, below)
		}
		c.fields[step.field].SetFault("")
	}
}

func TestOthersSeeWhoMayChangeIt(t *testing.T) {
	h := pagetest.NewEmpty(t)
	if err := h.Session().SetDropFolder(t.Context(), ledger.Drop{Folder: t.TempDir()}); err != nil {
		t.Fatal(err)
	}
	const theirs = "blåbär under granen i norr"
	if _, err := h.Session().AddUser(t.Context(), desk.NewUser{Name: "Bo Ek", Title: "undersköterska", Role: access.RoleStaff, Passphrase: theirs}); err != nil {
		t.Fatal(err)
	}
	h.As(t, "Bo Ek", theirs)
	s := sources(t, h)
	reads := pagetest.Reads(s.tabs)
	if strings.Count(reads, "Anna Berg") < 2 || !strings.Contains(reads, filepath.Base(h.Session().DropFolder().Folder)) {
		t.Errorf("it reads %q", reads)
	}
	if s.folder.after != nil || s.live.save != nil {
		t.Error("they are offered what they may not do")
	}
	s.Leave()
}
