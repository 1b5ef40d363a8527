package ledger

import "time"

// Copy is a consistent copy of a vault.
type Copy struct {
	// File is the name in the folder of copies, without personal data.
	File  string
	Taken time.Time // UTC
	Bytes int64
	Head  Head
	// Records and Items are what opened when it was verified.
	Records int
	Items   int
}

// Difference is what two states of one vault hold that the other does not: what replacing would
// lose, and what merging brings.
type Difference struct {
	// Same says that neither has anything that the other lacks.
	Same bool
	// Copy is when the copy's newest record was made, Here the vault's, in UTC.
	Copy, Here time.Time
	// OnlyHere is what the vault has and the copy lacks, by kind of record.
	OnlyHere map[Kind]int
	// OnlyThere is what the copy has and the vault lacks or can no longer open.
	OnlyThere map[Kind]int
	// Items is how many replica items the copy would bring: those of a newer manifest, and those
	// that no longer open here.
	Items int
	// NewerItems says that the copy's replica is the newer one.
	NewerItems bool
	// Torn says that the vault's items are not those that were last saved, and that the copy can't
	// make them so: what it brings is of its own moment, and more may be missing.
	Torn bool
	// Drafts is how many drafts only the vault has, DraftsThere how many the copy would bring.
	Drafts, DraftsThere int
	// Keys is how many keys came back that somebody had taken out of the file. Only a repair has
	// any.
	Keys int
	// Purged is how many records of the vault the copy's tombstones name: their bodies go.
	Purged int
	// Forks are the places where a chain went two ways (Code "fork"). What the vault has stays,
	// and what the copy has from there on can't be brought in.
	Forks []Finding
	// Apart is what of OnlyThere stays in the copy for that, by kind of record, and Stay the
	// entries' records among it in the order of the chains, with those bodies that the key opens.
	Apart map[Kind]int
	Stay  []Record
}

// Brings is what of OnlyThere a merge brings in.
func (d Difference) Brings() map[Kind]int {
	brings := map[Kind]int{}
	for kind, n := range d.OnlyThere {
		if n > d.Apart[kind] {
			brings[kind] = n - d.Apart[kind]
		}
	}
	return brings
}

// Recovery is what happened when a damaged vault was put together again.
type Recovery struct {
	At time.Time // UTC
	// Copy is the copy that it began from; empty when there was none that opens.
	Copy      string
	CopyTaken time.Time
	// Aside is the name under which the damaged file was kept.
	Aside string
	// Records is how many ledger records of the damaged file came along beyond the copy, Items
	// how many replica items and Drafts how many drafts.
	Records, Items, Drafts int
	// Keys is how many keys were brought back from the copy. Where only they were missing, the
	// file stays as it is, and Aside is empty.
	Keys int
	// Lost is what could not be saved: places in the chains that no file has any more, and rows
	// that do not open. Empty when everything is there.
	Lost []Finding
}

// HeadMatch is the answer to a head that was held elsewhere.
type HeadMatch struct {
	// Found says that the vault was once exactly at this head: nothing that was there then is
	// missing now.
	Found bool
	// At is the time of the newest record that the head covers, in UTC, and Since how many
	// records have come after it.
	At    time.Time
	Since int
}
