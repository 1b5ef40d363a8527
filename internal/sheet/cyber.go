package sheet

import "avbrottsparm/internal/outage"

// fillRoom is how many lines there are to write on where a draft asks something.
const fillRoom = 2

// Cyber is the draft of a report on a significant incident, with room to write where only a person knows.
func Cyber(s Setting, outageID string, d outage.CyberReport) Sheet {
	w := s.Words
	sh := Sheet{Kind: KindOutage, Key: string(KindOutage) + "|cyber|" + string(d.Kind) + "|" + outageID, Title: d.Title,
		Chapter: w.Say("sheet.outage.chapter"), Foot: []string{w.Say("sheet.cyber.foot"), w.Say("sheet.cyber.foot_rule")}}
	sh.Blocks = append(sh.Blocks, Notice{Lines: []string{w.Say("sheet.cyber.draft"), d.DueText}})
	for _, section := range d.Sections {
		if section.Fill {
			sh.Blocks = append(sh.Blocks, Heading{w.Say("sheet.cyber.fill", "heading", section.Heading)}, Lines{Label: section.Text, Count: fillRoom})
			continue
		}
		sh.Blocks = append(sh.Blocks, Heading{section.Heading}, Text{Text: section.Text})
	}
	return sh
}
