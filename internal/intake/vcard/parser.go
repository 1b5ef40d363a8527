package vcard

import (
	"bytes"
	"context"
	"regexp"
	"strings"

	"github.com/emersion/go-vcard"
)

// card is what a VCARD says, its values as they are written.
type card struct {
	row    int
	fields vcard.Card
	count  int
}

// parser puts lines together to cards.
type parser struct {
	run     *run
	open    *card
	inner   int  // cards within the open one: AGENT
	agent   bool // the last line was AGENT: a card of its own follows
	picture bool // the last line began a picture: its rows may stand without a space
	cards   []*card
}

func (p *parser) read(ctx context.Context, raw []byte) error {
	n := 0
	for l := range unfold(raw) {
		if n++; n%1024 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		switch edge := string(bytes.ToUpper(bytes.ReplaceAll(bytes.TrimSpace(l.raw[:min(len(l.raw), 40)]), []byte(" "), nil))); edge {
		case "BEGIN:VCARD":
			p.begin(l.row)
		case "END:VCARD":
			p.end(l.row)
		default:
			if p.inner == 0 {
				p.field(l)
			}
		}
	}
	p.giveUp()
	return ctx.Err()
}

func (p *parser) begin(row int) {
	if p.open != nil && (p.agent || p.inner > 0) {
		p.inner, p.agent = p.inner+1, false
		return
	}
	p.giveUp()
	p.open = &card{row: row, fields: vcard.Card{}}
}

func (p *parser) end(row int) {
	switch {
	case p.inner > 0:
		p.inner--
	case p.open == nil:
		p.run.warn(row, "", "vcard_line")
	case len(p.cards) >= maxCards:
		p.run.full, p.open = true, nil
	default:
		p.cards = append(p.cards, p.open)
		p.open = nil
	}
	p.agent, p.picture = false, false
}

// giveUp leaves out a card that was never ended: its name or its numbers may be missing.
func (p *parser) giveUp() {
	if p.open != nil {
		p.run.fail(p.open.row, "vcard_unfinished")
	}
	p.open, p.inner, p.agent, p.picture = nil, 0, false, false
}

// wanted are the properties that mean something here, besides X- ones.
var wanted = map[string]bool{
	"ADR": true, "CATEGORIES": true, "EMAIL": true, "FN": true, "KIND": true, "N": true, "NICKNAME": true, "NOTE": true, "ORG": true,
	"RELATED": true, "REV": true, "ROLE": true, "TEL": true, "TITLE": true, "UID": true,
}

var bare64 = regexp.MustCompile(`^[A-Za-z0-9+/=\s]+$`)

func (p *parser) field(l line) {
	colon := valueAt(l.raw)
	if p.picture && (colon < 0 || colon > maxParams) && bare64.Match(l.raw) {
		return
	}
	p.picture, p.agent = false, false
	if p.open == nil {
		return // what stands between the cards
	}
	if colon < 0 || colon > maxParams || colon == 0 {
		p.run.warn(l.row, "", "vcard_line")
		return
	}
	name, params := splitHead(letters(l.raw[:colon], ""))
	bare := strings.ToUpper(name[strings.LastIndexByte(name, '.')+1:])
	p.agent = bare == "AGENT"
	if p.picture = isPicture(bare, params); p.picture || !wanted[bare] && !strings.HasPrefix(bare, "X-") {
		return
	}
	if p.open.count++; p.open.count > maxFields {
		if p.open.count == maxFields+1 {
			p.run.warn(p.open.row, "", "vcard_long", "limit", maxFields)
		}
		return
	}
	value := l.raw[colon+1:]
	if strings.EqualFold(params["ENCODING"], "QUOTED-PRINTABLE") {
		value = unquote(value)
	}
	if !p.open.add(name, params, letters(value, params["CHARSET"])) {
		p.run.warn(l.row, "", "vcard_line")
		return
	}
	if l.cut || len(value) > maxText && bare == "NOTE" {
		p.run.warn(l.row, bare, "cell_cut", "limit", maxText)
	}
}

// isPicture tells whether a property holds bytes, not text: nobody needs them in an outage.
func isPicture(name string, params map[string]string) bool {
	switch strings.ToUpper(params["ENCODING"]) {
	case "B", "BASE64":
		return true
	}
	return name == "PHOTO" || name == "LOGO" || name == "SOUND" || name == "KEY"
}

// valueAt is where a line's value begins: at the first colon outside quotation marks, or at the
// first at all where those aren't closed; -1 without any.
func valueAt(raw []byte) int {
	quoted := false
	for i, c := range raw {
		switch {
		case c == '"':
			quoted = !quoted
		case c == ':' && !quoted:
			return i
		}
	}
	return bytes.IndexByte(raw, ':')
}

// encodings are the words that stand without a name in version 2.1 and are no types.
var encodings = map[string]bool{"QUOTED-PRINTABLE": true, "BASE64": true, "8BIT": true, "7BIT": true, "B": true}

// splitHead takes what stands before the value apart. In version 2.1 types and encodings may
// stand without their name, which the library doesn't know.
func splitHead(head string) (name string, params map[string]string) {
	params = map[string]string{}
	for i, part := range strings.Split(head, ";") {
		key, value, named := strings.Cut(part, "=")
		key, value = strings.ToUpper(strings.TrimSpace(key)), strings.Trim(strings.TrimSpace(value), `"`)
		switch {
		case i == 0:
			name = strings.TrimSpace(part)
		case !named && encodings[key]:
			params["ENCODING"] = key
		case !named && key != "":
			params["TYPE"] = strings.Trim(params["TYPE"]+","+key, ",")
		case key == "TYPE":
			params["TYPE"] = strings.Trim(params["TYPE"]+","+value, ",")
		case key != "":
			params[key] = value
		}
	}
	return name, params
}

// add hands a line to the library in the form that it understands, its value untouched. The
// library skips what it can't read without a word: each line is a card of its own to it.
func (c *card) add(name string, params map[string]string, value string) (ok bool) {
	defer func() {
		if recover() != nil {
			ok = false
		}
	}()
	var head strings.Builder
	head.WriteString(name)
	for _, key := range []string{"TYPE", "VALUE", "PREF"} {
		if said := strings.ToLower(params[key]); said != "" && !strings.ContainsAny(said, "\";:\r\n") {
			head.WriteString(";" + key + "=" + said)
		}
	}
	escaped := strings.NewReplacer(`\`, `\\`, "\r\n", `\n`, "\r", `\n`, "\n", `\n`).Replace(value)
	one, err := vcard.NewDecoder(strings.NewReader("BEGIN:VCARD\r\n" + head.String() + ":" + escaped + "\r\nEND:VCARD\r\n")).Decode()
	if err != nil {
		return false
	}
	for key, fields := range one {
		for _, f := range fields {
			c.fields.Add(key, f)
			ok = true
		}
	}
	return ok
}
