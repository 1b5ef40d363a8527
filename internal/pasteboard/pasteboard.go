// Package pasteboard puts a value on the system's clipboard so that the system keeps no trail of it.
//
// Windows remembers what is copied in a history and can send it to a person's other computers. It
// guarantees that a value put here is marked to be left out of both, or isn't put there at all. On
// systems that have no such marks it does nothing and says so.
package pasteboard

import "avbrottsparm/internal/text"

// Put puts a value on the clipboard, marked to be kept out of its history and of the cloud. It tells
// false where the system has no such marks: the value is not on the clipboard then. Fault
// "clipboard.busy" when another program holds the clipboard.
func Put(value string) (bool, error) {
	done, err := put(value)
	if err != nil {
		return false, text.Because(err, "clipboard.busy")
	}
	return done, nil
}
