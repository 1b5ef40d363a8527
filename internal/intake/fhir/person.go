package fhir

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"avbrottsparm/internal/care"
)

type wirePatient struct {
	Identifier           []identifier    `json:"identifier"`
	Active               *bool           `json:"active"`
	Name                 []humanName     `json:"name"`
	Telecom              json.RawMessage `json:"telecom"`
	Address              json.RawMessage `json:"address"`
	DeceasedBoolean      bool            `json:"deceasedBoolean"`
	DeceasedDateTime     string          `json:"deceasedDateTime"`
	Contact              []wireParty     `json:"contact"`
	GeneralPractitioner  []reference     `json:"generalPractitioner"`
	ManagingOrganization reference       `json:"managingOrganization"`
	Link                 []struct {
		Other reference `json:"other"`
		Type  string    `json:"type"`
	} `json:"link"`
	Meta struct {
		Security []coding `json:"security"`
	} `json:"meta"`
	Extension []wireMark `json:"extension"`
}

// wireMark is an extension that can say that the person's identity is protected.
type wireMark struct {
	URL                  string   `json:"url"`
	ValueBoolean         bool     `json:"valueBoolean"`
	ValueCode            string   `json:"valueCode"`
	ValueString          string   `json:"valueString"`
	ValueCoding          *coding  `json:"valueCoding"`
	ValueCodeableConcept *concept `json:"valueCodeableConcept"`
}

// known is a patient of the file: who it is, for all that points there.
type known struct {
	wire wirePatient
	key  care.PersonKey
	id   care.PersonalID
	odd  bool // the number has no known form
}

// patientOf reads a Patient once.
func (r *run) patientOf(e *entry) (*known, error) {
	if k, ok := e.memo.(*known); ok {
		return k, nil
	}
	k := &known{}
	if err := json.Unmarshal(e.raw, &k.wire); err != nil {
		k.wire = wirePatient{Identifier: k.wire.Identifier, Name: k.wire.Name}
		k.identify(r.now, e)
		e.memo = k
		return k, err
	}
	k.identify(r.now, e)
	if addresses := addressesOf(k.wire.Address, r.now); len(addresses) > 0 {
		k.key.Street = addresses[0].Street
	}
	e.memo = k
	return k, nil
}

// serverNumbers are the numbers that a resource has on its server. Two servers can have a
// Patient/123 each, so a known server is part of the system.
func serverNumbers(e *entry) []care.SourceNumber {
	if e.id == "" || e.parent != nil {
		return nil
	}
	return []care.SourceNumber{serverNumber(e.base, e.id)}
}

func serverNumber(base, id string) care.SourceNumber {
	if base != "" {
		return care.SourceNumber{System: "fhir " + strings.ToLower(base), Number: id}
	}
	return care.SourceNumber{System: "fhir", Number: id}
}

// identify makes the key from numbers and name.
func (k *known) identify(now time.Time, e *entry) {
	id, numbers, odd := identityOf(k.wire.Identifier, now)
	k.id, k.odd = id, odd
	k.key = care.PersonKey{PersonalID: id, Numbers: append(serverNumbers(e), numbers...), Name: nameOf(k.wire.Name, now).plain()}
}

// protected tells whether the identity is protected: by a security label (Swedish base profiles:
// sekretessmarkering, skyddadFolkbokforing; HL7: restricted and very restricted) or an extension.
func (w wirePatient) protected() bool {
	if hasCode(w.Meta.Security, "R", "V", "restricted") || slices.ContainsFunc(w.Meta.Security, func(c coding) bool {
		return meansProtected(c.Code) || meansProtected(c.Display)
	}) {
		return true
	}
	return slices.ContainsFunc(w.Extension, func(x wireMark) bool {
		if x.ValueCoding != nil && (meansProtected(x.ValueCoding.Code) || meansProtected(x.ValueCoding.Display)) {
			return true
		}
		if x.ValueCodeableConcept != nil && x.ValueCodeableConcept.meansProtected() {
			return true
		}
		return meansProtected(x.URL) && x.ValueBoolean || meansProtected(x.ValueCode) || meansProtected(x.ValueString)
	})
}

func (c concept) meansProtected() bool {
	return meansProtected(c.Text) || slices.ContainsFunc(c.Coding, func(c coding) bool { return meansProtected(c.Code) || meansProtected(c.Display) })
}

var protectedWords = []string{"sekretessmark", "skyddadfolkbokf", "skyddadepersonuppgifter", "skyddadidentitet", "skyddadeidentitet",
	"skyddadperson", "skyddadeuppgifter", "fingerad", "protectedidentity", "protectedregistration", "kvarskrivning"}

func meansProtected(s string) bool {
	s = strings.NewReplacer(" ", "", "-", "", "_", "").Replace(strings.ToLower(s))
	return slices.ContainsFunc(protectedWords, func(word string) bool { return strings.Contains(s, word) })
}

// person reads a Patient.
func (r *run) person(e *entry) {
	k, err := r.patientOf(e)
	if err != nil {
		g := r.group(care.KindPerson)
		g.fail(e, "", "fhir_bad_object", "place", path(e, ""))
		if k.wire.protected() || protectedAnyway(e.raw) {
			r.mark(e, k.key)
		}
		return
	}
	if target := r.replacement(e); target != e {
		r.groupWith(care.KindPerson, k.fields()).warn(e, "link", "fhir_replaced")
		if k.wire.protected() {
			r.mark(e, r.keyOf(target))
		}
		return
	}
	g := r.groupWith(care.KindPerson, k.fields())
	if _, _, ok := decode[struct{}](g, e); !ok {
		return
	}
	if k.key.Empty() {
		g.fail(e, "identifier", "no_person")
		return
	}
	if k.odd {
		g.warn(e, "identifier", "unknown_id_form")
	}
	p := &care.Person{PersonalID: k.id, KnownAs: r.numbersOf(e, k), Protected: k.wire.protected(),
		Addresses: addressesOf(k.wire.Address, r.now), Inactive: k.wire.gone()}
	p.Given, p.Family, p.Whole = nameOf(k.wire.Name, r.now).parts()
	p.Phones, p.Emails = reachable(k.wire.Telecom, r.now)
	g.keep(e, p, k.key)
	r.around(e, k)
}

// protectedAnyway finds the mark in a Patient of which nothing else can be read.
func protectedAnyway(raw json.RawMessage) bool {
	var wire wirePatient
	var bare struct {
		Meta json.RawMessage `json:"meta"`
	}
	if json.Unmarshal(raw, &bare) != nil || json.Unmarshal(bare.Meta, &wire.Meta) != nil {
		return meansProtected(string(bare.Meta))
	}
	return wire.protected()
}

// gone tells whether the person no longer receives care.
func (w wirePatient) gone() bool {
	return w.Active != nil && !*w.Active || w.DeceasedBoolean || w.DeceasedDateTime != ""
}

// fields are the groups that the resource speaks of: what an element that isn't there means is
// for another source to say. Whether an identity is no longer protected a server never says by
// leaving the label out, so that group is never there; a label that is there counts all the same.
func (k *known) fields() map[care.Field]bool {
	fields := map[care.Field]bool{care.FieldName: true, care.FieldPersonalID: true}
	if len(k.wire.Address) > 0 {
		fields[care.FieldAddress] = true
	}
	if len(k.wire.Telecom) > 0 {
		fields[care.FieldPhone], fields[care.FieldEmail] = true, true
	}
	if k.wire.Active != nil || k.wire.gone() {
		fields[care.FieldActive] = true
	}
	return fields
}

// mark says of a person only that the identity is protected; all else about them stays.
func (r *run) mark(e *entry, key care.PersonKey) {
	if key.Empty() {
		return
	}
	p := &care.Person{PersonalID: key.PersonalID, KnownAs: key.Numbers, Protected: true}
	r.groupWith(care.KindPerson, map[care.Field]bool{}).keepAs(e, p, "", key)
}

// replacement is the Patient that a record has been merged into, or the record itself; links that
// lead round end where they began.
func (r *run) replacement(e *entry) *entry {
	seen := map[*entry]bool{}
	for at := e; !seen[at]; {
		seen[at] = true
		k, err := r.patientOf(at)
		if err != nil {
			return at
		}
		next := at
		for _, link := range k.wire.Link {
			if other := r.index.resolve(at, link.Other); link.Type == "replaced-by" && other != nil && other.typ == "Patient" {
				next = other
				break
			}
		}
		if next == at {
			return at
		}
		at = next
	}
	return e
}

// numbersOf are the numbers of a person, those of records that it has replaced among them.
func (r *run) numbersOf(e *entry, k *known) []care.SourceNumber {
	numbers := slices.Clone(k.key.Numbers)
	if e.base != "" && e.id != "" { // so that a file that doesn't name its server finds the person too
		numbers = append(numbers, serverNumber("", e.id))
	}
	for _, link := range k.wire.Link[:min(len(k.wire.Link), maxNumbers)] {
		if link.Type != "replaces" {
			continue
		}
		if other := r.index.resolve(e, link.Other); other != nil && other.typ == "Patient" {
			numbers = append(numbers, serverNumbers(other)...)
		} else if typ, id := typeAndID(link.Other.Reference); typ == "Patient" {
			numbers = append(numbers, serverNumber(cmp.Or(baseOf(link.Other.Reference), e.base), id))
		}
	}
	return numbers
}

// keyOf is who a Patient of the file is.
func (r *run) keyOf(e *entry) care.PersonKey {
	k, err := r.patientOf(r.replacement(e))
	if err != nil { // numbers and name may be read all the same
		return care.PersonKey{PersonalID: k.id, Numbers: k.key.Numbers, Name: k.key.Name}
	}
	return k.key
}

// whose is the person whom a resource is about; ok is false when it can't be told, which is said.
// A Patient that the file doesn't hold is known by its number on the server.
func (r *run) whose(g *group, e *entry, field string, ref reference) (key care.PersonKey, ok bool) {
	if target := r.index.resolve(e, ref); target != nil {
		if target.typ != "Patient" {
			g.fail(e, field, "fhir_not_patient")
			return key, false
		}
		key = r.keyOf(target)
		if k, err := r.patientOf(target); target.parent != nil && err == nil && k.wire.protected() {
			r.mark(target, key)
		}
		if key.Empty() {
			g.fail(e, field, "no_person")
		}
		return key, !key.Empty()
	}
	if ref.Identifier != nil {
		id, numbers, _ := identityOf([]identifier{*ref.Identifier}, r.now)
		key = care.PersonKey{PersonalID: id, Numbers: numbers}
	}
	typ, id := typeAndID(ref.Reference)
	if typ == "Patient" {
		key.Numbers = append(key.Numbers, serverNumber(cmp.Or(baseOf(ref.Reference), e.base), id))
	}
	if key.Empty() {
		g.fail(e, field, "no_person")
		return key, false
	}
	key.Name = line(ref.Display)
	if key.PersonalID == "" {
		r.counts["fhir_patient_elsewhere"]++
	}
	return key, true
}
