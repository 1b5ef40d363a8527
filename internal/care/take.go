package care

import (
	"cmp"
	"fmt"
	"slices"
)

// takePerson merges a row about a person into what is known: the groups of fields that the file
// has replace the old, the others stay.
func (rec *reconciler) takePerson(row *Person, in Incoming) {
	known, problem := rec.people.find(in.Whose)
	if known == nil && problem != "" {
		if problem == codeAmbiguous {
			rec.fail(in, problem)
			return
		}
		rec.warn(in, problem)
	}
	whole := &Person{}
	if known != nil {
		whole = known
		if s, ok := rec.work.Secrets(known.ID); ok {
			whole = s.joined(known)
		}
	}
	if known == nil && rec.listedSince(row) {
		rec.older(in)
		return
	}
	gone := known != nil && known.Gone()
	if gone && rec.isOlder(known) {
		rec.older(in)
		return
	}
	takes := rec.weigh(whole, row, in)
	merged := rec.merge(whole, row, takes)
	rec.noteDifferences(whole, row, merged, takes)
	if known == nil {
		merged.Meta = row.Meta
		merged.ID, merged.Source, merged.AsOf = rec.personName(in.Whose), rec.source(KindPerson), rec.asOf
	}
	if merged.Source == "" {
		merged.Source = rec.source(KindPerson)
	}
	merged.GoneSince = nil
	open, secrets := split(merged)
	if known != nil {
		rec.keepOwnTime(known, open)
	}
	rec.work.Put(open)
	rec.keepSecrets(open, secrets)
	rec.people.add(open)
	rec.see(open, in, open.ID)
}

// keepSecrets stores or takes back a person's protected fields.
func (rec *reconciler) keepSecrets(open *Person, secrets *Secrets) {
	old, had := rec.work.Secrets(open.ID)
	switch {
	case secrets != nil:
		if had {
			secrets.Relatives = old.Relatives
			if open.Protected {
				secrets.Keys = union(secrets.Keys, old.Keys)
			}
		}
		rec.work.Put(secrets)
	case had:
		rec.work.unshield(old)
		rec.work.drop(KindSecrets, old.ID)
	}
	if had && secrets != nil && !open.Protected && len(secrets.Relatives) > 0 {
		rec.work.unshield(secrets)
		secrets.Relatives = nil
	}
}

func union(x, y []KeyInfo) []KeyInfo {
	all := slices.Clone(x)
	for _, key := range y {
		if !slices.Contains(all, key) {
			all = append(all, key)
		}
	}
	return all
}

func (rec *reconciler) merge(known, row *Person, takes map[Field]bool) *Person {
	b, p := rec.batch, *known
	if takes[FieldName] && row.Name() != "" {
		p.Given, p.Family, p.Whole = row.Given, row.Family, row.Whole
	}
	if row.PersonalID != "" && (b.Has(FieldPersonalID) || p.PersonalID == "") {
		p.PersonalID = surer(p.PersonalID, row.PersonalID)
	}
	p.Addresses = mergeAddresses(known.Addresses, row.Addresses, takes[FieldAddress], takes[FieldEntryCode])
	if takes[FieldPhone] {
		p.Phones = row.Phones
	}
	if takes[FieldEmail] {
		p.Emails = row.Emails
	}
	if takes[FieldKeys] {
		p.Keys = row.Keys
	}
	if takes[FieldActive] {
		p.Inactive = row.Inactive
	}
	if takes[FieldNote] {
		p.Note = row.Note
	}
	if row.Protected || b.Has(FieldProtected) && !rec.leftBefore(rec.saidAt(known, FieldProtected)) {
		p.ProtectedBy = without(p.ProtectedBy, b.Format)
		if row.Protected {
			p.ProtectedBy = append(p.ProtectedBy, b.Format)
			slices.Sort(p.ProtectedBy)
		}
		p.Protected = len(p.ProtectedBy) > 0
	}
	p.KnownAs = slices.Clone(p.KnownAs)
	for _, n := range row.KnownAs {
		if !slices.Contains(p.KnownAs, n) {
			p.KnownAs = append(p.KnownAs, n)
		}
	}
	return &p
}

// surer is which of a known and a new number stays. Of two that differ by a century only, the
// older one: the younger is ten digits whose plus sign was left out.
func surer(known, row PersonalID) PersonalID {
	if slices.Contains(known.otherCenturies(), row) && known < row {
		return known
	}
	return row
}

// mergeAddresses takes the addresses of a file, its door codes, or both. A list of door codes
// alone is about the home.
func mergeAddresses(known, row []Address, addresses, codes bool) []Address {
	merged := slices.Clone(known)
	switch {
	case addresses:
		merged = slices.Clone(row)
		if !codes {
			keepEntryCodes(merged, known)
		}
	case codes && len(row) > 0 && row[0].EntryCode != "":
		if len(merged) == 0 {
			return []Address{{EntryCode: row[0].EntryCode}}
		}
		home := max(0, slices.IndexFunc(merged, func(a Address) bool { return a.Type == "Home" || a.Type == "" }))
		merged[home].EntryCode = row[0].EntryCode
	}
	return merged
}

// older tells of a row that a newer list has already overtaken.
func (rec *reconciler) older(in Incoming) {
	rec.out.Older++
	rec.warn(in, codeOlderRow)
}

func keepEntryCodes(addresses, old []Address) {
	for i := range addresses {
		for _, o := range old {
			if addresses[i].EntryCode == "" && FoldStreet(addresses[i].Street) == FoldStreet(o.Street) {
				addresses[i].EntryCode = o.EntryCode
			}
		}
	}
}

func without(list []string, s string) []string {
	var kept []string
	for _, x := range list {
		if x != s {
			kept = append(kept, x)
		}
	}
	return kept
}

// readied is a row made into an item, with the key by which it is known again and the id of that.
type readied struct {
	item    Item
	natural string
	id      string
}

// ready makes a row about a person, or about nobody, into an item. Items of one source replace only
// their own: two sources about the same relative stay two items and meet in the Dossier.
func (rec *reconciler) ready(in Incoming, person *Person) readied {
	r := readied{item: stamp(in.Item, rec.asOf)}
	r.natural = rec.natural(r.item, idOf(person))
	r.item.ItemMeta().Source = rec.source(r.item.ItemKind())
	r.id = rec.Name(string(r.item.ItemKind()), r.natural)
	return r
}

func idOf(p *Person) string {
	if p == nil {
		return ""
	}
	return p.ID
}

// place stores a relative, contact, warning, plan, shift, visit or whatever else concerns a person.
func (rec *reconciler) place(r readied, in Incoming, person *Person) {
	item, personID := r.item, idOf(person)
	item.ItemMeta().ID = rec.identify(r)
	if rel, ok := item.(*Relative); ok && person != nil && person.Protected {
		rec.takeProtectedRelative(rel, in, personID)
		return
	}
	if rec.overtaken(item) {
		rec.older(in)
		return
	}
	rec.work.Put(item)
	if rec.bySource != nil {
		rec.noteSource(item)
	}
	rec.see(item, in, personID)
}

// overtaken tells whether a newer word is known about an item than the file's. The known one is
// then what the file stands for too, so that nothing goes for its lack.
func (rec *reconciler) overtaken(item Item) bool {
	known, ok := rec.before.Get(item.ItemKind(), item.ItemMeta().ID)
	if !ok {
		return rec.listedSince(item)
	}
	return rec.isOlder(known) && !same(known, stamp(item, known.ItemMeta().AsOf))
}

func (rec *reconciler) takeProtectedRelative(rel *Relative, in Incoming, personID string) {
	hidden := &Secrets{Meta: Meta{ID: SecretsID(personID), Source: rec.source(KindRelative), AsOf: rec.asOf}, PersonID: personID}
	if s, ok := rec.work.Secrets(personID); ok {
		c := *s
		c.Relatives = slices.Clone(s.Relatives)
		hidden = &c
	}
	hidden.putRelative(*rel)
	rec.work.Put(hidden)
	rec.see(rel, in, personID)
}

// natural sets the item's person and gives the key by which it is known again.
func (rec *reconciler) natural(item Item, personID string) string {
	if of, ok := item.(concerning); ok {
		*of.owner() = personID
	}
	if v, ok := item.(*Visit); ok && v.ShiftID != "" {
		v.ShiftID = rec.Name(string(KindShift), rec.source(KindShift)+"|"+v.ShiftID)
	}
	key := cmp.Or(item.ItemMeta().SourceID, naturalKey(item))
	if item.ItemKind() == KindShift {
		return rec.source(KindShift) + "|" + key
	}
	return rec.source(item.ItemKind()) + "|" + personID + "|" + key
}

// identify is the item's id. Rows that look alike (two halves of a double-staffed visit on one
// route) get ids of their own by their order in the file; a visit that only moved in time keeps
// the id that it had.
func (rec *reconciler) identify(r readied) string {
	kind := r.item.ItemKind()
	if !twins(kind) {
		return r.id
	}
	rec.counts[r.id]++
	if n := rec.counts[r.id]; n > 1 {
		return rec.Name(string(kind), fmt.Sprintf("%s|%d", r.natural, n))
	}
	return r.id
}

// remove marks what its source says is gone.
func (rec *reconciler) remove() {
	for _, gone := range rec.batch.Removed {
		for _, item := range rec.removed(gone) {
			rec.markGone(item)
		}
		if gone.Kind == KindRelative {
			rec.removeHidden(gone.SourceID)
		}
	}
	rec.removeFromShifts()
	rec.removeFromSeries()
}

// removeFromShifts marks visits that a shift no longer holds: a shift always comes whole.
func (rec *reconciler) removeFromShifts() {
	var left []Item
	rec.work.Each(KindVisit, func(item Item) {
		v := item.(*Visit)
		if v.ShiftID == "" {
			return
		}
		_, shiftSeen := rec.seen[itemKey{KindShift, v.ShiftID}]
		_, visitSeen := rec.seen[itemKey{KindVisit, v.ID}]
		if shiftSeen && !visitSeen {
			left = append(left, v)
		}
	})
	for _, item := range left {
		rec.markGone(item)
	}
}

// removeHidden takes a relative whom the source says is gone out of a person's protected fields:
// nobody must be called, or let in, on the word of an old list.
func (rec *reconciler) removeHidden(sourceID string) {
	for _, item := range rec.work.items[KindSecrets] {
		s := item.(*Secrets)
		at := slices.IndexFunc(s.Relatives, func(r Relative) bool {
			return r.Source == rec.source(KindRelative) && r.SourceID == sourceID
		})
		if at < 0 {
			continue
		}
		left := *s
		left.Relatives = slices.Delete(slices.Clone(s.Relatives), at, at+1)
		rec.work.Put(&left)
		person, _ := rec.work.Person(s.PersonID)
		rec.out.Gone++
		rec.out.Rows = append(rec.out.Rows, RowResult{Outcome: OutcomeGone, Before: &s.Relatives[at], Person: person})
	}
}

// removed finds the items that a source says are gone.
func (rec *reconciler) removed(gone Removed) []Item {
	if gone.Kind == KindPerson {
		if p, _ := rec.people.find(gone.Whose); p != nil && !gone.Whose.Empty() {
			return []Item{p}
		}
		return nil
	}
	found := rec.numbered(gone.Kind)[gone.SourceID]
	if gone.Kind == KindShift {
		found = append(slices.Clone(found), rec.ofShifts()[rec.Name(string(KindShift), rec.source(KindShift)+"|"+gone.SourceID)]...)
	}
	return found
}

// numbered are the items of a kind from the file's source, by their ids there.
func (rec *reconciler) numbered(kind Kind) map[string][]Item {
	byNumber, known := rec.numbers[kind]
	if !known {
		byNumber = map[string][]Item{}
		rec.work.Each(kind, func(item Item) {
			if m := item.ItemMeta(); m.SourceID != "" && m.Source == rec.source(kind) {
				byNumber[m.SourceID] = append(byNumber[m.SourceID], item)
			}
		})
		rec.numbers[kind] = byNumber
	}
	return byNumber
}

// ofShifts are the visits of each shift.
func (rec *reconciler) ofShifts() map[string][]Item {
	if rec.inShifts == nil {
		rec.inShifts = map[string][]Item{}
		rec.work.Each(KindVisit, func(item Item) {
			if v := item.(*Visit); v.ShiftID != "" {
				rec.inShifts[v.ShiftID] = append(rec.inShifts[v.ShiftID], v)
			}
		})
	}
	return rec.inShifts
}

func (rec *reconciler) markGone(item Item) {
	if now, there := rec.work.Get(item.ItemKind(), item.ItemMeta().ID); there {
		item = now
	}
	if item.ItemMeta().Gone() || rec.isOlder(item) {
		return
	}
	gone := stamp(item, rec.asOf)
	at := rec.Now.UTC()
	gone.ItemMeta().GoneSince = &at
	rec.work.Put(gone)
	rec.out.Gone++
	rec.out.Rows = append(rec.out.Rows, RowResult{Outcome: OutcomeGone, Before: item, After: gone, Person: rec.owner(gone)})
}

func (rec *reconciler) owner(item Item) *Person {
	if p, ok := item.(*Person); ok {
		return p
	}
	p, _ := rec.work.Person(OwnerID(item))
	return p
}
