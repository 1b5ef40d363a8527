package server

import (
	"net/http"
	"slices"
	"strconv"
	"time"
)

// Upset is a trouble that the stand-in is told to make.
type Upset struct {
	// Read is the list that it concerns; empty means all.
	Read string
	// After is how many calls go well first, and Times how many are upset then; zero means all.
	After, Times int
	// Status is answered instead of the list, with RetryAfter in seconds if it is not zero.
	Status, RetryAfter int
	// Header and Body are answered beside Status.
	Header http.Header
	Body   string
	// Break ends the line in the middle of the answer; Silent before anything is said.
	Break, Silent bool
	// Slow is how long it thinks first, or until whoever asked goes away.
	Slow time.Duration

	seen int
}

// Upset tells it to make a trouble, beside those that it was told of before.
func (s *Server) Upset(u Upset) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.upsets = append(s.upsets, &u)
}

// Calm ends all troubles.
func (s *Server) Calm() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.upsets = nil
}

// due finds the trouble of a call and counts it.
func (s *Server) due(name string, cut bool) *Upset {
	s.mu.Lock()
	defer s.mu.Unlock()
	at := slices.IndexFunc(s.upsets, func(u *Upset) bool {
		if u.Break != cut || u.Read != "" && u.Read != name {
			return false
		}
		u.seen++
		return u.seen > u.After && (u.Times == 0 || u.seen <= u.After+u.Times)
	})
	if at < 0 {
		return nil
	}
	return s.upsets[at]
}

// upset makes the trouble of a call, and tells whether that was all of the answer.
func (s *Server) upset(w http.ResponseWriter, r *http.Request, name string) bool {
	u := s.due(name, false)
	if u == nil {
		return false
	}
	if u.Slow > 0 {
		wait := time.NewTimer(u.Slow)
		defer wait.Stop()
		select {
		case <-wait.C:
		case <-r.Context().Done():
			return true
		}
	}
	if u.Silent {
		panic(http.ErrAbortHandler)
	}
	if u.Status == 0 {
		return false
	}
	for name, values := range u.Header {
		w.Header()[name] = values
	}
	if u.RetryAfter > 0 {
		w.Header().Set("Retry-After", strconv.Itoa(u.RetryAfter))
	}
	w.WriteHeader(u.Status)
	write(w, []byte(u.Body))
	return true
}

// send writes an answer, or half of it when the line is to break.
func (s *Server) send(w http.ResponseWriter, name string, body []byte) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("Date", s.Now().UTC().Format(http.TimeFormat))
	if s.due(name, true) == nil {
		write(w, body)
		return
	}
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	write(w, body[:len(body)/2])
	if err := http.NewResponseController(w).Flush(); err != nil {
		return
	}
	panic(http.ErrAbortHandler)
}

// write answers; whoever asked may have gone.
func write(w http.ResponseWriter, body []byte) {
	if _, err := w.Write(body); err != nil {
		return
	}
}
