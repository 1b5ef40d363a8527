package house_test

import (
	"go/ast"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
)

// speaking are the folders whose strings reach a person's eyes: every sentence in them comes from
// internal/text.
var speaking = []string{"app", "internal/desk", "internal/sheet", "internal/paper", "internal/printer"}

// plain are literals that look like sentences and are none.
var plain = map[string]string{
	"Avbrottspärm": "the program's name, the same in every language",
	"Åg":           "measures the height of a line, from the ring to the tail",
}

// syntax are files whose literals are of the language of PDF, and that are handed every word that a
// person reads.
var syntax = []string{"internal/paper/book.go", "internal/paper/bookend.go", "internal/paper/encrypt.go", "internal/paper/transplant.go"}

// developers are calls whose own words are for developers and logs, layouts of times and names of
// work ("Go" and "NewLatest" of app/task) among them. People get text.Explain.
var developers = []string{"New", "Errorf", "Fatal", "Fatalf", "LogError", "Format", "Parse", "ParseInLocation", "MustCompile", "Go", "NewLatest"}

var verb = regexp.MustCompile(`%[-+# 0]*[0-9]*(\.[0-9]+)?[a-zA-Z]`)

// sentence tells whether a literal reads like words for a person: two words of two letters or
// more, or a letter that English code doesn't have.
func sentence(value string) bool {
	value = verb.ReplaceAllString(value, " ")
	for _, r := range value {
		if unicode.IsLetter(r) && r > unicode.MaxASCII {
			return true
		}
	}
	words := 0
	for _, word := range strings.Fields(value) {
		word = strings.TrimFunc(word, func(r rune) bool { return !unicode.IsLetter(r) })
		if len(word) > 1 {
			words++
		}
	}
	return words > 1
}

func TestScreensAndPapersHoldNoSentencesOfTheirOwn(t *testing.T) {
	for _, s := range sources(t) {
		if s.test || !underAny(s.dir, speaking...) || slices.Contains(syntax, s.path) {
			continue
		}
		skip := map[ast.Node]bool{}
		ast.Inspect(s.syntax, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.ImportSpec:
				return false
			case *ast.CallExpr:
				if name, ok := n.Fun.(*ast.Ident); ok && name.Name == "panic" {
					return false
				}
				if forDevelopers(n) {
					for _, argument := range n.Args {
						skip[argument] = true
					}
				}
			case *ast.CompositeLit:
				if name, ok := workName(n); ok {
					skip[name] = true
				}
			case *ast.Field:
				if n.Tag != nil {
					skip[n.Tag] = true
					checkHelp(t, s, n.Tag)
				}
			case *ast.BasicLit:
				value, ok := stringOf(n)
				if _, known := plain[value]; ok && !known && !skip[n] && sentence(value) {
					t.Errorf("%s: %q belongs in internal/text", s.at(n.Pos()), value)
				}
			}
			return true
		})
	}
}

// workName is the name that a task.Work gives to logs.
func workName(lit *ast.CompositeLit) (ast.Expr, bool) {
	kind := lit.Type
	if generic, ok := kind.(*ast.IndexExpr); ok {
		kind = generic.X
	}
	if selector, ok := kind.(*ast.SelectorExpr); !ok || selector.Sel.Name != "Work" {
		return nil, false
	}
	for _, element := range lit.Elts {
		pair, ok := element.(*ast.KeyValueExpr)
		if !ok {
			continue
		}
		if key, ok := pair.Key.(*ast.Ident); ok && key.Name == "Name" {
			return pair.Value, true
		}
	}
	return nil, false
}

func forDevelopers(call *ast.CallExpr) bool {
	fun := call.Fun
	if generic, ok := fun.(*ast.IndexExpr); ok {
		fun = generic.X
	}
	switch f := fun.(type) {
	case *ast.Ident:
		return slices.Contains(developers, f.Name)
	case *ast.SelectorExpr:
		return slices.Contains(developers, f.Sel.Name)
	}
	return false
}

// checkHelp holds that the help of parm's words comes from the translations too: a tag such as
// help:"${help_people}", filled in when the program starts.
func checkHelp(t *testing.T, s source, tag *ast.BasicLit) {
	t.Helper()
	raw, err := strconv.Unquote(tag.Value)
	if err != nil {
		t.Errorf("%s: %v", s.at(tag.Pos()), err)
		return
	}
	if help := reflect.StructTag(raw).Get("help"); help != "" && !strings.HasPrefix(help, "${") {
		t.Errorf("%s: the help %q belongs in internal/text", s.at(tag.Pos()), help)
	}
}

func TestWhatReadsLikeASentence(t *testing.T) {
	for value, want := range map[string]bool{
		"":                 false,
		"people.find":      false,
		"%d %s\n":          false,
		"%-20s  %5.1f":     false,
		" - ":              false,
		"15:04":            false,
		"Sök":              true,
		"Hitta person":     true,
		"%d av %d":         false,
		"%d sidor av %d":   true,
		"%.2f w %.2f re S": false,
		"%d sidor kvar":    true,
		"No such file":     true,
	} {
		if got := sentence(value); got != want {
			t.Errorf("sentence(%q) = %v, want %v", value, got, want)
		}
	}
}
