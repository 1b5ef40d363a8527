package printer

import (
	"os"
	"path/filepath"
)

// UsualFolder is a folder of the binder's own among the user's documents, under the Swedish name
// of documents where that is what the computer has. Without a home it is beside the program.
func UsualFolder() string {
	const own = "Avbrottsparm"
	home, err := os.UserHomeDir()
	if err != nil {
		return own
	}
	for _, documents := range []string{"Dokument", "Documents"} {
		if info, err := os.Stat(filepath.Join(home, documents)); err == nil && info.IsDir() {
			return filepath.Join(home, documents, own)
		}
	}
	return filepath.Join(home, own)
}
