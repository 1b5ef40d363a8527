package lifecare

import (
	"context"
	"encoding/json"
	"net/url"
	"strconv"

	"avbrottsparm/internal/text"
)

// A list that is read by offset can change between two pages: something before the offset goes,
// everything moves up by one, and what moved over the edge is never seen. So each page but the
// last keeps its last item back, and the next page must begin with that very item. If it doesn't,
// the list is read anew.

const (
	maxAnew  = 2      // times that a list is read anew
	maxSize  = 10_000 // items asked for at most at a time
	leastAsk = 2      // items asked for at least at a time: one is kept back
	larger   = 4      // how much more, or less, is asked for
)

// offsets walks through a list by limit and offset.
func (u *puller) offsets(ctx context.Context) error {
	for {
		list, err := u.fetch(ctx)
		if err != nil {
			return err
		}
		if u.Offset > 0 && u.moved(list) {
			u.anew()
			continue
		}
		size := u.weigh(list)
		switch {
		case u.Offset > 0 && u.repeated(list):
			return u.last(list[len(list)-1:])
		case len(list) > 1 && size <= u.Size && u.weigh(list[:len(list)-1]) > 0:
			if err := u.part(list); err != nil {
				return err
			}
		case len(list) == 1 && size >= u.Size && u.parts != "" && u.Size < maxSize:
			u.Size = min(u.Size*larger, maxSize) // one item is more than a page
		case len(list) == 1 && size >= u.Size && u.parts != "":
			return text.NewFault("lifecare.broken_answer") // nobody can tell whether it is whole
		default:
			return u.last(list)
		}
	}
}

// fetch asks for the page at the offset, and for a shorter one while it is too large.
func (u *puller) fetch(ctx context.Context) (items, error) {
	for {
		query := u.asked()
		query.Set("limit", strconv.Itoa(u.Size))
		query.Set("offset", strconv.Itoa(u.Offset))
		got, err := u.call(ctx, query, sound)
		if u.smaller(err) {
			continue
		}
		if err != nil {
			return nil, err
		}
		list, _ := split(got.body)
		return list, nil
	}
}

// moved tells that the page does not begin where the one before ended. After two lists read anew
// it is let be, and Done.Loose tells.
func (u *puller) moved(list items) bool {
	if u.Anew > maxAnew {
		return false
	}
	if u.repeated(list) {
		return false
	}
	return len(list) == 0 || u.sign(list[0]) != u.Held
}

// repeated tells that the answer is the page before once more: the list is not parted at all.
func (u *puller) repeated(list items) bool {
	return len(list) > 1 && u.sign(list[0]) == u.First && u.sign(list[len(list)-1]) == u.Held
}

// anew goes back to the beginning.
func (u *puller) anew() {
	u.Anew++
	u.Offset, u.Held, u.First, u.Pages = 0, "", "", 0
}

// part hands on a page without its last item, which the next page begins with.
func (u *puller) part(list items) error {
	kept := list[:len(list)-1]
	u.Offset += u.weigh(kept)
	u.First, u.Held = u.sign(list[0]), u.sign(list[len(list)-1])
	return u.give(kept.joined(), len(kept))
}

// last hands on the end of a list.
func (u *puller) last(list items) error {
	if len(list) == 0 && u.Pages > 0 {
		return nil
	}
	return u.give(list.joined(), len(list))
}

// Try makes one small call, to tell whether the address, the domain and the key are right. Faults
// are those of Pull.
func (c *Client) Try(ctx context.Context) error {
	r, _ := readNamed("provider_units")
	_, err := c.ask(ctx, r.path(), url.Values{"limit": {"1"}, "offset": {"0"}}, func(body []byte) *trouble {
		if !json.Valid(body) {
			return passing("lifecare.broken_answer")
		}
		return nil
	})
	return err
}
