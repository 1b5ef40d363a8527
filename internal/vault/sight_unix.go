//go:build unix

package vault

import (
	"os"
	"syscall"
)

// sightOf is what tells an open file from its copies: when it was born, where the disk tells, and its
// number on the disk. Both stay through a change of name. The number alone would not do: a disk gives it
// to the next file when one goes. The disk's own number is left out, since it may be another after every
// start of the laptop.
func sightOf(file *os.File) (sight, error) {
	info, err := file.Stat()
	if err != nil {
		return sight{}, err
	}
	s := sight{born(file)}
	if node, ok := info.Sys().(*syscall.Stat_t); ok {
		s[1] = uint64(node.Ino)
	}
	return s, nil
}
