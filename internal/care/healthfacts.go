package care

import "time"

// Answer is what a source says on a question of health: yes, no, or nothing. What nobody has said
// is unknown and is never shown as a no.
type Answer string

// The answers.
const (
	AnswerUnknown Answer = ""
	AnswerYes     Answer = "yes"
	AnswerNo      Answer = "no"
)

// HealthFacts are what whoever is called out to a person has to know before anything is done: the
// fields of the on-call lists of municipal health care. Each source has its own; Dossier.Acute
// puts them together.
type HealthFacts struct {
	Meta
	PersonID  string   `json:"person_id"`
	Diagnoses []string `json:"diagnoses,omitempty"` // as written, with code where the source has one
	Access    []string `json:"access,omitempty"`    // infarter: "PICC-line höger arm"
	// Hypersensitivity is severe hypersensitivity. That a source says that none is known is in
	// NoHypersensitivity.
	Hypersensitivity   []string `json:"hypersensitivity,omitempty"`
	NoHypersensitivity bool     `json:"no_hypersensitivity,omitempty"`
	// Anticoagulants tells whether the person has medicines against clotting (blodförtunnande), and
	// Clotting which; never a dose.
	Anticoagulants Answer   `json:"anticoagulants,omitempty"`
	Clotting       []string `json:"clotting,omitempty"`
	// Pacemaker tells of a pacemaker or an ICD; Device is what the source adds.
	Pacemaker Answer `json:"pacemaker,omitempty"`
	Device    string `json:"device,omitempty"`
	Important string `json:"important,omitempty"`
	// Noted is when it was written in the source, zero when the source doesn't say.
	Noted time.Time `json:"noted,omitzero"`
	By    string    `json:"by,omitempty"`
}

// ItemKind implements Item.
func (f *HealthFacts) ItemKind() Kind { return KindHealthFacts }

// ItemMeta implements Item.
func (f *HealthFacts) ItemMeta() *Meta { return &f.Meta }

// Empty tells whether nothing is said at all.
func (f *HealthFacts) Empty() bool {
	return len(f.Diagnoses)+len(f.Access)+len(f.Hypersensitivity)+len(f.Clotting) == 0 && !f.NoHypersensitivity &&
		f.Anticoagulants == AnswerUnknown && f.Pacemaker == AnswerUnknown && f.Device == "" && f.Important == ""
}
