package care

import "time"

// Investigation is an utredning: what was found out about a person's needs before a decision.
type Investigation struct {
	Meta
	PersonID   string    `json:"person_id"`
	Law        string    `json:"law,omitempty"` // "SoL", "LSS", "HSL", ...
	Type       string    `json:"type,omitempty"`
	Starts     time.Time `json:"starts,omitzero"`
	Ends       time.Time `json:"ends,omitzero"`
	Updated    time.Time `json:"updated,omitzero"`
	CaseWorker string    `json:"case_worker,omitempty"`
	Needs      []Need    `json:"needs,omitempty"`
	Text       string    `json:"text,omitempty"`
}

// Need is one area of need in an investigation (IBIC).
type Need struct {
	Area    string `json:"area"`
	Level   string `json:"level,omitempty"` // assessed level
	Text    string `json:"text,omitempty"`
	Goal    string `json:"goal,omitempty"`
	Purpose string `json:"purpose,omitempty"` // of the support
}

// ItemKind implements Item.
func (i *Investigation) ItemKind() Kind { return KindInvestigation }

// ItemMeta implements Item.
func (i *Investigation) ItemMeta() *Meta { return &i.Meta }

// Decision is a beslut on support: what was granted, how much, from when to when.
type Decision struct {
	Meta
	PersonID        string    `json:"person_id"`
	InvestigationID string    `json:"investigation_id,omitempty"` // its id in the source
	Law             string    `json:"law,omitempty"`              // "SoL", "LSS"
	What            string    `json:"what,omitempty"`             // the support, in words
	Type            string    `json:"type,omitempty"`
	Category        string    `json:"category,omitempty"` // service category
	Level           string    `json:"level,omitempty"`
	Date            time.Time `json:"date,omitzero"`
	From            time.Time `json:"from,omitzero"`
	To              time.Time `json:"to,omitzero"`
	Reason          string    `json:"reason,omitempty"`
	CaseWorker      string    `json:"case_worker,omitempty"`
	Amounts         []Amount  `json:"amounts,omitempty"`
	// Group is the LSS group of persons: "1", "2", "3"; empty for SoL.
	Group string `json:"group,omitempty"`
}

// Amount is how much was granted, with its unit as the source writes it: 12 "timmar/månad".
type Amount struct {
	Number float64 `json:"number"`
	Unit   string  `json:"unit,omitempty"`
}

// ItemKind implements Item.
func (d *Decision) ItemKind() Kind { return KindDecision }

// ItemMeta implements Item.
func (d *Decision) ItemMeta() *Meta { return &d.Meta }

// Current tells whether the decision holds on the day of t.
func (d *Decision) Current(t time.Time) bool {
	return !d.Gone() && (d.To.IsZero() || !Day(d.To).Before(Day(t)))
}

// Absence is when a person is away: hospital, short-term care, travel. Nobody is to stand before
// a closed door.
type Absence struct {
	Meta
	PersonID string    `json:"person_id"`
	From     time.Time `json:"from"`
	To       time.Time `json:"to,omitzero"` // zero when open
	Reason   string    `json:"reason,omitempty"`
	Note     string    `json:"note,omitempty"`
}

// ItemKind implements Item.
func (a *Absence) ItemKind() Kind { return KindAbsence }

// ItemMeta implements Item.
func (a *Absence) ItemMeta() *Meta { return &a.Meta }

// Covers tells whether the person is away at some time of the day of t. A day on which they leave
// or come back counts.
func (a *Absence) Covers(t time.Time) bool {
	return !a.Gone() && !Day(a.From).After(Day(t)) && (a.To.IsZero() || !Day(a.To).Before(Day(t)))
}
