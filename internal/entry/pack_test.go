package entry

import (
	"bytes"
	"errors"
	"fmt"
	"reflect"
	"testing"
	"time"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
)

// filled gives every field of a value something of its own, so that a field that is not carried
// shows.
func filled(v reflect.Value, n *int) {
	*n++
	switch v.Kind() {
	case reflect.String:
		v.SetString(fmt.Sprintf("värde %d", *n))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int:
		v.SetInt(int64(-*n))
	case reflect.Uint8:
		v.SetUint(uint64(*n % 200))
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		filled(v.Elem(), n)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		filled(v.Index(0), n)
		filled(v.Index(1), n)
	case reflect.Map:
		v.Set(reflect.ValueOf(map[string]string{"plats": fmt.Sprint(*n), "art": "fall"}))
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			v.Set(reflect.ValueOf(time.Date(2026, 10, 25, 2, 30, *n, 5000000, time.FixedZone("", 3600))))
			return
		}
		for i := range v.NumField() {
			filled(v.Field(i), n)
		}
	}
}

func TestEveryFieldOfAnEntryIsPacked(t *testing.T) {
	n := 0
	var whole Tracked
	filled(reflect.ValueOf(&whole).Elem(), &n)
	whole.Kind, whole.Area = KindNote, access.AreaSocial
	empty := Tracked{Entry: Entry{ID: "tom", Kind: KindNote}}
	other := Tracked{Entry: Entry{ID: "annan", Kind: KindHealthNote}}
	b := NewBacklog()
	b.Restore([]*Tracked{&whole, &empty, &other})
	parts := b.Pack(access.AreaSocial, 1<<20)
	if len(parts) != 1 {
		t.Fatalf("%d parts", len(parts))
	}
	list, err := Unpack(parts[0])
	if err != nil || len(list) != 2 {
		t.Fatalf("%d entries, %v", len(list), err)
	}
	for i, want := range []Tracked{empty, whole} {
		if !same(reflect.ValueOf(*list[i]), reflect.ValueOf(want)) {
			t.Errorf("came back as\n%+v, want\n%+v", *list[i], want)
		}
	}
	if !list[0].EnteredAt.IsZero() {
		t.Error("a time that was never set is set")
	}
}

// same compares values, times by moment and offset.
func same(a, b reflect.Value) bool {
	switch {
	case a.Type() == reflect.TypeFor[time.Time]():
		return a.Interface().(time.Time).Format(time.RFC3339Nano) == b.Interface().(time.Time).Format(time.RFC3339Nano)
	case a.Kind() == reflect.Pointer && !a.IsNil() && !b.IsNil():
		return same(a.Elem(), b.Elem())
	case a.Kind() == reflect.Slice && a.Len() == b.Len():
		for i := range a.Len() {
			if !same(a.Index(i), b.Index(i)) {
				return false
			}
		}
		return true
	case a.Kind() == reflect.Map:
		return reflect.DeepEqual(a.Interface(), b.Interface())
	case a.Kind() == reflect.Struct:
		for i := range a.NumField() {
			if !same(a.Field(i), b.Field(i)) {
				return false
			}
		}
		return true
	}
	return a.Interface() == b.Interface()
}

func TestPartsAreCutAtTheirSizeAndAlwaysTheSame(t *testing.T) {
	b := NewBacklog()
	for i := range 300 {
		at := night.Add(time.Duration(i) * time.Minute).In(care.Stockholm)
		e := Entry{ID: fmt.Sprintf("n%03d", i), Kind: KindNote, PersonID: "p", EventTime: at, WrittenTime: at, Author: anna, Headline: "Tillsyn", Text: "Sov lugnt."}
		if err := b.Apply(Event{Type: EventSigned, ID: e.ID, At: at, By: anna, Entry: &e}); err != nil {
			t.Fatal(err)
		}
	}
	parts := b.Pack(access.AreaSocial, 2000)
	again := b.Pack(access.AreaSocial, 2000)
	back := NewBacklog()
	for i, part := range parts {
		if len(part) > 2300 || !bytes.Equal(part, again[i]) {
			t.Errorf("part %d has %d bytes, the same again: %v", i, len(part), bytes.Equal(part, again[i]))
		}
		list, err := Unpack(part)
		if err != nil {
			t.Fatal(err)
		}
		back.Restore(list)
	}
	if len(parts) < 3 || back.Len() != 300 || back.Count(StateSigned) != 300 {
		t.Errorf("%d parts, %d entries back", len(parts), back.Len())
	}
	if e, _ := back.Get("n123"); e.Author != anna || !e.EventTime.Equal(night.Add(123*time.Minute)) {
		t.Errorf("came back as %+v", e)
	}
}

func TestPartsOfAnotherProgramAreRefused(t *testing.T) {
	b := NewBacklog()
	b.Restore([]*Tracked{{Entry: Entry{ID: "a", Kind: KindNote}}})
	part := b.Pack(access.AreaSocial, 100)[0]
	other := bytes.Clone(part)
	other[3]++
	for name, raw := range map[string][]byte{"nothing": nil, "other fields": other, "cut": part[:len(part)-1], "longer": append(bytes.Clone(part), 0)} {
		if _, err := Unpack(raw); !errors.Is(err, ErrPacked) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzUnpack(f *testing.F) {
	b := NewBacklog()
	b.Restore([]*Tracked{{Entry: Entry{ID: "a", Kind: KindNote, Subject: &Subject{Name: "x"}, EventTime: night}}})
	f.Add(b.Pack(access.AreaSocial, 100)[0][16:])
	f.Fuzz(func(t *testing.T, raw []byte) {
		list, err := Unpack(append(bytes.Clone(fingerprint[:]), raw...))
		if err != nil {
			return
		}
		again := NewBacklog()
		again.Restore(list)
		for _, area := range []access.Area{access.AreaSocial, access.AreaHealth} {
			for _, part := range again.Pack(area, 1<<20) {
				if _, err := Unpack(part); err != nil {
					t.Errorf("packed anew it does not open: %v", err)
				}
			}
		}
	})
}
