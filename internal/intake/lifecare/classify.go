package lifecare

import (
	"encoding/json"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
)

// keysOf are an object's field names in small letters; none for what isn't an object.
func keysOf(object json.RawMessage) map[string]bool {
	var fields map[string]json.RawMessage
	if !startsJSON(object) || object[0] != '{' || json.Unmarshal(object, &fields) != nil {
		return nil
	}
	keys := make(map[string]bool, len(fields))
	for name := range fields {
		keys[strings.ToLower(name)] = true
	}
	return keys
}

// byFields tells the answer by its fields: those that only it has, most of them first, then
// fields that are found together in few answers only. What the file and the lists in it are
// called decides between those, and where nothing tells. Nil when nothing does.
func byFields(keys map[string]bool, named *answer) *answer {
	best := byTells(keys, named)
	if best != nil || slices.ContainsFunc(alien, func(name string) bool { return keys[name] }) {
		return best
	}
	possible := byCompany(keys)
	switch {
	case len(possible) == 0:
		if named != nil && named.knows(keys) {
			return named
		}
		return nil
	case slices.Contains(possible, named):
		return named
	}
	return possible[0]
}

// byCompany are the answers whose objects have such fields together, the likeliest first.
func byCompany(keys map[string]bool) []*answer {
	has := func(names ...string) bool {
		return slices.ContainsFunc(names, func(name string) bool { return keys[name] })
	}
	switch {
	case !has("personid", "patientpersonid"):
		return nil
	case has("active"):
		return []*answer{clients}
	case has("relation"):
		return []*answer{relatives, contacts}
	case has("activities"):
		return []*answer{occurrences}
	case has("fromdate", "todate"):
		return []*answer{socialCare, disability}
	case has("startdate") && has("servicecategory") && has("law", "organizationunit"):
		return []*answer{executions}
	case has("startdate") && has("caseworker", "law"):
		return []*answer{investigations}
	case has("startdate") && has("reason", "note") && !has("servicecategory"):
		return []*answer{absences}
	case has("id") && has("firstname", "lastname", "fullname"):
		return []*answer{clients, relatives, contacts, staff}
	}
	return nil
}

// knows tells whether the answer has any of the fields.
func (a *answer) knows(keys map[string]bool) bool {
	for name := range keys {
		if a.fields[name] {
			return true
		}
	}
	return false
}

// byTells is the answer of which most of its own fields are there; decisions of the two laws
// differ by those of LSS only, so that there the name can tell too.
func byTells(keys map[string]bool, named *answer) *answer {
	var best *answer
	most := 0
	for _, a := range answers {
		hits := 0
		for _, name := range a.tells {
			if keys[name] {
				hits++
			}
		}
		if hits > most || hits == most && hits > 0 && a == named {
			best, most = a, hits
		}
	}
	if best == socialCare && (named == disability || slices.ContainsFunc(disability.tells, func(name string) bool { return keys[name] })) {
		return disability
	}
	return best
}

// classify takes the first object that tells which answer the list is. Of relatives and contacts,
// which have the same fields, the name of the list or file tells, and else their relations.
func classify(objects []json.RawMessage, wrapper, file string) *answer {
	named := namedBy(wrapper, file)
	for _, object := range objects[:min(len(objects), 200)] {
		found := byFields(keysOf(object), named)
		switch {
		case found == nil:
			continue
		case found == relatives && named != contacts && named != relatives:
			return relativesOrContacts(objects, wrapper+" "+file)
		}
		return found
	}
	return nil
}

// namedBy is the answer that the list's name tells of, else the file's.
func namedBy(wrapper, file string) *answer {
	if named := byName(wrapper); named != nil {
		return named
	}
	return byName(fileStem(file))
}

func fileStem(file string) string { return strings.TrimSuffix(file, filepath.Ext(file)) }

// byName is the answer that a list or file is called by: one of the interface's reads stands in
// the name ("lifecare_hsl_orders-v2 (1)"), of several the longest, or the name is the type of its
// objects ("ArrayOfLifecareHslOrder"). Nil when it is neither.
func byName(name string) *answer {
	said := words(name)
	single := said
	if contains(said[:min(len(said), 2)], []string{"array", "of"}) {
		single = said[2:]
	}
	var best *answer
	longest := 0
	for _, a := range answers {
		if slices.Equal(single, a.typeWords) {
			return a
		}
		if called := a.readWords; len(called) > longest && contains(said, called) {
			best, longest = a, len(called)
		}
	}
	return best
}

// words are the words of a name in small letters, parted by other signs and by capitals.
func words(name string) []string {
	var parts strings.Builder
	small := false
	for _, c := range name {
		switch {
		case !unicode.IsLetter(c):
			c = ' '
		case unicode.IsUpper(c) && small:
			parts.WriteByte(' ')
		}
		small = unicode.IsLower(c)
		parts.WriteRune(unicode.ToLower(c))
	}
	return strings.Fields(parts.String())
}

// contains tells whether the words stand after one another in the name.
func contains(said, called []string) bool {
	for i := 0; i+len(called) <= len(said); i++ {
		if slices.Equal(said[i:i+len(called)], called) {
			return true
		}
	}
	return false
}

var professions = []string{"god man", "förvaltare", "kontaktman", "kontaktperson", "läkare", "sköterska", "omsorgskontakt",
	"handläggare", "terapeut", "fysioterapeut", "sjukgymnast", "chef", "samordnare", "personal", "vårdcentral", "mottagning",
	"dietist", "logoped", "tandläkare", "kurator", "vårdkontakt", "distrikt", "ombud", "advokat", "boendestöd"}

// relativesOrContacts weighs the relations. Where they don't tell, the name of the list or file
// does, and else it is relatives.
func relativesOrContacts(objects []json.RawMessage, names string) *answer {
	professional, private := 0, 0
	for _, object := range objects[:min(len(objects), 500)] {
		var wire struct{ Relation string }
		if json.Unmarshal(object, &wire) != nil || strings.TrimSpace(wire.Relation) == "" {
			continue
		}
		relation := strings.ToLower(wire.Relation)
		if slices.ContainsFunc(professions, func(p string) bool { return strings.Contains(relation, p) }) {
			professional++
		} else {
			private++
		}
	}
	names = strings.ToLower(names)
	named := strings.Contains(names, "contact") || strings.Contains(names, "kontakt")
	if professional > private || professional == private && named {
		return contacts
	}
	return relatives
}
