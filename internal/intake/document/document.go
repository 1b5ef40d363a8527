// Package document reads PDFs and pictures of paper: what they are, from when, what text is in
// them, and whose numbers they name.
//
// It decides nothing about whose a document is: it gives candidates with where each was found,
// and a person confirms. What a file may cost in time and memory is bounded before it is read,
// nothing in it is followed outside or carried out, and a file that can't be read for its text
// is a document all the same.
package document

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"image"
	_ "image/jpeg" // to tell the size of a picture
	_ "image/png"
	"path/filepath"
	"time"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/text"
)

// Format is what a batch of this package is called.
const Format = "document"

// MaxSize is the largest document, in bytes: a plan is a hundredth of it, a scanned one a tenth.
const MaxSize = 32 << 20

// mostPixels is the largest picture: a page at 600 dots per inch has 35 million.
const mostPixels = 64_000_000

// Reader reads documents.
type Reader struct{}

// NewReader makes a reader.
func NewReader() Reader { return Reader{} }

// media are the kinds of file by how they begin.
func media(raw []byte) string {
	head := raw[:min(len(raw), 1024)]
	switch {
	case bytes.Contains(head, []byte("%PDF-")):
		return "application/pdf"
	case bytes.HasPrefix(head, []byte("\xff\xd8\xff")):
		return "image/jpeg"
	case bytes.HasPrefix(head, []byte("\x89PNG\r\n\x1a\n")):
		return "image/png"
	case bytes.HasPrefix(head, []byte("II*\x00")), bytes.HasPrefix(head, []byte("MM\x00*")):
		return "image/tiff"
	case len(head) > 12 && string(head[4:8]) == "ftyp" && isHEIC(string(head[8:12])):
		return "image/heic"
	}
	return ""
}

func isHEIC(brand string) bool {
	switch brand {
	case "heic", "heix", "hevc", "hevx", "heim", "heis", "mif1", "msf1", "avif":
		return true
	}
	return false
}

// Recognises tells PDFs and pictures by their first bytes; those that can't be shown too, so that
// a sentence can say so.
func (Reader) Recognises(_ string, raw []byte) bool { return media(raw) != "" }

// Read tells what a document is. The batch holds one care.Document with neither id nor person:
// it waits until somebody confirms whose it is. Faults: "document.too_large",
// "document.encrypted", "document.picture" for pictures that can't be shown or printed,
// "document.broken".
func (Reader) Read(ctx context.Context, file string, raw []byte, now time.Time) ([]care.Batch, error) {
	if len(raw) > MaxSize {
		return nil, text.NewFault("document.too_large", "size", (len(raw)+1<<20-1)>>20, "max", MaxSize>>20)
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	sum := sha256.Sum256(raw)
	doc := &care.Document{Media: media(raw), Size: len(raw), Hash: hex.EncodeToString(sum[:]), Pages: 1}
	b := care.Batch{Format: Format, Kinds: []care.Kind{care.KindDocument}, Incoming: []care.Incoming{{Item: doc}}}
	var made time.Time
	switch doc.Media {
	case "application/pdf":
		p := readPDF(raw, newBudget())
		if p.trailer["Encrypt"] != nil {
			return nil, text.NewFault("document.encrypted")
		}
		pages := p.pages()
		if len(pages) == 0 {
			return nil, text.NewFault("document.broken")
		}
		doc.Pages, doc.Text, made = len(pages), p.textOf(pages), p.created()
		if doc.Text == "" {
			b.Warnings = append(b.Warnings, care.RowProblem{Code: "document_no_text"})
		}
	case "image/jpeg", "image/png":
		size, _, err := image.DecodeConfig(bytes.NewReader(raw))
		if err != nil || size.Width < 1 || size.Height < 1 {
			return nil, text.NewFault("document.broken")
		}
		if size.Width > mostPixels/size.Height {
			return nil, text.NewFault("document.picture_large")
		}
	default:
		return nil, text.NewFault("document.picture")
	}
	file = filepath.Base(filepath.ToSlash(file))
	doc.What = what(file, doc.Text)
	doc.Area = area(doc.What, doc.Text)
	doc.Title = title(file)
	doc.Candidates = candidates(file, doc.Text, now)
	doc.Date, doc.DateFrom = date(doc.Text, made, now)
	return []care.Batch{b}, nil
}
