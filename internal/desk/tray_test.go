package desk_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

// drops seals a file into the arrivals, as a locked program does.
func (u *unit) drops(name, content string, batches ...care.Batch) string {
	u.t.Helper()
	u.files[name] = batches
	u.now = u.now.Add(time.Second)
	sum := sha256.Sum256([]byte(content))
	id, err := u.vault.Put(u.t.Context(), ledger.TrayArrivals, ledger.Label{Name: name, Modified: u.now.Add(-time.Hour), Arrived: u.now,
		Hash: hex.EncodeToString(sum[:]), Size: int64(len(content))}, []byte(content))
	if err != nil {
		u.t.Fatal(err)
	}
	return id
}

func (u *unit) takes(s *desk.Session) []desk.TrayFile {
	u.t.Helper()
	files, err := s.TakeArrivals(u.t.Context(), nil)
	if err != nil {
		u.t.Fatal(err)
	}
	return files
}

func states(files []desk.TrayFile) []desk.TrayState {
	var all []desk.TrayState
	for _, f := range files {
		all = append(all, f.State)
	}
	return all
}

func (u *unit) wants(files []desk.TrayFile, want ...desk.TrayState) {
	u.t.Helper()
	if got := states(files); !slices.Equal(got, want) {
		u.t.Fatalf("states %v, want %v: %+v", got, want, files)
	}
}

func (u *unit) aside(s *desk.Session) []desk.TrayFile {
	u.t.Helper()
	files, err := s.Quarantine(u.t.Context())
	if err != nil {
		u.t.Fatal(err)
	}
	return files
}

func (u *unit) imports() int {
	n := 0
	for _, r := range u.vault.records {
		if r.Kind == ledger.KindImport {
			n++
		}
	}
	return n
}

// Given files that came while nobody had the binder open, when anybody opens it, then they come in,
// and the log names the watched folder and not whoever opened it.
func TestWhatArrivedComesInAtUnlockByNobody(t *testing.T) {
	u := newUnit(t)
	u.setUp()
	u.drops("register", "register", register())
	s := u.open("vera")
	if s.User().Role.May(access.RightImport) {
		t.Fatal("she may import herself")
	}
	steps := 0
	files, err := s.TakeArrivals(t.Context(), func(done, total int) {
		if total != 1 {
			t.Errorf("%d of %d", done, total)
		}
		steps++
	})
	if err != nil || steps != 2 {
		t.Fatalf("%d steps, %v", steps, err)
	}
	u.wants(files, desk.TrayImported)
	if len(s.People("")) != 3 || files[0].New != 3 || len(files[0].Ref) != 8 {
		t.Errorf("%d persons: %+v", len(s.People("")), files[0])
	}
	logged := u.vault.logged()
	if last := logged[len(logged)-1]; !strings.Contains(last, `"action":"import"`) || !strings.Contains(last, "Den bevakade mappen") || strings.Contains(last, "vera") {
		t.Errorf("logged %s", last)
	}
	if len(u.vault.files[ledger.TrayArrivals]) != 0 {
		t.Error("it is still among the arrivals")
	}
	u.wants(u.takes(s))
	if _, err := s.Quarantine(t.Context()); !text.IsFault(err, "access.not_allowed") {
		t.Errorf("she may read the quarantine: %v", err)
	}
}

// The same content comes in once, under whatever names and however often.
func TestTheSameContentComesInOnce(t *testing.T) {
	u := newUnit(t)
	s := u.setUp()
	u.drops("a", "same", register())
	u.drops("b", "same", register())
	u.wants(u.takes(s), desk.TrayImported, desk.TrayAgain)
	u.drops("c", "same", register())
	u.wants(u.takes(u.open("lena")), desk.TrayAgain)
	if n := u.imports(); n != 1 {
		t.Errorf("imported %d times", n)
	}
}

func TestALongerVersionSupersedesTheShorter(t *testing.T) {
	u := newUnit(t)
	s := u.setUp()
	u.drops("register", "begun", register())
	u.drops("other", "begun, and another file", register())
	u.drops("register", "begun, and whole", register())
	u.wants(u.takes(s), desk.TraySuperseded, desk.TrayImported, desk.TrayImported)

	// Also when the shorter one could not be read, and lies in quarantine.
	u.drops("plans", "begun")
	u.wants(u.takes(s), desk.TrayUnread)
	u.drops("plans", "quite another file", register())
	u.wants(u.takes(s), desk.TrayImported)
	if len(u.aside(s)) != 1 {
		t.Errorf("aside %+v", u.aside(s))
	}
	u.drops("plans", "begun, and this is the rest", register())
	u.takes(s)
	if files := u.aside(s); len(files) != 0 {
		t.Errorf("the shorter one stays: %+v", files)
	}
}

// What can't be read lies in quarantine with its reason until somebody with the right throws it
// away, and the log keeps why.
func TestWhatCanNotBeReadIsKeptUntilItIsThrownAway(t *testing.T) {
	u := newUnit(t)
	s := u.setUp()
	u.drops("personkort 19240129-7250.doc", "secret words")
	files := u.takes(s)
	u.wants(files, desk.TrayUnread)
	if files[0].Why == "" || strings.Contains(files[0].Why, "error.") {
		t.Errorf("why: %q", files[0].Why)
	}
	u.drops("again.doc", "secret words")
	u.wants(u.takes(s), desk.TrayAgain)
	lying := u.aside(s)
	if len(lying) != 1 || lying[0].Why != files[0].Why || lying[0].Imported {
		t.Fatalf("aside: %+v", lying)
	}
	if c, err := s.TrayCounts(t.Context()); err != nil || c != (desk.TrayCount{Unread: 1}) || c.Aside() != 1 {
		t.Errorf("counted %+v, %v", c, err)
	}
	if result, err := s.LookAt(t.Context(), lying[0].ID); err != nil || !text.IsFault(result.Err, "file.unknown") {
		t.Errorf("looked at: %+v, %v", result, err)
	}
	fault(t, s.Seen(t.Context(), lying[0].ID), "tray.not_in")
	fault(t, s.ThrowAway(t.Context(), lying[0].ID, " \n "), "tray.no_reason")
	fault(t, s.ThrowAway(t.Context(), "nothing", "x"), "vault.no_parcel")
	fault(t, u.open("vera").ThrowAway(t.Context(), lying[0].ID, "x"), "access.not_allowed")
	s = u.open("lena")
	if err := s.ThrowAway(t.Context(), lying[0].ID, "hör inte  hit"); err != nil {
		t.Fatal(err)
	}
	if len(u.aside(s)) != 0 {
		t.Error("it is still there")
	}
	logged := u.vault.logged()
	if last := logged[len(logged)-1]; !strings.Contains(last, lying[0].Ref+": hör inte hit") || strings.Contains(last, "7250") {
		t.Errorf("logged %s", last)
	}
}

// A file that can be read after all, because the program learnt to, comes in when it is tried again.
func TestAFileIsTriedAgain(t *testing.T) {
	u := newUnit(t)
	s := u.setUp()
	u.drops("register", "register")
	id := u.takes(s)[0].ID
	lying := u.aside(s)[0].ID
	if lying == id {
		t.Error("the arrival and the quarantine are one file")
	}
	if _, f, err := s.Retry(t.Context(), lying, desk.Importing{}); err != nil || f.State != desk.TrayUnread {
		t.Fatalf("%+v, %v", f, err)
	}
	u.files["register"] = []care.Batch{register()}
	result, f, err := s.Retry(t.Context(), u.aside(s)[0].ID, desk.Importing{})
	if err != nil || f.State != desk.TrayImported || result.New != 3 || len(s.People("")) != 3 {
		t.Fatalf("%+v, %+v, %v", result, f, err)
	}
	if len(u.aside(s)) != 0 {
		t.Error("it is still aside")
	}
	logged := u.vault.logged()
	if last := logged[len(logged)-1]; !strings.Contains(last, "Lena Ek") {
		t.Errorf("who tried it is not in the log: %s", last)
	}
}

// Good rows come in, and the file stays until somebody has seen the others.
func TestGoodRowsComeInAndTheOthersAreShown(t *testing.T) {
	u := newUnit(t)
	s := u.setUp()
	b := register()
	b.Errors = []care.RowProblem{{Row: 7, Sheet: "Blad1", Field: "Personnr", Code: "bad_personal_id"}}
	u.drops("register", "register", b)
	u.wants(u.takes(s), desk.TrayRows)
	if len(s.People("")) != 3 {
		t.Error("the good rows stayed outside")
	}
	f := u.aside(s)[0]
	if !f.Imported || f.Wrong != 1 || !slices.Equal(f.Problems, []desk.TrayProblem{{Row: 7, Sheet: "Blad1", Code: "bad_personal_id"}}) {
		t.Errorf("%+v", f)
	}
	if result, err := s.LookAt(t.Context(), f.ID); err != nil || len(result.Errors) != 1 || result.Unchanged != 3 {
		t.Errorf("%+v, %v", result, err)
	}
	if err := s.Seen(t.Context(), f.ID); err != nil || len(u.aside(s)) != 0 {
		t.Errorf("seen: %v, %v", err, u.aside(s))
	}
}

// More than a fifth would go: the rest comes in, and nobody goes before a person has said so.
func TestManyWhoWouldGoWaitForAnAnswer(t *testing.T) {
	for _, confirm := range []bool{true, false} {
		u := newUnit(t)
		s := u.setUp()
		u.read(s, "register", register())
		u.now = u.now.Add(24 * time.Hour)
		less := register()
		less.Incoming = less.Incoming[:1]
		u.drops("register", "less", less)
		u.wants(u.takes(s), desk.TrayAnswer)
		f := u.aside(s)[0]
		if !f.WantsGone || f.Gone != 2 || f.WantsDay || u.gone(s) != 0 {
			t.Fatalf("%+v, %d gone", f, u.gone(s))
		}
		want := 0
		if confirm {
			want = 2
			if _, again, err := s.Retry(t.Context(), f.ID, desk.Importing{}); err != nil || again.State != desk.TrayAnswer || u.gone(s) != 0 {
				t.Fatalf("not confirmed: %+v, %v", again, err)
			}
			if _, done, err := s.Retry(t.Context(), u.aside(s)[0].ID, desk.Importing{ConfirmGone: true}); err != nil || done.State != desk.TrayImported {
				t.Fatalf("confirmed: %+v, %v", done, err)
			}
		} else if err := s.Seen(t.Context(), f.ID); err != nil {
			t.Fatal(err)
		}
		if u.gone(s) != want || len(u.aside(s)) != 0 {
			t.Errorf("confirmed %v: %d gone, aside %v", confirm, u.gone(s), u.aside(s))
		}
	}
}

// A file that is older than what the binder knows undoes nothing, and somebody sees that it didn't.
func TestAnOlderFileIsShown(t *testing.T) {
	u := newUnit(t)
	s := u.setUp()
	u.read(s, "register", register())
	u.now = u.now.Add(-2 * time.Hour) // it left its source before the other
	older := register()
	older.Incoming[1].Item.(*care.Person).Family = "Ålund"
	id := u.drops("older", "older", older)
	u.now = u.now.Add(3 * time.Hour)
	u.wants(u.takes(s), desk.TrayRows)
	f := u.aside(s)[0]
	if f.ID == id || f.Older != 1 || f.Wrong != 0 || f.Why == "" || len(s.People("Ålund")) != 0 {
		t.Fatalf("%+v", f)
	}
	if _, done, err := s.Retry(t.Context(), f.ID, desk.Importing{TakeOlder: true}); err != nil || done.State != desk.TrayImported || len(s.People("Ålund")) != 1 {
		t.Errorf("%+v, %v", done, err)
	}
}

// The computer stops after the file was set aside and before its good rows were stored: the next
// unlock stores them, and the file lies in the tray once.
func TestAStopBetweenSettingAsideAndStoring(t *testing.T) {
	u := newUnit(t)
	s := u.setUp()
	b := register()
	b.Errors = []care.RowProblem{{Row: 7, Code: "bad_personal_id"}}
	u.drops("register", "register", b)
	u.vault.fails = func(c ledger.Change) bool { return len(c.Puts) > 0 }
	if _, err := s.TakeArrivals(t.Context(), nil); err == nil {
		t.Fatal("the disk did not fail")
	}
	u.vault.fails = nil
	s = u.open("lena")
	u.wants(u.takes(s), desk.TrayRows)
	if files := u.aside(s); len(files) != 1 || len(s.People("")) != 3 || u.imports() != 1 {
		t.Errorf("%d persons, %d imports, aside %+v", len(s.People("")), u.imports(), files)
	}
	// And when only the arrival is still there, nothing comes in twice.
	u.drops("register", "register", b)
	u.wants(u.takes(s), desk.TrayAgain)
	if u.imports() != 1 {
		t.Errorf("%d imports", u.imports())
	}
}

func (u *unit) gone(s *desk.Session) int {
	n := 0
	for _, p := range s.People("") {
		if p.Gone {
			n++
		}
	}
	return n
}

// A schedule that doesn't say its day is not taken for today's by the program.
func TestASheetWithoutADayWaitsForOne(t *testing.T) {
	u := newUnit(t)
	s := u.setUp()
	sheet := day(u.now)
	sheet.Warnings = []care.RowProblem{{Code: "assumed_day"}}
	u.drops("slinga", "slinga", register(), sheet)
	u.wants(u.takes(s), desk.TrayAnswer)
	if len(s.People("")) != 3 || len(s.Schedule(u.now, "").Routes) != 0 {
		t.Fatalf("%d persons, %d visits", len(s.People("")), len(s.Schedule(u.now, "").Routes))
	}
	f := u.aside(s)[0]
	if !f.WantsDay || !f.Imported {
		t.Errorf("%+v", f)
	}
	fault(t, s.Seen(t.Context(), f.ID), "tray.not_in")
	_, _, err := s.Retry(t.Context(), f.ID, desk.Importing{})
	fault(t, err, "tray.day")
	if _, done, err := s.Retry(t.Context(), f.ID, desk.Importing{Day: u.now}); err != nil || done.State != desk.TrayImported {
		t.Fatalf("%+v, %v", done, err)
	}
	if len(s.Schedule(u.now, "").Routes) == 0 {
		t.Error("no visits")
	}
	// The same sheet on another day is a question again, though its bytes came in before.
	u.now = u.now.Add(24 * time.Hour)
	u.drops("slinga", "slinga", register(), sheet)
	u.wants(u.takes(s), desk.TrayAnswer)
}

// What lies in an area that the opener lacks waits, sealed, for somebody who has it.
func TestAFileOfAClosedAreaWaits(t *testing.T) {
	u := newUnit(t)
	s := u.setUp()
	if _, err := s.AddUser(t.Context(), desk.NewUser{Name: "Vera Vik", Title: "vikarie", Role: access.RoleAdministrator, Passphrase: "en annan lång fras", Areas: []access.Area{access.AreaHealth}}); err != nil {
		t.Fatal(err)
	}
	vera, err := u.desk.Unlock(t.Context(), "binder", "Vera Vik", "en annan lång fras")
	if err != nil {
		t.Fatal(err)
	}
	plan := care.Batch{Format: "lifecare.plans", Kinds: []care.Kind{care.KindPlan}, Incoming: []care.Incoming{{Row: 1, Whose: elsa, Item: &care.ServicePlan{}}}}
	u.drops("planer", "planer", plan)
	u.drops("register", "register", care.Batch{Format: "table.persons", Kinds: []care.Kind{care.KindPerson}, Incoming: register().Incoming[:2]})
	files := u.takes(vera)
	u.wants(files, desk.TrayWaits, desk.TrayImported)
	if !slices.Equal(files[0].Areas, []access.Area{access.AreaSocial}) || !strings.Contains(files[0].Why, "Lena Ek") {
		t.Errorf("%+v", files[0])
	}
	if c, err := vera.TrayCounts(t.Context()); err != nil || c.Waiting != 1 {
		t.Errorf("%+v, %v", c, err)
	}
	u.wants(u.takes(u.open("lena")), desk.TrayImported)
}

// An import that somebody asks for is refused whole where a file reaches into an area that they
// lack: what lies there and they can't see would be written over.
func TestAnImportIntoAClosedAreaIsRefusedBeforehand(t *testing.T) {
	u := newUnit(t)
	s := u.setUp()
	u.read(s, "register", register()) // Birgit is protected
	u.add(s, "Vera Vik", "administratör", access.RoleAdministrator, access.AreaProtected)
	vera := u.open("Vera Vik")
	plan := care.Batch{Format: "lifecare.plans", Kinds: []care.Kind{care.KindPlan}, FullList: true}
	u.files["planer"], u.files["dag"] = []care.Batch{plan}, []care.Batch{day(monday)}
	p, err := vera.Preview(t.Context(), []desk.File{{Name: "planer", Bytes: []byte("planer")}, {Name: "dag", Bytes: []byte("dag")}}, desk.Importing{})
	if err != nil {
		t.Fatal(err)
	}
	fault(t, p.Files[0].Err, "access.closed")
	if err := vera.Import(t.Context(), p); err != nil || p.Files[1].Err != nil {
		t.Fatal(err, p.Files[1].Err)
	}
	if _, fresh := vera.Fresh()[care.KindPlan]; fresh || vera.Fresh()[care.KindVisit].IsZero() {
		t.Errorf("a closed list counts as fresh, or an open one does not: %v", vera.Fresh())
	}
}

// Given a file that came in, when the replica has been purged and the file is dropped again, then it
// comes in again: nothing of it is left, and its original is gone from the folder.
func TestWhatWasPurgedComesInAgain(t *testing.T) {
	u := newUnit(t)
	s := u.setUp()
	u.drops("register", "register", register())
	u.wants(u.takes(s), desk.TrayImported)
	if _, err := s.PurgeReplica(t.Context()); err != nil {
		t.Fatal(err)
	}
	u.drops("register", "register", register())
	u.wants(u.takes(s), desk.TrayImported)
	if n := len(s.People("")); n != 3 {
		t.Errorf("%d persons after it was dropped again", n)
	}
}

func TestADamagedArrivalHoldsNothingUp(t *testing.T) {
	u := newUnit(t)
	s := u.setUp()
	id := u.drops("damaged", "damaged", register())
	u.drops("register", "register", register())
	u.vault.lost = map[string]error{id: text.NewFault("vault.parcel_damaged")}
	u.wants(u.takes(s), desk.TrayDamaged, desk.TrayImported)
	if f := u.aside(s); len(f) != 1 || f[0].State != desk.TrayDamaged || f[0].Name != "" || f[0].Why == "" {
		t.Fatalf("aside %+v", f)
	}
	if err := s.ThrowAway(t.Context(), id, "skadad"); err != nil || len(u.aside(s)) != 0 {
		t.Errorf("%v, %+v", err, u.aside(s))
	}
}

// A stop between two files leaves the first in, and the second waiting; a disk that fails leaves
// everything as it was.
func TestAStopLeavesTheOldStateWhole(t *testing.T) {
	u := newUnit(t)
	s := u.setUp()
	u.drops("register", "register", register())
	u.drops("schedule", "schedule", day(u.now))
	ctx, stop := context.WithCancel(t.Context())
	files, err := s.TakeArrivals(ctx, func(done, _ int) {
		if done == 1 {
			stop()
		}
	})
	if err == nil || len(files) != 1 || len(s.People("")) != 3 || len(s.Schedule(u.now, "").Routes) != 0 {
		t.Fatalf("%v, %+v", err, files)
	}
	u.vault.fails = func(c ledger.Change) bool { return len(c.Puts) > 0 }
	if _, err := s.TakeArrivals(t.Context(), nil); err == nil || len(s.Schedule(u.now, "").Routes) != 0 {
		t.Fatalf("a failing disk: %v", err)
	}
	if len(u.vault.files[ledger.TrayArrivals]) != 1 {
		t.Fatal("the arrival is gone")
	}
	u.vault.fails = nil
	u.wants(u.takes(s), desk.TrayImported)
}

func TestAFolderIsChosenToBeWatched(t *testing.T) {
	u := newUnit(t)
	s := u.setUp()
	root := t.TempDir()
	home, err := os.UserHomeDir()
	if err != nil {
		t.Fatal(err)
	}
	folder, full, moved := filepath.Join(root, "in"), filepath.Join(root, "full"), filepath.Join(root, "moved")
	for _, dir := range []string{folder, full, moved} {
		if err := os.Mkdir(dir, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	for n := range 21 {
		if err := os.WriteFile(filepath.Join(full, string(rune('a'+n))), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(root)
	if err := os.MkdirAll(filepath.Join(root, "binder", "arrivals"), 0o700); err != nil {
		t.Fatal(err)
	}
	for code, d := range map[string]ledger.Drop{
		"tray.no_folder":   {Folder: filepath.Join(root, "nowhere")},
		"tray.own_folder":  {Folder: filepath.Join(root, "binder", "arrivals")},
		"tray.wide_folder": {Folder: home},
		"tray.full_folder": {Folder: full},
		"tray.move_folder": {Folder: folder, MoveTo: folder},
	} {
		fault(t, s.SetDropFolder(t.Context(), d), code)
	}
	fault(t, s.SetDropFolder(t.Context(), ledger.Drop{Folder: string(filepath.Separator)}), "tray.wide_folder")
	if s.DropFolder() != (ledger.Drop{}) || u.vault.drop != (ledger.Drop{}) {
		t.Fatal("a refused folder was kept")
	}
	want := ledger.Drop{Folder: folder, MoveTo: moved}
	if err := s.SetDropFolder(t.Context(), want); err != nil {
		t.Fatal(err)
	}
	fault(t, u.open("vera").SetDropFolder(t.Context(), ledger.Drop{}), "access.not_allowed")
	s = u.open("lena")
	if s.DropFolder() != want || u.vault.drop != want {
		t.Fatalf("%+v, %+v", s.DropFolder(), u.vault.drop)
	}
	// Somebody points the locked program at another folder: the settings win, and it is told.
	u.vault.drop = ledger.Drop{Folder: "/home/somebody"}
	u.takes(s)
	if u.vault.drop != want || !s.DropMended() {
		t.Errorf("%+v, told %v", u.vault.drop, s.DropMended())
	}
	if err := s.SetDropFolder(t.Context(), ledger.Drop{}); err != nil || u.vault.drop != (ledger.Drop{}) {
		t.Errorf("%v, %+v", err, u.vault.drop)
	}
}

// The trays hold copies of Lifecare too, and go with the replica: all by hand, and by the rules what
// lay there for longer than the replica may.
func TestThePurgedReplicaTakesTheTraysWithIt(t *testing.T) {
	u := newUnit(t)
	s := u.setUp()
	u.read(s, "register", register())
	u.drops("old.doc", "old")
	u.takes(s)
	u.now = u.now.AddDate(0, 0, 25)
	u.drops("young.doc", "young")
	u.takes(s)
	u.drops("waiting.doc", "waiting")
	var purged time.Time
	for day := range 30 {
		u.now = u.now.AddDate(0, 0, 1)
		if err := s.Tend(t.Context()); err != nil {
			t.Fatal(err)
		}
		if purged = s.Retention().Purged; !purged.IsZero() {
			t.Logf("purged after %d more days", day)
			break
		}
	}
	if files := u.aside(s); purged.IsZero() || len(files) != 2 || files[0].Name != "young.doc" || files[1].State != desk.TrayWaits {
		t.Fatalf("purged %v, left %+v", purged, files)
	}
	u.read(s, "register again", register())
	if _, err := s.PurgeReplica(t.Context()); err != nil {
		t.Fatal(err)
	}
	if files := u.aside(s); len(files) != 0 {
		t.Errorf("left %+v", files)
	}
}

// A session in the background hears that somebody wants the binder.
func TestASessionInTheBackgroundHearsThatItIsWanted(t *testing.T) {
	u := newUnit(t)
	s := u.setUp()
	ctx, stop, err := s.UntilWanted(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer stop()
	u.vault.wanted.Store(true)
	<-ctx.Done()
	if t.Context().Err() != nil {
		t.Error("the test ended instead")
	}
}
