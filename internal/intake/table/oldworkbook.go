package table

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"

	"github.com/richardlehane/mscfb"

	"avbrottsparm/internal/text"
)

// The size of a sheet in the old Excel format.
const (
	oldRows    = 65_536
	oldColumns = 256
)

// readOldWorkbook reads the visible sheets of an xls file of Excel 5 to 2003. It follows the
// records once from front to back and takes no count in the file at its word, so that no file
// costs more than its own size; a panic over a broken one becomes a fault. Formulas give the
// result that Excel saved beside them.
func readOldWorkbook(ctx context.Context, raw []byte) (sheets []sheet, err error) {
	defer func() {
		if broken := recover(); broken != nil {
			sheets, err = nil, text.Because(fmt.Errorf("reading old workbook: panic of type %T", broken), "intake.old_excel")
		}
	}()
	stream, err := bookStream(raw)
	if err != nil {
		return nil, text.Because(err, "intake.old_excel")
	}
	book := &oldBook{ctx: ctx, stream: stream}
	if err := book.globals(); err != nil {
		return nil, err
	}
	return book.read()
}

// bookStream takes the workbook out of its container: "Workbook" since Excel 97, "Book" before.
func bookStream(raw []byte) ([]byte, error) {
	doc, err := mscfb.New(bytes.NewReader(raw))
	if err != nil {
		return nil, fmt.Errorf("opening container: %T", err)
	}
	var found []byte
	for entry, nextErr := doc.Next(); nextErr == nil; entry, nextErr = doc.Next() {
		if entry.Name != "Workbook" && (entry.Name != "Book" || found != nil) {
			continue
		}
		found = make([]byte, min(max(entry.Size, 0), int64(len(raw))))
		n, err := io.ReadFull(entry, found)
		if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
			return nil, fmt.Errorf("reading stream: %T", err)
		}
		found = found[:n]
	}
	if len(found) == 0 {
		return nil, errOldExcel
	}
	return found, nil
}

// oldBook is the reading of one workbook.
type oldBook struct {
	ctx       context.Context
	stream    []byte
	wide      bool // BIFF8: strings are Unicode
	page      int  // the code page of BIFF5's strings
	epoch1904 bool
	shared    []string
	places    []oldSheet
	size      int // bytes of text in all cells so far
}

// oldSheet is where a sheet begins in the stream.
type oldSheet struct {
	at   int
	name string
}

// globals reads what concerns all sheets.
func (b *oldBook) globals() error {
	records := &biff{raw: b.stream}
	id, body, ok := records.next()
	if !ok || id != recordBegin {
		return text.Because(errOldExcel, "intake.old_excel")
	}
	b.wide = body.u16() == 0x0600
	for n := 0; ; n++ {
		if n%4096 == 0 && b.ctx.Err() != nil {
			return b.ctx.Err()
		}
		id, body, ok := records.next()
		if !ok || id == recordEnd {
			return nil
		}
		switch id {
		case recordPassword:
			return text.NewFault("intake.encrypted")
		case recordCodePage:
			b.page = body.u16()
		case recordDateMode:
			b.epoch1904 = body.u16() == 1
		case recordSheet:
			b.place(body)
		case recordStrings:
			b.takeShared(body)
		}
	}
}

// place notes a visible worksheet; charts, macros and hidden sheets are left out.
func (b *oldBook) place(body *segments) {
	at, hidden, kind := body.u32(), body.u8()&3, body.u8()
	name := b.short(body)
	if hidden == 0 && kind == 0 && !body.failed && at < len(b.stream) {
		b.places = append(b.places, oldSheet{at, name})
	}
}

// short is a string whose length is one byte.
func (b *oldBook) short(body *segments) string { return b.string(body, body.u8()) }

func (b *oldBook) string(body *segments, n int) string {
	if b.wide {
		return body.text(n)
	}
	raw := body.take(n)
	if body.failed {
		return ""
	}
	return with(codePage(b.page), raw)
}

// takeShared reads the strings that cells refer to by number.
func (b *oldBook) takeShared(body *segments) {
	body.skip(8) // how many there are said to be
	for !body.done() {
		s := body.text(body.u16())
		if body.failed {
			return
		}
		b.shared = append(b.shared, s)
	}
}

// read reads the sheets.
func (b *oldBook) read() ([]sheet, error) {
	if len(b.places) > maxSheets {
		return nil, text.NewFault("intake.too_large", "limit", maxUnzipped>>20)
	}
	var sheets []sheet
	read := map[int]bool{} // several entries may point to one place
	for _, place := range b.places {
		if read[place.at] {
			continue
		}
		read[place.at] = true
		rows, err := b.rows(place.at)
		if err != nil {
			return nil, err
		}
		s, err := newSheet(place.name, rows, true)
		if err != nil {
			return nil, err
		}
		s.epoch1904 = b.epoch1904
		sheets = append(sheets, s)
	}
	if len(sheets) == 1 {
		sheets[0].name = ""
	}
	if len(sheets) == 0 {
		return nil, text.Because(errOldExcel, "intake.old_excel")
	}
	return sheets, nil
}

// rows reads the cells of one sheet. Charts inside it have a beginning and an end of their own.
func (b *oldBook) rows(at int) ([][]string, error) {
	records := &biff{raw: b.stream, at: at}
	grid := &oldGrid{book: b}
	depth := 0
	for n := 0; ; n++ {
		if n%4096 == 0 && b.ctx.Err() != nil {
			return nil, b.ctx.Err()
		}
		id, body, ok := records.next()
		if !ok {
			return nil, text.Because(errOldExcel, "intake.broken")
		}
		switch {
		case id == recordBegin:
			depth++
		case id == recordEnd:
			if depth--; depth <= 0 {
				return grid.rows, nil
			}
		case depth == 1:
			grid.take(id, body)
		}
		if b.size > maxText {
			return nil, text.NewFault("intake.too_large", "limit", maxText>>20)
		}
	}
}

// oldGrid is the cells of a sheet as they come in.
type oldGrid struct {
	book    *oldBook
	rows    [][]string
	waiting bool // the formula of the cell below gave a string, which comes in the next record
	row     int
	column  int
}

// take reads a record of cells.
func (g *oldGrid) take(id int, body *segments) {
	if id == recordString {
		if g.waiting {
			g.set(g.row, g.column, g.book.string(body, body.u16()))
		}
		g.waiting = false
		return
	}
	switch id {
	case recordNumber, recordPacked, recordNumbers, recordLabel, recordRich, recordSharedRef, recordBoolErr, recordFormula, 0x0206, 0x0406:
	default:
		return
	}
	row, column := body.u16(), body.u16()
	if id == recordNumbers {
		g.numbers(row, column, body)
		return
	}
	body.skip(2) // how it is formatted
	switch id {
	case recordNumber:
		g.number(row, column, body, math.Float64frombits(binary.LittleEndian.Uint64(body.take(8))))
	case recordPacked:
		g.number(row, column, body, packedNumber(binary.LittleEndian.Uint32(body.take(4))))
	case recordSharedRef:
		if n := body.u32(); n < len(g.book.shared) && !body.failed {
			g.set(row, column, g.book.shared[n])
		}
	case recordLabel, recordRich:
		g.set(row, column, g.book.string(body, body.u16()))
	case recordBoolErr:
		if value, isError := body.u8(), body.u8(); isError == 0 && !body.failed {
			g.set(row, column, fmt.Sprint(value))
		}
	default:
		if result := body.take(8); !body.failed {
			g.formula(row, column, result)
		}
	}
}

// numbers reads a record of several numbers side by side.
func (g *oldGrid) numbers(row, column int, body *segments) {
	for !body.done() && column < oldColumns {
		body.skip(2)
		if body.done() {
			return // only the last column's number was left
		}
		g.number(row, column, body, packedNumber(binary.LittleEndian.Uint32(body.take(4))))
		column++
	}
}

// number keeps a number of a record that was whole.
func (g *oldGrid) number(row, column int, body *segments, f float64) {
	if !body.failed {
		g.set(row, column, numberText(f))
	}
}

// formula reads the saved result of a formula: a number, or in its place what else it gave.
func (g *oldGrid) formula(row, column int, result []byte) {
	if result[6] != 0xFF || result[7] != 0xFF {
		g.set(row, column, numberText(math.Float64frombits(binary.LittleEndian.Uint64(result))))
		return
	}
	switch result[0] {
	case 0:
		g.waiting, g.row, g.column = true, row, column
	case 1:
		g.set(row, column, fmt.Sprint(result[2]))
	}
}

// set puts a text into its cell.
func (g *oldGrid) set(row, column int, value string) {
	if value == "" || row >= oldRows || column >= oldColumns {
		return
	}
	for len(g.rows) <= row {
		g.rows = append(g.rows, nil)
	}
	for len(g.rows[row]) <= column {
		g.rows[row] = append(g.rows[row], "")
	}
	g.rows[row][column] = value
	g.book.size += len(value) + column
}
