package main

import (
	"strings"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/desk"
)

type userShape struct {
	Name      string   `json:"name"`
	Title     string   `json:"title"`
	Role      string   `json:"role"`
	Areas     []string `json:"areas"`
	Until     string   `json:"until,omitempty"`
	Stated    bool     `json:"stated,omitempty"`
	VouchedBy string   `json:"vouched_by,omitempty"`
}

type envelopeShape struct {
	ID       string   `json:"id"`
	Use      string   `json:"use"`
	Areas    []string `json:"areas"`
	State    string   `json:"state"`
	Made     string   `json:"made"`
	MadeBy   string   `json:"made_by"`
	Until    string   `json:"until,omitempty"`
	Opened   string   `json:"opened,omitempty"`
	OpenedBy string   `json:"opened_by,omitempty"`
	Code     string   `json:"code,omitempty"`
}

type grantShape struct {
	Area     string `json:"area"`
	Envelope string `json:"envelope"`
	Until    string `json:"until"`
}

type vouchShape struct {
	Name    string `json:"name"`
	Entries int    `json:"entries"`
}

type leftShape struct {
	Left int `json:"left"`
}

// rewrappedShape is a user after a change of keys, with what still lies under older ones.
type rewrappedShape struct {
	userShape
	leftShape
}

type closedShape struct {
	Area     string   `json:"area"`
	Count    int      `json:"count"`
	Who      []string `json:"who"`
	Envelope bool     `json:"envelope"`
}

type areasShape struct {
	Areas  []string      `json:"areas"`
	Closed []closedShape `json:"closed"`
}

func shapeUser(u access.User) userShape {
	return userShape{Name: u.Name, Title: u.Title, Role: string(u.Role), Areas: areaWords(u.HasAreas()), Until: stamp(u.Until),
		Stated: u.Stated(), VouchedBy: u.VouchedBy}
}

// shapeEnvelope tells of an envelope without its code.
func shapeEnvelope(e access.Envelope, now time.Time) envelopeShape {
	state := "waiting"
	switch {
	case !e.Opened.IsZero():
		state = "opened"
	case e.Open(now):
	case !e.Until.IsZero() && !e.Withdrawn.Before(e.Until), e.Withdrawn.IsZero():
		state = "over"
	default:
		state = "withdrawn"
	}
	return envelopeShape{ID: e.ID, Use: string(e.Use), Areas: areaWords(e.Areas), State: state, Made: stamp(e.Made), MadeBy: e.MadeBy,
		Until: stamp(e.Until), Opened: stamp(e.Opened), OpenedBy: e.OpenedBy}
}

func shapeClosed(closed []desk.ClosedArea) []closedShape {
	shapes := make([]closedShape, 0, len(closed))
	for _, c := range closed {
		shapes = append(shapes, closedShape{Area: c.Area.String(), Count: c.Count, Who: c.Who, Envelope: c.Envelope})
	}
	return shapes
}

// given are the areas that a person was chosen for: those that everyone has go without saying.
func given(areas []access.Area) []access.Area {
	var some []access.Area
	for _, area := range areas {
		if len(access.Together([]access.Area{area}, access.Everyone())) > len(access.Everyone()) {
			some = append(some, area)
		}
	}
	return some
}

func areaWords(areas []access.Area) []string {
	words := []string{}
	for _, area := range given(areas) {
		words = append(words, area.String())
	}
	return words
}

// areas names areas for a person.
func (a *app) areas(areas []access.Area) string {
	var words []string
	for _, area := range given(areas) {
		words = append(words, a.words.Say("area."+area.String()))
	}
	return strings.Join(words, ", ")
}

// untilWhen is how long a temporary may open the binder, and whether anybody has vouched.
func (a *app) untilWhen(u access.User) string {
	if !u.Temporary() {
		return ""
	}
	word := a.words.Say("parm.users.unvouched")
	if !u.Stated() {
		word = a.words.Say("parm.users.vouched_by", "who", u.VouchedBy)
	}
	return a.moment(u.Until) + ", " + word
}

// tellUser answers a word about one user.
func (a *app) tellUser(key string, u access.User) {
	if a.json {
		a.putJSON(shapeUser(u))
		return
	}
	a.page().line(a.words.Say(key, "name", u.Name))
}

// tellRewrapped answers a word that changed keys.
func (a *app) tellRewrapped(key string, u access.User, left int) {
	if a.json {
		a.putJSON(rewrappedShape{shapeUser(u), leftShape{left}})
		return
	}
	a.tellUser(key, u)
}

// tellClosed says what is closed to the reader and who may, where nothing of it is shown.
func (a *app) tellClosed(s *desk.Session) {
	p := a.page()
	closed := s.Closed(a.ctx)
	if len(closed) > 0 {
		p.gap()
	}
	for _, c := range closed {
		key := "parm.closed"
		if c.Envelope {
			key = "parm.closed_envelope"
		}
		p.line(a.words.Count(key, c.Count, "area", a.words.Say("area."+c.Area.String()), "who", strings.Join(c.Who, "; ")))
	}
}

type areasWord struct{ binder }

// Run tells which areas are open to the one who asks, and who has the others.
func (c *areasWord) Run(a *app) error {
	return a.with(c.binder, func(s *desk.Session) error {
		if a.json {
			a.putJSON(areasShape{Areas: areaWords(s.Areas()), Closed: shapeClosed(s.Closed(a.ctx))})
			return nil
		}
		a.page().line(a.words.Say("parm.users.yours", "areas", a.areas(s.Areas())))
		a.tellClosed(s)
		return nil
	})
}
