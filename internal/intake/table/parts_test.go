package table_test

import "testing"

func TestTablesBelowEachOtherAreReadByTheirOwnHeadings(t *testing.T) {
	check(t, []sample{
		{
			name: "persons, relatives and visits on one sheet",
			raw: `Kunder;;;;
Personnr;Namn;Adress;;
19310211-8449;Anna Berg;Storgatan 1;;
19321211-7075;Nils Öberg;Storgatan 2;;
;;;;
Anhöriga;;;;
Personnr;Namn;Anhörig;Relation;Telefon
19310211-8449;Anna Berg;Eva Berg;Dotter;070-111 22 33
;;;;
Besök;;;;
Datum;Personnr;Start;Slut;Insats
2026-11-23;19310211-8449;07:00;07:30;Frukost
2026-11-23;19310211-8449;kvart i;07:30;Frukost
`,
			want: `
table.persons
3 person | 193102118449 Anna Berg | Anna Berg | Storgatan 1
4 person | 193212117075 Nils Öberg | Nils Öberg | Storgatan 2
table.relatives part
8 relative | of 193102118449 Anna Berg | Eva Berg | Dotter | 070-111 22 33 Mobile
table.schedule
12 visit | 1123 07:00-07:30 | 193102118449 | Frukost
13 ERROR bad_time [Start]`,
		},
		{
			name: "all about the person of the title",
			raw: `Anna Berg 19310211-8449;;
Läkemedel;Styrka;Dosering
Furix;40 mg;1+0+0
;;
Beslut;Gäller från;Omfattning
Hemtjänst;2026-01-05;32 tim/mån
`,
			want: `
table.medications part
3 medication | of 193102118449 | Furix | 40 mg | 1+0+0 | unknown
table.decisions part
6 decision | of 193102118449 | Hemtjänst | from 260105 | [{32 tim/mån}]`,
		},
		{
			name: "one of them that nobody can read is named by its row",
			raw: `Personnr;Namn;Adress
19310211-8449;Anna Berg;Storgatan 1

Inköp
Insatser;Längd;Start
Mjölk;30;08:00
`,
			want: `
table.persons
2 person | 193102118449 Anna Berg | Anna Berg | Storgatan 1
5 ERROR part_skipped []`,
		},
	})
}
