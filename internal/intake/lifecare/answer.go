package lifecare

import (
	"bytes"
	"encoding/json"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// The limits that keep a hostile or broken file from harming the work.
const (
	maxRaw   = 128 << 20 // bytes
	maxDepth = 64        // objects and lists within each other
)

// answer is which of the interface's answers a file is.
type answer int

const (
	answerUnknown answer = iota
	answerClients
	answerRelatives
	answerContacts
	answerCritical
	answerPlans
	answerShifts
	answerParties // relatives or contacts: their fields are the same
)

// plainBytes makes UTF-8 of UTF-16 with or without a mark and of Windows-1252, takes off the mark
// and trims.
func plainBytes(raw []byte) []byte {
	switch {
	case bytes.HasPrefix(raw, []byte{0xFF, 0xFE}) || bytes.HasPrefix(raw, []byte{0xFE, 0xFF}):
		raw = decoded(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), raw)
	case len(raw) > 3 && raw[0] != 0 && raw[1] == 0: // JSON begins with a sign of ASCII
		raw = decoded(unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), raw)
	case len(raw) > 3 && raw[0] == 0 && raw[1] != 0:
		raw = decoded(unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), raw)
	case !utf8.Valid(raw):
		raw = decoded(charmap.Windows1252, raw)
	}
	return bytes.Trim(bytes.TrimPrefix(raw, []byte{0xEF, 0xBB, 0xBF}), " \t\r\n\x00")
}

func decoded(enc encoding.Encoding, raw []byte) []byte {
	if out, err := enc.NewDecoder().Bytes(raw); err == nil {
		return out
	}
	return raw
}

func startsJSON(raw []byte) bool { return len(raw) > 0 && (raw[0] == '{' || raw[0] == '[') }

func isJSONName(name string) bool { return strings.EqualFold(filepath.Ext(name), ".json") }

// isForeign tells JSON of other standards, which other readers know.
func isForeign(raw []byte) bool {
	return bytes.Contains(raw[:min(len(raw), 64<<10)], []byte(`"resourceType"`))
}

// depth is how deep the nesting goes, counted without building anything; it stops just above the
// limit.
func depth(raw []byte) int {
	level, deepest, quoted := 0, 0, false
	for i := 0; i < len(raw) && deepest <= maxDepth; i++ {
		switch c := raw[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '{' || c == '[':
			level++
			deepest = max(deepest, level)
		case c == '}' || c == ']':
			level--
		}
	}
	return deepest
}

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

// byFields tells the answer by the fields that only it has.
func byFields(keys map[string]bool) answer {
	has := func(names ...string) bool {
		return slices.ContainsFunc(names, func(name string) bool { return keys[name] })
	}
	switch {
	case has("plannedactivities", "isrevoked", "typeoftransportation", "traveltimehome"):
		return answerShifts
	case has("establisheddate", "clientparticipation", "importantinformation", "otherservices", "followupdate"):
		return answerPlans
	case has("infections", "observations") || has("warnings") && has("personid"):
		return answerCritical
	case has("protectedregistration", "isconfidential", "deregistration", "maritalstatus"),
		has("active") && has("personid"):
		return answerClients
	case has("relation") && has("personid"):
		return answerParties
	case has("personid", "id") && has("firstname", "lastname", "fullname"):
		return answerClients
	}
	return answerUnknown
}

// classify takes the first object that tells which answer the list is.
func classify(objects []json.RawMessage, wrapper, name string) answer {
	found := answerUnknown
	for _, object := range objects[:min(len(objects), 200)] {
		if found = byFields(keysOf(object)); found != answerUnknown {
			break
		}
	}
	if found == answerParties {
		return relativesOrContacts(objects, wrapper+" "+name)
	}
	return found
}

var professions = []string{"god man", "förvaltare", "kontaktman", "kontaktperson", "läkare", "sköterska", "omsorgskontakt",
	"handläggare", "terapeut", "fysioterapeut", "sjukgymnast", "chef", "samordnare", "personal", "vårdcentral", "mottagning",
	"dietist", "logoped", "tandläkare", "kurator", "vårdkontakt", "distrikt", "ombud", "advokat", "boendestöd"}

// relativesOrContacts weighs the relations, because the two answers have the same fields. Where
// they don't tell, the name of the list or file does, and else it is relatives.
func relativesOrContacts(objects []json.RawMessage, names string) answer {
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
		return answerContacts
	}
	return answerRelatives
}

// guess tells the answer from the beginning of a file, by the field names that stand in it.
func guess(start []byte) (answer, bool) {
	if depth(start) > maxDepth {
		return answerUnknown, false
	}
	keys := map[string]bool{}
	for _, name := range []string{"plannedactivities", "isrevoked", "typeoftransportation", "traveltimehome", "establisheddate",
		"clientparticipation", "importantinformation", "otherservices", "followupdate", "infections", "observations", "warnings",
		"personid", "protectedregistration", "isconfidential", "deregistration", "maritalstatus", "active", "relation", "id",
		"firstname", "lastname", "fullname"} {
		keys[name] = false
	}
	lower := bytes.ToLower(start)
	for name := range keys {
		keys[name] = bytes.Contains(lower, []byte(`"`+name+`"`))
	}
	found := byFields(keys)
	return found, found != answerUnknown
}
