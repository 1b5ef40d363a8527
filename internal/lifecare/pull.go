package lifecare

import (
	"context"
	"encoding/json"
	"maps"
	"net/url"
	"strconv"
	"time"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/text"
)

// overlap is how far behind the last complete pull the next one begins: what Lifecare was storing
// at that moment must not fall between two pulls.
const overlap = 10 * time.Minute

// Pull says what is asked for.
type Pull struct {
	// Read is the name of one of Reads.
	Read string
	// Since is the mark of the last complete pull; empty asks for everything.
	Since string
	// From is the mark of the page to go on at, after a line that broke; empty begins anew.
	From string
}

// Page is what one call brought.
type Page struct {
	Raw   []byte // JSON
	Items int
	// First says that the pull begins, or began anew because the list changed under it: pages
	// that were taken before no longer count.
	First bool
	// Next is the mark of the page after this one, to be given as Pull.From. It holds no key and
	// nothing about a person.
	Next string
}

// Done is a complete pull.
type Done struct {
	// Mark is for Pull.Since of the next one.
	Mark string
	// At is when Lifecare was asked first, by its own clock, in UTC: the data is not older.
	At time.Time
	// Delta says that only what changed was asked for.
	Delta bool
	// Loose says that the list kept changing while it was read, so that an item can be missing
	// in it that is still there.
	Loose bool
}

// place is where a pull stands; a mark is its JSON.
type place struct {
	Began  time.Time `json:"began,omitzero"`
	Since  string    `json:"since,omitempty"`
	Pages  int       `json:"pages,omitempty"`
	Size   int       `json:"size,omitempty"`
	Offset int       `json:"offset,omitempty"`
	Held   string    `json:"held,omitempty"`  // sign of the item that the next page must begin with
	First  string    `json:"first,omitempty"` // sign of the item that this page began with
	Anew   int       `json:"anew,omitempty"`  // times that the list had changed
	// Modified and Shift are the last work shift, Activity the last activity.
	Modified string `json:"modified,omitempty"`
	Shift    string `json:"shift,omitempty"`
	Activity int64  `json:"activity,omitempty"`
	// FromDay and ToDay are the span, so that it stays the same over midnight.
	FromDay string `json:"from,omitempty"`
	ToDay   string `json:"to,omitempty"`
}

func (p place) mark() string {
	raw, err := json.Marshal(p)
	if err != nil {
		return "" // the pull begins anew
	}
	return string(raw)
}

// puller is one pull under way.
type puller struct {
	*Client
	read
	place
	also url.Values // that every question of this pull asks for besides
	take func(Page) error
}

// Pull asks for a read, page by page, and gives each page to take, whose error ends it. It ends
// complete, with ctx.Err(), or with a fault "lifecare.*"; pages that were taken until then stay
// good, and Page.Next of the last one goes on from there.
func (c *Client) Pull(ctx context.Context, p Pull, take func(Page) error) (Done, error) {
	r, known := readNamed(p.Read)
	if !known {
		return Done{}, text.NewFault("lifecare.not_there")
	}
	at := place{Since: p.Since, Size: c.PageSize}
	if p.From != "" {
		var resumed place
		if json.Unmarshal([]byte(p.From), &resumed) == nil && resumed.Since == p.Since && resumed.Size > 0 {
			at = resumed
		}
	}
	u := &puller{Client: c, read: r, place: at, take: take}
	if u.Pages == 0 {
		u.span()
	}
	work := map[paging]func(context.Context) error{byOffset: u.offsets, byShift: u.shifts, byActivityID: u.activities}[r.paging]
	if err := work(ctx); err != nil {
		return Done{}, err
	}
	return Done{Mark: u.finished(), At: u.Began, Delta: u.delta(), Loose: u.Anew > maxAnew}, nil
}

// delta tells whether only what changed is asked for.
func (u *puller) delta() bool {
	_, ok := parseMoment(u.Since)
	return ok && (u.read.since != "" || u.paging == byShift)
}

// finished is the mark of a complete pull: the moment from which the next one asks. Of work shifts
// it is the last change that was seen, which no clock but Lifecare's has a part in.
func (u *puller) finished() string {
	if u.paging != byShift {
		return u.Began.Format(moment)
	}
	if at, ok := parseMoment(u.Modified); ok && (u.Shift != "" || u.Since == "") {
		return at.Format(time.RFC3339Nano)
	}
	return u.Since // nothing came
}

// span settles the days of a pull that needs them.
func (u *puller) span() {
	if u.within == nil || u.delta() {
		return
	}
	from, to := u.within(care.Day(u.Now()))
	u.FromDay, u.ToDay = from.Format(time.DateOnly), to.Format(time.DateOnly)
}

// asked is the question without its paging.
func (u *puller) asked() url.Values {
	query := url.Values{}
	maps.Copy(query, u.also)
	if u.delta() && u.paging == byOffset {
		since, _ := parseMoment(u.Since)
		since = since.Add(-overlap)
		if u.read.since == time.DateOnly { // the zone of the day is not told
			since = since.AddDate(0, 0, -1)
		}
		query.Set("gt", since.Format(u.read.since))
	}
	if u.FromDay != "" {
		query.Set("startDate", u.FromDay)
		query.Set("endDate", u.ToDay)
	}
	return query
}

// call makes one call of the pull.
func (u *puller) call(ctx context.Context, query url.Values, sound func([]byte) *trouble) (answer, error) {
	if u.Pages >= maxPages {
		return answer{}, text.NewFault("lifecare.broken_answer")
	}
	got, err := u.ask(ctx, u.path(), query, sound)
	if err == nil && u.Began.IsZero() {
		u.Began = got.at
	}
	return got, err
}

// give hands a page on and counts it.
func (u *puller) give(raw []byte, count int) error {
	first := u.Pages == 0
	u.Pages++
	return u.take(Page{Raw: raw, Items: count, First: first, Next: u.mark()})
}

// shifts walks through the work shifts by when they were changed.
func (u *puller) shifts(ctx context.Context) error {
	if u.Modified == "" {
		from := u.Now().UTC().AddDate(0, 0, -shiftDays)
		if since, ok := parseMoment(u.Since); ok {
			from = since.Add(-overlap)
		}
		u.Modified = from.Format(moment)
	}
	for {
		query := url.Values{"modifiedTime": {u.Modified}, "maxCount": {strconv.Itoa(u.Size)}}
		if u.Shift != "" {
			query.Set("lastSeenWorkshiftId", u.Shift)
		}
		got, err := u.call(ctx, query, soundShifts)
		if u.smaller(err) {
			continue
		}
		if err != nil {
			return err
		}
		list, _ := split(got.body)
		if len(list) == 0 {
			return nil
		}
		modified, shift, _ := lastShift(list)
		if modified == u.Modified && shift == u.Shift {
			return nil // the same page again
		}
		u.Modified, u.Shift = modified, shift
		if err := u.give(list.joined(), len(list)); err != nil {
			return err
		}
	}
}

// smaller asks for less at a time when an answer was too large, while that can help.
func (u *puller) smaller(err error) bool {
	if !text.IsFault(err, "lifecare.too_large") || u.Size <= leastAsk {
		return false
	}
	u.Size = max(u.Size/larger, leastAsk)
	return true
}

// soundShifts is for pages whose last shift must say where the next one begins.
func soundShifts(body []byte) *trouble {
	list, ok := split(body)
	if ok && len(list) > 0 {
		_, _, ok = lastShift(list)
	}
	if !ok {
		return passing("lifecare.broken_answer")
	}
	return nil
}

// activities walks through the occurrences by the activity's number.
func (u *puller) activities(ctx context.Context) error {
	for {
		query := u.asked()
		if u.Activity > 0 {
			query.Set("fetchFromActivityId", strconv.FormatInt(u.Activity, 10))
		}
		got, err := u.call(ctx, query, soundActivities)
		if err != nil {
			return err
		}
		last, persons, _ := lastActivity(got.body)
		if persons == 0 {
			return nil
		}
		on := last > u.Activity
		u.Activity = last
		if err := u.give(got.body, persons); err != nil || !on {
			return err
		}
	}
}

func soundActivities(body []byte) *trouble {
	if _, _, ok := lastActivity(body); !ok {
		return passing("lifecare.broken_answer")
	}
	return nil
}
