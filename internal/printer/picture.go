package printer

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"strconv"

	"avbrottsparm/internal/text"
)

// renderer draws pages of a PDF as pictures; it is of poppler, which most Linux desktops have.
const renderer = "pdftoppm"

// CanDraw tells whether the computer has a program that draws pages as pictures.
func CanDraw() bool {
	_, err := exec.LookPath(renderer)
	return err == nil
}

// Draw draws a page of an open PDF, counted from 1, as a PNG so many dots wide. The pages reach the
// program on its standard input and come back on its standard output, so that nothing lies on the
// disk. Faults: printer.no_renderer, printer.not_drawn.
func Draw(ctx context.Context, pdf []byte, page, width int) ([]byte, error) {
	if !CanDraw() {
		return nil, text.NewFault("printer.no_renderer")
	}
	at := strconv.Itoa(page)
	cmd := exec.CommandContext(ctx, renderer, "-png", "-f", at, "-l", at, "-scale-to-x", strconv.Itoa(width), "-scale-to-y", "-1", "-")
	cmd.Stdin = bytes.NewReader(pdf)
	out, err := cmd.Output()
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case err != nil:
		return nil, text.Because(fmt.Errorf("printer: draw a page: %w", err), "printer.not_drawn")
	case len(out) == 0:
		return nil, text.Because(errors.New("printer: draw a page: there is no such page"), "printer.not_drawn")
	}
	return out, nil
}
