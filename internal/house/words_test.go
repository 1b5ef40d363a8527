package house_test

import (
	"go/ast"
	"go/token"
	"regexp"
	"slices"
	"strings"
	"testing"

	"avbrottsparm/internal/text"
)

var place = regexp.MustCompile(`\{[a-z_]+\}`)

// places are the names of a sentence's places: "n" of "{n} min".
func places(sentence string) []string {
	var names []string
	for _, found := range place.FindAllString(sentence, -1) {
		names = append(names, strings.Trim(found, "{}"))
	}
	return names
}

// use is a place in the code that names a sentence.
type use struct {
	where  string
	key    string   // with its ".one" or ".other"
	given  []string // names of the places that are filled
	unsure bool     // whether places are filled in a way that can't be read from here
}

// uses is every sentence that the code names by a literal.
func uses(t *testing.T) []use {
	t.Helper()
	var all []use
	for _, s := range sources(t) {
		if s.test {
			continue
		}
		ast.Inspect(s.syntax, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr:
				all = append(all, usesOf(s, n)...)
			case *ast.CompositeLit:
				all = append(all, faultLiteral(s, n)...)
			}
			return true
		})
	}
	return all
}

func usesOf(s source, call *ast.CallExpr) []use {
	name := calledName(s, call)
	keyAt := 0
	switch name {
	case "Say", "say", "NewFault":
	case "Count", "count", "Because", "IsFault":
		if name == "Because" || name == "IsFault" {
			keyAt = 1
		}
	default:
		return nil
	}
	if len(call.Args) <= keyAt {
		return nil
	}
	key, ok := stringOf(call.Args[keyAt])
	if !ok {
		return nil
	}
	first := keyAt + 1
	one := use{where: s.at(call.Pos())}
	switch name {
	case "Count", "count":
		first++
		one.given = []string{"n"}
	case "IsFault":
		one.unsure = true
	}
	if first < len(call.Args) {
		one.given = append(one.given, namesIn(call.Args[first:], &one.unsure)...)
	}
	one.unsure = one.unsure || call.Ellipsis.IsValid()
	switch name {
	case "Say", "say":
		one.key = key
	case "Count", "count":
		other := one
		one.key, other.key = key+".one", key+".other"
		return []use{one, other}
	default:
		one.key = "error." + key
	}
	return []use{one}
}

// calledName is the method or function that is called. A function of another package that only
// shares its name (strings.Count) is not meant; text.NewFault and its like are.
func calledName(s source, call *ast.CallExpr) string {
	switch f := call.Fun.(type) {
	case *ast.Ident:
		return f.Name
	case *ast.SelectorExpr:
		if from, plain := f.X.(*ast.Ident); plain && s.imported(from.Name) && from.Name != "text" {
			return ""
		}
		return f.Sel.Name
	}
	return ""
}

// namesIn is every second argument: the names in pairs of name and value.
func namesIn(pairs []ast.Expr, unsure *bool) []string {
	var names []string
	for i := 0; i < len(pairs); i += 2 {
		name, ok := stringOf(pairs[i])
		if !ok {
			*unsure = true
			continue
		}
		names = append(names, name)
	}
	return names
}

// faultLiteral is a text.Fault that is written out with its Code.
func faultLiteral(s source, lit *ast.CompositeLit) []use {
	kind, ok := lit.Type.(*ast.SelectorExpr)
	if !ok || kind.Sel.Name != "Fault" {
		return nil
	}
	for _, element := range lit.Elts {
		pair, ok := element.(*ast.KeyValueExpr)
		if !ok {
			continue
		}
		if name, ok := pair.Key.(*ast.Ident); !ok || name.Name != "Code" {
			continue
		}
		if code, ok := stringOf(pair.Value); ok {
			return []use{{where: s.at(lit.Pos()), key: "error." + code, unsure: true}}
		}
	}
	return nil
}

func TestEverySentenceThatTheCodeNamesExists(t *testing.T) {
	for _, u := range uses(t) {
		for _, lang := range []text.Lang{text.Swedish, text.English} {
			words := text.For(lang)
			if !words.Has(u.key) {
				t.Errorf("%s: no sentence %q in %s", u.where, u.key, lang)
				continue
			}
			for _, name := range places(words.Say(u.key)) {
				if !u.unsure && !slices.Contains(u.given, name) {
					t.Errorf("%s: %q has a place {%s} that isn't filled", u.where, u.key, name)
				}
			}
		}
	}
}

func TestNoSentenceIsLeftOver(t *testing.T) {
	named := map[string]bool{}
	for _, s := range sources(t) {
		if s.test {
			continue
		}
		ast.Inspect(s.syntax, func(n ast.Node) bool {
			if e, ok := n.(ast.Expr); ok {
				if value, ok := stringOf(e); ok {
					named[value] = true
				}
			}
			return true
		})
	}
	built := beginnings(t)
	for _, key := range text.For(text.Swedish).Keys() {
		plural := strings.TrimSuffix(strings.TrimSuffix(key, ".one"), ".other")
		isBuilt := func(b beginning) bool { return strings.HasPrefix(strings.TrimPrefix(key, "error."), b.key) }
		if !named[key] && !named[plural] && !named[strings.TrimPrefix(key, "error.")] && !slices.ContainsFunc(built, isBuilt) {
			t.Errorf("nothing in the code names the sentence %q", key)
		}
	}
}

// beginning is the first part of keys that the code puts together: "row." of "row." + code.
type beginning struct{ where, key string }

var beginningPattern = regexp.MustCompile(`^[a-z_]+\.([a-z_]+\.)*([a-z_]+_)?$`)

// beginnings are all that the code builds keys from. "error." is left out: the codes of faults
// stand in the code as they are. Each ending is tested where it is built.
func beginnings(t *testing.T) []beginning {
	t.Helper()
	var all []beginning
	for _, s := range sources(t) {
		if s.test {
			continue
		}
		ast.Inspect(s.syntax, func(n ast.Node) bool {
			sum, ok := n.(*ast.BinaryExpr)
			if !ok || sum.Op != token.ADD {
				return true
			}
			if key, ok := stringOf(sum.X); ok && key != "error." && beginningPattern.MatchString(key) {
				all = append(all, beginning{s.at(sum.Pos()), key})
			}
			return true
		})
	}
	return all
}

func TestKeysAreBuiltFromBeginningsThatExist(t *testing.T) {
	keys := text.For(text.Swedish).Keys()
	for _, b := range beginnings(t) {
		if !slices.ContainsFunc(keys, func(key string) bool { return strings.HasPrefix(strings.TrimPrefix(key, "error."), b.key) }) {
			t.Errorf("%s builds keys from %q, and no sentence begins so", b.where, b.key)
		}
	}
}
