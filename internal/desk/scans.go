package desk

import (
	"context"
	"slices"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/custody"
	"avbrottsparm/internal/text"
)

// Scanner reads the pages of scanned papers out of files. It trusts no file, and keeps nothing.
type Scanner interface {
	// Files lists what may hold scanned pages in a folder, by name; nothing is opened. Faults:
	// "scan.folder", "scan.many".
	Files(ctx context.Context, dir string) ([]custody.ScanFile, error)
	// Pages gives the pages of a file in their order, one in memory at a time. An error is of the
	// file as a whole: "scan.large", "scan.broken", "scan.locked", "scan.gone".
	Pages(ctx context.Context, file custody.ScanFile, each func(custody.Scanned) error) error
}

// ScanOutcome is what became of a scanned page. The sentences "scan.<outcome>" word it.
type ScanOutcome string

// The outcomes.
const (
	ScanFiled   ScanOutcome = "filed"   // kept under its paper
	ScanAnother ScanOutcome = "another" // kept beside another picture of the same page
	ScanKnown   ScanOutcome = "known"   // the same picture was kept before
	ScanUnread  ScanOutcome = "unread"  // kept aside: no code could be read, and a person types the number
	ScanForeign ScanOutcome = "foreign" // its number is of no paper of this binder; not kept
	ScanClosed  ScanOutcome = "closed"  // belongs to an area that is closed to the opener; not kept
	ScanBroken  ScanOutcome = "broken"  // can't be opened; not kept
)

// Kept tells whether the page lies in the binder afterwards.
func (o ScanOutcome) Kept() bool {
	return o == ScanFiled || o == ScanAnother || o == ScanKnown || o == ScanUnread
}

// ScanRow is what became of one scanned page, or of a file that could not be opened at all: then At is 0.
type ScanRow struct {
	File    string // its name, harmless to show
	At, Of  int
	Outcome ScanOutcome
	// Number and Page are what the code says; empty where none was read.
	Number custody.Number
	Page   int
	// Document is the id under which the page is kept; empty where it isn't.
	Document string
	Err      error // why, for closed and broken
}

// ScanReport is what a folder of scanned papers came to.
type ScanReport struct {
	Files []string // those that were gone through, by name
	Rows  []ScanRow
	// Forms are the papers that pages came in of, in the order of the pages, as they are now.
	Forms []PaperForm
	// Done are the files of which every page lies in the binder now: they can be deleted. The
	// program deletes none.
	Done []string
}

// Count is how many pages had an outcome.
func (r ScanReport) Count(o ScanOutcome) int {
	n := 0
	for _, row := range r.Rows {
		if row.Outcome == o {
			n++
		}
	}
	return n
}

// mayScan tells whether the opener may bring scanned papers in: whoever handles numbered papers, and
// reads what is on them.
func (s *Session) mayScan() error {
	if err := s.may(access.RightPrint); err != nil {
		return err
	}
	return s.may(access.RightRead)
}

// ScanFolder reads all scanned papers in a folder, keeps each page sealed under its paper, and notes
// that the paper came back. Each page is stored by itself, so that what is done stays done whatever
// happens; the same folder again does nothing new. Progress counts pages; total grows as files are
// opened. When it is stopped the report tells how far it came. Faults: "access.not_allowed",
// "scan.folder", "scan.many", "scan.none", those of the vault. What is wrong with one file or page
// stands in its row.
func (s *Session) ScanFolder(ctx context.Context, dir string, progress func(done, total int)) (ScanReport, error) {
	s.mu.Lock()
	err := s.mayScan()
	s.mu.Unlock()
	if err != nil {
		return ScanReport{}, err
	}
	if s.desk.Scanner == nil {
		return ScanReport{}, text.NewFault("scan.folder")
	}
	files, err := s.desk.Scanner.Files(ctx, dir)
	if err != nil {
		return ScanReport{}, err
	}
	if len(files) == 0 {
		return ScanReport{}, text.NewFault("scan.none")
	}
	run := scanning{Session: s, progress: progress, total: len(files)}
	for _, file := range files {
		if err = run.file(ctx, file); err != nil {
			break
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, n := range run.numbers {
		if slip, known := s.slips.Get(n); known {
			run.report.Forms = append(run.report.Forms, s.paperForm(slip, 0))
		}
	}
	return run.report, err
}

// scanning is a folder that is being gone through.
type scanning struct {
	*Session
	progress    func(done, total int)
	done, total int
	report      ScanReport
	numbers     []custody.Number // that pages came in of
}

// file takes in the pages of one file. The error ends the whole: the binder can't be written, or
// somebody stopped it.
func (r *scanning) file(ctx context.Context, file custody.ScanFile) error {
	var stop error
	from, opened := len(r.report.Rows), false
	err := r.desk.Scanner.Pages(ctx, file, func(page custody.Scanned) error {
		if !opened {
			opened, r.total = true, r.total+page.Of-1
		}
		stop = r.page(ctx, file, page)
		r.step()
		return stop
	})
	if stop == nil {
		stop = ctx.Err()
	}
	if stop != nil {
		return stop
	}
	r.report.Files = append(r.report.Files, file.Name)
	if err != nil {
		r.report.Rows = append(r.report.Rows, ScanRow{File: file.Name, Outcome: ScanBroken, Err: err})
	}
	if !opened {
		r.step()
	}
	rows := r.report.Rows[from:]
	if len(rows) > 0 && !slices.ContainsFunc(rows, func(row ScanRow) bool { return !row.Outcome.Kept() }) {
		r.report.Done = append(r.report.Done, file.Name)
	}
	return nil
}

func (r *scanning) step() {
	r.done++
	if r.progress != nil {
		r.progress(r.done, max(r.done, r.total))
	}
}

// page takes in one page: under each paper whose code is on it.
func (r *scanning) page(ctx context.Context, file custody.ScanFile, page custody.Scanned) error {
	row := ScanRow{File: file.Name, At: page.At, Of: page.Of}
	if page.Err != nil {
		row.Outcome, row.Err = ScanBroken, page.Err
		r.report.Rows = append(r.report.Rows, row)
		return nil
	}
	r.hold()
	defer r.mu.Unlock()
	if err := r.mayScan(); err != nil {
		return err
	}
	codes := page.CodesOf()
	if len(codes) == 0 {
		return r.aside(ctx, row, page)
	}
	for _, code := range codes {
		one := row
		one.Number, one.Page = code.Number, code.Page
		if err := r.under(ctx, one, page); err != nil {
			return err
		}
	}
	return nil
}

// under keeps a page under the paper whose code it has.
func (r *scanning) under(ctx context.Context, row ScanRow, page custody.Scanned) error {
	slip, known := r.slips.Get(row.Number)
	if !known {
		row.Outcome = ScanForeign
		r.report.Rows = append(r.report.Rows, row)
		return nil
	}
	if !slices.Contains(r.numbers, row.Number) {
		r.numbers = append(r.numbers, row.Number)
	}
	doc := r.pageOf(page)
	doc.Paper, doc.PaperPage, doc.PersonID = string(row.Number), row.Page, slip.Person
	for _, had := range r.pagesOf(row.Number) {
		switch {
		case had.Hash == doc.Hash:
			row.Outcome, row.Document = ScanKnown, had.ID
		case had.PaperPage == row.Page && row.Outcome == "":
			row.Outcome = ScanAnother
		}
	}
	if row.Outcome != ScanKnown {
		if row.Outcome == "" {
			row.Outcome = ScanFiled
		}
		err := r.keepPage(ctx, slip, doc, nil, page.Bytes)
		switch {
		case text.IsFault(err, "access.closed"):
			row.Outcome, row.Err = ScanClosed, err
		case err != nil:
			return err
		default:
			row.Document = doc.ID
		}
	}
	r.report.Rows = append(r.report.Rows, row)
	return nil
}

// aside keeps a page without a readable code until somebody types its number. It lies among what is
// about health where the opener may read that, because it may be about anything.
func (r *scanning) aside(ctx context.Context, row ScanRow, page custody.Scanned) error {
	doc := r.pageOf(page)
	row.Outcome = ScanUnread
	for _, had := range documents(r.replica, func(d *care.Document) bool { return d.Source == care.FromScan && d.Hash == doc.Hash }) {
		row.Document = had.ID
		if !had.Waiting() { // its number was typed
			row.Outcome, row.Number, row.Page = ScanKnown, custody.Number(had.Paper), had.PaperPage
			break
		}
	}
	if row.Document == "" {
		doc.Area = r.strictest().String()
		doc.ID = r.store.Name(string(care.KindDocument), care.FromScan+"|"+doc.Hash)
		line := r.line(access.ActionDocument, "", r.desk.Words.Say("scan.log.aside"))
		if err := r.storePage(ctx, doc, page.Bytes, nil, line); err != nil {
			return err
		}
		row.Document = doc.ID
	}
	r.report.Rows = append(r.report.Rows, row)
	return nil
}
