package wiring

import (
	"fmt"

	"avbrottsparm/data"
	"avbrottsparm/internal/outage"
)

// Cards are the embedded instruction cards, routines and runbooks, in the order in which they are
// printed.
func Cards() ([]outage.Card, error) {
	files, err := data.Cards()
	if err != nil {
		return nil, fmt.Errorf("embedded cards: %w", err)
	}
	cards, err := outage.ReadAll(files)
	if err != nil {
		return nil, fmt.Errorf("embedded cards: %w", err)
	}
	return cards, nil
}
