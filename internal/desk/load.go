package desk

import (
	"encoding/json"
	"fmt"
	"runtime"
	"sync"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

// loader decodes replica items on all processors while the vault opens the next ones.
type loader struct {
	work    chan []ledger.Item
	batch   []ledger.Item
	wait    sync.WaitGroup
	mu      sync.Mutex
	replica *care.Replica
	err     error
}

const itemsPerBatch = 256

func newLoader() *loader {
	l := &loader{work: make(chan []ledger.Item, 8), replica: care.NewReplica()}
	for range runtime.GOMAXPROCS(0) {
		l.wait.Go(l.run)
	}
	return l
}

func (l *loader) run() {
	for batch := range l.work {
		items := make([]care.Item, 0, len(batch))
		var err error
		for _, sealed := range batch {
			item, decodeErr := decodeItem(sealed)
			if decodeErr != nil {
				err = decodeErr
				continue
			}
			items = append(items, item)
		}
		l.mu.Lock()
		for _, item := range items {
			l.replica.Put(item)
		}
		if err != nil {
			l.err = err
		}
		l.mu.Unlock()
	}
}

func (l *loader) add(item ledger.Item) {
	l.batch = append(l.batch, item)
	if len(l.batch) == itemsPerBatch {
		l.work <- l.batch
		l.batch = nil
	}
}

func (l *loader) finish() (*care.Replica, error) {
	if len(l.batch) > 0 {
		l.work <- l.batch
	}
	close(l.work)
	l.wait.Wait()
	return l.replica, l.err
}

// areas says behind which wall each kind of item is kept.
var areas = map[care.Kind]access.Area{
	care.KindPerson:   access.AreaCommon,
	care.KindRelative: access.AreaCommon,
	care.KindContact:  access.AreaCommon,
	care.KindWarning:  access.AreaCommon,
	care.KindPlan:     access.AreaSocial,
	care.KindShift:    access.AreaCommon,
	care.KindVisit:    access.AreaCommon,
	care.KindSecrets:  access.AreaProtected,
}

func blank(kind care.Kind) care.Item {
	switch kind {
	case care.KindPerson:
		return &care.Person{}
	case care.KindSecrets:
		return &care.Secrets{}
	case care.KindRelative:
		return &care.Relative{}
	case care.KindContact:
		return &care.Contact{}
	case care.KindWarning:
		return &care.Warning{}
	case care.KindPlan:
		return &care.ServicePlan{}
	case care.KindShift:
		return &care.Workshift{}
	case care.KindVisit:
		return &care.Visit{}
	}
	return nil
}

func decodeItem(sealed ledger.Item) (care.Item, error) {
	item := blank(care.Kind(sealed.Kind))
	if item == nil {
		return nil, text.NewFault("desk.unreadable")
	}
	return item, decode(sealed.Body, item)
}

func encodeItem(item care.Item) (ledger.Item, error) {
	raw, err := json.Marshal(item)
	if err != nil {
		return ledger.Item{}, fmt.Errorf("encode %s %s: %w", item.ItemKind(), item.ItemMeta().ID, err)
	}
	return ledger.Item{Area: areas[item.ItemKind()], Kind: string(item.ItemKind()), ID: item.ItemMeta().ID, Body: raw}, nil
}
