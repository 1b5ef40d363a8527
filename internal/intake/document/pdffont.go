package document

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"

	"golang.org/x/text/encoding/charmap"
)

// font tells what the codes in a string mean and how wide they are.
type font struct {
	wide   bool            // codes of two bytes
	ranges []codeRange     // by low; what the file itself says the codes mean
	names  map[byte]string // codes that the file gives other letters, for narrow fonts
	latin  *charmap.Charmap
	widths map[int]float64 // thousandths of the size
	usual  float64         // width of the others
	sized  bool            // the widths are known
}

type codeRange struct {
	low, high int
	to        string // of low; the last letter grows by one with each code
}

// fontOf reads a font of a page's resources.
func (f *pdfFile) fontOf(value any) *font {
	d := f.dictOf(value)
	t := &font{latin: charmap.Windows1252, widths: map[int]float64{}, usual: 500, names: map[byte]string{}}
	if f.get(d["Subtype"]) == name("Type0") {
		t.wide = true
		if inner := f.arrayOf(d["DescendantFonts"]); len(inner) > 0 {
			f.wideWidths(t, f.dictOf(inner[0]))
		}
	} else {
		f.narrowWidths(t, d)
		f.narrowNames(t, d["Encoding"])
	}
	if s, ok := f.get(d["ToUnicode"]).(stream); ok {
		f.readMap(t, f.bytesOf(s))
	}
	return t
}

func (f *pdfFile) narrowWidths(t *font, d dict) {
	first, _ := whole(f.get(d["FirstChar"]))
	for i, w := range f.arrayOf(d["Widths"]) {
		if n := f.number(w, 0); i < 256 && n > 0 {
			t.widths[first+i], t.sized = n, true
		}
	}
	t.usual = f.number(f.dictOf(d["FontDescriptor"])["MissingWidth"], 500)
}

func (f *pdfFile) wideWidths(t *font, d dict) {
	t.usual, t.sized = f.number(d["DW"], 1000), true
	list := f.arrayOf(d["W"])
	for i := 0; i+1 < len(list) && len(t.widths) < mostGlyphs && f.budget.spend(1); {
		low, ok := whole(f.get(list[i]))
		if !ok {
			return
		}
		if each, is := f.get(list[i+1]).(array); is {
			for n, w := range each {
				t.widths[low+n] = f.number(w, t.usual)
			}
			i += 2
			continue
		}
		high, ok := whole(f.get(list[i+1]))
		if !ok || i+2 >= len(list) {
			return
		}
		for code := low; code <= min(high, low+1<<16) && len(t.widths) < mostGlyphs; code++ {
			t.widths[code] = f.number(list[i+2], t.usual)
		}
		i += 3
	}
}

// narrowNames reads an encoding that gives codes other letters.
func (f *pdfFile) narrowNames(t *font, encoding any) {
	base := f.get(encoding)
	d := f.dictOf(encoding)
	if d != nil {
		base = f.get(d["BaseEncoding"])
	}
	if base == name("MacRomanEncoding") {
		t.latin = charmap.Macintosh
	}
	code := 0
	for _, value := range f.arrayOf(d["Differences"]) {
		switch v := f.get(value).(type) {
		case float64:
			code = int(v)
		case name:
			if code >= 0 && code < 256 {
				if letter := glyph(string(v)); letter != "" {
					t.names[byte(code)] = letter
				}
			}
			code++
		}
	}
}

// glyph is the letter of a glyph's name; empty when the name tells none.
func glyph(s string) string {
	s, _, _ = strings.Cut(s, ".")
	if letter, known := glyphs[s]; known {
		return letter
	}
	if len(s) == 1 {
		return s
	}
	hex := ""
	switch {
	case strings.HasPrefix(s, "uni") && len(s) == 7:
		hex = s[3:]
	case strings.HasPrefix(s, "u") && len(s) >= 5 && len(s) <= 7:
		hex = s[1:]
	}
	if n, err := strconv.ParseUint(hex, 16, 21); err == nil && n > 0x1f {
		return string(rune(n))
	}
	return ""
}

// glyphs are the names of letters and signs in Swedish texts.
var glyphs = func() map[string]string {
	all := map[string]string{}
	const pairs = "space|  exclam|! quotedbl|\" numbersign|# dollar|$ percent|% ampersand|& quotesingle|' quoteright|’ quoteleft|‘ parenleft|( parenright|) asterisk|* plus|+ comma|, hyphen|- minus|- period|. slash|/ " +
		"zero|0 one|1 two|2 three|3 four|4 five|5 six|6 seven|7 eight|8 nine|9 colon|: semicolon|; less|< equal|= greater|> question|? at|@ bracketleft|[ backslash|\\ bracketright|] underscore|_ braceleft|{ bar|| braceright|} " +
		"adieresis|ä aring|å odieresis|ö Adieresis|Ä Aring|Å Odieresis|Ö eacute|é Eacute|É egrave|è udieresis|ü Udieresis|Ü aacute|á agrave|à oslash|ø Oslash|Ø ae|æ AE|Æ ccedilla|ç ntilde|ñ iacute|í oacute|ó uacute|ú ecircumflex|ê " +
		"endash|– emdash|— bullet|• section|§ degree|° onehalf|½ onequarter|¼ threequarters|¾ mu|µ quotedblleft|“ quotedblright|” guillemotleft|« guillemotright|» ellipsis|… fi|fi fl|fl ff|ff ffi|ffi ffl|ffl Euro|€ plusminus|± multiply|× periodcentered|· nbspace|  sfthyphen|-"
	for _, pair := range strings.Fields(pairs) {
		key, letter, _ := strings.Cut(pair, "|")
		if letter == "" {
			letter = " "
		}
		all[key] = letter
	}
	return all
}()

// readMap reads what the file says that the codes of a font mean.
func (f *pdfFile) readMap(t *font, raw []byte) {
	l := lexer{raw: raw, budget: f.budget}
	var args array
	narrow := false
	for len(t.ranges) < mostGlyphs {
		value, more := l.next(0)
		if !more {
			break
		}
		op, is := value.(word)
		if !is {
			args = gather(args, value)
			continue
		}
		switch op {
		case "endcodespacerange":
			if low, ok := last(args).(string); ok {
				narrow = len(low) == 1
			}
		case "endbfchar":
			for i := 0; i+1 < len(args); i += 2 {
				t.maps(args[i], args[i], args[i+1])
			}
		case "endbfrange":
			for i := 0; i+2 < len(args); i += 3 {
				t.maps(args[i], args[i+1], args[i+2])
			}
		}
		args = args[:0]
	}
	if t.wide && narrow {
		t.wide = false
	}
	slices.SortStableFunc(t.ranges, func(x, y codeRange) int { return cmp.Compare(x.low, y.low) })
}

func last(list array) any {
	if len(list) == 0 {
		return nil
	}
	return list[len(list)-1]
}

// maps takes in that the codes from low to high mean a text, or those of a list.
func (t *font) maps(low, high, to any) {
	from, ok1 := low.(string)
	until, ok2 := high.(string)
	if !ok1 || !ok2 || len(from) == 0 || len(from) > 4 || len(until) != len(from) || len(t.ranges) >= mostGlyphs {
		return
	}
	switch to := to.(type) {
	case string:
		t.ranges = append(t.ranges, codeRange{codeOf(from), codeOf(until), utf16Text(to)})
	case array:
		for i, value := range to {
			if one, ok := value.(string); ok && len(t.ranges) < mostGlyphs {
				t.ranges = append(t.ranges, codeRange{codeOf(from) + i, codeOf(from) + i, utf16Text(one)})
			}
		}
	}
}

func codeOf(s string) int {
	n := 0
	for i := range len(s) {
		n = n<<8 | int(s[i])
	}
	return n
}

// utf16Text reads UTF-16 with the high byte first.
func utf16Text(s string) string {
	units := make([]uint16, 0, len(s)/2)
	for i := 0; i+1 < min(len(s), 64); i += 2 {
		units = append(units, uint16(s[i])<<8|uint16(s[i+1]))
	}
	return string(utf16.Decode(units))
}

// decode gives the letters of a string, and its width in thousandths of the size.
func (t *font) decode(s string, out *strings.Builder) (width float64, codes int) {
	step := 1
	if t.wide {
		step = 2
	}
	for i := 0; i+step <= len(s); i += step {
		code := codeOf(s[i : i+step])
		codes++
		if w, known := t.widths[code]; known {
			width += w
		} else {
			width += t.usual
		}
		out.WriteString(t.letter(code))
	}
	return width, codes
}

func (t *font) letter(code int) string {
	at, exact := slices.BinarySearchFunc(t.ranges, code, func(r codeRange, code int) int { return cmp.Compare(r.low, code) })
	if !exact {
		at--
	}
	if at >= 0 && at < len(t.ranges) && code <= t.ranges[at].high {
		r := t.ranges[at]
		if code == r.low {
			return r.to
		}
		letters := []rune(r.to)
		if len(letters) == 0 {
			return ""
		}
		letters[len(letters)-1] += rune(code - r.low)
		return string(letters)
	}
	if t.wide || code > 255 {
		return ""
	}
	if letter, known := t.names[byte(code)]; known {
		return letter
	}
	return string(t.latin.DecodeByte(byte(code)))
}
