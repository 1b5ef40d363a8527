package outage

import "slices"

// guess is something that it may be, with how well it fits.
type guess struct {
	broken []Broken
	say    string
	score  int
	// touches tells whether it accounts for all that is named, takes whether some of that is gone by it
	// and not only limited. exact is that it takes all that is named and nothing else.
	touches, takes, exact bool
}

// What a guess gains and loses: for a system that is named and that it takes away, wholly or in part, or
// leaves on a condition; for one that is named and that it leaves alone; for one that works and that it
// takes away; for one that it takes away and that nobody named; for a second failure; for what nobody has
// looked at, and for the dark that nobody could overlook.
const (
	scoreTaken    = 4
	scorePartly   = 3
	scoreLimited  = 1
	scoreLeft     = -6
	scoreAgainst  = -6
	scoreUnnamed  = -1
	mostUnnamed   = 2
	scoreSecond   = -4
	scoreUnseen   = -1
	scoreDark     = -5
	leadWhenSure  = 3 // how much better than the next it must be
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
	if len(first.broken) > 1 {
		return d.together(first)
	}
	next, rival := d.next(guesses)
	switch {
	case rival:
		return d.either(first.broken, next.broken, []string{first.say}, []string{next.say}, d.deciding(first, next)...)
	case !d.getsIn() && d.takes(d.broken(failureIDP)):
		return d.either(first.broken, d.broken(failureBankID), []string{first.say}, []string{"diagnose.why.maybe_log_in"}, AskPassword, AskWorks, AskReach)
	}
	return d.sure(first.broken, first.say)
}

// next is the guess that may be right just as well. What is only limited by the first, and one app where
// nobody has said what else works, is never so sure that another isn't named.
func (d diagnosis) next(guesses []guess) (next guess, rival bool) {
	first := guesses[0]
	unsure := !first.takes || first.broken[0].Failure == failureOneApp && !d.a.Answered(AskWorks)
	for _, g := range guesses[1:] {
		near := g.score >= leastProbable && first.score-g.score < leadWhenSure
		if len(g.broken) == 1 && (near || unsure && g.touches) {
			return g, true
		}
	}
	return guess{}, false
}

// deciding is what to ask to tell two guesses apart.
func (d diagnosis) deciding(first, next guess) []QuestionID {
	asks := []QuestionID{AskWorks, AskPassword, AskReach, AskSignal, AskWifi}
	for _, g := range []guess{first, next} {
		if id := g.broken[0].Failure; id == failureWifi || id == failureMobile {
			return []QuestionID{AskSignal, AskWifi, AskWorks, AskPassword, AskReach}
		}
	}
	return asks
}

// getsIn tells whether the log-in is known to work: it isn't about that, or something answers that one
// has to log in to.
func (d diagnosis) getsIn() bool {
	if d.a.Password == TriedNotAbout {
		return true
	}
	for _, s := range d.c.Now(d.broken(failureIDP), d.a.Since) {
		if s.Still != StillWorks && slices.Contains(d.a.Works, s.System.ID) {
			return true
		}
	}
	return false
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
	for _, f := range d.c.Failures {
		if f.Scope != ScopeNone || f.sums() || d.ruledOut(f.ID) {
			continue
		}
		g := guess{broken: d.broken(f.ID), say: "diagnose.why.fits"}
		d.weigh(&g)
		switch f.ID {
		case failurePower:
			g.score += scoreDark
		case failureWifi, failureMobile:
			g.score += scoreUnseen
		}
		all = append(all, g)
	}
	if both := d.broken(failureLifecare, failurePhoniro); len(both) == 2 && d.needsBoth(named) {
		g := guess{broken: both, say: "diagnose.why.both"}
		d.weigh(&g)
		all = append(all, g)
	}
	exact := slices.ContainsFunc(all, func(g guess) bool { return g.exact })
	if one := d.broken(failureOneApp); len(one) > 0 && len(named) == 1 && !exact {
		one[0].Of = named[0]
		all = append(all, guess{broken: one, say: "diagnose.why.one_app", score: scoreTaken, touches: true, takes: true, exact: true})
	}
	slices.SortStableFunc(all, func(a, b guess) int { return b.score - a.score })
	return all
}

// sums tells whether a failure is what several others come to together, and nothing that breaks by
// itself.
func (f Failure) sums() bool {
	return slices.ContainsFunc(f.Follows, func(list []string) bool { return len(list) > 1 })
}

// ruledOut tells whether answers speak against a failure. What is found by the log-in is no guess here.
func (d diagnosis) ruledOut(id string) bool {
	switch id {
	case failurePower:
		return d.a.Light == Yes
	case failureWifi:
		return d.a.Wifi == Yes || d.a.Web == Yes
	case failureMobile:
		return d.a.Signal == Yes
	}
	return slices.Contains(d.logIns(), id)
}

// weigh scores a guess by what each system is under it.
func (d diagnosis) weigh(g *guess) {
	named, unnamed := d.named(), 0
	g.score = (len(g.broken) - 1) * scoreSecond
	g.touches, g.exact = true, true
	for _, s := range d.c.Now(g.broken, d.a.Since) {
		switch id := s.System.ID; {
		case slices.Contains(named, id):
			d.weighNamed(g, s)
		case slices.Contains(d.a.Works, id) && !s.Some:
			g.score += scoreAgainst
		case !s.Some && s.System.PartOf == "":
			unnamed++
		}
	}
	g.exact = g.exact && unnamed == 0
	g.score += min(unnamed, mostUnnamed) * scoreUnnamed
}

// weighNamed scores what a guess makes of a system that is said not to work.
func (d diagnosis) weighNamed(g *guess, s State) {
	switch {
	case s.Still == StillWorks:
		g.score, g.touches, g.exact = g.score+scoreLeft, false, false
	case !s.Some:
		g.score, g.takes = g.score+scoreTaken, true
	case s.Still == StillNot:
		g.score, g.takes, g.exact = g.score+scorePartly, true, false
	default:
		g.score, g.exact = g.score+scoreLimited, false
	}
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
