package table_test

import "testing"

func TestProtectedIdentityIsObeyedWhereverAListWritesIt(t *testing.T) {
	check(t, []sample{
		{
			name: "two columns that ask, of which either says yes",
			raw: `Personnr;Namn;Adress;Sekretessmarkering;Skyddad folkbokföring
19310211-8449;Anna Berg;Storgatan 1;Nej;Ja
19321211-7075;Nils Öberg;Storgatan 2;Ja;Nej
19340617-8354;Karin Lind;Storgatan 3;Nej;Nej
`,
			want: `
table.persons
2 person | 193102118449 Anna Berg | Anna Berg | Storgatan 1 | PROTECTED
3 person | 193212117075 Nils Öberg | Nils Öberg | Storgatan 2 | PROTECTED
4 person | 193406178354 Karin Lind | Karin Lind | Storgatan 3`,
		},
		{
			name: "beside the name, as a remark, and not where it is denied",
			raw: `Pnr;Brukare;Adress;Anm
19310211-8449;Berg, Anna (SKYDDAD);Storgatan 1;
19321211-7075;Nils Öberg - skyddad identitet;Storgatan 2;
19340617-8354;Karin Lind;Storgatan 3;Skyddad identitet, lämna inte ut adress
19360128-6499;Olle Ek;Storgatan 4;Hund, skyddad altan
19370618-7071;Ulla Ås;Storgatan 5;Ej skyddad identitet
`,
			want: `
table.persons
2 person | 193102118449 Anna Berg | Berg, Anna | Storgatan 1 | PROTECTED
3 person | 193212117075 Nils Öberg | Nils Öberg | Storgatan 2 | PROTECTED
4 person | 193406178354 Karin Lind | Karin Lind | Storgatan 3 | PROTECTED | Skyddad identitet, lämna inte ut adress
5 person | 193601286499 Olle Ek | Olle Ek | Storgatan 4 | Hund, skyddad altan
6 person | 193706187071 Ulla Ås | Ulla Ås | Storgatan 5 | Ej skyddad identitet`,
		},
		{
			name: "beside the name in a list of relatives",
			raw: `Personnr;Brukare;Anhörig;Relation;Telefon
19310211-8449;Anna Berg (sekretess);Eva Berg;Dotter;070-111 22 33
`,
			want: `
table.relatives part
2 person | 193102118449 Anna Berg | Anna Berg | PROTECTED
2 relative | of 193102118449 Anna Berg | Eva Berg | Dotter | 070-111 22 33 Mobile`,
		},
	})
}
