package care_test

import (
	"reflect"
	"testing"
	"time"

	"avbrottsparm/internal/care"
)

// A long schedule comes to the same as its pieces read one after the other.
func TestALongScheduleIsWeighedAsAShortOne(t *testing.T) {
	var rows []care.Incoming
	for i := range 1500 {
		whose := care.PersonKey{Name: "Person " + string(rune('A'+i%26)) + " Ek", Street: "Gatan 1"}
		rows = append(rows, visitRow(whose, "Slinga 1", at(6, 0).Add(time.Duration(i/26)*time.Minute), 15))
	}
	rows = append(rows, visitRow(karin, "Slinga 1", at(9, 0), 15), visitRow(karin, "Slinga 1", at(9, 0), 15))
	long, short := newUnit(t), newUnit(t)
	whole := long.file(visits(rows...))
	for from := 0; from < len(rows); from += 500 {
		b := visits(rows[from:min(from+500, len(rows))]...)
		b.FullList = false
		short.file(b)
	}
	if whole.New != len(rows) {
		t.Errorf("%d rows are new of %d", whole.New, len(rows))
	}
	one, other := long.replica.VisitsOn(morning), short.replica.VisitsOn(morning)
	if !reflect.DeepEqual(one, other) {
		t.Errorf("%d visits of the long file, %d of its pieces", len(one), len(other))
	}
	long.counts(long.file(visits(rows...)), 0, 0, len(rows), 0)
}
