// Package assets holds the program's own icon, embedded so that the program is one file.
// The drawing is the project's own and under its licence.
package assets

import _ "embed" // the icon is part of the program

// IconSVG is the icon as a drawing: a ring binder with a label.
//
//go:embed icon.svg
var IconSVG []byte

// IconPNG is the icon at 512 by 512 pixels, for window managers and installers.
//
//go:embed icon.png
var IconPNG []byte
