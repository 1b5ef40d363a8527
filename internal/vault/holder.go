package vault

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/text"
)

// holderName is the file that says which program has the vault, for whoever meets the lock.
const holderName = "binder.open"

// holder is a program that has the vault. It says nothing of the person.
type holder struct {
	program string
	process int
	since   time.Time // UTC
	yields  bool      // it lets go of the vault when it is asked
}

// thisProgram is the running one: its name is that of its file.
func thisProgram(now time.Time) holder {
	name := strings.TrimSuffix(filepath.Base(os.Args[0]), ".exe")
	if len(name) > 40 || strings.ContainsAny(name, " \t\n") {
		name = "avbrottsparm"
	}
	return holder{program: name, process: os.Getpid(), since: now.UTC()}
}

func (h holder) line() []byte {
	line := fmt.Appendf(nil, "%s %d %s", h.program, h.process, h.since.Format(time.RFC3339))
	if h.yields {
		line = append(line, " yields"...)
	}
	return append(line, '\n')
}

// announce tells whoever comes now of this program. Where nothing can be written they are told
// less, which is no reason not to open.
func announce(dir string) error {
	err := replaceFile(filepath.Join(dir, holderName), thisProgram(time.Now()).line())
	for _, code := range []string{"vault.full", "vault.read_only", "vault.not_writable"} {
		if text.IsFault(err, code) {
			return nil
		}
	}
	return err
}

// readHolder is who has the vault in dir; without the file all that is known is since when.
func readHolder(dir string) holder {
	h := holder{program: "avbrottsparm"}
	if info, err := os.Stat(filepath.Join(dir, lockName)); err == nil {
		h.since = info.ModTime()
	}
	raw, err := os.ReadFile(filepath.Join(dir, holderName))
	if err != nil || len(raw) > 200 {
		return h
	}
	var said holder
	var at string
	if n, err := fmt.Sscan(string(raw), &said.program, &said.process, &at); n < 3 || err != nil {
		return h
	}
	if said.since, err = time.Parse(time.RFC3339, at); err != nil {
		return h
	}
	said.yields = strings.HasSuffix(string(raw), " yields\n")
	return said
}

func (h holder) fault() error {
	return text.NewFault("vault.in_use", "program", h.program, "process", h.process, "since", h.since.In(care.Stockholm).Format("2006-01-02 15:04"))
}
