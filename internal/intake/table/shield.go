package table

import (
	"regexp"
	"strings"

	"avbrottsparm/internal/care"
)

// Lists mark protected identity in a column or two of their own, or write it where there is room:
// beside the name, instead of the address, among the remarks. Each of them holds: a mark too much
// is put right in a minute, one too few is not.
var (
	// hiddenWords stand where a name or address is withheld.
	hiddenWords = regexp.MustCompile(`(?i)^\W*(skyddad|skyddade|skyddat|sekretess)|^\*{2,}$`)
	// besideName stand before or after somebody's name.
	besideName = regexp.MustCompile(`(?i)[\s,;:/*(\[–-]*\b(skyddad|skyddade|skyddat|sekretess|sekretessmarkering|sekretessmarkerad|kvarskriven)\b(\s+(identitet|id|adress|folkbokföring|personuppgifter|uppgifter|person))?[\s,;:/*)\]!–-]*`)
	// remarked are the words of a remark that leave no doubt.
	remarked = regexp.MustCompile(`(?i)\b(skyddad(e)?\s+(identitet|id|adress|folkbokföring|personuppgift(er)?)|sekretessmarker(ad|ing)|sekretesskydda[dt]|kvarskriv(en|ning))`)
	// denied are the same words with a no before them.
	denied = regexp.MustCompile(`(?i)\b(ej|inte|ingen|icke|utan|inga|inget)\s+(har\s+)?(skyddad(e)?|sekretess|kvarskriv)`)
)

// protected is true for anything but a no in any column that asks, and where the list writes
// beside the name, instead of the address or in a remark that the person is protected.
func (r *run) protected() bool {
	for _, field := range []string{"street", "name", "given", "family", "phone"} {
		if value := r.value(field); value != "" && r.hidden.of(value, hiddenWords.MatchString) {
			return true
		}
	}
	for _, field := range []string{"name", "given", "family"} {
		if value := r.value(field); value != "" && r.besides.of(value, saysBeside) {
			return true
		}
	}
	for _, field := range []string{"note", "street", "visit_text"} {
		for _, c := range r.lay.client[field] {
			if cell := at(r.cells, c.index); cell != "" && r.remarks.of(cell, saysRemark) {
				return true
			}
		}
	}
	return r.marked()
}

// saysBeside tells whether a name has words of protection beside it, and saysRemark whether a remark
// speaks of it.
func saysBeside(name string) bool { return withoutMark(name) != name }

func saysRemark(cell string) bool {
	return mayMark(cell) && remarked.MatchString(cell) && !denied.MatchString(cell)
}

// marked tells that a column of marks has anything but a no.
func (r *run) marked() bool {
	for _, c := range r.lay.client["protected"] {
		if !saysNo(at(r.cells, c.index)) {
			return true
		}
	}
	return false
}

// mayMark is a quick look that spares most cells the slow one.
func mayMark(cell string) bool {
	for _, part := range []string{"kydd", "KYDD", "ekret", "EKRET", "varskr", "VARSKR"} {
		if strings.Contains(cell, part) {
			return true
		}
	}
	return false
}

// withoutMark is a name without the words that say that it is protected, so that it is found by
// its name like all others. Where nothing else stands in the cell it stays.
func withoutMark(name string) string {
	if !mayMark(name) || !besideName.MatchString(name) {
		return name
	}
	if bare := strings.TrimSpace(besideName.ReplaceAllString(name, " ")); bare != "" {
		return strings.Join(strings.Fields(bare), " ")
	}
	return name
}

// shieldRow carries a mark of protected identity on any row over to the person: the mark holds
// everywhere from then on.
func (r *run) shieldRow(key care.PersonKey) {
	if key.Empty() || r.shielded[keyOf(key)] || !r.protected() {
		return
	}
	r.shielded[keyOf(key)] = true
	r.keep(&care.Person{PersonalID: key.PersonalID, KnownAs: key.Numbers, Whole: key.Name, Protected: true}, key)
}
