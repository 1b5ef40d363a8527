package lifecare

import (
	"strings"

	"avbrottsparm/internal/care"
)

type (
	wireCritical struct {
		PersonID                           ident `json:"PersonId"`
		Infections, Observations, Warnings []wireDocumentation
	}
	wireDocumentation struct {
		ID                                                  ident `json:"Id"`
		Status, ContentType, Text, PlainText                string
		CreatedSignature, CreatedTime, CreatedName, EndTime string
		ErrorMarked                                         flag
	}
)

// critical reads one person's critical informations. The object holds all of the person's, so
// what it lacks is gone.
func (r *run) critical(w wireCritical) {
	key := r.key(w.PersonID, "")
	if key.Empty() {
		r.fail("PersonId", "no_person")
		return
	}
	for _, part := range []struct {
		what care.WarningKind
		docs []wireDocumentation
	}{
		{care.WarningWarning, w.Warnings}, {care.WarningObservation, w.Observations}, {care.WarningInfection, w.Infections},
	} {
		for _, doc := range part.docs {
			r.documentation(part.what, doc, key)
		}
	}
	r.batch.CompleteFor = append(r.batch.CompleteFor, key)
}

// documentation reads one piece. Earlier versions, deleted ones and those marked as written in
// error are not the patient's warning any more.
func (r *run) documentation(what care.WarningKind, doc wireDocumentation, key care.PersonKey) {
	if bool(doc.ErrorMarked) || strings.EqualFold(doc.Status, "Deleted") || strings.EqualFold(doc.Status, "History") {
		if doc.ID != "" {
			r.remove(care.KindWarning, string(doc.ID), key)
		}
		return
	}
	said := clean(doc.PlainText)
	if said == "" {
		said = clean(plainText(doc.Text))
	}
	if said == "" {
		r.warn("PlainText", "no_text")
		return
	}
	warning := &care.Warning{What: what, Text: said, Noted: r.when("CreatedTime", doc.CreatedTime), By: line(doc.CreatedName)}
	if warning.By == "" {
		warning.By = line(doc.CreatedSignature)
	}
	r.keep(warning, string(doc.ID), key)
}
