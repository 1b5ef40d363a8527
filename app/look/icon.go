package look

import (
	_ "embed" // the icons are part of the program

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

//go:embed icons/binder.svg
var binderSVG []byte

//go:embed icons/key.svg
var keySVG []byte

//go:embed icons/cabinet.svg
var cabinetSVG []byte

//go:embed icons/alarm.svg
var alarmSVG []byte

var (
	iconBinder  = theme.NewThemedResource(fyne.NewStaticResource("binder.svg", binderSVG))
	iconKey     = theme.NewThemedResource(fyne.NewStaticResource("key.svg", keySVG))
	iconCabinet = theme.NewThemedResource(fyne.NewStaticResource("cabinet.svg", cabinetSVG))
	iconAlarm   = theme.NewThemedResource(fyne.NewStaticResource("alarm.svg", alarmSVG))
)

// IconBinder is the ring binder: the printed outage binder, and the program itself.
func IconBinder() fyne.Resource { return iconBinder }

// IconKey is a door key: keys and door codes of a home.
func IconKey() fyne.Resource { return iconKey }

// IconCabinet is a locked cabinet: medicine cabinets and what they hold.
func IconCabinet() fyne.Resource { return iconCabinet }

// IconAlarm is an alarm bell: the resident's alarm and alarm calls.
func IconAlarm() fyne.Resource { return iconAlarm }

// Tinted is an icon in one of the colours of this package.
func Tinted(icon fyne.Resource, name fyne.ThemeColorName) fyne.Resource {
	if icon == nil {
		return nil
	}
	return theme.NewColoredResource(icon, name)
}

//go:embed icons/circle.svg
var circleSVG []byte

//go:embed icons/triangle.svg
var triangleSVG []byte

//go:embed icons/diamond.svg
var diamondSVG []byte

//go:embed icons/stripes.svg
var stripesSVG []byte

var (
	shapeCircle   = theme.NewThemedResource(fyne.NewStaticResource("circle.svg", circleSVG))
	shapeTriangle = theme.NewThemedResource(fyne.NewStaticResource("triangle.svg", triangleSVG))
	shapeDiamond  = theme.NewThemedResource(fyne.NewStaticResource("diamond.svg", diamondSVG))
	shapeStripes  = theme.NewThemedResource(fyne.NewStaticResource("stripes.svg", stripesSVG))
)

// The shapes say the state to those who don't see its colour.

// ShapeNormal is the circle of the normal state.
func ShapeNormal() fyne.Resource { return shapeCircle }

// ShapeOutage is the triangle of an outage.
func ShapeOutage() fyne.Resource { return shapeTriangle }

// ShapeReturn is the diamond of re-entry.
func ShapeReturn() fyne.Resource { return shapeDiamond }

// ShapeDrill is the stripes of a drill.
func ShapeDrill() fyne.Resource { return shapeStripes }
