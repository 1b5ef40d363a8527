// Package write is the screen "Skriv": any kind of entry by its own form, from the first key to the
// signature, with what is known of the person beside it.
//
// A draft is stored within a second of the last key, and before anything else is shown. What
// could not be stored stays on the screen, says so, and is tried again. Only a whole entry can be
// signed; what is missing, and what is asked, stands beside its field.
package write

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/entry"
	"avbrottsparm/internal/form"
	"avbrottsparm/internal/text"
)

type screen struct {
	host    page.Host
	words   *text.Words
	session *desk.Session
	note    entry.Entry // the fields hold the rest of it; without a kind while that is being chosen
	known   bool        // it is a draft in the binder
	person  string      // whom one writes about, also while the kind chosen is about nobody
	asked   map[string]string
	answers map[string]*control.Button

	who     *who
	what    *what
	old     *old
	papers  *papers
	blank   *blank // nil while the kind is being chosen
	law     *law
	phrases *phrases
	fields  *fyne.Container // around the blank
	column  *fyne.Container
	scroll  *container.Scroll
	about   *about
	pages   *pages // of the paper that is written down, in the place of what is known
	drafts  *drafts
	keeper  *keeper
	proof   *page.Proof
	done    bool // the line below tells of one that was just signed
	clock   fyne.CanvasObject
	status  *control.QuietMessage
	sign    *control.Button
	right   *fyne.Container
	signing bool
	pointed bool // the status says what is missing or asked
	content fyne.CanvasObject
}

// New makes the screen.
func New(h page.Host) page.Page {
	s := &screen{host: h, words: h.Words(), session: h.Session(), status: control.NewQuietMessage(),
		asked: map[string]string{}, answers: map[string]*control.Button{}}
	w := s.words
	s.sign = control.NewPrimary(w.Say("write.sign"), theme.ConfirmIcon(), s.signNote)
	s.who = newWho(h, s.session, s.chosen, s.otherPerson, func() { s.edited("person") }, s.shortcut)
	s.what = newWhat(w, s.mine(), s.chooseKind, s.scanned, s.otherKind)
	s.old = newOld(s.session, s.shortcut)
	s.pages = newPages(h, s.beside)
	s.papers = newPapers(s.needs(), s.scanned, s.attach, s.pages.again, s.turnedPaper)
	s.what.beside.Objects = []fyne.CanvasObject{s.papers.open, s.what.change}
	s.law = newLaw(w)
	s.phrases = newPhrases(h, func() { s.blank.renew() }, func() { s.bring(s.phrases.content) })
	s.about = newAbout(h, s.session)
	s.drafts = newDrafts(h, s.session, s.resume, s.discard, s.resized)
	s.keeper = newKeeper(s.session, h.Runner(), s.read, s.stored)
	s.proof = page.NewProof(h)
	s.clock = control.NewNoticeBox(control.ToneNotice, w.Say("write.clock_uncertain"), nil)
	s.fields = container.NewStack()
	s.column = control.Tall(fieldGap, s.fields, s.who.head, s.what.line, s.what.chooser, s.old.content,
		s.papers.content, s.fields, s.law.column)
	// The bar of the scroll lies over what it scrolls: the right edge keeps clear of it.
	s.scroll = container.NewVScroll(container.New(layout.NewCustomPaddedLayout(0, 0, 0, look.Space), s.column))
	s.follow()
	foot := container.New(layout.NewCustomPaddedLayout(look.Gap, 0, 0, 0),
		control.Tall(look.Gap, nil, s.proof.Content(), container.NewBorder(nil, nil, nil, container.NewCenter(s.sign), s.status)))
	left := control.NewCard(container.NewBorder(s.clock, foot, nil, nil, s.scroll))
	s.right = container.NewBorder(nil, s.drafts.content, nil, nil, container.NewStack(s.about.content, s.who.found, s.pages.content))
	s.content = control.NewColumns(formShare, left, s.right)
	s.begin(s.fresh(), false)
	s.author()
	return s
}

// formShare is the form's part of the width: reading text at 1366, and room beside it.
const formShare = 0.56

// mine are the kinds that the author may write.
func (s *screen) mine() []desk.Kind {
	var kinds []desk.Kind
	for _, k := range s.session.WriteKinds() {
		if !k.Closed {
			kinds = append(kinds, k)
		}
	}
	return kinds
}

func (s *screen) needs() needs {
	return needs{words: s.words, now: s.session.Now, edited: s.edited, shortcut: s.shortcut, signs: s.sign, picks: s.picks,
		phrases: func() []string { return s.session.Phrases(s.note.Kind) }}
}

// picks are what a field offers. A unit whose headlines never came is offered the usual ones.
func (s *screen) picks(p form.Pick) []string {
	offered := s.session.Picks(s.read(), p)
	if journal := s.note.Kind == entry.KindNote || s.note.Kind == entry.KindHealthNote; journal && len(offered) == 0 && p == form.PickHeadlines {
		return strings.Split(s.words.Say("write.headlines"), "|")
	}
	return offered
}

// follow keeps what has the keyboard in sight, for what stands on the screen whichever kind it is.
func (s *screen) follow() {
	control.Follow(s.scroll, &s.who.pick.Field.Entry, s.who.writtenName, s.who.writtenNumber, s.what.number, s.old.reason,
		s.papers.number, s.papers.open)
	s.papers.writer.follow(s.scroll)
	for _, o := range []fyne.CanvasObject{s.what.chooser, s.papers.box, s.phrases.content} {
		control.FollowAll(s.scroll, o)
	}
}

// Content is the screen.
func (s *screen) Content() fyne.CanvasObject { return s.content }

// Focus is what comes next: whom it is about, what is written, or the first field that is empty.
func (s *screen) Focus() fyne.Focusable {
	switch {
	case s.blank == nil && s.person == "" && !s.who.strange:
		return s.who.target()
	case s.blank == nil:
		return s.what.target()
	case s.aboutPerson() && s.note.PersonID == "" && !s.who.strange:
		return s.who.target()
	case s.note.Corrects != "":
		return s.old.reason
	}
	return s.blank.first()
}

// aboutPerson tells whether the kind chosen is about one person.
func (s *screen) aboutPerson() bool {
	k, ok := s.what.form(s.note.Kind)
	return ok && k.Form.EntrySubject() == form.SubjectPerson
}

// Open shows a draft, begins an entry from where one was, or goes on with what was being written.
func (s *screen) Open(at page.Place) {
	for _, c := range shortcuts {
		s.host.Window().Canvas().AddShortcut(c, func(sc fyne.Shortcut) { s.shortcut(sc) })
	}
	var err error
	switch {
	case at.EntryID != "" && at.EntryID != s.note.ID:
		for _, d := range s.session.Drafts() {
			if d.ID == at.EntryID {
				s.resume(d)
			}
		}
	case at.Corrects != "":
		err = s.correct(at.Corrects)
	case at.Number != "":
		err = s.fromPaper(at.Number)
	case at.VisitID != "":
		err = s.beginFrom(desk.Beginning{VisitID: at.VisitID, Kind: at.Kind})
	case at.Kind != "":
		err = s.beginFrom(desk.Beginning{Kind: at.Kind, PersonID: at.PersonID})
	case at.PersonID != "" && at.PersonID != s.person:
		s.noteAbout(at.PersonID)
	default:
		s.pages.show(s.papers.shownNumber()) // what is scanned may have come since
		s.refresh()
	}
	if err != nil {
		s.host.Fail(err)
	}
}

// Leave stores what is not stored yet.
func (s *screen) Leave() {
	for _, c := range shortcuts {
		s.host.Window().Canvas().RemoveShortcut(c)
	}
	s.about.latest.Drop()
	s.pages.leave()
	s.who.latest.Drop()
	s.proof.Close()
	s.signing = false
	s.sign.Enable()
	if err := s.keeper.flush(); err != nil && !final(err) {
		s.host.Fail(err)
	}
}

// final tells that it was signed while the screen was being left: all is well.
func final(err error) bool { return text.IsFault(err, "entry.final") }

// The shortcuts of the screen: store now, and sign.
var (
	ctrlS      = &desktop.CustomShortcut{KeyName: fyne.KeyS, Modifier: fyne.KeyModifierControl}
	ctrlReturn = &desktop.CustomShortcut{KeyName: fyne.KeyReturn, Modifier: fyne.KeyModifierControl}
	ctrlEnter  = &desktop.CustomShortcut{KeyName: fyne.KeyEnter, Modifier: fyne.KeyModifierControl}
	shortcuts  = []fyne.Shortcut{ctrlS, ctrlReturn, ctrlEnter}
)

func (s *screen) shortcut(sc fyne.Shortcut) bool {
	switch sc.ShortcutName() {
	case ctrlS.ShortcutName():
		s.saveNow()
	case ctrlReturn.ShortcutName(), ctrlEnter.ShortcutName():
		s.signNote()
	default:
		return false
	}
	return true
}

// author says who writes, while there is nothing newer to say.
func (s *screen) author() {
	user := s.session.User()
	s.status.Say(control.ToneCalm, s.words.Say("write.by", "name", user.Name, "title", user.Title))
}

// resized gives the room beside the form to what is shown there now.
func (s *screen) resized() {
	if s.right != nil {
		s.right.Refresh()
	}
}

// beside shows either what is known of the person or the paper that is written down, once it is known whom
// it is about.
func (s *screen) beside() {
	if s.who.found.Visible() {
		s.pages.content.Hide()
	}
	s.about.content.Show()
	if s.pages.content.Visible() {
		s.about.content.Hide()
	}
	s.resized()
}

// turnedPaper hears that it is written down from a paper, or is not.
func (s *screen) turnedPaper() {
	s.pages.show(s.papers.shownNumber())
	s.bring(s.papers.content)
}

// relaid gives what came into the form its place, before the keyboard comes to it.
func (s *screen) relaid() {
	s.column.Refresh()
	s.scroll.Refresh()
}

// bring scrolls to a part of the form that has just come into it: what was never drawn can't follow the
// keyboard.
func (s *screen) bring(part fyne.CanvasObject) {
	s.relaid()
	s.scroll.ScrollToOffset(fyne.NewPos(0, part.Position().Y))
}

// focus moves the keyboard.
func (s *screen) focus(f fyne.Focusable) { s.host.Window().Canvas().Focus(f) }
