package entry

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"

	"avbrottsparm/internal/access"
)

// A packed part is the fingerprint of Tracked's fields (16 bytes), the number of entries, and the
// entries, field by field in the order in which Tracked declares them. Numbers are varints; a
// string is 0, its length and its bytes, or, for a short one that the part already had, its number
// among those. Whoever adds a field changes the fingerprint: parts of an earlier program are then
// refused, and the ledger is read instead.

// ErrPacked says that bytes were not packed by this program.
var ErrPacked = errors.New("entry: not packed by this program")

// fingerprint names the layout of Tracked.
var fingerprint = func() [16]byte {
	var shape strings.Builder
	describe(&shape, reflect.TypeFor[Tracked]())
	sum := sha256.Sum256([]byte(shape.String()))
	return [16]byte(sum[:16])
}()

var timeType = reflect.TypeFor[time.Time]()

func describe(out *strings.Builder, t reflect.Type) {
	switch {
	case t == timeType:
		out.WriteString("time")
	case t.Kind() == reflect.Pointer:
		out.WriteString("*")
		describe(out, t.Elem())
	case t.Kind() == reflect.Struct:
		out.WriteString("{")
		for i := range t.NumField() {
			out.WriteString(t.Field(i).Name + " ")
			describe(out, t.Field(i).Type)
			out.WriteString(";")
		}
		out.WriteString("}")
	case t.Kind() == reflect.Slice:
		out.WriteString("[]")
		describe(out, t.Elem())
	case t.Kind() == reflect.Map:
		out.WriteString("map")
		describe(out, t.Elem())
	default:
		out.WriteString(t.Kind().String())
	}
}

// Packed tells whether bytes begin like a part that Pack made.
func Packed(part []byte) bool { return bytes.HasPrefix(part, fingerprint[:]) }

// Pack makes the entries of an area into parts of about so many bytes. The same entries always
// give the same parts.
func (b *Backlog) Pack(area access.Area, size int) [][]byte {
	var list []*Tracked
	for _, t := range b.entries {
		if t.Wall() == area {
			list = append(list, t)
		}
	}
	slices.SortFunc(list, func(x, y *Tracked) int { return cmp.Compare(x.ID, y.ID) })
	var parts [][]byte
	for len(list) > 0 {
		p := packing{seen: map[string]uint64{}}
		n := 0
		for n < len(list) && len(p.out) < size {
			p.value(reflect.ValueOf(list[n]).Elem())
			n++
		}
		part := binary.AppendUvarint(fingerprint[:], uint64(n))
		parts = append(parts, append(part[:len(part):len(part)], p.out...))
		list = list[n:]
	}
	return parts
}

// longestSeen is the longest string that a part refers back to: names, titles, headlines, ids.
const longestSeen = 64

type packing struct {
	out  []byte
	seen map[string]uint64
}

func (p *packing) value(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		p.text(v.String())
	case reflect.Bool:
		p.flag(v.Bool())
	case reflect.Int:
		p.out = binary.AppendVarint(p.out, v.Int())
	case reflect.Uint8:
		p.out = append(p.out, byte(v.Uint()))
	case reflect.Slice:
		p.out = binary.AppendUvarint(p.out, uint64(v.Len()))
		for i := range v.Len() {
			p.value(v.Index(i))
		}
	case reflect.Map: // of texts, by texts
		p.out = binary.AppendUvarint(p.out, uint64(v.Len()))
		keys := v.MapKeys()
		slices.SortFunc(keys, func(x, y reflect.Value) int { return strings.Compare(x.String(), y.String()) })
		for _, key := range keys {
			p.text(key.String())
			p.text(v.MapIndex(key).String())
		}
	case reflect.Pointer:
		p.flag(!v.IsNil())
		if !v.IsNil() {
			p.value(v.Elem())
		}
	case reflect.Struct:
		if v.Type() == timeType {
			p.time(v.Interface().(time.Time))
			return
		}
		for i := range v.NumField() {
			p.value(v.Field(i))
		}
	default:
		panic(fmt.Sprintf("entry: no way to pack %s", v.Type())) // a test packs every field
	}
}

func (p *packing) flag(set bool) {
	if set {
		p.out = append(p.out, 1)
	} else {
		p.out = append(p.out, 0)
	}
}

func (p *packing) text(s string) {
	if n, known := p.seen[s]; known {
		p.out = binary.AppendUvarint(p.out, n)
		return
	}
	p.out = append(p.out, 0)
	p.out = binary.AppendUvarint(p.out, uint64(len(s)))
	p.out = append(p.out, s...)
	if len(s) <= longestSeen {
		p.seen[s] = uint64(len(p.seen) + 1)
	}
}

// time keeps the moment and the zone's offset, as the ledger does.
func (p *packing) time(t time.Time) {
	_, offset := t.Zone()
	p.out = binary.AppendVarint(p.out, t.Unix())
	p.out = binary.AppendUvarint(p.out, uint64(t.Nanosecond()))
	p.out = binary.AppendVarint(p.out, int64(offset))
}
