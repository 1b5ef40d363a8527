package outage

import (
	"slices"

	"avbrottsparm/internal/text"
)

// Diagnose says what it probably is, from whatever has been answered. What is seen with one's own eyes
// comes first: no light, then only oneself, then slow, one place, no network, the log-in, and last which
// systems are gone. Where the answers can't tell it names the two most probable and what would decide;
// where nothing is said it only asks.
func (c Catalogue) Diagnose(a Answers) Finding {
	d := diagnosis{c: c, a: c.understood(a)}
	for _, look := range []func() (Finding, bool){d.dark, d.onlyMe, d.slow, d.site, d.network, d.logIn, d.systems} {
		if f, found := look(); found {
			return d.whole(f)
		}
	}
	return Finding{Outage: true, Say: []string{"diagnose.why.unclear"}, Ask: a.ask(AskSystems, AskReach, AskLight, AskSignal, AskPassword)}
}

// diagnosis is one set of answers, looked at from each side in turn.
type diagnosis struct {
	c Catalogue
	a Answers
}

// The ids of the failures that answers point to by themselves; where an adapted catalogue lacks one,
// nothing points to it.
const (
	failurePower    = "power"
	failureWifi     = "wifi"
	failureMobile   = "mobile"
	failureBankID   = "bankid"
	failureOneBank  = "one_bank"
	failureFreja    = "freja"
	failureFeitian  = "feitian"
	failureIDP      = "idp"
	failureAD       = "ad"
	failureOneApp   = "one_app"
	failureSite     = "site"
	failureLifecare = "lifecare"
	failurePhoniro  = "phoniro"
)

const logInSystem = "log_in"

// aspgarden is the one place that the routine speaks of by itself (routine 4.1).
const aspgarden = "Aspgården"

// understood is the answers with what the catalogue doesn't know left out, and what is named both as
// working and as not taken as not.
func (c Catalogue) understood(a Answers) Answers {
	known := func(ids []string) []string {
		return slices.DeleteFunc(union(nil, ids), func(id string) bool { _, ok := c.System(id); return !ok })
	}
	a.Systems, a.Works = known(a.Systems), known(a.Works)
	a.Works = slices.DeleteFunc(a.Works, func(id string) bool { return slices.Contains(a.Systems, id) })
	a.Ways = slices.DeleteFunc(union(nil, a.Ways), func(id string) bool { _, ok := c.Failure(id); return !ok })
	return a
}

// broken makes failures of ids, leaving out what the catalogue doesn't have.
func (d diagnosis) broken(ids ...string) []Broken {
	var all []Broken
	for _, id := range ids {
		if _, known := d.c.Failure(id); known {
			all = append(all, Broken{Failure: id, Since: d.a.Since})
		}
	}
	return all
}

// sure is a finding without another that is as probable.
func (d diagnosis) sure(broken []Broken, say ...string) (Finding, bool) {
	return Finding{Broken: broken, Sure: true, Outage: true, Say: say}, len(broken) > 0
}

// either is a finding that may as well be another. Where the catalogue has only one of them, that is
// what it is.
func (d diagnosis) either(broken, or []Broken, say, orSay []string, ask ...QuestionID) (Finding, bool) {
	switch {
	case len(broken) == 0:
		return d.sure(or, orSay...)
	case len(or) == 0:
		return d.sure(broken, say...)
	}
	return Finding{Broken: broken, Or: or, Outage: true, Say: say, OrSay: orSay, Ask: d.a.ask(ask...)}, true
}

// whole adds to the finding what every finding has to say: that it may be one's own phone or password
// where nobody has said who else is touched, and the systems that somebody saw not work and that it
// doesn't account for. A log-in that fails hides those, so nothing is added there.
func (d diagnosis) whole(f Finding) Finding {
	if len(f.Broken) == 0 {
		return f
	}
	first := f.Broken[0].Failure
	logIn := slices.Contains(d.logIns(), first)
	if own := logIn || first == failureOneApp || first == failureMobile; own && f.Sure && d.a.Reach == ReachUnknown && d.a.Bank != No {
		f.Sure, f.Say, f.Ask = false, append(slices.Clone(f.Say), "diagnose.why.maybe_own"), d.a.ask(AskReach)
	}
	if logIn || first == FailureSlow {
		return f
	}
	var more []string
	for _, s := range d.c.Now(f.Broken, d.a.Since) {
		if s.Still == StillWorks && s.System.ID != logInSystem && slices.Contains(d.a.Systems, s.System.ID) {
			more = append(more, s.System.ID)
		}
	}
	f.Broken = slices.Clone(f.Broken)
	f.Broken[0].Systems = more
	return f
}

func (d diagnosis) logIns() []string {
	return []string{failureBankID, failureOneBank, failureFreja, failureFeitian, failureIDP, failureAD}
}

// dark: without light it is the power, and what else is gone is looked at again when it is back.
func (d diagnosis) dark() (Finding, bool) {
	if d.a.Light != No {
		return Finding{}, false
	}
	say := []string{"diagnose.why.dark"}
	if d.a.Reach == ReachMe {
		say = append(say, "diagnose.why.fuse")
	}
	broken := d.broken(failurePower)
	if d.a.Signal == No {
		broken, say = append(broken, d.broken(failureMobile)...), append(say, "diagnose.why.no_signal")
	}
	return d.sure(broken, say...)
}

// onlyMe: what no colleague sees is one's own phone or log-in, and nothing to begin an outage for.
func (d diagnosis) onlyMe() (Finding, bool) {
	if d.a.Reach != ReachMe {
		return Finding{}, false
	}
	return Finding{Sure: true, Say: []string{"diagnose.why.only_me"}, Do: d.own()}, true
}

// own is what to try by oneself, what is likeliest first. Nothing is restarted before a colleague's phone
// has shown that the systems answer: who is logged in opens locks in an outage (routine 4.1).
func (d diagnosis) own() []Step {
	order := []string{"colleague", "stay_in", "battery", "flight_mode", "other_way", "restart_app", "report"}
	if len(d.a.Ways) > 0 || d.a.Password == TriedWorked || d.a.Password == TriedFailed || slices.Contains(d.a.Systems, logInSystem) {
		order = []string{"colleague", "other_way", "password", "stay_in", "battery", "flight_mode", "report"}
	}
	if d.a.Signal == No {
		order = union([]string{"colleague", "flight_mode", "battery"}, order)
	}
	links := map[string]Link{"report": "report"}
	var steps []Step
	for _, id := range order {
		steps = append(steps, Step{ID: id, Go: links[id], Text: text.Both{SV: text.For(text.Swedish).Say("diagnose.do." + id), EN: text.For(text.English).Say("diagnose.do." + id)}})
	}
	return steps
}

// slow: what answers at all isn't down.
func (d diagnosis) slow() (Finding, bool) {
	if d.a.Slow != Yes {
		return Finding{}, false
	}
	var broken []Broken
	for _, id := range d.a.Systems {
		broken = append(broken, Broken{Failure: FailureSlow, Of: id, Since: d.a.Since})
	}
	if _, known := d.c.Failure(FailureSlow); !known || len(broken) == 0 {
		broken = d.broken(FailureSlow)
	}
	return d.sure(broken, "diagnose.why.slow")
}

// site: it is at one place only, or only what there is at that place.
func (d diagnosis) site() (Finding, bool) {
	here := d.a.OneSite == Yes || d.a.Site != ""
	at := d.broken(failureSite)
	own := len(at) > 0 && d.takes(at)
	if d.a.OneSite == No || len(at) == 0 || !here && (!own || d.a.Signal == No) {
		return Finding{}, false
	}
	at[0].Of = d.a.Site
	if at[0].Of == "" {
		at[0].Of = aspgarden
	}
	switch {
	case own:
		return d.sure(at, "diagnose.why.site_systems")
	case d.a.Wifi == No || d.a.Signal == No:
		return Finding{}, false
	case len(d.a.Systems) > 0 && d.a.Wifi == Unknown:
		return d.either(d.broken(failureWifi), at, []string{"diagnose.why.site_network"}, []string{"diagnose.why.site"}, AskWifi, AskLight, AskWeb)
	}
	return d.sure(at, "diagnose.why.site")
}

// takes tells whether all systems that are said not to work are touched by failures, and some is said.
func (d diagnosis) takes(broken []Broken) bool {
	left := map[string]Still{}
	for _, s := range d.c.Now(broken, d.a.Since) {
		left[s.System.ID] = s.Still
	}
	return len(d.a.Systems) > 0 && !slices.ContainsFunc(d.a.Systems, func(id string) bool { return left[id] == StillWorks })
}

// network: no signal, no wireless network, no page on the web.
func (d diagnosis) network() (Finding, bool) {
	switch {
	case d.a.Signal == No && d.a.Wifi == No:
		return d.sure(d.broken(failureWifi, failureMobile), "diagnose.why.no_network")
	case d.a.Wifi == No:
		return d.sure(d.broken(failureWifi), "diagnose.why.no_wifi")
	case d.a.Signal == No:
		return d.noSignal()
	case d.a.Web == No && d.a.Signal == Yes:
		return d.sure(d.broken(failureWifi), "diagnose.why.no_web")
	case d.a.Web == No:
		return d.either(d.broken(failureWifi), d.broken(failureMobile), []string{"diagnose.why.no_web"}, []string{"diagnose.why.phones_only"}, AskSignal, AskWifi, AskLight)
	}
	return Finding{}, false
}

// noSignal: the mobile network is gone. Where systems don't answer on the wireless network either, it
// may be those.
func (d diagnosis) noSignal() (Finding, bool) {
	mobile := d.broken(failureMobile)
	if d.a.Wifi != Yes || d.takes(mobile) || len(d.a.Systems) == 0 {
		return d.sure(mobile, "diagnose.why.no_signal")
	}
	d.a.Signal = Yes // what else it may be, the network apart
	other, found := d.systems()
	if !found {
		return d.sure(mobile, "diagnose.why.no_signal")
	}
	return d.either(mobile, append(slices.Clone(mobile), other.Broken...), []string{"diagnose.why.no_signal"}, other.Say, AskWorks, AskWeb)
}
