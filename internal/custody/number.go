// Package custody accounts for paper that must come back: blank forms and sensitive sheets, each
// with a number of its own from the printer to the shredder.
//
// A number says nothing about any person or unit. What happens to a paper is a sequence of events
// in the ledger, and the Book is the fold over them; Contents is what the printed binder holds. The
// package uses the standard library and internal/text only.
package custody

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"avbrottsparm/internal/text"
)

// Number names one paper for ever: seven random signs and a check sign, drawn from 31 digits and
// capitals that can't be taken for one another in handwriting (no I, L, O, U or Z).
type Number string

const (
	signs  = "0123456789ABCDEFGHJKMNPQRSTVWXY"
	drawn  = 7
	length = drawn + 1
)

// NewNumber draws a number. Random is crypto/rand's reader; nil means that one.
func NewNumber(random io.Reader) (Number, error) {
	if random == nil {
		random = rand.Reader
	}
	out := make([]byte, 0, length)
	for one := make([]byte, 1); len(out) < drawn; {
		if _, err := io.ReadFull(random, one); err != nil {
			return "", fmt.Errorf("custody: draw a number: %w", err)
		}
		if at := int(one[0] & 31); at < len(signs) { // the 32nd value would favour a sign
			out = append(out, signs[at])
		}
	}
	return Number(append(out, check(string(out)))), nil
}

// check is the sign that makes the weighted sum of all divisible by 31. As 31 is prime, every
// single wrong sign and every exchange of two signs is found.
func check(s string) byte {
	sum := 0
	for i := range len(s) {
		sum += (i + 2) * strings.IndexByte(signs, s[i])
	}
	return signs[(31-sum%31)%31]
}

// String is the number as it stands on paper: "K7M2-Q9XD".
func (n Number) String() string {
	if len(n) != length {
		return string(n)
	}
	return string(n[:4]) + "-" + string(n[4:])
}

// Valid tells whether the number is whole and its check sign right.
func (n Number) Valid() bool {
	if len(n) != length {
		return false
	}
	for i := range len(n) {
		if strings.IndexByte(signs, n[i]) < 0 {
			return false
		}
	}
	return check(string(n[:drawn])) == n[drawn]
}

// ParseNumber reads a number as somebody typed it: small letters, spaces and hyphens anywhere, and
// letters that no number has read as the digit that they look like. Fault "custody.number".
func ParseNumber(typed string) (Number, error) {
	if len(typed) > 64 {
		return "", text.NewFault("custody.number")
	}
	clean := strings.NewReplacer(" ", "", "-", "", "–", "", "O", "0", "I", "1", "L", "1", "Z", "2", "U", "V").Replace(strings.ToUpper(typed))
	if n := Number(clean); n.Valid() {
		return n, nil
	}
	return "", text.NewFault("custody.number")
}

// Code is what the QR code of a page holds: "AVB1*K7M2Q9XD*3*2", that is the number, the version of
// the form and the page. All its signs are of QR's short alphabet, so that it stays coarse enough
// for an old phone.
func Code(n Number, version, page int) string {
	return fmt.Sprintf("AVB1*%s*%d*%d", string(n), version, page)
}

var errCode = errors.New("custody: not a code of a paper")

// ReadCode reads what a scanner made of a page's QR code, or a number typed by hand: then version
// and page are zero. Fault "custody.number".
func ReadCode(s string) (n Number, version, page int, err error) {
	s = strings.TrimSpace(s)
	rest, coded := strings.CutPrefix(strings.ToUpper(s), "AVB1*")
	if !coded {
		n, err = ParseNumber(s)
		return n, 0, 0, err
	}
	parts := strings.Split(rest, "*")
	if len(parts) != 3 || !Number(parts[0]).Valid() {
		return "", 0, 0, text.Because(errCode, "custody.number")
	}
	version, err1 := strconv.Atoi(parts[1])
	page, err2 := strconv.Atoi(parts[2])
	if err := errors.Join(err1, err2); err != nil || version < 0 || page < 1 || version > 999 || page > 9999 {
		return "", 0, 0, text.Because(errCode, "custody.number")
	}
	return Number(parts[0]), version, page, nil
}
