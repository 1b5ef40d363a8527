package data

import (
	"embed"
	"io/fs"
)

//go:embed catalogue/cards/*.json
var cards embed.FS

// Cards are the unit's instruction cards, routines and runbooks, one file each.
func Cards() (fs.FS, error) { return fs.Sub(cards, "catalogue/cards") }
