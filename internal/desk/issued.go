package desk

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/custody"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/sheet"
)

// Issued is the ledger's record of paper or a file that went out. It names nobody but by the binder's
// own ids.
type Issued struct {
	What     What      `json:"what"`
	At       time.Time `json:"at"`
	By       string    `json:"by"`
	PersonID string    `json:"person,omitempty"`
	Day      string    `json:"day,omitempty"`
	Pages    int       `json:"pages"`
	Sheets   int       `json:"sheets"`
	Readable bool      `json:"readable,omitempty"`
	Head     string    `json:"head"`
	// Evening says that a part of the evening's print is done: "saved" or "printed". Its pages have
	// a record of their own, without it.
	Evening string `json:"evening,omitempty"`
	// Pending says that the print counts as printed once a later record says that it came out.
	Pending bool `json:"pending,omitempty"`
	// Of is the At of the print that this record tells of: that it came out or was saved, or with
	// Unprinted that it never did.
	Of        time.Time `json:"of,omitzero"`
	Unprinted bool      `json:"unprinted,omitempty"`
	// Job is which sheets they were; records of earlier programs don't tell.
	Job custody.Job `json:"job,omitzero"`
}

// identify gives every sheet its key and its mark: a sheet about a person is told from the next
// person's, and of several alike (blank forms) each has its place.
func identify(sheets []sheet.Sheet) {
	had := map[string]int{}
	for i := range sheets {
		sh := &sheets[i]
		key := sh.Key
		if key == "" {
			key = string(sh.Kind)
		}
		if sh.PersonID != "" && !strings.Contains(key, sh.PersonID) {
			key += "|" + sh.PersonID
		}
		if had[key]++; had[key] > 1 {
			key += fmt.Sprintf("#%d", had[key])
		}
		hash := custody.HashOf(sheet.Fingerprint(*sh))
		sh.Key, sh.Mark = key, sheet.MarkOf(hash[:])
	}
}

// number draws a number for every sheet that is accounted for. No two papers ever have one.
func (s *Session) number(sheets []sheet.Sheet) ([]custody.Number, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var drawn []custody.Number
	for i := range sheets {
		for sheets[i].Counted && sheets[i].Number == "" {
			n, err := custody.NewNumber(nil)
			if err != nil {
				return nil, err
			}
			if !slices.Contains(drawn, n) && !s.slips.Has(n) {
				sheets[i].Number, drawn = n, append(drawn, n)
			}
		}
	}
	return drawn, nil
}

// jobOf is what the ledger keeps of a print. Sheets that say what a print is about, and nothing that
// lies in the binder, are left out.
func jobOf(o Order, doc sheet.Document) custody.Job {
	job := custody.Job{Out: o.out}
	switch {
	case o.What == PrintChanged:
		job.Binding = custody.BindsChanged
	case o.What == PrintBinder && o.PersonID == "":
		job.Binding = custody.BindsWhole
	case o.What == PrintBinder:
		job.Binding, job.Person = custody.BindsPerson, o.PersonID
	}
	for _, sh := range doc.Sheets {
		if sh.Kind != sheet.KindChanges {
			job.Papers = append(job.Papers, paperOf(sh))
		}
	}
	return job
}

// paged tells of each paper how many pages it came to.
func paged(papers []custody.Paper, doc sheet.Document, printed sheet.Printed) {
	at := 0
	for i, sh := range doc.Sheets {
		if sh.Kind == sheet.KindChanges || at == len(papers) {
			continue
		}
		if i < len(printed.Spans) {
			papers[at].Pages = printed.Spans[i].Pages
		}
		at++
	}
}

func paperOf(sh sheet.Sheet) custody.Paper {
	p := custody.Paper{Key: custody.KeyOf(sh.Key), Hash: custody.HashOf(sheet.Fingerprint(sh)), Kind: string(sh.Kind), Person: sh.PersonID,
		Number: sh.Number, Version: sh.Version}
	if !sh.Blank {
		p.Sort = custody.SortSheet
	}
	key, _, _ := strings.Cut(sh.Key, "#")
	for part := range strings.SplitSeq(key, "|") {
		if day, err := time.Parse(time.DateOnly, part); err == nil && p.Day == "" { // the first of several
			p.Day = day.Format(time.DateOnly)
		}
	}
	return p
}

// issued notes that an order goes out, and tells when: that names it to what is noted of it later.
func (s *Session) issued(ctx context.Context, o Order, printed sheet.Printed, head string, job custody.Job) (time.Time, error) {
	at := s.desk.now()
	for had := s.prints[at.UnixNano()]; had != nil && (o.pending || had.open()); had = s.prints[at.UnixNano()] {
		at = at.Add(1)
	}
	body := Issued{What: o.What, At: at, By: s.user.Identity, PersonID: o.PersonID, Day: o.Date.In(care.Stockholm).Format(time.DateOnly),
		Pages: printed.Pages, Sheets: printed.Sheets, Readable: o.Readable, Head: head, Pending: o.pending, Job: job}
	rec, err := record(ledger.StreamMain, access.AreaCommon, ledger.KindPrint, body)
	if err != nil {
		return at, err
	}
	released, lines, err := s.releasedOnPaper(o)
	if err != nil {
		return at, err
	}
	clocks, err := s.noteSheets(ctx, at, append([]ledger.Append{rec}, released...)...)
	if err != nil {
		return at, err
	}
	s.unlogged = append(s.unlogged, lines...) // they are written with the line of the print
	s.print(body, clocks[0])
	if o.pending {
		s.jobs.sends(at)
	}
	action := access.ActionPrint
	if o.Readable {
		action = access.ActionReadable
	}
	detail := fmt.Sprintf("%s %d", o.What, printed.Sheets)
	if reason := strings.TrimSpace(o.Reason); reason != "" {
		detail += ", " + reason
	}
	s.log(ctx, action, o.PersonID, detail)
	return at, nil
}

// writeIssued stores the prints that could not be noted yet; they go on waiting when it can't be done.
func (s *Session) writeIssued(ctx context.Context) {
	if len(s.unissued) == 0 {
		return
	}
	if _, err := s.committed(ctx, ledger.Change{Appends: s.unissued}); err == nil {
		s.unissued = nil
	}
}

// issued takes the record of a print in. One that this program can't read is a later program's.
func (f *folded) issued(r ledger.Record) {
	var body Issued
	if err := json.Unmarshal(r.Body, &body); err != nil {
		f.strange = true
		return
	}
	if body.Evening != "" { // a part of it is done; its pages have records of their own
		f.evening.take(body)
	}
	if !body.Of.IsZero() {
		f.settlesPrint(body.Of, !body.Unprinted)
	}
	if body.Evening == "" && body.Of.IsZero() {
		f.print(body, uint64(r.Clock))
	}
}

// print takes in a print. Its papers are accounted for from now on; the binder on paper changes when it
// has left the binder.
func (f *folded) print(body Issued, clock uint64) {
	p := f.prints.of(body.At)
	p.What, p.Pages, p.Sheets, p.Clock, p.Pending, p.Noted = body.What, body.Pages, body.Sheets, clock, body.Pending, true
	switch p.Job = body.Job; {
	case p.left():
		f.bind(p)
	case !p.open():
		p.Job = custody.Job{}
	}
	f.prints.prune()
	for _, p := range body.Job.Papers {
		if p.Number == "" {
			continue
		}
		issue := custody.Issue{Number: p.Number, Kind: p.Kind, Sort: p.Sort, Version: p.Version, Pages: p.Pages, Person: p.Person, At: body.At, By: body.By}
		if body.Job.Binding != custody.BindsNothing {
			issue.Key = p.Key
		}
		f.slips.Issue(issue, clock)
	}
}

// told takes in what became of a numbered paper.
func (f *folded) told(r ledger.Record) {
	var event custody.Event
	if err := json.Unmarshal(r.Body, &event); err != nil || !f.slips.Tell(event, uint64(r.Clock)) {
		f.strange = true
	}
}
