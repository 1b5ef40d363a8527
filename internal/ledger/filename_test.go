package ledger

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestAHostileNameIsMadeHarmless(t *testing.T) {
	for from, want := range map[string]string{
		"slingor.xlsx":                     "slingor.xlsx",
		"Åsas schema v 47.csv":             "Åsas schema v 47.csv",
		"../../etc/passwd":                 "_.._etc_passwd",
		`..\..\binder.vault`:               "_.._binder.vault",
		"C:evil.csv":                       "C_evil.csv",
		"a\x1b[2Jb\r\n.csv":                "a_[2Jb__.csv",
		"a\u202exslx.csv":                  "a_xslx.csv",
		"\xff\xfe.csv":                     "_.csv",
		"..":                               "_",
		"":                                 "_",
		strings.Repeat("å", 300) + ".xlsx": strings.Repeat("å", 115) + ".xlsx",
	} {
		if got := CleanName(from); got != want || !utf8.ValidString(got) {
			t.Errorf("%q became %q, want %q", from, got, want)
		}
	}
	for from, want := range map[string]string{"a.XLSX": "xlsx", "a.csv": "csv", "a": "", "a.192401297250": "", "a.elsalund": "", "a.h5": ""} {
		if got := PlainEnding(from); got != want {
			t.Errorf("the ending of %q is %q, want %q", from, got, want)
		}
	}
}
