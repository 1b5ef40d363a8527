package scan

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"io"

	"golang.org/x/image/tiff"

	"avbrottsparm/internal/custody"
	"avbrottsparm/internal/text"
)

// tiffPages gives the pages of a TIFF, which the library reads the first of: each is read from a copy of
// the first eight bytes that points to it.
func (r Reader) tiffPages(ctx context.Context, f source, size int64, each func(custody.Scanned) error) error {
	raw := make([]byte, size)
	if _, err := f.ReadAt(raw, 0); err != nil && !errors.Is(err, io.EOF) {
		return text.Because(nameless(err), "scan.gone")
	}
	starts, more := tiffStarts(raw)
	if len(starts) == 0 {
		return text.NewFault("scan.broken")
	}
	for i, start := range starts {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := each(page(ctx, i+1, len(starts), func() (picture, error) { return r.tiffPage(raw, start) })); err != nil {
			return err
		}
	}
	if more {
		return text.NewFault("scan.pages", "most", mostPages)
	}
	return nil
}

func tiffOrder(raw []byte) binary.ByteOrder {
	if raw[0] == 'I' {
		return binary.LittleEndian
	}
	return binary.BigEndian
}

// tiffStarts is where each page is described, and whether there are more than are read. A chain that
// leads in a circle or out of the file ends there.
func tiffStarts(raw []byte) (starts []uint32, more bool) {
	if len(raw) < 8 {
		return nil, false
	}
	order, had := tiffOrder(raw), map[uint32]bool{}
	for at := order.Uint32(raw[4:]); at != 0 && !had[at] && int64(at)+2 <= int64(len(raw)); {
		if len(starts) == mostPages {
			return starts, true
		}
		had[at] = true
		starts = append(starts, at)
		next := int64(at) + 2 + 12*int64(order.Uint16(raw[at:]))
		if next+4 > int64(len(raw)) {
			break
		}
		at = order.Uint32(raw[next:])
	}
	return starts, false
}

func (r Reader) tiffPage(raw []byte, start uint32) (picture, error) {
	head := bytes.Clone(raw[:8])
	tiffOrder(raw).PutUint32(head[4:], start)
	from := func() io.Reader { return &headed{head: head, rest: bytes.NewReader(raw)} }
	config, err := tiff.DecodeConfig(from())
	if err != nil {
		return picture{}, unpacked(err)
	}
	if !fits(config.Width, config.Height, r.dots) {
		return picture{}, text.NewFault("scan.dots")
	}
	img, err := tiff.Decode(from())
	if err != nil {
		return picture{}, unpacked(err)
	}
	return picture{grey: grey(img)}, nil
}

// unpacked tells what is damaged from what the library doesn't know.
func unpacked(err error) error {
	var unknown tiff.UnsupportedError
	if errors.As(err, &unknown) {
		return text.Because(err, "scan.packing")
	}
	return text.Because(err, "scan.broken")
}

// headed is a file with other first bytes.
type headed struct {
	head []byte
	rest *bytes.Reader
}

// Read implements io.Reader, which the library asks for and doesn't use.
func (h *headed) Read(p []byte) (int, error) { return h.rest.Read(p) }

// ReadAt implements io.ReaderAt.
func (h *headed) ReadAt(p []byte, at int64) (int, error) {
	n, err := h.rest.ReadAt(p, at)
	if at >= 0 && at < int64(len(h.head)) {
		copy(p[:n], h.head[at:])
	}
	return n, err
}
