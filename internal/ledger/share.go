package ledger

import "avbrottsparm/internal/care"

// Kinds of items that are no data of Lifecare, but which a meeting of two laptops must know of.
const (
	PhrasesKind = "phrases"     // the unit's phrases
	SeenKind    = "seen"        // what somebody has read; one for each reader
	PullsKind   = "pulls"       // how far the data has been refreshed
	PartKind    = "pulled_part" // what came of a list before its line broke

	CatalogueKind  = "catalogue"   // the files of the unit's own catalogue
	OwnContactKind = "own_contact" // whom the unit calls; one for each
	LimitsKind     = "limits"      // the unit's own times
	// UnitDocumentKind is a document of the unit's own; its bytes lie apart under a name of theirs.
	UnitDocumentKind = "unit_document"
)

// replicaShare is the share of everything that an import replaces as a whole.
const replicaShare = "replica"

// Share tells what goes together when two laptops meet: items with the same share are taken from one
// of them. The data that imports bring is one share, with the marks of how far it was refreshed, or
// a visit could point at a person who isn't there. What is made in the binder, one thing at a time,
// has a share for each: a picture of a paper, a scanned page or another document with its bytes, the
// phrases, what somebody has read, each contact of the unit and each document of its own. Empty for the rest of the settings, where the laptop decides on
// which items were changed most.
func Share(ref ItemRef) string {
	switch kind := care.Kind(ref.Kind); {
	case kind == care.KindDocument, kind == care.KindDocumentContent:
		return string(care.KindDocument) + "/" + ref.ID
	case ref.Kind == PhrasesKind, ref.Kind == SeenKind, ref.Kind == CatalogueKind, ref.Kind == OwnContactKind, ref.Kind == LimitsKind,
		ref.Kind == UnitDocumentKind:
		return ref.Kind + "/" + ref.ID
	case ref.Kind == PullsKind, ref.Kind == PartKind, care.Blank(kind) != nil:
		return replicaShare
	}
	return ""
}

// Replaced tells whether a share is the data that imports replace as a whole.
func Replaced(share string) bool { return share == replicaShare }
