package readiness

import "time"

// lineOfGroups is what several groups have to know, each by a word of its own.
func (b *Book) lineOfGroups(l *Line, now time.Time) {
	l.Of = len(l.Groups)
	told, late, soon := 0, false, false
	for _, group := range l.Groups {
		e, known := b.Known(l.ID, group)
		if !known {
			continue
		}
		told++
		if e.At.After(l.Last) {
			l.Last, l.By = e.At, e.By.Name
		}
		l.Due = earlier(l.Due, l.until(e.At))
		isOld, isSoon := l.when(e.At, now)
		switch {
		case unsure(e, now) != StateOK || !e.OK:
		case isOld:
			late = true
		default:
			l.Good, soon = l.Good+1, soon || isSoon
		}
	}
	pairs := []any{"good", l.Good, "of", l.Of}
	switch {
	case l.Good == l.Of && soon:
		l.State, l.Reason = StateSoon, Reason{Key: "ready.why.soon"}
	case l.Good == l.Of:
		l.State = StateOK
	case told == 0:
		l.State, l.Reason = StateOpen, Reason{Key: "ready.why.known_none"}
	case late && told == l.Of:
		l.State, l.Reason = StateLate, Reason{Key: "ready.why.known_late", Pairs: pairs}
	default:
		l.State, l.Reason = StateMissing, Reason{Key: "ready.why.known_some", Pairs: pairs}
	}
}

// lineOfParts is an item with several of a sort, such as the unit's telephones. A part of which it was
// told that it isn't there any more no longer counts.
func (b *Book) lineOfParts(l *Line, now time.Time) {
	late, soon, lacking := false, false, false
	for _, e := range b.InUse(l.ID) {
		l.Of++
		if e.At.After(l.Last) {
			l.Last, l.By = e.At, e.By.Name
		}
		l.Due = earlier(l.Due, l.until(e.At))
		isOld, isSoon := l.when(e.At, now)
		switch {
		case !e.OK || e.Missing != "" || e.Value == "" || unsure(e, now) != StateOK:
			lacking = true
		case isOld:
			late = true
		default:
			l.Good, soon = l.Good+1, soon || isSoon
		}
	}
	pairs := []any{"good", l.Good, "of", l.Of}
	switch {
	case l.Of == 0:
		l.State, l.Reason = StateOpen, Reason{Key: "ready.why.no_parts"}
	case lacking:
		l.State, l.Reason = StateMissing, Reason{Key: "ready.why.parts", Pairs: pairs}
	case late:
		l.State, l.Reason = StateLate, Reason{Key: "ready.why.parts", Pairs: pairs}
	case soon:
		l.State, l.Reason = StateSoon, Reason{Key: "ready.why.soon"}
	default:
		l.State = StateOK
	}
}
