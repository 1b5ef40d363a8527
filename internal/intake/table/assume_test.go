package table_test

import (
	"testing"

	"github.com/xuri/excelize/v2"
)

// The files are read on Sunday 22 November 2026, the last day of week 47.
func TestDaysThatTheFileDoesNotSay(t *testing.T) {
	const today = "1 warning assumed_day [] 2026-11-22 00:00:00 +0100 CET"
	const thisWeek = " 2026-11-16 00:00:00 +0100 CET 2026-11-22 00:00:00 +0100 CET"
	check(t, []sample{
		{
			name: "no day anywhere is today, told once",
			raw:  "Kundnr;Starttid;Sluttid;Slinga\n7;08:00;08:30;Blå\n8;23:00;00:30;Natt\n",
			want: "table.schedule\n2 visit | 1122 08:00-08:30 | kundnr 7 | route Blå\n3 visit | 1122 23:00-1123 00:30 | kundnr 8 | route Natt\n" + today,
		},
		{
			name: "an empty column of dates, and headings of routes",
			raw:  "Datum;Kundnr;Starttid;Längd\nBlå;;;\n;7;08:00;30\n;8;;45\nRöd;;;\n;9;fel;30\n;10;09:00;30\n",
			want: `
table.schedule
3 visit | 1122 08:00-08:30 | kundnr 7 | route Blå
4 visit | 1122 any time 45m0s | kundnr 8 | route Blå
7 visit | 1122 09:00-09:30 | kundnr 10 | route Röd
6 ERROR bad_time [Starttid]
1 warning assumed_day [Datum] 2026-11-22 00:00:00 +0100 CET`,
		},
		{
			name: "weekdays are those of this week, where there is just one",
			raw:  "Veckodag;Kundnr;Starttid;Längd\nMåndag;7;08:00;30\ntis;8;08:00;30\nMåndag den;10;08:00;30\n",
			want: `
table.schedule
2 visit | 1116 08:00-08:30 | kundnr 7
3 visit | 1117 08:00-08:30 | kundnr 8
4 ERROR bad_date [Veckodag]
1 warning assumed_week [Veckodag]` + thisWeek,
		},
		{
			name: "weekdays as headings",
			raw:  "Kundnr;Starttid;Längd\nMåndag;;\n7;08:00;30\nTisdag;;\n8;08:00;30\n",
			want: "table.schedule\n3 visit | 1116 08:00-08:30 | kundnr 7\n5 visit | 1117 08:00-08:30 | kundnr 8\n1 warning assumed_week []" + thisWeek,
		},
		{
			name: "a weekday in the title",
			raw:  "Schema måndag;;\nKundnr;Starttid;Längd\n7;08:00;30\n",
			want: "table.schedule\n3 visit | 1116 08:00-08:30 | kundnr 7\n2 warning assumed_week []" + thisWeek,
		},
		{
			name: "a weekday in the file's name", file: "schema_måndag.csv",
			raw:  "Kundnr;Starttid;Längd\n7;08:00;30\n",
			want: "table.schedule\n2 visit | 1116 08:00-08:30 | kundnr 7\n1 warning assumed_week []" + thisWeek,
		},
		{
			name: "a weekday in the file's name and a week in the title", file: "måndag.csv",
			raw:  "Vecka 48;;\nKundnr;Starttid;Längd\n7;08:00;30\n",
			want: "table.schedule\n3 visit | 1123 08:00-08:30 | kundnr 7",
		},
		{
			name: "where other rows have days, one without is an error",
			raw:  "Datum;Kundnr;Starttid;Längd\n;9;09:00;30\n2026-11-23;7;08:00;30\n;10;10:00;30\n",
			want: "table.schedule\n3 visit | 1123 08:00-08:30 | kundnr 7\n2 ERROR no_date [Datum]\n4 ERROR no_date [Datum]",
		},
	})
}

func TestSheetsOfWeekdays(t *testing.T) {
	raw := workbook(t, func(f *excelize.File) {
		for _, day := range []string{"Måndag", "Tisdag"} {
			_, err := f.NewSheet(day)
			must(t, err, f.SetSheetRow(day, "A1", &[]any{"Kundnr", "Starttid", "Längd"}), f.SetSheetRow(day, "A2", &[]any{7, "08:00", 30}))
		}
		must(t, f.DeleteSheet("Sheet1"))
	})
	want := `table.schedule
Måndag!2 visit | 1116 08:00-08:30 | kundnr 7
Tisdag!2 visit | 1117 08:00-08:30 | kundnr 7
Måndag!1 warning assumed_week [] 2026-11-16 00:00:00 +0100 CET 2026-11-22 00:00:00 +0100 CET
Tisdag!1 warning assumed_week [] 2026-11-16 00:00:00 +0100 CET 2026-11-22 00:00:00 +0100 CET`
	if got := read(t, "schema.xlsx", raw); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestWindowsOfTime(t *testing.T) {
	check(t, []sample{
		{
			name: "without an exact start, earliest is the start and the window is kept in words",
			raw:  "Datum;Kundnr;Tidigast;Senast;Längd;Notering\n2026-11-23;7;07:00;9.00;30;Obs hund\n2026-11-23;8;07:00;;30;\n2026-11-23;9;;09:00;30;\n2026-11-23;10;07:00;före lunch;30;\n",
			want: `
table.schedule
2 visit | 1123 07:00-07:30 | kundnr 7 | Obs hund⏎tidigast 07:00, senast 09:00
3 visit | 1123 07:00-07:30 | kundnr 8 | tidigast 07:00
4 visit | 1123 any time 30m0s | kundnr 9 | senast 09:00
5 visit | 1123 07:00-07:30 | kundnr 10 | tidigast 07:00, senast före lunch`,
		},
		{
			name: "beside an exact start only a window that says more is kept",
			raw: "Datum;Kundnr;Starttid;Sluttid;Tidigast start;Senast start\n2026-11-23;7;08:00;08:30;07:00;09:00\n2026-11-23;8;08:00;08:30;08:00;08:00\n" +
				"2026-11-23;9;08:00;08:30;08:00;08:30\n2026-11-23;10;;08:30;07:30;-\n",
			want: `
table.schedule
2 visit | 1123 08:00-08:30 | kundnr 7 | tidigast 07:00, senast 09:00
3 visit | 1123 08:00-08:30 | kundnr 8
4 visit | 1123 08:00-08:30 | kundnr 9
5 visit | 1123 07:30-08:30 | kundnr 10 | tidigast 07:30`,
		},
		{
			name: "other spellings, and both ends in one column",
			raw:  "Datum;Kundnr;Önskad tid;Längd\n2026-11-23;7;08:00;30\n2026-11-23;8;07:00-09:00;30\n2026-11-23;9;Morgon;30\n",
			want: `
table.schedule
2 visit | 1123 08:00-08:30 | kundnr 7
3 visit | 1123 07:00-07:30 | kundnr 8 | tidigast 07:00, senast 09:00
4 visit | 1123 any time 30m0s | kundnr 9 | önskad tid Morgon`,
		},
		{
			name: "a window in two columns",
			raw:  "Datum;Kundnr;Fönster från;Fönster till;Längd\n2026-11-23;7;22:00;01:00;30\n",
			want: "table.schedule\n2 visit | 1123 22:00-22:30 | kundnr 7 | tidigast 22:00, senast 01:00",
		},
		{
			name: "when something was last changed is no window",
			raw:  "Kundnr;Namn;Adress;Senast ändrad\n7;Anna Ek;Storgatan 1;2026-11-01 13:22\n",
			want: "table.persons\n2 person | kundnr 7 Anna Ek | Anna Ek | Storgatan 1\n1 warning unknown_columns [] Senast ändrad",
		},
	})
}
