package desk

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/sheet"
	"avbrottsparm/internal/text"
)

// kindPaper is the item in the settings area that says how the unit prints.
const kindPaper = "paper"

// PaperSettings are how a unit prints. The zero value is a new binder's.
type PaperSettings struct {
	// NoReadable forbids files that open without a passphrase.
	NoReadable bool `json:"no_readable,omitempty"`
	// ShredHealth says that forms of health care may be shredded once they are in Lifecare; otherwise
	// they are kept (requirement 23).
	ShredHealth bool `json:"shred_health,omitempty"`
	// Sending is the printer that is offered first; Large and Sending.Duplex are ticked from the start.
	Sending sheet.Sending `json:"sending,omitzero"`
	Large   bool          `json:"large,omitempty"`
	// Places are where binders and folders are kept.
	Places  []sheet.Place `json:"places,omitempty"`
	Evening Evening       `json:"evening,omitzero"`
}

// Evening is the print of tomorrow that the binder makes by itself (routine 5.4).
type Evening struct {
	On bool `json:"on,omitempty"`
	// At is "HH:MM" in Stockholm; empty means 18:00.
	At string `json:"at,omitempty"`
	// Folder is where the file is saved; empty means the folder that papers usually go to.
	Folder string `json:"folder,omitempty"`
	// Paper says that it goes to the printer of PaperSettings.Sending, too.
	Paper bool `json:"paper,omitempty"`
}

// mostPlaces bounds the list of places; a sheet holds no more.
const mostPlaces = 40

// PaperSettings tells how the unit prints.
func (s *Session) PaperSettings() PaperSettings {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.paper
}

// SetPaper changes how the unit prints, for who may change the unit's settings, with a line in the
// log. Faults: "paper.places", "paper.clock", "access.denied".
func (s *Session) SetPaper(ctx context.Context, p PaperSettings) error {
	s.hold()
	defer s.mu.Unlock()
	if err := s.may(access.RightUnit); err != nil {
		return err
	}
	if len(p.Places) > mostPlaces {
		return text.NewFault("paper.places", "most", mostPlaces)
	}
	p.Evening.At = strings.TrimSpace(p.Evening.At)
	if p.Evening.At != "" && !clockTime(p.Evening.At) {
		return text.NewFault("paper.clock")
	}
	body, err := json.Marshal(p)
	if err != nil {
		return fmt.Errorf("encode paper settings: %w", err)
	}
	if err := s.commit(ctx, ledger.Change{Puts: []ledger.Item{{Area: access.AreaSettings, Kind: kindPaper, ID: kindPaper, Body: body}}}); err != nil {
		return err
	}
	if p.NoReadable != s.paper.NoReadable {
		s.log(ctx, access.ActionPaper, "", map[bool]string{true: "readable_off", false: "readable_on"}[p.NoReadable])
	} else {
		s.log(ctx, access.ActionPaper, "", "settings")
	}
	s.paper = p
	s.paperChanges++
	return nil
}

// clockTime tells whether a text is a time of day, "HH:MM".
func clockTime(s string) bool {
	if len(s) != 5 || s[2] != ':' {
		return false
	}
	for _, at := range []int{0, 1, 3, 4} {
		if s[at] < '0' || s[at] > '9' {
			return false
		}
	}
	return s[:2] < "24" && s[3:] < "60"
}
