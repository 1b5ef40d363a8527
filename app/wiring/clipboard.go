package wiring

import "avbrottsparm/internal/pasteboard"

// CopyPrivately puts a value on the clipboard where the system keeps no trail of it, and tells false
// where the system has no way to do so. Fault "clipboard.busy".
func CopyPrivately(value string) (bool, error) { return pasteboard.Put(value) }
