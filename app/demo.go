package main

import (
	"context"
	"crypto/rand"
	"os"
	"path/filepath"
	"strings"
	"time"

	"avbrottsparm/app/shell"
	"avbrottsparm/app/wiring"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/text"
)

// demo is a binder of the invented unit in a folder of its own, which goes when the program ends.
type demo struct {
	desk       *desk.Desk
	day        time.Time
	parent     string
	folder     string
	passphrase string
}

func newDemo(d *desk.Desk, day time.Time) (*demo, error) {
	parent, err := os.MkdirTemp("", "avbrottsparm-demo-")
	if err != nil {
		return nil, text.Because(err, "window.no_folder")
	}
	random := strings.ToLower(rand.Text())
	return &demo{desk: d, day: day, parent: parent, folder: filepath.Join(parent, "binder"), passphrase: random[:4] + "-" + random[4:8] + "-" + random[8:12]}, nil
}

// opening is what the window does with it when it opens.
func (d *demo) opening() *shell.Demo {
	return &shell.Demo{User: "demo", Passphrase: d.passphrase, Open: func(ctx context.Context) (*desk.Session, error) {
		session, _, err := wiring.Demo(ctx, d.desk, d.folder, d.passphrase, d.day)
		return session, err
	}}
}

func (d *demo) remove() error { return os.RemoveAll(d.parent) }
