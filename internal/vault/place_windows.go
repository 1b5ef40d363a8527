package vault

import (
	"errors"
	"path/filepath"
	"strings"
	"syscall"
	"unsafe"
)

// onNetwork tells whether a folder lies on a network share, where file locks and the write-ahead
// log can't be trusted.
func onNetwork(dir string) (bool, error) {
	full, err := filepath.Abs(dir)
	if err != nil {
		return false, err
	}
	volume := filepath.VolumeName(full)
	if strings.HasPrefix(volume, `\\`) && !strings.HasPrefix(volume, `\\?\`) {
		return true, nil
	}
	root, err := syscall.UTF16PtrFromString(volume + `\`)
	if err != nil {
		return false, err
	}
	const driveRemote = 4
	kind, _, _ := syscall.NewLazyDLL("kernel32.dll").NewProc("GetDriveTypeW").Call(uintptr(unsafe.Pointer(root)))
	return kind == driveRemote, nil
}

// diskFull knows the two errors of Windows that Go has no portable name for:
// ERROR_HANDLE_DISK_FULL and ERROR_DISK_FULL.
func diskFull(err error) bool {
	return errors.Is(err, syscall.Errno(39)) || errors.Is(err, syscall.Errno(112))
}
