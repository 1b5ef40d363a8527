package entry

import (
	"reflect"
	"time"
)

// Unpack gives the entries of a part. Fault-free or ErrPacked.
func Unpack(part []byte) ([]*Tracked, error) {
	if len(part) < len(fingerprint) || [16]byte(part[:16]) != fingerprint {
		return nil, ErrPacked
	}
	u := unpacking{rest: string(part[16:]), zones: map[int64]*time.Location{0: time.UTC}}
	n := u.uvarint()
	if n > uint64(len(part)) { // an entry takes more than a byte
		return nil, ErrPacked
	}
	slab := make([]Tracked, n)
	list := make([]*Tracked, n)
	for i := range slab {
		u.value(reflect.ValueOf(&slab[i]).Elem())
		list[i] = &slab[i]
	}
	if u.failed || u.rest != "" {
		return nil, ErrPacked
	}
	return list, nil
}

// Restore puts entries that Unpack gave into the backlog.
func (b *Backlog) Restore(list []*Tracked) {
	for _, t := range list {
		b.put(t)
	}
}

// unpacking takes a part from its front. All strings lie in the one that it began with.
type unpacking struct {
	rest   string
	seen   []string
	zones  map[int64]*time.Location
	failed bool
}

func (u *unpacking) take(n uint64) string {
	if n > uint64(len(u.rest)) {
		u.failed, u.rest = true, ""
		return ""
	}
	taken := u.rest[:n]
	u.rest = u.rest[n:]
	return taken
}

func (u *unpacking) uvarint() uint64 {
	var n uint64
	for shift := 0; shift < 64; shift += 7 {
		b := u.take(1)
		if b == "" {
			break
		}
		n |= uint64(b[0]&0x7f) << shift
		if b[0] < 0x80 {
			return n
		}
	}
	u.failed = true
	return 0
}

func (u *unpacking) varint() int64 {
	n := u.uvarint()
	return int64(n>>1) ^ -int64(n&1)
}

func (u *unpacking) flag() bool { return u.take(1) == "\x01" }

func (u *unpacking) text() string {
	n := u.uvarint()
	if n > 0 {
		if n > uint64(len(u.seen)) {
			u.failed = true
			return ""
		}
		return u.seen[n-1]
	}
	s := u.take(u.uvarint())
	if len(s) <= longestSeen {
		u.seen = append(u.seen, s)
	}
	return s
}

func (u *unpacking) time() time.Time {
	sec, nano, offset := u.varint(), u.uvarint(), u.varint()
	if nano >= uint64(time.Second) || offset < -86400 || offset > 86400 {
		u.failed = true
		return time.Time{}
	}
	zone, known := u.zones[offset]
	if !known {
		zone = time.FixedZone("", int(offset))
		u.zones[offset] = zone
	}
	return time.Unix(sec, int64(nano)).In(zone)
}

func (u *unpacking) value(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(u.text())
	case reflect.Bool:
		v.SetBool(u.flag())
	case reflect.Int:
		v.SetInt(u.varint())
	case reflect.Uint8:
		if b := u.take(1); b != "" {
			v.SetUint(uint64(b[0]))
		}
	case reflect.Slice:
		u.slice(v)
	case reflect.Map:
		u.texts(v)
	case reflect.Pointer:
		if u.flag() {
			v.Set(reflect.New(v.Type().Elem()))
			u.value(v.Elem())
		}
	case reflect.Struct:
		if v.Type() == timeType {
			*v.Addr().Interface().(*time.Time) = u.time()
			return
		}
		for i := range v.NumField() {
			u.value(v.Field(i))
		}
	}
}

// slice reads what a slice holds; none stays nil.
func (u *unpacking) slice(v reflect.Value) {
	n := u.uvarint()
	if n > uint64(len(u.rest)) { // each takes a byte at least
		u.failed = true
	}
	if u.failed || n == 0 {
		return
	}
	v.Set(reflect.MakeSlice(v.Type(), int(n), int(n)))
	for i := range int(n) {
		u.value(v.Index(i))
	}
}

// texts reads a map of texts by texts; an empty one stays nil.
func (u *unpacking) texts(v reflect.Value) {
	n := u.uvarint()
	if n > uint64(len(u.rest)) {
		u.failed = true
	}
	if u.failed || n == 0 {
		return
	}
	texts := make(map[string]string, n)
	for range n {
		key := u.text()
		texts[key] = u.text()
	}
	v.Set(reflect.ValueOf(texts))
}
