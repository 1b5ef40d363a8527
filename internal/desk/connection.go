package desk

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

// kindConnection is the item of the settings area that says where Lifecare is and what opens it.
const kindConnection = "connection"

// The rhythm in which the binder may refresh itself.
const (
	UsualRhythm   = 15 * time.Minute
	fastestRhythm = 5 * time.Minute
	slowestRhythm = 24 * time.Hour
)

// Connection is where the binder refreshes itself from, and how often.
type Connection struct {
	Address string
	Domain  string
	// Key never leaves the binder but towards Address.
	Key access.Secret
	// Every is the rhythm, from five minutes to a day; zero means UsualRhythm.
	Every time.Duration
	On    bool
}

// ConnectionShown is a connection as it may be shown: of the key the end at most.
type ConnectionShown struct {
	Address string
	Domain  string
	KeyHint string
	Every   time.Duration
	On      bool
	Set     time.Time // UTC; zero when there is no connection
	SetBy   string    // "name, title"
}

// connected is the connection as the settings keep it.
type connected struct {
	Address string    `json:"address"`
	Domain  string    `json:"domain"`
	Key     string    `json:"key"`
	Minutes int       `json:"minutes"`
	On      bool      `json:"on"`
	Set     time.Time `json:"set"`
	SetBy   string    `json:"set_by"`
}

// link is a connection in memory, with its key out of print.
type link struct {
	Connection
	set   time.Time
	setBy string
}

func (l *link) take(body []byte) error {
	var c connected
	if err := decode(body, &c); err != nil {
		return err
	}
	*l = link{Connection{Address: c.Address, Domain: c.Domain, Key: access.NewSecret(c.Key), Every: time.Duration(c.Minutes) * time.Minute, On: c.On}, c.Set, c.SetBy}
	return nil
}

func (l link) item() (ledger.Item, error) {
	raw, err := json.Marshal(connected{Address: l.Address, Domain: l.Domain, Key: l.Key.Reveal(), Minutes: int(l.Every / time.Minute), On: l.On,
		Set: l.set, SetBy: l.setBy})
	if err != nil {
		return ledger.Item{}, fmt.Errorf("encode connection: %w", err)
	}
	return ledger.Item{Area: access.AreaSettings, Kind: kindConnection, ID: kindConnection, Body: raw}, nil
}

// configured tells whether there is a connection at all.
func (l link) configured() bool { return l.Address != "" }

// Connection is how the binder is connected; its Address is empty when it is not.
func (s *Session) Connection() ConnectionShown {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.link
	shown := ConnectionShown{Address: c.Address, Domain: c.Domain, Every: c.Every, On: c.On, Set: c.set, SetBy: c.setBy}
	if c.configured() {
		shown.KeyHint = c.Key.Hint()
	}
	return shown
}

// SetConnection connects the binder, or changes how it is; an empty Key keeps the one that is
// there as long as the address stays the same, so that nobody can have it sent elsewhere. Faults:
// "access.not_allowed", "vault.read_only", "connection.none_possible", "connection.domain",
// "connection.key", "connection.key_again", "connection.rhythm", those of the source about the
// address.
func (s *Session) SetConnection(ctx context.Context, c Connection) error {
	s.hold()
	defer s.mu.Unlock()
	if err := s.mayConnect(); err != nil {
		return err
	}
	c, err := s.checked(c)
	if err != nil {
		return err
	}
	l := link{c, s.desk.now().UTC(), signature(s.user)}
	item, err := l.item()
	if err != nil {
		return err
	}
	change := ledger.Change{Puts: []ledger.Item{item}}
	p := s.pulls
	p.Next, p.Failing, p.Why, p.With = time.Time{}, time.Time{}, "", nil
	if c.Address != s.link.Address || c.Domain != s.link.Domain { // what was pulled from there says nothing of this one
		p = pulls{}
		s.forgetPulled(&change)
	} else if err := p.put(&change); err != nil {
		return err
	}
	if err := s.commitNoted(ctx, change, s.line(access.ActionConnection, "", connectionDetail(c))); err != nil {
		return err
	}
	s.puller.interrupt()
	if c.Address != s.link.Address || c.Domain != s.link.Domain {
		s.puller.forget()
	}
	s.link, s.pulls = l, p
	return nil
}

// RemoveConnection forgets address, domain and key. What was pulled stays.
func (s *Session) RemoveConnection(ctx context.Context) error {
	s.hold()
	defer s.mu.Unlock()
	if err := s.mayConnect(); err != nil {
		return err
	}
	change := ledger.Change{Drops: []ledger.ItemRef{{Kind: kindConnection, ID: kindConnection}}}
	s.forgetPulled(&change)
	if err := s.commitNoted(ctx, change, s.line(access.ActionConnection, "", "-")); err != nil {
		return err
	}
	s.puller.forget()
	s.link, s.pulls = link{}, pulls{}
	return nil
}

// TryConnection tells whether Lifecare answers as the binder is connected now, or as it would be;
// nothing is stored. Faults are those of SetConnection and of the source.
func (s *Session) TryConnection(ctx context.Context, c Connection) error {
	s.mu.Lock()
	err := s.mayConnect()
	if err == nil {
		c, err = s.checked(c)
	}
	s.mu.Unlock()
	if err != nil {
		return err
	}
	source, err := s.desk.Connect(c)
	if err != nil {
		return err
	}
	return source.Try(ctx)
}

func (s *Session) mayConnect() error {
	if err := s.may(access.RightUnit); err != nil {
		return err
	}
	if s.store.ReadOnly() {
		return text.NewFault("vault.read_only")
	}
	if s.desk.Connect == nil {
		return text.NewFault("connection.none_possible")
	}
	return nil
}

// checked is a connection that can be kept.
func (s *Session) checked(c Connection) (Connection, error) {
	c.Address, c.Domain = strings.TrimSpace(c.Address), strings.TrimSpace(c.Domain)
	if c.Key.Empty() {
		if s.link.configured() && c.Address != s.link.Address {
			return c, text.NewFault("connection.key_again")
		}
		c.Key = s.link.Key
	}
	if c.Every == 0 {
		c.Every = UsualRhythm
	}
	c.Every = c.Every.Truncate(time.Minute)
	switch {
	case c.Domain == "":
		return c, text.NewFault("connection.domain")
	case c.Key.Empty():
		return c, text.NewFault("connection.key")
	case c.Every < fastestRhythm || c.Every > slowestRhythm:
		return c, text.NewFault("connection.rhythm", "from", int(fastestRhythm/time.Minute), "to", int(slowestRhythm/time.Minute))
	}
	_, err := s.desk.Connect(c)
	return c, err
}

// connectionDetail is a connection as a line of the log tells it: never the key.
func connectionDetail(c Connection) string {
	how := "off"
	if c.On {
		how = fmt.Sprintf("%d min", int(c.Every/time.Minute))
	}
	return c.Address + " " + c.Domain + " " + how
}
