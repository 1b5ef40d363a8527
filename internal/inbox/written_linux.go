package inbox

import (
	"slices"
	"syscall"
)

// leaseless are file systems whose server decides, and which refuse leases for reasons of their own:
// SMB, SMB2, CIFS, NFS, 9P, FUSE, AFS and Ceph, as in linux/magic.h.
var leaseless = []uint32{0x517b, 0xfe534d42, 0xff534d42, 0x6969, 0x01021997, 0x65735546, 0x5346414f, 0x00c36400}

// written tells whether a program has the file open for writing: the system grants a lease for
// reading only when none has. Where it knows no leases, nobody is said to write.
func written(fd uintptr) bool {
	var disk syscall.Statfs_t
	if syscall.Fstatfs(int(fd), &disk) != nil || slices.Contains(leaseless, uint32(disk.Type)) {
		return false
	}
	_, _, refused := syscall.Syscall(syscall.SYS_FCNTL, fd, syscall.F_SETLEASE, syscall.F_RDLCK)
	if refused != 0 {
		return refused == syscall.EAGAIN
	}
	_, _, kept := syscall.Syscall(syscall.SYS_FCNTL, fd, syscall.F_SETLEASE, syscall.F_UNLCK)
	return kept != 0
}
