package ledger

import "avbrottsparm/internal/access"

// A checkpoint is what the records of the main stream came to, kept so that they need not all be
// opened at the next unlock. It is never the only place where anything stands: without it
// everything is read from the records.

// Part is a piece of a checkpoint, sealed under the area whose records it stands for.
type Part struct {
	Area access.Area
	Body []byte
}

// Place is how far one device's chain of the main stream has come.
type Place struct {
	Device DeviceID
	Seq    uint64
	// Hash is the hash of the header there. Sealed is a hash over the sealed bodies up to there,
	// as they lie in the file (docs/security.md).
	Hash, Sealed [32]byte
}

// Position is how far every chain of the main stream has come, by device.
type Position []Place

// Checkpoint is what was kept of the areas that the opener may read, and still holds: the ledger
// has the same records at every place.
type Checkpoint struct {
	Parts []Part
	// At is what the parts of an area stand for; an area that is not there has no parts.
	At map[access.Area]Position
}
