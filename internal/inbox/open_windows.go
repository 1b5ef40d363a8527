package inbox

import (
	"os"
	"syscall"
)

// openPlain opens a file for reading: never through a link, and not while a program that may go on
// has it open for writing: it could not be removed either. It may be removed while it is open here.
func openPlain(path string, _ bool) (file, error) {
	name, err := syscall.UTF16PtrFromString(path)
	if err != nil {
		return nil, err
	}
	const sharing = syscall.FILE_SHARE_READ | syscall.FILE_SHARE_DELETE
	const kind = syscall.FILE_ATTRIBUTE_NORMAL | syscall.FILE_FLAG_OPEN_REPARSE_POINT
	handle, err := syscall.CreateFile(name, syscall.GENERIC_READ, sharing, nil, syscall.OPEN_EXISTING, kind, 0)
	if err != nil {
		return nil, &os.PathError{Op: "open", Path: path, Err: err}
	}
	return os.NewFile(uintptr(handle), path), nil
}
