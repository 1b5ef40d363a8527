package desk

import (
	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/sheet"
)

// PrintDecision is what was granted and the investigations behind it.
const PrintDecision What = "decision"

func caseWorkOffers() []offer {
	return []offer{{what: PrintDecision, group: GroupCaseWork, takes: TakesPerson, area: access.AreaCaseWork,
		compose: each(sheet.HasDecisions, func(c *composing, d *care.Dossier) sheet.Sheet { return sheet.Decisions(c.at, d) })}}
}
