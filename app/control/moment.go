package control

import (
	"fmt"
	"strings"
	"time"

	"avbrottsparm/internal/text"

	"fyne.io/fyne/v2"
)

// TimeField is a field for a time of day. What is typed is set right ("310" becomes "03:10")
// when the field is left or Enter is pressed; what can't be read stays as it was typed.
type TimeField struct {
	Entry
	words *text.Words
	now   func() time.Time
}

// NewTimeField makes a field for a time of day. Now tells the time, in the zone of the unit.
func NewTimeField(words *text.Words, now func() time.Time) *TimeField {
	f := &TimeField{words: words, now: now}
	f.Wrapping = fyne.TextWrap(fyne.TextTruncateClip)
	f.Replace = true
	f.PlaceHolder = words.Say("control.time.example")
	f.ExtendBaseWidget(f)
	return f
}

// Ahead words the example for a time to come, where "just now" would mislead.
func (f *TimeField) Ahead() *TimeField {
	f.PlaceHolder = f.words.Say("control.time.example_ahead")
	return f
}

// Clock is the time typed; ok is false while it can't be read.
func (f *TimeField) Clock() (hour, minute int, ok bool) {
	return ParseClock(f.Text, f.now(), strings.Split(f.words.Say("control.time.now"), "|"))
}

// SetClock shows a time.
func (f *TimeField) SetClock(hour, minute int) { f.SetText(fmt.Sprintf("%02d:%02d", hour, minute)) }

func (f *TimeField) settle() {
	if hour, minute, ok := f.Clock(); ok {
		f.SetClock(hour, minute)
	}
}

// FocusLost is for Fyne.
func (f *TimeField) FocusLost() {
	f.settle()
	f.Entry.FocusLost()
}

// TypedKey is for Fyne.
func (f *TimeField) TypedKey(ev *fyne.KeyEvent) {
	if ev.Name == fyne.KeyReturn || ev.Name == fyne.KeyEnter {
		f.settle()
	}
	f.Entry.TypedKey(ev)
}

// DateField is a field for a day, set right to 2026-11-23 when it is left or Enter is pressed.
type DateField struct {
	Entry
	words *text.Words
	now   func() time.Time
}

// NewDateField makes a field for a day. Now tells the time, in the zone of the unit.
func NewDateField(words *text.Words, now func() time.Time) *DateField {
	f := &DateField{words: words, now: now}
	f.Wrapping = fyne.TextWrap(fyne.TextTruncateClip)
	f.Replace = true
	f.PlaceHolder = words.Say("control.date.example")
	f.ExtendBaseWidget(f)
	return f
}

// Ahead words the example for a day to come, where "yesterday" would mislead.
func (f *DateField) Ahead() *DateField {
	f.PlaceHolder = f.words.Say("control.date.example_ahead")
	return f
}

// Day is midnight of the day typed; ok is false while it can't be read.
func (f *DateField) Day() (day time.Time, ok bool) {
	near := DayWords{}
	for away, key := range map[int]string{
		0: "control.date.today", -1: "control.date.yesterday",
		-2: "control.date.day_before", 1: "control.date.tomorrow",
	} {
		for _, word := range strings.Split(f.words.Say(key), "|") {
			near[word] = away
		}
	}
	return ParseDay(f.Text, f.now(), near)
}

// SetDay shows a day.
func (f *DateField) SetDay(day time.Time) { f.SetText(day.Format("2006-01-02")) }

func (f *DateField) settle() {
	if day, ok := f.Day(); ok {
		f.SetDay(day)
	}
}

// FocusLost is for Fyne.
func (f *DateField) FocusLost() {
	f.settle()
	f.Entry.FocusLost()
}

// TypedKey is for Fyne.
func (f *DateField) TypedKey(ev *fyne.KeyEvent) {
	if ev.Name == fyne.KeyReturn || ev.Name == fyne.KeyEnter {
		f.settle()
	}
	f.Entry.TypedKey(ev)
}
