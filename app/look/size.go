package look

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// Text sizes, for Size and as the SizeName of a Fyne text.
const (
	SizeBase    = theme.SizeNameText           // 15: text, fields, buttons
	SizeLarge   = theme.SizeNameSubHeadingText // 19: headings, numbers to read aloud
	SizeLargest = theme.SizeNameHeadingText    // 24: a person's name, the page's subject
	SizeSmall   = theme.SizeNameCaptionText    // 13: status line, counters
	SizeIcon    = theme.SizeNameInlineIcon     // 20: icons beside base text
)

// Spacing goes in steps of 4 and does not grow with large type, so that the page keeps its room.
const (
	Step  float32 = 4
	Gap   float32 = 8  // between things that belong together
	Space float32 = 16 // between groups, and inside a frame
	Wide  float32 = 24 // around a page

	// Corner is the rounding of frames, fields and buttons.
	Corner float32 = 6
	// Target is the least height of anything that can be pressed.
	Target float32 = 40
	// FocusRing is the thickness of the outline around what has the keyboard.
	FocusRing float32 = 2
)

// ReadingWidth is the widest that reading text is set: 60-75 characters of the base size.
func ReadingWidth() float32 { return Size(SizeBase) * 36 }

// largeType is how much larger texts and icons are with large type.
const largeType = 1.33

// Size is a size of the theme in use, in Fyne's units.
func Size(name fyne.ThemeSizeName) float32 { return theme.Size(name) }

// Size answers Fyne's size names, texts and icons scaled for large type.
func (t *Theme) Size(name fyne.ThemeSizeName) float32 {
	if size, ok := t.scaled(name); ok {
		if t.options.Large {
			return size * largeType
		}
		return size
	}
	switch name {
	case theme.SizeNamePadding, theme.SizeNameLineSpacing:
		return Step
	case theme.SizeNameInnerPadding:
		// One line of base text (20) and this above and below make the least target of 40.
		return 10
	case theme.SizeNameInputRadius, theme.SizeNameButtonRadius, theme.SizeNameCardRadius,
		theme.SizeNameDialogRadius, theme.SizeNamePopupRadius, theme.SizeNameMenuRadius:
		return Corner
	case theme.SizeNameSelectionRadius:
		return Step
	case theme.SizeNameScrollBar:
		return 14
	case theme.SizeNameScrollBarSmall:
		return 6 // visible without a mouse over it: it tells that there is more
	case theme.SizeNameModalBlurRadius:
		return 0
	case theme.SizeNameSplitThickness:
		return Gap
	}
	return theme.DefaultTheme().Size(name)
}

func (t *Theme) scaled(name fyne.ThemeSizeName) (float32, bool) {
	switch name {
	case SizeBase:
		return 15, true
	case SizeLarge:
		return 19, true
	case SizeLargest:
		return 24, true
	case SizeSmall:
		return 13, true
	case theme.SizeNameInlineIcon:
		return 20, true
	}
	return 0, false
}
