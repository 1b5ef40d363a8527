package care

import "cmp"

// mergeRelatives shows a relative whom two sources know as one: each source's item is stored by
// itself, so that neither can undo what the other says, and they meet here by name.
func mergeRelatives(relatives []*Relative) []*Relative {
	byName := map[string]*Relative{}
	var merged []*Relative
	for _, r := range InCallingOrder(relatives) {
		name := FoldName(r.Name())
		first, known := byName[name]
		if !known || name == "" {
			one := *r
			byName[name] = &one
			merged = append(merged, &one)
			continue
		}
		first.Relation = cmp.Or(first.Relation, r.Relation)
		first.Note = joinDistinct(first.Note, r.Note)
		first.FirstContact = first.FirstContact || r.FirstContact
		first.Order = cmp.Or(first.Order, r.Order)
		if first.Night == nil {
			first.Night = r.Night
		}
		first.Phones = mergePhones(first.Phones, r.Phones)
		if len(first.Addresses) == 0 {
			first.Addresses = r.Addresses
		}
		if len(first.Emails) == 0 {
			first.Emails = r.Emails
		}
	}
	return merged
}

// mergeContacts does the same for contacts, who are one when name and role agree.
func mergeContacts(contacts []*Contact) []*Contact {
	byName := map[string]*Contact{}
	var merged []*Contact
	for _, c := range inContactOrder(contacts) {
		key := FoldName(c.Name()) + "|" + fold(c.Role)
		first, known := byName[key]
		if !known {
			one := *c
			byName[key] = &one
			merged = append(merged, &one)
			continue
		}
		first.Note = joinDistinct(first.Note, c.Note)
		first.Phones = mergePhones(first.Phones, c.Phones)
		if len(first.Emails) == 0 {
			first.Emails = c.Emails
		}
	}
	return merged
}

func mergePhones(have, more []Phone) []Phone {
	seen := map[string]bool{}
	var all []Phone
	for _, list := range [][]Phone{have, more} {
		for _, phone := range list {
			if digits := onlyDigits(phone.Number); !seen[digits] {
				seen[digits] = true
				all = append(all, phone)
			}
		}
	}
	return all
}

func joinDistinct(x, y string) string {
	if x == y || y == "" {
		return x
	}
	return joinNonEmpty("; ", x, y)
}

func onlyDigits(s string) string {
	kept := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if s[i] >= '0' && s[i] <= '9' {
			kept = append(kept, s[i])
		}
	}
	return string(kept)
}
