package care

import (
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"
)

// amountAnywhere searches a whole text for what tellsAmount looks for where it can begin.
var amountAnywhere = regexp.MustCompile(`(?i)(?:^|[^\pL\d])` + amount)

// doseSeeds are doses, and what looks like one, in all their parts.
var doseSeeds = []string{
	"", "2 tabletter", "Alvedon 500 mg", "EN TABLETT", "Halv tablett", "1/2 tablett", "½ tabl", "Insulin 14E", "14 e",
	"Två droppar i vardera ögat", "TVÅ DROPPAR", "tva\u030a droppar", "TV\u212b DROPPAR", "\u212btta ml", "åTTa ml", "1x2", "1 X 2", "1\t×\n2", "1\v+ 2",
	"1+1+0+1", "1 + a", "9+", "9 x", "Dubbel dos vid feber", "dubbel\u00a0dos", "DUBBLA  DO\u017fEN", "sänkte dosen", "extra tablett", "ex tablett", " dos",
	"en och en halv tablett", "2,5mg", "2.5 mg", "5 ml i sondmatning", "10–14 enheter", "10-14enheter", "2/3 st. tabl", "1 dospåse", "100 µg", "100 μg", "3 \u039cg",
	"Hektar 5", "engram", "gengram", "fem%", "\u017fju st", "\u017fex tbl", "SJU\u00a0st", "a1 mg", "å1 mg", "1mg", "1mgx", "١ mg", "²1 mg", "_1 mg", "\xff1 mg", "\xff\xfe", "1 \xffmg",
	"Sov lugnt vid besöket.", "Tar en promenad, en god stund", "Kompressionsstrumpa klass 2, på", "Ge ur dosett kl 08:00 och 20:00", "nio\nliter", "tio puffar", "suppositorier 3 suppositorier", "halva påsen", "Halva påse",
	"höjd dos", "minska dosering", "öka\n\rdos", "ﬁem ml", "tre kapslar", "3 \u212aapslar", "fyra sprutor", "1 i.e.", "1 IE", "sex e", "fem kr", "en mg\u0301", "en mgå",
}

// What is looked for by hand is found exactly where the expressions find it.
func TestDosesAreFoundByHandAsByTheExpressions(t *testing.T) {
	source := rand.New(rand.NewChaCha8([32]byte{6}))
	parts := append(strings.Fields("en ett två tre fyra fem sex sju åtta nio tio halv halva och 1 2,5 3. ½ - – / st. mg g E ml tablett tabletter dos dosen dubbel hel x × + kl 08:00 ä Å ſ % µg"),
		" ", " ", " ", " ", "\n", "\t", "\v", "\u00a0", ".", "\xff", "\u212b", "\u212a")
	for _, seed := range doseSeeds {
		sameDoses(t, seed)
		sameDoses(t, strings.ToUpper(seed))
		sameDoses(t, "Sov lugnt. "+seed+", sedan vaken")
		for _, beside := range doseSeeds {
			sameDoses(t, seed+beside)
		}
	}
	found := 0
	for range 40_000 {
		var text strings.Builder
		for range 1 + source.IntN(24) {
			text.WriteString(parts[source.IntN(len(parts))])
		}
		if sameDoses(t, text.String()) {
			found++
		}
	}
	if found < 5_000 || found > 35_000 {
		t.Errorf("%d of 40,000 texts tell a dose: the texts try too little", found)
	}
}

func FuzzDosesAreFoundByHandAsByTheExpressions(f *testing.F) {
	for _, seed := range doseSeeds {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) { sameDoses(t, text) })
}

func sameDoses(t *testing.T, text string) bool {
	t.Helper()
	told, said := amountAnywhere.MatchString(text), saidOfDose.MatchString(text)
	if got := tellsAmount(text); got != told {
		t.Errorf("an amount in %q: %v", text, got)
	}
	if got := saysDose(text); got != said {
		t.Errorf("words of a dose in %q: %v", text, got)
	}
	return told || said
}

func BenchmarkTellsDose(b *testing.B) {
	text := strings.Repeat("Sov lugnt vid besöket. ", 12)
	for b.Loop() {
		TellsDose(text, false)
	}
}
