package desk_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

// identity is somebody with a slot in the vault in memory.
type identity struct {
	name, secret string
	areas        []access.Area
	envelope     bool
}

// The keys of the vault in memory: who has which areas is remembered, nothing is sealed.

func (m *memory) Areas() []access.Area {
	if who, ok := m.identities[m.who]; ok {
		return slices.Clone(who.areas)
	}
	return access.Areas()
}

// enter finds whose name and secret, or code, were typed. A name that was never enrolled is its
// own identity and has every key: the founder's.
func (m *memory) enter(key access.Key) error {
	for id, who := range m.identities {
		typed := key.Envelope
		if !who.envelope {
			typed = key.Passphrase
		}
		if key.Recovery == "" && who.secret == typed && (who.envelope || access.SameName(who.name, key.Name)) {
			m.who = id
			return nil
		}
	}
	switch {
	case key.Envelope != "":
		return text.NewFault("vault.wrong_envelope")
	case strings.Contains(key.Name, " "): // a user's whole name, with another passphrase
		return text.NewFault("vault.wrong_passphrase")
	}
	return nil
}

// known writes somebody of one word, whose name is their identity, into the settings as staff.
func (m *memory) known(who string) {
	ref := ledger.ItemRef{Kind: "user", ID: who}
	if _, there := m.items[ref]; there || strings.Contains(who, " ") {
		return
	}
	body, err := json.Marshal(access.User{Identity: who, Name: who, Title: "vikarie", Role: access.RoleStaff})
	if err != nil {
		panic(err)
	}
	m.items[ref] = ledger.Item{Area: access.AreaSettings, Kind: ref.Kind, ID: who, Body: body}
}

func (m *memory) newIdentity(i identity) string {
	if m.identities == nil {
		m.identities = map[string]*identity{}
	}
	id := fmt.Sprintf("%032d", len(m.identities)+1)
	m.identities[id] = &i
	return id
}

func (m *memory) also(ctx context.Context, change ledger.Change, err error) error {
	if err != nil {
		return err
	}
	_, err = m.Commit(ctx, change)
	return err
}

func (m *memory) Enrol(ctx context.Context, n access.Newcomer, with func(string) (ledger.Change, error)) (string, string, error) {
	code := ""
	if n.Secret == "" {
		code = fmt.Sprintf("KOD%d", len(m.identities)+1)
	}
	id := m.newIdentity(identity{name: n.Name, secret: n.Secret + code, areas: n.Areas, envelope: code != ""})
	change, err := with(id)
	if err := m.also(ctx, change, err); err != nil {
		delete(m.identities, id)
		return "", "", err
	}
	return id, code, nil
}

func (m *memory) Arrive(ctx context.Context, name, passphrase string, change ledger.Change) error {
	if err := m.also(ctx, change, nil); err != nil {
		return err
	}
	who := m.identities[m.who]
	who.name, who.secret, who.envelope = name, passphrase, false
	return nil
}

func (m *memory) Redeem(ctx context.Context, code string, with func(string, []access.Area) (ledger.Change, error)) error {
	for id, who := range m.identities {
		if who.envelope && who.secret == code {
			change, err := with(id, who.areas)
			if err := m.also(ctx, change, err); err != nil {
				return err
			}
			delete(m.identities, id)
			if me, ok := m.identities[m.who]; ok {
				me.areas = access.Together(me.areas, who.areas)
			}
			return nil
		}
	}
	return text.NewFault("vault.wrong_envelope")
}

func (m *memory) ChangePassphrase(_ context.Context, name, current, fresh string) error {
	who := m.identities[m.who]
	if who == nil || who.secret != current {
		return text.NewFault("vault.wrong_passphrase")
	}
	who.name, who.secret = name, fresh
	return nil
}

// Confirm knows the founder's phrase, too.
func (m *memory) Confirm(_ context.Context, _, secret string) error {
	want := "en lång fras"
	if who := m.identities[m.who]; who != nil {
		want = who.secret
	}
	if secret != want {
		return text.NewFault("vault.wrong_passphrase")
	}
	return nil
}

func (m *memory) ReplaceRecovery(ctx context.Context, with func(string) (ledger.Change, error)) (string, error) {
	id := m.newIdentity(identity{secret: "ÅTERSTÄLL", areas: access.Areas()})
	change, err := with(id)
	return "ÅTERSTÄLL", m.also(ctx, change, err)
}

// forgetHolders leaves the settings as the first format wrote them.
func (m *memory) forgetHolders() {
	for ref, item := range m.items {
		switch ref.Kind {
		case "keeper":
			delete(m.items, ref)
		case "user":
			var u access.User
			if err := json.Unmarshal(item.Body, &u); err != nil {
				panic(err)
			}
			u.Areas = nil
			item.Body, _ = json.Marshal(u)
			m.items[ref] = item
		}
	}
}

func (m *memory) RecoveryIdentity(context.Context) (string, error) { return "recovery", nil }

func (m *memory) Drop(ctx context.Context, ids []string, change ledger.Change) error {
	if m.dropFails {
		return errDisk
	}
	if err := m.also(ctx, change, nil); err != nil {
		return err
	}
	maps.DeleteFunc(m.identities, func(id string, _ *identity) bool { return slices.Contains(ids, id) })
	return nil
}

func (m *memory) Grant(ctx context.Context, id string, areas []access.Area, change ledger.Change) error {
	if err := m.also(ctx, change, nil); err != nil {
		return err
	}
	if who := m.identities[id]; who != nil {
		who.areas = access.Together(who.areas, areas)
	}
	return nil
}

func (m *memory) Withdraw(ctx context.Context, id string, areas []access.Area, change ledger.Change) error {
	if err := m.also(ctx, change, nil); err != nil {
		return err
	}
	if who := m.identities[id]; who != nil {
		who.areas = slices.DeleteFunc(who.areas, func(a access.Area) bool { return slices.Contains(areas, a) })
	}
	return nil
}

func (m *memory) Rotate(ctx context.Context, r access.Rotation, change ledger.Change) error {
	if err := m.Drop(ctx, r.Remove, change); err != nil {
		return err
	}
	for area, holders := range r.Holders {
		for id, who := range m.identities {
			if !slices.Contains(holders, id) {
				who.areas = slices.DeleteFunc(who.areas, func(a access.Area) bool { return a == area })
			}
		}
	}
	m.rotations = append(m.rotations, r)
	return nil
}

func (m *memory) Rewrap(context.Context, func(done, total int)) error { return nil }
func (m *memory) RewrapLeft(context.Context) (int, error)             { return 0, nil }

// The copies of the vault in memory: they are counted.

func (m *memory) ReadOnly() bool { return m.readOnly }

func (m *memory) KeepCopy(context.Context, func(done, total int)) (ledger.Copy, error) {
	if m.strained {
		return ledger.Copy{}, text.NewFault("vault.full")
	}
	c := ledger.Copy{File: fmt.Sprintf("%d.vault", len(m.copies)+1), Taken: m.now(), Head: m.Head(), Records: len(m.records), Items: len(m.items)}
	m.copies = append([]ledger.Copy{c}, m.copies...)
	return c, nil
}

func (m *memory) RenewCopies(ctx context.Context, progress func(done, total int)) (ledger.Copy, error) {
	if m.renewFails {
		return ledger.Copy{}, errDisk
	}
	m.copies = nil
	return m.KeepCopy(ctx, progress)
}

func (m *memory) Kept(context.Context) ([]ledger.Copy, error) { return slices.Clone(m.copies), nil }

func (m *memory) Export(_ context.Context, out io.Writer) error {
	_, err := io.WriteString(out, "copy")
	return err
}

func (m *memory) Compare(context.Context, string, access.Key) (ledger.Difference, error) {
	return ledger.Difference{Same: true}, nil
}

// Regain gives back what a test put in a copy.
func (m *memory) Regain(_ context.Context, named map[access.Area][]string) (from ledger.Copy, keys int, err error) {
	for area, ids := range named {
		for id, areas := range m.keysInCopy {
			who := m.identities[id]
			if who != nil && slices.Contains(ids, id) && slices.Contains(areas, area) && !slices.Contains(who.areas, area) {
				who.areas = append(who.areas, area)
				from.File, keys = "20260101T000000Z.vault", keys+1
			}
		}
	}
	return from, keys, nil
}

func (m *memory) Merge(context.Context, string, access.Key, func(done, total int)) (ledger.Difference, error) {
	return ledger.Difference{Same: true}, nil
}

func (m *memory) Purge(ctx context.Context, ids []ledger.RecordID, change ledger.Change) error {
	if err := m.also(ctx, change, nil); err != nil {
		return err
	}
	for i := range m.records {
		if slices.Contains(ids, m.records[i].ID) {
			m.records[i].Body, m.records[i].Purged = nil, true
		}
	}
	return nil
}

func (m *memory) FindHead(_ context.Context, code string) (ledger.HeadMatch, error) {
	return ledger.HeadMatch{Found: code == m.Head().Code(), At: m.now()}, nil
}

func (m *memory) RecordsChosen(ctx context.Context, stream ledger.Stream, choose func(ledger.Header) bool, each func(ledger.Record) error) error {
	return m.Records(ctx, stream, func(r ledger.Record) error {
		if !choose(r.Header) {
			return nil
		}
		return each(r)
	})
}

// A checkpoint of the vault in memory stands for as many records as there were.

func (m *memory) Checkpoint(context.Context) (ledger.Checkpoint, error) {
	m.keptLock.Lock()
	defer m.keptLock.Unlock()
	c := ledger.Checkpoint{At: map[access.Area]ledger.Position{}}
	for _, area := range m.Areas() {
		if at, ok := m.keptAt[area]; ok {
			c.At[area] = at
		}
	}
	for _, p := range m.kept {
		if c.At[p.Area] != nil {
			c.Parts = append(c.Parts, p)
		}
	}
	return c, nil
}

func (m *memory) RecordsAfter(ctx context.Context, at map[access.Area]ledger.Position, each func(ledger.Record) error) (ledger.Position, error) {
	var to ledger.Position
	err := m.Records(ctx, ledger.StreamMain, func(r ledger.Record) error {
		to = ledger.Position{{Device: r.Device, Seq: r.Seq}}
		if places := at[r.Area]; len(places) > 0 && r.Seq <= places[0].Seq {
			return nil
		}
		return each(r)
	})
	return to, err
}

func (m *memory) KeepCheckpoint(_ context.Context, parts []ledger.Part, at ledger.Position) error {
	m.keptLock.Lock()
	defer m.keptLock.Unlock()
	if m.strained {
		return text.NewFault("vault.full")
	}
	m.kept, m.keptAt = parts, map[access.Area]ledger.Position{}
	for _, area := range m.Areas() {
		m.keptAt[area] = at
	}
	return nil
}

func (m *memory) Withheld(context.Context) (map[access.Area]int, error) {
	mine, count := m.Areas(), map[access.Area]int{}
	for _, item := range m.items {
		if !slices.Contains(mine, item.Area) {
			count[item.Area]++
		}
	}
	for _, r := range m.records {
		if !slices.Contains(mine, r.Area) {
			count[r.Area]++
		}
	}
	return count, nil
}

func (v vaults) Wait(context.Context, string) (time.Duration, error) { return 0, nil }

func (v vaults) Recover(context.Context, string, access.Key, func(done, total int)) (desk.Store, ledger.Recovery, error) {
	return nil, ledger.Recovery{}, text.NewFault("vault.damaged")
}

func (v vaults) Place(context.Context, string, string) error { return text.NewFault("vault.exists") }
