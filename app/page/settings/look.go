package settings

import (
	"fyne.io/fyne/v2"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/internal/text"
)

// lookPart is what may be chosen about the window; a choice holds at once.
func (s *screen) lookPart() fyne.CanvasObject {
	w, now := s.words, s.Choices()
	change := func(alter func(*Choices)) {
		before := s.Choices()
		after := before
		alter(&after)
		if after != before {
			s.Choose(after)
		}
	}
	// The languages are named in their own, so that they are found from the wrong one.
	names := []string{text.For(text.Swedish).Say("settings.lang.own"), text.For(text.English).Say("settings.lang.own")}
	langs := []text.Lang{text.Swedish, text.English}
	lang := control.NewSelect(names, "", nil)
	for i, l := range langs {
		if l == now.Lang {
			lang.SetSelectedIndex(i)
		}
	}
	lang.OnChanged = func(string) { change(func(c *Choices) { c.Lang = langs[lang.SelectedIndex()] }) }

	var minutes []string
	for _, n := range lockMinutes {
		minutes = append(minutes, w.Say("settings.minutes", "n", n))
	}
	lock := control.NewSelect(minutes, w.Say("settings.minutes", "n", now.LockMinutes), nil)
	for i, n := range lockMinutes {
		if n == now.LockMinutes {
			lock.SetSelectedIndex(i)
		}
	}
	lock.OnChanged = func(string) { change(func(c *Choices) { c.LockMinutes = lockMinutes[lock.SelectedIndex()] }) }

	dark := control.NewCheck(w.Say("settings.dark"), nil)
	dark.SetChecked(now.Dark)
	dark.OnChanged = func(on bool) { change(func(c *Choices) { c.Dark = on }) }
	large := control.NewCheck(w.Say("settings.large"), nil)
	large.SetChecked(now.Large)
	large.OnChanged = func(on bool) { change(func(c *Choices) { c.Large = on }) }

	return control.NewSection(w.Say("settings.look"), control.Stack(look.Space,
		control.NewField(w, w.Say("settings.lang"), "", lang),
		control.Stack(look.Step, dark, large),
		control.NewField(w, w.Say("settings.lock"), w.Say("settings.lock_hint"), lock)))
}
