package vault

import (
	"bytes"
	"database/sql"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

// copied keeps a copy and gives its path.
func copied(t *testing.T, v *Vault, dir string) string {
	t.Helper()
	return filepath.Join(dir, copiesName, keepCopy(t, v).File)
}

func merged(t *testing.T, v *Vault, file string) ledger.Difference {
	t.Helper()
	diff, err := v.Merge(t.Context(), file, access.Key{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return diff
}

func compared(t *testing.T, v *Vault, file string) ledger.Difference {
	t.Helper()
	diff, err := v.Compare(t.Context(), file, access.Key{})
	if err != nil {
		t.Fatal(err)
	}
	return diff
}

func bodies(t *testing.T, v *Vault, stream ledger.Stream) map[string]bool {
	t.Helper()
	all := map[string]bool{}
	for _, r := range records(t, v, stream) {
		if r.Kind == ledger.KindEntry || r.Kind == ledger.KindAccess {
			all[string(r.Body)] = true
		}
	}
	return all
}

func TestACopyOfTheSameMomentHasNoDifference(t *testing.T) {
	v, dir := filled(t)
	file := copied(t, v, dir)
	head := v.Head()
	if diff := compared(t, v, file); !diff.Same {
		t.Errorf("differs: %+v", diff)
	}
	if diff := merged(t, v, file); !diff.Same || v.Head() != head {
		t.Errorf("merging changed something: %+v", diff)
	}
}

func TestTwoLaptopsBecomeOne(t *testing.T) {
	v, dir := filled(t)
	file := copied(t, v, dir)
	other := filepath.Join(t.TempDir(), "annan")
	if err := Place(t.Context(), other, file); err != nil {
		t.Fatal(err)
	}
	w := reopen(t, other)
	commit(t, w, ledger.Change{
		Puts:      []ledger.Item{item(1, "ett av w"), item(9, "nio")},
		Drops:     []ledger.ItemRef{{Kind: "person", ID: "p00002"}},
		DraftPuts: []ledger.Draft{{ID: "dw", Area: access.AreaSocial, Body: []byte("utkast w")}},
		Appends:   []ledger.Append{note("skriven på w"), logged("läst på w")},
	})
	commit(t, w, ledger.Change{Puts: []ledger.Item{item(9, "nio igen")}})
	commit(t, v, ledger.Change{
		DraftPuts: []ledger.Draft{{ID: "dv", Area: access.AreaSocial, Body: []byte("utkast v")}},
		Appends:   []ledger.Append{note("skriven på v"), logged("läst på v")},
	})
	theirs := copied(t, w, other)

	diff := compared(t, v, theirs)
	if diff.Same || diff.OnlyHere[ledger.KindEntry] != 1 || diff.OnlyThere[ledger.KindEntry] != 1 || diff.OnlyThere[ledger.KindManifest] != 2 ||
		!diff.NewerItems || diff.Items != 2 || diff.Drafts != 1 || diff.DraftsThere != 1 || diff.Copy.IsZero() || diff.Here.IsZero() {
		t.Errorf("difference %+v", diff)
	}
	device := v.device.id
	merged(t, v, theirs)
	got := bodies(t, v, ledger.StreamMain)
	for _, want := range []string{"första", "andra", "skriven på v", "skriven på w"} {
		if !got[want] {
			t.Errorf("%q is missing: %v", want, got)
		}
	}
	if log := bodies(t, v, ledger.StreamLog); !log["läst på v"] || !log["läst på w"] {
		t.Errorf("log %v", log)
	}
	if all := items(t, v); len(all) != 4 || all["person/p00001"] != "ett av w" || all["person/p00009"] != "nio igen" {
		t.Errorf("items %v", all)
	}
	if drafts, err := v.Drafts(t.Context()); err != nil || len(drafts) != 3 {
		t.Errorf("drafts %v, %v", drafts, err)
	}
	report := verified(t, v)
	if !report.OK() || report.Chains != 4 {
		t.Errorf("report %+v", report)
	}
	head := v.Head()
	if diff := merged(t, v, theirs); len(diff.OnlyThere) != 0 || diff.Items != 0 || diff.DraftsThere != 0 || v.Head() != head {
		t.Errorf("merging again brought %+v", diff)
	}
	if h := commit(t, v, ledger.Change{Appends: []ledger.Append{note("efteråt")}}); h[0].Device != device {
		t.Error("the vault took another device id although nobody else used its own")
	}
	shut(t, v)
	v = reopen(t, dir)
	if report := verified(t, v); !report.OK() || report.Items != 4 {
		t.Errorf("after reopening %+v", report)
	}
}

func TestAnOlderCopyBringsNothingBack(t *testing.T) {
	v, dir := filled(t)
	file := copied(t, v, dir)
	commit(t, v, ledger.Change{Puts: []ledger.Item{item(1, "ändrad")}, DraftDrops: []string{"d1"}, Appends: []ledger.Append{note("signerad")}})
	head := v.Head()
	diff := merged(t, v, file)
	if len(diff.OnlyThere) != 0 || diff.OnlyHere[ledger.KindEntry] != 1 || diff.NewerItems || v.Head() != head {
		t.Errorf("difference %+v", diff)
	}
	if drafts, err := v.Drafts(t.Context()); err != nil || len(drafts) != 0 {
		t.Errorf("a draft that was signed came back: %v, %v", drafts, err)
	}
	if items(t, v)["person/p00001"] != "ändrad" {
		t.Error("an older item came back")
	}
}

func TestTombstonesOfEitherSideWin(t *testing.T) {
	v, dir, _ := newVault(t)
	h := commit(t, v, ledger.Change{Appends: []ledger.Append{note("gallras här"), note("gallras där"), note("kvar")}})
	file := copied(t, v, dir)
	other := filepath.Join(t.TempDir(), "annan")
	if err := Place(t.Context(), other, file); err != nil {
		t.Fatal(err)
	}
	w := reopen(t, other)
	if err := w.Purge(t.Context(), []ledger.RecordID{h[1].ID}, ledger.Change{}); err != nil {
		t.Fatal(err)
	}
	if err := v.Purge(t.Context(), []ledger.RecordID{h[0].ID}, ledger.Change{}); err != nil {
		t.Fatal(err)
	}
	if diff := merged(t, v, copied(t, w, other)); diff.Purged != 1 {
		t.Errorf("difference %+v", diff)
	}
	got := bodies(t, v, ledger.StreamMain)
	if len(got) != 2 || !got["kvar"] { // and the empty body of the purged
		t.Errorf("bodies %v", got)
	}
	if report := verified(t, v); !report.OK() || report.Purged != 2 {
		t.Errorf("report %+v", report)
	}
	// The first copy still has both bodies; neither comes back.
	merged(t, v, file)
	if report := verified(t, v); !report.OK() || report.Purged != 2 {
		t.Errorf("after an older copy %+v", report)
	}
}

// TestABodyThatWasPurgedStaysGone: somebody with the disk and an older file puts a purged body
// back. It is told and not shown, and the next merge takes it away again.
func TestABodyThatWasPurgedStaysGone(t *testing.T) {
	v, dir, _ := newVault(t)
	h := commit(t, v, ledger.Change{Appends: []ledger.Append{note("gallras"), logged("gallras också"), note("kvar")}})
	var rows [2]struct{ key, body []byte }
	for i := range rows {
		if err := v.writer.QueryRowContext(t.Context(), `SELECT key, body FROM record WHERE id = ?`, h[i].ID[:]).Scan(&rows[i].key, &rows[i].body); err != nil {
			t.Fatal(err)
		}
	}
	if err := v.Purge(t.Context(), []ledger.RecordID{h[0].ID, h[1].ID}, ledger.Change{}); err != nil {
		t.Fatal(err)
	}
	file := copied(t, v, dir)
	shut(t, v)
	tamper(t, dir, func(db *sql.DB) {
		for i, row := range rows {
			run(t, db, `UPDATE record SET key = ?, body = ? WHERE id = ?`, row.key, row.body, h[i].ID[:])
		}
	})
	v = reopen(t, dir)
	if report := verified(t, v); report.OK() || len(report.Faults) != 2 || report.Faults[0].Code != "returned" || report.Purged != 2 {
		t.Errorf("report %+v", report)
	}
	for stream, shown := range map[ledger.Stream]string{ledger.StreamMain: "gallras", ledger.StreamLog: "gallras också"} {
		if bodies(t, v, stream)[shown] {
			t.Errorf("%q is shown", shown)
		}
	}
	merged(t, v, file)
	if report := verified(t, v); !report.OK() || report.Purged != 2 {
		t.Errorf("after the merge %+v", report)
	}
}

func TestDamagedRowsAreRepairedFromTheCopy(t *testing.T) {
	for name, damage := range map[string]string{
		"a body":              `UPDATE record SET body = zeroblob(length(body)) WHERE stream = 1 AND seq = 1`,
		"a body key":          `UPDATE record SET key = zeroblob(length(key)) WHERE stream = 1 AND seq = 2`,
		"a header":            `UPDATE record SET header = CAST(substr(header, 1, 30) || zeroblob(87) AS BLOB) WHERE stream = 1 AND seq = 2`,
		"a clock in a header": `UPDATE record SET header = CAST(substr(header, 1, 26) || x'00' || substr(header, 28) AS BLOB) WHERE stream = 1 AND seq = 2`,
		"the last header":     `UPDATE record SET header = CAST(substr(header, 1, 100) || zeroblob(17) AS BLOB) WHERE stream = 2`,
		"a taken body":        `UPDATE record SET key = NULL, body = NULL WHERE stream = 1 AND seq = 1`,
		"exchanged ids": `CREATE TEMP TABLE t AS SELECT seq, id FROM record WHERE stream = 1 AND seq < 3;
			UPDATE record SET id = randomblob(16) WHERE stream = 1 AND seq < 3;
			UPDATE record SET id = (SELECT id FROM t WHERE t.seq = 3 - record.seq) WHERE stream = 1 AND seq < 3`,
		"a deleted record":     `DELETE FROM record WHERE stream = 1 AND seq = 2`,
		"the whole log":        `DELETE FROM record WHERE stream = 2`,
		"the end of the chain": `DELETE FROM record WHERE stream = 1 AND seq > 3`,
		"a moved record":       `UPDATE record SET seq = 99 WHERE stream = 1 AND seq = 2`,
		"an item":              `UPDATE item SET body = zeroblob(length(body)) WHERE id = 'p00001'`,
		"an item's key":        `UPDATE item SET key = zeroblob(length(key)) WHERE id = 'p00001'`,
		"an item's version":    `UPDATE item SET version = 77 WHERE id = 'p00001'`,
		"an item's name":       `UPDATE item SET id = 'p00007' WHERE id = 'p00001'`,
		"a deleted item":       `DELETE FROM item WHERE id = 'p00002'`,
		"all items":            `DELETE FROM item`,
		"a draft":              `UPDATE draft SET body = zeroblob(length(body))`,
		"the head":             `UPDATE head SET body = zeroblob(length(body))`,
	} {
		t.Run(name, func(t *testing.T) {
			v, dir := filled(t)
			file := copied(t, v, dir)
			was := verified(t, v)
			head := v.Head()
			shut(t, v)
			tamper(t, dir, func(db *sql.DB) { run(t, db, damage) })
			v = reopen(t, dir)
			if report := verified(t, v); report.OK() {
				t.Error("the damage is not told")
			}
			merged(t, v, file)
			report := verified(t, v)
			if !report.OK() || report.Opened != was.Opened || report.Purged != was.Purged || report.Items != was.Items || report.Drafts != was.Drafts {
				t.Errorf("report %+v, was %+v", report, was)
			}
			if v.Head() != head {
				t.Error("the head is another")
			}
			if got := bodies(t, v, ledger.StreamMain); !got["första"] || !got["andra"] {
				t.Errorf("bodies %v", got)
			}
			if got := items(t, v); got["person/p00001"] != "ett" || got["person/p00002"] != "två" {
				t.Errorf("items %v", got)
			}
		})
	}
}

// TestADamagedIndexIsMadeAnew: the index says that a record stands elsewhere than its row does.
func TestADamagedIndexIsMadeAnew(t *testing.T) {
	v, dir := filled(t)
	file, device, was := copied(t, v, dir), v.device.id, verified(t, v)
	shut(t, v)
	path := filepath.Join(dir, FileName)
	raw := readAll(t, path)
	hurt := 0
	for page := 0; page < len(raw); page += usualPage {
		const indexLeaf = 0x0a
		image := raw[page : page+usualPage]
		if at := bytes.Index(image, device[:]); image[0] == indexLeaf && at > 0 && !bytes.Contains(image, []byte(metaDevice)) {
			image[at+len(device)] ^= 0x10 // of the number behind the device
			hurt++
		}
	}
	if hurt != 1 {
		t.Fatalf("%d indexes of the ledger", hurt)
	}
	if err := os.WriteFile(path, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	v = reopen(t, dir)
	if verified(t, v).OK() {
		t.Error("the damage is not told")
	}
	merged(t, v, file)
	if report := verified(t, v); !report.OK() || report.Records != was.Records || report.Opened != was.Opened {
		t.Errorf("report %+v, was %+v", report, was)
	}
}

func TestSealedBytesStayAsTheyAreThroughAMerge(t *testing.T) {
	v, dir, _ := newVault(t)
	first := copied(t, v, dir)
	commit(t, v, ledger.Change{Appends: []ledger.Append{note("a")}})
	file := copied(t, v, dir)
	read := func(v *Vault) (header, body []byte) {
		if err := v.writer.QueryRowContext(t.Context(), `SELECT header, body FROM record WHERE stream = 1 AND seq = 1`).Scan(&header, &body); err != nil {
			t.Fatal(err)
		}
		return header, body
	}
	header, body := read(v)
	other := filepath.Join(t.TempDir(), "annan")
	if err := Place(t.Context(), other, first); err != nil {
		t.Fatal(err)
	}
	w := reopen(t, other)
	rotation := access.Rotation{Holders: map[access.Area][]string{access.AreaSocial: {w.Identity()}}}
	if err := w.Rotate(t.Context(), rotation, ledger.Change{}); err != nil {
		t.Fatal(err)
	}
	merged(t, w, file)
	h, b := read(w)
	if !bytes.Equal(h, header) || !bytes.Equal(b, body) {
		t.Error("header or body changed")
	}
	var key []byte
	if err := w.writer.QueryRowContext(t.Context(), `SELECT key FROM record WHERE stream = 1 AND seq = 1`).Scan(&key); err != nil || key[3] != 2 {
		t.Errorf("the key is of generation %d, %v", key[3], err)
	}
	if report := verified(t, w); !report.OK() || report.Opened != 1 {
		t.Errorf("report %+v", report)
	}
}

// TestAForkedChainIsToldAndNotOverwritten: a copy that can't be told from the original, as an image
// of the whole disk, went on under the same id.
func TestAForkedChainIsToldAndNotOverwritten(t *testing.T) {
	v, dir, _ := newVault(t)
	commit(t, v, ledger.Change{Appends: []ledger.Append{note("gemensam")}})
	shut(t, v)
	twin := filepath.Join(t.TempDir(), "tvilling")
	imageFolder(t, dir, twin)
	v, w := reopen(t, dir), reopen(t, twin)
	commit(t, v, ledger.Change{Appends: []ledger.Append{note("v skrev")}})
	commit(t, w, ledger.Change{Appends: []ledger.Append{note("w skrev"), note("w skrev mer"), logged("w läste")}})
	for _, look := range []func(*testing.T, *Vault, string) ledger.Difference{compared, merged, merged} {
		diff := look(t, v, copied(t, w, twin))
		if len(diff.Forks) != 1 || diff.Forks[0].Seq != 2 || diff.OnlyThere[ledger.KindEntry] != 2 || diff.Apart[ledger.KindEntry] != 2 {
			t.Errorf("difference %+v", diff)
		}
		var stay []string
		for _, r := range diff.Stay {
			stay = append(stay, string(r.Body))
		}
		if !slices.Equal(stay, []string{"w skrev", "w skrev mer"}) || diff.Brings()[ledger.KindEntry] != 0 {
			t.Errorf("stay in the copy: %q", stay)
		}
	}
	if got := bodies(t, v, ledger.StreamMain); !got["v skrev"] || got["w skrev"] || !verified(t, v).OK() {
		t.Errorf("bodies %v", got)
	}
	if log := bodies(t, v, ledger.StreamLog); !log["w läste"] {
		t.Errorf("what did not go two ways stayed behind: %v", log)
	}
}

// TestItemsOfAForkedChainComeWithAManifestOfThisSide: the newer import's own record stays in the
// copy, and the items that came must be vouched for all the same.
func TestItemsOfAForkedChainComeWithAManifestOfThisSide(t *testing.T) {
	v, dir := filled(t)
	shut(t, v)
	twin := filepath.Join(t.TempDir(), "tvilling")
	imageFolder(t, dir, twin)
	v, w := reopen(t, dir), reopen(t, twin)
	commit(t, v, ledger.Change{Puts: []ledger.Item{item(1, "av v")}})
	commit(t, w, ledger.Change{Puts: []ledger.Item{item(1, "av w")}})
	commit(t, w, ledger.Change{Puts: []ledger.Item{item(2, "av w, nyare")}})
	diff := merged(t, v, copied(t, w, twin))
	if !diff.NewerItems || diff.Apart[ledger.KindManifest] != 2 {
		t.Errorf("difference %+v", diff)
	}
	if got := items(t, v); got["person/p00001"] != "av w" || got["person/p00002"] != "av w, nyare" {
		t.Errorf("items %v", got)
	}
	if report := verified(t, v); !report.OK() {
		t.Errorf("report %+v", report)
	}
	merged(t, v, copied(t, w, twin))
	shut(t, v)
	if report := verified(t, reopen(t, dir)); !report.OK() {
		t.Errorf("after merging again %+v", report)
	}
}

func TestAnotherVaultsCopyIsRefused(t *testing.T) {
	v, _ := filled(t)
	other, dir := filled(t)
	file := copied(t, other, dir)
	if _, err := v.Merge(t.Context(), file, access.Key{}, nil); !text.IsFault(err, "vault.other") {
		t.Errorf("merge: %v", err)
	}
	if _, err := v.Compare(t.Context(), file, access.Key{Passphrase: phrase}); !text.IsFault(err, "vault.other") {
		t.Errorf("compare: %v", err)
	}
	file = copied(t, v, v.dir)
	if _, err := v.Compare(t.Context(), file, access.Key{Passphrase: "en annan lösenfras"}); !text.IsFault(err, "vault.wrong_passphrase") {
		t.Errorf("wrong passphrase: %v", err)
	}
	if diff, err := v.Compare(t.Context(), file, access.Key{Passphrase: phrase}); err != nil || !diff.Same {
		t.Errorf("with the passphrase: %+v, %v", diff, err)
	}
}

// copyFolder copies every file of a folder, as somebody does with a file manager.
func copyFolder(t *testing.T, from, to string) {
	t.Helper()
	if err := os.CopyFS(to, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
}

// imageFolder copies a folder as an image of a disk does: the device file takes the copy for the
// one that it was written for.
func imageFolder(t *testing.T, from, to string) {
	t.Helper()
	copyFolder(t, from, to)
	d, err := readDevice(from)
	if err != nil {
		t.Fatal(err)
	}
	d.path = filepath.Join(to, deviceName)
	if err := d.write(); err != nil {
		t.Fatal(err)
	}
}
