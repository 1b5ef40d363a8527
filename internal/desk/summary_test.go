package desk_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/entry"
)

// paperNote is a note about Elsa that Karin wrote on paper.
func paperNote(t *testing.T, s *desk.Session, said string, at time.Time) *entry.Tracked {
	t.Helper()
	e := note(t, s, "Tillsyn", at)
	e.Text, e.Paper = said, &entry.Paper{Name: "Karin Sjö", Title: "vikarie", WrittenTime: at.Add(5 * time.Minute)}
	return signed(t, s, e)
}

// Given many notes on paper about one person, when they are summed up, then the draft says who wrote on
// paper and over which period, and is the opener's to sign. Health stays behind its wall.
func TestPaperNotesAreSummedUp(t *testing.T) {
	u, s := filled(t)
	paperNote(t, s, "Sov lugnt.", u.now.Add(-8*time.Hour))
	paperNote(t, s, "Drack te.", u.now.Add(-3*time.Hour))
	signed(t, s, note(t, s, "Eget", u.now.Add(-time.Hour)))
	wrong := paperNote(t, s, "Fel person.", u.now.Add(-2*time.Hour))
	_, err := s.Strike(t.Context(), wrong.ID, "Fel person")
	u.must(err)
	wound := note(t, s, "Sår", u.now.Add(-4*time.Hour))
	wound.Kind, wound.Text, wound.Paper = entry.KindHealthNote, "Lade om såret.", &entry.Paper{Name: "Rut Ek"}
	signed(t, s, wound)

	if got := s.ToSum(string(elsa.PersonalID), time.Time{}, time.Time{}); !slices.Equal(got, []desk.Summed{{Kind: entry.KindNote, Paper: 2}, {Kind: entry.KindHealthNote, Paper: 1}}) {
		t.Errorf("to sum up: %+v", got)
	}
	draft, err := s.SummaryDraft(string(elsa.PersonalID), "", time.Time{}, time.Time{})
	u.must(err)
	if draft.Kind != entry.KindNote || draft.ID == "" || draft.Author.Name != "Lena Ek" || draft.PersonID == "" || draft.Headline == "" {
		t.Errorf("draft %+v", draft)
	}
	for _, want := range []string{"Karin Sjö, vikarie", "22 nov 2026 23:00", "23 nov 2026 04:00", "Sov lugnt.", "Drack te."} {
		if !strings.Contains(draft.Text, want) {
			t.Errorf("the draft doesn't say %q:\n%s", want, draft.Text)
		}
	}
	for _, never := range []string{"såret", "Fel person", "Eget", "Föll"} {
		if strings.Contains(draft.Text, never) {
			t.Errorf("the draft says %q:\n%s", never, draft.Text)
		}
	}
	if len(s.Drafts()) != 0 {
		t.Error("it is stored before anybody saved it")
	}
	if done := signed(t, s, draft); done.Author.Name != "Lena Ek" || done.Wall() != access.AreaSocial {
		t.Errorf("signed as %+v", done)
	}

	health, err := s.SummaryDraft(string(elsa.PersonalID), entry.KindHealthNote, time.Time{}, time.Time{})
	if err != nil || !strings.Contains(health.Text, "Lade om såret.") || strings.Contains(health.Text, "Drack te.") {
		t.Errorf("of health: %s, %v", health.Text, err)
	}
	if night, err := s.SummaryDraft(string(elsa.PersonalID), entry.KindNote, u.now.Add(-9*time.Hour), u.now.Add(-7*time.Hour)); err != nil || strings.Contains(night.Text, "Drack te.") {
		t.Errorf("of the night: %s, %v", night.Text, err)
	}
}

func TestASummarySaysWhatIsMissing(t *testing.T) {
	u, lena := filled(t)
	u.add(lena, "Bo Alm", "undersköterska", access.RoleStaff, access.AreaSocial)
	bo := u.open("Bo Alm")
	for code, ask := range map[string][2]string{
		"summary.nothing": {string(ake.PersonalID), ""},
		"entry.no_kind":   {string(elsa.PersonalID), "finnsinte"},
		"access.closed":   {string(elsa.PersonalID), string(entry.KindHealthNote)},
		"person.unknown":  {"ingen", ""},
	} {
		_, err := bo.SummaryDraft(ask[0], entry.Kind(ask[1]), time.Time{}, time.Time{})
		fault(t, err, code)
	}
}
