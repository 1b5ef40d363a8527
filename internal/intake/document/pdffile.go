package document

import (
	"bytes"
	"slices"
)

// pdfFile finds the objects of a PDF by looking for them and not by the file's own table: a table
// can be broken, or lead in circles, and a file that was saved anew in pieces has its newest
// object last all the same.
type pdfFile struct {
	raw     []byte
	budget  *budget // for objects, which stay in memory
	drawing *budget // for what the pages draw, which doesn't
	objects map[int]place
	known   map[int]any
	opening map[int]bool // objects on the way, against circles
	trailer dict
}

// place is where an object is: in the file, or in the bytes of an object stream.
type place struct {
	in []byte // nil for the file itself
	at int
}

// readPDF finds the objects of a file.
func readPDF(raw []byte, b *budget) *pdfFile {
	f := &pdfFile{raw: raw, budget: b, drawing: &budget{steps: mostDrawing}, objects: map[int]place{}, known: map[int]any{}, opening: map[int]bool{}, trailer: dict{}}
	var packs []int // object streams, in the order of the file
	for pos := 0; len(f.objects) < mostObjects && !b.over(); {
		i := bytes.Index(raw[pos:], []byte("obj"))
		if i < 0 {
			break
		}
		at := pos + i
		pos = at + 3
		number, ok := numberBefore(raw, at)
		if !ok || !b.spend(64) {
			continue
		}
		f.objects[number] = place{at: pos}
		head, body, is := f.streamAfter(pos)
		if !is {
			continue
		}
		if bytes.Contains(head, []byte("ObjStm")) {
			packs = append(packs, pos)
		}
		if bytes.Contains(head, []byte("XRef")) {
			f.takeTrailer(pos)
		}
		if end := body + directLength(head); end > body && end < len(raw) && bytes.HasPrefix(bytes.TrimLeft(raw[end:min(end+32, len(raw))], "\r\n \t"), []byte("endstream")) {
			pos = end // what lies in a stream is not an object
		}
	}
	for pos := 0; ; {
		i := bytes.Index(raw[pos:], []byte("trailer"))
		if i < 0 || !b.spend(4) {
			break
		}
		pos += i + len("trailer")
		f.takeTrailer(pos)
	}
	for _, at := range packs {
		f.unpack(at)
	}
	return f
}

// numberBefore reads "12 0 " that stands before the word obj.
func numberBefore(raw []byte, at int) (int, bool) {
	back := func(at int) (from, to int) {
		for at > 0 && isSpace(raw[at-1]) {
			at--
		}
		to = at
		for at > 0 && to-at < 10 && raw[at-1] >= '0' && raw[at-1] <= '9' {
			at--
		}
		return at, to
	}
	generation, end := back(at)
	if generation == end {
		return 0, false
	}
	from, to := back(generation)
	if from == to || to == generation {
		return 0, false
	}
	n := 0
	for _, c := range raw[from:to] {
		n = n*10 + int(c-'0')
	}
	return n, n < 1<<31
}

// streamAfter tells whether the object at pos is a stream, and gives what stands before its bytes
// and where they begin.
func (f *pdfFile) streamAfter(pos int) (head []byte, body int, is bool) {
	const longestHead = 16 << 10
	within := f.raw[pos:min(pos+longestHead, len(f.raw))]
	s := bytes.Index(within, []byte("stream"))
	if s < 0 {
		return nil, 0, false
	}
	if e := bytes.Index(within[:s], []byte("endobj")); e >= 0 {
		return nil, 0, false
	}
	return within[:s], f.bodyAt(pos + s), true
}

// bodyAt is where the bytes of a stream begin, after the line of its keyword.
func (f *pdfFile) bodyAt(keyword int) int {
	at := keyword + len("stream")
	if at < len(f.raw) && f.raw[at] == '\r' {
		at++
	}
	if at < len(f.raw) && f.raw[at] == '\n' {
		at++
	}
	return at
}

// directLength is a length that stands in the head itself; 0 when it is elsewhere.
func directLength(head []byte) int {
	at := bytes.LastIndex(head, []byte("/Length"))
	if at < 0 {
		return 0
	}
	l := lexer{raw: head, pos: at + len("/Length"), budget: &budget{steps: 1 << 16}}
	length, _ := l.next(0)
	if n, ok := whole(length); ok {
		l.next(0)
		if last, _ := l.next(0); last != word("R") {
			return n
		}
	}
	return 0
}

// takeTrailer takes in what the end of the file, or a table in a stream, says of the whole.
func (f *pdfFile) takeTrailer(at int) {
	l := lexer{raw: f.raw, pos: at, budget: f.budget}
	value, _ := l.next(0)
	found, ok := value.(dict)
	if !ok {
		return
	}
	for _, key := range []name{"Root", "Info", "Encrypt"} {
		if value := found[key]; value != nil {
			f.trailer[key] = value
		}
	}
}

// unpack finds the objects that lie in an object stream.
func (f *pdfFile) unpack(at int) {
	s, ok := f.parse(place{at: at}).(stream)
	if !ok || f.get(s.dict["Type"]) != name("ObjStm") {
		return
	}
	first, ok := whole(f.get(s.dict["First"]))
	inside := f.bytesOf(s)
	if !ok || first > len(inside) {
		return
	}
	l := lexer{raw: inside[:first], budget: f.budget}
	for len(f.objects) < mostObjects {
		number, more := l.next(0)
		offset, there := l.next(0)
		n, ok1 := whole(number)
		o, ok2 := whole(offset)
		if !more || !there || !ok1 || !ok2 {
			return
		}
		if p, known := f.objects[n]; known && p.in == nil && p.at > at {
			continue // saved anew later in the file
		}
		if first+o < len(inside) {
			f.objects[n] = place{in: inside, at: first + o}
			delete(f.known, n)
		}
	}
}

// get is a value, or what it refers to.
func (f *pdfFile) get(value any) any {
	for range mostNesting {
		r, is := value.(ref)
		if !is {
			return value
		}
		value = f.object(int(r))
	}
	return nil
}

func (f *pdfFile) object(number int) any {
	if value, known := f.known[number]; known {
		return value
	}
	p, there := f.objects[number]
	if !there || f.opening[number] || !f.budget.spend(8) {
		return nil
	}
	f.opening[number] = true
	value := f.parse(p)
	delete(f.opening, number)
	f.known[number] = value
	return value
}

// parse reads the object at a place.
func (f *pdfFile) parse(p place) any {
	l := lexer{raw: f.raw, pos: p.at, budget: f.budget}
	if p.in != nil {
		l.raw = p.in
	}
	value, _ := l.next(0)
	head, isDict := value.(dict)
	if n, ok := whole(value); ok { // "12 0 R" stands for itself
		generation, _ := l.next(0)
		last, _ := l.next(0)
		if _, numbered := whole(generation); numbered && last == word("R") {
			return ref(n)
		}
	}
	if !isDict || p.in != nil {
		return value
	}
	l.skipSpace()
	if !bytes.HasPrefix(l.raw[l.pos:], []byte("stream")) {
		return value
	}
	return stream{dict: head, at: f.bodyAt(l.pos)}
}

func (f *pdfFile) dictOf(value any) dict {
	switch v := f.get(value).(type) {
	case dict:
		return v
	case stream:
		return v.dict
	}
	return nil
}

func (f *pdfFile) arrayOf(value any) array {
	list, _ := f.get(value).(array)
	return list
}

func (f *pdfFile) number(value any, otherwise float64) float64 {
	if n, ok := f.get(value).(float64); ok {
		return n
	}
	return otherwise
}

// pages lists the dictionaries of the pages in order, each with the resources that it inherits.
func (f *pdfFile) pages() []dict {
	w := pageWalk{f: f, seen: map[ref]bool{}}
	root := f.dictOf(f.trailer["Root"])
	w.walk(root["Pages"], nil, 0)
	if len(w.pages) > 0 {
		return w.pages
	}
	var numbers []int
	for number := range f.objects {
		numbers = append(numbers, number)
	}
	slices.Sort(numbers)
	for _, number := range numbers {
		if page := f.dictOf(ref(number)); page["Type"] == name("Page") && len(w.pages) < mostPages {
			w.pages = append(w.pages, page)
		}
		if f.budget.over() {
			break
		}
	}
	return w.pages
}

type pageWalk struct {
	f     *pdfFile
	seen  map[ref]bool
	pages []dict
}

func (w *pageWalk) walk(node, resources any, depth int) {
	r, isRef := node.(ref)
	if depth > mostNesting || len(w.pages) >= mostPages || !w.f.budget.spend(8) || isRef && w.seen[r] {
		return
	}
	if isRef {
		w.seen[r] = true
	}
	d := w.f.dictOf(node)
	if d == nil {
		return
	}
	if own := d["Resources"]; own != nil {
		resources = own
	}
	if kids, inner := d["Kids"]; inner {
		for _, kid := range w.f.arrayOf(kids) {
			w.walk(kid, resources, depth+1)
		}
		return
	}
	page := dict{"Contents": d["Contents"], "Resources": resources}
	w.pages = append(w.pages, page)
}
