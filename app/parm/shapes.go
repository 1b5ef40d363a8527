package main

import (
	"time"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
)

// The shapes of --json. Lists are never null, times are RFC 3339 with the offset of Stockholm,
// and nothing that is protected has a place in them.

type personShape struct {
	ID         string        `json:"id"`
	Name       string        `json:"name"`
	PersonalID string        `json:"personal_id"`
	Protected  bool          `json:"protected"`
	Inactive   bool          `json:"inactive"`
	Gone       bool          `json:"gone"`
	Address    *addressShape `json:"address,omitempty"`
	Keys       []keyShape    `json:"keys"`
	Warnings   []string      `json:"warnings"`
	NextVisit  *visitShape   `json:"next_visit,omitempty"`
	Away       *awayShape    `json:"away,omitempty"`
	Waiting    int           `json:"waiting_notes"`
}

type addressShape struct {
	CareOf    string `json:"care_of"`
	Street    string `json:"street"`
	Zip       string `json:"zip"`
	City      string `json:"city"`
	EntryCode string `json:"entry_code"`
}

type keyShape struct {
	Kind  string `json:"kind"`
	Value string `json:"value"`
}

type visitShape struct {
	Visit    string   `json:"visit"` // its id
	Start    string   `json:"start"`
	End      string   `json:"end"`
	AnyTime  bool     `json:"any_time"`
	Kind     string   `json:"kind"`
	Person   string   `json:"person"`
	PersonID string   `json:"person_id"`
	Name     string   `json:"name"`
	Services []string `json:"services"`
	Medical  bool     `json:"medical"`
	Double   bool     `json:"double"`
	Route    string   `json:"route"`
	Staff    string   `json:"staff"`
	Note     string   `json:"note"`
	NextDay  bool     `json:"next_day"`
	// Away is the absence that covers the visit's day; only schedules tell it.
	Away *awayShape `json:"away,omitempty"`
}

// stamp writes a moment; a moment that isn't known is empty.
func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(care.Stockholm).Format(time.RFC3339)
}

func shapePerson(row desk.PersonRow) personShape {
	p := personShape{ID: row.ID, Name: row.Name, PersonalID: string(row.PersonalID), Protected: row.Protected,
		Inactive: row.Inactive, Gone: row.Gone, Keys: shapeKeys(row.Keys), Warnings: []string{}, Waiting: row.Notes}
	if !row.Protected {
		p.Address = shapeAddress(row.Address)
	}
	for _, kind := range row.Warnings {
		p.Warnings = append(p.Warnings, string(kind))
	}
	if row.Next != nil {
		v := shapeVisit(row.Next, row.Name, row.Protected, row.Next.Day())
		p.NextVisit = &v
	}
	if row.Away != nil {
		p.Away = shapeAway(row.Away, row.Protected)
	}
	return p
}

func shapeAddress(at care.Address) *addressShape {
	return &addressShape{CareOf: at.CareOf, Street: at.Street, Zip: at.Zip, City: at.City, EntryCode: at.EntryCode}
}

func shapeKeys(keys []care.KeyInfo) []keyShape {
	shapes := make([]keyShape, 0, len(keys))
	for _, key := range keys {
		shapes = append(shapes, keyShape{Kind: string(key.Kind), Value: key.Value})
	}
	return shapes
}

// shapeVisit leaves the free text of a protected person's visit out: it may say where.
func shapeVisit(v *care.Visit, person string, hidden bool, day time.Time) visitShape {
	shape := visitShape{Visit: v.ID, Start: stamp(v.Start), End: stamp(v.End), AnyTime: v.AnyTime, Kind: string(v.Kind), Person: person,
		PersonID: v.PersonID, Services: append([]string{}, v.Service...), Medical: v.Medical,
		Double: v.Double != "", Route: v.Route, Staff: v.Staff, NextDay: v.Day().After(care.Day(day))}
	if !hidden {
		shape.Name, shape.Note = v.Name, noteOf(v)
	}
	return shape
}

// noteOf is what the schedule says about a visit beside its services.
func noteOf(v *care.Visit) string {
	switch {
	case v.Text == "" || v.Text == v.Note:
		return v.Note
	case v.Note == "":
		return v.Text
	default:
		return v.Text + "; " + v.Note
	}
}
