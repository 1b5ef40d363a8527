package vault

import (
	"context"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

// build makes the recovered vault beside the damaged one: keys, then the copies, then what was
// read out of the damaged file.
func (r *recovery) build(ctx context.Context) (err error) {
	fresh := filepath.Join(r.dir, FileName+".new")
	if err := clearFresh(fresh); err != nil {
		return err
	}
	if err := layKeys(ctx, fresh, r.rows); err != nil {
		return err
	}
	t, err := r.openMade(ctx, fresh)
	if err != nil {
		return err
	}
	if err = r.fill(ctx, t); err == nil {
		// The result goes on under a new device id: what was lost must not be numbered again.
		_, err = t.writer.ExecContext(ctx, `DELETE FROM meta WHERE name = ?`, metaDevice)
		err = storeFault("recover", err)
	}
	if err = also(err, t.Close()); err != nil {
		return err
	}
	return storeFault("recover", syncFile(fresh))
}

// openMade opens a file that recovery made. What belongs to a laptop is kept in the private
// folder, so that nothing changes beside the damaged file before its time.
func (r *recovery) openMade(ctx context.Context, path string) (*Vault, error) {
	v := newVaultIn(r.damaged.path, r.env)
	v.file = path
	err := v.openFile(ctx)
	if err == nil {
		err = v.start(ctx, r.keys.clone(), r.in)
	}
	if err != nil {
		return nil, also(err, v.abandon())
	}
	return v, nil
}

func (r *recovery) fill(ctx context.Context, t *Vault) error {
	t.writing.Lock()
	defer t.writing.Unlock()
	r.told.At = r.env.now().UTC()
	for n, path := range r.copies {
		if err := r.mergeCopy(ctx, t, path); err != nil {
			return err
		}
		if n == 0 {
			r.told.Copy = filepath.Base(path)
			if taken, ok := copyTime(r.told.Copy[strings.Index(r.told.Copy, "-")+1:]); ok {
				r.told.CopyTaken = taken
			}
		}
	}
	return r.mergeDamaged(ctx, t)
}

func (r *recovery) mergeCopy(ctx context.Context, t *Vault, path string) (err error) {
	c, err := openPrivate(ctx, path, r.env)
	if err != nil {
		return err
	}
	keys := r.keys.clone()
	if err := c.start(ctx, keys, r.in); err != nil {
		return c.abandon() // of before the opener was a user
	}
	defer func() { err = also(err, c.Close()) }()
	_, err = t.mergeFrom(ctx, c, true, nil)
	return err
}

// mergeDamaged reads out the damaged file and takes along what opens.
func (r *recovery) mergeDamaged(ctx context.Context, t *Vault) (err error) {
	path := filepath.Join(r.damaged.path, "salvaged.vault")
	if err := layKeys(ctx, path, r.rows); err != nil {
		return err
	}
	s, err := r.openMade(ctx, path)
	if err != nil {
		return err
	}
	defer func() { err = also(err, s.Close()) }()
	if r.extra != nil {
		if err := r.borrow(ctx, s); err != nil && (unwritable(err) || ctx.Err() != nil) {
			return err // what else is wrong with those keys is damage, and there are the copy's
		}
	}
	if err := r.readPages(ctx, s); err != nil {
		return err
	}
	before, err := t.survey(ctx, func() {})
	if err != nil {
		return err
	}
	diff, err := t.mergeFrom(ctx, s, true, r.progress)
	if err != nil {
		return err
	}
	r.told.Items, r.told.Drafts = diff.Items, diff.DraftsThere
	r.told.Lost = diff.Forks
	return r.account(ctx, t, s, before)
}

// borrow adds the area keys that only the damaged file has, made by a rotation after the copy. The
// rows of its key tables vouch for each other, so they can't be mixed with those of the copy.
func (r *recovery) borrow(ctx context.Context, s *Vault) error {
	path := filepath.Join(r.damaged.path, "keys.vault")
	if err := layKeys(ctx, path, keyRows{meta: r.rows.meta, tables: r.extra.tables}); err != nil {
		return err
	}
	v := newVaultIn(r.damaged.path, r.env)
	v.file, v.self = path, r.keys.clone()
	err := v.openFile(ctx)
	if err == nil {
		err = v.lendKeys(ctx, s.ring)
	}
	return also(err, v.abandon())
}

// readPages reads out the damaged file.
func (r *recovery) readPages(ctx context.Context, s *Vault) error {
	f, err := openPages(filepath.Join(r.damaged.path, FileName), usualPage)
	if err != nil {
		return storeFault("salvage", err)
	}
	return also(s.salvage(ctx, f), storeFault("salvage", f.close()))
}

// account finds out what came along from the damaged file and what did not.
func (r *recovery) account(ctx context.Context, t, s *Vault, before *side) error {
	now, err := t.survey(ctx, func() {})
	if err != nil {
		return err
	}
	damaged, err := s.survey(ctx, func() {})
	if err != nil {
		return err
	}
	for at := range now.records {
		if _, had := before.records[at]; !had {
			r.told.Records++
		}
	}
	report, err := t.Verify(ctx, nil)
	if err != nil {
		return err
	}
	r.lose(report.Faults...)
	if damaged.state.held == nil {
		r.lose(ledger.Finding{Code: "head"}) // how far the chains went is not known
	}
	for _, l := range damaged.state.held {
		at, there := now.state.find(l.Stream, l.Device)
		last := link{}
		if there {
			last = now.state.chains[at]
		}
		if last.Seq < l.Seq {
			r.lose(ledger.Finding{Code: "gap", Device: l.Device, Stream: l.Stream, Seq: last.Seq + 1})
		}
	}
	for ref, row := range damaged.items {
		if has, there := now.items[ref]; row.failed && (!there || has.version < row.version) {
			r.lose(ledger.Finding{Code: "item", Item: ref})
		}
	}
	for id, row := range damaged.drafts {
		if _, there := now.drafts[id]; row.failed && !there {
			r.lose(ledger.Finding{Code: "draft", Item: ledger.ItemRef{Kind: "draft", ID: id}})
		}
	}
	return nil
}

func (r *recovery) lose(lost ...ledger.Finding) {
	for _, f := range lost {
		if !slices.Contains(r.told.Lost, f) {
			r.told.Lost = append(r.told.Lost, f)
		}
	}
}

// putInPlace keeps the damaged files aside, writes down what was lost, and makes the result the
// vault.
func (r *recovery) putInPlace() error {
	aside, err := setAside(r.dir, r.told.At)
	if err != nil {
		return err
	}
	r.told.Aside = aside
	if len(r.told.Lost) > 0 {
		path := filepath.Join(r.dir, "not-saved-"+r.told.At.Format(copyLayout)+".txt")
		if err := replaceFile(path, []byte(r.notSaved())); err != nil {
			return err
		}
	}
	if err := syncFolder(r.dir); err != nil {
		return storeFault("put in place", err)
	}
	if err := os.Rename(filepath.Join(r.dir, FileName+".new"), filepath.Join(r.dir, recoveredName)); err != nil {
		return storeFault("put in place", err)
	}
	return finishRecovery(r.dir)
}

// notSaved words what was lost, in both languages and without anything about a person.
func (r *recovery) notSaved() string {
	var page strings.Builder
	for _, lang := range []text.Lang{text.Swedish, text.English} {
		w := text.For(lang)
		fmt.Fprintf(&page, "%s\r\n\r\n", w.Say("notsaved.heading", "time", r.told.At.Format(time.RFC3339)))
		for _, f := range r.told.Lost {
			what := w.Say("verify."+f.Code, "seq", f.Seq)
			if f.Stream == 0 {
				fmt.Fprintf(&page, "- %s\r\n", what)
				continue
			}
			fmt.Fprintf(&page, "- %s\r\n", w.Say("notsaved.row", "what", what, "device", f.Device.String()[:8], "part", f.Stream))
		}
		fmt.Fprintf(&page, "\r\n%s\r\n\r\n", w.Say("notsaved.aside", "file", r.told.Aside))
	}
	return page.String()
}

// freshHeader is the first 100 bytes of a database of ours.
func freshHeader(pageSize int, pages uint32) []byte {
	head := make([]byte, 100)
	copy(head, "SQLite format 3\x00")
	binary.BigEndian.PutUint16(head[16:], uint16(pageSize&0xffff|pageSize>>16))
	copy(head[18:], []byte{2, 2, 0, 64, 32, 32}) // write-ahead log; payload fractions
	binary.BigEndian.PutUint32(head[24:], 1)
	binary.BigEndian.PutUint32(head[28:], pages)
	binary.BigEndian.PutUint32(head[40:], 1)
	binary.BigEndian.PutUint32(head[44:], 4) // format of the schema
	binary.BigEndian.PutUint32(head[56:], 1) // UTF-8
	binary.BigEndian.PutUint32(head[60:], schemaVersion)
	binary.BigEndian.PutUint32(head[68:], applicationID)
	binary.BigEndian.PutUint32(head[92:], 1)
	binary.BigEndian.PutUint32(head[96:], 3045000)
	return head
}
