package table_test

import (
	"fmt"
	"strings"
	"testing"
)

// The files are read on Sunday 22 November 2026, so that 28 days are those to 19 December. Weeks
// 48 and 50 are even.
func TestSchedulesOfWeekdays(t *testing.T) {
	for text, want := range map[string]string{
		"Varje vecka, mån":                    "1123 1130 1207 1214",
		"mån-fre":                             "1123 1124 1125 1126 1127 1130 1201 1202 1203 1204 1207 1208 1209 1210 1211 1214 1215 1216 1217 1218",
		"Vardagar":                            "1123 1124 1125 1126 1127 1130 1201 1202 1203 1204 1207 1208 1209 1210 1211 1214 1215 1216 1217 1218",
		"Måndag till fredag":                  "1123 1124 1125 1126 1127 1130 1201 1202 1203 1204 1207 1208 1209 1210 1211 1214 1215 1216 1217 1218",
		"Må-Fr":                               "1123 1124 1125 1126 1127 1130 1201 1202 1203 1204 1207 1208 1209 1210 1211 1214 1215 1216 1217 1218",
		"Mån, Ons, Fre":                       "1123 1125 1127 1130 1202 1204 1207 1209 1211 1214 1216 1218",
		"mån och tors":                        "1123 1126 1130 1203 1207 1210 1214 1217",
		"Helger":                              "1122 1128 1129 1205 1206 1212 1213 1219",
		"lör-sön":                             "1122 1128 1129 1205 1206 1212 1213 1219",
		"fre-mån":                             "1122 1123 1127 1128 1129 1130 1204 1205 1206 1207 1211 1212 1213 1214 1218 1219",
		"varannan vecka tis (jämn vecka)":     "1124 1208",
		"Varannan vecka, ons, udda veckor":    "1202 1216",
		"Tisdagar jämna veckor":               "1124 1208",
		"varannan vecka tis":                  "1124 1201 1208 1215 varannan vecka tis",
		"Var 4:e vecka, mån":                  "1123 1130 1207 1214 Var 4:e vecka, mån",
		"mån, första i månaden":               "ERROR",
		"när det passar":                      "ERROR",
		"Varje vecka":                         "ERROR",
		"mån v 48-50":                         "ERROR",
		"Varje vecka, mån;Varje vecka, Mån. ": "1123 1130 1207 1214",
	} {
		text, _, _ = strings.Cut(text, ";")
		raw := fmt.Sprintf("Kundnr;Dagar;Starttid;Längd;Slinga\n7;\"%s\";08:00;30;Blå\n8;Varje vecka, sön;09:00;30;Blå\n", text)
		var days []string
		note, bad := "", false
		for _, line := range strings.Split(read(t, "grundschema.csv", []byte(raw)), "\n") {
			if strings.HasPrefix(line, "2 visit | ") {
				days = append(days, strings.Fields(line)[3])
				if _, after, ok := strings.Cut(line, "route Blå | "); ok {
					note = " " + after
				}
			}
			bad = bad || strings.HasPrefix(line, "2 ERROR bad_pattern")
		}
		got := strings.Join(days, " ") + note
		if bad {
			got += "ERROR"
		}
		if got != want {
			t.Errorf("%q: got %s, want %s", text, got, want)
		}
	}
}

func TestSchedulesOfWeekdaysWithOtherColumns(t *testing.T) {
	check(t, []sample{
		{
			name: "the weekday and the rhythm in columns of their own, from the day in the title, past midnight",
			raw: `Grundschema från 2027-01-04;;;;;
Dag;Frekvens;Namn;Start;Slut;Insatser
Måndag;Varannan vecka (jämn);Anna Ek;23:00;00:30;Tillsyn, DUBBELBEMANNING 1/2
Tisdag;Varje vecka;Bo Ek;25:00;26:00;Dusch
`,
			want: `
table.schedule
3 visit | 0111 23:00-0112 00:30 | Anna Ek | Tillsyn | double 1/2
3 visit | 0125 23:00-0126 00:30 | Anna Ek | Tillsyn | double 1/2
4 ERROR bad_time [Start]
2 warning pattern [Dag] 2027-01-04 00:00:00 +0100 CET 2027-01-31 00:00:00 +0100 CET`,
		},
		{
			name: "a column for each weekday",
			raw:  "Namn;Starttid;Längd;Mån;Tis;Ons;Tor;Fre;Lör;Sön\nAnna Ek;08:00;30;x;;;;;;\nBo Ek;08:00;30;;;;;;x;x\n",
			want: `
table.schedule
2 visit | 1123 08:00-08:30 | Anna Ek
2 visit | 1130 08:00-08:30 | Anna Ek
2 visit | 1207 08:00-08:30 | Anna Ek
2 visit | 1214 08:00-08:30 | Anna Ek
3 visit | 1122 08:00-08:30 | Bo Ek
3 visit | 1128 08:00-08:30 | Bo Ek
3 visit | 1129 08:00-08:30 | Bo Ek
3 visit | 1205 08:00-08:30 | Bo Ek
3 visit | 1206 08:00-08:30 | Bo Ek
3 visit | 1212 08:00-08:30 | Bo Ek
3 visit | 1213 08:00-08:30 | Bo Ek
3 visit | 1219 08:00-08:30 | Bo Ek
1 warning pattern [] 2026-11-22 00:00:00 +0100 CET 2026-12-19 00:00:00 +0100 CET`,
		},
		{
			name: "times beside the weekdays, and days from and until which a row holds",
			raw: `Startdatum;Slutdatum;Namn;Återkommer;Insatser
2026-12-01;;Anna Ek;Varje vecka, mån kl 08:00-08:30;Dusch
;2026-11-30;Bo Ek;1 gång/vecka, mån 9.15;Städ
`,
			want: `
table.schedule
2 visit | 1207 08:00-08:30 | Anna Ek | Dusch
2 visit | 1214 08:00-08:30 | Anna Ek | Dusch
3 visit | 1123 09:15-09:15 | Bo Ek | Städ
3 visit | 1130 09:15-09:15 | Bo Ek | Städ
1 warning pattern [] 2026-11-22 00:00:00 +0100 CET 2026-12-19 00:00:00 +0100 CET`,
		},
		{
			name: "a weekday beside the number of its week is a date",
			raw:  "Vecka;Dag;Namn;Start;Slut\n48;Måndag;Anna Ek;08:00;08:30\n49;tis;Bo Ek;08:00;08:30\n",
			want: "table.schedule\n2 visit | 1123 08:00-08:30 | Anna Ek\n3 visit | 1201 08:00-08:30 | Bo Ek",
		},
		{
			name: "both clock changes are wall-clock times",
			file: "grundschema 2026-10-24.csv",
			raw:  "Dag;Namn;Start;Slut\nHelger;Anna Ek;02:30;03:30\n",
			want: `
table.schedule
2 visit | 1024 02:30-03:30 | Anna Ek
2 visit | 1025 02:30-03:30 | Anna Ek
2 visit | 1031 02:30-03:30 | Anna Ek
2 visit | 1101 02:30-03:30 | Anna Ek
2 visit | 1107 02:30-03:30 | Anna Ek
2 visit | 1108 02:30-03:30 | Anna Ek
2 visit | 1114 02:30-03:30 | Anna Ek
2 visit | 1115 02:30-03:30 | Anna Ek
1 warning pattern [Dag] 2026-10-24 00:00:00 +0200 CEST 2026-11-20 00:00:00 +0100 CET`,
		},
	})
}

// Both halves of a visit for two are found, however it is written inside the services.
func TestDoubleStaffingInsideTheServices(t *testing.T) {
	for text, want := range map[string]string{
		"Dusch DUBBELBEMANNING 1/2":           "Dusch | double 1/2",
		"DUBBELBEMANNING 2/2, Dusch, frukost": "Dusch + frukost | double 2/2",
		"Dusch, Dubbelbemanning 1/2":          "Dusch | double 1/2",
		"Dusch (dubbelbem 2/2)":               "Dusch | double 2/2",
		"Dusch, dubbelbem. 2 av 2, frukost":   "Dusch + frukost | double 2/2",
		"Dubbel-bemanning: 1/2 Dusch":         "Dusch | double 1/2",
		"Dusch dubbelbemanning":               "Dusch | double ?/2",
		"Ögondroppar 1/2 dos, promenad":       "Ögondroppar 1/2 dos + promenad",
	} {
		if got := read(t, "a.csv", []byte("Datum;Kundnr;Start;Slut;Antal personal\n2026-11-23;7;08:00;08:30;2\n2026-11-23;8;08:00;08:30;1\n")); !strings.Contains(got, "kundnr 7 | double ?/2\n3 visit | 1123 08:00-08:30 | kundnr 8") || strings.Count(got, "double") != 1 {
			t.Errorf("the number of staff: got %s", got)
		}
		raw := "Datum;Kundnr;Start;Slut;Insatser\n2026-11-23;7;08:00;08:30;\"" + text + "\"\n"
		if got := read(t, "a.csv", []byte(raw)); got != "table.schedule\n2 visit | 1123 08:00-08:30 | kundnr 7 | "+want {
			t.Errorf("%q: got %s", text, got)
		}
	}
}
