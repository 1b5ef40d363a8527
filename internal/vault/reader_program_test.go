package vault_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/vault"
)

// TestTheReaderProgramOpensARecord runs the small program that knows docs/security.md and nothing
// of this package: it opens a record of an area that its user has, and none of another.
func TestTheReaderProgramOpensARecord(t *testing.T) {
	body := strings.Repeat("Kände sig yr i natt och fick hjälp att sitta upp. ", 20) // is packed
	dir := filepath.Join(t.TempDir(), "v")
	v, _, err := vault.Create(t.Context(), dir, vault.Founder{Name: "Åsa Öberg", Passphrase: "fyra ord om havet"})
	must(t, err)
	_, _, err = v.Enrol(t.Context(), access.Newcomer{Name: "Bo Ek", Secret: "fyra andra ord", Areas: access.RoleStaff.UsualAreas()},
		func(string) (ledger.Change, error) { return ledger.Change{}, nil })
	must(t, err)
	headers, err := v.Commit(t.Context(), ledger.Change{Appends: []ledger.Append{
		{Stream: ledger.StreamMain, Area: access.AreaSocial, Kind: ledger.KindEntry, Body: []byte(body)},
		{Stream: ledger.StreamMain, Area: access.AreaHealth, Kind: ledger.KindEntry, Body: []byte(body)},
	}})
	must(t, err)
	must(t, v.Close())

	program := filepath.Join(t.TempDir(), "reader")
	if out, err := exec.Command("go", "build", "-o", program, "./testdata/reader").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	read := func(name, phrase string, record ledger.RecordID) (string, error) {
		file := filepath.Join(t.TempDir(), "phrase")
		must(t, os.WriteFile(file, []byte(phrase+"\n"), 0o600))
		out, err := exec.Command(program, filepath.Join(dir, "binder.vault"), name, file, record.String()).Output()
		return strings.TrimSuffix(string(out), "\n"), err
	}
	for _, c := range []struct {
		name, phrase string
		record       ledger.RecordID
		opens        bool
	}{
		{"åsa  öberg", "fyra ord om havet", headers[0].ID, true},
		{"Åsa Öberg", "fyra ord om havet", headers[1].ID, true},
		{"Bo Ek", "fyra andra ord", headers[0].ID, true},
		{"Bo Ek", "fyra andra ord", headers[1].ID, false},
		{"Bo Ek", "fyra ord om havet", headers[0].ID, false},
	} {
		if got, err := read(c.name, c.phrase, c.record); (err == nil) != c.opens || (got == body) != c.opens {
			t.Errorf("%s reads %.40q, %v", c.name, got, err)
		}
	}
}
