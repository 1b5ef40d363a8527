package vault

import (
	"database/sql"
	"path/filepath"
	"testing"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/ledger"
)

// twoLaptops are a vault and another that was placed from its copy.
func twoLaptops(t *testing.T, first ledger.Change) (a, b *Vault, dirA, dirB string) {
	t.Helper()
	a, dirA = filled(t)
	commit(t, a, first)
	file := copied(t, a, dirA)
	dirB = filepath.Join(t.TempDir(), "annan")
	if err := Place(t.Context(), dirB, file); err != nil {
		t.Fatal(err)
	}
	return a, reopen(t, dirB), dirA, dirB
}

func made(kind, id, body string) ledger.Item {
	area := access.AreaHealth
	if kind == ledger.PhrasesKind || kind == ledger.SeenKind {
		area = access.AreaSettings
	}
	return ledger.Item{Area: area, Kind: kind, ID: id, Body: []byte(body)}
}

// scanPage is a scanned page: what is known of it, and its bytes.
func scanPage(id, body string) ledger.Change {
	return ledger.Change{Puts: []ledger.Item{made("document", id, "om "+body), made(ledger.ApartKind, id, body)}}
}

func picture(id, body string) ledger.Change {
	return ledger.Change{Puts: []ledger.Item{made(ledger.ApartKind, id, body)}}
}

// withImport is a change with the record that says that something was imported.
func withImport(c ledger.Change) ledger.Change {
	c.Appends = append(c.Appends, ledger.Append{Stream: ledger.StreamMain, Area: access.AreaCommon, Kind: ledger.KindImport, Body: []byte("{}")})
	return c
}

func dropped(refs ...ledger.ItemRef) ledger.Change { return ledger.Change{Drops: refs} }

func ref(kind, id string) ledger.ItemRef { return ledger.ItemRef{Kind: kind, ID: id} }

// holds compares what a vault has of the items asked for; those that must be gone are empty.
func holds(t *testing.T, v *Vault, want map[ledger.ItemRef]string) {
	t.Helper()
	all := items(t, v)
	for ref, body := range want {
		got, there := all[ref.Kind+"/"+ref.ID]
		if there && ledger.Apart(ref.Kind) {
			one, err := v.Item(t.Context(), ref)
			if err != nil {
				t.Errorf("%v: %v", ref, err)
			}
			got = string(one.Body)
		}
		if got != body || there != (body != "") {
			t.Errorf("%v is %q (there: %v), want %q", ref, got, there, body)
		}
	}
	if report := verified(t, v); !report.OK() {
		t.Errorf("report %+v", report)
	}
}

// TestWhatEitherLaptopMadeStays: the laptops have pictures, pages and settings of writing of their
// own, and each brings in the other's copy.
func TestWhatEitherLaptopMadeStays(t *testing.T) {
	shared := ledger.Change{Puts: append(scanPage("s1", "delad").Puts, made(ledger.ApartKind, "picture-s", "delad bild"),
		made(ledger.SeenKind, "åsa", "före"), made(ledger.PhrasesKind, ledger.PhrasesKind, "fraser"))}
	imported := ledger.Change{Puts: []ledger.Item{item(1, "från nyare fil")}, Drops: []ledger.ItemRef{ref("person", "p00002")}}
	for name, c := range map[string]struct {
		a, b []ledger.Change
		want map[ledger.ItemRef]string
	}{
		"a picture each": {
			a: []ledger.Change{picture("picture-a", "bild a")},
			b: []ledger.Change{picture("picture-b", "bild b"), picture("picture-b2", "bild b2")},
			want: map[ledger.ItemRef]string{ref(ledger.ApartKind, "picture-a"): "bild a", ref(ledger.ApartKind, "picture-b"): "bild b",
				ref(ledger.ApartKind, "picture-b2"): "bild b2", ref(ledger.ApartKind, "picture-s"): "delad bild"},
		},
		"pages on one, an import on the other": {
			a: []ledger.Change{imported},
			b: []ledger.Change{scanPage("s2", "sida"), scanPage("s3", "sida till")},
			want: map[ledger.ItemRef]string{ref("person", "p00001"): "från nyare fil", ref("person", "p00002"): "", ref("person", "p00003"): "tre",
				ref("document", "s2"): "om sida", ref(ledger.ApartKind, "s2"): "sida", ref("document", "s3"): "om sida till", ref("document", "s1"): "om delad"},
		},
		"imports on both: the newer as a whole": {
			a: []ledger.Change{imported, picture("picture-a", "bild a")},
			b: []ledger.Change{{Puts: []ledger.Item{item(2, "två från b")}}, picture("picture-b", "bild b"), picture("picture-c", "bild c")},
			want: map[ledger.ItemRef]string{ref("person", "p00001"): "ett", ref("person", "p00002"): "två från b",
				ref(ledger.ApartKind, "picture-a"): "bild a", ref(ledger.ApartKind, "picture-b"): "bild b", ref(ledger.ApartKind, "picture-c"): "bild c"},
		},
		"imports on both: the later one, however much was scanned beside the other": {
			b: []ledger.Change{withImport(ledger.Change{Puts: []ledger.Item{item(2, "två från b")}}), picture("picture-b", "bild b"), picture("picture-c", "bild c")},
			a: []ledger.Change{withImport(imported)},
			want: map[ledger.ItemRef]string{ref("person", "p00001"): "från nyare fil", ref("person", "p00002"): "",
				ref(ledger.ApartKind, "picture-b"): "bild b", ref(ledger.ApartKind, "picture-c"): "bild c"},
		},
		"what was read and the unit's phrases": {
			a: []ledger.Change{{Puts: []ledger.Item{made(ledger.SeenKind, "åsa", "efter")}}, {Puts: []ledger.Item{item(9, "nio")}}},
			b: []ledger.Change{{Puts: []ledger.Item{made(ledger.PhrasesKind, ledger.PhrasesKind, "nya fraser"), made(ledger.SeenKind, "bo", "läst")}}},
			want: map[ledger.ItemRef]string{ref(ledger.SeenKind, "åsa"): "efter", ref(ledger.SeenKind, "bo"): "läst",
				ref(ledger.PhrasesKind, ledger.PhrasesKind): "nya fraser", ref("person", "p00009"): "nio"},
		},
		"what one took away stays away": {
			a: []ledger.Change{dropped(ref(ledger.ApartKind, "picture-s"), ref("document", "s1"), ref(ledger.ApartKind, "s1"))},
			b: []ledger.Change{picture("picture-b", "bild b"), picture("picture-b2", "bild b2")},
			want: map[ledger.ItemRef]string{ref(ledger.ApartKind, "picture-s"): "", ref("document", "s1"): "", ref(ledger.ApartKind, "s1"): "",
				ref(ledger.ApartKind, "picture-b"): "bild b"},
		},
		"a replica that was purged on one stays purged": {
			a: []ledger.Change{dropped(ref("person", "p00001"), ref("person", "p00002"), ref("person", "p00003"))},
			b: []ledger.Change{picture("picture-b", "bild b"), picture("picture-b2", "bild b2")},
			want: map[ledger.ItemRef]string{ref("person", "p00001"): "", ref("person", "p00002"): "", ref("person", "p00003"): "",
				ref(ledger.ApartKind, "picture-b2"): "bild b2"},
		},
		"taken away on one, filed on the other": {
			a:    []ledger.Change{dropped(ref("document", "s1"), ref(ledger.ApartKind, "s1"))},
			b:    []ledger.Change{{Puts: []ledger.Item{made("document", "s1", "om delad, av Bo")}}, picture("picture-b", "bild b")},
			want: map[ledger.ItemRef]string{ref("document", "s1"): "om delad, av Bo", ref(ledger.ApartKind, "s1"): "delad", ref(ledger.ApartKind, "picture-b"): "bild b"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			a, b, dirA, dirB := twoLaptops(t, shared)
			for _, change := range c.b {
				commit(t, b, change)
			}
			for _, change := range c.a {
				commit(t, a, change)
			}
			ofA, ofB := copied(t, a, dirA), copied(t, b, dirB)
			merged(t, a, ofB)
			merged(t, b, ofA)
			holds(t, a, c.want)
			holds(t, b, c.want)
			head := a.Head()
			if merged(t, a, ofB); a.Head() != head {
				t.Error("merging again changed something")
			}
			merged(t, a, copied(t, b, dirB))
			holds(t, a, c.want)
			shut(t, a)
			holds(t, reopen(t, dirA), c.want)
		})
	}
}

// TestATakenAwayPictureStaysAwayAfterTheyMet: one laptop takes away what the other made and brought.
func TestATakenAwayPictureStaysAwayAfterTheyMet(t *testing.T) {
	a, b, dirA, dirB := twoLaptops(t, picture("picture-s", "delad bild"))
	commit(t, a, picture("picture-a", "bild a"))
	commit(t, b, picture("picture-b", "bild b"))
	old := copied(t, b, dirB)
	merged(t, a, old)
	commit(t, a, dropped(ref(ledger.ApartKind, "picture-b")))
	gone := map[ledger.ItemRef]string{ref(ledger.ApartKind, "picture-b"): "", ref(ledger.ApartKind, "picture-a"): "bild a"}
	merged(t, a, old)
	holds(t, a, gone)
	commit(t, b, picture("picture-b3", "bild b3"))
	commit(t, b, picture("picture-b4", "bild b4"))
	merged(t, b, copied(t, a, dirA))
	gone[ref(ledger.ApartKind, "picture-b4")] = "bild b4"
	holds(t, b, gone)
	merged(t, a, copied(t, b, dirB))
	holds(t, a, gone)
}

// TestADamagedCopyTakesNothingAwayAndBringsWhatOpens: rows are missing in the file that is brought in.
func TestADamagedCopyTakesNothingAwayAndBringsWhatOpens(t *testing.T) {
	a, b, _, dirB := twoLaptops(t, picture("picture-s", "delad bild"))
	commit(t, a, picture("picture-a", "bild a"))
	commit(t, b, picture("picture-b", "bild b"))
	shut(t, b)
	tamper(t, dirB, func(db *sql.DB) {
		run(t, db, `DELETE FROM item WHERE id IN ('picture-s', 'p00001', 'p00002')`)
		run(t, db, `UPDATE item SET body = zeroblob(length(body)) WHERE id = 'p00003'`)
	})
	merged(t, a, filepath.Join(dirB, FileName))
	holds(t, a, map[ledger.ItemRef]string{ref(ledger.ApartKind, "picture-s"): "delad bild", ref(ledger.ApartKind, "picture-a"): "bild a",
		ref(ledger.ApartKind, "picture-b"): "bild b", ref("person", "p00001"): "ett", ref("person", "p00003"): "tre"})
}

// TestARecoveredVaultHasThePicturesOfAfterTheCopy: the copy lies a picture and a merge behind.
func TestARecoveredVaultHasThePicturesOfAfterTheCopy(t *testing.T) {
	a, b, dirA, dirB := twoLaptops(t, picture("picture-s", "delad bild"))
	commit(t, b, picture("picture-b", "bild b"))
	commit(t, a, picture("picture-a", "bild a"))
	keepCopy(t, a)
	merged(t, a, copied(t, b, dirB))
	commit(t, a, picture("picture-a2", "bild a2"))
	shut(t, a)
	dropTable(t, dirA, "draft")
	a, told := recoverIn(t, dirA)
	if told.Copy == "" || len(told.Lost) > 0 {
		t.Errorf("told %+v", told)
	}
	holds(t, a, map[ledger.ItemRef]string{ref(ledger.ApartKind, "picture-s"): "delad bild", ref(ledger.ApartKind, "picture-a"): "bild a",
		ref(ledger.ApartKind, "picture-b"): "bild b", ref(ledger.ApartKind, "picture-a2"): "bild a2", ref("person", "p00001"): "ett"})
}

// TestBothComeToTheSameThoughTheyChangedAsMuch: each laptop changed the same setting once since they parted,
// so that neither is the newer one by number; both take the one of the two, whoever brings in first.
func TestBothComeToTheSameThoughTheyChangedAsMuch(t *testing.T) {
	phrases := func(body string) ledger.Change {
		return ledger.Change{Puts: []ledger.Item{made(ledger.PhrasesKind, "unit", body)}}
	}
	for range 4 { // the sums differ by the seal: each may be the larger one
		a, b, dirA, dirB := twoLaptops(t, phrases("förut"))
		commit(t, a, phrases("av a"))
		commit(t, b, phrases("av b"))
		ofA, ofB := copied(t, a, dirA), copied(t, b, dirB)
		merged(t, a, ofB)
		merged(t, b, ofA)
		one := items(t, a)[ledger.PhrasesKind+"/unit"]
		if two := items(t, b)[ledger.PhrasesKind+"/unit"]; one != two || one == "" || one == "förut" {
			t.Errorf("a has %q and b %q", one, two)
		}
		merged(t, a, copied(t, b, dirB))
		holds(t, a, map[ledger.ItemRef]string{ref(ledger.PhrasesKind, "unit"): one})
	}
}
