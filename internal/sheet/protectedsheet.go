package sheet

import (
	"slices"
	"strings"

	"avbrottsparm/internal/care"
)

// ProtectedSheet is the separate sheet of a protected identity (requirement 16): address, door,
// telephone, relatives and note of one person. d holds the protected fields; the caller has asked
// twice and logged why. The sheet is numbered, belongs in no binder and comes back to be destroyed.
func ProtectedSheet(s Setting, d *care.Dossier) Sheet {
	sh := s.aboutPerson(KindProtected, "sheet.protected_sheet.title", d)
	sh.Subtitle = s.Words.Say("sheet.protected_sheet.subtitle")
	sh.Chapter = s.Words.Say("sheet.chapter.protected")
	sh.Counted = true
	sh.DataAsOf = d.AsOf.Oldest(care.KindPerson, care.KindRelative)
	sh.Foot = []string{s.Words.Say("sheet.protected_sheet.foot"), s.Words.Say("sheet.protected_sheet.foot_rule")}
	sh.Blocks = []Block{
		Notice{Title: s.Words.Say("sheet.protected_sheet.rules_title"), Lines: []string{
			s.Words.Say("sheet.protected_sheet.rule_carry"), s.Words.Say("sheet.protected_sheet.rule_tell"), s.Words.Say("sheet.protected_sheet.rule_back")}},
		s.warnings(d),
		Heading{s.Words.Say("sheet.card.home")},
		s.protectedHome(d),
	}
	sh.Blocks = append(sh.Blocks, s.protectedRelatives(d)...)
	if note := strings.TrimSpace(d.Person.Note); note != "" {
		sh.Blocks = append(sh.Blocks, Heading{s.Words.Say("sheet.card.note")}, Text{Text: note})
	}
	sh.Blocks = append(sh.Blocks, Heading{s.Words.Say("sheet.protected_sheet.handed")}, Fields{Columns: 2, Rows: []Field{
		{Label: s.Words.Say("sheet.protected_sheet.out")}, {Label: s.Words.Say("sheet.protected_sheet.out_to")},
		{Label: s.Words.Say("sheet.protected_sheet.back")}, {Label: s.Words.Say("sheet.protected_sheet.destroyed")},
	}})
	return sh
}

// protectedHome is every address with its code, every key and every way to get hold of the person,
// the protected ones included.
func (s Setting) protectedHome(d *care.Dossier) Block {
	var addresses []string
	var entries []care.KeyInfo
	for _, a := range d.Person.Addresses {
		addresses = append(addresses, a.Line())
		entries = append(entries, care.KeyInfo{Kind: care.ClientKeyCode, Value: a.EntryCode})
	}
	codes, numbers := care.Doors(care.Address{}, entries, d.Keys())
	return Fields{Rows: []Field{
		{s.Words.Say("sheet.card.address"), s.known(lines(addresses...))},
		{s.Words.Say("sheet.card.code"), s.known(strings.Join(codes, ", "))},
		{s.Words.Say("sheet.card.key"), s.known(strings.Join(numbers, ", "))},
		{s.Words.Say("sheet.card.phone"), s.known(s.phones(opened(d.Person.Phones)))},
		{s.Words.Say("sheet.card.email"), s.known(strings.Join(d.Person.Emails, "\n"))},
	}}
}

// protectedRelatives are the relatives with the numbers that are protected by themselves.
func (s Setting) protectedRelatives(d *care.Dossier) []Block {
	open := make([]*care.Relative, len(d.Relatives))
	for i, r := range d.Relatives {
		shown := *r
		shown.Phones = opened(r.Phones)
		open[i] = &shown
	}
	return s.relatives(open)
}

// opened are telephone numbers without the mark that keeps them off paper.
func opened(phones []care.Phone) []care.Phone {
	open := slices.Clone(phones)
	for i := range open {
		open[i].Protected = false
	}
	return open
}
