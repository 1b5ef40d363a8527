package desk

import (
	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/sheet"
)

// printArea is the area that a sheet's data lies in, for the sheets that say nothing without it.
var printArea = map[What]access.Area{PrintHealth: access.AreaHealth, PrintDecision: access.AreaCaseWork}

// mayPrint refuses sheets of an area that the opener has no key for: empty ones would read as if
// nothing were known. Fault "access.closed".
func (s *Session) mayPrint(what What) error {
	if area, walled := printArea[what]; walled {
		return s.mayOpen(area)
	}
	return nil
}

// told tells whether a sheet of a kind has anything to say about a person, so that the sheets for
// everyone leave out those about whom nothing has come in.
func told(what What, d *care.Dossier) bool {
	switch what {
	case PrintHealth:
		return sheet.HasHealth(d)
	case PrintDecision:
		return sheet.HasDecisions(d)
	}
	return true
}

// areaSheets are the sheets about a person from the areas that the opener may open. One person's own
// binder has the sheet of health care even when it only says to read the prescription.
func (s *Session) areaSheets(at sheet.Setting, d *care.Dossier, always bool) []sheet.Sheet {
	var sheets []sheet.Sheet
	if s.mayPrint(PrintHealth) == nil && (always || told(PrintHealth, d)) {
		sheets = append(sheets, sheet.Health(at, d))
	}
	if s.mayPrint(PrintDecision) == nil && told(PrintDecision, d) {
		sheets = append(sheets, sheet.Decisions(at, d))
	}
	return sheets
}
