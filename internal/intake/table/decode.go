package table

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// decode turns a text file's bytes into a string, guessing the encoding from what is there: byte
// order marks, the zero bytes of UTF-16, valid UTF-8, and else the bytes that Swedish letters
// have in Windows-1252, in code page 850 and on old Macs. It never fails; bytes that fit nothing become the
// replacement character.
func decode(raw []byte) string {
	switch {
	case bytes.HasPrefix(raw, []byte{0xEF, 0xBB, 0xBF}):
		return strings.ToValidUTF8(string(raw[3:]), "\uFFFD")
	case bytes.HasPrefix(raw, []byte{0xFF, 0xFE}), bytes.HasPrefix(raw, []byte{0xFE, 0xFF}):
		return with(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), raw)
	}
	if order, ok := looksUTF16(raw); ok {
		return with(unicode.UTF16(order, unicode.IgnoreBOM), raw)
	}
	if utf8.Valid(raw) || mostlyUTF8(raw) {
		return strings.ToValidUTF8(string(raw), "\uFFFD")
	}
	if looksCP850(raw) {
		return with(charmap.CodePage850, raw)
	}
	if looksMac(raw) {
		return with(charmap.Macintosh, raw)
	}
	return with(charmap.Windows1252, raw)
}

func with(enc encoding.Encoding, raw []byte) string {
	out, err := enc.NewDecoder().Bytes(raw)
	if err != nil {
		return strings.ToValidUTF8(string(raw), "\uFFFD")
	}
	return string(out)
}

// looksUTF16 finds UTF-16 without a mark: in Latin text every second byte is zero.
func looksUTF16(raw []byte) (unicode.Endianness, bool) {
	sample := head(raw, 4096)
	var zeros [2]int
	for i, b := range sample {
		if b == 0 {
			zeros[i%2]++
		}
	}
	half := len(sample) / 2
	switch {
	case half < 2:
		return unicode.LittleEndian, false
	case zeros[1]*10 > half*6 && zeros[0]*10 < half:
		return unicode.LittleEndian, true
	case zeros[0]*10 > half*6 && zeros[1]*10 < half:
		return unicode.BigEndian, true
	}
	return unicode.LittleEndian, false
}

// mostlyUTF8 accepts a UTF-8 file with broken bytes: many systems cut long notes in the middle of
// a letter. In other encodings, letters that are whole in UTF-8 come by chance only.
func mostlyUTF8(raw []byte) bool {
	good, bad := 0, 0
	for i := 0; i < len(raw); {
		if raw[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, size := utf8.DecodeRune(raw[i:])
		if r == utf8.RuneError && size == 1 {
			bad++
		} else {
			good++
		}
		i += size
	}
	return good > bad
}

// looksCP850 weighs the bytes of å ä ö é in both one-byte encodings. In Windows-1252 those of
// code page 850 are quotation marks and other signs that hardly stand between letters.
func looksCP850(raw []byte) bool {
	const dos = "\x86\x84\x94\x8F\x8E\x99\x82"     // å ä ö Å Ä Ö é
	const windows = "\xE5\xE4\xF6\xC5\xC4\xD6\xE9" // the same
	dosCount, windowsCount := 0, 0
	for i, b := range raw {
		if b < utf8.RuneSelf || !besideLetter(raw, i) {
			continue
		}
		switch {
		case strings.IndexByte(dos, b) >= 0:
			dosCount++
		case strings.IndexByte(windows, b) >= 0:
			windowsCount++
		}
	}
	return dosCount > windowsCount
}

// looksMac tells the encoding of old Macs, whose line ends are bare carriage returns: in files
// with other line ends its å ä ö are more likely the foreign letters of Windows-1252.
func looksMac(raw []byte) bool {
	if bytes.IndexByte(raw, '\n') >= 0 || bytes.IndexByte(raw, '\r') < 0 {
		return false
	}
	mac := 0
	for i, b := range raw {
		if b < utf8.RuneSelf || !besideLetter(raw, i) {
			continue
		}
		switch b {
		case 0x8C, 0x8A, 0x9A, 0x81, 0x80, 0x85: // å ä ö Å Ä Ö
			mac++
		case 0xE5, 0xE4, 0xF6, 0xC5, 0xC4, 0xD6: // the same in Windows-1252
			mac--
		}
	}
	return mac > 0
}

func besideLetter(raw []byte, i int) bool {
	letter := func(j int) bool {
		if j < 0 || j >= len(raw) {
			return false
		}
		c := raw[j] | 0x20
		return c >= 'a' && c <= 'z'
	}
	return letter(i-1) || letter(i+1)
}
