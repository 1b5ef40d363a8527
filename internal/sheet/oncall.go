package sheet

import (
	"slices"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/care/wording"
)

// KindOnCall is a person's page of the on-call list.
const KindOnCall Kind = "oncall"

// OnCall is a person's page of the on-call list of health care: whom to call by day and at night,
// what to know before anything is done, and who is responsible (requirements, line 5). It holds one
// person, because no leaf holds two (patientdatalagen 3 kap. 1 §). What nobody has told is said to be
// unknown and never to be a no.
func OnCall(s Setting, d *care.Dossier) Sheet {
	sh := s.aboutPerson(KindOnCall, "sheet.oncall.title", d)
	sh.Chapter = s.Words.Say("sheet.chapter.health")
	sh.DataAsOf = d.AsOf.Oldest(care.KindPerson, care.KindRelative, care.KindContact, care.KindWarning, care.KindMedication, care.KindHealthFacts)
	sh.Blocks = append(sh.Blocks, s.warnings(d))
	sh.Blocks = append(sh.Blocks, s.away(d)...)
	sh.Blocks = append(sh.Blocks, s.facts(d)...)
	sh.Blocks = append(sh.Blocks, s.responsible(d)...)
	if shielded(d) {
		return sh.with(s.protectedNotice())
	}
	return sh.with(s.callFirst(d)...)
}

// responsible are the physician and the nurse, with the role as its source words it: who is only
// called a nurse isn't said to be the responsible one.
func (s Setting) responsible(d *care.Dossier) []Block {
	rows := make([]Field, 0, 2)
	for _, who := range []struct {
		of  care.Responsibility
		key string
	}{{care.ResponsiblePhysician, "physician"}, {care.ResponsibleNurse, "nurse"}} {
		contacts, named := d.Responsible(who.of)
		var told []string
		for _, c := range contacts {
			told = append(told, lines(wording.Joined(", ", s.known(c.Name()), c.Role), s.phones(c.Phones), c.Note))
		}
		if len(contacts) > 0 && !named {
			told = append(told, s.Words.Say("sheet.oncall.not_named"))
		}
		rows = append(rows, Field{s.Words.Say("sheet.oncall." + who.key), s.tell().Listing(told)})
	}
	return []Block{Heading{s.Words.Say("sheet.oncall.responsible")}, Fields{Rows: rows}}
}

// callFirst are the relatives who are called first and those who may be called at night; where no
// source marks any, the first in the order of calling.
func (s Setting) callFirst(d *care.Dossier) []Block {
	if len(d.Relatives) == 0 {
		return s.relatives(nil)
	}
	ordered := care.InCallingOrder(d.Relatives)
	chosen := slices.DeleteFunc(slices.Clone(ordered), func(r *care.Relative) bool { return !r.FirstContact && (r.Night == nil || !*r.Night) })
	if !slices.ContainsFunc(chosen, func(r *care.Relative) bool { return r.FirstContact }) && !slices.Contains(chosen, ordered[0]) {
		chosen = append([]*care.Relative{ordered[0]}, chosen...)
	}
	blocks := s.relatives(chosen)
	if !slices.ContainsFunc(chosen, func(r *care.Relative) bool { return r.Night != nil && *r.Night }) {
		blocks = append(blocks, Text{Text: s.Words.Say("sheet.oncall.no_night")})
	}
	if more := len(ordered) - len(chosen); more > 0 {
		blocks = append(blocks, Text{Text: s.Words.Count("sheet.oncall.more_relatives", more), Quiet: true})
	}
	return blocks
}
