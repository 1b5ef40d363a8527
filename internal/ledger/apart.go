package ledger

import "avbrottsparm/internal/care"

// ApartKind is the kind of item whose bodies lie apart.
const ApartKind = string(care.KindDocumentContent)

// Apart tells whether the bodies of a kind of item lie apart: they are large, are not read when
// the binder is opened, and are opened one by one when somebody looks. An item of such a kind
// must never change under the same id: its bytes go with its name.
func Apart(kind string) bool { return kind == ApartKind }
