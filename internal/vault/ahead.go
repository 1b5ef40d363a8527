package vault

import (
	"crypto/hpke"
	"fmt"
	"sync"
	"time"
)

// ahead holds what sealing to a public key needs first, made while nobody waits: to agree on a secret
// costs as much as a small commit does beside the disk. Each agreement seals one body key and no
// second one: whoever takes it leaves nothing behind.
type ahead struct {
	lock   sync.Mutex
	ready  *agreement // nil while there is none
	making bool
	shut   bool // the vault is closed, and none is kept
}

// agreement is a fresh secret shared with the holders of the private key, and what tells them of it.
type agreement struct {
	encapsulated []byte
	sender       *hpke.Sender
}

func (a *ahead) take() *agreement {
	a.lock.Lock()
	defer a.lock.Unlock()
	ready := a.ready
	a.ready = nil
	return ready
}

// begin tells whether one has to be made, and that the caller does it.
func (a *ahead) begin() bool {
	a.lock.Lock()
	defer a.lock.Unlock()
	if a.ready != nil || a.making || a.shut {
		return false
	}
	a.making = true
	return true
}

// end keeps what begin let make; nil where that failed.
func (a *ahead) end(made *agreement) {
	a.lock.Lock()
	defer a.lock.Unlock()
	a.making = false
	if !a.shut {
		a.ready = made
	}
}

func (a *ahead) forget() {
	a.lock.Lock()
	defer a.lock.Unlock()
	a.ready, a.shut = nil, true
}

// agree makes an agreement with the holders of the area's private key.
func (k *areaKey) agree() (*agreement, error) {
	kdf, aead := suite()
	encapsulated, sender, err := hpke.NewSender(k.public, kdf, aead, k.ad)
	if err != nil {
		return nil, fmt.Errorf("vault: wrap: %w", err)
	}
	return &agreement{encapsulated: encapsulated, sender: sender}, nil
}

// sealPublic seals a body key as hpke.Seal does: the encapsulated secret, then the sealed bytes.
func (k *areaKey) sealPublic(own []byte) ([]byte, error) {
	a := k.ahead.take()
	if a == nil {
		var err error
		if a, err = k.agree(); err != nil {
			return nil, err
		}
	}
	sealed, err := a.sender.Seal(nil, own)
	if err != nil {
		return nil, fmt.Errorf("vault: wrap: %w", err)
	}
	return append(a.encapsulated, sealed...), nil
}

// afterAnswer is how long whoever waits for a commit has the processor to themselves.
const afterAnswer = 200 * time.Microsecond

// prepareAhead makes the agreements that the last commit used up, beside whatever follows. One that
// can't be made is made when it is needed, where its error is told.
func (r *keyring) prepareAhead() {
	r.lock.RLock()
	defer r.lock.RUnlock()
	for _, k := range r.current {
		if k.public == nil || !k.ahead.begin() {
			continue
		}
		time.AfterFunc(afterAnswer, func() {
			made, err := k.agree()
			if err != nil {
				made = nil
			}
			k.ahead.end(made)
		})
	}
}
