package desk

import (
	"encoding/json"
	"errors"
	"maps"
	"runtime"
	"slices"
	"sync"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/custody"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/outage"
	"avbrottsparm/internal/readiness"
)

// summary is the part of a checkpoint that everybody may read.
type summary struct {
	Version  int            `json:"version"`
	Fresh    care.Freshness `json:"fresh"`
	Standing care.Standing  `json:"standing"`
	Files    []string       `json:"files"`
	Prints   prints         `json:"prints"`
	Evening  evenings       `json:"evening,omitzero"`
	// Slips are the numbered papers, and Binder what the unit's binder on paper holds.
	Slips  *custody.Book     `json:"slips"`
	Binder *custody.Contents `json:"binder"`
	// Delivers is which laptop delivers for the unit.
	Delivers delivers `json:"delivers,omitzero"`
	// Outages are what happened in outages, Ready what was checked, read and settled beforehand.
	Outages *outage.Book    `json:"outages"`
	Ready   *readiness.Book `json:"ready"`
	Newest  time.Time       `json:"newest"`
}

// partSize is about what a part of a checkpoint holds, in bytes: enough for few rows, little
// enough for both processors to share.
const partSize = 256 << 10

// parts is the state as a checkpoint keeps it; nothing when it can't be kept.
func (f *folded) parts() ([]ledger.Part, bool) {
	if f.strange {
		return nil, false
	}
	raw, err := json.Marshal(summary{Version: foldVersion, Fresh: f.fresh, Standing: f.standing.Current(f.newest), Files: slices.Sorted(maps.Keys(f.files)), Prints: f.prints,
		Evening: f.evening, Slips: f.slips, Binder: f.binder, Delivers: f.delivers, Outages: f.outages, Ready: f.ready, Newest: f.newest})
	if err != nil {
		return nil, false
	}
	parts := []ledger.Part{{Area: access.AreaCommon, Body: raw}}
	for _, area := range entry.Areas() {
		for _, body := range f.backlog.Pack(area, partSize) {
			parts = append(parts, ledger.Part{Area: area, Body: body})
		}
	}
	return parts, true
}

// restore takes the state from a checkpoint, and tells whether it could: one of another program
// is passed over.
func restore(c ledger.Checkpoint) (folded, bool) {
	f := newFolded()
	found := false
	var packed [][]byte
	for _, p := range c.Parts {
		if entry.Packed(p.Body) {
			packed = append(packed, p.Body)
			continue
		}
		var s summary
		if err := json.Unmarshal(p.Body, &s); err != nil || s.Version != foldVersion {
			return f, false
		}
		if s.Slips == nil || s.Binder == nil || s.Prints == nil || s.Ready == nil || s.Outages == nil {
			return f, false
		}
		found = true
		f.prints, f.evening, f.newest = s.Prints, s.Evening, s.Newest
		f.slips, f.binder, f.delivers, f.ready, f.outages = s.Slips, s.Binder, s.Delivers, s.Ready, s.Outages
		maps.Copy(f.fresh, s.Fresh)
		f.standing.Take(s.Standing)
		for _, hash := range s.Files {
			f.files[hash] = true
		}
	}
	lists := make([][]*entry.Tracked, len(packed))
	failed := make([]error, len(packed))
	var wait sync.WaitGroup
	workers := runtime.GOMAXPROCS(0)
	for w := range workers {
		wait.Go(func() {
			for i := w; i < len(packed); i += workers {
				lists[i], failed[i] = entry.Unpack(packed[i])
			}
		})
	}
	wait.Wait()
	for _, list := range lists {
		f.backlog.Restore(list)
	}
	return f, found && errors.Join(failed...) == nil
}
