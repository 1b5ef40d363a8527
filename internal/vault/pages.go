package vault

import (
	"encoding/binary"
	"errors"
	"io"
	"os"
)

// A damaged database is read page by page here, past SQLite: a page that still holds whole rows
// gives them, whatever became of the pages that led to it. What is read proves itself later, by
// opening under the keys. The format is SQLite's own (sqlite.org/fileformat2.html).

// pageFile gives pages of a database and its write-ahead log.
type pageFile struct {
	main, wal *os.File // wal may be nil
	size      int      // of a page, in bytes
	count     uint32   // of pages in the file, the last one may be cut
	newest    map[uint32]int64
	frames    []frame // every page image in the log that belongs to it, oldest first
	unplayed  int     // commits in the log that come after damage, where SQLite would not see them
}

type frame struct {
	page   uint32
	offset int64 // of the image in the log
}

const (
	walHeader   = 32
	frameHeader = 24
	maxPayload  = 256 << 20 // a row that says it is larger is damage
)

// openPages opens a database that may be damaged in any way; guess is the size of a page to take
// where neither file tells.
func openPages(path string, guess int) (_ *pageFile, err error) {
	f := &pageFile{newest: map[uint32]int64{}}
	if f.main, err = os.Open(path); err != nil {
		return nil, err
	}
	if f.wal, err = os.Open(path + "-wal"); err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, also(err, f.main.Close())
	}
	head := make([]byte, walHeader)
	f.size = guess
	if n, err := f.main.ReadAt(head, 0); n == len(head) && (err == nil || errors.Is(err, io.EOF)) {
		if told := int(binary.BigEndian.Uint16(head[16:])); plausibleSize(told) {
			f.size = told
		}
	}
	if f.wal != nil {
		f.readLog()
	}
	info, err := f.main.Stat()
	if err != nil {
		return nil, also(err, f.close())
	}
	f.count = uint32((info.Size() + int64(f.size) - 1) / int64(f.size))
	return f, nil
}

func plausibleSize(n int) bool { return n >= 512 && n <= 65536 && n&(n-1) == 0 }

func (f *pageFile) close() error {
	err := f.main.Close()
	if f.wal != nil {
		err = also(err, f.wal.Close())
	}
	return err
}

// image is a page's bytes; nil when it can't be read. A page at the cut end is filled with zeros.
func (f *pageFile) image(page uint32) []byte {
	if offset, logged := f.newest[page]; logged {
		return f.read(f.wal, offset)
	}
	return f.read(f.main, int64(page-1)*int64(f.size))
}

func (f *pageFile) read(from *os.File, offset int64) []byte {
	raw := make([]byte, f.size)
	n, err := from.ReadAt(raw, offset)
	if n == 0 || (err != nil && !errors.Is(err, io.EOF)) {
		return nil
	}
	return raw
}

// current goes through the rows of every page as SQLite would see it.
func (f *pageFile) current(each func(columns []any) error) error {
	last := f.count
	for page := range f.newest {
		last = max(last, min(page, f.count+uint32(len(f.frames))))
	}
	for page := uint32(1); page <= last; page++ {
		if err := f.rows(page, f.image(page), each); err != nil {
			return err
		}
	}
	return nil
}

// hidden goes through the rows of all other images: pages that the log replaces, and frames of
// the log that are older or come after damage.
func (f *pageFile) hidden(each func(columns []any) error) error {
	for page := range f.newest {
		if err := f.rows(page, f.read(f.main, int64(page-1)*int64(f.size)), each); err != nil {
			return err
		}
	}
	for n := len(f.frames) - 1; n >= 0; n-- {
		at := f.frames[n]
		if f.newest[at.page] == at.offset {
			continue
		}
		if err := f.rows(at.page, f.read(f.wal, at.offset), each); err != nil {
			return err
		}
	}
	return nil
}

const tableLeaf = 0x0d

// rows gives the rows of a page that is a leaf of a table; any other page has none.
func (f *pageFile) rows(page uint32, raw []byte, each func(columns []any) error) error {
	start := 0
	if page == 1 {
		start = 100
	}
	if raw == nil || raw[start] != tableLeaf {
		return nil
	}
	cells := int(binary.BigEndian.Uint16(raw[start+3:]))
	for n := range cells {
		at := start + 8 + 2*n
		if at+2 > len(raw) {
			return nil
		}
		payload := f.cell(raw, int(binary.BigEndian.Uint16(raw[at:])))
		if payload == nil {
			continue
		}
		if columns, ok := decodeRow(payload); ok {
			if err := each(columns); err != nil {
				return err
			}
		}
	}
	return nil
}

// cell gathers a row's payload, over as many pages as it lies on; nil when any of it is gone.
func (f *pageFile) cell(raw []byte, at int) []byte {
	if at < 8 || at >= len(raw) {
		return nil
	}
	length, n := varint(raw[at:])
	_, m := varint(raw[min(at+n, len(raw)):])
	if n == 0 || m == 0 || length > maxPayload {
		return nil
	}
	at += n + m
	total, usable := int(length), len(raw)
	local := total
	if most := usable - 35; total > most {
		least := (usable-12)*32/255 - 23
		if local = least + (total-least)%(usable-4); local > most {
			local = least
		}
	}
	if at+local > len(raw) {
		return nil
	}
	payload := append(make([]byte, 0, min(total, 1<<20)), raw[at:at+local]...)
	if local == total {
		return payload
	}
	if at+local+4 > len(raw) {
		return nil
	}
	next := binary.BigEndian.Uint32(raw[at+local:])
	for len(payload) < total {
		if next == 0 {
			return nil
		}
		more := f.image(next)
		if more == nil {
			return nil
		}
		next = binary.BigEndian.Uint32(more)
		payload = append(payload, more[4:4+min(usable-4, total-len(payload))]...)
	}
	return payload
}

// varint reads SQLite's number of 1 to 9 bytes; n is 0 when it is cut.
func varint(raw []byte) (value uint64, n int) {
	for n < len(raw) && n < 9 {
		b := raw[n]
		n++
		if n == 9 {
			return value<<8 | uint64(b), n
		}
		value = value<<7 | uint64(b&0x7f)
		if b < 0x80 {
			return value, n
		}
	}
	return 0, 0
}

// decodeRow takes a row apart: nil, int64, string or []byte.
func decodeRow(payload []byte) (columns []any, ok bool) {
	head, n := varint(payload)
	if n == 0 || head > uint64(len(payload)) || head > 64 {
		return nil, false
	}
	types, data := payload[n:max(n, int(head))], payload[head:]
	for len(types) > 0 {
		kind, n := varint(types)
		if n == 0 {
			return nil, false
		}
		types = types[n:]
		value, size, ok := decodeValue(kind, data)
		if !ok {
			return nil, false
		}
		columns, data = append(columns, value), data[size:]
	}
	return columns, true
}

func decodeValue(kind uint64, data []byte) (value any, size int, ok bool) {
	switch {
	case kind == 0:
		return nil, 0, true
	case kind <= 6:
		size = []int{0, 1, 2, 3, 4, 6, 8}[kind]
		if len(data) < size {
			return nil, 0, false
		}
		number := int64(int8(data[0]))
		for _, b := range data[1:size] {
			number = number<<8 | int64(b)
		}
		return number, size, true
	case kind == 8 || kind == 9:
		return int64(kind - 8), 0, true
	case kind >= 12 && (kind-12)/2 <= uint64(len(data)):
		size = int(kind-12) / 2
		if kind%2 == 1 {
			return string(data[:size]), size, true
		}
		return data[:size:size], size, true
	}
	return nil, 0, false
}
