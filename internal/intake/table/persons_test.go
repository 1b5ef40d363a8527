package table_test

import "testing"

func TestPersonLists(t *testing.T) {
	check(t, []sample{
		{
			name: "one column for each thing",
			raw: `Personnummer;Förnamn;Efternamn;Gatuadress;Postnr;Ort;C/o;Portkod;Nyckelnr;Tel bostad;Mobil;E-post;Skyddad;Aktiv;Notering
19240129-7250;Anna;Ek;Storgatan 1;12345;Staden;;1234;17;08-123 45 67;070-174 06 05;anna@example.se;nej;ja;Hund i hallen
19500614-2524;Bo;Åsén;Lillgatan 2;543 21;Byn;c/o Lind;;;;;;Ja;Nej;
`,
			want: `
table.persons
2 person | 192401297250 Anna Ek | Ek, Anna | Storgatan 1, 123 45 Staden #1234 | 08-123 45 67 Home & 070-174 06 05 Mobile | anna@example.se | ClientKeyNumber=17 | Hund i hallen
3 person | 195006142524 Bo Åsén | Åsén, Bo | c/o Lind, Lillgatan 2, 543 21 Byn | PROTECTED | INACTIVE`,
		},
		{
			name: "everything in few cells",
			raw: `Brukare,Pnr,Adress,Tel.
"Ek, Anna",240129+7250,"Storgatan 1, 123 45 Staden","08-12 34 56 (hem), 070-174 06 05"
Anna Maria Lind Berg,5006142524,"c/o Lind, Byvägen 4 portkod 4711
543 21 Byn",08-123456/0701740606
`,
			want: `
table.persons
2 person | 192401297250 Anna Ek | Ek, Anna | Storgatan 1, 123 45 Staden | 08-12 34 56 Home & 070-174 06 05 Mobile
3 person | 195006142524 Anna Maria Lind Berg | Anna Maria Lind Berg | c/o Lind, Byvägen 4, 543 21 Byn #4711 | 08-123456 & 0701740606 Mobile`,
		},
		{
			name: "numbers of unknown form are kept with a warning, rows about nobody are refused",
			raw: `Kundnr;Namn;Personnr;Skyddad identitet
7;Ek Anna;19240129-A123;
8;Bo Ek;;x
;;;nej
9;Cilla Ek;19240129-7251;0
`,
			want: `
table.persons
2 person | 19240129A123 kundnr 7 Ek Anna | Ek Anna
3 person | kundnr 8 Bo Ek | Bo Ek | PROTECTED
5 person | 192401297251 kundnr 9 Cilla Ek | Cilla Ek
4 ERROR no_person []
2 warning unknown_id_form [Personnr]
5 warning unknown_id_form [Personnr]`,
		},
		{
			name: "titles above, the header again further down, sums at the end, unknown columns",
			raw: `Brukarlista hemtjänst Norr;;;
Utskriven 2026-11-22 06:00;;;
;;;
Namn;Adress;Favoritfärg;Kundnr
Anna Ek;Storgatan 1;blå;7
;;;
Namn;Adress;Favoritfärg;Kundnr
Bo Ek;Storgatan 2;röd;8
Summa;2;;
`,
			want: `
table.persons as of 2026-11-22T05:00Z
5 person | kundnr 7 Anna Ek | Anna Ek | Storgatan 1
8 person | kundnr 8 Bo Ek | Bo Ek | Storgatan 2
4 warning unknown_columns [] Favoritfärg`,
		},
		{
			name: "a person on several rows is one person with several relatives",
			raw: `Personnr;Namn;Adress;Telefon;Anhörig;Relation;Telefon;Första kontakt;Nattkontakt;Ordning
192401297250;Anna Ek;Storgatan 1;08-12 34 56;Eva Ek;dotter;070-174 06 05;ja;nej;1
192401297250;Anna Ek;Storgatan 1;08-12 34 56;Per Ek;son;070-174 06 06;nej;ja;2
;;;;Ann Lind;granne;;;;
195006142524;Bo Ek;Storgatan 2;;;;;;;
`,
			want: `
table.persons
2 person | 192401297250 Anna Ek | Anna Ek | Storgatan 1 | 08-12 34 56
2 relative | of 192401297250 Anna Ek | Eva Ek | dotter | 070-174 06 05 Mobile | FIRST | night no | order 1
3 relative | of 192401297250 Anna Ek | Per Ek | son | 070-174 06 06 Mobile | night yes | order 2
4 relative | of 192401297250 Anna Ek | Ann Lind | granne
5 person | 195006142524 Bo Ek | Bo Ek | Storgatan 2`,
		},
		{
			name: "two relatives and a god man beside each other",
			raw: `Kundnr;Namn;Adress;Anhörig 1;Anhörig 1 telefon;Anhörig 2;Anhörig 2 telefon;God man;God man tel;Kontaktman
7;Anna Ek;Storgatan 1;Eva Ek (dotter);0701740605;Per Ek, son;08-1234567;Gun Alm;08-7654321;Sara Ö
`,
			want: `
table.persons
2 person | kundnr 7 Anna Ek | Anna Ek | Storgatan 1
2 relative | of kundnr 7 Anna Ek | Eva Ek | dotter | 0701740605 Mobile
2 relative | of kundnr 7 Anna Ek | Per Ek | son | 08-1234567
2 contact | of kundnr 7 Anna Ek | God man | Gun Alm | 08-7654321
2 contact | of kundnr 7 Anna Ek | Kontaktman | Sara Ö`,
		},
		{
			name: "where the address is withheld the person is protected",
			raw: `Kundnr;Namn;Adress
7;Anna Ek;Skyddad adress
8;Bo Ek;Sekretess
9;Cilla Ek;Skyddsgatan 1
`,
			want: `
table.persons
2 person | kundnr 7 Anna Ek | Anna Ek | Skyddad adress | PROTECTED
3 person | kundnr 8 Bo Ek | Bo Ek | Sekretess | PROTECTED
4 person | kundnr 9 Cilla Ek | Cilla Ek | Skyddsgatan 1`,
		},
		{
			name: "headings between persons are no persons, a name alone is one",
			raw:  "Kundnr;Namn;Adress\nNorra området;;\n7;Anna Ek;Storgatan 1\n;Bo Ek;\n;Södra gruppen;\n",
			want: "table.persons\n3 person | kundnr 7 Anna Ek | Anna Ek | Storgatan 1\n4 person | Bo Ek | Bo Ek\n2 warning lone_cell [Kundnr]\n5 warning lone_cell [Namn]",
		},
		{
			name: "a list of keys is no list of all persons",
			raw:  "Kundnr;Namn;Nyckelnummer\n7;Anna Ek;N17\n",
			want: "table.persons part\n2 person | kundnr 7 Anna Ek | Anna Ek | ClientKeyNumber=N17",
		},
		{
			name: "an identity number within the name, and formulas as text",
			raw:  "Namn;Adress\n\"Ek, Anna 19240129-7250\";\"=HYPERLINK(\"\"http://x\"\")\"\n",
			want: "table.persons\n2 person | 192401297250 Anna Ek | Ek, Anna | =HYPERLINK(\"http://x\")",
		},
	})
}

func TestRelativesAndContacts(t *testing.T) {
	check(t, []sample{
		{
			name: "the one name beside a number is the relative's",
			raw:  "Personnr;Namn;Relation;Telefon;Anmärkning\n192401297250;Eva Ek;Dotter;070-174 06 05;Första kontakt, ej natt\n;;Son;;\n",
			want: `
table.relatives part
2 relative | of 192401297250 | Eva Ek | Dotter | 070-174 06 05 Mobile | FIRST | night no | Första kontakt, ej natt
3 ERROR no_relative []`,
		},
		{
			name: "headings that say whose the name is, in either order",
			raw:  "Anhörig;Anhörigs tel;Brukare;Relation\nEva Ek;070-174 06 05;Ek, Anna;dotter\n",
			want: "table.relatives part\n2 relative | of Anna Ek | Eva Ek | dotter | 070-174 06 05 Mobile",
		},
		{
			name: "a plain name beside Anhörig is the person's",
			raw:  "Namn;Anhörig;Relation;Telefon;Får kontaktas nattetid\nAnna Ek;Eva Ek;dotter;070-174 06 05;dygnet runt\n;Per Ek;son;070-174 06 06;endast dagtid\n",
			want: `
table.relatives part
2 relative | of Anna Ek | Eva Ek | dotter | 070-174 06 05 Mobile | night yes
3 relative | of Anna Ek | Per Ek | son | 070-174 06 06 Mobile | night no`,
		},
		{
			name: "names in two columns beside Brukare are the relative's",
			raw:  "Brukare;Förnamn;Efternamn;Relation;Mobil\nAnna Ek;Eva;Ek;dotter;701740605\n",
			want: "table.relatives part\n2 relative | of Anna Ek | Eva Ek | dotter | 0701740605 Mobile",
		},
		{
			name: "name, relation and number in one cell",
			raw:  "Kundnr;Närstående\n7;Eva Ek (dotter) 070-174 06 05\n8;Per Ek\n",
			want: "table.relatives part\n2 relative | of kundnr 7 | Eva Ek | dotter | 070-174 06 05 Mobile\n3 relative | of kundnr 8 | Per Ek",
		},
		{
			name: "contacts by role",
			raw:  "Personnr;Namn;Roll;Telefon\n192401297250;Gun Alm;God man;08-123 45 67\n192401297250;;Läkare;\n",
			want: `
table.contacts part
2 contact | of 192401297250 | God man | Gun Alm | 08-123 45 67
3 ERROR no_contact []`,
		},
		{
			name: "relatives of nobody",
			raw:  "Anhörig;Relation;Telefon\nEva Ek;dotter;070-174 06 05\n",
			want: "fault intake.missing_columns",
		},
		{
			name: "one name and a relation, but nobody whose",
			raw:  "Namn;Relation;Telefon\nEva Ek;dotter;070-174 06 05\n",
			want: "fault intake.missing_columns",
		},
	})
}
