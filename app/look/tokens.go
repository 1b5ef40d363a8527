package look

import (
	"image/color"

	"fyne.io/fyne/v2"
)

// The colours by what they are for. Use them with Color, or as the ColorName of a Fyne text.
const (
	Ground fyne.ThemeColorName = "ground" // behind everything
	Sheet  fyne.ThemeColorName = "sheet"  // cards, panes, fields
	Ink    fyne.ThemeColorName = "ink"    // text
	Quiet  fyne.ThemeColorName = "quiet"  // secondary text
	Line   fyne.ThemeColorName = "line"   // dividing lines, which carry no meaning
	Edge   fyne.ThemeColorName = "edge"   // outlines of fields and buttons, 3:1 against what is behind
	Binder fyne.ThemeColorName = "binder" // the main action, focus, what is chosen

	Normal fyne.ThemeColorName = "normal" // state: nothing wrong
	Outage fyne.ThemeColorName = "outage" // state: outage; faults
	Return fyne.ThemeColorName = "return" // state: re-entry
	Notice fyne.ThemeColorName = "notice" // warnings about persons, data too old

	// OnFill is text on a surface filled with binder or a state colour.
	OnFill fyne.ThemeColorName = "onFill"

	// The soft colours are the same hues as a pale surface that carries ink.
	BinderSoft fyne.ThemeColorName = "binderSoft"
	NormalSoft fyne.ThemeColorName = "normalSoft"
	OutageSoft fyne.ThemeColorName = "outageSoft"
	ReturnSoft fyne.ThemeColorName = "returnSoft"
	NoticeSoft fyne.ThemeColorName = "noticeSoft"

	pressable fyne.ThemeColorName = "pressable" // the fill of an ordinary button
	resting   fyne.ThemeColorName = "resting"   // the fill of a button that can't be pressed now
	faint     fyne.ThemeColorName = "faint"     // text of what can't be used now
)

type palette map[fyne.ThemeColorName]color.NRGBA

var light = withSoft(palette{
	Ground: rgb(0xF6F4EF), Sheet: rgb(0xFFFFFF), Ink: rgb(0x1B1E20), Quiet: rgb(0x55606A),
	Line: rgb(0xD8D4CA), Edge: rgb(0x7A838B), Binder: rgb(0x0B4F6C), OnFill: rgb(0xFFFFFF),
	Normal: rgb(0x1B6E3C), Outage: rgb(0xB3261E), Return: rgb(0x6B3FA0), Notice: rgb(0x8A5A00),
	pressable: rgb(0xEDEAE2), resting: rgb(0xF1EFEA), faint: rgb(0x626C75),
}, 0.10)

var dark = withSoft(palette{
	Ground: rgb(0x14181B), Sheet: rgb(0x1D2327), Ink: rgb(0xECEFF1), Quiet: rgb(0xA7B1B9),
	Line: rgb(0x364047), Edge: rgb(0x808C95), Binder: rgb(0x6FC3E3), OnFill: rgb(0x14181B),
	Normal: rgb(0x6BCB8B), Outage: rgb(0xFF8A80), Return: rgb(0xC6A4F0), Notice: rgb(0xF2C066),
	pressable: rgb(0x2B343A), resting: rgb(0x20272B), faint: rgb(0x97A2AB),
}, 0.16)

// withSoft adds the pale surfaces: the hue mixed into the sheet, by part of 0 to 1.
func withSoft(p palette, part float64) palette {
	for full, soft := range map[fyne.ThemeColorName]fyne.ThemeColorName{
		Binder: BinderSoft, Normal: NormalSoft, Outage: OutageSoft, Return: ReturnSoft, Notice: NoticeSoft,
	} {
		p[soft] = mix(p[full], p[Sheet], part)
	}
	return p
}

func rgb(hex uint32) color.NRGBA {
	return color.NRGBA{R: uint8(hex >> 16), G: uint8(hex >> 8), B: uint8(hex), A: 0xff}
}

func mix(over, under color.NRGBA, part float64) color.NRGBA {
	blend := func(a, b uint8) uint8 { return uint8(float64(a)*part + float64(b)*(1-part) + 0.5) }
	return color.NRGBA{R: blend(over.R, under.R), G: blend(over.G, under.G), B: blend(over.B, under.B), A: 0xff}
}

func veil(c color.NRGBA, alpha uint8) color.NRGBA {
	c.A = alpha
	return c
}
