package wiring

import (
	"fmt"

	"avbrottsparm/data"
	"avbrottsparm/internal/readiness"
)

// Readiness is what belongs to being ready for an outage.
func Readiness() (readiness.List, error) {
	list, err := readiness.ReadList(data.Readiness())
	if err != nil {
		return readiness.List{}, fmt.Errorf("embedded list of readiness: %w", err)
	}
	return list, nil
}
