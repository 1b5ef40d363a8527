package main

import (
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/outage"
	"avbrottsparm/internal/printer"
	"avbrottsparm/internal/text"
)

type outageSystemsWord struct {
	binder
	ID string `arg:"" name:"id" optional:"" help:"${help_outage_system}"`
}

type systemShape struct {
	ID     string   `json:"id"`
	Place  int      `json:"place"`
	Name   string   `json:"name"`
	About  string   `json:"about"`
	PartOf string   `json:"part_of,omitempty"`
	Users  []string `json:"users"`
	Prints []string `json:"prints"`
	Writes []string `json:"writes"`
	Source string   `json:"source"`
	// Now is how it is while an outage is open; null normally.
	Now *systemStateShape `json:"now"`
}

// Run lists the systems, or tells of one how it is now and what is printed and written by hand for it.
func (c *outageSystemsWord) Run(a *app) error {
	return a.with(c.binder, func(s *desk.Session) error {
		catalogue := s.Catalogue()
		if c.ID != "" {
			if err := systemsOf(catalogue, []string{c.ID}); err != nil {
				return err
			}
		}
		v, _ := s.OpenOutage()
		var shapes []systemShape
		for _, system := range catalogue.Systems {
			if c.ID != "" && system.ID != c.ID && system.PartOf != c.ID {
				continue
			}
			shape := systemShape{ID: system.ID, Place: system.Place, Name: a.in(system.Name), About: a.in(system.About), PartOf: system.PartOf, Source: system.Source,
				Users: each(system.Users, func(who outage.Audience) string { return string(who) }), Prints: append([]string{}, system.Prints...), Writes: append([]string{}, system.Writes...)}
			for _, state := range v.States {
				if state.System.ID == system.ID {
					now := a.shapeState(state)
					shape.Now = &now
				}
			}
			shapes = append(shapes, shape)
		}
		a.tellSystems(shapes, c.ID != "")
		return nil
	})
}

func (a *app) tellSystems(shapes []systemShape, whole bool) {
	if a.json {
		a.putJSON(shapes)
		return
	}
	p, w := a.page(), a.words
	rows := make([][]string, 0, len(shapes))
	for _, s := range shapes {
		now := ""
		if s.Now != nil && s.Now.Still != "" {
			now = w.Say("parm.outage.still." + s.Now.Still)
		}
		name := s.Name
		if s.PartOf != "" {
			name = "  " + name
		}
		rows = append(rows, []string{name, now, s.About, s.ID})
	}
	p.table(nil, rows)
	if !whole {
		return
	}
	for _, s := range shapes {
		if len(s.Prints) > 0 {
			p.line(w.Say("parm.outage.prints", "name", s.Name, "what", strings.Join(s.Prints, ", ")))
		}
		if len(s.Writes) > 0 {
			p.line(w.Say("parm.outage.writes", "name", s.Name, "what", strings.Join(s.Writes, ", ")))
		}
	}
}

type outageFailuresWord struct{ binder }

type failureShape struct {
	ID     string   `json:"id"`
	Name   string   `json:"name"`
	Sign   string   `json:"sign"`
	Scope  string   `json:"scope"` // what --of says: "system", "site", "bank", or nothing
	Steps  []string `json:"steps"`
	Source []string `json:"source"`
}

// Run lists the failures with their ids, as start takes them.
func (c *outageFailuresWord) Run(a *app) error {
	return a.with(c.binder, func(s *desk.Session) error {
		failures := s.Catalogue().Failures
		if a.json {
			a.putJSON(each(failures, func(f outage.Failure) failureShape {
				return failureShape{ID: f.ID, Name: a.in(f.Name), Sign: a.in(f.Sign), Scope: string(f.Scope), Source: append([]string{}, f.Source...),
					Steps: each(f.Steps, func(step outage.Step) string { return f.ID + "/" + step.ID })}
			}))
			return nil
		}
		rows := make([][]string, 0, len(failures))
		for _, f := range failures {
			rows = append(rows, []string{f.ID, a.in(f.Name), a.in(f.Sign)})
		}
		a.page().table(nil, rows)
		return nil
	})
}

type outageFactsWord struct {
	binder
	All bool `help:"${help_outage_facts_all}"`
}

type openFactShape struct {
	ID        string `json:"id"`
	Fact      string `json:"fact"`
	Sort      string `json:"sort"`
	Owner     string `json:"owner"`
	Source    string `json:"source"`
	Quote     string `json:"quote"`
	Settled   bool   `json:"settled"`
	Value     string `json:"value"`
	By        string `json:"by"`
	At        string `json:"at"`
	Checklist string `json:"checklist"` // the planned outage during which it is tried out
}

func (a *app) shapeOpenFact(f desk.FactRow) openFactShape {
	shape := openFactShape{ID: f.ID, Fact: a.in(f.Fact.Fact), Sort: string(f.Sort), Owner: string(f.Owner), Source: f.Source, Quote: f.Quote, By: f.By, At: stamp(f.At), Checklist: f.OnChecklist}
	if f.Settled != nil {
		shape.Settled, shape.Value = true, f.Settled.Value
	}
	return shape
}

// Run lists what the routine leaves open, and with --all what has been settled.
func (c *outageFactsWord) Run(a *app) error {
	return a.with(c.binder, func(s *desk.Session) error {
		a.tellOpenFacts(s.Facts(), c.All)
		return nil
	})
}

func (a *app) tellOpenFacts(facts []desk.FactRow, all bool) {
	facts = slices.DeleteFunc(slices.Clone(facts), func(f desk.FactRow) bool { return !all && f.Settled != nil })
	if a.json {
		a.putJSON(each(facts, a.shapeOpenFact))
		return
	}
	p, w := a.page(), a.words
	if len(facts) == 0 {
		p.line(w.Say("parm.outage.no_facts"))
		return
	}
	for _, f := range facts {
		said := w.Say("parm.outage.not_settled", "owner", w.Say("outage.role."+string(f.Owner)))
		if f.Settled != nil {
			said = w.Say("parm.outage.settled", "value", f.Settled.Value, "who", f.By, "when", a.when(f.At))
		}
		p.line(a.in(f.Fact.Fact))
		p.indented(2, said+" ("+f.ID+")")
		if f.OnChecklist != "" {
			p.indented(2, w.Say("parm.outage.on_list", "id", f.OnChecklist))
		}
	}
}

// factOf refuses a fact that isn't there, and tells those that are.
func factOf(s *desk.Session, id string) error {
	facts := s.Facts()
	if slices.ContainsFunc(facts, func(f desk.FactRow) bool { return f.ID == id }) {
		return nil
	}
	return misuse{text.NewFault("parm.outage_fact", "what", id, "facts", strings.Join(each(facts, func(f desk.FactRow) string { return f.ID }), ", "))}
}

// tellOpenFact tells how one fact stands now.
func (a *app) tellOpenFact(s *desk.Session, id string) {
	for _, f := range s.Facts() {
		if f.ID == id {
			if a.json {
				a.putJSON(a.shapeOpenFact(f))
				return
			}
			a.tellOpenFacts([]desk.FactRow{f}, true)
		}
	}
}

type outageSettleWord struct {
	binder
	Fact   string `arg:"" help:"${help_outage_fact}"`
	Answer string `arg:"" optional:"" help:"${help_outage_answer}"`
	Open   bool   `help:"${help_outage_unsettle}"`
}

// Run answers what the routine leaves open, or takes the answer back.
func (c *outageSettleWord) Run(a *app) error {
	if c.Open == (c.Answer != "") {
		return misuse{text.NewFault("parm.outage_settle")}
	}
	return a.with(c.binder, func(s *desk.Session) error {
		err := factOf(s, c.Fact)
		if err == nil && c.Open {
			err = s.UnsettleFact(a.ctx, c.Fact)
		} else if err == nil {
			err = s.SettleFact(a.ctx, c.Fact, c.Answer)
		}
		if err != nil {
			return err
		}
		a.tellOpenFact(s, c.Fact)
		return nil
	})
}

type outageTryWord struct {
	binder
	Fact    string `arg:"" help:"${help_outage_fact}"`
	Planned string `arg:"" optional:"" help:"${help_outage_try_planned}"`
}

// Run puts an open fact on the checklist of a planned outage, or takes it off.
func (c *outageTryWord) Run(a *app) error {
	return a.with(c.binder, func(s *desk.Session) error {
		if err := factOf(s, c.Fact); err != nil {
			return err
		}
		if err := s.PutOnChecklist(a.ctx, c.Fact, c.Planned); err != nil {
			return err
		}
		a.tellOpenFact(s, c.Fact)
		return nil
	})
}

type outageContactsWord struct{ binder }

// Run lists whom the unit calls, in that order, those without a number among them.
func (c *outageContactsWord) Run(a *app) error {
	return a.with(c.binder, func(s *desk.Session) error {
		if a.json {
			a.putJSON(each(s.Contacts(), shapeCall))
			return nil
		}
		rows := [][]string{}
		for _, contact := range s.Contacts() {
			number := contact.Number
			if number == "" {
				number = a.words.Say("parm.outage.no_number")
			}
			rows = append(rows, []string{contact.Name, number, contact.Unit, contact.Carrier, strings.Join(contact.Groups, ", "), contact.ID})
		}
		a.page().table(nil, rows)
		return nil
	})
}

type outageCatalogueWord struct {
	Export  catalogueExportWord  `cmd:"" help:"${help_outage_catalogue_export}"`
	Import  catalogueImportWord  `cmd:"" help:"${help_outage_catalogue_import}"`
	Restore catalogueRestoreWord `cmd:"" help:"${help_outage_catalogue_restore}"`
}

type catalogueExportWord struct {
	binder
	Dir     string `arg:"" help:"${help_outage_dir}"`
	Replace bool   `help:"${help_replace}"`
}

// Run writes the catalogue as files that any editor opens.
func (c *catalogueExportWord) Run(a *app) error {
	return a.with(c.binder, func(s *desk.Session) error {
		files := s.ExportCatalogue()
		names := slices.Sorted(maps.Keys(files))
		for _, name := range names {
			if err := free(filepath.Join(c.Dir, filepath.FromSlash(name)), c.Replace); text.IsFault(err, "printer.exists") {
				return err
			}
		}
		for _, name := range names {
			path := filepath.Join(c.Dir, filepath.FromSlash(name))
			if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
				return text.Because(bare(err), "printer.not_writable")
			}
			if err := printer.SaveAs(path, files[name], c.Replace); err != nil {
				return err
			}
		}
		a.tellFiles(names, "parm.outage.exported")
		return nil
	})
}

type catalogueImportWord struct {
	binder
	Dir string `arg:"" help:"${help_outage_dir}"`
}

// Run makes the files of a folder the unit's own catalogue. With a mistake in one of them everything stays
// as it was.
func (c *catalogueImportWord) Run(a *app) error {
	files, err := catalogueFiles(c.Dir)
	if err != nil {
		return err
	}
	return a.with(c.binder, func(s *desk.Session) error {
		if err := s.ImportCatalogue(a.ctx, files); err != nil {
			return err
		}
		a.tellFiles(slices.Sorted(maps.Keys(files)), "parm.outage.imported")
		return nil
	})
}

type catalogueRestoreWord struct{ binder }

// Run brings back the catalogue that the program brings.
func (c *catalogueRestoreWord) Run(a *app) error {
	return a.with(c.binder, func(s *desk.Session) error {
		if err := s.ImportCatalogue(a.ctx, nil); err != nil {
			return err
		}
		a.tellFiles(nil, "parm.outage.restored")
		return nil
	})
}

func (a *app) tellFiles(names []string, key string) {
	if a.json {
		a.putJSON(map[string][]string{"files": append([]string{}, names...)})
		return
	}
	a.page().line(a.words.Count(key, len(names)))
}

// mostCatalogueFiles bounds how many files are read from a folder.
const mostCatalogueFiles = 500

// catalogueFiles are the files of a folder that end as those of a catalogue do, by their name in it.
func catalogueFiles(dir string) (map[string][]byte, error) {
	files := map[string][]byte{}
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || filepath.Ext(path) != ".json" {
			return err
		}
		if len(files) == mostCatalogueFiles {
			return text.NewFault("parm.outage_files", "most", mostCatalogueFiles)
		}
		file, err := desk.OpenFile(path)
		if err != nil {
			return err
		}
		name, err := filepath.Rel(dir, path)
		files[filepath.ToSlash(name)] = file.Bytes
		return err
	})
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, text.Because(bare(err), "file.missing")
	case err != nil:
		return nil, err
	case len(files) == 0:
		return nil, text.NewFault("parm.outage_no_files")
	}
	return files, nil
}

// plannedTitle is what a planned outage is called: by its title, or else by why it is.
func (a *app) plannedTitle(p outage.Planned) string {
	if p.Title != "" {
		return p.Title
	}
	return a.words.Say("outage.planned." + string(p.Kind))
}

// plannedSpan is from when to when it is.
func (a *app) plannedSpan(p outage.Planned) string {
	start, end := p.Start.In(care.Stockholm), p.End.In(care.Stockholm)
	from := a.words.Day(start) + " " + a.words.Clock(start)
	switch {
	case !end.After(start):
		return from
	case start.Format(time.DateOnly) == end.Format(time.DateOnly):
		return from + "–" + a.words.Clock(end)
	}
	return from + "–" + a.words.Day(end) + " " + a.words.Clock(end)
}
