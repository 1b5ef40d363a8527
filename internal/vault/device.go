package vault

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"avbrottsparm/internal/ledger"
)

const deviceName = "device"

// sight is what a disk knows a file by: its copy elsewhere, and one put back, has another.
type sight [2]uint64

// sightMark begins the line of the device file that says which file it was written as.
const sightMark = "@"

func (s sight) line() string { return fmt.Sprintf("%s%016x%016x", sightMark, s[0], s[1]) }

// deviceFile is what lies beside the vault and in no backup: this laptop's id, one or two marks,
// and which file on this disk it is. The vault remembers the id and one mark; when they don't meet,
// the vault is a copy or an older one that was put back, and goes on under a new id so that no
// chain forks. So it does when the whole folder was copied: the copied file is another one than it
// says. Only a copy of the whole disk can't be told.
type deviceFile struct {
	path    string
	id      ledger.DeviceID
	marks   [][16]byte // the newest last
	moved   bool       // the file is a copy, or of a program that did not say which file it wrote
	ready   bool       // this session has made its own mark
	pending bool       // an older mark is still in the file
}

// readDevice reads the file; one that is missing or unreadable counts as a new laptop.
func readDevice(dir string) (_ deviceFile, err error) {
	d := deviceFile{path: filepath.Join(dir, deviceName), moved: true}
	file, err := os.Open(d.path)
	if errors.Is(err, os.ErrNotExist) {
		return d, nil
	}
	if err != nil {
		return d, storeFault("read device", err)
	}
	defer func() { err = also(err, storeFault("read device", file.Close())) }()
	seen, err := sightOf(file)
	if err != nil {
		return d, storeFault("read device", err)
	}
	raw, err := io.ReadAll(file)
	if err != nil {
		return d, storeFault("read device", err)
	}
	for i, line := range strings.Fields(string(raw)) {
		if strings.HasPrefix(line, sightMark) {
			d.moved = line != seen.line()
			continue
		}
		part, err := hex.DecodeString(line)
		if err != nil || len(part) != 16 || i > 2 {
			return deviceFile{path: d.path}, nil
		}
		if i == 0 {
			d.id = ledger.DeviceID(part)
		} else {
			d.marks = append(d.marks, [16]byte(part))
		}
	}
	return d, nil
}

func (d deviceFile) write() error {
	lines := []string{d.id.String()}
	for _, mark := range d.marks {
		lines = append(lines, hex.EncodeToString(mark[:]))
	}
	return replaceSeen(d.path, func(s sight) []byte {
		return []byte(strings.Join(append(lines, s.line()), "\n") + "\n")
	})
}

// settle takes the older mark out of the file once the vault remembers the newer one.
func (d *deviceFile) settle() error {
	if !d.pending {
		return nil
	}
	d.marks = d.marks[len(d.marks)-1:]
	if err := d.write(); err != nil {
		return err
	}
	d.pending = false
	return nil
}

// knownBy tells whether the vault remembers this id with one of its marks.
func (d deviceFile) knownBy(remembered []byte) bool {
	if d.moved || len(remembered) != 32 || ledger.DeviceID(remembered[:16]) != d.id {
		return false
	}
	for _, mark := range d.marks {
		if mark == [16]byte(remembered[16:]) {
			return true
		}
	}
	return false
}

// claimDevice runs before the first write of a session. It makes a new mark, and a new device
// id where needed, and puts both marks in the file; claimed then goes into the transaction.
// Whatever point it is stopped at, the file and the vault still know each other.
func (v *Vault) claimDevice(ctx context.Context) (claimed []byte, err error) {
	if v.device.ready {
		return nil, v.device.settle()
	}
	remembered, err := v.meta(ctx, metaDevice)
	if err != nil {
		return nil, err
	}
	next := deviceFile{path: v.device.path, id: v.device.id}
	if v.device.knownBy(remembered) {
		next.marks = [][16]byte{[16]byte(remembered[16:])}
	} else {
		next.id = ledger.DeviceID(randomBytes(16))
	}
	mark := [16]byte(randomBytes(16))
	next.marks = append(next.marks, mark)
	if err := next.write(); err != nil {
		return nil, err
	}
	v.device = next
	return append(append([]byte{}, next.id[:]...), mark[:]...), nil
}
