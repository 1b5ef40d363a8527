package main

import (
	"slices"
	"strings"
	"time"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/printer"
	"avbrottsparm/internal/text"
)

// unitDocumentShape is a document of the unit's own.
type unitDocumentShape struct {
	ID      string `json:"id"`
	Kind    string `json:"kind"`
	Title   string `json:"title"`
	Owner   string `json:"owner"`
	Review  string `json:"review"`
	Due     bool   `json:"due"`
	Media   string `json:"media"`
	Pages   int    `json:"pages"`
	Bytes   int    `json:"bytes"`
	Version string `json:"version"`
	Filed   string `json:"filed"`
	FiledBy string `json:"filed_by"`
	Around  string `json:"around,omitempty"`
	Content string `json:"content,omitempty"`
}

func shapeUnitDocument(d desk.UnitDocument) unitDocumentShape {
	shape := unitDocumentShape{ID: d.ID, Kind: string(d.Kind), Title: d.Title, Owner: d.Owner, Due: d.ReviewDue(time.Now()), Media: d.Media, Pages: d.Pages, Bytes: d.Size,
		Version: d.Version(), Filed: stamp(d.FiledAt), FiledBy: d.FiledBy}
	if !d.Review.IsZero() {
		shape.Review = d.Review.In(care.Stockholm).Format(time.DateOnly)
	}
	return shape
}

type readyDocumentsWord struct {
	binder
	Find string `placeholder:"TEXT" help:"${help_ready_find}"`
}

// Run lists the unit's own documents, or those that hold words.
func (c *readyDocumentsWord) Run(a *app) error {
	return a.with(c.binder, func(s *desk.Session) error {
		if err := mayReady(s); err != nil {
			return err
		}
		var shapes []unitDocumentShape
		for _, d := range s.UnitDocuments() {
			shapes = append(shapes, shapeUnitDocument(d))
		}
		if c.Find != "" {
			shapes = nil
			for _, hit := range s.SearchUnitDocuments(c.Find) {
				shape := shapeUnitDocument(hit.UnitDocument)
				shape.Around = hit.Around
				shapes = append(shapes, shape)
			}
		}
		a.tellUnitDocuments(shapes)
		return nil
	})
}

func (a *app) tellUnitDocuments(shapes []unitDocumentShape) {
	if a.json {
		a.putJSON(append([]unitDocumentShape{}, shapes...))
		return
	}
	p := a.page()
	if len(shapes) == 0 {
		p.line(a.words.Say("parm.ready.no_documents"))
		return
	}
	for _, d := range shapes {
		p.line(a.words.Say("unitdoc.kind."+d.Kind) + ": " + d.Title)
		review := a.words.Say("sheet.unitdoc.no_review")
		if d.Review != "" {
			review = a.words.Say("parm.ready.review", "day", d.Review)
		}
		p.indented(2, strings.Join([]string{d.Owner, review, d.ID}, ". "))
		if d.Around != "" {
			p.indented(2, d.Around)
		}
	}
}

type readyFileWord struct {
	binder
	File   string `arg:"" help:"${help_ready_file_path}"`
	Kind   string `required:"" placeholder:"KIND" help:"${help_ready_kind}"`
	Owner  string `placeholder:"TEXT" help:"${help_ready_owner}"`
	Review string `placeholder:"YYYY-MM-DD" help:"${help_ready_review}"`
}

// Run files a document of the unit's own, or a new version of one.
func (c *readyFileWord) Run(a *app) error {
	kind := desk.UnitDocumentKind(c.Kind)
	if !slices.Contains(desk.UnitDocumentKinds(), kind) {
		return misuse{text.NewFault("parm.ready_item", "what", c.Kind, "items", strings.Join(each(desk.UnitDocumentKinds(), func(k desk.UnitDocumentKind) string { return string(k) }), ", "))}
	}
	var review time.Time
	if c.Review != "" {
		var err error
		if review, err = dayOf(c.Review, time.Now()); err != nil {
			return err
		}
	}
	file, err := desk.OpenFile(c.File)
	if err != nil {
		return err
	}
	return a.with(c.binder, func(s *desk.Session) error {
		doc, err := s.FileUnitDocument(a.ctx, file.Name, file.Bytes, kind, c.Owner, review)
		if err != nil {
			return err
		}
		if a.json {
			a.putJSON(shapeUnitDocument(doc))
			return nil
		}
		a.page().line(a.words.Say("parm.ready.filed", "kind", a.words.Say("unitdoc.kind."+string(doc.Kind)), "title", doc.Title, "id", doc.ID))
		return nil
	})
}

type readyOpenWord struct {
	binder
	ID      string `arg:"" name:"id" help:"${help_ready_document}"`
	Save    string `placeholder:"FILE" help:"${help_ready_save}"`
	Replace bool   `help:"${help_replace}"`
}

// Run shows what stands in a document of the unit's own, or saves it as it was filed.
func (c *readyOpenWord) Run(a *app) error {
	if err := free(c.Save, c.Replace); err != nil {
		return err
	}
	return a.with(c.binder, func(s *desk.Session) error {
		doc, raw, err := s.OpenUnitDocument(a.ctx, c.ID)
		if err != nil {
			return err
		}
		if c.Save != "" {
			if err := printer.SaveAs(c.Save, raw, c.Replace); err != nil {
				return err
			}
		}
		shape := shapeUnitDocument(doc)
		shape.Content = doc.Text
		if a.json {
			a.putJSON(shape)
			return nil
		}
		a.tellUnitDocuments([]unitDocumentShape{shape})
		p := a.page()
		p.gap()
		if doc.Text == "" {
			p.line(a.words.Say("parm.ready.no_text"))
		}
		for line := range strings.SplitSeq(doc.Text, "\n") {
			p.line(line)
		}
		return nil
	})
}

type readyRemoveWord struct {
	binder
	ID     string `arg:"" name:"id" help:"${help_ready_document}"`
	Reason string `required:"" placeholder:"TEXT" help:"${help_document_reason}"`
}

// Run takes a document of the unit's own out of the binder.
func (c *readyRemoveWord) Run(a *app) error {
	return a.with(c.binder, func(s *desk.Session) error {
		if err := s.RemoveUnitDocument(a.ctx, c.ID, c.Reason); err != nil {
			return err
		}
		shapes := each(s.UnitDocuments(), shapeUnitDocument)
		a.tellUnitDocuments(shapes)
		return nil
	})
}
