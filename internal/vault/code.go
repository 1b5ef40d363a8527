package vault

import (
	"strings"

	"avbrottsparm/internal/text"
)

// codeForm is a kind of code that a person types from paper: groups of five characters of
// Crockford's base32. Four of each group are random; the fifth checks the group and its place, so
// that a slip of the hand is told from a wrong code, and in which group it is.
type codeForm struct {
	groups int
	// typo and length are the faults for a slip and for too few or too many characters.
	typo, length string
}

var (
	// recoveryForm has 120 random bits: it lies on paper for years and opens everything.
	recoveryForm = codeForm{groups: 6, typo: "vault.recovery_typo", length: "vault.recovery_length"}
	// envelopeForm has 80: it opens once, and part of the vault.
	envelopeForm = codeForm{groups: 4, typo: "vault.envelope_typo", length: "vault.envelope_length"}
)

const codeAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// fresh makes a code of the form, in capitals with hyphens between the groups.
func (f codeForm) fresh() string {
	random := randomBytes(4 * f.groups)
	defer clear(random)
	groups := make([]string, f.groups)
	for g := range groups {
		digits := random[4*g : 4*g+4]
		for i := range digits {
			digits[i] &= 31
		}
		group := make([]byte, 0, 5)
		for _, d := range digits {
			group = append(group, codeAlphabet[d])
		}
		groups[g] = string(append(group, codeAlphabet[checkDigit(g, digits)]))
	}
	return strings.Join(groups, "-")
}

// checkDigit is a polynomial over GF(32): it changes with every single wrong character and with
// every two neighbours that changed places.
func checkDigit(group int, digits []byte) byte {
	double := func(d byte) byte {
		d <<= 1
		if d&32 != 0 {
			d ^= 0x25 // x^5 + x^2 + 1
		}
		return d
	}
	sum := byte(group + 1)
	for _, d := range digits {
		sum = double(sum) ^ d
	}
	return double(sum)
}

// parse reads a typed code: any case, spaces or hyphens anywhere, O for 0, I and L for 1. It gives
// the code as fresh writes it, or the form's fault with the number of the group that is wrong.
func (f codeForm) parse(typed string) (string, error) {
	digits, err := f.digits(typed)
	if err != nil {
		return "", err
	}
	var out strings.Builder
	for g := range f.groups {
		group := digits[5*g : 5*g+5]
		if checkDigit(g, group[:4]) != group[4] {
			return "", text.NewFault(f.typo, "group", g+1)
		}
		if g > 0 {
			out.WriteByte('-')
		}
		for _, d := range group {
			out.WriteByte(codeAlphabet[d])
		}
	}
	return out.String(), nil
}

func (f codeForm) digits(typed string) ([]byte, error) {
	var digits []byte
	for _, r := range strings.ToUpper(typed) {
		switch r {
		case ' ', '-', '\t', '\r', '\n', '\u2010', '\u2011', '\u2013', '\u00a0':
			continue
		case 'O':
			r = '0'
		case 'I', 'L':
			r = '1'
		}
		d := strings.IndexRune(codeAlphabet, r)
		if d < 0 {
			return nil, text.NewFault(f.typo, "group", min(len(digits)/5+1, f.groups))
		}
		if digits = append(digits, byte(d)); len(digits) > 5*f.groups {
			break
		}
	}
	if len(digits) != 5*f.groups {
		return nil, text.NewFault(f.length, "have", len(digits), "want", 5*f.groups)
	}
	return digits, nil
}
