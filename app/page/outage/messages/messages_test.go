package messages

import (
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"

	"avbrottsparm/app/control"
	"avbrottsparm/app/page"
	"avbrottsparm/app/page/pagetest"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/outage"
	"avbrottsparm/internal/text"
)

// going is the part over the demo unit with an outage that has lasted for an hour, and a unit of which no
// number is known.
func going(t *testing.T) (*pagetest.Host, *Messages) {
	t.Helper()
	h := pagetest.New(t)
	contacts := append(h.Session().Catalogue().Contacts, outage.Contact{ID: "unit_lost", Role: outage.ContactUnitPhone, Name: "Nattpatrullen",
		Groups: []string{"Hemtjänst"}})
	if err := h.Session().SetContacts(t.Context(), contacts); err != nil {
		t.Fatal(err)
	}
	if _, err := h.Session().StartOutage(t.Context(), outage.Event{At: h.Clock.Add(-time.Hour), Broken: []outage.Broken{{Failure: "lifecare"}}}); err != nil {
		t.Fatal(err)
	}
	return h, opened(h, page.Place{Page: page.Outage, Part: page.OutageMessages})
}

func opened(h *pagetest.Host, at page.Place) *Messages {
	m := New(h)
	h.Window().SetContent(m.Content())
	m.Open(at)
	return m
}

// codes are what the codes in an object say to a phone.
func codes(t *testing.T, o fyne.CanvasObject) []string {
	t.Helper()
	var read []string
	pagetest.Each(o, func(o fyne.CanvasObject) {
		drawn, is := o.(*canvas.Image)
		if !is || drawn.Image == nil || drawn.ScaleMode != canvas.ImageScalePixels {
			return
		}
		bits, err := gozxing.NewBinaryBitmapFromImage(drawn.Image)
		if err != nil {
			t.Fatal(err)
		}
		said, err := qrcode.NewQRCodeReader().Decode(bits, map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_PURE_BARCODE: true})
		if err != nil {
			t.Fatal(err)
		}
		read = append(read, said.GetText())
	})
	return read
}

func TestEachGroupHasACodeThatAPhoneReadsIntoTheMessage(t *testing.T) {
	h, m := going(t)
	groups := h.Session().Recipients()
	want := 0
	for _, g := range groups {
		if len(g.Contacts) > 0 {
			want++
		}
	}
	read := codes(t, m.preview.content)
	if len(read) != want || want == 0 {
		t.Fatalf("%d codes for %d groups with numbers", len(read), want)
	}
	sms := m.draft.SMS(h.Words(), h.Session().Now())
	for _, link := range read {
		if !slices.ContainsFunc(groups, func(g outage.Group) bool {
			wanted, err := outage.SMSLink(numbersOf(g.Contacts), sms)
			return err == nil && wanted == link
		}) {
			t.Errorf("a code says %q", link)
		}
	}
	if said := pagetest.Reads(m.preview.content); !strings.Contains(said, "En saknar nummer och måste nås på annat sätt: Nattpatrullen.") {
		t.Errorf("who has no number is left out:\n%s", said)
	}
}

func TestTheTextFollowsWhatIsTypedAndTellsWhenItIsTooLong(t *testing.T) {
	h, m := going(t)
	m.fields.doing.SetText("")
	test.Type(m.fields.doing, "IT felsöker")
	m.fields.clock.SetText("0600")
	m.fields.day.SetDay(h.Clock)
	said := pagetest.Reads(m.preview.content)
	if !strings.Contains(said, "IT felsöker.") || !strings.Contains(said, "06:00") || !strings.Contains(said, "ett SMS") {
		t.Fatalf("it says:\n%s", said)
	}
	m.fields.what.SetText("Lifecare är nere 😱")
	if said = pagetest.Reads(m.preview.content); strings.Contains(said, "😱") && !strings.Contains(said, "färre tecken per SMS") {
		t.Errorf("signs that take room are not told:\n%s", said)
	}
	m.fields.what.SetText(strings.Repeat("Lifecare är nere. ", 70))
	said = pagetest.Reads(m.preview.content)
	if len(codes(t, m.preview.content)) != 0 || !strings.Contains(said, h.Words().Explain(m.draft.Check())) {
		t.Errorf("a message that is too long has a code, or nobody is told:\n%s", said)
	}
}

// What was sent can't be taken back: a message that names a cared-for person has no code, and nothing to
// copy or to read out.
func TestAMessageThatNamesSomebodyCannotGoOut(t *testing.T) {
	h, m := going(t)
	m.fields.doing.SetText("Börja hos " + h.Session().People("")[0].Name + ".")
	said := pagetest.Reads(m.preview.content)
	buttons := 0
	pagetest.Each(m.preview.content, func(o fyne.CanvasObject) {
		if _, is := o.(*control.Button); is {
			buttons++
		}
	})
	if len(codes(t, m.preview.content)) != 0 || buttons != 0 || !strings.Contains(said, h.Words().Explain(text.NewFault("outage.person"))) {
		t.Errorf("%d codes, %d buttons:\n%s", len(codes(t, m.preview.content)), buttons, said)
	}
	m.fields.doing.SetText("IT felsöker.")
	if len(codes(t, m.preview.content)) == 0 {
		t.Error("the codes don't come back")
	}
}

func TestWhatSomebodySentIsNotedAsAnAttempt(t *testing.T) {
	h, m := going(t)
	pressAll := func(words string) (n int) {
		var found []*control.Button
		pagetest.Each(m.preview.content, func(o fyne.CanvasObject) {
			if b, is := o.(*control.Button); is && b.Text == words {
				found = append(found, b)
			}
		})
		for _, b := range found {
			b.OnTapped()
		}
		return len(found)
	}
	if pressAll("Notera att du skickat") == 0 || pressAll("Notera att du lagt ut den") != 1 || pressAll("Notera att du läst upp") != 1 {
		t.Fatal("there is nothing to press")
	}
	view, _ := h.Session().OpenOutage()
	channels := map[outage.Channel]int{}
	for _, e := range view.Messages {
		channels[e.Message.Channel]++
		if e.Message.Kind != outage.MessageFirst || e.Message.Text == "" {
			t.Errorf("noted %+v", *e.Message)
		}
	}
	if channels[outage.ChannelSMS] == 0 || channels[outage.ChannelKanalen] != 1 || channels[outage.ChannelReadOut] != 1 {
		t.Errorf("noted %v", channels)
	}
	if !strings.Contains(h.Told[0], "försök") || !strings.Contains(m.last.Text(), "försöket") {
		t.Errorf("told %q, %q", h.Told, m.last.Text())
	}
	m.Open(page.Place{Page: page.Outage})
	if m.draft.Kind != outage.MessageUpdate {
		t.Errorf("after the first comes %s", m.draft.Kind)
	}
	before := len(h.Shown)
	pressAll("Skriv ut")
	if to := h.Shown[before]; to.Page != page.Paper || to.Message == "" {
		t.Errorf("the paper gets %+v", to)
	}
}

func TestTheMessageSaysWhichAppItIs(t *testing.T) {
	h := pagetest.New(t)
	if _, err := h.Session().StartOutage(t.Context(), outage.Event{Broken: []outage.Broken{{Failure: "one_app", Of: "lmo_app"}}}); err != nil {
		t.Fatal(err)
	}
	m := opened(h, page.Place{Page: page.Outage, Part: page.OutageMessages})
	if said := m.draft.SMS(h.Words(), h.Clock); !strings.Contains(said, "LMO-appen") {
		t.Errorf("the text is %q", said)
	}
}

func TestAPlannedOutageIsToldOf(t *testing.T) {
	h := pagetest.New(t)
	for _, d := range h.Session().PlannedDuties() {
		if d.Message == "" {
			continue
		}
		m := opened(h, page.Place{Page: page.Outage, Part: page.OutageMessages, Outage: d.Planned.ID, Topic: string(d.Message)})
		if m.draft.Kind != d.Message || !strings.Contains(m.fields.what.Text, d.Planned.Title) {
			t.Errorf("%s: %+v", d.Planned.ID, m.draft)
		}
		m.send(outage.Sent{Channel: outage.ChannelSMS, Text: "Uppgradering."})
	}
	told := 0
	for _, d := range h.Session().PlannedDuties() {
		if d.Done {
			told++
		}
	}
	if told == 0 || len(h.Failed) > 0 {
		t.Errorf("%d were told, %v", told, h.Failed)
	}
}

// Who writes at night when it will work again types a clock and no day.
func TestAClockAloneIsTheNextTimeThatItIsThatClock(t *testing.T) {
	h, m := going(t)
	now := h.Session().Now().In(care.Stockholm)
	for _, ahead := range []time.Duration{-2 * time.Hour, 2 * time.Hour} {
		at := now.Add(ahead).Truncate(time.Minute)
		m.fields.clock.SetText(at.Format("15:04"))
		if ahead < 0 {
			at = at.AddDate(0, 0, 1)
		}
		if !m.draft.Expected.Equal(at) {
			t.Errorf("%s typed at %s is %s", m.fields.clock.Text, now.Format("15:04"), m.draft.Expected.In(care.Stockholm))
		}
	}
	m.fields.clock.SetText("")
	if !m.draft.Expected.IsZero() {
		t.Errorf("no clock is %s", m.draft.Expected)
	}
}

func TestOneIsToldThatTextMessagesMayNotArriveWithout4G(t *testing.T) {
	h, m := going(t)
	if m.reach.Visible() {
		t.Error("4G is there, and one is told that it is gone")
	}
	if _, err := h.Session().TellOutage(t.Context(), outage.Event{Type: outage.EventBreak, Outage: m.id, At: h.Session().Now(), Broken: []outage.Broken{{Failure: failureMobile}}}); err != nil {
		t.Fatal(err)
	}
	m.changed()
	if !m.reach.Visible() || !strings.Contains(pagetest.Reads(m.Content()), "4G/5G är borta: ett sms kan bli liggande") {
		t.Errorf("one reads:\n%s", pagetest.Reads(m.Content()))
	}
}
