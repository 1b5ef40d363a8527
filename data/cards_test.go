package data_test

import (
	"strings"
	"testing"

	"avbrottsparm/internal/outage"
)

func embeddedCards(t *testing.T) []outage.Card {
	t.Helper()
	return embedded(t).Cards
}

// The routine's sections that staff act by each have a card.
func TestTheCardsCoverTheRoutine(t *testing.T) {
	told := map[string]bool{}
	for _, c := range embeddedCards(t) {
		for _, source := range c.Sources() {
			told[outage.SectionOf(source)] = true
		}
	}
	for _, section := range []string{"1", "2", "2.1", "2.2", "2.3", "3", "3.1.1", "3.1.2", "4.1", "4.2", "4.3", "4.4",
		"5", "5.1", "5.2", "5.3", "5.4", "5.5", "5.6", "Rekommendation", "5, Phoniro läkemedelsskåp"} {
		if !told[section] {
			t.Errorf("no card rests on section %s", section)
		}
		delete(told, section)
	}
	if len(told) > 0 {
		t.Errorf("sections that the routine doesn't have: %v", told)
	}
}

// The first to call is the service desk, the second the support of social services (routine 3.1.1).
func TestWhomToCallFirst(t *testing.T) {
	var numbers []string
	for _, call := range outage.Calls(embeddedCards(t)) {
		numbers = append(numbers, call.Number)
	}
	if got := strings.Join(numbers, " "); got != "0121-18499 0121-18218" {
		t.Errorf("calls %s", got)
	}
}
