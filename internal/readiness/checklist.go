package readiness

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"time"
)

// Answers is a checklist as the unit has answered it.
type Answers struct {
	Checklist
	// Owner is who is answerable for it: the unit head (routine 2.3).
	Owner string
	// Texts are the answers by question; a question without one is not in it.
	Texts map[string]string
	// Changed is when somebody last saved it, and By who; zero and empty when nobody has.
	Changed time.Time
	By      string
	// Version names what stands in it: the same answers have the same, and other answers another. Empty
	// while there are none.
	Version string
	unsure  bool
}

// Document is the id under which receipts of the checklist are told.
func (c Checklist) Document() string { return "checklist:" + c.ID }

// Answers are what the unit has answered to a checklist.
func (b *Book) Answers(c Checklist) Answers {
	a := Answers{Checklist: c, Texts: map[string]string{}}
	take := func(part string) string {
		e, told := b.Answer(c.ID, part)
		if told && e.At.After(a.Changed) {
			a.Changed, a.By, a.unsure = e.At, e.By.Name, e.Unsure
		}
		return e.Value
	}
	a.Owner = take(PartOwner)
	sum := sha256.New()
	for _, q := range c.Questions {
		if answer := take(q.ID); answer != "" {
			a.Texts[q.ID] = answer
			fmt.Fprintf(sum, "%d %s%d %s", len(q.ID), q.ID, len(answer), answer)
		}
	}
	if len(a.Texts) > 0 {
		a.Version = hex.EncodeToString(sum.Sum(nil))[:16]
	}
	return a
}

// Found is how things stand with the checklist itself: every question has an answer, somebody owns it,
// and it was looked through in time.
func (a Answers) Found(now time.Time) Found {
	f := Found{Good: len(a.Texts), Of: len(a.Questions) + 1, Last: a.Changed, By: a.By, Due: due(a.Changed, a.Days)}
	if a.Owner != "" {
		f.Good++
	}
	switch {
	case a.Changed.IsZero():
		f.State, f.Reason, f.Due = StateOpen, Reason{Key: "ready.why.never"}, time.Time{}
	case len(a.Texts) < len(a.Questions):
		left := len(a.Questions) - len(a.Texts)
		f.State, f.Reason = StateMissing, Reason{Key: "ready.why.unanswered", Counted: true, N: left}
	case a.Owner == "":
		f.State, f.Reason = StateMissing, Reason{Key: "ready.why.no_owner"}
	case a.unsure || a.Changed.After(now.Add(clockSlack)):
		f.State, f.Reason, f.Good = StateOpen, Reason{Key: "ready.why.clock"}, 0
	case isLate(a.Changed, a.Days, now):
		f.State, f.Reason, f.Good = StateLate, Reason{Key: "ready.why.late", Counted: true, N: daysBetween(a.Changed, now)}, 0
	default:
		f.State = StateOK
	}
	return f
}

// Reader is somebody who is to read a document: a user with all identities that they have had.
type Reader struct {
	Name       string
	Identities []string
}

// Readers divides those who are to read a document in a version: the receipt of who has, and who hasn't.
// A receipt of another version, or of somebody who isn't asked, counts for nothing.
func (b *Book) Readers(document, version string, asked []Reader) (read []Event, missing []Reader) {
	if version == "" {
		return nil, asked
	}
	for _, reader := range asked {
		found := false
		for _, identity := range reader.Identities {
			if e, told := b.receipt(document, version, identity); told && identity != "" {
				read, found = append(read, e), true
				break
			}
		}
		if !found {
			missing = append(missing, reader)
		}
	}
	return read, missing
}
