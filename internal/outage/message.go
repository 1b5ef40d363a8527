package outage

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/text"
)

// Draft is a message to the units: what is wrong, who is touched, what is being done and when it is
// expected to work (routine 3.1.1), with whom to call where somebody has said it (routine 3.1.2).
type Draft struct {
	Kind MessageKind
	// What is the fault; of a planned outage what is to be done.
	What, Touched, Doing string
	// Expected is when it is expected to work; zero says that nobody knows.
	Expected            time.Time
	Responsible, Number string // the responsible manager and a number
	// Start and End are of a planned outage.
	Start, End time.Time
	Drill      bool
	// At is when it is written: a time of the same day is then told without the day. The zero time always
	// tells the day.
	At time.Time
}

// SMS is the text message, in plain signs. Now is when it is sent.
func (d Draft) SMS(w *text.Words, now time.Time) string {
	d.At = now
	all := d.sentences(w, "outage.sms."+string(d.head()))
	if d.lasts() || d.Kind == MessageSolved {
		all = append(all, w.Say("outage.sms.tell"))
	}
	return PlainSMS(strings.Join(all, " "))
}

// Kanalen is the text for the yellow box on the start page of Kanalen: one sentence on each line.
func (d Draft) Kanalen(w *text.Words) string {
	return strings.Join(append(d.sentences(w, "outage.kanalen."+string(d.head())), d.written(w)...), "\n")
}

// ReadOut is what whoever carries the phone reads out to the shift (routine 3.1.1).
func (d Draft) ReadOut(w *text.Words) string {
	return strings.Join(append(d.sentences(w, "outage.readout."+string(d.head())), d.written(w)...), "\n")
}

// Check tells whether the message can go out. Faults: "outage.message_empty" without saying what it is
// about, "outage.message_long" with parts and most.
func (d Draft) Check() error {
	if trimmed(d.What) == "" {
		return text.NewFault("outage.message_empty")
	}
	for _, lang := range []text.Lang{text.Swedish, text.English} {
		if err := fitsParts(d.SMS(text.For(lang), d.At)); err != nil {
			return err
		}
	}
	return nil
}

// fitsParts is the fault of a text message with too many parts.
func fitsParts(sms string) error {
	if n := CountSMS(sms).Parts; n > MostParts {
		return text.NewFault("outage.message_long", "parts", n, "most", MostParts)
	}
	return nil
}

// sentences are the parts of the message that are there, in the order of the routine. Head is the
// key of the first one.
func (d Draft) sentences(w *text.Words, head string) []string {
	var all []string
	add := func(key string, pairs ...any) { all = append(all, w.Say(key, pairs...)) }
	if d.Drill {
		add("outage.message.drill")
	}
	add(head, "what", sentence(d.What))
	if (d.Kind == MessageNotice || d.Kind == MessageDay) && !d.Start.IsZero() {
		add("outage.message.span", "when", d.span(w))
	}
	if touched := sentence(d.Touched); touched != "" {
		add("outage.message.touched", "touched", touched)
	}
	if doing := sentence(d.Doing); doing != "" {
		add("outage.message.doing", "doing", doing)
	}
	switch {
	case d.lasts() && d.Expected.IsZero():
		add("outage.message.unknown")
	case d.lasts():
		add("outage.message.expected", "when", d.clock(w, d.Expected))
	case d.Kind == MessageDay:
		add("outage.message.save")
	}
	if who := sentence(d.Responsible + " " + d.Number); who != "" {
		add("outage.message.call", "who", who)
	}
	return all
}

// head is the kind that the first words are for: what is read out is a message like any other.
func (d Draft) head() MessageKind {
	if d.Kind == MessageReadOut || d.Kind == "" {
		return MessageFirst
	}
	return d.Kind
}

// lasts tells whether the message is about something that doesn't work now.
func (d Draft) lasts() bool { return d.head() == MessageFirst || d.head() == MessageUpdate }

// written ends a text that is read later than it was written.
func (d Draft) written(w *text.Words) []string {
	if d.At.IsZero() {
		return nil
	}
	return []string{w.Say("outage.message.written", "when", w.Moment(d.At.In(care.Stockholm)))}
}

// clock is a time, with its day where that isn't the day of the message.
func (d Draft) clock(w *text.Words, t time.Time) string {
	t, at := t.In(care.Stockholm), d.At.In(care.Stockholm)
	if !d.At.IsZero() && t.YearDay() == at.YearDay() && t.Year() == at.Year() {
		return w.Say("outage.message.clock", "clock", w.Clock(t))
	}
	return w.Say("outage.message.day_clock", "day", w.DayShort(t), "clock", w.Clock(t))
}

// span is from when to when something is planned.
func (d Draft) span(w *text.Words) string {
	start, end := d.Start.In(care.Stockholm), d.End.In(care.Stockholm)
	day := w.DayShort(start)
	switch {
	case d.End.IsZero():
		return w.Say("outage.message.day_clock", "day", day, "clock", w.Clock(start))
	case start.YearDay() == end.YearDay() && start.Year() == end.Year():
		return w.Say("outage.message.day_span", "day", day, "from", w.Clock(start), "to", w.Clock(end))
	}
	return w.Say("outage.message.days_span", "from", day+" "+w.Clock(start), "to", w.DayShort(end)+" "+w.Clock(end))
}

// sentence is what somebody typed on one line, with a full stop unless another sign ends it.
func sentence(s string) string {
	s = strings.TrimRight(trimmed(s), ". ")
	if s == "" || strings.HasSuffix(s, "!") || strings.HasSuffix(s, "?") {
		return s
	}
	return s + "."
}

// trimmed is a text on one line.
func trimmed(s string) string { return strings.Join(strings.Fields(CleanText(s)), " ") }

// Group is recipients of a message.
type Group struct {
	Name string // empty for contacts that no group holds
	// Contacts have a number that a phone dials, Missing have none.
	Contacts, Missing []Contact
}

// Groups parts the phones of the units into recipient groups, in the order of their names, each phone in
// every group that it belongs to; those of no group come last. A phone without a number that can be
// dialled is Missing, and never left out.
func Groups(contacts []Contact) []Group {
	byName := map[string]*Group{}
	for _, c := range contacts {
		if c.Role != ContactUnitPhone {
			continue
		}
		names := c.Groups
		if len(names) == 0 {
			names = []string{""}
		}
		for _, name := range names {
			g := byName[name]
			if g == nil {
				g = &Group{Name: name}
				byName[name] = g
			}
			if Dialled(c.Number) == "" {
				g.Missing = append(g.Missing, c)
			} else {
				g.Contacts = append(g.Contacts, c)
			}
		}
	}
	groups := make([]Group, 0, len(byName))
	for _, g := range byName {
		groups = append(groups, *g)
	}
	slices.SortFunc(groups, func(x, y Group) int {
		return cmp.Or(cmp.Compare(unnamed(x), unnamed(y)), cmp.Compare(x.Name, y.Name))
	})
	return groups
}

func unnamed(g Group) int {
	if g.Name == "" {
		return 1
	}
	return 0
}
