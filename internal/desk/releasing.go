package desk

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/form"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/sheet"
	"avbrottsparm/internal/text"
)

// PrintReleased is the paper that hands chosen entries to another care provider. It is ordered by
// Order.Entries, with Order.Recipient and Order.Reason, and offered nowhere.
const PrintReleased What = "released"

func releaseOffer() offer {
	return offer{what: PrintReleased, group: GroupPerson, compose: func(c *composing) error {
		r, err := c.s.releasing(c.o.Entries, c.o.Recipient, c.o.Reason, c.o.Again)
		if err == nil {
			c.add(sheet.Released(c.at, r.Releasing, r.persons)...)
		}
		return err
	}}
}

// releasing is what is handed over, to whom and why, person by person.
type releasing struct {
	sheet.Releasing
	entries []*entry.Tracked
	persons []sheet.ReleasedPerson
}

// releasing gathers chosen entries, refusing what lacks a word on to whom and why. Nothing leaves about
// who has a protected identity, or may have one, unless it is asked for twice. The caller holds the lock.
// Faults: "access.not_allowed", "release.none", "release.no_recipient", "release.no_reason",
// "release.protected", "entry.unknown".
func (s *Session) releasing(ids []string, recipient, reason string, again bool) (releasing, error) {
	r := releasing{Releasing: sheet.Releasing{Unit: s.unit.Name, Recipient: tidy(recipient), Reason: strings.TrimSpace(reason), By: s.signature()}}
	if err := s.may(access.RightPrint); err != nil {
		return r, err
	}
	switch {
	case len(ids) == 0:
		return r, text.NewFault("release.none")
	case r.Recipient == "":
		return r, text.NewFault("release.no_recipient")
	case r.Reason == "":
		return r, text.NewFault("release.no_reason")
	}
	for _, id := range ids {
		t, ok := s.backlog.Get(strings.TrimSpace(id))
		if !ok {
			return r, text.NewFault("entry.unknown")
		}
		if !slices.Contains(r.entries, t) {
			r.entries = append(r.entries, t)
		}
	}
	slices.SortFunc(r.entries, func(x, y *entry.Tracked) int {
		return cmp.Or(x.EventTime.Compare(y.EventTime), cmp.Compare(x.ID, y.ID))
	})
	r.persons = s.releasedPersons(r.entries)
	if n := s.shielded(r.persons); n > 0 && !again {
		return r, text.NewFault("release.protected", "n", n)
	}
	return r, nil
}

// shielded counts those whose identity is protected, or of whom nobody can tell any more.
func (s *Session) shielded(persons []sheet.ReleasedPerson) int {
	n := 0
	for _, p := range persons {
		if known, ok := s.replica.Person(p.PersonID); p.PersonID != "" && (!ok || known.Protected) {
			n++
		}
	}
	return n
}

// releasedPersons are the entries person by person, in the order of the first entry about each.
func (s *Session) releasedPersons(entries []*entry.Tracked) []sheet.ReleasedPerson {
	var persons []sheet.ReleasedPerson
	names := s.naming()
	for _, t := range entries {
		number, name := names.of(t)
		at := slices.IndexFunc(persons, func(p sheet.ReleasedPerson) bool { return p.PersonID == t.PersonID && p.Name == name })
		if at < 0 {
			at = len(persons)
			persons = append(persons, sheet.ReleasedPerson{Name: name, Number: care.PersonalID(number).Written(s.desk.now()), PersonID: t.PersonID})
		}
		persons[at].Entries = append(persons[at].Entries, s.releasedEntry(t))
	}
	return persons
}

// releasedEntry is an entry with every field that was filled in, also one that a form doesn't have any
// more.
func (s *Session) releasedEntry(t *entry.Tracked) sheet.ReleasedEntry {
	lang := s.desk.Words.Lang()
	e := sheet.ReleasedEntry{Tracked: *t, Title: s.KindTitle(t.Kind)}
	f, _ := s.desk.Kinds.Form(t.Kind)
	told := map[string]bool{form.IDEventTime: true}
	numbered := t.Entry // a part of a long text says which
	numbered.Headline, numbered.Text = t.Numbered()
	add := func(label, value string) {
		if strings.TrimSpace(value) != "" {
			e.Fields = append(e.Fields, sheet.Field{Label: label, Value: value})
		}
	}
	for _, field := range f.EntryFields() {
		if !told[field.ID] {
			told[field.ID] = true
			add(field.Label.In(lang), entry.Said(field, numbered.Value(field.ID), lang))
		}
	}
	if !told[form.IDHeadline] {
		add(s.desk.Words.Say("copy.headline"), numbered.Headline)
	}
	if !told[form.IDText] {
		add(s.desk.Words.Say("copy.text"), numbered.Text)
	}
	left := make([]string, 0, len(t.Values))
	for id := range t.Values {
		if !told[id] {
			left = append(left, id)
		}
	}
	slices.Sort(left)
	for _, id := range left {
		add(id, t.Values[id])
	}
	return e
}

// naming remembers who persons are, for lists: who is gone from the replica is looked for once only.
type naming struct {
	s    *Session
	seen map[string]entry.Subject
}

func (s *Session) naming() naming { return naming{s: s, seen: map[string]entry.Subject{}} }

// of is the number and name of whom an entry is about: as known now, else as it stood when it was
// signed; nothing for the unit.
func (n naming) of(t *entry.Tracked) (number, name string) {
	if t.PersonID == "" {
		if t.Subject == nil {
			return "", ""
		}
		return t.Subject.Number, t.Subject.Name
	}
	known, ok := n.seen[t.PersonID]
	if !ok {
		known.Number, known.Name = n.s.subject(t.PersonID)
		switch {
		case known.Name != "":
		case !t.MatchedAt.IsZero():
			known = t.MatchedTo
		case t.Subject != nil:
			known = *t.Subject
		}
		n.seen[t.PersonID] = known
	}
	return known.Number, known.Name
}

// subjectOf is naming.of for one entry.
func (s *Session) subjectOf(t *entry.Tracked) (number, name string) { return s.naming().of(t) }

// Released is the ledger's record of entries that another care provider got (patientdatalagen 3 kap.
// 11 §), kept behind the wall of what it tells of.
type Released struct {
	Out       bool      `json:"out"`
	At        time.Time `json:"at"` // with zone offset
	By        string    `json:"by"` // the identity
	Head      string    `json:"head"`
	Recipient string    `json:"recipient"` // which provider, as it was written
	Reason    string    `json:"reason"`
	Entries   []string  `json:"entries"`
	Paper     bool      `json:"paper,omitempty"`
	// Keys is how many keys can open the file; zero with a passphrase, and on paper.
	Keys int `json:"keys,omitempty"`
}

// records are what the ledger keeps of a release: one for each wall, so that nobody learns by it what
// lies behind another. It is a sort of copy that left the laptop.
func (s *Session) releaseRecords(r releasing, paper bool, keys int) ([]ledger.Append, error) {
	byArea := map[access.Area][]string{}
	for _, t := range r.entries {
		byArea[t.Wall()] = append(byArea[t.Wall()], t.ID)
	}
	var records []ledger.Append
	for _, area := range access.Areas() {
		if len(byArea[area]) == 0 {
			continue
		}
		rec, err := record(ledger.StreamMain, area, ledger.KindCopy, Released{Out: true, At: s.desk.now(), By: s.user.Identity, Head: s.store.Head().Code(),
			Recipient: r.Recipient, Reason: r.Reason, Entries: byArea[area], Paper: paper, Keys: keys})
		if err != nil {
			return nil, err
		}
		records = append(records, rec)
	}
	return records, nil
}

// releaseLines are the lines of the log of a release, one for each person.
func (s *Session) releaseLines(r releasing) []access.Event {
	var list []access.Event
	for _, p := range r.persons {
		line := s.line(access.ActionRelease, p.PersonID, r.Recipient+": "+r.Reason)
		if line.PersonName == "" { // somebody whom the binder doesn't know
			line.PersonName, line.PersonNumber = p.Name, p.Number
		}
		list = append(list, line)
	}
	return list
}
