package outage

import "slices"

// logIn: nobody gets in, or not by every way (routine 4.4). That user name and password work on a
// computer tells the log-in from the systems behind it.
func (d diagnosis) logIn() (Finding, bool) {
	if !d.aboutLogIn() {
		return Finding{}, false
	}
	var tags []string
	for _, way := range []string{failureBankID, failureFreja, failureFeitian} {
		if slices.Contains(d.a.Ways, way) {
			tags = append(tags, way)
		}
	}
	failed := d.a.Password == TriedFailed || slices.Contains(d.a.Ways, failureAD)
	switch {
	case failed && len(tags) > 0:
		return d.either(d.broken(failureAD), d.broken(failureIDP), []string{"diagnose.why.password_failed"}, []string{"diagnose.why.no_way"}, AskWeb, AskWifi)
	case failed:
		return d.password()
	case len(tags) > 1:
		return d.provider(tags)
	case len(tags) == 1 && tags[0] != failureBankID:
		return d.sure(d.broken(tags[0]), "diagnose.why."+tags[0])
	}
	return d.bank(len(tags) == 1)
}

// aboutLogIn tells whether the answers speak of logging in. That user name and password work says so
// where what is named is behind the same log-in, and none of it has let anybody in.
func (d diagnosis) aboutLogIn() bool {
	named := slices.Contains(d.a.Systems, logInSystem)
	switch {
	case len(d.a.Ways) > 0 || d.a.Bank != Unknown:
		return true
	case d.a.Password == TriedFailed:
		return true
	case d.a.Password == TriedWorked:
		return named || len(d.a.Systems) == 0 || !d.getsIn() && d.takes(d.broken(failureIDP))
	}
	return named && !d.getsIn()
}

// password: user name and password don't let anybody in on a computer.
func (d diagnosis) password() (Finding, bool) {
	other := slices.DeleteFunc(slices.Clone(d.a.Systems), func(id string) bool { return id == logInSystem })
	if len(other) < 2 || d.a.Web == Yes || d.a.Wifi == Yes || d.a.Signal == Yes {
		return d.sure(d.broken(failureAD), "diagnose.why.password_failed")
	}
	return d.either(d.broken(failureAD), d.broken(failureWifi), []string{"diagnose.why.password_failed"}, []string{"diagnose.why.maybe_network"}, AskWeb, AskWifi, AskSignal)
}

// provider: several ways fail at once, so it is what they have in common.
func (d diagnosis) provider(tags []string) (Finding, bool) {
	if len(tags) == 3 || d.a.Password == TriedWorked {
		return d.sure(d.broken(failureIDP), "diagnose.why.several_ways")
	}
	return d.either(d.broken(failureIDP), d.broken(tags...), []string{"diagnose.why.several_ways"}, []string{"diagnose.why.each_way"}, AskPassword, AskWeb)
}

// bank: BankID, as a whole or of one bank. said is that somebody named BankID.
func (d diagnosis) bank(said bool) (Finding, bool) {
	reason := "diagnose.why.log_in"
	switch {
	case d.a.Password == TriedWorked:
		reason = "diagnose.why.password_worked"
	case said:
		reason = "diagnose.why.bankid"
	}
	switch {
	case d.a.Bank == Yes:
		return d.sure(d.broken(failureOneBank), "diagnose.why.other_bank")
	case d.a.Bank == No:
		return d.sure(d.broken(failureBankID), reason, "diagnose.why.no_bank")
	case said && d.a.Reach == ReachUnits:
		return d.sure(d.broken(failureBankID), reason, "diagnose.why.units")
	case !said && d.a.Password != TriedWorked:
		return d.either(d.broken(failureBankID), d.broken(failureIDP), []string{reason}, []string{"diagnose.why.several_ways"}, AskPassword, AskWays, AskBank)
	case !said && len(d.named()) == 1:
		one := d.broken(failureOneApp)
		for i := range one {
			one[i].Of = d.named()[0]
		}
		return d.either(d.broken(failureBankID), one, []string{reason}, []string{"diagnose.why.one_app"}, AskWays, AskWorks, AskBank)
	case !said && d.a.Reach == ReachUnits:
		return d.either(d.broken(failureBankID), d.broken(failureIDP), []string{reason, "diagnose.why.units"}, []string{"diagnose.why.several_ways"}, AskWays, AskBank)
	}
	return d.either(d.broken(failureBankID), d.broken(failureOneBank), []string{reason}, []string{"diagnose.why.other_bank"}, AskBank, AskWays)
}
