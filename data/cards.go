package data

import (
	"embed"
	"io/fs"
)

//go:embed catalogue
var catalogue embed.FS

// Catalogue are the files of the catalogue: systems, failures, facts, contacts, limits, and the unit's
// instruction cards, routines and runbooks.
func Catalogue() (fs.FS, error) { return fs.Sub(catalogue, "catalogue") }
