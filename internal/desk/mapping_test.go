package desk_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/text"
)

// mapper is a reader of tables that reads a file only by a mapping of the right headings.
type mapper struct{ reader }

func (mapper) Recognises(name string, _ []byte) bool { return strings.HasSuffix(name, ".csv") }

func (m mapper) ReadMapped(ctx context.Context, name string, raw []byte, now time.Time, maps care.Mappings) ([]care.Batch, error) {
	if maps.Tried == nil && len(maps.Known) == 0 {
		return nil, text.NewFault("intake.missing_columns")
	}
	return m.Read(ctx, name, raw, now)
}

func (mapper) Sketch(_ context.Context, _ string, _ []byte, _ time.Time, maps care.Mappings) (care.Sketch, error) {
	sheet := care.SketchedSheet{HeaderRow: 1, Headings: []string{"Ref", "Vem"}}
	if len(maps.Known) > 0 {
		sheet.Mapping = maps.Known[0].Name
	}
	return care.Sketch{Sheets: []care.SketchedSheet{sheet}}, nil
}

func (mapper) VetMapping(m care.Mapping) error {
	if m.Check() != nil {
		return text.NewFault("mapping.broken")
	}
	return nil
}

func (mapper) MappingFields() []care.FieldGroup { return []care.FieldGroup{{Kind: "persons"}} }

func mappingOf(name string, headings ...string) care.Mapping {
	return care.Mapping{Name: name, Kind: "persons", Fingerprint: care.Fingerprint(headings), Columns: []care.MappedColumn{{Heading: headings[0], Field: "name"}}}
}

// Given a table whose headings nobody knows, when somebody says what its columns are, then it is
// read at once, and remembered for those who open the binder next.
func TestColumnsThatSomebodyChoseAreRemembered(t *testing.T) {
	u := newUnit(t)
	u.desk.Readers = []desk.Reader{mapper{reader{u}}}
	s := u.setUp()
	file := desk.File{Name: "lista.csv", ModTime: u.now.Add(-time.Hour), Bytes: []byte("Ref;Vem\n")}
	u.files["lista.csv"] = []care.Batch{register()}
	look := func(how desk.Importing) desk.FileResult {
		t.Helper()
		p, err := s.Preview(t.Context(), []desk.File{file}, how)
		if err != nil {
			t.Fatal(err)
		}
		return p.Files[0]
	}
	fault(t, look(desk.Importing{}).Err, "intake.missing_columns")
	m := mappingOf("  Norra   listan ", "Ref", "Vem")
	if r := look(desk.Importing{Mapping: &m}); r.Err != nil || r.New == 0 {
		t.Errorf("tried: %+v", r)
	}
	fault(t, look(desk.Importing{}).Err, "intake.missing_columns") // trying saves nothing
	broken := care.Mapping{}
	fault(t, look(desk.Importing{Mapping: &broken}).Err, "mapping.broken")
	fault(t, s.SaveMapping(t.Context(), broken), "mapping.broken")

	if err := s.SaveMapping(t.Context(), m); err != nil {
		t.Fatal(err)
	}
	if err := s.Lock(); err != nil {
		t.Fatal(err)
	}
	s = u.open("lena")
	if r := look(desk.Importing{}); r.Err != nil || r.New == 0 {
		t.Errorf("remembered: %+v", r)
	}
	sketch, err := s.Sketch(t.Context(), file, desk.Importing{})
	if err != nil || sketch.Sheets[0].Mapping != "Norra listan" {
		t.Errorf("sketch %+v, %v", sketch, err)
	}
	if logged := strings.Join(u.vault.logged(), "\n"); !strings.Contains(logged, "Norra listan") {
		t.Error("the log doesn't tell that a choice of columns was saved")
	}
}

// The same headings, or the same name, take the place of what was there; a file of one goes to
// another unit and says nothing about a person.
func TestMappingsAreExchangedAndForgotten(t *testing.T) {
	u := newUnit(t)
	u.desk.Readers = []desk.Reader{mapper{reader{u}}}
	s := u.setUp()
	for _, m := range []care.Mapping{mappingOf("Ö", "Ref", "Vem"), mappingOf("B", "vem", "REF:"), mappingOf("b", "Annat", "Vem")} {
		if err := s.SaveMapping(t.Context(), m); err != nil {
			t.Fatal(err)
		}
	}
	list, err := s.Mappings()
	if err != nil || len(list) != 1 || list[0].Name != "b" {
		t.Errorf("mappings %+v, %v", list, err)
	}
	raw, err := s.ExportMapping("B")
	if err != nil {
		t.Fatal(err)
	}
	if back, err := s.ReadMapping(raw); err != nil || back.Fingerprint != list[0].Fingerprint {
		t.Errorf("read back %+v, %v", back, err)
	}
	_, err = s.ReadMapping([]byte(`{"format":"något annat"}`))
	fault(t, err, "mapping.broken")
	_, err = s.ExportMapping("finns inte")
	fault(t, err, "mapping.unknown")
	fault(t, s.RemoveMapping(t.Context(), "finns inte"), "mapping.unknown")
	if err := s.RemoveMapping(t.Context(), "B"); err != nil {
		t.Fatal(err)
	}
	if list, err := s.Mappings(); err != nil || len(list) != 0 {
		t.Errorf("left %+v, %v", list, err)
	}

	u.add(s, "Maria Ek", "undersköterska", access.RoleStaff)
	if err := s.Lock(); err != nil {
		t.Fatal(err)
	}
	maria, err := u.desk.Unlock(t.Context(), "binder", "Maria Ek", "en lång fras")
	if err != nil {
		t.Fatal(err)
	}
	fault(t, maria.SaveMapping(t.Context(), mappingOf("C", "Ref", "Vem")), "access.not_allowed")
	_, err = maria.Mappings()
	fault(t, err, "access.not_allowed")
	_, err = maria.Sketch(t.Context(), desk.File{Name: "lista.csv"}, desk.Importing{})
	fault(t, err, "access.not_allowed")
}
