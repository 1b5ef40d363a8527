package main

import (
	"bufio"
	"context"
	"errors"
	"io"
	"os"
	"strings"

	"golang.org/x/term"

	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/text"
)

// with opens the binder, does the work, and lets go of the binder again whatever happened.
func (a *app) with(b binder, work func(s *desk.Session) error) error {
	session, err := a.unlock(b)
	if err != nil {
		return err
	}
	a.caution(session)
	a.tend(session)
	err = work(session)
	a.keepCopy(session, err)
	if n := session.Unlogged(); n > 0 {
		a.say(a.words.Count("parm.unlogged", n))
	}
	return errors.Join(err, session.Lock())
}

func (a *app) unlock(b binder) (*desk.Session, error) {
	if !a.desk.HasBinder(b.Vault) {
		return nil, text.NewFault("vault.none")
	}
	prompt := a.words.Say("parm.ask.passphrase")
	if b.Recovery {
		prompt = a.words.Say("parm.ask.recovery")
	}
	secret, err := a.secret(b.PassphraseFile, prompt)
	if err != nil {
		return nil, err
	}
	if b.Recovery {
		return a.desk.UnlockRecovery(a.ctx, b.Vault, secret)
	}
	return a.desk.Unlock(a.ctx, b.Vault, b.User, secret)
}

// caution tells what whoever reads on must know.
func (a *app) caution(s *desk.Session) {
	a.tellRecovery(s.Recovered())
	if s.ReadOnly() {
		a.say(a.words.Say("copies.read_only"))
	}
	if err := s.Altered(); err != nil {
		a.say(a.words.Explain(err))
	}
	if s.ClockUncertain() {
		a.say(a.words.Say("parm.clock"))
	}
}

// longestSecret is more than anybody types, in bytes.
const longestSecret = 4096

// secret is the first line of a file, or what is typed after a prompt without being shown.
func (a *app) secret(file, prompt string) (string, error) {
	if file != "" {
		return firstLine(file)
	}
	keyboard, ok := a.stdin.(*os.File)
	if !ok || !term.IsTerminal(int(keyboard.Fd())) {
		return "", misuse{text.NewFault("parm.no_terminal")}
	}
	a.say(prompt)
	typed, err := a.unseen(int(keyboard.Fd()))
	if err != nil {
		return "", text.Because(err, "parm.no_terminal")
	}
	return string(typed), nil
}

// unseen reads a line that isn't shown. Nothing wakes a program that waits for the keyboard, so an
// interrupt ends it here: nothing is open yet, and the terminal is left as it was.
func (a *app) unseen(keyboard int) ([]byte, error) {
	before, err := term.GetState(keyboard)
	if err != nil {
		return nil, err
	}
	answered := context.AfterFunc(a.ctx, func() {
		stopped := text.NewFault("parm.stopped")
		if err := term.Restore(keyboard, before); err != nil {
			stopped = text.Because(err, "parm.stopped")
		}
		a.say(a.words.Explain(stopped))
		os.Exit(exitFailed)
	})
	defer answered()
	return term.ReadPassword(keyboard)
}

// newSecret asks for a new passphrase of a user.
func (a *app) newSecret(file string) (string, error) { return a.twice(file, "parm.ask.new_passphrase") }

// twice asks two times at the keyboard, since nobody sees what is typed, or reads a file.
func (a *app) twice(file, ask string) (string, error) {
	first, err := a.secret(file, a.words.Say(ask))
	if err != nil || file != "" {
		return first, err
	}
	second, err := a.secret("", a.words.Say("parm.ask.again"))
	if err == nil && first != second {
		err = text.NewFault("parm.not_the_same")
	}
	return first, err
}

func firstLine(file string) (string, error) {
	f, err := os.Open(file)
	if err != nil {
		return "", text.Because(bare(err), "parm.no_passphrase_file")
	}
	line, err := bufio.NewReader(io.LimitReader(f, longestSecret)).ReadString('\n')
	if errors.Is(err, io.EOF) {
		err = nil
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return "", text.Because(bare(err), "parm.no_passphrase_file")
	}
	line = strings.TrimRight(strings.TrimPrefix(line, "\ufeff"), "\r\n")
	if line == "" {
		return "", text.NewFault("parm.empty_passphrase_file")
	}
	return line, nil
}

// bare takes the path out of an error: folders are often named after people.
func bare(err error) error {
	var path *os.PathError
	if errors.As(err, &path) {
		return path.Err
	}
	return err
}
