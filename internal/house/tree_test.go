// Package house holds the rules of the repository itself as tests: who may import whom, where
// goroutines start, how long a file may be, and that every sentence comes from the translations.
//
// It has no code of its own. A rule that must change is changed here, in one line, together with
// an entry in docs/decisions/.
package house_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
)

const module = "avbrottsparm"

// source is one Go file of the repository, whatever its build tags and operating system.
type source struct {
	path    string // from the root, with slashes
	dir     string // the package's folder: "internal/care", "app"
	test    bool   // a test, or a package that only tests import
	lines   int
	syntax  *ast.File
	imports []string
	files   *token.FileSet
}

// at is where something stands, for messages.
func (s source) at(pos token.Pos) string {
	return s.path + ":" + strconv.Itoa(s.files.Position(pos).Line)
}

// imported tells whether a name is that of an imported package in this file.
func (s source) imported(name string) bool {
	for _, spec := range s.syntax.Imports {
		value, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			continue
		}
		if (spec.Name != nil && spec.Name.Name == name) || (spec.Name == nil && packageName(value) == name) {
			return true
		}
	}
	return false
}

// forTests tells whether a package is there for tests only: "sheettest", "windowtest".
func forTests(dir string) bool { return strings.HasSuffix(dir, "test") }

// packageName guesses a package's name from its path: "fyne.io/fyne/v2" is fyne.
func packageName(imported string) string {
	name := path.Base(imported)
	if len(name) > 1 && name[0] == 'v' && strings.Trim(name[1:], "0123456789") == "" {
		name = path.Base(path.Dir(imported))
	}
	return name
}

var parsed = sync.OnceValues(func() ([]source, error) {
	root := filepath.Join("..", "..")
	var all []source
	err := filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		base := entry.Name()
		if entry.IsDir() && name != root && (strings.HasPrefix(base, ".") || base == "testdata" || base == "dist" || base == "exports") {
			return filepath.SkipDir
		}
		if entry.IsDir() || !strings.HasSuffix(base, ".go") {
			return nil
		}
		raw, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		files := token.NewFileSet()
		syntax, err := parser.ParseFile(files, name, raw, parser.ParseComments)
		if err != nil {
			return err
		}
		relative, err := filepath.Rel(root, name)
		if err != nil {
			return err
		}
		one := source{
			path: filepath.ToSlash(relative), test: strings.HasSuffix(base, "_test.go"),
			lines: strings.Count(string(raw), "\n"), syntax: syntax, files: files,
		}
		one.dir = path.Dir(one.path)
		one.test = one.test || forTests(one.dir)
		for _, spec := range syntax.Imports {
			value, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			one.imports = append(one.imports, value)
		}
		all = append(all, one)
		return nil
	})
	return all, err
})

// sources is every Go file of the repository.
func sources(t *testing.T) []source {
	t.Helper()
	all, err := parsed()
	if err != nil {
		t.Fatal(err)
	}
	if len(all) < 10 {
		t.Fatalf("only %d Go files were found; the test looks in the wrong place", len(all))
	}
	return all
}

// under tells whether a folder is a place or lies within it.
func under(dir, place string) bool { return dir == place || strings.HasPrefix(dir, place+"/") }

func underAny(dir string, places ...string) bool {
	for _, place := range places {
		if under(dir, place) {
			return true
		}
	}
	return false
}

// stringOf is the value of a string literal.
func stringOf(e ast.Expr) (string, bool) {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return "", false
	}
	value, err := strconv.Unquote(lit.Value)
	return value, err == nil
}
