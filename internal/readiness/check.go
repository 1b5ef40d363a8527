package readiness

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"avbrottsparm/internal/text"
)

// Bounds of the file: what is larger is no list of readiness.
const (
	mostBytes  = 256 << 10
	mostItems  = 100
	mostParts  = 20  // of one list within an item
	mostRunes  = 600 // of one text
	mostDays   = 3660
	mostWeight = 100
)

// The reasons why a file is refused.
const (
	reasonJSON     = "json"
	reasonField    = "field"
	reasonType     = "type"
	reasonTwice    = "twice"
	reasonLanguage = "language"
	reasonID       = "id"
	reasonUnknown  = "unknown"
	reasonChoice   = "choice"
	reasonNumber   = "number"
	reasonSource   = "source"
	reasonMany     = "many"
	reasonLetters  = "letters"
)

var idPattern = regexp.MustCompile(`^[a-z][a-z0-9_]{1,39}$`)

// Kinds lists the kinds of item.
func Kinds() []Kind {
	return []Kind{KindCheck, KindCount, KindShare, KindYesNo, KindText, KindParts, KindGroups, KindSeen}
}

// ids are those that stand in a file, each once.
type ids map[string]bool

func (all ids) take(id string) *ListError {
	switch {
	case !idPattern.MatchString(id):
		return &ListError{Field: id, Reason: reasonID}
	case all[id]:
		return &ListError{Field: id, Reason: reasonTwice}
	}
	all[id] = true
	return nil
}

// check finds the first mistake in a list.
func (l List) check() *ListError {
	for what, n := range map[string]int{"groups": len(l.Groups), "items": len(l.Items)} {
		if n == 0 || n > mostItems {
			return &ListError{Field: what, Reason: reasonMany}
		}
	}
	if len(l.Checklists) > mostParts {
		return &ListError{Field: "checklists", Reason: reasonMany}
	}
	known, groups := ids{}, ids{}
	for _, g := range l.Groups {
		if wrong := first(known.take(g.ID), languages(g.ID+"/title", g.Title)); wrong != nil {
			return wrong
		}
		groups[g.ID] = true
	}
	for _, i := range l.Items {
		wrong := first(known.take(i.ID), i.check())
		if wrong == nil && !groups[i.Group] {
			wrong = &ListError{Field: i.ID + "/group", Reason: reasonUnknown}
		}
		if wrong != nil {
			return wrong
		}
	}
	for _, c := range l.Checklists {
		if wrong := first(known.take(c.ID), c.check()); wrong != nil {
			return wrong
		}
	}
	return nil
}

func (i Item) check() *ListError {
	at := func(field, reason string) *ListError { return &ListError{Field: i.ID + "/" + field, Reason: reason} }
	counted := i.Kind == KindCount || i.Kind == KindShare
	switch {
	case !slices.Contains(Kinds(), i.Kind):
		return at("kind", reasonChoice)
	case i.Days < 0 || i.Days > mostDays:
		return at("days", reasonNumber)
	case i.Soon < 0 || i.Soon > 0 && i.Soon >= i.Days:
		return at("soon", reasonNumber)
	case i.Weight < 1 || i.Weight > mostWeight:
		return at("weight", reasonNumber)
	case counted != (i.Least > 0) || i.Least < 0 || i.Least > mostCount || i.Kind == KindShare && i.Least > 100:
		return at("least", reasonNumber)
	case (i.Kind == KindGroups) != (len(i.Groups) > 0) || len(i.Groups) > mostParts:
		return at("groups", reasonMany)
	case double(i.Groups):
		return at("groups", reasonTwice)
	case len(i.Facts) > mostParts:
		return at("facts", reasonMany)
	case len(i.Source) > mostParts:
		return at("source", reasonMany)
	case i.Kind == KindSeen && i.Paper: // what the binder sees by itself is no round on paper
		return at("paper", reasonChoice)
	case len(i.Go) > longestID || strings.ContainsAny(string(i.Go), " \n"):
		return at("go", reasonUnknown)
	case slices.ContainsFunc(slices.Concat(i.Groups, i.Facts), func(id string) bool { return !idPattern.MatchString(id) }):
		return at("groups", reasonID)
	case slices.ContainsFunc(i.Source, func(s string) bool { return !sourced(s) }):
		return at("source", reasonSource)
	}
	return first(languages(i.ID+"/title", i.Title), languages(i.ID+"/how", i.How))
}

func (c Checklist) check() *ListError {
	at := func(field, reason string) *ListError { return &ListError{Field: c.ID + "/" + field, Reason: reason} }
	switch {
	case len(c.Questions) == 0 || len(c.Questions) > mostParts:
		return at("questions", reasonMany)
	case c.Days < 0 || c.Days > mostDays:
		return at("days", reasonNumber)
	case slices.ContainsFunc(c.Source, func(s string) bool { return !sourced(s) }):
		return at("source", reasonSource)
	}
	if wrong := languages(c.ID+"/title", c.Title); wrong != nil {
		return wrong
	}
	asked := ids{PartOwner: true}
	for _, q := range c.Questions {
		wrong := first(asked.take(q.ID), languages(q.ID+"/text", q.Text))
		if wrong != nil {
			return at("questions/"+wrong.Field, wrong.Reason)
		}
	}
	return nil
}

// first is the first mistake of several; nil for none.
func first(mistakes ...*ListError) *ListError {
	for _, wrong := range mistakes {
		if wrong != nil {
			return wrong
		}
	}
	return nil
}

// languages sees that a text is there in both languages, within bounds.
func languages(field string, b text.Both) *ListError {
	whole := func(s string) bool { return strings.TrimSpace(s) != "" && utf8.RuneCountInString(s) <= mostRunes }
	if whole(b.SV) && whole(b.EN) {
		return nil
	}
	return &ListError{Field: field, Reason: reasonLanguage}
}

// double tells whether something stands twice.
func double(list []string) bool {
	sorted := slices.Sorted(slices.Values(list))
	return len(slices.Compact(sorted)) != len(list)
}

// sourced tells whether a text names a section of the routine.
func sourced(source string) bool {
	section, ok := strings.CutPrefix(source, "routine ")
	return ok && section != "" && len(source) <= 80
}
