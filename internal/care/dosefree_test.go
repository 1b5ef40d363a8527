package care_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"avbrottsparm/internal/care"
)

// Requirement 15: what tells a dose never comes on a list.
func TestWhatTellsADose(t *testing.T) {
	for text, c := range map[string]struct{ always, ofMedicines bool }{
		"Ge 2 tabletter Alvedon":             {true, true},
		"Alvedon 500 mg":                     {true, true},
		"en tablett till natten":             {true, true},
		"Halv tablett":                       {true, true},
		"1/2 tablett":                        {true, true},
		"½ tabl":                             {true, true},
		"Insulin 14 E till frukost":          {true, true},
		"Insulin 14E":                        {true, true},
		"Två droppar i vardera ögat":         {true, true},
		"1x2":                                {true, true},
		"1+1+0+1":                            {true, true},
		"Dubbel dos vid feber":               {true, true},
		"en och en halv tablett":             {true, true},
		"2,5mg":                              {true, true},
		"5 ml i sondmatning":                 {true, true},
		"10–14 enheter":                      {true, true},
		"1 dospåse":                          {true, true},
		"100 µg":                             {true, true},
		"Ge 3 på morgonen":                   {false, true},
		"2 vid behov":                        {false, true},
		"Ge ur dosett":                       {false, false},
		"Ge ur dosett kl 8 och 20":           {false, true}, // a figure that may be a number of something
		"Ge ur dosett kl 08:00 och 20:00":    {false, false},
		"Lägg om såret 2 gånger i veckan":    {false, true},
		"Blodtryck mäts varje måndag":        {false, false},
		"Ögondroppar enligt ordination":      {false, false},
		"Läs ordinationshandlingen":          {false, false},
		"Tar en promenad, en god stund":      {false, false},
		"Kompressionsstrumpa klass 2, på":    {false, true},
		"Läkemedel ur dospåse, ett på morse": {false, false},
	} {
		if got := care.TellsDose(text, false); got != c.always {
			t.Errorf("%q: %v", text, got)
		}
		if got := care.TellsDose(text, true); got != c.ofMedicines {
			t.Errorf("%q in an order for medicines: %v", text, got)
		}
	}
}

func TestAnOrderWithoutItsDose(t *testing.T) {
	for name, c := range map[string]struct {
		order care.HealthOrder
		name  string
		lines []string
		cut   bool
	}{
		"a dose in the text":      {care.HealthOrder{Title: "Läkemedelsadministrering", Text: "Ge ur dosett\nGe 2 tabletter", Medication: true}, "Läkemedelsadministrering", []string{"Ge ur dosett"}, true},
		"a dose in the title":     {care.HealthOrder{Title: "Alvedon 500 mg", Text: "Vid smärta", Medication: true}, "Vid smärta", nil, true},
		"nothing but a dose":      {care.HealthOrder{Text: "Ge 2", Medication: true}, "", nil, true},
		"words make it medicines": {care.HealthOrder{Title: "Insulin", Text: "14 till frukost"}, "Insulin", nil, true},
		"a wound":                 {care.HealthOrder{Title: "Såromläggning", Text: "2 gånger i veckan"}, "Såromläggning", []string{"2 gånger i veckan"}, false},
		"empty":                   {care.HealthOrder{}, "", nil, false},
	} {
		name0, lines, cut := c.order.WithoutDose()
		if name0 != c.name || !slices.Equal(lines, c.lines) || cut != c.cut {
			t.Errorf("%s: %q %q %v", name, name0, lines, cut)
		}
	}
}

// What planners write into a visit is printed on a dozen sheets: a dose there is as old as the others.
func TestAVisitWithoutDoses(t *testing.T) {
	for said, want := range map[string]string{
		"Ge Waran 2,5 mg 1 tablett kl 8":                  "",
		"Insulin 12 E":                                    "",
		"Larmkod 4405. Alvedon 500 mg x 3. Ring på":       "Larmkod 4405. Ring på",
		"Taklyft\nGe 2 tabletter\nKatten ska inte ut":     "Taklyft\nKatten ska inte ut",
		"Två droppar i vardera ögat":                      "",
		"Medicin 5 ml":                                    "",
		"Handla 2 l mjölk och en påse potatis":            "Handla 2 l mjölk och en påse potatis",
		"Lägenhet 3 E, portkod 1234":                      "Lägenhet 3 E, portkod 1234",
		"Medicinöverlämning kl 8":                         "Medicinöverlämning kl 8",
		"DUBBELBEMANNING 1/2":                             "DUBBELBEMANNING 1/2",
		"Dusch, 2 st handdukar; Läs i pärmen, flik 3.":    "Dusch, 2 st handdukar; Läs i pärmen, flik 3.",
		"Ge ur dosett. Dubbel dos vid feber; ring sedan.": "Ge ur dosett. ring sedan.",
		"": "",
	} {
		if got, cut := care.WithoutDoses(said, false); got != want || cut != (got != said) {
			t.Errorf("%q: %q, cut %v", said, got, cut)
		}
	}
	if got, _ := care.WithoutDoses("1+1+0+1", true); got != "" {
		t.Errorf("a visit of health care keeps %q", got)
	}
}

func TestTheNameOfAMedicineAlone(t *testing.T) {
	for _, c := range []struct {
		m              care.Medication
		name, strength string
	}{
		{care.Medication{Name: "Exempelin 2,5 mg"}, "Exempelin", "2,5 mg"},
		{care.Medication{Name: "Provtunn", Substance: "apixaban", Strength: "5 mg"}, "Provtunn (apixaban)", "5 mg"},
		{care.Medication{Name: "Apixaban Prov 5 mg", Substance: "apixaban"}, "Apixaban Prov", "5 mg"},
		{care.Medication{Name: "Provamol"}, "Provamol", ""},
	} {
		if c.m.PlainName() != c.name || c.m.PlainStrength() != c.strength {
			t.Errorf("%q %q", c.m.PlainName(), c.m.PlainStrength())
		}
	}
}

func TestPatches(t *testing.T) {
	for name, c := range map[string]struct {
		order care.HealthOrder
		want  bool
	}{
		"a patch with a medicine": {care.HealthOrder{Title: "Byte av smärtplåster"}, true},
		"marked as medicine":      {care.HealthOrder{Title: "Plåster", Medication: true}, true},
		"a plaster on a wound":    {care.HealthOrder{Title: "Såromläggning", Text: "Sätt nytt plåster"}, false},
	} {
		if c.order.OfPatch() != c.want {
			t.Errorf("%s: %v", name, !c.want)
		}
	}
}

// Whatever an order says, no line that tells a dose is kept, and nothing is invented.
func FuzzWithoutDose(f *testing.F) {
	f.Add("Läkemedel", "Ge 2 tabletter\nkl 8", true)
	f.Add("", "½\u00a0tabl", false)
	f.Fuzz(func(t *testing.T, title, said string, medication bool) {
		o := care.HealthOrder{Title: title, Text: said, Medication: medication}
		name, lines, _ := o.WithoutDose()
		for _, line := range append(lines, name) {
			if care.TellsDose(line, o.OfMedicines()) {
				t.Errorf("kept %q", line)
			}
			if utf8.ValidString(title+said) && !strings.Contains(title+"\n"+said, line) {
				t.Errorf("invented %q", line)
			}
		}
	})
}
