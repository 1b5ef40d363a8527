package table_test

import "testing"

func TestListsAsPeopleWriteThem(t *testing.T) {
	check(t, []sample{
		{
			name: "relatives in one cell, with their relation, numbers and what is said of them",
			raw: `Personnr;Kund;Anhöriga
19310211-8449;Anna Berg;Dotter Eva Berg 070-111 22 33
19321211-7075;Nils Öberg;"Maka Siv Öberg 0980-111 11, son Per 070-222 22 22"
19340617-8354;Karin Lind;"Eva Lind (dotter) tel. 070-333 33 33, arb 0980-222 22
Bo Lind, son, 070-444 44 44 ring ej nattetid"
19360128-6499;Olle Ek;Inga anhöriga
19370618-7071;Ulla Ås;God man: Sven Ros 08-123 456 78
`,
			want: `
table.relatives part
2 relative | of 193102118449 Anna Berg | Eva Berg | Dotter | 070-111 22 33 Mobile
3 relative | of 193212117075 Nils Öberg | Siv Öberg | Maka | 0980-111 11
3 relative | of 193212117075 Nils Öberg | Per | son | 070-222 22 22 Mobile
4 relative | of 193406178354 Karin Lind | Eva Lind | dotter | 070-333 33 33 Mobile & 0980-222 22 Work
4 relative | of 193406178354 Karin Lind | Bo Lind | son | 070-444 44 44 Mobile | night no | ring ej nattetid
6 relative | of 193706187071 Ulla Ås | Sven Ros | God man | 08-123 456 78`,
		},
		{
			name: "what is said of the night beside a number",
			raw: `Personnr;Brukare;Anhörig;Relation;Telefon anhörig
19321211-7075;Nils Öberg;Ann Alm;Systerdotter;070-222 22 22 (ej natt)
`,
			want: `
table.relatives part
2 relative | of 193212117075 Nils Öberg | Ann Alm | Systerdotter | 070-222 22 22 Mobile | night no | ej natt`,
		},
		{
			name: "a second key of the same person, and a person who is written in two ways",
			raw: `Nyckelnr;Kund;Personnr;Portkod;Adress
101;Anna Berg;19310211-8449;1234;Storgatan 1
102;Anna Berg;19310211-8449;;Storgatan 1
103;Nils Öberg;19321211-7075;;Storgatan 2
104;Nils Öberg;19321211-7075;;Lillgatan 9
`,
			want: `
table.persons
2 person | 193102118449 Anna Berg | Anna Berg | Storgatan 1 #1234 | ClientKeyNumber=101 ClientKeyNumber=102
4 person | 193212117075 Nils Öberg | Nils Öberg | Storgatan 2 | ClientKeyNumber=103 ClientKeyNumber=104
5 warning person_twice []`,
		},
		{
			name: "what to beware of on call",
			raw: `Personnr;Namn;Adress;Överkänslighet;Waran;Infarter;HLR;Smitta
193102118449.0;Anna Berg;Storgatan 1;Penicillin;Ja;PVK hö arm;Ja;Nej
19321211-7075;Nils Öberg;Storgatan 2;Ingen känd;Nej;Ingen;Nej;MRSA
19340617-8354;Karin Lind;Storgatan 3;;;KAD;0 HLR;
`,
			want: `
table.persons
2 person | 193102118449 Anna Berg | Anna Berg | Storgatan 1
2 facts | of 193102118449 Anna Berg | PVK hö arm | Penicillin | clotting yes | Waran
2 warning | of 193102118449 Anna Berg | warning | Överkänslighet: Penicillin
2 warning | of 193102118449 Anna Berg | observation | Waran
2 warning | of 193102118449 Anna Berg | observation | Infarter: PVK hö arm
3 person | 193212117075 Nils Öberg | Nils Öberg | Storgatan 2
3 facts | of 193212117075 Nils Öberg | NONE KNOWN
3 warning | of 193212117075 Nils Öberg | observation | HLR: Nej
3 warning | of 193212117075 Nils Öberg | infection | MRSA
4 person | 193406178354 Karin Lind | Karin Lind | Storgatan 3
4 facts | of 193406178354 Karin Lind | KAD
4 warning | of 193406178354 Karin Lind | observation | Infarter: KAD
4 warning | of 193406178354 Karin Lind | observation | HLR: 0 HLR`,
		},
		{
			name: "a night that is titled by both its days",
			raw: `Nattlista 23/11-24/11 2026;;;
Tid;Namn;Personnr;Insats
21:30;Anna Berg;19310211-8449;Tillsyn
23:45-00:15;Nils Öberg;19321211-7075;Tillsyn
00:30;Karin Lind;19340617-8354;Tillsyn
`,
			want: `
table.schedule
3 visit | 1123 21:30-21:30 | 193102118449 Anna Berg | Tillsyn
4 visit | 1123 23:45-1124 00:15 | 193212117075 Nils Öberg | Tillsyn
5 visit | 1124 00:30-00:30 | 193406178354 Karin Lind | Tillsyn`,
		},
		{
			name: "the unit's own telephone numbers",
			raw: `Viktiga telefonnummer;;
Funktion;Namn;Telefon
Jour sjuksköterska;;0980-31 90 00
Enhetschef;Lena Ek;070-174 06 05
SOS;;112
`,
			want: `
table.contacts part
3 contact | of  | Jour sjuksköterska | 0980-31 90 00
4 contact | of  | Enhetschef | Lena Ek | 070-174 06 05 Mobile
5 contact | of  | SOS | 112`,
		},
		{
			name: "the contacts of persons whom the list doesn't name",
			raw: `God man;Telefon
Sven Ros;08-123 456 78
`,
			want: `
fault intake.missing_columns`,
		},
	})
}
