package write

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/form"
)

// How entries keep times: Stockholm's.
const (
	dayClock = "2006-01-02 15:04"
	hourMin  = "15:04"
)

// halfHour is the second of the quick choices of when.
const halfHour = 30 * time.Minute

// The room for a day and for a clock time, in characters.
const (
	dayWidth   = 7.6
	clockWidth = 9.4
)

func (b *blank) fillDate(p *part) {
	f := control.NewDateField(b.words, b.now)
	b.entryOf(p, &f.Entry, f, f)
	p.value, p.set = func() string { return dayIn(f) }, f.SetText
	b.frameIn(p, f)
}

func (b *blank) fillClock(p *part) {
	f := control.NewTimeField(b.words, b.now)
	b.entryOf(p, &f.Entry, f, f)
	p.value, p.set = func() string { return clockIn(f) }, f.SetText
	b.frameIn(p, f)
}

// dayIn is the day in a field, or what was typed where that is none.
func dayIn(f *control.DateField) string {
	if day, ok := f.Day(); ok {
		return day.Format(time.DateOnly)
	}
	return strings.TrimSpace(f.Text)
}

func clockIn(f *control.TimeField) string {
	if hour, minute, ok := f.Clock(); ok {
		return time.Date(0, 1, 1, hour, minute, 0, 0, time.UTC).Format(hourMin)
	}
	return strings.TrimSpace(f.Text)
}

// fillTime is a day and a clock time, with the quick choices where it says when something happened. A
// time without an hour is of today: the hour is left to the author.
func (b *blank) fillTime(p *part) {
	day, clock := control.NewDateField(b.words, b.now), control.NewTimeField(b.words, b.now)
	p.target = func() fyne.Focusable { return clock }
	b.entryOf(p, &day.Entry, day, day)
	b.entryOf(p, &clock.Entry, clock, clock)
	day.OnSubmitted = func(string) { clock.Focus() }
	p.value = func() string {
		if strings.TrimSpace(clock.Text) == "" {
			return ""
		}
		return strings.TrimSpace(dayIn(day) + " " + clockIn(clock))
	}
	p.set = func(value string) {
		on, at := value, ""
		if i := strings.LastIndex(value, " "); i >= 0 {
			on, at = value[:i], value[i+1:]
		}
		if value == "" {
			on = b.now().Format(time.DateOnly)
		}
		day.SetText(on)
		clock.SetText(at)
	}
	row := control.Flow(look.Gap, control.Wide(dayWidth, day), control.Wide(clockWidth, clock))
	if p.def.ID == form.IDEventTime {
		quick := func(key string, ago time.Duration) fyne.CanvasObject {
			button := control.NewButton(b.words.Say(key), nil, func() {
				p.set(b.now().Add(-ago).In(care.Stockholm).Format(dayClock))
				b.next(p)
			})
			p.controls = append(p.controls, button)
			return button
		}
		row.Add(quick("write.just_now", 0))
		row.Add(quick("write.half_hour", halfHour))
	}
	b.frameIn(p, row)
}

// timeOf is a time as entries keep it; zero for what is none.
func timeOf(value string) time.Time {
	at, err := time.Parse(dayClock, value)
	if err != nil {
		return time.Time{}
	}
	return care.LocalTime(at.Year(), at.Month(), at.Day(), at.Hour(), at.Minute(), 0)
}
