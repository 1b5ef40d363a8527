package paper

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	_ "image/png" // to draw pictures of that sort

	"avbrottsparm/internal/sheet"
)

const (
	leastPicture = 80.0       // height in millimetres below which a picture begins a new page
	mostDots     = 16_000_000 // of a picture that is drawn anew: 400 dots per inch on A4
	jpegQuality  = 85
)

// picture draws a picture as large as the rest of the page has room for. One that can't be drawn
// leaves a sentence.
func (c *canvas) picture(b sheet.Picture) {
	raw, size, err := drawable(b)
	if err != nil {
		c.notice(sheet.Notice{Lines: []string{c.words.Say("paper.attachment_failed")}})
		return
	}
	if c.room() < leastPicture {
		c.newPage()
	}
	scale := min(c.width()/float64(size.X), c.room()/float64(size.Y))
	c.pdf.picture(raw, size, c.left, c.y, float64(size.X)*scale, float64(size.Y)*scale)
	c.y += float64(size.Y) * scale
}

// drawable is a picture as a JPEG that stands upright. Those that are so already go on as they are.
func drawable(b sheet.Picture) ([]byte, image.Point, error) {
	config, sort, err := image.DecodeConfig(bytes.NewReader(b.Bytes))
	if err != nil {
		return nil, image.Point{}, fmt.Errorf("paper: picture: %w", err)
	}
	turned := orientation(b.Bytes)
	if sort == "jpeg" && turned == 1 && config.ColorModel != color.CMYKModel {
		return b.Bytes, image.Pt(config.Width, config.Height), nil
	}
	img, _, err := image.Decode(bytes.NewReader(b.Bytes))
	if err != nil {
		return nil, image.Point{}, fmt.Errorf("paper: picture: %w", err)
	}
	upright := turn(img, turned)
	var out bytes.Buffer
	if err := jpeg.Encode(&out, upright, &jpeg.Options{Quality: jpegQuality}); err != nil {
		return nil, image.Point{}, fmt.Errorf("paper: picture: %w", err)
	}
	return out.Bytes(), upright.Bounds().Size(), nil
}

// turn draws a picture upright on white, with fewer dots when it has more than paper shows.
func turn(img image.Image, orientation int) *image.RGBA {
	size := img.Bounds().Size()
	step := 1
	for size.X/step*(size.Y/step) > mostDots {
		step++
	}
	wide, high := max(1, size.X/step), max(1, size.Y/step)
	out := image.NewRGBA(image.Rect(0, 0, wide, high))
	if orientation >= 5 {
		out = image.NewRGBA(image.Rect(0, 0, high, wide))
	}
	for y := range high {
		for x := range wide {
			r, g, b, a := img.At(img.Bounds().Min.X+x*step, img.Bounds().Min.Y+y*step).RGBA()
			white := 0xffff - a
			dot := color.RGBA{uint8((r + white) >> 8), uint8((g + white) >> 8), uint8((b + white) >> 8), 0xff}
			to := upright(orientation, x, y, wide, high)
			out.SetRGBA(to.X, to.Y, dot)
		}
	}
	return out
}

// upright is where a dot goes by the orientation that a camera notes (Exif 2.32, tag 0x0112).
func upright(orientation, x, y, wide, high int) image.Point {
	switch orientation {
	case 2:
		return image.Pt(wide-1-x, y)
	case 3:
		return image.Pt(wide-1-x, high-1-y)
	case 4:
		return image.Pt(x, high-1-y)
	case 5:
		return image.Pt(y, x)
	case 6:
		return image.Pt(high-1-y, x)
	case 7:
		return image.Pt(high-1-y, wide-1-x)
	case 8:
		return image.Pt(y, wide-1-x)
	}
	return image.Pt(x, y)
}

// orientation is how a camera was held, 1 to 8; 1 for upright and where nothing is said.
func orientation(raw []byte) int {
	for at := 2; at+10 < len(raw) && raw[at] == 0xff && raw[at+1] != 0xda; {
		length := int(binary.BigEndian.Uint16(raw[at+2:]))
		end := at + 2 + length
		if length < 2 || end > len(raw) {
			break
		}
		if raw[at+1] == 0xe1 && bytes.HasPrefix(raw[at+4:end], []byte("Exif\x00\x00")) {
			return tiffOrientation(raw[at+10 : end])
		}
		at = end
	}
	return 1
}

func tiffOrientation(tiff []byte) int {
	var order binary.ByteOrder = binary.LittleEndian
	if bytes.HasPrefix(tiff, []byte("MM")) {
		order = binary.BigEndian
	}
	if len(tiff) < 10 {
		return 1
	}
	at := int(order.Uint32(tiff[4:]))
	if at < 8 || at+2 > len(tiff) {
		return 1
	}
	for n := int(order.Uint16(tiff[at:])); n > 0 && at+14 <= len(tiff); n-- {
		entry := tiff[at+2 : at+14]
		if order.Uint16(entry) == 0x0112 {
			if value := int(order.Uint16(entry[8:])); value >= 1 && value <= 8 {
				return value
			}
		}
		at += 12
	}
	return 1
}
