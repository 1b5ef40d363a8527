package paper

import (
	"bytes"
	"crypto/rand"
	"errors"
	"fmt"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
)

var version20 = []byte("%PDF-2.0")

// encrypt seals a finished PDF with AES-256, revision 6. The owner's password is random and kept
// nowhere: whoever has the passphrase may do everything, so there is nothing for an owner to lift,
// and restrictions on printing or copying would only shut out screen readers.
func encrypt(pdf []byte, passphrase string) ([]byte, error) {
	if len(pdf) < len(version20) || !bytes.HasPrefix(pdf, []byte("%PDF-1.")) {
		return nil, errors.New("paper: encrypt: not a PDF of our own making")
	}
	copy(pdf, version20) // revision 6 belongs to PDF 2.0; for older ones the library picks revision 5
	api.DisableConfigDir()
	conf := model.NewAESConfiguration(passphrase, rand.Text(), 256)
	conf.Permissions = model.PermissionsAll
	conf.Optimize, conf.OptimizeBeforeWriting = false, false
	var sealed bytes.Buffer
	if err := api.Encrypt(bytes.NewReader(pdf), &sealed, conf); err != nil {
		return nil, fmt.Errorf("paper: encrypt: %w", err)
	}
	return sealed.Bytes(), nil
}
