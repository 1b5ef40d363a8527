//go:build !windows

package vault

import (
	"syscall"
	"time"
)

// spent is the processor time that the program has used so far.
func spent() (time.Duration, error) {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		return 0, err
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano()), nil
}
