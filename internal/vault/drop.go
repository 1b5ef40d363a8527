package vault

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

// dropName is the file that says, in the clear, which folder a locked program watches.
const dropName = "binder.inbox"

// ReadDrop reads which folder is watched for the vault in dir; none is when nothing was chosen, or
// when the file can't be read as what it should be. Fault: "vault.drop_unreadable".
func ReadDrop(dir string) (ledger.Drop, error) {
	var d ledger.Drop
	raw, err := os.ReadFile(filepath.Join(dir, dropName))
	if errors.Is(err, os.ErrNotExist) {
		return d, nil
	}
	if err != nil {
		return d, storeFault("read the drop folder's place", err)
	}
	if len(raw) > 64<<10 || json.Unmarshal(raw, &d) != nil {
		return ledger.Drop{}, text.NewFault("vault.drop_unreadable")
	}
	return d, nil
}

// KeepDrop writes which folder is watched, so that a locked program knows it.
func (v *Vault) KeepDrop(d ledger.Drop) error {
	if v.private != nil {
		return v.barred()
	}
	path := filepath.Join(v.dir, dropName)
	if d.Folder == "" {
		return storeFault("forget the drop folder", removeFiles(path))
	}
	raw, err := json.Marshal(d)
	if err != nil {
		return fmt.Errorf("vault: drop folder: %w", err)
	}
	return replaceFile(path, append(raw, '\n'))
}

// KeptDrop is what ReadDrop says of this vault.
func (v *Vault) KeptDrop() (ledger.Drop, error) { return ReadDrop(v.dir) }
