package table_test

import (
	"fmt"
	"strings"
	"testing"
)

func TestSchedules(t *testing.T) {
	check(t, []sample{
		{
			name: "seen in the wild: ObjectID, with the day in the title",
			raw: `Schema 2026-11-23;;;;;;
ObjectID;Namn;Adress;Starttid;Sluttid;Insatser;Slinga
12;Ek, Anna;Storgatan 1;08:00;08:30;Dusch, frukost;Blå
13;Bo Ek;Storgatan 2;23:15;00:15;Tillsyn DUBBELBEMANNING 1/2;Natt
;Lunch;;12:00;12:30;;Blå
;;;13:00;13:20;Restid;Blå
;;;14:00;14:20;Dusch;Blå
Totalt;;;5 besök;;;
`,
			want: `
table.schedule
3 visit | 1123 08:00-08:30 | objectid 12 Anna Ek | Dusch + frukost | Storgatan 1 | route Blå
4 visit | 1123 23:15-1124 00:15 | objectid 13 Bo Ek | Tillsyn | Storgatan 2 | route Natt | double 1/2
5 pause | 1123 12:00-12:30 | Lunch | route Blå
6 other | 1123 13:00-13:20 | Restid | Restid | route Blå
7 ERROR no_person [Namn]`,
		},
		{
			name: "seen in the wild: Kundnr with a length and no time, the day in the file's name",
			file: "schema_2026-11-23.csv",
			raw: `Kundnr,Förnamn,Efternamn,Gata,Postnr,Ort,Insatser,Längd,Slinga,Dubbelid,Notering
7,Anna,Ek,Storgatan 1,12345,Staden,"Städ, tvätt",45,Blå,D1,Obs hund
8,Bo,Ek,Storgatan 2,12345,Staden,Inköp,1 tim 15 min,Blå,,
9,Cilla,Ek,Storgatan 3,12345,Staden,Inköp,länge,Blå,,
`,
			want: `
table.schedule
2 visit | 1123 any time 45m0s | kundnr 7 Anna Ek | Städ + tvätt | Storgatan 1, 123 45 Staden | route Blå | double D1 | Obs hund
3 visit | 1123 any time 1h15m0s | kundnr 8 Bo Ek | Inköp | Storgatan 2, 123 45 Staden | route Blå
4 ERROR bad_length [Längd]`,
		},
		{
			name: "sections of days and routes",
			raw: `Kund;Från;Till;Insats
Måndag 23 november 2026;;;
Blå slingan;;;
Anna Ek;8.00;8.30;Dusch/bad
Slinga: Röd;;;
Bo Ek;0900;930;Inköp+städ
Tis 24 nov;;;
Cilla Ek;kl 7;7.30;Medicin
`,
			want: `
table.schedule
4 visit | 1123 08:00-08:30 | Anna Ek | Dusch + bad | route Blå slingan
6 visit | 1123 09:00-09:30 | Bo Ek | Inköp + städ | route Röd
8 visit | 1124 07:00-07:30 | Cilla Ek | Medicin | route Röd | HSL`,
		},
		{
			name: "day and route filled only where they change, as merged cells are",
			raw: `Datum;Slinga;Kundnr;Starttid (planerad);Sluttid
2026-11-23;Blå;7;08:00;08:30
;;8;09:00;09:30
;Röd;9;08:00;08:30
24/11 2026;Blå;7;08:00;08:30
;;8;09:00;09:30
`,
			want: `
table.schedule
2 visit | 1123 08:00-08:30 | kundnr 7 | route Blå
3 visit | 1123 09:00-09:30 | kundnr 8 | route Blå
4 visit | 1123 08:00-08:30 | kundnr 9 | route Röd
5 visit | 1124 08:00-08:30 | kundnr 7 | route Blå
6 visit | 1124 09:00-09:30 | kundnr 8 | route Blå`,
		},
		{
			name: "a blank route among routes that repeat stays blank",
			raw: `Datum;Slinga;Kundnr;Start;Slut
2026-11-23;Blå;7;08:00;08:30
2026-11-23;Blå;8;09:00;09:30
2026-11-23;;9;08:00;08:30
`,
			want: `
table.schedule
2 visit | 1123 08:00-08:30 | kundnr 7 | route Blå
3 visit | 1123 09:00-09:30 | kundnr 8 | route Blå
4 visit | 1123 08:00-08:30 | kundnr 9`,
		},
		{
			name: "weekdays under a week",
			raw: `Planering vecka 48 2026;;;
Dag;Namn;Tid;Personal
Måndag;Anna Ek;08:00-08:30;Sara Ö
tis;Bo Ek;8-9;Sara Ö
söndag;Cilla Ek;22.00 - 06.00;Mehdi F
`,
			want: `
table.schedule
3 visit | 1123 08:00-08:30 | Anna Ek | Sara Ö
4 visit | 1124 08:00-09:00 | Bo Ek | Sara Ö
5 visit | 1129 22:00-1130 06:00 | Cilla Ek | Mehdi F`,
		},
		{
			name: "what is wrong in one row leaves the others",
			raw: `Datum;Kundnr;Starttid;Sluttid
2026-11-23;7;08:00;08:30
2026-02-30;8;08:00;08:30
i morgon;9;08:00;08:30
2026-11-23;10;25:00;26:00
2026-11-23;11;08:00;halv nio
2026-11-23;12;09:00;08:30
2026-11-23;13;2026-11-23 09:00;2026-11-22 08:30
2026-11-23;14;;
2026-11-23;;08:00;08:30
2026-11-23;15;Morgon;
`,
			want: `
table.schedule
2 visit | 1123 08:00-08:30 | kundnr 7
9 visit | 1123 any time 0s | kundnr 14
11 visit | 1123 any time 0s | kundnr 15 | Morgon
3 ERROR bad_date [Datum]
4 ERROR bad_date [Datum]
5 ERROR bad_time [Starttid]
6 ERROR bad_time [Sluttid]
7 ERROR end_before_start [Sluttid]
8 ERROR end_before_start [Sluttid]
10 ERROR no_person []
9 warning no_time [Starttid]
11 warning no_time [Starttid]`,
		},
		{
			name: "a period in the title is no day",
			raw:  "Schema 2026-11-23 - 2026-11-29;;\nKundnr;Starttid;Sluttid\n7;08:00;08:30\n",
			want: "table.schedule part\n3 ERROR no_date []",
		},
		{
			name: "keys, codes, medicines and double staffing in columns",
			raw: `Datum;Kundnr;Start;Slut;Nyckel;Kod;HSL;Dubbelbemanning;Medarbetare
2026-11-23;7;08:00;08:30;17;1234#;ja;;Sara Ö
2026-11-23;8;08:00;08:30;;;Insulin kl 8;ja;Sara Ö
`,
			want: `
table.schedule
2 visit | 1123 08:00-08:30 | kundnr 7 | Sara Ö | ClientKeyNumber=17 ClientKeyCode=1234# | HSL
3 visit | 1123 08:00-08:30 | kundnr 8 | Sara Ö | HSL | double ?/2 | Insulin kl 8`,
		},
		{
			name: "neither place nor keys of a person who is marked as protected",
			raw:  "Datum;Kundnr;Namn;Adress;Portkod;Start;Slut;Sekretess\n2026-11-23;7;Anna Ek;Storgatan 1;1234;08:00;08:30;Ja\n",
			want: "table.schedule\n2 visit | 1123 08:00-08:30 | kundnr 7 Anna Ek\n2 person | kundnr 7 Anna Ek | Anna Ek | PROTECTED",
		},
		{
			name: "columns that would be a relative's elsewhere",
			raw:  "Prio;Datum;Kundnr;Start;Slut;Natt;Anhörig telefon;Insatser\n1;2026-11-23;7;08:00;08:30;;08-1;Dusch\n",
			want: "table.schedule\n2 visit | 1123 08:00-08:30 | kundnr 7 | Dusch",
		},
		{
			name: "an order of visits is no relative",
			raw:  "Ordning;Datum;Kundnr;Start;Slut\n1;2026-11-23;7;08:00;08:30\n",
			want: "table.schedule\n2 visit | 1123 08:00-08:30 | kundnr 7\n1 warning unknown_columns [] Ordning",
		},
		{
			name: "lone cells are headings, page numbers or remarks, never visits",
			raw: `Kundnr;Namn;Datum;Start;Slut;Slinga;Notering
Blå slingan;;;;;;
7;Anna Ek;2026-11-23;08:00;08:30;Blå;
;;;;;;Ring först
Sida 1 av 2;;;;;;
8;Bo Ek;2026-11-23;09:00;09:30;;
`,
			want: `
table.schedule
3 visit | 1123 08:00-08:30 | kundnr 7 Anna Ek | route Blå
6 visit | 1123 09:00-09:30 | kundnr 8 Bo Ek | route Blå slingan
4 warning lone_cell [Notering]`,
		},
		{
			name: "services with numbers in them stay whole",
			raw:  "Datum;Kundnr;Start;Slut;Insatser\n2026-11-23;7;08:00;08:30;\"Gå ut 0,5 tim; ögondroppar 1/2 dos\nfrukost\"\n",
			want: "table.schedule\n2 visit | 1123 08:00-08:30 | kundnr 7 | Gå ut 0,5 tim + ögondroppar 1/2 dos + frukost",
		},
		{
			name: "instants with a zone are shown in Stockholm",
			raw:  "Kundnr;Starttid;Sluttid\n7;2026-11-23T07:30:00Z;2026-11-23T09:00:00+01:00\n",
			want: "table.schedule\n2 visit | 1123 08:30-09:00 | kundnr 7",
		},
	})
}

// The clock changes at 02:00 on 29 March and at 03:00 on 25 October 2026.
func TestSchedulesOnTheNightsWhenTheClockChanges(t *testing.T) {
	check(t, []sample{
		{
			name: "spring",
			raw:  "Datum;Kundnr;Start;Slut\n2026-03-28;7;23:00;07:00\n2026-03-29;8;02:30;03:30\n2026-03-29;9;01:30;02:30\n",
			want: `
table.schedule
2 visit | 0328 23:00-0329 07:00 | kundnr 7
3 visit | 0329 03:30-03:30 | kundnr 8
4 visit | 0329 01:30-03:30 | kundnr 9`,
		},
		{
			name: "autumn",
			raw:  "Datum;Kundnr;Start;Slut\n2026-10-24;7;23:00;07:00\n2026-10-25;8;02:30;03:30\n2026-10-25;9;02:15;02:45\n",
			want: `
table.schedule
2 visit | 1024 23:00-1025 07:00 | kundnr 7
3 visit | 1025 02:30-03:30 | kundnr 8
4 visit | 1025 02:15-02:45 | kundnr 9`,
		},
	})
}

// TestTimesAndDates tries every way of writing a time, a length and a day in one row each.
func TestTimesAndDates(t *testing.T) {
	for start, want := range map[string]string{
		"08:30": "1123 08:30", "8.30": "1123 08:30", "8:30": "1123 08:30", "0830": "1123 08:30", "830": "1123 08:30", "08:30:00": "1123 08:30",
		"kl 8": "1123 08:00", "kl. 8.30": "1123 08:30", "08.30.00": "1123 08:30", "8": "1123 08:00", "2026-11-23 08:30": "1123 08:30",
		"2026-11-23T08:30:00": "1123 08:30", "2026-11-23T08:30:00.000": "1123 08:30", "23/11 2026 08:30": "1123 08:30",
		"23/11/2026 08:30": "1123 08:30", "23.11.2026 8.30": "1123 08:30", "20261123 0830": "1123 08:30", "202611230830": "1123 08:30",
		"2026-11-23T07:30Z": "1123 08:30", "2026-11-23 08:30:00+01:00": "1123 08:30", "mån 23 nov 08:30": "1123 08:30", "00:00": "1123 00:00",
		"24:00": "1124 00:00", "": "1123 any time",
	} {
		raw := fmt.Sprintf("Datum;Kundnr;Starttid;Längd\n2026-11-23;7;%s;30\n", start)
		if got := read(t, "a.csv", []byte(raw)); !strings.Contains(got, "visit | "+want) {
			t.Errorf("start %q: got %s, want %s", start, got, want)
		}
	}
	for _, start := range []string{"08:60", "25:00", "snart", "8:5:3", "12345678901", "-8", "=NU()"} {
		raw := fmt.Sprintf("Datum;Kundnr;Starttid;Längd\n2026-11-23;7;%s;30\n", start)
		if got := read(t, "a.csv", []byte(raw)); !strings.Contains(got, "ERROR bad_") {
			t.Errorf("start %q: got %s, want an error", start, got)
		}
	}
	for day, want := range map[string]string{
		"2026-11-23": "1123", "20261123": "1123", "23/11/2026": "1123", "23.11.2026": "1123", "mån 23 nov": "1123", "måndag 23 november 2026": "1123",
		"23 nov 2026": "1123", "46349": "1123", "2026-11-23 00:00:00": "1123", "26-11-23": "1123", "261123": "1123", "23/11": "1123", "2/1": "0102",
		"2026/11/23": "1123", "den 23:e nov": "ERROR bad_date", "23:e november": "1123", "2026-11-31": "ERROR bad_date", "11/23/2026": "ERROR bad_date",
		"2026-13-01": "ERROR bad_date", "29 feb 2027": "ERROR bad_date", "29 feb 2028": "0229", "mån och sedan": "ERROR bad_date", "2026-11-23 och 24": "ERROR bad_date",
	} {
		raw := fmt.Sprintf("Datum;Kundnr;Starttid;Längd\n%s;7;08:30;30\n", day)
		got := read(t, "a.csv", []byte(raw))
		if !strings.Contains(got, want) || strings.HasPrefix(want, "ERROR") != strings.Contains(got, "ERROR") {
			t.Errorf("day %q: got %s, want %s", day, got, want)
		}
	}
	for length, want := range map[string]string{
		"30": "30m0s", "0:30": "30m0s", "00:30:00": "30m0s", "30 min": "30m0s", "30min": "30m0s", "0,5 h": "30m0s", "0,5": "30m0s", "1 tim 15 min": "1h15m0s",
		"1,5 tim": "1h30m0s", "2h": "2h0m0s", "PT1H30M": "1h30m0s", "90 minuter": "1h30m0s", "1 h": "1h0m0s",
		"25 h": "ERROR bad_length", "en stund": "ERROR bad_length", "-30": "ERROR bad_length",
	} {
		raw := fmt.Sprintf("Datum;Kundnr;Starttid;Längd\n2026-11-23;7;;%s\n", length)
		if got := read(t, "a.csv", []byte(raw)); !strings.Contains(got, want) {
			t.Errorf("length %q: got %s, want %s", length, got, want)
		}
	}
}
