package sheet

import (
	"crypto/sha256"
	"fmt"
	"hash"
	"reflect"
	"time"
)

// Fingerprint is a hash of all that a reader finds on the sheet but its age, number and mark: the same
// content has the same one tomorrow, whoever prints it and in whatever size of type. A field that a later program adds to a block
// changes nothing where it is empty.
func Fingerprint(sh Sheet) [32]byte {
	sh.Key, sh.Mark, sh.Number, sh.PersonID, sh.DataAsOf, sh.Counted = "", "", "", "", time.Time{}, false
	if sh.Said != nil {
		sh.Blocks, sh.Said = sh.Said, nil
	}
	h := sha256.New()
	digest(h, reflect.ValueOf(sh))
	return [32]byte(h.Sum(nil))
}

// digest writes a value with the names of its fields, lengths first, so that no two different sheets
// write the same.
func digest(h hash.Hash, v reflect.Value) {
	switch v.Kind() {
	case reflect.Interface:
		fmt.Fprintf(h, "%s:", v.Elem().Type().Name())
		digest(h, v.Elem())
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Field(i); !f.IsZero() {
				fmt.Fprintf(h, "%s=", v.Type().Field(i).Name)
				digest(h, f)
			}
		}
		fmt.Fprint(h, ";")
	case reflect.Slice:
		fmt.Fprintf(h, "[%d ", v.Len())
		for i := range v.Len() {
			digest(h, v.Index(i))
		}
	case reflect.String:
		fmt.Fprintf(h, "%d\"%s", v.Len(), v.String())
	default:
		fmt.Fprintf(h, "%v ", v.Interface())
	}
}

// markSigns are the signs of a mark: none can be taken for another in bad light.
const markSigns = "0123456789ABCDEFGHJKMNPQRSTVWXY"

// MarkOf is the short code of a fingerprint: five signs, so that two versions of one sheet have
// different ones but for one time in 28 million. Short hashes of a ledger have the same one.
func MarkOf(fingerprint []byte) string {
	n := uint64(0)
	for _, b := range fingerprint[:min(8, len(fingerprint))] {
		n = n<<8 | uint64(b)
	}
	out := make([]byte, 5)
	for i := range out {
		out[i] = markSigns[n%uint64(len(markSigns))]
		n /= uint64(len(markSigns))
	}
	return string(out)
}
