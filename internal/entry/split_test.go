package entry

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestALongTextBecomesNumberedParts(t *testing.T) {
	paragraph := strings.Repeat("Vårdtagaren sov lugnt. ", 100) + "\n\n"
	e := note()
	e.Text = strings.Repeat(paragraph, 9)
	parts := Split(e)
	if len(parts) != 3 {
		t.Fatalf("%d parts", len(parts))
	}
	for i, p := range parts {
		id := "n1"
		if i > 0 {
			id = fmt.Sprintf("n1-%d", i+1)
		}
		if p.ID != id || p.Part != i+1 || p.Parts != 3 || p.Whole != "n1" || p.Author != e.Author || !p.EventTime.Equal(e.EventTime) {
			t.Errorf("part %d: %+v", i+1, p)
		}
		if !strings.HasSuffix(p.Text, "\n\n") {
			t.Errorf("part %d does not end with a paragraph: %q", i+1, p.Text[len(p.Text)-20:])
		}
		if headline, text := p.Numbered(); headline != fmt.Sprintf("Tillsyn (%d/3)", i+1) || text != p.Text {
			t.Errorf("part %d is entered as %q", i+1, headline)
		}
	}
	checkParts(t, e.Text, parts)
	if alone := Split(note()); len(alone) != 1 || alone[0].Parts != 0 || alone[0].Whole != "" {
		t.Errorf("a short text: %+v", alone)
	}
}

func TestAPartWithoutRoomInItsHeadlineHasItsNumberBeforeTheText(t *testing.T) {
	for _, headline := range []string{"", strings.Repeat("ö", MaxHeadline)} {
		e := note()
		e.Headline, e.Text = headline, strings.Repeat("å", MaxText+1)
		p := Split(e)[1]
		if got, text := p.Numbered(); got != headline || !strings.HasPrefix(text, "(2/2) å") {
			t.Errorf("%q: %q, %q", headline, got, text[:12])
		}
	}
}

func TestAPartEndsWhereAReaderWouldPause(t *testing.T) {
	filler := strings.Repeat("ord ", partText/4-100)
	for name, c := range map[string]struct{ after, want string }{
		"sentence":  {"Slut. Nu börjar nästa mening " + strings.Repeat("utan punkt ", 200), "Slut. "},
		"question":  {"Varför? Ingen vet " + strings.Repeat("utan punkt ", 200), "Varför? "},
		"line":      {"rad\n" + strings.Repeat("utan punkt ", 200), "rad\n"},
		"word":      {strings.Repeat("utan punkt ", 200), " "},
		"paragraph": {"Slut.\r\n\r\nNästa. Och mera. " + strings.Repeat("utan punkt ", 200), "Slut.\r\n\r\n"},
	} {
		e := note()
		e.Text = filler + c.after
		parts := Split(e)
		if !strings.HasSuffix(parts[0].Text, c.want) {
			t.Errorf("%s: the first part ends %q", name, parts[0].Text[len(parts[0].Text)-20:])
		}
		checkParts(t, e.Text, parts)
	}
}

// Whatever is written, no character is taken apart: letters with loose accents, families, flags, hands
// with a colour, line ends of Windows.
func TestNoCharacterIsTakenApart(t *testing.T) {
	for _, sign := range []string{"å", "a\u030a", "👩‍👩‍👧", "🇸🇪", "👍🏽", "\r\n", "한", "각", "x\u0301\u0302\u0303"} {
		for shift := range 4 {
			text := strings.Repeat("x", shift) + strings.Repeat(sign, 20000/utf8.RuneCountInString(sign))
			e := note()
			e.Text = text
			parts := Split(e)
			checkParts(t, text, parts)
			for i, p := range parts[1:] {
				if !strings.HasPrefix(p.Text, sign) {
					t.Errorf("%q: part %d begins %q", sign, i+2, p.Text[:8])
				}
			}
		}
	}
}

func FuzzSplit(f *testing.F) {
	f.Add("Sov lugnt. ", "\n\n", uint16(900))
	f.Add("👩‍👩‍👧", "🇸🇪", uint16(4000))
	f.Add("\x80", "\xff", uint16(1))
	f.Add("\u0301", "\u200d", uint16(1))
	f.Fuzz(func(t *testing.T, a, b string, n uint16) {
		random := rand.New(rand.NewPCG(uint64(n), 1))
		var text strings.Builder
		for text.Len() < 20000 && len(a)+len(b) > 0 {
			text.WriteString([]string{a, b, a + b}[random.IntN(3)])
		}
		e := note()
		e.Text = text.String()
		checkParts(t, e.Text, Split(e))
	})
}

func checkParts(t *testing.T, text string, parts []Entry) {
	t.Helper()
	var joined strings.Builder
	for _, p := range parts {
		joined.WriteString(p.Text)
		if n := utf8.RuneCountInString(p.Text); n > MaxText || n == 0 && text != "" {
			t.Errorf("a part of %d characters", n)
		}
		if utf8.ValidString(text) && !utf8.ValidString(p.Text) {
			t.Error("a character was taken apart")
		}
	}
	if joined.String() != text {
		t.Error("the parts joined aren't the text")
	}
}
