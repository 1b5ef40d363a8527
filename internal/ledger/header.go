// Package ledger describes what a vault keeps: replica items that are replaced, and the ledger
// of records that are only ever added.
//
// A record is a header without personal data and a sealed body. The chain of a device runs over
// the headers, so it survives re-wrapping, merging and purging of bodies. The package holds the
// types and the byte layout of a header (docs/security.md); it seals nothing itself.
package ledger

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"avbrottsparm/internal/access"
)

// Stream is one of a device's two chains.
type Stream uint8

// The streams: the main ledger, and the access log, which is verified in the background.
const (
	StreamMain Stream = 1
	StreamLog  Stream = 2
)

// Kind says what a record's body holds. The numbers are part of the file format.
type Kind uint16

// The kinds of record.
const (
	KindEntry     Kind = 1  // an event in the life of a manual entry (entry.Event)
	KindImport    Kind = 2  // a file that came in (care.Intake)
	KindManifest  Kind = 3  // the state of all replica items, written by the vault itself
	KindTombstone Kind = 4  // a record that was purged, written by the vault itself
	KindPrint     Kind = 5  // a paper or file that went out
	KindAccess    Kind = 6  // who read, printed, copied or changed (stream log)
	KindReview    Kind = 7  // a reviewer's word on lines of the log (stream log)
	KindPurge     Kind = 8  // the certificate of what a purge took away
	KindCopy      Kind = 9  // a copy that left the laptop or came in, and what it brought
	KindPaper     Kind = 10 // what became of a numbered paper (custody.Event)
	KindDelivery  Kind = 11 // the laptop of the record delivers for the unit from now on
	KindOutage    Kind = 12 // what happened in an outage (outage.Event)
	KindReady     Kind = 13 // what was checked, read or settled beforehand (readiness.Event)
)

// DeviceID names a laptop's chain. A restored copy takes a new one before its first write.
type DeviceID [16]byte

// RecordID names a record for ever, whatever device it has travelled to.
type RecordID [16]byte

// String is the id in hexadecimal.
func (id RecordID) String() string { return hex.EncodeToString(id[:]) }

// String is the id in hexadecimal.
func (id DeviceID) String() string { return hex.EncodeToString(id[:]) }

// Clock is a hybrid logical clock: milliseconds since 1970 in the upper 48 bits and a counter in
// the lower 16, so that order holds although a laptop's clock is set back.
type Clock uint64

// Next is the clock for a new record: the wall clock, or one step past the last record.
func (c Clock) Next(now time.Time) Clock {
	wall := Clock(uint64(now.UnixMilli()) << 16)
	if wall > c {
		return wall
	}
	return c + 1
}

// Time is the wall-clock part, in UTC.
func (c Clock) Time() time.Time { return time.UnixMilli(int64(c >> 16)).UTC() }

// HeaderSize is the length of an encoded header in bytes.
const HeaderSize = 1 + 16 + 1 + 8 + 8 + 1 + 2 + 32 + 32 + 16

const headerFormat = 1

// Header is the part of a record that is kept readable. It says nothing about any person.
type Header struct {
	Device     DeviceID
	Stream     Stream
	Seq        uint64 // from 1, without gaps, per device and stream
	Clock      Clock
	Area       access.Area
	Kind       Kind
	Prev       [32]byte // Hash of the header before it on the same device and stream; zero for Seq 1
	Commitment [32]byte // SHA-256 of the salt and the body; the salt lies sealed with the body
	ID         RecordID
}

// Encode is the header's byte layout, HeaderSize bytes, integers big-endian.
func (h Header) Encode() []byte {
	out := make([]byte, 0, HeaderSize)
	out = append(out, headerFormat)
	out = append(out, h.Device[:]...)
	out = append(out, byte(h.Stream))
	out = binary.BigEndian.AppendUint64(out, h.Seq)
	out = binary.BigEndian.AppendUint64(out, uint64(h.Clock))
	out = append(out, byte(h.Area))
	out = binary.BigEndian.AppendUint16(out, uint16(h.Kind))
	out = append(out, h.Prev[:]...)
	out = append(out, h.Commitment[:]...)
	return append(out, h.ID[:]...)
}

// Hash is SHA-256 over the encoded header: the link of the chain.
func (h Header) Hash() [32]byte { return sha256.Sum256(h.Encode()) }

// ErrHeader says that bytes are not a header of this format.
var ErrHeader = errors.New("ledger: not a record header of this format")

// DecodeHeader reads what Encode wrote.
func DecodeHeader(raw []byte) (Header, error) {
	if len(raw) != HeaderSize || raw[0] != headerFormat {
		return Header{}, ErrHeader
	}
	var h Header
	raw = raw[1:]
	take := func(n int) []byte {
		part := raw[:n]
		raw = raw[n:]
		return part
	}
	copy(h.Device[:], take(16))
	h.Stream = Stream(take(1)[0])
	h.Seq = binary.BigEndian.Uint64(take(8))
	h.Clock = Clock(binary.BigEndian.Uint64(take(8)))
	h.Area = access.Area(take(1)[0])
	h.Kind = Kind(binary.BigEndian.Uint16(take(2)))
	copy(h.Prev[:], take(32))
	copy(h.Commitment[:], take(32))
	copy(h.ID[:], take(16))
	if h.Seq == 0 || !h.Area.Valid() || (h.Stream != StreamMain && h.Stream != StreamLog) {
		return Header{}, ErrHeader
	}
	return h, nil
}

// Head is the newest link of every chain, folded into one value that can be held elsewhere.
type Head [32]byte

// Code is the first 80 bits of the head in five groups of four hexadecimal digits, short enough
// to compare by eye with a printed page.
func (h Head) Code() string {
	s := hex.EncodeToString(h[:10])
	return fmt.Sprintf("%s-%s-%s-%s-%s", s[0:4], s[4:8], s[8:12], s[12:16], s[16:20])
}
