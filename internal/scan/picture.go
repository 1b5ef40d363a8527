package scan

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"image/png"

	"avbrottsparm/internal/text"
)

// picture is one page: in grey to look for codes, and as it came where it can be kept so.
type picture struct {
	grey  *image.Gray
	media string
	raw   []byte // empty where the page must be packed anew
}

// The media that pages are kept as.
const (
	mediaJPEG = "image/jpeg"
	mediaPNG  = "image/png"
)

// kept is the page as it goes into the binder: as it came, or else small and without loss where it is
// black on white, and as a photograph where it is grey.
func (p picture) kept() (media string, raw []byte, err error) {
	if len(p.raw) > 0 {
		return p.media, p.raw, nil
	}
	var out bytes.Buffer
	if twoTone(p.grey) {
		bounds := p.grey.Rect
		flat := image.NewPaletted(bounds, color.Palette{color.Gray{}, color.Gray{Y: 255}})
		for y := range bounds.Dy() {
			row := p.grey.Pix[y*p.grey.Stride:][:bounds.Dx()]
			for x, v := range row {
				flat.Pix[y*flat.Stride+x] = v >> 7
			}
		}
		if err := png.Encode(&out, flat); err != nil {
			return "", nil, err
		}
		return mediaPNG, out.Bytes(), nil
	}
	if err := jpeg.Encode(&out, p.grey, &jpeg.Options{Quality: 85}); err != nil {
		return "", nil, err
	}
	return mediaJPEG, out.Bytes(), nil
}

// twoTone tells whether a page has no greys.
func twoTone(g *image.Gray) bool {
	for y := range g.Rect.Dy() {
		for _, v := range g.Pix[y*g.Stride:][:g.Rect.Dx()] {
			if v != 0 && v != 255 {
				return false
			}
		}
	}
	return true
}

// openPicture opens a JPEG or PNG after it has said how large it is.
func (r Reader) openPicture(raw []byte) (picture, error) {
	config, _, err := image.DecodeConfig(bytes.NewReader(raw))
	if err != nil {
		return picture{}, text.Because(err, "scan.broken")
	}
	most := r.dots
	if progressive(raw) {
		most /= 2 // unpacked in several rounds, with four bytes for a dot meanwhile
	}
	if !fits(config.Width, config.Height, most) {
		return picture{}, text.NewFault("scan.dots")
	}
	img, format, err := image.Decode(bytes.NewReader(raw))
	if err != nil {
		return picture{}, text.Because(err, "scan.broken")
	}
	return picture{grey: grey(img), media: "image/" + format, raw: raw}, nil
}

// fits tells whether a picture has some dots, and not too many.
func fits(width, height, most int) bool {
	return width > 0 && height > 0 && width <= most && height <= most/width
}

// progressive tells whether a JPEG is packed in several rounds.
func progressive(raw []byte) bool {
	for at := 2; at+4 <= len(raw) && raw[at] == 0xFF; {
		switch kind := raw[at+1]; kind {
		case 0xC2:
			return true
		case 0xC0, 0xC1, 0xDA:
			return false
		case 0xFF:
			at++
		default:
			at += 2 + int(binary.BigEndian.Uint16(raw[at+2:]))
		}
	}
	return false
}

// grey is a picture without its colours.
func grey(img image.Image) *image.Gray {
	bounds := img.Bounds()
	switch it := img.(type) {
	case *image.Gray:
		if bounds.Min == (image.Point{}) {
			return it
		}
	case *image.YCbCr: // the light of each dot stands by itself
		if bounds.Min == (image.Point{}) {
			return &image.Gray{Pix: it.Y, Stride: it.YStride, Rect: bounds}
		}
	}
	g := image.NewGray(image.Rect(0, 0, bounds.Dx(), bounds.Dy()))
	if opaque, ok := img.(interface{ Opaque() bool }); ok && !opaque.Opaque() {
		draw.Draw(g, g.Rect, image.White, image.Point{}, draw.Src)
		draw.Draw(g, g.Rect, img, bounds.Min, draw.Over)
		return g
	}
	draw.Draw(g, g.Rect, img, bounds.Min, draw.Src)
	return g
}
