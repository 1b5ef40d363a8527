package table

import (
	"archive/zip"
	"bytes"
	"path/filepath"
	"strings"
	"unicode/utf8"
)

// content is what the bytes of a file are.
type content int

const (
	contentUnknown content = iota
	contentEmpty
	contentText
	contentWorkbook // a zip with an Office workbook in it
	contentOLE      // an old xls, or an encrypted xlsx
	contentMarkup   // a page with tables, or Excel's XML of 2003
	contentOpen     // a sheet of LibreOffice
	contentPDF
)

var oleMark = []byte{0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1}

// sniff tells what the bytes are, never by the file's name.
func sniff(raw []byte) content {
	start := head(raw, 4096)
	switch {
	case len(bytes.Trim(start, "\x00\xef\xbb\xbf\xff\xfe \t\r\n;,|")) == 0 && len(raw) <= 4096:
		return contentEmpty
	case bytes.HasPrefix(raw, []byte("PK")):
		switch {
		case isWorkbook(raw):
			return contentWorkbook
		case bytes.Contains(head(raw, 256), []byte("application/vnd.oasis.opendocument.spreadsheet")):
			return contentOpen
		}
		return contentUnknown
	case bytes.HasPrefix(raw, oleMark):
		return contentOLE
	case bytes.Contains(head(raw, 1024), []byte("%PDF-")):
		return contentPDF
	case isMarkup(raw):
		return contentMarkup
	case isText(raw):
		return contentText
	default:
		return contentUnknown
	}
}

// isWorkbook tells whether a zip claims to be an Office spreadsheet. A cut-off zip with a
// workbook's names in it counts, so that its fault can be told.
func isWorkbook(raw []byte) bool {
	archive, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		return bytes.Contains(raw, []byte("xl/"))
	}
	for _, file := range archive.File {
		if strings.HasPrefix(strings.ToLower(strings.ReplaceAll(file.Name, `\`, "/")), "xl/") {
			return true
		}
	}
	return false
}

// isEncrypted tells an encrypted xlsx from an old xls by the name of its stream, which stands in
// UTF-16 in the container's directory.
func isEncrypted(raw []byte) bool {
	return bytes.Contains(raw, utf16le("EncryptedPackage")) || bytes.Contains(raw, utf16le("EncryptionInfo"))
}

func utf16le(s string) []byte {
	out := make([]byte, 0, 2*len(s))
	for i := 0; i < len(s); i++ {
		out = append(out, s[i], 0)
	}
	return out
}

// isText tells whether bytes are text that may be a table: no JSON, no mark-up, no cards and
// calendars, and hardly any control bytes.
func isText(raw []byte) bool {
	start := strings.TrimSpace(decode(evenHead(raw, 4096)))
	for _, mark := range []string{"{", "[", "<", "BEGIN:V", "{\\rtf"} {
		if strings.HasPrefix(start, mark) {
			return false
		}
	}
	control, total := 0, 0
	for _, r := range start {
		total++
		if r < ' ' && r != '\t' && r != '\r' && r != '\n' && r != '\f' {
			control++
		}
	}
	return total > 0 && control*20 <= total
}

// evenHead is head cut at an even length and whole characters, so that no encoding is misjudged
// for being cut in the middle.
func evenHead(raw []byte, n int) []byte {
	if len(raw) <= n {
		return raw
	}
	cut := raw[:n&^1]
	for back := 0; back < utf8.UTFMax && len(cut) > 2; back++ {
		if r, size := utf8.DecodeLastRune(cut[:len(cut)-back]); r != utf8.RuneError || size > 1 {
			if back%2 == 0 {
				return cut[:len(cut)-back]
			}
		}
	}
	return cut
}

func head(raw []byte, n int) []byte { return raw[:min(n, len(raw))] }

func hasTableName(name string) bool {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls":
		return true
	}
	return false
}
