package outage_test

import (
	"strings"
	"testing"
	"time"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/outage"
	"avbrottsparm/internal/text"
)

// draft holds all that information on an outage holds (routine 3.1.1 and 3.1.2).
func draft(kind outage.MessageKind) outage.Draft {
	return outage.Draft{Kind: kind, What: "Lifecare är nere", Touched: "hemtjänst och boenden", Doing: "IT felsöker.", Expected: downAt.Add(3 * time.Hour),
		Responsible: "Ansvarig chef", Number: "0121-180 00", At: downAt}
}

func TestAMessageSaysWhatTheRoutineAsksFor(t *testing.T) {
	sv := text.For(text.Swedish)
	for kind, want := range map[outage.MessageKind]string{
		outage.MessageFirst:   "AVBROTT: Lifecare är nere. Berörs: hemtjänst och boenden. Åtgärd: IT felsöker. Beräknas fungera kl. 05:14. Ansvarig: Ansvarig chef 0121-180 00. Berätta för alla på passet.",
		outage.MessageUpdate:  "AVBROTT, nytt läge: Lifecare är nere. Berörs: hemtjänst och boenden. Åtgärd: IT felsöker. Beräknas fungera kl. 05:14. Ansvarig: Ansvarig chef 0121-180 00. Berätta för alla på passet.",
		outage.MessageSolved:  "AVBROTTET ÄR ÖVER. Gällde: Lifecare är nere. Berörs: hemtjänst och boenden. Åtgärd: IT felsöker. Ansvarig: Ansvarig chef 0121-180 00. Berätta för alla på passet.",
		outage.MessageReadOut: "AVBROTT: Lifecare är nere. Berörs: hemtjänst och boenden. Åtgärd: IT felsöker. Beräknas fungera kl. 05:14. Ansvarig: Ansvarig chef 0121-180 00. Berätta för alla på passet.",
	} {
		if got := draft(kind).SMS(sv, downAt); got != want {
			t.Errorf("%s:\n%s\ninstead of\n%s", kind, got, want)
		}
	}
	d := draft(outage.MessageFirst)
	d.Expected = time.Time{}
	if got := d.SMS(sv, downAt); !strings.Contains(got, "När det fungerar igen är inte känt.") {
		t.Errorf("an unknown time isn't told: %s", got)
	}
	d.Expected = downAt.Add(30 * time.Hour)
	if got := d.SMS(sv, downAt); !strings.Contains(got, "Beräknas fungera ons 25 nov kl. 08:14.") {
		t.Errorf("a time of another day lacks its day: %s", got)
	}
	d.Drill = true
	for _, got := range []string{d.SMS(sv, downAt), d.Kanalen(sv), d.ReadOut(sv)} {
		if !strings.HasPrefix(got, "ÖVNING") {
			t.Errorf("a drill can be taken for an outage: %s", got)
		}
	}
}

func TestAPlannedOutageIsTold(t *testing.T) {
	sv := text.For(text.Swedish)
	d := outage.Draft{Kind: outage.MessageDay, What: "Uppgradering av Lifecare", At: downAt,
		Start: time.Date(2026, 11, 25, 10, 0, 0, 0, care.Stockholm), End: time.Date(2026, 11, 25, 12, 0, 0, 0, care.Stockholm)}
	if got := d.SMS(sv, downAt); got != "Påminnelse, planerat avbrott: Uppgradering av Lifecare. Tid: ons 25 nov kl. 10:00-12:00. Spara ofta och avsluta i god tid." {
		t.Error(got)
	}
	d.Kind, d.End = outage.MessageNotice, time.Date(2026, 11, 26, 6, 0, 0, 0, care.Stockholm)
	if got := d.SMS(sv, downAt); got != "Planerat avbrott: Uppgradering av Lifecare. Tid: ons 25 nov 10:00 till tors 26 nov 06:00." {
		t.Error(got)
	}
	d.Kind = outage.MessageDone
	if got := d.SMS(sv, downAt); got != "Planerat avbrott är klart: Uppgradering av Lifecare." {
		t.Error(got)
	}
}

func TestKanalenAndWhatIsReadOutSayWhenTheyWereWritten(t *testing.T) {
	sv := text.For(text.Swedish)
	if got := draft(outage.MessageFirst).Kanalen(sv); got != "Driftstörning: Lifecare är nere.\nBerörs: hemtjänst och boenden.\nÅtgärd: IT felsöker.\nBeräknas fungera kl. 05:14.\nAnsvarig: Ansvarig chef 0121-180 00.\nSkrivet tis 24 nov 2026 02:14." {
		t.Error(got)
	}
	if got := draft(outage.MessageSolved).ReadOut(sv); !strings.HasPrefix(got, "Avbrottet är över. Det gällde: Lifecare är nere.\n") {
		t.Error(got)
	}
}

// The words of the program itself never halve the room.
func TestTheWordsOfMessagesAreInThePhonesAlphabet(t *testing.T) {
	for _, lang := range []text.Lang{text.Swedish, text.English} {
		w := text.For(lang)
		for _, kind := range []outage.MessageKind{outage.MessageFirst, outage.MessageUpdate, outage.MessageSolved, outage.MessageNotice, outage.MessageDay, outage.MessageDone} {
			d := draft(kind)
			d.Drill, d.Start, d.End = true, downAt, downAt.Add(time.Hour)
			for _, expected := range []time.Time{{}, downAt.Add(time.Hour), downAt.Add(99 * time.Hour)} {
				d.Expected = expected
				sms := d.SMS(w, downAt)
				if counted := outage.CountSMS(sms); len(counted.Wide) > 0 || counted.Parts > 2 || strings.Contains(sms, "[[") || strings.Contains(sms, "{") {
					t.Errorf("%s %s: %q, %+v", lang, kind, sms, counted)
				}
			}
		}
	}
}

func TestAMessageIsCheckedBeforeItGoesOut(t *testing.T) {
	d := draft(outage.MessageFirst)
	if err := d.Check(); err != nil {
		t.Errorf("a good message: %v", err)
	}
	d.What = " \n"
	if err := d.Check(); !text.IsFault(err, "outage.message_empty") {
		t.Errorf("without a word: %v", err)
	}
	d.What = strings.Repeat("Allt är nere igen. ", 50)
	err := d.Check()
	if !text.IsFault(err, "outage.message_long") {
		t.Errorf("too long: %v", err)
	}
	if said := text.For(text.Swedish).Explain(err); !strings.Contains(said, "8 sms-delar") || !strings.Contains(said, "högst 6") {
		t.Errorf("the person reads %q", said)
	}
	d.What = strings.Repeat("Allt är nere igen. ", 36)
	if err := d.Check(); err != nil {
		t.Errorf("a long message that fits: %v", err)
	}
}

func TestWhoLacksANumberIsNamedInEachGroup(t *testing.T) {
	phone := func(name, number string, groups ...string) outage.Contact {
		return outage.Contact{ID: name, Name: name, Number: number, Role: outage.ContactUnitPhone, Groups: groups}
	}
	groups := outage.Groups([]outage.Contact{
		phone("Nattpatrullen", "070-174 06 51", "Hemtjänst", "Natt"), phone("Västra", "", "Hemtjänst"), phone("Köket", "070-174 06 53"),
		phone("Aspgården", "anknytning 5", "Boende"), {ID: "it", Role: outage.ContactServiceDesk, Name: "IT", Number: "0121-18499"},
	})
	var said []string
	for _, g := range groups {
		line := g.Name + ":"
		for _, c := range g.Contacts {
			line += " " + c.Name
		}
		for _, c := range g.Missing {
			line += " -" + c.Name
		}
		said = append(said, line)
	}
	if got := strings.Join(said, "; "); got != "Boende: -Aspgården; Hemtjänst: Nattpatrullen -Västra; Natt: Nattpatrullen; : Köket" {
		t.Error(got)
	}
}
