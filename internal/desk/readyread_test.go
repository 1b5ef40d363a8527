package desk_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/readiness"
)

// Given a checklist that the head answers, then everybody is asked to read it; when an answer changes,
// they are asked again, and it shows who had read the earlier one.
func TestAChecklistIsReadByEverybody(t *testing.T) {
	u, s := prepares(t)
	ctx := t.Context()
	all := map[string]string{}
	for _, q := range s.Checklists()[0].Questions {
		all[q.ID] = " Så här gör vi.\nOch så. "
	}
	u.must(s.SetChecklist(ctx, "planned", "Enhetschefen", all))
	u.stands(s, "answers_planned", readiness.StateOK)
	if l := u.stands(s, "read_planned", readiness.StateMissing); l.Good != 0 || l.Of < 1 {
		t.Errorf("read by %d of %d", l.Good, l.Of)
	}
	u.must(s.ConfirmRead(ctx, "checklist:planned"))
	sara := u.open("sara")
	if r := sara.Readables()[0]; !r.Mine.IsZero() || r.Read != 1 || r.Asked != 2 {
		t.Errorf("to Sara it is %+v", r)
	}
	u.must(sara.ConfirmRead(ctx, "checklist:planned"))
	if r := sara.Readables()[0]; r.Mine.IsZero() || r.Read != 2 {
		t.Errorf("to Sara it is then %+v", r)
	}
	u.stands(sara, "read_planned", readiness.StateOK)

	s = u.open("lena")
	u.now = u.now.AddDate(0, 0, 3)
	u.must(s.SetChecklist(ctx, "planned", "Enhetschefen", map[string]string{"paper": "Så här gör vi.\nOch så."})) // looked through, and nothing changed
	u.stands(s, "read_planned", readiness.StateOK)
	if a := s.Checklists()[0]; !a.Changed.Equal(u.now) || a.Owner != "Enhetschefen" || len(a.Texts) != 4 {
		t.Errorf("%+v", a)
	}
	u.must(s.SetChecklist(ctx, "planned", "Enhetschefen", map[string]string{"paper": "Hela pärmen."}))
	u.stands(s, "read_planned", readiness.StateMissing)
	r, err := s.Receipts("checklist:planned")
	if err != nil || len(r.Have) != 0 || len(r.Missing) != 2 || len(r.Before) != 2 {
		t.Errorf("%+v, %v", r, err)
	}
	u.must(s.ConfirmRead(ctx, "checklist:planned"))
	if r, err = s.Receipts("checklist:planned"); err != nil || len(r.Have) != 1 || r.Have[0].Name != "Lena Ek" || !r.Have[0].At.Equal(u.now) || !slices.Equal(r.Missing, r.Before) {
		t.Errorf("%+v, %v", r, err)
	}
	u.must(s.SetChecklist(ctx, "planned", "", map[string]string{"work": " "}))
	if l := u.stands(s, "answers_planned", readiness.StateMissing); l.Good != 3 || l.Of != 5 {
		t.Errorf("%d of %d", l.Good, l.Of)
	}
}

// The outage plan is known when IT, system administration and heads have said so (routine 3).
func TestTheOutagePlanIsKnown(t *testing.T) {
	u, s := prepares(t)
	for i, group := range []string{"it", "system_administration", "heads"} {
		u.must(s.ConfirmFor(t.Context(), "outage_plan_known", group, "Svarade på mejl", true))
		if l := line(t, s, "outage_plan_known"); l.Good != i+1 || l.State.Good() != (i == 2) {
			t.Errorf("after %s: %s, %d of %d", group, l.State, l.Good, l.Of)
		}
	}
	if e, known := s.KnownBy("outage_plan_known", "it"); !known || e.Value != "Svarade på mejl" || e.By.Name != "Lena Ek" {
		t.Errorf("%+v", e)
	}
	u.now = u.now.AddDate(1, 0, 2)
	u.stands(s, "outage_plan_known", readiness.StateLate)
}

// The unit's own documents count once the three that the routine asks for are there and not too old, and
// everybody is asked to read each of them.
func TestTheUnitsOwnDocumentsCount(t *testing.T) {
	u, s := prepares(t)
	u.stands(s, "own_documents", readiness.StateMissing)
	u.stands(s, "read_documents", readiness.StateOpen)
	for i, kind := range []desk.UnitDocumentKind{desk.UnitOutagePlan, desk.UnitRoutine, desk.UnitContinuity} {
		u.filesOwn(s, fmt.Sprintf("Plan %d.txt", i), "Ring IT. "+string(kind), kind)
		if l := line(t, s, "own_documents"); l.Good != i+1 || l.State.Good() != (i == 2) {
			t.Errorf("after %s: %s with %d", kind, l.State, l.Good)
		}
	}
	before := line(t, s, "read_documents")
	for _, r := range s.Readables() {
		if strings.HasPrefix(r.ID, "document:") {
			u.must(s.ConfirmRead(t.Context(), r.ID))
		}
	}
	if after := line(t, s, "read_documents"); before.Good != 0 || after.Good != 3 || after.Of != before.Of {
		t.Errorf("before %d of %d, then %d of %d", before.Good, before.Of, after.Good, after.Of)
	}
	u.filesOwn(s, "Plan 0.txt", "Ring IT först.", desk.UnitOutagePlan) // a new version
	if l := line(t, s, "read_documents"); l.Good != 2 {
		t.Errorf("after a new version %d have read theirs", l.Good)
	}
	u.now = u.now.AddDate(0, 7, 0)
	u.stands(s, "own_documents", readiness.StateLate)
}

// Given a unit head who adds a round of the unit's own and another rhythm, when the file is read in, the
// unit goes by it from then on; with a mistake the old one stays, and the fault says where.
func TestTheUnitsOwnListOfReadiness(t *testing.T) {
	u, s := prepares(t)
	ctx := t.Context()
	file := string(s.ExportCatalogue()[readiness.ListFile])
	own := strings.Replace(file, `"id": "usb_batteries"`, `"id": "torches", "group": "power", "kind": "count", "title": {"sv": "Ficklampor", "en": "Torches"}, "how": {"sv": "Räkna dem.", "en": "Count them."},
      "days": 14, "weight": 2, "least": 3, "paper": true
    },
    {
      "id": "usb_batteries"`, 1)
	own = strings.Replace(own, `"days": 7,`, `"days": 14,`, 1)
	u.must(s.ImportCatalogue(ctx, map[string][]byte{readiness.ListFile: []byte(own)}))
	u.must(s.NoteRound(ctx, "torches", readiness.Told{OK: true, Count: 2}))
	u.must(s.NoteRound(ctx, "usb_batteries", readiness.Told{OK: true}))
	s = u.open("lena")
	if l := u.stands(s, "torches", readiness.StateMissing); l.Good != 2 || l.Of != 3 || l.Points != 133 {
		t.Errorf("%+v", l)
	}
	u.now = u.now.AddDate(0, 0, 10)
	u.stands(s, "usb_batteries", readiness.StateOK)

	err := s.ImportCatalogue(ctx, map[string][]byte{readiness.ListFile: []byte(strings.Replace(own, `"least": 3`, `"least": 0`, 1))})
	said := u.desk.Words.Explain(err)
	if fault(t, err, "outage.catalogue"); !strings.Contains(said, "readiness.json") || !strings.Contains(said, "torches/least") {
		t.Errorf("it says %q", said)
	}
	fault(t, s.ImportCatalogue(ctx, map[string][]byte{readiness.ListFile: []byte(strings.Replace(own, "Ficklampor", "Elsa Lunds lampa", 1))}), "catalogue.person")
	u.stands(s, "torches", readiness.StateMissing)
	raw := s.ExportCatalogue()
	u.must(s.ImportCatalogue(ctx, map[string][]byte{"limits.json": raw["limits.json"]})) // another file leaves it as it is
	u.stands(u.open("lena"), "torches", readiness.StateMissing)
	u.must(s.ImportCatalogue(ctx, nil))
	if _, known := u.open("lena").ReadyList().Item("torches"); known {
		t.Error("the program's own list has torches")
	}
	if rounds := s.RoundsOf("torches"); len(rounds) != 1 {
		t.Errorf("%d rounds on torches are kept", len(rounds))
	}
}
