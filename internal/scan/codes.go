package scan

import (
	"context"
	"image"
	"slices"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/multi/qrcode"
	single "github.com/makiuchi-d/gozxing/qrcode"

	"avbrottsparm/internal/custody"
)

// How many dots the long side of a page has at most when it is looked at: as a whole, where a code has four
// for each of its own and the noise of a scanner is gone, and in its corners.
const (
	coarse = 2400
	fine   = 4800
)

// least is how many dots a side of a picture has that a code can be on.
const least = 32

// codes reads the QR codes of a page: those of our papers and others, each once. It tries harder until
// it has found the code of a paper, and gives up after some tries: a page without any code costs as much
// as one that can't be read.
func codes(ctx context.Context, g *image.Gray) []string {
	var texts []string
	if min(g.Rect.Dx(), g.Rect.Dy()) < least {
		return nil
	}
	for _, try := range tries(g) {
		if ctx.Err() != nil {
			return texts
		}
		for _, found := range try() {
			if !slices.Contains(texts, found) {
				texts = append(texts, found)
			}
		}
		if len((custody.Scanned{Texts: texts}).CodesOf()) > 0 {
			return texts
		}
	}
	return texts
}

// tries are ways to look at a page, the one that most often succeeds first.
func tries(g *image.Gray) []func() []string {
	g = smaller(g, fine)
	small := smaller(g, coarse)
	ways := []func() []string{func() []string { return many(small) }}
	for _, in := range []*image.Gray{small, g} {
		for _, corner := range corners(in.Rect) {
			ways = append(ways, func() []string { return one(in, corner) })
		}
		if in.Rect == g.Rect {
			break
		}
	}
	for _, corner := range corners(g.Rect) {
		ways = append(ways,
			func() []string { return one(cleaned(g, corner, mean), whole) },
			func() []string { return one(cleaned(g, corner, middle), whole) })
	}
	return ways
}

// whole stands for all of a picture.
var whole = image.Rectangle{}

// corners are where the code of a paper can stand: at the upper right, or where that is when the page
// lies upside down or on its side.
func corners(r image.Rectangle) []image.Rectangle {
	w, h := r.Dx()/2, r.Dy()/3
	if r.Dx() > r.Dy() {
		w, h = r.Dx()/3, r.Dy()/2
	}
	return []image.Rectangle{image.Rect(r.Dx()-w, 0, r.Dx(), h), image.Rect(0, r.Dy()-h, w, r.Dy()), image.Rect(0, 0, w, h), image.Rect(r.Dx()-w, r.Dy()-h, r.Dx(), r.Dy())}
}

var harder = map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_TRY_HARDER: true}

func bitmap(g *image.Gray, part image.Rectangle) (*gozxing.BinaryBitmap, error) {
	if part == whole {
		part = g.Rect
	}
	source, err := gozxing.NewPlanarYUVLuminanceSource(g.Pix, g.Stride, len(g.Pix)/g.Stride, part.Min.X, part.Min.Y, part.Dx(), part.Dy(), false)
	if err != nil {
		return nil, err
	}
	return gozxing.NewBinaryBitmap(gozxing.NewHybridBinarizer(source))
}

// many reads all codes that can be told apart at once. An error is that there is none.
func many(g *image.Gray) []string {
	b, err := bitmap(g, whole)
	if err != nil {
		return nil
	}
	found, err := qrcode.NewQRCodeMultiReader().DecodeMultiple(b, harder)
	if err != nil {
		return nil
	}
	var texts []string
	for _, f := range found {
		texts = append(texts, f.GetText())
	}
	return texts
}

// one reads the code of a part of a page. An error is that there is none.
func one(g *image.Gray, part image.Rectangle) []string {
	b, err := bitmap(g, part)
	if err != nil {
		return nil
	}
	found, err := single.NewQRCodeReader().Decode(b, harder)
	if err != nil {
		return nil
	}
	return []string{found.GetText()}
}

// smaller is a picture whose long side has so many dots at most, but for very narrow ones.
func smaller(g *image.Gray, most int) *image.Gray {
	for max(g.Rect.Dx(), g.Rect.Dy()) > most && min(g.Rect.Dx(), g.Rect.Dy()) >= 2*least {
		g = halved(g)
	}
	return g
}

// halved is a picture with a fourth of the dots, each of them the mean of four.
func halved(g *image.Gray) *image.Gray {
	small := image.NewGray(image.Rect(0, 0, g.Rect.Dx()/2, g.Rect.Dy()/2))
	for y := range small.Rect.Dy() {
		upper, lower := g.Pix[2*y*g.Stride:], g.Pix[(2*y+1)*g.Stride:]
		row := small.Pix[y*small.Stride:][:small.Rect.Dx()]
		for x := range row {
			row[x] = uint8((int(upper[2*x]) + int(upper[2*x+1]) + int(lower[2*x]) + int(lower[2*x+1]) + 2) / 4)
		}
	}
	return small
}

// cleaned is a part of a picture in which every dot is made of the nine around it.
func cleaned(g *image.Gray, part image.Rectangle, of func([]uint8) uint8) *image.Gray {
	clean := image.NewGray(image.Rect(0, 0, part.Dx(), part.Dy()))
	var around [9]uint8
	for y := range part.Dy() {
		for x := range part.Dx() {
			n := 0
			for dy := max(0, y-1); dy <= min(part.Dy()-1, y+1); dy++ {
				for dx := max(0, x-1); dx <= min(part.Dx()-1, x+1); dx++ {
					around[n] = g.Pix[(part.Min.Y+dy)*g.Stride+part.Min.X+dx]
					n++
				}
			}
			clean.Pix[y*clean.Stride+x] = of(around[:n])
		}
	}
	return clean
}

// mean takes the grain out of a picture.
func mean(dots []uint8) uint8 {
	sum := 0
	for _, v := range dots {
		sum += int(v)
	}
	return uint8(sum / len(dots))
}

// middle takes specks out of a picture and leaves its edges.
func middle(dots []uint8) uint8 {
	slices.Sort(dots)
	return dots[len(dots)/2]
}
