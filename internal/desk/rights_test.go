package desk_test

import (
	"strings"
	"testing"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/entry"
)

func contains(said string, words ...string) bool {
	for _, w := range words {
		if !strings.Contains(said, w) {
			return false
		}
	}
	return true
}

// Every use case asks for its right first, in the desk and not on the screen.
func TestEveryUseCaseAsksForItsRight(t *testing.T) {
	u := newUnit(t)
	head := u.setUp()
	u.read(head, "personer", register())
	u.add(head, "Siv Alm", "systemförvaltare", access.RoleSteward)
	u.add(head, "Maria Ek", "undersköterska", access.RoleStaff)
	elsaID := head.People("Elsa")[0].ID
	ctx := t.Context()
	for who, tries := range map[string]map[string]func(*desk.Session) error{
		"Siv Alm": { // a steward keeps the binder and reads nobody in it
			"person":   func(s *desk.Session) error { _, err := s.Person(elsaID); return err },
			"open":     func(s *desk.Session) error { _, err := s.Open(ctx, elsaID); return err },
			"unshield": func(s *desk.Session) error { _, err := s.Unshield(ctx, elsaID, "larm"); return err },
			"entry":    func(s *desk.Session) error { _, err := s.Entry("x"); return err },
			"copy":     func(s *desk.Session) error { _, err := s.CopyFields(ctx, "x"); return err },
			"reenter":  func(s *desk.Session) error { _, err := s.Reenter(ctx, "x", "1", ""); return err },
			"draft":    func(s *desk.Session) error { _, err := s.SaveDraft(ctx, s.NewNote(elsaID)); return err },
			"discard":  func(s *desk.Session) error { return s.DiscardDraft(ctx, "x") },
			"sign":     func(s *desk.Session) error { _, err := s.Sign(ctx, s.NewNote(elsaID)); return err },
			"print":    func(s *desk.Session) error { _, err := s.Print(ctx, desk.Order{What: desk.PrintBinder}); return err },
			"vouch":    func(s *desk.Session) error { _, err := s.Vouch(ctx, "x"); return err },
			"area":     func(s *desk.Session) error { _, err := s.OpenArea(ctx, "x", "larm"); return err },
			"document": func(s *desk.Session) error { _, _, err := s.OpenDocument(ctx, "x", "larm"); return err },
			"file":     func(s *desk.Session) error { _, err := s.FileDocument(ctx, "x", desk.FileAs{}); return err },
		},
		"Maria Ek": { // staff
			"preview":   func(s *desk.Session) error { _, err := s.Preview(ctx, nil, desk.Importing{}); return err },
			"import":    func(s *desk.Session) error { return s.Import(ctx, &desk.Preview{}) },
			"file":      func(s *desk.Session) error { _, err := s.FileDocument(ctx, "x", desk.FileAs{}); return err },
			"refuse":    func(s *desk.Session) error { return s.RefuseDocument(ctx, "x", "fel enhet") },
			"add":       func(s *desk.Session) error { _, err := s.AddUser(ctx, desk.NewUser{}); return err },
			"remove":    func(s *desk.Session) error { _, err := s.RemoveUser(ctx, "Siv Alm"); return err },
			"renew":     func(s *desk.Session) error { _, err := s.RenewUser(ctx, "Siv Alm", phrase); return err },
			"change":    func(s *desk.Session) error { _, err := s.ChangeUser(ctx, "Siv Alm", "x", "", nil); return err },
			"recovery":  func(s *desk.Session) error { _, err := s.ReplaceRecovery(ctx); return err },
			"confirm":   func(s *desk.Session) error { return s.ConfirmRecovery(ctx) },
			"envelope":  func(s *desk.Session) error { _, _, err := s.NewEnvelope(ctx, desk.EnvelopeOrder{}); return err },
			"withdraw":  func(s *desk.Session) error { return s.WithdrawEnvelope(ctx, "x") },
			"its sheet": func(s *desk.Session) error { _, err := s.EnvelopeSheet(ctx, access.Envelope{}, "x"); return err },
			"secrets":   func(s *desk.Session) error { _, err := s.Envelope(ctx, desk.Secrets{}); return err },
		},
	} {
		s := u.open(who)
		for what, try := range tries {
			err := try(s)
			fault(t, err, "access.not_allowed")
			if said := u.desk.Words.Explain(err); !contains(said, "Lena Ek, undersköterska") {
				t.Errorf("%s: %s: nobody knows who may: %q", who, what, said)
			}
		}
	}
}

func TestWhoMayNotReadSeesEmptyLists(t *testing.T) {
	u := newUnit(t)
	head := u.setUp()
	u.read(head, "personer", register())
	u.read(head, "schema", day(u.now))
	u.add(head, "Siv Alm", "systemförvaltare", access.RoleSteward)
	note := head.NewNote(head.People("Elsa")[0].ID)
	note.Headline, note.Text, note.EventTime = "Tillsyn", "Sov lugnt.", u.now.Add(-time.Hour)
	_, err := head.Sign(t.Context(), note)
	u.must(err)
	s := u.open("Siv Alm")
	if n := len(s.People("")) + len(s.Queue(true)) + len(s.Notes(note.PersonID)) + len(s.Schedule(u.now, "").Routes) + len(s.ScheduleDays()) + len(s.WriteKinds()); n != 0 {
		t.Errorf("the steward sees %d things", n)
	}
	if s.Name(note.PersonID) != "" || s.May(access.RightImport) != nil {
		t.Error("the steward reads a name, or can't import")
	}
}

// A wall between areas: that something is behind it and who may, and nothing more.
func TestWhatIsClosedSaysThatItExistsAndWhoMay(t *testing.T) {
	u := newUnit(t)
	head := u.setUp()
	u.read(head, "personer", register())
	u.add(head, "Maria Ek", "sjuksköterska", access.RoleStaff, access.AreaSocial, access.AreaHealth, access.AreaProtected)
	u.add(head, "Åsa Öst", "undersköterska", access.RoleStaff)
	u.add(head, "Bo Alm", "vårdbiträde", access.RoleStaff, access.AreaSocial)
	nurse := u.open("Maria Ek")
	note := nurse.NewNote(nurse.People("Elsa")[0].ID)
	note.Kind, note.Headline, note.Text, note.EventTime = entry.KindHealthNote, "Sår", "Omlagt.", u.now.Add(-time.Hour)
	signed, err := nurse.Sign(t.Context(), note)
	u.must(err)
	if len(nurse.Closed(t.Context())) != 0 || closedKind(t, nurse, entry.KindHealthNote) {
		t.Errorf("to the nurse %+v is closed", nurse.Closed(t.Context()))
	}
	staff := u.open("Åsa Öst")
	closed := staff.Closed(t.Context())
	if len(closed) != 1 || closed[0].Area != access.AreaHealth || closed[0].Count != 1 || closed[0].Envelope ||
		strings.Join(closed[0].Who, "; ") != "Lena Ek, undersköterska; Maria Ek, sjuksköterska" {
		t.Errorf("closed: %+v", closed)
	}
	if n := len(staff.Queue(true)) + len(staff.Notes(note.PersonID)); n != 0 {
		t.Errorf("the note is seen %d times", n)
	}
	_, err = staff.Entry(signed.ID)
	fault(t, err, "entry.unknown")
	note.ID = "annan"
	_, err = staff.Sign(t.Context(), note)
	fault(t, err, "access.closed")
	_, err = staff.SaveDraft(t.Context(), note)
	fault(t, err, "access.closed")
	if closedKind(t, staff, entry.KindNote) || !closedKind(t, staff, entry.KindHealthNote) {
		t.Error("staff are offered other notes than social ones")
	}
	_, err = nurse.Sign(t.Context(), entry.Entry{ID: "x", Kind: "brev"})
	fault(t, err, "entry.no_kind")
	_, err = u.open("Bo Alm").Unshield(t.Context(), note.PersonID, "larm")
	fault(t, err, "access.closed")
}
