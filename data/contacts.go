package data

import "fmt"

// DemoContacts is whom the invented unit calls and writes to in an outage, as JSON: a list of contacts
// that stand instead of those of the same id in the catalogue, or beside them.
func DemoContacts() ([]byte, error) {
	raw, err := demoSources.ReadFile("demo/avbrottskontakter.json")
	if err != nil {
		return nil, fmt.Errorf("contacts of the demo: %w", err)
	}
	return raw, nil
}
