package form

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// maxFile bounds a form file; the longest of ours has a tenth of it.
const maxFile = 256 << 10

var (
	errLarge = errors.New("form: the file is too large")
	errMore  = errors.New("form: something follows the form")
)

// Parse reads the file of one form. What it doesn't know it refuses, so that a misspelt word doesn't
// quietly drop a field from the paper. The error says where; it is for whoever writes the file.
func Parse(raw []byte) (Form, error) {
	if len(raw) > maxFile {
		return Form{}, errLarge
	}
	dec := json.NewDecoder(bytes.NewReader(bytes.TrimPrefix(raw, []byte("\ufeff"))))
	dec.DisallowUnknownFields()
	var f Form
	if err := dec.Decode(&f); err != nil {
		return Form{}, fmt.Errorf("form: %w", err)
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return Form{}, errMore
	}
	if err := f.Check(); err != nil {
		return Form{}, err
	}
	return f, nil
}

// ReadAll reads the forms of a folder, one file each, in the order in which they are offered. A file is
// named after its form.
func ReadAll(files fs.FS) ([]Form, error) {
	names, err := fs.Glob(files, "*.json")
	if err != nil {
		return nil, fmt.Errorf("form: list files: %w", err)
	}
	forms := make([]Form, 0, len(names))
	for _, name := range names {
		raw, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, fmt.Errorf("form: read %s: %w", name, err)
		}
		f, err := Parse(raw)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		if stem := strings.TrimSuffix(path.Base(name), ".json"); stem != f.ID {
			return nil, fmt.Errorf("%s: form: the id is %q, and a file is named after its form", name, f.ID)
		}
		forms = append(forms, f)
	}
	slices.SortFunc(forms, func(a, b Form) int { return cmp.Or(cmp.Compare(a.Order, b.Order), strings.Compare(a.ID, b.ID)) })
	return forms, nil
}
