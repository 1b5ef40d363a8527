//go:build unix && !linux

package wiring

import "syscall"

// noDumps forbids core dumps.
func noDumps() error { return syscall.Setrlimit(syscall.RLIMIT_CORE, &syscall.Rlimit{}) }
