package paper

import (
	"bytes"
	"crypto/rand"
	"errors"
	"fmt"
	"sync"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"golang.org/x/text/unicode/norm"

	"avbrottsparm/internal/text"
)

// withoutConfig keeps the library from making a folder of settings in the person's home. Once is
// enough, and safe beside other prints.
var withoutConfig = sync.OnceFunc(api.DisableConfigDir)

// longestPassphrase is as many bytes of UTF-8 as revision 6 looks at (ISO 32000-2, 7.6.4.3.3). Of a
// longer one readers cut off the rest and the library doesn't, so nobody could open the file.
const longestPassphrase = 127

var version20 = []byte("%PDF-2.0")

// usable is a passphrase as readers will ask for it: composed letters, as keyboards give them,
// whatever it was read from. Fault: paper.passphrase_long.
func usable(passphrase string) (string, error) {
	passphrase = norm.NFC.String(passphrase)
	if len(passphrase) > longestPassphrase {
		return "", text.NewFault("paper.passphrase_long", "most", longestPassphrase)
	}
	return passphrase, nil
}

// locksFor are what a file is sealed with while it is written: AES-256, revision 6; nil for one that
// stays open. The owner's password is random and kept nowhere: whoever has the passphrase may do
// everything, so there is nothing for an owner to lift, and restrictions on printing or copying
// would only shut out screen readers. Fault: paper.not_encrypted.
func locksFor(passphrase string) (*locks, error) {
	if passphrase == "" {
		return nil, nil
	}
	l, err := newLocks(passphrase)
	if err != nil {
		return nil, text.Because(err, "paper.not_encrypted")
	}
	return l, nil
}

// sealJoined seals a finished file with pages of other makers, through a library that reads all
// that a PDF can be. Fault: paper.not_encrypted.
func sealJoined(pdf []byte, passphrase string) ([]byte, error) {
	if len(pdf) < len(version20) || !bytes.HasPrefix(pdf, []byte("%PDF-1.")) {
		return nil, text.Because(errors.New("paper: encrypt: not a PDF of our own making"), "paper.not_encrypted")
	}
	copy(pdf, version20) // revision 6 belongs to PDF 2.0; for older ones the library picks revision 5
	withoutConfig()
	conf := model.NewAESConfiguration(passphrase, rand.Text(), 256)
	conf.Permissions = model.PermissionsAll
	conf.Optimize, conf.OptimizeBeforeWriting = false, false
	var sealed bytes.Buffer
	if err := api.Encrypt(bytes.NewReader(pdf), &sealed, conf); err != nil {
		return nil, text.Because(fmt.Errorf("paper: encrypt: %w", err), "paper.not_encrypted")
	}
	return sealed.Bytes(), nil
}
