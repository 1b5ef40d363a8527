package people

import (
	"strings"

	"fyne.io/fyne/v2"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
)

// mostText is how much of a document's text the pane shows, in characters.
const mostText = 4000

// documents are the papers that were filed under the person, the newest of each kind first, with
// the text that could be read out of them.
func (s *screen) documents(k *known) fyne.CanvasObject {
	sheets := control.Stack(look.Wide)
	if box := s.closed(k, access.CareAreas()...); box != nil {
		sheets.Add(box)
	}
	if len(k.Documents) == 0 {
		sheets.Add(control.NewReading(control.Stack(look.Gap, control.Heading(s.words.Say("people.documents.none")),
			control.Quiet(s.words.Say("people.documents.none_what")))))
	}
	for _, d := range k.Newest() {
		sheets.Add(s.document(k, d))
	}
	return sheets
}

// document names a paper. Title and text are free and can say where somebody is, so they stay off
// the screen while the identity is covered.
func (s *screen) document(k *known, d *care.Document) fyne.CanvasObject {
	tell := s.tell(k)
	e := entryOf{title: tell.DocumentName(d), mark: control.Mark{Text: s.words.Say("people.area." + d.Area)}, foot: tell.DocumentAbout(d)}
	switch body := strings.TrimSpace(d.Text); {
	case k.covered():
		e.body = s.words.Say("people.protected")
	case body == "":
		e.body = joined("\n", d.Title, s.words.Say("people.documents.no_text"))
	default:
		e.body = joined("\n", d.Title, shortened(s.words.Say("people.documents.cut"), body))
	}
	if !isPicture(k, d) {
		return s.entry(e)
	}
	return control.Stack(look.Gap, s.entry(e), s.picture(d))
}

// shortened cuts a text at a word when it is longer than the pane shows, and says so.
func shortened(more, body string) string {
	runes := []rune(body)
	if len(runes) <= mostText {
		return body
	}
	kept := string(runes[:mostText])
	if at := strings.LastIndexAny(kept, " \n"); at > 0 {
		kept = kept[:at]
	}
	return kept + " …\n" + more
}
