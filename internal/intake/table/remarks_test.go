package table_test

import "testing"

func TestWhatARowSaysInARemarkCountsForItsMedicine(t *testing.T) {
	check(t, []sample{
		{
			name: "ended or paused in words, an end that is none",
			raw: `Personnr;Namn;Preparat;Styrka;Dosering;Utsättningsdatum;Anmärkning
19310211-8449;Anna Berg;Ipren;400 mg;1x3;;UTSATT 20/11
19310211-8449;Anna Berg;Furix;40 mg;Paus t.o.m. fredag;;
19310211-8449;Anna Berg;Trombyl;75 mg;1+0+0;;Ska ev. pausas, fråga ssk
19310211-8449;Anna Berg;Levaxin;100 mikrog;1+0+0;9999-12-31;
`,
			want: `
table.medications part
2 medication | of 193102118449 Anna Berg | Ipren | 400 mg | 1x3 | ended | UTSATT 20/11
3 medication | of 193102118449 Anna Berg | Furix | 40 mg | Paus t.o.m. fredag | paused
4 medication | of 193102118449 Anna Berg | Trombyl | 75 mg | 1+0+0 | unknown | Ska ev. pausas, fråga ssk
5 medication | of 193102118449 Anna Berg | Levaxin | 100 mikrog | 1+0+0 | current`,
		},
		{
			name: "headings that stand alone in the column of names",
			raw: `Läkemedelslista för Anna Berg 19310211-8449
Aktuella läkemedel
Läkemedel;Dos;Tid
Waran 2,5 mg;enl. lista;18
Vid behov
Alvedon 500 mg;1-2 max 8/dygn;
Utsatta
Ipren 400 mg;1x3;
`,
			want: `
table.medications part
4 medication | of 193102118449 | Waran 2,5 mg | enl. lista 18 | current
6 medication | of 193102118449 | Alvedon 500 mg | 1-2 max 8/dygn | AS NEEDED | current
8 medication | of 193102118449 | Ipren 400 mg | 1x3 | ended`,
		},
	})
}

func TestARefusedDecisionIsNotReadAsGranted(t *testing.T) {
	check(t, []sample{{
		name: "by a column of status",
		raw: `Personnr;Namn;Beslut om;Beslutsdatum;Gäller från;Beslutsstatus
19310211-8449;Anna Berg;Särskilt boende;2026-11-02;;Avslag
19321211-7075;Nils Öberg;Trygghetslarm;2026-11-02;2026-11-03;Bifall
19340617-8354;Karin Lind;Dagverksamhet;2026-11-02;2026-11-03;Ej verkställt
`,
		want: `
table.decisions part
3 decision | of 193212117075 Nils Öberg | Trygghetslarm | decided 261102 | from 261103 | []
4 decision | of 193406178354 Karin Lind | Dagverksamhet | decided 261102 | from 261103 | [] | Beslutsstatus: Ej verkställt
2 warning decision_refused [Beslutsstatus]`,
	}})
}
