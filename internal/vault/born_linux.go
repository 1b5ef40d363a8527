package vault

import (
	"os"

	"golang.org/x/sys/unix"
)

// born is when a file was made, in nanoseconds; zero where the disk or the system doesn't tell.
func born(file *os.File) uint64 {
	var info unix.Statx_t
	err := unix.Statx(int(file.Fd()), "", unix.AT_EMPTY_PATH, unix.STATX_BTIME, &info)
	if err != nil || info.Mask&unix.STATX_BTIME == 0 {
		return 0
	}
	return uint64(info.Btime.Sec)*1e9 + uint64(info.Btime.Nsec)
}
