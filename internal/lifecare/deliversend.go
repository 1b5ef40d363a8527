package lifecare

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"sync/atomic"
	"time"

	"avbrottsparm/internal/text"
)

// Outcome is what is known of an entry after a try to send it.
type Outcome int

// The outcomes. The first is the one of doubt.
const (
	Unknown Outcome = iota // it may have arrived, or not
	Entered                // Lifecare has it and said so
	Refused                // Lifecare said no to it
	Unsent                 // not a byte of it left, or Lifecare took nothing in
)

// Answer is what came of sending an entry.
type Answer struct {
	Outcome Outcome
	Number  string    // Lifecare's own number of it
	At      time.Time // by Lifecare's clock, in UTC
	// Words are what Lifecare said when it refused: one short line. They may name a person.
	Words string
	// Stop says that nothing else would go in either.
	Stop bool
}

// verdict is what one call says of an entry.
type verdict struct {
	Answer
	fault error
	again bool          // the same call may be made again
	after time.Duration // that Lifecare asked us to wait
}

// grace is how long a call under way may go on after it was told to stop: shorter than a program
// takes to lock, so that the answer is kept.
const grace = 2 * time.Second

// Send brings one entry in, and says what is known of it. It repeats by itself only what can't come in
// twice: what never left, what Lifecare asked to be sent later, and visits, which have an id. An error
// says why it isn't surely in, and holds neither key nor person. When ctx ends, nothing new begins, and a
// call under way has two seconds to end.
func (c *Client) Send(ctx context.Context, s Sending) (Answer, error) {
	w, known := ways[s.Way]
	if !known {
		return Answer{Outcome: Unsent}, text.NewFault("lifecare.not_there")
	}
	raw, err := body(w.members(s))
	if err != nil {
		return Answer{Outcome: Unsent}, err
	}
	if ctx.Err() != nil {
		return Answer{Outcome: Unsent}, text.NewFault("delivery.stopped")
	}
	calls, end := lasting(ctx)
	defer end()
	doubt := false // an earlier try may have arrived
	for try := 1; ; try++ {
		v := c.deliver(calls, w, s, raw)
		doubt = doubt || v.Outcome == Unknown
		again := v.again && (v.Outcome == Unsent || w.upsert) && try < tries && v.after <= maxWait
		if again && c.pause(ctx, try, v.after) {
			continue
		}
		if doubt && v.Outcome != Entered { // a later no says nothing of the try before
			v.Outcome = Unknown
		}
		return v.Answer, v.fault
	}
}

// lasting is a context for calls that end a moment after the one they are made for.
func lasting(ctx context.Context) (context.Context, context.CancelFunc) {
	calls, end := context.WithCancel(context.WithoutCancel(ctx))
	unwatch := context.AfterFunc(ctx, func() {
		late := time.NewTimer(grace)
		defer late.Stop()
		select {
		case <-late.C:
			end()
		case <-calls.Done():
		}
	})
	return calls, func() { unwatch(); end() }
}

// pause waits before the next try, longer each time, and as long as Lifecare asked. It tells whether
// there is to be one.
func (c *Client) pause(ctx context.Context, try int, asked time.Duration) bool {
	wait := max(asked, min(c.FirstPause<<(try-1), maxPause))
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}

// deliver makes one try: the call, and where its answer says too little, a look at what came of it.
func (c *Client) deliver(ctx context.Context, w way, s Sending, raw []byte) verdict {
	got, v := c.post(ctx, w.path, raw)
	if v.Outcome != Entered {
		return v
	}
	number, ok := c.agrees(ctx, w, s, got.body)
	if !ok {
		return verdict{Answer: Answer{Outcome: Unknown}, fault: text.NewFault("delivery.half_answer"), again: true}
	}
	v.Number, v.At = number, got.at
	return v
}

// post makes one call that takes something in. It is never sent on to another place: where it was
// taken in would not be known. Entered means only that there is a whole answer.
func (c *Client) post(ctx context.Context, path string, raw []byte) (answer, verdict) {
	ctx, stop := context.WithTimeout(ctx, c.Timeout)
	defer stop()
	var reached atomic.Bool
	ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{GotConn: func(httptrace.GotConnInfo) { reached.Store(true) }})
	target := *c.base
	target.Path += path
	target.RawQuery = url.Values{"domain": {c.Domain}, "key": {c.Key.Reveal()}}.Encode()
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, target.String(), bytes.NewReader(raw))
	if err != nil {
		return answer{}, verdict{Answer: Answer{Outcome: Unsent, Stop: true}, fault: text.NewFault("lifecare.address")}
	}
	request.GetBody = nil // net/http sends nothing a second time by itself
	request.Header.Set("Accept", "application/json")
	request.Header.Set("Content-Type", "application/json; charset=utf-8")
	request.Header.Set("User-Agent", "avbrottsparm")
	once := http.Client{Transport: c.Transport, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	response, err := once.Do(request)
	if err != nil {
		return answer{}, unreached(err, reached.Load())
	}
	said, err := io.ReadAll(io.LimitReader(response.Body, maxSaid+1))
	closed := response.Body.Close()
	if v := c.ruled(response, said); v.Outcome != Entered {
		return answer{}, v
	}
	if err != nil || closed != nil || len(said) > maxSaid || isPage(response, said) {
		return answer{}, verdict{Answer: Answer{Outcome: Unknown}, fault: text.NewFault("delivery.half_answer"), again: true}
	}
	return answer{body: said, at: c.serverTime(response)}, verdict{Answer: Answer{Outcome: Entered}}
}

// unreached is why a call had no answer. Only where there was no connection at all is it sure that
// nothing left.
func unreached(err error, reached bool) verdict {
	var certificate *tls.CertificateVerificationError
	switch {
	case !reached && (errors.As(err, &certificate) || errors.Is(err, http.ErrSchemeMismatch)):
		return verdict{Answer: Answer{Outcome: Unsent, Stop: true}, fault: text.NewFault("lifecare.certificate")}
	case !reached:
		return verdict{Answer: Answer{Outcome: Unsent, Stop: true}, fault: text.NewFault("delivery.not_reached"), again: true}
	}
	return verdict{Answer: Answer{Outcome: Unknown}, fault: text.NewFault("delivery.unanswered"), again: true}
}

// ruled is what the status of an answer means for the entry.
func (c *Client) ruled(r *http.Response, said []byte) verdict {
	switch status := r.StatusCode; {
	case status == http.StatusOK:
		return verdict{Answer: Answer{Outcome: Entered}}
	case status == http.StatusUnauthorized:
		return verdict{Answer: Answer{Outcome: Unsent, Stop: true}, fault: text.NewFault("delivery.key_refused")}
	case status == http.StatusForbidden:
		return verdict{Answer: Answer{Outcome: Refused, Words: c.words(r, said)}, fault: text.NewFault("delivery.not_allowed")}
	case status == http.StatusTooManyRequests:
		return verdict{Answer: Answer{Outcome: Unsent, Stop: true}, fault: text.NewFault("delivery.busy"), again: true, after: retryAfter(r.Header.Get("Retry-After"), c.Now())}
	case status == http.StatusConflict:
		return verdict{Answer: Answer{Outcome: Refused, Words: c.words(r, said)}, fault: text.NewFault("delivery.conflict")}
	case status == http.StatusRequestTimeout, status >= 500:
		return verdict{Answer: Answer{Outcome: Unknown}, fault: text.NewFault("delivery.unanswered"), again: true, after: retryAfter(r.Header.Get("Retry-After"), c.Now())}
	case status >= 400:
		return verdict{Answer: Answer{Outcome: Refused, Words: c.words(r, said)}, fault: text.NewFault("delivery.refused", "status", status)}
	case status >= 300:
		return verdict{Answer: Answer{Outcome: Unknown, Stop: true}, fault: text.NewFault("lifecare.redirected")}
	}
	return verdict{Answer: Answer{Outcome: Unknown}, fault: text.NewFault("delivery.unanswered"), again: true}
}
