package desk

import (
	"slices"
	"time"

	"avbrottsparm/internal/outage"
	"avbrottsparm/internal/readiness"
)

// called are the contacts of a role; every contact for none.
func (s *Session) called(role outage.ContactRole) []outage.Contact {
	var list []outage.Contact
	for _, c := range s.catalogue().Contacts {
		if role == "" || c.Role == role {
			list = append(list, c)
		}
	}
	return list
}

// countContacts is how many of contacts are as they should be.
func countContacts(contacts []outage.Contact, key string, good func(outage.Contact) bool) readiness.Found {
	n := 0
	for _, c := range contacts {
		if good(c) {
			n++
		}
	}
	return readiness.Counted(n, len(contacts), key)
}

func hasNumber(c outage.Contact) bool { return c.Number != "" }

// seesNumbers is whether every contact can be called. A number that is itself an open fact counts among
// the facts, and who may restart what the unit doesn't have isn't called.
func (s *Session) seesNumbers() readiness.Found {
	_, none := s.ready.NotHere("restarters")
	contacts := slices.DeleteFunc(s.called(""), func(c outage.Contact) bool {
		return c.Open != "" || none && c.Role == outage.ContactRestart
	})
	return countContacts(contacts, "ready.why.no_number", hasNumber)
}

// seesCarriers is whether somebody answers for each unit's phone (routine 3.1.1).
func (s *Session) seesCarriers() readiness.Found {
	phones := countContacts(s.called(outage.ContactUnitPhone), "ready.why.no_carrier", func(c outage.Contact) bool { return c.Carrier != "" })
	return orNone(phones, "ready.why.no_phones")
}

// seesRestarters is whether somebody may restart the alarm server and can be called (routine 4.1).
func (s *Session) seesRestarters() readiness.Found {
	return s.oneOf(outage.ContactRestart, "ready.why.no_restarter")
}

// seesAfterHours is whether the unit has its own instruction for evenings, nights and weekends, with a
// number (routine 3.1.2).
func (s *Session) seesAfterHours() readiness.Found {
	return s.oneOf(outage.ContactAfterHours, "ready.why.no_after_hours")
}

// oneOf is whether one contact of a role at least can be called.
func (s *Session) oneOf(role outage.ContactRole, key string) readiness.Found {
	for _, c := range s.called(role) {
		if hasNumber(c) {
			return readiness.Found{State: readiness.StateOK}
		}
	}
	return readiness.Found{State: readiness.StateMissing, Reason: readiness.Reason{Key: key}}
}

// seesFacts is how many of the facts that the routine leaves open are settled.
func (s *Session) seesFacts() readiness.Found {
	c := s.catalogue()
	f := readiness.Counted(len(c.Facts)-len(c.OpenFacts()), len(c.Facts), "ready.why.facts")
	if f.State == readiness.StateMissing {
		f.State = readiness.StateOpen
	}
	return f
}

// seesOfficeHours is whether the unit has said which office hours hold (routine 3.1.1 names none).
func (s *Session) seesOfficeHours() readiness.Found {
	if s.catalogue().Limits.Assumed {
		return readiness.Found{State: readiness.StateOpen, Reason: readiness.Reason{Key: "ready.why.assumed"}}
	}
	return readiness.Found{State: readiness.StateOK}
}

// lasts is how long rounds hold where settled facts say so. Until every fact of an item is settled the
// item's own days count: of what is still open nobody knows that it is longer.
func (s *Session) lasts() map[string]time.Duration {
	lasts := map[string]time.Duration{}
	c := s.catalogue()
	for _, i := range s.readyList().Items {
		shortest, all := time.Duration(0), len(i.Facts) > 0
		for _, id := range i.Facts {
			answer, known := c.Answered(id)
			long := time.Duration(answer.Minutes) * time.Minute
			if all = all && known && long > 0; shortest == 0 || long < shortest {
				shortest = long
			}
		}
		if all {
			lasts[i.ID] = shortest
		}
	}
	return lasts
}
