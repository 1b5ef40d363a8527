package look_test

import (
	"image/color"
	"math"
	"testing"

	"avbrottsparm/app/look"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
)

// luminance and contrast are WCAG 2.1's own formulas (1.4.3, 1.4.11).
func luminance(c color.NRGBA) float64 {
	part := func(v uint8) float64 {
		s := float64(v) / 255
		if s <= 0.03928 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*part(c.R) + 0.7152*part(c.G) + 0.0722*part(c.B)
}

func contrast(a, b color.NRGBA) float64 {
	high, low := luminance(a), luminance(b)
	if high < low {
		high, low = low, high
	}
	return (high + 0.05) / (low + 0.05)
}

// laid gives the colour that a half transparent one makes on a surface.
func laid(over color.Color, under color.NRGBA) color.NRGBA {
	c := color.NRGBAModel.Convert(over).(color.NRGBA)
	part := float64(c.A) / 255
	mix := func(a, b uint8) uint8 { return uint8(math.Round(float64(a)*part + float64(b)*(1-part))) }
	return color.NRGBA{R: mix(c.R, under.R), G: mix(c.G, under.G), B: mix(c.B, under.B), A: 255}
}

type pair struct {
	front, back fyne.ThemeColorName
	over        fyne.ThemeColorName // half transparent, laid over back; empty for none
}

// surfaces are what text may stand on.
var surfaces = []fyne.ThemeColorName{look.Ground, look.Sheet}

var states = map[fyne.ThemeColorName]fyne.ThemeColorName{
	look.Normal: look.NormalSoft, look.Outage: look.OutageSoft, look.Return: look.ReturnSoft,
	look.Notice: look.NoticeSoft, look.Binder: look.BinderSoft,
}

func textPairs() []pair {
	var pairs []pair
	for _, back := range surfaces {
		for _, front := range []fyne.ThemeColorName{look.Ink, look.Quiet, theme.ColorNameDisabled} {
			pairs = append(pairs, pair{front, back, ""})
			if front != theme.ColorNameDisabled {
				pairs = append(pairs, pair{front, back, theme.ColorNameSelection}, pair{front, back, theme.ColorNameHover})
			}
		}
		for state := range states {
			pairs = append(pairs, pair{state, back, ""})
		}
	}
	for state, soft := range states {
		pairs = append(pairs, pair{look.OnFill, state, ""}, pair{look.Ink, soft, ""}, pair{state, soft, ""}, pair{look.Quiet, soft, ""})
	}
	button, resting := theme.ColorNameButton, theme.ColorNameDisabledButton
	return append(pairs,
		pair{look.Ink, button, ""}, pair{look.Ink, button, theme.ColorNameFocus}, pair{look.Ink, button, theme.ColorNameHover},
		pair{theme.ColorNameDisabled, resting, ""},
		pair{look.OnFill, look.Binder, theme.ColorNameHover}, pair{look.OnFill, look.Outage, theme.ColorNameHover},
		pair{theme.ColorNamePlaceHolder, theme.ColorNameInputBackground, ""},
		pair{theme.ColorNameForegroundOnPrimary, theme.ColorNamePrimary, ""},
		pair{theme.ColorNameForegroundOnError, theme.ColorNameError, ""},
		pair{theme.ColorNameForeground, theme.ColorNameMenuBackground, theme.ColorNameHover},
		pair{theme.ColorNameForeground, theme.ColorNameOverlayBackground, ""},
		pair{theme.ColorNameForeground, theme.ColorNameHeaderBackground, ""},
	)
}

// shapePairs are outlines, focus and marks that carry a meaning by themselves.
func shapePairs() []pair {
	var pairs []pair
	for _, back := range surfaces {
		pairs = append(pairs, pair{look.Edge, back, ""}, pair{look.Binder, back, ""}, pair{look.Binder, back, theme.ColorNameSelection})
		for state := range states {
			pairs = append(pairs, pair{state, back, ""})
		}
	}
	for state, soft := range states {
		pairs = append(pairs, pair{state, soft, ""}, pair{look.Edge, soft, ""})
	}
	// The focus of a filled button is a ring of ink around the fill.
	return append(pairs, pair{look.Binder, theme.ColorNameButton, ""}, pair{look.Edge, theme.ColorNameButton, ""},
		pair{look.Ink, look.Sheet, ""}, pair{look.Ink, look.Ground, ""})
}

func TestEveryPairOfColoursReachesWCAGAA(t *testing.T) {
	for name, options := range map[string]look.Options{"light": {}, "dark": {Dark: true}} {
		th := look.New(options)
		of := func(name fyne.ThemeColorName) color.Color { return th.Color(name, theme.VariantLight) }
		check := func(kind string, pairs []pair, least float64) {
			for _, p := range pairs {
				back := laid(of(p.back), color.NRGBA{A: 255})
				if p.over != "" {
					back = laid(of(p.over), back)
				}
				if got := contrast(laid(of(p.front), back), back); got < least {
					t.Errorf("%s: %s %s on %s %s has contrast %.2f, want %.1f", name, kind, p.front, p.back, p.over, got, least)
				}
			}
		}
		check("text", textPairs(), 4.5)
		check("shape", shapePairs(), 3)
	}
}

func TestTheTokensAreThoseOfTheDesign(t *testing.T) {
	for _, c := range []struct {
		token       fyne.ThemeColorName
		light, dark color.NRGBA
	}{
		{look.Ground, color.NRGBA{0xF6, 0xF4, 0xEF, 255}, color.NRGBA{0x14, 0x18, 0x1B, 255}},
		{look.Ink, color.NRGBA{0x1B, 0x1E, 0x20, 255}, color.NRGBA{0xEC, 0xEF, 0xF1, 255}},
		{look.Binder, color.NRGBA{0x0B, 0x4F, 0x6C, 255}, color.NRGBA{0x6F, 0xC3, 0xE3, 255}},
		{look.Outage, color.NRGBA{0xB3, 0x26, 0x1E, 255}, color.NRGBA{0xFF, 0x8A, 0x80, 255}},
	} {
		// What the system wants, light or dark, makes no difference: the person chooses.
		if got := look.New(look.Options{}).Color(c.token, theme.VariantDark); got != c.light {
			t.Errorf("light %s is %v, want %v", c.token, got, c.light)
		}
		if got := look.New(look.Options{Dark: true}).Color(c.token, theme.VariantLight); got != c.dark {
			t.Errorf("dark %s is %v, want %v", c.token, got, c.dark)
		}
	}
}

func TestSizesAreThoseOfTheDesignAndGrowWithLargeType(t *testing.T) {
	ordinary, large := look.New(look.Options{}), look.New(look.Options{Large: true})
	for name, want := range map[fyne.ThemeSizeName]float32{
		look.SizeBase: 15, look.SizeLarge: 19, look.SizeLargest: 24, look.SizeIcon: 20,
	} {
		if got := ordinary.Size(name); got != want {
			t.Errorf("%s is %v, want %v", name, got, want)
		}
		if ratio := large.Size(name) / want; ratio < 1.3 || ratio > 1.4 {
			t.Errorf("%s grows %.2f times with large type, want a third", name, ratio)
		}
	}
	if ordinary.Size(theme.SizeNameButtonRadius) != look.Corner || ordinary.Size(theme.SizeNameInputRadius) != look.Corner {
		t.Error("corners are not 6")
	}
	if large.Size(theme.SizeNamePadding) != ordinary.Size(theme.SizeNamePadding) {
		t.Error("spacing grew with large type")
	}
}

func TestAThemeAnswersEveryNameThatFyneAsksFor(t *testing.T) {
	test.AssertAllColorNamesDefined(t, look.New(look.Options{}), "light")
	test.AssertAllColorNamesDefined(t, look.New(look.Options{Dark: true}), "dark")
	if look.New(look.Options{Dark: true, Large: true}).Options() != (look.Options{Dark: true, Large: true}) {
		t.Error("the options are not given back")
	}
}

func TestOwnIconsCanBeTinted(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(look.New(look.Options{}))
	for _, icon := range []fyne.Resource{
		look.IconBinder(), look.IconKey(), look.IconCabinet(), look.IconAlarm(),
		look.ShapeNormal(), look.ShapeOutage(), look.ShapeReturn(), look.ShapeDrill(),
	} {
		ink, red := look.Tinted(icon, look.Ink).Content(), look.Tinted(icon, look.Outage).Content()
		if len(ink) == 0 || string(ink) == string(red) {
			t.Errorf("%s does not take a colour", icon.Name())
		}
	}
	if look.Tinted(nil, look.Ink) != nil {
		t.Error("no icon became one")
	}
}
