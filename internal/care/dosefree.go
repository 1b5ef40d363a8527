package care

import (
	"regexp"
	"strings"
)

// Requirement 15 and practice: a signing list, a visit list or a to-do list never says how much of
// a medicine is given, because a copy of a dose that was changed since is given twice or wrongly.
// The dose is read from the prescription.
var (
	number       = `(\d+(?:[.,]\d+)?|[½¼¾⅓⅔]|en och en halv|halva?|en|ett|två|tre|fyra|fem|sex|sju|åtta|nio|tio)`
	doseUnits    = `(mg|g|gram|µg|μg|mcg|mikrog\pL*|ml|milliliter|cl|dl|l|liter|i\.?e\.?|e|enhet\pL*|tabl?\pL*|tbl|kaps\pL*|kapsel|kapslar|dropp\pL*|gtt|puff\pL*|inhalation\pL*|spray\pL*|dos|doser|påse|påsar|dospåse|dospåsar|plåster|mmol|mekv|%|procent|msk|tsk|st|stycken|suppositori\pL*|ampull\pL*|sprut\pL*)`
	amount       = number + `\s*(?:[-–/]\s*` + number + `\s*)?(?:st\.?\s*)?` + doseUnits + `(?:$|[^\pL])`
	saidOfDose   = regexp.MustCompile(`(?i)(dubbel|dubbla|halv|hel|full|extra|höj|sänk|öka|minska)\pL*\s+(dos|dosen|tablett\pL*)|\d\s*[x×]\s*\d|\d\s*\+\s*\d`)
	anyDigit     = regexp.MustCompile(`[\d½¼¾⅓⅔]`)
	medicineTask = regexp.MustCompile(`(?i)läkemedel|medicin|dosett|dospås|dosrull|apodos|insulin|droppar|inhal|injektion|tablett|depotplåster|smärtplåster|salva|kräm|suppositor`)
	surelyDose   = regexp.MustCompile(`(?i)(?:^|[^\pL\d])` + number + `\s*(?:[-–/]\s*` + number + `\s*)?(?:st\.?\s*)?(?:mg|µg|μg|mcg|mikrog\pL*|tabl?\pL*|tbl|kaps\pL*|dropp\pL*|gtt|puff\pL*|dospås\pL*|dos|doser|mmol|suppositori\pL*|ampull\pL*)(?:$|[^\pL])|(?:dubbel|dubbla|halv|hel|full|extra|höj|sänk|öka|minska)\pL*\s+(?:dos|dosen|tablett\pL*)(?:$|[^\pL])`)
	betweenSaid  = regexp.MustCompile(`[.;!?]\s+|\n`)
	patchWords   = regexp.MustCompile(`(?i)plåster`)
	patchOfDrug  = regexp.MustCompile(`(?i)(läkemedels|depot|smärt|hormon|nikotin|nitro)plåster`)
	clockForm    = regexp.MustCompile(`(?i)(kl\.?|klockan)\s*\d{1,2}([:.]\d{2})?|\d{1,2}[:.]\d{2}`)
)

// PlainName is the medicine without strength and form, with its substance where that is another word.
func (m *Medication) PlainName() string {
	name := strings.TrimSpace(m.Name)
	if at := anyDigit.FindStringIndex(name); at != nil && at[0] > 0 {
		name = strings.TrimRight(name[:at[0]], " ,(")
	}
	if m.Substance != "" && !strings.Contains(fold(name), fold(m.Substance)) {
		name += " (" + m.Substance + ")"
	}
	return name
}

// PlainStrength is the strength, from its own field or out of the name where the source put it there.
func (m *Medication) PlainStrength() string {
	if at := anyDigit.FindStringIndex(m.Name); m.Strength == "" && at != nil && at[0] > 0 {
		return strings.TrimSpace(m.Name[at[0]:])
	}
	return m.Strength
}

// TellsDose tells whether a text says, or may say, how much of a medicine is given. In the words of
// an order for medicines any figure that is no hour counts as one.
func TellsDose(text string, medicines bool) bool {
	if tellsAmount(text) || saysDose(text) {
		return true
	}
	return medicines && anyDigit.MatchString(clockForm.ReplaceAllString(text, ""))
}

// WithoutDoses is what a schedule says of a visit without the sentences that tell how much of a medicine
// is given; cut tells that something was left out. Visits are about food and laundry too, so that
// litres and pieces count only beside a word of medicines; medical says that the visit is of health care.
func WithoutDoses(said string, medical bool) (kept string, cut bool) {
	from := 0
	for _, end := range append(betweenSaid.FindAllStringIndex(said, -1), []int{len(said), len(said)}) {
		part, sentence := said[from:end[0]], said[from:end[1]]
		from = end[1]
		if surelyDose.MatchString(part) || medical && saysDose(part) || medicineTask.MatchString(part) && TellsDose(part, false) {
			cut = true
			continue
		}
		kept += sentence
	}
	return strings.TrimSpace(kept), cut
}

// OfMedicines tells whether the order is about giving medicines: the source says so, or its words do.
func (o *HealthOrder) OfMedicines() bool {
	return o.Medication || medicineTask.MatchString(o.Title+"\n"+o.Text+"\n"+strings.Join(o.Tasks, "\n"))
}

// OfPatch tells whether the order is about a patch with a medicine, which is signed for when it is
// put on and when it is taken off.
func (o *HealthOrder) OfPatch() bool {
	said := o.Title + "\n" + o.Text + "\n" + strings.Join(o.Tasks, "\n")
	return patchOfDrug.MatchString(said) || o.Medication && patchWords.MatchString(said)
}

// WithoutDose is what the order is called and the lines of its text, without those that say or may
// say how much is given; cut tells that something was left out and has to be read in the
// prescription. The name is empty where nothing of it could be kept.
func (o *HealthOrder) WithoutDose() (name string, lines []string, cut bool) {
	medicines := o.OfMedicines()
	for _, said := range append([]string{o.Title}, strings.Split(o.Text, "\n")...) {
		if said = strings.TrimSpace(said); said == "" {
			continue
		}
		switch {
		case TellsDose(said, medicines):
			cut = true
		case name == "":
			name = said
		case said != name:
			lines = append(lines, said)
		}
	}
	return name, lines, cut
}
