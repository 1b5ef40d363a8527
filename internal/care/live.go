package care

import "time"

// HiddenOf are the source ids of the relatives of a source who lie among the protected fields of
// persons, where a list of what is gone does not find them.
func (r *Replica) HiddenOf(source string) []string {
	var ids []string
	r.Each(KindSecrets, func(item Item) {
		for _, rel := range item.(*Secrets).Relatives {
			if rel.Source == source && rel.SourceID != "" {
				ids = append(ids, rel.SourceID)
			}
		}
	})
	return ids
}

// Confirmed is what a source stands for that just said of all its visits from a day on that they
// are as they are known, without sending them again: their days and routes are as new as that.
func (r *Replica) Confirmed(source string, from, at time.Time) Standing {
	s := NewStanding()
	first := Day(from)
	r.Each(KindVisit, func(item Item) {
		if v := item.(*Visit); v.Source == source && !v.Gone() && !v.Start.Before(first) {
			s.Routes[routeKey(v)] = at
		}
	})
	return s
}
