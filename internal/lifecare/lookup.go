package lifecare

import (
	"context"
	"encoding/json"
	"strings"
	"time"

	"avbrottsparm/internal/text"
)

// Unit is a provider's unit.
type Unit struct {
	ID     int
	Name   string
	Active bool
}

// Staff is a member of staff, with what visits are reported under.
type Staff struct {
	ID     int
	Name   string
	Title  string
	Number string // identity number, twelve characters
	UserID string
	Sign   string
	Units  []int // where they have a role that is active
}

// Headline is what notes are written under.
type Headline struct {
	ID       int
	Name     string
	Law      string
	Category int // service category; zero for all
	Active   bool
}

// Execution is that a unit carries out a decision for a person.
type Execution struct {
	ID     int
	Number string // the person's identity number
	Law    string
	// Category is the service category; zero when it isn't known.
	Category int
	Unit     int
	Starts   time.Time // UTC; zero when it isn't known
	Ends     time.Time // UTC; zero while it goes on
	Ended    bool
}

// Directory is what Lifecare knows by number.
type Directory struct {
	Units      []Unit
	Staff      []Staff
	Headlines  []Headline
	Executions []Execution
	At         time.Time // UTC
}

// The lists as they come. A flag that is missing means yes.
type (
	wireUnit struct {
		ID              int `json:"Id"`
		Name            string
		Active, Deleted *bool
	}
	wireStaff struct {
		ID                  int `json:"Id"`
		Title, FullName     string
		FirstName, LastName string
		PersonID            string `json:"PersonId"`
		UserID              string `json:"UserId"`
		Signature           string
		Deleted             *bool
		Roles               []struct {
			Active           *bool
			FromDate, ToDate string
			ProviderUnitID   int `json:"ProviderUnitId"`
		}
	}
	wireHeadline struct {
		ID       int `json:"Id"`
		Name     string
		Law      string
		Category int `json:"ServiceCategoryId"`
		IsActive *bool
	}
	wireExecution struct {
		ID                 int    `json:"Id"`
		PersonID           string `json:"PersonId"`
		StartDate, EndDate string
		Law                string
		ServiceCategory    *struct{ Code int }
		ProviderUnit       *struct {
			ID int `json:"Id"`
		}
		EndReasonID   int `json:"EndReasonId"`
		EndReasonText string
		Deleted       *bool
	}
)

func no(flag *bool) bool  { return flag != nil && !*flag }
func yes(flag *bool) bool { return flag != nil && *flag }

// Look asks for everything that deliveries name by number. Faults as of Pull.
func (c *Client) Look(ctx context.Context) (Directory, error) {
	d := Directory{At: c.Now().UTC()}
	units, err := pulledList[wireUnit](ctx, c, "provider_units")
	if err != nil {
		return d, err
	}
	staff, err := pulledList[wireStaff](ctx, c, "provider_personnels")
	if err != nil {
		return d, err
	}
	headlines, err := pulledList[wireHeadline](ctx, c, "provider_headlines")
	if err != nil {
		return d, err
	}
	executions, err := pulledList[wireExecution](ctx, c, "executions")
	if err != nil {
		return d, err
	}
	for _, u := range units {
		if !yes(u.Deleted) {
			d.Units = append(d.Units, Unit{ID: u.ID, Name: u.Name, Active: !no(u.Active)})
		}
	}
	for _, p := range staff {
		if !yes(p.Deleted) {
			d.Staff = append(d.Staff, p.known(c.Now()))
		}
	}
	for _, h := range headlines {
		d.Headlines = append(d.Headlines, Headline{ID: h.ID, Name: h.Name, Law: h.Law, Category: h.Category, Active: !no(h.IsActive)})
	}
	for _, e := range executions {
		if !yes(e.Deleted) {
			d.Executions = append(d.Executions, e.known())
		}
	}
	return d, nil
}

// pulledList is a whole list, taken apart.
func pulledList[T any](ctx context.Context, c *Client, read string) ([]T, error) {
	var all []T
	_, err := c.Pull(ctx, Pull{Read: read}, func(p Page) error {
		if p.First {
			all = nil
		}
		var list []T
		if json.Unmarshal(p.Raw, &list) != nil { // the parser's own error quotes what it read
			return text.NewFault("lifecare.broken_answer")
		}
		all = append(all, list...)
		return nil
	})
	return all, err
}

func (w wireStaff) known(now time.Time) Staff {
	name := strings.TrimSpace(w.FirstName + " " + w.LastName)
	if name == "" {
		name = w.FullName
	}
	p := Staff{ID: w.ID, Name: name, Title: w.Title, Number: w.PersonID, UserID: w.UserID, Sign: w.Signature}
	for _, role := range w.Roles {
		from, _ := parseMoment(role.FromDate)
		to, ends := parseMoment(role.ToDate)
		if !no(role.Active) && !from.After(now) && (!ends || to.AddDate(0, 0, 1).After(now)) {
			p.Units = append(p.Units, role.ProviderUnitID)
		}
	}
	return p
}

func (w wireExecution) known() Execution {
	e := Execution{ID: w.ID, Number: w.PersonID, Law: w.Law, Ended: w.EndReasonID > 0 || strings.TrimSpace(w.EndReasonText) != ""}
	e.Starts, _ = parseMoment(w.StartDate)
	e.Ends, _ = parseMoment(w.EndDate)
	if w.ServiceCategory != nil {
		e.Category = w.ServiceCategory.Code
	}
	if w.ProviderUnit != nil {
		e.Unit = w.ProviderUnit.ID
	}
	return e
}
