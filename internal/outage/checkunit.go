package outage

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

func (k checking) contacts() {
	seen := map[string]bool{}
	k.must(len(k.c.Contacts) <= mostList, "", reasonMany)
	for i, c := range k.c.Contacts {
		at := place(i)
		k.must(idPattern.MatchString(c.ID), at+"/id", reasonID)
		k.must(!seen[c.ID], at+"/id", reasonTwice)
		seen[c.ID] = true
		if reason, field := c.wrong(); reason != "" {
			k.add(at+field, reason)
		}
		k.fact(c.Open, at+"/open")
		k.must(c.Open == "" || c.Number == "", at+"/open", reasonBoth)
	}
}

// Fine tells whether a contact may stand in the catalogue: a name, a role that is known, and a number
// that can be called where there is one.
func (c Contact) Fine() bool {
	reason, _ := c.wrong()
	return reason == "" && idPattern.MatchString(c.ID)
}

func (c Contact) wrong() (reason, field string) {
	texts := append([]string{c.Name, c.NameEN, c.Customer, c.Unit, c.Carrier, c.Note, c.NoteEN}, c.Groups...)
	long := func(s string) bool { return utf8.RuneCountInString(s) > mostRunes }
	switch {
	case strings.TrimSpace(c.Name) == "":
		return reasonMissing, "/name"
	case !slices.Contains(ContactRoles(), c.Role):
		return reasonChoice, "/role"
	case c.Number != "" && !numberFine(c.Number):
		return reasonNumber, "/number"
	case !slices.Contains([]Hours{HoursAlways, HoursOffice, HoursAfter}, c.Hours):
		return reasonChoice, "/hours"
	case len(c.Groups) > mostParts:
		return reasonMany, "/groups"
	case slices.ContainsFunc(texts, long):
		return reasonLanguage, "/note"
	case c.Source != "" && !sourced(c.Source):
		return reasonSource, "/source"
	}
	return "", ""
}

// leastDigits is how many digits a number has that can be called: "112".
const leastDigits = 3

// numberFine tells whether a text is a number that can be called, as it stands on a phone's keys.
func numberFine(number string) bool {
	digits := 0
	for _, r := range number {
		if r >= '0' && r <= '9' {
			digits++
		}
	}
	return digits >= leastDigits && numberPattern.MatchString(number)
}

func (k checking) limits() {
	l := k.c.Limits
	if reason, field := l.wrong(); reason != "" {
		k.add(field, reason)
	}
	seen := map[string]bool{}
	for i, e := range l.Escalations {
		at := "/escalations" + place(i)
		k.must(!seen[e.ID], at+"/id", reasonTwice)
		seen[e.ID] = true
		k.said(e.Text, at+"/text")
		k.steps(e.Steps, at+"/steps")
		for n, id := range e.Call {
			k.must(k.c.hasContact(id), fmt.Sprintf("%s/call/%d", at, n), reasonUnknown)
		}
		k.must(e.Source == "" || sourced(e.Source), at+"/source", reasonSource)
	}
}

// Fine tells whether limits can be counted with: clocks that are clocks, the earlier first.
func (l Limits) Fine() bool {
	reason, _ := l.wrong()
	return reason == ""
}

func (l Limits) wrong() (reason, field string) {
	for _, clock := range []struct{ from, to, field string }{{l.OfficeFrom, l.OfficeTo, "/office"}, {l.PatchFrom, l.PatchTo, "/patch"}} {
		from, bad := time.Parse("15:04", clock.from)
		to, worse := time.Parse("15:04", clock.to)
		switch {
		case bad != nil || len(clock.from) != 5:
			return reasonClock, clock.field + "_from"
		case worse != nil || len(clock.to) != 5 || !to.After(from):
			return reasonClock, clock.field + "_to"
		}
	}
	switch {
	case len(l.Escalations) > mostParts:
		return reasonMany, "/escalations"
	case l.UpdateMinutes < 1 || l.UpdateMinutes > mostMinutes:
		return reasonNumber, "/update_minutes"
	case l.PatchMinutes < 0 || l.PatchMinutes > mostMinutes:
		return reasonNumber, "/patch_minutes"
	case l.NoticeDays < 0 || l.NoticeDays > 365:
		return reasonNumber, "/notice_days"
	}
	for i, e := range l.Escalations {
		switch at := "/escalations" + place(i); {
		case !idPattern.MatchString(e.ID):
			return reasonID, at + "/id"
		case e.Minutes < 1 || e.Minutes > mostMinutes:
			return reasonNumber, at + "/minutes"
		}
	}
	return "", ""
}
