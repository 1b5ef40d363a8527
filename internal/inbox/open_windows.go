package inbox

import "os"

// openPlain opens a file for reading. That it is the plain file that was looked at is checked
// afterwards.
func openPlain(path string) (file, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	return f, nil
}
