// Package retention says how long things are kept (gallring), so that the binder neither becomes
// a forgotten register nor loses what nobody else has.
//
// It guarantees that the copy of Lifecare's data goes only after warnings that people had time to
// see, that entries are kept for ever until the municipality has decided otherwise, and that the
// access log can't be made to forget sooner than the law allows. The package decides and touches
// nothing.
package retention

import (
	"strings"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/text"
)

// Law is whose rules an entry is kept by.
type Law string

// The laws. The sentences "retention.law.<law>" word them.
const (
	LawSocial Law = "social" // socialtjänstlagen and LSS
	LawHealth Law = "health" // hälso- och sjukvårdslagen: patientdatalagen 3 kap. 17 §
)

// Laws lists the laws in the order in which they are offered.
func Laws() []Law { return []Law{LawSocial, LawHealth} }

// LawOf is the law behind which an area's entries are kept; empty for an area without entries,
// and then nothing is ever due.
func LawOf(area access.Area) Law {
	switch area {
	case access.AreaSocial, access.AreaCaseWork:
		return LawSocial
	case access.AreaHealth:
		return LawHealth
	}
	return ""
}

// Bounds on what a unit may choose, in days. A replica that goes sooner than a week would not last
// through an outage; one that lies longer than a year is a register of its own.
const (
	LeastReplicaDays = 7
	MostReplicaDays  = 365
	LeastWarnDays    = 3
	// LeastKeepDays is how long an entry stays after it came into Lifecare, so that what was
	// entered can still be compared with what was written.
	LeastKeepDays = 30
)

// Rules is how long a binder keeps what.
type Rules struct {
	// ReplicaDays is how old the newest data from Lifecare may become before the replica goes.
	ReplicaDays int `json:"replica_days"`
	// WarnDays is how many days before that people are warned, and for how many days at least.
	WarnDays int `json:"warn_days"`
	// Decision is the reference of the municipality's decision on retention. Without one no entry
	// is ever purged.
	Decision string `json:"decision,omitempty"`
	// KeepDays is how long an entry is kept after it came into Lifecare, for each law that the
	// decision covers. A law that is not there is kept for ever, as health entries are unless
	// the decision says otherwise.
	KeepDays map[Law]int `json:"keep_days,omitempty"`
}

// Default is what holds until a unit head decides otherwise: the replica thirty days, with a
// warning a week ahead, and entries for ever.
func Default() Rules { return Rules{ReplicaDays: 30, WarnDays: 7} }

// Check tells what is wrong with the rules; nil when they can hold. Faults:
// "retention.replica_days", "retention.warn_days", "retention.keep_days", "retention.decision_first".
func (r Rules) Check() error {
	switch {
	case r.ReplicaDays < LeastReplicaDays || r.ReplicaDays > MostReplicaDays:
		return text.NewFault("retention.replica_days", "least", LeastReplicaDays, "most", MostReplicaDays)
	case r.WarnDays < LeastWarnDays || r.WarnDays >= r.ReplicaDays:
		return text.NewFault("retention.warn_days", "least", LeastWarnDays, "most", r.ReplicaDays-1)
	case len(r.KeepDays) > 0 && strings.TrimSpace(r.Decision) == "":
		return text.NewFault("retention.decision_first")
	}
	for law, days := range r.KeepDays {
		if days < LeastKeepDays || (law != LawSocial && law != LawHealth) {
			return text.NewFault("retention.keep_days", "least", LeastKeepDays)
		}
	}
	return nil
}

// EntryDue tells whether an entry may be purged at a moment: it is in Lifecare, the decision
// covers its law, and its days since then have passed. Drafts and entries that are not in Lifecare
// are never due, whatever the rules say: they are originals and exist nowhere else. Nor are those of which
// something is left to take out of Lifecare, or to look for there.
func (r Rules) EntryDue(t entry.Tracked, now time.Time) bool {
	if (t.State != entry.StateEntered && t.State != entry.StateVerified) || t.EnteredAt.IsZero() || t.Left() || strings.TrimSpace(r.Decision) == "" {
		return false
	}
	law := LawOf(t.Wall())
	if t.Kind == entry.KindSigning { // part of the health record, also where home care signed it
		law = LawHealth
	}
	days, covered := r.KeepDays[law]
	return covered && days >= LeastKeepDays && now.After(t.EnteredAt.AddDate(0, 0, days))
}

// LogYears is how long a line of the access log is kept at least, also after what it speaks of was
// purged (patientdatalagen 4 kap.; HSLF-FS 2016:40). No rule of a unit shortens it.
const LogYears = 5

// LogMayGo tells whether a line of the log is old enough that it may be purged.
func LogMayGo(at, now time.Time) bool { return now.After(at.AddDate(LogYears, 0, 0)) }
