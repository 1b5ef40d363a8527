package lifecare_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/lifecare"
)

// numbered is an identity number as it is mostly written.
var numbered = regexp.MustCompile(`[0-9]{6,8}-?[0-9]{4}`)

// canned answers every call with the same bytes.
type canned struct {
	status int
	body   []byte
}

func (c canned) RoundTrip(r *http.Request) (*http.Response, error) {
	return &http.Response{StatusCode: c.status, Header: http.Header{"Content-Type": {"application/json"}}, Body: io.NopCloser(bytes.NewReader(c.body)), Request: r}, nil
}

// Whatever comes back, only a note that is the one that was sent counts as entered, and what is kept
// of Lifecare's words is short, printable and names nobody by number.
func FuzzAnswerToADelivery(f *testing.F) {
	f.Add(200, []byte(`{"id":4711,"unitId":10,"occurrenceTimeUtc":"2026-11-22T02:10:00Z","text":"Sov gott.","clientId":1000}`))
	f.Add(200, []byte(`4711`))
	f.Add(400, []byte(`{"Message":"19240129-7250 är avslutad"}`))
	f.Add(409, []byte("kanarie/4711+nyckel&ö\x00"))
	f.Add(302, []byte(``))
	f.Fuzz(func(t *testing.T, status int, body []byte) {
		if status < 100 || status > 599 {
			return
		}
		client, err := lifecare.New(lifecare.Params{Address: "https://norrkopa.se", Domain: "1", Key: access.NewSecret(canary), Transport: canned{status, body}, FirstPause: time.Nanosecond})
		if err != nil {
			t.Fatal(err)
		}
		a, err := client.Send(t.Context(), noteSent)
		if (a.Outcome == lifecare.Entered) != (err == nil) {
			t.Errorf("%d with %v", a.Outcome, err)
		}
		if a.Outcome == lifecare.Entered {
			var note struct{ ID, UnitID, ClientID int }
			if status != 200 || json.Unmarshal(body, &note) != nil || note.ID <= 0 || note.UnitID != 10 || note.ClientID != 1000 {
				t.Error("something else counts as entered")
			}
		}
		if len([]rune(a.Words)) > 300 || strings.ContainsFunc(a.Words, func(r rune) bool { return !unicode.IsPrint(r) }) {
			t.Errorf("words %q", a.Words)
		}
		if strings.Contains(a.Words, canary) || numbered.MatchString(a.Words) {
			t.Errorf("the words tell too much: %q", a.Words)
		}
		clean(t, "the error", chain(err))
	})
}
