package care

import "time"

// WarningKind is one of the three sorts of critical information.
type WarningKind string

// The sorts of critical information, with Lifecare's names.
const (
	WarningWarning     WarningKind = "warning"     // varning: overkänslighet, risk
	WarningObservation WarningKind = "observation" // observera
	WarningInfection   WarningKind = "infection"   // smitta
)

// Warning is critical information about a person. It stands first on every sheet and screen.
type Warning struct {
	Meta
	PersonID string      `json:"person_id"`
	What     WarningKind `json:"what"`
	Text     string      `json:"text"`
	// Noted is when it was written in the source, with its zone; zero when the source doesn't say.
	Noted time.Time `json:"noted,omitzero"`
	By    string    `json:"by,omitempty"`
}

// ItemKind implements Item.
func (w *Warning) ItemKind() Kind { return KindWarning }

// ItemMeta implements Item.
func (w *Warning) ItemMeta() *Meta { return &w.Meta }

// ServicePlan is a genomförandeplan: what is done for a person, how, by whom and when.
type ServicePlan struct {
	Meta
	PersonID      string    `json:"person_id"`
	Established   time.Time `json:"established,omitzero"`
	Ends          time.Time `json:"ends,omitzero"`
	FollowUp      time.Time `json:"follow_up,omitzero"`
	FollowUpNote  string    `json:"follow_up_note,omitempty"`
	Participated  bool      `json:"participated,omitempty"`
	Participation string    `json:"participation,omitempty"`
	Participants  []string  `json:"participants,omitempty"` // "Eva Ek (dotter)"
	Goals         []Goal    `json:"goals,omitempty"`
	OtherServices string    `json:"other_services,omitempty"`
	Important     string    `json:"important,omitempty"`
	Other         []Section `json:"other,omitempty"`
	CreatedBy     string    `json:"created_by,omitempty"`
}

// Goal is a service in the plan with its goal and how it is carried out.
type Goal struct {
	Service string    `json:"service"`
	Goal    string    `json:"goal,omitempty"`
	What    string    `json:"what,omitempty"`
	How     string    `json:"how,omitempty"`
	Who     string    `json:"who,omitempty"`
	When    string    `json:"when,omitempty"`
	Starts  time.Time `json:"starts,omitzero"`
	Ends    time.Time `json:"ends,omitzero"`
}

// Section is a piece of other information in the plan under a headline.
type Section struct {
	Headline string `json:"headline"`
	Text     string `json:"text"`
}

// ItemKind implements Item.
func (p *ServicePlan) ItemKind() Kind { return KindPlan }

// ItemMeta implements Item.
func (p *ServicePlan) ItemMeta() *Meta { return &p.Meta }

// Current tells whether the plan holds on the day of t.
func (p *ServicePlan) Current(t time.Time) bool {
	return !p.Gone() && (p.Ends.IsZero() || !Day(p.Ends).Before(Day(t)))
}
