package desk

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/outage"
	"avbrottsparm/internal/text"
)

// Session is an open binder and the person who opened it. Its methods may be called from several
// goroutines; each use case is one step that happens whole or not at all.
type Session struct {
	desk  *Desk
	mu    sync.Mutex
	store Store

	dir       string           // where the binder lies
	recovered *ledger.Recovery // what was done to open it; nil normally

	unit     Unit
	user     access.User
	holders  holders
	replica  *care.Replica
	folded           // what the main stream comes to
	keeper   *keeper // of a checkpoint that is being made
	added    int     // records of the main stream that this session wrote
	drafts   map[string]entry.Entry
	finder   Finder
	indexed  entryIndex
	storing  chan struct{} // closed when the long change that is being stored is on disk; nil otherwise
	doubts   int           // questions about who is who, as of the revision
	revision int           // of the replica, so that an old preview is never stored
	unlogged []access.Event
	unissued []ledger.Append      // prints that could not be noted yet
	listed   map[string]time.Time // lists that the log has a line of
	waits    waits                // what waits for review, as far as the log was read
	keeping  keeping              // how long things are kept
	link     link                 // where the binder refreshes itself from
	pulls    pulls                // how far it has
	puller   puller               // the refresh that is under way
	device   ledger.DeviceID      // of this laptop, as of the newest record that it wrote
	outbox   outbox               // the delivery that is under way
	watched  ledger.Drop          // the folder that is watched
	paper    PaperSettings        // how the unit prints
	compared comparison           // what the binder and its paper came to
	// paperChanges counts how often paper was set.
	paperChanges int
	mappings     shelf // what columns of tables are
	jobs         jobs  // prints that failed
	// eveningBusy says that the evening's print is being made.
	eveningBusy bool
	spoiled     bool // the file took no line of the log, because it is damaged
	// dropMended says that another folder than watched stood beside the vault to be watched.
	dropMended bool
	taking     sync.Mutex              // one import from the trays at a time
	pin        pin                     // that stands for the passphrase
	phrases    map[entry.Kind][]string // the unit's own
	seen       seen                    // what the opener has read
	pictures   map[string]bool         // ids of pictures of papers
	own        ownCatalogue            // what the unit has of its own instead of the program's catalogue
	unitdocs   unitShelf               // the unit's own documents
	// Altered is the vault's own word that something was changed behind its back; nil normally.
	altered error
	// inOrder is the room of the list that was placed last.
	inOrder []placed
}

// Unlock opens the binder in the folder. The name may be empty while the binder has one user.
// Faults: "setup.unfinished" for a binder whose making was cut off, those of the vault.
func (d *Desk) Unlock(ctx context.Context, dir, user, passphrase string) (*Session, error) {
	return d.unlock(ctx, dir, access.Key{Name: user, Passphrase: passphrase})
}

// UnlockRecovery opens the binder with the recovery code.
func (d *Desk) UnlockRecovery(ctx context.Context, dir, code string) (*Session, error) {
	return d.unlock(ctx, dir, access.Key{Recovery: code})
}

func (d *Desk) open(ctx context.Context, store Store) (*Session, error) {
	s := &Session{desk: d, store: store}
	err := s.reload(ctx)
	if err == nil {
		err = s.admit(ctx)
	}
	if err != nil {
		return nil, errors.Join(err, store.Close())
	}
	s.log(ctx, access.ActionUnlock, "", "")
	s.settleLeft(ctx)
	return s, nil
}

// reload takes the state of the vault from the beginning: at unlock, and when a copy or another
// area came in. The caller holds the lock, or is the only one who has the session.
func (s *Session) reload(ctx context.Context) error {
	s.unit, s.holders, s.folded, s.keeping, s.waits, s.altered = Unit{}, newHolders(), newFolded(), keeping{}, waits{}, nil
	s.watched, s.paper, s.compared = ledger.Drop{}, PaperSettings{}, comparison{}
	s.mappings.set(nil)
	s.own = newOwnCatalogue()
	s.phrases, s.seen, s.pictures, s.unitdocs = nil, nil, map[string]bool{}, unitShelf{}
	s.drafts, s.finder = map[string]entry.Entry{}, s.desk.NewFinder()
	s.indexed = entryIndex{}
	s.revision++
	s.link, s.pulls = link{}, pulls{}
	s.puller.interrupt()
	s.puller.forget()
	return s.load(ctx)
}

// load opens what the vault holds. A vault that was altered behind its back is still opened:
// what is there is shown, and Altered tells.
func (s *Session) load(ctx context.Context) error {
	loader := newLoader()
	err := s.store.Items(ctx, func(item ledger.Item) error {
		if item.Kind == kindUnit {
			return decode(item.Body, &s.unit)
		}
		if item.Kind == kindRetention {
			return decode(item.Body, &s.keeping)
		}
		if item.Kind == kindDrop {
			return decode(item.Body, &s.watched)
		}
		if item.Kind == kindPaper {
			return decode(item.Body, &s.paper)
		}
		if taken, err := s.takePulled(item); taken {
			return err
		}
		if taken, err := s.takeMappings(item); taken {
			return err
		}
		if taken, err := s.takeWriting(item); taken {
			return err
		}
		if taken, err := s.takeCatalogue(item); taken {
			return err
		}
		if taken, err := s.holders.take(item); taken {
			return err
		}
		if !ledger.Apart(item.Kind) {
			loader.add(item)
		}
		return nil
	})
	replica, decodeErr := loader.finish()
	s.replica = replica
	if err := s.alter(err); err != nil {
		return err
	}
	if decodeErr != nil {
		return decodeErr
	}
	if s.unit.Name == "" && s.altered == nil { // nobody took it out: it was never written
		return text.NewFault("setup.unfinished")
	}
	s.whoAmI()
	u, err := unroll(ctx, s.store)
	if err := s.alter(err); err != nil {
		return err
	}
	s.folded = u.folded
	s.keptFresh()
	s.refind()
	if err := s.loadDrafts(ctx); err != nil {
		return err
	}
	if s.lostKeys() {
		if err := s.alter(text.NewFault("vault.altered", "what", text.Phrases{{Key: "altered.area"}})); err != nil {
			return err
		}
	}
	if s.altered == nil {
		s.sumUp(u)
	}
	return nil
}

func (s *Session) whoAmI() {
	if u, ok := s.holders.users[s.store.Identity()]; ok {
		s.user = u
		return
	}
	role := access.RoleStaff
	name := s.desk.Words.Say("desk.unknown_user")
	if s.store.ByRecovery() {
		role, name = access.RoleUnitHead, s.desk.Words.Say("desk.recovery_user")
	}
	s.user = access.User{Identity: s.store.Identity(), Name: name, Title: s.desk.Words.Say("desk.recovery_title"), Role: role}
}

func decode(body []byte, into any) error {
	if err := json.Unmarshal(body, into); err != nil {
		return text.Because(fmt.Errorf("decode %T: %w", into, err), "desk.unreadable")
	}
	return nil
}

// Lock closes the binder and releases it for the next person.
func (s *Session) Lock() error {
	s.endRefresh()
	s.endDelivery()
	s.hold() // a long change that is being stored keeps the file open anyway, and lines of the log wait for it
	defer s.mu.Unlock()
	lost := s.loseFailed()
	s.writeIssued(context.Background())
	s.writeLog(context.Background()) // what waited, although the work was broken off
	s.finishUp()
	s.forgetPIN()
	return s.desk.sweepAfter(errors.Join(lost, s.store.Close()))
}

// Unit is the unit's name and settings.
func (s *Session) Unit() Unit { return s.unit }

// User is who opened the binder.
func (s *Session) User() access.User {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.user
}

// Head is the short code over everything in the ledger, to compare with paper.
func (s *Session) Head() string { return s.store.Head().Code() }

// Now is the desk's clock in the zone in which everything is shown.
func (s *Session) Now() time.Time { return s.desk.now() }

// Words are the sentences of the chosen language.
func (s *Session) Words() *text.Words { return s.desk.Words }

func (s *Session) me() entry.Author {
	return entry.Author{Identity: s.user.Identity, Name: s.user.Name, Title: s.user.Title, Stated: s.user.Stated()}
}

// by is who acts, as events of outages and rounds keep it: of a temporary whose identity nobody knows, that
// the name is what they said.
func (s *Session) by() outage.By {
	by := outage.By{Identity: s.user.Identity, Name: s.user.Name, Title: s.user.Title}
	if s.user.Stated() {
		by.Name = s.desk.Words.Say("access.stated", "name", by.Name)
	}
	return by
}

// commit stores a change and moves the guard of the clock on. The caller holds the lock.
func (s *Session) commit(ctx context.Context, change ledger.Change) error {
	_, err := s.committed(ctx, change)
	return err
}

// committed is commit, and gives the headers of the records that the change appended, in its order.
func (s *Session) committed(ctx context.Context, change ledger.Change) ([]ledger.Header, error) {
	headers, err := s.put(ctx, change)
	if err != nil {
		return nil, err
	}
	for _, h := range headers {
		s.device = h.Device
		if h.Stream == ledger.StreamMain {
			s.added++
		}
		if at := h.Clock.Time(); at.After(s.newest) {
			s.newest = at
		}
	}
	return headers, nil
}

// record makes a body into a record to append.
func record(stream ledger.Stream, area access.Area, kind ledger.Kind, body any) (ledger.Append, error) {
	raw, err := json.Marshal(body)
	if err != nil {
		return ledger.Append{}, fmt.Errorf("encode %T: %w", body, err)
	}
	return ledger.Append{Stream: stream, Area: area, Kind: kind, Body: raw}, nil
}
