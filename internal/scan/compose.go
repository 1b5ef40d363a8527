package scan

import (
	"image"
	"math"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"avbrottsparm/internal/text"
)

// How many dots a point of a page has at least and at most: 75 and 600 to the inch.
const (
	leastScale = 75.0 / 72
	mostScale  = 600.0 / 72
)

// compose puts the pictures of a page together, in grey, at the resolution of the finest. A page that a
// scanner has cut into strips, or into ink and background, is whole again. The page is turned as it says.
func compose(d decoder, parts []placed, box [4]float64, turned int) (picture, error) {
	w, h := box[2]-box[0], box[3]-box[1]
	if !(w > 1 && h > 1 && w < 1e5 && h < 1e5) {
		return picture{}, text.NewFault("scan.broken")
	}
	scale := d.scale(parts, w*h)
	canvas := image.NewGray(image.Rect(0, 0, max(1, int(w*scale)), max(1, int(h*scale))))
	for i := range canvas.Pix {
		canvas.Pix[i] = 255
	}
	page := matrix{scale, 0, 0, -scale, -box[0] * scale, box[3] * scale} // from points to dots, downwards
	work := 8 * d.dots                                                   // dots that are drawn, over one another
	for _, p := range parts {
		if err := d.draw(canvas, p, p.at.times(page), &work); err != nil {
			return picture{}, err
		}
	}
	for range (turned/90%4 + 4) % 4 {
		canvas = quarter(canvas)
	}
	return picture{grey: canvas}, nil
}

// scale is how many dots a point of the page has: those of the finest picture that isn't a mere mark.
func (d decoder) scale(parts []placed, area float64) float64 {
	scale := leastScale
	for _, p := range parts {
		across, covers := math.Hypot(p.at[0], p.at[1]), math.Abs(p.at[0]*p.at[3]-p.at[1]*p.at[2])
		if across > 0 && covers >= area/100 {
			scale = max(scale, float64(d.number(p.stream, "Width", 0))/across)
		}
	}
	return min(scale, mostScale, math.Sqrt(float64(d.dots)/area))
}

// draw puts one picture onto the canvas.
func (d decoder) draw(canvas *image.Gray, p placed, at matrix, work *int) error {
	back, ok := at.inverse()
	if !ok {
		return nil // it has no room
	}
	part, err := d.picture(p.stream)
	if err != nil {
		return err
	}
	through, err := d.through(p.stream)
	if err != nil {
		return err
	}
	area := at.reach().Intersect(canvas.Rect)
	if *work -= area.Dx()*area.Dy() + len(part.grey.Pix); *work < 0 {
		return text.NewFault("scan.dots")
	}
	stencil := d.is(p.stream, "ImageMask")
	for y := area.Min.Y; y < area.Max.Y; y++ {
		for x := area.Min.X; x < area.Max.X; x++ {
			u, v := back.of(float64(x)+0.5, float64(y)+0.5)
			if u < 0 || u >= 1 || v <= 0 || v > 1 {
				continue
			}
			dot := &canvas.Pix[y*canvas.Stride+x]
			ink := lookup(part.grey, u, v)
			switch {
			case stencil && ink < 128:
				*dot = 0
			case stencil:
			case through != nil:
				a := int(lookup(through, u, v))
				*dot = uint8((int(ink)*a + int(*dot)*(255-a)) / 255)
			default:
				*dot = ink
			}
		}
	}
	return nil
}

// through is how much of a picture covers what lies below it; nil for all.
func (d decoder) through(s *types.StreamDict) (*image.Gray, error) {
	for _, key := range []string{"SMask", "Mask"} {
		o, found := s.Find(key)
		if !found {
			continue
		}
		mask, _, err := d.doc.DereferenceStreamDict(o)
		if err != nil || mask == nil {
			continue // a list of colours that don't count
		}
		p, err := d.picture(mask)
		if err != nil {
			return nil, err
		}
		if key == "Mask" { // ink is 0 where it covers
			return inverse(p.grey), nil
		}
		return p.grey, nil
	}
	return nil, nil
}

// lookup is the dot of a picture at a place of the square of side 1, whose origin is below.
func lookup(g *image.Gray, u, v float64) uint8 {
	x := min(g.Rect.Dx()-1, int(u*float64(g.Rect.Dx())))
	y := min(g.Rect.Dy()-1, int((1-v)*float64(g.Rect.Dy())))
	return g.Pix[y*g.Stride+x]
}

// of is where a place comes to lie.
func (m matrix) of(x, y float64) (float64, float64) {
	return x*m[0] + y*m[2] + m[4], x*m[1] + y*m[3] + m[5]
}

// inverse leads back; there is none for what has no room.
func (m matrix) inverse() (matrix, bool) {
	det := m[0]*m[3] - m[1]*m[2]
	if math.Abs(det) < 1e-9 {
		return m, false
	}
	return matrix{m[3] / det, -m[1] / det, -m[2] / det, m[0] / det, (m[2]*m[5] - m[3]*m[4]) / det, (m[1]*m[4] - m[0]*m[5]) / det}, true
}

// reach is the dots among which the square of side 1 comes to lie.
func (m matrix) reach() image.Rectangle {
	var r image.Rectangle
	for i, corner := range [][2]float64{{0, 0}, {1, 0}, {0, 1}, {1, 1}} {
		x, y := m.of(corner[0], corner[1])
		x, y = max(-1e6, min(1e6, x)), max(-1e6, min(1e6, y))
		at := image.Rect(int(math.Floor(x)), int(math.Floor(y)), int(math.Ceil(x))+1, int(math.Ceil(y))+1)
		if i == 0 {
			r = at
			continue
		}
		r = r.Union(at)
	}
	return r
}

// quarter is a picture turned clockwise.
func quarter(g *image.Gray) *image.Gray {
	turned := image.NewGray(image.Rect(0, 0, g.Rect.Dy(), g.Rect.Dx()))
	for y := range g.Rect.Dy() {
		for x := range g.Rect.Dx() {
			turned.Pix[x*turned.Stride+g.Rect.Dy()-1-y] = g.Pix[y*g.Stride+x]
		}
	}
	return turned
}
