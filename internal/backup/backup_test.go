package backup

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"filippo.io/age"
	"filippo.io/age/armor"

	"avbrottsparm/internal/text"
)

const phrase = "fyra ord och en åsna"

func content() []byte { return bytes.Repeat([]byte("SQLite format 3\x00 förseglat "), 9000) }

// keyFile is a file as age-keygen writes it, and the recipient that it opens for.
func keyFile(t *testing.T) (file, recipient string) {
	t.Helper()
	id, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	return write(t, []byte("# created: 2026-11-23T07:00:00+01:00\n# public key: "+id.Recipient().String()+"\n"+id.String()+"\n")), id.Recipient().String()
}

func write(t *testing.T, raw []byte) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

func seal(t *testing.T, plain []byte, recipients []string, passphrase string) []byte {
	t.Helper()
	var out bytes.Buffer
	w, err := New().Seal(&out, recipients, passphrase)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(plain); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func open(t *testing.T, raw []byte, passphrase, identityFile string) ([]byte, error) {
	t.Helper()
	var out bytes.Buffer
	err := New().Open(t.Context(), write(t, raw), passphrase, identityFile, &out)
	return out.Bytes(), err
}

func fault(t *testing.T, err error, code string) {
	t.Helper()
	if !text.IsFault(err, code) {
		t.Errorf("%v, want %s", err, code)
	}
}

func TestWhatIsSealedOpensAgain(t *testing.T) {
	file, recipient := keyFile(t)
	otherFile, other := keyFile(t)
	for name, c := range map[string]struct {
		recipients       []string
		passphrase, with string
	}{
		"passphrase":                  {nil, phrase, ""},
		"one recipient":               {[]string{recipient}, "", file},
		"the second of two, untidy":   {[]string{recipient, " " + other + "\n"}, "", otherFile},
		"å written as two characters": {nil, strings.ReplaceAll(phrase, "å", "a\u030a"), ""},
	} {
		for _, plain := range [][]byte{nil, content()} {
			got, err := open(t, seal(t, plain, c.recipients, c.passphrase), phrase, c.with)
			if err != nil || !bytes.Equal(got, plain) {
				t.Errorf("%s: %d of %d bytes, %v", name, len(got), len(plain), err)
			}
		}
	}
}

// The files are those of the age command: what we write its reader opens, and the other way around.
func TestTheFilesAreThoseOfTheAgeCommand(t *testing.T) {
	id, err := age.NewScryptIdentity(phrase)
	if err != nil {
		t.Fatal(err)
	}
	r, err := age.Decrypt(bytes.NewReader(seal(t, content(), nil, phrase)), id)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := io.ReadAll(r); err != nil || !bytes.Equal(got, content()) {
		t.Errorf("%d bytes, %v", len(got), err)
	}

	to, err := age.NewScryptRecipient(phrase)
	if err != nil {
		t.Fatal(err)
	}
	to.SetWorkFactor(11)
	var plainFile, textFile bytes.Buffer
	lines := armor.NewWriter(&textFile)
	for _, out := range []io.Writer{&plainFile, lines} {
		w, err := age.Encrypt(out, to)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(content()); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if err := lines.Close(); err != nil {
		t.Fatal(err)
	}
	for _, raw := range [][]byte{plainFile.Bytes(), textFile.Bytes()} {
		if got, err := open(t, raw, phrase, ""); err != nil || !bytes.Equal(got, content()) {
			t.Errorf("%d bytes, %v", len(got), err)
		}
	}
}

func TestSealingAsksForOneGoodKey(t *testing.T) {
	_, recipient := keyFile(t)
	hybrid, err := age.GenerateHybridIdentity()
	if err != nil {
		t.Fatal(err)
	}
	for code, c := range map[string]struct {
		recipients []string
		passphrase string
	}{
		"backup.no_key":          {},
		"backup.two_keys":        {[]string{recipient}, phrase},
		"backup.weak_passphrase": {nil, "elva tecken"},
		"backup.bad_recipient":   {[]string{recipient, recipient[:len(recipient)-1] + "x"}, ""},
	} {
		_, err := New().Seal(io.Discard, c.recipients, c.passphrase)
		fault(t, err, code)
	}
	for _, wrong := range [][]string{{""}, {"#"}, {recipient + "\n" + recipient}, {"ssh-ed25519 AAAA"}, {recipient, hybrid.Recipient().String()},
		strings.Fields(strings.Repeat(recipient+" ", maxRecipients+1))} {
		_, err := New().Seal(io.Discard, wrong, "")
		fault(t, err, "backup.bad_recipient")
	}
}

func TestOpeningSaysWhatIsWrong(t *testing.T) {
	file, recipient := keyFile(t)
	otherFile, _ := keyFile(t)
	byKey, byPhrase := seal(t, content(), []string{recipient}, ""), seal(t, content(), nil, phrase)
	heavy := bytes.Replace(byPhrase, []byte(" 10\n"), []byte(" 21\n"), 1)
	for name, c := range map[string]struct {
		raw              []byte
		passphrase, keys string
		code             string
	}{
		"wrong passphrase":                  {byPhrase, phrase + "!", "", "backup.wrong_passphrase"},
		"someone else's key":                {byKey, "", otherFile, "backup.wrong_identity"},
		"a passphrase for a key's file":     {byKey, phrase, "", "backup.wants_identity"},
		"a key for a passphrase's file":     {byPhrase, "", file, "backup.wants_passphrase"},
		"nothing for a key's file":          {byKey, "", "", "backup.wants_identity"},
		"a key file that is none":           {byKey, "", write(t, []byte("AGE-SECRET-KEY-1NEJ\n")), "backup.bad_identity"},
		"a key file that is not there":      {byKey, "", "borta", "backup.bad_identity"},
		"more work than this computer does": {heavy, phrase, "", "backup.too_heavy"},
		"something else":                    {[]byte("Personnummer;Namn\n"), phrase, "", "backup.not_ours"},
		"nothing":                           {nil, phrase, "", "backup.not_ours"},
		"a header without end":              {[]byte(firstLine + strings.Repeat("-> a\n\n", maxHeader)), phrase, "", "backup.not_ours"},
		"too many who could open it":        {[]byte(firstLine + strings.Repeat("-> a\n\n", 2*maxRecipients+1) + "--- \n"), phrase, "", "backup.not_ours"},
		"a header that is cut":              {byPhrase[:60], phrase, "", "backup.cut"},
		"text with something behind":        {append(bytes.Clone(byPhrase), 'x'), phrase, "", "backup.cut"},
	} {
		_, err := open(t, c.raw, c.passphrase, c.keys)
		if !text.IsFault(err, c.code) {
			t.Errorf("%s: %v, want %s", name, err, c.code)
		}
	}
	fault(t, New().Open(t.Context(), "borta", phrase, "", io.Discard), "file.missing")
	fault(t, New().Open(t.Context(), t.TempDir(), phrase, "", io.Discard), "file.folder")
}

// A file that was cut or changed anywhere is never opened as if it were whole.
func TestNoFileThatIsNotWholeOpens(t *testing.T) {
	raw := seal(t, content(), nil, phrase)
	for at := 0; at < len(raw); at += 1 + at/40 {
		if _, err := open(t, raw[:at], phrase, ""); !text.IsFault(err, "backup.cut") && !text.IsFault(err, "backup.not_ours") {
			t.Errorf("cut at %d: %v", at, err)
		}
		changed := bytes.Clone(raw)
		changed[at] ^= 1
		if _, err := open(t, changed, phrase, ""); err == nil {
			t.Errorf("changed at %d and opened", at)
		}
	}
	// 64 KiB of content and 16 bytes of mark: the borders where a cut leaves whole chunks.
	start := len(raw) - (len(content()) + (len(content())/65536+1)*16)
	for at := start; at < len(raw); at += 65536 + 16 {
		_, err := open(t, raw[:at], phrase, "")
		fault(t, err, "backup.cut")
	}
}

func TestAFullDiskIsTold(t *testing.T) {
	_, err := New().Seal(refusing{}, nil, phrase)
	fault(t, err, "backup.not_written")
	fault(t, New().Open(t.Context(), write(t, seal(t, content(), nil, phrase)), phrase, "", refusing{}), "backup.not_written")
	w, err := New().Seal(&room{400}, nil, phrase)
	if err != nil {
		t.Fatal(err)
	}
	_, err = w.Write(content())
	fault(t, err, "backup.not_written")
}

func TestStoppedWhileOpening(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if err := New().Open(ctx, write(t, seal(t, content(), nil, phrase)), phrase, "", io.Discard); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

func TestARealProgramSealsWithWork(t *testing.T) {
	raw := bytes.Buffer{}
	w, err := Age{work: usualWork}.Seal(&raw, nil, phrase)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(raw.Bytes(), []byte(" 18\n")) {
		t.Errorf("%.120q", raw.Bytes())
	}
}

type refusing struct{}

func (refusing) Write([]byte) (int, error) { return 0, errors.New("no space") }

// room takes so many bytes and no more.
type room struct{ left int }

func (r *room) Write(p []byte) (int, error) {
	if len(p) > r.left {
		return 0, errors.New("no space")
	}
	r.left -= len(p)
	return len(p), nil
}

// Whatever lies in a file, opening it ends, writes nothing that was not verified, and fails with
// a fault.
func FuzzOpen(f *testing.F) {
	f.Add([]byte(firstLine + "-> scrypt bBjlhJVYZeE4aqUdmtRHfw 10\nZV/AhotwSGqaPCU43cepl4WYUouAa17a3xpu4G2yi5k\n--- fgMiVLJHMlg9fW7CVG/hPS5EAU4Zeg19LyCP7SoH5nA\n"))
	f.Add([]byte(firstLine + "-> X25519 a\n\n--- \n"))
	f.Add([]byte(armor.Header + "\nYWdl\n" + armor.Footer))
	f.Fuzz(func(t *testing.T, raw []byte) {
		if bytes.Contains(raw, []byte("scrypt")) && !bytes.Contains(raw, []byte(" 10\n")) {
			return // every other amount of work is as good and takes longer
		}
		err := New().open(t.Context(), bytes.NewReader(raw), phrase, "", io.Discard)
		var known *text.Fault
		if !errors.As(err, &known) {
			t.Fatal(err)
		}
	})
}
