package text

import (
	"errors"
	"fmt"
)

// Fault is an error that a person can act on. Its code names a sentence "error.<code>" in the
// translations: what happened, what it means for the work, what to do now. Pairs fill the
// places of the sentence and never hold a name or an identity number.
type Fault struct {
	Code  string
	Pairs []any
	Cause error
}

// NewFault makes a fault without a cause.
func NewFault(code string, pairs ...any) *Fault { return &Fault{Code: code, Pairs: pairs} }

// Because makes a fault with the error behind it, for logs and errors.Is.
func Because(cause error, code string, pairs ...any) *Fault {
	return &Fault{Code: code, Pairs: pairs, Cause: cause}
}

// Error is for developers and logs; people get Explain.
func (f *Fault) Error() string {
	if f.Cause != nil {
		return fmt.Sprintf("%s: %v", f.Code, f.Cause)
	}
	return f.Code
}

// Unwrap gives the cause.
func (f *Fault) Unwrap() error { return f.Cause }

// Is makes errors.Is compare faults by code alone.
func (f *Fault) Is(target error) bool {
	var other *Fault
	return errors.As(target, &other) && other.Code == f.Code
}

// IsFault tells whether an error is, or wraps, the fault of a code.
func IsFault(err error, code string) bool {
	var f *Fault
	return errors.As(err, &f) && f.Code == code
}

// Explain words an error for a person. An error that is no Fault becomes the general sentence,
// without its inner text, which may hold system words or data about a person.
func (w *Words) Explain(err error) string {
	if err == nil {
		return ""
	}
	var f *Fault
	if errors.As(err, &f) && w.Has("error."+f.Code) {
		return w.Say("error."+f.Code, f.Pairs...)
	}
	return w.Say("error.unknown")
}
