package desk

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"slices"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

// TrayState is how it stands with a file that came to the drop folder. The sentences
// "tray.state.<state>" word it.
type TrayState string

// The states of a file.
const (
	TrayImported   TrayState = "imported"   // came in whole
	TrayAgain      TrayState = "again"      // the same content came in before, or lies in the tray
	TraySuperseded TrayState = "superseded" // a longer version of the same file came after it
	TrayWaits      TrayState = "waits"      // sealed, until somebody opens who has its areas
	TrayRows       TrayState = "rows"       // came in but for some rows, wrong or older; stays until somebody has seen it
	TrayAnswer     TrayState = "answer"     // came in but for what needs a person's word
	TrayUnread     TrayState = "unread"     // nothing of it could be read
	TrayDamaged    TrayState = "damaged"    // the sealed file does not open, and stays as it is
)

// TrayFile is a file that came to the drop folder, and what became of it.
type TrayFile struct {
	ID       string
	Name     string // cleaned; may say something about a person
	Ref      string // the first digits of its hash: names it without saying anything
	Modified time.Time
	Arrived  time.Time // UTC
	Size     int64
	State    TrayState
	Format   string
	// Imported says that what could come in without a word has come in.
	Imported                      bool
	New, Changed, Unchanged, Gone int
	Wrong                         int // rows that could not be read
	Older                         int // rows that are older than what the binder knows, which stayed
	WantsGone, WantsDay           bool
	Problems                      []TrayProblem
	// Why words why it is there, for a person; empty when all is well.
	Why string
	// Areas are those that the opener lacks, for TrayWaits.
	Areas []access.Area
}

// TrayProblem is a row that could not be read: its place, and the code of what is wrong.
type TrayProblem struct {
	Row   int    `json:"row"`
	Sheet string `json:"sheet,omitempty"`
	Code  string `json:"code"`
}

// arrivalTries is how often a file is weighed anew when something else was stored meanwhile.
const arrivalTries = 5

// TakeArrivals imports what waits, sealed, one file at a time, each whole or not at all. It needs no
// right of whoever opened the binder: the log names the drop folder. What a person must answer for
// stays out and stands in the tray with its reasons. When it is stopped, the files before are in,
// and the others wait. Progress, which may be nil, counts files.
func (s *Session) TakeArrivals(ctx context.Context, progress func(done, total int)) ([]TrayFile, error) {
	s.taking.Lock()
	defer s.taking.Unlock()
	if s.store.ReadOnly() {
		return nil, nil
	}
	s.hold()
	err := s.mendDrop(ctx)
	s.mu.Unlock()
	if err != nil {
		return nil, err
	}
	parcels, err := s.store.Parcels(ctx, ledger.TrayArrivals)
	if err != nil || len(parcels) == 0 {
		return nil, err
	}
	aside, err := s.store.Parcels(ctx, ledger.TrayQuarantine)
	if err != nil {
		return nil, err
	}
	defer func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.refind()
	}()
	round := &round{s: s, aside: aside}
	var all []TrayFile
	for i, p := range parcels {
		if progress != nil {
			progress(i, len(parcels))
		}
		if err := ctx.Err(); err != nil {
			return all, err
		}
		f, err := round.take(ctx, p, parcels[i+1:])
		if err != nil {
			return all, err
		}
		all = append(all, f)
	}
	if progress != nil {
		progress(len(parcels), len(parcels))
	}
	return all, nil
}

// round is one import of what waits.
type round struct {
	s     *Session
	aside []ledger.Parcel // what lies in quarantine
}

func (r *round) take(ctx context.Context, p ledger.Parcel, later []ledger.Parcel) (TrayFile, error) {
	f := fileOf(p)
	if p.Fault != nil {
		return r.s.damaged(f, p.Fault), nil
	}
	p, content, err := r.s.store.Parcel(ctx, ledger.TrayArrivals, p.ID)
	if text.IsFault(err, "vault.no_parcel") {
		f.State = TrayAgain // another program took it
		return f, nil
	}
	if err != nil && ctx.Err() == nil && isParcelFault(err) {
		return r.s.damaged(f, err), nil
	}
	if err != nil {
		return f, err
	}
	sum := sha256.Sum256(content)
	p.Hash = hex.EncodeToString(sum[:]) // whatever the label says
	f = fileOf(p)
	longer, err := r.longer(ctx, p, content, later)
	if err != nil {
		return f, err
	}
	if longer {
		f.State = TraySuperseded
		return f, r.s.store.Discard(ctx, ledger.TrayArrivals, p.ID)
	}
	return r.weigh(ctx, f, p, content)
}

// weigh imports a file as far as nobody needs to be asked, and puts it aside when something is left.
func (r *round) weigh(ctx context.Context, f TrayFile, p ledger.Parcel, content []byte) (TrayFile, error) {
	known := slices.ContainsFunc(r.aside, func(a ledger.Parcel) bool { return a.Hash == p.Hash })
	file := File{Name: p.Name, ModTime: p.Modified, Bytes: content}
	for range arrivalTries {
		plan := r.s.plan()
		result := r.s.preview(ctx, file, plan, Importing{careful: true})
		if err := ctx.Err(); err != nil {
			return f, err
		}
		result.via = viaDropFolder
		note := noteOf(result)
		f = note.onto(f)
		if f.Areas = r.s.lacks(result); len(f.Areas) > 0 {
			f.State, f.Imported = TrayWaits, false
			f.Why = r.s.whyWaits(f.Areas)
			return f, nil
		}
		if text.IsFault(result.Err, "access.closed") {
			f.State, f.Why = TrayWaits, r.s.desk.Words.Explain(result.Err)
			return f, nil
		}
		imported := r.s.cameIn(p.Hash) && !r.s.tookOut(result)
		if imported && !note.Day || known && !note.Imported {
			f.State, f.Why = TrayAgain, ""
			return f, r.s.store.Discard(ctx, ledger.TrayArrivals, p.ID)
		}
		if note.wants() && !known {
			if err := r.putAside(ctx, p, content, note); err != nil {
				return f, err
			}
			known = true
		}
		if note.Imported && !imported {
			stored, err := r.s.importPlanned(ctx, plan, &result)
			if err != nil {
				return f, err
			}
			if !stored {
				continue // something else was stored meanwhile
			}
		}
		f.State, f.Why = note.state(), r.s.why(note)
		return f, errors.Join(r.supersede(ctx, p, content), r.s.store.Discard(ctx, ledger.TrayArrivals, p.ID))
	}
	return f, text.NewFault("desk.preview_old")
}

func (r *round) putAside(ctx context.Context, p ledger.Parcel, content []byte, note trayNote) error {
	label, err := note.onLabel(p.Label)
	if err != nil {
		return err
	}
	id, err := r.s.store.Put(ctx, ledger.TrayQuarantine, label, content)
	if err == nil {
		r.aside = append(r.aside, ledger.Parcel{ID: id, Label: label})
	}
	return err
}

// longer tells whether a file that came later has the same name and goes on where this one ends: a
// writer that stalled.
func (r *round) longer(ctx context.Context, p ledger.Parcel, content []byte, later []ledger.Parcel) (bool, error) {
	for _, q := range later {
		if q.Fault != nil || q.Name != p.Name || q.Size <= p.Size {
			continue
		}
		_, whole, err := r.s.store.Parcel(ctx, ledger.TrayArrivals, q.ID)
		if err != nil && !isParcelFault(err) {
			return false, err
		}
		if err == nil && bytes.HasPrefix(whole, content) {
			return true, nil
		}
	}
	return false, nil
}

// supersede takes away from the quarantine what a longer version of the same file makes needless.
func (r *round) supersede(ctx context.Context, p ledger.Parcel, content []byte) error {
	for _, q := range r.aside {
		if q.Fault != nil || q.Name != p.Name || q.Size >= p.Size || q.Size == 0 {
			continue
		}
		_, shorter, err := r.s.store.Parcel(ctx, ledger.TrayQuarantine, q.ID)
		if err != nil && !isParcelFault(err) {
			return err
		}
		if err == nil && bytes.HasPrefix(content, shorter) {
			if err := r.s.store.Discard(ctx, ledger.TrayQuarantine, q.ID); err != nil {
				return err
			}
		}
	}
	return nil
}

// isParcelFault tells what is wrong with one sealed file, and with nothing else.
func isParcelFault(err error) bool {
	for _, code := range []string{"vault.no_parcel", "vault.parcel_foreign", "vault.parcel_key", "vault.parcel_damaged"} {
		if text.IsFault(err, code) {
			return true
		}
	}
	return false
}

// plan is an empty preview over the replica as it is now.
func (s *Session) plan() *Preview {
	s.mu.Lock()
	defer s.mu.Unlock()
	p := &Preview{revision: s.revision, work: s.replica.Clone(), standing: care.NewStanding()}
	p.standing.Take(s.standing)
	return p
}

// importPlanned stores a file that was weighed by a plan; false when something else was stored
// since.
func (s *Session) importPlanned(ctx context.Context, plan *Preview, f *FileResult) (bool, error) {
	change, err := settle(f.changes)
	if err != nil {
		return false, err
	}
	s.hold()
	defer s.mu.Unlock()
	if plan.revision != s.revision {
		return false, nil
	}
	if err := s.importFile(ctx, f, change); err != nil {
		return true, err
	}
	return true, s.shieldDocuments(ctx)
}

func (s *Session) cameIn(hash string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.files[hash]
}

// tookOut tells that nothing is left of a file that came in before: the replica was purged, or the
// document was refused. It then comes in like any other, for its original is gone from the folder.
func (s *Session) tookOut(f FileResult) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return f.New > 0 && f.Changed+f.Unchanged == 0 && (f.Document == nil || s.seesAll())
}

// lacks are the areas of what a file would change that the opener has no key for.
func (s *Session) lacks(f FileResult) []access.Area {
	var needed []access.Area
	for _, c := range f.changes {
		for _, kind := range c.Kinds {
			if area, walled := areas[kind]; walled {
				needed = append(needed, area)
			}
		}
		for _, item := range c.Puts {
			needed = append(needed, areaOf(item))
		}
		for _, item := range c.Drops {
			needed = append(needed, areaOf(item))
		}
	}
	has := s.Areas()
	return slices.DeleteFunc(access.Together(needed, nil), func(a access.Area) bool { return slices.Contains(has, a) })
}
