package data

import (
	"maps"
	"slices"
	"testing"
	"time"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/form"
	"avbrottsparm/internal/text"
)

// The night of which all samples tell.
var (
	sampleNight = time.Date(2026, 11, 22, 3, 10, 0, 0, care.Stockholm)
	sampleNow   = sampleNight.Add(2 * time.Hour)
)

// sample fills in a kind by its values; its time, headline and text stand among them under their ids.
func sample(kind entry.Kind, f form.Form, values map[string]string) entry.Entry {
	e := entry.Entry{ID: "e1", Kind: kind, EventTime: sampleNight, WrittenTime: sampleNow, Values: maps.Clone(values),
		Headline: values[form.IDHeadline], Text: values[form.IDText], Author: entry.Author{Identity: "a1", Name: "Anna Berg", Title: "undersköterska"}}
	delete(e.Values, form.IDHeadline)
	delete(e.Values, form.IDText)
	if f.EntrySubject() == form.SubjectPerson {
		e.PersonID = "p1"
	}
	return e
}

// samples are ways in which each kind is filled in with no more than it asks for.
var samples = map[entry.Kind][]map[string]string{
	"note":        {{"headline": "Tillsyn", "text": "Sov lugnt, ville inte ha hjälp med kvällsmålet."}},
	"health_note": {{"headline": "Ordination", "text": "Muntlig ordination av doktor Ek: Furix 40 mg en gång."}},
	"case_note":   {{"headline": "Hembesök", "text": "Önskar mer stöd på kvällen."}},
	"decision":    {{"headline": "Hemtjänst", "law": "sol", "result": "granted", "text": "Tillsyn två gånger per natt från i dag.", "told": "yes"}},
	"deviation": {
		{"law": "sol", "sort": "fall", "grade": "harm", "text": "Låg på golvet i hallen.", "consequences": "Sår på armen.", "done": "Ringde sjuksköterskan."},
		{"law": "hsl", "sort": "medicine", "grade": "risk", "text": "Fel lista i hemmapärmen.", "done": "Bytte lista."},
	},
	"signing": {
		{"delegation": "valid", "order": "Insulin morgon", "outcome": "done", "as_needed": "no"},
		{"delegation": "no_delegation_needed", "order": "Smärtlindring", "outcome": "done", "as_needed": "yes", "medicine": "Alvedon", "strength": "500 mg", "amount": "2", "left": "18"},
		{"delegation": "doubtful", "order": "Ögondroppar", "outcome": "not_done", "why": "Delegeringen gick ut i går. Sjuksköterskan vet.", "as_needed": "no"},
	},
	"attendance": {
		{"outcome": "done", "end": "03:35", "services_done": "Tillsyn natt", "double": "yes", "second_name": "Maria Ek"},
		{"outcome": "partly", "end": "03:35", "services_done": "Tillsyn natt", "services_not_done": "Dusch", "why": "Ville sova.", "double": "no"},
		{"outcome": "declined", "services_not_done": "Dusch", "why": "Ville inte.", "double": "no"},
		{"outcome": "cancelled", "cancelled_reason": "hospital", "cancelled_minutes": "25", "double": "no"},
	},
	"visit_change": {
		{"change": "added", "new_time": "2026-11-22 08:00", "minutes": "20", "services": "Frukost", "reason": "Behöver mer hjälp."},
		{"change": "changed", "visit_time": "2026-11-22 07:00", "new_time": "2026-11-22 08:00", "minutes": "20", "services": "Frukost", "reason": "Bilen stod."},
		{"change": "cancelled", "visit_time": "2026-11-22 07:00", "reason": "Åkte till sjukhus."},
	},
	"absence":     {{"from": "2026-11-22 02:30", "reason": "hospital"}},
	"meals":       {{"meal": "main", "day_from": "2026-11-21", "count": "2"}},
	"fee_basis":   {{"what": "time", "minutes": "30", "text": "Väntade in ambulansen."}, {"what": "service", "service": "Ledsagning", "text": "Till vårdcentralen."}, {"what": "less", "text": "Matlådan kom inte."}},
	"sbar":        {{"provider": "Vårgårda kommun", "reason": "Andnöd", "situation": "Tung andning sedan klockan två."}},
	"concern":     {{"text": "Barnet var ensamt ute i natten.", "child_told": "no", "guardians_told": "not_known", "in_work": "work", "reporter": "Anna Berg, undersköterska"}, {"text": "Skrik från grannen.", "child_told": "no", "guardians_told": "no", "in_work": "anonymous"}},
	"application": {{"text": "Hjälp att handla en gång i veckan.", "need": "Orkar inte bära.", "urgent": "no"}, {"text": "Plats på korttid.", "need": "Kan inte vara ensam.", "urgent": "yes", "urgent_why": "Hustrun är på sjukhus."}},
	"message":     {{"side": "provider", "from": "Dottern", "headline": "Mer tid", "text": "Vill ha ett möte.", "answer": "yes", "answer_to": "Dottern, telefon"}, {"side": "casework", "from": "Personen själv", "headline": "Tack", "text": "Allt fungerar.", "answer": "no"}},
	"access_request": {{"staff_name": "Nils Ny", "staff_title": "vikarie", "unit": "Hemtjänst Norr", "change": "new", "systems": "lmo_app,lifecare_utforare",
		"role": "utförare", "from_date": "2026-11-23"}},
	"phoniro": {{"thing": "digital_lock", "change": "registered", "serial": "L-1001", "unit": "Hemtjänst Norr", "text": "Nytt lås, monterat i natt."},
		{"thing": "access", "change": "removed", "staff_name": "Nils Ny", "unit": "Hemtjänst Norr", "text": "Slutade i går."}},
	"key": {{"direction": "out", "tag": "17", "count": "1", "taken_by": "Anna Berg", "why": "lock_down"}, {"direction": "back", "tag": "17", "count": "1", "back_to": "Maria Ek"},
		{"direction": "opened", "tag": "17", "why": "power"}, {"direction": "missing", "tag": "17"}},
	"cabinet": {{"cabinet": "4", "how": "key", "why": "Morgonens läkemedel", "missing": "no"}, {"cabinet": "4", "how": "ups", "why": "Kontroll", "missing": "yes", "missing_what": "En karta. Sjuksköterskan vet."}},
	"door":    {{"action": "opened", "door": "12", "how": "tag", "why": "Taggen hade ingen åtkomst."}, {"action": "restarted", "door": "12", "why": "Startade om radiobasen."}},
	"alarm":   {{"action": "call", "room": "12", "reached": "03:14", "text": "Ville ha vatten."}, {"action": "out", "text": "Servern gick ner med strömmen."}},
	"round":   {{"end": "03:40", "rooms": "1-12", "all": "yes"}, {"end": "03:40", "rooms": "1-11", "all": "no", "not_reached": "12: sov, öppnade med nyckel."}},
	"fault_report": {{"systems": "lifecare_hsl,lmo_app", "touched": "several_units", "password_tried": "yes_it_failed", "text": "Sidan laddar inte.",
		"unit": "Hemtjänst Norr"}},
	"login":       {{"broken": "bankid,freja", "instead": "ad", "done_by": "Ivar It"}, {"broken": "feitian", "instead": "freja"}},
	"outage_note": {{"headline": "Samtal", "text": "IT räknar med klockan sex."}},
}

// Given each kind, when all that it asks for is written, then it can be signed; and when any one of
// these is missing, then that one is told of, and nothing else.
func TestEveryKindCanBeFilledInAndTellsWhatIsMissing(t *testing.T) {
	kinds := allKinds(t)
	for _, kind := range kinds.Offered() {
		f, _ := kinds.Form(kind)
		if len(samples[kind]) == 0 {
			t.Errorf("%s is never filled in", kind)
		}
		for i, values := range samples[kind] {
			whole := sample(kind, f, values)
			if found := kinds.Check(whole, sampleNow); len(found) > 0 {
				t.Errorf("%s, way %d: %+v", kind, i, found)
			}
			for _, field := range f.EntryFields() {
				if !field.Required || !field.If.Holds(values) {
					continue
				}
				lacking := sample(kind, f, values)
				switch field.ID {
				case form.IDEventTime:
					lacking.EventTime = time.Time{}
				case form.IDHeadline:
					lacking.Headline = " "
				case form.IDText:
					lacking.Text = "\n"
				default:
					delete(lacking.Values, field.ID)
				}
				found := kinds.Check(lacking, sampleNow)
				if len(found) != 1 || found[0].Field != field.ID || found[0].Asks {
					t.Errorf("%s, way %d without %s: %+v", kind, i, field.ID, found)
				}
			}
			nobody := sample(kind, f, values)
			nobody.PersonID = ""
			stops := f.EntrySubject() == form.SubjectPerson && !f.Entry.Anyone
			if found := kinds.Check(nobody, sampleNow); (len(found) == 1 && found[0].Code == "no_person") != stops || !stops && len(found) > 0 {
				t.Errorf("%s about nobody: %+v", kind, found)
			}
		}
	}
}

// Every choice of every kind is made by some sample or can be made, and each field is shown in one of
// the ways of filling in: no field can hide for good, and none is asked for that nobody can see.
func TestEveryFieldIsShownBySomeChoice(t *testing.T) {
	kinds := allKinds(t)
	for _, kind := range kinds.Offered() {
		f, _ := kinds.Form(kind)
		fields := f.EntryFields()
		for _, field := range fields {
			i := slices.IndexFunc(fields, func(o form.Field) bool { return o.ID == field.If.Field })
			if i >= 0 && fields[i].If.Field != "" {
				t.Errorf("%s: %s hangs on %s, which may be hidden itself", kind, field.ID, fields[i].ID)
			}
			if i >= 0 && field.Required && !fields[i].Required {
				t.Errorf("%s: %s is needed where %s was chosen, and that may be left open", kind, field.ID, fields[i].ID)
			}
		}
		for _, wall := range f.Entry.Walls {
			i := slices.IndexFunc(fields, func(o form.Field) bool { return o.ID == wall.If.Field })
			if i < 0 || !fields[i].Required || fields[i].If.Field != "" || i > 2 {
				t.Errorf("%s: %s decides the wall and may be left open, or stands too far down", kind, wall.If.Field)
			}
		}
	}
}

// Every value that was written gets into the target's own form, in words.
func TestNothingWrittenIsLeftOutOfTheTarget(t *testing.T) {
	kinds := allKinds(t)
	for _, kind := range kinds.Offered() {
		f, _ := kinds.Form(kind)
		for i, values := range samples[kind] {
			copied := map[string]string{}
			for _, field := range kinds.CopyFields(sample(kind, f, values), "192401297250", "Birgit Andersson", text.Swedish) {
				copied[field.Name] = field.Value
			}
			for id := range values {
				if copied[id] == "" {
					t.Errorf("%s, way %d: %s isn't entered anywhere", kind, i, id)
				}
			}
			if copied[form.IDEventTime] != "03:10" || copied["event_date"] != "2026-11-22" {
				t.Errorf("%s, way %d: entered at %q %q", kind, i, copied["event_date"], copied[form.IDEventTime])
			}
			if (copied["person"] != "") != (f.EntrySubject() == form.SubjectPerson) {
				t.Errorf("%s, way %d: the person is %q", kind, i, copied["person"])
			}
		}
	}
}

// Given what is about keys, locks and systems, when an identity number stands in it, then that is asked
// about once; a telephone number and a case number are nobody's.
func TestWhereNobodysNumberBelongs(t *testing.T) {
	kinds := allKinds(t)
	for _, c := range []struct {
		kind      entry.Kind
		field     string
		value     string
		confirmed []string
		want      []string
	}{
		{"fault_report", "text", "Går inte att öppna 192401297250 i Lifecare.", nil, []string{"text tells_who"}},
		{"fault_report", "text", "Går inte att öppna 240129+7250.", []string{"tells_who"}, nil},
		{"fault_report", "works", "Ring 0121-18499, ärende 2026-11-22 17.", nil, nil},
		{"key", "remark", "Till 19240129-7250", nil, []string{"remark tells_who"}},
		{"alarm", "text", "19240129-7250 ramlade", nil, []string{"text tells_who"}},
		{"note", "text", "Dottern har personnummer 19240129-7250.", nil, nil}, // a record may say so
	} {
		f, _ := kinds.Form(c.kind)
		e := sample(c.kind, f, samples[c.kind][0])
		e.Confirmed = c.confirmed
		if c.field == form.IDText {
			e.Text = c.value
		} else {
			e.Values[c.field] = c.value
		}
		var got []string
		for _, p := range kinds.Check(e, sampleNow) {
			got = append(got, p.Field+" "+p.Code)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s with %q: %q, want %q", c.kind, c.value, got, c.want)
		}
	}
}
