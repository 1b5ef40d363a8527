package wiring

import (
	"context"

	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/lifecare"
)

// source lets the desk see Lifecare through its own interface.
type source struct{ *lifecare.Client }

// connect makes the source of a connection; nothing is asked yet.
func connect(c desk.Connection) (desk.Source, error) {
	client, err := lifecare.New(lifecare.Params{Address: c.Address, Domain: c.Domain, Key: c.Key})
	if err != nil {
		return nil, err
	}
	return source{client}, nil
}

func (s source) Reads() []desk.SourceRead {
	var reads []desk.SourceRead
	for _, r := range lifecare.Reads() {
		reads = append(reads, desk.SourceRead(r))
	}
	return reads
}

func (s source) Pull(ctx context.Context, p desk.SourcePull, take func(desk.SourcePage) error) (desk.SourceDone, error) {
	done, err := s.Client.Pull(ctx, lifecare.Pull(p), func(page lifecare.Page) error { return take(desk.SourcePage(page)) })
	return desk.SourceDone(done), err
}
