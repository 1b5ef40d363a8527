package data

import (
	"embed"
	"io/fs"
)

//go:embed forms/*.json
var forms embed.FS

// Forms are the forms on paper, one file each; docs/forms.md tells how they are read and changed.
func Forms() (fs.FS, error) { return fs.Sub(forms, "forms") }
