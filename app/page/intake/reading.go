package intake

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/text"
)

// reading is the files and what they would do, worded away from the window.
type reading struct {
	files   []file
	preview *desk.Preview
}

// file is one file of a reading.
type file struct {
	name   string
	format string
	err    string // why nothing of it could be read, as a sentence
	held   int    // items that would go, and wait for a person's word
	older  int    // rows that are older than what the binder knows
	// unclear says that nothing could be read because nobody knows what the columns are, and partly
	// that some columns are left out.
	unclear, partly bool
	document        bool // that waits for somebody to say whose it is, once it has come in
	dated           bool // the file itself says the days of its visits
	counts          map[outcome]int
	lines           []line
}

// sum is what a whole reading would do.
type sum struct{ fresh, changed, gone, wrong int }

func (r reading) sum() sum {
	var total sum
	for _, f := range r.files {
		total.fresh += f.counts[outcome(care.OutcomeNew)]
		total.changed += f.counts[outcome(care.OutcomeChanged)]
		if f.held == 0 {
			total.gone += f.counts[outcome(care.OutcomeGone)]
		}
		total.wrong += f.counts[wrong]
	}
	return total
}

// first is the file to look at first: one with something wrong in it, if there is any.
func (r reading) first() int {
	wanting := func(f file) bool { return f.err != "" || f.counts[wrong] > 0 || f.held > 0 }
	return max(0, slices.IndexFunc(r.files, wanting))
}

// readable tells whether any file could be read.
func (r reading) readable() bool {
	return slices.ContainsFunc(r.files, func(f file) bool { return f.err == "" })
}

// held is how many items wait for somebody to say that they are gone.
func (r reading) held() int {
	n := 0
	for _, f := range r.files {
		n += f.held
	}
	return n
}

// older is how many rows were passed over because the binder knows newer.
func (r reading) older() int {
	n := 0
	for _, f := range r.files {
		n += f.older
	}
	return n
}

// documents is how many documents wait for somebody to say whose they are, once they have come in.
func (r reading) documents() int {
	n := 0
	for _, f := range r.files {
		if f.document {
			n++
		}
	}
	return n
}

// undated tells whether a file leaves it open which day its visits are on.
func (r reading) undated() bool {
	return slices.ContainsFunc(r.files, func(f file) bool { return f.err == "" && !f.dated })
}

// read previews files. One that can't be opened or read is among the answers with its reason.
func read(ctx context.Context, w *text.Words, session *desk.Session, paths []string, how desk.Importing, maps map[string]*care.Mapping) (reading, error) {
	files := make([]file, len(paths))
	var opened []desk.File
	var at []int
	for i, path := range paths {
		if err := ctx.Err(); err != nil {
			return reading{}, err
		}
		files[i].name = filepath.Base(path)
		f, err := desk.OpenFile(path)
		if err != nil {
			files[i].err = w.Explain(err)
			continue
		}
		f.Mapping = maps[path]
		opened, at = append(opened, f), append(at, i)
	}
	preview, err := session.Preview(ctx, opened, how)
	if err != nil {
		return reading{}, err
	}
	for n, result := range preview.Files {
		files[at[n]] = word(w, result, session.Now())
	}
	return reading{files: files, preview: preview}, ctx.Err()
}

// word puts a file's result into words.
func word(w *text.Words, r desk.FileResult, now time.Time) file {
	f := file{name: r.Name, dated: !r.DayAssumed, counts: map[outcome]int{}}
	if r.Err != nil {
		f.err = w.Explain(r.Err)
		f.unclear = text.IsFault(r.Err, "intake.missing_columns") || text.IsFault(r.Err, "file.unknown") && mayBeTable(r.Name)
		return f
	}
	var formats []string
	for _, name := range strings.Split(r.Format, "+") {
		if name != "" {
			formats = append(formats, w.Say("format."+name))
		}
	}
	f.format = strings.Join(formats, ", ")
	if r.Held {
		f.held = r.Gone
	}
	f.older = r.Older
	f.partly = slices.ContainsFunc(r.Warnings, func(i desk.RowIssue) bool { return i.Code == "unknown_columns" })
	f.document = r.Document != nil && r.Document.PersonID == ""
	f.lines = linesOf(w, r, now)
	for _, l := range f.lines {
		f.counts[l.outcome]++
	}
	return f
}

// mayBeTable tells by its name whether a file is one that columns can be chosen in.
func mayBeTable(name string) bool {
	return slices.Contains([]string{".csv", ".tsv", ".txt", ".xlsx", ".xls"}, strings.ToLower(filepath.Ext(name)))
}

// summary is the counts in words: "12 nya, 3 ändrade".
func (f file) summary(w *text.Words) string {
	var parts []string
	for _, o := range outcomes() {
		if n := f.counts[o]; n > 0 {
			parts = append(parts, w.Count("intakepage.count."+string(o), n))
		}
	}
	if len(parts) == 0 {
		return w.Say("intakepage.no_rows")
	}
	return strings.Join(parts, ", ")
}

// freshness tells when the data left its source: one part for all kinds of the same age.
func freshness(w *text.Words, session *desk.Session) string {
	type age struct {
		at  time.Time
		old bool
	}
	var order []age
	kinds := map[age][]string{}
	for _, k := range session.Status().Fresh {
		key := age{k.AsOf, k.TooOld}
		if kinds[key] == nil {
			order = append(order, key)
		}
		kinds[key] = append(kinds[key], w.Say("start.kind."+string(k.Kind)))
	}
	var parts []string
	for _, key := range order {
		names := strings.Join(kinds[key], ", ")
		switch {
		case key.at.IsZero():
			parts = append(parts, w.Say("intakepage.never", "kinds", names))
		case key.old:
			parts = append(parts, w.Say("intakepage.too_old", "kinds", names, "time", w.When(key.at, session.Now())))
		case len(order) == 1:
			return w.Say("intakepage.known_all", "time", w.When(key.at, session.Now()))
		default:
			parts = append(parts, w.Say("intakepage.as_of", "kinds", names, "time", w.When(key.at, session.Now())))
		}
	}
	return w.Say("intakepage.known", "list", strings.Join(parts, "   ·   "))
}
