package paper

import (
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/app/task"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/sheet"
	"avbrottsparm/internal/text"
)

// settings is the part where the unit head says how the unit prints: the evening's print, the
// printer, open files, and where binders are kept.
type settings struct {
	host    page.Host
	words   *text.Words
	session *desk.Session

	evening  *control.Check
	at       *control.Entry
	atField  *control.Field
	folder   *control.Text
	choose   *control.Button
	toPaper  *control.Check
	printer  *control.Select
	duplex   *control.Check
	large    *control.Check
	readable *control.Check
	warning  fyne.CanvasObject
	shred    *control.Check
	places   *control.Entry
	placed   *control.Field
	save     *control.Button
	all      fyne.CanvasObject
}

const placeRows = 6

func newSettings(h page.Host) *settings {
	w := h.Words()
	s := &settings{host: h, words: w, session: h.Session()}
	s.evening = control.NewCheck(w.Say("paperpage.set.evening"), func(bool) {})
	s.at = control.NewEntry(desk.UsualEvening)
	s.atField = control.NewField(w, w.Say("paperpage.set.at"), w.Say("paperpage.set.at_hint"), s.at)
	s.at.OnChanged = func(string) { s.atField.SetFault("") }
	s.folder = control.NewText("", control.Style{Wrap: true, Copy: true})
	s.choose = control.NewButton(w.Say("paperpage.choose_folder"), theme.FolderOpenIcon(), s.chooseFolder)
	s.toPaper = control.NewCheck(w.Say("paperpage.set.paper"), func(bool) {})
	s.printer = control.NewSelect(nil, "", func(string) {})
	s.duplex = control.NewCheck(w.Say("paperpage.duplex"), func(bool) {})
	s.large = control.NewCheck(w.Say("paperpage.large"), func(bool) {})
	s.warning = control.NewNoticeBox(control.ToneNotice, w.Say("paperpage.set.readable_warning"), nil)
	s.readable = control.NewCheck(w.Say("paperpage.set.readable"), func(on bool) {
		if s.warning.Hide(); on {
			s.warning.Show()
		}
	})
	s.shred = control.NewCheck(w.Say("custody.set.shred"), func(bool) {})
	s.places = control.NewTextArea(w.Say("paperpage.set.places_example"), placeRows)
	s.placed = control.NewField(w, w.Say("paperpage.set.places"), w.Say("paperpage.set.places_hint"), s.places)
	s.places.OnChanged = func(string) { s.placed.SetFault("") }
	s.save = control.NewPrimary(w.Say("paperpage.set.save"), theme.DocumentSaveIcon(), s.store)
	where := control.NewField(w, w.Say("paperpage.set.folder"), w.Say("paperpage.set.folder_hint"), control.Stack(look.Gap, s.folder, control.Beside(look.Gap, s.choose)))
	evening := control.NewSection(w.Say("paperpage.set.evening_title"), control.Stack(look.Gap, control.Plain(w.Say("paperpage.set.evening_about")),
		s.evening, s.atField, where, s.toPaper))
	usual := control.NewSection(w.Say("paperpage.set.usual_title"), control.Stack(look.Gap,
		control.NewField(w, w.Say("paperpage.set.printer"), "", s.printer), s.duplex, s.large))
	files := control.NewSection(w.Say("paperpage.set.files_title"), control.Stack(look.Gap, s.readable, s.warning))
	written := control.NewSection(w.Say("custody.set.title"), control.Stack(look.Gap, control.Plain(w.Say("custody.set.about")), s.shred))
	kept := control.NewSection(w.Say("paperpage.set.places_title"), control.Stack(look.Gap, control.Plain(w.Say("paperpage.set.places_about")), s.placed))
	all := control.NewScroller(control.NewReading(control.Stack(look.Space, evening, usual, files, written, kept)))
	all.Follow(s.evening, s.at, s.choose, s.toPaper, s.printer, s.duplex, s.large, s.readable, s.shred, s.places)
	// The button stays in sight however long the page is.
	s.all = container.NewBorder(nil, container.New(layout.NewCustomPaddedLayout(look.Gap, 0, 0, 0), control.Beside(look.Gap, s.save)), nil, nil, all)
	return s
}

func (s *settings) content() fyne.CanvasObject { return s.all }
func (s *settings) focus() fyne.Focusable      { return s.evening }
func (s *settings) leave()                     {}

func (s *settings) open(page.Place) {
	set := s.session.PaperSettings()
	s.evening.SetChecked(set.Evening.On)
	s.at.SetText(set.Evening.At)
	s.toFolder(set.Evening.Folder)
	s.toPaper.SetChecked(set.Evening.Paper)
	s.duplex.SetChecked(set.Sending.Duplex)
	s.large.SetChecked(set.Large)
	s.shred.SetChecked(set.ShredHealth)
	s.readable.SetChecked(set.NoReadable) // so that the change is heard
	s.readable.SetChecked(!set.NoReadable)
	s.places.SetText(writtenPlaces(set.Places))
	s.offer(nil, set.Sending.Printer)
	task.Go(s.host.Runner(), "find printers", s.session.AvailablePrinters, func(found []sheet.Printer, err error) {
		if err != nil {
			s.host.Fail(err)
			return
		}
		s.offer(found, set.Sending.Printer)
	})
}

// offer offers the computer's usual printer, the unit's own and those that were found.
func (s *settings) offer(found []sheet.Printer, own string) {
	usual := s.words.Say("paperpage.usual_printer")
	options := []string{usual}
	known := own == ""
	for _, p := range found {
		options = append(options, p.Name)
		known = known || p.Name == own
	}
	if !known {
		options = append(options, own)
	}
	s.printer.Options = options
	if own == "" {
		own = usual
	}
	s.printer.SetSelected(own)
	s.printer.Refresh()
}

// toFolder shows the folder of the evening's print; none takes no room.
func (s *settings) toFolder(path string) {
	s.folder.SetText(path)
	s.folder.Hidden = path == ""
	s.all.Refresh()
}

func (s *settings) chooseFolder() {
	page.ChooseFolder(s.host.Window(), s.words.Say("paperpage.choose_folder"), s.folder.Text(), func(path string, err error) {
		if err != nil {
			s.host.Fail(err)
			return
		}
		s.toFolder(path)
	})
}

func (s *settings) store() {
	set := s.session.PaperSettings()
	places, ok := readPlaces(s.places.Text)
	if !ok {
		s.placed.SetFault(s.words.Say("paperpage.set.bad_place"))
		s.host.Window().Canvas().Focus(s.places)
		return
	}
	set.Places = places
	set.NoReadable, set.Large, set.ShredHealth = !s.readable.Checked, s.large.Checked, s.shred.Checked
	set.Evening = desk.Evening{On: s.evening.Checked, At: s.clock(), Folder: s.folder.Text(), Paper: s.toPaper.Checked}
	set.Sending.Duplex = s.duplex.Checked
	if set.Sending.Printer = s.printer.Selected; s.printer.SelectedIndex() <= 0 {
		set.Sending.Printer = ""
	}
	err := s.session.SetPaper(context.Background(), set)
	switch {
	case text.IsFault(err, "paper.clock"):
		s.atField.SetFault(s.words.Explain(err))
		s.host.Window().Canvas().Focus(s.at)
		return
	case err != nil:
		s.host.Fail(err)
		return
	}
	s.host.Tell(s.words.Say("paperpage.set.saved"))
	s.host.Changed()
}

// clock is the time of day as it is kept, however it was typed: "1930" and "kl 19.30" are understood as
// everywhere else. What can't be read stays for the desk to refuse.
func (s *settings) clock() string {
	typed := strings.TrimSpace(s.at.Text)
	if hour, minute, ok := control.ParseClock(typed, s.session.Now(), nil); ok {
		typed = fmt.Sprintf("%02d:%02d", hour, minute)
		s.at.SetText(typed)
	}
	return typed
}

// writtenPlaces is the list of places as it is edited: one on each line, "what: where".
func writtenPlaces(places []sheet.Place) string {
	var lines []string
	for _, p := range places {
		line := p.What + ": " + p.Where
		if p.Who != "" {
			line += " (" + p.Who + ")"
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

// readPlaces reads the list; a line without a colon, or with nothing on one of its sides, is not
// understood.
func readPlaces(typed string) ([]sheet.Place, bool) {
	var places []sheet.Place
	for line := range strings.SplitSeq(typed, "\n") {
		if strings.TrimSpace(line) == "" {
			continue
		}
		what, where, ok := strings.Cut(line, ":")
		what, where = strings.TrimSpace(what), strings.TrimSpace(where)
		if !ok || what == "" || where == "" {
			return nil, false
		}
		place := sheet.Place{What: what, Where: where}
		if at := strings.LastIndex(where, " ("); at > 0 && strings.HasSuffix(where, ")") {
			place.Where, place.Who = where[:at], where[at+2:len(where)-1]
		}
		places = append(places, place)
	}
	return places, true
}
