//go:build !windows

package printer

import (
	"context"

	"avbrottsparm/internal/sheet"
)

// installed lists the printers of the computer that Send reaches.
func installed(ctx context.Context) ([]sheet.Printer, error) { return lpPrinters(ctx) }
