package main

import (
	"time"

	"avbrottsparm/internal/care"
)

type decisionShape struct {
	What       string        `json:"what"`
	Law        string        `json:"law"`
	Group      string        `json:"group"`
	Type       string        `json:"type"`
	Category   string        `json:"category"`
	Level      string        `json:"level"`
	Current    bool          `json:"current"`
	Date       string        `json:"date"`
	From       string        `json:"from"`
	To         string        `json:"to"`
	CaseWorker string        `json:"case_worker"`
	Reason     string        `json:"reason"`
	Amounts    []amountShape `json:"amounts"`
}

type amountShape struct {
	Number float64 `json:"number"`
	Unit   string  `json:"unit"`
}

func shapeDecision(d *care.Decision, now time.Time) decisionShape {
	return decisionShape{What: d.What, Law: d.Law, Group: d.Group, Type: d.Type, Category: d.Category, Level: d.Level, Current: d.Current(now),
		Date: stamp(d.Date), From: stamp(d.From), To: stamp(d.To), CaseWorker: d.CaseWorker, Reason: d.Reason,
		Amounts: each(d.Amounts, func(a care.Amount) amountShape { return amountShape(a) })}
}

type investigationShape struct {
	Law        string      `json:"law"`
	Type       string      `json:"type"`
	Starts     string      `json:"starts"`
	Ends       string      `json:"ends"`
	Updated    string      `json:"updated"`
	CaseWorker string      `json:"case_worker"`
	Text       string      `json:"text,omitempty"`
	Needs      []needShape `json:"needs"`
}

type needShape struct {
	Area    string `json:"area"`
	Level   string `json:"level"`
	Text    string `json:"text"`
	Goal    string `json:"goal"`
	Purpose string `json:"purpose"`
}

func shapeInvestigation(i *care.Investigation, hidden bool) investigationShape {
	shape := investigationShape{Law: i.Law, Type: i.Type, Starts: stamp(i.Starts), Ends: stamp(i.Ends), Updated: stamp(i.Updated),
		CaseWorker: i.CaseWorker, Needs: []needShape{}}
	if !hidden {
		shape.Text = i.Text
		shape.Needs = each(i.Needs, func(n care.Need) needShape { return needShape(n) })
	}
	return shape
}
