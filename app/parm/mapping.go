package main

import (
	"encoding/json"
	"strconv"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/text"
)

// mappingFlags are import's for tables whose headings nobody knows.
type mappingFlags struct {
	Sketch        bool   `help:"${help_sketch}"`
	Mapping       string `placeholder:"FILE" help:"${help_mapping}"`
	SaveMapping   bool   `help:"${help_save_mapping}"`
	Mappings      bool   `help:"${help_mappings}"`
	ExportMapping string `placeholder:"NAME" help:"${help_export_mapping}"`
	RemoveMapping string `placeholder:"NAME" help:"${help_remove_mapping}"`
}

// aboutMappings tells that the flags ask for no import at all.
func (m mappingFlags) aboutMappings() bool {
	return m.Mappings || m.ExportMapping != "" || m.RemoveMapping != ""
}

// fitting tells flags of mappings that can't stand together.
func (m mappingFlags) fitting() error {
	if m.SaveMapping && m.Mapping == "" || m.Sketch && m.SaveMapping {
		return misuse{text.NewFault("parm.mapping_save")}
	}
	return nil
}

// takeMapping does what the flags ask before files are read; over when that was all.
func (c *importWord) takeMapping(a *app, s *desk.Session, how *desk.Importing) (over bool, err error) {
	if c.Mapping != "" {
		f, err := desk.OpenFile(c.Mapping)
		if err != nil {
			return true, err
		}
		m, err := s.ReadMapping(f.Bytes)
		if err != nil {
			return true, err
		}
		how.Mapping = &m
		if c.SaveMapping && !c.DryRun {
			if err := s.SaveMapping(a.ctx, m); err != nil {
				return true, err
			}
		}
	}
	if !c.Sketch {
		return false, nil
	}
	return true, c.sketch(a, s, *how)
}

// mappings lists, exports and removes what the binder remembers.
func (c *importWord) mappings(a *app, s *desk.Session) error {
	if c.RemoveMapping != "" {
		if err := s.RemoveMapping(a.ctx, c.RemoveMapping); err != nil {
			return err
		}
	}
	if c.ExportMapping != "" {
		raw, err := s.ExportMapping(c.ExportMapping)
		if err != nil {
			return err
		}
		_, err = a.out.Write(raw)
		return err
	}
	list, err := s.Mappings()
	if err != nil {
		return err
	}
	if a.json {
		a.putJSON(map[string][]care.Mapping{"mappings": append([]care.Mapping{}, list...)})
		return nil
	}
	rows := [][]string{}
	for _, m := range list {
		rows = append(rows, []string{m.Name, a.words.Say("sheet." + m.Kind), strconv.Itoa(len(m.Columns))})
	}
	a.page().table([]string{a.words.Say("parm.mapping.name"), a.words.Say("parm.mapping.kind"), a.words.Say("parm.mapping.columns")}, rows)
	return nil
}

// sheetSketch is one sheet in the answer of --sketch: headings and guesses, and nothing of what
// stands below them. Draft is a mapping to go on from.
type sheetSketch struct {
	File      string `json:"file"`
	Sheet     string `json:"sheet,omitempty"`
	HeaderRow int    `json:"header_row"`
	Rows      int    `json:"rows"`
	Kind      string `json:"kind"`
	Mapping   string `json:"mapping,omitempty"`
	// Fingerprint is what a mapping for files of this look must have.
	Fingerprint string              `json:"fingerprint"`
	Missing     []string            `json:"missing,omitempty"`
	Columns     []care.MappedColumn `json:"columns"`
	Draft       json.RawMessage     `json:"draft,omitempty"`
}

// sketch tells what the columns of files would be taken as. Nothing is read in.
func (c *importWord) sketch(a *app, s *desk.Session, how desk.Importing) error {
	var sheets []sheetSketch
	for _, path := range c.File {
		f, err := desk.OpenFile(path)
		if err != nil {
			return err
		}
		sketch, err := s.Sketch(a.ctx, f, how)
		if err != nil {
			return err
		}
		for _, sheet := range sketch.Sheets {
			sheets = append(sheets, sketched(path, sheet))
		}
	}
	if a.json {
		a.putJSON(map[string][]sheetSketch{"sheets": sheets})
		return nil
	}
	for _, sheet := range sheets {
		a.tellSketch(sheet)
	}
	return nil
}

func sketched(path string, sheet care.SketchedSheet) sheetSketch {
	out := sheetSketch{File: path, Sheet: sheet.Name, HeaderRow: sheet.HeaderRow, Rows: sheet.Rows, Kind: sheet.Kind,
		Mapping: sheet.Mapping, Fingerprint: care.Fingerprint(sheet.Headings), Missing: sheet.Missing, Columns: sheet.Columns}
	draft := sheet.Draft()
	if draft.Name == "" {
		draft.Name = sheet.Kind
	}
	if raw, err := care.EncodeMapping(draft); err == nil { // a sheet of which nothing is known has none
		out.Draft = raw
	}
	return out
}

func (a *app) tellSketch(sheet sheetSketch) {
	p := a.page()
	p.head(place(sheet.Sheet, 0) + " " + sheet.File)
	switch {
	case sheet.Kind != "":
		p.line(a.words.Say("parm.sketch.kind", "kind", a.words.Say("sheet."+sheet.Kind), "row", sheet.HeaderRow))
	default:
		p.line(a.words.Say("parm.sketch.unknown", "row", sheet.HeaderRow))
	}
	rows := [][]string{}
	for _, c := range sheet.Columns {
		field := a.words.Say("parm.sketch.none")
		if c.Field != "" {
			field = a.words.Say("column." + c.Field)
		}
		if c.Number > 1 {
			field += " " + strconv.Itoa(c.Number)
		}
		rows = append(rows, []string{c.Heading, field})
	}
	p.table([]string{a.words.Say("parm.sketch.heading"), a.words.Say("parm.sketch.field")}, rows)
}
