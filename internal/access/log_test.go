package access_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strconv"
	"testing"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/text"
)

// Every action that the log can hold is offered to a reviewer, once, and has a sentence.
func TestEveryActionIsOfferedToTheReviewer(t *testing.T) {
	offered := map[string]int{}
	for _, a := range access.Actions() {
		offered[string(a)]++
		for _, lang := range []text.Lang{text.Swedish, text.English} {
			if !text.For(lang).Has("action." + string(a)) {
				t.Errorf("no sentence action.%s in %s", a, lang)
			}
		}
	}
	file, err := parser.ParseFile(token.NewFileSet(), "log.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	known := 0
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok || len(spec.Values) != 1 || len(spec.Names) != 1 {
			return true
		}
		if kind, is := spec.Type.(*ast.Ident); !is || kind.Name != "Action" {
			return true
		}
		word, err := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
		if err != nil {
			t.Fatal(err)
		}
		if known++; offered[word] != 1 {
			t.Errorf("%s is offered %d times", spec.Names[0].Name, offered[word])
		}
		return true
	})
	if known != len(offered) {
		t.Errorf("%d actions, %d offered", known, len(offered))
	}
}
