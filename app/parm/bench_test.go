//go:build bench

package main

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"avbrottsparm/app/wiring"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/text"
)

// The goals of what staff wait for: a keystroke against a frame of the screen, and the time from
// an accepted passphrase to the first screen.
const (
	frame       = 16 * time.Millisecond
	firstScreen = 300 * time.Millisecond
)

func tell(t *testing.T, name string, times []time.Duration, limit time.Duration) {
	t.Helper()
	slices.Sort(times)
	got := times[len(times)/2]
	fmt.Printf("ratio\t%s\t%s\t%s\t%.2f\t%.2f\n", name, got.Round(10*time.Microsecond), limit, float64(limit)/float64(got), 1.0)
	if got > limit {
		t.Errorf("%s takes %v, the goal is %v", name, got, limit)
	}
}

var (
	givens   = strings.Fields("Elsa Åke Birgit Örjan Märta Renée Hjördis Sven-Åke Anna-Greta Günther Wanda Ulla Aune Kjell Ängla Siv")
	families = strings.Fields("Lundvik Åbergsjö Strömhage Öhrnfelter Wallinderud Ängsholte Blåhed Kvistmyr Näverlunda Sandsveden Törnevik Hallonmark")
	streets  = strings.Fields("Storgatan Nygatan Åsvallsgatan Överstavägen Klockarängen Mjölnargränd Fyrvaktarvägen Lärkhöjden")
)

// register is a person list of n rows, as a planning system exports it.
func register(n int) []byte {
	var out strings.Builder
	out.WriteString("Kundnr;Förnamn;Efternamn;Adress;Postnr;Ort;Telefon;Nyckelnr\n")
	for i := range n {
		fmt.Fprintf(&out, "%d;%s;%s%d;%s %d;999 10;Norrköpa;0980-31 %02d %02d;N%d\n", i, givens[i%len(givens)],
			families[i/len(givens)%len(families)], i, streets[i%len(streets)], i%97+1, i/100%100, i%100, i)
	}
	return []byte(out.String())
}

// planning is a schedule of visits to n persons, from yesterday on.
func planning(persons, visits int, today time.Time) []byte {
	var out strings.Builder
	out.WriteString("Kundnr;Förnamn;Efternamn;Adress;Datum;Starttid;Sluttid;Insatser;Slinga;Personal;Notering\n")
	for v := range visits {
		i, round := v%persons, v/persons
		on := care.NextDay(today, round/3-1)
		fmt.Fprintf(&out, "%d;%s;%s%d;%s %d;%s;%02d:%02d;%02d:%02d;Morgonhjälp, Frukost;Slinga %d;Person %d;Ring på\n", i, givens[i%len(givens)],
			families[i/len(givens)%len(families)], i, streets[i%len(streets)], i%97+1, on.Format(time.DateOnly),
			7+round%3*4+i%4, i%2*30, 7+round%3*4+i%4, i%2*30+20, i%20, i%20)
	}
	return []byte(out.String())
}

const passphrase = "en lång fras att mäta med"

// withFiles is a binder with files read in, left open.
func withFiles(t *testing.T, files ...desk.File) (*desk.Desk, string, *desk.Session) {
	t.Helper()
	d, err := wiring.Desk(text.Swedish)
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "binder")
	s, _, err := d.SetUp(t.Context(), dir, desk.Setup{Unit: "Norr", User: "Lena Ek", Title: "undersköterska", Passphrase: passphrase})
	if err != nil {
		t.Fatal(err)
	}
	p, err := s.Preview(t.Context(), files, desk.Importing{})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range p.Files {
		if f.Err != nil || len(f.Errors) > 0 {
			t.Fatalf("%s: %v %v", f.Name, f.Err, f.Errors)
		}
	}
	if err := s.Import(t.Context(), p); err != nil {
		t.Fatal(err)
	}
	return d, dir, s
}

// The worst keystroke of several words is told, with everything that a row of the list shows.
func TestRatioSearchPerKeystroke(t *testing.T) {
	_, _, s := withFiles(t, desk.File{Name: "personer.csv", Bytes: register(4000)})
	if got := len(s.People("")); got != 4000 {
		t.Fatalf("%d persons", got)
	}
	var worst []time.Duration
	for range 9 {
		var slowest time.Duration
		for _, word := range []string{"åbergsjö", "sven-åke", "storgatan 12", "N3999", "renee", "a", "xyzzy"} {
			for n := range []rune(word) {
				from := time.Now()
				s.People(string([]rune(word)[:n+1]))
				slowest = max(slowest, time.Since(from))
			}
		}
		worst = append(worst, slowest)
	}
	tell(t, "people search, 4,000 persons, worst keystroke", worst, frame)
	if err := s.Lock(); err != nil {
		t.Fatal(err)
	}
}

// The key derivation is the cheap one of tests: it is left out of the goal.
func TestRatioUnlockToFirstScreen(t *testing.T) {
	today := care.Day(time.Now())
	d, dir, s := withFiles(t, desk.File{Name: "personer.csv", Bytes: register(400)}, desk.File{Name: "slingor.csv", Bytes: planning(400, 10000, today)})
	if err := s.Lock(); err != nil {
		t.Fatal(err)
	}
	var times []time.Duration
	for range 9 {
		from := time.Now()
		s, err := d.Unlock(t.Context(), dir, "", passphrase)
		if err != nil {
			t.Fatal(err)
		}
		status, people, schedule := s.Status(), s.People(""), s.Schedule(today, "")
		times = append(times, time.Since(from))
		if status.Persons != 400 || len(people) != 400 || len(schedule.Routes) != 20 {
			t.Fatalf("%d persons, %d rows, %d routes", status.Persons, len(people), len(schedule.Routes))
		}
		if err := s.Lock(); err != nil {
			t.Fatal(err)
		}
	}
	tell(t, "unlock to first screen, 400 persons, 10,000 visits", times, firstScreen)
}
