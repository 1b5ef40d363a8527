package care_test

import (
	"slices"
	"testing"
	"time"

	"avbrottsparm/internal/care"
)

var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, care.Stockholm)

func taken(name, substance string, status care.MedicationStatus) *care.Medication {
	return &care.Medication{Name: name, Substance: substance, Status: status}
}

// Nothing is a no unless a source said no and nothing speaks against it.
func TestWhetherBloodThinnersAreKnown(t *testing.T) {
	facts := func(answers ...care.Answer) []*care.HealthFacts {
		var list []*care.HealthFacts
		for _, a := range answers {
			list = append(list, &care.HealthFacts{Anticoagulants: a})
		}
		return list
	}
	for name, c := range map[string]struct {
		dossier  care.Dossier
		answer   care.Answer
		listed   int
		said     int
		disputed bool
	}{
		"nobody has told":             {care.Dossier{}, care.AnswerUnknown, 0, 0, false},
		"a list without them":         {care.Dossier{Chart: care.Chart{Medications: []*care.Medication{taken("Provamol", "", care.MedicationCurrent)}}}, care.AnswerUnknown, 0, 0, false},
		"a source says no":            {care.Dossier{Chart: care.Chart{Facts: facts(care.AnswerNo)}}, care.AnswerNo, 0, 0, false},
		"a source says nothing":       {care.Dossier{Chart: care.Chart{Facts: facts(care.AnswerUnknown, care.AnswerNo)}}, care.AnswerNo, 0, 0, false},
		"sources differ":              {care.Dossier{Chart: care.Chart{Facts: facts(care.AnswerNo, care.AnswerYes)}}, care.AnswerYes, 0, 0, true},
		"the list has one":            {care.Dossier{Chart: care.Chart{Medications: []*care.Medication{taken("Eliquis 5 mg", "", care.MedicationCurrent)}}}, care.AnswerYes, 1, 0, false},
		"by substance":                {care.Dossier{Chart: care.Chart{Medications: []*care.Medication{taken("Provtunn", "Dabigatranetexilat", care.MedicationCurrent)}}}, care.AnswerYes, 1, 0, false},
		"paused":                      {care.Dossier{Chart: care.Chart{Medications: []*care.Medication{taken("Waran", "", care.MedicationPaused)}}}, care.AnswerYes, 1, 0, false},
		"of unknown state":            {care.Dossier{Chart: care.Chart{Medications: []*care.Medication{taken("Waran", "", care.MedicationUnknown)}}}, care.AnswerYes, 1, 0, false},
		"ended":                       {care.Dossier{Chart: care.Chart{Medications: []*care.Medication{taken("Waran", "", care.MedicationEnded)}}}, care.AnswerUnknown, 0, 0, false},
		"the list against a no":       {care.Dossier{Chart: care.Chart{Facts: facts(care.AnswerNo), Medications: []*care.Medication{taken("Warfarin Prov", "", care.MedicationCurrent)}}}, care.AnswerYes, 1, 0, true},
		"a warning of one word":       {care.Dossier{Warnings: []*care.Warning{{Text: "Waran."}}}, care.AnswerYes, 0, 1, false},
		"the same in a warning":       {care.Dossier{Warnings: []*care.Warning{{Text: "Blodförtunnande"}}, Chart: care.Chart{Facts: facts(care.AnswerYes)}}, care.AnswerYes, 0, 0, false},
		"a warning against a no":      {care.Dossier{Warnings: []*care.Warning{{Text: "Waran"}}, Chart: care.Chart{Facts: facts(care.AnswerNo)}}, care.AnswerYes, 0, 1, true},
		"a warning concludes nothing": {care.Dossier{Warnings: []*care.Warning{{Text: "Slutat med Waran"}}}, care.AnswerUnknown, 0, 1, false},
	} {
		t.Run(name, func(t *testing.T) {
			f := c.dossier.Acute(noon).Anticoagulants
			if f.Answer != c.answer || len(f.Listed) != c.listed || len(f.Said) != c.said || f.Disputed != c.disputed {
				t.Errorf("found %+v", f)
			}
		})
	}
}

func TestFactsOfSeveralSourcesArePutTogether(t *testing.T) {
	d := care.Dossier{
		Warnings: []*care.Warning{{Text: "Överkänslig mot latex"}, {Text: "Pacemaker sedan 2019"}, {Text: "Katt: personal med pälsdjursallergi ska inte hit"}, {Text: "Infart: PICC vänster arm"}, {Text: "Infarter: PEG"}},
		Chart: care.Chart{Facts: []*care.HealthFacts{
			{Diagnoses: []string{"KOL"}, Access: []string{"PEG"}, NoHypersensitivity: true, Important: "Syrgas i hemmet"},
			{Diagnoses: []string{"kol", "Hjärtsvikt"}, Pacemaker: care.AnswerNo}}},
	}
	a := d.Acute(noon)
	if !slices.Equal(a.Diagnoses, []string{"KOL", "Hjärtsvikt"}) || !slices.Equal(a.Access, []string{"PEG", "Infart: PICC vänster arm"}) || !slices.Equal(a.Important, []string{"Syrgas i hemmet"}) {
		t.Errorf("put together: %+v", a)
	}
	if !slices.Equal(a.Hypersensitivity, []string{"Överkänslig mot latex"}) || a.NoneKnown {
		t.Errorf("a warning stands against none known: %+v", a)
	}
	if a.Pacemaker.Answer != care.AnswerNo || !slices.Equal(a.Pacemaker.Said, []string{"Pacemaker sedan 2019"}) {
		t.Errorf("pacemaker: %+v", a.Pacemaker)
	}
}

func TestNamesOfBloodThinners(t *testing.T) {
	for name, want := range map[string]bool{
		"Waran": true, "WARFARIN ORION 2,5 mg": true, "Fragmin inj 5000 E": true, "Acetylsalicylsyra Teva": true, "clopidogrel": true,
		"Alvedon": false, "Waranda": false, "Heparinoid-Prov": false, "": false, "Tinzaparin Leo": true, "Xarelto®": true,
	} {
		if care.NamesAnticoagulant(name) != want {
			t.Errorf("%q: %v", name, !want)
		}
	}
}

func TestWhoIsResponsible(t *testing.T) {
	for name, c := range map[string]struct {
		roles     []string
		physician string
		named     bool
		nurse     string
		nurseTold bool
	}{
		"nobody":                   {nil, "", false, "", false},
		"named":                    {[]string{"Läkare", "PAL", "Sjuksköterska", "PAS"}, "PAL", true, "PAS", true},
		"in full words":            {[]string{"Patientansvarig läkare", "Omvårdnadsansvarig sjuksköterska (OAS)"}, "Patientansvarig läkare", true, "Omvårdnadsansvarig sjuksköterska (OAS)", true},
		"the family's":             {[]string{"Läkare", "Husläkare", "Distriktssköterska"}, "Husläkare", false, "Distriktssköterska", false},
		"only what they are":       {[]string{"Läkare", "Sjuksköterska"}, "Läkare", false, "Sjuksköterska", false},
		"others are not":           {[]string{"Undersköterska", "Tandläkare", "God man", "Tandsköterska"}, "", false, "", false},
		"a fast läkarkontakt":      {[]string{"Fast läkarkontakt, vårdcentralen"}, "Fast läkarkontakt, vårdcentralen", true, "", false},
		"by letters within a word": {[]string{"Palliativ rådgivare", "Passgård"}, "", false, "", false},
	} {
		t.Run(name, func(t *testing.T) {
			d := care.Dossier{}
			for _, role := range c.roles {
				d.Contacts = append(d.Contacts, &care.Contact{Role: role})
			}
			first := func(who care.Responsibility) (string, bool) {
				contacts, named := d.Responsible(who)
				if len(contacts) == 0 {
					return "", named
				}
				return contacts[0].Role, named
			}
			if role, named := first(care.ResponsiblePhysician); role != c.physician || named != c.named {
				t.Errorf("physician %q %v", role, named)
			}
			if role, named := first(care.ResponsibleNurse); role != c.nurse || named != c.nurseTold {
				t.Errorf("nurse %q %v", role, named)
			}
		})
	}
}
