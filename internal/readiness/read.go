package readiness

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"avbrottsparm/internal/text"
)

// Bounds of the file: what is larger is no list of readiness.
const (
	mostBytes  = 128 << 10
	mostItems  = 100
	mostParts  = 20  // of one list within an item
	mostRunes  = 400 // of one text
	mostDays   = 3660
	mostWeight = 100
)

var idPattern = regexp.MustCompile(`^[a-z][a-z0-9_]{1,39}$`)

// ReadList reads what belongs to being ready. A list that it returns is whole: every id once, every group
// there, both languages everywhere, and only such rules as its kind of item has.
func ReadList(raw []byte) (List, error) {
	if len(raw) > mostBytes {
		return List{}, fmt.Errorf("readiness: file of %d bytes", len(raw))
	}
	var list List
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&list); err != nil {
		return List{}, fmt.Errorf("readiness: decode: %w", err)
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return List{}, errors.New("readiness: something follows the list")
	}
	if err := list.check(); err != nil {
		return List{}, fmt.Errorf("readiness: %w", err)
	}
	return list, nil
}

func (l List) check() error {
	if len(l.Groups) == 0 || len(l.Groups) > mostParts || len(l.Items) == 0 || len(l.Items) > mostItems || len(l.Checklists) > mostParts {
		return errors.New("none or too many parts")
	}
	ids := map[string]bool{}
	once := func(id string) error {
		if !idPattern.MatchString(id) || ids[id] {
			return fmt.Errorf("id %q is not one, or stands twice", id)
		}
		ids[id] = true
		return nil
	}
	for _, g := range l.Groups {
		if err := once(g.ID); err != nil || !said(g.Title) {
			return errors.Join(err, fmt.Errorf("group %q", g.ID))
		}
	}
	for _, i := range l.Items {
		if err := errors.Join(once(i.ID), i.check()); err != nil {
			return fmt.Errorf("item %q: %w", i.ID, err)
		}
		if !slices.ContainsFunc(l.Groups, func(g Group) bool { return g.ID == i.Group }) {
			return fmt.Errorf("item %q: group %q", i.ID, i.Group)
		}
	}
	for _, c := range l.Checklists {
		if err := errors.Join(once(c.ID), c.check()); err != nil {
			return fmt.Errorf("checklist %q: %w", c.ID, err)
		}
	}
	return nil
}

func (i Item) check() error {
	kinds := []Kind{KindCheck, KindCount, KindShare, KindYesNo, KindText, KindParts, KindGroups, KindSeen}
	counted := i.Kind == KindCount || i.Kind == KindShare
	switch {
	case !slices.Contains(kinds, i.Kind):
		return fmt.Errorf("kind %q", i.Kind)
	case !said(i.Title) || !said(i.How):
		return errors.New("a text lacks a language, or is too long")
	case i.Days < 0 || i.Days > mostDays || i.Soon < 0 || i.Soon > 0 && i.Soon >= i.Days:
		return errors.New("days")
	case i.Weight < 1 || i.Weight > mostWeight:
		return errors.New("weight")
	case counted != (i.Least > 0) || i.Least < 0 || i.Least > mostCount || i.Kind == KindShare && i.Least > 100:
		return errors.New("least")
	case (i.Kind == KindGroups) != (len(i.Groups) > 0) || len(i.Groups) > mostParts || len(i.Source) > mostParts || len(i.Facts) > mostParts:
		return errors.New("none or too many groups, sources or facts")
	case i.Kind == KindSeen && i.Paper:
		return errors.New("what the binder sees by itself is no round on paper")
	case len(i.Go) > longestID || strings.ContainsAny(string(i.Go), " \n"):
		return errors.New("link")
	case slices.ContainsFunc(slices.Concat(i.Groups, i.Facts), func(id string) bool { return !idPattern.MatchString(id) }) || double(i.Groups):
		return errors.New("a group or fact is no id, or stands twice")
	case slices.ContainsFunc(i.Source, func(s string) bool { return !sourced(s) }):
		return errors.New("source")
	}
	return nil
}

func (c Checklist) check() error {
	switch {
	case !said(c.Title):
		return errors.New("title")
	case len(c.Questions) == 0 || len(c.Questions) > mostParts:
		return errors.New("none or too many questions")
	case c.Days < 0 || c.Days > mostDays:
		return errors.New("days")
	case slices.ContainsFunc(c.Source, func(s string) bool { return !sourced(s) }):
		return errors.New("source")
	}
	var ids []string
	for _, q := range c.Questions {
		if !idPattern.MatchString(q.ID) || q.ID == PartOwner || !said(q.Text) {
			return fmt.Errorf("question %q", q.ID)
		}
		ids = append(ids, q.ID)
	}
	if double(ids) {
		return errors.New("a question stands twice")
	}
	return nil
}

// double tells whether something stands twice.
func double(list []string) bool {
	sorted := slices.Sorted(slices.Values(list))
	return len(slices.Compact(sorted)) != len(list)
}

// said tells whether a text is there in both languages, within bounds.
func said(b text.Both) bool {
	whole := func(s string) bool { return strings.TrimSpace(s) != "" && utf8.RuneCountInString(s) <= mostRunes }
	return whole(b.SV) && whole(b.EN)
}

// sourced tells whether a text names a section of the routine.
func sourced(source string) bool {
	section, ok := strings.CutPrefix(source, "routine ")
	return ok && section != "" && len(source) <= 80
}
