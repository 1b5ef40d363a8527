package outage

import "slices"

// QuestionID names a question of the diagnosis for ever.
type QuestionID string

// The questions; the sentences "diagnose.ask.<id>" word them.
const (
	AskSystems  QuestionID = "systems"
	AskWorks    QuestionID = "works"
	AskReach    QuestionID = "reach"
	AskPassword QuestionID = "password"
	AskWays     QuestionID = "ways"
	AskLight    QuestionID = "light"
	AskSignal   QuestionID = "signal"
	AskWifi     QuestionID = "wifi"
	AskWeb      QuestionID = "web"
	AskBank     QuestionID = "bank"
	AskOneSite  QuestionID = "one_site"
)

// MostQuestions is how many questions are asked in all: who asks more is left without answers. What the
// routine asks in one sentence (routine 3.1.1) counts as one: what doesn't work and what still does, how
// it goes to log in by each way, what is seen from where one stands.
const MostQuestions = 5

// asked groups the questions that count as one.
var asked = [MostQuestions][]QuestionID{{AskSystems, AskWorks}, {AskReach}, {AskPassword, AskWays},
	{AskLight, AskSignal, AskWifi, AskWeb}, {AskBank, AskOneSite}}

// Question is something that would make the finding surer.
type Question struct {
	ID QuestionID
	// Say is the key of its words.
	Say string
}

// answered counts the questions that somebody has answered.
func (a Answers) answered() int {
	n := 0
	for _, group := range asked {
		if slices.ContainsFunc(group, a.Answered) {
			n++
		}
	}
	return n
}

// Answered tells whether somebody has answered a question. What hasn't been tried is asked for again.
func (a Answers) Answered(id QuestionID) bool {
	switch id {
	case AskSystems:
		return len(a.Systems) > 0
	case AskWorks:
		return len(a.Works) > 0 || a.Slow != Unknown
	case AskReach:
		return a.Reach != ReachUnknown
	case AskPassword:
		return a.Password != TriedUnknown && a.Password != TriedNot
	case AskWays:
		return len(a.Ways) > 0
	case AskLight:
		return a.Light != Unknown
	case AskSignal:
		return a.Signal != Unknown
	case AskWifi:
		return a.Wifi != Unknown
	case AskWeb:
		return a.Web != Unknown
	case AskBank:
		return a.Bank != Unknown
	case AskOneSite:
		return a.OneSite != Unknown || a.Site != ""
	}
	return false
}

// ask is the questions that nobody has answered, as many as may still be asked.
func (a Answers) ask(ids ...QuestionID) []Question {
	var all []Question
	for _, id := range ids {
		if !a.Answered(id) && a.answered()+len(all) < MostQuestions {
			all = append(all, Question{ID: id, Say: "diagnose.ask." + string(id)})
		}
	}
	return all
}
