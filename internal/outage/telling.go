package outage

import (
	"strings"
	"time"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/text"
)

// Words is the language of what is put together here; *text.Words implements it.
type Words interface {
	Lang() text.Lang
	Say(key string, pairs ...any) string
	Count(key string, n int, pairs ...any) string
	Moment(t time.Time) string
}

// LongTime is a length of time to the minute: "45 min", "3 h 12 min", "2 dygn 4 h".
func LongTime(w Words, d time.Duration) string {
	minutes := int(max(0, d).Round(time.Minute) / time.Minute)
	switch hours := minutes / 60; {
	case hours == 0:
		return w.Say("outage.time.minutes", "m", minutes)
	case hours < 48:
		return w.Say("outage.time.hours", "h", hours, "m", minutes%60)
	default:
		return w.Say("outage.time.days", "d", hours/24, "h", hours%24)
	}
}

// NameOf words a failure: "Strömavbrott", "Fel i en app: LMO appen".
func (c Catalogue) NameOf(w Words, b Broken) string {
	name := b.Failure
	if f, known := c.Failure(b.Failure); known {
		name = f.Name.In(w.Lang())
	}
	of := b.Of
	if s, known := c.System(of); known {
		of = s.Name.In(w.Lang())
	}
	if of == "" {
		return name
	}
	return name + ": " + of
}

// NamesOf words several failures, each once.
func (c Catalogue) NamesOf(w Words, broken []Broken) string {
	var names []string
	for _, b := range broken {
		names = union(names, []string{c.NameOf(w, b)})
	}
	return strings.Join(names, ", ")
}

// TitleOf is what an outage is called: by who began it, or by what is broken; while it lasts, by what still is.
func (c Catalogue) TitleOf(w Words, o Outage) string {
	if o.Title != "" {
		return o.Title
	}
	if last := o.Now(); o.Open() && len(last) > 0 {
		return c.NamesOf(w, last)
	}
	return c.NamesOf(w, o.Broken)
}

// Tells words an event, for a list that is printed. Messages are told as attempts.
func (c Catalogue) Tells(w Words, e Event) string {
	key := "outage.event." + string(e.Type)
	switch e.Type {
	case EventStart, EventBreak, EventMend:
		return w.Say(key, "what", c.NamesOf(w, e.Broken))
	case EventTick, EventUntick:
		return w.Say(key, "what", c.stepText(w, e.Step))
	case EventNote:
		return e.Text
	case EventReading:
		return w.Say(key, "what", e.Reading, "value", e.Value)
	case EventReport:
		return joinWords(w.Say(key, "to", c.ContactName(e.To)), caseWords(w, e.Case), e.Text)
	case EventMessage:
		return c.tellsMessage(w, e)
	case EventEscalate:
		return w.Say(key, "what", c.escalationText(w, e.Step))
	case EventExpect:
		if e.Expected.IsZero() {
			return w.Say("outage.event.expect_unknown")
		}
		return w.Say(key, "when", w.Moment(e.Expected.In(care.Stockholm)))
	case EventMove:
		return w.Say(key, "when", w.Moment(e.At.In(care.Stockholm)))
	case EventReview:
		return joinWords(w.Say(key), e.Text, e.Incidents)
	case EventJoin, EventEnd, EventReopen:
		return joinWords(w.Say(key), e.Text)
	}
	return w.Say("outage.event.unknown")
}

func (c Catalogue) tellsMessage(w Words, e Event) string {
	if e.Message == nil {
		return w.Say("outage.event.unknown")
	}
	channel := w.Say("outage.channel." + string(e.Message.Channel))
	if e.Message.Group != "" {
		channel += " (" + e.Message.Group + ")"
	}
	return w.Say("outage.event.message", "channel", channel, "text", e.Message.Text)
}

func caseWords(w Words, number string) string {
	if number == "" {
		return ""
	}
	return w.Say("outage.event.case", "case", number)
}

// joinWords puts sentences that are there one after the other.
func joinWords(parts ...string) string {
	return strings.Join(strings.Fields(strings.Join(parts, " ")), " ")
}

// stepText is the step that a tick points to, "<failure>/<step>".
func (c Catalogue) stepText(w Words, key string) string {
	failure, id, _ := strings.Cut(key, "/")
	if f, known := c.Failure(failure); known {
		for _, s := range f.Steps {
			if s.ID == id {
				return s.Text.In(w.Lang())
			}
		}
	}
	return w.Say("outage.event.old_step")
}

func (c Catalogue) escalationText(w Words, id string) string {
	for _, e := range c.Limits.Escalations {
		if e.ID == id {
			return e.Text.In(w.Lang())
		}
	}
	return w.Say("outage.event.old_step")
}

// ContactName is the name behind an id, or what stands there instead of one.
func (c Catalogue) ContactName(id string) string {
	for _, contact := range c.Contacts {
		if contact.ID == id {
			return contact.Name
		}
	}
	return id
}
