package sheettest

import (
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/form"
	"avbrottsparm/internal/sheet"
	"avbrottsparm/internal/text"
)

// Journal is a journal sheet, a page of four notes: with the person's name and number, or lines for
// them.
func Journal(s sheet.Setting, d *care.Dossier) sheet.Sheet {
	field := func(id, sv, en string) form.Field {
		return form.Field{ID: id, Kind: form.FieldLine, Label: text.Both{SV: sv, EN: en}, Required: true}
	}
	return sheet.Form(s, form.Form{
		ID: "journal", Version: 1, Title: text.Both{SV: "Journalblad", EN: "Journal sheet"}, Subject: form.SubjectPerson, Area: form.AreaSocial,
		Rules: []text.Both{{SV: "En person per blad. Skriv med kulspetspenna, så snart som möjligt.", EN: "One person per sheet. Write with a ballpoint pen, as soon as possible."}},
		Sections: []form.Section{{Table: &form.Table{Height: 48, Rows: 4, Columns: []form.Column{
			{ID: "event", Title: text.Both{SV: "Händelsen", EN: "The event"}, Width: 30, Fields: []form.Field{field("day", "Dag", "Day"), field("clock", "Klockan", "Time")}},
			{ID: "note", Title: text.Both{SV: "Sökord och anteckning", EN: "Headline and note"}, Width: 88, Fields: []form.Field{field("headline", "Sökord", "Headline")}},
			{ID: "written", Title: text.Both{SV: "Skrivet", EN: "Written"}, Width: 35, Fields: []form.Field{field("author", "Namn", "Name"), field("title", "Titel", "Title"), field("sign", "Signatur", "Signature")}},
			{ID: "entered", Kind: form.FieldLine, Title: text.Both{SV: "Infört", EN: "Entered"}, Width: 20},
		}}}},
		After: text.Both{SV: "Förs in i Lifecare efter avbrottet.", EN: "Entered in Lifecare after the outage."},
	}, d)
}
