package ical

import (
	"context"
	"regexp"
	"strings"

	"github.com/emersion/go-ical"
)

// calendar is what a VCALENDAR says of all its events.
type calendar struct {
	name   string
	cancel bool // METHOD:CANCEL
	// message is set when the file is one of those that programs send each other about single
	// events (RFC 5546): an invitation, an answer, a cancellation.
	message bool
	zones   map[string]*ownZone
	found   map[string]zone // by the name in the file; nil for one that nothing explains
}

func newCalendar() *calendar {
	return &calendar{zones: map[string]*ownZone{}, found: map[string]zone{}}
}

// event is a VEVENT with the lines that mean something here.
type event struct {
	row   int
	cal   *calendar
	props ical.Props
	about *about // nil until it is read
}

// part is an open BEGIN.
type part struct {
	name  string
	row   int
	props ical.Props
	count int
	inner []ical.Props // STANDARD and DAYLIGHT of a VTIMEZONE
}

// parser puts lines together to events and zones. It closes what somebody forgot to close.
type parser struct {
	run    *run
	cal    *calendar
	open   []part
	events []*event
	deeper int // BEGINs below maxDepth that wait for their END
}

func (p *parser) read(ctx context.Context, raw []byte) error {
	n := 0
	for l := range unfold(raw) {
		if n++; n%1024 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		name := lineName(l.text)
		value := strings.ToUpper(strings.TrimSpace(l.text[min(len(l.text), len(name)+1):]))
		switch name {
		case "BEGIN":
			p.begin(value, l.row)
		case "END":
			p.end(value, l.row)
		default:
			p.property(name, l)
		}
	}
	p.unwind(0)
	return ctx.Err()
}

func lineName(text string) string {
	end := strings.IndexAny(text, ":;")
	if end < 0 {
		return ""
	}
	return strings.ToUpper(strings.TrimSpace(text[:end]))
}

func (p *parser) begin(name string, row int) {
	switch name {
	case "VCALENDAR":
		p.unwind(0)
		p.cal = newCalendar()
	case "VEVENT", "VTODO", "VJOURNAL", "VFREEBUSY", "VTIMEZONE": // these never stand inside another
		p.unwind(p.depthOf("VCALENDAR"))
	}
	if len(p.open) >= maxDepth {
		p.deeper++
		return
	}
	p.open = append(p.open, part{name: name, row: row, props: ical.Props{}})
}

// depthOf is how many parts are open down to the innermost of a name, that one counted; 0 when
// none is open.
func (p *parser) depthOf(name string) int {
	for i := len(p.open) - 1; i >= 0; i-- {
		if p.open[i].name == name {
			return i + 1
		}
	}
	return 0
}

func (p *parser) end(name string, row int) {
	if p.deeper > 0 {
		p.deeper--
		return
	}
	depth := p.depthOf(name)
	if depth == 0 {
		p.run.warn(row, "", "ical_line")
		return
	}
	p.unwind(depth)
	last := len(p.open) - 1
	done := p.open[last]
	p.open = p.open[:last]
	p.close(done)
}

// unwind gives up the parts that lie deeper and were never closed. What there is of an event
// without its end may lack the line that cancels or moves it.
func (p *parser) unwind(depth int) {
	p.deeper = 0
	for len(p.open) > depth {
		last := len(p.open) - 1
		if lost := p.open[last]; lost.name == "VEVENT" {
			p.run.fail(lost.row, "ical_unfinished")
		}
		p.open = p.open[:last]
	}
}

func (p *parser) close(done part) {
	if p.cal == nil {
		p.cal = newCalendar()
	}
	switch done.name {
	case "VCALENDAR":
		return
	case "STANDARD", "DAYLIGHT":
		if i := p.depthOf("VTIMEZONE"); i > 0 && len(p.open[i-1].inner) < maxProps {
			p.open[i-1].inner = append(p.open[i-1].inner, done.props)
		}
	case "VTIMEZONE":
		if id := done.props.Get("TZID"); id != nil && len(p.cal.zones) < maxZones {
			p.cal.zones[zoneName(id.Value)] = p.run.newOwnZone(done)
		}
	case "VEVENT":
		if len(p.events) >= maxEvents {
			p.run.full = true
			return
		}
		p.events = append(p.events, &event{row: done.row, cal: p.cal, props: done.props})
	default:
		p.run.others++
	}
}

// wanted are the properties that mean something here, besides those whose name begins with X-.
// The rest, such as pictures and pages in HTML, are never taken apart.
var wanted = map[string]bool{
	"ATTENDEE": true, "CATEGORIES": true, "DESCRIPTION": true, "DTEND": true, "DTSTAMP": true, "DTSTART": true,
	"DURATION": true, "EXDATE": true, "LOCATION": true, "METHOD": true, "NAME": true, "ORGANIZER": true, "RDATE": true,
	"RECURRENCE-ID": true, "RRULE": true, "SEQUENCE": true, "STATUS": true, "SUMMARY": true, "TZID": true,
	"TZOFFSETFROM": true, "TZOFFSETTO": true, "UID": true,
}

var unwanted = map[string]bool{"X-ALT-DESC": true, "X-APPLE-STRUCTURED-LOCATION": true}

func (p *parser) property(name string, l line) {
	if len(p.open) == 0 || p.deeper > 0 {
		return
	}
	at := &p.open[len(p.open)-1]
	if name == "" && (at.name == "VEVENT" || at.name == "VCALENDAR") {
		p.run.warn(l.row, "", "ical_line")
		return
	}
	if !wanted[name] && (!strings.HasPrefix(name, "X-") || unwanted[name]) {
		return
	}
	if at.count++; at.count > maxProps {
		if at.count == maxProps+1 {
			p.run.warn(at.row, "", "ical_long", "limit", maxProps)
		}
		return
	}
	prop, ok := readProp(l.text)
	if !ok || prop.Name != name {
		p.run.warn(l.row, "", "ical_line")
		return
	}
	if l.cut || len(prop.Value) > maxText && (name == "SUMMARY" || name == "DESCRIPTION" || name == "LOCATION") {
		p.run.warn(l.row, name, "cell_cut", "limit", maxText)
	}
	at.props.Add(&prop)
	if at.name == "VCALENDAR" && p.cal != nil {
		p.cal.note(prop)
	}
}

// note takes what a line says of the whole calendar.
func (c *calendar) note(prop ical.Prop) {
	switch prop.Name {
	case "X-WR-CALNAME", "NAME":
		if c.name == "" {
			c.name = oneLine(unescape(prop.Value))
		}
	case "METHOD":
		method := strings.ToUpper(strings.TrimSpace(prop.Value))
		c.cancel, c.message = method == "CANCEL", method != "PUBLISH" && method != ""
	}
}

// bareZone is a zone's name with a colon or a comma in it and without the quotation marks that it
// needs: the colon would end the parameters.
var bareZone = regexp.MustCompile(`^([A-Za-z-]+;(?:[^":]*;)?TZID=)([^";]*[:,][^"]*):(\d{8}(?:T\d{4,6}Z?)?(?:,.*)?)$`)

// readProp takes one line apart with the library, which gives up a whole file for a bad line and
// panics on some: each line is a calendar of its own to it.
func readProp(text string) (prop ical.Prop, ok bool) {
	defer func() {
		if recover() != nil {
			ok = false
		}
	}()
	if strings.Contains(text, "TZID=") {
		text = bareZone.ReplaceAllString(text, `$1"$2":$3`)
	}
	if colon := strings.IndexByte(text, ':'); colon < 0 || valueAt(text) > maxParams {
		return prop, false
	}
	cal, err := ical.NewDecoder(strings.NewReader("BEGIN:VCALENDAR\r\n" + text + "\r\nEND:VCALENDAR\r\n")).Decode()
	if err != nil {
		return prop, false
	}
	for _, props := range cal.Props {
		for _, prop := range props {
			return prop, true
		}
	}
	return prop, false
}

// valueAt is where a line's value begins: after the first colon outside quotation marks.
func valueAt(text string) int {
	quoted := false
	for i := range len(text) {
		switch {
		case text[i] == '"':
			quoted = !quoted
		case text[i] == ':' && !quoted:
			return i
		}
	}
	return len(text)
}
