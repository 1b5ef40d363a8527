package table

import (
	"fmt"
	"reflect"
	"runtime"
	"strings"
	"testing"
	"time"

	"avbrottsparm/data"
	"avbrottsparm/internal/care"
)

// longSchedule has wrong rows, blank ones, repeated headings and marks of protection in it.
func longSchedule(rows int) string {
	var b strings.Builder
	header := "Namn;Adress;Datum;Starttid;Sluttid;Insatser;Slinga;Notering\n"
	b.WriteString(header)
	for i := range rows {
		start, note := fmt.Sprintf("%02d:%02d", 7+i%14, i%60), ""
		switch {
		case i%997 == 3:
			start = "hej"
		case i%501 == 7:
			b.WriteString("\n" + header)
		case i%313 == 5:
			note = "Skyddad identitet"
		}
		fmt.Fprintf(&b, "Person%d Ek;Gatan %d;2026-11-%02d;%s;%02d:%02d;Tillsyn, Dusch;Slinga %d;%s\n",
			i%400, i%400, 1+i%28, start, 8+i%14, i%60, i%12, note)
	}
	return b.String()
}

func TestALongScheduleReadInSharesIsTheSame(t *testing.T) {
	reader, err := NewReader(data.Columns)
	if err != nil {
		t.Fatal(err)
	}
	raw := []byte(longSchedule(3*shareRows + 17))
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, care.Stockholm)
	read := func(processors int) []care.Batch {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(processors))
		batches, err := reader.Read(t.Context(), "slingor.csv", raw, now)
		if err != nil {
			t.Fatal(err)
		}
		return batches
	}
	alone, shared := read(1), read(3)
	if len(alone) != 1 || len(alone[0].Errors) == 0 || len(alone[0].Incoming) < 3*shareRows {
		t.Fatalf("%d batches, %d errors, %d rows", len(alone), len(alone[0].Errors), len(alone[0].Incoming))
	}
	if !reflect.DeepEqual(alone, shared) {
		t.Errorf("in shares: %d rows, %d errors, %d warnings; in order: %d, %d, %d", len(shared[0].Incoming), len(shared[0].Errors),
			len(shared[0].Warnings), len(alone[0].Incoming), len(alone[0].Errors), len(alone[0].Warnings))
	}
}

func TestAFallInAShareIsTheCallers(t *testing.T) {
	defer func() {
		if recover() != "broken" {
			t.Error("the caller did not hear of it")
		}
	}()
	sideBySide(3, func(share int) {
		if share == 1 {
			panic("broken")
		}
	})
}
