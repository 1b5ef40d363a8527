package table

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"avbrottsparm/internal/text"
)

// readWorkbook reads the visible sheets of an xlsx file. The archive is measured before it is
// opened, so that excelize never unpacks more than it may and writes no temporary files; a panic
// inside it over a broken file becomes a fault.
func readWorkbook(ctx context.Context, raw []byte) (sheets []sheet, err error) {
	if err := measure(ctx, raw); err != nil {
		return nil, err
	}
	defer func() {
		if broken := recover(); broken != nil {
			sheets, err = nil, text.Because(fmt.Errorf("reading workbook: panic of type %T", broken), "intake.broken")
		}
	}()
	book, err := excelize.OpenReader(bytes.NewReader(raw), excelize.Options{
		UnzipSizeLimit: maxUnzipped, UnzipXMLSizeLimit: maxUnzipped, RawCellValue: true,
	})
	if err != nil {
		// The library's error can quote the file's content, so only its kind goes on.
		return nil, text.Because(fmt.Errorf("opening workbook: %T", err), "intake.broken")
	}
	defer func() {
		if closeErr := book.Close(); closeErr != nil && err == nil {
			sheets, err = nil, text.Because(fmt.Errorf("closing workbook: %T", closeErr), "intake.broken")
		}
	}()
	return visibleSheets(ctx, book)
}

func visibleSheets(ctx context.Context, book *excelize.File) ([]sheet, error) {
	props, err := book.GetWorkbookProps()
	epoch1904 := err == nil && props.Date1904 != nil && *props.Date1904
	names := book.GetSheetList()
	if len(names) > maxSheets {
		return nil, text.NewFault("intake.too_large", "limit", maxUnzipped>>20)
	}
	var sheets []sheet
	total := 0
	for _, name := range names {
		if visible, err := book.GetSheetVisible(name); err != nil || !visible {
			continue
		}
		rows, size, err := sheetRows(ctx, book, name)
		if err != nil {
			return nil, err
		}
		if total += size; total > maxText {
			return nil, text.NewFault("intake.too_large", "limit", maxText>>20)
		}
		s, err := newSheet(name, rows, true)
		if err != nil {
			return nil, err
		}
		s.epoch1904 = epoch1904
		sheets = append(sheets, s)
	}
	if len(sheets) == 1 {
		sheets[0].name = ""
	}
	return sheets, nil
}

// sheetRows streams one sheet. Chart sheets and other sheets without rows come out empty.
func sheetRows(ctx context.Context, book *excelize.File, name string) (rows [][]string, size int, err error) {
	stream, err := book.Rows(name)
	if err != nil {
		return nil, 0, nil //nolint:nilerr // not a worksheet: a chart or a dialogue
	}
	defer func() {
		if closeErr := stream.Close(); closeErr != nil && err == nil {
			rows, err = nil, text.Because(fmt.Errorf("closing sheet: %T", closeErr), "intake.broken")
		}
	}()
	blanks, spread := 0, 0
	for stream.Next() && len(rows) <= maxRows {
		if len(rows)%256 == 0 && ctx.Err() != nil {
			return nil, 0, ctx.Err()
		}
		cells, err := stream.Columns()
		if err != nil {
			return nil, 0, text.Because(fmt.Errorf("reading sheet: %T", err), "intake.broken")
		}
		if spread += len(cells); spread > maxSpread { // cells far out to the right are made of nothing
			return nil, 0, text.NewFault("intake.bomb")
		}
		kept, bytesKept := keepCells(cells)
		if size += bytesKept; size > maxText {
			return nil, 0, text.NewFault("intake.too_large", "limit", maxText>>20)
		}
		rows = append(rows, kept)
		if blanks = blanks + 1; len(kept) > 0 {
			blanks = 0
		}
	}
	return rows[:len(rows)-blanks], size, stream.Error()
}

// keepCells is a row without the empty cells at its end: a copy, where they are so many that they
// would take room.
func keepCells(cells []string) ([]string, int) {
	last := len(cells)
	for last > 0 && cells[last-1] == "" {
		last--
	}
	if last == 0 {
		return nil, 0
	}
	kept := cells[:min(last, maxColumns+1)]
	if cap(cells) > 2*len(kept)+8 {
		kept = slices.Clone(kept)
	}
	size := 0
	for i, cell := range kept {
		kept[i] = plainNumber(cell)
		size += len(kept[i])
	}
	return kept, size
}

var exponent = regexp.MustCompile(`^-?\d(\.\d+)?[eE][+-]?\d{1,3}$`)

// plainNumber writes out numbers that the file holds with an exponent: 1.9240129725E11.
func plainNumber(cell string) string {
	if len(cell) > 30 || cell == "" || cell[0] > '9' || !strings.ContainsAny(cell, "eE") || !exponent.MatchString(cell) {
		return cell
	}
	v, err := strconv.ParseFloat(cell, 64)
	if err != nil || v > 1e15 || v < -1e15 {
		return cell
	}
	return strconv.FormatFloat(v, 'f', -1, 64)
}

var errBomb = errors.New("the archive unpacks to more than the limit")

// measure unpacks the archive into nothing and counts, because the sizes that an archive states
// of itself can be lies, and because excelize passes over what is damaged.
func measure(ctx context.Context, raw []byte) error {
	archive, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		return text.Because(err, "intake.broken")
	}
	if len(archive.File) > maxEntries {
		return text.Because(errBomb, "intake.bomb")
	}
	var stated uint64
	for _, file := range archive.File {
		if stated += file.UncompressedSize64; file.UncompressedSize64 > maxUnzipped || stated > maxUnzipped {
			return text.Because(errBomb, "intake.bomb")
		}
	}
	left := int64(maxUnzipped)
	for _, file := range archive.File {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		n, err := unpackedSize(file, left)
		if err != nil {
			return text.Because(fmt.Errorf("unpacking entry: %w", err), "intake.broken")
		}
		if left -= n; left < 0 {
			return text.Because(errBomb, "intake.bomb")
		}
	}
	return nil
}

// unpackedSize is the true size of an entry, counted to just past the limit.
func unpackedSize(file *zip.File, limit int64) (n int64, err error) {
	content, err := file.Open()
	if err != nil {
		return 0, err
	}
	defer func() {
		if closeErr := content.Close(); closeErr != nil && err == nil {
			err = closeErr
		}
	}()
	return io.Copy(io.Discard, io.LimitReader(content, limit+1))
}
