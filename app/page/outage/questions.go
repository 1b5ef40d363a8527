package outage

import (
	"slices"

	"fyne.io/fyne/v2"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/internal/outage"
)

// questions are the cards in their order: what doesn't work, what still does, who is touched, how the
// log-in goes, and whether there is light and a network (routine 3.1.1). GoOn shows the next.
func questions(h page.Host, goOn func()) []question {
	return []question{&askSystems{host: h}, &askWorks{host: h}, &askReach{host: h, goOn: goOn}, &askLogin{host: h}, &askAround{host: h}}
}

// mainSystems are the systems of the routine without their parts.
func mainSystems(h page.Host) (ids, names []string) {
	for _, s := range inPlace(h.Session().Catalogue().Systems) {
		if s.PartOf == "" {
			ids, names = append(ids, s.ID), append(names, s.Name.In(h.Words().Lang()))
		}
	}
	return ids, names
}

// askSystems asks which systems and apps don't work.
type askSystems struct {
	host    page.Host
	ids     []string
	options *control.Options
}

func (q *askSystems) ask(a outage.Answers) (title, hint string, by fyne.CanvasObject) {
	w := q.host.Words()
	var names []string
	q.ids, names = mainSystems(q.host)
	q.options = control.NewAnswers(names, true, nil)
	q.options.Set(places(q.ids, a.Systems)...)
	return w.Say("outagepage.ask.systems"), w.Say("outagepage.ask.systems_hint"), q.options
}

func (q *askSystems) read(a *outage.Answers) { a.Systems = picked(q.options, q.ids) }

func (q *askSystems) target() fyne.Focusable { return q.options.Target() }

// askWorks asks what still answers, and whether it is only slow.
type askWorks struct {
	host    page.Host
	ids     []string
	options *control.Options
	slow    *control.Options
}

func (q *askWorks) ask(a outage.Answers) (title, hint string, by fyne.CanvasObject) {
	w := q.host.Words()
	ids, names := mainSystems(q.host)
	q.ids = nil
	var left []string
	for i, id := range ids {
		if !slices.Contains(a.Systems, id) {
			q.ids, left = append(q.ids, id), append(left, names[i])
		}
	}
	q.options = control.NewAnswers(left, true, nil)
	q.options.Set(places(q.ids, a.Works)...)
	q.slow = control.NewAnswers([]string{w.Say("outagepage.ask.slow")}, true, nil)
	if a.Slow == outage.Yes {
		q.slow.Set(0)
	}
	return w.Say("outagepage.ask.works"), w.Say("outagepage.ask.works_hint"), control.Tall(look.Space, nil, q.options, q.slow)
}

func (q *askWorks) read(a *outage.Answers) {
	a.Works, a.Slow = picked(q.options, q.ids), outage.Unknown
	if len(q.slow.Chosen()) > 0 {
		a.Slow = outage.Yes
	}
}

func (q *askWorks) target() fyne.Focusable {
	if len(q.ids) == 0 {
		return q.slow.Target()
	}
	return q.options.Target()
}

// askReach asks how many are touched; to answer is to go on.
type askReach struct {
	host    page.Host
	goOn    func()
	options *control.Options
}

var reaches = []outage.Reach{outage.ReachMe, outage.ReachSeveral, outage.ReachUnits, outage.ReachUnknown}

func (q *askReach) ask(a outage.Answers) (title, hint string, by fyne.CanvasObject) {
	w := q.host.Words()
	q.options = control.NewAnswers([]string{w.Say("outagepage.ask.reach.me"), w.Say("outagepage.ask.reach.several"),
		w.Say("outagepage.ask.reach.units"), w.Say("outagepage.ask.unknown")}, false, nil)
	if i := slices.Index(reaches, a.Reach); a.Reach != outage.ReachUnknown {
		q.options.Set(i)
	}
	q.options.OnChanged = func() {
		if len(q.options.Chosen()) > 0 {
			q.goOn()
		}
	}
	return w.Say("outagepage.ask.reach"), w.Say("outagepage.ask.reach_hint"), q.options
}

func (q *askReach) read(a *outage.Answers) {
	a.Reach = outage.ReachUnknown
	for _, i := range q.options.Chosen() {
		a.Reach = reaches[i]
	}
}

func (q *askReach) target() fyne.Focusable { return q.options.Target() }

// askLogin asks whether user name and password work on a computer, and which ways to log in fail.
type askLogin struct {
	host           page.Host
	password, ways *control.Options
}

var (
	tries = []outage.Tried{outage.TriedNotAbout, outage.TriedWorked, outage.TriedFailed, outage.TriedNot}
	ways  = []string{"bankid", "freja", "feitian", "ad"}
)

func (q *askLogin) ask(a outage.Answers) (title, hint string, by fyne.CanvasObject) {
	w := q.host.Words()
	q.password = control.NewAnswers([]string{w.Say("outagepage.ask.password.not_about"), w.Say("outagepage.ask.password.worked"),
		w.Say("outagepage.ask.password.failed"), w.Say("outagepage.ask.password.not_tried")}, false, nil)
	if i := slices.Index(tries, a.Password); i >= 0 {
		q.password.Set(i)
	}
	q.ways = control.NewOptions([]string{w.Say("outagepage.ask.way.bankid"), w.Say("outagepage.ask.way.freja"),
		w.Say("outagepage.ask.way.feitian"), w.Say("outagepage.ask.way.ad")}, true, nil)
	q.ways.Set(places(ways, a.Ways)...)
	return w.Say("outagepage.ask.password"), w.Say("outagepage.ask.password_hint"),
		control.Tall(look.Space, nil, q.password, control.NewField(w, w.Say("outagepage.ask.ways"), "", q.ways))
}

func (q *askLogin) read(a *outage.Answers) {
	a.Password, a.Ways = outage.TriedUnknown, picked(q.ways, ways)
	for _, i := range q.password.Chosen() {
		a.Password = tries[i]
	}
}

func (q *askLogin) target() fyne.Focusable { return q.password.Target() }

// askAround asks for what is seen from where one stands: light, a signal, the wireless network.
type askAround struct {
	host                page.Host
	light, signal, wifi *control.Options
	web                 *control.Options
}

var yesNo = []outage.YesNo{outage.Yes, outage.No, outage.Unknown}

func (q *askAround) ask(a outage.Answers) (title, hint string, by fyne.CanvasObject) {
	w := q.host.Words()
	column := control.Tall(look.Space, nil)
	row := func(key string, was outage.YesNo) *control.Options {
		o := yesNoOptions(q.host, was, nil)
		column.Add(control.NewField(w, w.Say(key), "", o))
		return o
	}
	q.light = row("outagepage.ask.light", a.Light)
	q.signal = row("outagepage.ask.signal", a.Signal)
	q.wifi = row("outagepage.ask.wifi", a.Wifi)
	q.web = row("outagepage.ask.web", a.Web)
	return w.Say("outagepage.ask.around"), w.Say("outagepage.ask.around_hint"), column
}

func (q *askAround) read(a *outage.Answers) {
	a.Light, a.Signal, a.Wifi, a.Web = yesNoOf(q.light), yesNoOf(q.signal), yesNoOf(q.wifi), yesNoOf(q.web)
}

func (q *askAround) target() fyne.Focusable { return q.light.Target() }

// yesNoOptions are yes, no, and that one can't tell.
func yesNoOptions(h page.Host, was outage.YesNo, changed func()) *control.Options {
	w := h.Words()
	o := control.NewOptions([]string{w.Say("outagepage.ask.yes"), w.Say("outagepage.ask.no"), w.Say("outagepage.ask.unknown")}, false, changed)
	if was != outage.Unknown {
		o.Set(slices.Index(yesNo, was))
	}
	return o
}

func yesNoOf(o *control.Options) outage.YesNo {
	for _, i := range o.Chosen() {
		return yesNo[i]
	}
	return outage.Unknown
}
