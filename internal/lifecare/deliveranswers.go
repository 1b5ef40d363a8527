package lifecare

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"avbrottsparm/internal/form"
	"avbrottsparm/internal/text"
)

// maxSaid is how many bytes an answer to a delivery may have, and maxWords how many characters are
// kept of what Lifecare says when it refuses.
const (
	maxSaid  = 1 << 20
	maxWords = 300
)

// agrees tells whether a whole answer is about what was sent, and Lifecare's number of it.
func (c *Client) agrees(ctx context.Context, w way, s Sending, said []byte) (number string, ok bool) {
	if s.Way == form.ByNote {
		return sameNote(s, said)
	}
	n, err := strconv.ParseInt(strings.Trim(string(bytes.TrimSpace(said)), `"`), 10, 32)
	if err != nil || n <= 0 {
		return "", false
	}
	number = strconv.FormatInt(n, 10)
	switch s.Way {
	case form.ByVisit:
		return number, c.shows(ctx, w.path+"/"+number, map[string]string{"externalid": s.External, "reportingsystem": reportingSystem, "clientpersonid": s.Number})
	case form.ByDocumentation:
		return number, c.shows(ctx, w.path+"/"+number, map[string]string{"originid": s.External, "executionid": strconv.Itoa(s.Execution)})
	}
	return number, true // of a meal there is nothing else to compare
}

// sameNote holds the note that Lifecare says it made against the one that was sent.
func sameNote(s Sending, said []byte) (number string, same bool) {
	var note struct {
		ID                int64 `json:"id"`
		UnitID            int   `json:"unitId"`
		ClientID          int   `json:"clientId"`
		ClientPersonID    string
		OccurrenceTimeUTC string `json:"occurrenceTimeUtc"`
		Text              string `json:"text"`
	}
	if json.Unmarshal(said, &note) != nil || note.ID <= 0 || note.UnitID != s.Unit || note.ClientID != s.Client {
		return "", false
	}
	if note.ClientPersonID != "" && note.ClientPersonID != s.Number {
		return "", false
	}
	at, ok := parseMoment(note.OccurrenceTimeUTC)
	if !ok || at.Unix() != s.Happened.Unix() || plain(note.Text) != plain(s.Text) {
		return "", false
	}
	return strconv.FormatInt(note.ID, 10), true
}

// plain is a text as it is compared: line ends and spaces are stored as the system likes them.
func plain(s string) string { return strings.Join(strings.Fields(s), " ") }

// shows looks at what a number stands for. A key that may write and not read is taken at its word;
// anything else that doesn't show what was sent is doubt.
func (c *Client) shows(ctx context.Context, path string, want map[string]string) bool {
	got, wrong := c.once(ctx, path, url.Values{})
	if wrong != nil {
		return text.IsFault(wrong.fault, "lifecare.not_allowed")
	}
	fields := fieldsOf(got.body)
	if fields == nil {
		return false
	}
	for name, value := range want {
		if strings.Trim(string(fields[name]), `"`) != value {
			return false
		}
	}
	return true
}

// numberLike are identity numbers in the ways in which they are written.
var numberLike = regexp.MustCompile(`\d{6,8}[-+ ]?\d{4}`)

// words are what Lifecare said as one short line, without control characters, identity numbers, the key
// or a page for people.
func (c *Client) words(r *http.Response, said []byte) string {
	if isPage(r, said) {
		return ""
	}
	line := string(bytes.ToValidUTF8(said, []byte(" ")))
	if fields := fieldsOf(said); fields != nil {
		line = ""
		for _, name := range []string{"message", "title", "detail", "error"} {
			var word string
			if json.Unmarshal(fields[name], &word) == nil && word != "" {
				line = word
				break
			}
		}
	} else if word := ""; json.Unmarshal(said, &word) == nil {
		line = word
	}
	key := c.Key.Reveal()
	if key != "" && (strings.Contains(line, key) || strings.Contains(line, url.QueryEscape(key)) || strings.Contains(line, url.PathEscape(key))) {
		return ""
	}
	line = numberLike.ReplaceAllString(line, "*")
	line = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || !unicode.IsPrint(r) {
			return ' '
		}
		return r
	}, line)
	cut := []rune(plain(line))
	return string(cut[:min(len(cut), maxWords)])
}
