package wiring

import (
	"fmt"

	"avbrottsparm/data"
	"avbrottsparm/internal/form"
)

// Forms are the embedded forms.
func Forms() ([]form.Form, error) {
	files, err := data.Forms()
	if err != nil {
		return nil, fmt.Errorf("embedded forms: %w", err)
	}
	forms, err := form.ReadAll(files)
	if err != nil {
		return nil, fmt.Errorf("embedded forms: %w", err)
	}
	return forms, nil
}
