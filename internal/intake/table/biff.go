package table

import (
	"encoding/binary"
	"errors"
	"math"
	"strconv"
	"unicode/utf16"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
)

// The records of the old Excel format (BIFF5 and BIFF8) that say what stands in the cells. All
// others are passed over.
const (
	recordFormula   = 0x0006
	recordEnd       = 0x000A
	recordDateMode  = 0x0022
	recordPassword  = 0x002F
	recordContinue  = 0x003C
	recordCodePage  = 0x0042
	recordSheet     = 0x0085
	recordNumbers   = 0x00BD
	recordRich      = 0x00D6
	recordStrings   = 0x00FC
	recordSharedRef = 0x00FD
	recordNumber    = 0x0203
	recordLabel     = 0x0204
	recordBoolErr   = 0x0205
	recordString    = 0x0207
	recordPacked    = 0x027E
	recordBegin     = 0x0809
)

var errOldExcel = errors.New("the workbook's records can't be followed")

// segments are the bytes of a record and of the records that continue it.
type segments struct {
	parts  [][]byte
	failed bool // something was asked for beyond the end
}

// take gives the next n bytes, over the joints between records.
func (s *segments) take(n int) []byte {
	for len(s.parts) > 0 && len(s.parts[0]) == 0 {
		s.parts = s.parts[1:]
	}
	if len(s.parts) > 0 && len(s.parts[0]) >= n {
		part := s.parts[0][:n]
		s.parts[0] = s.parts[0][n:]
		return part
	}
	left := 0
	for _, part := range s.parts {
		left += len(part)
	}
	if n < 0 || left < n {
		s.failed, s.parts = true, nil
		return make([]byte, min(max(n, 0), 8)) // callers of more than eight bytes look at failed
	}
	joined := make([]byte, 0, n)
	for len(joined) < n {
		piece := s.parts[0][:min(n-len(joined), len(s.parts[0]))]
		joined = append(joined, piece...)
		s.parts[0] = s.parts[0][len(piece):]
		if len(s.parts[0]) == 0 {
			s.parts = s.parts[1:]
		}
	}
	return joined
}

func (s *segments) u8() int  { return int(s.take(1)[0]) }
func (s *segments) u16() int { return int(binary.LittleEndian.Uint16(s.take(2))) }
func (s *segments) u32() int { return int(binary.LittleEndian.Uint32(s.take(4))) }

// done tells that nothing is left, or that more was asked for than there is.
func (s *segments) done() bool {
	for len(s.parts) > 0 && len(s.parts[0]) == 0 {
		s.parts = s.parts[1:]
	}
	return s.failed || len(s.parts) == 0
}

// text reads a string of n characters whose flags come next, as BIFF8 writes it. Where it goes on
// in the next record, that record begins with new flags.
func (s *segments) text(n int) string {
	flags := s.u8()
	runs, phonetic := 0, 0
	if flags&8 != 0 {
		runs = s.u16()
	}
	if flags&4 != 0 {
		phonetic = s.u32()
	}
	units := make([]uint16, 0, min(n, 1<<12))
	wide := flags&1 != 0
	for len(units) < n && !s.done() {
		part := s.parts[0]
		size := 1
		if wide {
			size = 2
		}
		whole := min(n-len(units), len(part)/size)
		for i := range whole {
			if wide {
				units = append(units, binary.LittleEndian.Uint16(part[2*i:]))
			} else {
				units = append(units, uint16(part[i]))
			}
		}
		s.parts[0] = part[whole*size:]
		if len(units) < n && len(s.parts) > 1 {
			s.parts = s.parts[1:]
			wide = s.u8()&1 != 0
		} else if len(units) < n {
			s.failed = true
		}
	}
	s.skip(4*runs + phonetic)
	return string(utf16.Decode(units))
}

func (s *segments) skip(n int) {
	for n > 0 && !s.done() {
		step := min(n, len(s.parts[0]))
		s.parts[0] = s.parts[0][step:]
		n -= step
	}
}

// biff walks the records of a workbook's stream.
type biff struct {
	raw []byte
	at  int
}

// next gives the next record with what continues it; false at the end of the stream.
func (b *biff) next() (id int, body *segments, ok bool) {
	id, part, ok := b.one()
	if !ok {
		return 0, nil, false
	}
	body = &segments{parts: [][]byte{part}}
	for b.at+4 <= len(b.raw) && binary.LittleEndian.Uint16(b.raw[b.at:]) == recordContinue {
		_, more, whole := b.one()
		if !whole {
			break
		}
		body.parts = append(body.parts, more)
	}
	return id, body, true
}

func (b *biff) one() (id int, body []byte, ok bool) {
	if b.at < 0 || b.at+4 > len(b.raw) {
		return 0, nil, false
	}
	id = int(binary.LittleEndian.Uint16(b.raw[b.at:]))
	size := int(binary.LittleEndian.Uint16(b.raw[b.at+2:]))
	if b.at+4+size > len(b.raw) {
		return 0, nil, false
	}
	body = b.raw[b.at+4 : b.at+4+size]
	b.at += 4 + size
	return id, body, true
}

// codePage is the letters of a BIFF5 workbook; those of Windows where it names none that is known.
func codePage(number int) encoding.Encoding {
	switch number {
	case 437:
		return charmap.CodePage437
	case 850:
		return charmap.CodePage850
	case 865:
		return charmap.CodePage865
	case 10000, 32768:
		return charmap.Macintosh
	default:
		return charmap.Windows1252
	}
}

// packedNumber is a number in the four bytes of an RK value.
func packedNumber(v uint32) float64 {
	f := math.Float64frombits(uint64(v&^3) << 32)
	if v&2 != 0 {
		f = float64(int32(v) >> 2)
	}
	if v&1 != 0 {
		f /= 100
	}
	return f
}

// numberText writes a number as xlsx files hold it.
func numberText(f float64) string {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return ""
	}
	return strconv.FormatFloat(f, 'f', -1, 64)
}
