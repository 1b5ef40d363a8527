package server

import (
	"math/rand/v2"
	"net/http"
	"strconv"
	"time"
)

// mishap is what happens to one delivery.
type mishap int

// The mishaps: what is taken in before the line breaks is in, whatever the answer says.
const (
	well        mishap = iota
	lost               // the line breaks before anything is taken in
	unsaid             // taken in, and the line breaks before the answer
	halved             // taken in, and half of the answer
	doubled            // taken in, and the answer twice
	mistaken           // taken in, and the answer to what came before
	noise              // taken in, and bytes that mean nothing
	failedFirst        // 500, and nothing taken in
	failedAfter        // 500, although it was taken in
	waiting            // 429, and nothing taken in
	mishaps
)

// garble is how often mishaps happen, and what decides.
type garble struct {
	dice  *rand.Rand
	share int // of a hundred
	slow  time.Duration
	last  []byte
}

// Garble lets so many of a hundred deliveries meet with a mishap, and all of them wait up to slow. The
// same seed gives the same mishaps to the same deliveries in the same order.
func (s *Server) Garble(seed uint64, share int, slow time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.garble = &garble{dice: rand.New(rand.NewPCG(seed, seed)), share: share, slow: slow}
}

// fate is what one delivery meets with.
type fate struct {
	what mishap
	wait time.Duration
	s    *Server
}

func (s *Server) roll() fate {
	s.mu.Lock()
	defer s.mu.Unlock()
	f := fate{s: s}
	if s.garble == nil {
		return f
	}
	if s.garble.dice.IntN(100) < s.garble.share {
		f.what = 1 + mishap(s.garble.dice.IntN(int(mishaps)-1))
	}
	if s.garble.slow > 0 {
		f.wait = time.Duration(s.garble.dice.Int64N(int64(s.garble.slow)))
	}
	return f
}

func (f fate) delay(r *http.Request) {
	if f.wait == 0 {
		return
	}
	wait := time.NewTimer(f.wait)
	defer wait.Stop()
	select {
	case <-wait.C:
	case <-r.Context().Done():
	}
}

// before makes the mishaps of which nothing is taken in, and tells whether that was all.
func (f fate) before(w http.ResponseWriter) bool {
	switch f.what {
	case lost:
		panic(http.ErrAbortHandler)
	case failedFirst:
		http.Error(w, "failed", http.StatusInternalServerError)
	case waiting:
		w.Header().Set("Retry-After", "0")
		http.Error(w, "later", http.StatusTooManyRequests)
	default:
		return false
	}
	return true
}

// after makes the mishaps of what was taken in, and tells whether that was all.
func (f fate) after(w http.ResponseWriter, body []byte) bool {
	before := f.s.remember(body)
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	switch f.what {
	case unsaid:
		panic(http.ErrAbortHandler)
	case failedAfter:
		http.Error(w, "failed", http.StatusInternalServerError)
	case halved:
		w.Header().Set("Content-Length", strconv.Itoa(len(body)+1))
		write(w, body[:(len(body)+1)/2])
		if http.NewResponseController(w).Flush() == nil {
			panic(http.ErrAbortHandler)
		}
	case doubled:
		write(w, append(append(append([]byte{}, body...), '\n'), body...))
	case mistaken:
		write(w, before)
	case noise:
		write(w, []byte("\x00\x7f<<not json"))
	default:
		return false
	}
	return true
}

// remember keeps an answer for the next mistake, and gives the one before it.
func (s *Server) remember(body []byte) []byte {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.garble == nil {
		return nil
	}
	before := s.garble.last
	s.garble.last = body
	if before == nil {
		return []byte("null")
	}
	return before
}
