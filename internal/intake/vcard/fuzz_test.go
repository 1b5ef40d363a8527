package vcard

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"avbrottsparm/internal/care"
)

// Whatever a file holds, it is read within bounds, the same way each time, and every item has
// somebody or some number.
func FuzzRead(f *testing.F) {
	names, err := filepath.Glob("testdata/*.vcf")
	if err != nil || len(names) == 0 {
		f.Fatal("no samples", err)
	}
	for _, name := range names {
		raw, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(raw)
	}
	f.Add([]byte(threeCards))
	f.Add([]byte(cardOf("item1.TEL;X=\"a,b\";TYPE=x,y:1", "FN;ENCODING=QUOTED-PRINTABLE:=", "ADR:;;;;;;;;;", "NOTE:Anhörig till 19240129-7250")))
	f.Fuzz(func(t *testing.T, raw []byte) {
		r := NewReader()
		r.Recognises("x", raw)
		batches, err := r.Read(context.Background(), "x", raw, today)
		if err != nil {
			return
		}
		again, err := r.Read(context.Background(), "x", raw, today)
		if err != nil || len(told(again)) != len(told(batches)) {
			t.Fatal("read twice, it is not the same", err)
		}
		for _, b := range batches {
			for _, in := range b.Incoming {
				switch it := in.Item.(type) {
				case *care.Contact:
					if it.Name() == "" && len(it.Phones) == 0 {
						t.Fatalf("%+v", it)
					}
				case *care.Relative:
					if in.Whose.Empty() {
						t.Fatalf("%+v", it)
					}
				}
			}
		}
	})
}
