package main

import (
	"avbrottsparm/internal/access"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

type restoreWord struct {
	binder
	File                 string `arg:"" optional:"" help:"${help_restore_file}"`
	Newest               bool   `help:"${help_newest}"`
	Merge                bool   `help:"${help_merge}"`
	BackupPassphraseFile string `placeholder:"FILE" help:"${help_opens_passphrase_file}"`
	IdentityFile         string `placeholder:"FILE" help:"${help_identity_file}"`
	CopyUser             string `placeholder:"NAME" help:"${help_copy_user}"`
	CopyPassphraseFile   string `placeholder:"FILE" help:"${help_copy_passphrase_file}"`
}

// Run makes a binder of a copy where none is, or says what a copy and the binder have that the
// other lacks, and brings it in when that is asked for.
func (c *restoreWord) Run(a *app) error {
	switch {
	case (c.File == "") != c.Newest, c.Newest && (c.Merge || c.BackupPassphraseFile+c.IdentityFile+c.CopyUser+c.CopyPassphraseFile != ""):
		return misuse{text.NewFault("parm.restore_what")}
	case c.BackupPassphraseFile != "" && c.IdentityFile != "":
		return misuse{text.NewFault("backup.two_keys")}
	case c.Newest:
		return a.mend(c.binder)
	}
	opens, err := c.opens()
	if err != nil {
		return err
	}
	if !a.desk.HasBinder(c.Vault) {
		return a.place(c.Vault, c.File, opens)
	}
	key, err := c.copyKey()
	if err != nil {
		return err
	}
	return a.with(c.binder, func(s *desk.Session) error {
		if c.Merge {
			return a.mergeFrom(s, c.File, opens, key)
		}
		return a.compareWith(s, c.File, opens, key)
	})
}

// opens is what opens the file's envelope, as far as the flags say it.
func (c *restoreWord) opens() (o desk.Opens, err error) {
	o.IdentityFile = c.IdentityFile
	if c.BackupPassphraseFile != "" {
		o.Passphrase, err = firstLine(c.BackupPassphraseFile)
	}
	return o, err
}

// copyKey opens a copy from before a change of passphrase. Otherwise the keys that are open do.
func (c *restoreWord) copyKey() (key access.Key, err error) {
	if c.CopyPassphraseFile == "" {
		if c.CopyUser != "" {
			return key, misuse{text.NewFault("parm.missing_flags", "what", "--copy-passphrase-file")}
		}
		return key, nil
	}
	key.Name = c.CopyUser
	if key.Name == "" {
		key.Name = c.User
	}
	key.Passphrase, err = firstLine(c.CopyPassphraseFile)
	return key, err
}

// asking tries with what is known, and asks for the passphrase of the copy where it has one.
func (a *app) asking(opens desk.Opens, try func(desk.Opens) error) error {
	err := try(opens)
	if !text.IsFault(err, "backup.wants_passphrase") || opens.IdentityFile != "" {
		return err
	}
	var asked error
	if opens.Passphrase, asked = a.secret("", a.words.Say("copies.ask")); asked != nil {
		return asked
	}
	return try(opens)
}

type restoredShape struct {
	Placed     bool           `json:"placed"`
	Merged     bool           `json:"merged"`
	Same       bool           `json:"same"`
	CopyNewest string         `json:"copy_newest"`
	HereNewest string         `json:"here_newest"`
	OnlyHere   map[string]int `json:"only_here"`
	OnlyThere  map[string]int `json:"only_there"`
	Items      int            `json:"items"`
	NewerItems bool           `json:"newer_items"`
	Torn       bool           `json:"torn"`
	Drafts     int            `json:"drafts"`

	DraftsThere  int            `json:"drafts_there"`
	Apart        map[string]int `json:"apart"`
	ApartEntries []stayingShape `json:"apart_entries"`
}

func (a *app) place(dir, file string, opens desk.Opens) error {
	err := a.asking(opens, func(o desk.Opens) error { return a.desk.RestoreHere(a.ctx, dir, file, o) })
	if err != nil {
		return err
	}
	if a.json {
		a.putJSON(restoredShape{Placed: true, OnlyHere: map[string]int{}, OnlyThere: map[string]int{}, Apart: map[string]int{}, ApartEntries: []stayingShape{}})
		return nil
	}
	a.page().line(a.words.Say("copies.placed"))
	return nil
}

func (a *app) compareWith(s *desk.Session, file string, opens desk.Opens, key access.Key) error {
	var d ledger.Difference
	err := a.asking(opens, func(o desk.Opens) (err error) {
		d, err = s.Compare(a.ctx, file, o, key)
		return err
	})
	if err != nil {
		return err
	}
	if a.json {
		a.putJSON(shapeDifference(d, false))
	} else {
		a.tellDifference(d)
	}
	if losesWork(d) || d.Apart[ledger.KindEntry] > 0 {
		return errFaulted // in place of the binder the copy would lose it
	}
	return nil
}

func (a *app) mergeFrom(s *desk.Session, file string, opens desk.Opens, key access.Key) error {
	return a.asking(opens, func(o desk.Opens) error {
		d, err := s.Merge(a.ctx, file, o, key, nil)
		if err != nil {
			return err
		}
		return a.tellMerged(d)
	})
}

// mend brings the newest copy in. A file whose damage stands in the way of that is put together
// anew when it is opened the second time.
func (a *app) mend(b binder) error {
	err := a.with(b, func(s *desk.Session) error {
		mended := s.Recovered() // and told
		if mended != nil && mended.Keys == 0 {
			return nil
		}
		d, err := s.Repair(a.ctx, nil)
		switch {
		case err != nil:
			return err
		case mended != nil && len(d.OnlyThere)+d.Items == 0 && !d.Torn && !a.json:
			a.page().line(a.words.Say("copies.run_verify"))
			return nil
		}
		return a.tellMerged(d)
	})
	if text.IsFault(err, "vault.damaged") {
		return a.with(b, func(s *desk.Session) error {
			if s.Recovered() == nil {
				return err // it opens as it is, and what is missing is in no copy that could be brought in
			}
			return nil
		})
	}
	return err
}
