package vault

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

func content(n int, body []byte) ledger.Item {
	return ledger.Item{Area: access.AreaHealth, Kind: ledger.ApartKind, ID: fmt.Sprintf("d%05d", n), Body: body}
}

func refOf(i ledger.Item) ledger.ItemRef { return ledger.ItemRef{Kind: i.Kind, ID: i.ID} }

// paged is a body that is larger than a page of the file, and another for each n.
func paged(n int) []byte { return bytes.Repeat(fmt.Appendf(nil, "sida %d ", n), 4000) }

func opensTo(t *testing.T, v *Vault, want ledger.Item) {
	t.Helper()
	got, err := v.Item(t.Context(), refOf(want))
	if err != nil || !bytes.Equal(got.Body, want.Body) || got.Area != want.Area {
		t.Fatalf("the document opens to %d bytes in %v, %v; want %d in %v", len(got.Body), got.Area, err, len(want.Body), want.Area)
	}
}

func TestOpeningTheBinderOpensNoDocument(t *testing.T) {
	v, dir, _ := newVault(t)
	const documents = 500
	for n := range documents {
		commit(t, v, ledger.Change{Puts: []ledger.Item{content(n, paged(n))}})
	}
	commit(t, v, ledger.Change{Puts: []ledger.Item{item(1, "Lars Öst")}})
	shut(t, v)

	v = reopen(t, dir)
	named := 0
	if err := v.Items(t.Context(), func(i ledger.Item) error {
		if ledger.Apart(i.Kind) {
			named++
			if i.Body != nil {
				t.Error("a document's bytes were given with the others")
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	commit(t, v, ledger.Change{Puts: []ledger.Item{item(2, "Maj Ek")}})
	if opened := v.apart.Load(); named != documents || opened != 0 {
		t.Fatalf("%d documents were named and %d opened; want %d and none", named, opened, documents)
	}
	opensTo(t, v, content(7, paged(7)))
	if opened := v.apart.Load(); opened != 1 {
		t.Errorf("%d bodies were opened for one document", opened)
	}
	report, err := v.Verify(t.Context(), nil)
	if err != nil || !report.OK() || report.Items != documents+2 {
		t.Errorf("verify: %+v, %v", report, err)
	}
}

func TestAnAlteredDocumentIsSeenWhenItIsOpenedAndComesBackFromACopy(t *testing.T) {
	v, dir, _ := newVault(t)
	doc := content(1, paged(1))
	commit(t, v, ledger.Change{Puts: []ledger.Item{doc, content(2, paged(2))}})
	copied := copied(t, v, dir)
	behind(t, v, `UPDATE item SET body = zeroblob(length(body)) WHERE id = ?`, doc.ID)

	if err := v.Items(t.Context(), func(ledger.Item) error { return nil }); err != nil {
		t.Errorf("opening the binder read the document: %v", err)
	}
	if _, err := v.Item(t.Context(), refOf(doc)); !text.IsFault(err, "vault.altered") {
		t.Errorf("an altered document opens: %v", err)
	}
	report, err := v.Verify(t.Context(), nil)
	if err != nil || len(report.Faults) != 1 || report.Faults[0].Item != refOf(doc) {
		t.Errorf("verify: %+v, %v", report, err)
	}
	merged(t, v, copied)
	opensTo(t, v, doc)
	opensTo(t, v, content(2, paged(2)))
}

func TestADocumentThatWasTakenOutOrPutBackIsSeenAtOnce(t *testing.T) {
	for name, alter := range map[string]string{
		"taken out":     `DELETE FROM item WHERE kind = 'document_content' AND id = 'd00001'`,
		"another's":     `UPDATE item SET id = 'd00003' WHERE id = 'd00001'`,
		"other version": `UPDATE item SET version = version + 1 WHERE id = 'd00001'`,
		"cut":           `UPDATE item SET body = substr(body, 1, 100) WHERE id = 'd00001'`,
	} {
		t.Run(name, func(t *testing.T) {
			v, dir, _ := newVault(t)
			commit(t, v, ledger.Change{Puts: []ledger.Item{content(1, paged(1)), content(2, paged(2))}})
			behind(t, v, alter)
			shut(t, v)
			v = reopen(t, dir)
			if err := v.Items(t.Context(), func(ledger.Item) error { return nil }); !text.IsFault(err, "vault.altered") {
				t.Errorf("nobody saw it: %v", err)
			}
		})
	}
}

func TestDocumentsGoThroughRotationAndCopiesAndArePurged(t *testing.T) {
	v, dir, _ := newVault(t)
	doc := content(1, paged(1))
	commit(t, v, ledger.Change{Puts: []ledger.Item{doc}})
	rotate(t, v, access.AreaHealth)
	if err := v.Rewrap(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	opensTo(t, v, doc)
	if kept := keepCopy(t, v); kept.Items != 1 {
		t.Errorf("the copy has %d items", kept.Items)
	}
	if err := v.Purge(t.Context(), nil, ledger.Change{Drops: []ledger.ItemRef{refOf(doc)}}); err != nil {
		t.Fatal(err)
	}
	if _, err := v.Item(t.Context(), refOf(doc)); !text.IsFault(err, "vault.no_item") {
		t.Errorf("a purged document: %v", err)
	}
	shut(t, v)
	if left := readAll(t, dir+"/"+FileName); bytes.Contains(left, []byte("sida 1 sida 1")) {
		t.Error("readable bytes are left in the file")
	}
}

func TestADocumentOfAClosedAreaIsNeitherNamedNorOpened(t *testing.T) {
	v, _, _ := newVault(t)
	doc := content(1, paged(1))
	commit(t, v, ledger.Change{Puts: []ledger.Item{doc}})
	onlyAreas(v, access.AreaCommon, access.AreaSocial)
	if err := v.Items(t.Context(), func(i ledger.Item) error {
		t.Errorf("%s was given", i.Kind)
		return nil
	}); err != nil {
		t.Error(err)
	}
	if _, err := v.Item(t.Context(), refOf(doc)); !text.IsFault(err, "vault.not_allowed") {
		t.Errorf("a document of a closed area: %v", err)
	}
	counts, err := v.Withheld(t.Context())
	if err != nil || counts[access.AreaHealth] != 1 {
		t.Errorf("withheld: %v, %v", counts, err)
	}
}

// behind changes the file behind the vault's back.
func behind(t *testing.T, v *Vault, query string, args ...any) {
	t.Helper()
	if _, err := v.writer.ExecContext(t.Context(), query, args...); err != nil {
		t.Fatal(err)
	}
}

// Given documents before and after the last copy, when the file's first page is lost, then they
// come back from the copy and from what is left of the file.
func TestDocumentsComeBackFromADamagedFile(t *testing.T) {
	v, dir, _ := newVault(t)
	before, after := content(1, paged(1)), content(2, bytes.Repeat(paged(2), 20))
	commit(t, v, ledger.Change{Puts: []ledger.Item{before, item(1, "Lars Öst")}})
	keepCopy(t, v)
	commit(t, v, ledger.Change{Puts: []ledger.Item{after}})
	shut(t, v)
	path := filepath.Join(dir, FileName)
	raw := readAll(t, path)
	for i := 100; i < usualPage; i++ {
		raw[i] = 0xaa
	}
	if err := os.WriteFile(path, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	v, _ = recoverIn(t, dir)
	opensTo(t, v, before)
	opensTo(t, v, after)
	if report, err := v.Verify(t.Context(), nil); err != nil || report.Items != 3 {
		t.Errorf("%+v, %v", report, err)
	}
}
