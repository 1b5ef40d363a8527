package server_test

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	standin "avbrottsparm/internal/lifecare/standin/server"
)

func ask(t *testing.T, address, question string) (int, []byte) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address+question, nil)
	if err != nil {
		t.Fatal(err)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	if err := response.Body.Close(); err != nil {
		t.Fatal(err)
	}
	return response.StatusCode, body
}

func start(t *testing.T, p standin.Params) (*standin.Server, string) {
	t.Helper()
	s, err := standin.New(p)
	if err != nil {
		t.Fatal(err)
	}
	address, stop := s.Start()
	t.Cleanup(stop)
	return s, address
}

// A stand-in that takes any question proves nothing: wrong ones are refused and told.
func TestWrongQuestionsAreRefused(t *testing.T) {
	s, address := start(t, standin.Params{})
	const who = "domain=1&key=nyckel"
	for question, want := range map[string]int{
		"/api/v1/clients?" + who: 200,
		"/WE.EC.Integration.Host/api/v1/clients?" + who + "&limit=5&offset=0":                          200,
		"/api/v1/clients?" + who + "&gt=2026-11-23T06:00:00Z":                                          200,
		"/api/v2/lifecare_hsl_orders?" + who + "&gt=2026-11-23T06:00:00":                               200,
		"/api/v1/lifecare_hsl_activity_occurrence?" + who + "&startDate=2026-11-23&endDate=2026-12-24": 200,
		"/api/v1/clients?domain=1":                                                                              401,
		"/api/v1/clients?domain=1&key=fel":                                                                      401,
		"/api/v1/clients?domain=2&key=nyckel":                                                                   401,
		"/api/v1/clients?" + who + "&limit=many":                                                                400,
		"/api/v1/clients?" + who + "&limit=0":                                                                   400,
		"/api/v1/clients?" + who + "&offset=-1":                                                                 400,
		"/api/v1/clients?" + who + "&page=2":                                                                    400,
		"/api/v1/clients?" + who + "&limit=5&limit=6":                                                           400,
		"/api/v1/clients?" + who + "&gt=2026-11-23":                                                             400,
		"/api/v1/client_critical_informations?" + who + "&gt=2026-11-23T06:00:00Z":                              400,
		"/api/v1/service_plans?" + who + "&gt=2026-11-23T06:00:00Z":                                             400,
		"/api/v2/lifecare_hsl_orders?" + who + "&gt=2026-11-23T06:00:00Z":                                       400,
		"/api/v1/lifecare_hsl_journal?" + who + "&gt=2026-11-23T06:00:00":                                       400,
		"/api/v1/lifecare_hsl_activity?" + who + "&gt=2026-11-23T06:00:00&startDate=2026-11-23":                 400,
		"/api/v1/planned_workshifts?" + who + "&limit=5":                                                        400,
		"/api/v1/lifecare_hsl_activity_occurrence?" + who:                                                       400,
		"/api/v1/lifecare_hsl_activity_occurrence?" + who + "&startDate=2026-11-23&endDate=2026-12-25":          400,
		"/api/v1/lifecare_hsl_activity_occurrence?" + who + "&startDate=2026-11-23&endDate=2026-12-01&limit=10": 400,
		"/api/v1/lifecare_hsl_orders?" + who:                                                                    400,
		"/api/v1/nothing?" + who:                                                                                400,
	} {
		if got, body := ask(t, address, question); got != want {
			t.Errorf("%s: %d, want %d: %s", question, got, want, body)
		}
	}
	if n := len(s.Refused()); n != 17 {
		t.Errorf("%d refused questions are told: %s", n, strings.Join(s.Refused(), "\n"))
	}
	for _, q := range s.Asked() {
		if q.Query.Has("key") {
			t.Errorf("the key is remembered with %s", q.Read)
		}
	}
}

// Deleted items are seen by whoever asks for changes, and by nobody else.
func TestWhatIsDeleted(t *testing.T) {
	s, address := start(t, standin.Params{})
	s.Delete("clients", 1003)
	count := func(question string) (all, deleted int) {
		_, body := ask(t, address, "/api/v1/clients?domain=1&key=nyckel"+question)
		var list []struct{ Deleted bool }
		if err := json.Unmarshal(body, &list); err != nil {
			t.Fatal(err)
		}
		for _, item := range list {
			if item.Deleted {
				deleted++
			}
		}
		return len(list), deleted
	}
	if all, deleted := count(""); all != 11 || deleted != 0 {
		t.Errorf("%d persons, %d of them deleted", all, deleted)
	}
	if all, deleted := count("&gt=2000-01-01T00:00:00Z"); all != 12 || deleted != 1 {
		t.Errorf("%d persons changed, %d of them deleted", all, deleted)
	}
	if len(s.Wrong()) > 0 {
		t.Error(s.Wrong())
	}
}
