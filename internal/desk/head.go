package desk

import (
	"context"
	"strings"

	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

// CheckHead looks for a head that was held elsewhere, as printed: in any case, with or without
// hyphens and spaces. Found says that nothing that was there then is missing now. Fault
// "backup.bad_head" for what can't be a head.
func (s *Session) CheckHead(ctx context.Context, code string) (ledger.HeadMatch, error) {
	printed, err := readHead(code)
	if err != nil {
		return ledger.HeadMatch{}, err
	}
	return s.store.FindHead(ctx, printed)
}

// headDigits is how many hexadecimal digits a printed head has: 80 bits.
const headDigits = 20

// readHead writes a head as ledger.Head.Code does. A letter O is taken for a zero and l or I for
// a one: none of them is a hexadecimal digit.
func readHead(code string) (string, error) {
	digits := strings.Map(func(r rune) rune {
		switch {
		case r == '-' || r == '–' || r == '‑' || r == ' ' || r == '\t' || r == '\u00a0':
			return -1
		case r == 'o' || r == 'O':
			return '0'
		case r == 'l' || r == 'I' || r == 'i':
			return '1'
		case r >= 'A' && r <= 'F':
			return r - 'A' + 'a'
		}
		return r
	}, code)
	if len(digits) != headDigits || strings.Trim(digits, "0123456789abcdef") != "" {
		return "", text.NewFault("backup.bad_head", "want", headDigits, "have", len([]rune(digits)))
	}
	groups := make([]string, 0, headDigits/4)
	for ; digits != ""; digits = digits[4:] {
		groups = append(groups, digits[:4])
	}
	return strings.Join(groups, "-"), nil
}
