package custody

// after is the state that an event leads to, and whether it fits. What was said unseen of a form that a
// newer print replaced gives way to what somebody says who has it in hand: laptops that are apart don't
// know of each other's forms, and a form that was written on must not be lost to the others.
func (s Slip) after(e Event) (State, bool) {
	switch {
	case e.Unused && e.Step == StepDestroy && !s.Unused:
		return s.State, false
	case !e.Unused && e.Step == StepReturn && s.Unused:
		return StateReturned, true
	}
	return s.State.After(s.Sort, e.Step)
}

// Open lists the steps that may be told of the paper now, in the order in which they are offered. A form
// that was destroyed unseen can still be handed in.
func (s Slip) Open() []Step {
	if s.Unused {
		return []Step{StepReturn}
	}
	return s.State.Open(s.Sort)
}

// Check is custody.Check for the paper as it is now.
func (s Slip) Check(step Step, note string) error {
	if s.Unused && step == StepReturn {
		return Check(s.Sort, StateIssued, step, note)
	}
	return Check(s.Sort, s.State, step, note)
}

// ReplacedAt is the clock of the newest print that replaced a form in the binder: the same sheet went
// in again or was taken out, or the person's part or the whole binder was printed. It is 0 for a form
// that lies there still or was printed by itself, and always for a sheet that is only read, as those of
// protected identities are.
func (c *Contents) ReplacedAt(s Slip) uint64 {
	if s.Sort != SortForm || s.Key == (Key{}) {
		return 0
	}
	at := c.whole
	if s.Person != "" {
		at = max(at, c.persons[s.Person])
	}
	if l := c.sheets[s.Key]; l != nil {
		at = max(at, l.at, l.out)
	}
	if at <= s.clock {
		return 0
	}
	return at
}

// Replaced tells whether a form that a newer print replaced in the binder is still to be accounted for.
func (c *Contents) Replaced(s Slip) bool { return s.State == StateIssued && c.ReplacedAt(s) > 0 }
