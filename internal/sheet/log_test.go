package sheet_test

import (
	"strings"
	"testing"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/sheet"
	"avbrottsparm/internal/text"
)

// extract is what a reviewer asked for about Elsa on the night when the clocks went back.
func extract() sheet.LogExtract {
	night := time.Date(2026, 10, 25, 0, 30, 0, 0, time.UTC)
	line := func(at time.Time, action access.Action, name, detail string) access.Event {
		return access.Event{Action: action, At: at, Name: name, Title: "undersköterska", Unit: "Hemtjänst Norr",
			PersonID: "b6pm", PersonNumber: "192401297250", PersonName: "Elsa Lund", Detail: detail}
	}
	temp := line(night.Add(time.Hour), access.ActionHit, "Kim Vik", "")
	temp.Stated = true
	return sheet.LogExtract{Events: []access.Event{temp, line(night, access.ActionUnshield, "Maria Alm", "Larm från bostaden")},
		Person: "Elsa Lund, 19240129+7250", From: night, To: night.AddDate(0, 0, 1), Missing: true,
		Detail: func(e access.Event) string { return e.Detail }}
}

func TestTheExtractOfTheLog(t *testing.T) {
	at := sheet.Setting{Words: text.For(text.Swedish), Now: time.Date(2026, 11, 23, 7, 0, 0, 0, care.Stockholm)}
	golden(t, "log", sheet.Log(at, extract()))
	at.Words = text.For(text.English)
	all := extract()
	all.Person, all.By, all.From, all.To, all.Missing, all.Action = "", "Maria", time.Time{}, time.Time{}, false, access.ActionUnshield
	golden(t, "log_english", sheet.Log(at, all))
}

// The hour that comes twice is told apart by its offset.
func TestTheLogTellsTheHourThatComesTwice(t *testing.T) {
	at := sheet.Setting{Words: text.For(text.Swedish), Now: time.Date(2026, 11, 23, 7, 0, 0, 0, care.Stockholm)}
	got := written(sheet.Log(at, extract()))
	if !strings.Contains(got, "02:30:00 +0200") && !strings.Contains(got, "02:30:00 +02:00") || !strings.Contains(got, "02:30:00 +01:00") {
		t.Errorf("the two half past two can't be told apart:\n%s", got)
	}
}

func TestTheCertificateOfAPurge(t *testing.T) {
	at := sheet.Setting{Words: text.For(text.Swedish), Now: time.Date(2026, 11, 23, 7, 0, 0, 0, care.Stockholm)}
	purge := sheet.Purge{ID: "k3j9q2", What: "replica", At: at.Now, By: "Lena Ek, enhetschef", Unit: "Hemtjänst Norr", Automatic: true,
		Gone: map[string]int{"person": 60, "visit": 1200, "secrets": 2}, Stay: 1, From: at.Now.AddDate(0, 0, -40), To: at.Now.AddDate(0, 0, -31),
		Days: 30, Head: "0011-2233-4455-6677-8899"}
	golden(t, "certificate_replica", sheet.Certificate(at, purge))
	purge.Automatic, purge.Stay = false, 0
	at.Words = text.For(text.English)
	golden(t, "certificate_by_hand", sheet.Certificate(at, purge))
	golden(t, "certificate_entries", sheet.Certificate(at, sheet.Purge{ID: "p2q3r4", What: "entries", At: at.Now, By: "Lena Ek, unit head", Unit: "Hemtjänst Norr",
		Gone: map[string]int{"note": 12, "health_note": 3}, From: at.Now.AddDate(0, -6, 0), To: at.Now.AddDate(0, -3, 0), Decision: "SN 2026:14", Head: "0011-2233-4455-6677-8899"}))
}

// Every kind that can be purged has a name on the certificate.
func TestEveryKindThatIsPurgedIsNamed(t *testing.T) {
	kinds := []string{string(care.KindSecrets), "note", "health_note"}
	for _, kind := range care.Kinds() {
		kinds = append(kinds, string(kind))
	}
	for _, kind := range kinds {
		if key := "retention.kind." + kind; !text.For(text.Swedish).Has(key) {
			t.Errorf("no sentence %s", key)
		}
	}
}
