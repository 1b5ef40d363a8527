// Package outage holds what staff read when something doesn't work: instruction cards, routines and
// runbooks, with whom to call, what still works and for how long, and what to do instead.
//
// A card is a file in data/catalogue/cards that a unit head can read. Each part names the section of
// the routine that it rests on, and what the routine leaves open stands as open with the role that
// owns the question: the package has no place for a guess. It uses the standard library only.
package outage

import "avbrottsparm/internal/text"

// Kind is what a card is for.
type Kind string

// The kinds of card.
const (
	KindCard    Kind = "card"    // something doesn't work: what to do now
	KindRoutine Kind = "routine" // a checklist, to prepare by and to write on
	KindRunbook Kind = "runbook" // how one piece of equipment is got through an outage
)

// Role is who owns an open question; the sentences "outage.role.<role>" word it. A question that the
// routine gives to nobody, or to a person by name, is the object owner's, who owns the routine
// (routine 1, "Ansvarig i verksamheten").
type Role string

// The roles.
const (
	RoleObjectOwner   Role = "object_owner"   // objektansvarig
	RoleObjectManager Role = "object_manager" // objektsförvaltare
	RoleSystemManager Role = "system_manager" // systemförvaltare
	RoleIT            Role = "it"             // IT-avdelningen
	RoleAreaHeads     Role = "area_heads"     // verksamhetschefer
	RoleUnitHead      Role = "unit_head"      // enhetschef
)

// Roles lists the roles.
func Roles() []Role {
	return []Role{RoleObjectOwner, RoleObjectManager, RoleSystemManager, RoleIT, RoleAreaHeads, RoleUnitHead}
}

// Audience is whom a card is for; the sentences "outage.audience.<audience>" word it.
type Audience string

// The audiences.
const (
	AudienceAll       Audience = "all"
	AudienceHeads     Audience = "heads"     // unit heads
	AudienceProviders Audience = "providers" // utförare
	AudienceHealth    Audience = "health"    // HSL
	AudienceCaseWork  Audience = "casework"  // myndighet
	AudiencePlanners  Audience = "planners"  // planering
	AudienceAspgarden Audience = "aspgarden" // staff at Aspgården
)

// Audiences lists the audiences.
func Audiences() []Audience {
	return []Audience{AudienceAll, AudienceHeads, AudienceProviders, AudienceHealth, AudienceCaseWork, AudiencePlanners, AudienceAspgarden}
}

// Card is one sheet of the unit's own.
type Card struct {
	// ID names the card for ever: the name of its file, and what other parts point to.
	ID   string `json:"id"`
	Kind Kind   `json:"kind"`
	// Place is where it stands among its kind, lowest first.
	Place    int       `json:"place"`
	Title    text.Both `json:"title"`
	When     text.Both `json:"when"` // one line: when it is the right card
	Audience Audience  `json:"audience"`
	// Roles are whom to call, in that order, and Facts ids of what the card leaves open.
	Roles    []ContactRole `json:"calls,omitempty"`
	Sections []Section     `json:"sections"`
	Facts    []string      `json:"facts,omitempty"`

	// What the catalogue knows of them: the numbers that there are, the facts that are open still and
	// those that are settled.
	Calls   []Call  `json:"-"`
	Open    []Open  `json:"-"`
	Settled []Known `json:"-"`
}

// Call is a number to call, in the order in which they are called.
type Call struct {
	Who    text.Both
	Number string    // as people write it
	Note   text.Both // when, and what else reaches them
	Hours  Hours
	Role   ContactRole
}

// Section is a part of a card.
type Section struct {
	Title text.Both `json:"title,omitzero"`
	// Steps are done in order. StepsOf takes them from failures instead.
	Steps   []text.Both `json:"steps,omitempty"`
	StepsOf []string    `json:"steps_of,omitempty"`
	// Works is what still works. EffectsOf takes it from failures instead: "power", or "lifecare/lmo_app"
	// for one system of it.
	Works     []Work   `json:"works,omitempty"`
	EffectsOf []string `json:"effects_of,omitempty"`
	// Checks are gone through with a mark, a day and a signature each.
	Checks []text.Both `json:"checks,omitempty"`
	// Questions are answered in writing, on Room lines each.
	Questions []text.Both `json:"questions,omitempty"`
	Room      int         `json:"room,omitempty"`
	// Fill is what only the unit knows, written in by hand.
	Fill []text.Both `json:"fill,omitempty"`
	// Texts are what is good to know.
	Texts []text.Both `json:"texts,omitempty"`
	// Phrases are ready words for a note, to be put into one as they stand.
	Phrases []text.Both `json:"phrases,omitempty"`
	// Source is the rules that the section rests on: "routine 4.1". Empty where it only points to
	// other sheets of the binder.
	Source []string `json:"source,omitempty"`
	// OfCard puts all sections of a card in its place: in guides, for what has a card of its own.
	OfCard string `json:"of_card,omitempty"`
	// Unless leaves the section out of a card once the unit has a number for that role: nobody writes in
	// by hand what is printed above.
	Unless ContactRole `json:"unless,omitempty"`
}

// Work is something that works or doesn't while something else is gone.
type Work struct {
	// Of is the effect that the row is of, "<failure>/<system>/<function>"; what it says beside stands
	// instead of the effect's.
	Of   string    `json:"of,omitempty"`
	What text.Both `json:"what,omitzero"`
	// Still is whether it works, in words, and Left what the effect says of that. Long is for how long,
	// empty where the routine names no end. Open is the id of the open fact where the routine asks:
	// whether it works, if neither Still nor Left tells, else for how long.
	Still   text.Both `json:"still,omitzero"`
	Left    Still     `json:"-"`
	Long    text.Both `json:"long,omitzero"`
	Open    string    `json:"open,omitempty"`
	Unsure  string    `json:"-"` // the open fact that asks whether the row is right
	Instead text.Both `json:"instead,omitzero"`

	answered []string // the facts whose answers stand in it
}

// Open is a fact that the routine leaves open: "ej fastställt", with the role that owns it.
type Open struct {
	ID     string
	Fact   text.Both
	Owner  Role
	Source string
}

// Known is a fact that the routine leaves open and that has been settled since.
type Known struct {
	Fact   text.Both
	Value  string // as a person wrote it
	Source string
}

// Sources are the rules that a card rests on, each once, in its order.
func (c Card) Sources() []string {
	var all []string
	seen := map[string]bool{}
	add := func(source string) {
		if source != "" && !seen[source] {
			seen[source] = true
			all = append(all, source)
		}
	}
	for _, section := range c.Sections {
		for _, source := range section.Source {
			add(source)
		}
	}
	for _, open := range c.Open {
		add(open.Source)
	}
	for _, known := range c.Settled {
		add(known.Source)
	}
	return all
}

// Of is the cards of a kind, in their order.
func Of(cards []Card, kind Kind) []Card {
	var chosen []Card
	for _, c := range cards {
		if c.Kind == kind {
			chosen = append(chosen, c)
		}
	}
	return chosen
}

// Calls are the numbers on cards that faults are reported to, each once, in the order in which they are
// called.
func Calls(cards []Card) []Call {
	var all []Call
	seen := map[string]bool{}
	for _, c := range cards {
		for _, call := range c.Calls {
			reports := call.Role == ContactServiceDesk || call.Role == ContactSupport || call.Role == ContactAfterHours
			if reports && !seen[call.Number] {
				seen[call.Number] = true
				all = append(all, call)
			}
		}
	}
	return all
}
