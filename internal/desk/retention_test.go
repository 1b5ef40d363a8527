package desk_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/retention"
)

// opens unlocks the binder on a day after the first, and tends it as window and console do.
func (u *unit) opens(who string, day int) *desk.Session {
	u.t.Helper()
	u.now = monday.AddDate(0, 0, day)
	s := u.open(who)
	u.must(s.Tend(u.t.Context()))
	return s
}

// filled is a binder with register and schedule of the first day.
func filled(t *testing.T) (*unit, *desk.Session) {
	u := newUnit(t)
	s := u.setUp()
	u.read(s, "register", register())
	u.read(s, "schedule", day(u.now))
	return u, s
}

// care are the items of the replica in the vault.
func (u *unit) care() []string {
	var kinds []string
	for ref := range maps.Keys(u.vault.items) {
		if slices.Contains([]string{"person", "secrets", "visit"}, ref.Kind) {
			kinds = append(kinds, ref.Kind)
		}
	}
	slices.Sort(kinds)
	return kinds
}

// Given a binder that nobody refreshes, when a month has passed with a week of warnings, then the
// copy of Lifecare goes and a certificate says what went; entries and the log stay.
func TestAReplicaThatNobodyRefreshesGoesAfterItsWarnings(t *testing.T) {
	u, s := filled(t)
	n := signed(t, s, note(t, s, "Tillsyn", u.now))
	_, err := s.Reenter(t.Context(), n.ID, "08:30", "")
	u.must(err)
	s = u.opens("lena", 10)
	if st := s.Status(); st.Replica.Step != retention.StepNothing {
		t.Errorf("warned after ten days: %+v", st.Replica)
	}
	s = u.opens("lena", 24)
	if st := s.Status(); st.Replica.Step != retention.StepWarn || st.Replica.Left != 7 || st.Persons != 3 {
		t.Errorf("day 24: %+v", st.Replica)
	}
	head := s.Head()
	s = u.opens("lena", 32)
	if st := s.Status(); st.Persons != 0 || !st.ReplicaPurged.Equal(u.now) || st.Replica.Step != retention.StepNothing {
		t.Errorf("day 32: %d persons, purged %v", st.Persons, st.ReplicaPurged)
	}
	if got := u.care(); len(got) != 0 {
		t.Errorf("the vault still holds %v", got)
	}
	if got, err := s.Entry(n.ID); err != nil || got.Subject == nil || got.Subject.Name != "Elsa Lund" {
		t.Errorf("the note: %+v, %v", got, err)
	}
	list, err := s.Certificates(t.Context())
	if err != nil || len(list) != 1 {
		t.Fatalf("%+v, %v", list, err)
	}
	c := list[0]
	if !c.Automatic || c.What != desk.PurgedReplica || c.Gone["person"] != 3 || c.Gone["visit"] != 3 || c.Gone["secrets"] == 0 || c.Stay != 0 ||
		c.By != "Lena Ek, undersköterska" || c.Days != 30 || c.Head == "" || c.Head == head || !c.At.Equal(u.now) || c.From.IsZero() {
		t.Errorf("certificate: %+v", c)
	}
	if len(u.vault.copies) != 1 {
		t.Errorf("%d copies beside the binder, want one made anew", len(u.vault.copies))
	}
	same(t, u.log(s, desk.LogQuery{Action: access.ActionPurge}), []string{fmt.Sprintf("purge Lena  kopian av Lifecare: %d %s", c.Count(), c.ID)})
	if s = u.opens("lena", 33); s.Status().Persons != 0 {
		t.Error("a day later somebody is back")
	}
	if again, err := s.Certificates(t.Context()); err != nil || len(again) != 1 {
		t.Errorf("nothing more went, and there are %d certificates, %v", len(again), err)
	}
}

// The log answers about somebody who is gone, by every form of the number.
func TestTheLogAnswersWhenThePersonIsGone(t *testing.T) {
	u, s := filled(t)
	_, err := s.Open(t.Context(), string(elsa.PersonalID))
	u.must(err)
	id := s.People("Elsa")[0].ID
	_, err = s.PurgeReplica(t.Context())
	u.must(err)
	s = u.open("lena")
	for _, asked := range []string{"192401297250", "19240129+7250", "240129-7250", id} {
		u.now = u.now.Add(time.Minute)
		lines, err := s.Log(t.Context(), desk.LogQuery{Person: asked, Action: access.ActionRead})
		if err != nil || len(lines) != 1 || lines[0].PersonName != "Elsa Lund" {
			t.Errorf("asked for %s: %+v, %v", asked, lines, err)
		}
	}
}

// Persons whom an entry or draft on its way is about stay until it is in Lifecare.
func TestWhoIsWrittenAboutStaysUntilItIsInLifecare(t *testing.T) {
	u, s := filled(t)
	n := signed(t, s, note(t, s, "Tillsyn", u.now))
	p, err := s.Person(string(ake.PersonalID))
	u.must(err)
	draft, err := s.SaveDraft(t.Context(), s.NewNote(p.ID))
	u.must(err)
	c, err := s.PurgeReplica(t.Context())
	if err != nil || c.Stay != 2 || c.Gone["person"] != 1 || c.Automatic {
		t.Fatalf("%+v, %v", c, err)
	}
	same(t, u.care(), []string{"person", "person"})
	s = u.opens("lena", 1)
	if r := s.Retention(); r.Stay != 2 || r.Items != 2 || s.Counts().Waiting != 1 || len(s.Drafts()) != 1 {
		t.Errorf("%+v", r)
	}
	if _, err := s.Reenter(t.Context(), n.ID, "08:30", ""); err != nil {
		t.Fatal(err)
	}
	s = u.opens("lena", 2)
	same(t, u.care(), []string{"person"})
	u.must(s.DiscardDraft(t.Context(), draft.ID))
	s = u.opens("lena", 3)
	same(t, u.care(), nil)
	if list, err := s.Certificates(t.Context()); err != nil || len(list) != 3 || !list[0].Automatic || list[0].Gone["person"] != 1 {
		t.Errorf("%+v, %v", list, err)
	}
}

// Who can't see all entries can't tell whom they are about: their opening purges nobody.
func TestWhoDoesNotSeeAllPurgesNothing(t *testing.T) {
	u, s := filled(t)
	u.add(s, "Maria Ek", "undersköterska", access.RoleStaff)
	u.opens("Maria Ek", 24)
	m := u.opens("Maria Ek", 32)
	if st := m.Status(); st.Persons != 3 || st.Replica.Step != retention.StepPurge || len(u.care()) < 6 {
		t.Errorf("%d persons, %+v", st.Persons, st.Replica)
	}
	if r := m.Retention(); !r.Warn || r.Left != 0 {
		t.Errorf("%+v", r)
	}
	_, err := m.PurgeReplica(t.Context())
	fault(t, err, "access.not_allowed")
	if s = u.opens("lena", 33); s.Status().Persons != 0 {
		t.Error("the head's opening purged nobody")
	}
}

// A clock that was set forward a year, and one that is behind what was written, warn and no more.
func TestAWrongClockPurgesNothing(t *testing.T) {
	u, _ := filled(t)
	u.opens("lena", 25)
	s := u.opens("lena", 390)
	if st := s.Status(); st.Persons != 3 || st.Replica.Step != retention.StepWarn || st.Replica.Left != 7 {
		t.Errorf("a year ahead: %d persons, %+v", st.Persons, st.Replica)
	}
	s = u.opens("lena", 40) // set right: the warnings of the year ahead count for nothing
	if st := s.Status(); st.Persons != 3 || st.Replica.Step != retention.StepWarn || st.Replica.Left != 7 {
		t.Errorf("set right: %d persons, %+v", st.Persons, st.Replica)
	}
}

// A clock that is behind what was written lets no entry go either.
func TestADoubtfulClockPurgesNoEntry(t *testing.T) {
	u, s := filled(t)
	n := signed(t, s, note(t, s, "Införd", u.now))
	_, err := s.Reenter(t.Context(), n.ID, "08:30", "")
	u.must(err)
	u.must(s.SetRetention(t.Context(), retention.Rules{ReplicaDays: 300, WarnDays: 7, Decision: "SN 2026:14", KeepDays: map[retention.Law]int{retention.LawSocial: 60}}))
	u.now = monday.AddDate(0, 0, 200)
	u.read(s, "register", register())
	u.now = monday.AddDate(0, 0, 100)
	s = u.open("lena")
	_, err = s.PurgeEntries(t.Context())
	fault(t, err, "retention.nothing")
	if !s.Status().Clock || s.Retention().Entries != 0 || s.Counts().Entered != 1 {
		t.Errorf("clock uncertain %v, %d due, %+v", s.Status().Clock, s.Retention().Entries, s.Counts())
	}
	u.now = monday.AddDate(0, 0, 201)
	c, err := u.open("lena").PurgeEntries(t.Context())
	if err != nil || c.Count() != 1 {
		t.Errorf("set right: %+v, %v", c, err)
	}
}

func TestNewDataClearsTheWarningAndFillsAPurgedBinder(t *testing.T) {
	u, _ := filled(t)
	s := u.opens("lena", 24)
	u.read(s, "register 2", register())
	s = u.opens("lena", 33)
	if st := s.Status(); st.Persons != 3 || st.Replica.Step != retention.StepNothing {
		t.Errorf("refreshed on day 24: %d persons, %+v", st.Persons, st.Replica)
	}
	_, err := s.PurgeReplica(t.Context())
	u.must(err)
	u.read(s, "register", register()) // the old file again: there is no newer one in the outage
	s = u.opens("lena", 60)
	if st := s.Status(); st.Persons != 3 || !st.ReplicaPurged.IsZero() || st.Replica.Step != retention.StepWarn || st.Replica.Left != 7 {
		t.Errorf("filled again from an old file: %d persons, %+v", st.Persons, st.Replica)
	}
}

// Given a purged binder, when a copy of another laptop brings persons in, then they are not taken
// for those who were left behind: they have their own days and warnings.
func TestWhatACopyBringsIntoAPurgedBinderHasItsOwnDays(t *testing.T) {
	u, _ := filled(t)
	before := maps.Clone(u.vault.items)
	u.now = monday.AddDate(0, 0, 40)
	_, err := u.open("lena").PurgeReplica(t.Context())
	u.must(err)
	for ref, item := range before { // as merging does
		if item.Area == access.AreaCommon || item.Area == access.AreaProtected {
			u.vault.items[ref] = item
		}
	}
	s := u.opens("lena", 41)
	if st := s.Status(); st.Persons != 3 || !st.ReplicaPurged.IsZero() || st.Replica.Step != retention.StepWarn || st.Replica.Left != 7 {
		t.Errorf("%d persons, purged %v, %+v", st.Persons, st.ReplicaPurged, st.Replica)
	}
	if s = u.opens("lena", 48); s.Status().Persons != 0 {
		t.Error("nobody went after the warnings")
	}
}

// A binder that can't be written, or was altered, is read as it is.
func TestAReadOnlyOrAlteredBinderIsLeftAsItIs(t *testing.T) {
	u, _ := filled(t)
	u.opens("lena", 24)
	u.vault.readOnly = true
	u.vault.fails = func(ledger.Change) bool { return true }
	if s := u.opens("lena", 40); s.Status().Persons != 3 {
		t.Error("somebody went from a binder that can't be written")
	}
	u.vault.readOnly, u.vault.fails, u.vault.altered = false, nil, true
	s := u.opens("lena", 41)
	if s.Status().Persons != 3 {
		t.Error("somebody went from an altered binder")
	}
	_, err := s.PurgeReplica(t.Context())
	fault(t, err, "vault.altered")
}

// Given a purge whose copies could not be made anew, when the binder is opened again, then they
// are.
func TestCopiesThatCouldNotBeRenewedAreRenewedAtTheNextOpening(t *testing.T) {
	u, s := filled(t)
	u.vault.copies = []ledger.Copy{{File: "old.vault"}, {File: "older.vault"}}
	u.vault.renewFails = true
	c, err := s.PurgeReplica(t.Context())
	fault(t, err, "retention.copies")
	if c.Count() == 0 || len(u.care()) != 0 {
		t.Errorf("%+v", c)
	}
	u.vault.renewFails = false
	u.opens("lena", 1)
	if len(u.vault.copies) != 1 || u.vault.copies[0].File == "old.vault" {
		t.Errorf("%+v", u.vault.copies)
	}
}

// Given the municipality's decision, when the days of an entry are over, then all its records are
// purged and it is gone, also after reopening; what is not in Lifecare stays, and so does the log.
func TestEntriesGoByTheMunicipalitysDecision(t *testing.T) {
	u, s := filled(t)
	sent := signed(t, s, note(t, s, "Införd", u.now))
	unsent := signed(t, s, note(t, s, "Väntar", u.now))
	health := note(t, s, "HSL", u.now)
	health.Kind = entry.KindHealthNote
	kept := signed(t, s, health)
	for _, id := range []string{sent.ID, kept.ID} {
		_, err := s.Reenter(t.Context(), id, "08:30", "")
		u.must(err)
	}
	_, err := s.PurgeEntries(t.Context())
	fault(t, err, "retention.no_decision")
	rules := retention.Default()
	rules.Decision, rules.KeepDays = " SN 2026:14 ", map[retention.Law]int{retention.LawSocial: 60}
	u.must(s.SetRetention(t.Context(), rules))
	_, err = s.PurgeEntries(t.Context())
	fault(t, err, "retention.nothing")

	u.now = monday.AddDate(0, 0, 61)
	s = u.open("lena")
	if r := s.Retention(); r.Entries != 1 || r.Rules.Decision != "SN 2026:14" {
		t.Errorf("%+v", r)
	}
	logged := len(u.vault.logged())
	c, err := s.PurgeEntries(t.Context())
	if err != nil || c.Gone["note"] != 1 || c.Count() != 1 || c.Decision != "SN 2026:14" || c.What != desk.PurgedEntries || !c.From.Equal(monday) {
		t.Fatalf("%+v, %v", c, err)
	}
	for _, s := range []*desk.Session{s, u.open("lena")} {
		_, err = s.Entry(sent.ID)
		fault(t, err, "entry.unknown")
		if counts := s.Counts(); counts.Waiting != 1 || counts.Entered != 1 {
			t.Errorf("%+v", counts)
		}
		for _, id := range []string{unsent.ID, kept.ID} {
			if _, err := s.Entry(id); err != nil {
				t.Errorf("%s: %v", id, err)
			}
		}
	}
	purged := 0
	for _, r := range u.vault.records {
		if r.Purged {
			purged++
			if r.Kind != ledger.KindEntry || r.Stream != ledger.StreamMain {
				t.Errorf("purged a record of kind %d", r.Kind)
			}
		}
		if strings.Contains(string(r.Body), sent.ID) {
			t.Errorf("a record of kind %d still names the entry", r.Kind)
		}
	}
	if purged != 2 || len(u.vault.logged()) < logged || len(u.vault.copies) != 1 {
		t.Errorf("%d records purged, want signed and entered; %d copies", purged, len(u.vault.copies))
	}
}

func TestRulesAreTheUnitHeads(t *testing.T) {
	u, s := filled(t)
	u.add(s, "Maria Ek", "undersköterska", access.RoleStaff)
	if got := s.Retention().Rules; got.ReplicaDays != 30 || got.WarnDays != 7 || got.Decision != "" {
		t.Errorf("at first: %+v", got)
	}
	bad := retention.Default()
	bad.ReplicaDays = 1
	fault(t, s.SetRetention(t.Context(), bad), "retention.replica_days")
	rules := retention.Rules{ReplicaDays: 14, WarnDays: 5}
	u.must(s.SetRetention(t.Context(), rules))
	m := u.open("Maria Ek")
	if got := m.Retention().Rules; got.ReplicaDays != 14 {
		t.Errorf("Maria sees %+v", got)
	}
	fault(t, m.SetRetention(t.Context(), retention.Default()), "access.not_allowed")
	_, err := m.PurgeEntries(t.Context())
	fault(t, err, "access.not_allowed")
	_, err = m.Certificates(t.Context())
	fault(t, err, "access.not_allowed")
	s = u.open("lena")
	same(t, u.log(s, desk.LogQuery{Action: access.ActionRetention}), []string{"retention Lena  14/5"})
}

// The certificate names nobody, so its file opens without a passphrase.
func TestTheCertificateOfAPurgeNamesNobody(t *testing.T) {
	u, s := filled(t)
	c, err := s.PurgeReplica(t.Context())
	u.must(err)
	job, err := s.CertificatePDF(t.Context(), strings.ToUpper(c.ID))
	if err != nil || job.Protected || string(job.PDF) != "pdf " || !strings.HasPrefix(job.Name, "gallringsintyg-2026-11-23-") {
		t.Errorf("%+v, %v", job, err)
	}
	if doc := u.paper[0]; doc.Title != "Gallringsintyg" || len(doc.Sheets) != 1 || doc.Head == "" {
		t.Errorf("%+v", doc)
	}
	for _, r := range u.vault.records {
		if r.Kind == ledger.KindPurge && (strings.Contains(string(r.Body), "Elsa") || strings.Contains(string(r.Body), "1924")) {
			t.Errorf("the certificate names somebody: %s", r.Body)
		}
	}
	_, err = s.CertificatePDF(t.Context(), "zzzzzz")
	fault(t, err, "retention.no_certificate")
	_, err = s.PurgeReplica(t.Context())
	fault(t, err, "retention.nothing")
}
