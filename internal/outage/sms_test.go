package outage_test

import (
	"math/rand/v2"
	"net/url"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"

	"avbrottsparm/internal/outage"
	"avbrottsparm/internal/text"
)

// alphabet is the default alphabet of 3GPP TS 23.038, 6.2.1, in its order; 0x1B leads to the extension.
var alphabet = []rune("@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\x1bÆæßÉ" +
	" !\"#¤%&'()*+,-./0123456789:;<=>?" +
	"¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§" +
	"¿abcdefghijklmnopqrstuvwxyzäöñüà")

// extension is the table of 6.2.1.1.
var extension = map[rune]byte{'\f': 0x0A, '^': 0x14, '{': 0x28, '}': 0x29, '\\': 0x2F, '[': 0x3C, '~': 0x3D, ']': 0x3E, '|': 0x40, '€': 0x65}

// coded is a message as a phone codes it: septets, or UTF-16 where a character isn't in the alphabet.
// Each character is one piece that no part may split.
func coded(message string) (pieces [][]byte, wide bool) {
	for _, r := range message {
		if at := slices.Index(alphabet, r); at >= 0 && r != 0x1b {
			pieces = append(pieces, []byte{byte(at)})
		} else if code, there := extension[r]; there {
			pieces = append(pieces, []byte{0x1b, code})
		} else {
			wide = true
		}
	}
	if !wide {
		return pieces, false
	}
	pieces = nil
	for _, r := range message {
		var piece []byte
		for _, unit := range utf16.Encode([]rune{r}) {
			piece = append(piece, byte(unit>>8), byte(unit))
		}
		pieces = append(pieces, piece)
	}
	return pieces, true
}

// sent counts the parts of a message by what fits into 140 octets: 6 of them are the header that numbers
// the parts (3GPP TS 23.040, 9.2.3.24.1).
func sent(message string) int {
	pieces, wide := coded(message)
	room := func(octets int) int {
		if wide {
			return octets
		}
		return octets * 8 / 7
	}
	total := 0
	for _, p := range pieces {
		total += len(p)
	}
	switch {
	case total == 0:
		return 0
	case total <= room(140):
		return 1
	}
	parts, used := 1, 0
	for _, p := range pieces {
		if used+len(p) > room(134) {
			parts, used = parts+1, 0
		}
		used += len(p)
	}
	return parts
}

func TestPartsAreCountedAsAPhoneSendsThem(t *testing.T) {
	if len(alphabet) != 128 {
		t.Fatalf("the alphabet has %d characters", len(alphabet))
	}
	for name, c := range map[string]struct {
		text  string
		parts int
		left  int
		wide  string
	}{
		"nothing":                         {"", 0, 160, ""},
		"letters of Swedish":              {"Åäöé ÅÄÖÉ", 1, 151, ""},
		"160 fit in one":                  {strings.Repeat("ö", 160), 1, 0, ""},
		"161 are two of 153":              {strings.Repeat("ö", 161), 2, 145, ""},
		"306 are two":                     {strings.Repeat("a", 306), 2, 0, ""},
		"six parts":                       {strings.Repeat("a", 918), 6, 0, ""},
		"seven parts":                     {strings.Repeat("a", 919), 7, 152, ""},
		"a euro counts two":               {strings.Repeat("€", 80), 1, 0, ""},
		"a euro isn't split":              {strings.Repeat("a", 152) + "€" + strings.Repeat("a", 152), 3, 152, ""},
		"quotation marks make 70":         {"“" + strings.Repeat("a", 69), 1, 0, "“"},
		"71 are two of 67":                {"…" + strings.Repeat("a", 70), 2, 63, "…"},
		"each wide sign is named once":    {"–”–”", 1, 66, "–”"},
		"a face is two units":             {strings.Repeat("🙂", 35), 1, 0, "🙂"},
		"a face isn't split":              {strings.Repeat("a", 66) + "🙂" + strings.Repeat("a", 3), 2, 62, "🙂"},
		"an accent of another direction":  {"á", 1, 69, "á"},
		"a line break is in the alphabet": {"a\nb", 1, 157, ""},
	} {
		got := outage.CountSMS(c.text)
		if got.Parts != c.parts || got.Left != c.left || string(got.Wide) != c.wide {
			t.Errorf("%s: %d parts with %d left, wide %q", name, got.Parts, got.Left, string(got.Wide))
		}
		if sent(c.text) != c.parts {
			t.Errorf("%s: the test itself counts %d", name, sent(c.text))
		}
	}
}

func TestPartsAgreeWithAnotherCalculation(t *testing.T) {
	signs := []rune("abcåäöÅÄÖé ,.€[]{}~\n")
	wide := []rune("“”–…á🙂č")
	r := rand.New(rand.NewPCG(3, 5))
	for range 3000 {
		all := signs
		if r.IntN(3) == 0 {
			all = append(slices.Clone(signs), wide...)
		}
		message := make([]rune, r.IntN(1200))
		for i := range message {
			message[i] = all[r.IntN(len(all))]
		}
		if got := outage.CountSMS(string(message)); got.Parts != sent(string(message)) {
			t.Fatalf("%d parts instead of %d: %q", got.Parts, sent(string(message)), string(message))
		}
	}
	for _, one := range append(slices.Clone(alphabet), '€', '[', '–') {
		if one == 0x1b {
			continue
		}
		if got := outage.CountSMS(strings.Repeat(string(one), 100)); got.Parts != sent(strings.Repeat(string(one), 100)) {
			t.Errorf("%q counts %d", one, got.Parts)
		}
	}
}

func TestSignsOfWordProcessorsDoNotHalveTheRoom(t *testing.T) {
	plain := outage.PlainSMS("“Nere” – åter’s 10…\u00a0ok\r\n\tbra")
	if plain != "\"Nere\" - åter's 10... ok\n bra" || len(outage.CountSMS(plain).Wide) != 0 {
		t.Errorf("%q", plain)
	}
	if got := outage.CountSMS(outage.PlainSMS("Lukáš")); string(got.Wide) != "áš" {
		t.Errorf("letters are changed: %q", string(got.Wide))
	}
}

// readBack draws a code and reads it with a decoder.
func readBack(t *testing.T, content string) string {
	t.Helper()
	drawn, err := qrcode.NewQRCodeWriter().Encode(content, gozxing.BarcodeFormat_QR_CODE, 800, 800, nil)
	if err != nil {
		t.Fatal(err)
	}
	picture, err := gozxing.NewBinaryBitmapFromImage(drawn)
	if err != nil {
		t.Fatal(err)
	}
	read, err := qrcode.NewQRCodeReader().Decode(picture, map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_PURE_BARCODE: true})
	if err != nil {
		t.Fatal(err)
	}
	return read.GetText()
}

// opened is what a phone's messages show for an address: whom it goes to, and the text.
func opened(t *testing.T, link string) (numbers []string, body string) {
	t.Helper()
	rest, ok := strings.CutPrefix(link, "sms:")
	if !ok {
		t.Fatalf("%q is no address of a message", link)
	}
	to, query, ok := strings.Cut(rest, "?")
	if !ok {
		t.Fatalf("%q has no text", link)
	}
	values, err := url.ParseQuery(query)
	if err != nil || len(values["body"]) != 1 {
		t.Fatalf("%q: %v", query, err)
	}
	if to != "" {
		numbers = strings.Split(to, ",")
	}
	return numbers, values.Get("body")
}

func TestACodeOpensTheRightMessage(t *testing.T) {
	for _, body := range []string{"Hej", "AVBROTT: Lifecare är nere. Åtgärd: IT felsöker & startar om + 50 % = snart; #1?",
		"Rad ett\nRad två – “citat” 🙂 €", strings.Repeat("Nere igen, å. ", 25)} {
		for _, numbers := range [][]string{nil, {"0121-18499"}, {"070-174 06 51", "+46 (0)70-174 06 52", "112"}} {
			link, err := outage.SMSLink(numbers, body)
			if err != nil {
				t.Fatal(err)
			}
			to, said := opened(t, readBack(t, link))
			if said != strings.TrimSpace(body) || len(to) != len(numbers) {
				t.Errorf("%v and %q are read as %v and %q", numbers, body, to, said)
			}
			for i, number := range numbers {
				if to[i] != outage.Dialled(number) {
					t.Errorf("%s becomes %s", number, to[i])
				}
			}
			if strings.Trim(link, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~!$'()*,:@/?%&=+") != "" {
				t.Errorf("signs that an address hasn't: %s", link)
			}
		}
	}
}

func TestNoCodeLeavesAnybodyOut(t *testing.T) {
	for name, c := range map[string]struct {
		numbers []string
		body    string
		fault   string
	}{
		"a number with an extension": {[]string{"0121-18499", "0121-18499 ankn 2"}, "Hej", "outage.link_number"},
		"no number":                  {[]string{""}, "Hej", "outage.link_number"},
		"no text":                    {[]string{"112"}, " \n\x00", "outage.link_empty"},
		"more than a phone reads":    {nil, strings.Repeat("å", 200), "outage.link_long"},
		"many numbers":               {slices.Repeat([]string{"070-174 06 51"}, 80), "Hej", "outage.link_long"},
	} {
		link, err := outage.SMSLink(c.numbers, c.body)
		if !text.IsFault(err, c.fault) || link != "" {
			t.Errorf("%s: %q, %v", name, link, err)
		}
	}
}

func FuzzSMSLink(f *testing.F) {
	f.Add("0121-18499", "Hej å\n&?=%")
	f.Add("", "\xff\u202e")
	f.Fuzz(func(t *testing.T, number, body string) {
		link, err := outage.SMSLink([]string{number}, body)
		if err != nil {
			return
		}
		to, said := opened(t, link)
		if len(link) > outage.MostLink || len(to) != 1 || said != outage.CleanText(body) {
			t.Errorf("%q becomes %q", body, link)
		}
		if got := outage.CountSMS(body); got.Parts < 1 || got.Left < 0 {
			t.Errorf("%q counts %+v", body, got)
		}
	})
}
