package care

import (
	"slices"
	"strings"
)

// Doors tells how a person's door is opened: door codes and numbers of metal keys, each once, in
// the order in which they are known. The entry code of the house stands first among the codes.
func Doors(address Address, lists ...[]KeyInfo) (codes, numbers []string) {
	codes = addOnce(codes, address.EntryCode)
	for _, list := range lists {
		for _, key := range list {
			if key.IsNumber() {
				numbers = addOnce(numbers, key.Value)
			} else {
				codes = addOnce(codes, key.Value)
			}
		}
	}
	return codes, numbers
}

func addOnce(list []string, value string) []string {
	value = strings.TrimSpace(value)
	if value == "" || slices.Contains(list, value) {
		return list
	}
	return append(list, value)
}
