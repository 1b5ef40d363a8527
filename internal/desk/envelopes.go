package desk

import (
	"context"
	"crypto/rand"
	"slices"
	"strings"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/sheet"
	"avbrottsparm/internal/text"
)

// EnvelopeOrder says what an envelope is to open.
type EnvelopeOrder struct {
	Use access.Use
	// Areas are the care areas: of a shift, nil means a temporary's usual ones; of an emergency
	// envelope exactly one.
	Areas []access.Area
	// Until is when the shift ends; not looked at for an emergency.
	Until time.Time
}

// longestShift is how far ahead a shift may end: a double one with its handovers.
const longestShift = 24 * time.Hour

// NewEnvelope makes an envelope and its code of 80 bits, which is returned this once. Faults:
// "access.not_allowed", "access.no_use", "access.no_until", "access.one_area",
// "access.not_yours_to_give".
func (s *Session) NewEnvelope(ctx context.Context, o EnvelopeOrder) (access.Envelope, string, error) {
	s.hold()
	defer s.mu.Unlock()
	if err := s.may(access.RightUsers); err != nil {
		return access.Envelope{}, "", err
	}
	e, err := s.ordered(o)
	if err != nil {
		return access.Envelope{}, "", err
	}
	next := s.holders.clone()
	_, code, err := s.store.Enrol(ctx, access.Newcomer{Areas: e.Areas}, func(identity string) (ledger.Change, error) {
		e.Identity = identity
		next.envelopes[identity] = e
		return next.since(s.holders)
	})
	if err != nil {
		return access.Envelope{}, "", err
	}
	s.holders = next
	s.log(ctx, access.ActionUsers, "", "envelope: "+e.ID)
	return e, code, nil
}

// ordered is the envelope of an order, before it has a code.
func (s *Session) ordered(o EnvelopeOrder) (access.Envelope, error) {
	now := s.moment()
	e := access.Envelope{ID: s.newEnvelopeID(), Use: o.Use, Made: now.UTC(), MadeBy: signature(s.user)}
	switch o.Use {
	case access.UseShift:
		if !o.Until.After(now) || o.Until.After(now.Add(longestShift)) {
			return e, text.NewFault("access.no_until", "hours", int(longestShift.Hours()))
		}
		e.Until, e.Areas = o.Until.UTC(), areasOf(access.RoleTemporary, o.Areas)
	case access.UseEmergency:
		e.Areas = access.RoleTemporary.AreasFor(o.Areas)
		if len(careAreas(e.Areas)) != 1 {
			return e, text.NewFault("access.one_area")
		}
	default:
		return e, text.NewFault("access.no_use")
	}
	return e, s.mayGive(e.Areas)
}

// careAreas are those areas that not everyone has.
func careAreas(areas []access.Area) []access.Area { return without(areas, access.Everyone()) }

// newEnvelopeID is four characters for the outside, of no other envelope.
func (s *Session) newEnvelopeID() string {
	for {
		id := rand.Text()[:4]
		if !slices.ContainsFunc(sorted(s.holders.envelopes), func(e access.Envelope) bool { return e.ID == id }) {
			return id
		}
	}
}

// Envelopes are all envelopes that were made, newest first; empty for who may not make any.
func (s *Session) Envelopes() []access.Envelope {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.may(access.RightUsers) != nil {
		return nil
	}
	all := sorted(s.holders.envelopes)
	slices.SortStableFunc(all, func(x, y access.Envelope) int { return y.Made.Compare(x.Made) })
	return all
}

// WithdrawEnvelope makes the code of an unopened envelope open nothing. Faults:
// "access.not_allowed", "access.unknown_envelope".
func (s *Session) WithdrawEnvelope(ctx context.Context, id string) error {
	s.hold()
	defer s.mu.Unlock()
	if err := s.may(access.RightUsers); err != nil {
		return err
	}
	now := s.moment()
	for _, e := range s.holders.envelopes {
		if strings.EqualFold(e.ID, strings.TrimSpace(id)) && e.Open(now) {
			next := s.holders.clone()
			e.Withdrawn = now.UTC()
			next.envelopes[e.Identity] = e
			if err := s.drop(ctx, next, []string{e.Identity}); err != nil {
				return err
			}
			s.log(ctx, access.ActionUsers, "", "withdraw: "+e.ID)
			return nil
		}
	}
	return text.NewFault("access.unknown_envelope")
}

// EnvelopeSheet draws the page that goes into an envelope. It holds the code, so it goes straight
// to a printer and never lies on the disk. That it was drawn is logged.
func (s *Session) EnvelopeSheet(ctx context.Context, e access.Envelope, code string) (sheet.Printed, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.may(access.RightUsers); err != nil {
		return sheet.Printed{}, err
	}
	w := s.desk.Words
	var opens []string
	for _, a := range careAreas(e.Areas) {
		opens = append(opens, w.Say("area."+a.String()))
	}
	use := string(e.Use)
	rows := []sheet.Field{
		{Label: w.Say("envelope.number"), Value: e.ID},
		{Label: w.Say("envelope.opens"), Value: strings.Join(opens, ", ")},
		{Label: w.Say("envelope.until"), Value: s.untilWhen(e)},
		{Label: w.Say("envelope.made_by"), Value: e.MadeBy},
	}
	page := sheet.Sheet{Kind: kindEnvelope, Title: w.Say("envelope.title." + use), Blocks: []sheet.Block{
		sheet.Notice{Title: w.Say("envelope.keep." + use), Lines: []string{w.Say("envelope.outside", "id", e.ID)}},
		sheet.Heading{Text: w.Say("envelope.access_code")},
		sheet.Fields{Rows: []sheet.Field{{Label: w.Say("envelope.access_code"), Value: code}}},
		sheet.Heading{Text: w.Say("envelope.about")},
		sheet.Fields{Rows: rows},
		sheet.Heading{Text: w.Say("envelope.rules")},
		sheet.Text{Text: w.Say("envelope.rules." + use)},
		sheet.Fields{Rows: []sheet.Field{{Label: w.Say("envelope.sealed_by")}, {Label: w.Say("envelope.sealed_on")}}},
	}}
	printed, err := s.desk.Press.Print(ctx, s.envelopeDocument(page), sheet.Output{})
	if err != nil {
		return sheet.Printed{}, err
	}
	s.log(ctx, access.ActionReadable, "", "envelope: "+e.ID)
	return printed, nil
}

func (s *Session) untilWhen(e access.Envelope) string {
	w := s.desk.Words
	if e.Use == access.UseEmergency {
		return w.Say("envelope.hours", "hours", access.EmergencyHours)
	}
	return w.Moment(e.Until.In(care.Stockholm))
}
