package access

// Key is what somebody types to open a binder: a name and a passphrase, or one of the codes.
type Key struct {
	// Name may be empty while the binder has one user.
	Name       string
	Passphrase string
	// Recovery is the recovery code; Envelope is the code of a shift envelope. At most one of
	// the two is given, and then name and passphrase are not looked at.
	Recovery string
	Envelope string
}

// Newcomer is an identity to be made, with what opens it.
type Newcomer struct {
	// Name is the user's; empty for an envelope.
	Name string
	// Secret is the passphrase of a user; empty for an envelope, whose code the vault makes.
	Secret string
	Areas  []Area
}

// Rotation gives areas new keys.
type Rotation struct {
	// Remove are identities that go, with their slots and keys.
	Remove []string
	// Holders are, for each area that gets a new key, the identities that it is wrapped to. An
	// area that is not named keeps its key.
	Holders map[Area][]string
}
