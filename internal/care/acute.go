package care

import (
	"regexp"
	"slices"
	"strings"
	"time"
)

// Finding is what all sources come to on a question of health.
type Finding struct {
	Answer Answer
	// Which are what the answer is about, without doses: names of medicines, devices.
	Which []string
	// Listed are medicines in use that speak for yes although no source said so in so many words.
	Listed []*Medication
	// Said are warnings that touch the question, word for word: nothing is concluded from them but
	// where a warning is that one word, because "slutat med Waran" and "har Waran" look alike.
	Said []string
	// Disputed says that one source says yes and another no.
	Disputed bool
}

// Acute is what whoever is called out must know, put together from all sources.
type Acute struct {
	Diagnoses, Access []string
	// Hypersensitivity is severe hypersensitivity, of facts and of warnings that name it; none of
	// them and NoneKnown false means that nobody has said anything.
	Hypersensitivity []string
	NoneKnown        bool
	Anticoagulants   Finding
	Pacemaker        Finding
	Important        []string
}

var (
	hypersensitiveWords = regexp.MustCompile(`(?i)överkänslig|allerg|anafyla|tål (inte|ej)|intoleran`)
	clottingWords       = regexp.MustCompile(`(?i)blodförtunn|antikoag|antitrombot|waran|noak\b|\bdoak\b`)
	oneWord             = regexp.MustCompile(`(?i)^\W*(har\s+)?(blodförtunnande( läkemedel)?|antikoagulantia|waran|noak|doak|pacemaker|icd)\W*$`)
	ofStaff             = regexp.MustCompile(`(?i)personal|besökare`)
	accessWords         = regexp.MustCompile(`(?i)\binfart|picc|port-?a-?cath|venport|\bcvk\b|\bpvk\b|\bpeg\b|dialysfistel|subkutan (venport|port)`)
	pacemakerWords      = regexp.MustCompile(`(?i)pacemaker|\bicd\b|defibrillator`)
)

// Acute puts together what facts, warnings and the list of medicines say on the day of t. A no
// stands only where a source said no and nothing speaks against it.
func (d *Dossier) Acute(t time.Time) Acute {
	var a Acute
	for _, f := range d.Facts {
		a.Diagnoses, a.Access = addEach(a.Diagnoses, f.Diagnoses), addEach(a.Access, f.Access)
		a.Hypersensitivity = addEach(a.Hypersensitivity, f.Hypersensitivity)
		a.NoneKnown = a.NoneKnown || f.NoHypersensitivity
		a.Anticoagulants.hear(f.Anticoagulants, f.Clotting...)
		a.Pacemaker.hear(f.Pacemaker, f.Device)
		a.Important = addEach(a.Important, []string{f.Important})
	}
	for _, w := range d.Warnings {
		switch {
		case clottingWords.MatchString(w.Text) || NamesAnticoagulant(w.Text):
			a.Anticoagulants.warn(w.Text)
		case pacemakerWords.MatchString(w.Text):
			a.Pacemaker.warn(w.Text)
		}
		if accessWords.MatchString(w.Text) {
			a.Access = addWarning(a.Access, w.Text)
		}
		if hypersensitiveWords.MatchString(w.Text) && !ofStaff.MatchString(w.Text) {
			a.Hypersensitivity = addWarning(a.Hypersensitivity, w.Text)
		}
	}
	a.Anticoagulants.list(d.Anticoagulants(t))
	if len(a.Hypersensitivity) > 0 {
		a.NoneKnown = false
	}
	return a
}

// hear takes what a source answers. A yes outweighs a no, and that they differ is told.
func (f *Finding) hear(answer Answer, which ...string) {
	switch {
	case answer == AnswerUnknown:
	case f.Answer == AnswerUnknown:
		f.Answer = answer
	case f.Answer != answer:
		f.Answer, f.Disputed = AnswerYes, true
	}
	f.Which = addEach(f.Which, which)
}

// warn takes a warning that touches the question. One that is nothing but the word for it is a yes.
func (f *Finding) warn(said string) {
	if oneWord.MatchString(said) {
		told := f.Answer == AnswerYes
		if f.hear(AnswerYes); told {
			return // it says nothing more
		}
	}
	f.Said = addEach(f.Said, []string{said})
}

// list takes medicines that are in use and speak for yes.
func (f *Finding) list(medicines []*Medication) {
	if f.Listed = medicines; len(medicines) > 0 {
		f.Disputed = f.Disputed || f.Answer == AnswerNo
		f.Answer = AnswerYes
	}
}

// addEach adds what isn't there yet, however it is spelled.
func addEach(list, more []string) []string {
	for _, one := range more {
		one = strings.TrimSpace(one)
		if one != "" && !slices.ContainsFunc(list, func(had string) bool { return fold(had) == fold(one) }) {
			list = append(list, one)
		}
	}
	return list
}

// addWarning adds the text of a warning, unless it is what stands there already under a heading of
// its list: "Infarter: PEG".
func addWarning(list []string, said string) []string {
	if _, under, headed := strings.Cut(said, ":"); headed &&
		slices.ContainsFunc(list, func(had string) bool { return fold(had) == fold(under) }) {
		return list
	}
	return addEach(list, []string{said})
}
