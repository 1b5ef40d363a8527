package look

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// Font is Fyne's own Noto Sans. Beside Liberation Sans, the face of the printed sheets, it was
// the easier to read on a screen: more air between the lines, and I, l and 1 differ.
func (t *Theme) Font(style fyne.TextStyle) fyne.Resource { return theme.DefaultTheme().Font(style) }
