package shell

import (
	"context"
	"slices"
	"strings"
	"sync"
	"time"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/outage"
	"avbrottsparm/internal/readiness"
	"avbrottsparm/internal/sheet"
)

// exercise is one task of a drill: what is asked, and how the window sees that it was done.
type exercise struct {
	kind readiness.TaskKind
	// task and hint are what is asked and where to begin, in words.
	task, hint string
	// numbers are those that may be dialled, as they are written; none where nothing is dialled. Wrong is
	// what is said of another one.
	numbers []string
	wrong   string
	// seen tells, each second, whether it was done since it was given.
	seen func() bool
}

// rings tells whether what was dialled is one of the task's numbers, however either is written.
func (e exercise) rings(dialled string) bool {
	digits := dialable(dialled)
	return digits != "" && slices.ContainsFunc(e.numbers, func(n string) bool { return dialable(n) == digits })
}

// dialable is a telephone number as digits alone, a Swedish one with its 0.
func dialable(number string) string {
	abroad := strings.HasPrefix(strings.TrimSpace(number), "+")
	digits := strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, strings.Replace(number, "(0)", "", 1))
	switch {
	case abroad && strings.HasPrefix(digits, "46"):
		return "0" + digits[2:]
	case strings.HasPrefix(digits, "0046"):
		return "0" + digits[4:]
	}
	return digits
}

// Seen is what leaves the binder of a drill on paper or as a file, which the window is told of.
type Seen struct {
	mu     sync.Mutex
	sheets []sheet.Sheet // as NamesOf has them
}

// NamesOf are sheets without what stands on them: kind, key and person.
func NamesOf(sheets []sheet.Sheet) []sheet.Sheet {
	names := make([]sheet.Sheet, len(sheets))
	for i, sh := range sheets {
		names[i] = sheet.Sheet{Kind: sh.Kind, Key: sh.Key, PersonID: sh.PersonID}
	}
	return names
}

// Drawn notes sheets that were drawn to go out, as NamesOf has them.
func (s *Seen) Drawn(names []sheet.Sheet) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sheets = append(s.sheets, names...)
}

// took tells whether the sheet of a person went out, or a schedule of a day.
func (s *Seen) took(personID string, day time.Time) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.ContainsFunc(s.sheets, func(sh sheet.Sheet) bool {
		of := sh.Kind == sheet.KindSchedule && strings.Contains(sh.Key, day.Format(time.DateOnly))
		return of || sh.Kind == sheet.KindPerson && sh.PersonID == personID
	})
}

// exercises are the tasks of a drill, in the order in which they are given: find, print, write, call.
// Each is about persons of the invented unit; which ones, turn says.
func (d *drill) exercises(ctx context.Context, turn int) ([]exercise, error) {
	persons, err := callable(ctx, d.session)
	if err != nil {
		return nil, err
	}
	var list []exercise
	if n := len(persons); n > 0 {
		first, second := persons[turn%n], persons[(turn+1)%n]
		list = append(list, d.findTask(first), d.printTask(second), d.writeTask(second))
	}
	if fault, ok := d.callTask(); ok {
		list = append(list, fault)
	}
	return list, nil
}

// asked is somebody whom a task is about, and the numbers of whoever is called first.
type asked struct {
	person  *care.Person
	numbers []string
}

// callable are persons of the unit whose relatives can be called, whose fields nobody has to uncover.
func callable(ctx context.Context, s *desk.Session) ([]asked, error) {
	var list []asked
	for _, row := range s.People("") {
		if row.Protected {
			continue
		}
		dossier, err := s.Open(ctx, row.ID)
		if err != nil {
			return nil, err
		}
		if len(dossier.Relatives) < 2 {
			continue
		}
		var numbers []string
		for _, phone := range dossier.Relatives[0].Phones {
			if !phone.Protected && dialable(phone.Number) != "" {
				numbers = append(numbers, phone.Number)
			}
		}
		if len(numbers) > 0 {
			list = append(list, asked{dossier.Person, numbers})
		}
	}
	return list, nil
}

func (d *drill) findTask(of asked) exercise {
	w := d.window.words
	return exercise{kind: readiness.TaskFind, task: w.Say("drill.task.find", "name", of.person.Name()), hint: w.Say("drill.hint.find"),
		numbers: of.numbers, wrong: w.Say("drill.wrong.find", "name", of.person.Name())}
}

func (d *drill) printTask(of asked) exercise {
	w := d.window.words
	return exercise{kind: readiness.TaskPrint, task: w.Say("drill.task.print", "name", of.person.Name()), hint: w.Say("drill.hint.print"),
		seen: func() bool { return d.binder.Seen.took(of.person.ID, care.NextDay(d.session.Now(), 1)) }}
}

func (d *drill) writeTask(of asked) exercise {
	w := d.window.words
	return exercise{kind: readiness.TaskWrite, task: w.Say("drill.task.write", "name", of.person.Name()), hint: w.Say("drill.hint.write"),
		seen: func() bool { return len(d.session.Notes(of.person.ID)) > 0 }}
}

// callTask asks for the number to call when Lifecare is gone at night; none where the unit has no
// number for it.
func (d *drill) callTask() (exercise, bool) {
	w := d.window.words
	night := care.Day(d.session.Now()).Add(2 * time.Hour)
	calls := d.session.Catalogue().Calls([]outage.Broken{{Failure: "lifecare", Since: night}}, night, d.session.WorkingDay)
	i := slices.IndexFunc(calls, func(c outage.Contact) bool { return dialable(c.Number) != "" })
	if i < 0 {
		return exercise{}, false
	}
	return exercise{kind: readiness.TaskCall, task: w.Say("drill.task.call"), hint: w.Say("drill.hint.call"),
		numbers: []string{calls[i].Number}, wrong: w.Say("drill.wrong.call")}, true
}
