package care

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"time"
)

// Outcome is what a file means for one item.
type Outcome string

// The outcomes of a row.
const (
	OutcomeNew       Outcome = "new"
	OutcomeChanged   Outcome = "changed"
	OutcomeUnchanged Outcome = "unchanged"
	OutcomeGone      Outcome = "gone"
)

// RowResult is what a file means for one item, for the preview.
type RowResult struct {
	Outcome Outcome
	Row     int // 0 for items that are gone
	Sheet   string
	Before  Item // nil when new
	After   Item // as it will be stored; with GoneSince set when gone
	Person  *Person
}

// Changes is what a file would do to the replica. Nothing is stored yet.
type Changes struct {
	Format    string
	Kinds     []Kind
	AsOf      time.Time // when the data left its source, in UTC
	Puts      []Item
	Drops     []Item
	Rows      []RowResult
	New       int
	Changed   int
	Unchanged int
	Gone      int
	// Held says that more than a fifth of what the file covers would go, or something although rows
	// could not be read, so that nothing is marked as gone until a person confirms; Gone tells how
	// many it is about.
	Held bool
	// Older is how many rows said less new things than what is known, which stayed.
	Older int
	// Pointless is how many rows point to an item that the binder doesn't hold.
	Pointless int
	// Standing is what the file stands for once it has come in.
	Standing Standing
	Errors   []RowProblem
	Warnings []RowProblem
}

// DayAssumed tells that the file says no date of its visits, so that a person should see to it
// that the right one was taken.
func (c Changes) DayAssumed() bool {
	return slices.ContainsFunc(c.Warnings, func(p RowProblem) bool { return p.Code == "assumed_day" || p.Code == "assumed_week" })
}

// Reconciling says how a file is weighed against the replica.
type Reconciling struct {
	Now  time.Time
	AsOf time.Time // of the file, in UTC, when the batch itself doesn't say
	// Name gives an item's stable id from its kind and natural key.
	Name func(kind, natural string) string
	// ConfirmGone lets what would be held be marked as gone.
	ConfirmGone bool
	// Standing is how new what is known is; what a newer source said stays.
	Standing Standing
	// TakeOlder lets a file that is older than what is known have the last word all the same.
	TakeOlder bool
}

// reconciler is one pass of a batch over a working copy of the replica.
type reconciler struct {
	Reconciling
	batch     Batch
	before    *Replica
	work      *Replica
	people    *matcher
	asOf      time.Time
	seen      map[itemKey]placed // items that the file holds
	order     []itemKey
	counts    map[string]int // how often a natural key occurred, for twins
	spanned   map[routeDay]bool
	completed map[string]bool
	differing map[itemKey]bool // items that the file says otherwise of than what was known
	// routeTimes is how new the known schedules are, of the days and routes that were asked for.
	routeTimes map[routeDay]time.Time
	numbers    map[Kind]map[string][]Item // of what is removed, by the source's ids
	inShifts   map[string][]Item          // visits by their shift
	bySource   map[Via]string             // the persons of items with ids of their source; nil until asked
	out        Changes
}

type itemKey struct {
	kind Kind
	id   string
}

type placed struct {
	row   int
	sheet string
	whose string
}

// Reconcile weighs a file against the replica: what is new, changed, unchanged and gone. The
// replica itself is left as it is; Apply takes the changes in.
func (r *Replica) Reconcile(b Batch, how Reconciling) Changes {
	asOf := b.AsOf
	if asOf.IsZero() {
		asOf = how.AsOf
	}
	rec := &reconciler{
		Reconciling: how, batch: b, before: r, work: r.Clone(), asOf: asOf.UTC(),
		seen: make(map[itemKey]placed, len(b.Incoming)), spanned: map[routeDay]bool{}, counts: make(map[string]int, len(b.Incoming)), differing: map[itemKey]bool{}, numbers: map[Kind]map[string][]Item{}, routeTimes: map[routeDay]time.Time{},
		out: Changes{Format: b.Format, Kinds: b.Kinds, AsOf: asOf.UTC(), Errors: b.Errors, Warnings: b.Warnings},
	}
	rec.people = newMatcher(rec.work)
	rec.work.expect(itemsOf(b.Incoming))
	if rec.many() {
		rec.takeMany()
	} else {
		for _, in := range b.Incoming {
			rec.take(in)
		}
	}
	rec.remove()
	rec.findGone()
	rec.keepShielded()
	rec.collect()
	rec.out.Standing = rec.standing()
	return rec.out
}

// Apply takes changes into the replica in memory.
func (r *Replica) Apply(c Changes) {
	r.expect(c.Puts)
	for _, item := range c.Drops {
		r.drop(item.ItemKind(), item.ItemMeta().ID)
	}
	for _, item := range c.Puts {
		r.Put(item)
	}
}

func (rec *reconciler) take(in Incoming) {
	if p, ok := in.Item.(*Person); ok {
		rec.takePerson(p, in)
		return
	}
	if person, told := rec.whose(in); told {
		rec.place(rec.ready(in, person), in, person)
	}
}

// whose is the person of a row about something else, who is introduced where nobody is known; nil
// for a row that concerns nobody. A row that can't be told of anybody is refused.
func (rec *reconciler) whose(in Incoming) (person *Person, told bool) {
	person = rec.via(in)
	if in.Via.SourceID != "" && person == nil && in.Whose.Empty() {
		rec.fail(in, codeUnknownVia)
		rec.out.Pointless++
		return nil, false
	}
	if person != nil || in.Whose.Empty() {
		return person, true
	}
	person, problem := rec.people.find(in.Whose)
	if problem != "" {
		rec.warn(in, problem)
	}
	if person == nil && problem == codeAmbiguous {
		rec.fail(in, problem)
		return nil, false
	}
	if person == nil {
		person = rec.introduce(in.Whose)
	}
	return person, true
}

// via is the person of the item that a row points to, or nil.
func (rec *reconciler) via(in Incoming) *Person {
	if in.Via.SourceID == "" {
		return nil
	}
	if rec.bySource == nil {
		rec.bySource = map[Via]string{}
		for _, kind := range Kinds() {
			rec.work.Each(kind, rec.noteSource)
		}
	}
	p, _ := rec.work.Person(rec.bySource[in.Via])
	return p
}

func (rec *reconciler) noteSource(item Item) {
	if id := item.ItemMeta().SourceID; id != "" && OwnerID(item) != "" {
		rec.bySource[Via{item.ItemKind(), id}] = OwnerID(item)
	}
}

func (rec *reconciler) warn(in Incoming, code string) {
	rec.out.Warnings = append(rec.out.Warnings, RowProblem{Row: in.Row, Sheet: in.Sheet, Code: code})
}

func (rec *reconciler) fail(in Incoming, code string) {
	rec.out.Errors = append(rec.out.Errors, RowProblem{Row: in.Row, Sheet: in.Sheet, Code: code})
}

// introduce makes a person known only from a row about something else, so that a visit is never
// lost because the person register hasn't come yet. The person has no source until a register
// holds them, so that only a register can say that they are gone.
func (rec *reconciler) introduce(key PersonKey) *Person {
	p := &Person{PersonalID: key.PersonalID, Whole: key.Name, KnownAs: key.Numbers}
	if key.Street != "" {
		p.Addresses = []Address{{Street: key.Street}}
	}
	p.ID = rec.personName(key)
	p.AsOf = rec.asOf
	rec.work.Put(p)
	rec.people.add(p)
	return p
}

// personName is the id of a person seen for the first time.
func (rec *reconciler) personName(key PersonKey) string {
	natural := "name|" + FoldName(key.Name) + "|" + FoldStreet(key.Street)
	switch {
	case key.PersonalID != "":
		natural = "pid|" + string(key.PersonalID)
	case len(key.Numbers) > 0:
		natural = "number|" + key.Numbers[0].System + "|" + key.Numbers[0].Number + "|" + FoldName(key.Name)
	}
	return rec.free(KindPerson, natural)
}

// source names where items of a kind come from. A schedule takes the place of an older one for
// its days and routes whatever its columns are; of persons and those around them, only a file of
// the same layout can tell who is missing.
func (rec *reconciler) source(kind Kind) string {
	if rec.batch.Layout == "" || kind == KindVisit || kind == KindShift {
		return rec.batch.Format
	}
	return rec.batch.Format + "#" + rec.batch.Layout
}

// free is the id of a natural key, or of the key's next twin if another item already has it.
func (rec *reconciler) free(kind Kind, natural string) string {
	for n := 1; ; n++ {
		twin := natural
		if n > 1 {
			twin = fmt.Sprintf("%s|%d", natural, n)
		}
		id := rec.Name(string(kind), twin)
		if _, taken := rec.work.Get(kind, id); !taken {
			return id
		}
	}
}

func (rec *reconciler) see(item Item, in Incoming, personID string) {
	key := itemKey{item.ItemKind(), item.ItemMeta().ID}
	if _, twice := rec.seen[key]; !twice {
		rec.order = append(rec.order, key)
	}
	if v, ok := item.(*Visit); ok {
		rec.spanned[routeDay{numberOf(v.Start), v.RouteName()}] = true
	}
	rec.seen[key] = placed{row: in.Row, sheet: in.Sheet, whose: personID}
}

// keepShielded upholds the rule on protected fields for everyone, after all rows are in.
func (rec *reconciler) keepShielded() {
	for _, item := range rec.work.items[KindPerson] {
		if p := item.(*Person); p.Protected {
			rec.work.shield(p)
		}
	}
}

// collect compares the working copy with the replica and tells the difference.
func (rec *reconciler) collect() {
	rec.out.Puts = make([]Item, 0, len(rec.order))
	for _, kind := range append(Kinds(), KindSecrets) {
		if rec.work.shared[kind] { // nothing was changed
			continue
		}
		for id, after := range rec.work.items[kind] {
			before, ok := rec.before.Get(kind, id)
			switch {
			case !ok:
			case same(before, after):
				if !rec.renews(before, itemKey{kind, id}) {
					continue
				}
			default:
				rec.differing[itemKey{kind, id}] = true
			}
			if !after.ItemMeta().AsOf.Equal(rec.asOf) {
				after = stamp(after, rec.asOf)
			}
			rec.out.Puts = append(rec.out.Puts, after)
		}
		for id, before := range rec.before.items[kind] {
			if _, ok := rec.work.Get(kind, id); !ok {
				rec.out.Drops = append(rec.out.Drops, before)
			}
		}
	}
	rec.tell()
}

// tell words what became of each item of the file, in the order of its rows.
func (rec *reconciler) tell() {
	rows := make([]RowResult, len(rec.order))
	sideBySide(len(rows), func(i int) { rows[i] = rec.result(rec.order[i]) })
	for _, row := range rows {
		switch row.Outcome {
		case OutcomeNew:
			rec.out.New++
		case OutcomeChanged:
			rec.out.Changed++
		default:
			rec.out.Unchanged++
		}
	}
	rec.out.Rows = append(rec.out.Rows, rows...)
}

// result is what became of an item.
func (rec *reconciler) result(key itemKey) RowResult {
	at := rec.seen[key]
	after, inWork := rec.work.Get(key.kind, key.id)
	before, known := rec.before.Get(key.kind, key.id)
	person, _ := rec.work.Person(at.whose)
	row := RowResult{Row: at.row, Sheet: at.sheet, Before: before, After: after, Person: person}
	if !inWork { // a relative who lies among the protected fields
		row.After = nil
		row.Outcome = rec.secretOutcome(at.whose, key.id)
	} else {
		row.Outcome = rec.outcome(known, key)
		if key.kind == KindPerson && row.Outcome == OutcomeUnchanged {
			row.Outcome = rec.secretsOutcome(key.id)
		}
	}
	return row
}

// renews tells whether an item that the file repeats gets the file's time: of medicines and of what
// health care orders it must be known for each how old the word on it is.
func (rec *reconciler) renews(known Item, key itemKey) bool {
	if _, seen := rec.seen[key]; !seen || key.kind != KindMedication && key.kind != KindHealthOrder {
		return false
	}
	return rec.asOf.Sub(known.ItemMeta().AsOf) > sameMoment
}

// outcome is what became of an item, as collect found it.
func (rec *reconciler) outcome(known bool, key itemKey) Outcome {
	switch {
	case !known:
		return OutcomeNew
	case rec.differing[key]:
		return OutcomeChanged
	default:
		return OutcomeUnchanged
	}
}

// secretsOutcome tells whether a person's protected fields changed although the open ones didn't.
func (rec *reconciler) secretsOutcome(personID string) Outcome {
	before, was := rec.before.Secrets(personID)
	after, is := rec.work.Secrets(personID)
	if was != is || (was && !same(before.withoutRelatives(), after.withoutRelatives())) {
		return OutcomeChanged
	}
	return OutcomeUnchanged
}

func (s *Secrets) withoutRelatives() *Secrets {
	bare := *s
	bare.Relatives = nil
	return &bare
}

// secretOutcome tells what became of a relative who lies among a person's protected fields.
func (rec *reconciler) secretOutcome(personID, relativeID string) Outcome {
	find := func(r *Replica) (Item, bool) {
		if s, ok := r.Secrets(personID); ok {
			for i := range s.Relatives {
				if s.Relatives[i].ID == relativeID {
					return &s.Relatives[i], true
				}
			}
		}
		return nil, false
	}
	before, known := find(rec.before)
	after, _ := find(rec.work)
	switch {
	case !known || after == nil:
		return OutcomeNew
	case same(before, after):
		return OutcomeUnchanged
	default:
		return OutcomeChanged
	}
}

// same tells whether two versions of an item say the same, whenever they left their source.
func same(x, y Item) bool {
	if x == y {
		return true
	}
	if v, ok := x.(*Visit); ok {
		w, ok := y.(*Visit)
		return ok && v.same(w)
	}
	a, errA := json.Marshal(stamp(x, time.Time{}))
	b, errB := json.Marshal(stamp(y, time.Time{}))
	return errA == nil && errB == nil && bytes.Equal(a, b)
}

// same is the same for visits, of which there are many.
func (v *Visit) same(w *Visit) bool {
	x, y := *v, *w
	if !x.Start.Equal(y.Start) || !x.End.Equal(y.End) || offset(x.Start) != offset(y.Start) || offset(x.End) != offset(y.End) ||
		!slices.Equal(x.Service, y.Service) || !slices.Equal(x.Keys, y.Keys) || !sameGone(x.GoneSince, y.GoneSince) {
		return false
	}
	for _, one := range []*Visit{&x, &y} {
		one.Start, one.End, one.AsOf, one.GoneSince, one.Service, one.Keys = time.Time{}, time.Time{}, time.Time{}, nil, nil, nil
	}
	return reflect.DeepEqual(x, y)
}

func offset(t time.Time) int {
	_, seconds := t.Zone()
	return seconds
}

func sameGone(x, y *time.Time) bool {
	return x == y || x != nil && y != nil && x.Equal(*y)
}

// stamp is a copy of the item with another AsOf.
func stamp(item Item, at time.Time) Item {
	c := clone(item)
	c.ItemMeta().AsOf = at
	if s, ok := c.(*Secrets); ok {
		for i := range s.Relatives {
			s.Relatives[i].AsOf = at
		}
	}
	return c
}
