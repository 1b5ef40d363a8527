package desk

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"avbrottsparm/internal/text"
)

// mostUnitText is how many bytes a plain text may have: a plan of a hundred pages has a quarter of it.
const mostUnitText = 2 << 20

// readUnitDocument tells what a file is: a PDF by the reader of documents, else a plain text.
func (s *Session) readUnitDocument(ctx context.Context, name string, raw []byte) (UnitDocument, error) {
	sum := sha256.Sum256(raw)
	doc := UnitDocument{Title: titleOfFile(name), Size: len(raw), Hash: hex.EncodeToString(sum[:])}
	if len(raw) == 0 {
		return doc, text.NewFault("file.empty")
	}
	if mediaOf(raw) == "" && !bytes.Contains(raw[:min(len(raw), 1024)], []byte("%PDF-")) {
		return doc, readUnitText(&doc, raw)
	}
	batches, err := s.parse(ctx, File{Name: name, Bytes: raw}, s.desk.now())
	if err != nil {
		return doc, err
	}
	for _, b := range batches {
		if read, is := documentIn(b); is && read.Media == mediaPDF {
			doc.Media, doc.Pages, doc.Text = read.Media, read.Pages, read.Text
			return doc, nil
		}
	}
	return doc, text.NewFault("unitdoc.sort")
}

func readUnitText(doc *UnitDocument, raw []byte) error {
	if len(raw) > mostUnitText {
		return text.NewFault("unitdoc.text_size", "most", mostUnitText>>20)
	}
	said, ok := plainFile(raw)
	if !ok {
		return text.NewFault("unitdoc.sort")
	}
	if strings.TrimSpace(said) == "" {
		return text.NewFault("file.empty")
	}
	doc.Media, doc.Text = mediaText, said
	return nil
}

// plainFile is the text of a file as editors save it: UTF-8, UTF-16 with its mark, or else Windows-1252.
// It is none when signs stand in it that no text has, as in a file of a word processor.
func plainFile(raw []byte) (string, bool) {
	said := ""
	switch {
	case bytes.HasPrefix(raw, []byte("\xff\xfe")):
		said = wide(raw[2:], binary.LittleEndian)
	case bytes.HasPrefix(raw, []byte("\xfe\xff")):
		said = wide(raw[2:], binary.BigEndian)
	case utf8.Valid(raw):
		said = strings.TrimPrefix(string(raw), "\ufeff")
	default:
		var b strings.Builder
		for _, c := range raw {
			b.WriteRune(western(c))
		}
		said = b.String()
	}
	said = strings.ReplaceAll(strings.ReplaceAll(said, "\r\n", "\n"), "\r", "\n")
	for _, r := range said {
		if unicode.IsControl(r) && r != '\n' && r != '\t' && r != '\f' || r == unicode.ReplacementChar {
			return "", false
		}
	}
	return strings.ReplaceAll(strings.TrimRight(said, "\n\t\f "), "\f", "\n"), true
}

func wide(raw []byte, order binary.ByteOrder) string {
	if len(raw)%2 != 0 {
		return "\x00"
	}
	units := make([]uint16, 0, len(raw)/2)
	for i := 0; i < len(raw); i += 2 {
		units = append(units, order.Uint16(raw[i:]))
	}
	return string(utf16.Decode(units))
}

// western80 are the signs 0x80 to 0x9f of Windows-1252; those that it has no sign for are control
// characters there, which no text has.
var western80 = [32]rune{
	0x20ac, 0x0081, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
	0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0x008d, 0x017d, 0x008f,
	0x0090, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
	0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x009d, 0x017e, 0x0178,
}

func western(c byte) rune {
	if c >= 0x80 && c < 0xa0 {
		return western80[c-0x80]
	}
	return rune(c)
}
