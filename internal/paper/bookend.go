package paper

import (
	"bytes"
	"fmt"
	"time"

	"codeberg.org/go-pdf/fpdf"
)

// about is what a file says of itself: nothing that its pages hold.
type about struct {
	title, lang string
	at          time.Time
}

// finish writes what comes after the pages and returns the file.
func (b *book) finish(a about) ([]byte, error) {
	b.flush()
	fonts, err := b.fonts()
	if err != nil {
		return nil, err
	}
	if b.failed != nil {
		return nil, b.failed
	}
	b.pages()
	b.resources(fonts)
	outlines := b.outlines()
	info, root := b.reserve(), b.reserve()
	b.begin(info)
	b.printf("<</Producer ")
	b.text("Avbrottspärm")
	b.printf(" /Title ")
	b.text(a.title)
	for _, entry := range []string{"CreationDate", "ModDate"} {
		b.printf(" /%s ", entry)
		b.string([]byte(a.at.UTC().Format("D:20060102150405+00'00")))
	}
	b.printf(">>\n")
	b.end()
	b.begin(root)
	b.printf("<</Type /Catalog /Pages %d 0 R /PageLayout /OneColumn", pagesObject)
	if len(b.leaves) > 0 {
		b.printf(" /OpenAction [%d 0 R /FitH null]", b.leaves[0].object)
	}
	if a.lang != "" {
		b.printf(" /Lang ")
		b.string([]byte(a.lang))
	}
	if outlines > 0 {
		b.printf(" /Outlines %d 0 R /PageMode /UseOutlines", outlines)
	}
	b.printf(">>\n")
	b.end()
	b.trailer(root, info)
	return b.out, nil
}

func (b *book) pages() {
	for i := range b.leaves {
		p := &b.leaves[i]
		links := b.annotations(p)
		b.begin(p.object)
		b.printf("<</Type /Page /Parent %d 0 R /MediaBox [0 0 %.2f %.2f] /Resources %d 0 R /Contents [",
			pagesObject, p.wide/pointMM, p.high/pointMM, resourcesObject)
		for _, object := range p.contents {
			b.printf("%d 0 R ", object)
		}
		b.printf("]")
		if len(links) > 0 {
			b.printf(" /Annots [")
			for _, object := range links {
				b.printf("%d 0 R ", object)
			}
			b.printf("]")
		}
		b.printf(">>\n")
		b.end()
	}
	b.begin(pagesObject)
	b.printf("<</Type /Pages /Count %d /Kids [", len(b.leaves))
	for i := range b.leaves {
		b.printf("%d 0 R\n", b.leaves[i].object)
	}
	b.printf("]>>\n")
	b.end()
}

// annotations writes the links of a page, each an object of its own as the standard wants them (ISO
// 32000, table 30).
func (b *book) annotations(p *leaf) []int {
	objects := make([]int, len(p.links))
	for i, a := range p.links {
		objects[i] = b.reserve()
		to := b.leaves[b.links[p.targets[i]]]
		b.begin(objects[i])
		b.printf("<</Type /Annot /Subtype /Link /Rect [%.2f %.2f %.2f %.2f] /Border [0 0 0] /Dest [%d 0 R /XYZ 0 %.2f null]>>\n",
			a.left/pointMM, (p.high-a.bottom)/pointMM, a.right/pointMM, (p.high-a.top)/pointMM, to.object, to.high/pointMM)
		b.end()
	}
	return objects
}

func (b *book) resources(fonts []int) {
	b.begin(resourcesObject)
	b.printf("<</ProcSet [/PDF /Text /ImageB /ImageC] /Font <<")
	for i, object := range fonts {
		if object > 0 {
			b.printf("/F%d %d 0 R ", i+1, object)
		}
	}
	b.printf(">> /XObject <<")
	for i, object := range b.images {
		b.printf("/I%d %d 0 R ", i+1, object)
	}
	b.printf(">>>>\n")
	b.end()
}

// outlines writes the bookmarks and returns their root; 0 for none. Those of the second level and
// below are folded in.
func (b *book) outlines() int {
	if len(b.marks) == 0 {
		return 0
	}
	root := b.reserve()
	first := len(b.offsets)
	for range b.marks {
		b.reserve()
	}
	// Of each bookmark, and of the root before them, as indexes from 1; 0 for none.
	n := len(b.marks) + 1
	parent, prev, next, head, last, count := make([]int, n), make([]int, n), make([]int, n), make([]int, n), make([]int, n), make([]int, n)
	var open []int // the latest of each level
	for i, m := range b.marks {
		level := min(m.level, len(open))
		open = open[:level]
		if level > 0 {
			parent[i+1] = open[level-1]
		}
		up := parent[i+1]
		if prev[i+1] = last[up]; prev[i+1] > 0 {
			next[prev[i+1]] = i + 1
		} else {
			head[up] = i + 1
		}
		last[up] = i + 1
		count[up]++
		open = append(open, i+1)
	}
	object := func(i int) int {
		if i == 0 {
			return root
		}
		return first + i - 1
	}
	b.begin(root)
	b.printf("<</Type /Outlines /First %d 0 R /Last %d 0 R /Count %d>>\n", object(head[0]), object(last[0]), count[0])
	b.end()
	for i := 1; i < n; i++ {
		m := b.marks[i-1]
		page := &b.leaves[m.page]
		b.begin(object(i))
		b.printf("<</Title ")
		b.text(m.text)
		b.printf(" /Parent %d 0 R", object(parent[i]))
		for _, to := range []struct {
			name string
			i    int
		}{{"Prev", prev[i]}, {"Next", next[i]}, {"First", head[i]}, {"Last", last[i]}} {
			if to.i > 0 {
				b.printf(" /%s %d 0 R", to.name, object(to.i))
			}
		}
		if count[i] > 0 { // not to be there where nothing is folded in
			b.printf(" /Count %d", -count[i])
		}
		b.printf(" /Dest [%d 0 R /XYZ 0 %.2f null]>>\n", page.object, page.high/pointMM)
		b.end()
	}
	return root
}

func (b *book) trailer(root, info int) {
	encryption := ""
	if b.locks != nil {
		object := b.reserve()
		b.begin(object)
		b.printf("%s\n", b.locks.dictionary())
		b.end()
		encryption = fmt.Sprintf(" /Encrypt %d 0 R /ID [<%x><%x>]", object, b.locks.id, b.locks.id)
	}
	table := len(b.out)
	b.printf("xref\n0 %d\n0000000000 65535 f \n", len(b.offsets))
	for _, offset := range b.offsets[1:] {
		b.printf("%010d 00000 n \n", offset)
	}
	b.printf("trailer\n<</Size %d /Root %d 0 R /Info %d 0 R%s>>\nstartxref\n%d\n%%%%EOF\n", len(b.offsets), root, info, encryption, table)
}

// fonts takes over the subsets that the drawing library makes of what was drawn, by weight; 0 for
// one that isn't needed. The library makes them for a file of one page, of which only they are kept.
func (b *book) fonts() ([]int, error) {
	pdf := fpdf.New("P", "mm", "A4", "")
	pdf.SetCatalogSort(true)
	pdf.AddPage()
	for i, font := range fontFiles {
		var all []rune
		for r, used := range b.used[i] {
			if used {
				all = append(all, rune(r))
			}
		}
		if len(all) > 0 {
			pdf.AddUTF8FontFromBytes(font.family, "", font.ttf)
			pdf.SetFont(font.family, "", sizeText)
			pdf.Text(0, 0, string(all))
		}
	}
	var file bytes.Buffer
	if err := pdf.Output(&file); err != nil {
		return nil, fmt.Errorf("paper: make fonts: %w", err)
	}
	tagFonts(file.Bytes())
	var heads []string
	for _, font := range fontFiles {
		heads = append(heads, "/Subtype /Type0\n/BaseFont "+font.name+"\n")
	}
	return b.transplant(file.Bytes(), heads...)
}
