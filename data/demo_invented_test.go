package data

import (
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"avbrottsparm/internal/care"
)

var (
	idNumber = regexp.MustCompile(`\b(?:19|20)\d{6}-?\d{4}\b`)
	phone    = regexp.MustCompile(`\b0\d{1,3}-\d[\d ]+\d\b`)
)

func TestEveryIdentityNumberIsATestNumber(t *testing.T) {
	raw, err := os.ReadFile("testdata/testpersonnummer.txt")
	if err != nil {
		t.Fatal(err)
	}
	allowed := map[string]bool{}
	for _, number := range strings.Fields(string(raw)) {
		allowed[number] = true
		if care.PersonalID(number).Form() != care.FormPersonnummer {
			t.Errorf("%s has a wrong check digit", number)
		}
	}
	seen := map[string]bool{}
	for name, text := range allText(t) {
		for _, number := range idNumber.FindAllString(text, -1) {
			number = strings.ReplaceAll(number, "-", "")
			seen[number] = true
			if !allowed[number] {
				t.Errorf("%s holds a number that is no test number", name)
			}
		}
	}
	if len(seen) != 85 || len(allowed) != 85 {
		t.Errorf("%d numbers in the files and %d in the list, want 60 clients and 25 staff", len(seen), len(allowed))
	}
}

func TestEveryTelephoneNumberIsFiction(t *testing.T) {
	series := [][2]int{{701740605, 701740699}, {313900600, 313900699}, {406280400, 406280499}, {846500400, 846500499}, {980319200, 980319299}}
	found := 0
	for name, text := range allText(t) {
		for _, written := range phone.FindAllString(text, -1) {
			n, err := strconv.Atoi(strings.NewReplacer("-", "", " ", "").Replace(written))
			if err != nil {
				t.Fatal(err)
			}
			found++
			fiction := false
			for _, s := range series {
				fiction = fiction || s[0] <= n && n <= s[1]
			}
			if !fiction {
				t.Errorf("%s: %s is outside the series kept free for fiction", name, written)
			}
		}
	}
	if found < 400 {
		t.Errorf("%d telephone numbers found, want at least 400", found)
	}
}

// allText is the text of every source and every file that is made from them.
func allText(t *testing.T) map[string]string {
	t.Helper()
	text := map[string]string{}
	entries, err := demoSources.ReadDir("demo")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		raw, err := demoSource(e.Name())
		if err != nil {
			t.Fatal(err)
		}
		text["demo/"+e.Name()] = string(raw)
	}
	for name, raw := range demoFiles(t, stockholmDay(t, "2026-11-23")) {
		text[name] = string(raw)
	}
	return text
}
