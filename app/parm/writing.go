package main

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/form"
	"avbrottsparm/internal/text"
)

// wish is an entry that somebody wants written, from flags or from a line of a batch.
type wish struct {
	kind         entry.Kind
	person       string // id or number of somebody in the binder
	name, number string // of somebody who isn't
	fields       []saidField
	visit        string // the planned visit that it is written from
	paper        paperSaid
	pictures     []string // files
}

// paperSaid is the paper that an entry is written down from.
type paperSaid struct{ number, author, title, time string }

// signedEntry is a signed entry, and the questions about it that were answered with yes by themselves.
type signedEntry struct {
	*entry.Tracked
	asked []string
	// beside are the entries that it was asked about because of.
	beside []entry.Tracked
}

func (w signedEntry) shape() stateShape {
	shape := stateShape{ID: w.ID, State: string(w.State), Asked: w.asked, Parts: w.Parts}
	for _, other := range w.beside {
		shape.Beside = append(shape.Beside, other.ID)
	}
	return shape
}

// write signs an entry. Nobody can be asked here, so what is asked about is confirmed, and the answer
// says what that was.
func (a *app) write(ctx context.Context, s *desk.Session, w wish) (signedEntry, error) {
	f, known := a.desk.Kinds.Form(w.kind)
	if !known {
		return signedEntry{}, a.kindUnknown()
	}
	if w.person+w.name != "" && f.EntrySubject() == form.SubjectUnit && !f.Entry.Anyone {
		return signedEntry{}, misuse{text.NewFault("parm.person_none")}
	}
	e, err := a.begin(s, w)
	if err != nil {
		return signedEntry{}, err
	}
	if err := a.fill(&e, f, w.fields, s.Now()); err != nil {
		return signedEntry{}, err
	}
	before := e
	asked, problems := confirm(s, &e)
	if len(problems) > 0 {
		return signedEntry{}, a.unready(f, problems)
	}
	if err := attach(ctx, s, &e, w.pictures); err != nil {
		return signedEntry{}, err
	}
	done := signedEntry{asked: asked}
	if len(asked) > 0 {
		done.beside = s.Beside(before)
	}
	done.Tracked, err = s.Sign(ctx, e)
	if err != nil {
		return signedEntry{}, err
	}
	return done, nil
}

// begin is the entry before anything that was said is filled in: what is known of the visit or the
// paper already stands there.
func (a *app) begin(s *desk.Session, w wish) (entry.Entry, error) {
	e, err := s.Begin(desk.Beginning{Kind: w.kind, PersonID: w.person, VisitID: w.visit, Paper: w.paper.number})
	if err != nil {
		return e, err
	}
	if w.name != "" {
		e.PersonID, e.Subject = "", &entry.Subject{Name: w.name, Number: w.number}
	}
	p := w.paper
	if p.author+p.title+p.time == "" && len(w.pictures) == 0 {
		return e, nil
	}
	if e.Paper == nil {
		e.Paper = &entry.Paper{}
	}
	e.Paper.Name, e.Paper.Title = strings.TrimSpace(p.author), strings.TrimSpace(p.title)
	if p.time != "" {
		if e.Paper.WrittenTime, err = readMoment(p.time, s.Now()); err != nil {
			return e, misuse{err}
		}
	}
	return e, nil
}

// confirm answers yes to every question about the entry. What is left keeps it from being signed.
func confirm(s *desk.Session, e *entry.Entry) (asked []string, left []entry.Problem) {
	for {
		left = nil
		more := false
		for _, p := range s.Check(*e) {
			switch {
			case !p.Asks:
				left = append(left, p)
			case !slices.Contains(e.Confirmed, p.Code):
				e.Confirmed, asked, more = append(e.Confirmed, p.Code), append(asked, p.Code), true
			}
		}
		if !more {
			return asked, left
		}
	}
}

// attach keeps pictures of the paper with the entry. They come in when nothing else is missing, so that
// an entry that can't be signed leaves none behind.
func attach(ctx context.Context, s *desk.Session, e *entry.Entry, files []string) error {
	for _, file := range files {
		raw, err := readAtMost(file, desk.MostPicture)
		if err != nil {
			return err
		}
		id, err := s.AttachPicture(ctx, *e, filepath.Base(file), raw)
		if err != nil {
			return err
		}
		e.Paper.Pictures = append(e.Paper.Pictures, id)
	}
	return nil
}

// readAtMost reads a file, and one byte more than the most, so that whoever gets it can tell that it is
// too large.
func readAtMost(file string, most int64) ([]byte, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, text.Because(bare(err), "file.unreadable")
	}
	raw, err := io.ReadAll(io.LimitReader(f, most+1))
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return nil, text.Because(bare(err), "file.unreadable")
	}
	return raw, nil
}
