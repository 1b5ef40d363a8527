package vault

import (
	"bytes"
	"testing"
	"time"

	"avbrottsparm/internal/access"
)

// What is made ahead seals one body key, and what it sealed opens like any other.
func TestAnAgreementMadeAheadSealsOneKey(t *testing.T) {
	var id vaultID
	pair, _, err := freshAreaKey(id, access.AreaLog, 1)
	if err != nil {
		t.Fatal(err)
	}
	ring := newKeyring()
	ring.add(pair)
	ring.prepareAhead()
	waitUntil(t, func() bool { return pair.ahead.peek() != nil })
	made := pair.ahead.peek()
	ring.prepareAhead()
	if pair.ahead.peek() != made {
		t.Error("a second one was made while the first waited")
	}
	for n := range 3 { // the first takes what was made, the others make their own
		own := bytes.Repeat([]byte{byte(n + 1)}, keySize)
		wrapped, err := pair.wrap(nil, own, nil)
		if err != nil {
			t.Fatal(err)
		}
		if got := bytes.HasPrefix(wrapped[4:], made.encapsulated); got != (n == 0) {
			t.Errorf("key %d is sealed by what was made ahead: %v", n, got)
		}
		opened := make([]byte, keySize)
		if withheld, err := ring.unwrap(opened[:0], access.AreaLog, wrapped); withheld || err != nil || !bytes.Equal(opened, own) {
			t.Errorf("key %d: %v, withheld %v", n, err, withheld)
		}
		if pair.ahead.peek() != nil {
			t.Error("what was used is still there")
		}
	}
}

// A vault that is closed keeps no secret, also where one was on its way.
func TestNothingIsKeptAheadInAClosedVault(t *testing.T) {
	pair, _, err := freshAreaKey(vaultID{}, access.AreaLog, 1)
	if err != nil {
		t.Fatal(err)
	}
	if !pair.ahead.begin() || pair.ahead.begin() {
		t.Fatal("one is made, and by one")
	}
	ring := newKeyring()
	ring.add(pair)
	made, err := pair.agree()
	if err != nil {
		t.Fatal(err)
	}
	ring.wipe()
	pair.ahead.end(made)
	if pair.ahead.peek() != nil || pair.ahead.begin() {
		t.Error("a secret is kept, or made, after the end")
	}
}

func (a *ahead) peek() *agreement {
	a.lock.Lock()
	defer a.lock.Unlock()
	return a.ready
}

func waitUntil(t *testing.T, done func() bool) {
	t.Helper()
	for end := time.Now().Add(time.Minute); !done(); time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("it did not happen within a minute")
		}
	}
}
