package server_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	standin "avbrottsparm/internal/lifecare/standin/server"
)

// bring posts a body and gives the answer; status 0 is a line that broke.
func bring(t *testing.T, address, path, body string) (status int, answer string) {
	t.Helper()
	response, err := http.Post(address+path+"?domain=1&key=nyckel", "application/json", strings.NewReader(body))
	if err != nil {
		return 0, ""
	}
	said, err := io.ReadAll(response.Body)
	if closed := response.Body.Close(); closed != nil || err != nil {
		return 0, ""
	}
	return response.StatusCode, string(said)
}

const notes, visits = "/api/v2/provider_notes", "/api/v1/reported_visits"

func noteBody(change map[string]any) string {
	body := map[string]any{"occurrenceTimeUtc": "2026-11-22T02:10:00Z", "text": "Sov gott.", "clientId": 1000, "providerUnitId": 10, "headlineId": 700,
		"createdPersonnelId": 500, "createdPersonnelTitle": "Undersköterska", "isSigned": true}
	for name, value := range change {
		if body[name] = value; value == nil {
			delete(body, name)
		}
	}
	raw, err := json.Marshal(body)
	if err != nil {
		panic(err)
	}
	return string(raw)
}

// What doesn't fit the description, or names what isn't there, is refused, and nothing is taken in.
func TestDeliveriesThatDontFitAreRefused(t *testing.T) {
	s, address := start(t, standin.Params{})
	for name, body := range map[string]string{
		"a field that is missing":   noteBody(map[string]any{"headlineId": nil}),
		"a field too many":          noteBody(map[string]any{"externalId": "a"}),
		"local time":                noteBody(map[string]any{"occurrenceTimeUtc": "2026-11-22T03:10:00+01:00"}),
		"a text that is no text":    noteBody(map[string]any{"text": 7}),
		"a person who isn't there":  noteBody(map[string]any{"clientId": 4}),
		"another's execution":       noteBody(map[string]any{"executionId": 55_001}),
		"a headline that isn't any": noteBody(map[string]any{"headlineId": 4}),
		"half a body":               noteBody(nil)[:20],
	} {
		if status, _ := bring(t, address, notes, body); status != http.StatusBadRequest {
			t.Errorf("%s is answered %d", name, status)
		}
	}
	if len(s.Delivered()) != 0 {
		t.Errorf("%d were taken in", len(s.Delivered()))
	}
}

// A note that is sent twice is there twice; a visit is one by its external id, and can be looked at.
func TestWhatIsSentTwice(t *testing.T) {
	s, address := start(t, standin.Params{})
	var ids []string
	for range 2 {
		status, answer := bring(t, address, notes, noteBody(nil))
		if status != http.StatusOK || slices.Contains(ids, answer) {
			t.Errorf("%d %s", status, answer)
		}
		ids = append(ids, answer)
	}
	numbers := s.PersonNumbers()
	visit := fmt.Sprintf(`{"ExternalId": "a", "ReportingSystem": "b", "ClientPersonId": %q, "PersonnelPersonId": %q, "PersonnelUserId": "user00", "ExecutionId": 55000,
		"StartTime": "2026-11-22T03:10:00+01:00", "Status": "Completed", "IsDoubleManning": false, "StartQuittanceType": "None", "EndQuittanceType": "None"}`, numbers[0], numbers[600])
	_, first := bring(t, address, visits, visit)
	if status, again := bring(t, address, visits, visit); status != http.StatusOK || again != first {
		t.Errorf("%d: %s, then %s", status, first, again)
	}
	if got := s.Delivered(); len(got) != 3 || got[2].Times != 2 {
		t.Errorf("%d are there", len(got))
	}
	if status, body := ask(t, address, visits+"/"+first+"?domain=1&key=nyckel"); status != http.StatusOK || !strings.Contains(string(body), `"ExternalId":"a"`) {
		t.Errorf("it can't be looked at: %d", status)
	}
	if status, _ := ask(t, address, visits+"/7?domain=1&key=nyckel"); status != http.StatusNotFound {
		t.Errorf("one that isn't there is answered %d", status)
	}
	if wrong := append(s.Refused(), s.Wrong()...); len(wrong) > 0 {
		t.Error(wrong)
	}
}

// The same seed makes the same mishaps, and some of each sort: what was taken in is there whatever the
// answer said.
func TestGarbling(t *testing.T) {
	run := func() (answers []string, taken int) {
		s, address := start(t, standin.Params{})
		s.Garble(7, 60, 0)
		for i := range 120 {
			status, answer := bring(t, address, notes, noteBody(map[string]any{"text": fmt.Sprint("Anteckning ", i)}))
			answers = append(answers, fmt.Sprint(status, " ", len(answer)))
		}
		return answers, len(s.Delivered())
	}
	first, taken := run()
	second, again := run()
	if !slices.Equal(first, second) || taken != again || taken < 60 || taken >= 120 {
		t.Errorf("%d and %d taken in", taken, again)
	}
	for _, status := range []string{"0 ", "200 ", "429 ", "500 "} {
		if !slices.ContainsFunc(first, func(a string) bool { return strings.HasPrefix(a, status) }) {
			t.Errorf("nothing was answered %s", status)
		}
	}
}
