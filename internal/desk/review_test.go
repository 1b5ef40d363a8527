package desk_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/desk"
)

// Given a sample that was drawn, when the reviewer notes what they found, then the lines count as
// reviewed, and the word is final.
func TestASampleIsDrawnKeptAndReviewed(t *testing.T) {
	u, s := day3(t)
	drawn, lines, err := s.DrawSample(t.Context(), 3, desk.LogQuery{})
	u.must(err)
	if len(lines) != 3 || drawn.From != 7 || drawn.Note != "" || drawn.By != "Lena Ek, undersköterska" || len(drawn.ID) != 6 {
		t.Fatalf("%+v of %d lines", drawn, len(lines))
	}
	waiting, err := s.Reviews(t.Context())
	if err != nil || len(waiting) != 1 || !slices.Equal(waiting[0].Lines, drawn.Lines) || !waiting[0].Noted.IsZero() {
		t.Errorf("waiting: %+v, %v", waiting, err)
	}
	fault(t, s.NoteReview(t.Context(), drawn.ID, "  "), "log.no_note")
	fault(t, s.NoteReview(t.Context(), "zzzzzz", "Inget att anmärka."), "log.no_review")
	u.now = u.now.Add(time.Hour)
	u.must(s.NoteReview(t.Context(), " "+drawn.ID, "Inget att anmärka."))
	fault(t, s.NoteReview(t.Context(), drawn.ID, "Ändrat."), "log.noted")
	s = u.open("lena")
	done, err := s.Reviews(t.Context())
	if err != nil || len(done) != 1 || done[0].Note != "Inget att anmärka." || !done[0].Noted.Equal(u.now) || !done[0].Drawn.Equal(drawn.Drawn) {
		t.Errorf("noted: %+v, %v", done, err)
	}
	all, err := s.Log(t.Context(), desk.LogQuery{})
	u.must(err)
	for _, l := range all {
		if l.Reviewed != slices.Contains(drawn.Lines, l.ID) {
			t.Errorf("line %s is reviewed: %v", l.ID, l.Reviewed)
		}
	}
	same(t, u.log(s, desk.LogQuery{Action: access.ActionReview}), []string{"review Lena  " + drawn.ID})
}

func TestASampleHasEachLineOnceAndReachesThemAll(t *testing.T) {
	u, s := day3(t)
	seen := map[string]int{}
	for range 60 {
		_, lines, err := s.DrawSample(t.Context(), 2, desk.LogQuery{To: monday.AddDate(0, 0, 1)})
		u.must(err)
		if len(lines) != 2 || lines[0].ID == lines[1].ID || lines[0].At.Before(lines[1].At) {
			t.Fatalf("drawn %+v", lines)
		}
		for _, l := range lines {
			seen[l.ID]++
		}
	}
	if len(seen) != 5 { // one that is never drawn in 60 times: once in 10^13
		t.Errorf("of five lines %d were ever drawn", len(seen))
	}
	_, lines, err := s.DrawSample(t.Context(), 100, desk.LogQuery{By: "Maria"})
	if err != nil || len(lines) != 2 {
		t.Errorf("more than there are: %d, %v", len(lines), err)
	}
	for _, n := range []int{0, -1, 501} {
		_, _, err = s.DrawSample(t.Context(), n, desk.LogQuery{})
		fault(t, err, "log.sample")
	}
	_, _, err = s.DrawSample(t.Context(), 1, desk.LogQuery{By: "nobody"})
	fault(t, err, "log.nothing")
}

// Protected identities that were opened wait until somebody has said what they think of it.
func TestOpenedProtectedIdentitiesWaitForReview(t *testing.T) {
	u, s := day3(t)
	for i := range 2 {
		u.now = u.now.Add(time.Minute)
		_, err := s.Unshield(t.Context(), string(birgit.PersonalID), fmt.Sprintf("Hem till henne, %d", i))
		u.must(err)
	}
	waiting, err := s.WaitingForReview(t.Context())
	u.must(err)
	same(t, told(s, waiting), []string{"unshield Lena Birgit Hult Hem till henne, 0", "unshield Lena Birgit Hult Hem till henne, 1"})
	u.must(s.NoteReview(t.Context(), waiting[0].ID[:8], "Larm, hon hade ramlat."))
	fault(t, s.NoteReview(t.Context(), waiting[0].ID, "En gång till."), "log.noted")
	fault(t, s.NoteReview(t.Context(), waiting[1].ID[:3], "För kort."), "log.no_review")
	left, err := s.WaitingForReview(t.Context())
	if err != nil || len(left) != 1 || left[0].ID != waiting[1].ID {
		t.Errorf("%d wait, %v", len(left), err)
	}
	if list, err := s.Reviews(t.Context()); err != nil || len(list) != 1 || list[0].From != 0 || len(list[0].Lines) != 1 {
		t.Errorf("%+v, %v", list, err)
	}
	_, _, err = s.DrawSample(t.Context(), 9, desk.LogQuery{Action: access.ActionUnshield})
	u.must(err)
	if left, _ = s.WaitingForReview(t.Context()); len(left) != 1 {
		t.Error("a sample without a note counts as a review")
	}
}
