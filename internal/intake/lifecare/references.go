package lifecare

import (
	"slices"
	"strings"

	"avbrottsparm/internal/care"
)

// The types of the wire leave out what nobody needs of staff during an outage: their own
// identity numbers and private addresses, and the names that they log in with.
type (
	wireUnit struct {
		ID      ident `json:"Id"`
		Name    string
		Active  *flag
		Deleted flag
	}
	wirePersonnel struct {
		ID               ident `json:"Id"`
		Title, Signature string
		Roles            []wireRole
		Phones           []wirePhone
		Emails           []wireEmail
		Deleted          flag
		wireName
	}
	wireRole struct {
		Active           *flag
		FromDate, ToDate string
		ProviderUnitID   ident `json:"ProviderUnitId"`
	}
	wireHeadline struct {
		ID                                       ident `json:"Id"`
		Name, ServiceCategoryName, HelpText, Law string
		IsActive                                 *flag
		PhraseTexts                              []string
		Deleted                                  flag
	}
	wireExecution struct {
		ID                       ident `json:"Id"`
		PersonID                 ident `json:"PersonId"`
		StartDate, EndDate       string
		ServiceCategory          coded
		ServiceCategoryName, Law string
		ProviderUnit             *wireUnit
		EndReasonID              ident `json:"EndReasonId"`
		EndReasonText            string
		Deleted                  flag
	}
)

// reference takes a reference in, or out when it is deleted. Without a number it is of no use to
// a delivery.
func (r *run) reference(ref *care.Reference, id ident, deleted flag, whose care.PersonKey) {
	ref.Number = id.known()
	switch {
	case bool(deleted):
		r.remove(care.KindReference, ref.Number, care.PersonKey{})
	case ref.Number == "":
		r.fail("Id", "no_number")
	default:
		r.keep(ref, ref.Number, whose)
	}
}

// unit reads a provider's unit.
func (r *run) unit(w wireUnit) {
	r.reference(&care.Reference{What: care.ReferenceUnit, Name: line(w.Name), Inactive: w.Active.isNo()}, w.ID, w.Deleted, care.PersonKey{})
}

// personnel reads a member of staff, with the numbers and addresses of their work only.
func (r *run) personnel(w wirePersonnel) {
	ref := &care.Reference{What: care.ReferenceStaff, Name: w.plain(), Title: line(w.Title), Sign: line(w.Signature)}
	for _, role := range w.Roles {
		unit := role.ProviderUnitID.known()
		if unit != "" && r.holds(role) && !slices.Contains(ref.Units, unit) {
			ref.Units = append(ref.Units, unit)
		}
	}
	ref.Inactive = len(w.Roles) > 0 && len(ref.Units) == 0
	for _, p := range w.Phones {
		if number := line(p.PhoneNumber); number != "" && strings.EqualFold(p.Type, "Work") && !bool(p.Protected) {
			ref.Phones = append(ref.Phones, care.Phone{Number: number, Type: line(p.Type)})
		}
	}
	for _, e := range w.Emails {
		if address := line(e.EmailAddress); address != "" && strings.EqualFold(e.Type, "Work") && !bool(e.Protected) {
			ref.Emails = append(ref.Emails, address)
		}
	}
	r.reference(ref, w.ID, w.Deleted, care.PersonKey{})
}

// holds tells whether a role is active now: an inactive one isn't, whatever its dates.
func (r *run) holds(role wireRole) bool {
	from, to := r.when("Roles.FromDate", role.FromDate), r.when("Roles.ToDate", role.ToDate)
	today := care.Day(r.now)
	return !role.Active.isNo() && !from.After(r.now) && (to.IsZero() || !care.Day(to).Before(today))
}

// headline reads a headline under which notes are written.
func (r *run) headline(w wireHeadline) {
	ref := &care.Reference{
		What: care.ReferenceHeadline, Name: line(w.Name), Category: line(w.ServiceCategoryName), Help: clean(plainText(w.HelpText)),
		Law: line(w.Law), Inactive: w.IsActive.isNo(),
	}
	for _, phrase := range w.PhraseTexts {
		if phrase = clean(plainText(phrase)); phrase != "" {
			ref.Phrases = append(ref.Phrases, phrase)
		}
	}
	r.reference(ref, w.ID, w.Deleted, care.PersonKey{})
}

// execution reads that a unit carries out a decision for a person.
func (r *run) execution(w wireExecution) {
	ref := &care.Reference{
		What: care.ReferenceExecution, Law: line(w.Law), Category: w.ServiceCategory.line(),
		Starts: r.when("StartDate", w.StartDate), Ends: r.when("EndDate", w.EndDate),
		Inactive: w.EndReasonID.known() != "" || strings.TrimSpace(w.EndReasonText) != "",
	}
	if ref.Category == "" {
		ref.Category = line(w.ServiceCategoryName)
	}
	if w.ProviderUnit != nil {
		ref.Unit, ref.Name = w.ProviderUnit.ID.known(), line(w.ProviderUnit.Name)
	}
	var key care.PersonKey
	if !w.Deleted {
		if key = r.key(w.PersonID, ""); key.Empty() {
			r.fail("PersonId", "no_person")
			return
		}
	}
	r.reference(ref, w.ID, w.Deleted, key)
}
