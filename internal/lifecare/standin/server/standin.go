// Package server stands in for Lifecare's interface in tests: a small unit of invented persons,
// served after a description (openapi.yaml) that every question and every answer is held against.
//
// A question that the description does not know is refused and told by Refused, also one with a
// parameter too many. It can be told to be slow, to break the line, to refuse, to delete and
// revoke. It takes in what is delivered, checks that everything that it names is there, and can
// be told to drop, delay, double and garble its answers at random. By hand:
// go run ./internal/lifecare/standin, then the window's settings.
package server

import (
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/legacy"
)

//go:embed openapi.yaml
var description []byte

// Params says what stands in.
type Params struct {
	Domain  string // that every question must name; empty means "1"
	Key     string // likewise; empty means "nyckel"
	Persons int    // 600 at most; zero means 12
	// Largest is how many items an answer has at most, whatever is asked for; zero means 10,000.
	Largest int
	// Now is the clock; nil means the computer's.
	Now func() time.Time
}

// Question is one that was asked and understood.
type Question struct {
	Read  string // the last part of the path
	Query url.Values
}

// Server is the stand-in. It may be used by several goroutines.
type Server struct {
	Params
	router routers.Router
	mu     sync.Mutex
	lists  map[string][]*thing
	asked  []Question
	refuse []string
	wrong  []string
	upsets []*Upset
	next   int
	taken  []Delivered
	places map[string]int // in taken, of a visit by its external id and of everything by its path and number
	garble *garble
}

// thing is one item of a list, in the order of the list.
type thing struct {
	changed time.Time
	deleted bool
	fields  map[string]any
}

// New makes a stand-in with its invented unit.
func New(p Params) (*Server, error) {
	if p.Domain == "" {
		p.Domain = "1"
	}
	if p.Key == "" {
		p.Key = "nyckel"
	}
	if p.Persons == 0 {
		p.Persons = 12
	}
	if p.Largest == 0 {
		p.Largest = 10_000
	}
	if p.Now == nil {
		p.Now = time.Now
	}
	api, err := openapi3.NewLoader().LoadFromData(description)
	if err != nil {
		return nil, fmt.Errorf("description of the interface: %w", err)
	}
	if err := api.Validate(context.Background()); err != nil {
		return nil, fmt.Errorf("description of the interface: %w", err)
	}
	router, err := legacy.NewRouter(api)
	if err != nil {
		return nil, fmt.Errorf("description of the interface: %w", err)
	}
	s := &Server{Params: p, router: router, lists: map[string][]*thing{}, places: map[string]int{}, next: 900_000}
	return s, s.fill()
}

// ServeHTTP answers one question.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if _, path, found := strings.Cut(r.URL.Path, "/api/"); found { // whatever lies before it
		r = r.Clone(r.Context())
		r.URL.Path = "/api/" + path
	}
	name := r.URL.Path[strings.LastIndex(r.URL.Path, "/")+1:]
	if r.Method == http.MethodPost {
		name = "post " + name
	}
	if s.upset(w, r, name) {
		return
	}
	query := r.URL.Query()
	if query.Get("key") != s.Key || query.Get("domain") != s.Domain {
		http.Error(w, "unauthorized", http.StatusUnauthorized)
		return
	}
	input, err := s.understand(r)
	if err != nil {
		s.mu.Lock()
		s.refuse = append(s.refuse, err.Error())
		s.mu.Unlock()
		http.Error(w, "bad request", http.StatusBadRequest)
		return
	}
	if delivering(r) {
		s.deliver(w, r, input)
		return
	}
	s.mu.Lock()
	body, err := s.answer(name, query)
	query.Del("key")
	s.asked = append(s.asked, Question{Read: name, Query: query})
	s.mu.Unlock()
	if err == nil {
		err = described(r.Context(), input, body)
	}
	if err != nil {
		s.mu.Lock()
		s.wrong = append(s.wrong, name+": "+err.Error())
		s.mu.Unlock()
		http.Error(w, "the stand-in is wrong", http.StatusInternalServerError)
		return
	}
	s.send(w, name, body)
}

// understand holds a question against the description, and refuses what it does not know.
func (s *Server) understand(r *http.Request) (*openapi3filter.RequestValidationInput, error) {
	route, places, err := s.router.FindRoute(r)
	if err != nil {
		return nil, fmt.Errorf("%s %s: %w", r.Method, r.URL.Path, err)
	}
	for name, values := range r.URL.Query() {
		if route.Operation.Parameters.GetByInAndName("query", name) == nil {
			return nil, fmt.Errorf("%s: unknown parameter %s", r.URL.Path, name)
		}
		if len(values) > 1 {
			return nil, fmt.Errorf("%s: %s is given twice", r.URL.Path, name)
		}
	}
	input := &openapi3filter.RequestValidationInput{Request: r, PathParams: places, Route: route}
	if err := openapi3filter.ValidateRequest(r.Context(), input); err != nil {
		return nil, err
	}
	return input, combined(r)
}

// combined holds a question against what the description can't say: what may not stand together.
func combined(r *http.Request) error {
	query := r.URL.Query()
	changed := query.Has("gt") || query.Has("lt")
	if changed && (query.Has("startDate") || query.Has("endDate") || query.Has("includeErrorMarked")) {
		return fmt.Errorf("%s: gt and lt stand alone", r.URL.Path)
	}
	if strings.HasSuffix(r.URL.Path, "_occurrence") {
		from, err := time.Parse(time.DateOnly, query.Get("startDate"))
		if err != nil {
			return err
		}
		to, err := time.Parse(time.DateOnly, query.Get("endDate"))
		if err != nil {
			return err
		}
		if !to.After(from) || to.Sub(from) > 31*24*time.Hour {
			return fmt.Errorf("%s: the span is more than 31 days, or none", r.URL.Path)
		}
	}
	return nil
}

// described holds an answer against the description.
func described(ctx context.Context, asked *openapi3filter.RequestValidationInput, body []byte) error {
	answer := &openapi3filter.ResponseValidationInput{RequestValidationInput: asked, Status: http.StatusOK,
		Header: http.Header{"Content-Type": {"application/json; charset=utf-8"}}}
	return openapi3filter.ValidateResponse(ctx, answer.SetBodyBytes(body))
}

// Asked are the questions so far, without their key.
func (s *Server) Asked() []Question {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.asked)
}

// Forget forgets what was asked so far.
func (s *Server) Forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.asked, s.refuse = nil, nil
}

// Refused are the questions that do not fit the description, and Wrong the stand-in's own answers
// that do not.
func (s *Server) Refused() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.refuse)
}

// Wrong are the stand-in's own answers that do not fit the description: faults of the stand-in.
func (s *Server) Wrong() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.wrong)
}

// Start serves it on this computer until close is called.
func (s *Server) Start() (address string, close func()) {
	server := httptest.NewServer(s)
	return server.URL, server.Close
}

func encode(list any) ([]byte, error) {
	raw, err := json.Marshal(list)
	if err != nil {
		return nil, fmt.Errorf("encode an answer: %w", err)
	}
	return raw, nil
}
