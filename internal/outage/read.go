package outage

import (
	"cmp"
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// The files of a catalogue. Everything else in the folder but readiness.json, which readiness.ReadList
// reads, is refused: a file with a wrong name would be missed in silence.
const (
	fileSystems  = "systems.json"
	fileFacts    = "facts.json"
	fileContacts = "contacts.json"
	fileLimits   = "limits.json"
	fileReady    = "readiness.json"
	dirFailures  = "failures"
	dirCards     = "cards"
)

// Bounds of a catalogue: what is longer is none, and a damaged file must not fill the memory.
const (
	mostFiles = 300
	mostBytes = 256 << 10 // of one file
	mostList  = 500       // of one list
	mostDepth = 12        // of lists within lists
)

// ReadCatalogue reads a catalogue from its files. What it returns is whole: both languages everywhere,
// every id that is pointed to there, each open fact with its owner. A mistake gives the fault
// "outage.catalogue" with file, line and reason; Mistakes lists all that were found.
func ReadCatalogue(files fs.FS) (Catalogue, error) {
	r := reading{}
	c := Catalogue{}
	names := r.names(files)
	if len(r.mistakes) > 0 {
		return Catalogue{}, r.fault()
	}
	for _, name := range names {
		r.open(files, name)
		switch dir, base := path.Split(name); {
		case name == fileSystems:
			decode(&r, &c.Systems)
		case name == fileFacts:
			decode(&r, &c.Facts)
		case name == fileContacts:
			decode(&r, &c.Contacts)
		case name == fileLimits:
			decode(&r, &c.Limits)
		case dir == dirFailures+"/":
			c.Failures = append(c.Failures, named[Failure](&r, base, func(f Failure) string { return f.ID }))
		default:
			c.Cards = append(c.Cards, named[Card](&r, base, func(c Card) string { return c.ID }))
		}
	}
	if len(r.mistakes) > 0 {
		return Catalogue{}, r.fault()
	}
	checking{reading: &r, c: &c}.all()
	if len(r.mistakes) > 0 {
		return Catalogue{}, r.fault()
	}
	c.order()
	return c.With(nil), nil
}

// named reads a file that holds one thing, which has the name of its file.
func named[T any](r *reading, base string, id func(T) string) T {
	var one T
	if decode(r, &one) && id(one)+".json" != base {
		r.add("/id", reasonName)
	}
	return one
}

// names lists the files of a catalogue, in an order that is always the same.
func (r *reading) names(files fs.FS) []string {
	var names []string
	err := fs.WalkDir(files, ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && (name == "." || name == dirFailures || name == dirCards):
			return nil
		case name == fileReady:
			return nil
		case !catalogueFile(name) || entry.IsDir() || len(names) == mostFiles:
			r.mistakes = append(r.mistakes, &CatalogueError{File: name, Line: 1, Reason: reasonFile})
			return fs.SkipAll
		}
		names = append(names, name)
		return nil
	})
	if err != nil {
		r.mistakes = append(r.mistakes, &CatalogueError{File: ".", Line: 1, Reason: reasonUnread, cause: err})
	}
	for _, name := range []string{fileSystems, fileFacts, fileContacts, fileLimits} {
		if !slices.Contains(names, name) && len(r.mistakes) == 0 {
			r.mistakes = append(r.mistakes, &CatalogueError{File: name, Line: 1, Reason: reasonGone})
		}
	}
	return names
}

func catalogueFile(name string) bool {
	if slices.Contains([]string{fileSystems, fileFacts, fileContacts, fileLimits}, name) {
		return true
	}
	dir, base := path.Split(name)
	id, json := strings.CutSuffix(base, ".json")
	return (dir == dirFailures+"/" || dir == dirCards+"/") && json && idPattern.MatchString(id)
}

// order puts everything in the order in which it is shown and printed.
func (c *Catalogue) order() {
	slices.SortStableFunc(c.Systems, func(x, y System) int { return cmp.Compare(x.Place, y.Place) })
	slices.SortFunc(c.Failures, func(x, y Failure) int {
		return cmp.Or(cmp.Compare(x.Place, y.Place), cmp.Compare(x.ID, y.ID))
	})
	slices.SortStableFunc(c.Facts, func(x, y Fact) int { return cmp.Compare(x.Place, y.Place) })
	slices.SortFunc(c.Cards, func(x, y Card) int {
		return cmp.Or(cmp.Compare(x.Kind, y.Kind), cmp.Compare(x.Place, y.Place), cmp.Compare(x.ID, y.ID))
	})
	slices.SortStableFunc(c.Limits.Escalations, func(x, y Escalation) int { return cmp.Compare(x.Minutes, y.Minutes) })
}

// Mistakes are the mistakes of catalogue files that an error is made of, in the order of the files.
func Mistakes(err error) []*CatalogueError {
	var all []*CatalogueError
	var one *CatalogueError
	if !errors.As(err, &one) {
		return nil
	}
	for one != nil {
		all = append(all, one)
		one = one.next
	}
	return all
}
