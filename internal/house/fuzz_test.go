package house_test

import (
	"go/ast"
	"strings"
	"testing"
)

// What reads bytes that strangers made is tried on bytes that nobody thought of: `make fuzz` finds
// the targets by itself, and here no parser gets by without one.
func TestEveryParserIsFuzzed(t *testing.T) {
	parsers := map[string]string{ // the folder, and the target that it must have; "" for any
		"internal/lifecare": "",
		"internal/form":     "FuzzParse",
		"internal/vault":    "FuzzSealedFile",
	}
	for _, s := range sources(t) {
		if strings.HasPrefix(s.dir, "internal/intake/") && !forTests(s.dir) {
			parsers[s.dir] = ""
		}
		if s.dir == "internal/inbox" && parses(s) {
			parsers[s.dir] = ""
		}
	}
	targets := map[string][]string{}
	for _, s := range sources(t) {
		for _, decl := range s.syntax.Decls {
			if f, ok := decl.(*ast.FuncDecl); ok && f.Recv == nil && strings.HasSuffix(s.path, "_test.go") && strings.HasPrefix(f.Name.Name, "Fuzz") {
				targets[s.dir] = append(targets[s.dir], f.Name.Name)
			}
		}
	}
	for dir, needed := range parsers {
		if len(targets[dir]) == 0 {
			t.Errorf("%s has no fuzz target", dir)
		}
		if needed != "" && !strings.Contains(strings.Join(targets[dir], " "), needed) {
			t.Errorf("%s has no %s", dir, needed)
		}
	}
}

// parses tells whether a file decodes a format, by what it imports.
func parses(s source) bool {
	for _, spec := range s.syntax.Imports {
		if path := strings.Trim(spec.Path.Value, `"`); !s.test && strings.HasPrefix(path, "encoding/") && path != "encoding/hex" {
			return true
		}
	}
	return false
}
