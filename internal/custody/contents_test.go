package custody_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"avbrottsparm/internal/custody"
)

func paper(name, content, person string) custody.Paper {
	p := custody.Paper{Key: custody.KeyOf(name), Kind: "person", Person: person, Pages: 2}
	copy(p.Hash[:], content)
	return p
}

// holds is the content of each named sheet that lies in the binder.
func holds(c *custody.Contents, names ...string) string {
	var all []string
	for _, name := range names {
		if p, there := c.Get(custody.KeyOf(name)); there {
			all = append(all, name+"="+strings.TrimRight(string(p.Hash[:]), "\x00"))
		}
	}
	return fmt.Sprintf("%s (%d)", strings.Join(all, " "), len(c.List()))
}

func TestWhatTheBinderOnPaperHolds(t *testing.T) {
	c := custody.NewContents()
	clock := uint64(0)
	take := func(what string, j custody.Job, want string) {
		t.Helper()
		clock++
		c.Take(j, clock)
		if got := holds(c, "elsa", "åke", "elsa-plan", "route", "form"); got != want {
			t.Errorf("%s: %s, want %s", what, got, want)
		}
	}
	take("a sheet before any binder", custody.Job{Papers: []custody.Paper{paper("elsa", "0", "e")}}, " (0)")
	take("the whole binder", custody.Job{Binding: custody.BindsWhole, Papers: []custody.Paper{paper("elsa", "1", "e"), paper("åke", "1", "a"), paper("elsa-plan", "1", "e"), paper("route", "1", "")}},
		"elsa=1 åke=1 elsa-plan=1 route=1 (4)")
	take("a newer sheet by itself", custody.Job{Papers: []custody.Paper{paper("elsa", "2", "e"), paper("form", "1", "e")}}, "elsa=1 åke=1 elsa-plan=1 route=1 (4)")
	take("one person's part", custody.Job{Binding: custody.BindsPerson, Person: "e", Papers: []custody.Paper{paper("elsa", "3", "e")}}, "elsa=3 åke=1 route=1 (3)")
	take("what changed", custody.Job{Binding: custody.BindsChanged, Papers: []custody.Paper{paper("elsa-plan", "4", "e")}, Out: []custody.Key{custody.KeyOf("åke")}},
		"elsa=3 elsa-plan=4 route=1 (3)")
	take("only taken out", custody.Job{Binding: custody.BindsChanged, Out: []custody.Key{custody.KeyOf("route")}}, "elsa=3 elsa-plan=4 (2)")
	take("of an earlier program", custody.Job{Binding: custody.BindsWhole}, "elsa=3 elsa-plan=4 (2)")
	if c.Last() != 6 {
		t.Errorf("last bound at %d", c.Last())
	}
	take("the whole binder anew", custody.Job{Binding: custody.BindsWhole, Papers: []custody.Paper{paper("åke", "5", "a")}}, "åke=5 (1)")
}

// A binder of 800 sheets is one record of the ledger that is small, and says nothing of anybody.
func TestTheRecordOfAPrintIsSmall(t *testing.T) {
	job := custody.Job{Binding: custody.BindsWhole}
	for i := range 800 {
		p := paper(fmt.Sprintf("person|%d", i), fmt.Sprint(i*7919), fmt.Sprintf("%032x", i/5))
		p.Kind = []string{"person", "plan", "schedule", "health", "journal"}[i%5]
		if i%5 == 4 {
			p.Number, p.Version = drawn(t), 3
		}
		job.Papers = append(job.Papers, p)
	}
	raw, err := json.Marshal(job)
	if err != nil {
		t.Fatal(err)
	}
	if len(raw) > 80<<10 {
		t.Errorf("%d bytes", len(raw))
	}
	t.Logf("800 sheets: %d bytes", len(raw))
	var back custody.Job
	if err := json.Unmarshal(raw, &back); err != nil {
		t.Fatal(err)
	}
	if len(back.Papers) != 800 || back.Papers[799] != job.Papers[799] || back.Binding != job.Binding {
		t.Errorf("came back as %d, %+v", len(back.Papers), back.Papers[799])
	}
}

func TestAPrintOfAnotherProgramIsRefused(t *testing.T) {
	for _, raw := range []string{`{"rows":[{"k":"AA","h":"AA"}]}`, `{"rows":[{"k":"AAAAAAAAAAA","h":"AAAAAAAAAAAAAAAA","s":9}]}`, `{"out":["AA"]}`, `{"rows":[{"k":"%"}]}`, `[]`,
		`{"words":["a"],"rows":[{"k":"AAAAAAAAAAA","h":"AAAAAAAAAAAAAAAA","p":-1}]}`} {
		var job custody.Job
		if err := json.Unmarshal([]byte(raw), &job); err == nil {
			t.Errorf("%s was taken for %+v", raw, job)
		}
	}
	if (custody.Job{}).IsZero() == false || (custody.Job{Out: []custody.Key{custody.KeyOf("elsa")}}).IsZero() {
		t.Error("nothing is not zero")
	}
}

func FuzzJob(f *testing.F) {
	f.Add([]byte(`{"words":["person"],"rows":[{"k":"AAAAAAAAAAA","h":"AAAAAAAAAAAAAAAA","s":1}]}`))
	f.Add([]byte(`{"b":3,"out":["AAAAAAAAAAA"]}`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		var job custody.Job
		if json.Unmarshal(raw, &job) != nil {
			return
		}
		again, err := json.Marshal(job)
		if err != nil {
			t.Fatal(err)
		}
		var same custody.Job
		if err := json.Unmarshal(again, &same); err != nil || len(same.Papers) != len(job.Papers) || len(same.Out) != len(job.Out) {
			t.Errorf("%s came back as %s: %v", raw, again, err)
		}
	})
}

// A checkpoint that something has changed is refused or read, and never brings the program down.
func FuzzBook(f *testing.F) {
	f.Add([]byte(`[{"i":{"n":"00000000","k":"journal","t":"2026-11-23T07:00:00Z","b":"lena","l":"AAAAAAAAAAE"},"a":1},{"n":"00000000"}]`))
	f.Add([]byte(`[{"i":{"n":"00000000","l":"AA"}}]`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		book, binder := custody.NewBook(), custody.NewContents()
		if json.Unmarshal(raw, book) != nil {
			return
		}
		binder.Take(custody.Job{Binding: custody.BindsWhole, Papers: []custody.Paper{paper("elsa", "1", "e")}}, 8)
		for _, s := range book.List(nil) {
			if at := binder.ReplacedAt(s); at != 0 && at != 8 {
				t.Errorf("%s was replaced at %d", s.Number, at)
			}
		}
		again, err := json.Marshal(book)
		if err != nil {
			return // a year that JSON doesn't know
		}
		same := custody.NewBook()
		if err := json.Unmarshal(again, same); err != nil || len(same.List(nil)) != len(book.List(nil)) {
			t.Errorf("%s came back as %s: %v", raw, again, err)
		}
	})
}
