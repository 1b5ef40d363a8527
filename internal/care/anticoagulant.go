package care

import (
	"slices"
	"strings"
	"time"
)

// anticoagulants are the substances of group B01A of the ATC classification (WHO Collaborating
// Centre for Drug Statistics Methodology), "antithrombotic agents", that are sold in Sweden, in
// Swedish, Latin and English spelling, and the products under which they go where a list gives no
// substance. Acetylsalicylic acid stands there as B01AC06; one that is taken against pain thins the
// blood too.
var anticoagulants = wordsOf(
	"warfarin waran jantoven",                                 // B01AA
	"heparin heparinnatrium dalteparin fragmin enoxaparin",    // B01AB
	"klexane inhixa ghemaxan tinzaparin innohep danaparoid",   // B01AB
	"antitrombin atenativ",                                    // B01AB
	"klopidogrel clopidogrel plavix iscover tiklopidin",       // B01AC
	"acetylsalicylsyra acetylsalicylic acetylsalicylicum asa", // B01AC06
	"trombyl bamyl dipyridamol persantin asasantin",           // B01AC
	"prasugrel efient tikagrelor ticagrelor brilique",         // B01AC
	"cilostazol pletal epoprostenol flolan iloprost ventavis", // B01AC
	"treprostinil remodulin selexipag uptravi eptifibatid",    // B01AC
	"integrilin tirofiban aggrastat kangrelor kengrexal",      // B01AC
	"alteplas actilyse tenekteplas metalyse",                  // B01AD
	"argatroban novastan bivalirudin dabigatran pradaxa",      // B01AE
	"dabigatranetexilat",                                      // B01AE
	"rivaroxaban xarelto apixaban eliquis edoxaban lixiana",   // B01AF
	"fondaparinux arixtra defibrotid defitelio kaplacizumab",  // B01AX
)

func wordsOf(lines ...string) map[string]bool {
	words := map[string]bool{}
	for _, line := range lines {
		for _, word := range strings.Fields(line) {
			words[word] = true
		}
	}
	return words
}

// NamesAnticoagulant tells whether a text names a medicine of ATC group B01A by a word of its own.
func NamesAnticoagulant(text string) bool {
	return slices.ContainsFunc(strings.Fields(fold(text)), func(word string) bool { return anticoagulants[word] })
}

// Anticoagulants are the medicines of ATC group B01A that are not ended on the day of t, as far as
// names and substances tell; paused ones too, because their effect can last. None of them proves
// nothing: the list may lack what the person takes.
func (c *Chart) Anticoagulants(t time.Time) []*Medication {
	var found []*Medication
	for _, m := range c.InUse(t) {
		if !m.Ended(t) && (NamesAnticoagulant(m.Name) || NamesAnticoagulant(m.Substance)) {
			found = append(found, m)
		}
	}
	return found
}
