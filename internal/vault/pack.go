package vault

import (
	"sync"

	"github.com/klauspost/compress/s2"
)

// Bodies are text with much that repeats, and are packed as a Snappy block before they are
// sealed, where that makes them smaller by a step of the padding. The order is safe here: nobody
// who can see sizes can choose texts that are packed together with somebody else's.

// packer holds the room for one body on its way; it is wiped after use.
type packer struct{ plain, packed []byte }

var packers = sync.Pool{New: func() any { return &packer{} }}

// pack joins parts and packs them. The answer lies in the packer until it is used again.
func (p *packer) pack(parts ...[]byte) (plain []byte, flag uint32) {
	clear(p.plain)
	clear(p.packed)
	p.plain = p.plain[:0]
	for _, part := range parts {
		p.plain = append(p.plain, part...)
	}
	most := s2.MaxEncodedLen(len(p.plain))
	if padded(4+len(p.plain)) == padded(0) || most < 0 {
		return p.plain, 0 // nothing to win
	}
	if cap(p.packed) < most {
		p.packed = make([]byte, most)
	}
	p.packed = s2.EncodeSnappyBetter(p.packed[:cap(p.packed)], p.plain)
	if padded(4+len(p.packed)) < padded(4+len(p.plain)) {
		return p.packed, packedFlag
	}
	return p.plain, 0
}

// mostUnpacked bounds what sealed bytes may grow to. Only a holder of the keys can have written
// them, and even they may not fill the memory.
const mostUnpacked = 1 << 30

func unpack(packed []byte) ([]byte, error) {
	size, err := s2.DecodedLen(packed)
	if err != nil || size > mostUnpacked {
		return nil, errSealed
	}
	plain, err := s2.Decode(nil, packed)
	if err != nil {
		return nil, errSealed
	}
	return plain, nil
}
