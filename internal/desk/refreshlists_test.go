package desk_test

import (
	"testing"
	"time"

	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/text"
)

// Whoever looks sees of each list how far it has come, and what the last refresh brought.
func TestEachListTellsHowFarItHasCome(t *testing.T) {
	u, l, s := live(t)
	if lists := s.RefreshLists(); len(lists) != len(l.reads) || !lists[0].AsOf.IsZero() || lists[0].Last != nil {
		t.Fatalf("before the first refresh: %+v", lists)
	}
	l.answers("clients", 1, clients("192401297250", "195006142524"))
	refresh(t, s, desk.Refreshing{})
	first := s.RefreshLists()[0]
	if first.Read != "clients" || !first.AsOf.Equal(u.now) || first.Last == nil || first.Last.New != 2 || first.Held {
		t.Errorf("after it: %+v", first)
	}
	at := u.now
	u.now = u.now.Add(time.Hour)
	l.fails["clients"] = text.NewFault("lifecare.busy")
	refresh(t, s, desk.Refreshing{})
	if after := s.RefreshLists()[0]; !after.AsOf.Equal(at) || after.Last.Outcome != desk.ReadFailed {
		t.Errorf("after one that failed: %+v, %+v", after, after.Last)
	}
	if err := s.RemoveConnection(t.Context()); err != nil || s.RefreshLists() != nil {
		t.Errorf("lists without a connection: %v", err)
	}
}
