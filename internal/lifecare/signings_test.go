package lifecare_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/lifecare"
	standin "avbrottsparm/internal/lifecare/standin/server"
	"avbrottsparm/internal/text"
)

// The signings of a period come page by page, the error marked ones too, of the activities that were
// asked about only, each once, with Lifecare's times in UTC.
func TestSignings(t *testing.T) {
	s, err := standin.New(standin.Params{Persons: 12, Largest: 3})
	if err != nil {
		t.Fatal(err)
	}
	address, stop := s.Start()
	t.Cleanup(stop)
	c, err := lifecare.New(lifecare.Params{Address: address, Domain: "1", Key: access.NewSecret("nyckel"), PageSize: 3, FirstPause: time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	at := time.Now().UTC().Truncate(time.Second)
	for i := range 7 {
		s.Sign(85_000, at.Add(-time.Duration(i)*time.Minute), "Lena Ek", i%2 == 0, nil)
		s.Sign(85_003, at, "Per Alm", true, nil)
	}
	s.Sign(85_000, at, "Sara Berg", true, map[string]any{"ErrorMarkedBy": map[string]any{"UserName": "Sara Berg"}, "PlannedTime": "2026-11-23", "Result": "Gav\n 2",
		"MeasuredValues": []any{map[string]any{"Name": "P-glukos", "UnitName": "mmol/L", "Value": 7.4}, map[string]any{"Name": "Puls", "HighLowValue": "High"}}})
	s.Sign(85_000, at.AddDate(0, 0, -9), "Lena Ek", true, nil)
	got, err := c.Signings(t.Context(), at.AddDate(0, 0, -1), at.AddDate(0, 0, 1), []string{"85000", "nothing"})
	if err != nil || got.Loose {
		t.Fatalf("%v, %v", got.Loose, err)
	}
	seen, done, wrong := map[string]bool{}, 0, 0
	for _, one := range got.List {
		if one.Activity != "85000" || seen[one.ID] {
			t.Errorf("%+v", one)
		}
		seen[one.ID] = true
		if one.Done && !one.Wrong && one.By == "Lena Ek" {
			done++
		}
		if one.Wrong {
			wrong++
			if !one.AnyTime || one.Planned.Format("2006-01-02 15:04 MST") != "2026-11-23 00:00 CET" || one.Result != "Gav 2" || len(one.Measured) != 2 ||
				one.Measured[0].Value != "7.4" || one.Measured[1].Value != "högt" || !one.Performed.Equal(at) || one.By != "Sara Berg" || one.Title != "Undersköterska" {
				t.Errorf("%+v", one)
			}
		}
	}
	// the unit itself holds one of yesterday, by Lena Ek
	if len(got.List) < 8 || len(got.List) > 9 || done < 4 || wrong != 1 {
		t.Errorf("%d signings, %d done, %d wrong", len(got.List), done, wrong)
	}
	if bad := append(s.Refused(), s.Wrong()...); len(bad) > 0 {
		t.Errorf("asked or answered wrongly: %s", strings.Join(bad, "\n"))
	}
}

// Whatever comes instead of signings becomes a fault, and tells neither key nor person.
func TestSigningsTellNothing(t *testing.T) {
	said := logged(t)
	person := known[0]
	for name, c := range map[string]struct {
		answer http.HandlerFunc
		want   string
	}{
		"refused":        {echo(401, func(_ http.ResponseWriter, r *http.Request) string { return r.URL.String() + person }), "lifecare.key_refused"},
		"half":           {typed("application/json", `[{"Id":1,"Result":"`+person), "lifecare.broken_answer"},
		"another answer": {typed("application/json", `[{"Id":"`+person+canary+`"}]`), "lifecare.broken_answer"},
		"elsewhere":      {moved("http://127.0.0.2:1/?key=" + url.QueryEscape(canary)), "lifecare.redirected"},
	} {
		server := httptest.NewServer(c.answer)
		client, err := lifecare.New(lifecare.Params{Address: server.URL, Domain: "1", Key: access.NewSecret(canary), FirstPause: time.Millisecond})
		if err != nil {
			t.Fatal(err)
		}
		got, err := client.Signings(t.Context(), time.Now(), time.Now(), []string{"1"})
		if !text.IsFault(err, c.want) || len(got.List) > 0 {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
		clean(t, name, chain(err)+text.For(text.Swedish).Explain(err)+prints(got))
		server.Close()
	}
	clean(t, "the log", said.String())
}
