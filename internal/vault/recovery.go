package vault

import (
	"strings"

	"avbrottsparm/internal/text"
)

// A recovery code is six groups of five characters of Crockford's base32. Four of each group
// are random, 120 bits in all; the fifth checks the group and its place, so that a slip of the
// hand is told from a wrong code, and in which group it is.
const (
	codeGroups   = 6
	codeAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
)

func newRecoveryCode() string {
	random := randomBytes(4 * codeGroups)
	defer clear(random)
	groups := make([]string, codeGroups)
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

// parseRecoveryCode reads a typed code: any case, spaces or hyphens anywhere, O for 0, I and L
// for 1. It gives the code as newRecoveryCode writes it, or the fault "vault.recovery_typo" with
// the number of the group that is wrong (0 when the length is).
func parseRecoveryCode(typed string) (string, error) {
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
			return "", text.NewFault("vault.recovery_typo", "group", min(len(digits)/5+1, codeGroups))
		}
		digits = append(digits, byte(d))
		if len(digits) > 5*codeGroups {
			return "", text.NewFault("vault.recovery_length", "have", len(digits), "want", 5*codeGroups)
		}
	}
	if len(digits) != 5*codeGroups {
		return "", text.NewFault("vault.recovery_length", "have", len(digits), "want", 5*codeGroups)
	}
	var out strings.Builder
	for g := range codeGroups {
		group := digits[5*g : 5*g+5]
		if checkDigit(g, group[:4]) != group[4] {
			return "", text.NewFault("vault.recovery_typo", "group", g+1)
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
