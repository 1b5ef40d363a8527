package people

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/care/wording"
)

// How many signings and notes the pane shows: a pane draws each of its rows, and what is older is
// rarely asked for.
const (
	mostSignings = 40
	mostNotes    = 20
)

func (s *screen) tell(k *known) wording.Teller { return wording.Teller{Words: s.words, Now: k.now} }

// health is what to know in illness, medicines, health orders, what was signed lately and the journal.
func (s *screen) health(k *known) fyne.CanvasObject {
	sheets := control.Stack(look.Wide)
	if box := s.closed(k, access.AreaHealth); box != nil {
		sheets.Add(box)
		return sheets
	}
	sheets.Add(part(s.words.Say("sheet.facts.title"), s.facts(k)))
	sheets.Add(part(s.words.Say("people.medicines"), s.medicines(k)))
	if len(k.Orders)+len(k.Signings)+len(k.Journals)+len(healthNotes(k)) == 0 {
		sheets.Add(control.NewReading(control.Stack(look.Gap, control.Heading(s.words.Say("people.health.none")),
			control.Quiet(s.words.Say("people.health.none_what")))))
		return sheets
	}
	sheets.Add(part(s.words.Say("people.orders"), s.orders(k)))
	if len(k.Signings) > 0 {
		sheets.Add(part(s.words.Say("people.signings"), s.signings(k)))
	}
	if len(k.Journals)+len(healthNotes(k)) > 0 {
		sheets.Add(part(s.words.Say("people.journal"), s.journal(k)))
	}
	return sheets
}

// medicines are those that are given and, struck through, those that no longer are, under who says
// so and when (requirement 17).
func (s *screen) medicines(k *known) fyne.CanvasObject {
	tell := s.tell(k)
	list := control.Stack(look.Space)
	line, old := tell.Prescribed(&k.Chart)
	if old {
		list.Add(control.NewNoticeBox(control.ToneNotice, line, nil))
	} else {
		list.Add(control.Quiet(line))
	}
	for _, m := range k.InUse(k.now) {
		ended := m.Ended(k.now)
		color := look.Normal
		if wording.StateOf(m, k.now) != "current" {
			color = look.Notice
		}
		list.Add(s.entry(entryOf{title: tell.Medicine(m), struck: ended, mark: control.Mark{Text: tell.State(m), Color: color},
			body: tell.Dose(m), foot: tell.Course(m)}))
	}
	return list
}

// entryOf is one thing in a list: what it is, with a mark beside it, what it says, and where it
// comes from in small letters.
type entryOf struct {
	title  string
	struck bool // the title and what it says no longer hold
	mark   control.Mark
	body   string
	foot   string
}

func (s *screen) entry(e entryOf) fyne.CanvasObject {
	title := control.NewText(e.title, control.Style{Bold: true, Wrap: true, Copy: true, Struck: e.struck})
	lines := control.Stack(look.Step)
	if e.mark.Text == "" {
		lines.Add(title)
	} else {
		lines.Add(container.NewBorder(nil, nil, nil, container.NewCenter(control.NewMark(e.mark)), title))
	}
	if e.body != "" {
		lines.Add(control.NewReading(control.NewText(e.body, control.Style{Wrap: true, Copy: true, Struck: e.struck})))
	}
	if e.foot != "" {
		lines.Add(control.NewText(e.foot, control.Style{Size: look.SizeSmall, Color: look.Quiet, Wrap: true}))
	}
	return lines
}

// orders are the health orders, those that hold first, each with its hours today and tomorrow.
func (s *screen) orders(k *known) fyne.CanvasObject {
	if len(k.Orders) == 0 {
		return control.Quiet(s.words.Say("people.orders.none"))
	}
	tell := s.tell(k)
	list := control.Stack(look.Space)
	for _, o := range k.Ordered(k.now) {
		current := o.Current(k.now)
		days := ""
		if current {
			days = s.words.Say("people.orders.days", "today", tell.OnDay(o, k.now), "tomorrow", tell.OnDay(o, care.NextDay(k.now, 1)))
		}
		var mark control.Mark
		if o.Medication {
			mark = control.Mark{Text: s.words.Say("people.orders.medication"), Color: look.Binder}
		}
		list.Add(s.entry(entryOf{title: o.Name(), struck: !current, mark: mark,
			body: joined("\n", tell.What(o), tell.Times(o), days), foot: joined(". ", tell.Delegation(o), tell.Ordered(o))}))
	}
	return list
}

// signings are the newest of the last days.
func (s *screen) signings(k *known) fyne.CanvasObject {
	tell := s.tell(k)
	shown := k.Signings[:min(mostSignings, len(k.Signings))]
	facts := make([]control.Fact, 0, len(shown))
	for _, one := range shown {
		what := k.SignedOf(one)
		if what == "" {
			what = s.words.Say("people.signings.unnamed")
		}
		facts = append(facts, control.Fact{Label: s.words.When(one.At(), k.now), Value: joined("\n", what, tell.Signed(one))})
	}
	list := control.Stack(look.Gap, control.NewFieldGrid(s.words, facts...))
	if len(shown) < len(k.Signings) {
		list.Add(control.Quiet(s.words.Say("people.shown_of", "n", len(shown), "all", len(k.Signings))))
	}
	return list
}

// healthNotes are the notes of health journals; those of other laws stand among the notes.
func healthNotes(k *known) []*care.JournalNote { return notesOf(k, false) }

func notesOf(k *known, social bool) []*care.JournalNote {
	var notes []*care.JournalNote
	for _, n := range k.JournalNotes {
		if (n.Law == "SoL" || n.Law == "LSS") == social {
			notes = append(notes, n)
		}
	}
	return notes
}

func (s *screen) journal(k *known) fyne.CanvasObject {
	list := control.Stack(look.Space)
	kept := make([]string, 0, len(k.Journals))
	for _, j := range k.Journals {
		kept = append(kept, s.tell(k).Journal(j))
	}
	if len(kept) > 0 {
		list.Add(control.Quiet(s.words.Say("people.journal.kept", "where", strings.Join(kept, "; "))))
	}
	list.Add(s.journalNotes(k, healthNotes(k)))
	return list
}

// journalNotes are notes that stand in a journal already, newest first. One that was marked as
// wrong stays legible (patientdatalagen 3 kap. 14 §).
func (s *screen) journalNotes(k *known, notes []*care.JournalNote) fyne.CanvasObject {
	list := control.Stack(look.Space)
	for _, n := range notes[:min(mostNotes, len(notes))] {
		var mark control.Mark
		if n.Wrong {
			mark = control.Mark{Text: s.words.Say("people.journal.wrong"), Color: look.Notice}
		}
		list.Add(s.entry(entryOf{title: joined("  ", s.words.When(n.At, k.now), n.Headline), mark: mark, body: n.Text, foot: s.tell(k).NoteBy(n)}))
	}
	if len(notes) > mostNotes {
		list.Add(control.Quiet(s.words.Say("people.shown_of", "n", mostNotes, "all", len(notes))))
	}
	return list
}
