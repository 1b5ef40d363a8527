package care

import (
	"slices"
	"strings"
	"time"
)

// Series says that a file holds every occurrence of something that comes back, within a span:
// what a newer rule no longer gives is gone, however many they are.
type Series struct {
	// Kinds are those that an occurrence can be.
	Kinds []Kind
	// Stem is the series' id in its source; its occurrences have it, or begin with it and "|".
	Stem string
	// From (inclusive) to To (exclusive) is the span that was laid out.
	From, To time.Time
}

// stems are the ids of series that an occurrence's id can belong to.
func stems(id string) []string {
	if cut := strings.LastIndexByte(id, '|'); cut >= 0 {
		return []string{id, id[:cut]}
	}
	return []string{id}
}

func (s Series) spans(item Item) bool {
	at := startOf(item)
	return slices.Contains(s.Kinds, item.ItemKind()) && !at.Before(s.From) && at.Before(s.To)
}

// startOf is when an item that can come back begins.
func startOf(item Item) time.Time {
	switch it := item.(type) {
	case *Visit:
		return it.Start
	case *Absence:
		return it.From
	case *PlannedOutage:
		return it.Start
	}
	return time.Time{}
}

// removeFromSeries marks the occurrences that a series no longer has.
func (rec *reconciler) removeFromSeries() {
	byStem := map[string]Series{}
	var kinds []Kind
	for _, s := range rec.batch.Series {
		byStem[s.Stem] = s
		for _, kind := range s.Kinds {
			if !slices.Contains(kinds, kind) {
				kinds = append(kinds, kind)
			}
		}
	}
	var left []Item
	for _, kind := range kinds {
		rec.before.Each(kind, func(item Item) {
			m := item.ItemMeta()
			_, seen := rec.seen[itemKey{kind, m.ID}]
			if seen || m.SourceID == "" || m.Source != rec.source(kind) {
				return
			}
			for _, stem := range stems(m.SourceID) {
				if s, known := byStem[stem]; known && s.spans(item) {
					left = append(left, item)
					return
				}
			}
		})
	}
	for _, item := range left {
		rec.markGone(item)
	}
}
