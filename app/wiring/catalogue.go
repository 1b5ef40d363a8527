package wiring

import (
	"fmt"

	"avbrottsparm/data"
	"avbrottsparm/internal/outage"
)

// Catalogue is the embedded catalogue of systems, failures, facts, contacts, limits and cards. A unit
// may have one of its own in the vault instead.
func Catalogue() (outage.Catalogue, error) {
	files, err := data.Catalogue()
	if err != nil {
		return outage.Catalogue{}, fmt.Errorf("embedded catalogue: %w", err)
	}
	c, err := outage.ReadCatalogue(files)
	if err != nil {
		return outage.Catalogue{}, fmt.Errorf("embedded catalogue: %w", err)
	}
	return c, nil
}
