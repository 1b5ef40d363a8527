package wiring

import (
	"fmt"
	"os"
	"testing"

	"avbrottsparm/internal/outage"
	"avbrottsparm/internal/sheet/sheettest"
	"avbrottsparm/internal/text"
)

const tellerFolder = "AVBROTTSPARM_TELLS_IN" // makes this test's program one that tells until it is killed

// Given an outage that somebody tells of, step by step, when the program is killed (kill -9) at any moment,
// then all that was answered is in the timeline, in its order, and the outage goes on.
func TestKilledWhileTellingOfAnOutage(t *testing.T) {
	if dir := os.Getenv(tellerFolder); dir != "" {
		tells(t, dir)
		return
	}
	d, err := Desk(text.Swedish)
	if err != nil {
		t.Fatal(err)
	}
	l := &laptop{t: t, dir: t.TempDir()}
	l.Session, _, err = Demo(t.Context(), d, l.dir, laptopPhrase, sheettest.Now)
	l.must(err)
	_, err = l.StartOutage(t.Context(), outage.Event{Broken: []outage.Broken{{Failure: "lifecare"}}})
	l.must(err)
	l.must(l.Lock())
	var answered []string
	for range 4 {
		answered = append(answered, l.killed("TestKilledWhileTellingOfAnOutage", tellerFolder)...)
	}
	l.Session, err = d.Unlock(t.Context(), l.dir, "demo", laptopPhrase)
	l.must(err)
	locked(t, l.Session)
	v, open := l.OpenOutage()
	if !open || len(answered) == 0 {
		t.Fatalf("open %v, %d answers", open, len(answered))
	}
	at := map[string]int{}
	for i, e := range v.Timeline {
		at[e.Text] = i
	}
	last := 0
	for _, note := range answered {
		i, there := at[note]
		if !there || i < last {
			t.Errorf("%q was answered and stands at %d, %v, after %d", note, i, there, last)
		}
		last = i
	}
	if report, err := l.Verify(t.Context(), nil); err != nil || !report.OK() {
		t.Errorf("%+v, %v", report, err)
	}
}

// tells notes one thing after the other until somebody ends it, and names each when it is stored.
func tells(t *testing.T, dir string) {
	d, err := Desk(text.Swedish)
	if err != nil {
		t.Fatal(err)
	}
	l := &laptop{t: t, dir: dir}
	l.Session, err = d.Unlock(t.Context(), dir, "demo", laptopPhrase)
	l.must(err)
	v, _ := l.OpenOutage()
	for n := 0; ; n++ {
		note := fmt.Sprintf("Läge %d.%d", os.Getpid(), n)
		_, err := l.TellOutage(t.Context(), outage.Event{Outage: v.ID, Type: outage.EventNote, Text: note})
		l.must(err)
		fmt.Println(note)
	}
}
