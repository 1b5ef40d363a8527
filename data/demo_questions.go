package data

import (
	"bytes"
	"cmp"
	"fmt"
	"image"
	"image/png"
	"slices"
	"strings"
	"time"
)

// DemoQuestions makes what intake can't decide by itself, about persons of the demo unit: a table of
// the day's visits under headings that no list has, a schedule that says no day, and a page of paper
// whose file names a person.
func DemoQuestions(day time.Time) (table, undated, scan DemoFile, err error) {
	unit, err := readDemoUnit()
	if err != nil {
		return table, undated, scan, err
	}
	var clients []demoClient
	for _, c := range unit.clients {
		if !c.ProtectedRegistration && !c.IsConfidential && len(c.PersonID) == len("191212121212") {
			clients = append(clients, c)
		}
	}
	slices.SortFunc(clients, func(x, y demoClient) int { return cmp.Compare(x.ID, y.ID) })
	if len(clients) == 0 {
		return table, undated, scan, fmt.Errorf("demo: nobody to ask about")
	}
	table = DemoFile{"daily list.csv", []byte(foreignTable(clients[:min(6, len(clients))], day))}
	first := clients[0]
	undated = DemoFile{"slinga utan dag.csv", fmt.Appendf(nil, "Kundnr;Namn;Insatser;Starttid;Längd;Slinga\n%d;%s;Frukost;07:30;30;Slinga 1\n;;Promenad;10:00;30;Slinga 1\n",
		first.ID, first.FullName)}
	paper, err := blankPaper()
	return table, undated, DemoFile{first.PersonID + " genomförandeplan.png", paper}, err
}

// foreignTable is visits as a system abroad would list them.
func foreignTable(clients []demoClient, day time.Time) string {
	var rows strings.Builder
	rows.WriteString("Ref;Who;From;Until;What to do;Crew\n")
	for i, c := range clients {
		from := day.Add(8*time.Hour + time.Duration(i)*40*time.Minute)
		fmt.Fprintf(&rows, "%s;%s;%s;%s;%s;%s\n", c.PersonID, c.FullName, from.Format("2006-01-02 15:04"), from.Add(25*time.Minute).Format("2006-01-02 15:04"),
			[]string{"Frukost", "Dusch", "Promenad"}[i%3], []string{"Kim", "Eva"}[i%2])
	}
	return rows.String()
}

// blankPaper is a page of paper without a word, in the proportions of A4.
func blankPaper() ([]byte, error) {
	sheet := image.NewGray(image.Rect(0, 0, 60, 85))
	for i := range sheet.Pix {
		sheet.Pix[i] = 0xff
	}
	var raw bytes.Buffer
	err := png.Encode(&raw, sheet)
	return raw.Bytes(), err
}
