package main

import (
	"context"
	"path/filepath"
	"slices"
	"time"

	"avbrottsparm/app/page"
	"avbrottsparm/app/shell"
	"avbrottsparm/app/wiring"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/sheet"
	"avbrottsparm/internal/text"
)

// drillScreens are the screens that are of use in a drill. None leads to other binders or to Lifecare.
var drillScreens = []page.Name{page.Start, page.People, page.Schedule, page.Write, page.Notes, page.Paper, page.Outage, page.Ready}

// drillBinder makes ready an invented binder by the rules of the demo: sealed, in a folder of its own,
// behind a passphrase that nobody knows. It prints on no printer, and its files lie beside it and go
// with it.
func drillBinder(lang text.Lang) (*shell.DrillBinder, error) {
	d, err := wiring.Desk(lang)
	if err != nil {
		return nil, err
	}
	return drillOn(d, time.Now())
}

// drillOn is drillBinder on a desk, as the unit stands on a day.
func drillOn(d *desk.Desk, day time.Time) (*shell.DrillBinder, error) {
	seen := &shell.Seen{}
	d.Printers, d.Folders, d.Connect, d.Deliver, d.Signings = nil, nil, nil, nil, nil
	d.Press = witness{d.Press, seen}
	made, err := newDemo(d, day)
	if err != nil {
		return nil, err
	}
	return &shell.DrillBinder{Open: made.opening().Open, Remove: made.remove, Screens: screensOf(made.parent), Seen: seen}, nil
}

// screensOf are the screens of a drill. Whatever folder is asked for, their files land beside the binder.
func screensOf(folder string) []shell.Screen {
	f := files()
	save := f.Save
	f.Folder = filepath.Join(folder, "papers")
	f.Save = func(_, name string, pdf []byte) (string, error) { return save(f.Folder, name, pdf) }
	return slices.DeleteFunc(screens(f), func(s shell.Screen) bool { return !slices.Contains(drillScreens, s.Name) })
}

// witness draws pages and tells of those that go out of the binder.
type witness struct {
	desk.Press
	seen *shell.Seen
}

// Print draws pages.
func (w witness) Print(ctx context.Context, doc sheet.Document, out sheet.Output) (sheet.Printed, error) {
	names := shell.NamesOf(doc.Sheets) // the pages are let go of as they are drawn
	printed, err := w.Press.Print(ctx, doc, out)
	if err == nil && out.Release {
		w.seen.Drawn(names)
	}
	return printed, err
}
