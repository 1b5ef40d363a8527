// Package look is how the program looks: one theme with colours, sizes, fonts and icons.
//
// Calm paper and ink; colour stands for state alone. Every pair of text and surface that the
// program uses reaches WCAG AA (4.5:1 for text, 3:1 for shapes with a meaning), light and dark,
// which a test measures. Own icons exist only for binder, key, cabinet and alarm.
package look

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// Options are a person's choices of look.
type Options struct {
	Dark  bool // light text on a dark ground, for the night
	Large bool // large type: every text and icon a third larger
}

// Theme is the program's fyne.Theme. It follows its Options, not the system's light or dark.
type Theme struct {
	options Options
	colors  palette
}

var _ fyne.Theme = (*Theme)(nil)

// New makes the theme for a choice of look.
func New(options Options) *Theme {
	if options.Dark {
		return &Theme{options: options, colors: dark}
	}
	return &Theme{options: options, colors: light}
}

// Options gives back what the theme was made with.
func (t *Theme) Options() Options { return t.options }

// Color is the colour of one of our tokens, of the theme in use.
func Color(name fyne.ThemeColorName) color.Color { return theme.Color(name) }

// Color answers both our own tokens and Fyne's names, which are led back to ours.
func (t *Theme) Color(name fyne.ThemeColorName, _ fyne.ThemeVariant) color.Color {
	if c, ok := t.colors[name]; ok {
		return c
	}
	if token, ok := sameAs[name]; ok {
		return t.colors[token]
	}
	switch name {
	case theme.ColorNameFocus:
		return veil(t.colors[Binder], 0x38)
	case theme.ColorNameSelection:
		return veil(t.colors[Binder], 0x26)
	case theme.ColorNameHover:
		return veil(t.colors[Ink], 0x10)
	case theme.ColorNamePressed:
		return veil(t.colors[Ink], 0x24)
	case theme.ColorNameScrollBar:
		return veil(t.colors[Quiet], 0xc0)
	case theme.ColorNameShadow:
		return color.NRGBA{A: 0x1c}
	}
	variant := theme.VariantLight
	if t.options.Dark {
		variant = theme.VariantDark
	}
	return theme.DefaultTheme().Color(name, variant)
}

// sameAs leads Fyne's names to our tokens.
var sameAs = map[fyne.ThemeColorName]fyne.ThemeColorName{
	theme.ColorNameBackground:          Ground,
	theme.ColorNameForeground:          Ink,
	theme.ColorNamePlaceHolder:         Quiet,
	theme.ColorNamePrimary:             Binder,
	theme.ColorNameHyperlink:           Binder,
	theme.ColorNameForegroundOnPrimary: OnFill,
	theme.ColorNameForegroundOnError:   OnFill,
	theme.ColorNameForegroundOnSuccess: OnFill,
	theme.ColorNameForegroundOnWarning: OnFill,
	theme.ColorNameError:               Outage,
	theme.ColorNameSuccess:             Normal,
	theme.ColorNameWarning:             Notice,
	theme.ColorNameButton:              pressable,
	theme.ColorNameDisabledButton:      resting,
	theme.ColorNameDisabled:            faint,
	theme.ColorNameInputBackground:     Sheet,
	theme.ColorNameInputBorder:         Edge,
	theme.ColorNameMenuBackground:      Sheet,
	theme.ColorNameOverlayBackground:   Sheet,
	theme.ColorNameHeaderBackground:    Ground,
	theme.ColorNameSeparator:           Line,
	theme.ColorNameScrollBarBackground: Ground,
	theme.ColorNameInnerWindowBorder:   Sheet,
}

// Icon is Fyne's icon of a name; our own four are functions of this package.
func (t *Theme) Icon(name fyne.ThemeIconName) fyne.Resource {
	return theme.DefaultTheme().Icon(name)
}
