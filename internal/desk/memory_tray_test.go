package desk_test

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"slices"
	"sync/atomic"

	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

// trays are the sealed files beside the vault in memory. They are shared by whoever opens it.
type trays struct {
	files   map[ledger.Tray]map[string]boxed
	drop    ledger.Drop
	counter int
	full    bool // nothing more can be put anywhere
	lost    map[string]error
	wanted  atomic.Bool
}

type boxed struct {
	label   ledger.Label
	content []byte
}

func (t *trays) Put(_ context.Context, tray ledger.Tray, label ledger.Label, content []byte) (string, error) {
	if t.full {
		return "", errDisk
	}
	t.counter++
	id := fmt.Sprintf("%032x", t.counter)
	if t.files == nil {
		t.files = map[ledger.Tray]map[string]boxed{}
	}
	if t.files[tray] == nil {
		t.files[tray] = map[string]boxed{}
	}
	t.files[tray][id] = boxed{label, bytes.Clone(content)}
	return id, nil
}

func (t *trays) Parcels(_ context.Context, tray ledger.Tray) ([]ledger.Parcel, error) {
	var all []ledger.Parcel
	for id, b := range t.files[tray] {
		p := ledger.Parcel{ID: id, Label: b.label}
		if err := t.lost[id]; err != nil {
			p = ledger.Parcel{ID: id, Fault: err}
		}
		all = append(all, p)
	}
	slices.SortFunc(all, func(a, b ledger.Parcel) int { return cmp.Or(a.Arrived.Compare(b.Arrived), cmp.Compare(a.ID, b.ID)) })
	return all, nil
}

func (t *trays) Parcel(_ context.Context, tray ledger.Tray, id string) (ledger.Parcel, []byte, error) {
	b, there := t.files[tray][id]
	if !there {
		return ledger.Parcel{}, nil, text.NewFault("vault.no_parcel")
	}
	if err := t.lost[id]; err != nil {
		return ledger.Parcel{}, nil, err
	}
	return ledger.Parcel{ID: id, Label: b.label}, bytes.Clone(b.content), nil
}

func (t *trays) Discard(_ context.Context, tray ledger.Tray, id string) error {
	delete(t.files[tray], id)
	return nil
}

func (t *trays) KeptDrop() (ledger.Drop, error) { return t.drop, nil }
func (t *trays) KeepDrop(d ledger.Drop) error   { t.drop = d; return nil }
func (t *trays) GiveWay() error                 { return nil }
func (t *trays) Wanted() bool                   { return t.wanted.Load() }
