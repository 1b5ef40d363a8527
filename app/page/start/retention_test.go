package start

import (
	"strings"
	"testing"

	"avbrottsparm/app/page"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/retention"
	"avbrottsparm/internal/text"
)

// Before the copy of Lifecare goes everyone is told, with the way to keep it; afterwards the page
// says why it is empty.
func TestTheCopyOfLifecareDoesNotGoUnsaid(t *testing.T) {
	warn := calm()
	warn.Replica = retention.Due{Step: retention.StepWarn, Left: 3}
	last := calm()
	last.Replica = retention.Due{Step: retention.StepWarn, Left: 1}
	due := calm()
	due.Replica = retention.Due{Step: retention.StepPurge}
	gone := desk.Status{ReplicaPurged: care.NextDay(friday, -1)}
	for name, c := range map[string]struct {
		st   desk.Status
		says string
	}{
		"nothing to say": {calm(), ""},
		"three days":     {warn, "gallras om 3 dagar"},
		"one day":        {last, "gallras om 1 dag,"},
		"due":            {due, "ska gallras"},
		"gone":           {gone, "gallrades ons 17 juni 2026"},
	} {
		var got []duty
		for _, d := range dutiesOf(text.For(text.Swedish), c.st, waiting{}, drafts, friday) {
			if strings.Contains(d.sentence, "gallra") {
				got = append(got, d)
			} else if c.st.Persons == 0 {
				t.Errorf("%s: also says %q", name, d.sentence)
			}
		}
		if c.says == "" {
			if len(got) > 0 {
				t.Errorf("%s: %q", name, got[0].sentence)
			}
			continue
		}
		if len(got) != 1 || !strings.Contains(got[0].sentence, c.says) || got[0].to.Page != page.Intake {
			t.Errorf("%s: %+v, want %q and the way to read in", name, got, c.says)
		}
	}
}
