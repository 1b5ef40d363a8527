package pagetest

import (
	"context"
	"sync"

	"avbrottsparm/internal/sheet"
)

// Printers are the printers of an invented computer, so that no test reaches a real one.
type Printers struct {
	mu     sync.Mutex
	Found  []sheet.Printer
	Refuse error // what Send answers; nil takes the pages
	Sent   [][]byte
	How    []sheet.Sending
}

// Available lists them.
func (p *Printers) Available(context.Context) ([]sheet.Printer, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.Found, nil
}

// Send keeps the pages, or refuses.
func (p *Printers) Send(_ context.Context, pdf []byte, how sheet.Sending) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.Refuse != nil {
		return p.Refuse
	}
	p.Sent, p.How = append(p.Sent, pdf), append(p.How, how)
	return nil
}
