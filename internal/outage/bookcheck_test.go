package outage_test

import (
	"strings"
	"testing"
	"time"

	"avbrottsparm/internal/outage"
	"avbrottsparm/internal/text"
)

func TestWhatCannotHaveHappenedIsNotTaken(t *testing.T) {
	b := take(inTurn(starts(firstID, 0, "lifecare"), starts(secondID, 0, "wifi"), happens(secondID, outage.EventEnd, 30)))
	failure := func(f ...string) func(*outage.Event) { return func(e *outage.Event) { e.Broken = faults(f...) } }
	for name, c := range map[string]struct {
		event outage.Event
		fault string
	}{
		"of an outage that nobody knows": {happens(drillID, outage.EventEnd, 5), "outage.unknown"},
		"of a type that nobody knows":    {happens(firstID, "weather", 5), "outage.unknown"},
		"begun twice":                    {starts(firstID, 5, "power"), "outage.twice"},
		"nothing is broken":              {happens(drillID, outage.EventStart, 5), "outage.nothing_broken"},
		"a failure without a name":       {with(happens(firstID, outage.EventBreak, 5), failure("")), "outage.nothing_broken"},
		"begun tomorrow":                 {with(starts(drillID, 1440, "power"), func(e *outage.Event) { e.Told = downAt }), "outage.future"},
		"a failure of tomorrow":          {with(starts(drillID, 0, "power"), func(e *outage.Event) { e.Broken[0].Since = after(1440) }), "outage.future"},
		"a failure that ends first":      {with(starts(drillID, 90, "power"), func(e *outage.Event) { e.Broken[0].Since, e.Broken[0].Until = after(60), after(30) }), "outage.before_start"},
		"without a time":                 {with(happens(firstID, outage.EventNote, 5), func(e *outage.Event) { e.At, e.Text = time.Time{}, "x" }), "outage.time"},
		"ended before it began":          {happens(firstID, outage.EventEnd, -5), "outage.before_start"},
		"mended before it broke":         {with(happens(firstID, outage.EventMend, -5), failure("lifecare")), "outage.before_start"},
		"mended what works":              {with(happens(firstID, outage.EventMend, 5), failure("power")), "outage.not_broken"},
		"ended twice":                    {happens(secondID, outage.EventEnd, 40), "outage.over"},
		"broken after the end":           {with(happens(secondID, outage.EventBreak, 40), failure("power")), "outage.over"},
		"opened again while it is open":  {happens(firstID, outage.EventReopen, 5), "outage.not_over"},
		"moved past its end":             {happens(secondID, outage.EventMove, 50), "outage.before_start"},
		"an empty note":                  {with(happens(firstID, outage.EventNote, 5), func(e *outage.Event) { e.Text = " \n" }), "outage.text_empty"},
		"a reading of nothing":           {happens(firstID, outage.EventReading, 5), "outage.text_empty"},
		"a tick on no step":              {happens(firstID, outage.EventTick, 5), "outage.text_empty"},
		"a message without a text":       {with(happens(firstID, outage.EventMessage, 5), func(e *outage.Event) { e.Message = &outage.Sent{} }), "outage.text_empty"},
		"a text message of seven parts": {with(happens(firstID, outage.EventMessage, 5), func(e *outage.Event) {
			e.Message = &outage.Sent{Channel: outage.ChannelSMS, Text: strings.Repeat("a", 919)}
		}), "outage.message_long"},
		"as much on Kanalen": {with(happens(firstID, outage.EventMessage, 5), func(e *outage.Event) {
			e.Message = &outage.Sent{Channel: outage.ChannelKanalen, Text: strings.Repeat("a", 919)}
		}), ""},
		"mended before the end, told after it": {with(happens(secondID, outage.EventMend, 20), failure("wifi")), ""},
		"mended after the end":                 {with(happens(secondID, outage.EventMend, 45), failure("wifi")), "outage.before_start"},
		"a review that says nothing":           {happens(secondID, outage.EventReview, 50), "outage.text_empty"},
		"a report to nobody":                   {happens(firstID, outage.EventReport, 5), "outage.text_empty"},
		"a note like a book":                   {with(happens(firstID, outage.EventNote, 5), func(e *outage.Event) { e.Text = strings.Repeat("å", outage.MostText+1) }), "outage.text_long"},
		"a title like a page":                  {with(starts(drillID, 5, "power"), func(e *outage.Event) { e.Title = strings.Repeat("å", 300) }), "outage.text_long"},
		"joined with itself":                   {with(happens(firstID, outage.EventJoin, 5), func(e *outage.Event) { e.Other = firstID }), "outage.join_self"},
		"joined with what isn't there":         {with(happens(firstID, outage.EventJoin, 5), func(e *outage.Event) { e.Other = drillID }), "outage.unknown"},
		"joined with nothing":                  {happens(firstID, outage.EventJoin, 5), "outage.text_empty"},
		"an outage without an id":              {starts("", 0, "power"), "outage.unknown"},
		"a note after the end":                 {with(happens(secondID, outage.EventNote, 50), func(e *outage.Event) { e.Text = "Allt är inskrivet." }), ""},
		"a step ticked after the end":          {with(happens(secondID, outage.EventTick, 50), func(e *outage.Event) { e.Step = "wifi/enter" }), ""},
		"told of an hour ago":                  {with(starts(drillID, -60, "power"), func(e *outage.Event) { e.Told = downAt }), ""},
		"a clock that is minutes ahead":        {with(starts(drillID, 3, "power"), func(e *outage.Event) { e.Told = downAt }), ""},
		"a note of as much as there is":        {with(happens(firstID, outage.EventNote, 5), func(e *outage.Event) { e.Text = strings.Repeat("å", outage.MostText) }), ""},
		"joined with the one that is over":     {with(happens(firstID, outage.EventJoin, 40), func(e *outage.Event) { e.Other = secondID }), "outage.join_over"},
	} {
		err := b.Check(c.event)
		if c.fault == "" && err != nil || c.fault != "" && !text.IsFault(err, c.fault) {
			t.Errorf("%s: %v", name, err)
		}
		for _, lang := range []text.Lang{text.Swedish, text.English} {
			if said := text.For(lang).Explain(err); err != nil && (said == text.For(lang).Say("error.unknown") || strings.Contains(said, "{")) {
				t.Errorf("%s: nobody can read %q", name, said)
			}
		}
	}
}

func TestWhatIsOddIsAskedAbout(t *testing.T) {
	b := take(inTurn(starts(firstID, 0, "lifecare"), starts(secondID, 0, "wifi"), happens(secondID, outage.EventEnd, 30)))
	for name, c := range map[string]struct {
		event outage.Event
		fault string
	}{
		"the same goes on":           {starts(drillID, 5, "lifecare"), "outage.already"},
		"a drill of it":              {with(starts(drillID, 5, "lifecare"), func(e *outage.Event) { e.Drill = true }), ""},
		"the same is over":           {starts(drillID, 40, "wifi"), ""},
		"another app":                {with(starts(drillID, 5, "lifecare"), func(e *outage.Event) { e.Broken[0].Of = "lmo_app" }), ""},
		"begun months ago":           {with(starts(drillID, -60*24*60, "power"), func(e *outage.Event) { e.Told = downAt }), "outage.long_ago"},
		"moved months back":          {with(happens(firstID, outage.EventMove, -60*24*60), func(e *outage.Event) { e.Told = downAt }), "outage.long_ago"},
		"begun last week":            {with(starts(drillID, -7*24*60, "power"), func(e *outage.Event) { e.Told = downAt }), ""},
		"a note is never asked over": {happens(firstID, outage.EventNote, 5), ""},
	} {
		if err := b.Ask(c.event); c.fault == "" && err != nil || c.fault != "" && !text.IsFault(err, c.fault) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if o, there := b.Same(starts(drillID, 5, "wifi", "lifecare")); !there || o.ID != firstID {
		t.Errorf("the same outage is %.4s, %v", o.ID, there)
	}
}
