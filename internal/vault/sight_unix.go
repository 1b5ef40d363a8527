//go:build unix

package vault

import (
	"os"
	"syscall"
)

// sightOf is what tells an open file from its copies: the file's number on its disk, which stays
// through a change of name. The disk's own number is left out, since it may be another after every
// start of the laptop.
func sightOf(file *os.File) (sight, error) {
	info, err := file.Stat()
	if err != nil {
		return sight{}, err
	}
	var s sight
	if node, ok := info.Sys().(*syscall.Stat_t); ok {
		s[1] = uint64(node.Ino)
	}
	return s, nil
}
