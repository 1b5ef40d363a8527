package pagetest

import (
	"context"
	"os"
	"path/filepath"
	"sync"
	"time"

	"avbrottsparm/internal/sheet"
)

// Printers are the printers of an invented computer, so that no test reaches a real one.
type Printers struct {
	mu     sync.Mutex
	Found  []sheet.Printer
	Refuse error // what Send answers; nil takes the pages
	Sent   [][]byte
	How    []sheet.Sending
	Lent   [][]byte // pages that a viewer was lent
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

// Save is what a screen does by itself here; the desk saves only the evening's print.
func (p *Printers) Save(dir, name string, pdf []byte) (string, error) {
	path := filepath.Join(dir, name)
	return path, os.WriteFile(path, pdf, 0o600)
}

// Lend keeps the pages and gives the path of no file.
func (p *Printers) Lend(pdf []byte) (string, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.Lent = append(p.Lent, pdf)
	return "lent.pdf", nil
}

// Expire keeps everything.
func (p *Printers) Expire(string, string, time.Time) error { return nil }

// Sweep has nothing to take away.
func (p *Printers) Sweep() error { return nil }
