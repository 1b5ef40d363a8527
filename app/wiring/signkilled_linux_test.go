package wiring

import (
	"bufio"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"testing"
	"time"

	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/sheet/sheettest"
	"avbrottsparm/internal/text"
)

const (
	signerFolder = "AVBROTTSPARM_SIGNS_IN" // makes this test's program one that signs until it is killed
	atOnce       = 4                       // entries that are signed in one go, each with a picture of its paper
)

// Given a program that signs several entries with pictures in one go, over and over, when it is killed
// (kill -9) at any moment, then of each go all entries are signed or none, whatever was answered is there,
// and every signed entry's picture opens.
func TestKilledWhileSigningSeveralWithPictures(t *testing.T) {
	if dir := os.Getenv(signerFolder); dir != "" {
		signs(t, dir)
		return
	}
	d, err := Desk(text.Swedish)
	if err != nil {
		t.Fatal(err)
	}
	l := &laptop{t: t, dir: t.TempDir()}
	l.Session, _, err = Demo(t.Context(), d, l.dir, laptopPhrase, sheettest.Now)
	l.must(err)
	l.must(l.Lock())
	answered := map[string]bool{}
	for range 6 {
		for _, round := range l.killed("TestKilledWhileSigningSeveralWithPictures", signerFolder) {
			answered[round] = true
		}
	}
	l.Session, err = d.Unlock(t.Context(), l.dir, "demo", laptopPhrase)
	l.must(err)
	locked(t, l.Session)
	there := map[string]int{}
	for _, row := range l.NotesSince(time.Time{}, "") {
		there[row.Headline]++
		if _, raw, err := l.Picture(t.Context(), row.ID, row.Paper.Pictures[0]); err != nil || len(raw) == 0 {
			t.Errorf("%s: picture: %d bytes, %v", row.ID, len(raw), err)
		}
	}
	for round, n := range there {
		if n != atOnce {
			t.Errorf("%s: %d of %d are signed", round, n, atOnce)
		}
	}
	for round := range answered {
		if there[round] == 0 {
			t.Errorf("%s was answered and is not there", round)
		}
	}
	if report, err := l.Verify(t.Context(), nil); err != nil || !report.OK() || len(answered) == 0 {
		t.Errorf("%d answered, %+v, %v", len(answered), report, err)
	}
}

// killed runs a test's program that writes until somebody ends it, in the laptop's folder, kills it a moment
// after some answers, and gives them.
func (l *laptop) killed(test, folder string) (answers []string) {
	l.t.Helper()
	self, err := os.Executable()
	l.must(err)
	cmd := exec.Command(self, "-test.run=^"+test+"$")
	cmd.Env = append(os.Environ(), folder+"="+l.dir)
	out, err := cmd.StdoutPipe()
	l.must(err)
	l.must(cmd.Start())
	lines := bufio.NewScanner(out)
	for some := 1 + rand.IntN(4); len(answers) < some && lines.Scan(); {
		answers = append(answers, lines.Text())
	}
	time.Sleep(time.Duration(rand.IntN(15_000)) * time.Microsecond)
	l.must(cmd.Process.Kill())
	for lines.Scan() {
		answers = append(answers, lines.Text())
	}
	var ended *exec.ExitError
	if err := cmd.Wait(); !errors.As(err, &ended) || ended.Exited() {
		l.t.Errorf("ended by itself: %v, %q", err, answers)
	}
	return answers
}

// signs signs entries until somebody ends it, and names each go when it is signed.
func signs(t *testing.T, dir string) {
	d, err := Desk(text.Swedish)
	if err != nil {
		t.Fatal(err)
	}
	l := &laptop{t: t, dir: dir}
	l.Session, err = d.Unlock(t.Context(), dir, "demo", laptopPhrase)
	l.must(err)
	people := l.People("")
	for n := 0; ; n++ {
		round := fmt.Sprintf("Omgång %d.%d", os.Getpid(), n)
		var list []entry.Entry
		for i := range atOnce {
			e, err := l.Begin(desk.Beginning{Kind: entry.KindNote, PersonID: people[i].ID})
			l.must(err)
			e.EventTime, e.Headline, e.Text = l.Now().Add(-time.Hour), round, "Sov lugnt."
			picture, err := l.AttachPicture(t.Context(), e, "papper.png", png(fmt.Sprint(round, i)))
			l.must(err)
			e.Paper = &entry.Paper{Name: "Siv Ek", WrittenTime: e.EventTime, Pictures: []string{picture}}
			list = append(list, e)
		}
		results, err := l.SignMany(t.Context(), list)
		l.must(err)
		for _, r := range results {
			l.must(r.Err)
		}
		fmt.Println(round)
	}
}
