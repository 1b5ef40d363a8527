package wiring

import (
	"context"

	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/lifecare"
)

// shower lets the desk see the signings that Lifecare shows.
type shower struct{ client *lifecare.Client }

// signings makes what reads signings over a connection; nothing is asked yet.
func signings(c desk.Connection) (desk.SigningReader, error) {
	client, err := lifecare.New(lifecare.Params{Address: c.Address, Domain: c.Domain, Key: c.Key})
	if err != nil {
		return nil, err
	}
	return shower{client}, nil
}

func (s shower) Signings(ctx context.Context, p desk.SigningPeriod) (desk.ShownSignings, error) {
	got, err := s.client.Signings(ctx, p.From, p.To, p.Activities)
	return desk.ShownSignings(got), err
}
