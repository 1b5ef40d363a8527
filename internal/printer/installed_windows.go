package printer

import (
	"context"
	"fmt"
	"slices"
	"syscall"
	"unsafe"

	"avbrottsparm/internal/sheet"
	"avbrottsparm/internal/text"
)

// The print system of Windows, by its own names. Numbers are those of winspool.h and wingdi.h.
var (
	winspool           = syscall.NewLazyDLL("winspool.drv")
	enumPrinters       = winspool.NewProc("EnumPrintersW")
	getDefaultPrinter  = winspool.NewProc("GetDefaultPrinterW")
	deviceCapabilities = winspool.NewProc("DeviceCapabilitiesW")
)

const (
	enumLocalAndConnections = 0x2 | 0x4
	capableOfDuplex         = 7
	namesOfTrays            = 12
	trayNameLength          = 24
	failed                  = 0xFFFFFFFF // DeviceCapabilities answers -1
)

// printerInfo4 is PRINTER_INFO_4, the only level that doesn't ask print servers that may be gone.
type printerInfo4 struct {
	name, server *uint16
	attributes   uint32
}

// installed lists the printers of the computer; none where no program prints on them.
func installed(ctx context.Context) ([]sheet.Printer, error) {
	if sumatra() == "" {
		return nil, nil
	}
	names, err := printerNames()
	if err != nil {
		return nil, text.Because(fmt.Errorf("printer: list: %w", err), "printer.none")
	}
	usual := defaultPrinter()
	list := make([]sheet.Printer, 0, len(names))
	for _, name := range names {
		if ctx.Err() != nil {
			return list, ctx.Err()
		}
		p := sheet.Printer{Name: name, Usual: name == usual}
		p.Duplex = capability(name, capableOfDuplex, nil) == 1
		p.Trays = trays(name)
		list = append(list, p)
	}
	return list, nil
}

func printerNames() ([]string, error) {
	var needed, count uint32
	buf := make([]byte, 0)
	for range 3 { // a printer can be added between the two calls
		var at *byte
		if len(buf) > 0 {
			at = &buf[0]
		}
		ok, _, err := enumPrinters.Call(enumLocalAndConnections, 0, 4, uintptr(unsafe.Pointer(at)), uintptr(len(buf)),
			uintptr(unsafe.Pointer(&needed)), uintptr(unsafe.Pointer(&count)))
		if ok != 0 {
			break
		}
		if err != syscall.ERROR_INSUFFICIENT_BUFFER {
			return nil, err
		}
		buf = make([]byte, needed)
	}
	if count == 0 || len(buf) == 0 {
		return nil, nil
	}
	var names []string
	for _, info := range unsafe.Slice((*printerInfo4)(unsafe.Pointer(&buf[0])), count) {
		names = append(names, wide(info.name))
	}
	return names, nil
}

// wide reads a text that ends in zero.
func wide(at *uint16) string {
	const most = 1 << 10
	if at == nil {
		return ""
	}
	var units []uint16
	for i := range most {
		unit := *(*uint16)(unsafe.Add(unsafe.Pointer(at), 2*i))
		if unit == 0 {
			break
		}
		units = append(units, unit)
	}
	return syscall.UTF16ToString(units)
}

func defaultPrinter() string {
	buf := make([]uint16, 512)
	size := uint32(len(buf))
	if ok, _, _ := getDefaultPrinter.Call(uintptr(unsafe.Pointer(&buf[0])), uintptr(unsafe.Pointer(&size))); ok == 0 {
		return ""
	}
	return syscall.UTF16ToString(buf)
}

// capability asks the driver of a printer; what it doesn't tell counts as nothing.
func capability(printer string, what uintptr, into *uint16) uint32 {
	name, err := syscall.UTF16PtrFromString(printer)
	if err != nil {
		return 0
	}
	n, _, _ := deviceCapabilities.Call(uintptr(unsafe.Pointer(name)), 0, what, uintptr(unsafe.Pointer(into)), 0)
	if uint32(n) == failed {
		return 0
	}
	return uint32(n)
}

func trays(printer string) []string {
	const most = 64
	n := capability(printer, namesOfTrays, nil)
	if n == 0 || n > most {
		return nil
	}
	buf := make([]uint16, int(n)*trayNameLength)
	n = min(n, capability(printer, namesOfTrays, &buf[0]))
	var names []string
	for i := range int(n) {
		name := syscall.UTF16ToString(buf[i*trayNameLength : (i+1)*trayNameLength])
		if trayName.MatchString(name) && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}
