package lines

import (
	"context"
	"errors"
	"io"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"time"

	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/text"
)

func all(t *testing.T, in io.Reader) []Line {
	t.Helper()
	var lines []Line
	for line, err := range Read(t.Context(), in) {
		if err != nil {
			t.Fatal(err)
		}
		lines = append(lines, line)
	}
	return lines
}

func TestEveryLineIsReadForItself(t *testing.T) {
	long := `{"person":"a","text":"` + strings.Repeat("å", Longest) + `"}`
	lines := all(t, strings.NewReader("\ufeff"+`{"person":"a","at":"2026-11-23T07:00","headline":"Tillsyn","text":"Sov\nlugnt."}`+"\r\n"+
		"inte json\n\n   \n"+long+"\n"+`{"person":"b","kind":"health_note"}`+"\n"+`{"person":"c","txt":"?"}`+"\n"+`{"person":"d"} {}`+"\n"+`[]`+"\n"+`{"person":"e"}`))
	want := []struct {
		number int
		person string
		code   string
	}{{1, "a", ""}, {2, "", "line.bad"}, {5, "", "line.too_long"}, {6, "b", ""}, {7, "", "line.bad"}, {8, "", "line.bad"}, {9, "", "line.bad"}, {10, "e", ""}}
	if len(lines) != len(want) {
		t.Fatalf("%d lines: %+v", len(lines), lines)
	}
	for i, w := range want {
		got := lines[i]
		if got.Number != w.number || got.Note.Person != w.person || (got.Err != nil) != (w.code != "") || got.Err != nil && !text.IsFault(got.Err, w.code) {
			t.Errorf("line %d: %+v, want %+v", i, got, w)
		}
	}
	if want := (Note{Kind: entry.KindNote, Person: "a", At: "2026-11-23T07:00", Headline: "Tillsyn", Text: "Sov\nlugnt."}); !reflect.DeepEqual(lines[0].Note, want) {
		t.Errorf("%+v", lines[0].Note)
	}
	if lines[3].Note.Kind != entry.KindHealthNote {
		t.Errorf("%+v", lines[3].Note)
	}
}

func TestALineCanFillInAnyForm(t *testing.T) {
	lines := all(t, strings.NewReader(`{"kind":"deviation","name":"Okänd Gäst","number":"","fields":{"grade":"risk","place":"Hallen"}}`+"\n"+`{"fields":{"grade":1}}`))
	if len(lines) != 2 || lines[0].Err != nil || !text.IsFault(lines[1].Err, "line.bad") {
		t.Fatalf("%+v", lines)
	}
	want := Note{Kind: "deviation", Name: "Okänd Gäst", Fields: map[string]string{"grade": "risk", "place": "Hallen"}}
	if !reflect.DeepEqual(lines[0].Note, want) {
		t.Errorf("%+v", lines[0].Note)
	}
}

func TestTheLongestNoteFitsInALine(t *testing.T) {
	whole := `{"person":"a","text":"` + strings.Repeat(`\u00e5`, entry.MaxText) + `"}`
	if lines := all(t, strings.NewReader(whole)); len(lines) != 1 || lines[0].Err != nil || len([]rune(lines[0].Note.Text)) != entry.MaxText {
		t.Errorf("%d lines", len(lines))
	}
	if lines := all(t, strings.NewReader(strings.Repeat("x", 3*Longest))); len(lines) != 1 || !text.IsFault(lines[0].Err, "line.too_long") {
		t.Errorf("%d lines of an endless one", len(lines))
	}
}

// Whoever stops the program while it waits for the next line does not have to send one.
func TestWaitingEndsWithTheContext(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	in, feed := io.Pipe()
	go func() {
		if _, err := io.WriteString(feed, `{"person":"a"}`+"\n"); err != nil {
			t.Error(err)
		}
	}()
	ended := make(chan error)
	go func() {
		for line, err := range Read(ctx, in) {
			if err != nil {
				ended <- err
				return
			}
			if line.Number == 1 {
				stop()
			}
		}
		ended <- nil
	}()
	select {
	case err := <-ended:
		if !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
	case <-time.After(20 * time.Second):
		t.Fatal("still waiting")
	}
	if err := feed.Close(); err != nil {
		t.Error(err)
	}
}

func TestABrokenStreamIsTold(t *testing.T) {
	broken := errors.New("broken")
	in := io.MultiReader(strings.NewReader(`{"person":"a"}`+"\n"), failing{broken})
	var seen []string
	for line, err := range Read(t.Context(), in) {
		seen = append(seen, strconv.Itoa(line.Number)+line.Note.Person)
		if err != nil && !errors.Is(err, broken) {
			t.Error(err)
		}
	}
	if strings.Join(seen, " ") != "1a 2" {
		t.Error(seen)
	}
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

func FuzzRead(f *testing.F) {
	f.Add([]byte(`{"person":"a","at":"2026-11-23T07:00","headline":"h","text":"t"}` + "\n\n{\n"))
	f.Add([]byte("\xff\x00\n\ufeff{}"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		last := 0
		for line, err := range Read(t.Context(), strings.NewReader(string(raw))) {
			if err != nil {
				t.Fatal(err)
			}
			if line.Number <= last {
				t.Fatalf("line %d after %d", line.Number, last)
			}
			if line.Err != nil && !reflect.DeepEqual(line.Note, Note{}) {
				t.Fatal("a wrong line says something")
			}
			last = line.Number
		}
	})
}
