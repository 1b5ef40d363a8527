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

// encrypt seals a finished PDF with AES-256, revision 6. Faults: paper.passphrase_long,
// paper.not_encrypted. The owner's password is random and kept
// nowhere: whoever has the passphrase may do everything, so there is nothing for an owner to lift,
// and restrictions on printing or copying would only shut out screen readers.
//
// A file with pages of other makers (joined) goes through a library that reads all that a PDF can
// be; one that is drawn here alone has a syntax so plain that it is sealed in one pass.
func encrypt(pdf []byte, passphrase string, joined bool) ([]byte, error) {
	if len(pdf) < len(version20) || !bytes.HasPrefix(pdf, []byte("%PDF-1.")) {
		return nil, text.Because(errors.New("paper: encrypt: not a PDF of our own making"), "paper.not_encrypted")
	}
	// Composed letters, as keyboards give them, whatever the passphrase was read from.
	passphrase = norm.NFC.String(passphrase)
	if len(passphrase) > longestPassphrase {
		return nil, text.NewFault("paper.passphrase_long", "most", longestPassphrase)
	}
	seal := sealDrawn
	if joined {
		seal = sealJoined
	}
	sealed, err := seal(pdf, passphrase, rand.Text())
	if err != nil {
		return nil, text.Because(err, "paper.not_encrypted")
	}
	return sealed, nil
}

func sealDrawn(pdf []byte, user, owner string) ([]byte, error) {
	l, err := newLocks(user, owner)
	if err != nil {
		return nil, err
	}
	return reseal(pdf, l)
}

func sealJoined(pdf []byte, user, owner string) ([]byte, error) {
	copy(pdf, version20) // revision 6 belongs to PDF 2.0; for older ones the library picks revision 5
	withoutConfig()
	conf := model.NewAESConfiguration(user, owner, 256)
	conf.Permissions = model.PermissionsAll
	conf.Optimize, conf.OptimizeBeforeWriting = false, false
	var sealed bytes.Buffer
	if err := api.Encrypt(bytes.NewReader(pdf), &sealed, conf); err != nil {
		return nil, fmt.Errorf("paper: encrypt: %w", err)
	}
	return sealed.Bytes(), nil
}
