package lifecare

import (
	"strconv"
	"strings"
	"unicode/utf16"

	"golang.org/x/text/encoding/charmap"
)

// plainText is a text without its RTF mark-up; a text that has none comes back as it is.
func plainText(s string) string {
	if !strings.HasPrefix(strings.TrimSpace(s), `{\rtf`) {
		return s
	}
	p := rtf{src: s, skipAfterUnicode: 1}
	for p.pos < len(p.src) {
		p.step()
	}
	return p.out.String()
}

// rtf is a small reader of RTF: it keeps the words and line breaks and leaves fonts, colours,
// pictures and all else.
type rtf struct {
	src              string
	pos              int
	level            int
	hidden           int // the level from which groups are left out; 0 when none is
	skip             int // characters that stand in for a Unicode sign before them
	skipAfterUnicode int
	surrogate        rune
	out              strings.Builder
}

func (p *rtf) step() {
	switch c := p.src[p.pos]; c {
	case '{':
		p.level++
		p.pos++
	case '}':
		if p.hidden == p.level {
			p.hidden = 0
		}
		p.level--
		p.pos++
	case '\\':
		p.control()
	case '\r', '\n':
		p.pos++
	default:
		p.write(p.src[p.pos : p.pos+1])
		p.pos++
	}
}

func (p *rtf) write(s string) {
	switch {
	case p.hidden > 0:
	case p.skip > 0:
		p.skip--
	default:
		p.out.WriteString(s)
	}
}

// control reads a backslash and what it means.
func (p *rtf) control() {
	rest := p.src[p.pos+1:]
	if rest == "" {
		p.pos++
		return
	}
	letters := 0
	for letters < len(rest) && (rest[letters]|0x20) >= 'a' && (rest[letters]|0x20) <= 'z' {
		letters++
	}
	if letters == 0 {
		p.symbol(rest)
		return
	}
	word, end := rest[:letters], letters
	if end < len(rest) && rest[end] == '-' {
		end++
	}
	for end < len(rest) && rest[end] >= '0' && rest[end] <= '9' && end < letters+8 {
		end++
	}
	number, err := strconv.Atoi(rest[letters:end])
	if err != nil {
		number = 0
	}
	if end < len(rest) && rest[end] == ' ' {
		end++
	}
	p.pos += 1 + end
	p.word(word, number)
}

// symbol reads a sign after a backslash: a byte of Windows-1252, a hard space, a literal brace.
func (p *rtf) symbol(rest string) {
	p.pos += 2
	switch rest[0] {
	case '\'':
		if len(rest) >= 3 {
			if b, err := strconv.ParseUint(rest[1:3], 16, 8); err == nil {
				p.write(string(charmap.Windows1252.DecodeByte(byte(b))))
				p.pos += 2
			}
		}
	case '*':
		p.hide()
	case '~':
		p.write(" ")
	case '\n', '\r':
		p.write("\n")
	case '{', '}', '\\':
		p.write(rest[:1])
	}
}

func (p *rtf) hide() {
	if p.hidden == 0 {
		p.hidden = max(p.level, 1)
	}
}

func (p *rtf) word(word string, number int) {
	switch word {
	case "par", "line", "row", "sect", "page":
		p.write("\n")
	case "tab", "cell":
		p.write(" ")
	case "fonttbl", "colortbl", "stylesheet", "info", "pict", "object", "header", "footer", "themedata":
		p.hide()
	case "uc":
		p.skipAfterUnicode = min(max(number, 0), 8)
	case "u":
		p.unicode(rune(uint16(number)))
	case "emdash", "endash":
		p.write("–")
	case "bullet":
		p.write("•")
	case "lquote", "rquote":
		p.write("’")
	case "ldblquote", "rdblquote":
		p.write("”")
	}
}

// unicode writes a sign that RTF gives as a number, with the other half of a pair where it needs
// two; the plain characters after it stand in for it in old programs.
func (p *rtf) unicode(r rune) {
	p.skip = 0
	switch {
	case utf16.IsSurrogate(r) && p.surrogate == 0:
		p.surrogate = r
	case p.surrogate != 0:
		p.write(string(utf16.DecodeRune(p.surrogate, r)))
		p.surrogate = 0
	default:
		p.write(string(r))
	}
	p.skip = p.skipAfterUnicode
}
