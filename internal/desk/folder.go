package desk

import (
	"strings"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/sheet"
	"avbrottsparm/internal/text"
)

// folders are the sets for the folders in persons' homes: the contents, the signing lists of the
// month and a journal sheet (routine 5.5).
func (c *composing) folders() error {
	for _, p := range c.persons {
		d := c.dossier(p.ID)
		c.add(sheet.HomeFolder(c.at, d, c.o.Date), sheet.Signing(c.at, d, c.o.Date))
		c.addForm(PrintJournal, d)
	}
	return nil
}

// protected is the separate sheet of one protected identity, asked for twice: with a reason, which
// the log keeps, and with the word that it is meant (requirement 16). It is never part of anything
// else, and never a file that anybody can open. Faults: "print.needs_person",
// "print.protected_readable", "print.protected_ask", "print.protected_again", "print.not_protected".
func (c *composing) protected() error {
	reason := strings.TrimSpace(c.o.Reason)
	switch {
	case !c.one():
		return text.NewFault("print.needs_person")
	case c.o.Readable:
		return text.NewFault("print.protected_readable")
	case reason == "":
		return text.NewFault("print.protected_ask")
	case !c.o.Again:
		return text.NewFault("print.protected_again")
	}
	d := c.dossier(c.o.PersonID)
	hidden, there := c.s.replica.Secrets(d.Person.ID)
	if !there {
		return text.NewFault("print.not_protected")
	}
	// The line waits with those that couldn't be written, and goes with that of the print or the
	// look: whoever gets the pages has both.
	c.s.unlogged = append(c.s.unlogged, c.s.line(access.ActionUnshield, d.Person.ID, reason))
	c.add(sheet.ProtectedSheet(c.at, d.Unshield(hidden)))
	return nil
}
