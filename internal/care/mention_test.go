package care_test

import (
	"testing"
	"time"

	"avbrottsparm/internal/care"
)

// The numbers are Skatteverket's published test numbers.
func TestAMessageThatSaysAboutWhomItIs(t *testing.T) {
	today := time.Date(2026, 11, 23, 14, 0, 0, 0, care.Stockholm)
	r := care.NewReplica()
	for _, p := range []*care.Person{
		{Meta: care.Meta{ID: "a"}, PersonalID: "192401297250", Given: "Åke Karl", Family: "Öberg"},
		{Meta: care.Meta{ID: "b"}, PersonalID: "192402149237", Given: "Maj-Lis", Family: "Nyqvist-Hällström"},
		{Meta: care.Meta{ID: "c"}, PersonalID: "99A1234567", Whole: "Wahlström Astrid"},
		{Meta: care.Meta{ID: "d"}, PersonalID: "224402289KX3"},
		{Meta: care.Meta{ID: "e"}, Given: "Bo", Family: "Ek", Protected: true},
	} {
		r.Put(p)
	}
	for message, want := range map[string]care.Mention{
		"": care.MentionNothing,
		"Lifecare är nere. Vi arbetar på papper tills vidare.":        care.MentionNothing,
		"Ring IT servicedesk 0121-18499, eller supporten 0121-18218.": care.MentionNothing,
		"Ring 070-174 06 51 eller +46 70 174 06 51":                   care.MentionNothing,
		"Klart 2026-11-23 14:00, andra onsdagen 10-12":                care.MentionNothing,
		"Stoppet varade 2026-11-23 14.00 till 2026-11-24 08.30":       care.MentionNothing,
		"Åke och Öberg är vanliga ord, och fru Öberg med":             care.MentionNothing,
		"På Öbergsvägen är larmen borta":                              care.MentionNothing,
		"Gäller 19240129-7250":                                        care.MentionNumber,
		"Gäller 19240129+7250":                                        care.MentionNumber,
		"Gäller 192401297250":                                         care.MentionNumber,
		"Gäller 240129-7250":                                          care.MentionNumber,
		"Gäller 240129+7250.":                                         care.MentionNumber,
		"Gäller 2401297250":                                           care.MentionNumber,
		"Gäller 1924 01 29 72 50":                                     care.MentionNumber,
		"Gäller 19240129–7250":                                        care.MentionNumber,
		"Gäller 19240129 - 7250":                                      care.MentionNumber,
		"Gäller 240129\u00a07250":                                     care.MentionNumber,
		"Gäller ２４０１２９-７２５０":                                          care.MentionNumber,
		"klockan 8 240129-7250":                                       care.MentionNumber,
		"ej i pärmen: 19240223-9269":                                  care.MentionNumber,
		"ej i pärmen: 2402239269":                                     care.MentionNumber,
		"felskrivet: 240129-7251":                                     care.MentionNumber,
		"samordningsnummer 701063-2391":                               care.MentionNumber,
		"reservnummer 99A1234567":                                     care.MentionNumber,
		"reservnummer 99a-123 4567":                                   care.MentionNumber,
		"reservnummer 22440228-9KX3":                                  care.MentionNumber,
		"Åke Öberg får inget besök":                                   care.MentionName,
		"ÖBERG, ÅKE":                                                  care.MentionName,
		"Karl Öbergs dörr":                                            care.MentionName,
		"besök maj lis nyqvist":                                       care.MentionName,
		"Maj-Lis Hällström":                                           care.MentionName,
		"Astrid Wahlström":                                            care.MentionName,
		"Ring Bo Ek":                                                  care.MentionName,
		"Åke Öberg 240129-7250":                                       care.MentionNumber,
	} {
		if got := r.Mentions(message, today); got != want {
			t.Errorf("%q mentions %q, should be %q", message, got, want)
		}
	}
}
