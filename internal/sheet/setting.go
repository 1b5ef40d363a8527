package sheet

import (
	"strings"
	"time"

	"avbrottsparm/internal/care"
)

// Setting is when and in which language sheets are made, and whom to ask about others than the
// person in hand.
type Setting struct {
	Words Words
	Now   time.Time
	// Persons finds the person of a visit. A person whom it doesn't find is treated as
	// protected: nobody can then tell that the identity isn't.
	Persons func(id string) (*care.Person, bool)
	// Visits are all visits of a day, so that the other half of a double-staffed visit is found
	// on another route; nil looks only at the visits in hand.
	Visits func(day time.Time) []*care.Visit
	// Away is the absence of a person that covers a day; nil asks nobody.
	Away func(personID string, day time.Time) *care.Absence
	// Places are where binders and folders are kept.
	Places []Place
	// Large says that the sheets are drawn in large type: forms then have fewer rows on a page.
	Large bool
}

// aboutPerson starts a sheet about one person.
func (s Setting) aboutPerson(kind Kind, titleKey string, d *care.Dossier) Sheet {
	return s.person(Sheet{Kind: kind, Title: s.Words.Say(titleKey)}, d)
}

// person puts the person's name and number on a sheet; without a person it is a form.
func (s Setting) person(sh Sheet, d *care.Dossier) Sheet {
	if d == nil || d.Person == nil {
		sh.Chapter = s.Words.Say("sheet.chapter.forms")
		return sh
	}
	sh.Chapter = s.Words.Say("sheet.chapter.persons")
	sh.Name = d.Person.Name()
	if sh.Name == "" {
		sh.Name = s.Words.Say("sheet.name_missing")
	}
	sh.PersonID = d.Person.ID
	sh.Key = string(sh.Kind) + "|" + d.Person.ID
	sh.PersonalID = d.Person.PersonalID.Written(s.Now)
	if sh.PersonalID == "" {
		sh.PersonalID = s.Words.Say("sheet.personal_id_missing")
	}
	return sh
}

// whose are lines for name and identity number on a form that isn't yet anybody's.
func (s Setting) whose() Block {
	return Blanks{Columns: 2, Lines: 1, Labels: []string{s.Words.Say("sheet.name"), s.Words.Say("sheet.personal_id")}}
}

// shielded tells whether the protected fields stay off the paper (requirement 16).
func shielded(d *care.Dossier) bool { return d.Shielded || d.Person.Protected }

// warnings is the box that stands first on a person's sheets. That no warning is known is said
// too, because an empty place could mean that somebody forgot.
func (s Setting) warnings(d *care.Dossier) Block {
	if len(d.Warnings) == 0 {
		return Text{Text: s.Words.Say("sheet.warnings.none"), Quiet: true}
	}
	box := Notice{Title: s.Words.Say("sheet.warnings.title")}
	for _, w := range d.Warnings {
		line := s.Words.Say("sheet.warning."+warningKey(w.What), "text", w.Text)
		var source []string
		if !w.Noted.IsZero() {
			source = append(source, s.day(w.Noted))
		}
		if w.By != "" {
			source = append(source, w.By)
		}
		if len(source) > 0 {
			line += " (" + strings.Join(source, ", ") + ")"
		}
		box.Lines = append(box.Lines, line)
	}
	return box
}

func warningKey(kind care.WarningKind) string {
	switch kind {
	case care.WarningObservation, care.WarningInfection:
		return string(kind)
	default:
		return string(care.WarningWarning)
	}
}

// protectedNotice tells the reader that fields are left out on purpose, and where they are.
func (s Setting) protectedNotice() Block {
	return Notice{Lines: []string{s.Words.Say("sheet.protected")}}
}

func (s Setting) day(t time.Time) string { return s.Words.Day(t.In(care.Stockholm)) }

func (s Setting) moment(t time.Time) string { return s.Words.Moment(t.In(care.Stockholm)) }

// phones lists telephone numbers, one on each line. A number that is protected by itself is
// named as such and not printed.
func (s Setting) phones(phones []care.Phone) string {
	lines := make([]string, 0, len(phones))
	for _, p := range phones {
		number := strings.TrimSpace(p.Number)
		switch {
		case p.Protected:
			lines = append(lines, s.Words.Say("sheet.phone_protected"))
		case number == "":
		default:
			lines = append(lines, number+s.phoneType(p.Type))
		}
	}
	return strings.Join(lines, "\n")
}

func (s Setting) phoneType(kind string) string {
	switch kind {
	case "", "Other":
		return ""
	case "Home", "Mobile", "Work":
		return " (" + s.Words.Say("sheet.phone."+strings.ToLower(kind)) + ")"
	default:
		return " (" + kind + ")"
	}
}

// known is a value, or the words that say that it is missing.
func (s Setting) known(value string) string {
	if strings.TrimSpace(value) == "" {
		return s.Words.Say("sheet.missing")
	}
	return value
}

// doors tells how a door is opened: codes and numbers of metal keys, each once.
func doors(address care.Address, lists ...[]care.KeyInfo) (codes, numbers []string) {
	add := func(list []string, value string) []string {
		value = strings.TrimSpace(value)
		for _, had := range list {
			if had == value {
				return list
			}
		}
		if value == "" {
			return list
		}
		return append(list, value)
	}
	if !address.Protected {
		codes = add(codes, address.EntryCode)
	}
	for _, list := range lists {
		for _, key := range list {
			if key.IsNumber() {
				numbers = add(numbers, key.Value)
			} else {
				codes = add(codes, key.Value)
			}
		}
	}
	return codes, numbers
}
