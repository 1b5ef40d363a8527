package vault

// The folder of copies beside the vault, and how the names in it are made: the moment in UTC.
const (
	copiesName = "copies"
	copyLayout = "20060102T150405Z"
	copyEnding = ".vault"
)
