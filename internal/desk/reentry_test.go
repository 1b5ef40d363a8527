package desk_test

import (
	"encoding/json"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

// happened writes an event of an entry's life into the ledger as another laptop, or the interface, would
// have; the binder is opened anew afterwards to read it.
func (u *unit) happened(t entry.Tracked, events ...entry.Event) {
	u.t.Helper()
	for _, event := range events {
		if event.ID = t.ID; event.At.IsZero() {
			event.At = u.now
		}
		raw, err := json.Marshal(event)
		u.must(err)
		_, err = u.vault.Commit(u.t.Context(), ledger.Change{Appends: []ledger.Append{{Stream: ledger.StreamMain, Area: t.Wall(), Kind: ledger.KindEntry, Body: raw}}})
		u.must(err)
	}
}

// says is the sentence of a fault.
func says(err error) string { return text.For(text.Swedish).Explain(err) }

// doses is a signing of a health order about Elsa that lacks nothing, which a second person has to
// compare.
func doses(t *testing.T, s *desk.Session, at time.Time) *entry.Tracked {
	t.Helper()
	e := note(t, s, "", at)
	e.Kind, e.Text = "signing", ""
	e.Values = map[string]string{"delegation": "valid", "order": "Överlämna dosett", "outcome": "done", "as_needed": "no"}
	return signed(t, s, e)
}

// Given two who re-enter at once, when one has said that they are at it, then the other hears who and
// until when, may take over with a reason, and after an hour nobody is in the way.
func TestAClaimKeepsTwoFromTheSameEntry(t *testing.T) {
	u, lena := filled(t)
	n := signed(t, lena, note(t, lena, "Tillsyn", u.now.Add(-time.Hour)))
	claimed, err := lena.Claim(t.Context(), n.ID, "")
	if err != nil || claimed.State != entry.StateClaimed || !claimed.ClaimedUntil.Equal(u.now.Add(time.Hour)) || claimed.ClaimedBy.Name != "Lena Ek" {
		t.Fatalf("%+v, %v", claimed, err)
	}

	sara := u.open("sara")
	_, err = sara.Claim(t.Context(), n.ID, "")
	fault(t, err, "entry.claimed")
	if said := says(err); !strings.Contains(said, "Lena Ek, undersköterska") || !strings.Contains(said, "08:00") {
		t.Errorf("said: %s", said)
	}
	_, err = sara.Reenter(t.Context(), n.ID, "LC 1", "")
	fault(t, err, "entry.no_reason")
	if rows := sara.Backlog(desk.BacklogFilter{}).Rows; len(rows) != 1 || !rows[0].ClaimedByOther || rows[0].ClaimedByMe || rows[0].Mine {
		t.Errorf("Sara sees %+v", rows)
	}

	u.now = u.now.Add(50 * time.Minute) // Lena is still at it
	lena = u.open("lena")
	if renewed, err := lena.Claim(t.Context(), n.ID, ""); err != nil || !renewed.ClaimedUntil.Equal(u.now.Add(time.Hour)) {
		t.Errorf("renewed until %v, %v", renewed.ClaimedUntil, err)
	}
	sara = u.open("sara")
	if taken, err := sara.Claim(t.Context(), n.ID, "Lena åkte på larm"); err != nil || taken.ClaimedBy.Identity != "sara" {
		t.Errorf("taken over: %+v, %v", taken, err)
	}
	lena = u.open("lena")
	_, err = lena.Reenter(t.Context(), n.ID, "LC 1", "")
	fault(t, err, "entry.claimed") // her own entry, but Sara is entering it
	if _, err := lena.Release(t.Context(), n.ID); !text.IsFault(err, "entry.not_claimed") {
		t.Errorf("Lena gave Sara's claim back: %v", err)
	}

	u.now = u.now.Add(time.Hour)
	lena = u.open("lena")
	if rows := lena.Backlog(desk.BacklogFilter{State: entry.StateSigned}).Rows; len(rows) != 1 || rows[0].ClaimedByOther {
		t.Errorf("a claim that ran out: %+v", rows)
	}
	if done, err := lena.Reenter(t.Context(), n.ID, "LC 1", ""); err != nil || done.State != entry.StateEntered || !done.ClaimedUntil.IsZero() {
		t.Errorf("entered: %+v, %v", done, err)
	}
	_, err = lena.Claim(t.Context(), n.ID, "")
	fault(t, err, "entry.state")
}

// Whoever copies fields is still at it: the claim is renewed without a word.
func TestAClaimIsRenewedWhileSomebodyCopies(t *testing.T) {
	u, s := filled(t)
	n := signed(t, s, note(t, s, "Tillsyn", u.now.Add(-time.Hour)))
	s.NoteCopied(t.Context(), n.ID, "headline")
	if got, _ := s.Entry(n.ID); got.State != entry.StateSigned {
		t.Error("copying claims an entry by itself")
	}
	if _, err := s.Claim(t.Context(), n.ID, ""); err != nil {
		t.Fatal(err)
	}
	began := u.now
	for _, c := range []struct{ after, until time.Duration }{{10, 60}, {40, 100}, {90, 150}, {200, 150}} {
		u.now = began.Add(c.after * time.Minute)
		s.NoteCopied(t.Context(), n.ID, "text")
		if got, _ := s.Entry(n.ID); !got.ClaimedUntil.Equal(began.Add(c.until * time.Minute)) {
			t.Errorf("after %d minutes it counts until %v", c.after, got.ClaimedUntil)
		}
	}
	if copies := strings.Count(strings.Join(u.vault.logged(), ""), `"action":"copy"`); copies != 5 {
		t.Errorf("%d lines in the log", copies)
	}
}

// Each laptop claims what was assigned to it: for somebody else's entry it takes a reason.
func TestWhoAnswersForAnEntryClaimsItFirst(t *testing.T) {
	u, lena := filled(t)
	n := signed(t, lena, note(t, lena, "Tillsyn", u.now.Add(-time.Hour)))
	sara := u.open("sara")
	_, err := sara.Claim(t.Context(), n.ID, " ")
	fault(t, err, "entry.others")
	if !strings.Contains(says(err), "Lena Ek, undersköterska") {
		t.Errorf("said: %s", says(err))
	}
	if _, err := sara.Claim(t.Context(), n.ID, "Lena är ledig"); err != nil {
		t.Fatal(err)
	}
	if _, err := sara.Claim(t.Context(), n.ID, ""); err != nil {
		t.Errorf("renewing asks for the reason again: %v", err)
	}
	given, err := sara.Release(t.Context(), n.ID)
	if err != nil || given.State != entry.StateSigned || given.ClaimedBy.Name != "" {
		t.Errorf("given back: %+v, %v", given, err)
	}
	_, err = sara.Claim(t.Context(), "finnsinte", "")
	fault(t, err, "entry.unknown")
	for _, line := range u.vault.logged() {
		if strings.Contains(line, `"claimed"`) {
			t.Error("each claim floods the log")
		}
	}
}

// Routine 5.3: the one responsible enters it, or else another, with the reason.
func TestAnEntryIsHandedOverWithItsReason(t *testing.T) {
	u, lena := filled(t)
	u.add(lena, "Bo Alm", "undersköterska", access.RoleStaff, access.AreaSocial)
	u.add(lena, "Siv Sten", "förvaltare", access.RoleSteward, access.AreaSocial)
	n := signed(t, lena, note(t, lena, "Tillsyn", u.now.Add(-time.Hour)))
	health := note(t, lena, "Sår", u.now.Add(-time.Hour))
	health.Kind = entry.KindHealthNote
	wound := signed(t, lena, health)
	for _, c := range []struct{ id, to, reason, code string }{
		{n.ID, "Bo Alm", " ", "entry.hand_reason"},
		{n.ID, "Ingen", "ledig", "access.unknown_user"},
		{n.ID, "Siv Sten", "ledig", "entry.hand_right"},
		{n.ID, "lena ek", "ledig", "entry.hand_same"},
		{wound.ID, "Bo Alm", "ledig", "entry.hand_area"},
		{"finnsinte", "Bo Alm", "ledig", "entry.unknown"},
	} {
		_, err := lena.Hand(t.Context(), c.id, c.to, c.reason)
		fault(t, err, c.code)
	}
	_, err := lena.HandAll(t.Context(), []string{n.ID, wound.ID}, "Bo Alm", "ledig")
	fault(t, err, "entry.hand_area")
	if got, _ := lena.Entry(n.ID); got.Responsible.Name != "" {
		t.Error("half of a step was taken")
	}

	if may := names(lena.MayTake(n.ID)); !slices.Equal(may, []string{"Bo Alm"}) {
		t.Errorf("may take it: %v", may)
	}
	if _, err := lena.Claim(t.Context(), n.ID, ""); err != nil {
		t.Fatal(err)
	}
	handed, err := lena.Hand(t.Context(), n.ID, " bo alm", "Går av passet")
	if err != nil || handed.Answers().Name != "Bo Alm" || handed.HandedReason != "Går av passet" || handed.State != entry.StateSigned || handed.Author.Name != "Lena Ek" {
		t.Fatalf("handed: %+v, %v", handed, err)
	}
	if rows := lena.Backlog(desk.BacklogFilter{Mine: true}).Rows; len(rows) != 1 || rows[0].ID != wound.ID {
		t.Errorf("Lena still answers for %d", len(rows))
	}
	bo := u.open("Bo Alm")
	rows := bo.Backlog(desk.BacklogFilter{Mine: true}).Rows
	if len(rows) != 1 || rows[0].ID != n.ID {
		t.Fatalf("Bo answers for %+v", rows)
	}
	if back, err := bo.ReturnToWriter(t.Context(), n.ID, "Lena är tillbaka"); err != nil || back.Answers().Name != "Lena Ek" {
		t.Errorf("returned: %+v, %v", back, err)
	}
	_, err = bo.ReturnToWriter(t.Context(), n.ID, "igen")
	fault(t, err, "entry.hand_same")
	_, err = bo.ReturnToWriter(t.Context(), n.ID, "")
	fault(t, err, "entry.hand_reason")
	lines := strings.Join(u.vault.logged(), "\n")
	if strings.Count(lines, `"action":"hand"`) != 2 || !strings.Contains(lines, "Bo Alm, undersköterska") {
		t.Errorf("the log tells of it: %s", lines)
	}
}

// An entry whose writer has left goes to somebody else.
func TestAnEntryDoesNotGoBackToSomebodyWhoLeft(t *testing.T) {
	u, lena := filled(t)
	u.add(lena, "Bo Alm", "undersköterska", access.RoleStaff, access.AreaSocial)
	bo := u.open("Bo Alm")
	n := signed(t, bo, note(t, bo, "Tillsyn", u.now.Add(-time.Hour)))
	lena = u.open("lena")
	if _, err := lena.RemoveUser(t.Context(), "Bo Alm"); err != nil {
		t.Fatal(err)
	}
	if _, err := lena.Hand(t.Context(), n.ID, "Lena Ek", "Bo har slutat"); err != nil {
		t.Fatal(err)
	}
	_, err := lena.ReturnToWriter(t.Context(), n.ID, "fel")
	fault(t, err, "entry.writer_left")
}

// A second person compares what the form asks for, and may compare anything; never the one who entered.
func TestASecondPersonComparesWithLifecare(t *testing.T) {
	u, lena := filled(t)
	dose, plain := doses(t, lena, u.now.Add(-time.Hour)), signed(t, lena, note(t, lena, "Tillsyn", u.now.Add(-time.Hour)))
	_, err := lena.VerifyEntry(t.Context(), dose.ID)
	fault(t, err, "entry.not_entered")
	for _, n := range []*entry.Tracked{dose, plain} {
		if _, err := lena.Reenter(t.Context(), n.ID, "08:30", ""); err != nil {
			t.Fatal(err)
		}
		_, err = lena.VerifyEntry(t.Context(), n.ID)
		fault(t, err, "entry.same_person")
	}
	v := lena.Backlog(desk.BacklogFilter{Second: true})
	if len(v.Rows) != 1 || v.Rows[0].ID != dose.ID || !v.Rows[0].Second || v.AllDone || v.Progress.Done != 1 || v.Progress.Total != 2 || v.Progress.Verify != 1 {
		t.Errorf("waits for a second person: %d rows, %+v", len(v.Rows), v.Progress)
	}

	sara := u.open("sara")
	for _, n := range []*entry.Tracked{dose, plain} {
		if done, err := sara.VerifyEntry(t.Context(), n.ID); err != nil || done.State != entry.StateVerified || done.VerifiedBy.Identity != "sara" {
			t.Fatalf("%+v, %v", done, err)
		}
	}
	if v := sara.Backlog(desk.BacklogFilter{}); !v.AllDone || v.Progress.Done != 2 || len(v.Rows) != 0 {
		t.Errorf("after all: %+v", v.Progress)
	}
	if c := sara.Counts(); c.Entered != 2 || c.Waiting != 0 {
		t.Errorf("counts %+v", c)
	}

	_, err = sara.Return(t.Context(), plain.ID, "")
	fault(t, err, "entry.return_reason")
	back, err := sara.Return(t.Context(), plain.ID, "Fel person i Lifecare")
	if err != nil || back.State != entry.StateSigned || back.Refusal != "Fel person i Lifecare" || !back.EnteredAt.IsZero() {
		t.Fatalf("returned: %+v, %v", back, err)
	}
	_, err = sara.Return(t.Context(), plain.ID, "igen")
	fault(t, err, "entry.not_entered")
	if c := u.open("lena").Counts(); c.Waiting != 1 {
		t.Errorf("counts %+v", c)
	}
	lines := strings.Join(u.vault.logged(), "\n")
	if strings.Count(lines, `"action":"verify"`) != 2 || strings.Count(lines, `"action":"look"`) != 1 {
		t.Errorf("the log: %s", lines)
	}
}

// What was sent without an answer is settled by a person who looked, and by nothing else.
func TestAnUnknownEntryIsSettledByWhoLooked(t *testing.T) {
	u, lena := filled(t)
	u.add(lena, "Bo Alm", "undersköterska", access.RoleStaff, access.AreaSocial)
	by := entry.Author{Identity: "lena", Name: "Lena Ek"}
	var sent []*entry.Tracked
	for range 2 {
		n := signed(t, lena, note(t, lena, "Tillsyn", u.now.Add(-time.Hour)))
		u.happened(*n, entry.Event{Type: entry.EventSending, By: by})
		sent = append(sent, n)
	}
	lena = u.open("lena")
	_, err := lena.Reenter(t.Context(), sent[0].ID, "LC 1", "")
	fault(t, err, "entry.sending")
	for _, n := range sent {
		u.happened(*n, entry.Event{Type: entry.EventUnanswered, By: by})
	}
	lena = u.open("lena")
	for name, do := range map[string]func() (entry.Tracked, error){
		"enter": func() (entry.Tracked, error) { return lena.Reenter(t.Context(), sent[0].ID, "LC 1", "") },
		"claim": func() (entry.Tracked, error) { return lena.Claim(t.Context(), sent[0].ID, "") },
		"hand":  func() (entry.Tracked, error) { return lena.Hand(t.Context(), sent[0].ID, "Bo Alm", "ledig") },
	} {
		if _, err := do(); !text.IsFault(err, "entry.unanswered") {
			t.Errorf("%s an unknown one: %v", name, err)
		}
	}
	if id, more := lena.NextToEnter(""); more {
		t.Errorf("goes on with %s, which nobody knows of", id)
	}

	_, err = lena.Settle(t.Context(), sent[0].ID, true, " ", "")
	fault(t, err, "entry.no_reference")
	there, err := lena.Settle(t.Context(), sent[0].ID, true, " 14:20 ", "")
	if err != nil || there.State != entry.StateEntered || there.Reference != "14:20" || there.Via != "note" || there.EnteredBy.Name != "Lena Ek" {
		t.Errorf("there: %+v, %v", there, err)
	}
	gone, err := lena.Settle(t.Context(), sent[1].ID, false, "", "Finns inte i journalen")
	if err != nil || gone.State != entry.StateSigned || gone.Refusal != "Finns inte i journalen" {
		t.Errorf("not there: %+v, %v", gone, err)
	}
	_, err = lena.Settle(t.Context(), sent[1].ID, false, "", "")
	fault(t, err, "entry.not_unknown")
	if _, err := lena.Reenter(t.Context(), sent[1].ID, "LC 2", ""); err != nil {
		t.Errorf("it can't be entered now: %v", err)
	}
}

// The next one opens by itself: the same person's first, then what the same colleague answers for; one
// that was left waiting comes back last.
func TestTheNextEntryIsOfTheSameGroup(t *testing.T) {
	u, lena := filled(t)
	about := func(who string, s *desk.Session, headline string, hours int) *entry.Tracked {
		p, err := s.Person(who)
		u.must(err)
		e := s.NewNote(p.ID)
		e.Headline, e.Text, e.EventTime = headline, "Sov lugnt.", u.now.Add(-time.Duration(hours)*time.Hour)
		return signed(t, s, e)
	}
	elsaOld := about(string(elsa.PersonalID), lena, "Elsa äldst", 9)
	akes := about(string(ake.PersonalID), lena, "Åke", 8)
	elsaNew := about(string(elsa.PersonalID), lena, "Elsa ny", 2)
	sara := u.open("sara")
	saras := about(string(elsa.PersonalID), sara, "Saras", 20)

	lena = u.open("lena")
	next := func(after, want string) {
		t.Helper()
		if got, _ := lena.NextToEnter(after); got != want {
			e, _ := lena.Entry(got)
			t.Errorf("after %s comes %s", after, e.Headline)
		}
	}
	next("", elsaOld.ID)
	next(elsaOld.ID, elsaNew.ID) // left waiting: Elsa's journal is open
	if _, err := lena.Reenter(t.Context(), elsaOld.ID, "LC 1", ""); err != nil {
		t.Fatal(err)
	}
	next(elsaOld.ID, elsaNew.ID)
	if _, err := lena.Reenter(t.Context(), elsaNew.ID, "LC 2", ""); err != nil {
		t.Fatal(err)
	}
	next(elsaNew.ID, akes.ID)
	if _, err := lena.Reenter(t.Context(), akes.ID, "LC 3", ""); err != nil {
		t.Fatal(err)
	}
	next(akes.ID, saras.ID)
	sara = u.open("sara")
	if _, err := sara.Claim(t.Context(), saras.ID, ""); err != nil {
		t.Fatal(err)
	}
	lena = u.open("lena")
	if id, more := lena.NextToEnter(akes.ID); more {
		t.Errorf("goes on with %s, which Sara is entering", id)
	}
}

// A steward keeps the binder and enters nothing in Lifecare.
func TestReentryAsksForItsRight(t *testing.T) {
	u, lena := filled(t)
	u.desk.Sealer = envelope{}
	u.add(lena, "Siv Alm", "systemförvaltare", access.RoleSteward)
	n := signed(t, lena, note(t, lena, "Tillsyn", u.now.Add(-time.Hour)))
	siv, ctx := u.open("Siv Alm"), t.Context()
	for what, try := range map[string]func() error{
		"claim":   func() error { _, err := siv.Claim(ctx, n.ID, "x"); return err },
		"release": func() error { _, err := siv.Release(ctx, n.ID); return err },
		"hand":    func() error { _, err := siv.Hand(ctx, n.ID, "", ""); return err },
		"back":    func() error { _, err := siv.ReturnToWriter(ctx, n.ID, ""); return err },
		"enter":   func() error { _, err := siv.Reenter(ctx, n.ID, "1", "x"); return err },
		"compare": func() error { _, err := siv.VerifyEntry(ctx, n.ID); return err },
		"return":  func() error { _, err := siv.Return(ctx, n.ID, "x"); return err },
		"settle":  func() error { _, err := siv.Settle(ctx, n.ID, true, "1", ""); return err },
		"report":  func() error { _, err := siv.EntryProofPDF(ctx, time.Time{}, time.Time{}, false); return err },
		"csv":     func() error { _, err := siv.EntryProofCSV(ctx, desk.EntryProof{}); return err },
		"give": func() error {
			return siv.ReleaseEntries(ctx, io.Discard, desk.ReleaseOrder{Entries: []string{n.ID}, Recipient: "x", Reason: "x", Again: true})
		},
		"sum up": func() error { _, err := siv.SummaryDraft(n.PersonID, "", time.Time{}, time.Time{}); return err },
	} {
		if err := try(); !text.IsFault(err, "access.not_allowed") {
			t.Errorf("%s: %v", what, err)
		}
	}
	if siv.AllDone() || len(siv.MayTake(n.ID))+len(siv.ToSum(n.PersonID, time.Time{}, time.Time{})) != 0 {
		t.Error("the steward is told of entries")
	}
	if got, err := u.open("lena").Entry(n.ID); err != nil || got.State != entry.StateSigned {
		t.Errorf("it is %s, %v", got.State, err)
	}
}
