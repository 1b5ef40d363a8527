package table

import (
	"regexp"
	"slices"
	"strings"

	"avbrottsparm/internal/care"
)

var (
	// deniedWords are a no in so many words. An empty cell, a dash or "saknas" is none: nobody has
	// told.
	deniedWords = regexp.MustCompile(`(?i)^\W*(nej|no|ej|inte|ingen|inga|inget|har (ej|inte)|false|falskt|falsk)\W*$`)
	// untold are words for not knowing.
	untold = regexp.MustCompile(`(?i)^\W*$|^\W*(saknas|okänt|okänd|vet ej|vet inte|ej känt|inte känt|ej angivet|uppgift saknas|unknown|n/?a|0)\W*$`)
	// doubted are words with which a name of a medicine or a device is no yes.
	doubted = regexp.MustCompile(`(?i)(^|[^\pL])(nej|ej|inte|ingen|utsatt|utsätts|avslut\pL*|slutat|tidigare|ska(ll)?|planera\pL*|remiss|eventuell\pL*|ev|kanske|borttag\pL*|se|oklart)([^\pL]|$)|\?`)
	// oneOfMany are headings of one medicine: a no there says nothing of the others.
	oneOfMany  = regexp.MustCompile(`(?i)waran|noak|\bdoak`)
	ofClotting = regexp.MustCompile(`(?i)blodförtunn|antikoag|waran|noak`)
	agreed     = regexp.MustCompile(`(?i)^\W*(ja|yes)\b[\s,:;.()-]*`)
	listed     = regexp.MustCompile(`\s*[;\n]\s*`)
)

// healthFacts reads a row of a sheet of what is to be known in illness. What it says of
// hypersensitivity, blood thinners, pacemaker and access lines is a warning too, as in a list of
// warnings, because others than health care must see it.
func (r *run) healthFacts(key care.PersonKey) {
	own := r.lay.client
	r.takeFacts(key, own)
	r.warnings(key, map[string][]column{"warning": own["hypersensitivity"],
		"observation": slices.Concat(own["clotting"], own["pacemaker"], own["access"])})
}

// takeFacts reads the columns of facts of a row: the rows of a person make one.
func (r *run) takeFacts(key care.PersonKey, columns map[string][]column) {
	value := func(field string) string {
		if len(columns[field]) == 0 {
			return ""
		}
		return at(r.cells, columns[field][0].index)
	}
	one := func(field string) bool { // a heading of one medicine
		return len(columns[field]) > 0 && oneOfMany.MatchString(columns[field][0].heading)
	}
	f := r.facts[keyOf(key)]
	if f == nil {
		f = &care.HealthFacts{}
	}
	f.Diagnoses = append(f.Diagnoses, told(value("diagnosis"))...)
	f.Access = append(f.Access, told(value("access"))...)
	if cell := value("hypersensitivity"); noneKnown.MatchString(cell) || deniedWords.MatchString(cell) {
		f.NoHypersensitivity = true
	} else {
		f.Hypersensitivity = append(f.Hypersensitivity, told(cell)...)
	}
	clotting, which := answered(value("clotting"))
	if clotting == care.AnswerNo && one("clotting") {
		clotting = care.AnswerUnknown
	}
	if f.Anticoagulants != care.AnswerYes && clotting != care.AnswerUnknown {
		f.Anticoagulants = clotting
	}
	if clotting == care.AnswerYes && which == "" && one("clotting") {
		which = columns["clotting"][0].heading
	}
	if which = withoutFigures(which); which != "" {
		f.Clotting = append(f.Clotting, which)
	}
	pacemaker, device := answered(value("pacemaker"))
	if f.Pacemaker != care.AnswerYes && pacemaker != care.AnswerUnknown {
		f.Pacemaker = pacemaker
	}
	f.Device = addLine(f.Device, device)
	if important := value("important"); !untold.MatchString(important) && !strings.Contains(f.Important, important) {
		f.Important = addLine(f.Important, important)
	}
	if f.Empty() {
		return // a row of dashes tells nothing, and is no fault
	}
	if f.Noted.IsZero() && r.lay.kind == sheetFacts {
		f.Noted, f.By = r.dayAlone("day", nil), r.value("by")
	}
	if r.facts[keyOf(key)] == nil {
		r.facts[keyOf(key)] = f
		r.keep(f, key)
	}
}

// told are the things of a cell, one on each line or between semicolons; none where nobody tells, or
// says that there is none.
func told(cell string) []string {
	if untold.MatchString(cell) || deniedWords.MatchString(cell) || noneKnown.MatchString(cell) || isDash(cell) {
		return nil
	}
	var things []string
	for _, one := range listed.Split(cell, 50) {
		if one = strings.TrimSpace(one); one != "" {
			things = append(things, one)
		}
	}
	return things
}

// answered reads a yes or a no with what is said beside it. What is neither is kept in words and
// answers nothing.
func answered(cell string) (answer care.Answer, beside string) {
	switch {
	case untold.MatchString(cell) || isDash(cell):
		return care.AnswerUnknown, ""
	case deniedWords.MatchString(cell):
		return care.AnswerNo, ""
	case saysYes(cell):
		return care.AnswerYes, ""
	}
	if said := agreed.ReplaceAllString(cell, ""); said != cell {
		return care.AnswerYes, strings.TrimRight(said, " )")
	}
	if doubted.MatchString(cell) {
		return care.AnswerUnknown, cell
	}
	return care.AnswerYes, cell
}

// withoutFigures ends a text where its figures begin: "Eliquis 5 mg x 2" is Eliquis, because a dose
// belongs to the prescription alone (requirement 15).
func withoutFigures(said string) string {
	if at := strings.IndexAny(said, "0123456789½¼¾"); at >= 0 {
		said = said[:at]
	}
	return strings.TrimRight(said, " ,;:(-")
}
