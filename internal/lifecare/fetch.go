package lifecare

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/cenkalti/backoff/v5"

	"avbrottsparm/internal/text"
)

// answer is what one call brought.
type answer struct {
	body []byte
	at   time.Time // the clock of whoever answered, in UTC
}

// trouble is why a call brought nothing. The errors of net/http are only looked at: they hold the
// whole address, with the key and persons' numbers.
type trouble struct {
	fault error
	again bool          // another try may help
	after time.Duration // that Lifecare asked us to wait
}

func permanent(code string, pairs ...any) *trouble {
	return &trouble{fault: text.NewFault(code, pairs...)}
}

func passing(code string) *trouble { return &trouble{fault: text.NewFault(code), again: true} }

// ask makes one call, and makes it again with growing pauses where that may help.
func (c *Client) ask(ctx context.Context, path string, query url.Values, sound func([]byte) *trouble) (answer, error) {
	growing := backoff.NewExponentialBackOff()
	growing.InitialInterval, growing.MaxInterval = c.FirstPause, maxPause
	var last error
	got, err := backoff.Retry(ctx, func() (answer, error) {
		got, wrong := c.once(ctx, path, query)
		if wrong == nil {
			wrong = sound(got.body)
		}
		switch {
		case wrong == nil:
			return got, nil
		case ctx.Err() != nil:
			last = ctx.Err()
			return answer{}, backoff.Permanent(last)
		}
		last = wrong.fault
		switch {
		case !wrong.again || wrong.after > maxWait:
			return answer{}, backoff.Permanent(last)
		case wrong.after > 0:
			return answer{}, &backoff.RetryAfterError{Duration: wrong.after}
		}
		return answer{}, last
	}, backoff.WithBackOff(growing), backoff.WithMaxTries(tries), backoff.WithMaxElapsedTime(0))
	switch {
	case err == nil:
		return got, nil
	case ctx.Err() != nil:
		return answer{}, ctx.Err()
	}
	return answer{}, last
}

// once makes one call. Domain and key go with every one of them.
func (c *Client) once(ctx context.Context, path string, query url.Values) (answer, *trouble) {
	ctx, stop := context.WithTimeout(ctx, c.Timeout)
	defer stop()
	full := url.Values{"domain": {c.Domain}, "key": {c.Key.Reveal()}}
	for name, values := range query {
		full[name] = values
	}
	target := *c.base
	target.Path += path
	target.RawQuery = full.Encode()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, target.String(), nil)
	if err != nil {
		return answer{}, permanent("lifecare.address")
	}
	request.Header.Set("Accept", "application/json")
	request.Header.Set("User-Agent", "avbrottsparm")
	response, err := c.http.Do(request)
	if err != nil {
		return answer{}, unanswered(err)
	}
	body, err := io.ReadAll(io.LimitReader(response.Body, c.MaxPage+1))
	closed := response.Body.Close()
	switch wrong := judged(response, c.Now()); {
	case wrong != nil:
		return answer{}, wrong
	case int64(len(body)) > c.MaxPage:
		return answer{}, permanent("lifecare.too_large", "max", c.MaxPage>>20)
	case err != nil || closed != nil:
		return answer{}, passing("lifecare.broken_line")
	case isPage(response, body):
		return answer{}, permanent("lifecare.not_lifecare")
	}
	return answer{body: body, at: c.serverTime(response)}, nil
}

// unanswered is why a call had no answer at all.
func unanswered(err error) *trouble {
	var certificate *tls.CertificateVerificationError
	switch {
	case errors.Is(err, errElsewhere):
		return permanent("lifecare.redirected")
	case errors.As(err, &certificate), errors.Is(err, http.ErrSchemeMismatch):
		return permanent("lifecare.certificate")
	}
	return passing("lifecare.not_answering")
}

// judged is what the status of an answer means; nil when it is one.
func judged(r *http.Response, now time.Time) *trouble {
	switch status := r.StatusCode; {
	case status == http.StatusOK:
		return nil
	case status == http.StatusUnauthorized:
		return permanent("lifecare.key_refused")
	case status == http.StatusForbidden:
		return permanent("lifecare.not_allowed")
	case status == http.StatusNotFound:
		return permanent("lifecare.not_there")
	case status == http.StatusTooManyRequests, status == http.StatusRequestTimeout, status >= 500:
		wrong := passing("lifecare.busy")
		wrong.after = retryAfter(r.Header.Get("Retry-After"), now)
		return wrong
	case status >= 300 && status < 400:
		return permanent("lifecare.redirected")
	default:
		return permanent("lifecare.refused", "status", status)
	}
}

// retryAfter is how long Lifecare asks us to wait: seconds, or a moment.
func retryAfter(header string, now time.Time) time.Duration {
	if seconds, err := strconv.Atoi(strings.TrimSpace(header)); err == nil {
		return time.Duration(max(0, min(seconds, int(maxWait/time.Second)+1))) * time.Second
	}
	if at, err := http.ParseTime(header); err == nil {
		return max(0, at.Sub(now))
	}
	return 0
}

// isPage tells a page for people, from a proxy or a login, from an answer.
func isPage(r *http.Response, body []byte) bool {
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	return err == nil && kind == "text/html" && bytes.HasPrefix(bytes.TrimSpace(body), []byte("<"))
}

// serverTime is the clock of whoever answered: what changed is asked for by that clock and not by
// the laptop's, which may be wrong.
func (c *Client) serverTime(r *http.Response) time.Time {
	if at, err := http.ParseTime(r.Header.Get("Date")); err == nil {
		return at.UTC()
	}
	return c.Now().UTC()
}
