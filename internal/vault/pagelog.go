package vault

import (
	"bytes"
	"encoding/binary"
	"errors"
	"os"
)

// readLog finds the frames of the log: which of them SQLite would play back, up to the last
// commit before the first damage, and all others that belong to the same log. A log that can't
// be read gives none.
func (f *pageFile) readLog() {
	head := make([]byte, walHeader+frameHeader)
	if _, err := f.wal.ReadAt(head, 0); err != nil {
		return
	}
	order, size, whole := walOrder(head)
	salts := head[16:24]
	var sum checksum
	if whole {
		sum.add(order, head[:24])
		f.size = size
	} else {
		salts = head[walHeader+8 : walHeader+16] // the first frame has them too
	}
	pending := map[uint32]int64{}
	raw := make([]byte, frameHeader+f.size)
	for at := int64(walHeader); ; at += int64(len(raw)) {
		if _, err := f.wal.ReadAt(raw, at); err != nil {
			return
		}
		page, commit := binary.BigEndian.Uint32(raw), binary.BigEndian.Uint32(raw[4:])
		if !bytes.Equal(raw[8:16], salts) || page == 0 {
			whole = false // left from an earlier round of the log, or damaged
			continue
		}
		sum.add(order, raw[:8])
		sum.add(order, raw[frameHeader:])
		whole = whole && sum.is(raw[16:])
		f.frames = append(f.frames, frame{page: page, offset: at + frameHeader})
		if !whole {
			if commit > 0 {
				f.unplayed++
			}
			continue
		}
		pending[page] = at + frameHeader
		if commit > 0 {
			for page, offset := range pending {
				f.newest[page] = offset
			}
			clear(pending)
		}
	}
}

// walOrder reads the log's header: the byte order of its checksums and the size of a page. whole
// is false when it is damaged.
func walOrder(head []byte) (order binary.ByteOrder, size int, whole bool) {
	order = binary.LittleEndian
	if binary.BigEndian.Uint32(head) == 0x377f0683 {
		order = binary.BigEndian
	}
	var sum checksum
	sum.add(order, head[:24])
	size = int(binary.BigEndian.Uint32(head[8:]))
	return order, size, sum.is(head[24:]) && plausibleSize(size) && binary.BigEndian.Uint32(head)&^1 == 0x377f0682
}

// logBroken tells whether a write-ahead log has commits that SQLite would pass over without a word,
// because a frame before them is damaged. A log that merely ends too early has none.
func logBroken(path string) (bool, error) {
	info, err := os.Stat(path + "-wal")
	if errors.Is(err, os.ErrNotExist) || (err == nil && info.Size() <= walHeader) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	f, err := openPages(path, usualPage)
	if err != nil {
		return false, err
	}
	return f.unplayed > 0, f.close()
}

// checksum is that of the write-ahead log.
type checksum struct{ a, b uint32 }

func (c *checksum) add(order binary.ByteOrder, data []byte) {
	for ; len(data) >= 8; data = data[8:] {
		c.a += order.Uint32(data) + c.b
		c.b += order.Uint32(data[4:]) + c.a
	}
}

func (c *checksum) is(stored []byte) bool {
	return binary.BigEndian.Uint32(stored) == c.a && binary.BigEndian.Uint32(stored[4:]) == c.b
}
