package wiring

import (
	"errors"
	"syscall"
)

// prSetDumpable is PR_SET_DUMPABLE of prctl(2).
const prSetDumpable = 4

// noDumps forbids core dumps. The limit alone is not enough: a system that hands dumps to a
// program of its own (core_pattern with a pipe) does not look at it. A process that is not
// dumpable is not dumped at all, and no other program of the same user can read its memory.
func noDumps() error {
	err := syscall.Setrlimit(syscall.RLIMIT_CORE, &syscall.Rlimit{})
	if _, _, errno := syscall.RawSyscall(syscall.SYS_PRCTL, prSetDumpable, 0, 0); errno != 0 {
		err = errors.Join(err, errno)
	}
	return err
}
