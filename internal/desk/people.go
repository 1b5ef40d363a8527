package desk

import (
	"context"
	"maps"
	"strings"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/text"
)

// PersonRow is a person as a list shows them. Address and Keys are empty for a protected identity.
type PersonRow struct {
	ID         string
	Name       string
	SortName   string
	PersonalID care.PersonalID
	Protected  bool
	Inactive   bool
	Gone       bool
	Address    care.Address
	Keys       []care.KeyInfo
	Warnings   []care.WarningKind
	Next       *care.Visit   // the visit that goes on now, or the next one
	Away       *care.Absence // that covers today; nil when at home
	Notes      int           // signed notes that are not in Lifecare yet
}

// refind fills the finder after a change of the replica. Persons who are gone from the newest
// list can still be found: they may be who the paper is about.
func (s *Session) refind() {
	s.doubts = len(s.replica.Doubts())
	var persons []care.Findable
	s.replica.Each(care.KindPerson, func(item care.Item) {
		p := item.(*care.Person)
		f := p.Findable()
		if !p.Protected {
			for _, key := range s.replica.KeysOf(p) {
				if key.IsNumber() {
					f.Other = append(f.Other, key.Value)
				}
			}
		}
		persons = append(persons, f)
	})
	s.finder.Set(persons)
}

// People lists who matches any part of name, identity number, address or key number; an empty
// query lists everyone. Persons with protected identity match by name or number only.
func (s *Session) People(query string) []PersonRow {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.may(access.RightRead) != nil {
		return nil
	}
	waiting := map[string]int{}
	for _, t := range s.backlog.List(func(t *entry.Tracked) bool { return t.State == entry.StateSigned }) {
		waiting[t.PersonID]++
	}
	now := s.desk.now()
	var rows []PersonRow
	for _, id := range s.finder.Find(query) {
		if p, ok := s.replica.Person(id); ok {
			row := s.row(p, now)
			row.Notes = waiting[p.ID]
			rows = append(rows, row)
		}
	}
	return rows
}

func (s *Session) row(p *care.Person, now time.Time) PersonRow {
	row := PersonRow{ID: p.ID, Name: p.Name(), SortName: p.SortName(), PersonalID: p.PersonalID,
		Protected: p.Protected, Inactive: p.Inactive, Gone: p.Gone()}
	if !p.Protected {
		row.Address, row.Keys = p.Address(), s.replica.KeysOf(p)
	}
	row.Next = s.replica.NextVisit(p.ID, now)
	row.Warnings = s.replica.WarningKinds(p.ID)
	row.Away = s.replica.Away(p.ID, now)
	return row
}

// Person finds the person of an id or a personal identity number, however it is written.
// Faults: "person.unknown", "person.ambiguous".
func (s *Session) Person(idOrNumber string) (*care.Person, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.may(access.RightRead); err != nil {
		return nil, err
	}
	return s.person(idOrNumber)
}

func (s *Session) person(idOrNumber string) (*care.Person, error) {
	if p, ok := s.replica.Person(strings.TrimSpace(idOrNumber)); ok {
		return p, nil
	}
	number, _ := care.ReadPersonalID(idOrNumber, s.desk.now())
	found := s.numbered(func(p *care.Person) bool { return number != "" && p.PersonalID == number })
	if len(found) == 0 {
		found = s.withoutCentury(idOrNumber)
	}
	switch len(found) {
	case 0:
		return nil, text.NewFault("person.unknown")
	case 1:
		return found[0], nil
	default:
		return nil, text.NewFault("person.ambiguous")
	}
}

func (s *Session) numbered(is func(*care.Person) bool) []*care.Person {
	var found []*care.Person
	s.replica.Each(care.KindPerson, func(item care.Item) {
		if p := item.(*care.Person); is(p) {
			found = append(found, p)
		}
	})
	return found
}

// withoutCentury finds those whose number ends in the ten digits that were typed: few remember
// that the sign of somebody who has turned 100 is a plus.
func (s *Session) withoutCentury(typed string) []*care.Person {
	ten := tenDigits(typed)
	if ten == "" {
		return nil
	}
	return s.numbered(func(p *care.Person) bool {
		return len(p.PersonalID) == 12 && strings.HasSuffix(string(p.PersonalID), ten)
	})
}

// tenDigits is a number without its century and without signs; empty when it isn't one.
func tenDigits(typed string) string {
	ten := strings.NewReplacer("-", "", "+", "", " ", "").Replace(strings.TrimSpace(typed))
	if len(ten) != 10 {
		return ""
	}
	return ten
}

// Days of visits that a person's page shows: yesterday, today and a week on.
const (
	daysBack  = 1
	daysAhead = 8
)

// Open gathers what is known about a person and notes that it was read. Protected fields are
// left out.
func (s *Session) Open(ctx context.Context, personID string) (*care.Dossier, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.may(access.RightRead); err != nil {
		return nil, err
	}
	p, err := s.person(personID)
	if err != nil {
		return nil, err
	}
	s.log(ctx, access.ActionRead, p.ID, "")
	return s.dossier(p.ID), nil
}

func (s *Session) dossier(personID string) *care.Dossier {
	now := s.desk.now()
	d, ok := s.replica.Dossier(personID, care.NextDay(now, -daysBack), care.NextDay(now, daysAhead), maps.Clone(s.fresh))
	if !ok {
		return nil
	}
	return d
}

// Unshield opens the protected fields of a person for one look. A reason is required and noted
// (requirement 16). Fault "person.no_reason".
func (s *Session) Unshield(ctx context.Context, personID, reason string) (*care.Dossier, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.may(access.RightRead); err != nil {
		return nil, err
	}
	if err := s.mayOpen(access.AreaProtected); err != nil {
		return nil, err
	}
	if strings.TrimSpace(reason) == "" {
		return nil, text.NewFault("person.no_reason")
	}
	p, err := s.person(personID)
	if err != nil {
		return nil, err
	}
	s.log(ctx, access.ActionUnshield, p.ID, reason)
	d := s.dossier(p.ID)
	if hidden, ok := s.replica.Secrets(p.ID); ok {
		d = d.Unshield(hidden)
	}
	return d, nil
}

// Name is a person's name for lists; empty when neither replica nor
// entries know the person.
func (s *Session) Name(personID string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.may(access.RightRead) != nil {
		return ""
	}
	_, name := s.subject(personID)
	return name
}

// Fresh tells when the data of each kind last left its source, in UTC.
func (s *Session) Fresh() care.Freshness {
	s.mu.Lock()
	defer s.mu.Unlock()
	return maps.Clone(s.fresh)
}
