package desk

import (
	"context"
	"crypto/pbkdf2"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"fmt"
	"strings"
	"sync/atomic"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/text"
)

// RestAfter is how long the laptop may rest before another person can have come to the keyboard: the
// window then calls Rested, and signing asks who it is.
const RestAfter = 2 * time.Minute

// pin is a short number that stands for the passphrase while the binder is open. It lies in memory only,
// as a slow hash, and is gone at lock.
type pin struct {
	salt, hash []byte
	wrong      int // tries since it was set, or since the passphrase was given
	// rested says that the laptop has rested since the opener last proved who they are. The window tells
	// and asks while something else may be under way.
	rested atomic.Bool
}

// Limits of a PIN. It is shorter than any passphrase can be, so the two are never mixed up.
const (
	pinLeast  = 4
	pinMost   = 7
	pinTries  = 5
	pinRounds = 120_000
)

func isPIN(typed string) bool {
	return len(typed) >= pinLeast && len(typed) <= pinMost && strings.Trim(typed, "0123456789") == ""
}

func stretchPIN(typed string, salt []byte) ([]byte, error) {
	hash, err := pbkdf2.Key(sha256.New, typed, salt, pinRounds, sha256.Size)
	if err != nil {
		return nil, fmt.Errorf("hash pin: %w", err)
	}
	return hash, nil
}

// SetPIN lets a number of four to seven digits stand for the passphrase until the binder is locked; an
// empty one takes it away. Faults: "pin.form", "pin.needed".
func (s *Session) SetPIN(number string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.may(access.RightWrite); err != nil {
		return err
	}
	if err := s.proven(); err != nil {
		return err
	}
	number = strings.TrimSpace(number)
	if number == "" {
		s.pin.salt, s.pin.hash = nil, nil
		return nil
	}
	if !isPIN(number) {
		return text.NewFault("pin.form")
	}
	salt := []byte(rand.Text())
	hash, err := stretchPIN(number, salt)
	if err != nil {
		return err
	}
	s.pin.salt, s.pin.hash, s.pin.wrong = salt, hash, 0
	return nil
}

// HasPIN tells whether a PIN can be used now.
func (s *Session) HasPIN() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.pin.hash != nil
}

// Rested tells that nobody has touched the laptop for RestAfter or longer.
func (s *Session) Rested() { s.pin.rested.Store(true) }

// NeedsConfirm tells that signing asks for the passphrase or the PIN first: the laptop has rested since
// the opener last proved who they are.
func (s *Session) NeedsConfirm() bool { return s.pin.rested.Load() }

// proven refuses what only the opener may do while somebody else may be at the keyboard. Fault
// "pin.needed".
func (s *Session) proven() error {
	if s.pin.rested.Load() {
		return text.NewFault("pin.needed")
	}
	return nil
}

// Confirm sees that the one at the keyboard is who opened the binder, by the passphrase (or the code that
// it was opened with), or by the PIN. After five wrong PINs only the passphrase counts. Faults:
// "pin.wrong" with how many tries are left, "pin.spent", "vault.wrong_passphrase".
func (s *Session) Confirm(ctx context.Context, typed string) error {
	if number := strings.TrimSpace(typed); isPIN(number) {
		return s.confirmPIN(number)
	}
	if err := s.store.Confirm(ctx, s.User().Name, typed); err != nil { // takes as long as unlocking: nobody else waits for it
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.pin.wrong = 0
	s.pin.rested.Store(false)
	return nil
}

func (s *Session) confirmPIN(number string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.pin.hash == nil {
		return text.NewFault("pin.spent")
	}
	hash, err := stretchPIN(number, s.pin.salt)
	if err != nil {
		return err
	}
	if subtle.ConstantTimeCompare(hash, s.pin.hash) == 1 {
		s.pin.rested.Store(false)
		return nil
	}
	s.pin.wrong++
	if s.pin.wrong >= pinTries {
		s.pin.salt, s.pin.hash = nil, nil
		return text.NewFault("pin.spent")
	}
	return text.NewFault("pin.wrong", "left", pinTries-s.pin.wrong)
}

// forgetPIN leaves nothing of the PIN in memory.
func (s *Session) forgetPIN() {
	clear(s.pin.salt)
	clear(s.pin.hash)
	s.pin.salt, s.pin.hash = nil, nil
}
