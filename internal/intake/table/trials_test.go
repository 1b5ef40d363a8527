package table_test

import "testing"

// Files in the style of different systems and of hand-made lists, each with what a head of unit
// would call wrong if it were read otherwise.
func TestListsOfOtherSystems(t *testing.T) {
	check(t, []sample{
		{
			name: "days of decisions are no visits",
			raw: `Personnr;Namn;Adress;Telefon;Beslut från;Beslut till;Insats;Handläggare
19240129-7250;EK ANNA;Storgatan 1;08-12 34 56;2024-01-01;2026-12-31;Hemtjänst;Lisa Berg
`,
			want: `
table.persons
2 person | 192401297250 EK ANNA | EK ANNA | Storgatan 1 | 08-12 34 56
2 contact | of 192401297250 EK ANNA | Handläggare | Lisa Berg
1 warning unknown_columns [] Beslut från, Beslut till, Insats`,
		},
		{
			name: "from and until of a client are no times",
			raw:  "Personnr;Namn;Skyddad folkbokföring;Från;Till\n192401297250;Anna Ek;N;2024-01-01;\n195006142524;Bo Ek;J;2025-01-01;2026-12-31\n",
			want: "table.persons\n2 person | 192401297250 Anna Ek | Anna Ek\n3 person | 195006142524 Bo Ek | Bo Ek | PROTECTED\n1 warning unknown_columns [] Från, Till",
		},
		{
			name: "what was granted is no visit",
			raw:  "Personnr;Namn;Insats;Startdatum;Beviljad tid (min)\n192401297250;Anna Ek;Dusch;2024-01-01;30\n",
			want: "table.persons\n2 person | 192401297250 Anna Ek | Anna Ek\n1 warning unknown_columns [] Insats, Startdatum, Beviljad tid (min)",
		},
		{
			name: "headings of groups above headings",
			raw:  ";Brukare;;;Anhörig;;\nNr;Namn;Adress;Telefon;Namn;Relation;Telefon\n1;Anna Ek;Storgatan 1;08-12 34 56;Eva Ek;dotter;070-174 06 05\n",
			want: `
table.persons
3 person | Anna Ek | Anna Ek | Storgatan 1 | 08-12 34 56
3 relative | of Anna Ek | Eva Ek | dotter | 070-174 06 05 Mobile
2 warning unknown_columns [] Nr`,
		},
		{
			name: "planned and carried out under one heading each",
			raw:  "Kund;;Planerad tid;;Utförd tid;;\nNr;Namn;Start;Slut;Start;Slut;Datum\n7;Anna Ek;08:00;08:30;08:04;08:29;2026-11-23\n",
			want: "table.schedule\n3 visit | 1123 08:00-08:30 | kundnr 7 Anna Ek\n2 warning unknown_columns [] Start, Slut",
		},
		{
			name: "headings cut in two",
			raw:  "Person-;;Start-;Slut-;;\nnummer;Namn;tid;tid;Datum;Insats\n192401297250;Anna Ek;08:00;08:30;2026-11-23;Dusch\n",
			want: "table.schedule\n3 visit | 1123 08:00-08:30 | 192401297250 Anna Ek | Dusch",
		},
		{
			name: "a cancelled visit, and one that nobody has been given",
			raw:  "Datum;Kundnr;Från kl;Till kl;Personal;Status\n2026-11-23;7;07.30;08.00;Sara Ö;Planerad\n2026-11-23;8;08.15;08.30;Mehdi F;Inställd\n2026-11-23;9;08.45;09.30;;Planerad\n",
			want: "table.schedule\n2 visit | 1123 07:30-08:00 | kundnr 7 | Sara Ö\n4 visit | 1123 08:45-09:30 | kundnr 9\n3 warning cancelled [Status]",
		},
		{
			name: "a night under the title of both its days",
			raw:  "Natt 23/11 - 24/11;;;\nKund;Start;Slut\nAnna Ek;22:30;22:45\nAnna Ek;02:30;02:45\n",
			want: "table.schedule\n3 visit | 1123 22:30-22:45 | Anna Ek\n4 visit | 1124 02:30-02:45 | Anna Ek",
		},
		{
			name: "a day in a sentence of the title, and a page that is no day",
			raw:  "Schema Norra sida 1/2;;\nMåndag 23/11, slinga Blå;;\nuppdaterad 20/11;;\nKund;Start;Slut\nAnna Ek;08:00;08:30\n",
			want: "table.schedule\n5 visit | 1123 08:00-08:30 | Anna Ek",
		},
		{
			name: "hours with decimals, told by one that is no clock's",
			raw:  "Datum;Kundnr;Start;Slut\n2026-11-23;7;8,5;8,75\n2026-11-23;8;9;9,25\n",
			want: "table.schedule\n2 visit | 1123 08:30-08:45 | kundnr 7\n3 visit | 1123 09:00-09:15 | kundnr 8",
		},
		{
			name: "the clock of twelve hours",
			raw:  "Date,Client,Start time,End time\n2026-11-23,Anna Ek,8:00 AM,1:30 PM\n2026-11-23,Bo Ek,12:15 am,12:30 pm\n2026-11-23,Bo Ek,13:00 pm,\n",
			want: "table.schedule\n2 visit | 1123 08:00-13:30 | Anna Ek\n3 visit | 1123 00:15-12:30 | Bo Ek\n4 ERROR bad_time [Start time]",
		},
	})
}

func TestListsMadeByHand(t *testing.T) {
	check(t, []sample{
		{
			name: "numbers that a spreadsheet has rounded name nobody",
			raw:  "Personnummer;Namn;Adress\n1,92401E+11;Anna Ek;Storgatan 1\n1.92401E+11;Bo Ek;Lillgatan 2\n192401000000;Cilla Ek;Lillgatan 3\n1,92401E+11;;\n",
			want: `
table.persons
2 person | Anna Ek | Anna Ek | Storgatan 1
3 person | Bo Ek | Bo Ek | Lillgatan 2
4 person | Cilla Ek | Cilla Ek | Lillgatan 3
2 warning rounded_number [Personnummer]
3 warning rounded_number [Personnummer]
4 warning rounded_number [Personnummer]
5 warning lone_cell [Personnummer]`,
		},
		{
			name: "two persons under one number of unknown form are two, and a day of birth is no number",
			raw:  "Personnummer;Namn\n19240129-AB;Anna Ek\n19240129-AB;Bo Ek\n240129;Cilla Ek\n1924-01-29;Dan Ek\n",
			want: `
table.persons
2 person | 19240129AB Anna Ek | Anna Ek
3 person | 19240129AB Bo Ek | Bo Ek
4 person | Cilla Ek | Cilla Ek
5 person | Dan Ek | Dan Ek
2 warning unknown_id_form [Personnummer]
3 warning unknown_id_form [Personnummer]
4 warning birth_date_only [Personnummer]
5 warning birth_date_only [Personnummer]`,
		},
		{
			name: "what keeps Excel from making numbers",
			raw:  "Kundnr;Namn;Telefon;Adress\n'007;Anna Ek;'0701740605;Storgatan 1\n=\"0008\";=\"Bo Ek\";812345678;Lillgatan 2\n10;Cilla Ek;46701740607;Nygatan 4\n",
			want: `
table.persons
2 person | kundnr 007 Anna Ek | Anna Ek | Storgatan 1 | 0701740605 Mobile
3 person | kundnr 0008 Bo Ek | Bo Ek | Lillgatan 2 | 0812345678
4 person | kundnr 10 Cilla Ek | Cilla Ek | Nygatan 4 | +46701740607 Mobile`,
		},
		{
			name: "remarks below the table are no persons",
			raw: `Kundnr;Namn;Adress
7;Anna Ek;Storgatan 1
Frågor? Ring 08-99 99 99;;
* Bo är bortrest v 48;;
;OBS! Nycklarna hänger i skåpet;
;Bo Ek;
19;;
`,
			want: `
table.persons
2 person | kundnr 7 Anna Ek | Anna Ek | Storgatan 1
6 person | Bo Ek | Bo Ek
7 person | kundnr 19
3 warning lone_cell [Kundnr]
4 warning lone_cell [Kundnr]
5 warning lone_cell [Namn]`,
		},
		{
			name: "the second relative may be missing",
			raw:  "Boende;Anhörig 1;Tel;Anhörig 2;Tel\nAnna Ek;Eva Ek;070-174 06 05;Per Ek;070-174 06 06\nBo Ek;Siv Ek;08-12 34 56;;\nCilla Ek;;;;\n",
			want: `
table.relatives part
2 relative | of Anna Ek | Eva Ek | 070-174 06 05 Mobile
2 relative | of Anna Ek | Per Ek | 070-174 06 06 Mobile
3 relative | of Bo Ek | Siv Ek | 08-12 34 56
4 ERROR no_relative []`,
		},
		{
			name: "a column of relatives' numbers makes no list of relatives",
			raw:  "Personnummer;Namn;Telefon anhörig\n192401297250;Anna Ek;070-174 06 05 (Eva)\n195006142524;Bo Ek;\n",
			want: `
table.persons
2 person | 192401297250 Anna Ek | Anna Ek
2 relative | of 192401297250 Anna Ek | Eva | 070-174 06 05 Mobile
3 person | 195006142524 Bo Ek | Bo Ek`,
		},
		{
			name: "stars stand for what is withheld",
			raw:  "Kundnr;Namn;Adress;Telefon\n7;Anna Ek;***;***\n",
			want: "table.persons\n2 person | kundnr 7 Anna Ek | Anna Ek | *** | PROTECTED",
		},
		{
			name: "errors of formulas are empty cells",
			raw:  "Kundnr;Namn;Adress;Telefon\n7;Anna Ek;#N/A;#REF!\n#SAKNAS!;Bo Ek;Lillgatan 2;########\n",
			want: "table.persons\n2 person | kundnr 7 Anna Ek | Anna Ek\n3 person | Bo Ek | Bo Ek | Lillgatan 2",
		},
		{
			name: "a note that was cut in the middle of a letter leaves the letters before it",
			raw:  "Kundnr;Namn;Notering\n7;Åsa Ek;bor på tre tr\xc3\n8;Bo Öhrn;\n",
			want: "table.persons\n2 person | kundnr 7 Åsa Ek | Åsa Ek | bor på tre tr\uFFFD\n3 person | kundnr 8 Bo Öhrn | Bo Öhrn",
		},
		{
			name: "one god man under two headings",
			raw:  "Kundnr;Namn;Adress;God man/förvaltare;Telefon god man\n7;Anna Ek;Storgatan 1;Gun Alm;08-123 45 67\n",
			want: "table.persons\n2 person | kundnr 7 Anna Ek | Anna Ek | Storgatan 1\n2 contact | of kundnr 7 Anna Ek | God man/förvaltare | Gun Alm | 08-123 45 67",
		},
		{
			name: "a lone lunch is no route",
			raw:  "Tid;Kund;Datum\n08:00-08:30;Anna Ek;2026-11-23\nLunch 12:00;;\n13:00-13:30;Bo Ek;2026-11-23\n",
			want: "table.schedule\n2 visit | 1123 08:00-08:30 | Anna Ek\n4 visit | 1123 13:00-13:30 | Bo Ek\n3 warning lone_cell [Tid]",
		},
	})
}
