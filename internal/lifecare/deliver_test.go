package lifecare_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/form"
	"avbrottsparm/internal/lifecare"
	standin "avbrottsparm/internal/lifecare/standin/server"
	"avbrottsparm/internal/text"
)

var nightAt = time.Date(2026, 11, 22, 2, 10, 0, 0, time.UTC)

// sendings are one entry for each way, about the first person of the stand-in.
func sendings(t *testing.T, c *lifecare.Client) map[form.Delivery]lifecare.Sending {
	t.Helper()
	d, err := c.Look(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	at := slices.IndexFunc(d.Executions, func(e lifecare.Execution) bool { return e.Number == known[0] })
	all := lifecare.Sending{External: "abcdefghijkl", Number: known[0], Client: 1000, Unit: 10, Headline: 700, Execution: d.Executions[at].ID, Staff: d.Staff[0], Role: "7",
		Law: "SoL", Happened: nightAt, Ends: nightAt.Add(30 * time.Minute), Written: nightAt.Add(time.Hour), Text: "Sov gott.\nDrack te.", Signed: true,
		Outcome: "done", Meal: "main", Quantity: 1}
	out := map[form.Delivery]lifecare.Sending{}
	for _, way := range []form.Delivery{form.ByNote, form.ByVisit, form.ByMeal, form.ByDocumentation} {
		all.Way = way
		out[way] = all
	}
	return out
}

// What is sent fits the description, arrives as it was shown, and comes back with its number.
func TestEachWayArrivesAsItWasShown(t *testing.T) {
	u := newUnit(t, standin.Params{})
	for way, s := range sendings(t, u.client) {
		a, err := u.client.Send(t.Context(), s)
		if err != nil || a.Outcome != lifecare.Entered || a.Number == "" || a.At.IsZero() {
			t.Fatalf("%s: %+v, %v", way, a, err)
		}
		all := u.Delivered()
		got := all[len(all)-1]
		if fmt.Sprint(got.ID) != a.Number || got.Times != 1 {
			t.Errorf("%s: %+v", way, got)
		}
		shown := u.client.Fields(s)
		if len(shown) != len(got.Body) {
			t.Errorf("%s: %d fields shown, %d arrived", way, len(shown), len(got.Body))
		}
		for _, f := range shown {
			if fmt.Sprint(got.Body[f.Name]) != f.Value {
				t.Errorf("%s: %s is %v, shown as %s", way, f.Name, got.Body[f.Name], f.Value)
			}
		}
	}
	if a, err := u.client.Send(t.Context(), lifecare.Sending{Way: "pigeon"}); a.Outcome != lifecare.Unsent || err == nil {
		t.Errorf("%+v, %v", a, err)
	}
	if u.client.Fields(lifecare.Sending{Way: "pigeon"}) != nil {
		t.Error("a way that there isn't has fields")
	}
}

func TestFieldsOfAVisit(t *testing.T) {
	u := newUnit(t, standin.Params{})
	s := sendings(t, u.client)[form.ByVisit]
	s.Outcome, s.Reason, s.Minutes, s.Planned, s.Double = "cancelled", "Sjukhus", 30, "v0-1", true
	var shown []string
	for _, f := range u.client.Fields(s) {
		if f.Name != "ClientPersonId" && !strings.HasPrefix(f.Name, "Personnel") {
			shown = append(shown, f.Name+"="+f.Value)
		}
	}
	want := "ExternalId=abcdefghijkl ReportingSystem=Avbrottsparm Law=SoL ExecutionId=55000 ProviderUnitId=10 StartTime=2026-11-22T03:10:00+01:00 " +
		"EndTime=2026-11-22T03:40:00+01:00 Status=Cancelled IsDoubleManning=true StartQuittanceType=None EndQuittanceType=None PlannedVisitId=v0-1 CancelledReason=Sjukhus CancelledMinutes=30"
	if got := strings.Join(shown, " "); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// answering makes a client of a server that answers posts as told.
func answering(t *testing.T, answer http.HandlerFunc, timeout time.Duration) (*lifecare.Client, *atomic.Int32) {
	t.Helper()
	var posts atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPost {
			posts.Add(1)
			if _, err := io.Copy(io.Discard, r.Body); err != nil { // or nobody notices that whoever asks goes away
				return
			}
		}
		answer(w, r)
	}))
	server.Config.ErrorLog = log.New(&bytes.Buffer{}, "", 0)
	t.Cleanup(server.Close)
	client, err := lifecare.New(lifecare.Params{Address: server.URL, Domain: "1", Key: access.NewSecret(canary), FirstPause: time.Microsecond, Timeout: timeout})
	if err != nil {
		t.Fatal(err)
	}
	return client, &posts
}

// noteSent is a note as the tests of answers send it, and madeNote what Lifecare says that it made.
var noteSent = lifecare.Sending{Way: form.ByNote, External: "abcdefghijkl", Number: "192401297250", Client: 1000, Unit: 10, Headline: 700,
	Staff: lifecare.Staff{ID: 500, Title: "Undersköterska"}, Happened: nightAt, Written: nightAt, Text: "Sov gott.", Signed: true}

func madeNote(change map[string]any) http.HandlerFunc {
	note := map[string]any{"id": 4711, "unitId": 10, "occurrenceTimeUtc": "2026-11-22T02:10:00Z", "text": "Sov gott.\r\n", "clientId": 1000, "clientPersonId": "192401297250"}
	for name, value := range change {
		note[name] = value
	}
	raw, err := json.Marshal(note)
	if err != nil {
		panic(err)
	}
	return typed("application/json", string(raw))
}

// Each answer to a note says what is known of it, as often as it may be asked, and tells nothing.
func TestAnswersToANote(t *testing.T) {
	rude := func(http.ResponseWriter, *http.Request) string {
		return `{"Message": "Personen 19240129-7250 är\u0000 avslutad\r\n` + strings.Repeat("x", 900) + `"}`
	}
	quoting := func(w http.ResponseWriter, r *http.Request) string { return r.URL.String() }
	for name, c := range map[string]struct {
		answer  http.HandlerFunc
		outcome lifecare.Outcome
		fault   string
		posts   int32
		stop    bool
	}{
		"taken in":            {madeNote(nil), lifecare.Entered, "", 1, false},
		"without its number":  {madeNote(map[string]any{"clientPersonId": nil}), lifecare.Entered, "", 1, false},
		"another text":        {madeNote(map[string]any{"text": "Vaken."}), lifecare.Unknown, "delivery.half_answer", 1, false},
		"another person":      {madeNote(map[string]any{"clientId": 1001}), lifecare.Unknown, "delivery.half_answer", 1, false},
		"another number":      {madeNote(map[string]any{"clientPersonId": "192402149237"}), lifecare.Unknown, "delivery.half_answer", 1, false},
		"another unit":        {madeNote(map[string]any{"unitId": 11}), lifecare.Unknown, "delivery.half_answer", 1, false},
		"another time":        {madeNote(map[string]any{"occurrenceTimeUtc": "2026-11-22T03:10:00Z"}), lifecare.Unknown, "delivery.half_answer", 1, false},
		"no id":               {madeNote(map[string]any{"id": 0}), lifecare.Unknown, "delivery.half_answer", 1, false},
		"null":                {typed("application/json", "null"), lifecare.Unknown, "delivery.half_answer", 1, false},
		"nothing":             {typed("application/json", ""), lifecare.Unknown, "delivery.half_answer", 1, false},
		"a page":              {typed("text/html", "<html>"+canary), lifecare.Unknown, "delivery.half_answer", 1, false},
		"very long":           {typed("application/json", `"`+strings.Repeat("x", 2<<20)+`"`), lifecare.Unknown, "delivery.half_answer", 1, false},
		"wrong length":        {raw("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{"), lifecare.Unknown, "delivery.half_answer", 1, false},
		"400":                 {echo(400, rude), lifecare.Refused, "delivery.refused", 1, false},
		"400 with the key":    {echo(400, quoting), lifecare.Refused, "delivery.refused", 1, false},
		"422":                 {echo(422, rude), lifecare.Refused, "delivery.refused", 1, false},
		"409":                 {echo(409, rude), lifecare.Refused, "delivery.conflict", 1, false},
		"403":                 {echo(403, rude), lifecare.Refused, "delivery.not_allowed", 1, false},
		"401":                 {echo(401, rude), lifecare.Unsent, "delivery.key_refused", 1, true},
		"408":                 {echo(408, rude), lifecare.Unknown, "delivery.unanswered", 1, false},
		"500":                 {echo(500, rude), lifecare.Unknown, "delivery.unanswered", 1, false},
		"503 for an hour":     {later(503, "3600"), lifecare.Unknown, "delivery.unanswered", 1, false},
		"204":                 {echo(204, func(http.ResponseWriter, *http.Request) string { return "" }), lifecare.Unknown, "delivery.unanswered", 1, false},
		"429":                 {later(429, "0"), lifecare.Unsent, "delivery.busy", 5, true},
		"429 for an hour":     {later(429, "3600"), lifecare.Unsent, "delivery.busy", 1, true},
		"sent elsewhere":      {moved("http://127.0.0.2:1/api?key=kanarie"), lifecare.Unknown, "lifecare.redirected", 1, true},
		"no line":             {func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, lifecare.Unknown, "delivery.unanswered", 1, false},
		"no http":             {raw("kanarie 192401297250\r\n\r\n"), lifecare.Unknown, "delivery.unanswered", 1, false},
		"too slow":            {func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }, lifecare.Unknown, "delivery.unanswered", 1, false},
		"429, then taken in":  {inTurn(later(429, "0"), madeNote(nil)), lifecare.Entered, "", 2, false},
		"429, then no answer": {inTurn(later(429, "0"), echo(500, rude)), lifecare.Unknown, "delivery.unanswered", 2, false},
	} {
		t.Run(name, func(t *testing.T) {
			said := logged(t)
			timeout := time.Duration(0)
			if name == "too slow" {
				timeout = 30 * time.Millisecond
			}
			client, posts := answering(t, c.answer, timeout)
			a, err := client.Send(t.Context(), noteSent)
			if a.Outcome != c.outcome || a.Stop != c.stop || posts.Load() != c.posts {
				t.Errorf("%+v after %d posts, want %d after %d", a, posts.Load(), c.outcome, c.posts)
			}
			if c.fault == "" && err != nil || c.fault != "" && !text.IsFault(err, c.fault) {
				t.Errorf("%v, want %s", err, c.fault)
			}
			if c.outcome == lifecare.Entered && a.Number != "4711" {
				t.Errorf("number %s", a.Number)
			}
			if len([]rune(a.Words)) > 300 || strings.ContainsAny(a.Words, "\r\n\x00") {
				t.Errorf("words %q", a.Words)
			}
			if name == "409" && !strings.HasPrefix(a.Words, "Personen * är avslutad xxx") {
				t.Errorf("words %q", a.Words)
			}
			for _, lang := range []text.Lang{text.Swedish, text.English} {
				sentence := text.For(lang).Explain(err)
				if err != nil && sentence == text.For(lang).Say("error.unknown") {
					t.Errorf("%s has no sentence of its own", c.fault)
				}
				clean(t, "the sentence", sentence)
			}
			clean(t, "the words", a.Words)
			clean(t, "the error", chain(err))
			clean(t, "the log", said.String())
		})
	}
}

// inTurn answers each call in its own way; the last goes for all that follow.
func inTurn(answers ...http.HandlerFunc) http.HandlerFunc {
	var n atomic.Int32
	return func(w http.ResponseWriter, r *http.Request) {
		answers[min(int(n.Add(1)), len(answers))-1](w, r)
	}
}

// A visit has an id of its own, so it is sent again where that can help; what it became is looked at.
func TestAVisitIsSentAgainAndLookedAt(t *testing.T) {
	visit := noteSent
	visit.Way, visit.Outcome, visit.Execution, visit.Staff.Number, visit.Staff.UserID = form.ByVisit, "done", 55000, "192403027093", "user00"
	number := typed("application/json", "4711")
	right := typed("application/json", `{"ExternalId":"abcdefghijkl","ReportingSystem":"Avbrottsparm","ClientPersonId":"192401297250"}`)
	wrong := typed("application/json", `{"ExternalId":"another","ReportingSystem":"Avbrottsparm","ClientPersonId":"192401297250"}`)
	fails := echo(500, func(http.ResponseWriter, *http.Request) string { return "" })
	refuses := echo(400, func(http.ResponseWriter, *http.Request) string { return `"nej"` })
	may := echo(403, func(http.ResponseWriter, *http.Request) string { return "" })
	for name, c := range map[string]struct {
		post, get http.HandlerFunc
		outcome   lifecare.Outcome
		posts     int32
	}{
		"at once":                  {number, right, lifecare.Entered, 1},
		"after a failure":          {inTurn(fails, number), right, lifecare.Entered, 2},
		"an answer for another":    {number, inTurn(wrong, right), lifecare.Entered, 2},
		"always for another":       {number, wrong, lifecare.Unknown, 5},
		"a key that may not look":  {number, may, lifecare.Entered, 1},
		"always failing":           {fails, right, lifecare.Unknown, 5},
		"refused":                  {refuses, right, lifecare.Refused, 1},
		"refused after a failure":  {inTurn(fails, refuses), right, lifecare.Unknown, 2},
		"no number":                {typed("application/json", "-1"), right, lifecare.Unknown, 5},
		"two numbers, then a good": {inTurn(typed("application/json", "4711\n4711"), number), right, lifecare.Entered, 2},
	} {
		t.Run(name, func(t *testing.T) {
			client, posts := answering(t, func(w http.ResponseWriter, r *http.Request) {
				if r.Method == http.MethodPost {
					c.post(w, r)
					return
				}
				if r.URL.Path != "/api/v1/reported_visits/4711" {
					t.Errorf("looked at %s", r.URL.Path)
				}
				c.get(w, r)
			}, 0)
			a, err := client.Send(t.Context(), visit)
			if a.Outcome != c.outcome || posts.Load() != c.posts || (err == nil) != (c.outcome == lifecare.Entered) {
				t.Errorf("%+v after %d posts, %v", a, posts.Load(), err)
			}
		})
	}
}

// Where Lifecare can't be reached at all, it is sure that nothing left.
func TestNothingLeftWithoutALine(t *testing.T) {
	var dials atomic.Int32
	client, err := lifecare.New(lifecare.Params{Address: "http://127.0.0.1:9", Domain: "1", Key: access.NewSecret(canary), FirstPause: time.Microsecond,
		Transport: &http.Transport{DialContext: func(context.Context, string, string) (net.Conn, error) {
			dials.Add(1)
			return nil, errors.New("no line to " + canary)
		}}})
	if err != nil {
		t.Fatal(err)
	}
	a, err := client.Send(t.Context(), noteSent)
	if a.Outcome != lifecare.Unsent || !a.Stop || !text.IsFault(err, "delivery.not_reached") || dials.Load() != 5 {
		t.Errorf("%+v after %d, %v", a, dials.Load(), err)
	}
	clean(t, "the error", chain(err))
	server := httptest.NewTLSServer(http.NotFoundHandler())
	server.Config.ErrorLog = log.New(&bytes.Buffer{}, "", 0)
	defer server.Close()
	if client, err = lifecare.New(lifecare.Params{Address: server.URL, Domain: "1", Key: access.NewSecret(canary)}); err != nil {
		t.Fatal(err)
	}
	a, err = client.Send(t.Context(), noteSent)
	if a.Outcome != lifecare.Unsent || !a.Stop || !text.IsFault(err, "lifecare.certificate") {
		t.Errorf("%+v, %v", a, err)
	}
}

// Told to stop, it begins nothing new and gives a call under way a moment.
func TestStopping(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	stop()
	client, posts := answering(t, madeNote(nil), 0)
	if a, err := client.Send(ctx, noteSent); a.Outcome != lifecare.Unsent || !text.IsFault(err, "delivery.stopped") || posts.Load() != 0 {
		t.Errorf("%+v, %v, %d posts", a, err, posts.Load())
	}
	ctx, stop = context.WithCancel(t.Context())
	client, posts = answering(t, func(w http.ResponseWriter, r *http.Request) {
		stop()
		time.Sleep(20 * time.Millisecond)
		madeNote(nil)(w, r)
	}, 0)
	if a, err := client.Send(ctx, noteSent); a.Outcome != lifecare.Entered || err != nil || posts.Load() != 1 {
		t.Errorf("%+v, %v, %d posts", a, err, posts.Load())
	}
	ctx, stop = context.WithCancel(t.Context())
	client, posts = answering(t, func(w http.ResponseWriter, r *http.Request) {
		stop()
		later(429, "60")(w, r)
	}, 0)
	if a, err := client.Send(ctx, noteSent); a.Outcome != lifecare.Unsent || !text.IsFault(err, "delivery.busy") || posts.Load() != 1 {
		t.Errorf("%+v, %v, %d posts", a, err, posts.Load())
	}
}

// The numbers that deliveries name come whole, with what visits are reported under.
func TestLook(t *testing.T) {
	u := newUnit(t, standin.Params{Persons: 40, Largest: 7})
	d, err := u.client.Look(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if len(d.Units) != 3 || len(d.Headlines) != 8 || len(d.Executions) != 40 || len(d.Staff) != len(u.Ids("provider_personnels")) {
		t.Errorf("%d units, %d headlines, %d executions, %d staff", len(d.Units), len(d.Headlines), len(d.Executions), len(d.Staff))
	}
	if p := d.Staff[0]; p.ID != 500 || p.Name == "" || len(p.Number) != 12 || p.UserID != "user00" || !slices.Equal(p.Units, []int{10}) {
		t.Error("a member of staff is not known as they are listed")
	}
	if e := d.Executions[0]; e.ID != 55000 || e.Law != "SoL" || e.Unit != 10 || e.Starts.IsZero() || !e.Ends.IsZero() || e.Ended {
		t.Error("an execution is not known as it is listed")
	}
	u.Upset(standin.Upset{Read: "executions", Status: http.StatusUnauthorized})
	if _, err := u.client.Look(t.Context()); !text.IsFault(err, "lifecare.key_refused") {
		t.Error(err)
	}
}
