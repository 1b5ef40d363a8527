// Package lifecare asks Lifecare's interface for what the binder keeps a copy of, and hands out
// the answers as bytes; what they mean is for internal/intake/lifecare to say.
//
// It guarantees that neither the key nor a person's number comes out in an error, a log or a
// panic, that the line is encrypted, that the key goes to the address that was given and to no
// other, and that every answer is bounded in size and every call in time.
package lifecare

import (
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/text"
)

// The limits of a pull. Variables of the Client, so that tests can be small.
const (
	timeout    = 60 * time.Second       // for one call, its body included
	reach      = 10 * time.Second       // to reach Lifecare at all
	firstPause = 500 * time.Millisecond // before the second try
	maxPause   = 30 * time.Second       // between two tries
	maxWait    = 2 * time.Minute        // that Lifecare may ask for
	tries      = 5                      // of one call
	pageSize   = 500                    // items asked for at a time
	maxPage    = 32 << 20               // bytes of one answer
	maxPages   = 20_000                 // of one pull: more is a server that goes round
)

// Params says which Lifecare is asked.
type Params struct {
	// Address is where the interface lies, up to before "/api": "https://lifecare.kommun.se/host".
	Address string
	Domain  string
	Key     access.Secret
	// Now is the clock; nil means the computer's.
	Now func() time.Time
	// FirstPause is how long the first new try waits; zero means half a second.
	FirstPause time.Duration
	// Timeout bounds one call; zero means a minute.
	Timeout time.Duration
	// PageSize is how many items are asked for at a time; zero means 500.
	PageSize int
	// MaxPage is how many bytes an answer may have; zero means 32 MiB.
	MaxPage int64
	// Transport carries the calls; nil means Go's own, with the proxy that the system names.
	Transport http.RoundTripper
}

// Client asks one Lifecare. It holds no state beside its settings, and may be used by several
// goroutines.
type Client struct {
	Params
	base *url.URL
	http *http.Client
}

// New makes a client; nothing is asked yet. Faults: "lifecare.address" for what is no address,
// "lifecare.insecure" for one without encryption.
func New(p Params) (*Client, error) {
	base, err := parseAddress(p.Address)
	if err != nil {
		return nil, err
	}
	if p.Now == nil {
		p.Now = time.Now
	}
	if p.FirstPause == 0 {
		p.FirstPause = firstPause
	}
	if p.Timeout == 0 {
		p.Timeout = timeout
	}
	if p.PageSize == 0 {
		p.PageSize = pageSize
	}
	if p.MaxPage == 0 {
		p.MaxPage = maxPage
	}
	if p.Transport == nil {
		p.Transport = line()
	}
	return &Client{Params: p, base: base, http: &http.Client{Transport: p.Transport, CheckRedirect: stayWithin(base)}}, nil
}

// line is how calls travel. A connection is used once: net/http logs what a server sends on one
// that waits for its next use, and that can be the rest of an answer about persons.
func line() *http.Transport {
	return &http.Transport{Proxy: http.ProxyFromEnvironment, DisableKeepAlives: true, MaxResponseHeaderBytes: 1 << 20,
		DialContext: (&net.Dialer{Timeout: reach}).DialContext, TLSHandshakeTimeout: reach}
}

// Format says nothing of what is inside, whatever the verb: some print what a pointer leads to,
// and the calls under way lie there with their addresses.
func (c Client) Format(f fmt.State, _ rune) {
	if _, err := io.WriteString(f, "lifecare client"); err != nil {
		return // nobody is left to be told
	}
}

// parseAddress takes an address apart. Only a program on the same laptop may be spoken to in the
// clear. The parser's own error quotes the address, so it is not passed on.
func parseAddress(address string) (*url.URL, error) {
	base, err := url.Parse(strings.TrimSpace(address))
	if err != nil || base.Hostname() == "" || base.User != nil || base.RawQuery != "" || base.Fragment != "" {
		return nil, text.NewFault("lifecare.address")
	}
	switch {
	case base.Scheme == "https", base.Scheme == "http" && local(base.Hostname()):
	case base.Scheme == "http":
		return nil, text.NewFault("lifecare.insecure")
	default:
		return nil, text.NewFault("lifecare.address")
	}
	base.Path = strings.TrimRight(base.Path, "/")
	if before, found := strings.CutSuffix(base.Path, "/api"); found {
		base.Path = before
	}
	base.RawPath = ""
	return base, nil
}

func local(host string) bool {
	ip := net.ParseIP(host)
	return strings.EqualFold(host, "localhost") || ip != nil && ip.IsLoopback()
}

// maxRedirects is how often one call may be sent on within the same host.
const maxRedirects = 3

// errElsewhere says that Lifecare wanted to send the call, and the key with it, to another place.
var errElsewhere = errors.New("sent to another host")

// stayWithin refuses to be sent to another host or out of the encryption. What is sent on within
// the host says nothing of where it came from: that would be the address with the key.
func stayWithin(base *url.URL) func(*http.Request, []*http.Request) error {
	return func(to *http.Request, via []*http.Request) error {
		if to.URL.Scheme != base.Scheme || !strings.EqualFold(to.URL.Host, base.Host) || len(via) > maxRedirects {
			return errElsewhere
		}
		to.Header.Del("Referer")
		return nil
	}
}
