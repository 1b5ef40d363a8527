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
	care.KindPerson:        access.AreaCommon,
	care.KindRelative:      access.AreaCommon,
	care.KindContact:       access.AreaCommon,
	care.KindWarning:       access.AreaCommon,
	care.KindPlan:          access.AreaSocial,
	care.KindShift:         access.AreaCommon,
	care.KindVisit:         access.AreaCommon,
	care.KindSecrets:       access.AreaProtected,
	care.KindAbsence:       access.AreaCommon,
	care.KindMedication:    access.AreaHealth,
	care.KindHealthOrder:   access.AreaHealth,
	care.KindSigning:       access.AreaHealth,
	care.KindJournal:       access.AreaHealth,
	care.KindInvestigation: access.AreaCaseWork,
	care.KindDecision:      access.AreaCaseWork,
	care.KindPlannedOutage: access.AreaCommon,
	care.KindReference:     access.AreaCommon,
	care.KindHealthFacts:   access.AreaHealth,
}

// areaOf is the wall of an item: that of its kind, and of a journal note or a document the one
// that it was written or filed under.
func areaOf(item care.Item) access.Area {
	switch it := item.(type) {
	case *care.JournalNote:
		if it.Law == "SoL" || it.Law == "LSS" {
			return access.AreaSocial
		}
		return access.AreaHealth
	case *care.Document:
		return areaNamed(it.Area)
	case *care.DocumentContent:
		return areaNamed(it.Area)
	}
	return areas[item.ItemKind()]
}

// areaNamed is the area of a word; what has none is for those who may read everything about a
// person's health.
func areaNamed(word string) access.Area {
	if area, known := access.AreaNamed(word); known {
		return area
	}
	return access.AreaHealth
}

func decodeItem(sealed ledger.Item) (care.Item, error) {
	item := care.Blank(care.Kind(sealed.Kind))
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
	return ledger.Item{Area: areaOf(item), Kind: string(item.ItemKind()), ID: item.ItemMeta().ID, Body: raw}, nil
}
