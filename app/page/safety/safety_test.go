package safety

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"avbrottsparm/app/control"
	"avbrottsparm/app/page"
	"avbrottsparm/app/page/pagetest"
	"avbrottsparm/internal/access"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/printer"
	"avbrottsparm/internal/text"
)

const stickPhrase = "blåbär lingon hjortron åkerbär"

func open(t *testing.T, tab int) (*pagetest.Host, *screen) {
	t.Helper()
	h := pagetest.New(t)
	s := New(h, page.Files{Folder: t.TempDir(), Save: printer.Save, Open: func(string) error { return nil }}).(*screen)
	h.Open(s, page.Place{Tab: tab})
	return h, s
}

func the[T part](t *testing.T, s *screen) T {
	t.Helper()
	for _, p := range s.parts {
		if found, ok := p.(T); ok {
			return found
		}
	}
	var none T
	t.Fatalf("the screen has no %T", none)
	return none
}

func sees(t *testing.T, s *screen, wants ...string) {
	t.Helper()
	reads := pagetest.Reads(s.Content())
	for _, want := range wants {
		if !strings.Contains(reads, want) {
			t.Errorf("%q is not to be seen in %q", want, reads)
		}
	}
}

func sign(t *testing.T, h *pagetest.Host) {
	t.Helper()
	session := h.Session()
	note := session.NewNote(session.People("")[0].ID)
	note.Headline, note.Text, note.EventTime = "Hälsa", "Sov gott.", h.Clock
	if _, err := session.Sign(context.Background(), note); err != nil {
		t.Fatal(err)
	}
}

func TestACopyIsMadeVerifiedAndListed(t *testing.T) {
	h, s := open(t, page.SafetyCopies)
	c := the[*copies](t, s)
	sees(t, s, h.Words().Say("safety.copy.none"))
	test.Tap(c.make)
	if len(c.kept) != 1 || c.kept[0].Records == 0 || len(h.Failed) > 0 {
		t.Fatalf("kept %+v, failed %v", c.kept, h.Failed)
	}
	sees(t, s, h.Words().Say("safety.copy.made", "records", c.kept[0].Records, "items", c.kept[0].Items))
	if c.make.Disabled() || c.work.progress.Visible() || c.none.Visible() {
		t.Error("the screen still looks as if it worked")
	}
}

func TestACopyLeavesTheLaptopSealedAndComesBackByMerging(t *testing.T) {
	h, s := open(t, page.SafetyCopies)
	w, out := h.Words(), the[*copies](t, s).out
	test.Tap(out.save)
	sees(t, s, w.Say("safety.out.choose_first"))
	stick := t.TempDir()
	out.chosen(stick, nil)
	out.secret.First.SetText(stickPhrase)
	out.secret.Second.SetText("något annat")
	test.Tap(out.save)
	sees(t, s, w.Say("setup.differ"))
	out.secret.Second.SetText(stickPhrase)
	sign(t, h)
	test.Tap(out.save)
	sees(t, s, w.Say("safety.out.saved"))
	files, err := os.ReadDir(stick)
	if err != nil || len(files) != 1 || out.secret.First.Text != "" {
		t.Fatalf("the stick holds %v, %v; the passphrase stays: %v", files, err, out.secret.First.Text != "")
	}
	copied := filepath.Join(stick, files[0].Name())
	raw, err := os.ReadFile(copied)
	if err != nil || !strings.HasPrefix(string(raw), "age-encryption.org/") {
		t.Fatalf("the copy begins %.20q, %v", raw, err)
	}

	s.Open(page.Place{Tab: page.SafetyRestore})
	r := the[*restore](t, s)
	test.Tap(r.compare)
	sees(t, s, w.Say("safety.in.choose_first"))
	r.chosen(copied, nil)
	r.passphrase.SetText("fel lösenfras här")
	test.Tap(r.compare)
	sees(t, s, w.Say("error.backup.wrong_passphrase"))
	sign(t, h)
	r.passphrase.SetText(stickPhrase)
	test.Tap(r.compare)
	sees(t, s, w.Say("safety.in.nothing_new"), w.Count("copies.kind.entry", 1))
	if r.merge.Visible() && strings.Contains(pagetest.Reads(s.Content()), w.Say("safety.in.nothing_lost")) {
		t.Error("there is nothing to merge, and it is offered")
	}
}

func TestWhatTheCopyAloneHasIsSaidBeforeItIsMerged(t *testing.T) {
	h, s := open(t, page.SafetyRestore)
	r, w := the[*restore](t, s), h.Words()
	d := ledger.Difference{Copy: h.Clock, Here: h.Clock, OnlyHere: map[ledger.Kind]int{ledger.KindEntry: 3, ledger.KindManifest: 1},
		OnlyThere: map[ledger.Kind]int{ledger.KindEntry: 2, ledger.KindPrint: 1}, Items: 5, NewerItems: true, Drafts: 1}
	got := r.compared(d)
	reads := pagetest.Reads(got.more)
	for _, want := range []string{w.Say("safety.differ.here", "what", w.Count("copies.kind.entry", 3)),
		w.Say("safety.differ.there", "what", w.Count("copies.kind.entry", 2)+", "+w.Count("copies.kind.print", 1)),
		w.Count("safety.differ.newer_items", 5), w.Count("safety.differ.drafts", 1), w.Say("safety.in.nothing_lost")} {
		if !strings.Contains(reads, want) {
			t.Errorf("%q lacks %q", reads, want)
		}
	}
	if got.title != w.Say("safety.in.something_new") {
		t.Errorf("titled %q", got.title)
	}
	for _, kind := range []ledger.Kind{ledger.KindEntry, ledger.KindImport, ledger.KindTombstone, ledger.KindPrint, ledger.KindAccess, ledger.KindReview, ledger.KindPurge, ledger.KindCopy} {
		if counted(w, map[ledger.Kind]int{kind: 1}) == "" {
			t.Errorf("kind %d has no words", kind)
		}
	}
}

func TestWhatStaysInTheCopyIsSaid(t *testing.T) {
	h, s := open(t, page.SafetyRestore)
	r, w := the[*restore](t, s), h.Words()
	two := map[ledger.Kind]int{ledger.KindEntry: 2}
	d := ledger.Difference{Copy: h.Clock, Here: h.Clock, OnlyThere: two, Apart: two, Stay: []ledger.Record{
		{Body: []byte(`{"type":"signed","id":"aamtf5vrg7o2","at":"2025-01-16T05:20:00Z","by":{"name":"Lena Ek"}}`)}, {Withheld: true}}}
	got := r.compared(d)
	if got.title != w.Say("safety.in.apart") || got.tone != control.ToneFault {
		t.Errorf("titled %q", got.title)
	}
	reads := pagetest.Reads(got.more)
	for _, want := range []string{w.Say("copies.apart") + " " + w.Count("copies.kind.entry", 2), "aamtf5vrg7o2", "Lena Ek",
		w.Count("copies.stays.closed", 1), w.Say("safety.differ.apart_do"), w.Say("safety.differ.there", "what", w.Say("safety.differ.nothing"))} {
		if !strings.Contains(reads, want) {
			t.Errorf("%q lacks %q", reads, want)
		}
	}
	if strings.Contains(reads, w.Say("safety.in.nothing_lost")) {
		t.Error("there is nothing to merge, and it is offered")
	}
	came := strings.Join(brought(w, d), " ")
	if !strings.Contains(came, w.Say("safety.differ.came", "what", w.Say("safety.differ.nothing"))) || !strings.Contains(came, "aamtf5vrg7o2") {
		t.Errorf("after the merge %q", came)
	}
}

func TestVerifyingSaysNOfN(t *testing.T) {
	h, s := open(t, page.SafetyVerify)
	v := the[*verify](t, s)
	report, err := h.Session().Verify(context.Background(), func(int, int) {})
	if err != nil {
		t.Fatal(err)
	}
	test.Tap(v.run)
	sees(t, s, h.Words().Say("safety.verify.ok"), h.Session().Head(),
		h.Words().Say("safety.verify.counted", "opened", report.Opened, "records", report.Records, "chains", report.Chains))
	if v.run.Disabled() || v.work.progress.Visible() || report.Records == 0 {
		t.Errorf("the screen still works, or nothing was verified: %+v", report)
	}
}

func TestWhatIsWrongIsSaidTheRestCountedAndRepairOffered(t *testing.T) {
	h, s := open(t, page.SafetyVerify)
	v := the[*verify](t, s)
	r := ledger.Report{Records: 12, Opened: 1}
	for seq := range uint64(12) {
		r.Faults = append(r.Faults, ledger.Finding{Code: "body", Seq: seq + 1})
	}
	got := v.told(r)
	reads := pagetest.Reads(got.more)
	if got.tone != control.ToneFault || !strings.Contains(reads, "post 10") || !strings.Contains(reads, "2 fel till") || strings.Contains(reads, "post 11 ") {
		t.Errorf("reads %q", reads)
	}
	v.work.show(got.more)
	if err := keepCopy(h); err != nil {
		t.Fatal(err)
	}
	test.Tap(v.repair)
	sees(t, s, h.Words().Say("safety.verify.repaired"))
	for _, c := range []struct {
		err  error
		says string
	}{{context.Canceled, h.Words().Say("safety.verify.stopped")}, {errors.New("disk"), h.Words().Say("error.unknown")}} {
		if got := wordEnd(v.work, step[ledger.Report]{stopped: h.Words().Say("safety.verify.stopped")}, ledger.Report{}, c.err); got.title != c.says {
			t.Errorf("%v reads %q", c.err, got.title)
		}
	}
}

func keepCopy(h *pagetest.Host) error {
	_, err := h.Session().KeepCopy(context.Background(), func(int, int) {})
	return err
}

// Every code of a finding has its sentence; the key is built when the program runs.
func TestEveryFindingHasASentence(t *testing.T) {
	for _, lang := range []text.Lang{text.Swedish, text.English} {
		for _, code := range []string{"gap", "link", "body", "commitment", "manifest", "item", "draft", "missing_body", "header", "head", "key"} {
			for _, line := range page.Findings(text.For(lang), []ledger.Finding{{Code: code, Seq: 7}}) {
				if strings.Contains(line, "[[") || strings.Contains(line, "{") {
					t.Errorf("%s: %q", lang, line)
				}
			}
		}
	}
}

func TestACodeFromPaperIsAnsweredInWords(t *testing.T) {
	h, s := open(t, page.SafetyVerify)
	v, w := the[*verify](t, s), h.Words()
	printed := h.Session().Head()
	sign(t, h)
	test.Tap(v.check)
	sees(t, s, w.Say("safety.head.empty"))
	v.code.SetText(strings.ToUpper(strings.ReplaceAll(printed, "-", " ")))
	test.Tap(v.check)
	sees(t, s, "Inget som fanns då saknas nu.")
	v.code.SetText("0000-1111-2222-3333-4444")
	test.Tap(v.check)
	sees(t, s, w.Say("safety.head.missing"))
	v.code.SetText("kod")
	test.Tap(v.check)
	sees(t, s, w.Say("error.vault.head_form"))
}

func TestRulesAreCheckedAndStored(t *testing.T) {
	h, s := open(t, page.SafetyRetention)
	r, w := the[*retention](t, s), h.Words()
	r.days.SetText("tre")
	test.Tap(r.save)
	sees(t, s, w.Say("error.retention.replica_days", "least", 7, "most", 365))
	r.days.SetText("60")
	r.keep["social"].SetText("90")
	test.Tap(r.save)
	sees(t, s, w.Say("error.retention.decision_first"))
	r.decision.SetText("SN 2026/114")
	test.Tap(r.save)
	sees(t, s, w.Say("safety.keep.saved"))
	rules := h.Session().Retention().Rules
	if rules.ReplicaDays != 60 || rules.Decision != "SN 2026/114" || rules.KeepDays["social"] != 90 || len(rules.KeepDays) != 1 {
		t.Errorf("stored %+v", rules)
	}
}

func TestPurgingAsksSaysWhatGoesAndLeavesACertificate(t *testing.T) {
	h, s := open(t, page.SafetyRetention)
	r, w := the[*retention](t, s), h.Words()
	items := h.Session().Retention().Items
	if !r.purge.entries.Disabled() {
		t.Error("no note can be purged, and it is offered")
	}
	test.Tap(r.purge.replica)
	sees(t, s, w.Count("safety.purge.replica_sure", items), w.Say("safety.purge.replica_what"), w.Say("safety.certificates.none"))
	tapped(t, r.purge.sure, w.Say("safety.purge.no"))
	if got := h.Session().Retention().Items; got != items {
		t.Fatalf("%d items are left after a no", got)
	}
	test.Tap(r.purge.replica)
	tapped(t, r.purge.sure, w.Say("safety.purge.replica_yes"))
	if got := h.Session().Retention(); got.Items != 0 || !r.purge.replica.Disabled() {
		t.Errorf("left: %+v", got)
	}
	list, err := h.Session().Certificates(context.Background())
	if err != nil || len(list) != 1 {
		t.Fatalf("certificates %v, %v", list, err)
	}
	sees(t, s, w.Count("safety.purge.done", list[0].Count(), "id", list[0].ID), list[0].ID)
	r.purge.save(list[0].ID)
	sees(t, s, w.Say("safety.certificate.saved"))
}

func tapped(t *testing.T, in *control.Confirm, words string) {
	t.Helper()
	var found *control.Button
	pagetest.Each(in, func(o fyne.CanvasObject) {
		if b, ok := o.(*control.Button); ok && b.Text == words {
			found = b
		}
	})
	if found == nil {
		t.Fatalf("no button %q", words)
	}
	test.Tap(found)
}

func TestStaffSeesCopiesAndTheCheckAlone(t *testing.T) {
	h := pagetest.New(t)
	ctx := context.Background()
	if _, err := h.Session().AddUser(ctx, desk.NewUser{Name: "Bo Lund", Title: "undersköterska", Passphrase: stickPhrase, Role: access.RoleStaff, Areas: access.RoleStaff.UsualAreas()}); err != nil {
		t.Fatal(err)
	}
	h.ReopenAs(t, "Bo Lund", stickPhrase)
	s := New(h, page.Files{}).(*screen)
	h.Open(s, page.Place{Tab: page.SafetyRetention})
	if len(s.parts) != 2 || s.tabs.Opened() != 0 || the[*copies](t, s).out != nil {
		t.Errorf("%d parts, the copy that leaves: %v", len(s.parts), the[*copies](t, s).out)
	}
	s.Open(page.Place{Tab: page.SafetyVerify})
	if _, ok := s.parts[s.tabs.Opened()].(*verify); !ok {
		t.Errorf("the check is not where it is asked for: %d", s.tabs.Opened())
	}
}

func TestNothingHalfWrittenIsLeftOnTheStick(t *testing.T) {
	dir := t.TempDir()
	broken := errors.New("broken")
	if _, err := write(dir, "a.age", func(w io.Writer) error {
		if _, err := w.Write([]byte("half")); err != nil {
			return err
		}
		return broken
	}); !errors.Is(err, broken) {
		t.Fatalf("got %v", err)
	}
	whole := func(w io.Writer) error { _, err := w.Write([]byte("whole")); return err }
	path, err := write(dir, "a.age", whole)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := write(dir, "a.age", whole); !text.IsFault(err, "safety.taken") {
		t.Errorf("a second of the name: %v", err)
	}
	files, err := os.ReadDir(dir)
	if err != nil || len(files) != 1 {
		t.Errorf("the folder holds %v, %v", files, err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the file is %v, %v", info, err)
	}
	if _, err := write(filepath.Join(dir, "Anna Andersson"), "a.age", whole); !text.IsFault(err, "safety.not_writable") || strings.Contains(err.Error(), "Anna") {
		t.Errorf("a folder that isn't there: %v", err)
	}
}
