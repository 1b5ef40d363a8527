package custody

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"slices"
)

// errPacked says that bytes are no print, book or contents of this program.
var errPacked = errors.New("custody: not packed by this program")

// table lists words that many sheets share; a sheet holds their places.
type table struct {
	list []string
	at   map[string]int
}

// place is where a word stands in the table, from 1; 0 for an empty one.
func (t *table) place(word string) int {
	if word == "" {
		return 0
	}
	if t.at == nil {
		t.at = map[string]int{}
	}
	if at, there := t.at[word]; there {
		return at
	}
	t.list = append(t.list, word)
	t.at[word] = len(t.list)
	return len(t.list)
}

// word is what stands at a place.
func word(list []string, at int) (string, error) {
	if at < 0 || at > len(list) {
		return "", errPacked
	}
	if at == 0 {
		return "", nil
	}
	return list[at-1], nil
}

// row is a Paper as it is stored: 800 of them are some 50 kB.
type row struct {
	Key     short  `json:"k,omitempty"`
	Hash    short  `json:"h,omitempty"`
	Kind    int    `json:"s,omitempty"`
	Person  int    `json:"p,omitempty"`
	Day     int    `json:"d,omitempty"`
	Number  Number `json:"n,omitempty"`
	Sort    Sort   `json:"t,omitempty"`
	Version int    `json:"v,omitempty"`
	Pages   int    `json:"g,omitempty"`
}

// short is some bytes in the letters of base64.
type short []byte

// MarshalText writes the bytes.
func (s short) MarshalText() ([]byte, error) {
	return base64.RawStdEncoding.AppendEncode(nil, s), nil
}

// UnmarshalText reads the bytes.
func (s *short) UnmarshalText(raw []byte) error {
	var err error
	*s, err = base64.RawStdEncoding.AppendDecode(nil, raw)
	return err
}

func pack(p Paper, words *table) row {
	return row{Key: p.Key[:], Hash: p.Hash[:], Kind: words.place(p.Kind), Person: words.place(p.Person), Day: words.place(p.Day), Number: p.Number, Sort: p.Sort, Version: p.Version, Pages: p.Pages}
}

func unpack(r row, words []string) (Paper, error) {
	p := Paper{Number: r.Number, Sort: r.Sort, Version: r.Version, Pages: r.Pages}
	kind, err := word(words, r.Kind)
	person, err2 := word(words, r.Person)
	day, err3 := word(words, r.Day)
	if len(r.Key) != len(p.Key) || len(r.Hash) != len(p.Hash) {
		err = errPacked
	}
	p.Kind, p.Person, p.Day, p.Key, p.Hash = kind, person, day, toKey(r.Key), toHash(r.Hash)
	return p, errors.Join(err, err2, err3)
}

// MarshalText writes a key as Job does.
func (k Key) MarshalText() ([]byte, error) { return short(k[:]).MarshalText() }

// UnmarshalText reads a key.
func (k *Key) UnmarshalText(raw []byte) error {
	var read short
	if err := read.UnmarshalText(raw); err != nil {
		return err
	}
	if len(read) != len(k) {
		return errPacked
	}
	*k = toKey(read)
	return nil
}

func toKey(raw []byte) (k Key) {
	copy(k[:], raw)
	return k
}

func toHash(raw []byte) (h Hash) {
	copy(h[:], raw)
	return h
}

type packedJob struct {
	Binding Binding  `json:"b,omitempty"`
	Person  string   `json:"p,omitempty"`
	Words   []string `json:"words,omitempty"`
	Rows    []row    `json:"rows,omitempty"`
	Out     []short  `json:"out,omitempty"`
}

// IsZero tells whether a print tells of no sheet.
func (j Job) IsZero() bool { return len(j.Papers)+len(j.Out) == 0 }

// MarshalJSON packs the print: words that many share stand once.
func (j Job) MarshalJSON() ([]byte, error) {
	var words table
	out := packedJob{Binding: j.Binding, Person: j.Person}
	for _, p := range j.Papers {
		out.Rows = append(out.Rows, pack(p, &words))
	}
	for _, key := range j.Out {
		out.Out = append(out.Out, key[:])
	}
	out.Words = words.list
	return json.Marshal(out)
}

// UnmarshalJSON reads a packed print.
func (j *Job) UnmarshalJSON(raw []byte) error {
	var in packedJob
	if err := json.Unmarshal(raw, &in); err != nil {
		return err
	}
	*j = Job{Binding: in.Binding, Person: in.Person}
	for _, r := range in.Rows {
		p, err := unpack(r, in.Words)
		if err != nil {
			return err
		}
		j.Papers = append(j.Papers, p)
	}
	for _, key := range in.Out {
		if len(key) != len(Key{}) {
			return errPacked
		}
		j.Out = append(j.Out, toKey(key))
	}
	return nil
}

type packedTrack struct {
	Number Number       `json:"n,omitempty"` // where there is no issue
	Issue  *Issue       `json:"i,omitempty"`
	At     uint64       `json:"a,omitempty"`
	Steps  []packedStep `json:"e,omitempty"`
}

type packedStep struct {
	Event
	Clock uint64 `json:"c"`
}

// MarshalJSON packs the book. The same papers always give the same bytes.
func (b *Book) MarshalJSON() ([]byte, error) {
	numbers := make([]Number, 0, len(b.tracks))
	for n := range b.tracks {
		numbers = append(numbers, n)
	}
	slices.Sort(numbers)
	list := make([]packedTrack, 0, len(numbers))
	for _, n := range numbers {
		t := b.tracks[n]
		one := packedTrack{At: t.at}
		if t.issued {
			one.Issue = &t.issue
		} else {
			one.Number = n
		}
		for _, e := range t.steps {
			one.Steps = append(one.Steps, packedStep{e.Event, e.clock})
		}
		list = append(list, one)
	}
	return json.Marshal(list)
}

// UnmarshalJSON adds what a packed book holds.
func (b *Book) UnmarshalJSON(raw []byte) error {
	var list []packedTrack
	if err := json.Unmarshal(raw, &list); err != nil {
		return err
	}
	if b.tracks == nil {
		b.tracks = map[Number]*track{}
	}
	for _, one := range list {
		if one.Issue != nil {
			b.Issue(*one.Issue, one.At)
			one.Number = one.Issue.Number
		}
		for _, e := range one.Steps {
			b.Tell(e.Event, e.Clock)
		}
	}
	return nil
}

type packedContents struct {
	Whole  uint64            `json:"whole,omitempty"`
	Last   uint64            `json:"last,omitempty"`
	Resets map[string]uint64 `json:"resets,omitempty"`
	Words  []string          `json:"words,omitempty"`
	Sheets []packedSheet     `json:"sheets,omitempty"`
}

type packedSheet struct {
	row
	At  uint64 `json:"a,omitempty"`
	Out uint64 `json:"o,omitempty"`
}

// MarshalJSON packs the contents. The same sheets always give the same bytes.
func (c *Contents) MarshalJSON() ([]byte, error) {
	keys := make([]Key, 0, len(c.sheets))
	for key := range c.sheets {
		keys = append(keys, key)
	}
	slices.SortFunc(keys, func(x, y Key) int { return bytes.Compare(x[:], y[:]) })
	var words table
	out := packedContents{Whole: c.whole, Last: c.last, Resets: c.persons}
	for _, key := range keys {
		l := c.sheets[key]
		l.paper.Key = key // of a sheet that was only taken out
		out.Sheets = append(out.Sheets, packedSheet{pack(l.paper, &words), l.at, l.out})
	}
	out.Words = words.list
	return json.Marshal(out)
}

// UnmarshalJSON reads packed contents in place of what there was.
func (c *Contents) UnmarshalJSON(raw []byte) error {
	var in packedContents
	if err := json.Unmarshal(raw, &in); err != nil {
		return err
	}
	*c = *NewContents()
	c.whole, c.last = in.Whole, in.Last
	for person, at := range in.Resets {
		c.persons[person] = at
	}
	for _, s := range in.Sheets {
		p, err := unpack(s.row, in.Words)
		if err != nil {
			return err
		}
		c.sheets[p.Key] = &lying{paper: p, at: s.At, out: s.Out}
	}
	return nil
}
