package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"avbrottsparm/app/wiring"
	"avbrottsparm/internal/access"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/entry"
	standin "avbrottsparm/internal/lifecare/standin/server"
	"avbrottsparm/internal/text"
)

// deliveryKilled is a binder whose entries wait for Lifecare, and a stand-in that thinks before it
// answers, so that something is always on its way when the program is killed.
type deliveryKilled struct {
	*testing.T
	server *standin.Server
	dir    string
	flags  []string
	texts  map[string]string // what stands in Lifecare of an entry, by its id
	rand   *rand.Rand
}

const deliveryPassphrase = "en ganska lång fras"

func newDeliveryKilled(t *testing.T, entries int) *deliveryKilled {
	t.Helper()
	server, err := standin.New(standin.Params{Persons: 40})
	if err != nil {
		t.Fatal(err)
	}
	address, stop := server.Start()
	t.Cleanup(stop)
	dir := t.TempDir()
	k := &deliveryKilled{T: t, server: server, dir: filepath.Join(dir, "binder"), texts: map[string]string{}}
	pass := filepath.Join(dir, "pass")
	if err := os.WriteFile(pass, []byte(deliveryPassphrase+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	k.flags = []string{"--vault", k.dir, "--passphrase-file", pass}
	d, err := wiring.Desk(text.Swedish)
	if err != nil {
		t.Fatal(err)
	}
	s, _, err := d.SetUp(t.Context(), k.dir, desk.Setup{Unit: "Hemtjänst Norr", User: "Astrid Alm", Title: "Undersköterska", Passphrase: deliveryPassphrase})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.SetConnection(t.Context(), desk.Connection{Address: address, Domain: server.Domain, Key: access.NewSecret(server.Key)}); err != nil {
		t.Fatal(err)
	}
	if got, err := s.Refresh(t.Context(), desk.Refreshing{}); err != nil || got.Why != nil {
		t.Fatal(err, got.Why)
	}
	k.write(s, entries)
	if err := s.TakeOverDelivery(t.Context(), "Första gången"); err != nil {
		t.Fatal(err)
	}
	if err := s.Lock(); err != nil {
		t.Fatal(err)
	}
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	k.rand = rand.New(rand.NewPCG(seed, 1))
	server.Garble(seed, 0, 15*time.Millisecond)
	return k
}

// write signs notes, and cancelled visits among them.
func (k *deliveryKilled) write(s *desk.Session, n int) {
	k.Helper()
	people := s.People("")
	var list []entry.Entry
	for i := range n {
		kind := entry.Kind("note")
		if i%4 == 3 {
			kind = "attendance"
		}
		e, err := s.Begin(desk.Beginning{Kind: kind, PersonID: people[i%len(people)].ID})
		if err != nil {
			k.Fatal(err)
		}
		e.EventTime = time.Now().AddDate(0, 0, -50).Add(time.Duration(i) * 15 * time.Minute).Truncate(time.Minute)
		if e.Headline, e.Text = "Tillsyn", fmt.Sprintf("Anteckning %d.", i); kind == "attendance" {
			e.Headline, e.Text = "", ""
			e.Values = map[string]string{"outcome": "cancelled", "cancelled_reason": "away", "cancelled_minutes": "15", "double": "no"}
		}
		for _, p := range s.Check(e) {
			if p.Asks {
				e.Confirmed = append(e.Confirmed, p.Code)
			}
		}
		if k.texts[e.ID] = e.Text; kind == "attendance" {
			k.texts[e.ID] = e.ID
		}
		list = append(list, e)
	}
	for len(list) > 0 {
		some := min(len(list), 200)
		results, err := s.SignMany(k.Context(), list[:some])
		if err != nil {
			k.Fatal(err)
		}
		for _, r := range results {
			if r.Err != nil {
				k.Fatal(r.Err)
			}
		}
		list = list[some:]
	}
}

// kill starts a delivery and kills it once some entries more have arrived, and tells whether it was
// still at work.
func (k *deliveryKilled) kill() bool {
	k.Helper()
	self, err := os.Executable()
	if err != nil {
		k.Fatal(err)
	}
	cmd := &exec.Cmd{Path: self, Args: append([]string{"parm", "entry", "deliver"}, k.flags...)}
	before, more := len(k.server.Delivered()), 1+k.rand.IntN(8)
	if err := cmd.Start(); err != nil {
		k.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	for patience := time.Now().Add(time.Minute); time.Now().Before(patience); time.Sleep(time.Millisecond) {
		if len(k.server.Delivered()) >= before+more {
			break
		}
		select {
		case <-ended: // it had nothing left to do
			return false
		default:
		}
	}
	time.Sleep(time.Duration(k.rand.IntN(15)) * time.Millisecond)
	killed := cmd.Process.Kill() == nil
	<-ended
	return killed
}

// check delivers the rest and holds what the binder says against what arrived.
func (k *deliveryKilled) check() (in, unknown int) {
	k.Helper()
	d, err := wiring.Desk(text.Swedish)
	if err != nil {
		k.Fatal(err)
	}
	s, err := d.Unlock(k.Context(), k.dir, "", deliveryPassphrase)
	if err != nil {
		k.Fatal(err)
	}
	defer func() {
		if err := s.Lock(); err != nil {
			k.Error(err)
		}
	}()
	if result, err := s.Deliver(k.Context(), nil, nil); err != nil || result.Entered != result.Total {
		k.Fatalf("%+v, %v", result, err)
	}
	times := map[string]int{}
	for _, d := range k.server.Delivered() {
		if d.Path == "reported_visits" {
			times[d.Body["ExternalId"].(string)]++
		} else {
			times[d.Body["text"].(string)]++
		}
	}
	for id, words := range k.texts {
		t, err := s.Entry(id)
		if err != nil {
			k.Fatal(err)
		}
		switch n := times[words]; {
		case n > 1:
			k.Errorf("entry %s came in %d times", id, n)
		case t.State == entry.StateEntered && n == 1:
			in++
		case t.State == entry.StateUnknown && t.Kind == "note":
			unknown++
		default:
			k.Errorf("entry %s, %s, is %s and came in %d times", id, t.Kind, t.State, n)
		}
	}
	return in, unknown
}

// TestProofDeliveryKilled kills deliveries at random moments: each entry is in Lifecare once, or waits as
// unknown for a person. A visit is never unknown, for it can be sent again.
func TestProofDeliveryKilled(t *testing.T) {
	kills := 10
	if soaking() {
		kills = 200
	}
	k := newDeliveryKilled(t, kills*30)
	killed := 0
	for range kills {
		if k.kill() {
			killed++
		}
	}
	in, unknown := k.check()
	if killed < kills*9/10 || unknown > 4*killed || unknown == 0 && kills > 50 {
		t.Errorf("killed %d of %d times, %d unknown", killed, kills, unknown)
	}
	if wrong := append(k.server.Refused(), k.server.Wrong()...); len(wrong) > 0 {
		t.Error(strings.Join(wrong, "\n"))
	}
	proof(t, "delivery killed (kill -9)", "%d times, %d entries: %d in Lifecare once, %d unknown, 0 twice", killed, len(k.texts), in, unknown)
}
