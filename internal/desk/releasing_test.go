package desk_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/sheet"
)

// opened is what the recipient of a release finds in the file, by the ending of the name.
func (u *unit) opened(raw []byte, passphrase string) map[string][]byte {
	u.t.Helper()
	file := filepath.Join(u.t.TempDir(), "file")
	u.must(os.WriteFile(file, raw, 0o600))
	var plain bytes.Buffer
	u.must(u.desk.Sealer.Open(u.t.Context(), file, passphrase, "", &plain))
	files, err := zip.NewReader(bytes.NewReader(plain.Bytes()), int64(plain.Len()))
	u.must(err)
	parts := map[string][]byte{}
	for _, f := range files.File {
		r, err := f.Open()
		u.must(err)
		part, err := io.ReadAll(r)
		u.must(err)
		parts[f.Name] = part
	}
	return parts
}

// released are the ledger's records of releases, with the area of each.
func (u *unit) released() map[access.Area]desk.Released {
	u.t.Helper()
	all := map[access.Area]desk.Released{}
	for _, r := range u.vault.records {
		var body desk.Released
		if r.Kind == ledger.KindCopy && json.Unmarshal(r.Body, &body) == nil && len(body.Entries) > 0 {
			all[r.Area] = body
		}
	}
	return all
}

// Given entries about two persons, when some are handed to another provider, then the file holds those
// and nothing else, and ledger and log say to whom, why and about whom.
func TestOnlyTheChosenEntriesAreHandedOver(t *testing.T) {
	u, s := filled(t)
	u.desk.Sealer = envelope{}
	chosen, kept := signed(t, s, note(t, s, "Utvald", u.now.Add(-2*time.Hour))), signed(t, s, note(t, s, "Hemlig", u.now.Add(-3*time.Hour)))
	wound := note(t, s, "Sår", u.now.Add(-time.Hour))
	wound.Kind = entry.KindHealthNote
	wound = signed(t, s, wound).Entry
	akes := note(t, s, "Åkes", u.now.Add(-time.Hour))
	p, err := s.Person(string(ake.PersonalID))
	u.must(err)
	akes.PersonID = p.ID
	akes = signed(t, s, akes).Entry
	order := desk.ReleaseOrder{Entries: []string{chosen.ID, " " + wound.ID, akes.ID, chosen.ID}, Recipient: " Norrkopa sjukhus,  avd 4 ", Reason: "Övertar vården", To: desk.To{Passphrase: "fyra ord och en åsna"}}
	var out bytes.Buffer
	u.must(s.ReleaseEntries(t.Context(), &out, order))

	parts := u.opened(out.Bytes(), "fyra ord och en åsna")
	var data desk.ReleaseData
	u.must(json.Unmarshal(parts["utlamnande.json"], &data))
	if len(parts) != 2 || len(parts["utlamnande.pdf"]) == 0 || strings.Contains(string(parts["utlamnande.json"]), "Hemlig") {
		t.Errorf("the file holds %d parts", len(parts))
	}
	if data.Recipient != "Norrkopa sjukhus, avd 4" || data.Reason != "Övertar vården" || data.By != "Lena Ek, undersköterska" || data.Unit != "Hemtjänst Norr" || len(data.Persons) != 2 {
		t.Errorf("%+v", data)
	}
	elsas := data.Persons[0]
	if elsas.Name != "Elsa Lund" || elsas.Number == "" || len(elsas.Entries) != 2 || elsas.Entries[0].ID != chosen.ID || elsas.Entries[1].ID != wound.ID {
		t.Fatalf("about Elsa: %+v", elsas)
	}
	if n := elsas.Entries[0]; n.Writer != "Lena Ek, undersköterska" || !n.Happened.Equal(chosen.EventTime) || n.State != entry.StateSigned ||
		!slices.Contains(n.Fields, desk.FieldValue{Label: "Sökord", Value: "Utvald"}) || !slices.Contains(n.Fields, desk.FieldValue{Label: "Anteckning", Value: "Sov lugnt."}) {
		t.Errorf("the note: %+v", n)
	}

	doc := u.last()
	if len(doc.Sheets) != 2 || doc.Sheets[0].Name != "Elsa Lund" || doc.Sheets[1].Name != "Åke Ström" || doc.Sheets[0].PersonalID == "" {
		t.Errorf("one sheet for each person: %d", len(doc.Sheets))
	}
	records := u.released()
	if social := records[access.AreaSocial]; !slices.Equal(social.Entries, []string{chosen.ID, akes.ID}) || social.Recipient != "Norrkopa sjukhus, avd 4" || social.By != "lena" || social.Paper {
		t.Errorf("the ledger, social: %+v", social)
	}
	if health := records[access.AreaHealth]; !slices.Equal(health.Entries, []string{wound.ID}) {
		t.Errorf("the ledger, health: %+v", health)
	}
	for _, person := range []string{string(elsa.PersonalID), string(ake.PersonalID)} {
		lines, err := s.Log(t.Context(), desk.LogQuery{Person: person, Action: access.ActionRelease})
		if err != nil || len(lines) != 1 || lines[0].PersonNumber != person || lines[0].Detail != "Norrkopa sjukhus, avd 4: Övertar vården" {
			t.Errorf("the log about %s: %+v, %v", person, lines, err)
		}
	}
	if strings.Contains(strings.Join(u.vault.logged(), ""), kept.ID) {
		t.Error("the log speaks of what was not handed over")
	}
	if name := s.ReleaseName(); name != "utlamnande-2026-11-23-070000.zip.age" {
		t.Errorf("called %s", name)
	}
}

func TestAHandOverSaysToWhomAndWhy(t *testing.T) {
	u, s := filled(t)
	u.desk.Sealer = envelope{}
	n := signed(t, s, note(t, s, "Tillsyn", u.now.Add(-time.Hour)))
	whole := desk.ReleaseOrder{Entries: []string{n.ID}, Recipient: "Sjukhuset", Reason: "Övertar", To: desk.To{Passphrase: "fyra ord och en åsna"}}
	for code, spoil := range map[string]func(*desk.ReleaseOrder){
		"release.none":           func(o *desk.ReleaseOrder) { o.Entries = nil },
		"release.no_recipient":   func(o *desk.ReleaseOrder) { o.Recipient = " " },
		"release.no_reason":      func(o *desk.ReleaseOrder) { o.Reason = "\n" },
		"entry.unknown":          func(o *desk.ReleaseOrder) { o.Entries = []string{n.ID, "finnsinte"} },
		"backup.weak_passphrase": func(o *desk.ReleaseOrder) { o.To.Passphrase = "kort" },
	} {
		order := whole
		spoil(&order)
		var out bytes.Buffer
		fault(t, s.ReleaseEntries(t.Context(), &out, order), code)
		if out.Len() != 0 || len(u.released()) != 0 {
			t.Errorf("%s: %d bytes left, %d records", code, out.Len(), len(u.released()))
		}
	}
	u.vault.fails = func(ledger.Change) bool { return true }
	var out bytes.Buffer
	if err := s.ReleaseEntries(t.Context(), &out, whole); !errors.Is(err, errDisk) || out.Len() != 0 {
		t.Errorf("%d bytes left without a trace: %v", out.Len(), err)
	}
	u.vault.fails = nil
	u.must(s.ReleaseEntries(t.Context(), &out, whole))
	if _, err := s.Person(string(elsa.PersonalID)); err != nil {
		t.Error(err)
	}
}

// Nothing about a protected identity leaves unless it is asked for twice, nor about who is gone from the
// binder, of whom nobody can tell any more.
func TestAProtectedPersonIsAskedForTwice(t *testing.T) {
	u, s := filled(t)
	u.desk.Sealer = envelope{}
	e := note(t, s, "Tillsyn", u.now.Add(-time.Hour))
	p, err := s.Person(string(birgit.PersonalID))
	u.must(err)
	e.PersonID = p.ID
	hidden := signed(t, s, e)
	gone := signed(t, s, note(t, s, "Tillsyn", u.now.Add(-time.Hour)))
	order := desk.ReleaseOrder{Entries: []string{hidden.ID}, Recipient: "Sjukhuset", Reason: "Övertar", To: desk.To{Passphrase: "fyra ord och en åsna"}}
	var out bytes.Buffer
	fault(t, s.ReleaseEntries(t.Context(), &out, order), "release.protected")
	_, err = s.Print(t.Context(), desk.Order{What: desk.PrintReleased, Entries: order.Entries, Recipient: "Sjukhuset", Reason: "Övertar", Paper: true})
	fault(t, err, "release.protected")
	order.Again = true
	u.must(s.ReleaseEntries(t.Context(), &out, order))

	if _, err := s.Reenter(t.Context(), gone.ID, "LC 1", ""); err != nil {
		t.Fatal(err)
	}
	u.opens("lena", 24)
	s = u.opens("lena", 32) // the copy of Lifecare is gone
	order.Entries, order.Again = []string{gone.ID}, false
	fault(t, s.ReleaseEntries(t.Context(), &out, order), "release.protected")
}

// On paper a release goes the way of every print, and is a release in ledger and log all the same.
func TestAHandOverOnPaper(t *testing.T) {
	u, s := filled(t)
	n := signed(t, s, note(t, s, "Tillsyn", u.now.Add(-time.Hour)))
	struck := signed(t, s, note(t, s, "Struken", u.now.Add(-2*time.Hour)))
	_, err := s.Strike(t.Context(), struck.ID, "Fel person")
	u.must(err)
	order := desk.Order{What: desk.PrintReleased, Entries: []string{n.ID, struck.ID}, Recipient: "Sjukhuset", Paper: true}
	printed := s.LastPrinted()
	defer func() {
		if at := s.LastPrinted(); !at.Equal(printed) {
			t.Errorf("what is handed over counts as the binder's paper: %v, before %v", at, printed)
		}
	}()
	_, err = s.Print(t.Context(), order)
	fault(t, err, "release.no_reason")
	order.Reason = "Övertar vården"
	job, err := s.Print(t.Context(), order)
	if err != nil || job.Protected || len(job.Numbers) != 0 || !strings.HasPrefix(job.Name, "utlamnande-") {
		t.Fatalf("%+v, %v", job.Name, err)
	}
	sh := u.last().Sheets
	if len(sh) != 1 || sh[0].Kind != sheet.KindReleased || sh[0].Name != "Elsa Lund" {
		t.Fatalf("%d sheets", len(sh))
	}
	said := false
	for _, block := range sh[0].Blocks {
		if box, ok := block.(sheet.Notice); ok && strings.Contains(box.Lines[0], "Fel person") {
			said = true
		}
	}
	if !said {
		t.Error("the recipient isn't told that it was struck")
	}
	if got := u.released()[access.AreaSocial]; !got.Paper || len(got.Entries) != 2 || got.Reason != "Övertar vården" {
		t.Errorf("the ledger: %+v", got)
	}
	lines, err := s.Log(t.Context(), desk.LogQuery{Person: string(elsa.PersonalID), Action: access.ActionRelease})
	if err != nil || len(lines) != 1 {
		t.Errorf("%d lines, %v", len(lines), err)
	}
	if slices.ContainsFunc(s.Offers(), func(o desk.Offer) bool { return o.What == desk.PrintReleased }) {
		t.Error("it is offered without entries")
	}
}

// From a folder that can't be written, what is needed for care is still handed over; the log waits.
func TestAHandOverFromAFolderThatCannotBeWritten(t *testing.T) {
	u, s := filled(t)
	u.desk.Sealer = envelope{}
	n := signed(t, s, note(t, s, "Tillsyn", u.now.Add(-time.Hour)))
	u.vault.readOnly = true
	var out bytes.Buffer
	u.must(s.ReleaseEntries(t.Context(), &out, desk.ReleaseOrder{Entries: []string{n.ID}, Recipient: "Sjukhuset", Reason: "Övertar", To: desk.To{Passphrase: "fyra ord och en åsna"}}))
	if out.Len() == 0 || s.Unlogged() != 1 || len(u.released()) != 0 {
		t.Errorf("%d bytes, %d lines wait", out.Len(), s.Unlogged())
	}
}
