package paper

import (
	"bytes"
	"context"
	"fmt"
	"io"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"

	"avbrottsparm/internal/sheet"
	"avbrottsparm/internal/text"
)

// attach puts the document's attachments after its sheets, each after a page of its own; one
// without media is that page alone. One whose pages can't be taken over is told on that page, and
// the rest goes out all the same. On both sides of the leaf, each begins on a leaf of its own.
func (p *Press) attach(ctx context.Context, doc *sheet.Document, printed *sheet.Printed) error {
	for _, a := range doc.Attachments {
		if err := ctx.Err(); err != nil {
			return err
		}
		lead := a.Lead
		if a.Media != "application/pdf" && a.Media != "" {
			lead.Blocks = append(lead.Blocks[:len(lead.Blocks):len(lead.Blocks)], sheet.Picture{Bytes: a.Bytes, Media: a.Media})
		}
		first, err := p.lead(ctx, doc, lead)
		if err != nil {
			return err
		}
		parts := [][]byte{printed.PDF, first.PDF}
		if a.Media == "application/pdf" {
			parts = append(parts, readable(a.Bytes))
		}
		whole, total, err := join(ctx, parts)
		if err != nil && ctx.Err() == nil {
			lead.Blocks = append(lead.Blocks[:len(lead.Blocks):len(lead.Blocks)], sheet.Notice{Lines: []string{doc.Words.Say("paper.attachment_failed")}})
			if first, err = p.lead(ctx, doc, lead); err == nil {
				whole, total, err = join(ctx, [][]byte{printed.PDF, first.PDF})
			}
		}
		if err != nil {
			return err
		}
		if doc.Duplex && total%2 == 1 {
			back, err := p.emptyBack(doc, a.Lead)
			if err != nil {
				return err
			}
			if whole, total, err = join(ctx, [][]byte{whole, back}); err != nil {
				return err
			}
		}
		printed.PDF, printed.Pages = whole, total
		printed.Sheets++
		printed.Replaced += first.Replaced
	}
	return nil
}

// lead draws the page before an attachment, with the header and foot of the binder.
func (p *Press) lead(ctx context.Context, doc *sheet.Document, sh sheet.Sheet) (sheet.Printed, error) {
	alone := *doc
	alone.Cover, alone.Attachments, alone.Sheets, alone.Duplex = false, nil, []sheet.Sheet{sh}, false
	return p.Print(ctx, alone, sheet.Output{})
}

// emptyBack draws the other side of an attachment's last page.
func (p *Press) emptyBack(doc *sheet.Document, sh sheet.Sheet) ([]byte, error) {
	alone := *doc
	alone.Sheets = []sheet.Sheet{sh}
	c := newCanvas(newBook(nil), p.faces, &alone)
	c.before = 1
	c.head, c.foot = c.headerOf(&sh), c.footerOf(&sh)
	c.endLeaf()
	return c.output()
}

// readable is a document that says it is of PDF 2.0 as one of 1.7: the pages are drawn alike, and
// the library joins no newer file to an older one.
func readable(pdf []byte) []byte {
	if !bytes.HasPrefix(pdf, version20) {
		return pdf
	}
	older := bytes.Clone(pdf)
	copy(older, "%PDF-1.7")
	return older
}

// join makes one file of several, in memory. The library can't be stopped, so whoever cancels gets
// their answer at once, and its work is thrown away when it is done.
func join(ctx context.Context, parts [][]byte) (whole []byte, pages int, err error) {
	type answer struct {
		whole []byte
		pages int
		err   error
	}
	done := make(chan answer, 1)
	go func() {
		var a answer
		defer func() {
			if r := recover(); r != nil {
				a.err = fmt.Errorf("paper: join: %v", r)
			}
			done <- a
		}()
		a.whole, a.pages, a.err = joined(parts)
	}()
	select {
	case a := <-done:
		if a.err != nil {
			return nil, 0, text.Because(a.err, "paper.failed")
		}
		return a.whole, a.pages, nil
	case <-ctx.Done():
		return nil, 0, ctx.Err()
	}
}

func joined(parts [][]byte) ([]byte, int, error) {
	withoutConfig()
	var sources []io.ReadSeeker
	for _, part := range parts {
		if len(part) > 0 {
			sources = append(sources, bytes.NewReader(part))
		}
	}
	conf := model.NewDefaultConfiguration()
	conf.Optimize, conf.OptimizeBeforeWriting = false, false
	var out bytes.Buffer
	if err := api.MergeRaw(sources, &out, false, conf); err != nil {
		return nil, 0, err
	}
	pages, err := api.PageCount(bytes.NewReader(out.Bytes()), conf)
	return out.Bytes(), pages, err
}
