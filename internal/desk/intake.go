package desk

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

// MaxFile is the largest file that is read, in bytes. A real export of a whole municipality is a
// tenth of it.
const MaxFile = 100 << 20

// File is a file to import.
type File struct {
	Name    string // without folder
	ModTime time.Time
	Bytes   []byte
	// Mapping says what the columns of this file are, before it is saved, and goes before that of
	// Importing; nil when nothing is tried on it alone.
	Mapping *care.Mapping
}

// OpenFile reads a file into memory. Faults: "file.missing", "file.too_large", "file.folder",
// "file.no_file", "file.unreadable".
func OpenFile(path string) (File, error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return File{}, text.Because(err, "file.missing")
	case err != nil:
		return File{}, text.Because(err, "file.unreadable")
	case info.IsDir():
		return File{}, text.NewFault("file.folder")
	case !info.Mode().IsRegular(): // opening a pipe would wait until somebody writes to it
		return File{}, text.NewFault("file.no_file")
	case info.Size() > MaxFile:
		return File{}, text.NewFault("file.too_large", "size", info.Size()>>20, "max", MaxFile>>20)
	}
	f, err := os.Open(path)
	if err != nil {
		return File{}, text.Because(err, "file.unreadable")
	}
	raw, err := io.ReadAll(io.LimitReader(f, MaxFile+1))
	if err = errors.Join(err, f.Close()); err != nil {
		return File{}, text.Because(err, "file.unreadable")
	}
	if len(raw) > MaxFile {
		return File{}, text.NewFault("file.too_large", "size", len(raw)>>20, "max", MaxFile>>20)
	}
	return File{Name: filepath.Base(path), ModTime: info.ModTime(), Bytes: raw}, nil
}

// Received is the ledger's record of a file that came in.
type Received struct {
	Hash   string                  `json:"hash"` // SHA-256 of the file, hex
	Format string                  `json:"format"`
	AsOf   map[care.Kind]time.Time `json:"as_of"` // UTC
	At     time.Time               `json:"at"`
	By     string                  `json:"by"` // identity
	// Via is "drop_folder" when nobody asked for the import.
	Via string `json:"via,omitempty"`
	// Standing is what the file stands for, by source and route.
	Standing care.Standing `json:"standing,omitzero"`
	New      int           `json:"new"`
	Change   int           `json:"changed"`
	Same     int           `json:"unchanged"`
	Gone     int           `json:"gone"`
	Wrong    int           `json:"wrong"`
}

// RowIssue is something wrong or doubtful in a row, worded for a person.
type RowIssue struct {
	Row     int
	Sheet   string
	Field   string
	Code    string // what is wrong, as care.RowProblem has it
	Message string
}

// FileResult is what one file means for the binder.
type FileResult struct {
	Name      string
	Format    string // names of the formats, joined by "+"
	New       int
	Changed   int
	Unchanged int
	Gone      int
	// Held says that so much would go that a person must confirm before it is marked as gone.
	Held bool
	// DayAssumed says that the file gives no date, and that Importing.Day or today was taken.
	DayAssumed bool
	// Older is how many rows are older than what the binder knows, which stays.
	Older    int
	Errors   []RowIssue
	Warnings []RowIssue
	Rows     []care.RowResult
	// Err is why nothing of the file could be read; nil when it was.
	Err error

	// Document is the file as a document that waits to be filed; nil for other files.
	Document *Filing

	changes []care.Changes
	apart   []ledger.Item // the bytes of a document
	// pointless are rows that point to something that neither the binder nor the files before hold.
	pointless int
	after     *care.Replica // what is known when the file has come in
	hash      string
	via       string
}

// Preview is what files would do, before anything is stored.
type Preview struct {
	Files    []FileResult
	order    []int // in which they are weighed and stored
	revision int
	work     *care.Replica
	standing care.Standing
}

// Importing says how files are taken in.
type Importing struct {
	// ConfirmGone lets more than a fifth of what a file covers be marked as gone.
	ConfirmGone bool
	// Day is the day of files that don't say theirs, any moment of it; zero means today.
	Day time.Time
	// TakeOlder lets files that are older than what the binder knows have the last word.
	TakeOlder bool
	// Mapping says what the columns of these files are, before it is saved; nil when nothing is
	// tried.
	Mapping *care.Mapping
	// careful leaves out what only a person can answer for.
	careful bool
}

// readAt is when files are read as if it were: noon of the day that was given, in Stockholm.
func (how Importing) readAt(now time.Time) time.Time {
	if how.Day.IsZero() {
		return now
	}
	year, month, day := how.Day.In(care.Stockholm).Date()
	return care.LocalTime(year, month, day, 12, 0, 0)
}

// Preview reads files, in the given order, and tells row by row what is new, changed, gone and
// wrong. Nothing is stored. A file that can't be read has its Err set; the others come through.
// Files whose rows point to what another of them brings are weighed after it.
func (s *Session) Preview(ctx context.Context, files []File, how Importing) (*Preview, error) {
	if err := s.May(access.RightImport); err != nil {
		return nil, err
	}
	base := s.plan()
	order := make([]int, len(files))
	for i := range order {
		order[i] = i
	}
	for lost := -1; ; {
		p, err := s.previewInOrder(ctx, base, files, order, how)
		if err != nil {
			return nil, err
		}
		pointless := func(i int) bool { return p.Files[i].pointless == 0 }
		left := 0
		for _, f := range p.Files {
			left += f.pointless
		}
		if left == 0 || lost >= 0 && left >= lost || len(files) < 2 {
			return p, nil
		}
		lost = left
		slices.SortStableFunc(order, func(i, j int) int { return before(pointless(i), pointless(j)) })
	}
}

// before puts what is first before what is not.
func before(first, other bool) int {
	switch {
	case first == other:
		return 0
	case first:
		return -1
	default:
		return 1
	}
}

func (s *Session) previewInOrder(ctx context.Context, base *Preview, files []File, order []int, how Importing) (*Preview, error) {
	p := &Preview{Files: make([]FileResult, len(files)), order: slices.Clone(order), revision: base.revision,
		work: base.work.Clone(), standing: care.NewStanding()}
	p.standing.Take(base.standing)
	for _, i := range order {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		p.Files[i] = s.previewOpen(ctx, files[i], p, how)
	}
	return p, nil
}

// previewOpen is preview for somebody who may lack an area: a file that would change something
// there is refused whole, because what they can't see of it would be written over. Fault
// "access.closed".
func (s *Session) previewOpen(ctx context.Context, f File, p *Preview, how Importing) FileResult {
	work, standing := p.work.Clone(), care.NewStanding()
	standing.Take(p.standing)
	result := s.preview(ctx, f, p, how)
	if result.Err != nil {
		return result
	}
	for _, area := range s.lacks(result) {
		p.work, p.standing = work, standing
		return FileResult{Name: result.Name, hash: result.hash, Err: s.closed(area)}
	}
	return result
}

func (s *Session) preview(ctx context.Context, f File, p *Preview, how Importing) FileResult {
	sum := sha256.Sum256(f.Bytes)
	result := FileResult{Name: f.Name, hash: hex.EncodeToString(sum[:])}
	now := s.desk.now()
	batches, err := s.parseMapped(ctx, f, how)
	if err != nil {
		result.Err = err
		return result
	}
	asOf := f.ModTime
	if asOf.IsZero() || asOf.After(now) {
		asOf = now
	}
	var formats []string
	for _, b := range batches {
		if how.careful && dayless(b) {
			result.DayAssumed = true
			continue
		}
		if b.AsOf.After(now) {
			b.AsOf = now
		}
		c := s.weigh(b, f, asOf, p, how, &result)
		if result.Err != nil {
			return result
		}
		p.work.Apply(c)
		p.standing.Take(c.Standing)
		formats = appendNew(formats, c.Format)
		result.New += c.New
		result.Changed += c.Changed
		result.Unchanged += c.Unchanged
		result.Gone += c.Gone
		result.Held = result.Held || c.Held
		result.Older += c.Older
		result.pointless += c.Pointless
		result.DayAssumed = result.DayAssumed || c.DayAssumed()
		result.Errors = append(result.Errors, s.word(c.Errors)...)
		result.Warnings = append(result.Warnings, s.word(c.Warnings)...)
		result.Rows = append(result.Rows, c.Rows...)
		result.changes = append(result.changes, c)
	}
	result.Format = strings.Join(formats, "+")
	result.after = p.work.Clone()
	return result
}

func appendNew(list []string, s string) []string {
	for _, x := range list {
		if x == s {
			return list
		}
	}
	return append(list, s)
}

func (s *Session) parse(ctx context.Context, f File, now time.Time) ([]care.Batch, error) {
	if len(f.Bytes) == 0 {
		return nil, text.NewFault("file.empty")
	}
	for _, r := range s.desk.Readers {
		if r.Recognises(f.Name, f.Bytes) {
			return r.Read(ctx, f.Name, f.Bytes, now)
		}
	}
	return nil, text.NewFault("file.unknown")
}

func (s *Session) word(problems []care.RowProblem) []RowIssue {
	var issues []RowIssue
	for _, p := range problems {
		pairs := []any{"row", p.Row, "field", s.fieldWord(p.Field)}
		for _, said := range p.Pairs {
			if day, ok := said.(time.Time); ok {
				said = s.desk.Words.Day(day)
			}
			pairs = append(pairs, said)
		}
		issues = append(issues, RowIssue{Row: p.Row, Sheet: p.Sheet, Field: p.Field, Code: p.Code,
			Message: s.desk.Words.Say("row."+p.Code, pairs...)})
	}
	return issues
}

// fieldWord is a column as the file writes it, or a group of fields in words.
func (s *Session) fieldWord(field string) string {
	if key := "field." + field; s.desk.Words.Has(key) {
		return strings.ToLower(s.desk.Words.Say(key))
	}
	return field
}

// Import stores what a preview showed: each file whole or not at all. Fault "desk.preview_old"
// when something else was stored since; make a new preview then.
func (s *Session) Import(ctx context.Context, p *Preview) error {
	changes, err := settleAll(p.Files)
	if err != nil {
		return err
	}
	s.hold()
	defer s.mu.Unlock()
	if err := s.may(access.RightImport); err != nil {
		return err
	}
	if p.revision != s.revision {
		return text.NewFault("desk.preview_old")
	}
	defer s.refind() // also when a later file fails: the ones before it are stored
	for _, i := range p.order {
		if p.Files[i].Err != nil {
			continue
		}
		if err := s.importFile(ctx, &p.Files[i], changes[i]); err != nil {
			return err
		}
	}
	return s.shieldDocuments(ctx)
}

// settleAll are the changes that files make, one for each.
func settleAll(files []FileResult) ([]ledger.Change, error) {
	changes := make([]ledger.Change, len(files))
	for i, f := range files {
		var err error
		if changes[i], err = settle(f.changes); err != nil {
			return nil, err
		}
	}
	return changes, nil
}

// importFile stores what a file comes to. The caller holds the lock, which is free while a long
// change is stored.
func (s *Session) importFile(ctx context.Context, f *FileResult, change ledger.Change) error {
	in := Received{Hash: f.hash, Format: f.Format, AsOf: map[care.Kind]time.Time{}, At: s.desk.now(), By: s.user.Identity, Via: f.via,
		Standing: care.NewStanding(), New: f.New, Change: f.Changed, Same: f.Unchanged, Gone: f.Gone, Wrong: len(f.Errors)}
	newer := false
	for _, c := range f.changes {
		if allWrong(c) {
			continue
		}
		in.Standing.Take(c.Standing)
		for _, kind := range c.Kinds {
			in.AsOf[kind] = c.AsOf
			newer = newer || c.AsOf.After(s.fresh[kind])
		}
	}
	if change.Empty() && !newer && s.files[f.hash] {
		return nil // the same file again changes nothing
	}
	change.Puts = append(change.Puts, f.apart...)
	rec, err := record(ledger.StreamMain, access.AreaCommon, ledger.KindImport, in)
	if err != nil {
		return err
	}
	change.Appends = append(change.Appends, rec)
	keep, err := s.refreshed(&change, newer)
	if err != nil {
		return err
	}
	prepared := prepare(f.after)
	err = s.commit(ctx, change)
	<-prepared
	if err != nil {
		return err
	}
	s.keeping, s.replica = keep, f.after
	s.revision++
	s.received(in)
	s.note(ctx, s.importLine(f))
	return nil
}

// prepare builds a replica's look-ups while something else is done; the channel is closed when they
// are there.
func prepare(r *care.Replica) <-chan struct{} {
	done := make(chan struct{})
	go func() {
		defer close(done)
		r.Prepare()
	}()
	return done
}

// allWrong tells that no row of a sheet came in, so that it makes nothing fresher.
func allWrong(c care.Changes) bool {
	return len(c.Errors) > 0 && c.New+c.Changed+c.Unchanged == 0
}
