package fhir

import (
	"encoding/base64"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"avbrottsparm/internal/care"
)

type wireDocument struct {
	Status      string      `json:"status"`
	DocStatus   string      `json:"docStatus"`
	Type        concept     `json:"type"`
	Subject     reference   `json:"subject"`
	Date        string      `json:"date"`
	Author      []reference `json:"author"`
	Description string      `json:"description"`
	Custodian   reference   `json:"custodian"`
	Content     []struct {
		Attachment struct {
			ContentType string `json:"contentType"`
			Data        string `json:"data"`
			URL         string `json:"url"`
			Title       string `json:"title"`
			Creation    string `json:"creation"`
		} `json:"attachment"`
	} `json:"content"`
	Context struct {
		Period period `json:"period"`
	} `json:"context"`
}

// document reads a DocumentReference. A text with date and author is a journal note; other papers
// are named by their day, to be read in as files of their own.
func (r *run) document(e *entry) {
	g := r.group(care.KindJournalNote)
	wire, _, ok := decode[wireDocument](g, e)
	if !ok {
		return
	}
	if wire.Status == "superseded" {
		g.remove(care.KindJournalNote, e)
		return
	}
	key, ok := r.whose(g, e, "subject", wire.Subject)
	if !ok {
		return
	}
	at := g.when(e, "context.period", wire.Context.Period.Start, false)
	written := g.when(e, "date", wire.Date, false)
	if at.IsZero() {
		at = written
	}
	said, others := texts(wire)
	by := r.author(e, wire)
	if said == "" || at.IsZero() || by.name.plain() == "" {
		r.paper(g, e, wire, at)
		return
	}
	if others > 0 {
		r.paper(g, e, wire, at)
	}
	g.keep(e, &care.JournalNote{Law: "HSL", At: at, Written: written, Text: said, By: by.name.plain(), Title: by.title,
		Headline: joinWords(": ", wire.Type.said(), line(wire.Description)), Unit: r.who(e, wire.Custodian).name.plain(),
		Signed: slices.Contains([]string{"final", "amended"}, wire.DocStatus), Wrong: wire.Status == "entered-in-error"}, key)
}

func (r *run) author(e *entry, w wireDocument) who {
	for _, ref := range few(w.Author) {
		if found := r.who(e, ref); found.name.plain() != "" && !found.isPatient {
			return found
		}
	}
	return who{}
}

// texts joins the plain texts that lie in the resource and counts what else does.
func texts(w wireDocument) (said string, others int) {
	var parts []string
	for _, content := range few(w.Content) {
		a := content.Attachment
		media, parameters, _ := strings.Cut(strings.ToLower(a.ContentType), ";")
		if strings.TrimSpace(media) != "text/plain" || a.Data == "" || len(a.Data) > maxNote {
			others++
			continue
		}
		raw, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(a.Data), ""))
		if err != nil {
			others++
			continue
		}
		if !utf8.Valid(raw) || strings.Contains(parameters, "8859-1") || strings.Contains(parameters, "1252") {
			if raw, err = charmap.Windows1252.NewDecoder().Bytes(raw); err != nil {
				others++
				continue
			}
		}
		parts = append(parts, plain(string(raw)))
	}
	return joinLines(parts...), others
}

// paper says that a document is not taken in. Its title can name a person, so its day must do.
func (r *run) paper(g *group, e *entry, w wireDocument, at time.Time) {
	if w.Status == "entered-in-error" {
		g.remove(care.KindJournalNote, e)
		return
	}
	r.counts["fhir_documents"]++
	if at.IsZero() {
		g.warn(e, "content", "fhir_document")
		return
	}
	g.warn(e, "content", "fhir_document_of", "day", at)
}
