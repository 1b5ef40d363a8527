package main

import (
	"context"
	"os"
	"path/filepath"
	"time"

	"avbrottsparm/app/page"
	"avbrottsparm/app/wiring"
	"avbrottsparm/data"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/text"
)

// slowly is how long a file may take to be read before the picture of what is in it.
const slowly = 4 * time.Second

// intakeShots are the pictures of what intake asks: the columns of a table that nobody knows, the
// files of the drop folder, and a document that waits.
func (s *studio) intakeShots() []shot {
	shots := []shot{
		{"intake-columns", func(s *studio) {
			s.window.Show(page.Place{Page: page.Intake, Part: page.IntakeColumns, Folder: s.coded})
		}, nil},
		{"intake-tray", func(s *studio) { s.window.Show(page.Place{Page: page.Intake, Part: page.IntakeTray}) }, nil},
		{"intake-documents", func(s *studio) { s.window.Show(page.Place{Page: page.Intake, Part: page.IntakeDocuments}) }, nil},
	}
	for i := range shots {
		shots[i].ready = func(s *studio) bool { return s.window.At() == page.Intake && time.Since(s.since) > slowly }
	}
	return shots
}

// ask lays out what intake has to ask about: a table with headings of its own, files in the tray,
// and a document.
func (s *studio) ask() error {
	ctx, session := context.Background(), s.window.Session()
	table, undated, scan, err := data.DemoQuestions(care.NextDay(session.Now(), 1))
	if err != nil {
		return err
	}
	s.coded = filepath.Join(s.demo.parent, "coded")
	if err := os.Mkdir(s.coded, 0o700); err != nil {
		return text.Because(err, "window.no_pictures")
	}
	if err := os.WriteFile(filepath.Join(s.coded, table.Name), table.Bytes, 0o600); err != nil {
		return text.Because(err, "window.no_pictures")
	}
	for i, f := range []data.DemoFile{undated, table} {
		if err := wiring.Arrive(ctx, s.demo.folder, f.Name, f.Bytes, session.Now().Add(time.Duration(i-9)*time.Minute)); err != nil {
			return err
		}
	}
	if _, err := session.TakeArrivals(ctx, nil); err != nil {
		return err
	}
	plan, err := session.Preview(ctx, []desk.File{{Name: scan.Name, Bytes: scan.Bytes}}, desk.Importing{})
	if err != nil {
		return err
	}
	return session.Import(ctx, plan)
}
