package fhir

import (
	"encoding/json"
	"regexp"
	"strings"
)

var typedPath = regexp.MustCompile(`^(?:(https?://.+?)/)?([A-Z][A-Za-z]{2,60})/([A-Za-z0-9\-.]{1,64})$`)

// typeAndID is what a reference or an address names: "Patient" and "123" of
// "https://fhir.example.se/r4/Patient/123/_history/2"; empty when it names no one resource.
func typeAndID(ref string) (typ, id string) {
	if m := typedPath.FindStringSubmatch(unversioned(ref)); m != nil {
		return m[2], m[3]
	}
	return "", ""
}

// unversioned is an address without the version that it asks for.
func unversioned(ref string) string {
	ref = strings.TrimSpace(ref)
	if at := strings.Index(ref, "/_history/"); at >= 0 {
		ref = ref[:at]
	}
	return ref
}

// baseOf is the server's address of a resource's; empty where it tells none.
func baseOf(fullURL string) string {
	if m := typedPath.FindStringSubmatch(unversioned(fullURL)); m != nil {
		return strings.TrimRight(m[1], "/")
	}
	return ""
}

// index finds resources of the file by all the ways in which another can point to them.
type index struct {
	byURL        map[string]*entry
	byPath       map[string]*entry // "Patient/123"; nil where two servers have one
	byIdentifier map[string]*entry // "Patient|system|value"
}

// named are the types that others point to by a business identifier.
var named = map[string]bool{"Patient": true, "Practitioner": true, "PractitionerRole": true, "Organization": true, "Medication": true, "Location": true}

func newIndex(entries []*entry) *index {
	ix := &index{byURL: map[string]*entry{}, byPath: map[string]*entry{}, byIdentifier: map[string]*entry{}}
	for _, e := range entries {
		if e.removed {
			continue
		}
		if e.fullURL != "" {
			ix.byURL[e.fullURL] = e
		}
		if e.id != "" {
			path := e.typ + "/" + e.id
			if other, known := ix.byPath[path]; known && other != e {
				ix.byPath[path] = nil
			} else {
				ix.byPath[path] = e
			}
		}
		if !named[e.typ] {
			continue
		}
		var wire struct {
			Identifier []identifier `json:"identifier"`
		}
		if json.Unmarshal(e.raw, &wire) == nil {
			for _, i := range wire.Identifier {
				if i.Value != "" {
					ix.byIdentifier[e.typ+"|"+system(i.System)+"|"+i.Value] = e
				}
			}
		}
	}
	return ix
}

// resolve is the resource that a reference points to, or nil when the file doesn't hold it.
func (ix *index) resolve(from *entry, ref reference) *entry {
	outer := from
	if from.parent != nil {
		outer = from.parent
	}
	where := unversioned(ref.Reference)
	switch {
	case where == "":
	case where[0] == '#':
		return outer.inside(where[1:])
	case ix.byURL[where] != nil:
		return ix.byURL[where]
	case strings.HasPrefix(where, "http"):
		typ, id := typeAndID(where)
		if e := ix.byPath[typ+"/"+id]; e != nil && e.base == "" {
			return e
		}
		return nil
	default:
		if outer.base != "" {
			if e := ix.byURL[outer.base+"/"+where]; e != nil {
				return e
			}
		}
		if e := ix.byPath[where]; e != nil && (outer.base == "" || e.base == "" || e.base == outer.base) {
			return e
		}
	}
	if i := ref.Identifier; i != nil && i.Value != "" {
		return ix.byIdentifier[typeOr(ref.Type, "Patient")+"|"+system(i.System)+"|"+i.Value]
	}
	return nil
}

func typeOr(typ, other string) string {
	if typ == "" {
		return other
	}
	return typ
}

// inside is a resource contained in this one. Contained resources contain none themselves, so
// there is nothing to go round in.
func (e *entry) inside(id string) *entry {
	if e.contained == nil {
		e.contained = map[string]*entry{}
		var wire struct {
			Contained []json.RawMessage `json:"contained"`
		}
		if json.Unmarshal(e.raw, &wire) == nil {
			for _, raw := range wire.Contained {
				var h struct {
					ResourceType string `json:"resourceType"`
					ID           string `json:"id"`
				}
				if json.Unmarshal(raw, &h) == nil && h.ID != "" {
					e.contained[h.ID] = &entry{row: e.row, base: e.base, typ: h.ResourceType, id: h.ID, raw: raw, parent: e}
				}
			}
		}
	}
	return e.contained[id]
}

// system is the name of a system of identifiers or codes in one form: OIDs are written with and
// without "urn:oid:", addresses with and without a sign at the end.
func system(s string) string {
	s = strings.TrimRight(strings.TrimSpace(s), "/")
	if lower := strings.ToLower(s); strings.HasPrefix(lower, "urn:oid:") {
		return s[len("urn:oid:"):]
	}
	return s
}

// newest keeps of several versions of a resource, as a history has them, the newest. Where times
// don't tell, a history has its newest first, and other files their newest last.
func newest(entries []*entry, history bool) []*entry {
	place := map[string]int{}
	var kept []*entry
	for _, e := range entries {
		key := e.fullURL
		if e.id != "" {
			key = e.base + "/" + e.typ + "/" + e.id
		}
		at, known := place[key]
		if !known || key == "" {
			place[key] = len(kept)
			kept = append(kept, e)
			continue
		}
		dated := !e.updated.IsZero() && !kept[at].updated.IsZero()
		if dated && e.updated.After(kept[at].updated) || !history && (!dated || e.updated.Equal(kept[at].updated)) {
			kept[at] = e
		}
	}
	return kept
}
