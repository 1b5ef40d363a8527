package server

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"time"
)

// Delete marks an item as deleted: what asks for changes is told so, what asks for everything
// does not see it.
func (s *Server) Delete(list string, id any) {
	s.touch(list, id, func(t *thing) { t.deleted = true })
}

// Change gives fields of an item other values.
func (s *Server) Change(list string, id any, fields map[string]any) {
	s.touch(list, id, func(t *thing) {
		t.fields = maps.Clone(t.fields)
		maps.Copy(t.fields, fields)
	})
}

// Sign signs an activity at a moment, as somebody would who enters it by hand; the fields are added to
// it, or take the place of its own. It gives the number of what was signed.
func (s *Server) Sign(activity int, at time.Time, by string, done bool, fields map[string]any) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.next++
	signed := map[string]any{"Id": s.next, "CareProcessId": 1, "ActivityId": activity, "OtherPersonnel": true, "ActivityType": "Treating",
		"PerformedTime": at.UTC().Format(time.RFC3339), "Performed": done, "TimeSpecified": true, "Result": "",
		"SignedBy": map[string]any{"IsProviderUser": true, "UserId": 1, "UserName": by, "UserRole": "Undersköterska", "TimeStamp": s.Now().UTC().Format(time.RFC3339)}}
	maps.Copy(signed, fields)
	s.add("lifecare_hsl_activity_performed", s.Now().UTC(), signed)
	return s.next
}

// Revoke takes a work shift back.
func (s *Server) Revoke(shift string) {
	s.touch("planned_workshifts", shift, func(t *thing) {
		t.fields = map[string]any{"Id": t.fields["Id"], "IsRevoked": true}
	})
}

// Vanish takes an item out without a word to anybody who asks for changes.
func (s *Server) Vanish(list string, id any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.lists[list] = slices.DeleteFunc(slices.Clone(s.lists[list]), func(t *thing) bool { return t.is(id) })
}

// Ids are the ids of a list, in its order.
func (s *Server) Ids(list string) []any {
	s.mu.Lock()
	defer s.mu.Unlock()
	var ids []any
	for _, t := range s.lists[list] {
		ids = append(ids, t.id())
	}
	return ids
}

// PersonNumbers are the identity numbers of everyone in the stand-in, staff included: what must never be
// found in an error.
func (s *Server) PersonNumbers() []string { return slices.Concat(words(numbers), words(staffNumbers)) }

func (s *Server) touch(list string, id any, with func(*thing)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, t := range s.lists[list] {
		if t.is(id) {
			t.changed = s.Now().UTC()
			with(t)
			s.stamp(list, t)
		}
	}
}

// stamp writes the moment of change into the field that says it.
func (s *Server) stamp(list string, t *thing) {
	if list == "planned_workshifts" {
		t.fields["ModificationTime"] = t.changed.Format(exact)
	}
}

// exact is a moment in UTC to the ten-millionth of a second, as work shifts have it.
const exact = "2006-01-02T15:04:05.0000000Z"

func (t *thing) id() any {
	for _, name := range []string{"Id", "OrderId", "ActivityId", "JournalId", "PersonId"} {
		if id, has := t.fields[name]; has {
			return id
		}
	}
	return nil
}

func (t *thing) is(id any) bool { return fmt.Sprint(t.id()) == fmt.Sprint(id) }

func (s *Server) inOrderOfChange(list string) []*thing {
	sorted := slices.Clone(s.lists[list])
	slices.SortStableFunc(sorted, func(x, y *thing) int {
		return cmp.Or(x.changed.Compare(y.changed), cmp.Compare(fmt.Sprint(x.id()), fmt.Sprint(y.id())))
	})
	return sorted
}
