package main

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"time"

	"avbrottsparm/app/page"
	"avbrottsparm/app/wiring"
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
func (s *studio) ask(people []desk.PersonRow) error {
	ctx, session := context.Background(), s.window.Session()
	named := people[0]
	for _, p := range people {
		if !p.Protected && len(p.PersonalID) == len("191212121212") {
			named = p
		}
	}
	table := []byte(codedTable(people, care.NextDay(session.Now(), 1)))
	s.coded = filepath.Join(s.demo.parent, "coded")
	if err := os.Mkdir(s.coded, 0o700); err != nil {
		return text.Because(err, "window.no_pictures")
	}
	if err := os.WriteFile(filepath.Join(s.coded, "daily list.csv"), table, 0o600); err != nil {
		return text.Because(err, "window.no_pictures")
	}
	undated := fmt.Sprintf("Kundnr;Namn;Insatser;Starttid;Längd;Slinga\n12;%s;Frukost;07:30;30;Slinga 1\n;;Promenad;10:00;30;Slinga 1\n", named.Name)
	for name, content := range map[string][]byte{"weekly list.csv": table, "grundschema.csv": []byte(undated)} {
		if err := wiring.Arrive(ctx, s.demo.folder, name, content, session.Now()); err != nil {
			return err
		}
	}
	if _, err := session.TakeArrivals(ctx, nil); err != nil {
		return err
	}
	paper, err := blankPaper()
	if err != nil {
		return err
	}
	plan, err := session.Preview(ctx, []desk.File{{Name: string(named.PersonalID) + " genomförandeplan.png", Bytes: paper}}, desk.Importing{})
	if err != nil {
		return err
	}
	return session.Import(ctx, plan)
}

// codedTable is tomorrow's visits of a few persons under headings that no list has.
func codedTable(people []desk.PersonRow, day time.Time) string {
	var table strings.Builder
	table.WriteString("Ref;Who;From;Until;What to do;Crew\n")
	n := 0
	for _, p := range people {
		if p.Protected || n == 6 {
			continue
		}
		from := day.Add(8*time.Hour + time.Duration(n)*40*time.Minute)
		fmt.Fprintf(&table, "%s;%s;%s;%s;%s;%s\n", p.PersonalID, p.Name, from.Format(entryClock), from.Add(25*time.Minute).Format(entryClock),
			[]string{"Frukost", "Dusch", "Promenad"}[n%3], []string{"Kim", "Eva"}[n%2])
		n++
	}
	return table.String()
}

// blankPaper is a page of paper without a word.
func blankPaper() ([]byte, error) {
	const width, height = 60, 85 // the proportions of A4
	sheet := image.NewGray(image.Rect(0, 0, width, height))
	for i := range sheet.Pix {
		sheet.Pix[i] = 0xff
	}
	var raw bytes.Buffer
	err := png.Encode(&raw, sheet)
	return raw.Bytes(), err
}
