package printer

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"time"

	"avbrottsparm/internal/text"
)

// dated is what Save makes of a name that the desk gave: word, day, time of day, and a number where
// the name was taken.
var dated = regexp.MustCompile(`^([a-z-]+)-(\d{4}-\d{2}-\d{2})-\d{6}(-\d+)?\.pdf$`)

// Expire takes away the files of a folder that are called after the word and a day before the given
// one, and nothing else. A folder that is missing has none. Fault: printer.not_expired.
func Expire(dir, word string, before time.Time) error {
	files, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return text.Because(fmt.Errorf("printer: expire: %w", bare(err)), "printer.not_expired")
	}
	first := before.Format(time.DateOnly)
	var left error
	for _, file := range files {
		part := dated.FindStringSubmatch(file.Name())
		if part == nil || part[1] != word || part[2] >= first || !file.Type().IsRegular() {
			continue
		}
		if err := os.Remove(filepath.Join(dir, file.Name())); err != nil && !errors.Is(err, fs.ErrNotExist) {
			left = text.Because(fmt.Errorf("printer: expire: %w", bare(err)), "printer.not_expired")
		}
	}
	return left
}
