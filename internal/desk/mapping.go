package desk

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

// Mapper is a Reader of tables that can be told what their columns are.
type Mapper interface {
	Reader
	// Sketch tells how a file looks and what it would be read as.
	Sketch(ctx context.Context, name string, raw []byte, now time.Time, maps care.Mappings) (care.Sketch, error)
	ReadMapped(ctx context.Context, name string, raw []byte, now time.Time, maps care.Mappings) ([]care.Batch, error)
	// VetMapping refuses a mapping that isn't whole, or that may hold something about a person.
	VetMapping(m care.Mapping) error
	MappingFields() []care.FieldGroup
}

// kindMappings is the item of the settings area that holds what columns of tables are.
const kindMappings = "mappings"

// maxMappings is how many mappings a binder keeps.
const maxMappings = 200

// shelf is the mappings that the binder remembers. It has a lock of its own, because files are read
// while the session does other things.
type shelf struct {
	mu   sync.Mutex
	list []care.Mapping
}

func (f *shelf) all() []care.Mapping {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Clone(f.list)
}

func (f *shelf) set(list []care.Mapping) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.list = list
}

// takeMappings takes the item of the settings area; false for other items.
func (s *Session) takeMappings(item ledger.Item) (bool, error) {
	if item.Kind != kindMappings {
		return false, nil
	}
	var list []care.Mapping
	err := decode(item.Body, &list)
	s.mappings.set(list)
	return true, err
}

// mapper is the reader of tables; false for a desk without one.
func (s *Session) mapper() (Mapper, bool) {
	for _, r := range s.desk.Readers {
		if m, ok := r.(Mapper); ok {
			return m, true
		}
	}
	return nil, false
}

// parseMapped reads a file as Importing says: by the mapping that is tried on it, else by whoever
// recognises it, tables with the mappings that are remembered.
func (s *Session) parseMapped(ctx context.Context, f File, how Importing) ([]care.Batch, error) {
	now := how.readAt(s.desk.now())
	if f.Mapping != nil {
		how.Mapping = f.Mapping
	}
	m, ok := s.mapper()
	if !ok || len(f.Bytes) == 0 {
		return s.parse(ctx, f, now)
	}
	if how.Mapping != nil {
		if err := m.VetMapping(*how.Mapping); err != nil {
			return nil, err
		}
		return m.ReadMapped(ctx, f.Name, f.Bytes, now, care.Mappings{Known: s.mappings.all(), Tried: how.Mapping})
	}
	for _, r := range s.desk.Readers {
		if !r.Recognises(f.Name, f.Bytes) {
			continue
		}
		if table, ok := r.(Mapper); ok {
			return table.ReadMapped(ctx, f.Name, f.Bytes, now, care.Mappings{Known: s.mappings.all()})
		}
		break
	}
	return s.parse(ctx, f, now)
}

// Sketch tells how a file of tables looks, and what each column would be read as: with the mapping
// that is tried, else with those that are remembered. What it shows is about persons. Faults
// "mapping.no_table" and those of reading.
func (s *Session) Sketch(ctx context.Context, f File, how Importing) (care.Sketch, error) {
	if err := s.May(access.RightImport); err != nil {
		return care.Sketch{}, err
	}
	m, ok := s.mapper()
	if !ok || !m.Recognises(f.Name, f.Bytes) && strings.Contains(string(f.Bytes[:min(len(f.Bytes), 1024)]), "\x00") {
		return care.Sketch{}, text.NewFault("mapping.no_table")
	}
	return m.Sketch(ctx, f.Name, f.Bytes, how.readAt(s.desk.now()), care.Mappings{Known: s.mappings.all(), Tried: how.Mapping})
}

// MappingFields are what columns can be taken as, for each kind of sheet.
func (s *Session) MappingFields() []care.FieldGroup {
	if m, ok := s.mapper(); ok {
		return m.MappingFields()
	}
	return nil
}

// Mappings are those that the binder remembers, by name.
func (s *Session) Mappings() ([]care.Mapping, error) {
	if err := s.May(access.RightImport); err != nil {
		return nil, err
	}
	return s.mappings.all(), nil
}

// SaveMapping remembers a mapping for files that look alike, in the place of one with the same
// headings or the same name. Faults "mapping.broken", "mapping.personal", "mapping.too_many".
func (s *Session) SaveMapping(ctx context.Context, m care.Mapping) error {
	m.Name = strings.Join(strings.Fields(m.Name), " ")
	if err := s.vet(m); err != nil {
		return err
	}
	return s.changeMappings(ctx, "desk.mapping_saved", m.Name, func(list []care.Mapping) ([]care.Mapping, error) {
		list = slices.DeleteFunc(list, func(other care.Mapping) bool {
			return sameName(other, m.Name) || !m.Headless && other.Fingerprint == m.Fingerprint
		})
		if len(list) >= maxMappings {
			return nil, text.NewFault("mapping.too_many", "limit", maxMappings)
		}
		list = append(list, m)
		slices.SortFunc(list, func(x, y care.Mapping) int { return strings.Compare(strings.ToLower(x.Name), strings.ToLower(y.Name)) })
		return list, nil
	})
}

// RemoveMapping forgets a mapping. Fault "mapping.unknown".
func (s *Session) RemoveMapping(ctx context.Context, name string) error {
	return s.changeMappings(ctx, "desk.mapping_removed", name, func(list []care.Mapping) ([]care.Mapping, error) {
		kept := slices.DeleteFunc(slices.Clone(list), func(m care.Mapping) bool { return sameName(m, name) })
		if len(kept) == len(list) {
			return nil, text.NewFault("mapping.unknown")
		}
		return kept, nil
	})
}

func sameName(m care.Mapping, name string) bool { return strings.EqualFold(m.Name, name) }

// changeMappings stores a changed list, with its line of the log.
func (s *Session) changeMappings(ctx context.Context, said, name string, change func([]care.Mapping) ([]care.Mapping, error)) error {
	s.hold()
	defer s.mu.Unlock()
	if err := s.may(access.RightImport); err != nil {
		return err
	}
	list, err := change(s.mappings.all())
	if err != nil {
		return err
	}
	raw, err := json.Marshal(list)
	if err != nil {
		return fmt.Errorf("encode mappings: %w", err)
	}
	item := ledger.Item{Area: access.AreaSettings, Kind: kindMappings, ID: kindMappings, Body: raw}
	detail := s.desk.Words.Say(said, "name", name)
	if err := s.commitNoted(ctx, ledger.Change{Puts: []ledger.Item{item}}, s.line(access.ActionImport, "", detail)); err != nil {
		return err
	}
	s.mappings.set(list)
	return nil
}

// vet refuses a mapping that isn't whole or may hold something about a person.
func (s *Session) vet(m care.Mapping) error {
	table, ok := s.mapper()
	if !ok {
		return text.NewFault("mapping.no_table")
	}
	return table.VetMapping(m)
}

// ExportMapping is a remembered mapping as a file for other units. Fault "mapping.unknown".
func (s *Session) ExportMapping(name string) ([]byte, error) {
	list, err := s.Mappings()
	if err != nil {
		return nil, err
	}
	at := slices.IndexFunc(list, func(m care.Mapping) bool { return sameName(m, name) })
	if at < 0 {
		return nil, text.NewFault("mapping.unknown")
	}
	if err := s.vet(list[at]); err != nil {
		return nil, err
	}
	return care.EncodeMapping(list[at])
}

// ReadMapping reads a mapping's file, from this unit or another. It is not saved yet. Faults
// "mapping.broken", "mapping.personal".
func (s *Session) ReadMapping(raw []byte) (care.Mapping, error) {
	if err := s.May(access.RightImport); err != nil {
		return care.Mapping{}, err
	}
	m, err := care.DecodeMapping(raw)
	switch {
	case errors.Is(err, care.ErrMappingPersonal):
		return care.Mapping{}, text.NewFault("mapping.personal")
	case err != nil:
		return care.Mapping{}, text.Because(err, "mapping.broken")
	}
	return m, s.vet(m)
}
