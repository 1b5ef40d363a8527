package paper

import "context"

// Files is what the screen needs from the computer: it saves files, opens them, and draws
// pages as pictures. Main hands it in.
type Files struct {
	// Folder is where sheets are saved until somebody chooses another.
	Folder string
	// Save writes a file whole or not at all and tells the path that it got.
	Save func(dir, name string, pdf []byte) (path string, err error)
	// Open shows a file or a folder in the system's own program.
	Open func(path string) error
	// Draw draws a page, counted from 1, as a picture so many dots wide; nil where nothing can.
	Draw func(ctx context.Context, pdf []byte, page, width int) ([]byte, error)
}
