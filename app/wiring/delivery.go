package wiring

import (
	"context"

	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/lifecare"
)

// carrier lets the desk send entries through Lifecare's interface.
type carrier struct{ client *lifecare.Client }

// deliver makes what sends entries over a connection; nothing is sent yet.
func deliver(c desk.Connection) (desk.Deliverer, error) {
	client, err := lifecare.New(lifecare.Params{Address: c.Address, Domain: c.Domain, Key: c.Key})
	if err != nil {
		return nil, err
	}
	return carrier{client}, nil
}

func (c carrier) Look(ctx context.Context) (desk.Directory, error) {
	known, err := c.client.Look(ctx)
	d := desk.Directory{At: known.At}
	for _, u := range known.Units {
		d.Units = append(d.Units, desk.DirectoryUnit(u))
	}
	for _, p := range known.Staff {
		d.Staff = append(d.Staff, desk.DirectoryStaff(p))
	}
	for _, h := range known.Headlines {
		d.Headlines = append(d.Headlines, desk.DirectoryHeadline(h))
	}
	for _, e := range known.Executions {
		d.Executions = append(d.Executions, desk.DirectoryExecution(e))
	}
	return d, err
}

func (c carrier) Fields(s desk.Sending) []desk.SentField {
	var fields []desk.SentField
	for _, f := range c.client.Fields(sending(s)) {
		fields = append(fields, desk.SentField(f))
	}
	return fields
}

func (c carrier) Send(ctx context.Context, s desk.Sending) (desk.Answer, error) {
	a, err := c.client.Send(ctx, sending(s))
	return desk.Answer{Outcome: outcomes[a.Outcome], Number: a.Number, At: a.At, Words: a.Words, Stop: a.Stop}, err
}

// outcomes are the desk's words for the client's. What isn't among them is in doubt, as zero is.
var outcomes = map[lifecare.Outcome]desk.Outcome{lifecare.Unknown: desk.OutcomeUnknown, lifecare.Entered: desk.OutcomeEntered,
	lifecare.Refused: desk.OutcomeRefused, lifecare.Unsent: desk.OutcomeUnsent}

func sending(s desk.Sending) lifecare.Sending {
	return lifecare.Sending{Way: s.Way, External: s.External, Number: s.Number, Client: s.Client, Unit: s.Unit, Headline: s.Headline, Execution: s.Execution,
		Staff: lifecare.Staff(s.Staff), Role: s.Role, Law: s.Law, Happened: s.Happened, Ends: s.Ends, Written: s.Written, Text: s.Text, Signed: s.Signed,
		Outcome: s.Outcome, Double: s.Double, Reason: s.Reason, Minutes: s.Minutes, Planned: s.Planned, Meal: s.Meal, Quantity: s.Quantity}
}
