package wiring

import (
	"bytes"
	"path/filepath"
	"testing"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/sheet/sheettest"
	"avbrottsparm/internal/text"
)

// laptop is a binder of its own on a disk of its own.
type laptop struct {
	*desk.Session
	t   *testing.T
	dir string
}

const laptopPhrase = "nattens lampa lyser svagt"

func (l *laptop) must(err error) {
	l.t.Helper()
	if err != nil {
		l.t.Fatal(err)
	}
}

func (l *laptop) copied() string {
	l.t.Helper()
	kept, err := l.KeepCopy(l.t.Context(), nil)
	l.must(err)
	return filepath.Join(l.dir, "copies", kept.File)
}

func (l *laptop) brings(file string) {
	l.t.Helper()
	_, err := l.Merge(l.t.Context(), file, desk.Opens{}, access.Key{}, nil)
	l.must(err)
}

// corrects makes a new version of an entry with a picture of the paper that it says more by.
func (l *laptop) corrects(id, said string, picture []byte) *entry.Tracked {
	l.t.Helper()
	e, err := l.Correction(id)
	l.must(err)
	shown, err := l.AttachPicture(l.t.Context(), e, "papper.png", picture)
	l.must(err)
	e.Text, e.Paper = said, &entry.Paper{Name: "Siv Ek", WrittenTime: e.EventTime, Pictures: []string{shown}}
	fresh, err := l.Correct(l.t.Context(), e, "det stod mer på pappret")
	l.must(err)
	return fresh
}

func png(said string) []byte { return []byte("\x89PNG\r\n\x1a\n" + said) }

// Given two laptops with one binder, when each corrects the same entry with a picture of its own, and each
// brings in the other's copy, then both see all three versions, both pictures open, and both versions wait.
func TestTwoLaptopsCorrectOneEntry(t *testing.T) {
	a, b, old := twoLaptops(t)
	ofA := a.corrects(old, "Sov oroligt.", png("av a"))
	ofB := b.corrects(old, "Vaken från tre.", png("av b"))
	if _, err := b.AttachPicture(t.Context(), ofB.Entry, "mer.png", png("mer")); !text.IsFault(err, "entry.final") {
		t.Errorf("a picture after signing: %v", err)
	}
	fromA, fromB := a.copied(), b.copied()
	a.brings(fromB)
	b.brings(fromA)
	want := map[string]string{old: "Sov lugnt.", ofA.ID: "Sov oroligt.", ofB.ID: "Vaken från tre."}
	for name, l := range map[string]*laptop{"a": a, "b": b} {
		l.shows(name, want, map[string]string{ofA.ID: "av a", ofB.ID: "av b"})
	}
	a.brings(b.copied())
	l := &laptop{t: t, dir: a.dir, Session: reopened(t, a)}
	l.shows("a reopened", want, map[string]string{ofA.ID: "av a", ofB.ID: "av b"})
	if report, err := l.Verify(t.Context(), nil); err != nil || !report.OK() {
		t.Errorf("%+v, %v", report, err)
	}
}

// shows compares the versions of an entry and the pictures of the new ones.
func (l *laptop) shows(name string, want, pictures map[string]string) {
	l.t.Helper()
	for id := range want {
		versions, err := l.Versions(id)
		l.must(err)
		if len(versions) != len(want) {
			l.t.Errorf("%s: %d versions of %s", name, len(versions), id)
		}
		for _, v := range versions {
			ended := v.State == entry.StateCorrected
			if _, fresh := pictures[v.ID]; v.Text != want[v.ID] || ended == fresh || (!ended && v.State != entry.StateSigned) {
				l.t.Errorf("%s: %s is %q, %s", name, v.ID, v.Text, v.State)
			}
		}
	}
	if got := l.Counts().Waiting; got != len(pictures) {
		l.t.Errorf("%s: %d wait", name, got)
	}
	beside := map[string]int{}
	for id, said := range pictures {
		for _, rival := range l.Rivals(id) {
			beside[rival.ID]++
		}
		e, err := l.Entry(id)
		l.must(err)
		media, raw, err := l.Picture(l.t.Context(), id, e.Paper.Pictures[0])
		if err != nil || media != "image/png" || !bytes.Equal(raw, png(said)) {
			l.t.Errorf("%s: picture of %s: %d bytes, %v", name, id, len(raw), err)
		}
	}
	for id := range pictures {
		if beside[id] != len(pictures)-1 || len(beside) > len(pictures) {
			l.t.Errorf("%s: beside one another stand %v", name, beside)
		}
	}
}

// twoLaptops are two binders of one copy, and an entry that both have.
func twoLaptops(t *testing.T) (a, b *laptop, id string) {
	t.Helper()
	d, err := Desk(text.Swedish)
	if err != nil {
		t.Fatal(err)
	}
	a, b = &laptop{t: t, dir: t.TempDir()}, &laptop{t: t, dir: filepath.Join(t.TempDir(), "annan")}
	a.Session, _, err = Demo(t.Context(), d, a.dir, laptopPhrase, sheettest.Now)
	a.must(err)
	locked(t, a.Session)
	e := a.NewNote(a.People("")[0].ID)
	e.EventTime, e.Headline, e.Text = a.Now().Add(-time.Hour), "Tillsyn", "Sov lugnt."
	signed, err := a.Sign(t.Context(), e)
	a.must(err)
	a.must(d.RestoreHere(t.Context(), b.dir, a.copied(), desk.Opens{}))
	b.Session, err = d.Unlock(t.Context(), b.dir, "demo", laptopPhrase)
	b.must(err)
	locked(t, b.Session)
	return a, b, signed.ID
}

func locked(t *testing.T, s *desk.Session) {
	t.Helper()
	t.Cleanup(func() {
		if err := s.Lock(); err != nil {
			t.Error(err)
		}
	})
}

func reopened(t *testing.T, l *laptop) *desk.Session {
	t.Helper()
	l.must(l.Lock())
	d, err := Desk(text.Swedish)
	l.must(err)
	s, err := d.Unlock(t.Context(), l.dir, "demo", laptopPhrase)
	l.must(err)
	locked(t, s)
	return s
}

// Given that one laptop took the copy of Lifecare away while the other signed with a picture, when they
// meet, then the copy is gone on both, and the entry, its picture and whom it is about are there.
func TestAPurgeAndAPictureMeet(t *testing.T) {
	a, b, old := twoLaptops(t)
	ofB := b.corrects(old, "Vaken från tre.", png("av b"))
	if _, err := b.AttachPicture(t.Context(), b.NewNote(ofB.PersonID), "fler.png", png("fler")); err != nil {
		t.Fatal(err)
	}
	_, err := a.PurgeReplica(t.Context())
	a.must(err)
	fromA, fromB := a.copied(), b.copied()
	a.brings(fromB)
	b.brings(fromA)
	want := map[string]string{old: "Sov lugnt.", ofB.ID: "Vaken från tre."}
	for name, l := range map[string]*laptop{"a": a, "b": b} {
		l.shows(name, want, map[string]string{ofB.ID: "av b"})
		if people := l.People(""); len(people) != 1 || people[0].ID != ofB.PersonID {
			t.Errorf("%s: %d persons are left", name, len(people))
		}
		if report, err := l.Verify(t.Context(), nil); err != nil || !report.OK() {
			t.Errorf("%s: %+v, %v", name, report, err)
		}
	}
}
