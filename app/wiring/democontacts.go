package wiring

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"avbrottsparm/data"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/outage"
)

// demoContacts gives the invented unit whom it calls and writes to in an outage.
func demoContacts(ctx context.Context, s *desk.Session) error {
	raw, err := data.DemoContacts()
	if err != nil {
		return err
	}
	var own []outage.Contact
	if err := json.Unmarshal(raw, &own); err != nil {
		return fmt.Errorf("contacts of the demo: %w", err)
	}
	book := s.Contacts()
	for _, c := range own {
		if i := slices.IndexFunc(book, func(b outage.Contact) bool { return b.ID == c.ID }); i >= 0 {
			book[i] = c
		} else {
			book = append(book, c)
		}
	}
	return s.SetContacts(ctx, book)
}
