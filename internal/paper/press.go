// Package paper draws a sheet.Document as a PDF on A4: header and footer on every page, cover with
// contents and page numbers, bookmarks, tables that break between rows.
//
// It guarantees a good page whatever the texts hold: what can't be drawn becomes a box and is
// counted, what is long goes on over lines and pages, and nothing is written to disk. The same
// document gives the same bytes, unless they are encrypted or others are attached.
package paper

import (
	"context"
	"fmt"

	"avbrottsparm/internal/sheet"
	"avbrottsparm/internal/text"
)

// Press makes PDFs. It holds the measured fonts, so one is made at start and used throughout; it
// is safe for use by several goroutines.
type Press struct{ faces *typeface }

// New reads and measures the fonts.
func New() (*Press, error) {
	faces, err := newTypeface()
	if err != nil {
		return nil, err
	}
	return &Press{faces: faces}, nil
}

// Print draws a document in memory. It stops between sheets when ctx is cancelled and then
// returns the error of ctx; anything else that fails is a text.Fault.
func (p *Press) Print(ctx context.Context, doc sheet.Document, out sheet.Output) (sheet.Printed, error) {
	if doc.Words == nil {
		doc.Words = text.For(text.Swedish)
	}
	passphrase, err := usable(out.Passphrase)
	if err != nil {
		return sheet.Printed{}, err
	}
	joined := len(doc.Attachments) > 0
	var l *locks
	if !joined {
		if l, err = locksFor(passphrase); err != nil {
			return sheet.Printed{}, err
		}
	}
	c := newCanvas(newBook(l), p.faces, &doc)
	c.release = out.Release
	if err := c.print(ctx, out.Progress); err != nil {
		return sheet.Printed{}, err
	}
	file, err := c.output()
	if err != nil {
		return sheet.Printed{}, err
	}
	printed := sheet.Printed{PDF: file, Pages: len(c.sides), Sheets: len(doc.Sheets), Spans: c.spans(), Replaced: c.replaced}
	if len(doc.Sheets) == 0 && !doc.Cover && len(doc.Attachments) > 0 {
		printed = sheet.Printed{} // the documents alone
	}
	if err := p.attach(ctx, &doc, &printed); err != nil {
		return sheet.Printed{}, err
	}
	if err := ctx.Err(); err != nil {
		return sheet.Printed{}, err
	}
	if joined && passphrase != "" {
		sealed, err := sealJoined(printed.PDF, passphrase)
		if err != nil {
			return sheet.Printed{}, err
		}
		printed.PDF = sealed
	}
	return printed, nil
}

// output is the finished file. Its metadata name the program and nothing that the pages hold: file
// managers and search services show a title without asking for the passphrase.
func (c *canvas) output() ([]byte, error) {
	// The language lets a screen reader pick the right voice.
	a := about{title: c.words.Say("paper.file_title"), lang: string(c.words.Lang()), at: c.doc.PrintedAt}
	pdf, err := c.pdf.finish(a)
	if err != nil {
		return nil, text.Because(fmt.Errorf("paper: write: %w", err), "paper.failed")
	}
	return pdf, nil
}

func (c *canvas) print(ctx context.Context, progress func(done, total int)) error {
	var chapters []*chapter
	if c.doc.Cover {
		chapters = c.cover()
		c.endLeaf()
	} else if len(c.doc.Sheets) == 0 {
		c.emptyPage()
	}
	marks := outline{c: c}
	for i := range c.doc.Sheets {
		if err := ctx.Err(); err != nil {
			return err
		}
		sh := &c.doc.Sheets[i]
		c.current, c.head, c.foot = i, c.headerOf(sh), c.footerOf(sh)
		c.newPage()
		marks.add(i)
		c.draw(sh.Blocks)
		c.endLeaf()
		if c.release {
			sh.Blocks, sh.Said = nil, nil
		}
		if err := c.pdf.failed; err != nil {
			return text.Because(fmt.Errorf("paper: sheet %d: %w", i, err), "paper.failed")
		}
		if progress != nil {
			progress(i+1, len(c.doc.Sheets))
		}
	}
	c.fillContents(chapters)
	c.number()
	return nil
}

// emptyPage says that there was nothing to print; an empty file would look like a fault.
func (c *canvas) emptyPage() {
	c.current = -1
	sh := sheet.Sheet{Kind: sheet.KindCover, Title: c.doc.Title}
	c.head, c.foot = c.headerOf(&sh), c.footerOf(&sh)
	c.newPage()
	c.text(sheet.Text{Text: c.words.Say("paper.empty")})
}

// outline makes the bookmarks: chapter, then person or sheet, then the sheets of the person.
type outline struct {
	c       *canvas
	chapter string
	person  string
	started bool
}

func (o *outline) add(i int) {
	sheets := o.c.doc.Sheets
	sh := &sheets[i]
	if !o.started || sh.Chapter != o.chapter {
		o.c.pdf.bookmark(o.c.oneLine(sh.Chapter), 0)
		o.chapter, o.person, o.started = sh.Chapter, "", true
	}
	if sh.Name == "" {
		o.person = ""
		o.c.pdf.bookmark(o.c.oneLine(sh.Title), 1)
		return
	}
	if sh.PersonID != o.person || sh.PersonID == "" {
		o.c.pdf.bookmark(o.c.oneLine(sh.Name), 1)
		o.person = sh.PersonID
	}
	o.c.pdf.bookmark(o.c.oneLine(sh.Title), 2)
}
