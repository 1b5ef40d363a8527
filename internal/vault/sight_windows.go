package vault

import (
	"os"
	"syscall"
)

// sightOf is what tells an open file from its copies: the disk's number and the file's on it, which
// stay through a change of name.
func sightOf(file *os.File) (sight, error) {
	var info syscall.ByHandleFileInformation
	if err := syscall.GetFileInformationByHandle(syscall.Handle(file.Fd()), &info); err != nil {
		return sight{}, err
	}
	return sight{uint64(info.VolumeSerialNumber), uint64(info.FileIndexHigh)<<32 | uint64(info.FileIndexLow)}, nil
}
