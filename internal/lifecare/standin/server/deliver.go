package server

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/getkin/kin-openapi/openapi3filter"
)

// Delivered is one thing that was taken in.
type Delivered struct {
	Path string // the last part: "provider_notes", "reported_visits", "food_deliveries", "documentations"
	ID   int
	// Times is how often it was sent: a visit that comes again is the same one.
	Times int
	Body  map[string]any
}

// Delivered are the things that were taken in, in the order in which they first came.
func (s *Server) Delivered() []Delivered {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.taken)
}

// delivering tells whether a question brings something in, or looks at what was.
func delivering(r *http.Request) bool {
	_, err := strconv.Atoi(r.URL.Path[strings.LastIndex(r.URL.Path, "/")+1:])
	return r.Method == http.MethodPost || err == nil
}

// deliver takes something in and answers, or garbles its answer when it was told to.
func (s *Server) deliver(w http.ResponseWriter, r *http.Request, input *openapi3filter.RequestValidationInput) {
	how := s.roll()
	how.delay(r)
	if how.before(w) {
		return
	}
	parts := strings.Split(strings.Trim(r.URL.Path, "/"), "/")
	var body []byte
	var wrong string
	if r.Method == http.MethodPost {
		raw, err := io.ReadAll(r.Body)
		if err != nil {
			return // whoever sent it has gone
		}
		body, wrong = s.takeIn(parts[len(parts)-1], raw)
	} else {
		body, wrong = s.shownOne(parts[len(parts)-2], parts[len(parts)-1])
	}
	switch {
	case wrong == "gone":
		http.Error(w, "not found", http.StatusNotFound)
		return
	case wrong != "":
		w.Header().Set("Content-Type", "application/json; charset=utf-8")
		w.WriteHeader(http.StatusBadRequest)
		write(w, []byte(fmt.Sprintf(`{"Message": %q}`, wrong)))
		return
	}
	if err := described(r.Context(), input, body); err != nil {
		s.mu.Lock()
		s.wrong = append(s.wrong, r.URL.Path+": "+err.Error())
		s.mu.Unlock()
		http.Error(w, "the stand-in is wrong", http.StatusInternalServerError)
		return
	}
	if how.after(w, body) {
		return
	}
	s.send(w, "post "+parts[len(parts)-1], body)
}

// takeIn takes one thing in. A visit of the same external id and system is the same one; everything
// else is new however often it comes.
func (s *Server) takeIn(path string, raw []byte) (answer []byte, wrong string) {
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.UseNumber()
	var body map[string]any
	if err := decoder.Decode(&body); err != nil {
		return nil, "unreadable"
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if wrong := s.names(path, body); wrong != "" {
		return nil, wrong
	}
	if path == "reported_visits" {
		key := fmt.Sprint(body["ReportingSystem"], " ", body["ExternalId"])
		if i, known := s.places[key]; known {
			s.taken[i].Times, s.taken[i].Body = s.taken[i].Times+1, body
			return []byte(strconv.Itoa(s.taken[i].ID)), ""
		}
		s.places[key] = len(s.taken)
	}
	s.next++
	s.places[path+"/"+strconv.Itoa(s.next)] = len(s.taken)
	s.taken = append(s.taken, Delivered{Path: path, ID: s.next, Times: 1, Body: body})
	if path != "provider_notes" {
		return []byte(strconv.Itoa(s.next)), ""
	}
	client := s.named("clients", "Id", body["clientId"])
	made, err := json.Marshal(map[string]any{"id": s.next, "unitId": body["providerUnitId"], "occurrenceTimeUtc": body["occurrenceTimeUtc"], "text": body["text"],
		"clientId": body["clientId"], "clientPersonId": client["PersonId"],
		"createdBy": map[string]any{"personnelId": body["createdPersonnelId"], "title": body["createdPersonnelTitle"], "dateTimeUtc": s.Now().UTC().Format(time.RFC3339)}})
	if err != nil {
		return nil, "unwritable"
	}
	return made, ""
}

// names tells what is named that isn't there.
func (s *Server) names(path string, body map[string]any) string {
	person := ""
	for _, field := range []string{"ClientPersonId", "PersonId"} {
		if number, has := body[field].(string); has {
			person = number
			if s.named("clients", "PersonId", number) == nil {
				return "the person " + number + " is not known"
			}
		}
	}
	for field, in := range map[string][2]string{"clientId": {"clients", "Id"}, "providerUnitId": {"provider_units", "Id"}, "ProviderUnitId": {"provider_units", "Id"},
		"headlineId": {"provider_headlines", "Id"}, "HeadlineId": {"provider_headlines", "Id"}, "createdPersonnelId": {"provider_personnels", "Id"},
		"PersonnelUserId": {"provider_personnels", "UserId"}, "PersonnelPersonId": {"provider_personnels", "PersonId"}} {
		if value, has := body[field]; has && s.named(in[0], in[1], value) == nil {
			return field + " names nothing"
		}
	}
	for _, field := range []string{"executionId", "ExecutionId"} {
		value, has := body[field]
		if !has {
			continue
		}
		of := s.named("executions", "Id", value)
		client := s.named("clients", "Id", body["clientId"])
		if of == nil || person != "" && of["PersonId"] != person || client != nil && of["PersonId"] != client["PersonId"] {
			return field + " is another person's"
		}
	}
	return ""
}

// named finds an item by a field; nil where there is none.
func (s *Server) named(list, field string, value any) map[string]any {
	for _, t := range s.lists[list] {
		if !t.deleted && value != nil && fmt.Sprint(t.fields[field]) == fmt.Sprint(value) {
			return t.fields
		}
	}
	return nil
}

// shownOne is one thing as it was taken in.
func (s *Server) shownOne(path, id string) (answer []byte, wrong string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	i, known := s.places[path+"/"+id]
	if !known {
		return nil, "gone"
	}
	shown := maps.Clone(s.taken[i].Body)
	shown["Id"] = s.taken[i].ID
	if path == "documentations" {
		shown["Id"] = id
	}
	raw, err := json.Marshal(shown)
	if err != nil {
		return nil, "unwritable"
	}
	return raw, ""
}
