package house_test

import (
	"go/ast"
	"go/token"
	"path"
	"slices"
	"strings"
	"testing"
)

// A file is meant to stay near 300 lines; past longFile it is named, past tooLong it fails.
const (
	longFile = 400
	tooLong  = 500
)

func TestFilesStayShort(t *testing.T) {
	for _, s := range sources(t) {
		switch {
		case s.test:
		case s.lines > tooLong:
			t.Errorf("%s has %d lines: it holds a second subject, make it two files", s.path, s.lines)
		case s.lines > longFile:
			t.Logf("%s has %d lines and is getting long", s.path, s.lines)
		}
	}
}

func TestPackagesAreNamedForWhatTheyHold(t *testing.T) {
	vague := []string{"util", "utils", "common", "helper", "helpers", "base", "misc", "shared"}
	for _, s := range sources(t) {
		name := strings.TrimSuffix(s.syntax.Name.Name, "_test")
		if slices.Contains(vague, name) || slices.Contains(vague, path.Base(s.dir)) {
			t.Errorf("%s: a package called %s tells nothing", s.path, name)
		}
	}
}

// Every package says what it is for and what it guarantees.
func TestPackagesSayWhatTheyAreFor(t *testing.T) {
	said := map[string]bool{}
	for _, s := range sources(t) {
		said[s.dir] = said[s.dir] || s.syntax.Doc != nil
	}
	for dir, ok := range said {
		if !ok {
			t.Errorf("%s has no package comment", dir)
		}
	}
}

// Only app/task starts goroutines and speaks to Fyne's thread, so that a page can't freeze the
// window or touch it from the wrong goroutine.
func TestGoroutinesStartInTaskOnly(t *testing.T) {
	for _, s := range sources(t) {
		if s.test || !under(s.dir, "app") || under(s.dir, "app/task") {
			continue
		}
		ast.Inspect(s.syntax, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.GoStmt:
				t.Errorf("%s starts a goroutine: app/task does that", s.at(n.Pos()))
			case *ast.CallExpr: // a field may be called Go: where a step leads
				if called, ok := n.Fun.(*ast.SelectorExpr); ok && startsWork(s, called) {
					t.Errorf("%s uses %s: app/task does that", s.at(n.Pos()), called.Sel.Name)
				}
			}
			return true
		})
	}
}

func startsWork(s source, n *ast.SelectorExpr) bool {
	from, plain := n.X.(*ast.Ident)
	switch n.Sel.Name {
	case "Do", "DoAndWait":
		return plain && from.Name == "fyne" && s.imported("fyne")
	case "AfterFunc":
		return plain && from.Name == "time" && s.imported("time")
	case "Go":
		return !plain || !s.imported(from.Name)
	}
	return false
}

func TestNoErrorIsThrownAway(t *testing.T) {
	for _, s := range sources(t) {
		if s.test {
			continue
		}
		ast.Inspect(s.syntax, func(n ast.Node) bool {
			if assign, ok := n.(*ast.AssignStmt); ok && discards(assign) {
				t.Errorf("%s throws a result away: handle it or say what it means", s.at(n.Pos()))
			}
			return true
		})
	}
}

// discards tells whether a statement only throws away what a call returned.
func discards(assign *ast.AssignStmt) bool {
	if assign.Tok != token.ASSIGN || len(assign.Rhs) != 1 {
		return false
	}
	if _, call := assign.Rhs[0].(*ast.CallExpr); !call {
		return false
	}
	for _, left := range assign.Lhs {
		if name, ok := left.(*ast.Ident); !ok || name.Name != "_" {
			return false
		}
	}
	return true
}

func TestNothingIsLeftHalfDone(t *testing.T) {
	// Put together here so that this file doesn't find itself.
	marks := []string{"TO" + "DO", "FIX" + "ME", "XX" + "X"}
	for _, s := range sources(t) {
		for _, group := range s.syntax.Comments {
			for _, mark := range marks {
				if strings.Contains(group.Text(), mark) {
					t.Errorf("%s says %s: do it, or give it an entry in docs/decisions", s.at(group.Pos()), mark)
				}
			}
		}
	}
}

func TestNoTestIsSkipped(t *testing.T) {
	for _, s := range sources(t) {
		if !s.test {
			continue
		}
		ast.Inspect(s.syntax, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			selector, ok := call.Fun.(*ast.SelectorExpr)
			if ok && slices.Contains([]string{"Skip", "Skipf", "SkipNow"}, selector.Sel.Name) {
				t.Errorf("%s skips: a test that can't run must say what is missing and fail", s.at(n.Pos()))
			}
			return true
		})
	}
}
