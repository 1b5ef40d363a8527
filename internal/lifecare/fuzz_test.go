package lifecare_test

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"testing"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/lifecare"
	"avbrottsparm/internal/text"
)

// parrot answers every call with the same bytes.
type parrot struct {
	body  []byte
	calls int
}

func (p *parrot) RoundTrip(r *http.Request) (*http.Response, error) {
	p.calls++
	return &http.Response{StatusCode: http.StatusOK, Header: http.Header{"Content-Type": {"application/json"}}, Request: r,
		Body: io.NopCloser(bytes.NewReader(p.body))}, nil
}

// FuzzAnswers gives every list an answer of any bytes, again and again: a pull ends soon, with a
// sentence or with what it took, and gives on no more than it got.
func FuzzAnswers(f *testing.F) {
	for _, seed := range []string{
		"", "null", "[]", "{}", "[[]]", "[1,2,3]", `[{"Id":1},{"Id":2},{"Id":3}]`, `[{"Id":1},{"Id":1},{"Id":1}]`,
		`{"MaxFetchedActivityId":7,"Results":[{"PatientPersonId":"x"}]}`, `{"MaxFetchedActivityId":-7,"Results":[{}]}`,
		`[{"Id":"s1","ModificationTime":"2026-11-23T06:00:00Z"},{"Id":"s2","ModificationTime":"2026-11-23T06:00:01"}]`,
		`[{"ActivityId":1,"LHslOrderActivities":[{"Id":1},{"Id":2}]},{"ActivityId":2,"LHslOrderActivities":[]}]`,
		`[{"ActivityId":1,"LHslOrderActivities":[{"Id":1},{"Id":2},{"Id":3},{"Id":4},{"Id":5},{"Id":6}]}]`,
		`[{"ActivityId":1,"LHslOrderActivities":null},{"ActivityId":1,"LHslOrderActivities":[1]},{"OrderId":"\u0000"}]`,
		"\xef\xbb\xbf[{}]", "<html>", `[{"Id":1}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		for _, r := range lifecare.Reads() {
			speaks := &parrot{body: body}
			client, err := lifecare.New(lifecare.Params{Address: "https://lifecare.example", Domain: "1", Key: access.NewSecret(canary),
				FirstPause: time.Nanosecond, PageSize: 4, Transport: speaks})
			if err != nil {
				t.Fatal(err)
			}
			size := 0
			_, err = client.Pull(t.Context(), lifecare.Pull{Read: r.Name}, func(page lifecare.Page) error {
				if size += len(page.Raw); page.First {
					size = len(page.Raw)
				}
				return nil
			})
			var fault *text.Fault
			if err != nil && !errors.As(err, &fault) {
				t.Errorf("%s: %v is no sentence", r.Name, err)
			}
			if speaks.calls > 20 || size > 3*len(body)+16 {
				t.Errorf("%s: asked %d times, gave on %d bytes of %d", r.Name, speaks.calls, size, len(body))
			}
		}
	})
}
