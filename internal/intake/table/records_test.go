package table_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"avbrottsparm/internal/care"
)

// record writes an item of a sheet of records on one line.
func record(in care.Incoming) string {
	of := "of " + whose(in.Whose)
	switch it := in.Item.(type) {
	case *care.Signing:
		return join("signing", of, it.What, stamped("planned", it.Planned), mark(it.AnyTime, "any time"), stamped("performed", it.Performed),
			mark(it.Done, "DONE"), it.Status, it.Reason, it.Result, number("early", it.EarliestMinutes), number("late", it.LatestMinutes), it.By, it.Title)
	case *care.Medication:
		return join("medication", of, it.Name, it.Substance, it.Form, it.Strength, it.Dosage, it.Route, it.Reason, mark(it.AsNeeded, "AS NEEDED"), it.MaxDose,
			string(it.Status), dated("from", it.Starts), dated("to", it.Ends), dated("ordered", it.Ordered), it.OrderedBy, it.Note)
	case *care.HealthOrder:
		return join("order", of, it.Title, it.Code, it.Text, it.Cause, dated("from", it.Starts), dated("to", it.Ends), it.Summary, fmt.Sprint(it.Times), it.When,
			mark(it.AsNeeded, "AS NEEDED"), mark(it.Medication, "MEDICINE"), mark(it.Delegation != "", "delegation "+string(it.Delegation)), it.OrderedBy, mark(it.Inactive, "INACTIVE"))
	case *care.Decision:
		return join("decision", of, it.What, it.Type, it.Law, dated("decided", it.Date), dated("from", it.From), dated("to", it.To), fmt.Sprint(it.Amounts), it.CaseWorker, it.Reason)
	case *care.Absence:
		return join("absence", of, stamped("from", it.From), stamped("to", it.To), it.Reason, it.Note)
	case *care.ServicePlan:
		parts := []string{"plan", of, dated("established", it.Established), dated("follow-up", it.FollowUp), it.Important}
		for _, g := range it.Goals {
			parts = append(parts, strings.Join([]string{g.Service, g.Goal, g.What, g.How, g.Who, g.When}, "/"))
		}
		return join(parts...)
	case *care.JournalNote:
		return join("note", of, it.Law, stamped("at", it.At), it.Headline, it.Text, it.By, it.Title, mark(it.Signed, "SIGNED"), mark(it.Wrong, "WRONG"))
	case *care.Warning:
		return join("warning", of, string(it.What), it.Text, dated("noted", it.Noted), it.By)
	case *care.HealthFacts:
		return join("facts", of, strings.Join(it.Diagnoses, "/"), strings.Join(it.Access, "/"), strings.Join(it.Hypersensitivity, "/"),
			mark(it.NoHypersensitivity, "NONE KNOWN"), mark(it.Anticoagulants != "", "clotting "+string(it.Anticoagulants)), strings.Join(it.Clotting, "/"),
			mark(it.Pacemaker != "", "pacemaker "+string(it.Pacemaker)), it.Device, it.Important, dated("noted", it.Noted), it.By)
	case *care.Reference:
		return join(string(it.What), it.SourceID, it.Number, it.Name, it.Title, phones(it.Phones), strings.Join(it.Emails, " "))
	}
	return "?"
}

func stamped(what string, at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return what + " " + at.Format("0102 15:04")
}

func dated(what string, at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return what + " " + at.Format("060102")
}

func number(what string, n int) string { return mark(n != 0, fmt.Sprintf("%s %d", what, n)) }

func TestSigningHistory(t *testing.T) {
	check(t, []sample{
		{
			name: "as it is exported",
			raw: `Boende;Dag;Tid;Gavs;Skulle ges (datum);Skulle ges (tid);Minuter innan;Minuter efter;Status;Signerat av
Anna Ek 19240129-7250;2026-11-21;08:12;Ja;2026-11-21;08:00;60;60;Given;Sara Ö
Anna Ek 19240129-7250;;;;2026-11-21;12:00;60;60;Ej given;
Bo Öhrn;2026-11-22;00.10;08.10;2026-11-21;23:45;30;30;Given sent;Mehdi F
Bo Öhrn;lördag;Kväll;;2026-11-21;20:00;;;Missad;
`,
			want: `
table.signings part
2 signing | of 192401297250 Anna Ek | planned 1121 08:00 | performed 1121 08:12 | DONE | Given | early 60 | late 60 | Sara Ö
3 signing | of 192401297250 Anna Ek | planned 1121 12:00 | Ej given | early 60 | late 60
4 signing | of Bo Öhrn | planned 1121 23:45 | performed 1122 08:10 | DONE | Given sent | early 30 | late 30 | Mehdi F
5 signing | of Bo Öhrn | planned 1121 20:00 | Missad`,
		},
		{
			name: "what was given in words, broken rows, and a contradiction",
			raw: `Signeringshistorik 2026-11-21;;;;;
Boende;Gavs;Skulle ges (datum);Skulle ges (tid);Status;Signerat av
Anna Ek;Alvedon;2026-11-21;08:00;Given;Sara Ö
;Alvedon;2026-11-21;08:00;Given;Sara Ö
Anna Ek;08:05;2026-11-31;08:00;Given;Sara Ö
Anna Ek;08:05;2026-11-21;8 på morgonen;Given;Sara Ö
Anna Ek;08:05;2026-11-21;08:00;Ej given;Sara Ö
Anna Ek;08:05;;08:00;Ej i tid;Sara Ö
`,
			want: `
table.signings part
3 signing | of Anna Ek | Alvedon | planned 1121 08:00 | DONE | Given | Sara Ö
7 signing | of Anna Ek | planned 1121 08:00 | performed 1121 08:05 | Ej given | Sara Ö
8 signing | of Anna Ek | planned 1121 08:00 | performed 1121 08:05 | DONE | Ej i tid | Sara Ö
4 ERROR no_person [Boende]
5 ERROR bad_date [Skulle ges (datum)]
6 ERROR bad_time [Skulle ges (tid)]
7 warning signing_unclear [Status]`,
		},
	})
}

func TestMedicinesCurrentAndEnded(t *testing.T) {
	check(t, []sample{
		{
			name: "with a column of ends",
			raw: `Personnummer;Läkemedel;Styrka;Form;Dosering;Insatt;Utsatt;Vid behov;Ordinatör;Orsak
19240129-7250;Alvedon;500 mg;tablett;2 tabletter kl 8 och 20;2026-01-01;;Nej;Dr Lund;Värk
19240129-7250;Furix;40 mg;tablett;1x1;2025-03-01;2026-11-01;;Dr Lund;
19240129-7250;Stesolid;5 mg;tablett;1 tablett;2026-02-01;tills vidare;Ja;Dr Lund;Oro
19240129-7250;Trombyl;75 mg;tablett;1x1;2026-02-01;i våras;;Dr Lund;
19240129-7250;;75 mg;tablett;1x1;;;;;
`,
			want: `
table.medications part
2 medication | of 192401297250 | Alvedon | tablett | 500 mg | 2 tabletter kl 8 och 20 | Värk | current | from 260101 | Dr Lund
3 medication | of 192401297250 | Furix | tablett | 40 mg | 1x1 | ended | from 250301 | to 261101 | Dr Lund
4 medication | of 192401297250 | Stesolid | tablett | 5 mg | 1 tablett | Oro | AS NEEDED | current | from 260201 | Dr Lund
5 medication | of 192401297250 | Trombyl | tablett | 75 mg | 1x1 | unknown | from 260201 | Dr Lund | Utsatt: i våras
6 ERROR no_medicine [Läkemedel]
5 warning kept_in_words [Utsatt]`,
		},
		{
			name: "one person in the title, headings of ended ones, no status",
			raw: `Läkemedelslista för Anna Ek, 19240129-7250;;
Läkemedel;Styrka;Dos
Alvedon;500 mg;1 v.b.
Utsatta läkemedel;;
Furix;40 mg;1x1
`,
			want: `
table.medications part
3 medication | of 192401297250 | Alvedon | 500 mg | 1 v.b. | AS NEEDED | unknown
5 medication | of 192401297250 | Furix | 40 mg | 1x1 | ended`,
		},
		{
			name: "merged cells of persons, but a lone blank is nobody's",
			raw:  "Namn;Läkemedel;Styrka;Status\nAnna Ek;Alvedon;500 mg;Aktuell\n;Furix;40 mg;Pausad\n;Trombyl;75 mg;Utsatt\nBo Ek;Alvedon;500 mg;Aktuell\n",
			want: `
table.medications part
2 medication | of Anna Ek | Alvedon | 500 mg | current
3 medication | of Anna Ek | Furix | 40 mg | paused
4 medication | of Anna Ek | Trombyl | 75 mg | ended
5 medication | of Bo Ek | Alvedon | 500 mg | current`,
		},
		{
			name: "a blank where every row has a person",
			raw:  "Namn;Läkemedel;Styrka\nAnna Ek;Alvedon;500 mg\nBo Ek;Furix;40 mg\n;Trombyl;75 mg\n",
			want: `
table.medications part
2 medication | of Anna Ek | Alvedon | 500 mg | unknown
3 medication | of Bo Ek | Furix | 40 mg | unknown
4 ERROR no_person [Namn]`,
		},
	})
}

func TestOtherRecords(t *testing.T) {
	check(t, []sample{
		{
			name: "health orders",
			raw: `Boende;HSL-uppdrag;KVÅ-kod;Tider;Dagar;Delegering;Vid behov;Startdatum
Anna Ek;Ge läkemedel;DT016;08:00, 14 och 20.00;mån-fre;Enhet;;2026-01-01
Anna Ek;Blodtryck;AF023;morgon;;Patient;ja;2026-01-01
`,
			want: `
table.health_orders part
2 order | of Anna Ek | Ge läkemedel | DT016 | from 260101 | mån-fre | [{08:00 [Monday Tuesday Wednesday Thursday Friday]} {14:00 [Monday Tuesday Wednesday Thursday Friday]} {20:00 [Monday Tuesday Wednesday Thursday Friday]}] | MEDICINE | delegation Unit
3 order | of Anna Ek | Blodtryck | AF023 | from 260101 | [] | morgon | AS NEEDED | delegation Patient`,
		},
		{
			name: "decisions",
			raw:  "Personnr;Beslut;Lagrum;Beslutsdatum;Från;Till;Timmar/månad;Handläggare\n19240129-7250;Hemtjänst;SoL 4 kap 1 §;2026-01-02;2026-01-10;2027-01-09;12,5;Lisa Berg\n",
			want: "table.decisions part\n2 decision | of 192401297250 | Hemtjänst | SoL | decided 260102 | from 260110 | to 270109 | [{12.5 timmar/månad}] | Lisa Berg",
		},
		{
			name: "absences, with hours, without an end, and the wrong way round",
			raw:  "Kund;Frånvaro från;Frånvaro till;Orsak\nAnna Ek;2026-11-20 14:00;2026-11-25;Sjukhus\nBo Ek;2026-11-20;tills vidare;Korttid\nCilla Ek;2026-11-20;2026-11-19;Resa\nDan Ek;;2026-11-19;Resa\n",
			want: `
table.absences part
2 absence | of Anna Ek | from 1120 14:00 | to 1125 00:00 | Sjukhus
3 absence | of Bo Ek | from 1120 00:00 | Korttid
4 ERROR end_before_start [Frånvaro till]
5 ERROR no_date [Frånvaro från]`,
		},
		{
			name: "a care plan, one goal in each row",
			raw:  "Namn;Insats;Mål;Hur;Vem;När;Upprättad\nAnna Ek;Dusch;Känna sig fräsch;Stöd av en;Kontaktman;Tisdagar;2026-05-01\nAnna Ek;Promenad;Komma ut;Rollator;Alla;Dagligen;\nBo Ek;Städ;Rent hem;;;;\n",
			want: `
table.plans part
2 plan | of Anna Ek | established 260501 | Dusch/Känna sig fräsch//Stöd av en/Kontaktman/Tisdagar | Promenad/Komma ut//Rollator/Alla/Dagligen
4 plan | of Bo Ek | Städ/Rent hem////`,
		},
		{
			name: "journal notes",
			raw:  "Boende;Datum;Tid;Sökord;Anteckning;Signatur;Lagrum\nAnna Ek;2026-11-20;08:15;Nutrition;\"Åt bra,\ndrack lite\";Sara Ö;HSL\nBo Ek;2026-11-20;;Aktivitet;Promenad;Mehdi F;SoL\nBo Ek;;08:00;Aktivitet;Promenad;Mehdi F;SoL\n",
			want: `
table.notes part
2 note | of Anna Ek | HSL | at 1120 08:15 | Nutrition | Åt bra,⏎drack lite | Sara Ö
3 note | of Bo Ek | SoL | at 1120 00:00 | Aktivitet | Promenad | Mehdi F
4 ERROR no_date [Datum]`,
		},
		{
			name: "warnings, each column its own sort",
			raw:  "Kundnr;Namn;Varning;Observera;Smitta;Datum\n7;Anna Ek;Penicillin;;Nej;2026-01-01\n8;Bo Ek;;Går vilse;MRSA;\n9;Cilla Ek;;;x;\n",
			want: `
table.warnings part
2 warning | of kundnr 7 Anna Ek | warning | Penicillin | noted 260101
3 warning | of kundnr 8 Bo Ek | observation | Går vilse
3 warning | of kundnr 8 Bo Ek | infection | MRSA
4 warning | of kundnr 9 Cilla Ek | infection | Smitta`,
		},
		{
			name: "warnings beside a register of persons",
			raw:  "Kundnr;Namn;Adress;Överkänslighet\n7;Anna Ek;Storgatan 1;Nötter\n8;Bo Ek;Storgatan 2;\n",
			want: "table.persons\n2 person | kundnr 7 Anna Ek | Anna Ek | Storgatan 1\n2 warning | of kundnr 7 Anna Ek | warning | Överkänslighet: Nötter\n3 person | kundnr 8 Bo Ek | Bo Ek | Storgatan 2",
		},
		{
			name: "warnings beside who is responsible, and warnings by their sort",
			raw:  "Patient;PAL;Överkänslighet;Blodförtunnande;Pacemaker\nAnna Ek;Dr Alm;Penicillin;Eliquis;Ja\n",
			want: `
table.contacts part
2 contact | of Anna Ek | PAL | Dr Alm
2 facts | of Anna Ek | Penicillin | clotting yes | Eliquis | pacemaker yes
2 warning | of Anna Ek | warning | Överkänslighet: Penicillin
2 warning | of Anna Ek | observation | Blodförtunnande: Eliquis
2 warning | of Anna Ek | observation | Pacemaker`,
		},
		{
			name: "facts for those who are called out, and no is said only where it is written",
			raw: "Personnr;Diagnoser;Infarter;Överkänslighet;Blodförtunnande;Pacemaker;Viktig information;Uppdaterad\n" +
				"19240129-7250;KOL; ;Ingen känd;Nej;Nej;Syrgas;2026-11-01\n19240214-9237;Hjärtsvikt;PICC höger arm;Penicillin;Eliquis 5 mg x 2;Ja, insatt i maj;;\n" +
				"19240223-9269;-;;;saknas;?;;\n19240228-9223;Stroke;;;Slutat med Waran;Planerad;;\n",
			want: `
table.health_facts part
2 facts | of 192401297250 | KOL | NONE KNOWN | clotting no | pacemaker no | Syrgas | noted 261101
3 facts | of 192402149237 | Hjärtsvikt | PICC höger arm | Penicillin | clotting yes | Eliquis | pacemaker yes | insatt i maj
3 warning | of 192402149237 | warning | Överkänslighet: Penicillin
3 warning | of 192402149237 | observation | Blodförtunnande: Eliquis
3 warning | of 192402149237 | observation | Pacemaker: Ja, insatt i maj
3 warning | of 192402149237 | observation | Infarter: PICC höger arm
4 warning | of 192402239269 | observation | Pacemaker: ?
5 facts | of 192402289223 | Stroke | Slutat med Waran | Planerad
5 warning | of 192402289223 | observation | Blodförtunnande: Slutat med Waran
5 warning | of 192402289223 | observation | Pacemaker: Planerad`,
		},
		{
			name: "one medicine that isn't taken says nothing of the others, and rows of one person are one",
			raw:  "Personnr;Namn;Diagnos;Waran\n19240129-7250;Anna Ek;KOL;Nej\n19240129-7250;Anna Ek;Diabetes;\n19240214-9237;Bo Ek;Förmaksflimmer;Ja\n",
			want: `
table.health_facts part
2 facts | of 192401297250 Anna Ek | KOL/Diabetes
4 facts | of 192402149237 Bo Ek | Förmaksflimmer | clotting yes | Waran
4 warning | of 192402149237 Bo Ek | observation | Waran`,
		},
		{
			name: "warnings by a column of their sort",
			raw:  "Namn;Typ;Text;Datum\nAnna Ek;Observera;Går vilse;2026-01-01\nBo Ek;Smitta;MRSA;\n",
			want: "table.warnings part\n2 warning | of Anna Ek | observation | Går vilse | noted 260101\n3 warning | of Bo Ek | infection | MRSA",
		},
		{
			name: "a type that is no sort of warning",
			raw:  "Kundnr;Namn;Typ;Text\n7;Anna Ek;Privat;Hund\n",
			want: "table.persons\n2 person | kundnr 7 Anna Ek | Anna Ek\n1 warning unknown_columns [] Typ, Text",
		},
		{
			name: "staff, whose identity numbers are left alone",
			raw:  "Signatur;Förnamn;Efternamn;Personnummer;Titel;Telefon\nsarbra;Sara;Brännmark;19240129-7250;Undersköterska;070-174 06 05\n;;;;Undersköterska;070-174 06 06\n",
			want: `
table.staff part
2 staff | sarbra | sarbra | Sara Brännmark | Undersköterska | 070-174 06 05 Mobile
3 ERROR no_staff [Efternamn]`,
		},
		{
			name: "a mark of protected identity on any list holds for the person",
			raw:  "Kundnr;Namn;Läkemedel;Styrka;Skyddad\n7;Anna Ek;Alvedon;500 mg;Ja\n",
			want: "table.medications part\n2 medication | of kundnr 7 Anna Ek | Alvedon | 500 mg | unknown\n2 person | kundnr 7 Anna Ek | Anna Ek | PROTECTED",
		},
	})
}

// What could be two things is what must not be lost: persons and visits.
func TestResemblancesStayPersonsAndSchedules(t *testing.T) {
	for name, c := range map[string]struct{ raw, format string }{
		"medicines beside addresses":        {"Kundnr;Namn;Adress;Läkemedel;Dos\n7;Anna Ek;Storgatan 1;Alvedon;1\n", "table.persons"},
		"a goal beside relatives":           {"Kundnr;Namn;Anhörig;Anhörig telefon;Mål;Hur\n7;Anna Ek;Eva Ek;08-12 34 56;Gå ut;Rollator\n", "table.relatives"},
		"a schedule with medicines":         {"Datum;Kundnr;Start;Slut;Läkemedel;Dos\n2026-11-23;7;08:00;08:30;Ja;1\n", "table.schedule"},
		"a schedule to be signed by hand":   {"Datum;Kundnr;Starttid;Insatser;Slinga;Signatur;Status\n2026-11-23;7;08:00;Dusch;Blå;;\n", "table.schedule"},
		"a schedule with delegated actions": {"Datum;Kundnr;Tid;Åtgärd;Delegering;Personal\n2026-11-23;7;08:00;Insulin;Ja;Sara Ö\n", "table.schedule"},
		"contacts of persons":               {"Kundnr;Namn;Titel;Telefon\n7;Dr Lund;Läkare;08-12 34 56\n", "table.contacts"},
	} {
		if got := read(t, "a.csv", []byte(c.raw)); !strings.HasPrefix(got, c.format) {
			t.Errorf("%s: got\n%s\nwant %s", name, got, c.format)
		}
	}
}

// Hours beside words that don't mean every day are told as they stand: worked out as every day they
// would be a dose too many.
func TestAnOrderThatIsNotOfEveryDayGetsNoHoursOfEveryDay(t *testing.T) {
	for often, want := range map[string]string{
		"Varje dag": "08:00", "": "08:00", "dagligen": "08:00", "1 gång/dag": "08:00", "mån, tis": "08:00", "3 ggr per dygn": "08:00",
		"varannan dag": "", "varannan vecka": "", "1 gång i månaden": "", "var tredje vecka, mån": "", "enligt schema": "",
	} {
		raw := "Boende;Personnr;HSL-uppdrag;Tider;Frekvens\nAnna Ek;19240129-7250;Blodtryck;08:00;" + often + "\n"
		batches, err := newReader(t).Read(t.Context(), "uppdrag.csv", []byte(raw), now)
		if err != nil || len(batches) != 1 || len(batches[0].Incoming) != 1 {
			t.Fatalf("%q: %v, %+v", often, err, batches)
		}
		o := batches[0].Incoming[0].Item.(*care.HealthOrder)
		hours := ""
		for _, at := range o.Times {
			hours += at.At
		}
		if hours != want || want == "" && o.When != "08:00" || !strings.Contains(o.Summary, often) {
			t.Errorf("%q: hours %q, when %q, summary %q", often, hours, o.When, o.Summary)
		}
	}
}
