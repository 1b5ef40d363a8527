package document

import (
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"avbrottsparm/internal/care"

	"golang.org/x/text/unicode/norm"
)

// names are the words by which a document says what it is, in its file name or its heading.
var names = []struct {
	word string
	is   care.DocumentKind
	// anywhere tells that the word says so deeper in the text too: plans speak of decisions, but
	// nothing else of plans.
	anywhere bool
}{
	{"genomförandeplan", care.DocumentPlan, true},
	{"personöversikt", care.DocumentOverview, true},
	{"personkort", care.DocumentOverview, true},
	{"läkemedelslista", care.DocumentMedication, true},
	{"ordinationshandling", care.DocumentMedication, true},
	{"ordinationslista", care.DocumentMedication, true},
	{"dosrecept", care.DocumentMedication, true},
	{"beslut", care.DocumentDecision, false},
	{"utredning", care.DocumentDecision, false},
}

// heading is how many bytes of the text count as its heading, and opening as its beginning.
const (
	heading = 300
	opening = 2500
)

// what tells what a document is: by its file name, else by the first such word in its heading,
// else by a word that only one kind of document uses.
func what(file, text string) care.DocumentKind {
	text = strings.ToLower(text)
	for i, part := range []string{spoken(file), text[:min(len(text), heading)], text[:min(len(text), opening)]} {
		found, at := care.DocumentOther, len(part)
		for _, n := range names {
			if p := strings.Index(part, n.word); p >= 0 && p < at && (i < 2 || n.anywhere) {
				found, at = n.is, p
			}
		}
		if found != care.DocumentOther {
			return found
		}
	}
	return care.DocumentOther
}

// spoken is a file name as words: letters composed, signs between words as spaces.
func spoken(file string) string {
	file = strings.TrimSuffix(file, filepath.Ext(file))
	return strings.Join(strings.Fields(strings.NewReplacer("_", " ", ".", " ").Replace(strings.ToLower(norm.NFC.String(file)))), " ")
}

var (
	healthWords  = regexp.MustCompile(`(?i)hälso- ?och ?sjukvård|\bHSL\b|legitimerad|ordination|sjuksköterska|rehabilitering`)
	socialWords  = regexp.MustCompile(`(?i)socialtjänstlag|\bSoL\b|\bLSS\b|hemtjänst|boendestöd`)
	dateLabelled = regexp.MustCompile(`(?i)(upprättad|upprättat|reviderad|uppdaterad|fastställd|daterad|beslutsdatum|beslutad|utskriven|utskrivet|utskriftsdatum|utskrift)(?:\s*(?:datum|av|den|:|,))*\s*(\d{4}-\d{2}-\d{2}|\d{8}|\d{1,2} (?:januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december) \d{4})`)
)

// area is the area of care that a document speaks of: what names no law is kept with health, which
// fewest may read.
func area(is care.DocumentKind, text string) string {
	text = text[:min(len(text), opening)]
	health, social := healthWords.MatchString(text), socialWords.MatchString(text)
	switch {
	case is == care.DocumentMedication:
		return care.DocumentAreaHealth
	case is == care.DocumentDecision:
		return care.DocumentAreaCaseWork
	case health && !social:
		return care.DocumentAreaHealth
	case social || is == care.DocumentPlan || is == care.DocumentOverview:
		return care.DocumentAreaSocial
	}
	return care.DocumentAreaHealth
}

// mostTitle is how many letters of a file name become a title.
const mostTitle = 80

// title is the file name without the numbers of persons: it stands in lists.
func title(file string) string {
	file = norm.NFC.String(strings.TrimSuffix(file, filepath.Ext(file)))
	file = numberLike.ReplaceAllString(strings.ReplaceAll(file, "_", " "), " ")
	words := strings.FieldsFunc(file, func(r rune) bool { return r <= ' ' })
	for len(words) > 0 && strings.Trim(words[0], "-–,.") == "" {
		words = words[1:]
	}
	for len(words) > 0 && strings.Trim(words[len(words)-1], "-–,.") == "" {
		words = words[:len(words)-1]
	}
	letters := []rune(strings.Join(words, " "))
	return strings.TrimSpace(string(letters[:min(len(letters), mostTitle)]))
}

// numberLike is what may be an identity number: six or eight digits, a sign or none, and four
// more, the last of which may be letters in a reserve number.
var numberLike = regexp.MustCompile(`\b\d{6}(?:\d{2})? ?[-–−+]? ?\d[\dA-Z]{3}\b|\b\d{6}(?:\d{2})?[-–−+]?[A-Z][\dA-Z]{3}\b`)

// mostCandidates is how many numbers a document may name before it is a list of persons.
const mostCandidates = 50

// candidates are the identity numbers in the file name and the text, in that order. None of them
// decides: a document names staff and relatives too.
func candidates(file, text string, now time.Time) []care.DocumentCandidate {
	var found []care.DocumentCandidate
	place := map[care.PersonalID]int{}
	for _, source := range []struct{ where, text string }{{care.FoundInName, strings.ReplaceAll(file, "_", " ")}, {care.FoundInText, text}} {
		for _, like := range numberLike.FindAllString(strings.ToUpper(source.text), 10*mostCandidates) {
			like = strings.NewReplacer("–", "-", "−", "-").Replace(like)
			id, ok := care.ReadPersonalID(like, now)
			if !ok || id.Form() == care.FormUnknown {
				continue
			}
			at, known := place[id]
			switch {
			case !known && len(found) < mostCandidates:
				place[id] = len(found)
				found = append(found, care.DocumentCandidate{Number: id, In: []string{source.where}})
			case known && found[at].In[len(found[at].In)-1] != source.where:
				found[at].In = append(found[at].In, source.where)
			}
		}
	}
	return found
}

var months = map[string]string{"januari": "01", "februari": "02", "mars": "03", "april": "04", "maj": "05", "juni": "06",
	"juli": "07", "augusti": "08", "september": "09", "oktober": "10", "november": "11", "december": "12"}

// date is the day that a document says it is from: the latest on which it was made or changed,
// else when it was printed, else when the file says that it was made. Zero when it says nothing;
// a day to come is none.
func date(text string, made, now time.Time) (day time.Time, from string) {
	var written, printed time.Time
	for _, m := range dateLabelled.FindAllStringSubmatch(text, 50) {
		at := dayOf(strings.ToLower(m[2]))
		if at.IsZero() || at.After(now) {
			continue
		}
		if strings.HasPrefix(strings.ToLower(m[1]), "utskri") {
			printed = later(printed, at)
		} else {
			written = later(written, at)
		}
	}
	switch {
	case !written.IsZero():
		return written, care.DateInText
	case !printed.IsZero():
		return printed, care.DatePrinted
	case !made.IsZero() && !made.After(now):
		return care.Day(made), care.DateOfFile
	}
	return time.Time{}, ""
}

func later(x, y time.Time) time.Time {
	if y.After(x) {
		return y
	}
	return x
}

func dayOf(s string) time.Time {
	if words := strings.Fields(s); len(words) == 3 {
		s = words[2] + "-" + months[words[1]] + "-" + strings.Repeat("0", 2-min(2, len(words[0]))) + words[0]
	}
	layout := time.DateOnly
	if len(s) == 8 {
		layout = "20060102"
	}
	at, err := time.ParseInLocation(layout, s, care.Stockholm)
	if err != nil || at.Year() < 1950 {
		return time.Time{}
	}
	return at
}

// created is when the file says that it was made; zero when it doesn't.
func (f *pdfFile) created() time.Time {
	info := f.dictOf(f.trailer["Info"])
	said, _ := f.get(info["CreationDate"]).(string)
	said = strings.TrimPrefix(said, "D:")
	if len(said) < 8 {
		return time.Time{}
	}
	return dayOf(said[:8])
}
