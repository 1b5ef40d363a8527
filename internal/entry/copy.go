package entry

import "avbrottsparm/internal/care"

// CopyField is one field as Lifecare asks for it. Name is worded "copy.<name>" in the
// translations.
type CopyField struct {
	Name  string
	Value string
}

// CopyFields are the entry's fields in the order of Lifecare's own form for a journal note:
// whom, when it happened, headline, text, who wrote it and when. Times are Stockholm's.
func (e Entry) CopyFields(personalID, personName string) []CopyField {
	event, written := e.EventTime.In(care.Stockholm), e.WrittenTime.In(care.Stockholm)
	return []CopyField{
		{"personal_id", personalID},
		{"person", personName},
		{"event_date", event.Format("2006-01-02")},
		{"event_time", event.Format("15:04")},
		{"headline", e.Headline},
		{"text", e.Text},
		{"author", e.Author.Name},
		{"title", e.Author.Title},
		{"written", written.Format("2006-01-02 15:04")},
	}
}
