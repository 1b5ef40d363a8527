package vault

import (
	"testing"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

// onlyAreas leaves an open vault with the keys of someone who may read no more than these.
func onlyAreas(v *Vault, keep ...access.Area) {
	may := map[access.Area]bool{}
	for _, area := range keep {
		may[area] = true
	}
	for area, k := range v.ring.current {
		switch {
		case may[area]:
		case area.SealedToPublicKey():
			k.private = nil
		default:
			delete(v.ring.keys, area)
			delete(v.ring.current, area)
		}
	}
}

func TestAreaWithoutKeyIsWithheld(t *testing.T) {
	v, dir, _ := newVault(t)
	health := ledger.Item{Area: access.AreaHealth, Kind: "order", ID: "h1", Body: []byte("Waran")}
	commit(t, v, ledger.Change{
		Puts:      []ledger.Item{item(1, "ett"), health},
		DraftPuts: []ledger.Draft{{ID: "d", Area: access.AreaHealth, Body: []byte("utkast")}},
		Appends:   []ledger.Append{note("social"), {Stream: ledger.StreamMain, Area: access.AreaHealth, Kind: ledger.KindEntry, Body: []byte("hsl")}},
	})
	shut(t, v)
	v = reopen(t, dir)
	onlyAreas(v, access.AreaCommon, access.AreaSocial)

	if got := items(t, v); len(got) != 1 || got["person/p00001"] != "ett" {
		t.Errorf("items %v", got)
	}
	if drafts, err := v.Drafts(t.Context()); err != nil || len(drafts) != 0 {
		t.Errorf("drafts %v, %v", drafts, err)
	}
	if all := records(t, v, ledger.StreamMain); len(all) != 3 || all[0].Withheld || !all[1].Withheld || all[1].Body != nil {
		t.Errorf("records %+v", all)
	}
	// Everyone adds to the log, only a reviewer reads it.
	commit(t, v, ledger.Change{Puts: []ledger.Item{item(2, "två")}, Appends: []ledger.Append{logged("läst")}})
	if log := records(t, v, ledger.StreamLog); len(log) != 1 || !log[0].Withheld {
		t.Errorf("log %+v", log)
	}
	if _, err := v.Commit(t.Context(), ledger.Change{Puts: []ledger.Item{health}}); !text.IsFault(err, "vault.not_allowed") {
		t.Errorf("wrote into another area: %v", err)
	}
	if report := verified(t, v); !report.OK() || report.Withheld != 2 || report.Opened != 3 || report.Items != 2 {
		t.Errorf("report %+v", report)
	}
	shut(t, v)
	v = reopen(t, dir)
	if log := records(t, v, ledger.StreamLog); len(log) != 1 || string(log[0].Body) != "läst" {
		t.Errorf("the reviewer's log %+v", log)
	}
	if report := verified(t, v); !report.OK() || report.Opened != 5 || report.Items != 3 {
		t.Errorf("report %+v", report)
	}
}

func TestRotationTouchesKeysOnly(t *testing.T) {
	v, dir, _ := newVault(t)
	commit(t, v, ledger.Change{Puts: []ledger.Item{item(1, "ett")}, Appends: []ledger.Append{note("a"), logged("b")}})
	head := v.Head()
	rotate(t, v, access.AreaCommon, access.AreaSocial, access.AreaLog)
	if err := v.Rewrap(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	if v.Head() != head {
		t.Error("the head moved")
	}
	shut(t, v)
	v = reopen(t, dir)
	if report := verified(t, v); !report.OK() || report.Opened != 3 || items(t, v)["person/p00001"] != "ett" {
		t.Errorf("report %+v", report)
	}
	if k := v.ring.now(access.AreaSocial); k.generation != 2 {
		t.Errorf("sealing goes on with generation %d", k.generation)
	}
}

// rotate gives areas new keys, for everybody who is in the file.
func rotate(t *testing.T, v *Vault, areas ...access.Area) {
	t.Helper()
	var everybody []string
	for _, kind := range []byte{identityPerson, identityRecovery, identityEnvelope} {
		ids, err := v.identitiesOf(t.Context(), kind)
		if err != nil {
			t.Fatal(err)
		}
		for _, id := range ids {
			everybody = append(everybody, id.String())
		}
	}
	r := access.Rotation{Holders: map[access.Area][]string{}}
	for _, area := range areas {
		r.Holders[area] = everybody
	}
	if err := v.Rotate(t.Context(), r, ledger.Change{}); err != nil {
		t.Fatal(err)
	}
}
