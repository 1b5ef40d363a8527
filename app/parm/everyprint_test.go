package main

import (
	"bytes"
	"context"
	"fmt"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"avbrottsparm/app/wiring"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/sheet"
	"avbrottsparm/internal/text"
)

// lookingPress draws as the real one does, and keeps what each document says but for numbers drawn
// at random, in which anything can stand.
type lookingPress struct {
	desk.Press
	draws bool // the real one is asked, too
	said  string
}

func (p *lookingPress) Print(ctx context.Context, doc sheet.Document, out sheet.Output) (sheet.Printed, error) {
	var b strings.Builder
	for _, sh := range doc.Sheets {
		sh.Number, sh.Mark, sh.Key, sh.PersonID = "", "", "", ""
		fmt.Fprintf(&b, "%+v\n", sh)
	}
	for _, a := range doc.Attachments {
		fmt.Fprintf(&b, "%+v\n", a.Lead.Blocks)
	}
	p.said = b.String()
	if !p.draws {
		return sheet.Printed{PDF: []byte("not drawn"), Pages: len(doc.Sheets), Sheets: len(doc.Sheets)}, nil
	}
	return p.Press.Print(ctx, doc, out)
}

// guarded are the fields that protection keeps off paper, of everyone in the binder who has any. What
// neighbours and other relatives have too says nothing.
func guarded(t *testing.T, s *desk.Session) (fields, ids []string) {
	t.Helper()
	open := map[string]bool{}
	for _, row := range s.People("") {
		d, err := s.Open(t.Context(), row.ID)
		must(t, err)
		if !d.Shielded {
			for _, field := range homeOf(d) {
				open[field] = true
			}
			continue
		}
		ids = append(ids, row.ID)
		d, err = s.Unshield(t.Context(), row.ID, "Prov av utskrifter")
		must(t, err)
		fields = append(fields, homeOf(d)...)
	}
	return slices.DeleteFunc(append(fields, secrets...), func(field string) bool { return field == "" || open[field] }), ids
}

// homeOf is where a person lives, how to get in and get hold of them, and who their relatives are.
func homeOf(d *care.Dossier) []string {
	fields := append([]string{d.Person.Note}, d.Person.Emails...)
	for _, a := range d.Person.Addresses {
		fields = append(fields, a.Street, a.CareOf, a.EntryCode)
	}
	for _, p := range d.Person.Phones {
		fields = append(fields, p.Number)
	}
	for _, r := range d.Relatives {
		fields = append(fields, r.Name(), r.Note)
		for _, p := range r.Phones {
			fields = append(fields, p.Number)
		}
	}
	for _, key := range d.Keys() {
		fields = append(fields, key.Value)
	}
	return fields
}

// Given the demo unit, when everything that can be printed is printed, for all and for each person
// with protected identity, then what is protected stands on no sheet and in no page.
func TestEverythingThatIsPrintedKeepsProtectedFieldsOff(t *testing.T) {
	d, err := wiring.Desk(text.Swedish)
	must(t, err)
	press := &lookingPress{Press: d.Press}
	d.Press = press
	now := time.Now()
	s, _, err := wiring.Demo(t.Context(), d, filepath.Join(t.TempDir(), "binder"), "en ganska lång fras", now)
	must(t, err)
	defer func() { must(t, s.Lock()) }()
	fields, ids := guarded(t, s)
	if len(ids) != 2 || len(fields) < 16 {
		t.Fatalf("%d persons with %d protected fields", len(ids), len(fields))
	}
	p, err := s.Person(ids[0])
	must(t, err)
	printed, named := 0, 0
	for _, offer := range s.Offers() {
		orders := []desk.Order{{}, {Staff: desk.EveryStaff}, {PersonID: ids[0]}, {PersonID: ids[1]}}
		if offer.What == desk.PrintProtected {
			orders = []desk.Order{{}, {Staff: desk.EveryStaff}} // for one person it is what shows them
		}
		for _, o := range orders {
			if (o.Staff != "" && offer.Takes&desk.TakesStaff == 0) || (o.PersonID != "" && offer.Takes&desk.TakesPerson == 0) {
				continue
			}
			press.draws = o.PersonID == "" // pages of everyone are read back as well
			o.What, o.Date, o.Paper, o.Message = offer.What, care.Day(now), true, "Lifecare står still sedan klockan två."
			o.Reason, o.Again, o.Hours, o.Persons = "Prov av utskrifter", true, 1, 1
			job, err := s.Print(t.Context(), o)
			if text.IsFault(err, "print.nothing") || text.IsFault(err, "print.unchanged") || text.IsFault(err, "print.needs_person") {
				continue
			}
			if err != nil {
				t.Errorf("%s: %v", offer.What, err)
				continue
			}
			printed++
			page := ""
			if press.draws {
				page = pageText(t, job.PDF)
			}
			if strings.Contains(press.said, p.Name()) {
				if press.draws && !strings.Contains(page, p.Name()) {
					t.Errorf("%s: the pages can't be read", offer.What)
				}
				named++
			}
			for _, field := range fields {
				if stands(field, press.said) || (len(field) > shortField && stands(field, page)) {
					t.Errorf("%s for %q holds %q", offer.What, o.PersonID+o.Staff, field)
				}
			}
		}
	}
	if printed < 40 || named < 20 {
		t.Errorf("%d papers, of which %d name the protected person: the test sees too little", printed, named)
	}
}

// shortField is the length of codes and key numbers: as such a few signs can stand in the page's own
// codes, so they are looked for in what the sheets say.
const shortField = 6

// stands tells whether a text holds a field; a short one only as a word of its own.
func stands(field, said string) bool {
	if len(field) > shortField {
		return strings.Contains(said, field)
	}
	return regexp.MustCompile(`\b` + regexp.QuoteMeta(field) + `\b`).MatchString(said)
}

// pageText is what a person would read on the pages.
func pageText(t *testing.T, pdf []byte) string {
	t.Helper()
	read := exec.CommandContext(t.Context(), "pdftotext", "-layout", "-enc", "UTF-8", "-", "-")
	read.Stdin = bytes.NewReader(pdf)
	out, err := read.Output()
	if err != nil {
		t.Fatalf("pdftotext: %v", err)
	}
	return string(out)
}
