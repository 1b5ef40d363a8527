package scan

import (
	"bytes"
	"image"
	"io"

	"github.com/pdfcpu/pdfcpu/pkg/filter"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
	"golang.org/x/image/ccitt"

	"avbrottsparm/internal/text"
)

// pictureFilter packs pictures only, so that what is left is for somebody who knows pictures.
type pictureFilter struct {
	name  string
	parms types.Dict
}

// unfilter unpacks a stream as far as that can be done without knowing what it is, to at most so many
// bytes. A filter of pictures is left over for the caller.
func unfilter(doc *model.Context, s *types.StreamDict, most int) ([]byte, *pictureFilter, error) {
	raw := s.Raw
	for i, f := range s.FilterPipeline {
		switch f.Name {
		case filter.DCT, filter.CCITTFax, filter.JBIG2, filter.JPX:
			if i != len(s.FilterPipeline)-1 {
				return nil, nil, text.NewFault("scan.packing")
			}
			return raw, &pictureFilter{name: f.Name, parms: f.DecodeParms}, nil
		}
		if most < 1 {
			return nil, nil, text.NewFault("scan.dots")
		}
		one, err := filter.NewFilter(f.Name, wholeNumbers(doc, f.DecodeParms), int64(most))
		if err != nil {
			return nil, nil, text.Because(err, "scan.packing")
		}
		out, err := one.Decode(bytes.NewReader(raw))
		if err != nil {
			return nil, nil, text.Because(err, "scan.broken")
		}
		if raw, err = io.ReadAll(io.LimitReader(out, int64(most)+1)); err != nil {
			return nil, nil, text.Because(err, "scan.broken")
		}
	}
	if len(raw) > most {
		return nil, nil, text.NewFault("scan.dots")
	}
	return raw, nil, nil
}

// wholeNumbers are what a filter is told, as the library takes it.
func wholeNumbers(doc *model.Context, parms types.Dict) map[string]int {
	told := map[string]int{}
	for key, o := range parms {
		o, err := doc.Dereference(o)
		if err != nil {
			continue
		}
		switch v := o.(type) {
		case types.Integer:
			told[key] = v.Value()
		case types.Boolean:
			if v.Value() {
				told[key] = 1
			}
		}
	}
	return told
}

// decoder makes pictures of the streams of a PDF.
type decoder struct {
	Reader
	doc *model.Context
}

func (d decoder) number(s *types.StreamDict, key string, otherwise int) int {
	o, err := d.doc.DereferenceDictEntry(s.Dict, key)
	if err != nil {
		return otherwise
	}
	if n, is := o.(types.Integer); is {
		return n.Value()
	}
	return otherwise
}

func (d decoder) is(s *types.StreamDict, key string) bool {
	o, err := d.doc.DereferenceDictEntry(s.Dict, key)
	yes, is := o.(types.Boolean)
	return err == nil && is && yes.Value()
}

// picture unpacks a picture. A JPEG keeps its bytes.
func (d decoder) picture(s *types.StreamDict) (picture, error) {
	width, height := d.number(s, "Width", 0), d.number(s, "Height", 0)
	if !fits(width, height, d.dots) {
		return picture{}, text.NewFault("scan.dots")
	}
	space, err := d.space(s)
	if err != nil {
		return picture{}, err
	}
	raw, packed, err := unfilter(d.doc, s, (width*space.parts*space.bits+7)/8*height+height+1024)
	if err != nil {
		return picture{}, err
	}
	switch {
	case packed == nil:
		g, err := space.grey(raw, width, height)
		return picture{grey: g}, err
	case packed.name == filter.DCT && len(raw) <= mostPicture:
		p, err := d.openPicture(raw)
		if err == nil && space.inverted {
			p = picture{grey: inverse(p.grey)}
		}
		return p, err
	case packed.name == filter.CCITTFax:
		g, err := d.fax(raw, packed.parms, width, height, space.inverted)
		return picture{grey: g}, err
	}
	return picture{}, text.NewFault("scan.packing")
}

// fax unpacks black and white as fax machines pack it. Black is 0 unless the stream says otherwise, and
// a picture may turn that around once more.
func (d decoder) fax(raw []byte, parms types.Dict, width, height int, inverted bool) (*image.Gray, error) {
	told := wholeNumbers(d.doc, parms)
	sort := ccitt.Group4
	switch k := told["K"]; {
	case k == 0:
		sort = ccitt.Group3
	case k > 0:
		return nil, text.NewFault("scan.packing")
	}
	if columns, there := told["Columns"]; !there && width != 1728 || there && columns != width {
		return nil, text.NewFault("scan.broken")
	}
	g := image.NewGray(image.Rect(0, 0, width, height))
	if err := ccitt.DecodeIntoGray(g, bytes.NewReader(raw), ccitt.MSB, sort, &ccitt.Options{Align: told["EncodedByteAlign"] == 1}); err != nil {
		return nil, text.Because(err, "scan.broken")
	}
	if inverted != (told["BlackIs1"] == 1) {
		g = inverse(g)
	}
	return g, nil
}

func inverse(g *image.Gray) *image.Gray {
	other := image.NewGray(g.Rect)
	for y := range g.Rect.Dy() {
		for x, v := range g.Pix[y*g.Stride:][:g.Rect.Dx()] {
			other.Pix[y*other.Stride+x] = 255 - v
		}
	}
	return other
}
