package vault

import (
	"syscall"
	"time"
)

// spent is the processor time that the program has used so far.
func spent() (time.Duration, error) {
	self, err := syscall.GetCurrentProcess()
	if err != nil {
		return 0, err
	}
	var created, exited, kernel, user syscall.Filetime
	if err := syscall.GetProcessTimes(self, &created, &exited, &kernel, &user); err != nil {
		return 0, err
	}
	// Steps of 100 nanoseconds; a Filetime's own Nanoseconds counts from 1601.
	steps := func(f syscall.Filetime) int64 { return int64(f.HighDateTime)<<32 | int64(f.LowDateTime) }
	return time.Duration(100 * (steps(kernel) + steps(user))), nil
}
