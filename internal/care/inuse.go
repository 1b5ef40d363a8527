package care

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// InUse are the medicines in the order in which they are shown on the day of t: those that are
// given, those that are paused or of which the source doesn't say, then those that are no longer
// given, which are struck through (requirement 17).
func (c *Chart) InUse(t time.Time) []*Medication {
	ordered := slices.Clone(c.Medications)
	slices.SortStableFunc(ordered, func(x, y *Medication) int { return cmp.Compare(x.rank(t), y.rank(t)) })
	return ordered
}

func (m *Medication) rank(t time.Time) int {
	switch {
	case m.Ended(t):
		return 2
	case m.Current(t):
		return 0
	}
	return 1
}

// Prescribed is the source of the person's medicines and when it last spoke of any of them, in UTC;
// empty and zero without a source. Another person's list proves nothing here. When a medicine was
// found to be gone is when a file was read, which makes an old file no younger.
func (c *Chart) Prescribed() (source string, at time.Time) {
	for _, m := range c.Medications {
		if source == "" || m.AsOf.After(at) {
			source, at = m.Source, m.AsOf
		}
	}
	return source, at
}

// MedicationLimit is how old the word on medicines may be before it is said in words that it is.
const MedicationLimit = 24 * time.Hour

// Granted are the decisions in the order in which they are shown on the day of t: those that hold
// first.
func (c *Chart) Granted(t time.Time) []*Decision {
	ordered := slices.Clone(c.Decisions)
	slices.SortStableFunc(ordered, func(x, y *Decision) int { return boolFirst(x.Current(t), y.Current(t)) })
	return ordered
}

// Ordered are the health orders in the order in which they are shown on the day of t: those that
// hold first.
func (c *Chart) Ordered(t time.Time) []*HealthOrder {
	ordered := slices.Clone(c.Orders)
	slices.SortStableFunc(ordered, func(x, y *HealthOrder) int { return boolFirst(x.Current(t), y.Current(t)) })
	return ordered
}

// SignedOf is what a signing signs: its own words, else the order that it belongs to, with the first
// line of its text because many orders have the same code.
func (c *Chart) SignedOf(s *Signing) string {
	if s.What != "" {
		return s.What
	}
	for _, o := range c.Orders {
		if s.OrderID != "" && o.SourceID == s.OrderID {
			first, _, _ := strings.Cut(o.Text, "\n")
			if first == o.Name() {
				first = ""
			}
			return joinNonEmpty(": ", o.Name(), first)
		}
	}
	return ""
}

// Newest are the documents, the newest of each kind first and then the older ones.
func (c *Chart) Newest() []*Document {
	var newest, older []*Document
	seen := map[DocumentKind]bool{}
	for _, d := range c.Documents {
		if d.What != DocumentOther && seen[d.What] {
			older = append(older, d)
			continue
		}
		seen[d.What] = true
		newest = append(newest, d)
	}
	return append(newest, older...)
}

// Document is the newest document of a kind; nil when there is none. The newest plan in PDF counts
// as the plan where no plan has come in as data.
func (c *Chart) Document(what DocumentKind) *Document {
	for _, d := range c.Documents {
		if d.What == what {
			return d
		}
	}
	return nil
}
