package care

import (
	"slices"
	"strings"
)

// Responsibility is whose professional responsibility is asked for.
type Responsibility int

// The two that a patient has: läkare (PAL, fast läkarkontakt) and sjuksköterska (PAS, OAS).
const (
	ResponsiblePhysician Responsibility = iota
	ResponsibleNurse
)

// roleRanks are the words for each in the role of a contact, those that name the responsibility
// first: "patientansvarig läkare" goes before "läkare". Routine 5.5 asks for both on the person
// card; units write them in many ways.
var roleRanks = map[Responsibility][][]string{
	ResponsiblePhysician: {
		{"pal", "patientansvarig läkare", "ansvarig läkare", "fast läkarkontakt", "fast vårdkontakt läkare", "fast läkare"},
		{"husläkare", "familjeläkare", "distriktsläkare", "vårdcentralsläkare", "läkare vårdcentral"},
		{"läkare", "doktor", "physician"},
	},
	ResponsibleNurse: {
		{"pas", "oas", "patientansvarig sjuksköterska", "omvårdnadsansvarig sjuksköterska", "ansvarig sjuksköterska", "patientansvarig ssk", "ansvarig ssk"},
		{"distriktssköterska", "distriktsjuksköterska", "hemsjukvårdssköterska", "kommunsjuksköterska"},
		{"sjuksköterska", "ssk", "nurse"},
	},
}

// Responsible are the contacts who answer for the person's care, of the rank of words that says
// most; none where no contact has such a role. Named tells whether their role says that they are
// responsible, and not only what they are.
func (d *Dossier) Responsible(who Responsibility) (contacts []*Contact, named bool) {
	for rank, roles := range roleRanks[who] {
		for _, c := range d.Contacts {
			if slices.ContainsFunc(roles, func(role string) bool { return hasWords(fold(c.Role), role) }) {
				contacts = append(contacts, c)
			}
		}
		if len(contacts) > 0 {
			return contacts, rank == 0
		}
	}
	return nil, false
}

// hasWords tells whether words stand as whole words in a folded text: "undersköterska" is no
// "sköterska" and "tandläkare" no "läkare".
func hasWords(folded, words string) bool {
	return strings.Contains(" "+folded+" ", " "+words+" ")
}
