package main

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// journey is a binder with canaries in it: words that occur nowhere else.
type journey struct {
	t              *testing.T
	dir            string // everything that the programs may touch lies below
	vault, out     string
	trace          string
	canaries       []string
	flags, environ []string
}

// known are the files that the vault may have beside it, as docs/security.md lists them.
var known = regexp.MustCompile(`^(binder\.vault|binder\.open|device|copies/[0-9TZ-]+\.vault)(\.new)?(-wal|-shm|-journal)?$|^binder\.lock$|^opened-[0-9]+/copy\.vault$`)

// private are the sealed copies that are read where the vault itself can't be, or must not.
var private = regexp.MustCompile(`^avbrottsparm-private-[0-9]+/(binder\.vault(\.new)?(-wal|-shm|-journal)?|binder\.lock|binder\.open(\.new)?)$`)

func newJourney(t *testing.T) *journey {
	t.Helper()
	dir := t.TempDir()
	j := &journey{t: t, dir: dir, vault: filepath.Join(dir, "binder"), out: filepath.Join(dir, "out"), trace: filepath.Join(t.TempDir(), "trace"),
		canaries: []string{"Kanariefågelsson", "Papegojgränd", "193907159231", "19390715-9231", "sjöng hela natten om fikonträdet", "Fikonsök",
			"Undulata Vakt", "fikusundersköterska", "en kanarielösenfras att leta efter", "Enheten Burfågeln", "070-174 06 77"}}
	for _, sub := range []string{"out", "tmp", "home"} {
		if err := os.Mkdir(filepath.Join(dir, sub), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	secret := t.TempDir()
	j.write(filepath.Join(secret, "pass"), "en kanarielösenfras att leta efter\n")
	j.write(filepath.Join(secret, "backup"), "en kanarielösenfras att leta efter också\n")
	j.write(filepath.Join(secret, "list.csv"), "Personnummer;Förnamn;Efternamn;Gatuadress;Telefon\n19390715-9231;Elsa;Kanariefågelsson;Papegojgränd 3;070-174 06 77\n")
	j.flags = []string{"--vault", j.vault, "--passphrase-file", filepath.Join(secret, "pass")}
	j.environ = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + filepath.Join(dir, "home"), "TMPDIR=" + filepath.Join(dir, "tmp"), "LANG=C.UTF-8", "SECRET=" + secret}
	return j
}

func (j *journey) write(path, content string) {
	j.t.Helper()
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		j.t.Fatal(err)
	}
}

// parm runs a word below strace, which notes every file that is opened, made or renamed.
func (j *journey) parm(args ...string) string {
	j.t.Helper()
	self, err := os.Executable()
	if err != nil {
		j.t.Fatal(err)
	}
	link := filepath.Join(filepath.Dir(j.trace), "parm")
	if err := os.Symlink(self, link); err != nil && !errors.Is(err, os.ErrExist) {
		j.t.Fatal(err)
	}
	call := append([]string{"-f", "-qq", "-A", "-o", j.trace, "-e", "trace=openat,open,creat,memfd_create,mknodat,rename,renameat,renameat2,link,linkat", link}, args...)
	cmd := exec.Command("strace", append(call, j.flags...)...)
	cmd.Env, cmd.Dir = j.environ, j.out
	var said bytes.Buffer
	cmd.Stderr = &said
	answer, err := cmd.Output()
	if err != nil {
		j.t.Fatalf("parm %s: %v: %s%s", args[0], err, answer, said.String())
	}
	return string(answer)
}

var openedToWrite = regexp.MustCompile(`(?:openat\([^,]+, |open\(|creat\()"([^"]*)", ([A-Z_|]+)`)

// strangers are the files that were opened for writing and that nobody asked for.
func (j *journey) strangers() []string {
	j.t.Helper()
	raw, err := os.ReadFile(j.trace)
	if err != nil {
		j.t.Fatal(err)
	}
	var found []string
	opened := 0
	for line := range strings.Lines(string(raw)) {
		if strings.Contains(line, "memfd_create(") || strings.Contains(line, "O_TMPFILE") {
			found = append(found, strings.TrimSpace(line))
			continue
		}
		m := openedToWrite.FindStringSubmatch(line)
		if m == nil || !strings.Contains(m[2], "O_WRONLY") && !strings.Contains(m[2], "O_RDWR") && !strings.Contains(m[2], "O_CREAT") {
			continue
		}
		opened++
		path := m[1]
		inside, err := filepath.Rel(j.vault, path)
		switch {
		case strings.HasPrefix(path, "/dev/"), strings.HasPrefix(path, j.out+"/"), !filepath.IsAbs(path): // asked for, or beside it
		case err == nil && known.MatchString(filepath.ToSlash(inside)):
		case private.MatchString(strings.TrimPrefix(path, filepath.Join(j.dir, "tmp")+"/")):
		default:
			found = append(found, path)
		}
	}
	if opened == 0 {
		j.t.Error("the trace shows no file opened for writing: it is blind")
	}
	slices.Sort(found)
	return slices.Compact(found)
}

// leaks are the files below the folder that hold a canary in any encoding.
func (j *journey) leaks(canaries []string) []string {
	j.t.Helper()
	var found []string
	err := filepath.WalkDir(j.dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() {
			return err
		}
		raw, err := os.ReadFile(path)
		for _, canary := range canaries {
			for _, form := range encodings(canary) {
				if bytes.Contains(raw, form) {
					found = append(found, canary+" in "+path)
				}
			}
		}
		return err
	})
	if err != nil {
		j.t.Fatal(err)
	}
	return found
}

// outage leads an outage with a canary in every word, and brings in a plan of the unit's own with one.
func (j *journey) outage() {
	said, plan := "Hon sjöng hela natten om fikonträdet.", filepath.Join(strings.TrimPrefix(j.environ[len(j.environ)-1], "SECRET="), "plan.txt")
	j.write(plan, "Avbrottsplan. "+said+"\n")
	j.parm("outage", "start", "wifi", "--title", "Fikonsök", "--touched", "Undulata Vakt")
	j.parm("outage", "note", said)
	j.parm("outage", "message", "first", "--what", said, "--number", "070-174 06 77", "--sent")
	j.parm("outage", "settle", "office_hours", said)
	j.parm("outage", "end")
	j.parm("outage", "review", "--incidents", "Fikonsök", "--improve", said)
	j.parm("outage", "report", "--json")
	j.parm("ready", "round", "computers_charged", "--missing", said)
	j.parm("ready", "file", plan, "--kind", "outage_plan", "--owner", "Undulata Vakt")
	j.parm("ready", "--all", "--json")
	j.parm("print", "outage_report", "-o", "ut")
}

// TestProofLeak makes a whole journey with words that occur nowhere else, and searches for them
// in everything that is left; and it looks at every file that the programs opened to write.
func TestProofLeak(t *testing.T) {
	j := newJourney(t)
	secret := strings.TrimPrefix(j.environ[len(j.environ)-1], "SECRET=")
	made := j.parm("init", "--unit", "Enheten Burfågeln", "--user", "Undulata Vakt", "--title", "fikusundersköterska")
	codes := regexp.MustCompile(`(?m)^ +(\S*-\S+)$`).FindAllStringSubmatch(made, -1)
	if len(codes) < 2 {
		t.Fatalf("no codes in %q", made)
	}
	for _, code := range codes {
		j.canaries = append(j.canaries, code[1])
	}
	j.parm("import", filepath.Join(secret, "list.csv"))
	id := regexp.MustCompile(`"id": "([^"]+)"`).FindStringSubmatch(j.parm("people", "--find", "Kanariefågelsson", "--json"))
	j.parm("show", id[1])
	j.parm("write", "note", "--person", id[1], "--at", "2025-01-16T01:20", "--headline", "Fikonsök", "--text", "Hon sjöng hela natten om fikonträdet.")
	entry := regexp.MustCompile(`"id": "([^"]+)"`).FindStringSubmatch(j.parm("queue", "--json"))
	j.parm("queue", entry[1])
	j.parm("reenter", entry[1], "--reference", "LC 1")
	j.parm("print", "binder", "-o", "ut")
	j.parm("log", "--json")
	j.outage()
	j.parm("backup")
	j.parm("backup", "kopia.age", "--backup-passphrase-file", filepath.Join(secret, "backup"))
	j.parm("restore", "kopia.age", "--backup-passphrase-file", filepath.Join(secret, "backup"), "--merge")
	j.parm("verify")
	if found := j.leaks(j.canaries); len(found) > 0 {
		t.Errorf("in plain text:\n%s", strings.Join(found, "\n"))
	}
	if found := j.strangers(); len(found) > 0 {
		t.Errorf("opened for writing and not in docs/security.md:\n%s", strings.Join(found, "\n"))
	}
	// The search is not blind: a readable file is found.
	j.write(filepath.Join(j.out, "öppen.txt"), j.parm("show", id[1]))
	if found := j.leaks(j.canaries); len(found) == 0 {
		t.Error("a canary in plain text was not found")
	}
	proof(t, "leak", "%d canaries in no file of the journey; every file opened for writing is listed", len(j.canaries))
}
