package lifecare

import (
	"bytes"
	"context"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"reflect"
	"strings"

	"avbrottsparm/internal/text"
)

// An answer in XML says the same as one in JSON: elements are called as the fields, a list is an
// element with one element for each object, null is the attribute "nil". It is made into JSON
// here, so that what the fields mean stands in one place only.

// boundedXML refuses XML with a document type, which no answer has and through which a file could
// make a program read what isn't in it, and what is nested too deep or holds too much. It counts
// without building anything.
func boundedXML(raw []byte) error {
	level, elements := 0, 0
	for {
		at := bytes.IndexByte(raw, '<')
		if at < 0 {
			return nil
		}
		raw = raw[at:]
		switch {
		case bytes.HasPrefix(raw, []byte("<!--")):
			raw = after(raw, "-->")
			continue
		case bytes.HasPrefix(raw, []byte("<![CDATA[")):
			raw = after(raw, "]]>")
			continue
		case bytes.HasPrefix(raw, []byte("<?")):
			raw = after(raw, "?>")
			continue
		case bytes.HasPrefix(raw, []byte("<!")):
			return text.NewFault("intake.xml_doctype")
		}
		tag := tagIn(raw)
		switch {
		case bytes.HasPrefix(tag, []byte("</")):
			level--
		case !bytes.HasSuffix(tag, []byte("/>")):
			level++
		}
		elements++
		if len(tag) >= maxTag || level > maxDepth {
			return text.NewFault("intake.too_deep")
		}
		if elements > maxValues {
			return text.NewFault("intake.too_large", "limit", maxRaw>>20)
		}
		raw = raw[len(tag):]
	}
}

// after is what follows the first end; nothing when it isn't there.
func after(raw []byte, end string) []byte {
	if at := bytes.Index(raw, []byte(end)); at >= 0 {
		return raw[at+len(end):]
	}
	return nil
}

// tagIn is the tag that the XML begins with, up to the limit; a sign that ends tags counts for
// nothing between quotation marks.
func tagIn(raw []byte) []byte {
	raw = raw[:min(len(raw), maxTag)]
	var quote byte
	for i, c := range raw {
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '>':
			return raw[:i+1]
		}
	}
	return raw
}

// elements is a decoder that can be stopped.
type elements struct {
	*xml.Decoder
	ctx  context.Context
	read int
}

// child is an element as JSON under its name.
type child struct {
	name  string
	value []byte
}

// fromXML makes JSON of XML; elements that stand after one another, as pages saved into one file
// do, become objects after one another.
func fromXML(ctx context.Context, raw []byte) ([]byte, error) {
	dec := &elements{Decoder: xml.NewDecoder(bytes.NewReader(raw)), ctx: ctx}
	dec.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil } // it is UTF-8 by now
	var out bytes.Buffer
	for {
		token, err := dec.RawToken()
		if errors.Is(err, io.EOF) {
			return out.Bytes(), nil
		}
		if err != nil {
			return nil, broken(dec)
		}
		start, ok := token.(xml.StartElement)
		if !ok && outside(token) {
			return nil, broken(dec)
		}
		if !ok {
			continue
		}
		value, err := dec.element(start)
		if err != nil {
			return nil, err
		}
		if bytes.Equal(value, null) && !isNil(start) {
			value = []byte("[]") // a root without elements is an empty list
		}
		if strings.HasPrefix(start.Name.Local, "ArrayOf") && bytes.Equal(value, null) {
			value = []byte("[]")
		}
		writeObject(&out, []child{{start.Name.Local, value}})
	}
}

// outside tells what may not stand outside of all elements: an end, or text.
func outside(token xml.Token) bool {
	switch token := token.(type) {
	case xml.EndElement:
		return true
	case xml.CharData:
		return len(bytes.TrimSpace(token)) > 0
	}
	return false
}

// broken tells the place only, because the decoder's error quotes the file.
func broken(dec *elements) error {
	return text.NewFault("intake.broken_json", "at", dec.InputOffset()+1)
}

var null = []byte("null")

// element reads to the end of an element that was begun. It goes no deeper than boundedXML let
// through.
func (dec *elements) element(start xml.StartElement) ([]byte, error) {
	var children []child
	var said strings.Builder
	if dec.read++; dec.read%1024 == 0 && dec.ctx.Err() != nil {
		return nil, dec.ctx.Err()
	}
	for {
		token, err := dec.RawToken()
		if err != nil {
			return nil, broken(dec)
		}
		switch token := token.(type) {
		case xml.StartElement:
			value, err := dec.element(token)
			if err != nil {
				return nil, err
			}
			children = append(children, child{token.Name.Local, value})
		case xml.CharData:
			said.Write(token)
		case xml.EndElement:
			if token.Name != start.Name {
				return nil, broken(dec)
			}
			return valueOf(start, children, said.String())
		}
	}
}

func isNil(start xml.StartElement) bool {
	for _, a := range start.Attr {
		if strings.EqualFold(a.Name.Local, "nil") && (a.Value == "true" || a.Value == "1") {
			return true
		}
	}
	return false
}

// valueOf is an element as JSON: null when it is empty, a list where the interface has one, an
// object when it has elements of its own, and else a text.
func valueOf(start xml.StartElement, children []child, said string) ([]byte, error) {
	switch {
	case isNil(start):
		return null, nil
	case len(children) > 0 && isList(start.Name.Local, children):
		return listOf(children), nil
	case len(children) > 0:
		var out bytes.Buffer
		writeObject(&out, children)
		return out.Bytes(), nil
	case strings.TrimSpace(said) == "":
		return null, nil
	}
	return json.Marshal(said)
}

// isList tells a list by the name of its field, and elsewhere by the elements being called by the
// type that the list's name gives ("ArrayOfClient").
func isList(name string, children []child) bool {
	for _, c := range children {
		if c.name != children[0].name {
			return false
		}
	}
	return listNames[strings.ToLower(name)] || strings.HasPrefix(name, "ArrayOf")
}

func listOf(children []child) []byte {
	var out bytes.Buffer
	out.WriteByte('[')
	for i, c := range children {
		if i > 0 {
			out.WriteByte(',')
		}
		out.Write(c.value)
	}
	out.WriteByte(']')
	return out.Bytes()
}

// writeObject writes the elements as fields. Those that are called alike become one list, because
// some programs write lists without an element around them.
func writeObject(out *bytes.Buffer, children []child) {
	alike := map[string][]child{}
	var names []string
	for _, c := range children {
		if alike[c.name] == nil {
			names = append(names, c.name)
		}
		alike[c.name] = append(alike[c.name], c)
	}
	out.WriteByte('{')
	for i, name := range names {
		if i > 0 {
			out.WriteByte(',')
		}
		out.WriteByte('"')
		out.WriteString(plainName(name))
		out.WriteString(`":`)
		if same := alike[name]; len(same) > 1 || listNames[strings.ToLower(name)] && same[0].value[0] == '{' {
			out.Write(listOf(same))
		} else {
			out.Write(same[0].value)
		}
	}
	out.WriteByte('}')
}

// plainName keeps what a name needs no quotation in JSON for; no field of the interface has more.
func plainName(name string) string {
	return strings.Map(func(c rune) rune {
		if c < ' ' || c == '"' || c == '\\' {
			return -1
		}
		return c
	}, name)
}

// listNames are the fields of all answers that hold lists, in small letters.
var listNames = listFields()

func listFields() map[string]bool {
	found := map[string]bool{"results": true} // it stands around the occurrences
	var look func(wire reflect.Type)
	look = func(wire reflect.Type) {
		eachField(wire, func(name string, field reflect.Type) {
			if field.Kind() == reflect.Slice {
				found[name] = true
			}
			look(field)
		})
	}
	for _, a := range answers {
		look(a.wire)
	}
	return found
}

// eachField goes through the fields of an object as they are called on the wire, in small
// letters, those of embedded objects as its own.
func eachField(wire reflect.Type, visit func(name string, field reflect.Type)) {
	for wire.Kind() == reflect.Pointer || wire.Kind() == reflect.Slice {
		wire = wire.Elem()
	}
	if wire.Kind() != reflect.Struct {
		return
	}
	for i := range wire.NumField() {
		field := wire.Field(i)
		if field.Anonymous {
			eachField(field.Type, visit)
			continue
		}
		name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		if name == "" {
			name = field.Name
		}
		visit(strings.ToLower(name), field.Type)
	}
}
