package wiring

import "syscall"

// noDumps asks Windows not to show or report a fall of this process: its error reports carry
// memory. SEM_FAILCRITICALERRORS | SEM_NOGPFAULTERRORBOX.
func noDumps() error {
	syscall.NewLazyDLL("kernel32.dll").NewProc("SetErrorMode").Call(0x0001 | 0x0002)
	return nil
}
