package sheet_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"avbrottsparm/internal/outage"
	"avbrottsparm/internal/sheet"
)

func TestANumberIsMadeIntoACodeToCall(t *testing.T) {
	for number, want := range map[string]string{
		"0121-18499":                   "tel:+4612118499",
		"0121-184 99":                  "tel:+4612118499",
		" 0121–18499 ":                 "tel:+4612118499",
		"(0121) 18499":                 "tel:+4612118499",
		"0121/18499":                   "tel:+4612118499",
		"08-12 34 56":                  "tel:+468123456",
		"070-174 06 51":                "tel:+46701740651",
		"070\u00a0174\u00a006\u00a051": "tel:+46701740651",
		"+46 70-174 06 51":             "tel:+46701740651",
		"+46 (0)70-174 06 51":          "tel:+46701740651",
		"+46070 174 06 51":             "tel:+46701740651",
		"0046 70 174 06 51":            "tel:+46701740651",
		"+47 22 12 34 56":              "tel:+4722123456",
		"112":                          "tel:112",
		"1177":                         "tel:1177",
		"116 117":                      "tel:116117",

		"":                              "",
		"-":                             "",
		"saknas":                        "",
		"0121-18499 ankn 12":            "",
		"0121-18499, 0121-18218":        "",
		"070-174 06 51 / 070-174 06 52": "",
		"dotter 070-174 06 51":          "",
		"0121-18499;ext=12":             "",
		"12":                            "",
		"70 174 06 51":                  "",
		"0121-18":                       "",
		"+4612":                         "",
		"+0121-18499":                   "",
		"+4600000000":                   "",
		"+46 70 174 06 51 22":           "",
		"07017406511234":                "",
		"1234567890123456789":           "",
		"070-174 06+51":                 "",
		"tel:112":                       "",
		"*21*0701740651#":               "",
	} {
		if got := sheet.CallCode(number); got != want {
			t.Errorf("%q becomes %q, should be %q", number, got, want)
		}
	}
}

func TestATextBecomesACodeThatOpensAMessage(t *testing.T) {
	long := strings.Repeat("å", 300)
	for name, c := range map[string]struct {
		numbers []string
		body    string
		want    string
	}{
		"to nobody yet":        {nil, "Nere, ö!", "sms:?&body=Nere,%20%C3%B6!"},
		"to one":               {[]string{"070-174 06 51"}, "Hej", "sms:+46701740651?&body=Hej"},
		"to several":           {[]string{"070-174 06 51", "0121-18499"}, "Hej", "sms:+46701740651,+4612118499?&body=Hej"},
		"lines":                {nil, " Rad 1\r\nRad 2\rRad 3\n", "sms:?&body=Rad%201%0ARad%202%0ARad%203"},
		"control signs":        {nil, "A\x00B\x1b\u202eC\tD", "sms:?&body=ABCD"},
		"broken text":          {nil, "A\xffB", "sms:?&body=AB"},
		"signs of an address":  {nil, "A&B=C+D?#%", "sms:?&body=A%26B%3DC%2BD?%23%25"},
		"a number that is bad": {[]string{"070-174 06 51", "växeln"}, "Hej", ""},
		"without a text":       {[]string{"112"}, " \n", ""},
		"too long":             {nil, long, ""},
	} {
		if got := sheet.TextCode(c.numbers, c.body); got != c.want {
			t.Errorf("%s: %q, should be %q", name, got, c.want)
		}
	}
	// As much as three text messages hold still fits.
	if code := sheet.TextCode(nil, strings.Repeat("Nere igen, ", 40)); code == "" {
		t.Error("a text of three messages has no code")
	}
}

func FuzzCallCode(f *testing.F) {
	for _, seed := range []string{"0121-18499", "+46 (0)70-174 06 51", "112", "0121-18499 ankn 12", "(0)(0)(0)"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, number string) {
		code := sheet.CallCode(number)
		if code == "" {
			return
		}
		dialled, ok := strings.CutPrefix(code, "tel:")
		if !ok || len(dialled) < 3 || len(dialled) > 16 || strings.Trim(strings.TrimPrefix(dialled, "+"), "0123456789") != "" {
			t.Errorf("%q becomes %q", number, code)
		}
		if again := sheet.CallCode(dialled); again != code {
			t.Errorf("%q becomes %q, and that %q", number, code, again)
		}
	})
}

func FuzzTextCode(f *testing.F) {
	f.Add("070-174 06 51", "Hej\r\nå ä ö")
	f.Add("", "\x00\xff")
	f.Fuzz(func(t *testing.T, number, body string) {
		code := sheet.TextCode([]string{number}, body)
		if code != "" && (len(code) > outage.MostLink || !utf8.ValidString(code) || strings.ContainsAny(code, "\x00\r\t\x1b")) {
			t.Errorf("the code is %q", code)
		}
	})
}
