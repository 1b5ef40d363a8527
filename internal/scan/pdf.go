package scan

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"sync"
	"time"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"avbrottsparm/internal/custody"
	"avbrottsparm/internal/text"
)

// longestOpening is how long a PDF may take to be taken apart, and mostObjects how many objects it may
// have: the library can't be stopped everywhere, and looks through a file without a table again and again.
// A scanner makes some five objects to a page.
const (
	longestOpening = 30 * time.Second
	mostObjects    = 20000
)

// pdfPages gives the pages of a PDF.
func (r Reader) pdfPages(ctx context.Context, f source, each func(custody.Scanned) error) error {
	doc, err := openPDF(ctx, f)
	if err != nil {
		return err
	}
	count := min(doc.PageCount, mostPages)
	for at := 1; at <= count; at++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		dict, inherited, err := sheetOf(doc, at)
		if err != nil { // the tree of pages ends before its count
			return text.Because(err, "scan.broken")
		}
		if err := each(page(ctx, at, count, func() (picture, error) { return r.pdfPage(doc, dict, inherited) })); err != nil {
			return err
		}
	}
	if doc.PageCount > mostPages {
		return text.NewFault("scan.pages", "most", mostPages)
	}
	return nil
}

// openPDF takes a file apart. Who cancels gets the answer at once, and the library's work is thrown
// away when it is done.
func openPDF(ctx context.Context, f source) (*model.Context, error) {
	if many, err := crowded(f); many || err != nil {
		return nil, text.Because(err, "scan.broken")
	}
	late, enough := context.WithTimeout(ctx, longestOpening)
	defer enough()
	type answer struct {
		doc *model.Context
		err error
	}
	done := make(chan answer, 1)
	go func() {
		var a answer
		defer func() {
			if r := recover(); r != nil {
				a.err = fmt.Errorf("scan: open: %v", r)
			}
			done <- a
		}()
		a.doc, a.err = apart(late, f)
	}()
	select {
	case a := <-done:
		switch {
		case ctx.Err() != nil:
			return nil, ctx.Err()
		case errors.Is(a.err, pdfcpu.ErrWrongPassword):
			return nil, text.Because(a.err, "scan.locked")
		case a.err != nil:
			return nil, text.Because(a.err, "scan.broken")
		}
		return a.doc, nil
	case <-late.Done():
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		return nil, text.NewFault("scan.broken")
	}
}

// withoutConfig keeps the library from writing settings of its own into somebody's home.
var withoutConfig = sync.OnceFunc(api.DisableConfigDir)

// crowded tells whether a file has more objects than any scanner makes.
func crowded(f source) (bool, error) {
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return false, nameless(err)
	}
	word := []byte("endobj")
	count, part := 0, make([]byte, 1<<20)
	for kept := 0; ; {
		n, err := f.Read(part[kept:])
		got := part[:kept+n]
		if count += bytes.Count(got, word); count > mostObjects {
			return true, nil
		}
		if errors.Is(err, io.EOF) {
			return false, nil
		}
		if err != nil {
			return false, nameless(err)
		}
		kept = copy(part, got[max(0, len(got)-len(word)+1):]) // a word that lies across the cut
	}
}

func apart(ctx context.Context, f source) (*model.Context, error) {
	withoutConfig()
	conf := model.NewDefaultConfiguration()
	conf.ValidationMode = model.ValidationRelaxed
	conf.Limits.MaxStreamBytes, conf.Limits.MaxDecodeBytes = mostBytes, 2*mostContent
	doc, err := pdfcpu.ReadWithContext(ctx, f, conf)
	if err != nil {
		return nil, err
	}
	if err := doc.EnsurePageCount(); err != nil {
		return nil, err
	}
	if doc.PageCount < 1 {
		return nil, errors.New("scan: no pages")
	}
	return doc, nil
}

// sheetOf finds a page in the tree of pages, with what it has from the branches above.
func sheetOf(doc *model.Context, at int) (dict types.Dict, inherited *model.InheritedPageAttrs, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("scan: page %d: %v", at, r)
		}
	}()
	dict, _, inherited, err = doc.PageDict(at, false)
	return dict, inherited, err
}

// mostDrawn is how many pictures one page is put together of.
const mostDrawn = 2000

// pdfPage is one page of a PDF: its only picture as it came, or all of them put where the page puts them.
func (r Reader) pdfPage(doc *model.Context, dict types.Dict, inherited *model.InheritedPageAttrs) (picture, error) {
	resources := inherited.Resources
	if own, found := dict.Find("Resources"); found {
		dict, err := doc.DereferenceDict(own)
		if err != nil {
			return picture{}, err
		}
		resources = dict
	}
	drawn := drawing{doc: doc, work: mostDrawing}
	content, err := drawn.contentOf(dict)
	if err != nil {
		return picture{}, err
	}
	drawn.run(content, resources, identity, 0)
	if len(drawn.placed) == 0 {
		return picture{}, text.NewFault("scan.empty")
	}
	box := [4]float64{0, 0, 595, 842}
	if inherited.MediaBox != nil {
		box = [4]float64{inherited.MediaBox.LL.X, inherited.MediaBox.LL.Y, inherited.MediaBox.UR.X, inherited.MediaBox.UR.Y}
	}
	if len(drawn.placed) == 1 && inherited.Rotate%360 == 0 && drawn.placed[0].fills(box) {
		return decoder{r, doc}.picture(drawn.placed[0].stream)
	}
	return compose(decoder{r, doc}, drawn.placed, box, inherited.Rotate)
}
