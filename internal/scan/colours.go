package scan

import (
	"fmt"
	"image"
	"image/color"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"avbrottsparm/internal/text"
)

// space is how the numbers of a picture are meant.
type space struct {
	parts    int // numbers for each dot
	bits     int // of a number
	inverted bool
	palette  []uint8 // greys, where a number is the place of a colour
}

// space reads how a picture is coloured. What isn't known counts as grey.
func (d decoder) space(s *types.StreamDict) (space, error) {
	sp := space{parts: 1, bits: d.number(s, "BitsPerComponent", 8)}
	if d.is(s, "ImageMask") {
		sp.bits = 1
	}
	switch sp.bits {
	case 1, 2, 4, 8, 16:
	default:
		return sp, text.NewFault("scan.packing")
	}
	if o, err := d.doc.DereferenceDictEntry(s.Dict, "Decode"); err == nil {
		if list, is := o.(types.Array); is && len(list) >= 2 {
			from, err1 := d.doc.DereferenceNumber(list[0])
			to, err2 := d.doc.DereferenceNumber(list[1])
			sp.inverted = err1 == nil && err2 == nil && from > to
		}
	}
	o, err := d.doc.DereferenceDictEntry(s.Dict, "ColorSpace")
	if err != nil || o == nil {
		return sp, nil
	}
	return d.coloured(sp, o, 0)
}

func (d decoder) coloured(sp space, o types.Object, depth int) (space, error) {
	if name, is := o.(types.Name); is {
		switch name.Value() {
		case "DeviceRGB", "CalRGB":
			sp.parts = 3
		case "DeviceCMYK":
			sp.parts = 4
		}
		return sp, nil
	}
	list, is := o.(types.Array)
	if !is || len(list) == 0 || depth > 2 {
		return sp, nil
	}
	first, err := d.doc.Dereference(list[0])
	if err != nil {
		return sp, fmt.Errorf("scan: colours: %w", err)
	}
	switch name, _ := first.(types.Name); {
	case name == "CalRGB" || name == "Lab":
		sp.parts = 3
	case name == "ICCBased" && len(list) > 1:
		profile, _, err := d.doc.DereferenceStreamDict(list[1])
		if err == nil && profile != nil {
			sp.parts = max(1, min(4, d.number(profile, "N", 1)))
		}
	case name == "Indexed" && len(list) > 3:
		return d.indexed(sp, list, depth)
	}
	return sp, nil
}

// indexed reads a table of colours.
func (d decoder) indexed(sp space, list types.Array, depth int) (space, error) {
	base, err := d.doc.Dereference(list[1])
	if err != nil {
		return sp, fmt.Errorf("scan: colours: %w", err)
	}
	under, err := d.coloured(space{parts: 1, bits: 8}, base, depth+1)
	if err != nil {
		return sp, err
	}
	table, err := d.doc.Dereference(list[3])
	if err != nil {
		return sp, fmt.Errorf("scan: colours: %w", err)
	}
	var raw []byte
	switch t := table.(type) {
	case types.StreamDict:
		if raw, _, err = unfilter(d.doc, &t, 256*4); err != nil {
			return sp, err
		}
	case types.HexLiteral:
		if raw, err = t.Bytes(); err != nil {
			return sp, fmt.Errorf("scan: colours: %w", err)
		}
	case types.StringLiteral:
		if raw, err = types.Unescape(t.Value()); err != nil {
			return sp, fmt.Errorf("scan: colours: %w", err)
		}
	}
	sp.palette = make([]uint8, 256)
	for i := range min(256, len(raw)/under.parts) {
		sp.palette[i] = shade(raw[i*under.parts:][:under.parts])
	}
	return sp, nil
}

// shade is the grey of a colour of one, three or four parts.
func shade(parts []byte) uint8 {
	switch len(parts) {
	case 3:
		return color.GrayModel.Convert(color.RGBA{R: parts[0], G: parts[1], B: parts[2], A: 255}).(color.Gray).Y
	case 4:
		return color.GrayModel.Convert(color.CMYK{C: parts[0], M: parts[1], Y: parts[2], K: parts[3]}).(color.Gray).Y
	}
	return parts[0]
}

// grey makes a picture of numbers. One that is cut off is white where it lacks.
func (sp space) grey(raw []byte, width, height int) (*image.Gray, error) {
	row := (width*sp.parts*sp.bits + 7) / 8
	if len(raw) < row {
		return nil, text.NewFault("scan.broken")
	}
	g := image.NewGray(image.Rect(0, 0, width, height))
	for i := range g.Pix {
		g.Pix[i] = 255
	}
	parts := make([]byte, sp.parts)
	for y := range min(height, len(raw)/row) {
		line := raw[y*row:][:row]
		for x := range width {
			for p := range parts {
				parts[p] = sp.part(line, x*sp.parts+p)
			}
			v := shade(parts)
			if sp.palette != nil {
				v = sp.palette[v]
			} else if sp.inverted {
				v = 255 - v
			}
			g.Pix[y*g.Stride+x] = v
		}
	}
	return g, nil
}

// part is one number of a line: spread over all greys, or as it is where it is the place of a colour.
func (sp space) part(line []byte, at int) uint8 {
	switch sp.bits {
	case 8:
		return line[at]
	case 16:
		return line[2*at]
	}
	most := uint8(1)<<sp.bits - 1
	v := line[at*sp.bits/8] >> (8 - sp.bits - at*sp.bits%8) & most
	if sp.palette != nil {
		return v
	}
	return v * (255 / most)
}
