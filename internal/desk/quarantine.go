package desk

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

// TrayCount is how many files lie there, for whoever has the binder open.
type TrayCount struct {
	Waiting int // sealed, not imported yet
	Answers int // want a person's word
	Rows    int // came in but for some rows
	Unread  int // could not be read
	Damaged int // do not open
}

// Aside is how many need somebody.
func (c TrayCount) Aside() int { return c.Answers + c.Rows + c.Unread + c.Damaged }

// TrayCounts counts what lies in the trays, without opening any file's content.
func (s *Session) TrayCounts(ctx context.Context) (TrayCount, error) {
	var c TrayCount
	files, err := s.trayFiles(ctx)
	for _, f := range files {
		switch f.State {
		case TrayAnswer:
			c.Answers++
		case TrayRows:
			c.Rows++
		case TrayDamaged:
			c.Damaged++
		case TrayWaits:
			c.Waiting++
		default:
			c.Unread++
		}
	}
	return c, err
}

// Quarantine lists the files of the drop folder that need somebody, in the order of arrival: those
// that could not be read or came in but in part, those that do not open, and those that wait for
// somebody who has their areas. Fault: "access.not_allowed".
func (s *Session) Quarantine(ctx context.Context) ([]TrayFile, error) {
	if err := s.May(access.RightImport); err != nil {
		return nil, err
	}
	return s.trayFiles(ctx)
}

func (s *Session) trayFiles(ctx context.Context) ([]TrayFile, error) {
	aside, err := s.store.Parcels(ctx, ledger.TrayQuarantine)
	if err != nil {
		return nil, err
	}
	waiting, err := s.store.Parcels(ctx, ledger.TrayArrivals)
	if err != nil {
		return nil, err
	}
	var files []TrayFile
	for _, p := range aside {
		files = append(files, s.asideFile(p))
	}
	for _, p := range waiting {
		f := fileOf(p)
		f.State = TrayWaits
		if p.Fault != nil {
			f = s.damaged(f, p.Fault)
		}
		files = append(files, f)
	}
	slices.SortStableFunc(files, func(a, b TrayFile) int { return a.Arrived.Compare(b.Arrived) })
	return files, nil
}

// LookAt shows what a file in quarantine would do, with the problems of its rows, as a preview of
// it would. Faults: "access.not_allowed", "access.closed" for an area that the opener lacks,
// "vault.no_parcel" and the others of a sealed file.
func (s *Session) LookAt(ctx context.Context, id string) (FileResult, error) {
	result, _, err := s.look(ctx, id, Importing{})
	return result, err
}

func (s *Session) look(ctx context.Context, id string, how Importing) (FileResult, *Preview, error) {
	if err := s.May(access.RightImport); err != nil {
		return FileResult{}, nil, err
	}
	p, content, err := s.store.Parcel(ctx, ledger.TrayQuarantine, id)
	if err != nil {
		return FileResult{}, nil, err
	}
	plan := s.plan()
	result := s.preview(ctx, File{Name: ledger.CleanName(p.Name), ModTime: p.Modified, Bytes: content}, plan, how)
	if err := ctx.Err(); err != nil {
		return FileResult{}, nil, err
	}
	for _, area := range s.lacks(result) {
		return FileResult{}, nil, s.closed(area)
	}
	return result, plan, nil
}

func (s *Session) closed(area access.Area) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.mayOpen(area)
}

// Retry imports a file of the quarantine again, as somebody says: with gone confirmed, with the day
// of a file that gives none, or with the last word although it is older. When nothing is left to ask about it leaves the quarantine; else it
// stays, under another id, until it is seen, tried again or thrown away. Faults: those of LookAt,
// "tray.day" when a day is needed, "desk.preview_old".
func (s *Session) Retry(ctx context.Context, id string, how Importing) (FileResult, TrayFile, error) {
	s.taking.Lock()
	defer s.taking.Unlock()
	result, plan, err := s.look(ctx, id, how)
	if err != nil {
		return FileResult{}, TrayFile{}, err
	}
	if result.DayAssumed && how.Day.IsZero() {
		return FileResult{}, TrayFile{}, text.NewFault("tray.day")
	}
	result.DayAssumed = false // it was answered for
	note := noteOf(result)
	if note.Imported {
		stored, err := s.importPlanned(ctx, plan, &result)
		if err == nil && !stored {
			err = text.NewFault("desk.preview_old")
		}
		if err != nil {
			return result, TrayFile{}, err
		}
		s.mu.Lock()
		s.refind()
		s.mu.Unlock()
	}
	f, err := s.renote(ctx, id, note)
	return result, f, err
}

// renote puts another note on a file in quarantine, or takes the file away when none is needed.
func (s *Session) renote(ctx context.Context, id string, note trayNote) (TrayFile, error) {
	p, content, err := s.store.Parcel(ctx, ledger.TrayQuarantine, id)
	if err != nil {
		return TrayFile{}, err
	}
	if note.wants() {
		if p.Label, err = note.onLabel(p.Label); err != nil {
			return TrayFile{}, err
		}
		if p.ID, err = s.store.Put(ctx, ledger.TrayQuarantine, p.Label, content); err != nil {
			return TrayFile{}, err
		}
	}
	f := note.onto(fileOf(p))
	f.Why = s.why(note)
	return f, s.store.Discard(ctx, ledger.TrayQuarantine, id)
}

// Seen takes a file away whose rows somebody has seen, and keeps what it says is gone where it is
// asked about: what could come in has come in. Faults: "access.not_allowed", "tray.not_in" when
// nothing has, "vault.no_parcel".
func (s *Session) Seen(ctx context.Context, id string) error {
	return s.settleAside(ctx, id, func(f TrayFile) (string, error) {
		if !f.Imported || f.WantsDay {
			return "", text.NewFault("tray.not_in")
		}
		return "seen " + f.Ref, nil
	})
}

// ThrowAway takes a file away for good, with a reason that the log keeps. Faults:
// "access.not_allowed", "tray.no_reason", "vault.no_parcel".
func (s *Session) ThrowAway(ctx context.Context, id, reason string) error {
	reason = strings.Join(strings.Fields(reason), " ")
	if reason == "" {
		return text.NewFault("tray.no_reason")
	}
	return s.settleAside(ctx, id, func(f TrayFile) (string, error) {
		return strings.TrimSpace("thrown "+f.Ref) + ": " + reason, nil
	})
}

// settleAside takes a file away with a line in the log: one in quarantine, or one among the
// arrivals that does not open.
func (s *Session) settleAside(ctx context.Context, id string, may func(TrayFile) (detail string, err error)) error {
	files, err := s.Quarantine(ctx)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(files, func(f TrayFile) bool { return f.ID == id })
	if i < 0 || files[i].State == TrayWaits {
		return text.NewFault("vault.no_parcel")
	}
	detail, err := may(files[i])
	if err != nil {
		return err
	}
	if s.store.ReadOnly() {
		return text.NewFault("vault.read_only")
	}
	s.hold()
	defer s.mu.Unlock()
	if err := s.commitNoted(ctx, ledger.Change{}, s.line(access.ActionTray, "", detail)); err != nil {
		return err
	}
	for _, tray := range []ledger.Tray{ledger.TrayQuarantine, ledger.TrayArrivals} {
		if err := s.store.Discard(ctx, tray, id); err != nil {
			return err
		}
	}
	return nil
}

// purgeTrays takes away what the drop folder brought: it is a copy of Lifecare too. By hand all of it
// goes; by the rules what lies in quarantine for longer than the replica may live. The caller holds
// the lock.
func (s *Session) purgeTrays(ctx context.Context, automatic bool) error {
	limit := s.desk.now().AddDate(0, 0, -s.keeping.rules().ReplicaDays)
	n := 0
	for _, tray := range []ledger.Tray{ledger.TrayQuarantine, ledger.TrayArrivals} {
		parcels, err := s.store.Parcels(ctx, tray)
		if err != nil {
			return err
		}
		for _, p := range parcels {
			if automatic && (tray == ledger.TrayArrivals || p.Fault != nil || p.Arrived.After(limit)) {
				continue // newer than what goes, or nobody knows
			}
			if err := s.store.Discard(ctx, tray, p.ID); err != nil {
				return err
			}
			n++
		}
	}
	if n > 0 {
		s.log(ctx, access.ActionTray, "", fmt.Sprintf("purged %d", n))
	}
	return nil
}

// wantedEvery is how often a session in the background looks whether somebody wants the binder.
const wantedEvery = 500 * time.Millisecond

// UntilWanted lets whoever wants to open the binder ask this program for it, and gives a context
// that ends when somebody does: the session is then to be locked within five seconds. The caller
// ends it with stop.
func (s *Session) UntilWanted(ctx context.Context) (context.Context, context.CancelFunc, error) {
	ctx, stop := context.WithCancel(ctx)
	if err := s.store.GiveWay(); err != nil {
		stop()
		return nil, nil, err
	}
	ticker := time.NewTicker(wantedEvery)
	go func() {
		defer ticker.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-ticker.C:
				if s.store.Wanted() {
					stop()
				}
			}
		}
	}()
	return ctx, stop, nil
}
