package outage

import "slices"

// guess is something that it may be, with how well it fits.
type guess struct {
	broken []Broken
	say    string
	score  int
}

// What a guess gains and loses: for a system that it takes away or limits and that is named, for one that
// is named and that it leaves alone, for one that works and that it takes away, for one that it takes
// away and that nobody named, for a second failure.
const (
	scoreTaken    = 4
	scoreLimited  = 2
	scoreLeft     = -6
	scoreAgainst  = -6
	scoreUnnamed  = -1
	mostUnnamed   = 2
	scoreSecond   = -4
	scoreUnseen   = -4 // something that is seen with the eyes, and that nobody has said
	leadWhenSure  = 3  // how much better than the next it must be
	leastProbable = 1
)

// systems: which systems are gone and which still answer, against what each failure takes.
func (d diagnosis) systems() (Finding, bool) {
	if len(d.a.Systems) == 0 {
		return Finding{}, false
	}
	guesses := d.guesses()
	if len(guesses) == 0 || guesses[0].score < leastProbable {
		return d.asSaid()
	}
	first := guesses[0]
	var next guess
	if len(guesses) > 1 && guesses[1].score >= leastProbable {
		next = guesses[1]
	}
	switch {
	case len(first.broken) > 1:
		return d.together(first)
	case len(next.broken) == 0 || first.score-next.score >= leadWhenSure:
		return d.sure(first.broken, first.say)
	}
	return d.either(first.broken, next.broken, []string{first.say}, []string{next.say}, AskWorks, AskReach, AskSignal, AskWifi, AskPassword)
}

// asSaid takes people by their word where nothing fits: what they name is gone, each by itself.
func (d diagnosis) asSaid() (Finding, bool) {
	var broken []Broken
	for _, id := range d.a.Systems {
		for _, b := range d.broken(failureOneApp) {
			b.Of = id
			broken = append(broken, b)
		}
	}
	return Finding{Broken: broken, Outage: true, Say: []string{"diagnose.why.as_said"}, Ask: d.a.ask(AskWorks, AskLight, AskWifi, AskSignal, AskPassword)}, true
}

// together: systems of both suppliers are gone. While the web works that is the log-in, which they have
// in common, until somebody who is logged in sees the same; else it may be the network.
func (d diagnosis) together(both guess) (Finding, bool) {
	say := []string{both.say}
	network := d.a.Web == Yes || d.a.Wifi == Yes || d.a.Signal == Yes
	switch {
	case d.a.Password == TriedNotAbout && network:
		return d.sure(both.broken, say...)
	case d.a.Password == TriedNotAbout || !network:
		return d.either(both.broken, d.broken(failureWifi), say, []string{"diagnose.why.maybe_network"}, AskWeb, AskPassword, AskWifi)
	}
	return d.either(d.broken(failureIDP), both.broken, []string{"diagnose.why.in_common"}, say, AskPassword, AskWays, AskWorks)
}

// guesses are what it may be, best first; of equal ones that which stands first in the catalogue.
func (d diagnosis) guesses() []guess {
	named := d.named()
	var all []guess
	exact := false
	for _, f := range d.c.Failures {
		if f.Scope != ScopeNone || d.ruledOut(f.ID) {
			continue
		}
		g := guess{broken: d.broken(f.ID), say: "diagnose.why.fits"}
		if d.weigh(&g) {
			exact = true
		}
		if slices.Contains([]string{failurePower, failureWifi, failureMobile}, f.ID) {
			g.score += scoreUnseen
		}
		all = append(all, g)
	}
	if both := d.broken(failureLifecare, failurePhoniro); len(both) == 2 && d.needsBoth(named) {
		g := guess{broken: both, say: "diagnose.why.both"}
		d.weigh(&g)
		all = append(all, g)
	}
	if one := d.broken(failureOneApp); len(one) > 0 && len(named) == 1 && !exact {
		one[0].Of = named[0]
		all = append(all, guess{broken: one, say: "diagnose.why.one_app", score: scoreTaken})
	}
	slices.SortStableFunc(all, func(a, b guess) int { return b.score - a.score })
	return all
}

// ruledOut tells whether answers speak against a failure. What only follows from others, and what is
// found by the log-in, is no guess.
func (d diagnosis) ruledOut(id string) bool {
	switch id {
	case failureNoNetwork, failureNoLogin:
		return true
	case failurePower:
		return d.a.Light == Yes
	case failureWifi:
		return d.a.Wifi == Yes || d.a.Web == Yes
	case failureMobile:
		return d.a.Signal == Yes
	}
	return slices.Contains(d.logIns(), id)
}

// weigh scores a guess, and tells whether it takes away all that is named and nothing else.
func (d diagnosis) weigh(g *guess) (exact bool) {
	named, unnamed, clean := d.named(), 0, true
	g.score += (len(g.broken) - 1) * scoreSecond
	for _, s := range d.c.Now(g.broken, d.a.Since) {
		id := s.System.ID
		switch {
		case slices.Contains(named, id) && s.Still == StillWorks:
			g.score, clean = g.score+scoreLeft, false
		case slices.Contains(named, id) && s.Some:
			g.score, clean = g.score+scoreLimited, false
		case slices.Contains(named, id):
			g.score += scoreTaken
		case slices.Contains(d.a.Works, id) && !s.Some:
			g.score += scoreAgainst
		case !s.Some && s.System.PartOf == "":
			unnamed++
		}
	}
	g.score += min(unnamed, mostUnnamed) * scoreUnnamed
	return clean && unnamed == 0
}

// named is the systems that are said not to work, but for the log-in: a part stands for its system where
// that isn't named.
func (d diagnosis) named() []string {
	return slices.DeleteFunc(slices.Clone(d.a.Systems), func(id string) bool {
		s, _ := d.c.System(id)
		return id == logInSystem || slices.Contains(d.a.Systems, s.PartOf)
	})
}

// needsBoth tells whether something is gone that only one of the suppliers' failures takes away, for
// each of them.
func (d diagnosis) needsBoth(named []string) bool {
	only := func(id, other string) bool {
		left := map[string]bool{}
		for _, s := range d.c.Now(d.broken(other), d.a.Since) {
			left[s.System.ID] = s.Some
		}
		for _, s := range d.c.Now(d.broken(id), d.a.Since) {
			if !s.Some && left[s.System.ID] && slices.Contains(named, s.System.ID) {
				return true
			}
		}
		return false
	}
	return only(failureLifecare, failurePhoniro) && only(failurePhoniro, failureLifecare)
}
