package people

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/internal/access"
)

// closed says that the binder holds something in areas that the opener has no key for, who may
// open it, and the way there where an emergency envelope lies ready. Whether it is about this
// person nobody can tell without the key. Nil when there is nothing of the sort.
func (s *screen) closed(k *known, among ...access.Area) fyne.CanvasObject {
	w := s.words
	lines := control.Stack(look.Step)
	envelope := false
	for _, c := range k.shut {
		if slices.Contains(among, c.Area) {
			lines.Add(control.Plain(w.Say("people.closed", "area", w.Say("area."+c.Area.String()), "who", strings.Join(c.Who, "; "))))
			envelope = envelope || c.Envelope
		}
	}
	if len(lines.Objects) == 0 {
		return nil
	}
	if envelope && s.host.Session().May(access.RightEmergency) == nil {
		lines.Add(control.Beside(look.Gap, control.NewButton(w.Say("people.closed_open"), look.IconKey(), func() {
			s.host.Show(page.Place{Page: page.Users, Part: page.UsersEmergency})
		})))
	}
	return control.NewNoticeBox(control.ToneCalm, w.Say("people.closed_title"), lines)
}
