package main

import (
	"strings"
	"time"

	"avbrottsparm/internal/care"
)

// tellFacts is what has to be known before anything is done to a person.
func (a *app) tellFacts(p *page, d *care.Dossier) {
	tell := a.tell()
	p.head(a.words.Say("sheet.facts.title"))
	for _, fact := range tell.Facts(d.Acute(p.now)) {
		p.indented(2, fact.Label+": "+strings.ReplaceAll(fact.Value, "\n", "; "))
	}
	a.below(p, strings.ReplaceAll(tell.FactsSource(d.Facts), "\n", " "))
}

// acuteShape is what all sources come to.
type acuteShape struct {
	Diagnoses        []string `json:"diagnoses"`
	Access           []string `json:"access"`
	Hypersensitivity []string `json:"hypersensitivity"`
	// NoneKnown is true where a source said that no severe hypersensitivity is known.
	NoneKnown      bool        `json:"hypersensitivity_none_known"`
	Anticoagulants answerShape `json:"anticoagulants"`
	Pacemaker      answerShape `json:"pacemaker"`
	Important      []string    `json:"important"`
}

type answerShape struct {
	Answer   string   `json:"answer"` // "yes", "no" or "unknown"
	Which    []string `json:"which"`
	Listed   []string `json:"in_medications"`
	Said     []string `json:"in_warnings"`
	Disputed bool     `json:"disputed"`
}

// shapeAcute leaves out the free text of a protected identity: it can say where the person is.
func shapeAcute(d *care.Dossier, now time.Time) acuteShape {
	a := d.Acute(now)
	shape := acuteShape{Diagnoses: each(a.Diagnoses, same), Access: each(a.Access, same), Hypersensitivity: each(a.Hypersensitivity, same),
		NoneKnown: a.NoneKnown, Anticoagulants: shapeAnswer(a.Anticoagulants), Pacemaker: shapeAnswer(a.Pacemaker), Important: []string{}}
	if !d.Person.Protected {
		shape.Important = each(a.Important, same)
	}
	return shape
}

func shapeAnswer(f care.Finding) answerShape {
	answer := string(f.Answer)
	if f.Answer == care.AnswerUnknown {
		answer = "unknown"
	}
	return answerShape{Answer: answer, Which: each(f.Which, same), Listed: each(f.Listed, (*care.Medication).PlainName),
		Said: each(f.Said, same), Disputed: f.Disputed}
}

func same(s string) string { return s }
