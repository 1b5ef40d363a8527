package vcard

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding/unicode"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/text"
)

var today = time.Date(2026, time.November, 23, 7, 0, 0, 0, care.Stockholm)

func readAll(t testing.TB, raw string) []care.Batch {
	t.Helper()
	r := NewReader()
	if !r.Recognises("whatever.bin", []byte(raw)) {
		t.Fatal("the card isn't recognised by what stands in it")
	}
	batches, err := r.Read(context.Background(), "whatever.bin", []byte(raw), today)
	if err != nil {
		t.Fatal(err)
	}
	return batches
}

func readFile(t testing.TB, name string) []care.Batch {
	t.Helper()
	raw, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return readAll(t, string(raw))
}

// told writes batches in short: one line for each item, the problems last.
func told(batches []care.Batch) []string {
	var out []string
	for _, b := range batches {
		for _, in := range b.Incoming {
			whose := strings.TrimSpace(string(in.Whose.PersonalID) + " " + in.Whose.Name)
			switch it := in.Item.(type) {
			case *care.Contact:
				out = append(out, fmt.Sprintf("contact [%s] %s|%s|%s|%s", whose, it.Name(), it.Role, numbers(it.Phones), oneLine(it.Note)))
			case *care.Relative:
				out = append(out, fmt.Sprintf("relative [%s] %s|%s|%s|%s", whose, it.Name(), it.Relation, numbers(it.Phones), oneLine(it.Note)))
			case *care.Person:
				out = append(out, fmt.Sprintf("person [%s] %s|%s|%s", whose, it.Name(), it.Address().Line(), numbers(it.Phones)))
			}
		}
		for _, p := range b.Errors {
			out = append(out, fmt.Sprintf("error %d %s", p.Row, p.Code))
		}
		for _, p := range b.Warnings {
			out = append(out, fmt.Sprintf("warning %d %s", p.Row, p.Code))
		}
	}
	return out
}

func numbers(phones []care.Phone) string {
	var out []string
	for _, p := range phones {
		out = append(out, strings.TrimSpace(p.Number+" "+p.Type))
	}
	return strings.Join(out, ", ")
}

func expect(t *testing.T, batches []care.Batch, want ...string) {
	t.Helper()
	if got, wanted := strings.Join(told(batches), "\n"), strings.Join(want, "\n"); got != wanted {
		t.Errorf("got\n%s\nwant\n%s", got, wanted)
	}
}

func TestCardsAsProgramsWriteThem(t *testing.T) {
	for name, want := range map[string][]string{
		"outlook": {"contact [] Örjan Åkesson|Distriktssköterska, Region Östergötland, Vårdcentralen Ekholmen|010-103 00 00 Work, 070-174 06 05 Mobile|" +
			"Nås vardagar 8-16. Annars jourtelefonen, som svarar dygnet runt för alla som är inskrivna. Ekholmsvägen 7, 589 25 Linköping"},
		"google": {
			"relative [192401297250] Eva Ek|Dotter|+46 70 174 06 06 Mobile, 013-12 34 56 Work|Första kontakt, ej natt.",
			"relative [192401297250] Bo Ek||070-174 06 07 Mobile|",
		},
		"apple": {
			"person [192401297250 Elsa Lund] Elsa Lund|Storgatan 1, lgh 1102, 582 23 Linköping|013-10 20 31 Home",
			"relative [192401297250 Elsa Lund] Eva Ek|dotter||",
		},
		"exchange": {"contact [Maj Berg] Lars Holm|God man, Advokatbyrån Holm|013-33 33 33 Work|Ågatan 5, 582 20 Linköping"},
		"version4": {
			"relative [192402149237] Siv Ström|make/maka|+46-70-111-11-11 Mobile, +46-13-11-11-11 Home|",
			"contact [] Trygghetsjouren||013-20 20 20|",
			"warning 0 vcard_groups",
		},
	} {
		t.Run(name, func(t *testing.T) { expect(t, readFile(t, name+".vcf"), want...) })
	}
}

func TestWhatARelativesNoteSaysAboutCalls(t *testing.T) {
	eva := readFile(t, "google.vcf")[0].Incoming[0].Item.(*care.Relative)
	if !eva.FirstContact || eva.Night == nil || *eva.Night || eva.SourceID != "google-1" || len(eva.Addresses) != 1 || eva.Addresses[0].Zip != "582 22" {
		t.Errorf("%+v", eva)
	}
}

// A card never takes away what it says nothing about.
func TestAPersonsCardSpeaksOfItsOwnFieldsOnly(t *testing.T) {
	b := readFile(t, "apple.vcf")[0]
	for field, want := range map[care.Field]bool{care.FieldName: true, care.FieldPersonalID: true, care.FieldAddress: true, care.FieldPhone: true,
		care.FieldEmail: false, care.FieldKeys: false, care.FieldNote: false, care.FieldProtected: false, care.FieldActive: false} {
		if b.Has(field) != want {
			t.Errorf("%s: %t", field, !want)
		}
	}
	if b.FullList {
		t.Error("a card says who is missing")
	}
	shielded := readAll(t, "BEGIN:VCARD\nFN:Maj Berg\nCATEGORIES:Brukare,Skyddade personuppgifter\nEND:VCARD\n")
	if !shielded[0].Incoming[0].Item.(*care.Person).Protected {
		t.Error("the mark of protection is lost")
	}
}

func cardOf(rows ...string) string {
	return "BEGIN:VCARD\nVERSION:3.0\n" + strings.Join(rows, "\n") + "\nEND:VCARD\n"
}

func TestWhomACardConcerns(t *testing.T) {
	for _, c := range []struct{ rows, want string }{
		{"FN:Eva Ek|NOTE:Närstående till Elsa Lund. Ring först.", "relative [Elsa Lund] Eva Ek|||Närstående till Elsa Lund. Ring först."},
		{"FN:Eva Ek|NOTE:19240129-7250", "relative [192401297250] Eva Ek|||"},
		{"FN:Eva Ek|TITLE:Kurator|NOTE:Gäller 19240129-7250", "contact [192401297250] Eva Ek|Kurator||Gäller"},
		{"FN:Eva Ek|CATEGORIES:Kontaktman för 19240129-7250", "contact [192401297250] Eva Ek|Kontaktman||"},
		{"FN:Eva Ek|NOTE:Son till 19240129-7250 och 19240214-9237", "relative [192401297250] Eva Ek|Son||och\nrelative [192402149237] Eva Ek|Son||och"},
		{"FN:Eva Ek|X-KUND:19240129-7250", "relative [192401297250] Eva Ek|||"},
		{"FN:Eva Ek|NOTE:Telefon 0701740605", "contact [] Eva Ek|||Telefon 0701740605"},
		{"FN:Eva Ek|NOTE:Ordernummer 192401297251", "contact [] Eva Ek|||Ordernummer 192401297251"},
		{"ORG:Larmcentralen|TEL:112", "contact [] Larmcentralen||112|"},
		{"TEL:112", "contact [] ||112|"},
		{"NOTE:ingenting", "error 1 no_contact"},
		{"FN:Eva Ek|TEL:070-1|TEL:070-1|EMAIL:inte en adress", "contact [] Eva Ek||070-1|"},
		{"N:von Sten;Nils;Olof;Dr;|FN:Dr Nils", "contact [] Nils Olof von Sten|||"},
		{"N:Sten\\;Berg;Nils|FN:x", "contact [] Nils Sten;Berg|||"},
	} {
		expect(t, readAll(t, cardOf(strings.Split(c.rows, "|")...)), strings.Split(c.want, "\n")...)
	}
}

// Version 4.0 ties cards to each other by their UID, in both directions.
func TestCardsThatPointToEachOther(t *testing.T) {
	elsa := cardOf("FN:Elsa Lund", "CATEGORIES:Kund", "NOTE:19240129-7250", "UID:urn:uuid:elsa", "RELATED;TYPE=child;VALUE=uri:urn:uuid:eva")
	eva := cardOf("FN:Eva Ek", "UID:urn:uuid:eva")
	bo := cardOf("FN:Bo Lund", "UID:urn:uuid:bo", "RELATED;TYPE=spouse;VALUE=uri:urn:uuid:elsa")
	expect(t, readAll(t, eva+bo+elsa), "person [192401297250 Elsa Lund] Elsa Lund||",
		"relative [192401297250 Elsa Lund] Eva Ek|barn||", "relative [192401297250 Elsa Lund] Bo Lund|make/maka||")
}

// One card makes no register fresh; the unit's own contacts come as an address book.
func TestWhatCardsMakeFresh(t *testing.T) {
	for name, want := range map[string]string{"apple": "[]", "google": "[]", "outlook": "[contact]", "exchange": "[]"} {
		var kinds []care.Kind
		for _, b := range readFile(t, name+".vcf") {
			kinds = append(kinds, b.Kinds...)
		}
		if fmt.Sprint(kinds) != want {
			t.Errorf("%s: %v", name, kinds)
		}
	}
}

const threeCards = "BEGIN:VCARD\nVERSION:3.0\nFN:Åke Ström\nTEL:1\nEND:VCARD\nBEGIN:VCARD\nVERSION:3.0\nFN:Örjan Å\n hlén\nTEL:2\nEND:VCARD\nBEGIN:VCARD\nVERSION:3.0\nFN:Eva Ek\nTEL:3\nEND:VCARD\n"

var asWritten = []string{"contact [] Åke Ström||1|", "contact [] Örjan Åhlén||2|", "contact [] Eva Ek||3|"}

func TestEncodingsAndLineEnds(t *testing.T) {
	little, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(threeCards)
	if err != nil {
		t.Fatal(err)
	}
	for name, raw := range map[string]string{
		"LF": threeCards, "CR LF": strings.ReplaceAll(threeCards, "\n", "\r\n"), "CR": strings.ReplaceAll(threeCards, "\n", "\r"),
		"byte order mark": "\xEF\xBB\xBF" + threeCards, "UTF-16": little, "space before": "\r\n  " + threeCards,
		"Windows-1252":   strings.NewReplacer("Å", "\xC5", "Ö", "\xD6", "ö", "\xF6", "é", "\xE9").Replace(threeCards),
		"small letters":  strings.NewReplacer("BEGIN:VCARD", "begin:vcard", "END:VCARD", "end:vcard", "FN:", "fn:").Replace(threeCards),
		"blank lines":    strings.ReplaceAll(threeCards, "BEGIN", "\n\nBEGIN"),
		"quoted":         strings.ReplaceAll(threeCards, "FN:Åke Ström", "FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=C3=85ke =\n=53tr=C3=B6m"),
		"quoted latin":   strings.ReplaceAll(threeCards, "FN:Åke Ström", "FN;QUOTED-PRINTABLE;CHARSET=ISO-8859-1:=C5ke Str=F6m"),
		"equals at end":  strings.ReplaceAll(threeCards, "FN:Åke Ström\nTEL:1", "FN:Åke Ström\nTEL;ENCODING=QUOTED-PRINTABLE:1="),
		"a bare picture": strings.ReplaceAll(threeCards, "TEL:1", "PHOTO;BASE64:AAAA\nBBBB\nCCCC==\nTEL:1"),
		"an agent":       strings.ReplaceAll(threeCards, "TEL:1", "AGENT:\nBEGIN:VCARD\nFN:Ombud\nTEL:9\nEND:VCARD\nTEL:1"),
	} {
		t.Run(name, func(t *testing.T) {
			want := asWritten
			if name == "equals at end" {
				want = []string{"contact [] Åke Ström||1=|", asWritten[1], asWritten[2]}
			}
			expect(t, readAll(t, raw), want...)
		})
	}
}

func TestWhatIsBrokenCostsOnlyItself(t *testing.T) {
	for name, c := range map[string]struct {
		from, to string
		want     []string
	}{
		"a line without a colon":    {"TEL:2", "TEL:2\nfortsättning utan kolon", append(asWritten[:3:3], "warning 11 vcard_line")},
		"a line without a name":     {"TEL:2", "TEL:2\n:värde", append(asWritten[:3:3], "warning 11 vcard_line")},
		"endless parameters":        {"TEL:2", "TEL:2\nTEL;X=" + strings.Repeat("y", 5000) + ":5", append(asWritten[:3:3], "warning 11 vcard_line")},
		"quotes that nobody closes": {"TEL:2", "TEL;TYPE=\"home:2", []string{asWritten[0], "contact [] Örjan Åhlén||2 Home|", asWritten[2]}},
		"a card without its end":    {"TEL:1\nEND:VCARD\n", "TEL:1\n", []string{asWritten[1], asWritten[2], "error 1 vcard_unfinished"}},
		"a file that is cut":        {"TEL:3\nEND:VCARD\n", "TE", []string{asWritten[0], asWritten[1], "error 12 vcard_unfinished", "warning 15 vcard_line"}},
		"an end too many":           {"TEL:3\nEND:VCARD\n", "TEL:3\nEND:VCARD\nEND:VCARD\n", append(asWritten[:3:3], "warning 17 vcard_line")},
	} {
		t.Run(name, func(t *testing.T) { expect(t, readAll(t, strings.Replace(threeCards, c.from, c.to, 1)), c.want...) })
	}
}

func TestWhatIsNoCardIsLeftToOthers(t *testing.T) {
	for _, raw := range []string{"", "Namn;Pnr\n", "BEGIN:VCALENDAR\n", "BEGIN", "{}"} {
		if NewReader().Recognises("kontakter.vcf", []byte(raw)) {
			t.Errorf("%q was taken for a card", raw)
		}
	}
	if _, err := NewReader().Read(context.Background(), "x", make([]byte, maxRaw+1), today); !text.IsFault(err, "intake.too_large") {
		t.Error(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	stop()
	if _, err := NewReader().Read(ctx, "x", []byte(threeCards), today); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// A file in which no card ever begins on a line of its own says so: nothing comes in, and nobody
// should think that it did.
func TestCardsOnOneLineAreSaidToBeBroken(t *testing.T) {
	raw := "BEGIN:VCARD VERSION:3.0 FN:Elsa Lundvik TEL:" + strings.Repeat("0", 1<<20) + " END:VCARD"
	if batches, err := NewReader().Read(context.Background(), "kort.vcf", []byte(raw), today); !text.IsFault(err, "intake.broken") {
		t.Errorf("%d batches, %v", len(batches), err)
	}
}

func TestAVeryLongNoteIsCutAndSaidSo(t *testing.T) {
	b := readAll(t, cardOf("FN:Eva Ek", "NOTE:"+strings.Repeat("lång text ", 20_000)))[0]
	if len(b.Warnings) != 1 || b.Warnings[0].Code != "cell_cut" || len(b.Incoming[0].Item.(*care.Contact).Note) > maxText {
		t.Errorf("%v", b.Warnings)
	}
}

// Files made to keep a reader busy.
func TestHostileCardsEnd(t *testing.T) {
	for name, c := range map[string]struct {
		raw  string
		want []string
	}{
		"cards that only begin":      {strings.Repeat("BEGIN:VCARD\n", 3), []string{"error 1 vcard_unfinished", "error 2 vcard_unfinished", "error 3 vcard_unfinished"}},
		"more lines than a card has": {cardOf("FN:Eva Ek", strings.Repeat("TEL:070-1\n", 2*maxFields)), []string{"contact [] Eva Ek||070-1|", "warning 1 vcard_long"}},
		"a name without end":         {cardOf("FN;QUOTED-PRINTABLE:Eva" + strings.Repeat("=\n", 100_000)), []string{"contact [] Eva|||"}},
		"agents within agents":       {"BEGIN:VCARD\nFN:Eva Ek\n" + strings.Repeat("AGENT:\nBEGIN:VCARD\n", 5000) + strings.Repeat("END:VCARD\n", 5001), []string{"contact [] Eva Ek|||"}},
		"a picture of megabytes":     {cardOf("FN:Eva Ek", "PHOTO;ENCODING=b:"+strings.Repeat("AAAAAAAA\n ", 1<<18)), []string{"contact [] Eva Ek|||"}},
	} {
		t.Run(name, func(t *testing.T) { expect(t, readAll(t, c.raw), c.want...) })
	}
}

func TestEverySentenceIsThere(t *testing.T) {
	for _, lang := range []text.Lang{text.Swedish, text.English} {
		for _, key := range []string{"format." + Format, "row.vcard_line", "row.vcard_unfinished", "row.vcard_many", "row.vcard_long", "row.vcard_groups", "row.no_contact", "row.cell_cut"} {
			if !text.For(lang).Has(key) {
				t.Errorf("%s lacks %s", lang, key)
			}
		}
	}
}
