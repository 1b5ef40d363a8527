package vault

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

// metaCopy is a row of the table meta that only copies have: what was found when the copy was
// verified, in the clear.
const metaCopy = "copy"

type copyNote struct {
	Taken    int64  `json:"taken"` // milliseconds since 1970
	Head     string `json:"head"`  // hexadecimal
	Records  int    `json:"records"`
	Items    int    `json:"items"`
	Findings int    `json:"findings,omitempty"` // which the vault had as well
}

// Export writes a copy of the vault as it is at one moment, verified by opening, while others may
// go on writing. The copy lacks what belongs to this laptop alone. Faults: vault.copy_failed,
// vault.no_room, and those of reading.
func (v *Vault) Export(ctx context.Context, out io.Writer) (err error) {
	if err := v.enter(); err != nil {
		return err
	}
	defer v.leave()
	ctx, end := v.whileOpen(ctx)
	defer end()
	folder, err := inPrivate(func(folder string) error {
		_, err := v.makeCopy(ctx, filepath.Join(folder, FileName), nil)
		return err
	})
	if err != nil {
		return v.ended(err)
	}
	defer func() { err = also(err, folder.remove()) }()
	file, err := os.Open(filepath.Join(folder.path, FileName))
	if err != nil {
		return storeFault("export", err)
	}
	_, err = io.Copy(out, file)
	return storeFault("export", also(err, file.Close()))
}

// whileOpen is ctx, ended by Close too, so that nobody waits for a long copy before the vault is
// released.
func (v *Vault) whileOpen(ctx context.Context) (context.Context, func()) {
	ctx, cancel := context.WithCancel(ctx)
	go func() {
		select {
		case <-v.done:
			cancel()
		case <-ctx.Done():
		}
	}()
	return ctx, cancel
}

// ended words an error that came because the vault was closed.
func (v *Vault) ended(err error) error {
	if err != nil && errors.Is(err, context.Canceled) {
		return also(v.stopped(context.Background()), err)
	}
	return err
}

// makeCopy writes a whole copy to path, which must not exist, by way of a file beside it.
func (v *Vault) makeCopy(ctx context.Context, path string, progress func(done, total int)) (ledger.Copy, error) {
	fresh := path + ".new"
	if err := removeFiles(fresh, fresh+"-journal"); err != nil {
		return ledger.Copy{}, storeFault("copy", err)
	}
	made, err := v.fillCopy(ctx, fresh, progress)
	if err == nil {
		err = storeFault("copy", os.Rename(fresh, path))
	}
	if err != nil {
		return ledger.Copy{}, also(err, storeFault("copy", removeFiles(fresh, fresh+"-journal")))
	}
	info, err := os.Stat(path)
	if err != nil {
		return ledger.Copy{}, storeFault("copy", err)
	}
	made.File, made.Bytes = filepath.Base(path), info.Size()
	return made, storeFault("copy", syncFolder(filepath.Dir(path)))
}

// fillCopy makes the copy, verifies it and notes in it what was found.
func (v *Vault) fillCopy(ctx context.Context, path string, progress func(done, total int)) (ledger.Copy, error) {
	taken := v.env.now().UTC()
	before := v.state.Load()
	if err := v.snapshot(ctx, path); err != nil {
		return ledger.Copy{}, err
	}
	// What a commit under way has on disk may be in the copy before the state holds.
	v.writing.Lock()
	after := v.state.Load()
	v.writing.Unlock()
	report, err := v.verifyCopy(ctx, path, before, after, progress)
	if err != nil {
		return ledger.Copy{}, err
	}
	note := copyNote{Taken: taken.UnixMilli(), Head: encodeHead(report.Head), Records: report.Opened, Items: report.Items, Findings: len(report.Faults)}
	raw, err := json.Marshal(note)
	if err != nil {
		return ledger.Copy{}, err
	}
	err = alter(ctx, path, func(conn *sql.Conn) error {
		_, err := conn.ExecContext(ctx, `INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value`, metaCopy, raw)
		return err
	})
	if err == nil {
		err = storeFault("copy", syncFile(path))
	}
	return ledger.Copy{Taken: taken, Head: report.Head, Records: report.Opened, Items: report.Items}, err
}

// snapshot writes every row, and nothing that lies unused in the file, to a new file: one
// consistent view, in the order in which the rows came. What belongs to this laptop, and what can
// be made anew, is left out. No file appears beside the new one.
func (v *Vault) snapshot(ctx context.Context, path string) (err error) {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err == nil {
		err = file.Close()
	}
	if err != nil {
		return storeFault("copy", err)
	}
	conn, err := v.db.Conn(ctx)
	if err != nil {
		return storeFault("copy", err)
	}
	defer func() { err = also(err, storeFault("copy", conn.Close())) }()
	if _, err := conn.ExecContext(ctx, `ATTACH ? AS copy`, path); err != nil {
		return storeFault("copy", err)
	}
	defer func() {
		bare := context.WithoutCancel(ctx)
		if err != nil {
			err = also(err, endTransaction(bare, conn))
		}
		_, end := conn.ExecContext(bare, `DETACH copy`)
		err = also(err, storeFault("copy", end))
	}()
	begin := fmt.Sprintf(`PRAGMA copy.page_size = %d; PRAGMA copy.journal_mode = OFF; PRAGMA copy.synchronous = OFF;
		PRAGMA copy.application_id = %d; PRAGMA copy.user_version = %d; BEGIN; %s`,
		usualPage, applicationID, schemaVersion, strings.ReplaceAll(schema, "CREATE TABLE ", "CREATE TABLE copy."))
	_, err = conn.ExecContext(ctx, begin)
	for _, rows := range []string{
		"meta SELECT * FROM main.meta WHERE name NOT IN ('device', 'copy')", "identity SELECT * FROM main.identity",
		"slot SELECT * FROM main.slot", "area SELECT * FROM main.area", "area_key SELECT * FROM main.area_key",
		"item SELECT * FROM main.item", "draft SELECT * FROM main.draft", "record SELECT * FROM main.record", "head SELECT * FROM main.head",
	} {
		if err == nil {
			_, err = conn.ExecContext(ctx, `INSERT INTO copy.`+rows)
		}
	}
	if err == nil {
		_, err = conn.ExecContext(ctx, `COMMIT`)
	}
	return storeFault("copy", err)
}

// alter changes a copy in place, without any file beside it.
func alter(ctx context.Context, path string, change func(conn *sql.Conn) error) (err error) {
	db, err := openLone(path, "rw")
	if err != nil {
		return err
	}
	defer func() { err = also(err, storeFault("copy", db.Close())) }()
	conn, err := db.Conn(ctx)
	if err != nil {
		return storeFault("copy", err)
	}
	defer func() { err = also(err, storeFault("copy", conn.Close())) }()
	return storeFault("copy", change(conn))
}

// openBeside opens a file of the present format where it lies, to be read only, with the keys of
// this vault: nothing is written and no file appears beside it.
func (v *Vault) openBeside(ctx context.Context, path string) (_ *Vault, err error) {
	c := newVaultIn(filepath.Dir(path), v.env)
	c.file = path
	defer func() {
		if err != nil {
			err = also(err, c.abandon())
		}
	}()
	if c.db, err = openLone(path, "ro"); err != nil {
		return nil, err
	}
	if c.writer, err = c.db.Conn(ctx); err != nil {
		return nil, storeFault("open copy", err)
	}
	if err := checkTables(ctx, c.writer); err != nil {
		return nil, err
	}
	if err := c.readClear(ctx); err != nil {
		return nil, err
	}
	return c, c.start(ctx, v.ownKeys(), secretInput{})
}

// ownKeys is a copy of the opener's own keys, which the receiver wipes.
func (v *Vault) ownKeys() slotKeys {
	v.writing.Lock()
	defer v.writing.Unlock()
	return v.self.clone()
}

// verifyCopy opens the copy as a vault and everything in it that the opener may read. What is
// wrong in it must be wrong in the vault too, or the copy is no good: fault vault.copy_failed.
func (v *Vault) verifyCopy(ctx context.Context, path string, before, after *state, progress func(done, total int)) (_ ledger.Report, err error) {
	c, err := v.openBeside(ctx, path)
	if err != nil {
		return ledger.Report{}, err
	}
	defer func() { err = also(err, c.Close()) }()
	report, err := c.Verify(ctx, progress)
	if err != nil {
		return ledger.Report{}, err
	}
	s := c.state.Load()
	for _, known := range []*state{before, after} {
		if s.count == known.count && report.Head != v.headOf(known.chains) {
			return ledger.Report{}, text.NewFault("vault.copy_failed")
		}
	}
	if c.id != v.id || s.count < before.count || s.count > after.count {
		return ledger.Report{}, text.NewFault("vault.copy_failed")
	}
	if len(report.Faults) == 0 && report.OK() {
		return report, nil
	}
	here, err := v.Verify(ctx, nil)
	if err != nil {
		return ledger.Report{}, err
	}
	for _, fault := range report.Faults {
		if !slices.Contains(here.Faults, fault) {
			return ledger.Report{}, text.NewFault("vault.copy_failed")
		}
	}
	return report, nil
}
