package lifecare

import (
	"context"
	"encoding/json"
	"net/url"
	"strconv"
	"strings"
	"time"
	"unicode"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/text"
)

type (
	wireSigning struct {
		ID                         int `json:"Id"`
		ActivityID                 int `json:"ActivityId"`
		PlannedTime, PerformedTime string
		Performed, TimeSpecified   *bool
		Result, ReasonNotPerformed string
		MeasuredValues             []struct {
			Name, UnitName, HighLowValue, Comment string
			Value                                 json.Number // as written, so that no digit is lost
		}
		CreatedBy, SignedBy, ErrorMarkedBy *wireSigned
		SystemEndTime                      string
		Deleted                            *bool
	}
	wireSigned struct{ UserName, UserRole, UserSignature, TimeStamp string }
)

// Signings is what Lifecare shows of signings in a period.
type Signings struct {
	List []entry.ShownSigning
	// Loose says that the list kept changing while it was read, so that one can be missing.
	Loose bool
}

// Signings asks for what was signed for some activities, by their numbers, from a day to a day, the
// error marked ones included. The list is the whole unit's; what is about other activities is
// dropped page by page. Faults as of Pull.
func (c *Client) Signings(ctx context.Context, from, to time.Time, activities []string) (Signings, error) {
	wanted := make(map[string]bool, len(activities))
	for _, a := range activities {
		wanted[a] = true
	}
	r, _ := readNamed("lifecare_hsl_activity_performed")
	var got Signings
	seen := map[int]bool{}
	u := &puller{Client: c, read: r, also: url.Values{"includeErrorMarked": {"true"}},
		place: place{Size: c.PageSize, FromDay: from.Format(time.DateOnly), ToDay: to.Format(time.DateOnly)}}
	u.take = func(p Page) error {
		if p.First {
			got.List, seen = nil, map[int]bool{}
		}
		var list []wireSigning
		if json.Unmarshal(p.Raw, &list) != nil { // the parser's own error quotes what it read
			return text.NewFault("lifecare.broken_answer")
		}
		for _, w := range list { // a version with an end is one that another took the place of
			if wanted[strconv.Itoa(w.ActivityID)] && !seen[w.ID] && !yes(w.Deleted) && !told(w.SystemEndTime) {
				seen[w.ID] = true
				got.List = append(got.List, w.shown())
			}
		}
		return nil
	}
	err := u.offsets(ctx)
	got.Loose = u.Anew > maxAnew
	return got, err
}

// told tells whether a moment says when; the years 1 and 9999 stand for none.
func told(moment string) bool {
	at, ok := parseMoment(moment)
	return ok && at.Year() > 1 && at.Year() < 9999
}

// shown reads one signing. Its times are in UTC; the planned time of an activity without hours is a
// day in Sweden.
func (w wireSigning) shown() entry.ShownSigning {
	s := entry.ShownSigning{ID: strconv.Itoa(w.ID), Activity: strconv.Itoa(w.ActivityID), Done: yes(w.Performed), Wrong: w.ErrorMarkedBy.someone(),
		AnyTime: no(w.TimeSpecified) || len(strings.TrimSpace(w.PlannedTime)) == len(time.DateOnly),
		Result:  oneLine(w.Result), Reason: oneLine(w.ReasonNotPerformed)}
	if at, ok := parseMoment(w.PerformedTime); ok && at.Year() > 1 {
		s.Performed = at
	}
	if planned := strings.TrimSpace(w.PlannedTime); s.AnyTime && len(planned) >= len(time.DateOnly) {
		if day, err := time.ParseInLocation(time.DateOnly, planned[:len(time.DateOnly)], care.Stockholm); err == nil && day.Year() > 1 {
			s.Planned = day
		}
	} else if at, ok := parseMoment(planned); ok && at.Year() > 1 {
		s.Planned = at
	}
	by := w.SignedBy
	if !by.someone() {
		by = w.CreatedBy
	}
	if by.someone() {
		s.By, s.Title = oneLine(by.UserName), oneLine(by.UserRole)
		if s.By == "" {
			s.By = oneLine(by.UserSignature)
		}
	}
	for _, m := range w.MeasuredValues {
		value := m.Value.String()
		if value == "" {
			value = map[string]string{"high": "högt", "low": "lågt"}[strings.ToLower(m.HighLowValue)]
		}
		if value != "" {
			s.Measured = append(s.Measured, care.Measured{Name: oneLine(m.Name), Value: value, Unit: oneLine(m.UnitName), Comment: oneLine(m.Comment)})
		}
	}
	return s
}

// someone tells whether a stamp says who or when.
func (w *wireSigned) someone() bool {
	return w != nil && (strings.TrimSpace(w.UserName+w.UserSignature) != "" || told(w.TimeStamp))
}

// longest is how much of a text is shown beside an entry.
const longest = 200

// oneLine is a text as it fits on a line; formatted text, with its marks among the words, is none.
func oneLine(s string) string {
	if strings.HasPrefix(strings.TrimSpace(s), `{\rtf`) {
		return ""
	}
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case !unicode.IsPrint(r):
			return -1
		}
		return r
	}, s)
	s = strings.Join(strings.Fields(s), " ")
	if runes := []rune(s); len(runes) > longest {
		return string(runes[:longest]) + "…"
	}
	return s
}
