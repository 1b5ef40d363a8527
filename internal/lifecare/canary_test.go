package lifecare_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"log"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/lifecare"
	standin "avbrottsparm/internal/lifecare/standin/server"
	"avbrottsparm/internal/text"
)

// canary is the key; whoever finds it in a sentence, a log or a print has found a leak.
const canary = "kanarie/4711+nyckel&ö"

// forms are the ways in which a word can stand in a text.
func forms(word string) []string {
	return []string{word, url.QueryEscape(word), url.PathEscape(word), hex.EncodeToString([]byte(word)), base64.StdEncoding.EncodeToString([]byte(word)),
		strings.Trim(fmt.Sprintf("%q", word), `"`), strings.Trim(fmt.Sprintf("%+q", word), `"`), fmt.Sprintf("%v", []byte(word))}
}

// clean searches a text for the key and for every number of a person.
func clean(t *testing.T, where, said string) {
	t.Helper()
	if strings.Contains(said, "kanarie") {
		t.Errorf("%s tells the key: %s", where, said)
	}
	for _, form := range forms(canary) {
		if strings.Contains(said, form) {
			t.Errorf("%s tells the key as %s: %s", where, form, said)
		}
	}
	for _, number := range known {
		if strings.Contains(said, number) || strings.Contains(said, number[:8]+"-"+number[8:]) {
			t.Errorf("%s tells a person's number: %s", where, said)
		}
	}
}

// known are the numbers of everyone in the stand-in.
var known = func() []string {
	s, err := standin.New(standin.Params{})
	if err != nil {
		panic(err)
	}
	return s.PersonNumbers()
}()

// prints is everything that a program could say of a value.
func prints(v any) string {
	return fmt.Sprintf("%v|%+v|%#v|%s|%q|%x|%d", v, v, v, v, v, v, v)
}

// chain is an error with everything that it wraps.
func chain(err error) string {
	var all []string
	for ; err != nil; err = errors.Unwrap(err) {
		all = append(all, err.Error(), prints(err))
		if joined, ok := err.(interface{ Unwrap() []error }); ok {
			for _, inner := range joined.Unwrap() {
				all = append(all, chain(inner))
			}
		}
	}
	return strings.Join(all, "\n")
}

// logged catches what is logged while the test runs.
func logged(t *testing.T) *bytes.Buffer {
	t.Helper()
	var said bytes.Buffer
	before := log.Writer()
	log.SetOutput(&said)
	t.Cleanup(func() { log.SetOutput(before) })
	return &said
}

// Every way in which Lifecare can fail becomes a sentence for a person, after as many tries as can
// help, and tells nothing.
func TestEveryFailureIsASentenceAndTellsNothing(t *testing.T) {
	person := known[0]
	rude := func(w http.ResponseWriter, r *http.Request) string { return r.URL.String() + " " + person }
	for name, c := range map[string]struct {
		answer http.HandlerFunc
		want   string
		calls  int
	}{
		"400":              {echo(400, rude), "lifecare.refused", 1},
		"401":              {echo(401, rude), "lifecare.key_refused", 1},
		"403":              {echo(403, rude), "lifecare.not_allowed", 1},
		"404":              {echo(404, rude), "lifecare.not_there", 1},
		"418":              {echo(418, rude), "lifecare.refused", 1},
		"204":              {echo(204, rude), "lifecare.refused", 1},
		"408":              {echo(408, rude), "lifecare.busy", 5},
		"429":              {echo(429, rude), "lifecare.busy", 5},
		"500":              {echo(500, rude), "lifecare.busy", 5},
		"503 for an hour":  {later(503, "3600"), "lifecare.busy", 1},
		"503 till spring":  {later(503, time.Now().Add(2000*time.Hour).UTC().Format(http.TimeFormat)), "lifecare.busy", 1},
		"429 for no time":  {later(429, "0"), "lifecare.busy", 5},
		"429 for nonsense": {later(429, canary), "lifecare.busy", 5},
		"a page":           {typed("text/html", "<html>"+canary+person), "lifecare.not_lifecare", 1},
		"xml":              {typed("application/xml", "<a>"+canary+person+"</a>"), "lifecare.broken_answer", 5},
		"half an answer":   {typed("application/json", `[{"PersonId":"`+person+`"},`), "lifecare.broken_answer", 5},
		"a number":         {typed("application/json", person), "lifecare.broken_answer", 5},
		"nothing":          {typed("application/json", ""), "lifecare.broken_answer", 5},
		"very deep":        {typed("application/json", strings.Repeat("[", 20_000)), "lifecare.broken_answer", 5},
		"very long":        {typed("application/json", "["+strings.Repeat(`"`+person+`",`, 20_000)+"1]"), "lifecare.too_large", 5},
		"no line":          {func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, "lifecare.not_answering", 5},
		"no http":          {raw("kanarie " + person + "\r\n\r\n"), "lifecare.not_answering", 5},
		"half a header":    {raw("HTTP/1.1 200 OK\r\nX: " + person), "lifecare.not_answering", 5},
		"wrong length":     {raw("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n[" + person), "lifecare.broken_line", 5},
		"more than said":   {raw("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]" + person + canary), "", 1},
		"too slow":         {func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }, "lifecare.not_answering", 5},
		"elsewhere":        {moved("http://127.0.0.2:1/api/v1/clients?key=" + url.QueryEscape(canary)), "lifecare.redirected", 1},
		"to another port":  {moved("http://127.0.0.1:1/"), "lifecare.redirected", 1},
		"nowhere":          {moved("://" + canary), "lifecare.not_answering", 5},
		"round and round":  {func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, r.URL.String(), http.StatusFound) }, "lifecare.redirected", 4},
		"304":              {echo(304, rude), "lifecare.redirected", 1},
	} {
		t.Run(name, func(t *testing.T) {
			said := logged(t)
			var calls atomic.Int32
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				calls.Add(1)
				if r.Header.Get("Referer") != "" {
					t.Error("the call tells where it came from")
				}
				c.answer(w, r)
			}))
			server.Config.ErrorLog = log.New(&bytes.Buffer{}, "", 0)
			defer server.Close()
			p := lifecare.Params{Address: server.URL, Domain: "1", Key: access.NewSecret(canary), FirstPause: time.Microsecond, MaxPage: 64 << 10}
			if name == "too slow" {
				p.Timeout = 20 * time.Millisecond
			}
			client, err := lifecare.New(p)
			if err != nil {
				t.Fatal(err)
			}
			_, err = client.Pull(t.Context(), lifecare.Pull{Read: "clients"}, func(lifecare.Page) error { return nil })
			if c.want == "" && err != nil || c.want != "" && !text.IsFault(err, c.want) {
				t.Errorf("%v, want %s", err, c.want)
			}
			if n := int(calls.Load()); n != c.calls {
				t.Errorf("asked %d times, want %d", n, c.calls)
			}
			for _, lang := range []text.Lang{text.Swedish, text.English} {
				sentence := text.For(lang).Explain(err)
				if err != nil && sentence == text.For(lang).Say("error.unknown") {
					t.Errorf("%s has no sentence of its own", c.want)
				}
				clean(t, "the sentence", sentence)
			}
			clean(t, "the error", chain(err))
			clean(t, "the log", said.String())
			clean(t, "the client", prints(client)+prints(*client)+prints(p))
			if err := client.Try(t.Context()); err != nil {
				clean(t, "the trial", chain(err))
			}
		})
	}
}

func echo(status int, say func(http.ResponseWriter, *http.Request) string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) { http.Error(w, say(w, r), status) }
}

func later(status int, after string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", after)
		w.WriteHeader(status)
	}
}

func typed(kind, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", kind)
		if _, err := w.Write([]byte(body)); err != nil {
			return
		}
	}
}

func moved(to string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Location", to)
		w.WriteHeader(http.StatusFound)
	}
}

// raw answers with bytes of its own and ends the line.
func raw(answer string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		line, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			panic(err)
		}
		if _, err := line.Write([]byte(answer)); err != nil {
			panic(err)
		}
		if err := line.Close(); err != nil {
			panic(err)
		}
	}
}

// A line without a certificate that holds is no line.
func TestTheLineIsEncrypted(t *testing.T) {
	var called atomic.Bool
	server := httptest.NewTLSServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { called.Store(true) }))
	server.Config.ErrorLog = log.New(&bytes.Buffer{}, "", 0)
	defer server.Close()
	for address, want := range map[string]string{server.URL: "lifecare.certificate", "https://" + strings.TrimPrefix(plain(t), "http://"): "lifecare.certificate"} {
		client, err := lifecare.New(lifecare.Params{Address: address, Domain: "1", Key: access.NewSecret(canary), FirstPause: time.Microsecond})
		if err != nil {
			t.Fatal(err)
		}
		err = client.Try(t.Context())
		if !text.IsFault(err, want) || called.Load() {
			t.Errorf("%v, want %s", err, want)
		}
		clean(t, "the error", chain(err))
	}
}

// plain is a server without encryption.
func plain(t *testing.T) string {
	t.Helper()
	server := httptest.NewServer(http.NotFoundHandler())
	t.Cleanup(server.Close)
	return server.URL
}

func TestAddresses(t *testing.T) {
	for address, want := range map[string]string{
		"https://lifecare.norrkopa.se":                         "",
		"https://lifecare.norrkopa.se/WE.EC.Integration.Host/": "",
		" https://lifecare.norrkopa.se/host/api ":              "",
		"http://127.0.0.1:4010":                                "",
		"http://localhost:4010/":                               "",
		"http://[::1]:4010":                                    "",
		"http://lifecare.norrkopa.se":                          "lifecare.insecure",
		"http://127.0.0.1.norrkopa.se":                         "lifecare.insecure",
		"http://localhost.norrkopa.se":                         "lifecare.insecure",
		"lifecare.norrkopa.se":                                 "lifecare.address",
		"ftp://lifecare.norrkopa.se":                           "lifecare.address",
		"https://":                                             "lifecare.address",
		"":                                                     "lifecare.address",
		"https://user:" + url.QueryEscape(canary) + "@norrkopa.se": "lifecare.address",
		"https://norrkopa.se/?key=" + url.QueryEscape(canary):      "lifecare.address",
		"https://norrkopa.se/#" + url.QueryEscape(canary):          "lifecare.address",
		"https://norrkopa.se:\x7f" + canary:                        "lifecare.address",
	} {
		_, err := lifecare.New(lifecare.Params{Address: address})
		if want == "" && err != nil || want != "" && !text.IsFault(err, want) {
			t.Errorf("%q: %v, want %s", address, err, want)
		}
		if err != nil {
			clean(t, "the error", chain(err))
		}
	}
}

// Whatever falls while a call is made tells nothing either.
func TestAPanicTellsNothing(t *testing.T) {
	client, err := lifecare.New(lifecare.Params{Address: "https://norrkopa.se", Domain: "1", Key: access.NewSecret(canary), Transport: falling{}})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		fallen := recover()
		if fallen == nil {
			t.Fatal("nothing fell")
		}
		clean(t, "the panic", prints(fallen)+prints(client))
	}()
	if err := client.Try(context.Background()); err == nil {
		t.Error("it answered")
	}
}

type falling struct{}

func (falling) RoundTrip(*http.Request) (*http.Response, error) { panic("fallen") }
