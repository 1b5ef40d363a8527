package inbox

import "syscall"

// written tells whether a program has the file open for writing: the system grants a lease for
// reading only when none has. Where it knows no leases, nobody is said to write.
func written(fd uintptr) bool {
	_, _, refused := syscall.Syscall(syscall.SYS_FCNTL, fd, syscall.F_SETLEASE, syscall.F_RDLCK)
	if refused != 0 {
		return refused == syscall.EAGAIN
	}
	_, _, kept := syscall.Syscall(syscall.SYS_FCNTL, fd, syscall.F_SETLEASE, syscall.F_UNLCK)
	return kept != 0
}
