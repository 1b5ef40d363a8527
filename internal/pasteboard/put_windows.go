package pasteboard

import (
	"errors"
	"fmt"
	"syscall"
	"time"
	"unsafe"
)

// The clipboard of Windows, by its own names. Numbers are those of winuser.h and winbase.h.
var (
	user32         = syscall.NewLazyDLL("user32.dll")
	openClipboard  = user32.NewProc("OpenClipboard")
	closeClipboard = user32.NewProc("CloseClipboard")
	emptyClipboard = user32.NewProc("EmptyClipboard")
	setData        = user32.NewProc("SetClipboardData")
	registerFormat = user32.NewProc("RegisterClipboardFormatW")

	kernel32     = syscall.NewLazyDLL("kernel32.dll")
	globalAlloc  = kernel32.NewProc("GlobalAlloc")
	globalFree   = kernel32.NewProc("GlobalFree")
	globalLock   = kernel32.NewProc("GlobalLock")
	globalUnlock = kernel32.NewProc("GlobalUnlock")
	moveMemory   = kernel32.NewProc("RtlMoveMemory")
)

const (
	unicodeText = 13
	moveable    = 0x2
	tries       = 10
	pause       = 20 * time.Millisecond
)

// marks are the formats by which Windows knows what to leave out; each holds the number 0.
var marks = []string{"ExcludeClipboardContentFromMonitorProcessing", "CanIncludeInClipboardHistory", "CanUploadToCloudClipboard"}

// put sets the marks before the text, so that the text never stands there without them.
func put(value string) (done bool, err error) {
	utf16, err := syscall.UTF16FromString(value)
	if err != nil {
		return false, fmt.Errorf("clipboard: text: %w", err)
	}
	if err := open(); err != nil {
		return false, err
	}
	defer func() {
		if ok, _, failed := closeClipboard.Call(); ok == 0 {
			err = errors.Join(err, fmt.Errorf("clipboard: close: %w", failed))
		}
	}()
	if ok, _, err := emptyClipboard.Call(); ok == 0 {
		return false, fmt.Errorf("clipboard: empty: %w", err)
	}
	for _, name := range marks {
		if err := mark(name); err != nil {
			return false, err
		}
	}
	if err := set(unicodeText, unsafe.Pointer(&utf16[0]), uintptr(len(utf16))*2); err != nil {
		return false, err
	}
	return true, nil
}

// open waits a little for a program that holds the clipboard.
func open() error {
	var last error
	for range tries {
		ok, _, err := openClipboard.Call(0)
		if ok != 0 {
			return nil
		}
		last = err
		time.Sleep(pause)
	}
	return fmt.Errorf("clipboard: open: %w", last)
}

func mark(name string) error {
	p, err := syscall.UTF16PtrFromString(name)
	if err != nil {
		return fmt.Errorf("clipboard: mark: %w", err)
	}
	format, _, err := registerFormat.Call(uintptr(unsafe.Pointer(p)))
	if format == 0 {
		return fmt.Errorf("clipboard: mark: %w", err)
	}
	var no uint32
	return set(format, unsafe.Pointer(&no), unsafe.Sizeof(no))
}

// set hands a copy of some bytes to the clipboard, which owns it from then on.
func set(format uintptr, from unsafe.Pointer, size uintptr) error {
	block, _, err := globalAlloc.Call(moveable, size)
	if block == 0 {
		return fmt.Errorf("clipboard: memory: %w", err)
	}
	to, _, err := globalLock.Call(block)
	if to == 0 {
		return errors.Join(fmt.Errorf("clipboard: memory: %w", err), free(block))
	}
	moveMemory.Call(to, uintptr(from), size)
	globalUnlock.Call(block) // answers 0 when nobody holds it any more, which is right
	if ok, _, err := setData.Call(format, block); ok == 0 {
		return errors.Join(fmt.Errorf("clipboard: set: %w", err), free(block))
	}
	return nil
}

func free(block uintptr) error {
	if left, _, err := globalFree.Call(block); left != 0 {
		return fmt.Errorf("clipboard: memory: %w", err)
	}
	return nil
}
