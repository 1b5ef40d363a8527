package vault

import (
	"avbrottsparm/internal/text"
)

// harm is what a reading found to be altered behind the program's back, as a person is told it.
type harm struct {
	gone     int  // records whose places in the chains are empty
	records  int  // records that do not open, or have lost their body
	items    int  // replica items that do not open
	drafts   int  // drafts that do not open
	replaced bool // the items are not those that the vault left
	chain    bool // a chain does not hold together
	head     bool // the chains do not end where the vault left them
	keys     bool // a key was not put there by the vault
	slots    bool // a passphrase or code that was given up opens again
}

// state takes in what did not fit when the state was read.
func (h *harm) state(s *state) {
	h.gone += s.cut
	for _, f := range s.suspect {
		switch f.Code {
		case "key":
			h.keys = true
		case "slot":
			h.slots = true
		case "head":
			h.head = true
		case "link", "header":
			h.chain = true
		}
	}
}

// follow takes a record into the trail and tells what it does not follow on.
func (h *harm) follow(t trail, o *opened) {
	last := t[o.Device].Seq
	if !t.follow(o) {
		h.chain = h.chain || o.Seq == last+1
		if o.Seq > last+1 && o.Seq < highestSeq {
			h.gone += int(o.Seq - last - 1)
		}
	}
}

// fault is vault.altered, whose place {what} says what is missing; nil when nothing is.
func (h harm) fault() error {
	var what text.Phrases
	for _, found := range []struct {
		key string
		n   int
	}{{"altered.gone", h.gone}, {"altered.records", h.records}, {"altered.items", h.items}, {"altered.drafts", h.drafts}} {
		if found.n > 0 {
			what = append(what, text.Phrase{Key: found.key, N: found.n, Counted: true})
		}
	}
	for _, found := range []struct {
		key string
		is  bool
	}{{"altered.replaced", h.replaced}, {"altered.chain", h.chain && h.gone == 0}, {"altered.head", h.head}, {"altered.keys", h.keys}, {"altered.slots", h.slots}} {
		if found.is {
			what = append(what, text.Phrase{Key: found.key})
		}
	}
	if what == nil {
		return nil
	}
	return text.NewFault("vault.altered", "what", what)
}

// missing is how many places of a chain are empty when it should end at one and ends at another.
func missing(held, there link) int {
	if held.Seq <= there.Seq || held.Seq >= highestSeq {
		return 0
	}
	return int(held.Seq - there.Seq)
}
