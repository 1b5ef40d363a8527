// Package scan reads scanned papers: pictures and PDFs out of a folder, page by page, with the codes on
// them.
//
// No file is trusted. Sizes, pages and dots have limits before anything is unpacked; a file or page that
// can't be read is named and keeps none of the others back. Nothing is written, and one page is in memory
// at a time besides the file itself.
package scan

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"avbrottsparm/internal/custody"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

// Limits on what is opened. An A4 page at 600 dots per inch has 35 million dots.
const (
	mostFiles   = 2000
	mostBytes   = 128 << 20 // of a PDF or TIFF
	mostPicture = 32 << 20  // of a picture that is one page, as it is kept
	mostPages   = 1000      // of one file
	mostDots    = 40 << 20  // of one page
)

// Reader reads folders of scanned papers.
type Reader struct {
	dots int // of one page, at most
}

// New makes a reader.
func New() Reader { return Reader{dots: mostDots} }

// endings are those of files that can hold scanned pages. What they are is told by their content.
var endings = []string{".pdf", ".jpg", ".jpeg", ".png", ".tif", ".tiff"}

// Files lists what may hold scanned pages in a folder, by name, without opening anything. Folders in
// it, links and other programs' half-written files are passed over. Faults: "scan.folder", "scan.many".
func (Reader) Files(ctx context.Context, dir string) ([]custody.ScanFile, error) {
	found, err := os.ReadDir(dir)
	if err != nil {
		return nil, text.Because(nameless(err), "scan.folder")
	}
	var files []custody.ScanFile
	for _, entry := range found {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		name := entry.Name()
		if strings.HasPrefix(name, ".") || strings.HasPrefix(name, "~$") || !slices.Contains(endings, strings.ToLower(filepath.Ext(name))) {
			continue
		}
		info, err := entry.Info()
		if errors.Is(err, os.ErrNotExist) || err == nil && !info.Mode().IsRegular() {
			continue
		}
		if err != nil {
			return nil, text.Because(nameless(err), "scan.folder")
		}
		files = append(files, custody.ScanFile{Path: filepath.Join(dir, name), Name: ledger.CleanName(name), Size: info.Size()})
	}
	if len(files) > mostFiles {
		return nil, text.NewFault("scan.many", "most", mostFiles)
	}
	return files, nil
}

// nameless is an error of the file system without the path, which can say something about a person.
func nameless(err error) error {
	var path *os.PathError
	if errors.As(err, &path) {
		return fmt.Errorf("scan: %s: %w", path.Op, path.Err)
	}
	return err
}

// Pages gives the pages of a file in their order. An error of each ends it and is returned as it is;
// what is wrong with one page stands in the page. Faults: "scan.gone", "scan.large", "scan.broken",
// "scan.locked", "scan.pages" after as many as are read.
func (r Reader) Pages(ctx context.Context, file custody.ScanFile, each func(custody.Scanned) error) error {
	f, err := os.Open(file.Path)
	if err != nil {
		return text.Because(nameless(err), "scan.gone")
	}
	err = r.pages(ctx, f, each)
	if closing := f.Close(); err == nil && closing != nil {
		err = text.Because(nameless(closing), "scan.gone")
	}
	return err
}

// source is an open file.
type source interface {
	io.ReadSeeker
	io.ReaderAt
}

// pages tells by its first bytes what a file is, and reads it.
func (r Reader) pages(ctx context.Context, f source, each func(custody.Scanned) error) error {
	size, err := f.Seek(0, io.SeekEnd)
	if err != nil {
		return text.Because(nameless(err), "scan.gone")
	}
	if size > mostBytes {
		return text.NewFault("scan.large", "most", mostBytes>>20)
	}
	head := make([]byte, min(size, 1024))
	if _, err := f.ReadAt(head, 0); err != nil && !errors.Is(err, io.EOF) {
		return text.Because(nameless(err), "scan.gone")
	}
	switch {
	case bytes.Contains(head, []byte("%PDF-")):
		return r.pdfPages(ctx, f, each)
	case bytes.HasPrefix(head, []byte("II*\x00")) || bytes.HasPrefix(head, []byte("MM\x00*")):
		return r.tiffPages(ctx, f, size, each)
	case bytes.HasPrefix(head, []byte("\xFF\xD8\xFF")) || bytes.HasPrefix(head, []byte("\x89PNG\r\n\x1a\n")):
		if size > mostPicture {
			return text.NewFault("scan.large", "most", mostPicture>>20)
		}
		raw := make([]byte, size)
		if _, err := f.ReadAt(raw, 0); err != nil && !errors.Is(err, io.EOF) {
			return text.Because(nameless(err), "scan.gone")
		}
		return each(page(ctx, 1, 1, func() (picture, error) { return r.openPicture(raw) }))
	}
	return text.NewFault("scan.broken")
}

// page is one page with its codes; what goes wrong with it, and the libraries' panics at strange files,
// stand in it.
func page(ctx context.Context, at, of int, open func() (picture, error)) (s custody.Scanned) {
	s = custody.Scanned{At: at, Of: of}
	defer func() {
		if r := recover(); r != nil {
			s = custody.Scanned{At: at, Of: of, Err: text.Because(fmt.Errorf("scan: page %d: %v", at, r), "scan.broken")}
		}
	}()
	p, err := open()
	if err == nil {
		s.Media, s.Bytes, err = p.kept()
	}
	if err != nil {
		var fault *text.Fault
		if !errors.As(err, &fault) {
			err = text.Because(fmt.Errorf("scan: page %d: %w", at, err), "scan.broken")
		}
		return custody.Scanned{At: at, Of: of, Err: err}
	}
	s.Texts = codes(ctx, p.grey)
	return s
}
